//! The kernels, written once over [`Lanes`].
//!
//! Each row's result depends on that row alone: how many rows are done together changes nothing, not even the last bit.
// Rows, pieces and blocks are counted alike in several arrays at once.
#![allow(clippy::needless_range_loop)]

use super::lanes::{Lanes, Register};
use crate::network::layout::{COLUMNS, HIDDEN, LANES, MIXED, PIECES, STATE_PIECES, WIDTH};
use crate::network::weights::{Linear, Norm, StateWeights, Window};

/// Vectors of lanes in an encoder's row.
const BLOCKS: usize = WIDTH / LANES;
/// Vectors of lanes in a state.
const STATE: usize = HIDDEN / LANES;
/// Values of a window: three rows.
const SPAN: usize = 3 * WIDTH;

#[inline(always)]
fn lanes<V: Lanes>(values: &[f32]) -> V {
    V::load(values[..LANES].first_chunk().expect("sixteen values"))
}

#[inline(always)]
fn put<V: Lanes>(lanes: V, values: &mut [f32]) {
    lanes.store(values[..LANES].first_chunk_mut().expect("sixteen values"));
}

/// One window layer over `out.len() / WIDTH` rows; `x` has one row more at each end.
///
/// `out = x + normalise(max over pieces(weights · [before, here, after] + bias))`.
#[inline(always)]
pub(super) fn window<V: Lanes, const ROWS: usize>(x: &[f32], layer: &Window<'_>, out: &mut [f32]) {
    let rows = out.len() / WIDTH;
    let mut done = 0;
    while done + ROWS <= rows {
        window_rows::<V, ROWS>(&x[done * WIDTH..], layer, &mut out[done * WIDTH..(done + ROWS) * WIDTH]);
        done += ROWS;
    }
    while done < rows {
        window_rows::<V, 1>(&x[done * WIDTH..], layer, &mut out[done * WIDTH..(done + 1) * WIDTH]);
        done += 1;
    }
}

#[inline(always)]
fn window_rows<V: Lanes, const ROWS: usize>(x: &[f32], layer: &Window<'_>, out: &mut [f32]) {
    let spans: [&[f32; SPAN]; ROWS] =
        std::array::from_fn(|row| x[row * WIDTH..row * WIDTH + SPAN].first_chunk().expect("three rows"));
    let mut maxima = [[V::splat(0.0); BLOCKS]; ROWS];
    for block in 0..BLOCKS {
        let weights = &layer.weights[block * SPAN * PIECES * LANES..(block + 1) * SPAN * PIECES * LANES];
        let mut sums = [[0.0; PIECES * LANES]; ROWS];
        for part in 0..LANES / V::Register::WIDTH {
            window_sums::<V::Register, ROWS>(&spans, weights, part * V::Register::WIDTH, &mut sums);
        }
        let bias = &layer.bias[block * PIECES * LANES..(block + 1) * PIECES * LANES];
        for row in 0..ROWS {
            let mut pieces = [V::splat(0.0); PIECES];
            for piece in 0..PIECES {
                pieces[piece] = lanes(&sums[row][piece * LANES..]);
            }
            maxima[row][block] = maximum(&pieces, bias);
        }
    }
    for row in 0..ROWS {
        let normal = normalise(maxima[row], &layer.norm);
        for block in 0..BLOCKS {
            let before: V = lanes(&spans[row][WIDTH + block * LANES..]);
            put(before.add(normal[block]), &mut out[row * WIDTH + block * LANES..]);
        }
    }
}

/// The sums of a register's width of outputs, from `lane` on in their block, for all pieces of some rows.
#[inline(always)]
fn window_sums<R: Register, const ROWS: usize>(
    spans: &[&[f32; SPAN]; ROWS],
    weights: &[f32],
    lane: usize,
    out: &mut [[f32; PIECES * LANES]; ROWS],
) {
    let mut sums = [[R::splat(0.0); PIECES]; ROWS];
    for (input, weights) in weights.chunks_exact(PIECES * LANES).enumerate().take(SPAN) {
        let mut loaded = [R::splat(0.0); PIECES];
        for piece in 0..PIECES {
            loaded[piece] = R::load(&weights[piece * LANES + lane..]);
        }
        for row in 0..ROWS {
            let value = R::splat(spans[row][input]);
            for piece in 0..PIECES {
                sums[row][piece] = value.mul_add(loaded[piece], sums[row][piece]);
            }
        }
    }
    for row in 0..ROWS {
        for piece in 0..PIECES {
            sums[row][piece].store(&mut out[row][piece * LANES + lane..]);
        }
    }
}

/// The maximum over the pieces of a block of sums and their biases.
#[inline(always)]
fn maximum<V: Lanes>(sums: &[V; PIECES], bias: &[f32]) -> V {
    let mut best = sums[0].add(lanes(bias));
    for piece in 1..PIECES {
        best = best.max(sums[piece].add(lanes(&bias[piece * LANES..])));
    }
    best
}

/// Layer normalisation of one row.
#[inline(always)]
fn normalise<V: Lanes>(row: [V; BLOCKS], norm: &Norm<'_>) -> [V; BLOCKS] {
    // Loops instead of closures: what a closure calls is not always compiled for the processor's features.
    let mut total = row[0];
    for &values in &row[1..] {
        total = total.add(values);
    }
    let mean = V::splat(total.sum() / WIDTH as f32);
    let mut out = row;
    let mut squares = V::splat(0.0);
    for values in &mut out {
        *values = values.sub(mean);
        squares = values.mul_add(*values, squares);
    }
    let scale = V::splat(1.0 / (squares.sum() / WIDTH as f32 + 1e-8).sqrt());
    for (block, values) in out.iter_mut().enumerate() {
        let gain = lanes::<V>(&norm.gain[block * LANES..]);
        *values = values.mul(scale).mul_add(gain, lanes(&norm.shift[block * LANES..]));
    }
    out
}

/// The mixing layer of one word: the sum of table rows, the projected vector times its weights, the maximum, normalised.
#[inline(always)]
pub(super) fn mix<V: Lanes>(
    rows: &[&[f32; MIXED]],
    vector: Option<(&[f32; WIDTH], &[f32])>,
    bias: &[f32],
    norm: &Norm<'_>,
    out: &mut [f32; WIDTH],
) {
    let mut maxima = [V::splat(0.0); BLOCKS];
    for block in 0..BLOCKS {
        let mut sums = [V::splat(0.0); PIECES];
        for row in rows {
            for piece in 0..PIECES {
                sums[piece] = sums[piece].add(lanes(&row[(block * PIECES + piece) * LANES..]));
            }
        }
        if let Some((vector, weights)) = vector {
            let weights = &weights[block * WIDTH * PIECES * LANES..(block + 1) * WIDTH * PIECES * LANES];
            for (value, weights) in vector.iter().zip(weights.chunks_exact(PIECES * LANES)) {
                let value = V::splat(*value);
                for piece in 0..PIECES {
                    sums[piece] = value.mul_add(lanes(&weights[piece * LANES..]), sums[piece]);
                }
            }
        }
        let bias = &bias[block * PIECES * LANES..(block + 1) * PIECES * LANES];
        maxima[block] = maximum(&sums, bias);
    }
    for (normal, out) in normalise(maxima, norm).into_iter().zip(out.chunks_exact_mut(LANES)) {
        put(normal, out);
    }
}

/// A linear layer over rows of `layer.inputs` values; `GROUP` registers of outputs are summed together.
#[inline(always)]
pub(super) fn linear<V: Lanes, const ROWS: usize, const GROUP: usize>(x: &[f32], layer: &Linear<'_>, out: &mut [f32]) {
    let rows = x.len() / layer.inputs;
    let mut done = 0;
    while done + ROWS <= rows {
        linear_rows::<V::Register, ROWS, GROUP>(&x[done * layer.inputs..], layer, &mut out[done * layer.outputs..]);
        done += ROWS;
    }
    while done < rows {
        linear_rows::<V::Register, 1, GROUP>(&x[done * layer.inputs..], layer, &mut out[done * layer.outputs..]);
        done += 1;
    }
}

#[inline(always)]
fn linear_rows<R: Register, const ROWS: usize, const GROUP: usize>(x: &[f32], layer: &Linear<'_>, out: &mut [f32]) {
    let inputs = layer.inputs;
    let rows: [&[f32]; ROWS] = std::array::from_fn(|row| &x[row * inputs..(row + 1) * inputs]);
    for first in (0..layer.outputs).step_by(GROUP * R::WIDTH) {
        let block = first / COLUMNS * COLUMNS;
        let weights = &layer.weights[block * inputs..(block + COLUMNS) * inputs];
        let mut sums = [[R::splat(0.0); GROUP]; ROWS];
        for (input, weights) in weights.chunks_exact(COLUMNS).enumerate() {
            let weights = &weights[first - block..first - block + GROUP * R::WIDTH];
            let mut loaded = [R::splat(0.0); GROUP];
            for part in 0..GROUP {
                loaded[part] = R::load(&weights[part * R::WIDTH..]);
            }
            for row in 0..ROWS {
                let value = R::splat(rows[row][input]);
                for part in 0..GROUP {
                    sums[row][part] = value.mul_add(loaded[part], sums[row][part]);
                }
            }
        }
        for row in 0..ROWS {
            let out = &mut out[row * layer.outputs + first..row * layer.outputs + first + GROUP * R::WIDTH];
            for part in 0..GROUP {
                sums[row][part].store(&mut out[part * R::WIDTH..]);
            }
            if !layer.bias.is_empty() {
                for (out, bias) in out.iter_mut().zip(&layer.bias[first..]) {
                    *out += bias;
                }
            }
        }
    }
}

/// The best move of a state: the first with the highest score among those whose entry in `mask` is 0, not −∞.
///
/// `parts` are what the state's tokens add, in order; `scratch` has room for all scores.
#[inline(always)]
pub(super) fn best_move<V: Lanes>(
    parts: &[&[f32; HIDDEN * STATE_PIECES]],
    layer: &StateWeights<'_>,
    mask: &[f32],
    scratch: &mut [f32],
) -> usize {
    let mut sums = [[V::splat(0.0); STATE]; STATE_PIECES];
    for part in parts {
        for piece in 0..STATE_PIECES {
            for block in 0..STATE {
                sums[piece][block] = sums[piece][block].add(lanes(&part[(piece * STATE + block) * LANES..]));
            }
        }
    }
    let mut state = [0.0; HIDDEN];
    for block in 0..STATE {
        let first = sums[0][block].add(lanes(&layer.bias[block * LANES..]));
        let second = sums[1][block].add(lanes(&layer.bias[(STATE + block) * LANES..]));
        put(first.max(second), &mut state[block * LANES..]);
    }
    let width = layer.scores_bias.len();
    let scratch = &mut scratch[..width];
    let (mut done, step) = (0, V::Register::WIDTH);
    while done < width {
        done += match (width - done) / step {
            1 => scores::<V::Register, 1>(&state, layer, done, scratch),
            2 => scores::<V::Register, 2>(&state, layer, done, scratch),
            3 => scores::<V::Register, 3>(&state, layer, done, scratch),
            4 => scores::<V::Register, 4>(&state, layer, done, scratch),
            5 => scores::<V::Register, 5>(&state, layer, done, scratch),
            6 => scores::<V::Register, 6>(&state, layer, done, scratch),
            7 => scores::<V::Register, 7>(&state, layer, done, scratch),
            _ => scores::<V::Register, 8>(&state, layer, done, scratch),
        };
    }
    let mut best = V::splat(f32::NEG_INFINITY);
    for at in (0..width).step_by(LANES) {
        let score = lanes::<V>(&scratch[at..]).add(lanes(&layer.scores_bias[at..])).add(lanes(&mask[at..]));
        put(score, &mut scratch[at..]);
        best = best.max(score);
    }
    let best = V::splat(best.largest());
    for (block, values) in scratch.chunks_exact(LANES).enumerate() {
        let equal = lanes::<V>(values).equal(best);
        if equal != 0 {
            return block * LANES + equal.trailing_zeros() as usize;
        }
    }
    0
}

/// Scores of `COUNT` registers of moves from `from` on, without their biases; returns how many moves these are.
#[inline(always)]
fn scores<R: Register, const COUNT: usize>(
    state: &[f32; HIDDEN],
    layer: &StateWeights<'_>,
    from: usize,
    scratch: &mut [f32],
) -> usize {
    let width = layer.scores_bias.len();
    let mut sums = [R::splat(0.0); COUNT];
    for (value, weights) in state.iter().zip(layer.scores.chunks_exact(width)) {
        let weights = &weights[from..from + COUNT * R::WIDTH];
        let value = R::splat(*value);
        for part in 0..COUNT {
            sums[part] = value.mul_add(R::load(&weights[part * R::WIDTH..]), sums[part]);
        }
    }
    for part in 0..COUNT {
        sums[part].store(&mut scratch[from + part * R::WIDTH..]);
    }
    COUNT * R::WIDTH
}
