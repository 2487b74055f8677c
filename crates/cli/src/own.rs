//! A user's own atlas and code book, from folders.
//!
//! Comes in: folders. Goes out: an atlas and a code book that hold ours and the user's. Promises: with any fault there is neither, and the
//! message says file, line, what is there and what was expected.

mod kept;

use std::path::{Path, PathBuf};

use atlas::{Atlas, AtlasError};
use reading::{CodeBook, Reader};

use crate::args::OwnArgs;
use crate::trouble::{Complaint, Trouble, note};

/// What a user's folder holds.
struct Kind {
    /// The flag that names it.
    flag: &'static str,
    /// Ending of its files.
    ending: &'static str,
    /// Where its form is told.
    page: &'static str,
}

const ATLAS: Kind = Kind { flag: "--atlas", ending: "tsv", page: "docs/atlas.md shows the tables and their columns" };
const CODEBOOK: Kind = Kind { flag: "--codebook", ending: "toml", page: "docs/codebook.md has a skeleton of an entry" };

/// A reader with what the user adds.
pub fn reader(own: &OwnArgs) -> Result<Reader, Trouble> {
    Ok(Reader::with(atlas(own.atlas.folder())?, codebook(own.codebook())?))
}

/// Our atlas, with the tables of a folder.
pub fn atlas(folder: Option<&Path>) -> Result<&'static Atlas, Trouble> {
    let Some(folder) = folder else { return Ok(Atlas::builtin()) };
    let files: Vec<(PathBuf, String)> = texts(folder, &ATLAS, true)?;
    let kept = kept::Kept::of(&files);
    let atlas = match kept.as_ref().and_then(kept::Kept::open) {
        Some(atlas) => atlas,
        None => {
            let refuse = |error: AtlasError| refused(error, &ATLAS);
            let index = Atlas::builtin().compiled_with(&files).map_err(refuse)?;
            kept.iter().for_each(|kept| kept.put(&index));
            Atlas::from_bytes(index).ok_or_else(|| refused("the tables make no index", &ATLAS))?
        }
    };
    // One a process, in use until its end.
    Ok(Box::leak(Box::new(atlas)))
}

/// Our code book, with the entries of a folder.
pub fn codebook(folder: Option<&Path>) -> Result<CodeBook, Trouble> {
    let files = folder.map(|folder| texts(folder, &CODEBOOK, true)).transpose()?.unwrap_or_default();
    let files: Vec<(String, &str)> =
        files.iter().map(|(path, text)| (path.display().to_string(), text.as_str())).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    CodeBook::with_files(&files).map_err(|error| refused(error, &CODEBOOK))
}

/// A fingerprint of what the user adds: the first digits of a hash over all files. None where nothing is added.
pub fn fingerprint(own: &OwnArgs) -> Result<Option<String>, Trouble> {
    let folders = [(own.atlas.folder(), &ATLAS), (own.codebook(), &CODEBOOK)];
    let mut parts: Vec<String> = Vec::new();
    for (folder, kind) in folders.into_iter().filter_map(|(folder, kind)| Some((folder?, kind))) {
        for (path, text) in texts(folder, kind, false)? {
            parts.extend([path.file_name().unwrap_or_default().to_string_lossy().into_owned(), text]);
        }
    }
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    Ok((!parts.is_empty()).then(|| model::hash::id(&parts)[..12].to_string()))
}

fn refused(error: impl std::fmt::Display, kind: &Kind) -> Trouble {
    Trouble::failed(error, format!("nothing of the folder was used; {}", kind.page))
}

/// The files of a folder with that ending, sorted by path; what is left out is told if `tell` says so.
fn texts(folder: &Path, kind: &Kind, tell: bool) -> Result<Vec<(PathBuf, String)>, Trouble> {
    let (flag, ending) = (kind.flag, kind.ending);
    let usage = |what: String| {
        Trouble::Usage(Complaint::new(what, format!("name a folder with .{ending} files; {}", kind.page)))
    };
    if !folder.is_dir() {
        let what = if folder.exists() { "is no folder" } else { "does not exist" };
        return Err(usage(format!("{flag}: {} {what}", folder.display())));
    }
    let unreadable = |path: &Path, error: std::io::Error| {
        Trouble::failed(format!("{}: cannot be read: {error}", path.display()), "check its permissions")
    };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| unreadable(folder, error))? {
        paths.push(entry.map_err(|error| unreadable(folder, error))?.path());
    }
    paths.sort();
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    paths.retain(|path| !name(path).starts_with('.'));
    let (files, others): (Vec<PathBuf>, Vec<PathBuf>) =
        paths.into_iter().partition(|path| path.extension().is_some_and(|e| e == ending) && !path.is_dir());
    if files.is_empty() {
        return Err(usage(format!("{flag}: {} holds no .{ending} file", folder.display())));
    }
    for path in others.iter().filter(|path| tell && path.extension().is_none_or(|e| e != "md")) {
        note(&path.display().to_string(), format!("left out: only .{ending} files of the folder itself are read"));
    }
    let read = |path: PathBuf| {
        let bytes = std::fs::read(&path).map_err(|error| unreadable(&path, error))?;
        let text = String::from_utf8(bytes).map_err(|error| not_utf8(&path, &error))?;
        Ok((path, text))
    };
    files.into_iter().map(read).collect()
}

fn not_utf8(path: &Path, error: &std::string::FromUtf8Error) -> Trouble {
    let good = error.utf8_error().valid_up_to();
    let line = 1 + error.as_bytes()[..good].iter().filter(|b| **b == b'\n').count();
    let byte = error.as_bytes()[good];
    let what = format!("{}:{line}: the byte {byte:#04x}; expected UTF-8", path.display());
    Trouble::failed(
        what,
        "nothing of the folder was used; save the file as UTF-8, or convert it: iconv -f ENCODING -t UTF-8 FILE",
    )
}
