//! All of it over a batch: documents and claims to incidents.

use std::collections::BTreeMap;

use model::Incident;

use crate::assess::assess;
use crate::blocks::{BlockKey, keys};
use crate::compare::profiles;
use crate::group::{Link, of_profiles};
use crate::profile::Profile;
use crate::report::{Cast, Decisions, Paper, Report, Seen};
use crate::rules::Rules;
use crate::sets::Sets;

/// Incidents of all claims, in order of their first claims. Claims of documents that are not among the papers are passed over.
///
/// Blocks → links → components → groups → assessment; n log n of the claims as long as blocks stay small.
pub fn reconcile(
    papers: &[Paper],
    reports: &[Report],
    cast: &Cast,
    rules: &Rules,
    decisions: &Decisions,
) -> Vec<Incident> {
    let by_key: BTreeMap<&str, &Paper> = papers.iter().map(|p| (p.key.as_str(), p)).collect();
    let mut seen: Vec<Seen<'_>> =
        reports.iter().filter_map(|report| Some(Seen { report, paper: by_key.get(report.paper.as_str())? })).collect();
    seen.sort_by(|a, b| (a.paper.place(), &a.report.key).cmp(&(b.paper.place(), &b.report.key)));
    seen.dedup_by(|a, b| a.report.key == b.report.key);
    let ready: Vec<Profile<'_>> = seen.iter().map(|s| Profile::new(*s, cast, rules)).collect();
    let links = all_links(&ready, rules);
    let groups = by_component(&ready, &links, rules, decisions);
    let of = |group: Vec<usize>| {
        let claims: Vec<Seen<'_>> = group.into_iter().map(|n| seen[n]).collect();
        assess(&claims, cast, rules, decisions)
    };
    groups.into_iter().map(of).collect()
}

/// The links among claims: each pair that meets in a block is compared once.
pub fn links(seen: &[Seen<'_>], cast: &Cast, rules: &Rules) -> Vec<Link> {
    let ready: Vec<Profile<'_>> = seen.iter().map(|s| Profile::new(*s, cast, rules)).collect();
    all_links(&ready, rules)
}

fn all_links(ready: &[Profile<'_>], rules: &Rules) -> Vec<Link> {
    let all: Vec<_> = ready.iter().map(|p| keys(p, rules)).collect();
    let of =
        |(n, keys): (usize, &Vec<BlockKey>)| keys.iter().filter(|k| k.posts).map(|k| (k.key, n)).collect::<Vec<_>>();
    let mut posted: Vec<(u64, usize)> = all.iter().enumerate().flat_map(of).collect();
    posted.sort_unstable();
    let mut links = Vec::new();
    for (n, keys) in all.iter().enumerate() {
        let mut met: Vec<usize> = Vec::new();
        for asked in keys.iter().filter(|k| k.asks) {
            // Each finds the other: the later of the two asks.
            let block = &posted[posted.partition_point(|p| p.0 < asked.key)..];
            met.extend(block.iter().take_while(|p| p.0 == asked.key && p.1 < n).map(|p| p.1));
        }
        met.sort_unstable();
        met.dedup();
        for m in met {
            let sum = profiles(&ready[n], &ready[m], rules).sum().filter(|s| rules.is_link(*s));
            links.extend(sum.map(|sum| Link { a: m, b: n, sum }));
        }
    }
    links
}

/// Groups component by component: what no link joins needs no comparing.
fn by_component(ready: &[Profile<'_>], links: &[Link], rules: &Rules, decisions: &Decisions) -> Vec<Vec<usize>> {
    let mut sets = Sets::new(ready.len());
    for link in links {
        sets.join(link.a, link.b);
    }
    if !decisions.together.is_empty() {
        let numbers: BTreeMap<&str, usize> =
            ready.iter().enumerate().map(|(n, p)| (p.seen.report.key.as_str(), n)).collect();
        for (a, b) in &decisions.together {
            if let (Some(a), Some(b)) = (numbers.get(a.as_str()), numbers.get(b.as_str())) {
                sets.join(*a, *b);
            }
        }
    }
    let components = sets.groups();
    let mut home = vec![(0, 0); ready.len()];
    for (c, component) in components.iter().enumerate() {
        component.iter().enumerate().for_each(|(at, n)| home[*n] = (c, at));
    }
    let mut own: Vec<Vec<Link>> = vec![Vec::new(); components.len()];
    for link in links {
        own[home[link.a].0].push(Link { a: home[link.a].1, b: home[link.b].1, sum: link.sum });
    }
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (component, links) in components.iter().zip(own) {
        if let [alone] = component.as_slice() {
            // Most claims are alone; only a rejection can undo them.
            groups.extend((!decisions.rejected.contains(&ready[*alone].seen.report.key)).then(|| vec![*alone]));
            continue;
        }
        let part: Vec<&Profile<'_>> = component.iter().map(|n| &ready[*n]).collect();
        let found = of_profiles(&part, &links, rules, decisions);
        groups.extend(found.into_iter().map(|g| g.into_iter().map(|n| component[n]).collect::<Vec<_>>()));
    }
    groups.sort_by_key(|g| g[0]);
    groups
}
