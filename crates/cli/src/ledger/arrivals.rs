//! What comes in: documents from outside, one after the other, each with its origin.
//!
//! Comes in: names of files and folders. Goes out: an iterator of [`Arrival`]s. Promises: an arrival is loaded by the thread that reads
//! it, so that fetching one holds up no other; what cannot be loaded is an arrival as well, with the reason.

use std::path::Path;

use ledger::{Moment, Origin};
use source::{Input, Intake, Loaded, SourceError};

use crate::trouble::Complaint;

/// A document on its way in.
pub struct Arrival<'a> {
    /// How messages name it.
    pub name: String,
    /// Where it comes from.
    pub origin: Origin,
    /// Gets it.
    pub load: Box<dyn FnOnce() -> Result<Loaded, Failure> + Send + 'a>,
}

/// Why there is no document.
#[derive(Debug, Clone)]
pub struct Failure {
    /// What to tell.
    pub complaint: Complaint,
    /// Whether it belongs on the ledger's list of problems: not a slip on the command line.
    pub lasting: bool,
}

impl From<&SourceError> for Failure {
    fn from(error: &SourceError) -> Self {
        let slip =
            matches!(error, SourceError::NotFound(_) | SourceError::EmptyFolder(_) | SourceError::UnknownEnding(_));
        Failure { complaint: Complaint::new(error, error.advice()), lasting: !slip }
    }
}

/// One of the inputs that were found, as an arrival.
pub fn file<'a>(input: &'a Result<Input, (String, SourceError)>, intake: &'a Intake) -> Arrival<'a> {
    match input {
        Ok(input) => Arrival {
            name: input.name(),
            origin: Origin { uri: uri(input), fetched_at: None },
            load: Box::new(move || source::load(input, intake).map_err(|error| Failure::from(&error))),
        },
        Err((name, error)) => Arrival {
            name: name.clone(),
            origin: Origin { uri: absolute(Path::new(name)), fetched_at: None },
            load: Box::new(move || Err(Failure::from(error))),
        },
    }
}

fn uri(input: &Input) -> String {
    input.path.as_deref().map_or_else(|| "stdin:".to_string(), absolute)
}

/// A path that means the same from every folder.
fn absolute(path: &Path) -> String {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()).display().to_string()
}

/// As of when a document of an archive is recorded: the end of its day of publication, if that is over.
pub fn day_end(published: Option<model::Date>, now: Moment) -> Option<Moment> {
    published.map(|day| Moment::end_of(day).min(now))
}
