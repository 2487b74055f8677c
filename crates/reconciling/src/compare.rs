//! Whether two claims are of one happening: a sum of named terms, or a reason why they are two.
//!
//! Comes in: two claims. Goes out: a [`Comparison`] that can be shown to a reader as it is. Promises: symmetric; nothing but the
//! two claims, the cast and the rules counts.
//!
//! `compare/ends.rs` compares who did it and to whom, `compare/dates.rs` when.

mod dates;
mod ends;

use atlas::Atlas;

use crate::places::Lie;
use crate::profile::{Profile, When};
use crate::report::{Cast, Seen};
use crate::rules::Rules;
use crate::values::{amounts_fit, killed, times};

/// What two claims have for and against being of one happening.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Terms with their values, in a fixed order.
    pub terms: Vec<(&'static str, f64)>,
    /// The verdict.
    pub verdict: Match,
}

/// What follows from the terms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Match {
    /// They are two happenings, for this reason, whatever else speaks for one.
    Apart(&'static str),
    /// The sum of the terms. From the threshold of the rules on, the claims are linked.
    Sum(f64),
}

impl Comparison {
    fn apart(why: &'static str) -> Comparison {
        Comparison { terms: Vec::new(), verdict: Match::Apart(why) }
    }

    /// The sum of the terms; nothing if the claims are apart.
    pub fn sum(&self) -> Option<f64> {
        match self.verdict {
            Match::Apart(_) => None,
            Match::Sum(sum) => Some(sum),
        }
    }

    /// Whether the claims are linked.
    pub fn is_link(&self, rules: &Rules) -> bool {
        self.sum().is_some_and(|s| rules.is_link(s))
    }
}

/// Compares two claims.
pub fn compare(a: &Seen<'_>, b: &Seen<'_>, cast: &Cast, rules: &Rules) -> Comparison {
    profiles(&Profile::new(*a, cast, rules), &Profile::new(*b, cast, rules), rules)
}

type Terms = Vec<(&'static str, f64)>;

pub(crate) fn profiles(a: &Profile<'_>, b: &Profile<'_>, rules: &Rules) -> Comparison {
    let mut terms = Vec::new();
    // The cheapest that often tells claims apart come first.
    let steps = [kinds, dates::compare, ends::compare, places, topics, figures];
    for step in steps {
        if let Err(why) = step(a, b, rules, &mut terms) {
            return Comparison::apart(why);
        }
    }
    terms.retain(|t: &(&str, f64)| t.1 != 0.0);
    let sum = terms.iter().map(|t| t.1).sum();
    Comparison { terms, verdict: Match::Sum(sum) }
}

fn kinds(a: &Profile<'_>, b: &Profile<'_>, rules: &Rules, terms: &mut Terms) -> Result<(), &'static str> {
    if a.kind != b.kind {
        return Err("of two types");
    }
    if a.seen.report.paper == b.seen.report.paper {
        if a.seen.paper.dataset {
            // A file of another event set tells its rows apart, unless two sources of its own report the same.
            let (x, y) = (&a.seen.report.event.source, &b.seen.report.event.source);
            if x.is_none() || y.is_none() || x == y {
                return Err("one file tells them apart");
            }
        } else if share_words(a, b) {
            terms.push(("the same words", rules.words.twin));
        } else {
            return Err("one document tells them apart");
        }
    }
    let plain = rules.modes.plain.contains(&a.kind);
    if rules.modes.distinct.contains(&a.kind) && a.mode != b.mode && (plain || a.mode.is_some() && b.mode.is_some()) {
        return Err("done in two ways");
    }
    terms.push(match (a.mode, b.mode) {
        (Some(x), Some(y)) if x == y => ("mode", rules.mode.same),
        (Some(_), Some(_)) => ("other mode", rules.mode.other),
        (None, None) => ("mode", 0.0),
        _ => ("mode in one only", rules.mode.one_only),
    });
    Ok(())
}

/// Whether two claims of one document rest on the same words: half of the fewer letters.
fn share_words(a: &Profile<'_>, b: &Profile<'_>) -> bool {
    let quotes =
        |p: &Profile<'_>| p.seen.report.event.evidence.quotes().iter().map(|q| (q.start, q.end)).collect::<Vec<_>>();
    let (x, y) = (quotes(a), quotes(b));
    let length = |of: &[(usize, usize)]| of.iter().map(|q| q.1 - q.0).sum::<usize>();
    let both: usize = x.iter().flat_map(|p| y.iter().map(|q| p.1.min(q.1).saturating_sub(p.0.max(q.0)))).sum();
    2 * both >= length(&x).min(length(&y)).max(1)
}

fn places(a: &Profile<'_>, b: &Profile<'_>, rules: &Rules, terms: &mut Terms) -> Result<(), &'static str> {
    if let (Some(x), Some(y)) = (&a.site, &b.site) {
        let p = &rules.place;
        terms.push(match x.lie(y, p.near_km, Atlas::builtin()) {
            Lie::Same => ("same place", p.same),
            Lie::Holds | Lie::Within | Lie::Near => ("place within the other", p.within),
            Lie::Apart => ("another place", p.other),
            Lie::Unlike => ("another place's name", p.unlike),
        });
    }
    Ok(())
}

fn topics(a: &Profile<'_>, b: &Profile<'_>, rules: &Rules, terms: &mut Terms) -> Result<(), &'static str> {
    let (w, a_ahead, b_ahead) = (&rules.words, a.ahead, b.ahead);
    let (a, b) = (a.telling(rules), b.telling(rules));
    let fewer = a.stems.len().min(b.stems.len());
    let shared = a.stems.intersection(&b.stems).count();
    if fewer > 0 && shared > 0 {
        // One word in common of one says less than three of four.
        let share = shared as f64 / (fewer.max(2)) as f64;
        terms.push(("words shared", w.shared * share));
    } else if fewer > 1 {
        terms.push(("no word shared", w.none));
    }
    if !a.ordinals.is_empty() && !b.ordinals.is_empty() && a.ordinals.is_disjoint(&b.ordinals) {
        terms.push(("another in a row", w.ordinal));
    }
    if !a.facets.is_empty() && !b.facets.is_empty() {
        if (a_ahead || b_ahead) && a.facets.is_disjoint(&b.facets) {
            return Err("of other things");
        }
        terms.push(if a.facets.is_disjoint(&b.facets) {
            ("of other things", w.facet)
        } else {
            ("of the same things", w.same_facet)
        });
    }
    Ok(())
}

fn figures(a: &Profile<'_>, b: &Profile<'_>, rules: &Rules, terms: &mut Terms) -> Result<(), &'static str> {
    let (x, y) = (&a.seen.report.event, &b.seen.report.event);
    let f = &rules.figures;
    if let (Some(p), Some(q)) = (&x.amount, &y.amount) {
        terms.push(match () {
            () if amounts_fit(p, q, &rules.dispute) => ("same amount", f.same_amount),
            () if times(p, q) >= f.far => ("far other amount", f.far_amount),
            () => ("other amount", f.other_amount),
        });
    }
    if let (Some(p), Some(q)) = (killed(x), killed(y)) {
        let one_day = matches!((a.when, b.when), (When::On(x), When::On(y)) if x.gap(y) == 0);
        let far = p.max(q) as f64 >= f.far * p.min(q).max(1) as f64;
        terms.push(match () {
            () if p == q => ("same toll", f.same_toll),
            () if far && !one_day => ("far other toll", f.far_toll),
            () => ("other toll", 0.0),
        });
    }
    Ok(())
}
