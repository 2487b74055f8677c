//! Commands and flags that look into the ledger.

use std::num::NonZeroUsize;

use clap::Args;

use super::{AsOfArgs, ExplainFormat, LedgerArgs, WhenArgs};

/// `--format`, `--limit`, `--ledger`
#[derive(Debug, Args)]
pub struct PageArgs {
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: ExplainFormat,

    /// Lines a list.
    #[arg(long, value_name = "N", default_value = "20")]
    pub limit: NonZeroUsize,

    /// Which ledger.
    #[command(flatten)]
    pub ledger: LedgerArgs,
}

/// `detente show`
#[derive(Debug, Args)]
#[command(
    after_long_help = "An actor is named by its id or by any name that documents or the atlas give it. Incidents of all who act for it \
are its own: `detente show Pakistan` has what Pakistan's army did. Exit code 1: nobody is called so.

Examples:
  detente show \"Khalifa Haftar\"
  detente show Pakistan --from 2026-01-01
  detente show state:sudan --as-of 2025-12-20 --format json"
)]
pub struct ShowArgs {
    /// Name or id.
    #[arg(required = true, value_name = "ACTOR")]
    pub actor: Vec<String>,

    /// When.
    #[command(flatten)]
    pub when: WhenArgs,

    /// How to print, from which ledger.
    #[command(flatten)]
    pub page: PageArgs,
}

/// `detente pair`
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  detente pair Pakistan \"Libyan National Army\"
  detente pair state:saudi-arabia state:united-arab-emirates --from 2025-12-01 --format json")]
pub struct PairArgs {
    /// Name or id of the one.
    #[arg(value_name = "A")]
    pub a: String,

    /// Name or id of the other.
    #[arg(value_name = "B")]
    pub b: String,

    /// When.
    #[command(flatten)]
    pub when: WhenArgs,

    /// How to print, from which ledger.
    #[command(flatten)]
    pub page: PageArgs,
}

/// `detente incident`
#[derive(Debug, Args)]
#[command(
    after_long_help = "What the claims agree on, what is in dispute and who says which, who corrected what, how it stood when, and every \
sentence that says so. An id under which the incident was known before leads to it.

Examples:
  detente incident 3f1c9a0b22d47e18
  detente incident 3f1c9a0b22d47e18 --as-of 2025-12-23
  detente incident 3f1c9a0b22d47e18 --format json"
)]
pub struct IncidentArgs {
    /// Id of an incident, as lists print it; its first digits are enough.
    #[arg(value_name = "ID")]
    pub id: String,

    /// When.
    #[command(flatten)]
    pub held: AsOfArgs,

    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: ExplainFormat,

    /// Which ledger.
    #[command(flatten)]
    pub ledger: LedgerArgs,
}

/// `detente brief`
#[derive(Debug, Args)]
#[command(
    after_long_help = "New incidents by weight, what changed status, corrections, new disputes, and pairs that had nothing to do with each \
other before. A time is when the ledger came to hold something, not when it happened; after `add --backfill` that is the day of publication.

weight = (1 + |PLOVER score|) × log2(1 + voices) × certainty; certainty is 1, for what one voice reports 0.8, for what is denied 0.4.

Examples:
  detente brief
  detente brief --since 2026-01-01 --about Sudan
  detente brief --since 2025-12-22 --as-of 2025-12-24 --format json"
)]
pub struct BriefArgs {
    /// From when on: a day (its beginning, UTC) or a time. Default: the last seven days before what was recorded last.
    #[arg(long, value_name = "WHEN")]
    pub since: Option<String>,

    /// Only what this actor, or those who act for it, take part in.
    #[arg(long, value_name = "ACTOR")]
    pub about: Option<String>,

    /// When.
    #[command(flatten)]
    pub when: WhenArgs,

    /// How to print, from which ledger.
    #[command(flatten)]
    pub page: PageArgs,
}

/// `detente search`
#[derive(Debug, Args)]
#[command(
    after_long_help = "Finds documents, claims and actors with all the words; \"words in quotes\" as they stand together; pak* by their \
beginning. Upper and lower case, and accents, count as equal. Exit code 1: nothing was found.

Examples:
  detente search drone kindergarten
  detente search '\"arms embargo\"' --format json"
)]
pub struct SearchArgs {
    /// The words.
    #[arg(required = true, value_name = "WORD")]
    pub words: Vec<String>,

    /// How to print, from which ledger.
    #[command(flatten)]
    pub page: PageArgs,
}
