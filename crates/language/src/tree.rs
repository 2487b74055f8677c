//! What follows from heads: edges of subtrees, sentence starts, and the heads that non-projective labels stand for.

use std::collections::BTreeMap;

/// Left and right edge of each token's subtree, as spaCy computes them.
///
/// Forward and backward passes take over the children's edges until no head lies outside its sentence, twelve times at
/// most (a tree that is not projective may need several).
fn edges(heads: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let mut left: Vec<u32> = (0..heads.len() as u32).collect();
    let mut right = left.clone();
    for _ in 0..12 {
        for (token, &head) in heads.iter().enumerate() {
            widen(&mut left, &mut right, token, head as usize);
        }
        for (token, &head) in heads.iter().enumerate().rev() {
            widen(&mut left, &mut right, token, head as usize);
        }
        if heads_stay_inside(heads, &left) {
            break;
        }
    }
    (left, right)
}

fn widen(left: &mut [u32], right: &mut [u32], token: usize, head: usize) {
    left[head] = left[head].min(left[token]);
    right[head] = right[head].max(right[token]);
}

/// Whether every head lies in its child's sentence. As in spaCy, the token behind a sentence counts as part of it, and
/// the very last token is not asked.
fn heads_stay_inside(heads: &[u32], left: &[u32]) -> bool {
    let starts = starts_from(heads, left);
    let (mut first, mut lowest, mut highest) = (0, u32::MAX, 0);
    for (token, &head) in heads.iter().enumerate() {
        if (token > 0 && starts[token]) || token + 1 == heads.len() {
            if lowest < first || highest > token as u32 {
                return false;
            }
            (first, lowest, highest) = (token as u32, u32::MAX, 0);
        }
        lowest = lowest.min(head);
        highest = highest.max(head);
    }
    true
}

fn starts_from(heads: &[u32], left: &[u32]) -> Vec<bool> {
    let mut starts = vec![false; heads.len()];
    for (token, &head) in heads.iter().enumerate() {
        if head as usize == token {
            starts[left[token] as usize] = true;
        }
    }
    starts
}

/// Whether each token begins a sentence: the left edge of every root's subtree does.
pub(crate) fn sentence_starts(heads: &[u32]) -> Vec<bool> {
    let (left, _) = edges(heads);
    starts_from(heads, &left)
}

/// A label that says where its token belongs: "label||label of the head".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decorated {
    /// The label proper.
    pub(crate) label: u16,
    /// The label of the head to look for.
    pub(crate) head: u16,
}

/// Moves tokens with decorated labels to the heads that these name.
///
/// Tokens from left to right: breadth first below the present head, the first child with that label becomes the head;
/// if there is none the head stays. Whitespace is passed over with all below it. Children are looked for between the
/// edges that the trees had at the beginning, but with heads and labels as changed so far.
pub(crate) fn deprojectivise(
    heads: &mut [u32],
    labels: &mut [u16],
    decorated: impl Fn(u16) -> Option<Decorated>,
    is_space: impl Fn(usize) -> bool,
) {
    let Some(first) = labels.iter().position(|&label| decorated(label).is_some()) else { return };
    let (left, right) = edges(heads);
    let children = Children::new(heads);
    // Tokens under their new heads, in order.
    let mut moved: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let (mut level, mut below) = (Vec::new(), Vec::new());
    for token in first..heads.len() {
        let Some(wanted) = decorated(labels[token]) else { continue };
        let token = token as u32;
        let mut found = None;
        level.clear();
        level.push(heads[token as usize]);
        while found.is_none() && !level.is_empty() {
            below.clear();
            'level: for &parent in &level {
                let (low, high) = (left[parent as usize], right[parent as usize]);
                let come = moved.get(&parent).map_or(&[][..], Vec::as_slice);
                for child in merge(children.of(parent), come) {
                    let still = heads[child as usize] == parent && (low..=high).contains(&child);
                    if !still || child == parent || child == token || is_space(child as usize) {
                        continue;
                    }
                    if labels[child as usize] == wanted.head {
                        found = Some(child);
                        break 'level;
                    }
                    below.push(child);
                }
            }
            std::mem::swap(&mut level, &mut below);
        }
        if let Some(head) = found {
            heads[token as usize] = head;
            let come = moved.entry(head).or_default();
            if let Err(at) = come.binary_search(&token) {
                come.insert(at, token);
            }
        }
        labels[token as usize] = wanted.label;
    }
}

/// The children of each token in order.
struct Children {
    from: Vec<u32>,
    list: Vec<u32>,
}

impl Children {
    fn new(heads: &[u32]) -> Self {
        let mut from = vec![0u32; heads.len() + 1];
        for &head in heads {
            from[head as usize + 1] += 1;
        }
        for token in 0..heads.len() {
            from[token + 1] += from[token];
        }
        let mut next = from.clone();
        let mut list = vec![0; heads.len()];
        for (token, &head) in heads.iter().enumerate() {
            let slot = &mut next[head as usize];
            list[*slot as usize] = token as u32;
            *slot += 1;
        }
        Self { from, list }
    }

    fn of(&self, token: u32) -> &[u32] {
        &self.list[self.from[token as usize] as usize..self.from[token as usize + 1] as usize]
    }
}

/// Two sorted lists as one, without repetitions.
fn merge<'l>(mut a: &'l [u32], mut b: &'l [u32]) -> impl Iterator<Item = u32> + 'l {
    std::iter::from_fn(move || {
        let next = match (a.first(), b.first()) {
            (Some(&x), Some(&y)) => x.min(y),
            (Some(&x), None) | (None, Some(&x)) => x,
            (None, None) => return None,
        };
        a = a.strip_prefix(&[next]).unwrap_or(a);
        b = b.strip_prefix(&[next]).unwrap_or(b);
        Some(next)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_begin_at_the_left_edge_of_a_root() {
        assert_eq!(sentence_starts(&[1, 1, 1, 4, 4]), [true, false, false, true, false]);
        assert_eq!(sentence_starts(&[0]), [true]);
        assert_eq!(sentence_starts(&[]), [false; 0]);
        // Crossing arcs: 0 hangs on 3, 1 is the root of 2.
        assert_eq!(sentence_starts(&[3, 1, 1, 3]), [true, true, false, false]);
    }

    #[test]
    fn a_decorated_label_finds_its_head_breadth_first() {
        // 0 is the root; 1 and 2 hang on it, 3 on 2, 4 ("7||5") on 0. The first child labelled 5 below 0 is 2.
        let decorated = |label| (label == 9).then_some(Decorated { label: 7, head: 5 });
        let (mut heads, mut labels) = ([0, 0, 0, 2, 0], [1, 4, 5, 5, 9]);
        deprojectivise(&mut heads, &mut labels, decorated, |_| false);
        assert_eq!((heads, labels), ([0, 0, 0, 2, 2], [1, 4, 5, 5, 7]));
        // With 2 being whitespace nothing below it counts either.
        let (mut heads, mut labels) = ([0, 0, 0, 2, 0], [1, 4, 5, 5, 9]);
        deprojectivise(&mut heads, &mut labels, decorated, |token| token == 2);
        assert_eq!((heads, labels), ([0, 0, 0, 2, 0], [1, 4, 5, 5, 7]));
    }
}
