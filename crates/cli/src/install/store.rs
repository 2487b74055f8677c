//! The folder of installed models.
//!
//! Promises: a model under its final name was whole when it was put there; one process at a time changes the folder, others wait;
//! what a killed process left behind is cleared by the next one that installs.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use tempfile::TempDir;

use super::Package;
use crate::trouble::{Trouble, say};

const STAGING: &str = ".staging-";

/// The folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Store {
    folder: PathBuf,
}

/// The right to change the folder, until it is dropped.
#[derive(Debug)]
pub struct Guard {
    _file: File,
}

/// The folder that `DETENTE_HOME` names, or `detente` in the user's cache folder.
pub fn home() -> Result<PathBuf, Trouble> {
    if let Some(home) = std::env::var_os("DETENTE_HOME").filter(|h| !h.is_empty()) {
        return Ok(PathBuf::from(home));
    }
    let folders = etcetera::choose_base_strategy().map_err(|error| {
        Trouble::failed(
            format!("the user's cache folder is unknown: {error}"),
            "set DETENTE_HOME to a folder for the language models",
        )
    })?;
    Ok(folders.cache_dir().join("detente"))
}

impl Store {
    /// The folder `models` in [`home`].
    pub fn of_user() -> Result<Self, Trouble> {
        Ok(Store { folder: home()?.join("models") })
    }

    /// The folder's path.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the converted model of a package lies, or would.
    pub fn path(&self, package: &Package) -> PathBuf {
        self.folder.join(package.file_name())
    }

    /// Waits until no other process changes the folder.
    pub fn lock(&self) -> Result<Guard, Trouble> {
        let refuse = |error: io::Error| self.refuse(&error);
        std::fs::create_dir_all(&self.folder).map_err(refuse)?;
        let file =
            File::options().create(true).truncate(false).write(true).open(self.folder.join(".lock")).map_err(refuse)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                say("another detente is installing a language model; waiting for it");
                file.lock().map_err(refuse)?;
            }
            Err(TryLockError::Error(error)) => return Err(refuse(error)),
        }
        Ok(Guard { _file: file })
    }

    /// A folder for the work of an installation, on the same disk and gone afterwards. Needs the lock.
    pub fn staging(&self, _guard: &Guard) -> Result<TempDir, Trouble> {
        let refuse = |error: io::Error| self.refuse(&error);
        for entry in std::fs::read_dir(&self.folder).map_err(refuse)? {
            let entry = entry.map_err(refuse)?;
            if entry.file_name().to_string_lossy().starts_with(STAGING) {
                std::fs::remove_dir_all(entry.path()).map_err(refuse)?;
            }
        }
        tempfile::Builder::new().prefix(STAGING).tempdir_in(&self.folder).map_err(refuse)
    }

    /// Moves a finished file to its final name. Needs the lock.
    pub fn keep(&self, finished: &Path, package: &Package, _guard: &Guard) -> Result<(), Trouble> {
        std::fs::rename(finished, self.path(package)).map_err(|error| self.refuse(&error))
    }

    /// The folder cannot be used.
    pub fn refuse(&self, error: &io::Error) -> Trouble {
        Trouble::failed(
            format!("the folder of language models, {}, cannot be used: {error}", self.folder.display()),
            "make room or set its permissions, or set DETENTE_HOME to another folder",
        )
    }
}
