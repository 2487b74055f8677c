//! What can be wrong with a value.

/// A word or value that the vocabulary does not know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// Not one of PLOVER's sixteen types.
    #[error("unknown event type {0:?}")]
    UnknownEventType(String),
    /// Not a mode of that type.
    #[error("{kind} has no mode {mode:?}")]
    UnknownMode {
        /// The type.
        kind: &'static str,
        /// The word given.
        mode: String,
    },
    /// Not one of the twelve relation types.
    #[error("unknown relation type {0:?}")]
    UnknownRelationType(String),
    /// Not on the Admiralty scale.
    #[error("{text:?} is no grade: {wanted} is one")]
    NoGrade {
        /// The word given.
        text: String,
        /// What a grade is.
        wanted: &'static str,
    },
    /// An event or relation without a quote.
    #[error("a claim needs at least one span of evidence")]
    NoEvidence,
}
