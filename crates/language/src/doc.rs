//! An annotated text: what the pipeline gives and other rooms read.

use std::ops::Range;
use std::sync::Arc;

/// The strings of a model's closed columns, by number.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    pub(crate) tag: Vec<Box<str>>,
    pub(crate) pos: Vec<Box<str>>,
    pub(crate) morph: Vec<Box<str>>,
    pub(crate) dep: Vec<Box<str>>,
    pub(crate) ent: Vec<Box<str>>,
    pub(crate) lemma: Vec<Box<str>>,
}

/// Where a token's lemma is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Lemma {
    /// It is the token's text.
    Text,
    /// Among the model's own.
    Label(u16),
    /// In the document's own store, as a range of bytes.
    Own(u32, u32),
}

/// One token.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Record {
    pub(crate) start: u32,
    pub(crate) len: u32,
    pub(crate) head: u32,
    pub(crate) lemma: Lemma,
    pub(crate) tag: u16,
    pub(crate) pos: u16,
    pub(crate) morph: u16,
    pub(crate) dep: u16,
    pub(crate) ent: u16,
    pub(crate) flags: u8,
}

/// A single space follows the token.
pub(crate) const SPACE_AFTER: u8 = 1;
/// The token begins a sentence.
pub(crate) const SENTENCE_START: u8 = 2;
/// The token begins an entity.
pub(crate) const ENTITY_BEGIN: u8 = 4;
/// The token goes on with an entity.
pub(crate) const ENTITY_INSIDE: u8 = 8;

/// A text with its tokens, sentences and entities. It owns its text and is cheap to move.
///
/// All offsets are UTF-8 bytes; [`CodePoints`](crate::CodePoints) turns them into code points.
#[derive(Debug, Clone)]
pub struct Doc {
    pub(crate) text: String,
    pub(crate) records: Vec<Record>,
    pub(crate) lemmas: String,
    pub(crate) labels: Arc<Labels>,
}

impl Doc {
    /// The text as it was given.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The number of tokens.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there are no tokens, which is so for the empty text alone.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// A token by its index.
    ///
    /// # Panics
    /// If `i` is not below [`len`](Self::len).
    pub fn token(&self, i: usize) -> Token<'_> {
        assert!(i < self.records.len(), "token {i} of {}", self.records.len());
        Token { doc: self, index: i }
    }

    /// All tokens in order.
    pub fn tokens(&self) -> impl ExactSizeIterator<Item = Token<'_>> + DoubleEndedIterator + Clone {
        (0..self.records.len()).map(|index| Token { doc: self, index })
    }

    /// The sentences as ranges of tokens; together they are the whole document.
    pub fn sentences(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut next = 0;
        std::iter::from_fn(move || {
            let first = next;
            if first == self.records.len() {
                return None;
            }
            let starts = |record: &Record| record.flags & SENTENCE_START != 0;
            next = self.records[first + 1..].iter().position(starts).map_or(self.records.len(), |at| first + 1 + at);
            Some(first..next)
        })
    }

    /// The named entities in order; they do not overlap.
    pub fn entities(&self) -> impl Iterator<Item = Entity<'_>> {
        let mut next = 0;
        std::iter::from_fn(move || {
            let begins = |record: &Record| record.flags & ENTITY_BEGIN != 0;
            let first = next + self.records[next..].iter().position(begins)?;
            let inside = |record: &&Record| record.flags & ENTITY_INSIDE != 0;
            next = first + 1 + self.records[first + 1..].iter().take_while(inside).count();
            Some(Entity { doc: self, tokens: first..next })
        })
    }
}

/// One token of a [`Doc`]. Every value is what spaCy prints for it.
#[derive(Debug, Clone, Copy)]
pub struct Token<'d> {
    doc: &'d Doc,
    index: usize,
}

impl<'d> Token<'d> {
    fn record(self) -> &'d Record {
        &self.doc.records[self.index]
    }

    /// The token's index in the document.
    pub fn index(self) -> usize {
        self.index
    }

    /// The token's text.
    pub fn text(self) -> &'d str {
        &self.doc.text[self.start()..self.end()]
    }

    /// Its first byte.
    pub fn start(self) -> usize {
        self.record().start as usize
    }

    /// The byte behind its last.
    pub fn end(self) -> usize {
        self.start() + self.record().len as usize
    }

    /// Whether one plain space follows that belongs to no token.
    pub fn space_after(self) -> bool {
        self.record().flags & SPACE_AFTER != 0
    }

    /// The lemma: "go" for "went".
    pub fn lemma(self) -> &'d str {
        match self.record().lemma {
            Lemma::Text => self.text(),
            Lemma::Label(number) => &self.doc.labels.lemma[usize::from(number)],
            Lemma::Own(from, to) => &self.doc.lemmas[from as usize..to as usize],
        }
    }

    /// The fine part of speech, of the Penn Treebank: "VBD".
    pub fn tag(self) -> &'d str {
        &self.doc.labels.tag[usize::from(self.record().tag)]
    }

    /// The coarse part of speech, of Universal Dependencies: "VERB".
    pub fn pos(self) -> &'d str {
        &self.doc.labels.pos[usize::from(self.record().pos)]
    }

    /// The morphology: "Tense=Past|VerbForm=Fin", possibly empty.
    pub fn morph(self) -> &'d str {
        &self.doc.labels.morph[usize::from(self.record().morph)]
    }

    /// The index of the head in the document; a root is its own head.
    pub fn head(self) -> usize {
        self.record().head as usize
    }

    /// The relation to the head: "nsubj".
    pub fn dep(self) -> &'d str {
        &self.doc.labels.dep[usize::from(self.record().dep)]
    }

    /// The label of the entity that the token is part of, or "".
    pub fn ent_type(self) -> &'d str {
        &self.doc.labels.ent[usize::from(self.record().ent)]
    }

    /// "B" for the first token of an entity, "I" for its others, "O" outside.
    pub fn ent_iob(self) -> &'d str {
        match self.record().flags {
            flags if flags & ENTITY_BEGIN != 0 => "B",
            flags if flags & ENTITY_INSIDE != 0 => "I",
            _ => "O",
        }
    }

    /// Whether the token begins a sentence.
    pub fn is_sent_start(self) -> bool {
        self.record().flags & SENTENCE_START != 0
    }
}

/// A named entity of a [`Doc`].
#[derive(Debug, Clone)]
pub struct Entity<'d> {
    doc: &'d Doc,
    tokens: Range<usize>,
}

impl<'d> Entity<'d> {
    /// Its tokens, at least one.
    pub fn tokens(&self) -> Range<usize> {
        self.tokens.clone()
    }

    /// Its label: "GPE".
    pub fn label(&self) -> &'d str {
        self.doc.token(self.tokens.start).ent_type()
    }

    /// Its first byte.
    pub fn start(&self) -> usize {
        self.doc.token(self.tokens.start).start()
    }

    /// The byte behind its last.
    pub fn end(&self) -> usize {
        self.doc.token(self.tokens.end - 1).end()
    }

    /// Its text.
    pub fn text(&self) -> &'d str {
        &self.doc.text[self.start()..self.end()]
    }
}
