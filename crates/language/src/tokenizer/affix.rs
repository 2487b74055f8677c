//! Prefixes, suffixes and infixes: the tokenizer's patterns without a regular-expression engine.
//!
//! In: the pattern's source as the model has it: alternatives of literals and classes with at most a look-behind of
//! classes and a look-ahead of one class. Out: a matcher that looks only at the alternatives that a character allows,
//! takes time in the length of what it matches, and never fails.

use std::collections::BTreeMap;

use super::class::{Class, literal};

/// One alternative of a pattern.
#[derive(Debug)]
struct Alternative {
    /// What must stand before the match, first class first.
    behind: Vec<Class>,
    body: Body,
    /// What must (`true`) or must not (`false`) follow the match.
    ahead: Option<(bool, Class)>,
}

#[derive(Debug)]
enum Body {
    Class(Class),
    /// `\.\.+`
    Dots,
    /// In order of preference.
    Literals(Vec<String>),
}

/// A compiled pattern.
#[derive(Debug)]
pub(super) struct Affixes {
    alternatives: Vec<Alternative>,
    /// Alternatives in order for each ASCII character that a match can begin (a suffix: end) with.
    ascii: Vec<Vec<u16>>,
    /// The same for the other characters that are named one by one.
    named: BTreeMap<char, Vec<u16>>,
    /// Alternatives that are classes, for all other characters.
    classes: Vec<u16>,
}

/// Which end of a match the look-up goes by.
#[derive(Clone, Copy, PartialEq)]
enum End {
    First,
    Last,
}

impl Affixes {
    /// Compiles alternatives that each begin with `^`.
    pub(super) fn prefixes(pattern: &str) -> Option<Self> {
        let stripped: Option<Vec<_>> = split(pattern).into_iter().map(|part| part.strip_prefix('^')).collect();
        Self::compile(&stripped?, End::First)
    }

    /// Compiles alternatives that each end with `$`.
    pub(super) fn suffixes(pattern: &str) -> Option<Self> {
        let stripped: Option<Vec<_>> = split(pattern).into_iter().map(|part| part.strip_suffix('$')).collect();
        Self::compile(&stripped?, End::Last)
    }

    /// Compiles alternatives without anchors.
    pub(super) fn infixes(pattern: &str) -> Option<Self> {
        Self::compile(&split(pattern), End::First)
    }

    fn compile(parts: &[&str], end: End) -> Option<Self> {
        let alternatives: Vec<_> = parts.iter().map(|part| Alternative::parse(part)).collect::<Option<_>>()?;
        let mut out = Self {
            alternatives: Vec::new(),
            ascii: vec![Vec::new(); 128],
            named: BTreeMap::new(),
            classes: Vec::new(),
        };
        // First the characters that literals name, then every alternative under each of them, so that order is kept.
        for alternative in &alternatives {
            for c in alternative.named(end).into_iter().filter(|c| !c.is_ascii()) {
                out.named.entry(c).or_default();
            }
        }
        for (number, alternative) in alternatives.iter().enumerate() {
            let number = u16::try_from(number).ok()?;
            let may = |c: char| match &alternative.body {
                Body::Class(class) => class.contains(c),
                _ => alternative.named(end).contains(&c),
            };
            for code in 0..128u8 {
                if may(char::from(code)) {
                    out.ascii[usize::from(code)].push(number);
                }
            }
            for (&c, list) in &mut out.named {
                if may(c) {
                    list.push(number);
                }
            }
            if matches!(alternative.body, Body::Class(_)) {
                out.classes.push(number);
            }
        }
        out.alternatives = alternatives;
        Some(out)
    }

    fn candidates(&self, c: char) -> &[u16] {
        if c.is_ascii() {
            return &self.ascii[c as usize];
        }
        self.named.get(&c).unwrap_or(&self.classes)
    }

    /// The length of the prefix of `text`: the first alternative that fits.
    pub(super) fn prefix(&self, text: &str) -> usize {
        let Some(first) = text.chars().next() else { return 0 };
        self.candidates(first)
            .iter()
            .find_map(|&number| self.alternatives[usize::from(number)].at(text, 0))
            .unwrap_or(0)
    }

    /// The length of the suffix of `text`: the longest alternative that fits.
    pub(super) fn suffix(&self, text: &str) -> usize {
        let Some(last) = text.chars().next_back() else { return 0 };
        let lengths =
            self.candidates(last).iter().map(|&number| self.alternatives[usize::from(number)].before_end(text));
        lengths.max().unwrap_or(0)
    }

    /// The next infix of `text` that begins at `from` or later, as a range of bytes.
    pub(super) fn infix(&self, text: &str, from: usize) -> Option<(usize, usize)> {
        let bytes = text.as_bytes();
        let mut at = from;
        while let Some(&byte) = bytes.get(at) {
            if byte.is_ascii() {
                let candidates = &self.ascii[usize::from(byte)];
                if !candidates.is_empty()
                    && let Some(length) = self.infix_at(text, at, candidates)
                {
                    return Some((at, at + length));
                }
                at += 1;
            } else {
                let c = text[at..].chars().next()?;
                if let Some(length) = self.infix_at(text, at, self.candidates(c)) {
                    return Some((at, at + length));
                }
                at += c.len_utf8();
            }
        }
        None
    }

    fn infix_at(&self, text: &str, at: usize, candidates: &[u16]) -> Option<usize> {
        candidates.iter().find_map(|&number| self.alternatives[usize::from(number)].at(text, at))
    }
}

/// Splits a pattern at the bars outside brackets and groups.
fn split(pattern: &str) -> Vec<&str> {
    let (mut parts, mut start) = (Vec::new(), 0);
    let (mut depth, mut class, mut escaped) = (0usize, false, false);
    for (at, c) in pattern.char_indices() {
        if escaped {
            escaped = false;
            continue;
        }
        match c {
            '\\' => escaped = true,
            '[' if !class => class = true,
            ']' if class => class = false,
            '(' if !class => depth += 1,
            ')' if !class => depth = depth.saturating_sub(1),
            '|' if !class && depth == 0 => {
                parts.push(&pattern[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&pattern[start..]);
    parts
}

impl Alternative {
    /// Reads `[look-behind] body [look-ahead]`; `None` for anything else.
    fn parse(source: &str) -> Option<Self> {
        let (mut behind, mut rest) = (Vec::new(), source);
        if let Some(mut after) = rest.strip_prefix("(?<=") {
            while !after.starts_with(')') {
                let class;
                (class, after) = class_or_literal(after)?;
                behind.push(class);
            }
            rest = &after[1..];
        }
        let body;
        (body, rest) = Body::parse(rest)?;
        let mut ahead = None;
        for (opening, wanted) in [("(?=[", true), ("(?![", false)] {
            if let Some(after) = rest.strip_prefix(opening) {
                let (class, after) = Class::parse(after)?;
                ahead = Some((wanted, class));
                rest = after.strip_prefix(')')?;
            }
        }
        rest.is_empty().then_some(Self { behind, body, ahead })
    }

    /// The characters that literals begin or end with.
    fn named(&self, end: End) -> Vec<char> {
        match &self.body {
            Body::Class(_) => Vec::new(),
            Body::Dots => vec!['.'],
            Body::Literals(literals) => literals
                .iter()
                .filter_map(
                    |literal| if end == End::First { literal.chars().next() } else { literal.chars().next_back() },
                )
                .collect(),
        }
    }

    /// The length of the match at a position, if there is one.
    fn at(&self, text: &str, at: usize) -> Option<usize> {
        if !self.stands_behind(&text[..at]) {
            return None;
        }
        let rest = &text[at..];
        match &self.body {
            Body::Class(class) => rest.chars().next().filter(|&c| class.contains(c)).map(char::len_utf8),
            Body::Dots => {
                let dots = rest.bytes().take_while(|&byte| byte == b'.').count();
                (dots >= 2).then_some(dots)
            }
            Body::Literals(literals) => {
                return literals
                    .iter()
                    .find(|literal| rest.starts_with(literal.as_str()) && self.stands_ahead(&rest[literal.len()..]))
                    .map(String::len);
            }
        }
        .filter(|&length| self.stands_ahead(&rest[length..]))
    }

    /// The length of the longest match that ends with the text; 0 if there is none.
    fn before_end(&self, text: &str) -> usize {
        let fits = |length: &usize| self.stands_behind(&text[..text.len() - length]);
        match &self.body {
            Body::Class(class) => {
                text.chars().next_back().filter(|&c| class.contains(c)).map(char::len_utf8).filter(fits)
            }
            Body::Dots => {
                let dots = text.bytes().rev().take_while(|&byte| byte == b'.').count();
                (dots >= 2).then_some(dots)
            }
            Body::Literals(literals) => {
                literals.iter().filter(|literal| text.ends_with(literal.as_str())).map(String::len).filter(fits).max()
            }
        }
        .unwrap_or(0)
    }

    fn stands_behind(&self, before: &str) -> bool {
        let mut chars = before.chars();
        self.behind.iter().rev().all(|class| chars.next_back().is_some_and(|c| class.contains(c)))
    }

    fn stands_ahead(&self, after: &str) -> bool {
        let next = after.chars().next();
        self.ahead.as_ref().is_none_or(|(wanted, class)| next.is_some_and(|c| class.contains(c)) == *wanted)
    }
}

impl Body {
    fn parse(source: &str) -> Option<(Self, &str)> {
        if let Some(rest) = source.strip_prefix(r"\.\.+") {
            return Some((Self::Dots, rest));
        }
        if let Some(rest) = source.strip_prefix('[') {
            let (class, rest) = Class::parse(rest)?;
            return Some((Self::Class(class), rest));
        }
        if let Some(inner) = source.strip_prefix("(?:") {
            let (inner, rest) = inner.split_once(')')?;
            let literals = inner.split('|').map(literals_only).collect::<Option<_>>()?;
            return Some((Self::Literals(literals), rest));
        }
        let end = source.find("(?").unwrap_or(source.len());
        let text = literals_only(&source[..end])?;
        Some((Self::Literals(vec![text]), &source[end..]))
    }
}

/// A run of literals; `None` if empty or if a character has a meaning of its own.
fn literals_only(source: &str) -> Option<String> {
    let (mut text, mut rest) = (String::new(), source);
    while let Some(first) = rest.chars().next() {
        if "()[]{}*+?^$|.".contains(first) {
            return None;
        }
        let c;
        (c, rest) = literal(rest)?;
        text.push(c);
    }
    (!text.is_empty()).then_some(text)
}

fn class_or_literal(source: &str) -> Option<(Class, &str)> {
    if let Some(rest) = source.strip_prefix('[') {
        return Class::parse(rest);
    }
    let first = source.chars().next()?;
    if "()[]{}*+?^$|.".contains(first) {
        return None;
    }
    literal(source).map(|(c, rest)| (Class::of(c), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_is_the_first_alternative() {
        let prefixes = Affixes::prefixes(r"^\+(?![0-9])|^…|^……|^\.\.+|^US\$|^[©®]").unwrap();
        for (text, length) in [
            ("+1", 0),
            ("+a", 1),
            ("+", 1),
            ("……", 3),
            ("...x", 3),
            (".x", 0),
            ("US$5", 3),
            ("®x", 2),
            ("", 0),
            ("é", 0),
        ] {
            assert_eq!(prefixes.prefix(text), length, "{text}");
        }
    }

    #[test]
    fn a_suffix_is_the_longest_alternative() {
        let suffixes =
            Affixes::suffixes(r"…$|……$|\.\.+$|(?<=[0-9])(?:km|m|US\$)$|(?<=°[CF])\.$|(?<=[A-Z][A-Z])\.$").unwrap();
        for (text, length) in
            [("a……", 6), ("a...", 3), ("3km", 2), ("km", 0), ("5US$", 3), ("3°C.", 1), ("C.", 0), ("AB.", 1), ("", 0)]
        {
            assert_eq!(suffixes.suffix(text), length, "{text}");
        }
    }

    #[test]
    fn infixes_go_from_left_to_right() {
        let infixes = Affixes::infixes(r"\.\.+|(?<=[a-z])(?:-|--|~)(?=[a-z])|(?<=[0-9])[+*](?=[0-9-])").unwrap();
        let all = |text: &str| {
            let (mut found, mut from) = (Vec::new(), 0);
            while let Some((start, end)) = infixes.infix(text, from) {
                found.push((start, end));
                from = end;
            }
            found
        };
        assert_eq!(all("a-b--c...d"), [(1, 2), (3, 5), (6, 9)]);
        assert_eq!(all("1+2*-é-3"), [(1, 2), (3, 4)]);
        assert_eq!(all("---"), []);
    }

    #[test]
    fn patterns_of_another_kind_are_refused() {
        assert!(Affixes::prefixes("^a+").is_none());
        assert!(Affixes::prefixes("a").is_none());
        assert!(Affixes::suffixes(r"\w$").is_none());
        assert!(Affixes::infixes("(?<!a)b").is_none());
    }
}
