//! Why an export stopped.

/// Why an export stopped.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The output takes no more.
    #[error("cannot write: {0}")]
    Write(#[from] std::io::Error),
    /// What is to be exported cannot be read.
    #[error("cannot read what is to be exported: {0}")]
    Holding(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A column of a Parquet file cannot be written.
    #[error("cannot write Parquet: {0}")]
    Parquet(#[from] parquet::errors::ParquetError),
}

impl From<serde_json::Error> for ExportError {
    /// Values of `model` always serialise; what fails is the output.
    fn from(error: serde_json::Error) -> Self {
        ExportError::Write(error.into())
    }
}

impl From<csv::Error> for ExportError {
    fn from(error: csv::Error) -> Self {
        match error.into_kind() {
            csv::ErrorKind::Io(error) => ExportError::Write(error),
            other => ExportError::Write(std::io::Error::other(format!("{other:?}"))),
        }
    }
}

impl ExportError {
    /// Whether the reader of the output went away.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, ExportError::Write(error) if error.kind() == std::io::ErrorKind::BrokenPipe)
    }
}
