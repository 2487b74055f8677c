//! The entity recogniser: spaCy's transition system over begin, inside, last, unit, outside.
//!
//! In: one document's tokens with their sentence starts. Out: for each token its label and place in an entity.

use crate::network::states::{Layers, States};
use crate::settings::Move;

const BEGIN: u8 = 1;
const INSIDE: u8 = 2;
const LAST: u8 = 3;
const UNIT: u8 = 4;
const OUTSIDE: u8 = 5;

/// The roles of tokens in a state: the next token, the first and the last token of the open entity.
pub(crate) const ROLES: usize = 3;

/// Where a token stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// In no entity.
    Outside,
    /// The first token of an entity.
    Begin,
    /// A later token of an entity.
    Inside,
}

/// The moves of an entity recogniser, with masks for each situation.
pub(crate) struct EntityMoves {
    /// Action and number of the label.
    moves: Vec<(u8, u16)>,
    /// With no entity open: by whether one may begin (1) and whether one may be a unit (2).
    closed: [Vec<f32>; 4],
    /// With an entity open: by the number of its label and whether it may go on.
    open: Vec<[Vec<f32>; 2]>,
}

impl EntityMoves {
    /// `label` gives the number of a label, 0 for the empty one.
    pub(crate) fn new(moves: &[Move], mut label: impl FnMut(&str) -> u16) -> Option<Self> {
        let moves: Vec<_> = moves.iter().map(|m| (m.action, label(&m.label))).collect();
        let outside = moves.contains(&(OUTSIDE, 0));
        let complete = moves.iter().all(|&(action, label)| {
            (BEGIN..=OUTSIDE).contains(&action) && (action != BEGIN || label == 0 || moves.contains(&(LAST, label)))
        });
        if !outside || !complete {
            return None;
        }
        let width = moves.len().next_multiple_of(16);
        let mask = |possible: &dyn Fn(u8, u16) -> bool| {
            let mut mask = vec![f32::NEG_INFINITY; width];
            for (entry, &(action, label)) in mask.iter_mut().zip(&moves) {
                if possible(action, label) {
                    *entry = 0.0;
                }
            }
            mask
        };
        let closed = std::array::from_fn(|bits| {
            mask(&|action, label| {
                action == OUTSIDE || label != 0 && (action == BEGIN && bits & 1 == 1 || action == UNIT && bits & 2 == 2)
            })
        });
        let labels = moves.iter().map(|&(_, label)| label).max().unwrap_or(0);
        let open = (0..=labels)
            .map(|open| {
                let last = |action, label| action == LAST && label == open;
                [mask(&last), mask(&|action, label| last(action, label) || action == INSIDE && label == open)]
            })
            .collect();
        Some(Self { moves, closed, open })
    }
}

/// The entities of one document in progress.
pub(crate) struct Recognition {
    base: usize,
    length: usize,
    next: usize,
    /// First token and label of the open entity.
    open: Option<(usize, u16)>,
}

impl Recognition {
    /// The start of a document whose first token is `base` in `States`.
    pub(crate) fn new(base: usize, length: usize) -> Self {
        Self { base, length, next: 0, open: None }
    }

    /// Goes on as far as the tokens in `states` allow; `true` once the document is done.
    ///
    /// `found` takes the token in the document, its place and label; an entity that is open at the end is closed there.
    pub(crate) fn advance(
        &mut self,
        layers: &Layers<'_>,
        moves: &EntityMoves,
        states: &mut States,
        is_space: impl Fn(usize) -> bool,
        starts_sentence: impl Fn(usize) -> bool,
        mut found: impl FnMut(usize, Place, u16),
    ) -> bool {
        let there = (states.len() - self.base).min(self.length);
        while self.next < there {
            let token = self.next;
            let at = self.base + token;
            let more = token + 1 < self.length && !starts_sentence(token + 1);
            let (roles, mask) = match self.open {
                Some((first, label)) => {
                    let roles = [Some(at), Some(self.base + first), Some(at - 1)];
                    (roles, &moves.open[usize::from(label)][usize::from(more)])
                }
                None => {
                    let unit = !is_space(token);
                    ([Some(at), None, None], &moves.closed[usize::from(more && unit) | usize::from(unit) << 1])
                }
            };
            let (action, label) = moves.moves[states.best_move(layers, &roles, mask)];
            match action {
                BEGIN => {
                    self.open = Some((token, label));
                    found(token, Place::Begin, label);
                }
                INSIDE => found(token, Place::Inside, label),
                LAST => {
                    self.open = None;
                    found(token, Place::Inside, label);
                }
                UNIT => found(token, Place::Begin, label),
                _ => found(token, Place::Outside, 0),
            }
            self.next += 1;
        }
        if states.is_full() {
            states.keep(self.open.iter().map(|&(first, _)| self.base + first).collect());
        }
        self.next == self.length
    }
}
