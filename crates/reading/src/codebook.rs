//! The code book: what a predicate with its arguments means. Data, not code.
//!
//! Comes in: TOML files in the form of `codebook/README.md`. Goes out: [`CodeBook`], entries indexed by kind and lemma of the predicate.
//! Promises: every type, mode, class and slot name was checked; a faulty file gives an error that names the entry.

#[cfg(test)]
mod examples;
mod pattern;
mod rule;
mod words;

use std::collections::BTreeMap;

use serde::Deserialize;

pub(crate) use pattern::{Condition, FrameKind, Pattern, Role, Slot};
pub(crate) use rule::{Make, RelationEnds};
pub(crate) use words::Words;

use crate::ReadingError;

/// One entry.
#[derive(Debug)]
pub(crate) struct Entry {
    /// Unique name.
    pub id: String,
    /// What it makes.
    pub makes: Vec<Make>,
    /// Which frames it takes.
    pub patterns: Vec<Pattern>,
    /// Its tests.
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are run by tests only"))]
    pub examples: Vec<Example>,
}

/// A sentence and what must be found in it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Example {
    /// The sentence.
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are run by tests only"))]
    pub text: String,
    /// The claims of this entry's kind expected; none for a near miss.
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are run by tests only"))]
    pub finds: Vec<String>,
}

/// All entries with their word lists.
#[derive(Debug)]
pub struct CodeBook {
    pub(crate) entries: Vec<Entry>,
    pub(crate) words: Words,
    /// (kind, lemma) → (entry, pattern), in file order.
    index: BTreeMap<(FrameKind, String), Vec<(usize, usize)>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    entry: Vec<RawEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEntry {
    id: String,
    makes: Vec<String>,
    frames: Vec<String>,
    #[serde(default)]
    examples: Vec<Example>,
}

impl CodeBook {
    /// The code book that comes with the crate.
    pub fn builtin() -> Result<Self, ReadingError> {
        Self::from_files(BUILTIN)
    }

    /// The crate's own code book with more files behind it.
    pub fn with_files(files: &[(&str, &str)]) -> Result<Self, ReadingError> {
        let all: Vec<(&str, &str)> = BUILTIN.iter().chain(files).copied().collect();
        Self::from_files(&all)
    }

    /// Reads a code book from `(file name, TOML text)` pairs; word lists are the files `classes.toml`, `governors.toml`, `hedges.toml`,
    /// `contexts.toml`, all others hold entries.
    pub fn from_files(files: &[(&str, &str)]) -> Result<Self, ReadingError> {
        let words = Words::from_files(files)?;
        let mut book = CodeBook { entries: Vec::new(), words, index: BTreeMap::new() };
        for (name, text) in files.iter().filter(|(name, _)| !words::is_word_file(name)) {
            let file: File = toml::from_str(text)
                .map_err(|e| ReadingError::CodeBook { place: (*name).to_string(), reason: e.message().to_string() })?;
            for raw in file.entry {
                book.add(name, raw)?;
            }
        }
        Ok(book)
    }

    fn add(&mut self, file: &str, raw: RawEntry) -> Result<(), ReadingError> {
        let fault = |reason: String| ReadingError::CodeBook { place: format!("{file}: {}", raw.id), reason };
        if self.entries.iter().any(|e| e.id == raw.id) {
            return Err(fault("the id is taken".into()));
        }
        let makes = raw.makes.iter().map(|m| Make::parse(m)).collect::<Result<Vec<_>, _>>().map_err(&fault)?;
        let patterns =
            raw.frames.iter().map(|f| Pattern::parse(f, &self.words)).collect::<Result<Vec<_>, _>>().map_err(&fault)?;
        for (number, pattern) in patterns.iter().enumerate() {
            for lemma in &pattern.lemmas {
                self.index.entry((pattern.kind, lemma.clone())).or_default().push((self.entries.len(), number));
            }
        }
        self.entries.push(Entry { id: raw.id, makes, patterns, examples: raw.examples });
        Ok(())
    }

    /// The patterns for a predicate, in file order.
    pub(crate) fn patterns(&self, kind: FrameKind, lemma: &str) -> impl Iterator<Item = (&Entry, &Pattern)> {
        self.index
            .get(&(kind, lemma.to_string()))
            .into_iter()
            .flatten()
            .map(|(e, p)| (&self.entries[*e], &self.entries[*e].patterns[*p]))
    }

    /// Whether any entry takes that predicate.
    pub(crate) fn knows(&self, kind: FrameKind, lemma: &str) -> bool {
        self.index.contains_key(&(kind, lemma.to_string()))
    }
}

macro_rules! files {
    ($($name:literal),* $(,)?) => { &[$(($name, include_str!(concat!("../codebook/", $name, ".toml")))),*] };
}

/// The files of the crate's own code book.
const BUILTIN: &[(&str, &str)] = files![
    "classes",
    "governors",
    "hedges",
    "contexts",
    "consult",
    "agree",
    "support",
    "aid",
    "cooperate",
    "concede",
    "retreat",
    "request",
    "accuse",
    "reject",
    "threaten",
    "protest",
    "sanction",
    "mobilize",
    "coerce",
    "assault",
    "ties",
    "backing",
    "rivalry",
    "control",
    "kinship_and_succession",
    "leading",
    "membership",
];
