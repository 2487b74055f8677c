//! What comes in: documents from outside, one after the other, each with its origin.
//!
//! Comes in: parcels of the source room. Goes out: an iterator of [`Arrival`]s. Promises: an arrival is loaded by the thread that reads
//! it, so that fetching one holds up no other; what cannot be loaded is an arrival as well, with the reason.

use std::path::Path;

use ledger::{Moment, Origin};
use source::web::Web;
use source::{Intake, Loaded, Parcel, Refused, SourceError, is_address};

use super::store;
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
        let slip = matches!(
            error,
            SourceError::NotFound(_)
                | SourceError::EmptyFolder(_)
                | SourceError::UnknownEnding(_)
                | SourceError::Scheme(_)
        );
        // What the web did not give now it may give later.
        let passing = matches!(error, SourceError::Web(error) if error.passes());
        Failure { complaint: Complaint::new(error, error.advice()), lasting: !slip && !passing }
    }
}

/// A parcel, or why there is none, as an arrival.
pub fn parcel<'a>(taken: Result<Parcel, Refused>, intake: &'a Intake, web: Option<&'a Web>) -> Arrival<'a> {
    match taken {
        Ok(parcel) => {
            let fetched = parcel.fetched.map(|at| Moment::from_micros(at.as_microsecond()));
            let fetched_at = fetched.or_else(|| parcel.is_afar().then(store::now));
            Arrival {
                name: parcel.name.clone(),
                origin: Origin { uri: uri(&parcel.origin), fetched_at },
                load: Box::new(move || parcel.open(intake, web).map_err(|error| Failure::from(&error))),
            }
        }
        Err(Refused { name, error }) => Arrival {
            origin: Origin { uri: uri(&name), fetched_at: None },
            name,
            load: Box::new(move || Err(Failure::from(&error))),
        },
    }
}

/// An origin that means the same from every folder.
fn uri(origin: &str) -> String {
    match origin {
        "-" => "stdin:".to_string(),
        address if is_address(address) => address.to_string(),
        path => absolute(Path::new(path)),
    }
}

/// A path that means the same from every folder.
pub fn absolute(path: &Path) -> String {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()).display().to_string()
}

/// As of when a document of an archive is recorded: the end of its day of publication, if that is over.
pub fn day_end(published: Option<model::Date>, now: Moment) -> Option<Moment> {
    published.map(|day| Moment::end_of(day).min(now))
}
