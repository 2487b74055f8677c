//! Claims of one component of links to incidents.
//!
//! Comes in: claims and the links among them. Goes out: groups of their numbers. Promises: no group holds two claims that are apart
//! or that one document tells apart; analysts' decisions stand above both; the same set of claims gives the same groups in
//! whatever order they come; and components without a link between them can be grouped alone or together.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::profiles;
use crate::profile::Profile;
use crate::report::{Cast, Decisions, Seen};
use crate::rules::Rules;
use crate::sets::Sets;

/// A pair of claims that are linked, by their numbers, with the sum of the terms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// Number of one claim.
    pub a: usize,
    /// Number of the other.
    pub b: usize,
    /// Sum of the terms of [`crate::compare`].
    pub sum: f64,
}

/// Groups claims: the strongest link first joins what it links, unless a pair across is apart or the pairs across are too weak on
/// the whole (average linkage, asked along the links). Groups ascend by their claims' order of publication; those whom analysts
/// rejected are in none.
///
/// Costs n log n of the links and, for each group, the square of its size.
pub fn group(seen: &[Seen<'_>], links: &[Link], cast: &Cast, rules: &Rules, decisions: &Decisions) -> Vec<Vec<usize>> {
    let ready: Vec<Profile<'_>> = seen.iter().map(|s| Profile::new(*s, cast, rules)).collect();
    of_profiles(&ready.iter().collect::<Vec<_>>(), links, rules, decisions)
}

pub(crate) fn of_profiles(
    ready: &[&Profile<'_>],
    links: &[Link],
    rules: &Rules,
    decisions: &Decisions,
) -> Vec<Vec<usize>> {
    let key = |n: usize| ready[n].seen.report.key.as_str();
    let order = |n: usize| (ready[n].seen.paper.place(), key(n));
    let rejected = |n: usize| decisions.rejected.contains(key(n));
    let numbers: BTreeMap<&str, usize> = (0..ready.len()).map(|n| (key(n), n)).collect();
    let decided = |pairs: &BTreeSet<(String, String)>| -> BTreeSet<(usize, usize)> {
        let both = |(a, b): &(String, String)| Some((*numbers.get(a.as_str())?, *numbers.get(b.as_str())?));
        pairs.iter().filter_map(both).map(|(a, b)| (a.min(b), a.max(b))).collect()
    };
    let (together, apart) = (decided(&decisions.together), decided(&decisions.apart));
    let mut groups = Groups {
        sets: Sets::new(ready.len()),
        members: (0..ready.len()).map(|n| vec![n]).collect(),
        ready,
        rules,
        together,
        apart,
    };
    // What analysts put together is together, but for what they put apart.
    let mut wanted: Vec<(usize, usize)> = groups.together.iter().copied().collect();
    wanted.sort_by(|x, y| (order(x.0), order(x.1)).cmp(&(order(y.0), order(y.1))));
    for (a, b) in wanted {
        groups.join(a, b, true);
    }
    let ends = |l: &Link| if order(l.a) <= order(l.b) { (order(l.a), order(l.b)) } else { (order(l.b), order(l.a)) };
    let mut links: Vec<&Link> = links.iter().filter(|l| !rejected(l.a) && !rejected(l.b)).collect();
    links.sort_by(|x, y| y.sum.total_cmp(&x.sum).then_with(|| ends(x).cmp(&ends(y))));
    for link in links {
        groups.join(link.a, link.b, false);
    }
    let mut found = groups.sets.groups();
    found.retain(|g| !rejected(g[0]));
    for group in &mut found {
        group.sort_by(|a, b| order(*a).cmp(&order(*b)));
    }
    found.sort_by(|a, b| order(a[0]).cmp(&order(b[0])));
    found
}

struct Groups<'g, 'a> {
    sets: Sets,
    members: Vec<Vec<usize>>,
    ready: &'g [&'g Profile<'a>],
    rules: &'g Rules,
    together: BTreeSet<(usize, usize)>,
    apart: BTreeSet<(usize, usize)>,
}

impl Groups<'_, '_> {
    fn join(&mut self, a: usize, b: usize, by_decision: bool) {
        let (a, b) = (self.sets.find(a), self.sets.find(b));
        if a == b || !self.may_join(a, b, by_decision) {
            return;
        }
        self.sets.join(a, b);
        let moved = std::mem::take(&mut self.members[a.max(b)]);
        self.members[a.min(b)].extend(moved);
    }

    fn may_join(&self, a: usize, b: usize, by_decision: bool) -> bool {
        let (mut sum, mut pairs) = (0.0, 0_usize);
        for x in &self.members[a] {
            for y in &self.members[b] {
                let pair = (*x.min(y), *x.max(y));
                if self.apart.contains(&pair) {
                    return false;
                }
                if by_decision || self.together.contains(&pair) {
                    continue;
                }
                match profiles(self.ready[*x], self.ready[*y], self.rules).sum() {
                    Some(s) => sum += s,
                    None => return false,
                }
                pairs += 1;
            }
        }
        pairs == 0 || sum / pairs as f64 >= self.rules.link.group_mean
    }
}
