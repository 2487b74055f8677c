//! What the network sees of a word: the ids of its norm, first character, last three characters and shape.

use crate::hashing::string_id;
use crate::unicode::{is_alpha, is_digit, is_upper, lower};

/// The hashed attributes of one word, in the order of the embedding tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Features {
    pub(crate) norm: u64,
    pub(crate) prefix: u64,
    pub(crate) suffix: u64,
    pub(crate) shape: u64,
}

impl Features {
    /// The attributes of a word; `norm` is given by an exception or by the model's table, or else it is lower-cased.
    pub(crate) fn new(text: &str, norm: Option<u64>) -> Self {
        let prefix = text.chars().next().map_or(0, char::len_utf8);
        let suffix = text.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
        Self {
            norm: norm.unwrap_or_else(|| string_id(&lower(text))),
            prefix: string_id(&text[..prefix]),
            suffix: string_id(&text[suffix..]),
            shape: shape_id(text),
        }
    }
}

/// Letters become X or x, digits d, other characters stay; runs of one kind are cut at four; from 100 characters on "LONG".
fn shape_id(text: &str) -> u64 {
    if text.len() >= 100 && text.chars().nth(99).is_some() {
        return string_id("LONG");
    }
    let mut shape = String::with_capacity(text.len().min(128));
    let (mut last, mut run) = ('\0', 0);
    for c in text.chars() {
        let kind = match c {
            c if is_alpha(c) => {
                if is_upper(c) {
                    'X'
                } else {
                    'x'
                }
            }
            c if is_digit(c) => 'd',
            c => c,
        };
        run = if kind == last && !shape.is_empty() { run + 1 } else { 0 };
        last = kind;
        if run < 4 {
            shape.push(kind);
        }
    }
    string_id(&shape)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_of_words() {
        let features = Features::new("Apple's", None);
        assert_eq!(features.norm, string_id("apple's"));
        assert_eq!(features.prefix, string_id("A"));
        assert_eq!(features.suffix, string_id("e's"));
        assert_eq!(features.shape, string_id("Xxxxx'x"));
        assert_eq!(
            Features::new("é", Some(7)),
            Features { norm: 7, prefix: string_id("é"), suffix: string_id("é"), shape: string_id("x") }
        );
    }

    #[test]
    fn shapes() {
        for (text, shape) in
            [("C3P-12345", "XdX-dddd"), ("....!", "....!"), (".....", "...."), ("٣²", "dd"), ("\0\0", "\0\0")]
        {
            assert_eq!(shape_id(text), string_id(shape), "{text}");
        }
        assert_eq!(shape_id(&"a".repeat(99)), string_id("xxxx"));
        assert_eq!(shape_id(&"é".repeat(100)), string_id("LONG"));
    }
}
