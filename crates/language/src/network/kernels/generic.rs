//! The kernels, written once over [`Lanes`].
//!
//! Each row's result depends on that row alone: how many rows are done together changes nothing, not even the last bit.

use super::lanes::Lanes;
use crate::network::layout::{COLUMNS, HIDDEN, LANES, MIXED, PIECES, STATE_PIECES, WIDTH};
use crate::network::weights::{Linear, Norm, StateWeights, Window};

/// Vectors of lanes in an encoder's row.
const BLOCKS: usize = WIDTH / LANES;
/// Vectors of lanes in a block of a linear layer.
const LINEAR: usize = COLUMNS / LANES;
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
        let mut sums = [[V::splat(0.0); PIECES]; ROWS];
        for (input, weights) in weights.chunks_exact(PIECES * LANES).enumerate().take(SPAN) {
            let weights: [V; PIECES] = std::array::from_fn(|piece| lanes(&weights[piece * LANES..]));
            for row in 0..ROWS {
                let value = V::splat(spans[row][input]);
                for piece in 0..PIECES {
                    sums[row][piece] = value.mul_add(weights[piece], sums[row][piece]);
                }
            }
        }
        let bias = &layer.bias[block * PIECES * LANES..(block + 1) * PIECES * LANES];
        for row in 0..ROWS {
            maxima[row][block] = maximum(|piece| sums[row][piece].add(lanes(&bias[piece * LANES..])));
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

#[inline(always)]
fn maximum<V: Lanes>(piece: impl Fn(usize) -> V) -> V {
    piece(0).max(piece(1)).max(piece(2))
}

/// Layer normalisation of one row.
#[inline(always)]
fn normalise<V: Lanes>(row: [V; BLOCKS], norm: &Norm<'_>) -> [V; BLOCKS] {
    let total = row.iter().skip(1).fold(row[0], |sum, &v| sum.add(v));
    let mean = V::splat(total.sum() / WIDTH as f32);
    let centred = row.map(|v| v.sub(mean));
    let squares = centred.iter().fold(V::splat(0.0), |sum, &v| v.mul_add(v, sum));
    let scale = V::splat(1.0 / (squares.sum() / WIDTH as f32 + 1e-8).sqrt());
    std::array::from_fn(|block| {
        let gain = lanes::<V>(&norm.gain[block * LANES..]);
        centred[block].mul(scale).mul_add(gain, lanes(&norm.shift[block * LANES..]))
    })
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
        maxima[block] = maximum(|piece| sums[piece].add(lanes(&bias[piece * LANES..])));
    }
    for (normal, out) in normalise(maxima, norm).into_iter().zip(out.chunks_exact_mut(LANES)) {
        put(normal, out);
    }
}

/// A linear layer over rows of `layer.inputs` values.
#[inline(always)]
pub(super) fn linear<V: Lanes, const ROWS: usize>(x: &[f32], layer: &Linear<'_>, out: &mut [f32]) {
    let rows = x.len() / layer.inputs;
    let mut done = 0;
    while done + ROWS <= rows {
        linear_rows::<V, ROWS>(&x[done * layer.inputs..], layer, &mut out[done * layer.outputs..]);
        done += ROWS;
    }
    while done < rows {
        linear_rows::<V, 1>(&x[done * layer.inputs..], layer, &mut out[done * layer.outputs..]);
        done += 1;
    }
}

#[inline(always)]
fn linear_rows<V: Lanes, const ROWS: usize>(x: &[f32], layer: &Linear<'_>, out: &mut [f32]) {
    let inputs = layer.inputs;
    let rows: [&[f32]; ROWS] = std::array::from_fn(|row| &x[row * inputs..(row + 1) * inputs]);
    for block in 0..layer.outputs / COLUMNS {
        let weights = &layer.weights[block * inputs * COLUMNS..(block + 1) * inputs * COLUMNS];
        let mut sums = [[V::splat(0.0); LINEAR]; ROWS];
        for (input, weights) in weights.chunks_exact(COLUMNS).enumerate() {
            let weights: [V; LINEAR] = std::array::from_fn(|part| lanes(&weights[part * LANES..]));
            for row in 0..ROWS {
                let value = V::splat(rows[row][input]);
                for part in 0..LINEAR {
                    sums[row][part] = value.mul_add(weights[part], sums[row][part]);
                }
            }
        }
        for row in 0..ROWS {
            let out = &mut out[row * layer.outputs + block * COLUMNS..row * layer.outputs + (block + 1) * COLUMNS];
            for part in 0..LINEAR {
                let mut sum = sums[row][part];
                if !layer.bias.is_empty() {
                    sum = sum.add(lanes(&layer.bias[block * COLUMNS + part * LANES..]));
                }
                put(sum, &mut out[part * LANES..]);
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
        let biased = |piece: usize| sums[piece][block].add(lanes(&layer.bias[(piece * STATE + block) * LANES..]));
        put(biased(0).max(biased(1)), &mut state[block * LANES..]);
    }
    let width = layer.scores_bias.len();
    let mut best = V::splat(f32::NEG_INFINITY);
    let mut done = 0;
    while done + 8 * LANES <= width {
        best = best.max(scores::<V, 8>(&state, layer, mask, done, scratch));
        done += 8 * LANES;
    }
    let rest = match (width - done) / LANES {
        0 => best,
        1 => scores::<V, 1>(&state, layer, mask, done, scratch),
        2 => scores::<V, 2>(&state, layer, mask, done, scratch),
        3 => scores::<V, 3>(&state, layer, mask, done, scratch),
        4 => scores::<V, 4>(&state, layer, mask, done, scratch),
        5 => scores::<V, 5>(&state, layer, mask, done, scratch),
        6 => scores::<V, 6>(&state, layer, mask, done, scratch),
        _ => scores::<V, 7>(&state, layer, mask, done, scratch),
    };
    let best = V::splat(best.max(rest).largest());
    for (block, values) in scratch[..width].chunks_exact(LANES).enumerate() {
        let equal = lanes::<V>(values).equal(best);
        if equal != 0 {
            return block * LANES + equal.trailing_zeros() as usize;
        }
    }
    0
}

/// Scores of `COUNT` vectors of moves from `from` on, into `scratch`; returns their maxima.
#[inline(always)]
fn scores<V: Lanes, const COUNT: usize>(
    state: &[f32; HIDDEN],
    layer: &StateWeights<'_>,
    mask: &[f32],
    from: usize,
    scratch: &mut [f32],
) -> V {
    let width = layer.scores_bias.len();
    let mut sums = [V::splat(0.0); COUNT];
    for (value, weights) in state.iter().zip(layer.scores.chunks_exact(width)) {
        let weights = &weights[from..from + COUNT * LANES];
        let value = V::splat(*value);
        for part in 0..COUNT {
            sums[part] = value.mul_add(lanes(&weights[part * LANES..]), sums[part]);
        }
    }
    let mut best = V::splat(f32::NEG_INFINITY);
    for part in 0..COUNT {
        let at = from + part * LANES;
        let score = sums[part].add(lanes(&layer.scores_bias[at..])).add(lanes(&mask[at..]));
        put(score, &mut scratch[at..]);
        best = best.max(score);
    }
    best
}
