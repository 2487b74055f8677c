//! Traits: what the weights look at, as names that a reader understands and as numbers that a table is asked by.
//!
//! Comes in: a family and its parts. Goes out: the name `family=part&part` hashed, and spelled where names are wanted.

/// The traits of one thing, in order of being put.
#[derive(Debug, Default, Clone)]
pub(crate) struct Traits {
    /// Hashes of the names.
    pub keys: Vec<u64>,
    /// The names themselves, where they are wanted.
    pub names: Option<Vec<String>>,
}

impl Traits {
    /// No traits yet; with names, for fitting and explaining, or without.
    pub fn new(named: bool) -> Self {
        Traits { keys: Vec::with_capacity(64), names: named.then(Vec::new) }
    }

    /// Puts `family=part&part`.
    pub fn put(&mut self, family: &str, parts: &[&str]) {
        let mut hash = SEED;
        eat(&mut hash, family);
        for (i, part) in parts.iter().enumerate() {
            eat(&mut hash, if i == 0 { "=" } else { "&" });
            eat(&mut hash, part);
        }
        if self.keys.contains(&hash) {
            return;
        }
        self.keys.push(hash);
        if let Some(names) = &mut self.names {
            names.push(format!("{family}={}", parts.join("&")));
        }
    }
}

/// The hash of a trait's name: FNV-1a, 64 bits (Fowler, Noll, Vo).
pub(crate) fn key(name: &str) -> u64 {
    let mut hash = SEED;
    eat(&mut hash, name);
    hash
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

fn eat(hash: &mut u64, text: &str) {
    for byte in text.bytes() {
        *hash = (*hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
}

/// In which of the bins that end at `edges` a number lies, as a word: "0" for at most the first.
pub(crate) fn bin(x: f64, edges: &[f64]) -> &'static str {
    digit(edges.iter().position(|e| x <= *e).unwrap_or(edges.len()))
}

/// A small number as a word; nine and more as "9".
pub(crate) fn digit(n: usize) -> &'static str {
    ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"][n.min(9)]
}

/// Yes and no as words.
pub(crate) fn yes(on: bool) -> &'static str {
    digit(usize::from(on))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trait_put_in_parts_is_the_trait_of_that_name() {
        let mut traits = Traits::new(true);
        traits.put("A", &["subj", "ACCUSE"]);
        traits.put("A", &["subj", "ACCUSE"]);
        assert_eq!(traits.names.as_deref(), Some(&["A=subj&ACCUSE".to_string()][..]));
        assert_eq!(traits.keys, [key("A=subj&ACCUSE")]);
    }

    #[test]
    fn bins_end_at_their_edges() {
        let edges = [0.1, 0.5];
        assert_eq!([0.0, 0.1, 0.2, 0.5, 0.9].map(|x| bin(x, &edges)), ["0", "0", "1", "1", "2"]);
    }
}
