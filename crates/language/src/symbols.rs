//! spaCy's own symbols: 456 strings whose id is a small number instead of a hash.
//!
//! In: the MurmurHash64A of a string. Out: the symbol's id, if a symbol has that hash.

use std::sync::LazyLock;

const SLOTS: usize = 2048;

/// Open addressing over the symbols' hashes; a slot with id 0 is free.
static TABLE: LazyLock<Box<[(u64, u64)]>> = LazyLock::new(|| {
    let mut table = vec![(0, 0); SLOTS].into_boxed_slice();
    for (name, id) in all() {
        let hash = crate::hashing::murmur64a(name.as_bytes());
        let mut slot = hash as usize % SLOTS;
        while table[slot].1 != 0 {
            slot = (slot + 1) % SLOTS;
        }
        table[slot] = (hash, id);
    }
    table
});

fn all() -> impl Iterator<Item = (&'static str, u64)> {
    include_str!("../data/symbols.tsv")
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(id, name)| Some((name, id.parse().ok()?)))
}

/// The id of the symbol with this hash, or `None` for any other string.
pub(crate) fn id_of_hash(hash: u64) -> Option<u64> {
    let mut slot = hash as usize % SLOTS;
    loop {
        let (found, id) = TABLE[slot];
        if id == 0 {
            return None;
        }
        if found == hash {
            return Some(id);
        }
        slot = (slot + 1) % SLOTS;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hashing::murmur64a;

    #[test]
    fn every_symbol_is_found_and_nothing_else() {
        assert_eq!(all().count(), 456);
        assert!(all().all(|(name, id)| id_of_hash(murmur64a(name.as_bytes())) == Some(id)));
        assert_eq!(id_of_hash(murmur64a(b"cat")), None);
    }
}
