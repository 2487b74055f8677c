//! Commands and flags about who is who and what words mean: the atlas, the code book, and a user's own.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Args, Subcommand};
use model::Date;

use super::{ExplainFormat, day};
use crate::install::Size;

/// A folder, or none where a variable of the environment is set to nothing.
fn folder() -> impl TypedValueParser<Value = PathBuf> {
    OsStringValueParser::new().map(|text: OsString| PathBuf::from(text))
}

/// The folder that a flag or variable names.
fn named(folder: Option<&PathBuf>) -> Option<&Path> {
    folder.map(PathBuf::as_path).filter(|path| !path.as_os_str().is_empty())
}

/// `--atlas`
#[derive(Debug, Args)]
#[command(next_help_heading = "Your own data")]
pub struct OwnAtlas {
    /// Folder of .tsv tables that add to the atlas or override what it says (docs/atlas.md).
    #[arg(long, value_name = "DIR", env = "DETENTE_ATLAS", hide_env_values = true, value_parser = folder())]
    atlas: Option<PathBuf>,
}

impl OwnAtlas {
    /// The user's folder.
    pub fn folder(&self) -> Option<&Path> {
        named(self.atlas.as_ref())
    }
}

/// `--atlas` and `--codebook`
#[derive(Debug, Args)]
#[command(next_help_heading = "Your own data")]
pub struct OwnArgs {
    /// The atlas.
    #[command(flatten)]
    pub atlas: OwnAtlas,

    /// Folder of .toml files with code-book entries and word lists of your own (docs/codebook.md).
    #[arg(long, value_name = "DIR", env = "DETENTE_CODEBOOK", hide_env_values = true, value_parser = folder())]
    codebook: Option<PathBuf>,
}

impl OwnArgs {
    /// The user's folder of entries.
    pub fn codebook(&self) -> Option<&Path> {
        named(self.codebook.as_ref())
    }
}

/// `detente atlas`
#[derive(Debug, Args)]
pub struct AtlasArgs {
    /// What to ask.
    #[command(subcommand)]
    pub command: AtlasCommand,
}

/// What to ask the atlas.
#[derive(Debug, Subcommand)]
pub enum AtlasCommand {
    /// Who bears a name: states, offices, forces, groups, people, media, places.
    #[command(
        after_long_help = "All who bear the name, likeliest first, with their ids, and for whom they act on that day. A weak name \
(family names, loose short forms) only counts where a text supports it. Where nobody bears it, people are sought under other spellings, in \
any script. Exit code 1: nobody.

Examples:
  detente atlas find Islamabad
  detente atlas find \"Ahmed al-Sharaa\" --date 2023-06-01
  detente atlas find Dbeiba --format json
  detente atlas find \"Example Front\" --atlas my-atlas"
    )]
    Find {
        /// The name, as a text would write it.
        #[arg(required = true, value_name = "NAME")]
        name: Vec<String>,

        /// For whom they act, and in which office, on that day; without it, last.
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        date: Option<Date>,

        /// How to print.
        #[arg(long, value_name = "FORMAT", default_value = "human")]
        format: ExplainFormat,

        /// A user's tables.
        #[command(flatten)]
        own: OwnAtlas,
    },
    /// All that the atlas knows of one actor or place: names, dates, side, offices, members, and where each fact comes from.
    #[command(after_long_help = "Examples:
  detente atlas show person:khalifa-haftar
  detente atlas show state:syria --date 2025-06-01
  detente atlas show organisation:african-union --format json")]
    Show {
        /// The id, such as person:khalifa-haftar; `detente atlas find NAME` gives it.
        #[arg(value_name = "ID")]
        id: String,

        /// Only what held on that day.
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        date: Option<Date>,

        /// How to print.
        #[arg(long, value_name = "FORMAT", default_value = "human")]
        format: ExplainFormat,

        /// A user's tables.
        #[command(flatten)]
        own: OwnAtlas,
    },
}

/// `detente codebook`
#[derive(Debug, Args)]
pub struct CodebookArgs {
    /// What to do with the code book.
    #[command(subcommand)]
    pub command: CodebookCommand,
}

/// What to do with the code book.
#[derive(Debug, Subcommand)]
pub enum CodebookCommand {
    /// Run the examples of all entries, near misses included.
    #[command(
        after_long_help = "Reads every example of the built-in entries and of those in DIR, and says which do not hold and why. An \
example with an empty list is a near miss: nothing of what its entry makes may be found in it. Exit code 1: an example fails.

Examples:
  detente codebook test
  detente codebook test my-codebook
  detente codebook test my-codebook --own"
    )]
    Test {
        /// Folder with entries and word lists of your own.
        #[arg(value_name = "DIR", env = "DETENTE_CODEBOOK", hide_env_values = true, value_parser = folder())]
        dir: Option<PathBuf>,

        /// Run the examples of your own entries only.
        #[arg(long)]
        own: bool,

        /// A user's tables.
        #[command(flatten)]
        atlas: OwnAtlas,

        /// Language model.
        #[arg(long, value_name = "SIZE", default_value = "md")]
        model: Size,

        /// Threads. Default: all cores.
        #[arg(long, value_name = "N")]
        threads: Option<NonZeroUsize>,
    },
    /// List the entries, one a line: id, what it makes, where it stands.
    #[command(after_long_help = "Examples:
  detente codebook list
  detente codebook list visit
  detente codebook list --codebook my-codebook")]
    List {
        /// Only entries whose id, makes or frames hold this word.
        #[arg(value_name = "WORD")]
        word: Option<String>,

        /// Folder with entries and word lists of your own.
        #[arg(long, value_name = "DIR", env = "DETENTE_CODEBOOK", hide_env_values = true, value_parser = folder())]
        codebook: Option<PathBuf>,
    },
    /// Print an entry as it would stand in a file.
    #[command(after_long_help = "Examples:
  detente codebook show visit.verb
  detente codebook show visit.verb > my-codebook/visits.toml    a start for an entry of your own; give it another id")]
    Show {
        /// The entry's id.
        #[arg(value_name = "ENTRY")]
        id: String,

        /// Folder with entries and word lists of your own.
        #[arg(long, value_name = "DIR", env = "DETENTE_CODEBOOK", hide_env_values = true, value_parser = folder())]
        codebook: Option<PathBuf>,
    },
}
