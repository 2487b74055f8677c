//! Whether two claims are of one happening: a sum of named terms, or a reason why they are two.
//!
//! Comes in: two claims. Goes out: a [`Comparison`] that can be shown to a reader as it is. Promises: symmetric; nothing but the
//! two claims, the cast and the rules counts.

use atlas::Atlas;
use model::{ActorKind, Reality};

use crate::days::{Days, number};
use crate::names::alike_places;
use crate::places::Lie;
use crate::profile::{End, Profile, When};
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
    let steps = [kinds, ends, dates, places, topics, figures];
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

/// How far two ends agree.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Accord {
    /// One of them is not named.
    Missing,
    /// They share sides: how well in (0, 1], and how many sides one of them has besides.
    Shared { worth: f64, surplus: usize },
    /// They share some, and each has another besides.
    Crossed(usize),
    /// They share none.
    None,
}

fn ends(a: &Profile<'_>, b: &Profile<'_>, rules: &Rules, terms: &mut Terms) -> Result<(), &'static str> {
    let e = &rules.ends;
    if [a, b].iter().any(|p| p.parties.is_empty() && !rules.blocks.blamed.contains(&p.kind)) {
        return Err("nobody is named");
    }
    if (a.seen.paper.dataset && a.parties.len() > 1 && b.parties.len() < 2)
        || (b.seen.paper.dataset && b.parties.len() > 1 && a.parties.len() < 2)
    {
        return Err("a row names both, the other one only");
    }
    let mutual = a.is_mutual(rules) || b.is_mutual(rules);
    if mutual {
        if let Some(doer) = [a, b].into_iter().find(|p| !p.is_mutual(rules)) {
            // One does to others what these do together: that is a third party's act.
            let parties = if std::ptr::eq(doer, a) { b } else { a };
            if doer.actors.sides.keys().any(|s| !parties.all.sides.contains_key(s)) {
                return Err("done by a third party");
            }
        }
        match accord(&a.all, &b.all, a, b, rules) {
            Accord::Missing => terms.push(("parties", e.missing)),
            Accord::None => return Err("other parties"),
            Accord::Crossed(shared) if shared < 2 => return Err("another partner"),
            Accord::Crossed(_) => terms.push(("parties in part", 2.0 * e.part)),
            Accord::Shared { worth, surplus } => {
                let both = a.all.sides.len().min(b.all.sides.len()) > 1;
                terms.push(("parties", if both { 2.0 } else { 1.0 } * worth));
                terms.push(("a party more", e.extra * surplus as f64));
            }
        }
    } else {
        let (doers, befallen) =
            (accord(&a.actors, &b.actors, a, b, rules), accord(&a.recipients, &b.recipients, a, b, rules));
        let crossed = |x: &End<'_>, y: &End<'_>| x.sides.keys().any(|s| y.sides.contains_key(s));
        let reversed =
            doers == Accord::None && (crossed(&a.actors, &b.recipients) || crossed(&b.actors, &a.recipients));
        match befallen {
            Accord::None => return Err(if reversed { "the other way round" } else { "to another" }),
            Accord::Missing => terms.push(("to whom", e.missing)),
            Accord::Crossed(_) => terms.push(("to whom in part", e.part)),
            Accord::Shared { worth, surplus } => {
                terms.push(("to whom", worth));
                terms.push(("another besides", e.extra * surplus as f64));
            }
        }
        match doers {
            Accord::None if reversed => return Err("the other way round"),
            Accord::None if !may_be_blamed(a, b, &befallen, rules) => return Err("by another"),
            Accord::None => terms.push(("by another", e.other_actor)),
            Accord::Missing => terms.push(("by whom", e.missing)),
            Accord::Crossed(_) => terms.push(("by whom in part", e.part)),
            Accord::Shared { worth, surplus } => {
                terms.push(("by whom", worth));
                terms.push(("a doer more", e.extra * surplus as f64));
            }
        }
    }
    people(a, b, mutual, rules, terms)?;
    let (x, y) = (&a.seen.report.event.companions, &b.seen.report.event.companions);
    if x.iter().any(|c| y.contains(c)) {
        terms.push(("companions", e.companions));
    }
    Ok(())
}

/// Whether two doers of one deed can be told: those whom it befell, the day and the place are the same.
fn may_be_blamed(a: &Profile<'_>, b: &Profile<'_>, befallen: &Accord, rules: &Rules) -> bool {
    let same_day = match (a.when, b.when) {
        (When::On(x), When::On(y)) => x.gap(y) <= 1 && x.len().max(y.len()) <= rules.blocks.exact,
        _ => false,
    };
    let same_place = match (&a.site, &b.site) {
        (Some(x), Some(y)) => !matches!(x.lie(y, rules.place.near_km, Atlas::builtin()), Lie::Apart | Lie::Unlike),
        _ => false,
    };
    rules.blocks.blamed.contains(&a.kind) && *befallen != Accord::Missing && same_day && same_place
}

/// Sides that both ends have, a state passing for a faction of its own where neither says better.
fn accord(x: &End<'_>, y: &End<'_>, a: &Profile<'_>, b: &Profile<'_>, rules: &Rules) -> Accord {
    if x.sides.is_empty() || y.sides.is_empty() {
        return Accord::Missing;
    }
    let code = |s: &str| a.codes.get(s).or_else(|| b.codes.get(s)).copied();
    let stands_for = |s: &str, t: &str| {
        let (p, q) = (x.soft.get(s), y.soft.get(t));
        match (p, q) {
            (Some(p), Some(q)) if p.kind == q.kind => p.kind == ActorKind::Place && alike_places(p.name, q.name),
            (Some(p), Some(q)) if code(s).is_none() || code(t).is_none() => alike_places(p.name, q.name),
            (None, None) => false,
            _ => code(s).is_some() && code(s) == code(t),
        }
    };
    let same: Vec<&str> = x.sides.keys().filter(|s| y.sides.contains_key(*s)).copied().collect();
    let left: Vec<&str> = x.sides.keys().filter(|s| !same.contains(s)).copied().collect();
    let mut right: Vec<&str> = y.sides.keys().filter(|s| !same.contains(s)).copied().collect();
    let mut loose = 0;
    let mut over = 0;
    for s in left {
        match right.iter().position(|t| stands_for(s, t)) {
            Some(at) => {
                right.remove(at);
                loose += 1;
            }
            None => over += 1,
        }
    }
    let shared = same.len() + loose;
    if shared == 0 {
        // A place or a crowd of no known country may belong to anybody.
        let unknown = |e: &End<'_>| e.sides.keys().any(|s| e.soft.contains_key(s) && code(s).is_none());
        return if unknown(x) != unknown(y) { Accord::Missing } else { Accord::None };
    }
    if over > 0 && !right.is_empty() {
        return Accord::Crossed(shared);
    }
    let worth = (same.len() as f64 * rules.ends.same + loose as f64 * rules.ends.vague) / shared as f64;
    Accord::Shared { worth, surplus: over + right.len() }
}

fn people(
    a: &Profile<'_>,
    b: &Profile<'_>,
    mutual: bool,
    rules: &Rules,
    terms: &mut Terms,
) -> Result<(), &'static str> {
    let e = &rules.ends;
    let persons_make_it = rules.modes.persons.contains(&a.kind);
    let ends =
        if mutual { vec![(&a.all, &b.all)] } else { vec![(&a.actors, &b.actors), (&a.recipients, &b.recipients)] };
    for (n, (x, y)) in ends.into_iter().enumerate() {
        for (side, left) in &x.sides {
            let Some(right) = y.sides.get(side).filter(|r| !r.is_empty() && !left.is_empty()) else { continue };
            if left.is_disjoint(right) {
                // Whom a visitor sees may be told differently; who visits may not.
                let decides = persons_make_it && (mutual || n == 0);
                terms.push(("other persons", if decides { e.other_person_met } else { e.other_person }));
            } else {
                terms.push(("persons", e.person));
            }
        }
    }
    Ok(())
}

fn dates(a: &Profile<'_>, b: &Profile<'_>, rules: &Rules, terms: &mut Terms) -> Result<(), &'static str> {
    let d = &rules.date;
    let near = |days: i32, steps: [f64; 4]| match days {
        ..=3 => steps[0],
        4..=10 => steps[1],
        11..=40 => steps[2],
        _ => steps[3],
    };
    match (a.when, b.when) {
        (When::On(x), When::On(y)) => {
            let (gap, vague) = (x.gap(y), x.len().max(y.len()));
            let tolerance = rules.tolerance(a.kind, a.mode.or(b.mode), a.ahead != b.ahead);
            let past = |plan: &Profile<'_>, x: Days, other: Days| {
                plan.seen.paper.published.map(number).is_some_and(|day| other.last < day) && x.first > other.last
            };
            if a.ahead && !b.ahead && past(a, x, y) || b.ahead && !a.ahead && past(b, y, x) {
                return Err("foreseen when the other was past");
            }
            if gap > tolerance {
                return Err("too many days between them");
            }
            terms.push(match gap {
                0 if vague <= 2 => ("same day", d.same_day),
                0 if x == y => ("same span of days", d.same_span),
                0 | 1 if vague <= 10 && gap == 0 => ("days overlap", d.week),
                0 if vague <= 31 => ("days overlap", d.month),
                0 => ("days overlap", d.vaguer),
                1 if vague <= 4 => ("next day", d.next_day),
                1 => ("next day", d.month),
                _ => ("days between", d.per_day * f64::from(gap)),
            });
        }
        (When::On(on), When::Undated(day)) | (When::Undated(day), When::On(on)) => {
            let undated = if matches!(a.when, When::Undated(_)) { a } else { b };
            let other = if std::ptr::eq(undated, a) { b } else { a };
            // What is told without a day has happened by the day of publication, unless it is foreseen.
            let is_past = !undated.ahead && undated.seen.report.event.reality != Reality::Denied;
            if is_past && on.first > day + 1 {
                return Err("told before the other happened");
            }
            let open = undated.ahead || undated.seen.report.event.reality == Reality::Denied;
            if undated.ahead && on.last < day - 1 && !other.ahead {
                return Err("foreseen when the other was past");
            }
            let far = on.gap(Days { first: day, last: day });
            terms.push(match () {
                () if open && on.first > day => {
                    if undated.ahead {
                        ("lies ahead", d.ahead)
                    } else {
                        ("denied before it came", d.denied_ahead)
                    }
                }
                () => (
                    "published near the day",
                    near(far, [d.undated_near, d.undated_week, d.undated_month, d.undated_far]),
                ),
            });
        }
        (When::Undated(x), When::Undated(y)) => {
            let steps = [d.both_undated_near, d.both_undated_week, d.both_undated_month, d.both_undated_far];
            terms.push(("published near one another", near((x - y).abs(), steps)));
        }
        _ => return Err("nothing says when"),
    }
    Ok(())
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
    let w = &rules.words;
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
        if (a.ahead || b.ahead) && a.facets.is_disjoint(&b.facets) {
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
