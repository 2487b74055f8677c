//! The window layers of an encoder over a stream of rows.
//!
//! In: input rows of any number of documents, one after the other, with four rows of zeros before, between and behind
//! them. Out: the last layer's rows in the same order, from the fifth input row to the fifth from the end. Each layer
//! keeps its last two rows, so that no row is computed twice and memory does not grow with the text.

use super::kernels::Kernels;
use super::layout::{DEPTH, WIDTH};
use super::weights::EncoderWeights;

/// Rows of zeros on both sides of a document: how far the layers together look.
pub(crate) const PAD: usize = DEPTH;
/// Input rows that are taken in before the layers run.
const WINDOW: usize = 256;

/// The rows that wait at each layer.
pub(crate) struct Encoder {
    levels: [Vec<f32>; DEPTH + 1],
}

impl Encoder {
    /// An encoder at the start of a stream.
    pub(crate) fn new() -> Self {
        Self { levels: std::array::from_fn(|_| Vec::with_capacity((WINDOW + 4) * WIDTH)) }
    }

    /// Runs the encoder over documents of these lengths.
    ///
    /// `input` writes the input row of a token, counted over all documents; `output` takes the number of a first token
    /// and the finished rows from there on.
    pub(crate) fn run(
        &mut self,
        kernels: Kernels,
        weights: &EncoderWeights<'_>,
        lengths: &[usize],
        mut input: impl FnMut(usize, &mut [f32]),
        mut output: impl FnMut(usize, &[f32]),
    ) {
        self.levels.iter_mut().for_each(Vec::clear);
        let mut taken = Rows::new(lengths, 0);
        let mut given = Rows::new(lengths, PAD);
        let mut more = true;
        while more {
            for _ in 0..WINDOW {
                let Some(row) = taken.next() else {
                    more = false;
                    break;
                };
                let level = &mut self.levels[0];
                let at = level.len();
                level.resize(at + WIDTH, 0.0);
                if let Some(token) = row {
                    input(token, &mut level[at..]);
                }
            }
            self.advance(kernels, weights);
            let mut rows = &self.levels[DEPTH][..];
            while !rows.is_empty() {
                let (first, count) = given.run(rows.len() / WIDTH);
                let (done, rest) = rows.split_at(count * WIDTH);
                if let Some(first) = first {
                    output(first, done);
                }
                rows = rest;
            }
            self.levels[DEPTH].clear();
        }
    }

    fn advance(&mut self, kernels: Kernels, weights: &EncoderWeights<'_>) {
        for (depth, layer) in weights.windows.iter().enumerate() {
            let (below, above) = self.levels.split_at_mut(depth + 1);
            let (below, above) = (&mut below[depth], &mut above[0]);
            let rows = below.len() / WIDTH;
            if rows < 3 {
                return;
            }
            let from = above.len();
            above.resize(from + (rows - 2) * WIDTH, 0.0);
            kernels.window(below, layer, &mut above[from..]);
            below.drain(..(rows - 2) * WIDTH);
        }
    }
}

/// The rows of a stream in order: tokens by number, and rows of zeros.
struct Rows<'d> {
    lengths: &'d [usize],
    document: usize,
    token: usize,
    /// Rows of the current stretch that are still to come.
    left: usize,
    padding: bool,
    /// Whether the rows of zeros behind the last document are part of the stream.
    closed: bool,
}

impl<'d> Rows<'d> {
    /// A stream without its first `skip` rows of zeros (and then without the last ones too).
    fn new(lengths: &'d [usize], skip: usize) -> Self {
        Self { lengths, document: 0, token: 0, left: PAD - skip, padding: true, closed: skip == 0 }
    }

    /// Goes on to the next stretch with rows in it; `false` at the end of the stream.
    fn settle(&mut self) -> bool {
        while self.left == 0 {
            if self.padding {
                let Some(&length) = self.lengths.get(self.document) else { return false };
                self.document += 1;
                self.left = length;
            } else {
                let last = self.document == self.lengths.len();
                self.left = if last && !self.closed { return false } else { PAD };
            }
            self.padding = !self.padding;
        }
        true
    }

    /// The next row: a token, or a row of zeros.
    fn next(&mut self) -> Option<Option<usize>> {
        if !self.settle() {
            return None;
        }
        self.left -= 1;
        if self.padding {
            return Some(None);
        }
        self.token += 1;
        Some(Some(self.token - 1))
    }

    /// The next rows of one kind, at most `most`: the first token if they are tokens, and how many.
    fn run(&mut self, most: usize) -> (Option<usize>, usize) {
        if !self.settle() {
            return (None, most);
        }
        let count = most.min(self.left);
        self.left -= count;
        if self.padding {
            return (None, count);
        }
        self.token += count;
        (Some(self.token - count), count)
    }
}
