//! What Python says of a character or a string, where Rust's `char` would say something else.

use crate::unicode_ranges::{ALPHA, DECIMAL, DIGIT, UPPER, WORD};

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
    if c.is_ascii() { c.is_ascii_alphabetic() } else { in_ranges(ALPHA, c) }
}

/// `str.isalpha` of a string: not empty, and all of it letters.
pub(crate) fn is_alpha_str(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_alpha)
}

/// `str.isdigit` of one character.
pub(crate) fn is_digit(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_digit() } else { in_ranges(DIGIT, c) }
}

/// `\d` of Python's `re`.
pub(crate) fn is_decimal(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_digit() } else { in_ranges(DECIMAL, c) }
}

/// `\w` of Python's `re`.
pub(crate) fn is_word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() || c == '_' } else { in_ranges(WORD, c) }
}

/// `str.isupper` of one letter.
pub(crate) fn is_upper(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_uppercase() } else { in_ranges(UPPER, c) }
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
    fn tables_are_sorted_and_apart() {
        for table in [ALPHA, DECIMAL, DIGIT, UPPER, WORD] {
            assert!(table.iter().all(|&(low, high)| low <= high));
            assert!(table.windows(2).all(|pair| pair[0].1 + 1 < pair[1].0));
        }
    }
}
