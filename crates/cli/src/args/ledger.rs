//! Commands and flags of the ledger: what goes in, and its care.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use source::{Kind, Mapping};

use super::{EngineArgs, LedgerArgs, OwnArgs, ReadingArgs, ReportArgs, WebArgs};

/// How `add` reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AddFormat {
    /// For reading in a terminal.
    Human,
    /// One object at the end.
    Json,
    /// One line a document, as soon as it lies on the disk.
    Jsonl,
}

/// `detente add`
#[derive(Debug, Args)]
#[command(
    after_long_help = "Reads texts as `detente read` does and keeps them in the ledger: text, origin, actors, claims with their \
evidence. Each text is kept once; one that is there is not read again, and only gets another origin. What cannot be \
read is listed by `detente problems`.

The run may be stopped at any moment, even killed: whatever was reported done is kept, nothing is kept by halves, and \
the same command goes on where it stopped.

Sources: text, HTML and PDF files, folders of them, packed by gzip or not; web addresses; RSS, Atom and JSON feeds and OPML \
lists, whose pages are fetched; WARC archives; JSON Lines. What a source is, its content and its name tell, or --kind. \
Pages are fetched with a pause, one request at a time a host, never against robots.txt, and never from private addresses.

Archives: with --backfill each document is recorded as of the end of the day on which it was published, oldest first, \
so that --as-of shows what was known then. A document that is older than the ledger's latest record is recorded now.

Examples:
  detente add news/
  detente add article.txt --outlet \"Harbour Post\" --date 2026-02-04
  detente add https://example.org/news/1 https://example.org/feed.xml
  detente add crawl.warc.gz
  detente add articles.jsonl --map text=body,title=headline,date=pub,outlet=source.name
  detente add archive/ --backfill --ledger archive.sqlite
  detente add news/ --format json"
)]
pub struct AddArgs {
    /// Files, folders, web addresses, feeds, or - for standard input.
    #[arg(required = true, value_name = "SOURCE")]
    pub sources: Vec<String>,

    /// What all sources are, whatever they look like: text, page, feed, opml, warc or jsonl.
    #[arg(long, value_name = "KIND", value_parser = kind)]
    pub kind: Option<Kind>,

    /// Which fields of JSON Lines are what, such as text=body,title=headline,date=pub,outlet=source.name,url=link.
    #[arg(long, value_name = "PART=FIELD,…")]
    pub map: Option<Mapping>,

    /// Record each document as of the end of its day of publication, oldest first.
    #[arg(long)]
    pub backfill: bool,

    /// How to report what was done.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: AddFormat,

    /// What may be fetched.
    #[command(flatten)]
    pub web: WebArgs,

    /// The ledger.
    #[command(flatten)]
    pub ledger: LedgerArgs,

    /// How the texts are read.
    #[command(flatten)]
    pub reading: ReadingArgs,
}

fn kind(word: &str) -> Result<Kind, String> {
    Kind::from_word(word).ok_or_else(|| "not one of text, page, feed, opml, warc, jsonl, pdf".into())
}

/// `detente problems`
#[derive(Debug, Args)]
#[command(
    after_long_help = "Lists what could not be added, why, and what to do about it. A problem goes off the list when its origin \
is added after all.

Examples:
  detente problems
  detente problems --all --format json"
)]
pub struct ProblemsArgs {
    /// Those that were mended as well.
    #[arg(long)]
    pub all: bool,

    /// How to report, on which ledger.
    #[command(flatten)]
    pub report: ReportArgs,
}

/// `detente check`
#[derive(Debug, Args)]
#[command(
    after_long_help = "Verifies the whole file: SQLite's own checks, the hash of every text, that every span of evidence lies \
within its text, that every row has what it refers to, the order of recorded times, and the search. Exit code 1: \
something is wrong.

Examples:
  detente check
  detente check --ledger archive.sqlite --format json"
)]
pub struct CheckArgs {
    /// How to report, on which ledger.
    #[command(flatten)]
    pub report: ReportArgs,
}

/// `detente backup`
#[derive(Debug, Args)]
#[command(
    after_long_help = "Copies the ledger as it is at one moment into one file, also while others read and write. The copy is \
written beside its place, checked, and moved there when it is whole.

Examples:
  detente backup ledger-2026-02-04.sqlite
  detente backup /mnt/disk/ledger.sqlite --force"
)]
pub struct BackupArgs {
    /// The copy.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Replace the file if it is there.
    #[arg(long)]
    pub force: bool,

    /// The ledger.
    #[command(flatten)]
    pub ledger: LedgerArgs,
}

/// `detente reread`
#[derive(Debug, Args)]
#[command(
    after_long_help = "Reads the texts of the ledger again that were read by another version of the reader, model, atlas or \
code book. Where the answer is another, new claims are recorded and the old ones are closed, with the version that \
made them; --as-of still shows them. Analysts' decisions stay. The run may be stopped and goes on where it stopped.

Examples:
  detente reread
  detente reread --codebook my-codebook --format json"
)]
pub struct RereadArgs {
    /// Also texts that this very version has read.
    #[arg(long)]
    pub all: bool,

    /// How to report, on which ledger.
    #[command(flatten)]
    pub report: ReportArgs,

    /// The user's own data.
    #[command(flatten)]
    pub own: OwnArgs,

    /// How to run.
    #[command(flatten)]
    pub engine: EngineArgs,
}

/// `detente decide`
#[derive(Debug, Args)]
#[command(
    after_long_help = "A decision is a row with author, time and reason. It holds over whatever the reading and the reconciling \
say, also after `detente reread`, and every view shows it. Nothing is lost: `detente decide undo` takes a decision back, \
as another row. Ids stand in every view; their first digits are enough."
)]
pub struct DecideArgs {
    /// What to decide.
    #[command(subcommand)]
    pub command: DecideCommand,
}

/// Who decides, and why.
#[derive(Debug, Args)]
#[command(next_help_heading = "Who decides")]
pub struct JudgeArgs {
    /// Why.
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,

    /// Who decides. Default: the user's name on this computer.
    #[arg(long, value_name = "NAME", env = "DETENTE_AUTHOR")]
    pub author: Option<String>,

    /// How to report, on which ledger.
    #[command(flatten)]
    pub report: ReportArgs,
}

/// What to decide.
#[derive(Debug, Subcommand)]
pub enum DecideCommand {
    /// These incidents, or claims, are one happening.
    #[command(after_long_help = "Examples:
  detente decide merge 3f2a77 90bc12 --reason \"same convoy\"")]
    Merge {
        /// Two or more: ids of incidents or claims.
        #[arg(required = true, num_args = 2.., value_name = "ID")]
        ids: Vec<String>,
        /// Who decides.
        #[command(flatten)]
        judge: JudgeArgs,
    },
    /// This claim is about another happening than the rest of its incident.
    #[command(after_long_help = "Several claims that are named together stay together.

Examples:
  detente decide split 51d09c --reason \"the visit of March\"")]
    Split {
        /// Ids of claims of one incident.
        #[arg(required = true, value_name = "CLAIM")]
        claims: Vec<String>,
        /// Who decides.
        #[command(flatten)]
        judge: JudgeArgs,
    },
    /// These claims count for nothing: misread, or about nothing that happened.
    #[command(after_long_help = "An incident stands for all of its claims.

Examples:
  detente decide reject 51d09c --reason \"a football match\"")]
    Reject {
        /// Ids of claims or incidents.
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
        /// Who decides.
        #[command(flatten)]
        judge: JudgeArgs,
    },
    /// This incident happened.
    #[command(after_long_help = "Examples:
  detente decide confirm 3f2a77 --reason \"seen on imagery\"")]
    Confirm {
        /// Ids of incidents or claims.
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
        /// Who decides.
        #[command(flatten)]
        judge: JudgeArgs,
    },
    /// This is an actor's name.
    #[command(after_long_help = "Examples:
  detente decide rename person:s-haftar~90ab12cd \"Saddam Haftar\"")]
    Rename {
        /// Id of the actor.
        #[arg(value_name = "ACTOR")]
        actor: String,
        /// Its name.
        #[arg(value_name = "NAME")]
        name: String,
        /// Who decides.
        #[command(flatten)]
        judge: JudgeArgs,
    },
    /// This actor is that one.
    #[command(after_long_help = "Examples:
  detente decide link person:s-haftar~90ab12cd person:saddam-haftar")]
    Link {
        /// Id of the actor that is another.
        #[arg(value_name = "ACTOR")]
        actor: String,
        /// Id of the one that it is.
        #[arg(value_name = "IS")]
        is: String,
        /// Who decides.
        #[command(flatten)]
        judge: JudgeArgs,
    },
    /// Take a decision back.
    #[command(after_long_help = "Examples:
  detente decide undo 12 --reason \"two convoys after all\"")]
    Undo {
        /// Number of the decision; `detente decide list` shows it.
        #[arg(value_name = "NUMBER")]
        decision: i64,
        /// Who decides.
        #[command(flatten)]
        judge: JudgeArgs,
    },
    /// The decisions that stand, in the order in which they were taken.
    #[command(after_long_help = "Examples:
  detente decide list
  detente decide list --all --format json")]
    List {
        /// Those that were taken back as well.
        #[arg(long)]
        all: bool,
        /// How to report, on which ledger.
        #[command(flatten)]
        report: ReportArgs,
    },
}
