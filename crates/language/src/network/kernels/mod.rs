//! Which kernels this processor can run, and the door to them.
//!
//! The same code is compiled for AVX-512, for AVX2 with FMA, and for any processor; these give the same bits. x86 processors
//! without FMA have a set that is as good, but not the same to the last bit.
#![allow(unsafe_code)]

mod generic;
mod lanes;

use crate::network::layout::{HIDDEN, MIXED, STATE_PIECES, WIDTH};
use crate::network::weights::{Linear, Norm, StateWeights, Window};

/// A set of kernels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kernels {
    /// 512-bit registers.
    #[cfg(target_arch = "x86_64")]
    Avx512,
    /// 256-bit registers with fused multiply-add.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// Any processor; fast where it has a fused multiply-add that the compiler knows of.
    Plain,
    /// x86 processors of before 2013: as `Plain`, but rounded twice.
    #[cfg(target_arch = "x86_64")]
    Unfused,
}

impl Kernels {
    /// The fastest set that this processor can run.
    pub(crate) fn detect() -> Self {
        match Self::available()[0] {
            #[cfg(target_arch = "x86_64")]
            Self::Plain => Self::Unfused,
            best => best,
        }
    }

    /// All sets that this processor can run and that give the same bits, the fastest first.
    pub(crate) fn available() -> Vec<Self> {
        let mut sets = Vec::new();
        #[cfg(target_arch = "x86_64")]
        {
            if std::arch::is_x86_feature_detected!("avx512f") && std::arch::is_x86_feature_detected!("fma") {
                sets.push(Self::Avx512);
            }
            if std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("fma") {
                sets.push(Self::Avx2);
            }
        }
        sets.push(Self::Plain);
        sets
    }
}

/// Compiles each kernel once for every set of features and enters the one that was chosen.
macro_rules! kernels {
    ($($(#[$doc:meta])* fn $name:ident($($arg:ident: $type:ty),* $(,)?) $(-> $result:ty)? = $wide:expr, $half:expr, $plain:expr;)*) => {
        #[cfg(target_arch = "x86_64")]
        mod avx512 {
            use super::*;
            use super::lanes::Avx512 as V;
            $(#[target_feature(enable = "avx512f,avx2,fma")]
            pub(super) fn $name($($arg: $type),*) $(-> $result)? { $wide })*
        }
        #[cfg(target_arch = "x86_64")]
        mod avx2 {
            use super::*;
            use super::lanes::Avx2 as V;
            $(#[target_feature(enable = "avx2,fma")]
            pub(super) fn $name($($arg: $type),*) $(-> $result)? { $half })*
        }
        mod plain {
            use super::*;
            type V = super::lanes::Plain<true>;
            $(pub(super) fn $name($($arg: $type),*) $(-> $result)? { $plain })*
        }
        #[cfg(target_arch = "x86_64")]
        mod unfused {
            use super::*;
            type V = super::lanes::Plain<false>;
            $(pub(super) fn $name($($arg: $type),*) $(-> $result)? { $plain })*
        }
        impl Kernels {
            $($(#[$doc])*
            pub(crate) fn $name(self, $($arg: $type),*) $(-> $result)? {
                match self {
                    // SAFETY: this value only comes from `available`, which found the features.
                    #[cfg(target_arch = "x86_64")]
                    Self::Avx512 => unsafe { avx512::$name($($arg),*) },
                    // SAFETY: as above.
                    #[cfg(target_arch = "x86_64")]
                    Self::Avx2 => unsafe { avx2::$name($($arg),*) },
                    Self::Plain => plain::$name($($arg),*),
                    #[cfg(target_arch = "x86_64")]
                    Self::Unfused => unfused::$name($($arg),*),
                }
            })*
        }
    };
}

kernels! {
    /// One window layer over `out.len() / WIDTH` rows; `x` has one row more at each end.
    fn window(x: &[f32], layer: &Window<'_>, out: &mut [f32]) =
        generic::window::<V, 8>(x, layer, out),
        generic::window::<V, 3>(x, layer, out),
        generic::window::<V, 1>(x, layer, out);
    /// The mixing layer of one word: table rows summed, the projected vector times its weights, maximum, normalised.
    fn mix(
        rows: &[&[f32; MIXED]],
        vector: Option<(&[f32; WIDTH], &[f32])>,
        bias: &[f32],
        norm: &Norm<'_>,
        out: &mut [f32; WIDTH],
    ) =
        generic::mix::<V>(rows, vector, bias, norm, out),
        generic::mix::<V>(rows, vector, bias, norm, out),
        generic::mix::<V>(rows, vector, bias, norm, out);
    /// A linear layer over rows of `layer.inputs` values.
    fn linear(x: &[f32], layer: &Linear<'_>, out: &mut [f32]) =
        generic::linear::<V, 6, 4>(x, layer, out),
        generic::linear::<V, 6, 2>(x, layer, out),
        generic::linear::<V, 1, 4>(x, layer, out);
    /// The first move with the highest score among those whose entry in `mask` is 0, not −∞.
    fn best_move(
        parts: &[&[f32; HIDDEN * STATE_PIECES]],
        layer: &StateWeights<'_>,
        mask: &[f32],
        scratch: &mut [f32],
    ) -> usize =
        generic::best_move::<V>(parts, layer, mask, scratch),
        generic::best_move::<V>(parts, layer, mask, scratch),
        generic::best_move::<V>(parts, layer, mask, scratch);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::layout::{COLUMNS, DEPTH, LANES};

    /// Numbers between -1 and 1 that look like chance.
    fn numbers(count: usize, mut seed: u32) -> Vec<f32> {
        let mut next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as f32 / (1 << 23) as f32 - 1.0
        };
        (0..count).map(|_| next()).collect()
    }

    fn bits(values: &[f32]) -> Vec<u32> {
        values.iter().map(|value| value.to_bits()).collect()
    }

    #[test]
    fn windows_have_the_same_bits_on_every_path_and_in_every_batch() {
        let (weights, bias) = (numbers(3 * WIDTH * MIXED, 1), numbers(MIXED, 2));
        let (gain, shift) = (numbers(WIDTH, 3), numbers(WIDTH, 4));
        let layer = Window { weights: &weights, bias: &bias, norm: Norm { gain: &gain, shift: &shift } };
        let rows = 2 * DEPTH + 5;
        let x = numbers((rows + 2) * WIDTH, 5);
        let mut wanted = vec![0.0; rows * WIDTH];
        Kernels::Plain.window(&x, &layer, &mut wanted);
        for kernels in Kernels::available() {
            let mut whole = vec![0.0; rows * WIDTH];
            kernels.window(&x, &layer, &mut whole);
            assert_eq!(bits(&whole), bits(&wanted), "{kernels:?}");
            for row in 0..rows {
                let mut one = vec![0.0; WIDTH];
                kernels.window(&x[row * WIDTH..(row + 3) * WIDTH], &layer, &mut one);
                assert_eq!(bits(&one), bits(&wanted[row * WIDTH..(row + 1) * WIDTH]), "{kernels:?}");
            }
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[test]
    fn rounding_twice_changes_next_to_nothing() {
        let (weights, x) = (numbers(COLUMNS * HIDDEN, 1), numbers(5 * HIDDEN, 2));
        let layer = Linear { weights: &weights, bias: &[], inputs: HIDDEN, outputs: COLUMNS };
        let (mut once, mut twice) = (vec![0.0; 5 * COLUMNS], vec![0.0; 5 * COLUMNS]);
        Kernels::Plain.linear(&x, &layer, &mut once);
        Kernels::Unfused.linear(&x, &layer, &mut twice);
        assert!(once.iter().zip(&twice).all(|(a, b)| (a - b).abs() < 1e-5));
    }

    #[test]
    fn linear_layers_have_the_same_bits_on_every_path_and_are_right() {
        let (weights, bias) = (numbers(2 * COLUMNS * HIDDEN, 1), numbers(2 * COLUMNS, 2));
        let layer = Linear { weights: &weights, bias: &bias, inputs: HIDDEN, outputs: 2 * COLUMNS };
        let x = numbers(13 * HIDDEN, 3);
        let mut wanted = vec![0.0; 13 * 2 * COLUMNS];
        Kernels::Plain.linear(&x, &layer, &mut wanted);
        for kernels in Kernels::available() {
            let mut out = vec![0.0; wanted.len()];
            kernels.linear(&x, &layer, &mut out);
            assert_eq!(bits(&out), bits(&wanted), "{kernels:?}");
        }
        for (row, output) in [(0, 0), (3, 65), (12, 127)] {
            let weight =
                |input: usize| weights[output / COLUMNS * COLUMNS * HIDDEN + input * COLUMNS + output % COLUMNS];
            let sum: f64 = (0..HIDDEN).map(|input| f64::from(x[row * HIDDEN + input]) * f64::from(weight(input))).sum();
            let value = f64::from(wanted[row * 2 * COLUMNS + output]);
            assert!((sum + f64::from(bias[output]) - value).abs() < 1e-5);
        }
    }

    #[test]
    fn mixing_has_the_same_bits_on_every_path() {
        let (tables, bias) = (numbers(5 * MIXED, 1), numbers(MIXED, 2));
        let (gain, shift) = (numbers(WIDTH, 3), numbers(WIDTH, 4));
        let (vector, weights) = (numbers(WIDTH, 5), numbers(WIDTH * MIXED, 6));
        let norm = Norm { gain: &gain, shift: &shift };
        let rows: Vec<&[f32; MIXED]> = tables.chunks_exact(MIXED).map(|row| row.first_chunk().unwrap()).collect();
        for vector in [None, Some((vector.first_chunk().unwrap(), &weights[..]))] {
            let mut wanted = [0.0; WIDTH];
            Kernels::Plain.mix(&rows, vector, &bias, &norm, &mut wanted);
            for kernels in Kernels::available() {
                let mut out = [0.0; WIDTH];
                kernels.mix(&rows, vector, &bias, &norm, &mut out);
                assert_eq!(bits(&out), bits(&wanted), "{kernels:?}");
            }
        }
    }

    #[test]
    fn the_best_move_is_the_first_of_the_highest_that_may_be_taken() {
        for moves in [7 * LANES, 5 * LANES, 17 * LANES] {
            let (missing, bias) = (numbers(8 * HIDDEN * STATE_PIECES, 1), numbers(HIDDEN * STATE_PIECES, 2));
            let (mut scores, mut scores_bias) = (numbers(moves * HIDDEN, 3), numbers(moves, 4));
            // Two moves that always score alike, above all others.
            for input in 0..HIDDEN {
                scores[input * moves + 20] = 0.0;
                scores[input * moves + 70] = 0.0;
            }
            (scores_bias[20], scores_bias[70]) = (1e6, 1e6);
            let none = Linear { weights: &[], bias: &[], inputs: HIDDEN, outputs: 0 };
            let layer = StateWeights {
                input: none,
                features: none,
                missing: &missing,
                bias: &bias,
                scores: &scores,
                scores_bias: &scores_bias,
            };
            let parts: Vec<&[f32; HIDDEN * STATE_PIECES]> =
                missing.chunks_exact(HIDDEN * STATE_PIECES).map(|part| part.first_chunk().unwrap()).collect();
            let mut mask = vec![0.0; moves];
            let best = |mask: &[f32]| {
                let found = Kernels::available()
                    .into_iter()
                    .map(|kernels| kernels.best_move(&parts, &layer, mask, &mut vec![0.0; moves]));
                let found: Vec<usize> = found.collect();
                assert!(found.iter().all(|&best| best == found[0]), "{found:?}");
                found[0]
            };
            assert_eq!(best(&mask), 20);
            mask[20] = f32::NEG_INFINITY;
            assert_eq!(best(&mask), 70);
            mask[70] = f32::NEG_INFINITY;
            assert!(![20, 70].contains(&best(&mask)));
            mask.fill(f32::NEG_INFINITY);
            mask[moves - 1] = 0.0;
            assert_eq!(best(&mask), moves - 1);
        }
    }
}
