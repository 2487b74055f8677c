//! spaCy's English pipelines, run natively.

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

pub use code_points::CodePoints;
pub use columns::Columns;
pub use convert::convert;
pub use doc::{Doc, Entity, Token};
pub use error::LanguageError;
pub use pipeline::Pipeline;
