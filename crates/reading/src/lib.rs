//! One document → actors, events, relations, each with evidence, source and reality. Pure.

mod segments;
mod text;
