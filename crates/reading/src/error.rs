//! What can go wrong before reading begins. Reading itself does not fail.

/// A fault in what the reader was given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadingError {
    /// A file of the code book does not follow its form.
    #[error("{file}:{line}: {found}; expected {expected}")]
    CodeBook {
        /// The file, as it was named.
        file: String,
        /// Line, from 1.
        line: usize,
        /// What is there.
        found: String,
        /// What should be there.
        expected: String,
    },
}
