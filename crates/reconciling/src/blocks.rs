//! Under which keys a claim seeks partners, so that nothing is compared with everything.
//!
//! Comes in: a claim. Goes out: keys of type, dyad and time. Promises: of two claims that rules could link, each asks a key that the
//! other posts, so that whichever comes later finds the one before; and under its own key a claim dated to a day is met by claims of
//! the same few days only, so that no such block grows with the ledger.
//!
//! A dyad is two countries (or what has none: an organisation), in no order; sides of one country meet, and [`crate::compare`]
//! tells them apart. Time has three widths: days, months, years. A claim posts itself under its own width and asks under all that
//! could hold it, so that "last month" finds the day without all days of the month finding one another.

use crate::days::Days;
use crate::hashing::{of_numbers, of_text};
use crate::names::place_key;
use crate::profile::{Profile, When};
use crate::report::{Cast, Seen};
use crate::rules::Rules;

/// A key, and whether a claim is found under it, seeks under it, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockKey {
    /// Hash of type, dyad and time.
    pub key: u64,
    /// The claim is to be kept under this key.
    pub posts: bool,
    /// All that are kept under this key are to be compared with the claim.
    pub asks: bool,
}

/// The keys of a claim, ascending; none where it has no actors, or neither date nor day of publication.
pub fn blocks(seen: &Seen<'_>, cast: &Cast, rules: &Rules) -> Vec<BlockKey> {
    keys(&Profile::new(*seen, cast, rules), rules)
}

pub(crate) fn keys(profile: &Profile<'_>, rules: &Rules) -> Vec<BlockKey> {
    let times = times(profile, rules);
    let dyads = dyads(profile, rules);
    let mut found: Vec<BlockKey> = Vec::with_capacity(times.len() * dyads.len());
    for dyad in &dyads {
        for time in &times {
            let (posts, asks) = (dyad.posts && time.posts, dyad.asks && time.asks);
            if posts || asks {
                let key = of_numbers(&[profile.kind as u64, dyad.name, time.name]);
                found.push(BlockKey { key, posts, asks });
            }
        }
    }
    found.sort_unstable();
    found.dedup_by(|b, a| {
        let same = a.key == b.key;
        if same {
            (a.posts, a.asks) = (a.posts || b.posts, a.asks || b.asks);
        }
        same
    });
    found
}

/// One part of a key: whether a claim is kept under it, and whether it seeks there.
struct Part {
    name: u64,
    posts: bool,
    asks: bool,
}

impl Part {
    fn new(lane: Lane, of: u64, posts: bool, asks: bool) -> Part {
        Part { name: of_numbers(&[lane as u64, of]), posts, asks }
    }
}

/// Kinds of parts, none of which meets another kind.
#[derive(Clone, Copy)]
enum Lane {
    /// Two parties.
    Pair,
    /// The one party that a claim names.
    Alone,
    /// One of several parties.
    Among,
    /// Whom it befell, whoever did it.
    On,
    /// Where it was, whoever did it.
    At,
    /// Days of what is told.
    Day,
    /// Days of what is foreseen.
    Plan,
    /// Claims that know no more than the month, or months.
    Month,
    /// Claims that know the day, by their month.
    InMonth,
    /// Claims that know no more than the year, or years.
    Year,
    /// Claims that know more, by their year.
    InYear,
}

/// Pairs of all parties by country. What names one party only meets all that name it; where the doer of a type may be in dispute,
/// those whom it befell do, and the place.
fn dyads(profile: &Profile<'_>, rules: &Rules) -> Vec<Part> {
    let parties: Vec<u64> = profile.parties.iter().map(|p| of_text(p)).collect();
    let mut pairs: Vec<u64> = Vec::new();
    for (n, a) in parties.iter().enumerate() {
        pairs.extend(parties[n + 1..].iter().map(|b| of_numbers(&[*a, *b])));
    }
    // Of many, those with the least hashes: two claims with the same parties keep the same ones.
    pairs.sort_unstable();
    pairs.truncate(rules.blocks.pairs);
    let mut dyads: Vec<Part> = pairs.into_iter().map(|d| Part::new(Lane::Pair, d, true, true)).collect();
    if let [only] = parties.as_slice() {
        dyads.push(Part::new(Lane::Alone, *only, true, true));
        dyads.push(Part::new(Lane::Among, *only, false, true));
    } else if !profile.seen.paper.dataset {
        // Rows of other event sets name both: to meet what names one would triple their keys.
        for party in parties.iter().take(rules.blocks.pairs) {
            dyads.push(Part::new(Lane::Alone, *party, false, true));
            dyads.push(Part::new(Lane::Among, *party, true, false));
        }
    }
    if rules.blocks.blamed.contains(&profile.kind) {
        let befallen = profile.recipients.codes(&profile.codes);
        dyads.extend(befallen.iter().take(rules.blocks.pairs).map(|c| Part::new(Lane::On, of_text(c), true, true)));
        let place = profile.seen.report.event.place.as_ref().filter(|_| profile.site.is_some());
        dyads.extend(place.map(|p| Part::new(Lane::At, of_text(&place_key(&p.name)), true, true)));
    }
    dyads
}

/// Spans of time that a claim is kept under, or seeks.
fn times(profile: &Profile<'_>, rules: &Rules) -> Vec<Part> {
    let (width, month, year) = (rules.blocks.days.max(1), 30, 365);
    let (reach, near) = (rules.reach(profile.kind, true), rules.reach(profile.kind, false));
    let Some(days) = profile.window(rules) else { return Vec::new() };
    let exact = matches!(profile.when, When::On(_)) && days.len() <= rules.blocks.exact;
    let around = |by: i32| Days { first: days.first - by, last: days.last + by };
    let buckets = |d: Days, by: i32| d.first.div_euclid(by)..=d.last.div_euclid(by);
    let part = |lane: Lane, bucket: i32, posts: bool, asks: bool| Part::new(lane, bucket as u64, posts, asks);
    let wide = around(reach);
    let mut times = Vec::new();
    if exact {
        // Plans may slip further than reports err.
        let own = buckets(days, width);
        for (lane, ahead) in [(Lane::Day, false), (Lane::Plan, true)] {
            let by = if ahead == profile.ahead { near } else { reach };
            let kept = |b: &i32| ahead == profile.ahead && own.contains(b);
            times.extend(buckets(around(by), width).map(|b| part(lane, b, kept(&b), true)));
        }
        times.extend(buckets(days, month).map(|b| part(Lane::InMonth, b, true, false)));
        times.extend(buckets(days, year).map(|b| part(Lane::InYear, b, true, false)));
        times.extend(buckets(wide, month).map(|b| part(Lane::Month, b, false, true)));
        times.extend(buckets(wide, year).map(|b| part(Lane::Year, b, false, true)));
    } else if days.len() <= 200 {
        let own = buckets(days, month);
        times.extend(buckets(wide, month).map(|b| part(Lane::Month, b, own.contains(&b), true)));
        times.extend(buckets(wide, month).map(|b| part(Lane::InMonth, b, false, true)));
        times.extend(buckets(days, year).map(|b| part(Lane::InYear, b, true, false)));
        times.extend(buckets(wide, year).map(|b| part(Lane::Year, b, false, true)));
    } else {
        // Decades and more are kept by their first fifty years.
        let years: Vec<i32> = buckets(days, year).take(50).collect();
        times.extend(years.iter().map(|b| part(Lane::Year, *b, true, true)));
        times.extend(years.iter().map(|b| part(Lane::InYear, *b, false, true)));
    }
    times
}
