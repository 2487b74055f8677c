//! One group of texts through all stages, with the memory that is used again from group to group.

use crate::arc_eager::{self, Parse};
use crate::biluo::{self, Place, Recognition};
use crate::doc::{Doc, ENTITY_BEGIN, ENTITY_INSIDE, Lemma, Record, SENTENCE_START, SPACE_AFTER};
use crate::error::LanguageError;
use crate::lemmatizer::{self, LemmaCache, Strings};
use crate::model_file::Section;
use crate::network::embedding::{WordCache, Words};
use crate::network::encoder::Encoder;
use crate::network::layout::WIDTH;
use crate::network::states::{Layers, States};
use crate::network::weights::{self, EncoderWeights, Linear, StateWeights};
use crate::pipeline::Pipeline;
use crate::ruler::{RulerCache, Seen};
use crate::tokenizer::RawToken;
use crate::tree;
use crate::unicode::is_space_str;

/// Memory for one thread.
pub(crate) struct Workspace {
    words: WordCache,
    lemmas: LemmaCache,
    ruled: RulerCache,
    encoder: Encoder,
    parser: States,
    entities: States,
    tokens: Vec<RawToken>,
    facts: Vec<Facts>,
    tags: Vec<f32>,
}

impl Default for Workspace {
    fn default() -> Self {
        Self {
            words: WordCache::new(),
            lemmas: LemmaCache::new(),
            ruled: RulerCache::new(),
            encoder: Encoder::new(),
            parser: States::new(arc_eager::ROLES),
            entities: States::new(biluo::ROLES),
            tokens: Vec::new(),
            facts: Vec::new(),
            tags: Vec::new(),
        }
    }
}

impl Workspace {
    /// Gives back what an unusually long text took.
    pub(crate) fn shrink(&mut self) {
        const KEEP: usize = 1 << 16;
        self.parser.clear();
        self.entities.clear();
        self.tokens.clear();
        self.facts.clear();
        self.tokens.shrink_to(KEEP);
        self.facts.shrink_to(KEEP);
        self.parser.shrink();
        self.entities.shrink();
    }
}

/// What is known of a token before its record is written.
#[derive(Clone, Copy)]
struct Facts {
    lower: u16,
    tag: u16,
    is_space: bool,
    space_after: bool,
}

/// A pipeline's weights, cut out of the file.
pub(crate) struct Annotator<'m> {
    pipeline: &'m Pipeline,
    words: Words<'m>,
    tagger: Linear<'m>,
    parser: Layers<'m>,
    entities: Layers<'m>,
    strings: Strings<'m>,
}

impl<'m> Annotator<'m> {
    /// Cuts up the sections; an error if one has the wrong length.
    pub(crate) fn new(pipeline: &'m Pipeline) -> Result<Self, LanguageError> {
        let file = &pipeline.file;
        let settings = &pipeline.settings;
        let rows = |tables: &[(usize, u32)]| tables.iter().map(|&(rows, _)| rows).sum();
        let shared = [Section::SharedTables, Section::SharedVectors, Section::SharedLayers];
        let entity = [Section::EntityTables, Section::EntityVectors, Section::EntityLayers];
        let words = Words {
            norm_words: file.get(Section::NormWords)?,
            norm_ids: file.get(Section::NormIds)?,
            vector_buckets: file.get(Section::VectorBuckets)?,
            vector_words: file.get(Section::VectorWords)?,
            vector_rows: file.get(Section::VectorRows)?,
            exception_norms: pipeline.tokenizer.norm_ids(),
            tables: &settings.shared_tables,
            shared: EncoderWeights::new(file, shared, rows(&settings.shared_tables))?,
            entity: EncoderWeights::new(file, entity, rows(&settings.entity_tables))?,
            kernels: pipeline.kernels,
        };
        let text = std::str::from_utf8(file.get(Section::LemmaText)?)
            .map_err(|_| LanguageError::damaged(file.path(), "lemmas that are not UTF-8"))?;
        let layers = |weights| Layers { kernels: pipeline.kernels, weights };
        Ok(Self {
            pipeline,
            words,
            tagger: weights::tagger(file, settings.tags.len())?,
            parser: layers(StateWeights::new(file, Section::Parser, arc_eager::ROLES, settings.parser_moves.len())?),
            entities: layers(StateWeights::new(file, Section::Entities, biluo::ROLES, settings.entity_moves.len())?),
            strings: Strings { offsets: file.get(Section::LemmaOffsets)?, text },
        })
    }

    /// Annotates the texts of one group.
    pub(crate) fn annotate(&self, workspace: &mut Workspace, texts: &[&str]) -> Vec<Doc> {
        let texts: Vec<&str> = texts.iter().map(|text| within_limit(text)).collect();
        workspace.tokens.clear();
        let mut lengths = Vec::with_capacity(texts.len());
        for text in &texts {
            let before = workspace.tokens.len();
            self.pipeline.tokenizer.tokenize(text, &mut workspace.tokens);
            lengths.push(workspace.tokens.len() - before);
        }
        let group = Group::new(&texts, &lengths);
        let parses = self.parse(workspace, &group);
        let mut docs: Vec<Doc> = Vec::with_capacity(texts.len());
        for ((heads, labels), document) in parses.into_iter().zip(group.documents()) {
            docs.push(self.write(workspace, &document, &heads, &labels));
        }
        self.recognise(workspace, &group, &mut docs);
        docs
    }

    /// Tags and parses all texts of a group: heads and labels of each.
    fn parse(&self, workspace: &mut Workspace, group: &Group<'_>) -> Vec<(Vec<u32>, Vec<u16>)> {
        let pipeline = self.pipeline;
        let Workspace { words, encoder, parser, tokens, facts, tags, .. } = workspace;
        facts.clear();
        facts.resize(tokens.len(), Facts { lower: 0, tag: 0, is_space: false, space_after: false });
        let facts = std::cell::RefCell::new(facts);
        let mut documents = group.documents();
        let mut current = documents.next();
        let mut parse: Option<Parse> = None;
        let mut done = Vec::new();
        let mut texts = group.texts();
        parser.clear();
        let input = |token: usize, out: &mut [f32]| {
            let raw = &tokens[token];
            let (text, space_after) = texts.token(token, raw);
            let rows = words.get(&self.words, text, raw, space_after, |text| pipeline.ruler.lower(text));
            out.copy_from_slice(&rows.shared);
            facts.borrow_mut()[token] = Facts { lower: rows.lower, tag: 0, is_space: rows.is_space, space_after };
        };
        let output = |first: usize, rows: &[f32]| {
            tags.resize(rows.len() / WIDTH * self.tagger.outputs, 0.0);
            pipeline.kernels.linear(rows, &self.tagger, tags);
            let mut facts = facts.borrow_mut();
            for (fact, scores) in facts[first..].iter_mut().zip(tags.chunks_exact(self.tagger.outputs)) {
                fact.tag = pipeline.tag_numbers[first_highest(&scores[..pipeline.tag_numbers.len()])];
            }
            parser.push(&self.parser, rows);
            while let Some(document) = &current {
                if document.first >= parser.len() && document.length > 0 {
                    break;
                }
                let running = parse.get_or_insert_with(|| Parse::new(document.first, document.length));
                if !running.advance(&self.parser, &pipeline.parser_moves, parser) {
                    break;
                }
                let finished = parse.take().expect("just there");
                done.push(finished.finish(pipeline.root));
                current = documents.next();
            }
        };
        encoder.run(pipeline.kernels, &self.words.shared, group.lengths, input, output);
        // Empty documents behind the last token.
        while current.take().is_some() {
            done.push((Vec::new(), Vec::new()));
            current = documents.next();
        }
        let facts = facts.into_inner();
        for ((heads, labels), document) in done.iter_mut().zip(group.documents()) {
            let decorated = |label: u16| pipeline.decorated[usize::from(label)];
            tree::deprojectivise(heads, labels, decorated, |token| facts[document.first + token].is_space);
        }
        done
    }

    /// Rules and lemmas: the records of one document, still without entities.
    fn write(&self, workspace: &mut Workspace, document: &Document<'_>, heads: &[u32], labels: &[u16]) -> Doc {
        let pipeline = self.pipeline;
        let Workspace { lemmas, ruled, tokens, facts, .. } = workspace;
        let facts = &facts[document.first..document.first + document.length];
        let tokens = &tokens[document.first..document.first + document.length];
        let starts = tree::sentence_starts(heads);
        let mut doc = Doc {
            text: document.text.to_owned(),
            records: Vec::with_capacity(document.length),
            lemmas: String::new(),
            labels: pipeline.labels.clone(),
        };
        let seen = |token: usize| Seen {
            tag: facts[token].tag,
            dep: labels[token],
            lower: facts[token].lower,
            is_space: facts[token].is_space,
        };
        let (text, records, own) = (&doc.text, &mut doc.records, &mut doc.lemmas);
        pipeline.ruler.apply(ruled, document.length, seen, |token, ruled| {
            let raw = &tokens[token];
            let lemma = if ruled.lemma != 0 {
                Lemma::Label(ruled.lemma)
            } else {
                let mode = pipeline.lemma_modes[usize::from(ruled.pos)][usize::from(ruled.morph)];
                let word = &text[raw.start as usize..(raw.start + raw.len) as usize];
                let find = || match lemmatizer::lemma(&self.strings, &pipeline.settings.lemmas, word, mode) {
                    std::borrow::Cow::Borrowed(_) => None,
                    std::borrow::Cow::Owned(lemma) => Some(lemma),
                };
                match lemmas.get(raw.orth, mode, find) {
                    None => Lemma::Text,
                    Some(lemma) => {
                        let from = own.len() as u32;
                        own.push_str(lemma);
                        Lemma::Own(from, own.len() as u32)
                    }
                }
            };
            let space = if facts[token].space_after { SPACE_AFTER } else { 0 };
            let start = if starts[token] { SENTENCE_START } else { 0 };
            records.push(Record {
                start: raw.start,
                len: raw.len,
                head: heads[token],
                lemma,
                tag: ruled.tag,
                pos: ruled.pos,
                morph: ruled.morph,
                dep: ruled.dep,
                ent: 0,
                flags: space | start,
            });
        });
        doc
    }

    /// Finds the entities of all texts of a group; sentence starts must be known.
    fn recognise(&self, workspace: &mut Workspace, group: &Group<'_>, docs: &mut [Doc]) {
        let pipeline = self.pipeline;
        let Workspace { words, encoder, entities, tokens, facts, .. } = workspace;
        let mut documents = group.documents().zip(docs);
        let mut current = documents.next();
        let mut running: Option<Recognition> = None;
        let mut texts = group.texts();
        entities.clear();
        let input = |token: usize, out: &mut [f32]| {
            let raw = &tokens[token];
            let (text, space_after) = texts.token(token, raw);
            let rows = words.get(&self.words, text, raw, space_after, |text| pipeline.ruler.lower(text));
            out.copy_from_slice(&rows.entity);
        };
        let output = |_: usize, rows: &[f32]| {
            entities.push(&self.entities, rows);
            while let Some((document, doc)) = &mut current {
                if document.first >= entities.len() && document.length > 0 {
                    break;
                }
                let recognition = running.get_or_insert_with(|| Recognition::new(document.first, document.length));
                let records = std::cell::RefCell::new(&mut doc.records);
                let done = recognition.advance(
                    &self.entities,
                    &pipeline.entity_moves,
                    entities,
                    |token| facts[document.first + token].is_space,
                    |token| records.borrow()[token].flags & SENTENCE_START != 0,
                    |token, place, label| {
                        let record = &mut records.borrow_mut()[token];
                        record.ent = label;
                        record.flags |= match place {
                            Place::Outside => 0,
                            Place::Begin => ENTITY_BEGIN,
                            Place::Inside => ENTITY_INSIDE,
                        };
                    },
                );
                if !done {
                    break;
                }
                running = None;
                current = documents.next();
            }
        };
        encoder.run(pipeline.kernels, &self.words.entity, group.lengths, input, output);
    }
}

/// The first of the highest values.
fn first_highest(scores: &[f32]) -> usize {
    let mut best = 0;
    for (index, &score) in scores.iter().enumerate() {
        if score > scores[best] {
            best = index;
        }
    }
    best
}

/// The text, or as much of it as offsets of 32 bits can count.
fn within_limit(text: &str) -> &str {
    let limit = u32::MAX as usize - 1;
    if text.len() <= limit { text } else { &text[..text.floor_char_boundary(limit)] }
}

/// Texts whose tokens lie one behind the other.
struct Group<'g> {
    texts: &'g [&'g str],
    lengths: &'g [usize],
}

/// One text of a group: its first token and their number.
struct Document<'g> {
    text: &'g str,
    first: usize,
    length: usize,
}

impl<'g> Group<'g> {
    fn new(texts: &'g [&'g str], lengths: &'g [usize]) -> Self {
        Self { texts, lengths }
    }

    fn documents(&self) -> impl Iterator<Item = Document<'g>> + use<'g> {
        let mut next = 0;
        self.texts.iter().zip(self.lengths).map(move |(text, &length)| {
            let first = next;
            next += length;
            Document { text, first, length }
        })
    }

    fn texts(&self) -> Texts<'g> {
        Texts { texts: self.texts, lengths: self.lengths, end: self.lengths.first().copied().unwrap_or(0) }
    }
}

/// The texts of tokens that are asked for in order.
struct Texts<'g> {
    texts: &'g [&'g str],
    lengths: &'g [usize],
    /// The first token behind the first of `texts`.
    end: usize,
}

impl<'g> Texts<'g> {
    /// The text of a token, and whether a single space follows it.
    fn token(&mut self, token: usize, raw: &RawToken) -> (&'g str, bool) {
        while token >= self.end && self.lengths.len() > 1 {
            self.texts = &self.texts[1..];
            self.lengths = &self.lengths[1..];
            self.end += self.lengths[0];
        }
        let (start, end) = (raw.start as usize, (raw.start + raw.len) as usize);
        let text = &self.texts[0][start..end];
        let space = self.texts[0].as_bytes().get(end) == Some(&b' ') && !is_space_str(text);
        (text, space)
    }
}
