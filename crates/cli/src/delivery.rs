//! Where results go: standard output, or one file a document in a folder.
//!
//! Promises: a file under its final name is whole, since it is written beside it and renamed; what could not be written leaves
//! nothing behind; a reader that went away ends the run without a word.

use std::io::{BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::trouble::{Complaint, Trouble};

/// A folder that takes one file a document.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    ending: &'static str,
}

impl Folder {
    /// Creates the folder if need be.
    pub fn open(path: &Path, ending: &'static str) -> Result<Self, Trouble> {
        if path.exists() && !path.is_dir() {
            let what = format!("--out {} is a file", path.display());
            return Err(Trouble::Usage(Complaint::new(what, "name a folder; it is created if need be")));
        }
        std::fs::create_dir_all(path).map_err(|error| {
            Trouble::failed(
                format!("--out {} cannot be created: {error}", path.display()),
                "name a folder that you may write to",
            )
        })?;
        Ok(Folder { path: path.to_path_buf(), ending })
    }

    /// Writes `name` and the folder's ending, whole or not at all.
    pub fn put(&self, name: &str, write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> Result<(), Complaint> {
        let path = self.path.join(format!("{name}.{}", self.ending));
        replace(&path, write).map_err(|error| {
            let advice = match error.kind() {
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                    "make room on that disk, or name another folder with --out"
                }
                ErrorKind::PermissionDenied => "check the folder's permissions, or name another folder with --out",
                _ => "name another folder with --out",
            };
            Complaint::new(format!("{} cannot be written: {error}", path.display()), advice)
        })
    }
}

/// Writes a file beside its place and moves it there when it is whole.
pub fn replace(path: &Path, write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> std::io::Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = readable_by_all(tempfile::Builder::new().prefix(".detente-")).tempfile_in(folder)?;
    let mut out = BufWriter::with_capacity(1 << 16, file.as_file_mut());
    write(&mut out)?;
    out.flush()?;
    drop(out);
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Files get the permissions that the user's mask leaves, not a temporary file's.
pub fn readable_by_all<'b>(
    builder: &'b mut tempfile::Builder<'static, 'static>,
) -> &'b mut tempfile::Builder<'static, 'static> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder
}

/// Prints bytes to standard output.
pub fn print(bytes: &[u8]) -> Result<(), Trouble> {
    print_with(|out| out.write_all(bytes))
}

/// Prints to standard output through a buffer.
pub fn print_with(write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> Result<(), Trouble> {
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let result = write(&mut out).and_then(|()| out.flush());
    // What is left in the buffer after an error must not be tried again when the buffer is dropped.
    let (_, _) = out.into_parts();
    result.map_err(|error| match error.kind() {
        ErrorKind::BrokenPipe => Trouble::ReaderGone,
        _ => Trouble::failed(format!("standard output cannot be written: {error}"), "check where it leads"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_write_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let out = Folder::open(&folder.path().join("new"), "json").unwrap();
        out.put("a", |w| w.write_all(b"old")).unwrap();
        let broken = out.put("a", |w| {
            w.write_all(b"half")?;
            Err(ErrorKind::StorageFull.into())
        });
        assert!(broken.unwrap_err().what.contains("a.json"));
        assert_eq!(std::fs::read_to_string(folder.path().join("new/a.json")).unwrap(), "old");
        assert_eq!(std::fs::read_dir(folder.path().join("new")).unwrap().count(), 1);
    }
}
