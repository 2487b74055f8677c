//! The code book: what a predicate with its arguments means. Data, not code.
//!
//! Comes in: TOML files in the form of `codebook/README.md`. Goes out: [`CodeBook`], entries indexed by kind and lemma of the predicate.
//! Promises: every type, mode, class, slot and expectation was checked; a faulty file gives an error that says file, line, what is there
//! and what was expected, and then there is no code book at all.

mod entry;
mod examples;
mod fault;
mod file;
mod pattern;
mod rule;
mod words;

use std::collections::{BTreeMap, HashMap};

pub use entry::{Entry, Example};
pub(crate) use pattern::{Condition, FrameKind, Pattern, Role, Slot};
pub(crate) use rule::{Make, RelationEnds};
pub(crate) use words::Words;

use crate::ReadingError;
use fault::Fault;

/// All entries with their word lists.
pub struct CodeBook {
    pub(crate) entries: Vec<Entry>,
    pub(crate) words: Words,
    /// (kind, lemma) → (entry, pattern): a user's own first, else in file order.
    /// Only ever asked, never walked through.
    index: BTreeMap<FrameKind, HashMap<String, Vec<(usize, usize)>>>,
}

impl CodeBook {
    /// The code book that comes with the crate.
    pub fn builtin() -> Result<Self, ReadingError> {
        Self::with_files(&[])
    }

    /// The crate's own code book with a user's files, `(path, TOML text)`: entries are added and win where they fit as well as one of ours,
    /// word lists grow. Files named `classes.toml`, `governors.toml`, `hedges.toml`, `contexts.toml`, `politics.toml` are word lists, all others hold entries.
    ///
    /// # Errors
    /// A file that does not follow the form, an id that is taken, a word list that nothing reads.
    pub fn with_files(files: &[(&str, &str)]) -> Result<Self, ReadingError> {
        let mut words = Words::default();
        for (place, text) in BUILTIN.iter().filter(|(place, _)| words::is_word_file(place)) {
            words.add(place, text)?;
        }
        let known = words.tables();
        for (place, text) in files.iter().filter(|(place, _)| words::is_word_file(place)) {
            words.add_known(place, text, &known)?;
        }
        let mut book = CodeBook { entries: Vec::new(), words, index: BTreeMap::new() };
        let mut taken: BTreeMap<String, usize> = BTreeMap::new();
        for (all, own) in [(BUILTIN, false), (files, true)] {
            for (place, text) in all.iter().filter(|(place, _)| !words::is_word_file(place)) {
                for raw in file::entries(place, text)? {
                    if let Some(first) = taken.insert(raw.id.0.clone(), book.entries.len()).map(|at| &book.entries[at])
                    {
                        let found = format!("the id `{}` is taken by {}:{}", first.id, first.place, first.line);
                        return Err(Fault::new(found, "an id of its own").at(place, raw.id.1));
                    }
                    book.entries.push(Entry::read(place, own, raw, &book.words)?);
                }
            }
        }
        book.make_index();
        Ok(book)
    }

    /// Every entry, ours before a user's own.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn make_index(&mut self) {
        let (own, ours): (Vec<usize>, Vec<usize>) = (0..self.entries.len()).partition(|e| self.entries[*e].own);
        for at in own.into_iter().chain(ours) {
            for (number, pattern) in self.entries[at].patterns.iter().enumerate() {
                for lemma in &pattern.lemmas {
                    let lemmas = self.index.entry(pattern.kind).or_default();
                    lemmas.entry(lemma.clone()).or_default().push((at, number));
                }
            }
        }
    }

    /// The patterns for a predicate: a user's own first, else in file order.
    pub(crate) fn patterns(&self, kind: FrameKind, lemma: &str) -> impl Iterator<Item = (&Entry, &Pattern)> {
        self.index
            .get(&kind)
            .and_then(|lemmas| lemmas.get(lemma))
            .into_iter()
            .flatten()
            .map(|(e, p)| (&self.entries[*e], &self.entries[*e].patterns[*p]))
    }

    /// Whether any entry takes that predicate.
    pub(crate) fn knows(&self, kind: FrameKind, lemma: &str) -> bool {
        self.index.get(&kind).is_some_and(|lemmas| lemmas.contains_key(lemma))
    }
}

impl std::fmt::Debug for CodeBook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CodeBook").field("entries", &self.entries.len()).finish_non_exhaustive()
    }
}

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$((concat!($name, ".toml"), include_str!(concat!("../codebook/", $name, ".toml")))),*]
    };
}

/// The files of the crate's own code book.
const BUILTIN: &[(&str, &str)] = files![
    "classes",
    "governors",
    "hedges",
    "contexts",
    "politics",
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

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str = r#"[[entry]]
id = "mine.serenade"
makes = ["COOPERATE", "supports A->R"]
frames = ["verb serenade|<my_songs>: subj=A obj=R"]
[[entry.examples]]
text = "France serenaded Italy on Monday."
finds = ["COOPERATE France -> Italy"]
"#;
    const CLASSES: &str = "[class]\nmy_songs = [\"croon\"]\n";

    fn refused(files: &[(&str, &str)]) -> String {
        CodeBook::with_files(files).expect_err("a broken code book").to_string()
    }

    #[test]
    fn a_users_entries_come_first_and_lists_grow() {
        let ours = CodeBook::builtin().unwrap();
        let book = CodeBook::with_files(&[("my/mine.toml", SOUND), ("my/classes.toml", CLASSES)]).unwrap();
        let added = book.entries().last().unwrap();
        assert_eq!(
            (added.id(), added.file(), added.line(), added.is_own()),
            ("mine.serenade", "my/mine.toml", 2, true)
        );
        assert_eq!(book.entries().len(), ours.entries().len() + 1);
        assert!(book.knows(FrameKind::Verb, "croon") && !ours.knows(FrameKind::Verb, "croon"));
        let visit = SOUND.replace("serenade|<my_songs>", "visit");
        let book = CodeBook::with_files(&[("mine.toml", &visit)]).unwrap();
        assert_eq!(book.patterns(FrameKind::Verb, "visit").next().unwrap().0.id(), "mine.serenade");
    }

    #[test]
    fn faults_say_file_and_line_and_what_was_expected() {
        let with = |from: &str, to: &str| {
            assert!(SOUND.contains(from), "{from}");
            refused(&[("classes.toml", CLASSES), ("mine.toml", &SOUND.replace(from, to))])
        };
        for (from, to, said) in [
            ("id = \"mine", "id = mine", "mine.toml:2: "),
            ("mine.serenade", "Serenade", "mine.toml:2: id `Serenade`; expected an id of small letters"),
            ("mine.serenade", "visit.verb", "mine.toml:2: the id `visit.verb` is taken by consult.toml:"),
            (
                "COOPERATE\",",
                "COPERATE\",",
                "mine.toml:3: entry `mine.serenade`: event type `COPERATE`; expected AGREE",
            ),
            (
                "COOPERATE\",",
                "COOPERATE/vist\",",
                "mine.toml:3: entry `mine.serenade`: mode `vist`; expected a mode of",
            ),
            (
                "supports A->R",
                "supports A->P",
                "mine.toml:3: entry `mine.serenade`: `supports A->P` needs P, and no frame",
            ),
            ("obj=R", "objj=R", "mine.toml:4: entry `mine.serenade`: the slot `objj` in `objj=R`; expected subj, obj"),
            ("<my_songs>", "<songs>", "mine.toml:4: entry `mine.serenade`: the class `<songs>`; expected a class"),
            (
                "frames = [\"verb serenade|<my_songs>: subj=A obj=R\"]",
                "frames = []",
                "mine.toml:2: entry `mine.serenade`: `frames` is empty",
            ),
            ("text =", "txt =", "mine.toml:6: unknown field `txt`; expected `text` or `finds`"),
            (
                "finds = [\"COOPERATE",
                "finds = [\"COOPRATE",
                "mine.toml:7: entry `mine.serenade`: event type `COOPRATE`; expected",
            ),
            (
                "makes = [\"COOPERATE\", \"supports A->R\"]\n",
                "",
                "mine.toml:1: missing field `makes`; expected TOML with [[entry]]",
            ),
        ] {
            let message = with(from, to);
            assert!(message.starts_with(said), "{message}\n{said}");
        }
        for (file, text, said) in [
            ("classes.toml", "[classes]\nx = []\n", "classes.toml:1: the table [classes]; expected class, "),
            (
                "governors.toml",
                "[governor]\n\nsays = []\nsing = [\"sing\"]\n",
                "governors.toml:4: the list `sing` in [governor]; expected ",
            ),
            ("hedges.toml", "[hedge]\nadverb = \"maybe\"\n", "hedges.toml:2: invalid type"),
        ] {
            let message = refused(&[(file, text)]);
            assert!(message.starts_with(said), "{message}");
        }
        let twice = format!("{SOUND}\n{SOUND}");
        let message = refused(&[("classes.toml", CLASSES), ("mine.toml", &twice)]);
        assert!(message.starts_with("mine.toml:10: the id `mine.serenade` is taken by mine.toml:2"), "{message}");
    }
}
