//! The command that takes things out of the ledger.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{LedgerArgs, WhenArgs};

/// `detente export`
#[derive(Debug, Args)]
#[command(
    after_long_help = "Writes what the ledger holds in a format of the field; what maps to what is told in docs/export.md. With --about, \
--from or --to: the claims that fit, and the whole of every incident that has one of them. What a format has no place \
for is left out, and counted on standard error.

Examples:
  detente export --format incidents > incidents.json
  detente export --format parquet --out claims.parquet
  detente export --format graphml --about Pakistan --from 2026-01-01 --out pakistan.graphml
  detente export --format stix --tlp green --as-of 2026-03-01 > as-we-knew-it.json"
)]
pub struct ExportArgs {
    /// The format.
    #[arg(long, value_name = "FORMAT")]
    pub format: ExportFormat,

    /// File to write to; it is replaced when the new one is whole. Default: standard output.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,

    /// Only what this actor, or anyone who acts for it, takes part in: an id or a name.
    #[arg(long, value_name = "ACTOR")]
    pub about: Option<String>,

    /// Mark every object of a STIX bundle.
    #[arg(long, value_name = "WORD")]
    pub tlp: Option<TlpWord>,

    /// When.
    #[command(flatten)]
    pub when: WhenArgs,

    /// The ledger.
    #[command(flatten)]
    pub ledger: LedgerArgs,
}

/// Formats of `detente export`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// Everything, one JSON object a line.
    Jsonl,
    /// One row a claim.
    Csv,
    /// One row a claim, in columns with types.
    Parquet,
    /// Incidents, near-copies and actors as one JSON object.
    Incidents,
    /// PLOVER event records, one JSON object a line.
    Plover,
    /// FollowTheMoney entities, one JSON object a line.
    Ftm,
    /// A graph of actors in GraphML.
    Graphml,
    /// A STIX 2.1 bundle.
    Stix,
}

/// Words of the Traffic Light Protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TlpWord {
    /// Everyone may see it.
    Clear,
    /// The community.
    Green,
    /// The organisation and its clients.
    Amber,
    /// The recipients alone.
    Red,
}
