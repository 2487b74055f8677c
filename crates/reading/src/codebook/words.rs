//! The word lists of the code book: classes, governors, marks of doubt, contexts.
//!
//! Comes in: TOML tables of lists. Goes out: [`Words`], lists by name.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use toml::Spanned;

use super::Fault;
use super::fault::one_of;
use super::file::{line_of, unreadable};
use crate::ReadingError;

/// Word lists by name; a list in table `[governor]` under the key `says` is called `says` in `governor`.
#[derive(Debug, Default)]
pub(crate) struct Words {
    tables: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// Table → word → lists of that table that hold it. Only ever asked, never walked through.
    index: HashMap<String, HashMap<String, BTreeSet<String>>>,
}

/// Whether a file holds word lists and no entries.
pub(super) fn is_word_file(place: &str) -> bool {
    let name = place.rsplit(['/', '\\']).next().unwrap_or(place);
    matches!(name.trim_end_matches(".toml"), "classes" | "governors" | "hedges" | "contexts" | "politics")
}

/// Names of lists by table.
pub(super) type Known = BTreeMap<String, BTreeSet<String>>;

type Tables = BTreeMap<Spanned<String>, BTreeMap<Spanned<String>, Vec<String>>>;

impl Words {
    /// Adds the lists of a file.
    pub fn add(&mut self, place: &str, text: &str) -> Result<(), ReadingError> {
        self.take(read(place, text)?);
        Ok(())
    }

    /// Adds the lists of a user's file: classes may be new, all other lists must be there already, since nothing would read them.
    pub fn add_known(&mut self, place: &str, text: &str, known: &Known) -> Result<(), ReadingError> {
        let tables = read(place, text)?;
        let fault = |found: String, all: &mut dyn Iterator<Item = &String>, at: &Spanned<String>| {
            Fault::new(found, one_of(all.map(String::as_str))).at(place, line_of(text, at.span().start))
        };
        for (table, lists) in &tables {
            let name = table.as_ref();
            let Some(names) = known.get(name) else {
                return Err(fault(format!("the table [{name}]"), &mut known.keys(), table));
            };
            let unknown = |list: &&Spanned<String>| name != "class" && !names.contains(list.as_ref());
            if let Some(list) = lists.keys().find(unknown) {
                return Err(fault(format!("the list `{}` in [{name}]", list.as_ref()), &mut names.iter(), list));
            }
        }
        self.take(tables);
        Ok(())
    }

    fn take(&mut self, tables: Tables) {
        for (table, lists) in tables {
            let table = table.into_inner();
            for (list, items) in lists {
                let list = list.into_inner();
                for item in &items {
                    let words = self.index.entry(table.clone()).or_default();
                    words.entry(item.clone()).or_default().insert(list.clone());
                }
                self.tables.entry(table.clone()).or_default().entry(list).or_default().extend(items);
            }
        }
    }

    /// Which lists there are.
    pub fn tables(&self) -> Known {
        let names = |lists: &BTreeMap<String, Vec<String>>| lists.keys().cloned().collect();
        self.tables.iter().map(|(table, lists)| (table.clone(), names(lists))).collect()
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
        self.index.get(table)?.get(word)
    }
}

fn read(place: &str, text: &str) -> Result<Tables, ReadingError> {
    toml::from_str(text).map_err(|e| unreadable(place, text, &e))
}
