//! `detente add`: documents are read over all cores and kept in batches.
//!
//! Comes in: sources. Goes out: rows of the ledger, and a report. Promises: what is reported lies on the disk; what is there is not read
//! again; a document that fails becomes a problem and never stops the others.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use language::Pipeline;
use ledger::{Access, DocumentKey, Fresh, Ledger, LedgerError, Moment, Origin};
use model::Document;
use reconciling::Rules;
use serde::Serialize;
use source::{Intake, Loaded, Parcel, Refused, Taking, is_address};

use super::arrivals::{self, Arrival, Failure};
use super::care::json;
use super::progress::Progress;
use super::reader::LedgerReader;
use super::{store, watch};
use crate::args::{AddArgs, AddFormat};
use crate::read::{UNDATED, intake};
use crate::timing::{Stage, Tally, Times};
use crate::trouble::{Complaint, Outcome, Trouble, complain, note, say};
use crate::{conveyor, delivery, install};

/// A batch is kept, and woven into what is there, when it has so many documents,
const BATCH: usize = 128;
/// or so many bytes of text,
const BATCH_BYTES: usize = 8 << 20;
/// or its first document has waited so long.
const BATCH_AGE: Duration = Duration::from_secs(2);

/// Runs the command.
pub fn run(args: &AddArgs) -> Result<Outcome, Trouble> {
    let mut tally = Tally::start();
    let mut ledger = store::open(&args.ledger, Access::Create)?;
    let path = ledger.path().to_path_buf();
    let refuse = |error: LedgerError| store::trouble(&path, &error);
    if let Some(atlas) = args.reading.own.atlas.folder() {
        ledger.set_atlas(crate::own::atlas(Some(atlas))?);
    }
    ledger.set_bulk(true).map_err(refuse)?;
    let reader = LedgerReader::new(&args.reading.own, args.reading.engine.model)?;
    let known = ledger.document_keys().map_err(refuse)?;
    let latest = ledger.latest().map_err(refuse)?;
    let intake = intake(&args.reading.about);
    let web = args.sources.iter().any(|name| is_address(name) || may_fetch(name)).then(|| watch::web(&args.web));
    let taking = Taking { kind: args.kind, mapping: args.map.clone().unwrap_or_default() };
    let mut parcels = source::parcels(args.sources.iter().cloned(), taking, web.as_ref());
    // As long as files lie at hand one by one they are counted before they are read, so that the bar can say how many are left.
    let mut ahead: Vec<Taken> = Vec::new();
    let mut streamed = None;
    while ahead.len() < MOST_COUNTED {
        match parcels.next() {
            Some(Ok(parcel)) if !args.backfill && !parcel.is_file() => {
                streamed = Some(Ok(parcel));
                break;
            }
            Some(taken) => ahead.push(taken),
            None => break,
        }
    }
    let counted = (streamed.is_none() && ahead.len() < MOST_COUNTED).then_some(ahead.len());
    let order = match args.backfill {
        true => Order::of_days(&ahead, &intake, args, latest),
        false => Order::as_given(ahead.len()),
    };
    let readable = streamed.is_some() || counted.is_none() || ahead.iter().any(Result::is_ok);
    let pipeline =
        readable.then(|| tally.times.of(Stage::Load, || install::open(args.reading.engine.model))).transpose()?;
    let bar = Progress::of(counted, "documents");
    let mut ahead: Vec<Option<Taken>> = ahead.into_iter().map(Some).collect();
    let ordered: Vec<(Taken, Option<Moment>)> =
        order.0.into_iter().filter_map(|(at, when)| Some((ahead[at].take()?, when))).collect();
    let rest = streamed.into_iter().chain(parcels).map(|taken| (taken, None));
    let arrivals =
        ordered.into_iter().chain(rest).map(|(taken, when)| (arrivals::parcel(taken, &intake, web.as_ref()), when));
    let keeper = Keeper {
        known: &known,
        reader: &reader,
        pipeline: pipeline.as_ref(),
        format: args.format,
        threads: args.reading.engine.threads(),
    };
    let (done, flow) = keeper.keep(&mut ledger, arrivals, &bar, &mut tally);
    bar.finish();
    if args.reading.engine.stats {
        tally.print();
    }
    flow?;
    done.tell(args, &path)?;
    Ok(if done.problems.is_empty() { Outcome::Done } else { Outcome::SomeFailed })
}

/// Files that are listed ahead of the reading, to know how many there are.
const MOST_COUNTED: usize = 200_000;

type Taken = Result<Parcel, Refused>;

/// Whether a file may name pages to be fetched: feeds and lists of them do.
fn may_fetch(name: &str) -> bool {
    let path = std::path::Path::new(name);
    path.extension().is_some_and(|e| ["rss", "atom", "xml", "opml", "json"].iter().any(|f| e.eq_ignore_ascii_case(f)))
}

/// The way of documents from their arrival into the ledger.
pub struct Keeper<'k> {
    /// Documents that need not be read.
    pub known: &'k HashSet<DocumentKey>,
    /// What reads them.
    pub reader: &'k LedgerReader,
    /// With what; none where nothing is readable.
    pub pipeline: Option<&'k Pipeline>,
    /// How to report.
    pub format: AddFormat,
    /// Threads that read.
    pub threads: usize,
}

impl Keeper<'_> {
    /// Reads and keeps what arrives; what was done, and why it ended early if it did.
    pub fn keep<'a>(
        &self,
        ledger: &mut Ledger,
        arrivals: impl Iterator<Item = (Arrival<'a>, Option<Moment>)> + Send,
        bar: &Progress,
        tally: &mut Tally,
    ) -> (Done, Result<(), Trouble>) {
        let way = Way { known: self.known, reader: self.reader, pipeline: self.pipeline };
        let mut keeping = Keeping::new(ledger, &self.reader.version, self.format, bar);
        std::thread::scope(|scope| {
            // Whoever keeps and weaves a batch holds up nobody who reads the next; one batch waits at most.
            let (sender, batches) = mpsc::sync_channel::<Vec<Report>>(1);
            let keeper = scope.spawn(move || {
                let flow = batches.into_iter().try_for_each(|batch| keeping.keep(&batch, tally));
                (keeping.done, flow)
            });
            let mut gathering = Gathering { sender, waiting: Vec::new(), bytes: 0, since: Instant::now() };
            let flow = conveyor::run(
                arrivals,
                self.threads,
                |(arrival, when)| way.go(arrival, when),
                |report| gathering.take(report),
            );
            // What was read is kept, unless keeping is what failed.
            if flow.is_continue() {
                let _ = gathering.flush();
            }
            drop(gathering);
            keeper.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })
    }
}

/// In which order, and as of when, the inputs are recorded; none is the moment of keeping.
struct Order(Vec<(usize, Option<Moment>)>);

impl Order {
    fn as_given(inputs: usize) -> Self {
        Order((0..inputs).map(|at| (at, None)).collect())
    }

    /// By day of publication; last what has none, or is older than what the ledger already holds. Every input is opened once for that.
    fn of_days(inputs: &[Taken], intake: &Intake, args: &AddArgs, latest: Option<Moment>) -> Self {
        let now = store::now();
        let mut order = Vec::with_capacity(inputs.len());
        let _: ControlFlow<()> = conveyor::run(
            inputs.iter(),
            args.reading.engine.threads(),
            // Standard input can be read once only, and a page is not fetched for its date alone.
            |input| match input {
                Ok(parcel) if parcel.origin != "-" && !parcel.is_afar() => {
                    parcel.open(intake, None).ok().and_then(|l| l.document.published)
                }
                _ => None,
            },
            |published| {
                let when = arrivals::day_end(published, now).filter(|when| latest.is_none_or(|latest| latest <= *when));
                if let (Some(day), None, Ok(input)) = (published, when, &inputs[order.len()]) {
                    note(&input.name, format!("of {day}, but the ledger holds what was recorded later: recorded now"));
                }
                order.push((order.len(), when));
                ControlFlow::Continue(())
            },
        );
        order.sort_by_key(|(at, when)| (when.is_none(), *when, *at));
        Order(order)
    }
}

/// What is the same for all documents of a run.
struct Way<'w> {
    known: &'w HashSet<DocumentKey>,
    reader: &'w LedgerReader,
    pipeline: Option<&'w Pipeline>,
}

/// What came of one arrival.
struct Report {
    name: String,
    origin: Origin,
    when: Option<Moment>,
    notes: Vec<String>,
    tokens: usize,
    times: Times,
    result: Result<Page, Failure>,
}

/// A document on its way into the ledger.
enum Page {
    /// Read.
    Read(Box<Fresh>),
    /// The ledger has it.
    Known(Box<Document>),
}

impl Way<'_> {
    fn go(&self, arrival: Arrival<'_>, when: Option<Moment>) -> Report {
        let Arrival { name, origin, load } = arrival;
        let mut times = Times::default();
        let mut report = Report {
            name,
            origin: origin.clone(),
            when,
            notes: Vec::new(),
            tokens: 0,
            times: Times::default(),
            result: Err(bug()),
        };
        let loaded = times.of(Stage::Load, || {
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(load)).unwrap_or_else(|_| Err(bug()))
        });
        report.result = loaded.and_then(|Loaded { document, notes, .. }| {
            report.notes = notes.iter().map(ToString::to_string).collect();
            let key = DocumentKey::of(document.outlet.as_deref(), document.published, &document.text);
            let Some(pipeline) = self.pipeline.filter(|_| !self.known.contains(&key)) else {
                return Ok(Page::Known(Box::new(document)));
            };
            if document.published.is_none() {
                report.notes.push(UNDATED.to_string());
            }
            let read = self.reader.read(&document, pipeline, &mut times);
            let (answer, tokens) = read.map_err(|complaint| Failure { complaint, lasting: true })?;
            report.tokens = tokens;
            Ok(Page::Read(Box::new(Fresh { origin, document, answer })))
        });
        report.times = times;
        report
    }
}

fn bug() -> Failure {
    let advice = "this is a bug of detente: please report it with the document; all other documents are done";
    Failure { complaint: Complaint::new("internal error; the lines above say where", advice), lasting: true }
}

/// What was done.
#[derive(Debug, Default, Serialize)]
pub struct Done {
    /// Documents that are new.
    pub documents: usize,
    /// Documents that the ledger had.
    pub known: usize,
    /// Claims that are new.
    pub claims: usize,
    /// What failed.
    pub problems: Vec<Bad>,
    /// How much of that may succeed another time.
    #[serde(skip)]
    pub passing: usize,
}

/// What failed.
#[derive(Debug, Clone, Serialize)]
pub struct Bad {
    /// Where it came from.
    pub uri: String,
    /// What is wrong.
    pub reason: String,
    /// What the user can do.
    pub advice: String,
}

/// A line of `--format jsonl`.
#[derive(Debug, Serialize)]
struct Line<'a> {
    uri: &'a str,
    document: Option<&'a str>,
    key: Option<String>,
    known: bool,
    claims: usize,
    problem: Option<&'a str>,
}

/// Documents on their way to whoever keeps them, gathered into batches.
struct Gathering {
    sender: mpsc::SyncSender<Vec<Report>>,
    waiting: Vec<Report>,
    bytes: usize,
    since: Instant,
}

impl Gathering {
    /// Takes what came of an arrival; hands on a batch when it is full. Breaks off when nobody keeps any more.
    fn take(&mut self, report: Report) -> ControlFlow<()> {
        if self.waiting.first().is_some_and(|first| first.when != report.when) {
            self.flush()?;
        }
        if self.waiting.is_empty() {
            (self.since, self.bytes) = (Instant::now(), 0);
        }
        self.bytes += match &report.result {
            Ok(Page::Read(fresh)) => fresh.document.text.len(),
            _ => 0,
        };
        self.waiting.push(report);
        let full = self.waiting.len() >= BATCH || self.bytes >= BATCH_BYTES || self.since.elapsed() >= BATCH_AGE;
        if full { self.flush() } else { ControlFlow::Continue(()) }
    }

    fn flush(&mut self) -> ControlFlow<()> {
        let waiting = std::mem::take(&mut self.waiting);
        if waiting.is_empty() || self.sender.send(waiting).is_ok() {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    }
}

/// The ledger, and what was done to it.
struct Keeping<'k> {
    ledger: &'k mut Ledger,
    version: &'k str,
    rules: Rules,
    format: AddFormat,
    bar: &'k Progress,
    taken: usize,
    done: Done,
}

impl<'k> Keeping<'k> {
    fn new(ledger: &'k mut Ledger, version: &'k str, format: AddFormat, bar: &'k Progress) -> Self {
        Keeping { ledger, version, rules: Rules::builtin(), format, bar, taken: 0, done: Done::default() }
    }

    /// Keeps a batch, in one transaction, and then tells of it.
    fn keep(&mut self, batch: &[Report], tally: &mut Tally) -> Result<(), Trouble> {
        let (ledger, version, rules) = (&mut *self.ledger, self.version, &self.rules);
        let kept = tally.times.of(Stage::Write, || keep(ledger, version, rules, batch));
        let kept = kept.map_err(|error| store::trouble(self.ledger.path(), &error))?;
        self.taken += batch.len();
        self.bar.at(self.taken);
        for (report, kept) in batch.iter().zip(kept) {
            self.tell(report, &kept, tally)?;
        }
        Ok(())
    }

    fn tell(&mut self, report: &Report, kept: &Kept, tally: &mut Tally) -> Result<(), Trouble> {
        tally.times.add(&report.times);
        tally.tokens += report.tokens;
        let complaint = match (&report.result, kept) {
            (Err(failure), _) => Some(failure.complaint.clone()),
            (_, Kept::Refused(complaint)) => Some(complaint.clone()),
            _ => None,
        };
        self.bar.aside(|| {
            report.notes.iter().for_each(|n| note(&report.name, n));
            complaint.iter().for_each(|c| complain(Some(&report.name), c));
        });
        let (mut known, mut claims) = (false, 0);
        match kept {
            Kept::Fresh(n) => (self.done.documents, claims) = (self.done.documents + 1, *n),
            Kept::Known => (self.done.known, known) = (self.done.known + 1, true),
            Kept::Nothing | Kept::Refused(_) => {}
        }
        self.done.claims += claims;
        if complaint.is_some() {
            tally.failed += 1
        } else {
            tally.documents += 1
        }
        if self.format == AddFormat::Jsonl {
            let document = match &report.result {
                Ok(Page::Read(fresh)) => Some(&fresh.document),
                Ok(Page::Known(document)) => Some(&**document),
                Err(_) => None,
            };
            let line = Line {
                uri: &report.origin.uri,
                document: document.map(|d| d.id.as_str()),
                key: document.map(|d| DocumentKey::of(d.outlet.as_deref(), d.published, &d.text).hex()),
                known,
                claims,
                problem: complaint.as_ref().map(|c| c.what.as_str()),
            };
            let mut bytes = serde_json::to_vec(&line).expect("strings and numbers serialise");
            bytes.push(b'\n');
            delivery::print(&bytes)?;
        }
        self.done.passing += usize::from(matches!(&report.result, Err(failure) if !failure.lasting));
        if let Some(Complaint { what, advice }) = complaint {
            self.done.problems.push(Bad { uri: report.origin.uri.clone(), reason: what, advice });
        }
        Ok(())
    }
}

/// What became of a report in the ledger.
enum Kept {
    Fresh(usize),
    Known,
    Refused(Complaint),
    Nothing,
}

/// All reports of a batch in one transaction.
fn keep(ledger: &mut Ledger, version: &str, rules: &Rules, reports: &[Report]) -> Result<Vec<Kept>, LedgerError> {
    let when = reports.first().and_then(|r| r.when).unwrap_or_else(store::now);
    let mut adding = ledger.begin(when, "add")?;
    let mut kept = Vec::with_capacity(reports.len());
    for report in reports {
        kept.push(match &report.result {
            Ok(Page::Read(fresh)) => match adding.fresh(version, fresh) {
                Ok(Some(claims)) => Kept::Fresh(claims),
                Ok(None) => Kept::Known,
                Err(error @ LedgerError::Misfit(_)) => {
                    adding.problem(&report.origin.uri, &error.to_string(), error.advice())?;
                    Kept::Refused(Complaint::new(&error, error.advice()))
                }
                Err(error) => return Err(error),
            },
            Ok(Page::Known(document)) => {
                adding.document(document, "", &report.origin)?;
                Kept::Known
            }
            Err(Failure { complaint, lasting }) => {
                if *lasting {
                    adding.problem(&report.origin.uri, &complaint.what, &complaint.advice)?;
                }
                Kept::Nothing
            }
        });
    }
    adding.weave(rules)?;
    adding.commit()?;
    Ok(kept)
}

impl Done {
    fn tell(&self, args: &AddArgs, path: &std::path::Path) -> Result<(), Trouble> {
        match args.format {
            AddFormat::Jsonl => Ok(()),
            AddFormat::Json => json(self),
            AddFormat::Human => {
                let Done { documents, known, claims, problems, .. } = self;
                let mut line = format!("{} added with {}", counted(*documents, "document"), counted(*claims, "claim"));
                if *known > 0 {
                    line.push_str(&format!(", {known} known already"));
                }
                if !problems.is_empty() {
                    line.push_str(&format!(", {} (detente problems lists them)", counted(problems.len(), "problem")));
                }
                say(format!("{line}; ledger {}", path.display()));
                Ok(())
            }
        }
    }
}

/// A number with its thing.
pub fn counted(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}
