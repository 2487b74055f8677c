//! What is wrong with a piece of a code book, and what was expected, before it is known where it stands.

use crate::ReadingError;

/// A fault without its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// What is there.
    pub found: String,
    /// What should be there.
    pub expected: String,
}

impl Fault {
    /// What is there, and what should be.
    pub fn new(found: impl Into<String>, expected: impl Into<String>) -> Self {
        Fault { found: found.into(), expected: expected.into() }
    }

    /// Says of which entry it is.
    pub fn of(mut self, id: &str) -> Self {
        self.found = format!("entry `{id}`: {}", self.found);
        self
    }

    /// Puts it in its place.
    pub fn at(self, file: &str, line: usize) -> ReadingError {
        ReadingError::CodeBook { file: file.to_string(), line, found: self.found, expected: self.expected }
    }
}

/// `a, b or c`
pub(super) fn one_of<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<&str> = words.into_iter().collect();
    match words.as_slice() {
        [] => "nothing".into(),
        [one] => (*one).into(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// The same of values that have a word.
pub(super) fn words_of<T: Copy>(all: &[T], word: impl Fn(T) -> &'static str) -> String {
    one_of(all.iter().map(|t| word(*t)))
}
