//! Numbers from texts, the same on every machine: for keys of blocks and bands, where a clash costs a comparison and nothing else.

/// Where a hash starts.
pub(crate) const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

/// Spreads the bits of a number (the finisher of SplitMix64; Steele and others 2014).
pub(crate) fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// A text as a number, eight bytes at a time.
pub(crate) fn of_text(text: &str) -> u64 {
    let word = |chunk: &[u8]| chunk.iter().fold(0, |n: u64, b| n << 8 | u64::from(*b));
    text.as_bytes().chunks(8).fold(mix(SEED ^ text.len() as u64), |h, chunk| mix(h ^ word(chunk)))
}

/// Several numbers, in their order, as one.
pub(crate) fn of_numbers(numbers: &[u64]) -> u64 {
    numbers.iter().fold(SEED, |h, n| mix(h.rotate_left(5) ^ mix(*n)))
}
