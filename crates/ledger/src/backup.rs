//! Copying a ledger while others use it.

use std::path::Path;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use crate::{Ledger, LedgerError, Result};

/// Pages copied at a time: 4 MB.
const STEP: i32 = 1000;

impl Ledger {
    /// Copies the ledger as it is at one moment into a new file, and has SQLite check the copy. `watch` is told how many pages of how
    /// many are done. What stands in the file is overwritten; on an error it is of no use.
    ///
    /// # Errors
    /// [`LedgerError::DiskFull`], [`LedgerError::CannotOpen`], [`LedgerError::Damaged`]; those of the store.
    pub fn backup(&self, file: &Path, mut watch: impl FnMut(usize, usize)) -> Result<()> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut copy = Connection::open_with_flags(file, flags)
            .map_err(|error| LedgerError::CannotOpen(file.to_path_buf(), error.to_string()))?;
        // One view of the source: others may write meanwhile, and the copy need not begin again.
        let view = self.db.unchecked_transaction()?;
        view.query_row("SELECT count(*) FROM moments", [], |row| row.get::<_, i64>(0))?;
        {
            let backup = Backup::new(&self.db, &mut copy)?;
            loop {
                let step = backup.step(STEP)?;
                let progress = backup.progress();
                let (all, left) =
                    (progress.pagecount.unsigned_abs() as usize, progress.remaining.unsigned_abs() as usize);
                watch(all - left.min(all), all);
                match step {
                    StepResult::Done => break,
                    StepResult::More => {}
                    _ => std::thread::sleep(std::time::Duration::from_millis(50)),
                }
            }
        }
        view.rollback()?;
        // The copy is one file: no log beside it.
        copy.pragma_update_and_check(None, "journal_mode", "delete", |_| Ok(()))?;
        let verdict: String = copy.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if verdict == "ok" { Ok(()) } else { Err(LedgerError::Damaged(format!("the copy: {verdict}"))) }
    }
}
