//! Spans whose type carries the unit: UTF-8 bytes inside, Unicode code points at every outside edge.

use serde::{Deserialize, Serialize};

/// Half-open range of UTF-8 bytes of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ByteSpan {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl ByteSpan {
    /// A span; `start` and `end` must lie on character boundaries of the text that it is used with.
    pub fn new(start: usize, end: usize) -> Self {
        ByteSpan { start: start.min(end), end: end.max(start) }
    }

    /// The words; empty where the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: ByteSpan) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn joined(self, other: ByteSpan) -> ByteSpan {
        ByteSpan { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// Exact words of a document: a half-open range of code points and the text there. The answer format's evidence and mentions.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Quote {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The words, equal to that slice of the document's text.
    pub text: String,
}

/// Turns byte offsets of one text into code points in O(log n), after one pass over the text.
#[derive(Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before every 64th byte boundary; empty for ASCII texts.
    marks: Vec<usize>,
}

impl<'t> CodePoints<'t> {
    const STEP: usize = 64;

    /// Counts the text once.
    pub fn new(text: &'t str) -> Self {
        if text.is_ascii() {
            return CodePoints { text, marks: Vec::new() };
        }
        let mut marks = Vec::with_capacity(text.len() / Self::STEP + 1);
        let mut count = 0;
        for (at, byte) in text.bytes().enumerate() {
            if at % Self::STEP == 0 {
                marks.push(count);
            }
            count += usize::from(!is_continuation(byte));
        }
        CodePoints { text, marks }
    }

    /// Code points before `byte`; offsets past the end count as the end.
    pub fn at(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        if self.marks.is_empty() {
            return byte;
        }
        let block = (byte / Self::STEP).min(self.marks.len() - 1);
        let rest = &self.text.as_bytes()[block * Self::STEP..byte];
        self.marks[block] + rest.iter().filter(|b| !is_continuation(**b)).count()
    }

    /// The words of a span with its offsets in code points.
    pub fn quote(&self, span: ByteSpan) -> Quote {
        Quote { start: self.at(span.start), end: self.at(span.end), text: span.of(self.text).to_string() }
    }
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn code_points_count_like_chars(text in "\\PC{0,300}") {
            let points = CodePoints::new(&text);
            for (n, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.at(byte), n);
            }
            prop_assert_eq!(points.at(text.len()), text.chars().count());
            prop_assert_eq!(points.at(usize::MAX), text.chars().count());
        }

        #[test]
        fn quotes_equal_their_slice(text in "\\PC{1,80}") {
            let (last, _) = text.char_indices().last().expect("not empty");
            let q = CodePoints::new(&text).quote(ByteSpan::new(0, last));
            let slice: String = text.chars().skip(q.start).take(q.end - q.start).collect();
            prop_assert_eq!(slice, q.text);
        }
    }
}
