//! What can go wrong when a model is converted or opened. Annotating never fails.

use std::path::PathBuf;

/// Why a model could not be converted or opened, or a document not be built.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LanguageError {
    /// A file could not be read or written.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The converted model could not be written out.
    #[error("cannot write the converted model: {0}")]
    Write(std::io::Error),
    /// The file is no converted model at all.
    #[error("{path} is not a converted language model")]
    NotAModel {
        /// The file.
        path: PathBuf,
    },
    /// The file was written by another version of this crate; convert the model again.
    #[error("{path} has model format {found}, this program reads {wanted}: convert the model again")]
    Version {
        /// The file.
        path: PathBuf,
        /// The format of the file.
        found: u32,
        /// The format that this crate reads.
        wanted: u32,
    },
    /// The file is cut short or its content has changed since it was written.
    #[error("{path} is damaged ({what}): convert the model again")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What does not fit.
        what: String,
    },
    /// A file of the spaCy model does not have the form that was expected.
    #[error("{path}: {what}")]
    Malformed {
        /// The file of the spaCy model.
        path: PathBuf,
        /// What was expected and not found.
        what: String,
    },
    /// The columns given for a document contradict each other or the text.
    #[error("columns do not fit the text: {0}")]
    Columns(String),
}

impl LanguageError {
    pub(crate) fn malformed(path: impl Into<PathBuf>, what: impl Into<String>) -> Self {
        Self::Malformed { path: path.into(), what: what.into() }
    }

    pub(crate) fn damaged(path: impl Into<PathBuf>, what: impl Into<String>) -> Self {
        Self::Damaged { path: path.into(), what: what.into() }
    }
}
