//! Sums of money.
//!
//! Comes in: the parsed text and the states that it names. Goes out: [`AmountMention`]s in order, not overlapping, each with its value in whole
//! units, its currency and how exactly it is given. Promises: rules over words alone; linear; prices by the piece ("$70 a barrel") and a sum
//! converted in brackets ("30 billion rupees ($400 million)") are passed over.

mod currency;
#[cfg(test)]
mod table;

use std::ops::Range;

use model::{Amount, Amounts, Bound};

use crate::numerals::{Numeral, bound_before, bound_behind, numeral};
use crate::pieces::{self, Piece, low, words_before};
use crate::text::{Text, Tok};

use currency::Currency;

/// One sum, or the two ends of a range.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct AmountMention {
    /// Its tokens, with the words that bound it.
    pub tokens: Range<Tok>,
    /// The token by which it hangs in the tree: the first whose head lies outside, or the root.
    pub head: Tok,
    /// What it says.
    pub amounts: Amounts,
}

/// The sums in a text; `country_hint` holds ISO 3166-1 alpha-3 codes of states that the text names, nearest first.
pub(crate) fn find_amounts(text: &Text<'_>, country_hint: &[&str]) -> Vec<AmountMention> {
    let mut mentions = Vec::new();
    let mut row = Vec::new();
    for sentence in &text.sentences {
        pieces::of_sentence(text, sentence, &mut row);
        for (range, amounts) in scan(&row, country_hint) {
            let tokens = row[range.start].token..row[range.end - 1].token + 1;
            let hangs_out = |t: &Tok| !tokens.contains(&text.at(*t).head) || text.is_root(*t);
            let head = tokens.clone().find(hangs_out).unwrap_or(tokens.start);
            mentions.push(AmountMention { tokens, head, amounts });
        }
    }
    mentions
}

/// All the sums of one deal as one answer: a sum said twice counts once.
pub(crate) fn merge_list(mentions: &[AmountMention]) -> Amounts {
    let mut all: Vec<Amount> = Vec::new();
    for mention in mentions {
        let sums = match &mention.amounts {
            Amounts::One(sum) => std::slice::from_ref(sum),
            Amounts::Many(sums) => sums.as_slice(),
        };
        for sum in sums {
            match all.iter_mut().find(|a| a.value == sum.value && a.currency == sum.currency) {
                Some(known) if known.bound == Bound::Exact => known.bound = sum.bound,
                Some(_) => {}
                None => all.push(sum.clone()),
            }
        }
    }
    if all.len() == 1 { Amounts::One(all.remove(0)) } else { Amounts::Many(all) }
}

/// A sum as the words give it.
#[derive(Debug, Clone, Copy)]
struct Sum {
    start: usize,
    end: usize,
    first: f64,
    /// The other end of a range.
    second: Option<f64>,
    currency: Currency,
    owner: Option<&'static str>,
}

fn scan(row: &[Piece<'_>], states: &[&str]) -> Vec<(Range<usize>, Amounts)> {
    let mut out: Vec<(Range<usize>, Amounts)> = Vec::new();
    let mut at = 0;
    while at < row.len() {
        let Some(sum) = sum_at(row, at) else {
            at += 1;
            continue;
        };
        at = sum.end;
        if by_the_piece(row, sum.end) {
            continue;
        }
        let (start, before) = bound_before(row, sum.start);
        let (end, behind) = bound_behind(row, sum.end);
        let converted = out.last().is_some_and(|(last, _)| {
            let (from, to) = (last.end, start);
            from <= to
                && from < row.len()
                && row[from].low == "("
                && row[from..to].iter().all(|p| p.low != ")")
                && to - from <= 3
        });
        if converted {
            continue;
        }
        let bound = before.or(behind).unwrap_or_default();
        let code = sum.currency.code(sum.owner, states);
        let amount = |value: f64, bound| Amount { value, currency: code.to_string(), bound };
        let (start, amounts) = match sum.second {
            Some(second) => {
                let lead = usize::from(matches!(start.checked_sub(1).map(|i| low(row, i)), Some("between" | "from")));
                let (least, most) = if second < sum.first { (second, sum.first) } else { (sum.first, second) };
                let ends = vec![amount(least, Bound::AtLeast), amount(most, Bound::AtMost)];
                (start - lead, Amounts::Many(ends))
            }
            None => (start, Amounts::One(amount(sum.first, bound))),
        };
        at = at.max(end);
        out.push((start..end, amounts));
    }
    out
}

/// The sum that begins at `at`.
fn sum_at(row: &[Piece<'_>], at: usize) -> Option<Sum> {
    if let Some((next, currency)) = currency::before(row, at) {
        let first = numeral(row, next).filter(|n| n.figures || n.scale > 1.0)?;
        let letters = at > 0 && low(row, at) == "$" && matches!(low(row, at - 1), "us" | "u.s");
        let start = at - usize::from(letters);
        let mut sum = Sum { start, end: first.end, first: first.value, second: None, currency, owner: None };
        if let Some((second_at, sign)) = range_separator(row, start, first.end) {
            let same_sign = currency::before(row, second_at).filter(|(_, c)| *c == currency).map(|(next, _)| next);
            let number = same_sign.or((sign || words_before(row, second_at, &["-"])).then_some(second_at));
            if let Some(second) = number.and_then(|i| numeral(row, i)).filter(|n| same_sign.is_some() || n.scale > 1.0)
            {
                sum.first = same_scale(first, second);
                sum.second = Some(second.value);
                sum.end = second.end;
            }
        }
        // "$4 billion US", "$500 million dollars".
        if let Some((end, Currency::Family(_), owner)) = currency::behind(row, sum.end)
            && low(row, at).ends_with('$')
            && low(row, end - 1).starts_with("dollar")
        {
            sum.end = end;
            sum.owner = owner;
        }
        return (sum.first > 0.0).then_some(sum);
    }
    let first = numeral(row, at)?;
    if let Some((end, currency, owner)) = currency::behind(row, skip_of(row, first.end)) {
        let sum = Sum { start: at, end, first: first.value, second: None, currency, owner };
        return is_money(row, &sum, first).then_some(sum);
    }
    // "3 to 4 billion euros", "between 3 and 4 billion dollars".
    let (second_at, _) = range_separator(row, at, first.end)?;
    let second = numeral(row, second_at)?;
    let (end, currency, owner) = currency::behind(row, skip_of(row, second.end))?;
    let sum = Sum { start: at, end, first: same_scale(first, second), second: Some(second.value), currency, owner };
    is_money(row, &sum, second).then_some(sum)
}

/// A dash between number and name ("a 4-billion-dollar deal").
fn skip_of(row: &[Piece<'_>], at: usize) -> usize {
    at + usize::from(low(row, at) == "-")
}

/// "3" in "3 to 4 billion" is three billion.
fn same_scale(first: Numeral, second: Numeral) -> f64 {
    if first.scale == 1.0 && second.scale > 1.0 && first.value < second.value / second.scale {
        first.value * second.scale
    } else {
        first.value
    }
}

/// Where the second number of a range begins, and whether words rather than a dash part the two. "And" wants "between"; "to" behind a verb of
/// change ("raised from $2 billion to $3 billion") makes no range.
fn range_separator(row: &[Piece<'_>], start: usize, end: usize) -> Option<(usize, bool)> {
    let begin = bound_before(row, start).0;
    let lead = begin.checked_sub(1).map_or("", |i| low(row, i));
    let next = bound_skip(row, end + 1);
    match low(row, end) {
        "-" => Some((end + 1, false)),
        "and" if lead == "between" => Some((next, true)),
        "to" | "or" if lead == "from" && changes(row, begin) => None,
        "to" => Some((next, true)),
        "or" if next == end + 1 => Some((next, true)),
        _ => None,
    }
}

/// Skips a repeated bound in front of the second number ("between about $3 billion and about $4 billion").
fn bound_skip(row: &[Piece<'_>], at: usize) -> usize {
    at + usize::from(matches!(low(row, at), "about" | "around" | "nearly" | "almost" | "some"))
}

/// Whether a verb of change stands shortly before "from".
fn changes(row: &[Piece<'_>], at: usize) -> bool {
    const CHANGE: [&str; 26] = [
        "raise",
        "raised",
        "raises",
        "raising",
        "rose",
        "rise",
        "rises",
        "risen",
        "increase",
        "increased",
        "increases",
        "grew",
        "grow",
        "grown",
        "fell",
        "fall",
        "fallen",
        "cut",
        "cuts",
        "dropped",
        "reduced",
        "lowered",
        "revised",
        "up",
        "down",
        "jumped",
    ];
    row[at.saturating_sub(8)..at].iter().any(|p| CHANGE.contains(&p.low))
}

/// Names of currencies that are other things as well want a number that fits money.
fn is_money(row: &[Piece<'_>], sum: &Sum, number: Numeral) -> bool {
    let name = low(row, sum.end - 1);
    let next = low(row, sum.end);
    if sum.first <= 0.0 {
        return false;
    }
    match name {
        // "won 54 seats", "of the 54 won"; "500 pounds of explosives", "a 500-pound bomb".
        "won" | "rand" | "sum" | "sums" | "som" | "dram" | "lei" | "baht" | "pula" | "soles" | "sterling" => {
            number.scale >= 1e3 || number.value >= 1000.0
        }
        "pound" => next != "bomb" && next != "bombs" && low(row, sum.end - 2) != "-",
        "pounds" => number.scale >= 1e3 || number.value >= 10_000.0 || next != "of",
        "lira" | "liras" | "crowns" => sum.first > 1.0,
        _ => true,
    }
}

/// "$70 a barrel", "$2 per litre": a price, no sum.
fn by_the_piece(row: &[Piece<'_>], end: usize) -> bool {
    const PIECES: [&str; 16] = [
        "barrel",
        "ounce",
        "share",
        "litre",
        "liter",
        "gallon",
        "tonne",
        "ton",
        "kilo",
        "kilogram",
        "kilogramme",
        "bushel",
        "head",
        "person",
        "unit",
        "bag",
    ];
    matches!(low(row, end), "a" | "an" | "per" | "/") && PIECES.contains(&low(row, end + 1))
}
