//! A file of entries as TOML, with the line of each value.
//!
//! Comes in: the text of a file. Goes out: [`RawEntry`]s, whose values are not looked into yet.

use serde::Deserialize;
use toml::Spanned;

use super::Fault;
use crate::ReadingError;

/// A value and its line.
pub(super) type Lined = (String, usize);

/// An entry as it stands in its file.
#[derive(Debug)]
pub(super) struct RawEntry {
    pub id: Lined,
    pub makes: Vec<Lined>,
    pub frames: Vec<Lined>,
    pub examples: Vec<RawExample>,
}

/// An example as it stands in its file.
#[derive(Debug)]
pub(super) struct RawExample {
    pub text: Lined,
    pub finds: Vec<Lined>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    entry: Vec<EntryTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EntryTable {
    id: Spanned<String>,
    makes: Vec<Spanned<String>>,
    frames: Vec<Spanned<String>>,
    #[serde(default)]
    examples: Vec<ExampleTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExampleTable {
    text: Spanned<String>,
    finds: Vec<Spanned<String>>,
}

/// The entries of a file.
pub(super) fn entries(place: &str, text: &str) -> Result<Vec<RawEntry>, ReadingError> {
    let file: File = toml::from_str(text).map_err(|e| unreadable(place, text, &e))?;
    let lined = |s: Spanned<String>| -> Lined {
        let line = line_of(text, s.span().start);
        (s.into_inner(), line)
    };
    let all = |list: Vec<Spanned<String>>| list.into_iter().map(lined).collect::<Vec<_>>();
    let example = |e: ExampleTable| RawExample { text: lined(e.text), finds: all(e.finds) };
    let entry = |e: EntryTable| RawEntry {
        id: lined(e.id),
        makes: all(e.makes),
        frames: all(e.frames),
        examples: e.examples.into_iter().map(example).collect(),
    };
    Ok(file.entry.into_iter().map(entry).collect())
}

/// The line of a byte, from 1.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    1 + text.as_bytes().iter().take(at).filter(|b| **b == b'\n').count()
}

/// What the TOML reader says, in two halves.
pub(super) fn unreadable(place: &str, text: &str, error: &toml::de::Error) -> ReadingError {
    let line = error.span().map_or(1, |span| line_of(text, span.start));
    let said = error.message().split_whitespace().collect::<Vec<_>>().join(" ");
    let (found, expected) = match said.split_once(", expected ") {
        Some((found, expected)) => (found.to_string(), expected.to_string()),
        None => (said, "TOML with [[entry]] tables of id, makes, frames and [[entry.examples]]".to_string()),
    };
    Fault::new(found, expected).at(place, line)
}
