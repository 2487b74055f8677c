//! `detente export`: what the ledger holds, in the formats of the field.

mod chosen;
mod gradings;

use std::io::{BufWriter, Write};
use std::path::Path;

use ::export::{ExportError, Format, Options, Tally, Tlp};
use ::ledger::{Access, LedgerError};

use super::store;
use crate::args::{ExportArgs, ExportFormat, TlpWord};
use crate::delivery;
use crate::trouble::{Complaint, Outcome, Trouble, say};
use chosen::{Chosen, Refusal, Wish};

/// Runs the command.
pub fn run(args: &ExportArgs) -> Result<Outcome, Trouble> {
    let (format, options) = (format(args.format), Options { tlp: args.tlp.map(tlp) });
    check(args, format)?;
    let ledger = store::open(&args.ledger, Access::Read)?;
    let graded = matches!(format, Format::Jsonl | Format::Csv | Format::Parquet | Format::Plover);
    let wish =
        Wish { about: args.about.clone(), from: args.when.from, to: args.when.to, as_of: args.when.held.as_of, graded };
    let chosen = Chosen::of(&ledger, &wish).map_err(|refusal| match refusal {
        Refusal::Ledger(error) => store::trouble(ledger.path(), &error),
        Refusal::Nobody(name) => Trouble::Usage(Complaint::new(
            format!("the ledger knows nobody called {name:?}"),
            "give the name as an article has it, or an id such as state:pakistan",
        )),
        Refusal::Several(name, ids) => {
            Trouble::Usage(Complaint::new(format!("{name:?} may be {}", ids.join(", ")), "name one of them by its id"))
        }
    })?;
    let tally = match &args.out {
        Some(path) => to_file(path, |out| format.write(&chosen, options, out)),
        None => to_stdout(|out| format.write(&chosen, options, out)),
    }
    .map_err(|error| trouble(args, ledger.path(), error))?;
    told(&tally);
    Ok(Outcome::Done)
}

fn check(args: &ExportArgs, format: Format) -> Result<(), Trouble> {
    let usage = |what: String, advice: &str| Err(Trouble::Usage(Complaint::new(what, advice)));
    if format.is_binary() && args.out.is_none() {
        return usage(format!("{} is binary", format.word()), "name a file with --out FILE");
    }
    if args.tlp.is_some() && format != Format::Stix {
        return usage("--tlp marks objects of a STIX bundle".into(), "leave it out, or export with --format stix");
    }
    if let (Some(from), Some(to)) = (args.when.from, args.when.to)
        && to < from
    {
        return usage(format!("--to {to} lies before --from {from}"), "change them over");
    }
    match &args.out {
        Some(path) if path.is_dir() => usage(format!("{} is a folder", path.display()), "name a file in it"),
        _ => Ok(()),
    }
}

/// Says on standard error what had no place.
fn told(tally: &Tally) {
    for (reason, number) in &tally.left_out {
        say(format!("left out: {number} {reason}"));
    }
}

fn trouble(args: &ExportArgs, ledger: &Path, error: ExportError) -> Trouble {
    if error.is_broken_pipe() {
        return Trouble::ReaderGone;
    }
    match error {
        ExportError::Holding(error) => match error.downcast::<LedgerError>() {
            Ok(error) => store::trouble(ledger, &error),
            Err(error) => Trouble::failed(error, "verify the ledger with `detente check`"),
        },
        error => {
            let place = args.out.as_ref().map_or("standard output".into(), |p| p.display().to_string());
            Trouble::failed(format!("{place}: {error}"), "make room there, or name another file with --out")
        }
    }
}

type Writing<'w> = &'w mut (dyn Write + Send);

/// Writes beside the file's place, and moves it there when it is whole. What is no file (a pipe, a device) is written to as it is, and
/// never replaced.
fn to_file(path: &Path, write: impl FnOnce(Writing<'_>) -> Result<Tally, ExportError>) -> Result<Tally, ExportError> {
    if path.metadata().is_ok_and(|there| !there.is_file()) {
        let mut out = BufWriter::with_capacity(1 << 16, std::fs::File::options().write(true).open(path)?);
        let result = write(&mut out).and_then(|tally| Ok(out.flush().map(|()| tally)?));
        let (_, _) = out.into_parts();
        return result;
    }
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = delivery::readable_by_all(tempfile::Builder::new().prefix(".detente-")).tempfile_in(folder)?;
    let mut out = BufWriter::with_capacity(1 << 16, file.as_file_mut());
    let tally = write(&mut out)?;
    out.flush()?;
    drop(out);
    file.persist(path).map_err(|error| error.error)?;
    Ok(tally)
}

fn to_stdout(write: impl FnOnce(Writing<'_>) -> Result<Tally, ExportError>) -> Result<Tally, ExportError> {
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout());
    let result = write(&mut out).and_then(|tally| Ok(out.flush().map(|()| tally)?));
    // What is left in the buffer after an error must not be tried again when the buffer is dropped.
    let (_, _) = out.into_parts();
    result
}

fn format(word: ExportFormat) -> Format {
    match word {
        ExportFormat::Jsonl => Format::Jsonl,
        ExportFormat::Csv => Format::Csv,
        ExportFormat::Parquet => Format::Parquet,
        ExportFormat::Incidents => Format::Incidents,
        ExportFormat::Plover => Format::Plover,
        ExportFormat::Ftm => Format::Ftm,
        ExportFormat::Graphml => Format::Graphml,
        ExportFormat::Stix => Format::Stix,
    }
}

fn tlp(word: TlpWord) -> Tlp {
    match word {
        TlpWord::Clear => Tlp::Clear,
        TlpWord::Green => Tlp::Green,
        TlpWord::Amber => Tlp::Amber,
        TlpWord::Red => Tlp::Red,
    }
}
