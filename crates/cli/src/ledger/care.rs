//! `detente problems`, `check`, `backup`: what could not be added, whether the file is whole, a copy of it.

use std::path::Path;

use ledger::{Access, Checked, Problem};
use serde::Serialize;

use super::add::counted;
use super::progress::Progress;
use super::store;
use crate::args::{BackupArgs, CheckArgs, ProblemsArgs, ReportFormat};
use crate::paint::{Ink, Paint};
use crate::trouble::{Complaint, Outcome, Trouble, say};
use crate::{delivery, trouble};

/// Runs `detente problems`.
pub fn problems(args: &ProblemsArgs) -> Result<Outcome, Trouble> {
    let ledger = store::open(&args.report.ledger, Access::Read)?;
    let problems = ledger.problems(args.all).map_err(|error| store::trouble(ledger.path(), &error))?;
    match args.report.format {
        ReportFormat::Json => json(&problems)?,
        ReportFormat::Human if problems.is_empty() => say("no problems"),
        ReportFormat::Human => {
            let paint = Paint::for_stdout(false);
            let page: String = problems.iter().map(|p| problem(p, paint)).collect();
            delivery::print(page.as_bytes())?;
        }
    }
    Ok(Outcome::Done)
}

fn problem(problem: &Problem, paint: Paint) -> String {
    let Problem { uri, reason, advice, recorded_at, resolved_at } = problem;
    let mended = resolved_at.map(|at| format!(", mended {}", at.day())).unwrap_or_default();
    let when = paint.ink(Ink::Faint, format!("{}{mended}", recorded_at.day()));
    format!(
        "{}  {when}\n  {reason}\n{}\n",
        paint.ink(Ink::Name, uri),
        advice.lines().map(|line| format!("  {} {line}\n", paint.ink(Ink::Faint, "→"))).collect::<String>()
    )
}

/// Runs `detente check`.
pub fn check(args: &CheckArgs) -> Result<Outcome, Trouble> {
    let ledger = store::open(&args.report.ledger, Access::Write)?;
    let mut bar: Option<(&'static str, Progress)> = None;
    let mut watch = |step: &'static str, done: usize, all: usize| {
        if bar.as_ref().is_none_or(|(of, _)| *of != step) {
            bar.iter().for_each(|(_, bar)| bar.finish());
            bar = Some((step, Progress::of((all > 0).then_some(all), step)));
        }
        bar.iter().for_each(|(_, bar)| bar.at(done));
    };
    let checked = ledger.check(&mut watch);
    bar.iter().for_each(|(_, bar)| bar.finish());
    let checked = checked.map_err(|error| store::trouble(ledger.path(), &error))?;
    match args.report.format {
        ReportFormat::Json => json(&checked)?,
        ReportFormat::Human => verdict(&checked, ledger.path()),
    }
    Ok(if checked.faults.is_empty() { Outcome::Done } else { Outcome::SomeFailed })
}

fn verdict(checked: &Checked, path: &Path) {
    let Checked { documents, claims, incidents, faults } = checked;
    if faults.is_empty() {
        let of = [counted(*documents, "document"), counted(*claims, "claim"), counted(*incidents, "incident")];
        say(format!("{}: all is well: {}", path.display(), of.join(", ")));
    }
    for fault in faults {
        let advice = match fault.at {
            "search" => "what is kept is whole; searches may miss it",
            _ => "stop writing to the ledger, copy the file aside, and go back to a backup",
        };
        trouble::complain(Some(fault.at), &Complaint::new(&fault.what, advice));
    }
}

/// Runs `detente backup`.
pub fn backup(args: &BackupArgs) -> Result<Outcome, Trouble> {
    let ledger = store::open(&args.ledger, Access::Read)?;
    let usage = |what: String, advice: &str| Trouble::Usage(Complaint::new(what, advice));
    if args.file.is_dir() {
        return Err(usage(format!("{} is a folder", args.file.display()), "name a file in it"));
    }
    if same(ledger.path(), &args.file) {
        return Err(usage("a ledger is no backup of itself".into(), "name another file"));
    }
    if args.file.exists() && !args.force {
        return Err(usage(
            format!("{} is there already", args.file.display()),
            "name another file, or replace it with --force",
        ));
    }
    let refuse = |error: std::io::Error| {
        let what = format!("{} cannot be written: {error}", args.file.display());
        Trouble::failed(what, "check the folder's permissions and room, or name another file")
    };
    let folder = args.file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let copy =
        delivery::readable_by_all(tempfile::Builder::new().prefix(".detente-")).tempfile_in(folder).map_err(refuse)?;
    let bar = Progress::of(None, "pages");
    let done = ledger.backup(copy.path(), |done, _| bar.at(done));
    bar.finish();
    done.map_err(|error| store::trouble(&args.file, &error))?;
    copy.as_file().sync_all().map_err(refuse)?;
    let bytes = copy.as_file().metadata().map_err(refuse)?.len();
    copy.persist(&args.file).map_err(|error| refuse(error.error))?;
    say(format!("{} holds the ledger: {:.1} MB", args.file.display(), bytes as f64 / 1e6));
    Ok(Outcome::Done)
}

fn same(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

/// Prints a value as one JSON object.
pub fn json(value: &impl Serialize) -> Result<(), Trouble> {
    let mut bytes = serde_json::to_vec_pretty(value).expect("strings and numbers serialise");
    bytes.push(b'\n');
    delivery::print(&bytes)
}
