//! What Python says of a character or a string, where Rust's `char` would say something else.

use std::borrow::Cow;
use std::sync::LazyLock;

/// A table of characters: sorted ranges of code points that do not touch.
type Table = LazyLock<Vec<(u32, u32)>>;

/// `str.isalpha`.
static ALPHA: Table = LazyLock::new(|| table("alpha"));
/// `str.isdigit`.
static DIGIT: Table = LazyLock::new(|| table("digit"));
/// `str.isdecimal`, the `\d` of Python's `re`.
static DECIMAL: Table = LazyLock::new(|| table("decimal"));
/// `str.isalnum`; with the underscore the `\w` of Python's `re`.
static WORD: Table = LazyLock::new(|| table("word"));
/// Letters of which `str.isupper` holds.
static UPPER: Table = LazyLock::new(|| table("upper"));
/// What `str.lower` changes, taken alone.
static LOWERED: Table = LazyLock::new(|| table("lowered"));

/// Reads one table of the data file, which `scripts/spacy/unicode_tables.py` writes.
fn table(name: &str) -> Vec<(u32, u32)> {
    let code = |hex: &str| u32::from_str_radix(hex, 16).ok();
    let range = |range: &str| {
        let (low, high) = range.split_once('-').unwrap_or((range, range));
        code(low).zip(code(high))
    };
    let lines = include_str!("../data/unicode.txt").lines().filter_map(|line| line.split_once(' '));
    lines.filter(|(table, _)| *table == name).flat_map(|(_, ranges)| ranges.split(' ').filter_map(range)).collect()
}

/// Whether a sorted table of ranges holds a code point.
pub(crate) fn in_ranges(table: &[(u32, u32)], c: char) -> bool {
    let code = c as u32;
    let after = table.partition_point(|&(low, _)| low <= code);
    after > 0 && table[after - 1].1 >= code
}

/// `str.isspace` of one character.
pub(crate) fn is_space(c: char) -> bool {
    matches!(c, '\u{1c}'..='\u{1f}') || c.is_whitespace()
}

/// `str.isspace` of a string: not empty, and all of it whitespace.
pub(crate) fn is_space_str(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_space)
}

/// `str.isalpha` of one character.
pub(crate) fn is_alpha(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { in_ranges(&ALPHA, c) }
}

/// `str.isalpha` of a string: not empty, and all of it letters.
pub(crate) fn is_alpha_str(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_alpha)
}

/// `str.isdigit` of one character.
pub(crate) fn is_digit(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_digit() } else { in_ranges(&DIGIT, c) }
}

/// `\d` of Python's `re`.
pub(crate) fn is_decimal(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_digit() } else { in_ranges(&DECIMAL, c) }
}

/// `\w` of Python's `re`.
pub(crate) fn is_word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() || c == '_' } else { in_ranges(&WORD, c) }
}

/// `str.isupper` of one letter.
pub(crate) fn is_upper(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_uppercase() } else { in_ranges(&UPPER, c) }
}

/// `str.lower`: as in Rust, but for letters that are newer than Python's tables.
pub(crate) fn lower(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(text);
    }
    let newer = |c: char| !c.is_ascii() && !in_ranges(&LOWERED, c) && c.to_lowercase().ne([c]);
    if text.is_ascii() || !text.chars().any(newer) {
        return Cow::Owned(text.to_lowercase());
    }
    let mut lowered = String::with_capacity(text.len());
    for part in text.split_inclusive(newer) {
        let last = part.chars().next_back().filter(|&c| newer(c));
        let known = &part[..part.len() - last.map_or(0, char::len_utf8)];
        lowered.push_str(&known.to_lowercase());
        lowered.extend(last);
    }
    Cow::Owned(lowered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_characters_are_as_python_has_them() {
        assert!(is_digit('²') && !is_decimal('²') && is_word('²') && !is_digit('½') && is_word('½'));
        assert!(is_decimal('٣') && is_alpha('ª') && !is_alpha('Ⅷ') && is_word('Ⅷ'));
        assert!(is_space('\u{1d}') && is_space('\u{a0}') && is_space('\u{3000}') && !is_space('\u{200b}'));
        assert!(is_upper('É') && !is_upper('é') && !is_upper('中') && !is_alpha('\u{301}'));
        assert!(!is_space_str("") && is_space_str(" \n") && !is_alpha_str("") && is_alpha_str("ab"));
    }

    #[test]
    fn lower_case_is_pythons() {
        for (text, wanted) in [
            ("ΟΔΟΣ", "οδο\u{3c2}"),
            ("İ", "i\u{307}"),
            ("a\u{1c89}B\u{1c89}É", "a\u{1c89}b\u{1c89}é"),
            ("straße", "straße"),
        ] {
            assert_eq!(lower(text), wanted);
        }
    }

    #[test]
    fn tables_are_sorted_and_apart() {
        for table in [&ALPHA, &DECIMAL, &DIGIT, &LOWERED, &UPPER, &WORD] {
            assert!(table.len() > 50);
            assert!(table.iter().all(|&(low, high)| low <= high));
            assert!(table.windows(2).all(|pair| pair[0].1 + 1 < pair[1].0));
        }
    }
}
