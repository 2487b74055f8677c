//! Sixteen floats at a time: in one AVX-512 register, in two AVX registers, or in a plain array.
//!
//! All three round alike (fused multiply-add, sums in one fixed order), so that every machine computes the same bits.
#![allow(unsafe_code)]

/// Sixteen floats.
///
/// The methods of the two x86 types may only be called where the processor has the features that their module names;
/// the kernels are compiled once for each and chosen at run time.
pub(super) trait Lanes: Copy {
    /// One register: what the inner loops count in.
    type Register: Register;

    fn splat(value: f32) -> Self;
    fn load(values: &[f32; 16]) -> Self;
    fn store(self, values: &mut [f32; 16]);
    fn add(self, other: Self) -> Self;
    fn sub(self, other: Self) -> Self;
    fn mul(self, other: Self) -> Self;
    /// The larger of the two in each lane.
    fn max(self, other: Self) -> Self;
    /// `self * factor + term`, rounded once.
    fn mul_add(self, factor: Self, term: Self) -> Self;
    /// A bit for each lane in which the two are equal.
    fn equal(self, other: Self) -> u16;

    /// The sum of all lanes, in one fixed order.
    #[inline(always)]
    fn sum(self) -> f32 {
        let mut values = [0.0; 16];
        self.store(&mut values);
        let mut half = 8;
        while half > 0 {
            for lane in 0..half {
                values[lane] += values[lane + half];
            }
            half /= 2;
        }
        values[0]
    }

    /// The largest of all lanes.
    #[inline(always)]
    fn largest(self) -> f32 {
        let mut values = [0.0; 16];
        self.store(&mut values);
        values.iter().copied().fold(f32::NEG_INFINITY, |a, b| if b > a { b } else { a })
    }
}

/// As many floats as one register holds, 8 or 16; for the inner loops of matrix products.
pub(super) trait Register: Copy {
    /// How many.
    const WIDTH: usize;
    fn splat(value: f32) -> Self;
    /// Takes the first `WIDTH` values.
    fn load(values: &[f32]) -> Self;
    /// Writes the first `WIDTH` values.
    fn store(self, values: &mut [f32]);
    /// `self * factor + term`, rounded once.
    fn mul_add(self, factor: Self, term: Self) -> Self;
}

/// Sixteen floats at once, where a register holds as many.
macro_rules! whole {
    ($type:ty) => {
        impl Register for $type {
            const WIDTH: usize = 16;
            #[inline(always)]
            fn splat(value: f32) -> Self {
                Lanes::splat(value)
            }
            #[inline(always)]
            fn load(values: &[f32]) -> Self {
                Lanes::load(values[..16].first_chunk().expect("sixteen values"))
            }
            #[inline(always)]
            fn store(self, values: &mut [f32]) {
                Lanes::store(self, values[..16].first_chunk_mut().expect("sixteen values"));
            }
            #[inline(always)]
            fn mul_add(self, factor: Self, term: Self) -> Self {
                Lanes::mul_add(self, factor, term)
            }
        }
    };
}

/// The plain twin, for any processor; not `FUSED` it rounds twice where the others round once, for processors on which
/// a fused multiply-add would be a function call.
#[derive(Clone, Copy)]
pub(super) struct Plain<const FUSED: bool>([f32; 16]);

impl<const FUSED: bool> Plain<FUSED> {
    #[inline(always)]
    fn zip(self, other: Self, f: impl Fn(f32, f32) -> f32) -> Self {
        Self(std::array::from_fn(|lane| f(self.0[lane], other.0[lane])))
    }
}

whole!(Plain<true>);
whole!(Plain<false>);

impl<const FUSED: bool> Lanes for Plain<FUSED>
where
    Self: Register,
{
    type Register = Self;

    #[inline(always)]
    fn splat(value: f32) -> Self {
        Self([value; 16])
    }
    #[inline(always)]
    fn load(values: &[f32; 16]) -> Self {
        Self(*values)
    }
    #[inline(always)]
    fn store(self, values: &mut [f32; 16]) {
        *values = self.0;
    }
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        self.zip(other, |a, b| a + b)
    }
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        self.zip(other, |a, b| a - b)
    }
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        self.zip(other, |a, b| a * b)
    }
    #[inline(always)]
    fn max(self, other: Self) -> Self {
        self.zip(other, |a, b| if a > b { a } else { b })
    }
    #[inline(always)]
    fn mul_add(self, factor: Self, term: Self) -> Self {
        Self(std::array::from_fn(|lane| {
            if FUSED {
                self.0[lane].mul_add(factor.0[lane], term.0[lane])
            } else {
                self.0[lane] * factor.0[lane] + term.0[lane]
            }
        }))
    }
    #[inline(always)]
    fn equal(self, other: Self) -> u16 {
        (0..16).fold(0, |bits, lane| bits | u16::from(self.0[lane] == other.0[lane]) << lane)
    }
}

#[cfg(target_arch = "x86_64")]
pub(super) use x86::{Avx2, Avx512};

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::{Lanes, Register};
    use std::arch::x86_64::*;

    /// One register of AVX-512 (`avx512f`).
    #[derive(Clone, Copy)]
    pub(in super::super) struct Avx512(__m512);

    // SAFETY of every block for it: the kernels with this type are only entered after `avx512f` was found at run time, and
    // loads and stores go through references to whole arrays of sixteen floats.
    whole!(Avx512);

    impl Lanes for Avx512 {
        type Register = Self;

        #[inline(always)]
        fn splat(value: f32) -> Self {
            Self(unsafe { _mm512_set1_ps(value) })
        }
        #[inline(always)]
        fn load(values: &[f32; 16]) -> Self {
            Self(unsafe { _mm512_loadu_ps(values.as_ptr()) })
        }
        #[inline(always)]
        fn store(self, values: &mut [f32; 16]) {
            unsafe { _mm512_storeu_ps(values.as_mut_ptr(), self.0) }
        }
        #[inline(always)]
        fn add(self, other: Self) -> Self {
            Self(unsafe { _mm512_add_ps(self.0, other.0) })
        }
        #[inline(always)]
        fn sub(self, other: Self) -> Self {
            Self(unsafe { _mm512_sub_ps(self.0, other.0) })
        }
        #[inline(always)]
        fn mul(self, other: Self) -> Self {
            Self(unsafe { _mm512_mul_ps(self.0, other.0) })
        }
        #[inline(always)]
        fn max(self, other: Self) -> Self {
            Self(unsafe { _mm512_max_ps(self.0, other.0) })
        }
        #[inline(always)]
        fn mul_add(self, factor: Self, term: Self) -> Self {
            Self(unsafe { _mm512_fmadd_ps(self.0, factor.0, term.0) })
        }
        #[inline(always)]
        fn equal(self, other: Self) -> u16 {
            unsafe { _mm512_cmp_ps_mask::<_CMP_EQ_OQ>(self.0, other.0) }
        }
    }

    /// Two registers of AVX (`avx2`, `fma`).
    #[derive(Clone, Copy)]
    pub(in super::super) struct Avx2(__m256, __m256);

    // SAFETY of every block for it and for `Half`: as above, after `avx2` and `fma` were found at run time; the second
    // half of an array of sixteen floats begins eight floats behind its first.
    impl Lanes for Avx2 {
        type Register = Half;

        #[inline(always)]
        fn splat(value: f32) -> Self {
            let value = unsafe { _mm256_set1_ps(value) };
            Self(value, value)
        }
        #[inline(always)]
        fn load(values: &[f32; 16]) -> Self {
            unsafe { Self(_mm256_loadu_ps(values.as_ptr()), _mm256_loadu_ps(values.as_ptr().add(8))) }
        }
        #[inline(always)]
        fn store(self, values: &mut [f32; 16]) {
            unsafe {
                _mm256_storeu_ps(values.as_mut_ptr(), self.0);
                _mm256_storeu_ps(values.as_mut_ptr().add(8), self.1);
            }
        }
        #[inline(always)]
        fn add(self, other: Self) -> Self {
            unsafe { Self(_mm256_add_ps(self.0, other.0), _mm256_add_ps(self.1, other.1)) }
        }
        #[inline(always)]
        fn sub(self, other: Self) -> Self {
            unsafe { Self(_mm256_sub_ps(self.0, other.0), _mm256_sub_ps(self.1, other.1)) }
        }
        #[inline(always)]
        fn mul(self, other: Self) -> Self {
            unsafe { Self(_mm256_mul_ps(self.0, other.0), _mm256_mul_ps(self.1, other.1)) }
        }
        #[inline(always)]
        fn max(self, other: Self) -> Self {
            unsafe { Self(_mm256_max_ps(self.0, other.0), _mm256_max_ps(self.1, other.1)) }
        }
        #[inline(always)]
        fn mul_add(self, factor: Self, term: Self) -> Self {
            unsafe { Self(_mm256_fmadd_ps(self.0, factor.0, term.0), _mm256_fmadd_ps(self.1, factor.1, term.1)) }
        }
        #[inline(always)]
        fn equal(self, other: Self) -> u16 {
            unsafe {
                let low = _mm256_movemask_ps(_mm256_cmp_ps::<_CMP_EQ_OQ>(self.0, other.0));
                let high = _mm256_movemask_ps(_mm256_cmp_ps::<_CMP_EQ_OQ>(self.1, other.1));
                (low | high << 8) as u16
            }
        }
    }

    /// One register of AVX (`avx2`, `fma`).
    #[derive(Clone, Copy)]
    pub(in super::super) struct Half(__m256);

    impl Register for Half {
        const WIDTH: usize = 8;
        #[inline(always)]
        fn splat(value: f32) -> Self {
            Self(unsafe { _mm256_set1_ps(value) })
        }
        #[inline(always)]
        fn load(values: &[f32]) -> Self {
            let values: &[f32; 8] = values[..8].first_chunk().expect("eight values");
            Self(unsafe { _mm256_loadu_ps(values.as_ptr()) })
        }
        #[inline(always)]
        fn store(self, values: &mut [f32]) {
            let values: &mut [f32; 8] = values[..8].first_chunk_mut().expect("eight values");
            unsafe { _mm256_storeu_ps(values.as_mut_ptr(), self.0) }
        }
        #[inline(always)]
        fn mul_add(self, factor: Self, term: Self) -> Self {
            Self(unsafe { _mm256_fmadd_ps(self.0, factor.0, term.0) })
        }
    }
}
