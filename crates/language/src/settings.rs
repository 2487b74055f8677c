//! Everything of a model that is not numbers: labels, moves, patterns, exceptions, rules.
//!
//! Written as JSON into the converted file, read once on opening.

use serde::{Deserialize, Serialize};

/// The settings section of a converted model.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Settings {
    /// Name and version: "en_core_web_md 3.8.0".
    pub(crate) name: String,
    /// The tagger's labels in the order of its outputs.
    pub(crate) tags: Vec<String>,
    /// The parser's moves in the order of its outputs.
    pub(crate) parser_moves: Vec<Move>,
    /// The entity recogniser's moves in the order of its outputs.
    pub(crate) entity_moves: Vec<Move>,
    /// Rows and seed of each table of the shared encoder.
    pub(crate) shared_tables: Vec<(usize, u32)>,
    /// Rows and seed of each table of the entity recogniser's encoder.
    pub(crate) entity_tables: Vec<(usize, u32)>,
    /// The tokenizer's patterns and exceptions.
    pub(crate) tokenizer: TokenizerSettings,
    /// The attribute ruler's rules in order.
    pub(crate) rules: Vec<Rule>,
    /// The lemmatizer's tables.
    pub(crate) lemmas: Vec<LemmaSettings>,
}

/// One transition: the number of its action and its label.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Move {
    /// What it does; the numbers differ between parser and entity recogniser.
    pub(crate) action: u8,
    /// The label it gives, possibly empty.
    pub(crate) label: String,
}

/// Patterns and exceptions of the tokenizer.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct TokenizerSettings {
    pub(crate) prefix: String,
    pub(crate) suffix: String,
    pub(crate) infix: String,
    pub(crate) url: String,
    /// Sorted by the string.
    pub(crate) exceptions: Vec<(String, Vec<Piece>)>,
}

/// One token of an exception.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Piece {
    pub(crate) text: String,
    pub(crate) norm: Option<String>,
}

/// One rule of the attribute ruler.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Rule {
    /// Any of these sequences makes the rule fire.
    pub(crate) patterns: Vec<Vec<TokenPattern>>,
    /// Which token of the sequence is changed; negative counts from its end.
    pub(crate) index: i64,
    pub(crate) set: Assignments,
}

/// What one token of a pattern must be.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct TokenPattern {
    pub(crate) tag: Vec<Test>,
    pub(crate) dep: Vec<Test>,
    pub(crate) lower: Vec<Test>,
    pub(crate) is_space: Option<bool>,
}

/// A test of one string.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Test {
    In(Vec<String>),
    NotIn(Vec<String>),
}

/// The attributes a rule sets.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Assignments {
    pub(crate) tag: Option<String>,
    pub(crate) pos: Option<String>,
    pub(crate) morph: Option<String>,
    pub(crate) lemma: Option<String>,
    pub(crate) dep: Option<String>,
}

/// The lemmatizer's tables for one part of speech; ranges count strings of the lemma section.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct LemmaSettings {
    /// As printed: "NOUN".
    pub(crate) pos: String,
    /// Old and new ending, in order.
    pub(crate) rules: Vec<(String, String)>,
    /// Known forms, sorted.
    pub(crate) index: (usize, usize),
    /// Words with lemmas of their own, sorted.
    pub(crate) exceptions: (usize, usize),
    /// Their lemmas, separated by line ends, in the order of the words.
    pub(crate) exception_lemmas: (usize, usize),
}
