//! Names on a command line → inputs in order.
//!
//! Comes in: paths of files and folders, `-` for standard input. Goes out: one input a text, with an id that no other has.
//! Promises: folders are walked whole and sorted by path, hidden files left out; the same tree gives the same list; a name
//! that cannot be used stands in the list as its error, so that the others are still read.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::SourceError;

/// One text to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The file; none is standard input.
    pub path: Option<PathBuf>,
    /// Name of the file without its ending; a number behind it where two files share one. Empty for standard input, whose id is
    /// the hash of its text.
    pub id: String,
}

impl Input {
    /// How messages name it.
    pub fn name(&self) -> String {
        self.path.as_ref().map_or("standard input".into(), |p| p.display().to_string())
    }
}

/// Endings that are read; a file without an ending is read where a user names it.
const PLAIN: [&str; 3] = ["txt", "text", "md"];
const PAGES: [&str; 3] = ["html", "htm", "xhtml"];
const PAPERS: [&str; 1] = ["pdf"];

/// Whether the ending says that it is a web page.
pub(crate) fn is_page(path: &Path) -> bool {
    ending(path).is_some_and(|e| PAGES.contains(&e.as_str()))
}

fn is_text(path: &Path) -> bool {
    ending(path).is_some_and(|e| [&PLAIN[..], &PAGES, &PAPERS].concat().contains(&e.as_str()))
}

fn ending(path: &Path) -> Option<String> {
    path.extension().map(|e| e.to_string_lossy().to_lowercase())
}

/// Lists the texts behind `paths`, in the order given and sorted within each folder. A file that is named itself, and not found in a
/// folder, is taken whatever its ending if `any_ending` says so.
pub fn gather(paths: &[PathBuf], any_ending: bool) -> Vec<Result<Input, (String, SourceError)>> {
    let mut found: Vec<Result<Option<PathBuf>, (String, SourceError)>> = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            found.push(Ok(None));
        } else if path.is_dir() {
            walk(path, &mut found);
        } else if let Some(problem) = unfit(path, any_ending) {
            found.push(Err((path.display().to_string(), problem)));
        } else {
            found.push(Ok(Some(path.clone())));
        }
    }
    let ids = ids(found.iter().map(|f| f.as_ref().ok().and_then(Option::as_deref)));
    found.into_iter().zip(ids).map(|(f, id)| f.map(|path| Input { path, id })).collect()
}

/// Why a file that a user names will not be read, as far as its name and its being there tell.
fn unfit(path: &Path, any_ending: bool) -> Option<SourceError> {
    match path.try_exists() {
        Err(error) => Some(SourceError::Unreadable(path.into(), error)),
        Ok(false) => Some(SourceError::NotFound(path.into())),
        Ok(true) => ending(path).filter(|_| !any_ending && !is_text(path)).map(SourceError::UnknownEnding),
    }
}

fn walk(folder: &Path, found: &mut Vec<Result<Option<PathBuf>, (String, SourceError)>>) {
    let before = found.len();
    let hidden = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with('.');
    let entries = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    for entry in entries.filter_entry(|e| e.depth() == 0 || !hidden(e.file_name())) {
        match entry {
            Ok(entry) if entry.file_type().is_file() && is_text(entry.path()) => {
                found.push(Ok(Some(entry.into_path())));
            }
            Ok(_) => {}
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_path_buf();
                let name = path.display().to_string();
                found.push(Err((name, SourceError::Unreadable(path, error.into()))));
            }
        }
    }
    if found.len() == before {
        found.push(Err((folder.display().to_string(), SourceError::EmptyFolder(folder.into()))));
    }
}

/// One id an input: the name without its ending, the first that comes keeps it, later ones get `-2`, `-3` … past every name that
/// stands in the list. Upper and lower case count as equal, as some file systems have it.
fn ids<'p>(paths: impl Iterator<Item = Option<&'p Path>>) -> Vec<String> {
    let stems: Vec<String> = paths
        .map(|p| p.and_then(Path::file_stem).map(|s| s.to_string_lossy().into_owned()).unwrap_or_default())
        .collect();
    let mut names: BTreeSet<String> = stems.iter().map(|s| s.to_lowercase()).collect();
    let mut given: BTreeSet<String> = BTreeSet::new();
    let mut last: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    stems
        .into_iter()
        .map(|stem| {
            let key = stem.to_lowercase();
            if stem.is_empty() || given.insert(key.clone()) {
                return stem;
            }
            let number = last.entry(key.clone()).or_insert(2);
            while !names.insert(format!("{key}-{number}")) {
                *number += 1;
            }
            format!("{stem}-{number}")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "text").unwrap();
        }
        folder
    }

    #[test]
    fn folders_are_sorted_and_ids_are_unique() {
        let folder = tree(&["b.txt", "a/b.html", "a/c.md", "a/x.json", ".git/d.txt", "B-2.text", "sub/B.txt"]);
        let inputs: Vec<Input> = gather(&[folder.path().into()], false).into_iter().map(Result::unwrap).collect();
        let names: Vec<_> = inputs
            .iter()
            .map(|i| {
                let path = i.path.as_ref().unwrap().strip_prefix(folder.path()).unwrap();
                (path.to_string_lossy().replace('\\', "/"), i.id.as_str())
            })
            .collect();
        let want = [("B-2.text", "B-2"), ("a/b.html", "b"), ("a/c.md", "c"), ("b.txt", "b-3"), ("sub/B.txt", "B-4")];
        assert_eq!(names.iter().map(|(p, i)| (p.as_str(), *i)).collect::<Vec<_>>(), want);
    }

    #[test]
    fn what_cannot_be_read_stands_in_its_place() {
        let folder = tree(&["a.txt", "a.json", "empty/x.json"]);
        let at = |name: &str| folder.path().join(name);
        let got = gather(&[at("none.txt"), at("a.json"), at("empty"), at("a.txt"), "-".into()], false);
        assert!(matches!(got[0], Err((_, SourceError::NotFound(_)))));
        assert!(matches!(&got[1], Err((_, SourceError::UnknownEnding(e))) if e == "json"));
        assert!(matches!(got[2], Err((_, SourceError::EmptyFolder(_)))));
        assert_eq!(got[3].as_ref().unwrap().id, "a");
        assert_eq!(got[4].as_ref().unwrap().path, None);
        assert_eq!(gather(&[at("a.json")], true)[0].as_ref().unwrap().id, "a");
    }
}
