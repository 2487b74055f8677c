//! How weights lie in the model file, so that the kernels read them from front to back.
//!
//! In: thinc's arrays (output, piece, input). Out: blocks of [`LANES`] outputs, inputs outermost.
//!
//! - *Maxout*: for each block of 16 outputs, for each input: the 16 weights of piece 0, of piece 1, of piece 2.
//!   Biases and values before the maximum: for each block, piece 0, 1, 2.
//! - *Linear*: for each block of [`COLUMNS`] outputs (the last filled up with zeros), for each input: 64 weights.
//! - *Scores*: for each input all outputs, filled up to a multiple of 16.

/// The width of the encoders' vectors.
pub(crate) const WIDTH: usize = 96;
/// Pieces of the encoders' maxout layers.
pub(crate) const PIECES: usize = 3;
/// Window layers of an encoder.
pub(crate) const DEPTH: usize = 4;
/// Values before the maximum, a token.
pub(crate) const MIXED: usize = WIDTH * PIECES;
/// The width of the states of parser and entity recogniser.
pub(crate) const HIDDEN: usize = 64;
/// Pieces of the states' maxout.
pub(crate) const STATE_PIECES: usize = 2;
/// Outputs a block of a maxout layer.
pub(crate) const LANES: usize = 16;
/// Outputs a block of a linear layer.
pub(crate) const COLUMNS: usize = 64;

/// Where piece `piece` of output `output` lies among the values before the maximum.
fn mixed_index(output: usize, piece: usize) -> usize {
    (output / LANES) * (LANES * PIECES) + piece * LANES + output % LANES
}

/// Weights (output, piece, input) in the order of the maxout kernel.
pub(crate) fn pack_maxout(weights: &[f32], inputs: usize) -> Vec<f32> {
    let mut packed = vec![0.0; weights.len()];
    for output in 0..WIDTH {
        for piece in 0..PIECES {
            for input in 0..inputs {
                let block = (output / LANES) * LANES * PIECES * inputs;
                let at = block + input * LANES * PIECES + piece * LANES + output % LANES;
                packed[at] = weights[(output * PIECES + piece) * inputs + input];
            }
        }
    }
    packed
}

/// Biases (output, piece) in the order of the values before the maximum.
pub(crate) fn pack_maxout_bias(bias: &[f32]) -> Vec<f32> {
    let mut packed = vec![0.0; bias.len()];
    for output in 0..WIDTH {
        for piece in 0..PIECES {
            packed[mixed_index(output, piece)] = bias[output * PIECES + piece];
        }
    }
    packed
}

/// The columns of one block of inputs out of weights (output, piece, input), as weights of their own.
pub(crate) fn block_of(weights: &[f32], inputs: usize, block: usize) -> Vec<f32> {
    weights.chunks_exact(inputs).flat_map(|row| row[block * WIDTH..(block + 1) * WIDTH].iter().copied()).collect()
}

/// The rows of a table times one block of the mixing layer's weights: what each row adds before the maximum.
pub(crate) fn multiply_through(table: &[f32], weights: &[f32], inputs: usize, block: usize) -> Vec<f32> {
    let mut out = vec![0.0; table.len() / WIDTH * MIXED];
    for (row, sums) in table.chunks_exact(WIDTH).zip(out.chunks_exact_mut(MIXED)) {
        for output in 0..WIDTH {
            for piece in 0..PIECES {
                let from = (output * PIECES + piece) * inputs + block * WIDTH;
                sums[mixed_index(output, piece)] = dot(row, &weights[from..from + WIDTH]);
            }
        }
    }
    out
}

/// Vectors times a projection (output, input) to the encoder's width.
pub(crate) fn project(vectors: &[f32], projection: &[f32], inputs: usize) -> Vec<f32> {
    vectors.chunks_exact(inputs).flat_map(|row| projection.chunks_exact(inputs).map(|w| dot(row, w))).collect()
}

/// In double precision, eight sums side by side.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0f64; 8];
    for (a, b) in a.chunks(8).zip(b.chunks(8)) {
        for ((sum, &a), &b) in sums.iter_mut().zip(a).zip(b) {
            *sum += f64::from(a) * f64::from(b);
        }
    }
    sums.iter().sum::<f64>() as f32
}

/// Weights (output, input) in the order of the linear kernel.
pub(crate) fn pack_linear(weights: &[f32], inputs: usize) -> Vec<f32> {
    let outputs = weights.len() / inputs;
    let mut packed = vec![0.0; outputs.next_multiple_of(COLUMNS) * inputs];
    for (output, row) in weights.chunks_exact(inputs).enumerate() {
        for (input, &weight) in row.iter().enumerate() {
            packed[output / COLUMNS * COLUMNS * inputs + input * COLUMNS + output % COLUMNS] = weight;
        }
    }
    packed
}

/// Weights (output, input) in the order of the score kernel.
pub(crate) fn pack_scores(weights: &[f32], inputs: usize) -> Vec<f32> {
    let outputs = weights.len() / inputs;
    let width = outputs.next_multiple_of(LANES);
    let mut packed = vec![0.0; width * inputs];
    for (output, row) in weights.chunks_exact(inputs).enumerate() {
        for (input, &weight) in row.iter().enumerate() {
            packed[input * width + output] = weight;
        }
    }
    packed
}

/// Values (…, output, piece) of the states reordered to (…, piece, output).
pub(crate) fn pieces_first(values: &[f32]) -> Vec<f32> {
    let mut out = Vec::with_capacity(values.len());
    for state in values.chunks_exact(HIDDEN * STATE_PIECES) {
        for piece in 0..STATE_PIECES {
            out.extend((0..HIDDEN).map(|output| state[output * STATE_PIECES + piece]));
        }
    }
    out
}

/// Weights (feature, output, piece, input) as rows of a linear layer in the order (feature, piece, output).
pub(crate) fn feature_rows(weights: &[f32], inputs: usize) -> Vec<f32> {
    let mut out = Vec::with_capacity(weights.len());
    for feature in weights.chunks_exact(HIDDEN * STATE_PIECES * inputs) {
        for piece in 0..STATE_PIECES {
            for output in 0..HIDDEN {
                let from = (output * STATE_PIECES + piece) * inputs;
                out.extend_from_slice(&feature[from..from + inputs]);
            }
        }
    }
    out
}

/// Biases filled up with zeros to a multiple of `step`.
pub(crate) fn padded(values: &[f32], step: usize) -> Vec<f32> {
    let mut out = values.to_vec();
    out.resize(values.len().next_multiple_of(step), 0.0);
    out
}
