//! What the world does to a file: each is told for what it is, and nothing is made worse.

mod sample;

use std::io::{Seek, SeekFrom, Write};
use std::time::Duration;

use ledger::{Access, Ledger, LedgerError};
use sample::{at, empty, fresh};

#[test]
fn a_full_disk_keeps_what_was_kept_and_goes_on_when_there_is_room() {
    // The disk's end is SQLite's limit of pages, which gives the same error as a file system without room (SQLITE_FULL).
    let (_folder, mut ledger) = empty();
    let pages: u32 = ledger.db().pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    ledger.set_quota(pages + 40).unwrap();
    let mut kept = 0;
    let full = loop {
        match ledger.add(at(kept), "reader", vec![fresh(&format!("{kept}"), &[kept as u8, 7, 9, 60, 61, 62])]) {
            Ok(_) => kept += 1,
            Err(error) => break error,
        }
    };
    assert!(matches!(full, LedgerError::DiskFull), "{full:?}");
    assert!(kept > 0);
    assert_eq!(ledger.texts().unwrap().len(), kept as usize);
    assert_eq!(ledger.check(&mut |_, _, _| {}).unwrap().faults, []);
    ledger.set_quota(1 << 30).unwrap();
    ledger.add(at(kept), "reader", vec![fresh(&format!("{kept}"), &[kept as u8, 7, 9, 60, 61, 62])]).unwrap();
    assert_eq!(ledger.texts().unwrap().len(), kept as usize + 1);
    assert_eq!(ledger.check(&mut |_, _, _| {}).unwrap().faults, []);
}

#[test]
fn a_writer_that_takes_its_time_is_told_of_and_readers_go_on() {
    let (folder, mut first) = empty();
    first.add(at(1), "reader", vec![fresh("a", &[1])]).unwrap();
    let path = first.path().to_path_buf();
    let mut second = Ledger::open(&path, Access::Write).unwrap();
    second.set_patience(Duration::from_millis(30)).unwrap();
    let writing = first.begin(at(2), "add").unwrap();
    let error = second.add(at(2), "reader", vec![fresh("b", &[2])]).unwrap_err();
    assert!(matches!(error, LedgerError::Locked), "{error:?}");
    let reader = Ledger::open(&path, Access::Read).unwrap();
    assert_eq!(reader.texts().unwrap().len(), 1);
    drop(writing);
    second.add(at(2), "reader", vec![fresh("b", &[2])]).unwrap();
    assert_eq!(reader.texts().unwrap().len(), 2);
    drop(folder);
}

#[test]
fn two_read_while_one_writes_and_never_see_half_of_it() {
    let (_folder, mut ledger) = empty();
    let path = ledger.path().to_path_buf();
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..2)
            .map(|_| {
                scope.spawn(|| {
                    let reader = Ledger::open(&path, Access::Read).unwrap();
                    let mut looks = 0;
                    loop {
                        let last = done.load(std::sync::atomic::Ordering::SeqCst);
                        let sql = "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM readings), \
                                   (SELECT count(*) FROM documents WHERE recorded_at NOT IN (SELECT recorded_at FROM moments))";
                        let (documents, readings, strays): (usize, usize, usize) = reader
                            .db()
                            .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
                            .unwrap();
                        assert_eq!((documents % 3, documents, strays), (0, readings, 0));
                        looks += 1;
                        if last {
                            return (looks, documents);
                        }
                    }
                })
            })
            .collect();
        for n in 0..40u8 {
            let batch = ["a", "b", "c"].map(|name| fresh(&format!("{name}{n}"), &[n, 1, 2])).to_vec();
            ledger.add(at(i64::from(n)), "reader", batch).unwrap();
        }
        done.store(true, std::sync::atomic::Ordering::SeqCst);
        for reader in readers {
            let (looks, documents) = reader.join().unwrap();
            assert!(looks > 1);
            assert_eq!(documents, 120);
        }
    });
}

#[test]
fn a_newer_ledger_is_left_as_it_is() {
    let (_folder, ledger) = empty();
    let path = ledger.path().to_path_buf();
    ledger.db().pragma_update(None, "user_version", 99).unwrap();
    drop(ledger);
    let before = std::fs::read(&path).unwrap();
    for access in [Access::Create, Access::Write, Access::Read] {
        let error = Ledger::open(&path, access).unwrap_err();
        assert!(matches!(error, LedgerError::NewerSchema { found: 99, known } if known < 99), "{error:?}");
    }
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn other_files_are_left_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("letter.txt");
    std::fs::write(&text, "Dear sir, this is no ledger at all, and shall stay what it is.\n".repeat(200)).unwrap();
    let other = folder.path().join("other.sqlite");
    rusqlite::Connection::open(&other).unwrap().execute_batch("CREATE TABLE songs (title TEXT)").unwrap();
    for path in [text, other] {
        let before = std::fs::read(&path).unwrap();
        for access in [Access::Create, Access::Write, Access::Read] {
            let error = Ledger::open(&path, access).unwrap_err();
            assert!(matches!(error, LedgerError::NotALedger), "{error:?}");
        }
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }
    let error = Ledger::open(folder.path(), Access::Create).unwrap_err();
    assert!(matches!(&error, LedgerError::CannotOpen(_, why) if why.contains("folder")), "{error:?}");
    let error = Ledger::open(&folder.path().join("no/such/folder.ledger"), Access::Create).unwrap_err();
    assert!(matches!(error, LedgerError::CannotOpen(..)), "{error:?}");
}

#[test]
fn an_empty_file_becomes_a_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("empty");
    std::fs::write(&path, b"").unwrap();
    let mut ledger = Ledger::open(&path, Access::Create).unwrap();
    ledger.add(at(1), "reader", vec![fresh("a", &[1])]).unwrap();
}

#[test]
fn who_only_reads_cannot_write() {
    let (_folder, mut ledger) = empty();
    ledger.add(at(1), "reader", vec![fresh("a", &[1])]).unwrap();
    let mut reader = Ledger::open(ledger.path(), Access::Read).unwrap();
    let error = reader.add(at(2), "reader", vec![fresh("b", &[1])]).unwrap_err();
    assert!(matches!(error, LedgerError::ReadOnly), "{error:?}");
}

/// Bytes of every page overwritten, one page at a time: opening and checking end with an error or a fault, never with a panic, and what is
/// found whole is whole.
#[test]
fn damage_is_noticed() {
    let (folder, mut ledger) = empty();
    for n in 0..30u8 {
        ledger.add(at(i64::from(n)), "reader", vec![fresh(&format!("{n}"), &[n, 100, 3, 77])]).unwrap();
    }
    let good = folder.path().join("good.ledger");
    ledger.backup(&good, |_, _| {}).unwrap();
    let pages = std::fs::metadata(&good).unwrap().len() / 4096;
    let all = |path: &std::path::Path| -> Result<usize, LedgerError> {
        let ledger = Ledger::open(path, Access::Write)?;
        Ok(ledger.check(&mut |_, _, _| {})?.faults.len())
    };
    assert_eq!(all(&good).unwrap(), 0);
    let mut noticed = 0;
    for page in 0..pages {
        let path = folder.path().join("damaged.ledger");
        std::fs::copy(&good, &path).unwrap();
        let mut file = std::fs::File::options().write(true).open(&path).unwrap();
        // The head of a page says what is in it; page 1 begins with that of the file.
        file.seek(SeekFrom::Start(page * 4096 + u64::from(page == 0) * 100)).unwrap();
        file.write_all(&[0xA5; 24]).unwrap();
        drop(file);
        match all(&path) {
            Ok(0) => {}
            Ok(_) => noticed += 1,
            Err(error) => {
                let told = matches!(error, LedgerError::Damaged(_) | LedgerError::NotALedger | LedgerError::Disk(_));
                assert!(told, "page {page}: {error:?}");
                noticed += 1;
            }
        }
        std::fs::remove_file(&path).unwrap();
        let _ = std::fs::remove_file(path.with_extension("ledger-wal"));
        let _ = std::fs::remove_file(path.with_extension("ledger-shm"));
    }
    assert_eq!(noticed, pages, "of {pages} pages");
}
