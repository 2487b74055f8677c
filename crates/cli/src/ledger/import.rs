//! `detente import`: other event sets, and other readers' answers.
//!
//! Comes in: files. Goes out: rows of the ledger, and a report. Promises: many rows in one transaction, each transaction woven; what is
//! there is not added again; a malformed row is listed and stops nothing; a run that was stopped goes on where it stopped.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use ledger::{Access, Dataset, Fresh, Ledger, LedgerError, OpenReading, Origin, Said};
use model::Imported;
use reconciling::Rules;
use serde::Serialize;
use sha2::{Digest, Sha256};
use source::SourceError;
use source::sets::answers::{self, Answered};
use source::sets::{EventSet, Passed, import};

use super::add::counted;
use super::care::json;
use super::progress::Progress;
use super::store;
use crate::args::{AnswersArgs, ImportArgs, ImportCommand, ImportHow, ReportFormat};
use crate::trouble::{Complaint, Outcome, Trouble, complain, note, say};

/// Rows that are kept in one transaction: so many that a page of an index is written for many of them.
const ROWS: usize = 50_000;
/// Rows after which the bar moves.
const STEP: usize = 1_000;
/// Documents that are kept in one transaction.
const DOCUMENTS: usize = 64;
/// Malformed rows that are told one by one; the rest is counted.
const TOLD: usize = 10;

/// What came of a file.
#[derive(Debug, Default, Serialize)]
struct Done {
    file: String,
    /// Rows, or answers.
    rows: usize,
    claims: usize,
    /// Claims that the ledger had.
    known: usize,
    /// Rows with which nothing is wrong and in which nothing is for us, by reason.
    left_out: BTreeMap<String, usize>,
    malformed: usize,
    /// Why the file as a whole gave nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
}

/// Runs the command.
pub fn run(args: &ImportArgs) -> Result<Outcome, Trouble> {
    let (set, files, year, how) = match &args.what {
        ImportCommand::Gdelt(rows) => (EventSet::Gdelt, &rows.files, None, &rows.how),
        ImportCommand::Icews(rows) => (EventSet::Icews, &rows.files, None, &rows.how),
        ImportCommand::Polecat(rows) => (EventSet::Polecat, &rows.files, None, &rows.how),
        ImportCommand::Plover(rows) => (EventSet::Plover, &rows.files, None, &rows.how),
        ImportCommand::Acled(rows) => (EventSet::Acled, &rows.files, None, &rows.how),
        ImportCommand::IcewsQuads(quads) => (EventSet::IcewsQuads, &quads.folders, quads.year, &quads.how),
        ImportCommand::Answers(args) => {
            let mut importing = Importing::open(&args.how)?;
            let done = importing.answers(args)?;
            return importing.report(&args.how, vec![done]);
        }
    };
    let mut importing = Importing::open(how)?;
    let mut all = Vec::new();
    for file in files {
        all.push(importing.file(set, file, year)?);
    }
    importing.report(how, all)
}

/// An import under way.
struct Importing {
    ledger: Ledger,
    rules: Rules,
    rejects: Option<Rejects>,
    bar: Progress,
    rows: usize,
}

struct Rejects {
    name: String,
    file: std::io::BufWriter<std::fs::File>,
}

impl Importing {
    fn open(how: &ImportHow) -> Result<Self, Trouble> {
        let rejects = how.rejects.as_deref().map(|path| {
            let refuse = |error| {
                Trouble::failed(format!("{}: it cannot be written: {error}", path.display()), "name another file")
            };
            let file = std::fs::File::create(path).map_err(refuse)?;
            Ok(Rejects { name: path.display().to_string(), file: std::io::BufWriter::new(file) })
        });
        let rejects = rejects.transpose()?;
        let ledger = store::open(&how.report.ledger, Access::Create)?;
        Ok(Importing { ledger, rules: Rules::builtin(), rejects, bar: Progress::of(None, "rows"), rows: 0 })
    }

    fn trouble(&self, error: &LedgerError) -> Trouble {
        store::trouble(self.ledger.path(), error)
    }

    /// A file of a set, from its first row to its last.
    fn file(&mut self, set: EventSet, path: &Path, year: Option<i16>) -> Result<Done, Trouble> {
        let mut done = Done { file: path.display().to_string(), ..Done::default() };
        let opened = import(set, path, year).and_then(|rows| Ok((rows, digest(path)?)));
        let (mut rows, sha256) = match opened {
            Ok(opened) => opened,
            Err(error) => {
                self.refuse(&mut done, &error);
                return Ok(done);
            }
        };
        let name = path.file_stem().map_or_else(|| set.word().into(), |s| s.to_string_lossy().into_owned());
        let dataset = Dataset { name, outlet: set.name().into(), published: None, url: None, sha256 };
        let origin = Origin { uri: super::arrivals::absolute(path), fetched_at: None };
        let mut reading: Option<OpenReading> = None;
        let mut over = false;
        let mut last = None;
        self.ledger.set_bulk(true).map_err(|error| self.trouble(&error))?;
        while !over {
            let mut batch = Vec::new();
            while batch.len() < ROWS {
                match rows.next() {
                    Some(Ok(row)) => batch.push(row),
                    Some(Err(passed)) => last = self.pass(&mut done, passed).or(last),
                    None => {
                        over = true;
                        break;
                    }
                }
                done.rows += 1;
                if batch.len() % STEP == 0 {
                    self.bar.at(self.rows + batch.len());
                }
            }
            let before = batch.len();
            let kept = self.keep(set, &dataset, &origin, &mut reading, batch);
            let claims = kept.map_err(|error| self.trouble(&error))?;
            (done.claims, done.known) = (done.claims + claims, done.known + before - claims);
            self.rows += before;
            self.bar.at(self.rows);
        }
        self.sum_up(&mut done, &origin, last)?;
        Ok(done)
    }

    /// Rows in one transaction; the number of claims that are new.
    fn keep(
        &mut self,
        set: EventSet,
        dataset: &Dataset,
        origin: &Origin,
        reading: &mut Option<OpenReading>,
        rows: Vec<Imported>,
    ) -> Result<usize, LedgerError> {
        let mut adding = self.ledger.begin(store::now(), "import")?;
        let open = match reading {
            Some(open) => open,
            None => {
                let entry = adding.dataset(dataset, origin)?;
                reading.insert(adding.reading_on(&entry, set.word())?)
            }
        };
        let mut claims = 0;
        for row in rows {
            adding.actors(open, &row.actors)?;
            let text = row.event.evidence.quotes().first().map_or("", |q| q.text.as_str());
            let words = words(&row);
            let said = Said::Row { line: row.line, row: text, words: &words, published: row.published };
            claims += usize::from(adding.event(open, &row.event, said)?.is_some());
        }
        if claims > 0 {
            adding.weave(&self.rules)?;
        }
        adding.commit()?;
        Ok(claims)
    }

    /// Another reader's answers.
    fn answers(&mut self, args: &AnswersArgs) -> Result<Done, Trouble> {
        let mut done = Done { file: args.answers.display().to_string(), ..Done::default() };
        let mut answers = match answers::open(&args.answers, &args.texts) {
            Ok(answers) => answers,
            Err(error) => {
                self.refuse(&mut done, &error);
                return Ok(done);
            }
        };
        let stem = || args.answers.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        let reader = args.reader.clone().unwrap_or_else(stem);
        let texts = super::arrivals::absolute(&args.texts);
        let mut last = None;
        let mut over = false;
        while !over {
            let mut batch = Vec::with_capacity(DOCUMENTS);
            while batch.len() < DOCUMENTS {
                match answers.next() {
                    Some(Ok(answered)) => {
                        for misfit in &answered.misfits {
                            let what = format!("line {}: {misfit}", answered.line);
                            last = self.reject(&mut done, answered.line, what, String::new());
                        }
                        batch.push(answered);
                    }
                    Some(Err(passed)) => last = self.pass(&mut done, passed).or(last),
                    None => {
                        over = true;
                        break;
                    }
                }
                done.rows += 1;
            }
            self.rows += batch.len();
            let refused = self.keep_answers(&reader, &texts, batch, &mut done).map_err(|error| self.trouble(&error))?;
            for (line, what) in refused {
                last = self.reject(&mut done, line, format!("line {line}: {what}"), String::new());
            }
            self.bar.at(self.rows);
        }
        let origin = Origin { uri: super::arrivals::absolute(&args.answers), fetched_at: None };
        self.sum_up(&mut done, &origin, last)?;
        Ok(done)
    }

    fn keep_answers(
        &mut self,
        reader: &str,
        texts: &str,
        batch: Vec<Answered>,
        done: &mut Done,
    ) -> Result<Vec<(u64, String)>, LedgerError> {
        let mut adding = self.ledger.begin(store::now(), "import")?;
        let mut refused = Vec::new();
        for Answered { line, document, answer, .. } in batch {
            let origin = Origin { uri: format!("{texts}#{}", document.id), fetched_at: None };
            let held = answer.events.len() + answer.relations.len();
            match adding.fresh(reader, &Fresh { origin, document, answer }) {
                Ok(Some(claims)) => done.claims += claims,
                Ok(None) => done.known += held,
                Err(error @ LedgerError::Misfit(_)) => refused.push((line, error.to_string())),
                Err(error) => return Err(error),
            }
        }
        adding.weave(&self.rules)?;
        adding.commit()?;
        Ok(refused)
    }

    /// Books a row that gave no claim; what to say of it if it is malformed.
    fn pass(&mut self, done: &mut Done, passed: Passed) -> Option<String> {
        if passed.fault.is_malformed() {
            return self.reject(done, passed.line, passed.to_string(), passed.start);
        }
        *done.left_out.entry(passed.fault.to_string()).or_default() += 1;
        None
    }

    fn reject(&mut self, done: &mut Done, line: u64, what: String, start: String) -> Option<String> {
        done.malformed += 1;
        if done.malformed <= TOLD {
            self.bar.aside(|| note(&done.file, &what));
        }
        if let Some(rejects) = &mut self.rejects {
            let row = serde_json::json!({"file": done.file, "line": line, "reason": what, "row": start});
            // A full disk is told at the end, when the file is closed.
            let _ = writeln!(rejects.file, "{row}");
        }
        Some(what)
    }

    /// A file that cannot be opened.
    fn refuse(&mut self, done: &mut Done, error: &SourceError) {
        done.problem = Some(error.to_string());
        self.bar.aside(|| complain(Some(&done.file), &Complaint::new(error, error.advice())));
    }

    /// What is wrong with a file as a whole goes on the ledger's list of problems, until it is imported without.
    fn sum_up(&mut self, done: &mut Done, origin: &Origin, last: Option<String>) -> Result<(), Trouble> {
        if done.malformed > TOLD {
            let more = done.malformed - TOLD;
            self.bar.aside(|| note(&done.file, format!("{more} more are malformed; --rejects FILE keeps them all")));
        }
        let Some(last) = last else { return Ok(()) };
        let reason = match done.malformed {
            1 => format!("a row is malformed: {last}"),
            n => format!("{n} rows are malformed, the last at {last}"),
        };
        let noted = (|| {
            let mut adding = self.ledger.begin(store::now(), "import")?;
            adding.problem(
                &origin.uri,
                &reason,
                "look at them with --rejects FILE, mend the file and import it again",
            )?;
            adding.commit()
        })();
        noted.map(|_| ()).map_err(|error| self.trouble(&error))
    }

    fn report(mut self, how: &ImportHow, all: Vec<Done>) -> Result<Outcome, Trouble> {
        self.bar.finish();
        if let Some(rejects) = &mut self.rejects {
            let refuse = |error| {
                Trouble::failed(
                    format!("{}: it cannot be written: {error}", rejects.name),
                    "make room, or name another file",
                )
            };
            rejects.file.flush().map_err(refuse)?;
        }
        match how.report.format {
            ReportFormat::Json => json(&all)?,
            ReportFormat::Human => all.iter().filter(|done| done.problem.is_none()).for_each(Done::tell),
        }
        // Malformed rows among good ones are no failure; a file of which nothing could be read is.
        let failed = |done: &Done| done.problem.is_some() || (done.malformed > 0 && done.malformed == done.rows);
        Ok(if all.iter().any(failed) { Outcome::SomeFailed } else { Outcome::Done })
    }
}

impl Done {
    fn tell(&self) {
        let mut line = format!("{}: {} from {}", self.file, counted(self.claims, "claim"), counted(self.rows, "row"));
        if self.known > 0 {
            line.push_str(&format!(", {} known already", self.known));
        }
        let left_out: usize = self.left_out.values().sum();
        if left_out > 0 {
            line.push_str(&format!(", {left_out} left out"));
        }
        if self.malformed > 0 {
            line.push_str(&format!(", {} malformed", self.malformed));
        }
        say(line);
        for (reason, count) in &self.left_out {
            say(format!("  {count} × {reason}"));
        }
    }
}

/// The words of a row for the search: what happened, who, where.
fn words(row: &Imported) -> String {
    let event = &row.event;
    let mut words = vec![event.kind.word()];
    words.extend(event.mode.as_deref());
    words.extend(row.actors.iter().map(|actor| actor.name.as_str()));
    words.extend(event.place.as_ref().map(|place| place.name.as_str()));
    words.join(" ")
}

/// SHA-256 of a file, or of the rows of a folder of quadruples.
fn digest(path: &Path) -> Result<[u8; 32], SourceError> {
    let mut hash = Sha256::new();
    let mut add = |path: &Path| -> Result<(), SourceError> {
        let refuse = |error| SourceError::Unreadable(path.into(), error);
        let mut file = std::fs::File::open(path).map_err(refuse)?;
        std::io::copy(&mut file, &mut hash).map_err(refuse).map(|_| ())
    };
    if path.is_dir() {
        for name in ["entity2id.txt", "relation2id.txt", "train.txt", "valid.txt", "test.txt"] {
            let file = path.join(name);
            if file.exists() {
                add(&file)?;
            }
        }
    } else {
        add(path)?;
    }
    Ok(hash.finalize().into())
}
