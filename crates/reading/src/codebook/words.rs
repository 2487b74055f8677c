//! The word lists of the code book: classes, governors, marks of doubt, contexts.
//!
//! Comes in: TOML tables of lists. Goes out: [`Words`], lists by name.

use std::collections::{BTreeMap, BTreeSet};

use crate::ReadingError;

/// Word lists by name; a list in table `[governor]` under the key `says` is called `says` in `governor`.
#[derive(Debug, Default)]
pub(crate) struct Words {
    tables: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// (table, word) → lists of that table that hold it.
    index: BTreeMap<(String, String), BTreeSet<String>>,
}

/// Whether a file holds word lists and no entries.
pub(super) fn is_word_file(name: &str) -> bool {
    matches!(name.trim_end_matches(".toml"), "classes" | "governors" | "hedges" | "contexts")
}

impl Words {
    /// Reads the word files among the code book's files.
    pub fn from_files(files: &[(&str, &str)]) -> Result<Self, ReadingError> {
        let mut words = Words::default();
        for (name, text) in files.iter().filter(|(name, _)| is_word_file(name)) {
            let tables: BTreeMap<String, BTreeMap<String, Vec<String>>> = toml::from_str(text)
                .map_err(|e| ReadingError::CodeBook { place: (*name).to_string(), reason: e.message().to_string() })?;
            for (table, lists) in tables {
                for (list, items) in lists {
                    for item in &items {
                        words.index.entry((table.clone(), item.clone())).or_default().insert(list.clone());
                    }
                    words.tables.entry(table.clone()).or_default().entry(list).or_default().extend(items);
                }
            }
        }
        Ok(words)
    }

    /// The lemmas of a class of `classes.toml`.
    pub fn class(&self, name: &str) -> Option<&[String]> {
        self.tables.get("class")?.get(name).map(Vec::as_slice)
    }

    /// Whether the list of the table holds the word.
    pub fn holds(&self, table: &str, list: &str, word: &str) -> bool {
        self.lists(table, word).is_some_and(|lists| lists.contains(list))
    }

    /// The lists of a table that hold the word.
    pub fn lists(&self, table: &str, word: &str) -> Option<&BTreeSet<String>> {
        self.index.get(&(table.to_string(), word.to_string()))
    }
}
