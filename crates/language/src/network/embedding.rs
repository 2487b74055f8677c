//! Words → the encoders' input rows, with a cache of the words seen last.
//!
//! An input row depends on the word, the norm that an exception gave it, and whether a space follows: everything up to
//! the mixing layer's normalisation is computed once and kept. The value is the same whether it was kept or not.

use super::kernels::Kernels;
use super::layout::{MIXED, WIDTH};
use super::weights::EncoderWeights;
use crate::hashing::embedding_keys;
use crate::lexeme::Features;
use crate::tokenizer::RawToken;
use crate::unicode::is_space_str;

/// Words kept at most; together about 6 MB.
const CAPACITY: usize = 1 << 13;
const SLOTS: usize = CAPACITY * 4;
/// The most table rows that one word sums: four for each of six tables.
const MOST_ROWS: usize = 24;

/// The model's tables about words.
#[derive(Clone, Copy)]
pub(crate) struct Words<'m> {
    pub(crate) norm_words: &'m [u64],
    pub(crate) norm_ids: &'m [u64],
    pub(crate) vector_buckets: &'m [u32],
    pub(crate) vector_words: &'m [u64],
    pub(crate) vector_rows: &'m [u16],
    /// The norms that tokenizer exceptions give.
    pub(crate) exception_norms: &'m [u64],
    /// Rows and seed of each table: norm, prefix, suffix, shape, and for the shared encoder space after, is space.
    pub(crate) tables: &'m [(usize, u32)],
    pub(crate) shared: EncoderWeights<'m>,
    pub(crate) entity: EncoderWeights<'m>,
    pub(crate) kernels: Kernels,
}

impl Words<'_> {
    fn vector_row(&self, orth: u64) -> Option<usize> {
        let bucket = (orth >> 48) as usize;
        let (low, high) = (*self.vector_buckets.get(bucket)? as usize, *self.vector_buckets.get(bucket + 1)? as usize);
        let found = self.vector_words.get(low..high)?.binary_search(&orth).ok()?;
        self.vector_rows.get(low + found).map(|&row| usize::from(row))
    }

    fn norm(&self, token: &RawToken) -> Option<u64> {
        if let Some(number) = token.norm.checked_sub(1) {
            return self.exception_norms.get(usize::from(number)).copied();
        }
        self.norm_words.binary_search(&token.orth).ok().and_then(|at| self.norm_ids.get(at).copied())
    }

    /// Both encoders' input rows of one token.
    fn embed(&self, text: &str, token: &RawToken, space_after: bool, out: &mut Rows) {
        let features = Features::new(text, self.norm(token));
        let flags = [u64::from(space_after), u64::from(is_space_str(text))];
        let ids = [features.norm, features.prefix, features.suffix, features.shape, flags[0], flags[1]];
        let mut shared: [&[f32; MIXED]; MOST_ROWS] = [&[0.0; MIXED]; MOST_ROWS];
        let mut entity = shared;
        let (mut count, mut before, mut entity_count) = (0, 0, 0);
        for (table, (id, &(rows, seed))) in ids.iter().zip(self.tables).enumerate() {
            for key in embedding_keys(*id, seed) {
                let row = before + key as usize % rows;
                shared[count] = row_of(self.shared.tables, row);
                if table < 4 {
                    entity[count] = row_of(self.entity.tables, row);
                    entity_count += 1;
                }
                count += 1;
            }
            before += rows;
        }
        let vector = self.vector_row(token.orth);
        for (weights, rows, out) in [
            (&self.shared, &shared[..count], &mut out.shared),
            (&self.entity, &entity[..entity_count], &mut out.entity),
        ] {
            let vector = vector
                .filter(|row| (row + 1) * WIDTH <= weights.vectors.len())
                .map(|row| (row_of(weights.vectors, row), weights.mixing_vectors));
            self.kernels.mix(rows, vector, weights.mixing_bias, &weights.mixing_norm, out);
        }
    }
}

fn row_of<const N: usize>(table: &[f32], row: usize) -> &[f32; N] {
    table[row * N..].first_chunk().expect("tables were checked for their rows on opening")
}

/// What is kept of a word.
#[derive(Clone)]
pub(crate) struct Rows {
    pub(crate) shared: [f32; WIDTH],
    pub(crate) entity: [f32; WIDTH],
    /// The number of the lower-cased word among those that rules name, 0 for all others.
    pub(crate) lower: u16,
    pub(crate) is_space: bool,
}

/// The words seen last.
pub(crate) struct WordCache {
    slots: Vec<u32>,
    keys: Vec<(u64, u32)>,
    rows: Vec<Rows>,
}

impl WordCache {
    /// An empty cache.
    pub(crate) fn new() -> Self {
        Self { slots: vec![0; SLOTS], keys: Vec::new(), rows: Vec::new() }
    }

    /// The rows of a token; `lower` finds the number of its lower-cased text if it has to be computed.
    pub(crate) fn get(
        &mut self,
        words: &Words<'_>,
        text: &str,
        token: &RawToken,
        space_after: bool,
        lower: impl FnOnce(&str) -> u16,
    ) -> &Rows {
        let key = (token.orth, u32::from(token.norm) << 1 | u32::from(space_after));
        let start = (key.0 ^ u64::from(key.1).wrapping_mul(0x9e37_79b9_7f4a_7c15)) as usize;
        let mut slot = start % SLOTS;
        while self.slots[slot] != 0 {
            let index = self.slots[slot] as usize - 1;
            if self.keys[index] == key {
                return &self.rows[index];
            }
            slot = (slot + 1) % SLOTS;
        }
        if self.keys.len() == CAPACITY {
            self.slots.fill(0);
            self.keys.clear();
            self.rows.clear();
            slot = start % SLOTS;
        }
        let mut rows =
            Rows { shared: [0.0; WIDTH], entity: [0.0; WIDTH], lower: lower(text), is_space: is_space_str(text) };
        words.embed(text, token, space_after, &mut rows);
        self.keys.push(key);
        self.rows.push(rows);
        self.slots[slot] = self.keys.len() as u32;
        self.rows.last().expect("just pushed")
    }
}
