//! Commands and flags for what comes from outside: other event sets, feeds, the web.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{ReadingArgs, ReportArgs};

/// `detente import`
#[derive(Debug, Args)]
#[command(
    after_long_help = "Each row becomes a claim of its own origin, with the row as its evidence, and goes through the same \
reconciling as articles. Files may be packed by gzip or ZIP. Malformed rows are counted and listed, and stop nothing. \
A file that is imported twice adds nothing; a run that was stopped goes on where it stopped. What maps to what: \
docs/imports.md.

Examples:
  detente import gdelt 20260204.export.CSV.zip
  detente import icews events.2014.tsv.gz --ledger history.sqlite
  detente import icews-quads icews14 --year 2014
  detente import answers answers.jsonl --texts documents.jsonl"
)]
pub struct ImportArgs {
    /// What to import.
    #[command(subcommand)]
    pub what: ImportCommand,
}

/// What to import.
#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// GDELT's event tables: 61 columns between tabs.
    Gdelt(RowsArgs),
    /// ICEWS's tables: 20 columns between tabs.
    Icews(RowsArgs),
    /// POLECAT's tables: 40 columns between tabs.
    Polecat(RowsArgs),
    /// PLOVER's JSON Lines.
    Plover(RowsArgs),
    /// ACLED's tables: 31 columns between commas.
    Acled(RowsArgs),
    /// Folders of quadruples made of ICEWS, as temporal graphs are published.
    #[command(name = "icews-quads")]
    IcewsQuads(QuadsArgs),
    /// Another reader's claims about texts, checked span by span.
    Answers(AnswersArgs),
}

/// How an import reports, and where it goes.
#[derive(Debug, Args)]
pub struct ImportHow {
    /// Write malformed rows with line and reason into this file, one JSON object a line.
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,

    /// How to report, on which ledger.
    #[command(flatten)]
    pub report: ReportArgs,
}

/// Files of a set.
#[derive(Debug, Args)]
pub struct RowsArgs {
    /// Files, plain or packed by gzip or ZIP.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// How.
    #[command(flatten)]
    pub how: ImportHow,
}

/// Folders of quadruples.
#[derive(Debug, Args)]
pub struct QuadsArgs {
    /// Folders with entity2id.txt, relation2id.txt and train.txt, valid.txt, test.txt.
    #[arg(required = true, value_name = "DIR")]
    pub folders: Vec<PathBuf>,

    /// Year of the first hour. Default: what the folder's name ends with.
    #[arg(long, value_name = "YEAR")]
    pub year: Option<i16>,

    /// How.
    #[command(flatten)]
    pub how: ImportHow,
}

/// Answers with their texts.
#[derive(Debug, Args)]
pub struct AnswersArgs {
    /// Answers in the format of docs/reference/answer.md, one a line.
    #[arg(value_name = "ANSWERS")]
    pub answers: PathBuf,

    /// The documents: id, title, outlet, published, text, one object a line.
    #[arg(long, value_name = "DOCUMENTS")]
    pub texts: PathBuf,

    /// Who made the answers. Default: the file's name.
    #[arg(long, value_name = "NAME")]
    pub reader: Option<String>,

    /// How.
    #[command(flatten)]
    pub how: ImportHow,
}

/// What may be fetched.
#[derive(Debug, Args)]
#[command(next_help_heading = "The web")]
pub struct WebArgs {
    /// Fetch from private and loopback addresses as well.
    #[arg(long)]
    pub allow_private: bool,
}

/// `detente watch`
#[derive(Debug, Args)]
#[command(
    after_long_help = "Follows RSS, Atom and JSON feeds, named by address or in OPML lists, and keeps what is new. The list of feeds, \
what was asked when and what came of it lie in the ledger: without a name, all feeds on the list are followed, and a run \
that was stopped goes on where it stopped. Ctrl-C stops once what is being read is kept.

Hosts are asked side by side, each with a pause and one request at a time, only for what has changed, never against their robots.txt, \
and left alone for longer and longer while they fail. Nothing is fetched from private addresses.

Examples:
  detente watch https://example.org/feed.xml feeds.opml --once
  detente watch                                  go on with all feeds, until stopped
  detente watch --status                         how each feed is doing
  detente watch --remove https://example.org/feed.xml"
)]
pub struct WatchArgs {
    /// Addresses of feeds, or OPML files, to put on the list.
    #[arg(value_name = "FEED")]
    pub feeds: Vec<String>,

    /// Ask each feed that is due once, and end.
    #[arg(long)]
    pub once: bool,

    /// Print how each feed is doing, and ask nothing.
    #[arg(long, conflicts_with_all = ["feeds", "once", "remove"])]
    pub status: bool,

    /// Take a feed off the list; what it brought stays.
    #[arg(long, value_name = "URL", conflicts_with_all = ["feeds", "once"])]
    pub remove: Vec<String>,

    /// Minutes between two requests to a feed; a feed may ask for longer.
    #[arg(long, value_name = "MINUTES", default_value = "30", value_parser = clap::value_parser!(u32).range(..=10_080))]
    pub every: u32,

    /// Hosts that are asked at once; each has one request at a time.
    #[arg(long, value_name = "NUMBER", default_value = "8", value_parser = clap::value_parser!(u8).range(1..=64))]
    pub hosts: u8,

    /// How to report, on which ledger.
    #[command(flatten)]
    pub report: ReportArgs,

    /// What may be fetched.
    #[command(flatten)]
    pub web: WebArgs,

    /// How the texts are read.
    #[command(flatten)]
    pub reading: ReadingArgs,
}
