//! What each token adds to a state of a transition system, for the tokens that states refer to.
//!
//! In: the encoder's rows in order. Out: for any earlier token and any role, the values it adds. The last [`RING`] tokens
//! are kept ready for all roles; of the older ones only the input is kept, and the values are computed when asked for,
//! to the same bits. From time to time the inputs of tokens that no state can refer to any more are dropped, so that
//! memory grows with the depth of a parse, not with the length of a text.

use super::kernels::Kernels;
use super::layout::{COLUMNS, HIDDEN, STATE_PIECES, WIDTH};
use super::weights::{Linear, StateWeights};

/// Values that a token adds in one role.
pub(crate) const PART: usize = HIDDEN * STATE_PIECES;
/// Tokens kept ready; more than an encoder gives at once.
const RING: usize = 1024;
/// The most roles of any system.
const MOST_ROLES: usize = 8;
/// Inputs that may gather before the dead ones are dropped.
const GATHER: usize = 16 * RING;

/// The layers of one transition system and the kernels that run them.
#[derive(Clone, Copy)]
pub(crate) struct Layers<'m> {
    pub(crate) kernels: Kernels,
    pub(crate) weights: StateWeights<'m>,
}

/// The tokens' values for one transition system.
pub(crate) struct States {
    roles: usize,
    /// Values of token `t` from `(t % RING) * roles * PART` on.
    ring: Vec<f32>,
    /// The first token of `inputs`.
    first: usize,
    /// Inputs of all tokens from `first` on.
    inputs: Vec<f32>,
    /// Earlier tokens that may still be referred to, ascending.
    kept: Vec<usize>,
    /// Their inputs.
    kept_inputs: Vec<f32>,
    far: Vec<[f32; PART]>,
    scores: Vec<f32>,
}

impl States {
    /// For a system of this many roles and moves.
    pub(crate) fn new(roles: usize) -> Self {
        Self {
            roles,
            ring: Vec::new(),
            first: 0,
            inputs: Vec::new(),
            kept: Vec::new(),
            kept_inputs: Vec::new(),
            far: vec![[0.0; PART]; MOST_ROLES],
            scores: Vec::new(),
        }
    }

    /// Forgets all tokens.
    pub(crate) fn clear(&mut self) {
        self.first = 0;
        self.inputs.clear();
        self.kept.clear();
        self.kept_inputs.clear();
    }

    /// Gives back what an unusually long text took.
    pub(crate) fn shrink(&mut self) {
        self.inputs.shrink_to(GATHER * HIDDEN);
        self.kept.shrink_to(RING);
        self.kept_inputs.shrink_to(RING * HIDDEN);
    }

    /// Whether so many inputs have gathered that [`keep`](Self::keep) is worth its cost.
    pub(crate) fn is_full(&self) -> bool {
        // In proportion to what was kept, so that the cost of all calls together stays linear.
        self.inputs.len() / HIDDEN > GATHER.max(2 * self.kept.len())
    }

    /// Drops all tokens but the last ones and these.
    pub(crate) fn keep(&mut self, mut tokens: Vec<usize>) {
        let from = self.len().saturating_sub(RING).max(self.first);
        tokens.sort_unstable();
        tokens.dedup();
        tokens.retain(|&token| token < from);
        let inputs = tokens.iter().flat_map(|&token| self.input(token)).copied().collect();
        (self.kept, self.kept_inputs) = (tokens, inputs);
        self.inputs.drain(..(from - self.first) * HIDDEN);
        self.first = from;
    }

    /// The input of a token that is still there.
    fn input(&self, token: usize) -> &[f32] {
        if token >= self.first {
            return &self.inputs[(token - self.first) * HIDDEN..][..HIDDEN];
        }
        let at = self.kept.binary_search(&token).expect("states refer to kept tokens alone");
        &self.kept_inputs[at * HIDDEN..(at + 1) * HIDDEN]
    }

    /// The number of tokens taken in.
    pub(crate) fn len(&self) -> usize {
        self.first + self.inputs.len() / HIDDEN
    }

    /// Takes in the encoder's rows of the next tokens.
    pub(crate) fn push(&mut self, layers: &Layers<'_>, rows: &[f32]) {
        let Layers { kernels, weights } = layers;
        let width = self.roles * PART;
        self.ring.resize(RING * width, 0.0);
        let mut rows = rows;
        while !rows.is_empty() {
            let first = self.len();
            let slot = first % RING;
            let count = (rows.len() / WIDTH).min(RING - slot);
            let (now, later) = rows.split_at(count * WIDTH);
            let from = self.inputs.len();
            self.inputs.resize(from + count * HIDDEN, 0.0);
            kernels.linear(now, &weights.input, &mut self.inputs[from..]);
            kernels.linear(
                &self.inputs[from..],
                &weights.features,
                &mut self.ring[slot * width..(slot + count) * width],
            );
            rows = later;
        }
    }

    /// The best move for a state; `tokens` holds one token a role, or `None` where it is missing.
    pub(crate) fn best_move(&mut self, layers: &Layers<'_>, tokens: &[Option<usize>], mask: &[f32]) -> usize {
        let Layers { kernels, weights } = layers;
        let (length, width) = (self.len(), self.roles * PART);
        let near = |token: usize| token + RING >= length;
        for (role, token) in tokens.iter().enumerate() {
            if let Some(token) = token.filter(|&token| !near(token)) {
                let block = 2 * COLUMNS * HIDDEN;
                let layer = Linear {
                    weights: &weights.features.weights[role * block..(role + 1) * block],
                    bias: &[],
                    inputs: HIDDEN,
                    outputs: PART,
                };
                let mut part = [0.0; PART];
                kernels.linear(self.input(token), &layer, &mut part);
                self.far[role] = part;
            }
        }
        let mut parts: [&[f32; PART]; MOST_ROLES] = [&[0.0; PART]; MOST_ROLES];
        for (role, (part, token)) in parts.iter_mut().zip(tokens).enumerate() {
            *part = match *token {
                None => part_at(weights.missing, role * PART),
                Some(token) if near(token) => part_at(&self.ring, (token % RING) * width + role * PART),
                Some(_) => &self.far[role],
            };
        }
        self.scores.resize(weights.scores_bias.len(), 0.0);
        kernels.best_move(&parts[..tokens.len()], weights, mask, &mut self.scores)
    }
}

fn part_at(values: &[f32], at: usize) -> &[f32; PART] {
    values[at..].first_chunk().expect("a whole part")
}
