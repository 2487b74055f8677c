//! Why a claim was made, and for a sentence that gave nothing, what was looked at and why it failed.

use std::collections::BTreeMap;

use model::{Answer, Quote};
use serde::Serialize;

/// Everything that explains the answer of one document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// The answer.
    pub answer: Answer,
    /// The sentences in order.
    pub sentences: Vec<SentenceTrace>,
    /// For each event and relation, by id, the code-book entry or rule that made it.
    pub rules: BTreeMap<String, String>,
    /// For each event and relation, by id, the traits on which its confidence rests; the first is the base.
    pub confidence: BTreeMap<String, Vec<TraitTrace>>,
    /// For each event that no entry of the code book tells, by id, what the weights that found it look at.
    pub learned: BTreeMap<String, Vec<TraitTrace>>,
}

/// One trait of a claim and what it adds to the claim's log odds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TraitTrace {
    /// The trait.
    pub name: String,
    /// How much of it there is: 1 for yes, else a count.
    pub amount: f64,
    /// What one of it adds to the natural logarithm of the odds that the claim is right.
    pub weight: f64,
}

/// What was made of one sentence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SentenceTrace {
    /// The sentence.
    pub quote: Quote,
    /// Its tokens with their place in the parse.
    pub tokens: Vec<TokenTrace>,
    /// Who is pointed to by which words.
    pub mentions: Vec<MentionTrace>,
    /// What was looked at, predicate by predicate.
    pub frames: Vec<FrameTrace>,
    /// Ids of the events and relations whose evidence lies in the sentence.
    pub claims: Vec<String>,
}

/// One token of the parse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TokenTrace {
    /// The word.
    pub text: String,
    /// Penn tag.
    pub tag: String,
    /// Dependency label.
    pub dep: String,
    /// Index of the head in this sentence.
    pub head: usize,
}

/// Words and the actors to which they point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MentionTrace {
    /// The words.
    pub words: String,
    /// Actor ids.
    pub actors: Vec<String>,
    /// `name`, `modifier`, `nominal` or `pronoun`.
    pub manner: String,
    /// Which reading of the words won, and by what evidence.
    pub why: String,
}

/// One predicate that the code book knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FrameTrace {
    /// The predicate as written.
    pub predicate: String,
    /// Its lemma.
    pub lemma: String,
    /// Slots with the words that fill them.
    pub slots: Vec<(String, String)>,
    /// Entries that fit, with the frame line.
    pub fits: Vec<String>,
    /// Entries that did not fit, with the reason.
    pub misses: Vec<(String, String)>,
    /// How reality, source and hedge were found.
    pub standing: Vec<String>,
    /// Why nothing was made although an entry fits.
    pub void: Option<String>,
}
