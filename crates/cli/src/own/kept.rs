//! The index of a user's atlas, kept from one run to the next.
//!
//! Comes in: the user's tables. Goes out: the index that an earlier run compiled from the same tables with the same program. Promises: a
//! kept index is used only if it is whole (its checksum is in its name's file); where nothing can be kept, all goes on without.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use atlas::Atlas;

use crate::install;

/// So many indexes are kept; the ones longest unused go.
const MOST: usize = 4;

/// Where the index of some tables lies, or would.
pub struct Kept {
    path: PathBuf,
}

impl Kept {
    /// The place for these tables; none where the user has no cache folder.
    pub fn of(files: &[(PathBuf, String)]) -> Option<Kept> {
        let mut parts = vec![Atlas::stamp()];
        for (path, text) in files {
            parts.extend([path.to_str()?, text]);
        }
        let key = model::hash::id(&parts);
        Some(Kept { path: install::home().ok()?.join("atlases").join(format!("{key}.index")) })
    }

    /// The index, where it is there and whole.
    pub fn open(&self) -> Option<Atlas> {
        let mut bytes = std::fs::read(&self.path).ok()?;
        let at = bytes.len().checked_sub(DIGITS)?;
        if model::hash::hex(&bytes[..at]).as_bytes() != &bytes[at..] {
            return None;
        }
        bytes.truncate(at);
        // Used just now: the last to go.
        let _ = std::fs::File::options().append(true).open(&self.path).and_then(|f| f.set_modified(SystemTime::now()));
        Atlas::from_bytes(bytes)
    }

    /// Keeps the index; what cannot be kept is compiled again next time.
    pub fn put(&self, index: &[u8]) {
        let _ = self.write(index);
    }

    fn write(&self, index: &[u8]) -> std::io::Result<()> {
        let folder = self.path.parent().expect("a file in a folder");
        std::fs::create_dir_all(folder)?;
        let file = tempfile::NamedTempFile::new_in(folder)?;
        std::fs::write(file.path(), [index, model::hash::hex(index).as_bytes()].concat())?;
        file.persist(&self.path)?;
        thin_out(folder)
    }
}

/// Hexadecimal digits of the checksum behind the index.
const DIGITS: usize = 64;

fn thin_out(folder: &Path) -> std::io::Result<()> {
    let mut kept = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "index") {
            kept.push((path.metadata()?.modified()?, path));
        }
    }
    kept.sort();
    let surplus = kept.len().saturating_sub(MOST);
    kept.into_iter().take(surplus).try_for_each(|(_, path)| std::fs::remove_file(path))
}
