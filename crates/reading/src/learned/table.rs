//! A table of weights: for each trait one number a class.
//!
//! Comes in: lines `trait<TAB>weight…`, the first `base`. Goes out: sums. Traits that the table does not know count nothing.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::traits::{Traits, key};

/// Weights of `N` classes.
#[derive(Debug)]
pub(crate) struct Table<const N: usize> {
    base: [f32; N],
    weights: HashMap<u64, [f32; N], BuildHasherDefault<Ready>>,
}

impl<const N: usize> Table<N> {
    /// Reads a table.
    ///
    /// # Panics
    /// On a line that is none of the form: the tables come with the crate.
    pub fn read(text: &str) -> Self {
        let mut table = Table { base: [0.0; N], weights: HashMap::default() };
        for line in text.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
            let mut fields = line.split('\t');
            let name = fields.next().unwrap_or_default();
            let mut row = [0.0; N];
            for slot in &mut row {
                *slot = fields.next().and_then(|f| f.parse().ok()).expect("a weight for each class");
            }
            if name == "base" {
                table.base = row;
            } else {
                table.weights.insert(key(name), row);
            }
        }
        table
    }

    /// The base and what the traits add, class by class.
    pub fn sum(&self, traits: &Traits) -> [f64; N] {
        self.more(self.base.map(f64::from), traits)
    }

    /// What further traits add to a sum.
    pub fn more(&self, mut sum: [f64; N], traits: &Traits) -> [f64; N] {
        for row in traits.keys.iter().filter_map(|k| self.weights.get(k)) {
            for (total, weight) in sum.iter_mut().zip(row) {
                *total += f64::from(*weight);
            }
        }
        sum
    }

    /// The weights of a trait by its name.
    pub fn of(&self, name: &str) -> Option<&[f32; N]> {
        self.weights.get(&key(name))
    }
}

/// 1 / (1 + e^−x).
pub(crate) fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// The classes' probabilities: e^x over the sum of all e^x.
pub(crate) fn softmax<const N: usize>(sum: [f64; N]) -> [f64; N] {
    let most = sum.iter().copied().fold(f64::MIN, f64::max);
    let powers = sum.map(|x| (x - most).exp());
    let total: f64 = powers.iter().sum();
    powers.map(|p| p / total)
}

/// Keys are hashes already.
#[derive(Debug, Default)]
pub(crate) struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0000_0100_0000_01b3));
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_the_base_and_the_known_traits() {
        let table: Table<2> = Table::read("# a head\nbase\t1\t-1\nx=a\t0.5\t2\n");
        let mut traits = Traits::new(false);
        traits.put("x", &["a"]);
        traits.put("x", &["never heard of"]);
        assert_eq!(table.sum(&traits), [1.5, 1.0]);
        assert_eq!(table.of("x=a"), Some(&[0.5, 2.0]));
    }

    #[test]
    fn probabilities_add_up_to_one() {
        let p = softmax([1000.0, 1001.0, -5.0]);
        assert!((p.iter().sum::<f64>() - 1.0).abs() < 1e-12 && p[1] > p[0]);
        assert_eq!(logistic(0.0), 0.5);
    }
}
