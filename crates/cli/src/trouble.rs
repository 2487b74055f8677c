//! What went wrong, in words for the user: what, and what to do about it.

use std::fmt::Display;
use std::io::Write;

use anstyle::{AnsiColor, Style};

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Everything was done.
    Done,
    /// A document or a model failed and was reported; all others were done.
    SomeFailed,
}

/// Why a run stopped.
#[derive(Debug)]
pub enum Trouble {
    /// The reader of standard output went away: nobody to talk to.
    ReaderGone,
    /// Flags that do not fit each other or the world.
    Usage(Complaint),
    /// Anything else.
    Failed(Complaint),
}

/// A message with its remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// What went wrong.
    pub what: String,
    /// What the user can do; may have several lines.
    pub advice: String,
}

impl Complaint {
    /// A message with its remedy.
    pub fn new(what: impl Display, advice: impl Display) -> Self {
        Complaint { what: what.to_string(), advice: advice.to_string() }
    }
}

impl Trouble {
    /// A failure that is nobody's wrong usage.
    pub fn failed(what: impl Display, advice: impl Display) -> Self {
        Trouble::Failed(Complaint::new(what, advice))
    }

    /// The process's exit code.
    pub fn code(&self) -> u8 {
        match self {
            Trouble::ReaderGone => 0,
            Trouble::Failed(_) => 1,
            Trouble::Usage(_) => 2,
        }
    }
}

const ERROR: Style = AnsiColor::Red.on_default().bold();
const NOTE: Style = AnsiColor::Yellow.on_default();
const DIM: Style = Style::new().dimmed();

/// Prints what stopped the run.
pub fn report(trouble: &Trouble) {
    if let Trouble::Usage(complaint) | Trouble::Failed(complaint) = trouble {
        complain(None, complaint);
    }
}

/// Prints what is wrong with a document, or with the run as a whole.
pub fn complain(about: Option<&str>, Complaint { what, advice }: &Complaint) {
    let about = about.map(|name| format!("{name}: ")).unwrap_or_default();
    tell(format_args!("{ERROR}error:{ERROR:#} {about}{what}"));
    let mut mark = "→";
    for line in advice.lines() {
        tell(format_args!("  {DIM}{mark}{DIM:#} {line}"));
        mark = " ";
    }
}

/// Prints something worth knowing.
pub fn note(about: &str, what: impl Display) {
    tell(format_args!("{NOTE}note:{NOTE:#} {about}: {what}"));
}

/// Prints what the program is doing.
pub fn say(what: impl Display) {
    tell(format_args!("{DIM}detente:{DIM:#} {what}"));
}

/// One line on standard error; where nobody listens there is nobody to tell that.
pub fn tell(line: impl Display) {
    let _ = writeln!(anstream::stderr(), "{line}");
}
