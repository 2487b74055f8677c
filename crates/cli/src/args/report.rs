//! What commands of the ledger share: which ledger, how to report, as of when.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use ledger::Moment;
use model::Date;

use super::day;

/// `--ledger`
#[derive(Debug, Args)]
#[command(next_help_heading = "The ledger")]
pub struct LedgerArgs {
    /// File of the ledger. Default: detente/ledger.sqlite in the user's data folder.
    #[arg(long, value_name = "FILE", env = "DETENTE_LEDGER", hide_env_values = true)]
    pub ledger: Option<PathBuf>,
}

/// How the ledger's commands report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For reading in a terminal.
    Human,
    /// One object at the end.
    Json,
}

/// `--format`, `--ledger`
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// How to print what was found or done.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: ReportFormat,

    /// The ledger.
    #[command(flatten)]
    pub ledger: LedgerArgs,
}

/// `--as-of`
#[derive(Debug, Args)]
#[command(next_help_heading = "When")]
pub struct AsOfArgs {
    /// What the ledger held then: a day (its end, UTC) or a time such as 2026-01-31T12:00:00Z.
    #[arg(long, value_name = "WHEN")]
    pub as_of: Option<Moment>,
}

/// `--as-of`, `--from`, `--to`
#[derive(Debug, Args)]
#[command(next_help_heading = "When")]
pub struct WhenArgs {
    /// Of recorded time.
    #[command(flatten)]
    pub held: AsOfArgs,

    /// Only what happened on that day or later.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub from: Option<Date>,

    /// Only what happened on that day or earlier.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub to: Option<Date>,
}
