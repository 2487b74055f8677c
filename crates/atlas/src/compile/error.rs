//! What can be wrong with a table.

use std::borrow::Cow;
use std::path::PathBuf;

/// An error in the atlas tables.
#[derive(Debug, thiserror::Error)]
pub enum CompileError {
    /// A file or folder cannot be read.
    #[error("{path}: cannot be read: {reason}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// A line breaks the form of its table.
    #[error("{path}:{line}: {found}; expected {expected}")]
    Form {
        /// The file.
        path: PathBuf,
        /// Line number, from 1.
        line: usize,
        /// What is there.
        found: String,
        /// What should be there.
        expected: Cow<'static, str>,
    },
    /// A number outgrew its field.
    #[error("too many {what} for the index")]
    TooMany {
        /// What there is too much of.
        what: &'static str,
    },
}
