//! Opening a ledger: a new one, one of ours, one of an older version; and saying clearly what any other file is.
//!
//! Promises: a file that is no ledger, or a newer one, is left as it is; two processes that create one at once get one; a
//! transaction that was reported done survives the death of the process and the loss of power (write-ahead log, every commit
//! synchronised with the disk); readers neither wait for the writer nor see half of what it writes.

use std::path::{Path, PathBuf};
use std::time::Duration;

use atlas::Atlas;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::words::Words;
use crate::{LedgerError, Moment, Result};

/// `Dtnt` in ASCII, in the file's header: how other programs tell a ledger.
const APPLICATION_ID: i64 = 0x4474_6E74;
/// The steps from an empty file to the present schema; `user_version` counts those taken.
const MIGRATIONS: &[&str] = &[
    include_str!("schema/0001.sql"),
    include_str!("schema/0002.sql"),
    include_str!("schema/0003.sql"),
    include_str!("schema/0004.sql"),
];
/// How long to wait for another process that writes.
const PATIENCE: Duration = Duration::from_secs(20);
/// Pages kept in memory: 64 MB.
const CACHE_KIB: i64 = 65_536;
/// Pages kept in memory while a great many rows come in: 256 MB.
const BULK_CACHE_KIB: i64 = 262_144;
/// Pages of 4096 bytes in the log from which on it is written back: 4 MB.
const LOG_PAGES: i64 = 1000;
/// The same while a great many rows come in: 256 MB.
const BULK_LOG_PAGES: i64 = 65_536;

/// What to open a ledger for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// To read and write; made where it is missing.
    Create,
    /// To read and write one that is there.
    Write,
    /// To read.
    Read,
}

/// An open ledger.
#[derive(Debug)]
pub struct Ledger {
    pub(crate) db: Connection,
    pub(crate) words: Words,
    pub(crate) atlas: &'static Atlas,
    path: PathBuf,
}

impl Ledger {
    /// Opens the ledger of that file.
    ///
    /// # Errors
    /// See [`LedgerError`]: missing, no ledger, newer, damaged, locked, full, read-only.
    pub fn open(path: &Path, access: Access) -> Result<Self> {
        let db = connect(path, access)?;
        let mut ledger = Ledger { db, words: Words::default(), atlas: Atlas::builtin(), path: path.to_path_buf() };
        ledger.prepare(access)?;
        Ok(ledger)
    }

    /// Has it tell known actors by another atlas.
    pub fn set_atlas(&mut self, atlas: &'static Atlas) {
        self.atlas = atlas;
    }

    /// How long to wait for another process that writes. The default is 20 seconds.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn set_patience(&self, patience: Duration) -> Result<()> {
        Ok(self.db.busy_timeout(patience)?)
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The latest moment at which something was recorded; none in an empty ledger.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn latest(&self) -> Result<Option<Moment>> {
        Ok(self.db.query_row("SELECT max(recorded_at) FROM moments", [], |row| row.get(0))?)
    }

    /// The store itself, for questions that have no function here.
    pub fn db(&self) -> &Connection {
        &self.db
    }

    /// Readies it for a great many rows at once, or for what is usual: more pages in memory, fewer times at which the log is written
    /// back, and no look at the row referred to for each row that refers; `detente check` looks at all of them.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn set_bulk(&self, bulk: bool) -> Result<()> {
        let (cache, log) = if bulk { (BULK_CACHE_KIB, BULK_LOG_PAGES) } else { (CACHE_KIB, LOG_PAGES) };
        self.db.pragma_update(None, "cache_size", -cache)?;
        self.db.pragma_update_and_check(None, "wal_autocheckpoint", log, |_| Ok(()))?;
        self.db.pragma_update(None, "foreign_keys", !bulk)?;
        Ok(())
    }

    /// Most pages of 4096 bytes that the file may have: a quota, past which writing gives [`LedgerError::DiskFull`].
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn set_quota(&self, pages: u32) -> Result<()> {
        self.db.pragma_update(None, "max_page_count", pages)?;
        Ok(())
    }

    fn prepare(&mut self, access: Access) -> Result<()> {
        self.db.busy_timeout(PATIENCE)?;
        self.db.set_prepared_statement_cache_capacity(256);
        // A plan that hangs on the values bound is made anew at each of them; none here is better for it.
        self.db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        let found = self.version()?;
        self.db.pragma_update(None, "cache_size", -CACHE_KIB)?;
        self.db.pragma_update(None, "temp_store", "memory")?;
        self.db.pragma_update(None, "foreign_keys", true)?;
        let known = known_schema();
        if access == Access::Read {
            return if found < known { Err(LedgerError::OlderSchema { found, known }) } else { Ok(()) };
        }
        // A full disk or a folder that may not be written to shows here first.
        self.db.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
        self.db.pragma_update(None, "synchronous", "full")?;
        if found < known { self.migrate() } else { Ok(()) }
    }

    /// Which schema the file has; 0 is an empty file.
    fn version(&self) -> Result<i64> {
        let number = |pragma: &str| self.db.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
        let (id, found) = (number("application_id")?, number("user_version")?);
        let known = known_schema();
        let tables: i64 = self.db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        match (id, found) {
            (0, 0) if tables == 0 => Ok(0),
            (APPLICATION_ID, found) if found > known => Err(LedgerError::NewerSchema { found, known }),
            (APPLICATION_ID, found) if found > 0 => Ok(found),
            _ => Err(LedgerError::NotALedger),
        }
    }

    fn migrate(&mut self) -> Result<()> {
        // Foreign keys cannot be switched within a transaction, and steps may rebuild tables.
        self.db.pragma_update(None, "foreign_keys", false)?;
        let steps = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another process may have been first.
        let found: i64 = steps.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let found = usize::try_from(found).unwrap_or(0);
        for step in MIGRATIONS.iter().skip(found) {
            steps.execute_batch(step)?;
        }
        steps.pragma_update(None, "application_id", APPLICATION_ID)?;
        steps.pragma_update(None, "user_version", known_schema())?;
        steps.commit()?;
        self.db.pragma_update(None, "foreign_keys", true)?;
        Ok(())
    }
}

fn known_schema() -> i64 {
    i64::try_from(MIGRATIONS.len()).expect("a few steps")
}

fn connect(path: &Path, access: Access) -> Result<Connection> {
    if access != Access::Create && !path.exists() {
        return Err(LedgerError::NotFound(path.to_path_buf()));
    }
    let common = OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let flags = match access {
        Access::Create => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
        Access::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
    };
    let refuse = |error: rusqlite::Error| match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::CannotOpen) => LedgerError::CannotOpen(path.to_path_buf(), reason(path)),
        _ => error.into(),
    };
    let db = Connection::open_with_flags(path, flags | common).map_err(refuse)?;
    if access != Access::Read {
        return Ok(db);
    }
    // A ledger on a medium that cannot be written to has no place for the index of its log; without a log none is needed.
    let probe = |db: &Connection| db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0));
    match probe(&db).map_err(|e| e.sqlite_error_code()) {
        Err(Some(rusqlite::ErrorCode::CannotOpen | rusqlite::ErrorCode::ReadOnly)) if !has_log(path) => {
            let uri = format!("file:{}?immutable=1", escaped(path));
            Connection::open_with_flags(uri, flags | common | OpenFlags::SQLITE_OPEN_URI).map_err(refuse)
        }
        _ => Ok(db),
    }
}

/// Why a file cannot be opened, as the system says it.
fn reason(path: &Path) -> String {
    if path.is_dir() {
        return "it is a folder".into();
    }
    match std::fs::File::open(path) {
        Err(error) => error.to_string(),
        Ok(_) => "its folder may not be written to".into(),
    }
}

fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(log).is_ok_and(|m| m.len() > 0)
}

/// A path within a URI.
fn escaped(path: &Path) -> String {
    let keep = |b: u8| b.is_ascii_alphanumeric() || b"/-_.~".contains(&b);
    path.as_os_str()
        .as_encoded_bytes()
        .iter()
        .map(|&b| if keep(b) { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}
