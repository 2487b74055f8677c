//! spaCy's English pipelines, run natively: a text goes in, out come tokens, sentences, tags, lemmas, a dependency parse
//! and named entities, equal to what spaCy 3.8 itself gives from the same published weights.
//!
//! ```no_run
//! use language::Pipeline;
//!
//! let pipeline = Pipeline::open("en_core_web_md-3.8.0.detente".as_ref())?;
//! let doc = pipeline.annotate("Angela Merkel flew to Rawalpindi on Wednesday.");
//! let verb = doc.tokens().find(|token| token.pos() == "VERB").unwrap();
//! assert_eq!((verb.lemma(), verb.dep(), verb.morph()), ("fly", "ROOT", "Tense=Past|VerbForm=Fin"));
//! let entities: Vec<_> = doc.entities().map(|entity| (entity.text(), entity.label())).collect();
//! assert_eq!(entities, [("Angela Merkel", "PERSON"), ("Rawalpindi", "GPE"), ("Wednesday", "DATE")]);
//! # Ok::<(), language::LanguageError>(())
//! ```
//!
//! # Who does what
//!
//! | step | module | spaCy's name |
//! |---|---|---|
//! | text → tokens | `tokenizer` (`affix`, `class`, `url`, `exceptions`) | tokenizer |
//! | token → ids of its norm, first and last characters, shape | `lexeme`, `hashing`, `symbols`, `unicode` | lexeme attributes |
//! | ids → input rows, kept for the words seen last | `network::embedding` | MultiHashEmbed |
//! | rows → vectors with their neighbours in them | `network::encoder` | MaxoutWindowEncoder |
//! | vectors → tags | `annotator` | tagger |
//! | vectors → what each token adds to a state | `network::states` | precomputable affine |
//! | states → heads and labels | `arc_eager`, `tree` | parser |
//! | tags, labels, words → part of speech, morphology | `ruler` | attribute ruler |
//! | words → lemmas | `lemmatizer` | lemmatizer |
//! | states → entities | `biluo` | ner |
//!
//! [`convert`] turns a spaCy model folder into the one file that [`Pipeline::open`] maps (`model_file`); [`Pipeline`] hands
//! groups of texts to an `annotator`, which gives a [`Doc`] for each; [`Token`] and [`Entity`] are views into it, and
//! [`CodePoints`] turns its byte offsets into characters. [`Doc::from_columns`] builds one by hand.
//!
//! # Why it is as it is
//!
//! - *Everything before the first maximum is linear*, so `convert` multiplies the embedding tables through the mixing layer:
//!   a word costs a sum of 24 rows instead of a product with a matrix, and the rows of frequent words are kept.
//! - *The same bits everywhere.* The kernels are written once, compiled for AVX-512, for AVX2 and for any processor, and
//!   round alike (but on x86 processors without FMA); a row's value does not depend on its batch or on a cache. So the
//!   output is the same for any number of threads, and equal to spaCy's but where two moves score alike up to the last bits
//!   of a float (4 decisions in 2.8 million tokens of very mixed text).
//! - *No regular expressions.* The tokenizer's patterns are lists of literals and classes with a look to either side; a
//!   matcher made for these cannot run away on a word of a megabyte.
//! - *Linear time, bounded memory.* The encoders run over a stream and keep two rows a layer; the parser keeps what its
//!   stack may still refer to. A text of 50 MB takes the same time a token as a short one.
//! - Little-endian machines only: the file's numbers are used where they lie.

mod annotator;
mod arc_eager;
mod biluo;
mod code_points;
mod columns;
mod convert;
mod doc;
mod error;
mod hashing;
mod lemmatizer;
mod lexeme;
mod mapping;
mod model_file;
mod network;
mod pipeline;
mod ruler;
mod settings;
mod symbols;
mod tokenizer;
mod tree;
mod unicode;

#[cfg(target_endian = "big")]
compile_error!("the model file is little-endian and is used where it lies");

pub use code_points::CodePoints;
pub use columns::Columns;
pub use convert::convert;
pub use doc::{Doc, Entity, Token};
pub use error::LanguageError;
pub use pipeline::Pipeline;
