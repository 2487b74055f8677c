//! `detente reread`: the ledger's texts through the present reader.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use ledger::{Access, DocumentId, Kept, Ledger, LedgerError, Reread};
use model::Answer;
use reconciling::Rules;
use serde::Serialize;

use super::add::counted;
use super::care::json;
use super::progress::Progress;
use super::reader::LedgerReader;
use super::store;
use crate::args::{ReportFormat, RereadArgs};
use crate::timing::{Stage, Tally, Times};
use crate::trouble::{Complaint, Outcome, Trouble, complain, say};
use crate::{conveyor, install};

/// Answers that are recorded together,
const BATCH: usize = 64;
/// or what has come in so long a time.
const BATCH_AGE: Duration = Duration::from_millis(700);

/// What was done.
#[derive(Debug, Default, Serialize)]
struct Done {
    /// Texts read again.
    documents: usize,
    /// Of which the answer is another.
    changed: usize,
    /// Claims that are new.
    claims: usize,
    /// Claims that were closed.
    closed: usize,
    /// Texts that could not be read.
    failed: usize,
}

/// Runs the command.
pub fn run(args: &RereadArgs) -> Result<Outcome, Trouble> {
    let mut tally = Tally::start();
    let mut ledger = store::open(&args.report.ledger, Access::Write)?;
    let path = ledger.path().to_path_buf();
    let refuse = |error: LedgerError| store::trouble(&path, &error);
    if let Some(atlas) = args.own.atlas.folder() {
        ledger.set_atlas(crate::own::atlas(Some(atlas))?);
    }
    let reader = LedgerReader::new(&args.own, args.engine.model)?;
    let ids = if args.all { ledger.texts() } else { ledger.read_otherwise(&reader.version) }.map_err(refuse)?;
    if ids.is_empty() && args.report.format == ReportFormat::Human {
        say("every text was read by this very version");
        return Ok(Outcome::Done);
    }
    // Texts are taken from a second view of the file, by whichever thread is free.
    let texts = Ledger::open(&path, Access::Read).map_err(refuse)?;
    let pipeline = (!ids.is_empty()).then(|| install::open(args.engine.model)).transpose()?;
    let bar = Progress::of(Some(ids.len()), "documents");
    let mut done = Done::default();
    let rules = Rules::builtin();
    let mut waiting: Vec<(DocumentId, Answer)> = Vec::new();
    let mut since = Instant::now();
    let read = |(id, kept): (DocumentId, Result<Kept, LedgerError>)| {
        let mut times = Times::default();
        let answer = kept.map_err(|error| Complaint::new(&error, error.advice())).and_then(|kept| {
            let pipeline = pipeline.as_ref().expect("the model is open where there is a text");
            let name = kept.document.id.clone();
            reader
                .read(&kept.document, pipeline, &mut times)
                .map_err(|complaint| Complaint { what: format!("{name}: {}", complaint.what), ..complaint })
        });
        (id, answer, times)
    };
    let mut record = |waiting: &mut Vec<(DocumentId, Answer)>, tally: &mut Tally, done: &mut Done| {
        let answers = std::mem::take(waiting);
        let recorded = tally.times.of(Stage::Write, || ledger.reread(store::now(), &reader.version, &answers, &rules));
        let Reread { changed, claims, closed, refused, .. } = recorded.map_err(refuse)?;
        done.documents += answers.len();
        done.changed += changed;
        done.claims += claims;
        done.closed += closed;
        done.failed += refused;
        bar.at(done.documents + done.failed);
        Ok(())
    };
    let flow = conveyor::run(
        ids.iter().map(move |id| (*id, texts.kept(*id))),
        args.engine.threads(),
        read,
        |(id, answer, times)| {
            tally.times.add(&times);
            match answer {
                Ok((answer, tokens)) => {
                    if waiting.is_empty() {
                        since = Instant::now();
                    }
                    tally.tokens += tokens;
                    tally.documents += 1;
                    waiting.push((id, answer));
                }
                Err(complaint) => {
                    done.failed += 1;
                    tally.failed += 1;
                    bar.aside(|| complain(None, &complaint));
                }
            }
            let full = waiting.len() >= BATCH || since.elapsed() >= BATCH_AGE;
            if !full || waiting.is_empty() {
                return ControlFlow::Continue(());
            }
            record(&mut waiting, &mut tally, &mut done).map_or_else(ControlFlow::Break, ControlFlow::Continue)
        },
    );
    let flow = match flow {
        ControlFlow::Continue(()) if !waiting.is_empty() => record(&mut waiting, &mut tally, &mut done),
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(trouble) => Err(trouble),
    };
    bar.finish();
    if args.engine.stats {
        tally.print();
    }
    flow?;
    match args.report.format {
        ReportFormat::Json => json(&done)?,
        ReportFormat::Human => say(format!(
            "{} read again, {} with another answer: {} new, {} closed",
            counted(done.documents, "text"),
            done.changed,
            counted(done.claims, "claim"),
            done.closed
        )),
    }
    Ok(if done.failed > 0 { Outcome::SomeFailed } else { Outcome::Done })
}
