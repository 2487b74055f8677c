//! Numbers in words and figures, and how exactly a text gives them.
//!
//! Comes in: a row of pieces. Goes out: the [`Numeral`] that begins at a place ("4.5 billion", "two hundred and fifty", "half a dozen"),
//! and the [`Bound`] in front of or behind it ("at least", "nearly", "or more").
//! Promises: a numeral is finite and not negative; looking costs a bounded number of steps.

use model::Bound;

use crate::pieces::{Piece, low, words_at, words_before};

/// A number and where it ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Numeral {
    /// One past its last piece.
    pub end: usize,
    /// Its value.
    pub value: f64,
    /// The scale in it ("4 billion": 1e9), 1 without.
    pub scale: f64,
    /// Whether it begins with figures.
    pub figures: bool,
}

/// The longest run of pieces read as one number.
const LONGEST: usize = 24;

/// The number that begins at `at`.
pub(crate) fn numeral(row: &[Piece<'_>], at: usize) -> Option<Numeral> {
    let word = low(row, at);
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        let value = figures(word)?;
        return Some(scaled(row, at + 1, value, true));
    }
    match word {
        "half" => {
            let skip = match (low(row, at + 1), low(row, at + 2)) {
                ("a" | "an" | "-", _) => 2,
                ("of", "a") => 3,
                _ => return None,
            };
            let (_, scale) = scale_at(row, at + skip)?;
            Some(Numeral { end: at + skip + 1, value: scale / 2.0, scale, figures: false })
        }
        "a" | "an" => {
            if words_at(row, at + 1, &["couple", "of"]) {
                return Some(Numeral { end: at + 3, value: 2.0, scale: 1.0, figures: false });
            }
            if words_at(row, at + 1, &["half", "-", "dozen"]) || words_at(row, at + 1, &["half", "dozen"]) {
                let end = at + if low(row, at + 2) == "-" { 4 } else { 3 };
                return Some(Numeral { end, value: 6.0, scale: 12.0, figures: false });
            }
            let counted = matches!(low(row, at + 1), "hundred" | "dozen") || scale_at(row, at + 1).is_some();
            let n = counted.then(|| spelled(row, at + 1)).flatten()?;
            Some(Numeral { figures: false, ..n })
        }
        _ => spelled(row, at),
    }
}

/// "1,500", "4.5", "1,00,000"; not "15.10.2024".
fn figures(word: &str) -> Option<f64> {
    if word.len() > 24 || word.bytes().filter(|b| *b == b'.').count() > 1 {
        return None;
    }
    let mut value = 0.0;
    let mut place = 0.0;
    for b in word.bytes() {
        match b {
            b'0'..=b'9' if place > 0.0 => {
                value += f64::from(b - b'0') * place;
                place /= 10.0;
            }
            b'0'..=b'9' => value = value * 10.0 + f64::from(b - b'0'),
            b',' if place == 0.0 => {}
            b'.' => place = 0.1,
            _ => return None,
        }
    }
    // Decimal places summed one by one drift; parse the rare short fraction exactly.
    if place > 0.0 && !word.contains(',') { word.parse().ok() } else { Some(value) }
}

/// Multiplies by the scales behind a number ("million", "-billion", "bn", "hundred thousand").
fn scaled(row: &[Piece<'_>], at: usize, value: f64, figures: bool) -> Numeral {
    let mut out = Numeral { end: at, value, scale: 1.0, figures };
    if words_at(row, at, &["and", "a", "half"]) && scale_at(row, at + 3).is_some() {
        out.value += 0.5;
        out.end += 3;
    }
    for _ in 0..2 {
        let dash = usize::from(low(row, out.end) == "-");
        let Some((len, scale)) = scale_at(row, out.end + dash) else { break };
        out.end += dash + len;
        out.scale *= scale;
        out.value *= scale;
    }
    out
}

/// A scale and how many pieces it takes.
fn scale_at(row: &[Piece<'_>], at: usize) -> Option<(usize, f64)> {
    let piece = row.get(at)?;
    let scale = match piece.low {
        "hundred" => 1e2,
        "thousand" => 1e3,
        "lakh" => 1e5,
        "million" | "mn" | "mln" => 1e6,
        "crore" => 1e7,
        "billion" | "bn" | "bln" => 1e9,
        "trillion" | "tn" | "trn" => 1e12,
        "dozen" => 12.0,
        "k" if piece.glued => 1e3,
        "m" if piece.glued => 1e6,
        "b" if piece.glued => 1e9,
        "t" if piece.glued => 1e12,
        _ => return None,
    };
    Some((1, scale))
}

/// Units, teens and tens in words.
fn small(word: &str) -> Option<f64> {
    const WORDS: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    if !(3..=9).contains(&word.len()) {
        return None;
    }
    let below = WORDS.iter().position(|w| *w == word);
    let n = below.or_else(|| TENS.iter().position(|w| *w == word).map(|i| 20 + 10 * i))?;
    u8::try_from(n).ok().map(f64::from)
}

/// "twenty-five", "two hundred and fifty", "five thousand six hundred", "one and a half million", bare "dozen" behind "a".
fn spelled(row: &[Piece<'_>], start: usize) -> Option<Numeral> {
    let (mut total, mut current, mut top) = (0.0, 0.0, f64::INFINITY);
    let mut at = start;
    let mut biggest = 1.0_f64;
    while at < row.len().min(start + LONGEST) {
        let word = low(row, at);
        if let Some(n) = small(word) {
            let room =
                if n >= 10.0 { current % 100.0 == 0.0 } else { current % 10.0 == 0.0 && current % 100.0 != 10.0 };
            if !room || (at > start && n == 0.0) {
                break;
            }
            current += n;
            at += 1;
        } else if let Some((len, scale)) = scale_at(row, at).filter(|s| s.1 < top) {
            if at == start && (word.len() < 5 || start == 0 || !matches!(low(row, start - 1), "a" | "an")) {
                return None;
            }
            let one: f64 = if current == 0.0 && total == 0.0 { 1.0 } else { current };
            if one == 0.0 {
                break;
            }
            if scale < 1e3 {
                current = one * scale;
            } else {
                total += one * scale;
                current = 0.0;
                top = scale;
            }
            biggest = biggest.max(scale);
            at += len;
        } else if word == "and" && at > start && biggest > 1.0 && small(low(row, at + 1)).is_some() {
            at += 1;
        } else if words_at(row, at, &["and", "a", "half"]) && at > start && scale_at(row, at + 3).is_some() {
            current += 0.5;
            at += 3;
        } else if word == "-"
            && at > start
            && (small(low(row, at + 1)).is_some() && current % 100.0 >= 20.0 || scale_at(row, at + 1).is_some())
        {
            at += 1;
        } else {
            break;
        }
    }
    (at > start).then_some(Numeral { end: at, value: total + current, scale: biggest, figures: false })
}

const BEFORE: [(&[&str], Bound); 48] = [
    (&["at", "least"], Bound::AtLeast),
    (&["more", "than"], Bound::AtLeast),
    (&["greater", "than"], Bound::AtLeast),
    (&["higher", "than"], Bound::AtLeast),
    (&["over"], Bound::AtLeast),
    (&["above"], Bound::AtLeast),
    (&["upwards", "of"], Bound::AtLeast),
    (&["upward", "of"], Bound::AtLeast),
    (&["in", "excess", "of"], Bound::AtLeast),
    (&["no", "fewer", "than"], Bound::AtLeast),
    (&["no", "less", "than"], Bound::AtLeast),
    (&["not", "less", "than"], Bound::AtLeast),
    (&["a", "minimum", "of"], Bound::AtLeast),
    (&["minimum"], Bound::AtLeast),
    (&["exceed"], Bound::AtLeast),
    (&["exceeds"], Bound::AtLeast),
    (&["exceeded"], Bound::AtLeast),
    (&["exceeding"], Bound::AtLeast),
    (&["surpassed"], Bound::AtLeast),
    (&["surpassing"], Bound::AtLeast),
    (&["topped"], Bound::AtLeast),
    (&["topping"], Bound::AtLeast),
    (&["up", "to"], Bound::AtMost),
    (&["at", "most"], Bound::AtMost),
    (&["no", "more", "than"], Bound::AtMost),
    (&["not", "more", "than"], Bound::AtMost),
    (&["as", "much", "as"], Bound::AtMost),
    (&["as", "many", "as"], Bound::AtMost),
    (&["fewer", "than"], Bound::AtMost),
    (&["less", "than"], Bound::AtMost),
    (&["a", "maximum", "of"], Bound::AtMost),
    (&["under"], Bound::AtMost),
    (&["below"], Bound::AtMost),
    (&["about"], Bound::About),
    (&["around"], Bound::About),
    (&["some"], Bound::About),
    (&["roughly"], Bound::About),
    (&["approximately"], Bound::About),
    (&["approx"], Bound::About),
    (&["nearly"], Bound::About),
    (&["almost"], Bound::About),
    (&["an", "estimated"], Bound::About),
    (&["estimated"], Bound::About),
    (&["close", "to"], Bound::About),
    (&["just", "under"], Bound::About),
    (&["in", "the", "region", "of"], Bound::About),
    (&["~"], Bound::About),
    (&["circa"], Bound::About),
];

/// Words after which "over" and "about" name a subject instead of a bound ("a dispute over $4 billion").
const SUBJECT: [&str; 26] = [
    "dispute",
    "disputes",
    "row",
    "rows",
    "fight",
    "quarrel",
    "spat",
    "feud",
    "war",
    "disagreement",
    "disagreements",
    "talks",
    "talk",
    "talked",
    "talking",
    "negotiations",
    "concern",
    "concerns",
    "concerned",
    "lawsuit",
    "sued",
    "arrested",
    "case",
    "questions",
    "complained",
    "asked",
];

/// Where the words of the bound before the number at `start` begin, and the bound; `start` and none if there is none.
/// "Another", "a further" and the like are passed over.
pub(crate) fn bound_before(row: &[Piece<'_>], start: usize) -> (usize, Option<Bound>) {
    const MORE: [&[&str]; 8] = [
        &["a", "further"],
        &["further"],
        &["another"],
        &["an", "additional"],
        &["additional"],
        &["an", "extra"],
        &["extra"],
        &["a", "total", "of"],
    ];
    let mut at = start;
    if let Some(words) = MORE.iter().find(|w| words_before(row, at, w)) {
        at -= words.len();
    }
    let longest = BEFORE.iter().filter(|(words, _)| words_before(row, at, words)).max_by_key(|(words, _)| words.len());
    let Some((words, bound)) = longest else { return (start, None) };
    let begin = at - words.len();
    let before = begin.checked_sub(1).map_or("", |i| low(row, i));
    if words.len() == 1 && SUBJECT.contains(&before) {
        return (start, None);
    }
    // A verb ("exceeded 500 million") bounds the number but is no part of it.
    if ["exceed", "surpass", "topp"].iter().any(|stem| words[0].starts_with(stem)) {
        return (start, Some(*bound));
    }
    let well = usize::from(matches!(before, "well" | "just" | "slightly") && *bound != Bound::About);
    let of = usize::from(words_before(row, begin, &["a", "little"])) * 2;
    (begin - well.max(of), Some(*bound))
}

/// End and bound of words behind a number ("or more", "or so", "+", "-plus"); `end` and none if there are none.
pub(crate) fn bound_behind(row: &[Piece<'_>], end: usize) -> (usize, Option<Bound>) {
    const BEHIND: [(&[&str], Bound); 7] = [
        (&["or", "more"], Bound::AtLeast),
        (&["or", "less"], Bound::AtMost),
        (&["or", "fewer"], Bound::AtMost),
        (&["or", "so"], Bound::About),
        (&["-", "plus"], Bound::AtLeast),
        (&["at", "least"], Bound::AtLeast),
        (&["at", "most"], Bound::AtMost),
    ];
    if row.get(end).is_some_and(|p| p.low == "+" && p.glued) {
        return (end + 1, Some(Bound::AtLeast));
    }
    let found = BEHIND.iter().find(|(words, _)| words_at(row, end, words));
    found.map_or((end, None), |(words, bound)| (end + words.len(), Some(*bound)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pieces::plain::Words;

    #[track_caller]
    fn check(text: &str, value: Option<f64>, rest: &str) {
        let words = Words::new(text);
        let row = words.row();
        let n = numeral(&row, 0);
        assert_eq!(n.map(|n| n.value), value, "{text}");
        let end = n.map_or(0, |n| n.end);
        assert_eq!(row[end..].iter().map(|p| p.low).collect::<Vec<_>>().join(" "), rest, "{text}");
    }

    #[test]
    fn numbers_are_read_in_words_and_figures() {
        check("1,500 soldiers", Some(1500.0), "soldiers");
        check("4.6 billion and", Some(4.6e9), "and");
        check("4.5-billion", Some(4.5e9), "");
        check("4bn", Some(4e9), "");
        check("4 m wide", Some(4.0), "m wide");
        check("500 crore", Some(5e9), "");
        check("fourteen South", Some(14.0), "south");
        check("twenty-five men", Some(25.0), "men");
        check("twenty-first century", Some(20.0), "- first century");
        check("two hundred and fifty people", Some(250.0), "people");
        check("five thousand six hundred", Some(5600.0), "");
        check("two and three", Some(2.0), "and three");
        check("one hundred and the", Some(100.0), "and the");
        check("a hundred", Some(100.0), "");
        check("a dozen men", Some(12.0), "men");
        check("half a dozen men", Some(6.0), "men");
        check("half a billion dollars", Some(5e8), "dollars");
        check("half the men", None, "half the men");
        check("one and a half million", Some(1.5e6), "");
        check("2 and a half million", Some(2.5e6), "");
        check("a couple of years", Some(2.0), "years");
        check("a man", None, "a man");
        check("a million dollars", Some(1e6), "dollars");
        check("ninety million dollars", Some(9e7), "dollars");
        check("six hundred cadets", Some(600.0), "cadets");
        check("two two", Some(2.0), "two");
        check("15.10.2024", None, "15 . 10 . 2024".replace(" . ", ".").as_str());
        check("99999999999999999999999999999999", None, "99999999999999999999999999999999");
        check("bn", None, "bn");
        check("24th", None, "24th");
    }

    #[test]
    fn bounds_stand_before_and_behind() {
        for (text, bound, begin) in [
            ("at least 54", Some(Bound::AtLeast), 0),
            ("no more than 54", Some(Bound::AtMost), 0),
            ("with no fewer than 54", Some(Bound::AtLeast), 1),
            ("well over 54", Some(Bound::AtLeast), 0),
            ("an estimated 54", Some(Bound::About), 0),
            ("just under 54", Some(Bound::About), 0),
            ("some 54", Some(Bound::About), 0),
            ("about another 54", Some(Bound::About), 0),
            ("a dispute over 54", None, 3),
            ("and a further 54", None, 3),
            ("the 54", None, 1),
        ] {
            let words = Words::new(text);
            let row = words.row();
            assert_eq!(bound_before(&row, row.len() - 1), (begin, bound), "{text}");
        }
        let words = Words::new("54 or more 54+ 54");
        let row = words.row();
        assert_eq!(bound_behind(&row, 1), (3, Some(Bound::AtLeast)));
        assert_eq!(bound_behind(&row, 4), (5, Some(Bound::AtLeast)));
        assert_eq!(bound_behind(&row, 6), (6, None));
    }
}
