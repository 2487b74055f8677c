//! The answer format: what `detente read` says of one document. A public interface; fields may be added, none renamed.
//!
//! Comes in: what the reading found. Goes out: values that serialise to the documented JSON.
//! Promises: every event and relation has at least one quote ([`Evidence`] cannot be empty).

use serde::{Deserialize, Serialize};

use crate::amount::{Amounts, Toll};
use crate::date::DateRange;
use crate::kind::ActorKind;
use crate::plover::EventType;
use crate::relation::{Reality, RelationType, Status};
use crate::span::Quote;

/// Everything that one document says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Which document.
    pub document: DocumentInfo,
    /// Who takes part in it.
    pub actors: Vec<Actor>,
    /// What happened, or is said to have happened or to be coming.
    pub events: Vec<Event>,
    /// How things stand.
    pub relations: Vec<Relation>,
}

/// A document's identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentInfo {
    /// Name of the file without its extension, or the first 12 digits of the hash.
    pub id: String,
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Day of publication.
    pub published: Option<crate::Date>,
    /// BCP 47 code.
    pub language: String,
    /// Where it came from.
    pub url: Option<String>,
    /// SHA-256 of the text as read, in hexadecimal digits.
    pub sha256: String,
}

/// One who acts or is spoken of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Actor {
    /// Stable id, such as `person:khalifa-haftar`.
    pub id: String,
    /// Canonical name.
    pub name: String,
    /// Other names that the text uses.
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: ActorKind,
    /// The state or faction for which it acts in this text; none where it is itself one.
    pub side: Option<String>,
    /// ISO 3166-1 alpha-3 of the state to which it belongs.
    pub country: Option<String>,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// Where the text names it.
    pub mentions: Vec<Quote>,
}

/// Where an event took place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The most precise name.
    pub name: String,
    /// Atlas id, where the place is known.
    pub id: Option<String>,
    /// Degrees north, WGS 84.
    pub lat: Option<f64>,
    /// Degrees east, WGS 84.
    pub lon: Option<f64>,
}

/// A happening.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Hash of the document and the content.
    pub id: String,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER contexts, sorted.
    pub contexts: Vec<String>,
    /// CAMEO code nearest in meaning.
    pub cameo: String,
    /// PLOVER score in [−10, 10].
    pub score: f64,
    /// Ids of those who did it.
    pub actors: Vec<String>,
    /// Ids of those to whom it was done.
    pub recipients: Vec<String>,
    /// Ids of those who went along.
    pub companions: Vec<String>,
    /// Where.
    pub place: Option<Place>,
    /// When.
    pub date: Option<DateRange>,
    /// Whether it happened.
    pub reality: Reality,
    /// Id of the actor to whom the text attributes it.
    pub source: Option<String>,
    /// Whether the text marks doubt.
    pub hedged: bool,
    /// Money.
    pub amount: Option<Amounts>,
    /// Dead and hurt of an assault.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub toll: Option<Toll>,
    /// Probability in [0, 1] that the claim is what the text says.
    pub confidence: f64,
    /// The words that say so.
    pub evidence: Evidence,
}

/// How things stand between two actors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Relation {
    /// Hash of the document and the content.
    pub id: String,
    /// Type.
    #[serde(rename = "type")]
    pub kind: RelationType,
    /// −1, 0, +1.
    pub sign: i8,
    /// Id of the first end.
    pub from: String,
    /// Id of the second end.
    pub to: String,
    /// Title or degree of kinship as the text has it.
    pub role: Option<String>,
    /// When it holds.
    pub status: Status,
    /// Id of the actor to whom the text attributes it.
    pub source: Option<String>,
    /// Whether the text marks doubt.
    pub hedged: bool,
    /// Probability in [0, 1] that the claim is what the text says.
    pub confidence: f64,
    /// The words that say so.
    pub evidence: Evidence,
}

/// One quote or more. Serialises as a list; an empty list is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Quote>", into = "Vec<Quote>")]
pub struct Evidence(Vec<Quote>);

impl Evidence {
    /// Evidence that starts with one quote.
    pub fn new(first: Quote) -> Self {
        Evidence(vec![first])
    }

    /// Adds a quote unless it is there; quotes are kept in order of the text.
    pub fn add(&mut self, quote: Quote) {
        if let Err(at) = self.0.binary_search(&quote) {
            self.0.insert(at, quote);
        }
    }

    /// The quotes in order of the text; never empty.
    pub fn quotes(&self) -> &[Quote] {
        &self.0
    }
}

impl TryFrom<Vec<Quote>> for Evidence {
    type Error = crate::ModelError;
    fn try_from(quotes: Vec<Quote>) -> Result<Self, Self::Error> {
        let mut quotes = quotes.into_iter();
        let mut evidence = Evidence::new(quotes.next().ok_or(crate::ModelError::NoEvidence)?);
        quotes.for_each(|q| evidence.add(q));
        Ok(evidence)
    }
}

impl From<Evidence> for Vec<Quote> {
    fn from(evidence: Evidence) -> Self {
        evidence.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_is_never_empty_and_keeps_the_order_of_the_text() {
        assert!(serde_json::from_str::<Evidence>("[]").is_err());
        let q = |start: usize| Quote { start, end: start + 1, text: "x".into() };
        let mut e = Evidence::new(q(5));
        e.add(q(2));
        e.add(q(5));
        assert_eq!(e.quotes().iter().map(|q| q.start).collect::<Vec<_>>(), [2, 5]);
    }
}
