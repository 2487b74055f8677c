//! The reader: runs the stages in order over one document.

use std::collections::BTreeMap;

use std::collections::BTreeSet;

use atlas::Atlas;
use language::Pipeline;
use model::{Answer, CodePoints, Document};

use crate::actors::{Actors, Manner, Scene};
use crate::answering::Answering;
use crate::claims::{self, Beyond, EventClaim, RelationClaim, Trace};
use crate::codebook::CodeBook;
use crate::confidence::{Weights, traits_of_event, traits_of_relation};
use crate::explanation::{Explanation, FrameTrace, MentionTrace, SentenceTrace, TokenTrace, TraitTrace};
use crate::learned::{self, DocumentSample};
use crate::politics::Politics;
use crate::segments::{Segment, segments};
use crate::setting::Settings;
use crate::text::Text;
use crate::{ReadingError, amounts, chunks, courtesies, frames, incidents, names, times, tolls};

/// Most tokens that are read as one text: three hundred times an article.
pub(crate) const LARGEST: usize = 150_000;

/// The annotation of a document, segment by segment.
#[derive(Debug)]
pub struct Parsed {
    parts: Vec<(Segment, language::Doc)>,
}

impl Parsed {
    /// Number of tokens.
    pub fn tokens(&self) -> usize {
        self.parts.iter().map(|(_, d)| d.len()).sum()
    }
}

/// Annotates headline and paragraphs of a document.
pub fn parse(document: &Document, pipeline: &Pipeline) -> Parsed {
    let segments = segments(document);
    let plain: Vec<_> = segments.iter().map(|s| courtesies::plain(s.span.of(&document.text))).collect();
    let texts: Vec<&str> = plain.iter().map(AsRef::as_ref).collect();
    let docs = pipeline.annotate_batch(&texts, 1);
    Parsed { parts: segments.into_iter().zip(docs).collect() }
}

/// Atlas and code book, ready to read any number of documents from any number of threads.
#[derive(Debug)]
pub struct Reader {
    atlas: &'static Atlas,
    book: CodeBook,
    weights: Weights,
    learned: learned::Weights,
}

impl Reader {
    /// A reader with the atlas and the code book that come with the crate.
    pub fn builtin() -> Self {
        Self::new(CodeBook::builtin().expect("the crate's own code book is read by its tests"))
    }

    /// A reader with another code book.
    pub fn new(book: CodeBook) -> Self {
        Self::with(Atlas::builtin(), book)
    }

    /// A reader with an atlas and a code book of one's own.
    pub fn with(atlas: &'static Atlas, book: CodeBook) -> Self {
        Reader { atlas, book, weights: Weights::builtin(), learned: learned::Weights::builtin() }
    }

    /// What the weights beside the code book look at in a document, for fitting them.
    pub fn sample(&self, document: &Document, parsed: &Parsed) -> DocumentSample {
        let points = CodePoints::new(&document.text);
        let beyond = Beyond::Sample(&self.learned, &document.id, &points);
        let sample = self.run(document, parsed, &parsed.parts, beyond, false, |_, read| read.sample.clone());
        sample.expect("a sample was asked for")
    }

    /// Its code book.
    pub fn book(&self) -> &CodeBook {
        &self.book
    }

    /// A reader whose code book holds the crate's own files and these besides.
    ///
    /// # Errors
    /// A file that does not follow the form, or an id that is taken.
    pub fn with_files(files: &[(&str, &str)]) -> Result<Self, ReadingError> {
        Ok(Self::new(CodeBook::with_files(files)?))
    }

    /// What the document says.
    ///
    /// A text of more than [`LARGEST`] tokens is a book or an archive, no article: it is read in parts of that size, so that time and
    /// memory stay in proportion to its length, and what the parts say is put together.
    pub fn read(&self, document: &Document, parsed: &Parsed) -> Answer {
        self.read_with(document, parsed, Beyond::Weights(&self.learned))
    }

    /// What the code book finds in the document without the weights beside it.
    pub fn read_by_the_book(&self, document: &Document, parsed: &Parsed) -> Answer {
        self.read_with(document, parsed, Beyond::Nothing)
    }

    fn read_with(&self, document: &Document, parsed: &Parsed, beyond: Beyond<'_>) -> Answer {
        let mut parts = chunks::chunks(&parsed.parts, LARGEST).into_iter();
        let read = |part| {
            self.run(document, parsed, part, beyond, false, |answering, read| {
                answering.answer(&read.events, &read.relations)
            })
        };
        let mut answer = read(parts.next().unwrap_or(&parsed.parts));
        for part in parts {
            chunks::join(&mut answer, read(part));
        }
        answer
    }

    /// What the document says, and why.
    pub fn explain(&self, document: &Document, parsed: &Parsed) -> Explanation {
        self.run(document, parsed, &parsed.parts, Beyond::Weights(&self.learned), true, |answering, read| {
            let answer = answering.answer(&read.events, &read.relations);
            let sentences = sentence_traces(answering, read, &answer);
            let of_events = answer.events.iter().zip(&read.events).map(|(e, c)| (e.id.clone(), c.basis.rule.clone()));
            let of_relations =
                answer.relations.iter().zip(&read.relations).map(|(r, c)| (r.id.clone(), c.basis.rule.clone()));
            let rules = of_events.chain(of_relations).collect();
            let (text, actors) = (answering.scene.text, answering.actors);
            let of_events = answer.events.iter().zip(&read.events);
            let mut confidence: BTreeMap<String, Vec<TraitTrace>> = of_events
                .map(|(e, c)| (e.id.clone(), self.weights.explain_event(traits_of_event(text, actors, c))))
                .collect();
            let of_relations = answer.relations.iter().zip(&read.relations);
            confidence.extend(
                of_relations
                    .map(|(r, c)| (r.id.clone(), self.weights.explain_relation(traits_of_relation(text, actors, c)))),
            );
            let of_events = answer.events.iter().zip(&read.events).filter(|(_, c)| c.basis.doubts.learned.is_some());
            let reasons =
                |(e, c): (&model::Event, &EventClaim)| Some((e.id.clone(), read.reasons.get(&c.basis.pred)?.clone()));
            let learned = of_events.filter_map(reasons).collect();
            Explanation { answer, sentences, rules, confidence, learned }
        })
    }

    fn run<T>(
        &self,
        document: &Document,
        parsed: &Parsed,
        part: &[(Segment, language::Doc)],
        beyond: Beyond<'_>,
        explain: bool,
        finish: impl FnOnce(&Answering<'_>, &Read) -> T,
    ) -> T {
        let text = Text::new(&document.text, part);
        let names = names::find_names(&text, self.atlas);
        let dateline = parsed.parts.iter().find_map(|(s, _)| s.dateline).map(|d| d.of(&document.text));
        let place_key = dateline.and_then(|d| self.atlas.find(&title_case(d)).first().map(|h| h.key));
        let home = parsed.parts.iter().find_map(|(s, _)| s.dateline).and_then(|d| self.home(d.of(&document.text)));
        let scene = Scene {
            text: &text,
            names: &names,
            atlas: self.atlas,
            published: document.published,
            home,
            outlet_home: document.outlet.as_deref().and_then(|o| self.home_of_outlet(o)),
            explain,
            dateline: dateline.map(|d| (d, place_key)),
        };
        let actors = Actors::find(scene);
        let countries = actors.countries();
        let countries: Vec<&str> = countries.iter().map(String::as_str).collect();
        let settings = Settings {
            times: times::find_times(&text, document.published),
            amounts: amounts::find_amounts(&text, &countries),
            tolls: tolls::find_tolls(&text),
        };
        let mut by_token: Vec<Option<frames::Frame>> = vec![None; text.tokens.len()];
        for frame in frames::frames(&text, &self.book) {
            let at = frame.pred;
            by_token[at] = Some(frame);
        }
        let made = claims::of_frames(scene, &actors, &self.book, &settings, &by_token, beyond);
        let mut relations = claims::of_titles(scene, &actors);
        relations.extend(made.relations);
        relations.extend(claims::of_groups(scene, &actors));
        relations.extend(claims::of_rivals(scene, &actors));
        relations.extend(claims::of_affixes(scene, &actors));
        relations.extend(claims::of_own_parties(scene, &actors));
        relations.extend(claims::of_mediators(scene, &actors, &made.events));
        claims::end_offices(&made.events, &mut relations);
        let politics = Politics::of(&text, &actors, self.atlas, &self.book.words);
        relations.retain(|r| politics.keeps_relation(r));
        let (events, dropped): (Vec<_>, Vec<_>) = made.events.into_iter().partition(|e| politics.keeps_event(e));
        let mut traces = made.traces;
        let dropped: BTreeSet<usize> = dropped.iter().map(|e| e.basis.pred).collect();
        for trace in traces.iter_mut().filter(|t| dropped.contains(&t.pred)) {
            trace.void.get_or_insert_with(|| "the text shows no sign of politics".into());
        }
        let read = Read {
            events: incidents::join_events(&text, &actors, events),
            relations: incidents::join_relations(relations),
            traces,
            reasons: made.reasons,
            sample: made.sample,
        };
        let answering = Answering {
            document,
            scene,
            actors: &actors,
            book: &self.book,
            weights: &self.weights,
            points: CodePoints::new(&document.text),
        };
        finish(&answering, &read)
    }

    /// The state of a place in an outlet's name.
    fn home_of_outlet(&self, outlet: &str) -> Option<atlas::Key> {
        let words: Vec<&str> = outlet.split_whitespace().collect();
        let spans = self.atlas.scan(&words);
        spans.into_iter().flat_map(|s| s.hits).find_map(|hit| match self.atlas.get(hit.key).kind() {
            model::ActorKind::State => Some(hit.key),
            model::ActorKind::Place => self.atlas.capital_of(hit.key).or_else(|| self.atlas.side(hit.key, None)),
            _ => None,
        })
    }

    /// The state of a dateline's place.
    fn home(&self, place: &str) -> Option<atlas::Key> {
        let title_case = title_case(place);
        let hit = *self.atlas.find(&title_case).first()?;
        if self.atlas.get(hit.key).kind() == model::ActorKind::State {
            return Some(hit.key);
        }
        self.atlas.side(hit.key, None).or_else(|| self.atlas.get(hit.key).part_of())
    }
}

/// "PORT SUDAN" as "Port Sudan".
fn title_case(place: &str) -> String {
    let word = |w: &str| -> String {
        let rest = |(i, c): (usize, char)| if i == 0 { c } else { c.to_lowercase().next().unwrap_or(c) };
        w.chars().enumerate().map(rest).collect()
    };
    place.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

/// What reading found.
struct Read {
    events: Vec<EventClaim>,
    relations: Vec<RelationClaim>,
    traces: Vec<Trace>,
    reasons: BTreeMap<usize, Vec<TraitTrace>>,
    sample: Option<DocumentSample>,
}

fn sentence_traces(answering: &Answering<'_>, read: &Read, answer: &Answer) -> Vec<SentenceTrace> {
    let (text, actors) = (answering.scene.text, answering.actors);
    let mut out = Vec::new();
    for sentence in &text.sentences {
        let range = sentence.tokens.clone();
        let quote = answering.quote(text.span(range.clone()));
        let within = |q: &model::Quote| q.start < quote.end && quote.start < q.end;
        let events = answer.events.iter().filter(|e| e.evidence.quotes().iter().any(within)).map(|e| e.id.clone());
        let relations =
            answer.relations.iter().filter(|r| r.evidence.quotes().iter().any(within)).map(|r| r.id.clone());
        let claims = events.chain(relations).collect();
        let tokens = range
            .clone()
            .map(|t| {
                let token = text.at(t);
                TokenTrace {
                    text: token.text.into(),
                    tag: token.tag.into(),
                    dep: token.dep.into(),
                    head: token.head - range.start,
                }
            })
            .collect();
        let mut mentions: Vec<&crate::actors::Mention> =
            actors.mentions.iter().filter(|m| range.contains(&m.head)).collect();
        mentions.sort_by_key(|m| m.tokens.start);
        let mentions = mentions
            .into_iter()
            .map(|m| MentionTrace {
                words: text.words(m.tokens.clone()).into(),
                actors: m.actors.iter().map(|a| actors.entries[*a].id.clone()).collect(),
                manner: match m.manner {
                    Manner::Name => "name",
                    Manner::Modifier => "modifier",
                    Manner::Nominal => "nominal",
                    Manner::Pronoun => "pronoun",
                }
                .into(),
                why: m.why.into(),
            })
            .collect();
        let frames = read.traces.iter().filter(|t| range.contains(&t.pred)).map(|t| frame_trace(text, t)).collect();
        out.push(SentenceTrace { quote, tokens, mentions, frames, claims });
    }
    out
}

fn frame_trace(text: &Text<'_>, trace: &Trace) -> FrameTrace {
    FrameTrace {
        predicate: text.at(trace.pred).text.into(),
        lemma: trace.lemma.clone(),
        slots: trace.slots.clone(),
        fits: trace.fits.clone(),
        misses: trace.misses.clone(),
        standing: trace.steps.clone(),
        void: trace.void.clone(),
    }
}
