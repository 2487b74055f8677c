//! The arithmetic: embeddings, encoders, tagger, states of the transition systems.

pub(crate) mod embedding;
pub(crate) mod encoder;
pub(crate) mod kernels;
pub(crate) mod layout;
pub(crate) mod states;
pub(crate) mod weights;
