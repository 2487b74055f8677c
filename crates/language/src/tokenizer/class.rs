//! A set of characters, as between the brackets of a pattern.

use crate::unicode::in_ranges;

/// A set of characters: a bit map for ASCII, sorted ranges for the rest.
#[derive(Debug, Clone, Default)]
pub(super) struct Class {
    ascii: u128,
    ranges: Vec<(u32, u32)>,
}

impl Class {
    /// The set of one character.
    pub(super) fn of(c: char) -> Self {
        Self::from_ranges(vec![(c, c)])
    }

    fn from_ranges(ranges: Vec<(char, char)>) -> Self {
        let mut class = Self::default();
        let mut wide = Vec::new();
        for (low, high) in ranges {
            let (low, high) = (low as u32, high as u32);
            for code in low..=high.min(127) {
                class.ascii |= 1 << code;
            }
            if high > 127 {
                wide.push((low.max(128), high));
            }
        }
        wide.sort_unstable();
        for (low, high) in wide {
            match class.ranges.last_mut() {
                Some(last) if low <= last.1 + 1 => last.1 = last.1.max(high),
                _ => class.ranges.push((low, high)),
            }
        }
        class
    }

    /// Whether the set holds a character.
    pub(super) fn contains(&self, c: char) -> bool {
        if c.is_ascii() { self.ascii >> (c as u32) & 1 == 1 } else { in_ranges(&self.ranges, c) }
    }

    /// Reads a class from behind its opening bracket; returns it and what follows the closing one.
    ///
    /// Literals, ranges and escapes only; `None` for negation and for `\w` and its like.
    pub(super) fn parse(pattern: &str) -> Option<(Self, &str)> {
        let mut rest = pattern;
        let mut ranges = Vec::new();
        if rest.starts_with('^') {
            return None;
        }
        loop {
            if let Some(after) = rest.strip_prefix(']') {
                return Some((Self::from_ranges(ranges), after));
            }
            let (low, after) = literal(rest)?;
            rest = after;
            match rest.strip_prefix('-') {
                Some(after) if !after.starts_with(']') => {
                    let (high, after) = literal(after)?;
                    if high < low {
                        return None;
                    }
                    ranges.push((low, high));
                    rest = after;
                }
                _ => ranges.push((low, low)),
            }
        }
    }
}

/// Reads one possibly escaped character of a pattern; returns it and what follows.
pub(super) fn literal(pattern: &str) -> Option<(char, &str)> {
    let mut chars = pattern.chars();
    let first = chars.next()?;
    if first != '\\' {
        return Some((first, chars.as_str()));
    }
    let escaped = chars.next()?;
    let digits = match escaped {
        'u' => 4,
        'U' => 8,
        c if c.is_ascii_alphanumeric() => return None,
        c => return Some((c, chars.as_str())),
    };
    let rest = chars.as_str();
    let code = u32::from_str_radix(rest.get(..digits)?, 16).ok()?;
    Some((char::from_u32(code)?, &rest[digits..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_escapes_and_literals() {
        let (class, rest) = Class::parse(r"a-c\u00e0-\U0001F600|(?:\]\-x-]tail").unwrap();
        assert_eq!(rest, "tail");
        for c in "abcàéx中😀|(?:]-".chars() {
            assert!(class.contains(c), "{c}");
        }
        for c in "dyz)😁ß".chars() {
            assert!(!class.contains(c), "{c}");
        }
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        assert!(Class::parse("^a]").is_none());
        assert!(Class::parse(r"\w]").is_none());
        assert!(Class::parse("abc").is_none());
        assert!(Class::parse("z-a]").is_none());
    }
}
