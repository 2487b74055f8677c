//! `detente grade`: how reliable a source is, how credible a claim.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use model::{Credibility, Reliability};

use super::{AsOfArgs, JudgeArgs, ReportArgs};

/// `detente grade`
#[derive(Debug, Args)]
#[command(
    after_long_help = "The Admiralty scale of AJP-2.1 (STANAG 2511). A source is graded by its record: A completely reliable, B usually, C \
fairly, D not usually, E unreliable, F cannot be judged. A claim is graded by what else is known: 1 confirmed by other independent \
sources, 2 probably true, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged.

Sources have no grade until you give one. The number of a claim follows from the independent voices on its incident, by the rules in \
docs/ledger.md, until you give one. Both stand beside every claim; neither is part of confidence, weight, status or best value.

A grade is a row with author, time and reason. The later of two on one subject stands; --as-of shows the one that was held then; \
`detente grade undo` takes one back, as another row.

Examples:
  detente grade outlet \"Gulf Lantern\" B --reason \"corrects itself in print\"
  detente grade source \"Libyan National Army\" D --reason \"denied the January deal, then signed it\"
  detente grade claim 51d09c 2 --reason \"seen on imagery\"
  detente grade import grades.csv
  detente grade list"
)]
pub struct GradeArgs {
    /// What to grade.
    #[command(subcommand)]
    pub command: GradeCommand,
}

/// What to grade.
#[derive(Debug, Subcommand)]
pub enum GradeCommand {
    /// How reliable an outlet, or another event set, is.
    #[command(
        after_long_help = "The name counts however it is written, with or without The. An outlet that others quote by name is \
graded wherever it is quoted.

Examples:
  detente grade outlet \"Gulf Lantern\" B
  detente grade outlet GDELT D --reason \"counts one meeting many times\""
    )]
    Outlet {
        /// Its name.
        #[arg(value_name = "NAME")]
        name: String,
        /// A to F.
        #[arg(value_name = "GRADE")]
        grade: Reliability,
        /// Who grades.
        #[command(flatten)]
        judge: JudgeArgs,
    },
    /// How reliable an actor is as the source of what is attributed to it, or to those who act for it.
    #[command(
        after_long_help = "A source's own grade counts before that of the one for which it acts. A name that is no actor's but an \
outlet's or an event set's grades that.

Examples:
  detente grade source \"Libyan National Army\" D
  detente grade source person:asim-munir B --reason \"dates always held\""
    )]
    Source {
        /// Name or id of the actor.
        #[arg(value_name = "NAME")]
        name: String,
        /// A to F.
        #[arg(value_name = "GRADE")]
        grade: Reliability,
        /// Who grades.
        #[command(flatten)]
        judge: JudgeArgs,
    },
    /// How credible a claim is.
    #[command(
        after_long_help = "`detente incident` prints the ids of its claims. The grade is kept when the text is read again.

Examples:
  detente grade claim 51d09c 2 --reason \"seen on imagery\""
    )]
    Claim {
        /// Id of the claim; its first digits are enough.
        #[arg(value_name = "ID")]
        id: String,
        /// 1 to 6.
        #[arg(value_name = "GRADE")]
        grade: Credibility,
        /// Who grades.
        #[command(flatten)]
        judge: JudgeArgs,
    },
    /// Grades from a file, a row each.
    #[command(
        after_long_help = "A CSV file with a row of names: kind, name, grade, and reason if there is one, in any order. kind is outlet, source \
or claim. A row that cannot be taken is told with its line, and stops no other; a grade that stands already is not given again. Without \
a reason of its own a row has that of --reason. Exit code 1: a row was not taken.

Examples:
  detente grade import grades.csv
  detente grade import grades.csv --author Ana --reason \"desk review, March\""
    )]
    Import {
        /// The file.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Who grades.
        #[command(flatten)]
        judge: JudgeArgs,
    },
    /// Take a grade back; what stood before it stands again.
    #[command(after_long_help = "Examples:
  detente grade undo 3 --reason \"another paper of that name\"")]
    Undo {
        /// Number of the grade; `detente grade list` shows it.
        #[arg(value_name = "NUMBER")]
        grade: i64,
        /// Who grades.
        #[command(flatten)]
        judge: JudgeArgs,
    },
    /// The grades that stand, in the order in which they were given.
    #[command(after_long_help = "Examples:
  detente grade list
  detente grade list --as-of 2026-01-31
  detente grade list --all --format json")]
    List {
        /// Those that were taken back or replaced as well.
        #[arg(long)]
        all: bool,
        /// Those that stood then.
        #[command(flatten)]
        held: AsOfArgs,
        /// How to report, on which ledger.
        #[command(flatten)]
        report: ReportArgs,
    },
}
