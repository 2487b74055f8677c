//! Claims as rows: what stands in which column, both ways.
//!
//! Promises: what goes in comes out, to the last digit; what a column can say in a few bytes is not said in JSON.

use std::borrow::Cow;

use model::{ActorKind, Amounts, EventCode, EventType, Evidence, Quote, Reality, RelationType, Status, Toll};
use serde::{Deserialize, Serialize};

use crate::{LedgerError, Result};

/// What no column of a claim has.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Rest {
    /// PLOVER contexts.
    #[serde(rename = "c", default, skip_serializing_if = "Vec::is_empty")]
    pub contexts: Vec<String>,
    /// CAMEO code, where type and mode do not give it.
    #[serde(rename = "a", default, skip_serializing_if = "Option::is_none")]
    pub cameo: Option<String>,
    /// PLOVER score, where type and mode do not give it.
    #[serde(rename = "s", default, skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// The words that give the date.
    #[serde(rename = "d", default, skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// Day on which a row of a dataset was published.
    #[serde(rename = "p", default, skip_serializing_if = "Option::is_none")]
    pub published: Option<i64>,
    /// Sign of a relation, where its type does not give it.
    #[serde(rename = "g", default, skip_serializing_if = "Option::is_none")]
    pub sign: Option<i8>,
    /// Role of a relation.
    #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}

impl Rest {
    pub fn text(&self) -> Result<Option<String>> {
        if *self == Rest::default() { Ok(None) } else { Ok(Some(serde_json::to_string(self)?)) }
    }

    pub fn read(text: Option<&str>) -> Result<Self> {
        text.map_or(Ok(Rest::default()), |t| Ok(serde_json::from_str(t)?))
    }
}

/// CAMEO code and score of a type and mode.
pub(crate) fn derived(kind: EventType, mode: Option<&str>) -> Option<(&'static str, f64)> {
    let code = EventCode::new(kind, mode).or_else(|_| EventCode::new(kind, None)).ok()?;
    Some((code.cameo(), code.score()))
}

/// Numbers of the actors of a claim by part, as JSON.
pub(crate) fn parts_text(parts: &[&[u32]]) -> String {
    use std::fmt::Write;
    let mut text = String::from("[");
    for (n, part) in parts.iter().enumerate() {
        text.push_str(if n == 0 { "[" } else { ",[" });
        for (m, number) in part.iter().enumerate() {
            let comma = if m == 0 { "" } else { "," };
            write!(text, "{comma}{number}").expect("a string takes what is written");
        }
        text.push(']');
    }
    text.push(']');
    text
}

/// Numbers by part.
pub(crate) fn parts(text: &str) -> Result<Vec<Vec<u32>>> {
    Ok(serde_json::from_str(text)?)
}

/// The spans of quotes as JSON.
pub(crate) fn spans_text(quotes: &[Quote]) -> Result<String> {
    let numbers: Vec<usize> = quotes.iter().flat_map(|q| [q.start, q.end]).collect();
    Ok(serde_json::to_string(&numbers)?)
}

/// Spans from JSON.
pub(crate) fn spans(text: &str) -> Result<Vec<(usize, usize)>> {
    let numbers: Vec<usize> = serde_json::from_str(text)?;
    if !numbers.len().is_multiple_of(2) {
        return Err(LedgerError::Damaged("a list of spans has an odd length".into()));
    }
    Ok(numbers.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect())
}

/// A text whose slices are asked for by code points: found in O(1) in an ASCII text, else in O(64) after one pass.
#[derive(Debug)]
pub(crate) struct Slices<T> {
    text: T,
    /// Bytes before every 64th code point; empty for ASCII texts.
    marks: Vec<usize>,
}

impl<T: AsRef<str>> Slices<T> {
    const STEP: usize = 64;

    pub fn new(text: T) -> Self {
        let whole = text.as_ref();
        let marks = if whole.is_ascii() {
            Vec::new()
        } else {
            whole.char_indices().step_by(Self::STEP).map(|(at, _)| at).collect()
        };
        Slices { text, marks }
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        self.text.as_ref()
    }

    fn byte(&self, point: usize) -> Option<usize> {
        if self.marks.is_empty() {
            return (point <= self.text().len()).then_some(point);
        }
        let (start, rest) = match self.marks.get(point / Self::STEP) {
            Some(&start) => (start, point % Self::STEP),
            // One past the last code point, at a multiple of the step.
            None if point.is_multiple_of(Self::STEP) && point / Self::STEP == self.marks.len() => {
                (*self.marks.last()?, Self::STEP)
            }
            None => return None,
        };
        let tail = &self.text()[start..];
        tail.char_indices().map(|(at, _)| at).chain([tail.len()]).nth(rest).map(|at| start + at)
    }

    /// The slice; none where the span does not fit the text.
    pub fn get(&self, start: usize, end: usize) -> Option<&str> {
        self.text().get(self.byte(start)?..self.byte(end)?)
    }

    /// A quote; an error where the span does not fit the text.
    pub fn quote(&self, (start, end): (usize, usize)) -> Result<Quote> {
        let text = self.get(start, end).ok_or_else(|| {
            LedgerError::Damaged(format!("the span {start}..{end} lies outside of the text of its document"))
        })?;
        Ok(Quote { start, end, text: text.to_string() })
    }
}

/// A whole text as evidence: the row of a dataset.
pub(crate) fn whole(text: &str) -> Evidence {
    Evidence::new(Quote { start: 0, end: text.chars().count(), text: text.to_string() })
}

/// The words of a claim's evidence, for the search.
pub(crate) fn words_of(quotes: &[Quote]) -> Cow<'_, str> {
    match quotes {
        [one] => Cow::Borrowed(&one.text),
        many => Cow::Owned(many.iter().map(|q| q.text.as_str()).collect::<Vec<_>>().join(" … ")),
    }
}

/// JSON of a value that may be missing.
pub(crate) fn json<T: Serialize>(value: Option<&T>) -> Result<Option<String>> {
    Ok(value.map(serde_json::to_string).transpose()?)
}

/// An amount from its column.
pub(crate) fn amounts(text: Option<&str>) -> Result<Option<Amounts>> {
    Ok(text.map(serde_json::from_str).transpose()?)
}

/// A toll from its column.
pub(crate) fn toll(text: Option<&str>) -> Result<Option<Toll>> {
    Ok(text.map(serde_json::from_str).transpose()?)
}

/// Words of small vocabularies and their numbers; the numbers are part of the format.
macro_rules! coded {
    ($kind:ident, $number:ident, $of_number:ident, $($value:ident = $n:literal),+) => {
        #[doc = concat!("The number of a ", stringify!($kind), " in the format.")]
        pub(crate) fn $number(value: $kind) -> i64 {
            match value { $($kind::$value => $n),+ }
        }

        #[doc = concat!("The ", stringify!($kind), " of a number.")]
        pub(crate) fn $of_number(number: i64) -> Result<$kind> {
            match number {
                $($n => Ok($kind::$value),)+
                other => Err(LedgerError::Damaged(format!("{} {other}", stringify!($kind)))),
            }
        }
    };
}

coded!(Reality, reality_number, reality, Actual = 0, Planned = 1, Possible = 2, Denied = 3);
coded!(Status, status_number, status, Current = 0, Former = 1, Emerging = 2, Negated = 3);
coded!(
    ActorKind,
    kind_number,
    kind,
    State = 0,
    Government = 1,
    Military = 2,
    Faction = 3,
    Organisation = 4,
    Party = 5,
    Person = 6,
    Media = 7,
    Company = 8,
    Place = 9
);

/// A type of event by its word.
pub(crate) fn event_type(word: &str) -> Result<EventType> {
    EventType::from_word(word).map_err(|error| LedgerError::Damaged(error.to_string()))
}

/// A type of relation by its word.
pub(crate) fn relation_type(word: &str) -> Result<RelationType> {
    RelationType::from_word(word).map_err(|error| LedgerError::Damaged(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn slices_are_those_of_the_characters(text in "[a-zé😀]{0,200}", start in 0usize..210, length in 0usize..90) {
            let slices = Slices::new(text.as_str());
            let characters: Vec<char> = text.chars().collect();
            let wanted: Option<String> = characters.get(start..start + length).map(|c| c.iter().collect());
            prop_assert_eq!(slices.get(start, start + length).map(str::to_string), wanted);
        }
    }

    #[test]
    fn parts_are_read_as_they_are_written() {
        let text = parts_text(&[&[0, 12], &[], &[3]]);
        assert_eq!(text, "[[0,12],[],[3]]");
        assert_eq!(parts(&text).unwrap(), [vec![0, 12], vec![], vec![3]]);
        assert!(spans("[1,2,3]").is_err());
    }
}
