//! The parser: spaCy's arc-eager transition system.
//!
//! In: one document's tokens, as they come out of the encoder. Out: a head and a label for every token.
//! It can stop wherever the next tokens are not there yet. Every move shortens stack and buffer, adds an arc, or marks a
//! sentence start, each only so often: time is linear in the number of tokens.

use crate::network::states::{Layers, States};
use crate::settings::Move;

const SHIFT: u8 = 0;
const REDUCE: u8 = 1;
const LEFT: u8 = 2;
const RIGHT: u8 = 3;
const BREAK: u8 = 4;
const ACTIONS: usize = 5;

/// No token.
const NONE: u32 = u32::MAX;

/// The roles of tokens in a state: two of the buffer, three of the stack, three children.
pub(crate) const ROLES: usize = 8;

/// The moves of a parser, and for each set of possible actions the mask of the others.
pub(crate) struct ParserMoves {
    /// Action and number of the label, by number of the move.
    moves: Vec<(u8, u16)>,
    masks: Vec<Vec<f32>>,
}

impl ParserMoves {
    /// `label` gives the number of a label.
    pub(crate) fn new(moves: &[Move], mut label: impl FnMut(&str) -> u16) -> Option<Self> {
        let moves: Vec<_> = moves.iter().map(|m| (m.action, label(&m.label))).collect();
        if (SHIFT..=BREAK).any(|action| !moves.iter().any(|&(a, _)| a == action))
            || moves.iter().any(|&(a, _)| a > BREAK)
        {
            return None;
        }
        let width = moves.len().next_multiple_of(16);
        let mask = |possible: usize| {
            let mut mask = vec![f32::NEG_INFINITY; width];
            for (entry, &(action, _)) in mask.iter_mut().zip(&moves) {
                if possible >> action & 1 == 1 {
                    *entry = 0.0;
                }
            }
            mask
        };
        let masks = (0..1 << ACTIONS).map(mask).collect();
        Some(Self { moves, masks })
    }
}

/// The parse of one document in progress.
pub(crate) struct Parse {
    /// The document's first token, counted over all tokens of `States`.
    base: usize,
    length: usize,
    stack: Vec<u32>,
    /// Tokens put back on the buffer; the last one comes first.
    returned: Vec<u32>,
    next: u32,
    tokens: Vec<Node>,
}

#[derive(Clone, Copy)]
struct Node {
    head: u32,
    /// The child added last on either side.
    last_left: u32,
    last_right: u32,
    /// The child added before this one on the same side of the same head.
    previous: u32,
    label: u16,
    unshiftable: bool,
    sentence_start: bool,
}

impl Parse {
    /// The start of a parse.
    pub(crate) fn new(base: usize, length: usize) -> Self {
        let node = Node {
            head: NONE,
            last_left: NONE,
            last_right: NONE,
            previous: NONE,
            label: 0,
            unshiftable: false,
            sentence_start: false,
        };
        Self { base, length, stack: Vec::new(), returned: Vec::new(), next: 0, tokens: vec![node; length] }
    }

    /// Goes on as far as the tokens in `states` allow; `true` once the parse is complete.
    pub(crate) fn advance(&mut self, layers: &Layers<'_>, moves: &ParserMoves, states: &mut States) -> bool {
        let there = (states.len() - self.base).min(self.length);
        while !self.stack.is_empty() || self.buffer_length() > 0 {
            // The state looks at two tokens of the buffer.
            if there < self.length && self.next as usize + 1 >= there {
                if states.is_full() {
                    states.keep(self.within_reach());
                }
                return false;
            }
            let (b0, b1) = (self.buffer(0), self.buffer(1));
            let (s0, s1, s2) = (self.stacked(0), self.stacked(1), self.stacked(2));
            let node = |token: u32| self.tokens.get(token as usize);
            let left = |of: u32| node(of).map_or(NONE, |node| node.last_left);
            let right = |of: u32| node(of).map_or(NONE, |node| node.last_right);
            let roles = [b0, b1, s0, s1, s2, left(b0), left(s0), right(s0)];
            let roles: [Option<usize>; ROLES] = roles.map(|token| (token != NONE).then(|| self.base + token as usize));
            let possible = self.possible(b0, b1);
            let best = states.best_move(layers, &roles, &moves.masks[possible]);
            let (action, label) = moves.moves[best];
            self.perform(action, label, b0, b1, s0);
        }
        true
    }

    /// The earlier tokens that a state may yet refer to: those on the stack and put back, their last children, and the
    /// children that become last if a token of the stack gets another head.
    fn within_reach(&self) -> Vec<usize> {
        let mut tokens = Vec::new();
        for &token in self.stack.iter().chain(&self.returned) {
            let node = &self.tokens[token as usize];
            tokens.extend([token, node.last_left, node.last_right, node.previous]);
        }
        if let Some(node) = self.tokens.get(self.next as usize) {
            tokens.push(node.last_left);
        }
        tokens.retain(|&token| token != NONE);
        tokens.into_iter().map(|token| self.base + token as usize).collect()
    }

    /// The set of actions that may be taken, a bit each.
    fn possible(&self, b0: u32, b1: u32) -> usize {
        let buffered = self.buffer_length();
        let at_start = b0 != NONE && self.tokens[b0 as usize].sentence_start;
        let stacked = !self.stack.is_empty();
        let shift =
            if stacked { buffered >= 2 && !at_start && !self.tokens[b0 as usize].unshiftable } else { buffered > 0 };
        let arc = stacked && buffered > 0 && !at_start;
        let cut = buffered >= 2 && b1 == b0 + 1 && !self.tokens[b1 as usize].sentence_start;
        usize::from(shift) << SHIFT
            | usize::from(stacked) << REDUCE
            | usize::from(arc) << LEFT
            | usize::from(arc) << RIGHT
            | usize::from(cut) << BREAK
    }

    fn perform(&mut self, action: u8, label: u16, b0: u32, b1: u32, s0: u32) {
        match action {
            SHIFT => self.push(),
            REDUCE => {
                self.stack.pop();
                if self.tokens[s0 as usize].head == NONE && !self.stack.is_empty() {
                    self.tokens[s0 as usize].unshiftable = true;
                    self.returned.push(s0);
                }
            }
            LEFT => {
                self.attach(b0, s0, label);
                self.tokens[b0 as usize].unshiftable = false;
                self.stack.pop();
            }
            RIGHT => {
                self.attach(s0, b0, label);
                self.push();
            }
            _ => self.tokens[b1 as usize].sentence_start = true,
        }
    }

    fn attach(&mut self, head: u32, child: u32, label: u16) {
        let old = self.tokens[child as usize].head;
        if old != NONE {
            // A token with a head is on the stack directly above it, so it is the child that the head got last.
            let previous = self.tokens[child as usize].previous;
            let node = &mut self.tokens[old as usize];
            let last = if old > child { &mut node.last_left } else { &mut node.last_right };
            if *last == child {
                *last = previous;
            }
        }
        let node = &mut self.tokens[head as usize];
        let last = if head > child { &mut node.last_left } else { &mut node.last_right };
        let previous = std::mem::replace(last, child);
        let node = &mut self.tokens[child as usize];
        node.previous = previous;
        node.head = head;
        node.label = label;
    }

    fn push(&mut self) {
        let token = self.returned.pop().unwrap_or_else(|| {
            self.next += 1;
            self.next - 1
        });
        self.stack.push(token);
    }

    fn buffer_length(&self) -> usize {
        self.length - self.next as usize + self.returned.len()
    }

    fn buffer(&self, index: usize) -> u32 {
        if index < self.returned.len() {
            return self.returned[self.returned.len() - 1 - index];
        }
        let token = self.next as usize + index - self.returned.len();
        if token < self.length { token as u32 } else { NONE }
    }

    fn stacked(&self, index: usize) -> u32 {
        self.stack.len().checked_sub(index + 1).map_or(NONE, |at| self.stack[at])
    }

    /// Head (a root has itself) and label of each token; a root's label is `root`.
    pub(crate) fn finish(self, root: u16) -> (Vec<u32>, Vec<u16>) {
        let heads = self.tokens.iter().enumerate();
        let heads = heads.map(|(index, node)| if node.head == NONE { index as u32 } else { node.head }).collect();
        let labels = self.tokens.iter().map(|node| if node.head == NONE { root } else { node.label }).collect();
        (heads, labels)
    }
}
