//! Tokens cut finer, for the recognisers of numbers, days and sums.
//!
//! Comes in: words as tokenised ("28–29", "$", "4bn", "Sept.", "NZ$3"). Goes out: a row of [`Piece`]s ("28" "-" "29", "4" "bn", "sept",
//! "nz$" "3"), each with the token from which it was cut.
//! Promises: pieces stand in the order of the text, every token gives at least one, no piece is empty; nothing is allocated but the row.
//! Dashes between words are "-", apostrophes "'", and the stop of an abbreviation is dropped, so that a grammar has one spelling to match.

use crate::text::{Sentence, Text};

/// A word, a number or one mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece<'a> {
    /// Lower-cased.
    pub low: &'a str,
    /// Index of the token.
    pub token: usize,
    /// Whether it begins with a capital letter.
    pub capital: bool,
    /// Whether no space stands before it.
    pub glued: bool,
}

/// The pieces of one sentence; clears and fills `out`.
pub(crate) fn of_sentence<'t>(text: &'t Text<'_>, sentence: &Sentence, out: &mut Vec<Piece<'t>>) {
    out.clear();
    for t in sentence.tokens.clone() {
        let glued = t > sentence.tokens.start && text.at(t - 1).span.end == text.at(t).span.start;
        cut(text.at(t).text, &text.lower[t], t, glued, out);
    }
}

/// The word of a row at `i`; "" outside.
pub(crate) fn low<'a>(row: &[Piece<'a>], i: usize) -> &'a str {
    row.get(i).map_or("", |p| p.low)
}

/// Whether the words stand in the row from `i` on.
pub(crate) fn words_at(row: &[Piece<'_>], i: usize, words: &[&str]) -> bool {
    row.len().saturating_sub(i) >= words.len() && words.iter().zip(&row[i..]).all(|(w, p)| *w == p.low)
}

/// Whether the words stand in the row right before `i`.
pub(crate) fn words_before(row: &[Piece<'_>], i: usize, words: &[&str]) -> bool {
    i >= words.len() && i <= row.len() && words_at(row, i - words.len(), words)
}

/// Abbreviations whose stop belongs to them.
const ABBREVIATED: [&str; 28] = [
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue", "tues", "wed",
    "weds", "thu", "thur", "thurs", "fri", "rs", "approx", "ca", "mr", "mrs", "gen", "no",
];

/// Cuts one token; `glued` says that no space stands before it.
pub(crate) fn cut<'a>(word: &'a str, lower: &'a str, token: usize, glued: bool, out: &mut Vec<Piece<'a>>) {
    let first = word.chars().next();
    let capital = first.is_some_and(char::is_uppercase);
    if word.len() != lower.len() || word.chars().all(char::is_alphabetic) {
        if !lower.is_empty() {
            out.push(Piece { low: lower, token, capital, glued });
        }
        return;
    }
    let mut at = 0;
    while let Some(c) = word[at..].chars().next() {
        let (end, low, skip) = piece(word, lower, at, c);
        out.push(Piece { low, token, capital: c.is_uppercase(), glued: glued || at > 0 });
        at = end + skip;
    }
}

/// End of the piece that begins at `at`, its text, and how many bytes behind it to drop.
fn piece<'a>(word: &str, lower: &'a str, at: usize, c: char) -> (usize, &'a str, usize) {
    let end = at + c.len_utf8();
    match c {
        _ if c.is_alphabetic() => letters(word, lower, at),
        _ if c.is_ascii_digit() => {
            let end = digits(word, at);
            (end, lower.get(at..end).unwrap_or(lower), 0)
        }
        '-' | '\u{2010}'..='\u{2013}' | '\u{2212}' => (end, "-", 0),
        '\'' | '\u{2018}' | '\u{2019}' if matches!(&lower[end..], "s") => (end + 1, "'s", 0),
        '\'' | '\u{2018}' | '\u{2019}' => (end, "'", 0),
        _ => (end, lower.get(at..end).unwrap_or(lower), 0),
    }
}

fn letters<'a>(word: &str, lower: &'a str, at: usize) -> (usize, &'a str, usize) {
    let bytes = word.as_bytes();
    let mut end = at;
    let mut dotted = false;
    while let Some(c) = word[end..].chars().next() {
        let after = end + c.len_utf8();
        let inner_dot = c == '.' && word[after..].chars().next().is_some_and(char::is_alphabetic);
        if !c.is_alphabetic() && !inner_dot {
            break;
        }
        dotted |= inner_dot;
        end = after;
    }
    if bytes.get(end) == Some(&b'$') && end - at <= 4 {
        end += 1;
    }
    let low = lower.get(at..end).unwrap_or(lower);
    let stop = bytes.get(end) == Some(&b'.') && (dotted || ABBREVIATED.contains(&low) || low.len() == 1);
    (end, low, usize::from(stop))
}

/// Digits with their separators and an ordinal or plural ending ("1,500", "4.5", "24th", "1990s").
fn digits(word: &str, at: usize) -> usize {
    let bytes = word.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut end = at;
    while digit(end) || (matches!(bytes.get(end), Some(b',' | b'.')) && digit(end + 1)) {
        end += 1;
    }
    for ending in ["st", "nd", "rd", "th", "s"] {
        let after = end + ending.len();
        let fits = word.get(end..after).is_some_and(|w| w.eq_ignore_ascii_case(ending));
        if fits && !bytes.get(after).is_some_and(u8::is_ascii_alphanumeric) {
            return after;
        }
    }
    end
}

/// A row from plain text, words parted at spaces: what the tables of the tests are written in.
#[cfg(test)]
pub(crate) mod plain {
    /// Words and their lower-cased twins.
    pub(crate) struct Words(Vec<(String, String)>);

    impl Words {
        pub(crate) fn new(text: &str) -> Self {
            Words(text.split_whitespace().map(|w| (w.to_string(), w.to_lowercase())).collect())
        }

        pub(crate) fn row(&self) -> Vec<super::Piece<'_>> {
            let mut row = Vec::new();
            for (i, (word, lower)) in self.0.iter().enumerate() {
                super::cut(word, lower, i, false, &mut row);
            }
            row
        }
    }
}

#[cfg(test)]
mod tests {
    use super::plain::Words;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let words = Words::new(text);
        let got: Vec<&str> = words.row().iter().map(|p| p.low).collect();
        assert_eq!(got.join(" "), expected, "{text}");
    }

    #[test]
    fn words_numbers_and_marks_are_cut_apart() {
        check("Dec. 28–29, 2024.", "dec 28 - 29 , 2024 .");
        check("US$4bn NZ$3 $3bn-$4bn $2.5-3 €4.5m", "us$ 4 bn nz$ 3 $ 3 bn - $ 4 bn $ 2.5 - 3 € 4.5 m");
        check("Rs500 Rs.500 1,500 the 1990s’ 24th '90s", "rs 500 rs 500 1,500 the 1990s ' 24th ' 90s");
        check(
            "U.S. 10 a.m. Friday. Monday’s mid-March (Sept.) ~50",
            "u.s 10 a.m friday . monday 's mid - march ( sept ) ~ 50",
        );
        check("12/03/2024 15.10.2024 2019–21 54+", "12 / 03 / 2024 15.10.2024 2019 - 21 54 +");
        check("don't İstanbul… №5 ﷼ 3x", "don ' t i\u{307}stanbul… № 5 ﷼ 3 x");
    }

    #[test]
    fn pieces_know_their_token_and_what_is_glued() {
        let words = Words::new("paid $4bn May");
        let row = words.row();
        let seen: Vec<_> = row.iter().map(|p| (p.token, p.glued, p.capital)).collect();
        assert_eq!(seen, [(0, false, false), (1, false, false), (1, true, false), (1, true, false), (2, false, true)]);
    }
}
