//! The two hashes that spaCy's models are built on: a string's id, and the rows of a hash embedding.
//!
//! In: UTF-8 strings, 64-bit ids. Out: the very numbers that spaCy and thinc compute, so that the published
//! weights and tables can be looked up.

use crate::symbols;

/// The id of a string in spaCy's string store: 0 for the empty string, a small number for the library's own
/// symbols, MurmurHash64A with seed 1 for everything else.
pub(crate) fn string_id(text: &str) -> u64 {
    let hash = murmur64a(text.as_bytes());
    symbols::id_of_hash(hash).unwrap_or(hash)
}

/// MurmurHash64A with seed 1; 0 for nothing.
pub(crate) fn murmur64a(bytes: &[u8]) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    const R: u32 = 47;
    if bytes.is_empty() {
        return 0;
    }
    let mut hash = 1 ^ (bytes.len() as u64).wrapping_mul(M);
    let mut blocks = bytes.chunks_exact(8);
    for block in &mut blocks {
        let mut k = [0; 8];
        k.copy_from_slice(block);
        let mut k = u64::from_le_bytes(k).wrapping_mul(M);
        k ^= k >> R;
        hash ^= k.wrapping_mul(M);
        hash = hash.wrapping_mul(M);
    }
    let tail = blocks.remainder();
    if !tail.is_empty() {
        let mut k = [0; 8];
        k[..tail.len()].copy_from_slice(tail);
        hash = (hash ^ u64::from_le_bytes(k)).wrapping_mul(M);
    }
    hash ^= hash >> R;
    hash = hash.wrapping_mul(M);
    hash ^ (hash >> R)
}

/// The four table rows (before the modulus) that a hash embedding with this seed sums for an id.
pub(crate) fn embedding_keys(id: u64, seed: u32) -> [u32; 4] {
    let seed = u64::from(seed);
    let mut h1 = id.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31).wrapping_mul(0x4cf5_ad43_2745_937f);
    h1 ^= seed ^ 8;
    let mut h2 = seed ^ 8;
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    h1 = fmix(h1);
    h2 = fmix(h2);
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    [h1 as u32, (h1 >> 32) as u32, h2 as u32, (h2 >> 32) as u32]
}

fn fmix(mut k: u64) -> u64 {
    k ^= k >> 33;
    k = k.wrapping_mul(0xff51_afd7_ed55_8ccd);
    k ^= k >> 33;
    k = k.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    k ^ (k >> 33)
}

/// A fast 64-bit checksum of a byte stream, eight bytes at a time in four lanes; finds damage, not malice.
pub(crate) struct Checksum {
    lanes: [u64; 4],
    length: u64,
}

impl Checksum {
    /// The checksum of nothing.
    pub(crate) fn new() -> Self {
        Self {
            lanes: [0x9e37_79b9_7f4a_7c15, 0xbf58_476d_1ce4_e5b9, 0x94d0_49bb_1331_11eb, 0x2545_f491_4f6c_dd1d],
            length: 0,
        }
    }

    /// Takes in more bytes; every call but the last must bring a multiple of 32 bytes.
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.length += bytes.len() as u64;
        let mut blocks = bytes.chunks_exact(32);
        for block in &mut blocks {
            self.block(block);
        }
        let rest = blocks.remainder();
        if !rest.is_empty() {
            let mut last = [0; 32];
            last[..rest.len()].copy_from_slice(rest);
            self.block(&last);
        }
    }

    fn block(&mut self, block: &[u8]) {
        for (lane, word) in self.lanes.iter_mut().zip(block.chunks_exact(8)) {
            let mut k = [0; 8];
            k.copy_from_slice(word);
            *lane = (*lane ^ u64::from_le_bytes(k)).wrapping_mul(0x9fb2_1c65_1e98_df25).rotate_left(29);
        }
    }

    /// The value for everything taken in so far.
    pub(crate) fn finish(&self) -> u64 {
        self.lanes.iter().fold(self.length, |hash, &lane| fmix(hash ^ lane))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_those_of_the_string_store() {
        assert_eq!(string_id(""), 0);
        assert_eq!(string_id("_"), 456);
        assert_eq!(string_id("punct"), 445);
        assert_eq!(string_id("coffee"), 3_197_928_453_018_144_401);
        assert_eq!(string_id("noun"), 16_833_663_260_455_505_849);
    }

    #[test]
    fn a_checksum_sees_length_and_order() {
        let sum = |bytes: &[u8]| {
            let mut checksum = Checksum::new();
            checksum.update(bytes);
            checksum.finish()
        };
        assert_ne!(sum(b"ab"), sum(b"ba"));
        assert_ne!(sum(b"a"), sum(b"a\0"));
        assert_eq!(sum(b"abc"), sum(b"abc"));
    }
}
