//! What can go wrong before reading begins. Reading itself does not fail.

/// A fault in what the reader was given.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadingError {
    /// The code book does not follow its form.
    #[error("code book, {place}: {reason}")]
    CodeBook {
        /// File and entry.
        place: String,
        /// What is wrong.
        reason: String,
    },
}
