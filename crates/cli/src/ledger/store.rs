//! Which ledger, and opening it; what it says when something is wrong, in words for the user; the clock.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use etcetera::BaseStrategy;
use ledger::{Access, Ledger, LedgerError, Moment};

use crate::args::LedgerArgs;
use crate::trouble::{Complaint, Trouble};

/// The file that the user names, or the one in the user's data folder.
pub fn path(args: &LedgerArgs) -> Result<PathBuf, Trouble> {
    if let Some(path) = args.ledger.as_ref().filter(|p| !p.as_os_str().is_empty()) {
        return Ok(path.clone());
    }
    let folders = etcetera::choose_base_strategy().map_err(|error| {
        Trouble::failed(format!("the user's data folder is unknown: {error}"), "name a ledger with --ledger FILE")
    })?;
    Ok(folders.data_dir().join("detente").join("ledger.sqlite"))
}

/// Opens the ledger; a new one in the user's data folder gets its folder first.
pub fn open(args: &LedgerArgs, access: Access) -> Result<Ledger, Trouble> {
    let path = path(args)?;
    if access == Access::Create
        && args.ledger.is_none()
        && let Some(folder) = path.parent()
    {
        std::fs::create_dir_all(folder).map_err(|error| {
            let what = format!("{} cannot be created: {error}", folder.display());
            Trouble::failed(what, "set its permissions, or name a ledger elsewhere with --ledger FILE")
        })?;
    }
    Ledger::open(&path, access).map_err(|error| trouble(&path, &error))
}

/// What is wrong with a ledger, for the user.
pub fn trouble(path: &Path, error: &LedgerError) -> Trouble {
    let complaint = match error {
        LedgerError::NotFound(_) | LedgerError::CannotOpen(..) => Complaint::new(error, error.advice()),
        LedgerError::Unknown { .. }
        | LedgerError::Ambiguous { .. }
        | LedgerError::NoDecision(_)
        | LedgerError::NoGrade(_) => Complaint::new(error, error.advice()),
        _ => Complaint::new(format!("{}: {error}", path.display()), error.advice()),
    };
    Trouble::Failed(complaint)
}

/// The time, UTC.
pub fn now() -> Moment {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Moment::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}
