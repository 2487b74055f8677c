//! `detente codebook`: runs the examples of entries, lists and shows entries.

use std::fmt::Write;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use reading::{CodeBook, Entry, Example, Reader};

use crate::args::{CodebookArgs, CodebookCommand};
use crate::paint::{Ink, Paint};
use crate::trouble::{Outcome, Trouble, note};
use crate::{conveyor, delivery, install, own};

/// Runs the command.
pub fn run(args: &CodebookArgs) -> Result<Outcome, Trouble> {
    let named = |folder: &'_ Option<PathBuf>| folder.clone().filter(|f| !f.as_os_str().is_empty());
    match &args.command {
        CodebookCommand::Test { dir, own, atlas, model, threads } => {
            let book = own::codebook(named(dir).as_deref())?;
            let reader = Reader::with(own::atlas(atlas.folder())?, book);
            let threads = threads.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
            test(&reader, *own, *model, threads)
        }
        CodebookCommand::List { word, codebook } => list(named(codebook).as_deref(), word.as_deref()),
        CodebookCommand::Show { id, codebook } => show(named(codebook).as_deref(), id),
    }
}

/// One example on its way.
struct Trial<'b> {
    entry: &'b Entry,
    number: usize,
    example: &'b Example,
}

fn test(reader: &Reader, own: bool, model: install::Size, threads: usize) -> Result<Outcome, Trouble> {
    let entries: Vec<&Entry> = reader.book().entries().iter().filter(|e| e.is_own() || !own).collect();
    if entries.is_empty() {
        let advice = "name the folder with your entries: detente codebook test DIR --own";
        return Err(Trouble::failed("there is no entry of your own", advice));
    }
    entries.iter().filter(|e| e.is_own()).for_each(|e| tell_gaps(e));
    let numbered = |entry| move |(at, example)| Trial { entry, number: at + 1, example };
    let trials: Vec<Trial> = entries.iter().flat_map(|e| e.examples().iter().enumerate().map(numbered(*e))).collect();
    let pipeline = install::open(model)?;
    let paint = Paint::for_stdout(false);
    let (mut next, mut failed, mut known, mut cured) = (trials.iter(), 0, 0, 0);
    let flow = conveyor::run(
        &trials,
        threads,
        |trial| reader.try_example(trial.entry, trial.example, &pipeline),
        |faults: Vec<String>| {
            let trial = next.next().expect("a result for each trial");
            match (faults.is_empty(), trial.example.known_to_fail) {
                (true, None) => return ControlFlow::Continue(()),
                (true, Some(_)) => cured += 1,
                (false, Some(_)) => {
                    known += 1;
                    return ControlFlow::Continue(());
                }
                (false, None) => failed += 1,
            }
            let page = failure(trial, &faults, paint);
            delivery::print(page.as_bytes()).map_or_else(ControlFlow::Break, ControlFlow::Continue)
        },
    );
    if let ControlFlow::Break(trouble) = flow {
        return Err(trouble);
    }
    let mut line = format!("{} examples of {} entries: ", trials.len(), entries.len());
    let _ = match failed {
        0 => write!(line, "all hold"),
        1 => write!(line, "1 fails"),
        many => write!(line, "{many} fail"),
    };
    if known > 0 {
        let _ = write!(line, " ({known} are known to fail and not counted)");
    }
    delivery::print(format!("{line}\n").as_bytes())?;
    Ok(if failed + cured == 0 { Outcome::Done } else { Outcome::SomeFailed })
}

/// An entry without a positive example or a near miss proves little.
fn tell_gaps(entry: &Entry) {
    let about = format!("{}:{}: entry {}", entry.file(), entry.line(), entry.id());
    if entry.examples().iter().all(|e| e.finds.is_empty()) {
        note(&about, "no example that it must find; add one with finds = [\"…\"]");
    }
    if !entry.examples().iter().any(|e| e.finds.is_empty()) {
        note(&about, "no near miss; add an example that looks alike and must give nothing, with finds = []");
    }
}

fn failure(trial: &Trial<'_>, faults: &[String], paint: Paint) -> String {
    let Trial { entry, number, example } = trial;
    let mut page = String::new();
    let place = paint.ink(Ink::Faint, format!("{}:{}", entry.file(), example.line));
    let _ = writeln!(page, "{} example {number}  {place}", paint.ink(Ink::Hostile, entry.id()));
    let _ = writeln!(page, "{}", paint.wrap(&format!("“{}”", example.text), "  ", "   "));
    for fault in faults {
        let _ = writeln!(page, "{}", paint.wrap(fault, "    ", "      "));
    }
    if faults.is_empty() {
        let _ = writeln!(page, "    holds, though it is listed as known to fail");
    }
    page
}

fn list(folder: Option<&Path>, word: Option<&str>) -> Result<Outcome, Trouble> {
    let book = own::codebook(folder)?;
    let holds = |e: &&Entry| {
        let Some(word) = word else { return true };
        let mut texts = std::iter::once(e.id()).chain(e.makes().iter().map(String::as_str)).chain(e.frames());
        texts.any(|text| text.contains(word))
    };
    let entries: Vec<&Entry> = book.entries().iter().filter(holds).collect();
    if entries.is_empty() {
        let advice = "detente codebook list shows all entries";
        return Err(Trouble::failed(format!("no entry holds the word {}", word.unwrap_or_default()), advice));
    }
    delivery::print_with(|out| {
        entries
            .iter()
            .try_for_each(|e| writeln!(out, "{}\t{}\t{}:{}", e.id(), e.makes().join(", "), e.file(), e.line()))
    })?;
    Ok(Outcome::Done)
}

fn show(folder: Option<&Path>, id: &str) -> Result<Outcome, Trouble> {
    let book = own::codebook(folder)?;
    let Some(entry) = book.entries().iter().find(|e| e.id() == id) else {
        return Err(unknown(&book, id));
    };
    delivery::print(as_toml(entry).as_bytes())?;
    Ok(Outcome::Done)
}

fn unknown(book: &CodeBook, id: &str) -> Trouble {
    let theme = id.split('.').next().unwrap_or(id);
    let near: Vec<&str> = book.entries().iter().map(Entry::id).filter(|e| e.split('.').next() == Some(theme)).collect();
    let advice = match near.is_empty() {
        true => "detente codebook list shows all ids".to_string(),
        false => format!("entries of that theme: {}", near.join(" ")),
    };
    Trouble::failed(format!("no entry has the id {id}"), advice)
}

/// The entry as it would stand in a file.
fn as_toml(entry: &Entry) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let list = |items: &[String]| items.iter().map(|i| quoted(i)).collect::<Vec<_>>().join(", ");
    let mut page = format!("# {}:{}\n[[entry]]\nid = {}\n", entry.file(), entry.line(), quoted(entry.id()));
    let _ = writeln!(page, "makes = [{}]\nframes = [", list(entry.makes()));
    entry.frames().for_each(|frame| page.push_str(&format!("  {},\n", quoted(frame))));
    page.push_str("]\n");
    for example in entry.examples() {
        let _ =
            write!(page, "[[entry.examples]]\ntext = {}\nfinds = [{}]\n", quoted(&example.text), list(&example.finds));
    }
    page
}
