//! Sets of candidates that are one actor.

use std::collections::{BTreeMap, BTreeSet};

use model::ActorKind;

use super::{Candidate, keys, same};
use crate::rules::IdentityRules;
use crate::sets::Sets;

/// Sets of candidates that are one actor; each set ascending by day of publication and key, the sets by their first.
///
/// The surest pairs are joined first; a join that would bring together two who are apart is passed over, and so is a short name
/// that two fuller ones of its country could stand for. `side_of` gives the id of a candidate's side over all documents.
///
/// Costs the square of a block, a block being the candidates that share a key.
pub fn clusters(
    candidates: &[Candidate],
    side_of: impl Fn(&Candidate) -> Option<String>,
    rules: &IdentityRules,
) -> Vec<Vec<usize>> {
    let sides: Vec<Option<String>> = candidates.iter().map(side_of).collect();
    let likeness =
        |a: usize, b: usize| same(&candidates[a], &candidates[b], (sides[a].as_deref(), sides[b].as_deref()), rules);
    let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (n, candidate) in candidates.iter().enumerate() {
        for key in keys(candidate) {
            blocks.entry(key).or_default().push(n);
        }
    }
    let mut met = BTreeSet::new();
    for block in blocks.values() {
        for (i, a) in block.iter().enumerate() {
            met.extend(block.iter().skip(i + 1).map(|b| (*a.min(b), *a.max(b))));
        }
    }
    let mut pairs: Vec<(f64, bool, usize, usize)> = Vec::new();
    for (a, b) in met {
        let like = likeness(a, b);
        let short = like.terms.iter().any(|t| t.0 == "short name");
        pairs.extend(like.sum().filter(|s| rules.is_one(*s)).map(|s| (s, short, a, b)));
    }
    let order = |n: usize| (candidates[n].published, &candidates[n].key);
    let ends = |a: usize, b: usize| if order(a) <= order(b) { (order(a), order(b)) } else { (order(b), order(a)) };
    pairs.sort_by(|x, y| x.1.cmp(&y.1).then(y.0.total_cmp(&x.0)).then_with(|| ends(x.2, x.3).cmp(&ends(y.2, y.3))));
    let mut sets = Sets::new(candidates.len());
    let mut members: Vec<Vec<usize>> = (0..candidates.len()).map(|n| vec![n]).collect();
    let (full, short): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|p| !p.1);
    let mut join = |sets: &mut Sets, a: usize, b: usize| {
        let (a, b) = (sets.find(a), sets.find(b));
        if a != b && members[a].iter().all(|x| members[b].iter().all(|y| likeness(*x, *y).apart.is_none())) {
            sets.join(a, b);
            let moved = std::mem::take(&mut members[a.max(b)]);
            members[a.min(b)].extend(moved);
        }
    };
    for (_, _, a, b) in full {
        join(&mut sets, a, b);
    }
    // A short name goes to the one fuller name that it can stand for, never to one of two.
    let is_short =
        |n: usize| candidates[n].kind == ActorKind::Person && candidates[n].names.iter().all(|n| !n.contains(' '));
    let mut bearers: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (_, _, a, b) in &short {
        for (x, y) in [(*a, *b), (*b, *a)] {
            if is_short(x) && !is_short(y) {
                bearers.entry(x).or_default().insert(sets.find(y));
            }
        }
    }
    for (_, _, a, b) in short {
        let certain = |n: usize| bearers.get(&n).is_none_or(|b| b.len() < 2);
        if certain(a) && certain(b) {
            join(&mut sets, a, b);
        }
    }
    let mut groups = sets.groups();
    for group in &mut groups {
        group.sort_by(|a, b| order(*a).cmp(&order(*b)));
    }
    groups.sort_by(|a, b| order(a[0]).cmp(&order(b[0])));
    groups
}
