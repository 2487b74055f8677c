//! The whole line: a text in, a [`Doc`] out.
//!
//! Documents are worked in groups of some thousand tokens, so that short ones share the cost of reading the weights; a
//! document is never cut, and its result does not depend on the group it is in or on the number of threads.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::annotator::{Annotator, Workspace};
use crate::arc_eager::ParserMoves;
use crate::biluo::EntityMoves;
use crate::doc::{Doc, Labels};
use crate::error::LanguageError;
use crate::lemmatizer::{self, Mode};
use crate::model_file::{ModelFile, Section};
use crate::network::kernels::Kernels;
use crate::ruler::{Columns, Names, Ruler};
use crate::settings::Settings;
use crate::tokenizer::Tokenizer;
use crate::tree::Decorated;

/// Texts of a group have at least this many bytes together, if there are so many.
const GROUP_BYTES: usize = 12_000;

/// A language model, ready to annotate. It can be shared between threads.
///
/// ```no_run
/// let pipeline = language::Pipeline::open("en_core_web_md.detente".as_ref())?;
/// let doc = pipeline.annotate("Haftar flew to Rawalpindi.");
/// for token in doc.tokens() {
///     println!("{}\t{}\t{}\t{}", token.text(), token.pos(), token.dep(), token.head());
/// }
/// # Ok::<(), language::LanguageError>(())
/// ```
pub struct Pipeline {
    pub(crate) file: ModelFile,
    pub(crate) settings: Settings,
    pub(crate) tokenizer: Tokenizer,
    pub(crate) ruler: Ruler,
    pub(crate) parser_moves: ParserMoves,
    pub(crate) entity_moves: EntityMoves,
    /// By number of the label: what a decorated label stands for.
    pub(crate) decorated: Vec<Option<Decorated>>,
    /// By number of the tagger's output.
    pub(crate) tag_numbers: Vec<u16>,
    pub(crate) root: u16,
    /// By number of part of speech and morphology.
    pub(crate) lemma_modes: Vec<Vec<Mode>>,
    pub(crate) labels: Arc<Labels>,
    pub(crate) kernels: Kernels,
    idle: Mutex<Vec<Workspace>>,
}

impl std::fmt::Debug for Pipeline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pipeline").field("name", &self.name()).field("path", &self.file.path()).finish_non_exhaustive()
    }
}

impl Pipeline {
    /// Opens a converted model: checks the file and maps it.
    ///
    /// # Errors
    /// [`LanguageError::Io`], [`LanguageError::NotAModel`], [`LanguageError::Version`] or [`LanguageError::Damaged`].
    pub fn open(path: &Path) -> Result<Pipeline, LanguageError> {
        Self::with_kernels(path, Kernels::detect())
    }

    pub(crate) fn with_kernels(path: &Path, kernels: Kernels) -> Result<Pipeline, LanguageError> {
        let file = ModelFile::open(path)?;
        let damaged = |what: String| LanguageError::damaged(path, what);
        let settings: Settings =
            serde_json::from_slice(file.get(Section::Settings)?).map_err(|error| damaged(error.to_string()))?;
        if settings.shared_tables.len() != 6
            || settings.shared_tables.iter().any(|&(rows, _)| rows == 0)
            || settings.entity_tables != settings.shared_tables[..4]
            || settings.tags.is_empty()
        {
            return Err(damaged("its tables or tags are of the wrong number".to_owned()));
        }
        let tokenizer = Tokenizer::new(&settings.tokenizer).map_err(damaged)?;
        let mut columns = Columns {
            tag: Names::new(),
            dep: Names::new(),
            pos: Names::new(),
            morph: Names::new(),
            lemma: Names::new(),
        };
        let mut entity = Names::new();
        let tag_numbers = settings.tags.iter().map(|tag| columns.tag.number(tag)).collect();
        let parser_moves = ParserMoves::new(&settings.parser_moves, |label| columns.dep.number(label))
            .ok_or_else(|| damaged("the parser's moves are incomplete".to_owned()))?;
        let entity_moves = EntityMoves::new(&settings.entity_moves, |label| entity.number(label))
            .ok_or_else(|| damaged("the entity recogniser's moves are incomplete".to_owned()))?;
        let mut decorated = Vec::new();
        for label in settings.parser_moves.iter().map(|m| &m.label) {
            if let Some((proper, head)) = label.split_once("||") {
                let number = usize::from(columns.dep.number(label));
                decorated.resize(decorated.len().max(number + 1), None);
                decorated[number] =
                    Some(Decorated { label: columns.dep.number(proper), head: columns.dep.number(head) });
            }
        }
        let root = columns.dep.number("ROOT");
        let ruler = Ruler::new(&settings.rules, &mut columns);
        decorated.resize(columns.dep.len(), None);
        let [tag, dep, pos, morph, lemma] =
            [columns.tag, columns.dep, columns.pos, columns.morph, columns.lemma].map(Names::into_list);
        let modes = |pos: &str| morph.iter().map(|morph| lemmatizer::mode(&settings.lemmas, pos, morph)).collect();
        let lemma_modes = pos.iter().map(|pos| modes(pos)).collect();
        let labels = Arc::new(Labels { tag, pos, morph, dep, ent: entity.into_list(), lemma });
        let pipeline = Self {
            file,
            settings,
            tokenizer,
            ruler,
            parser_moves,
            entity_moves,
            decorated,
            tag_numbers,
            root,
            lemma_modes,
            labels,
            kernels,
            idle: Mutex::default(),
        };
        Annotator::new(&pipeline)?;
        Ok(pipeline)
    }

    /// The model's name and version: "en_core_web_md 3.8.0".
    pub fn name(&self) -> &str {
        &self.settings.name
    }

    /// Annotates one text. Of a text longer than 4 GiB only the first 4 GiB are taken.
    pub fn annotate(&self, text: &str) -> Doc {
        let mut docs = self.annotate_group(&[text]);
        docs.pop().expect("one document for one text")
    }

    /// Annotates texts on up to `threads` threads (0 counts as 1); the same output for any number of them.
    pub fn annotate_batch(&self, texts: &[&str], threads: usize) -> Vec<Doc> {
        let groups = groups(texts);
        let threads = threads.clamp(1, groups.len().max(1));
        if threads == 1 {
            return groups.into_iter().flat_map(|group| self.annotate_group(group)).collect();
        }
        let next = AtomicUsize::new(0);
        let work = || {
            let mut done = Vec::new();
            while let Some(group) = groups.get(next.fetch_add(1, Ordering::Relaxed)).copied() {
                // A group's place in the list is where its texts begin.
                done.push((group.as_ptr(), self.annotate_group(group)));
            }
            done.into_iter().map(|(place, docs)| (place as usize, docs)).collect::<Vec<_>>()
        };
        let mut done: Vec<(usize, Vec<Doc>)> = std::thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
            let mut done = work();
            for other in others {
                match other.join() {
                    Ok(more) => done.extend(more),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            done
        });
        done.sort_by_key(|&(place, _)| place);
        done.into_iter().flat_map(|(_, docs)| docs).collect()
    }

    fn annotate_group(&self, texts: &[&str]) -> Vec<Doc> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let mut workspace = idle.pop().unwrap_or_default();
        drop(idle);
        let annotator = Annotator::new(self).expect("the sections were checked on opening");
        let docs = annotator.annotate(&mut workspace, texts);
        workspace.shrink();
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(workspace);
        docs
    }
}

/// Cuts a list of texts into groups of some thousand bytes.
fn groups<'l, 't>(texts: &'l [&'t str]) -> Vec<&'l [&'t str]> {
    let (mut groups, mut rest) = (Vec::new(), texts);
    while !rest.is_empty() {
        let mut bytes = 0;
        let enough = rest.iter().position(|text| {
            bytes += text.len();
            bytes >= GROUP_BYTES
        });
        let (group, later) = rest.split_at(enough.map_or(rest.len(), |last| last + 1));
        groups.push(group);
        rest = later;
    }
    groups
}
