//! The way that every document goes in `read` and `parse`: load, make, deliver.
//!
//! Comes in: paths and what to make of one document. Goes out: results in the order of the inputs, notes and complaints on standard
//! error in the same order. Promises: a document that fails, even by a bug, never stops the others; results of large documents are
//! streamed, not held.

use std::io::Write;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use language::Pipeline;
use model::Document;
use source::{Input, Intake, Loaded, SourceError};

use crate::args::EngineArgs;
use crate::conveyor;
use crate::delivery::{self, Folder};
use crate::install;
use crate::timing::{Stage, Tally, Times};
use crate::trouble::{Complaint, Outcome, Trouble, complain, note};

/// Writes what was made of a document.
pub type Writing<'p> = Box<dyn FnOnce(&mut dyn Write) -> std::io::Result<()> + Send + 'p>;

/// What was made of a document.
pub struct Made<'p> {
    /// Tokens annotated.
    pub tokens: usize,
    /// What the user should know.
    pub notes: Vec<String>,
    /// Writes the result.
    pub write: Writing<'p>,
}

/// A run over documents.
pub struct Batch<'a> {
    /// Files, folders, standard input.
    pub paths: &'a [PathBuf],
    /// What the user says about the texts.
    pub intake: Intake,
    /// Model, threads, statistics.
    pub engine: &'a EngineArgs,
    /// Folder for one file a document.
    pub out: Option<&'a Path>,
    /// Ending of these files.
    pub ending: &'static str,
    /// Printed before the first document on standard output.
    pub preamble: Vec<u8>,
}

/// Texts longer than this are written as they are rendered, not rendered first.
const LARGE: usize = 1 << 20;

/// What came of one input.
struct Report<'p> {
    name: String,
    notes: Vec<String>,
    tokens: usize,
    times: Times,
    result: Result<Page<'p>, Complaint>,
}

/// A result on its way.
enum Page<'p> {
    /// It lies in its file.
    Kept,
    /// Rendered.
    Bytes(Vec<u8>),
    /// To be rendered straight into standard output.
    Later(Writing<'p>),
}

impl Batch<'_> {
    /// Lists the inputs, opens the model, and runs every document through `make`; `several` tells `make` whether it is one of many.
    pub fn run<M>(&self, make: M) -> Result<Outcome, Trouble>
    where
        M: for<'p> Fn(Document, &'p Pipeline, &mut Times, bool) -> Made<'p> + Sync,
    {
        let mut tally = Tally::start();
        let inputs = source::gather(self.paths, self.intake.raw);
        let folder = self.out.map(|path| Folder::open(path, self.ending)).transpose()?;
        let readable = inputs.iter().any(Result::is_ok);
        let pipeline =
            readable.then(|| tally.times.of(Stage::Load, || install::open(self.engine.model))).transpose()?;
        let (intake, folder, several) = (&self.intake, folder.as_ref(), inputs.len() > 1);
        let way = pipeline.as_ref().map(|pipeline| Way { intake, pipeline, folder, several, make });
        if folder.is_none() {
            delivery::print(&self.preamble)?;
        }
        let flow = conveyor::run(
            &inputs,
            self.engine.threads(),
            |input| match input {
                Ok(input) => way.as_ref().expect("the model is open where an input is readable").go(input),
                Err((name, error)) => Report::failed(name.clone(), complaint(error)),
            },
            |report| match tally.take(report) {
                Ok(()) => ControlFlow::Continue(()),
                Err(trouble) => ControlFlow::Break(trouble),
            },
        );
        if self.engine.stats {
            tally.print();
        }
        match flow {
            ControlFlow::Break(trouble) => Err(trouble),
            ControlFlow::Continue(()) if tally.failed > 0 => Ok(Outcome::SomeFailed),
            ControlFlow::Continue(()) => Ok(Outcome::Done),
        }
    }
}

/// What is the same for all documents of a run.
struct Way<'w, 'p, M> {
    intake: &'w Intake,
    pipeline: &'p Pipeline,
    folder: Option<&'w Folder>,
    several: bool,
    make: M,
}

impl<'p, M> Way<'_, 'p, M>
where
    M: Fn(Document, &'p Pipeline, &mut Times, bool) -> Made<'p>,
{
    /// One document from file to result; a bug in a stage becomes that document's complaint.
    fn go(&self, input: &Input) -> Report<'p> {
        let mut report = Report::failed(input.name(), Complaint::new("internal error; the lines above say where", BUG));
        if let Ok(result) = catch_unwind(AssertUnwindSafe(|| self.stages(input, &mut report))) {
            report.result = result;
        }
        report
    }

    fn stages(&self, input: &Input, report: &mut Report<'p>) -> Result<Page<'p>, Complaint> {
        let loaded = report.times.of(Stage::Load, || source::load(input, self.intake));
        let Loaded { document, notes, .. } = loaded.map_err(|error| complaint(&error))?;
        report.notes = notes.iter().map(ToString::to_string).collect();
        let (id, large) = (document.id.clone(), document.text.len() > LARGE);
        let made = (self.make)(document, self.pipeline, &mut report.times, self.several);
        report.notes.extend(made.notes);
        report.tokens = made.tokens;
        report.times.of(Stage::Write, || match self.folder {
            Some(folder) => folder.put(&id, made.write).map(|()| Page::Kept),
            None if large => Ok(Page::Later(made.write)),
            None => {
                let mut bytes = Vec::new();
                (made.write)(&mut bytes).expect("writing to memory does not fail");
                Ok(Page::Bytes(bytes))
            }
        })
    }
}

const BUG: &str = "this is a bug of detente: please report it with the document; all other documents are done";

fn complaint(error: &SourceError) -> Complaint {
    Complaint::new(error, error.advice())
}

impl Report<'_> {
    fn failed(name: String, complaint: Complaint) -> Self {
        Report { name, notes: Vec::new(), tokens: 0, times: Times::default(), result: Err(complaint) }
    }
}

impl Tally {
    /// Books a report and prints what belongs on the terminal.
    fn take(&mut self, report: Report<'_>) -> Result<(), Trouble> {
        report.notes.iter().for_each(|n| note(&report.name, n));
        self.times.add(&report.times);
        self.tokens += report.tokens;
        match report.result {
            Err(complaint) => {
                self.failed += 1;
                complain(Some(&report.name), &complaint);
                return Ok(());
            }
            Ok(Page::Kept) => {}
            Ok(Page::Bytes(bytes)) => self.times.of(Stage::Write, || delivery::print(&bytes))?,
            Ok(Page::Later(write)) => self.times.of(Stage::Write, || delivery::print_with(write))?,
        }
        self.documents += 1;
        Ok(())
    }
}
