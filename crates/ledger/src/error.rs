//! What can be wrong with a ledger, and what to do about it.

use std::path::PathBuf;

use rusqlite::ErrorCode;

/// What every function of the ledger returns.
pub type Result<T> = std::result::Result<T, LedgerError>;

/// Why the ledger could not do it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// Nothing under that name, where a ledger is to be read.
    #[error("there is no ledger {}", .0.display())]
    NotFound(PathBuf),
    /// The file cannot be opened or created.
    #[error("{} cannot be opened: {reason}", .0.display(), reason = .1)]
    CannotOpen(PathBuf, String),
    /// A file of another kind.
    #[error("the file is no ledger of detente")]
    NotALedger,
    /// Written by a later version.
    #[error("the ledger has schema {found}; this detente knows up to {known}")]
    NewerSchema {
        /// The file's.
        found: i64,
        /// The latest that this version knows.
        known: i64,
    },
    /// An older schema that cannot be brought up to date, because the file is only to be read.
    #[error("the ledger has schema {found} and must be brought to {known} first")]
    OlderSchema {
        /// The file's.
        found: i64,
        /// The latest that this version knows.
        known: i64,
    },
    /// The file's content contradicts itself.
    #[error("the ledger is damaged: {0}")]
    Damaged(String),
    /// Another process writes, for longer than the busy timeout.
    #[error("another process is writing to the ledger")]
    Locked,
    /// No room.
    #[error("the disk is full, or the ledger reached its quota")]
    DiskFull,
    /// File or folder may not be written to.
    #[error("the ledger may not be written to")]
    ReadOnly,
    /// The disk fails.
    #[error("the disk that holds the ledger fails: {0}")]
    Disk(String),
    /// No such thing.
    #[error("the ledger holds no {what} {id}")]
    Unknown {
        /// What kind of thing.
        what: &'static str,
        /// The id given.
        id: String,
    },
    /// A first part of an id that several bear.
    #[error("{id} is the beginning of several {what}s")]
    Ambiguous {
        /// What kind of thing.
        what: &'static str,
        /// The first part given.
        id: String,
    },
    /// An answer that does not fit its document.
    #[error("{0}")]
    Misfit(String),
    /// A decision that cannot be taken.
    #[error("{0}")]
    NoDecision(String),
    /// A grade that cannot be given.
    #[error("{0}")]
    NoGrade(String),
    /// A bug of the ledger, or an error of SQLite that has no name here.
    #[error("the ledger's store: {0}")]
    Store(#[source] rusqlite::Error),
}

impl LedgerError {
    /// What the user can do.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::NotFound(_) => {
                "make one with `detente add SOURCE…`, or name another with --ledger FILE or DETENTE_LEDGER"
            }
            Self::CannotOpen(..) => {
                "check that its folder exists and that you may write there, or name another file with --ledger"
            }
            Self::NotALedger => "name another file with --ledger; this one was left as it is",
            Self::NewerSchema { .. } => "open it with the newer detente that made it; the file was left as it is",
            Self::OlderSchema { .. } => {
                "run any command that writes, such as `detente check`, once with permission to write to it"
            }
            Self::Damaged(_) => {
                "stop writing to it, copy the file aside, see what `detente check` says, and go back to a backup"
            }
            Self::Locked => {
                "wait until the other detente is done, or stop it; nothing that it had reported done is lost"
            }
            Self::DiskFull => {
                "make room on that disk and run the same command again; everything that was reported done is kept"
            }
            Self::ReadOnly => "check the permissions of the file and of its folder, or copy it to where you may write",
            Self::Disk(_) => "check the disk, and go back to a backup if the file is damaged",
            Self::Unknown { .. } => "check the id; an id's first digits are enough where they are its alone",
            Self::Ambiguous { .. } => "give more of its digits",
            Self::Misfit(_) => "the answer belongs to another text; read the document again",
            Self::NoDecision(_) => "see `detente decide --help`",
            Self::NoGrade(_) => "see `detente grade --help`",
            Self::Store(_) => "this is a bug of detente: please report it",
        }
    }
}

impl From<rusqlite::Error> for LedgerError {
    fn from(error: rusqlite::Error) -> Self {
        let Some(code) = error.sqlite_error_code() else {
            return match &error {
                rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::IntegralValueOutOfRange(..)
                | rusqlite::Error::Utf8Error(..) => LedgerError::Damaged(error.to_string()),
                _ => LedgerError::Store(error),
            };
        };
        match code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => LedgerError::Locked,
            ErrorCode::DiskFull => LedgerError::DiskFull,
            ErrorCode::ReadOnly => LedgerError::ReadOnly,
            ErrorCode::NotADatabase => LedgerError::NotALedger,
            ErrorCode::DatabaseCorrupt => LedgerError::Damaged(error.to_string()),
            ErrorCode::SystemIoFailure => LedgerError::Disk(error.to_string()),
            _ => LedgerError::Store(error),
        }
    }
}

impl From<serde_json::Error> for LedgerError {
    fn from(error: serde_json::Error) -> Self {
        LedgerError::Damaged(error.to_string())
    }
}
