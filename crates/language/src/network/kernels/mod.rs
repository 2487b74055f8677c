//! Which kernels this processor can run, and the door to them.
//!
//! The same code is compiled for AVX-512, for AVX2 with FMA, and for any processor; all give the same bits.
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
    /// Any processor.
    Plain,
}

impl Kernels {
    /// The fastest set that this processor can run.
    pub(crate) fn detect() -> Self {
        Self::available()[0]
    }

    /// All sets that this processor can run, the fastest first.
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
            use super::lanes::Plain as V;
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
                }
            })*
        }
    };
}

kernels! {
    /// One window layer over `out.len() / WIDTH` rows; `x` has one row more at each end.
    fn window(x: &[f32], layer: &Window<'_>, out: &mut [f32]) =
        generic::window::<V, 8>(x, layer, out),
        generic::window::<V, 2>(x, layer, out),
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
        generic::linear::<V, 6>(x, layer, out),
        generic::linear::<V, 1>(x, layer, out),
        generic::linear::<V, 1>(x, layer, out);
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
