//! Under which keys a claim seeks partners, so that nothing is compared with everything.
//!
//! Comes in: a claim. Goes out: keys of type, dyad and time. Promises: two claims that rules could link share a key that one
//! posts and the other asks, and the other way round, so that whichever comes later finds the one before; and a claim dated to a day is met under its own key by claims of the same few days only, so that no
//! such block grows with the ledger.
//!
//! A dyad is two countries (or what has none: an organisation), in no order; sides of one country meet, and [`crate::compare`]
//! tells them apart. Time has three widths: days, months, years. A claim posts itself under its own width and asks under all that
//! could hold it, so that "last month" finds the day without all days of the month finding one another.

use model::hash::id;

use crate::days::Days;
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
    let mut found: Vec<BlockKey> = Vec::new();
    let times = times(profile, rules);
    for (dyad, kept, seeks) in dyads(profile, rules) {
        for (time, posts, asks) in &times {
            let (posts, asks) = (kept && *posts, seeks && *asks);
            if !posts && !asks {
                continue;
            }
            let hash = id(&[profile.kind.word(), &dyad, time]);
            let key = u64::from_str_radix(&hash, 16).expect("sixteen hexadecimal digits");
            found.push(BlockKey { key, posts, asks });
        }
    }
    found.sort_unstable();
    found.dedup_by(|b, a| {
        let same = a.key == b.key;
        (a.posts, a.asks) = if same { (a.posts || b.posts, a.asks || b.asks) } else { (a.posts, a.asks) };
        same
    });
    found
}

/// Pairs of all parties by country, with whether the claim is kept and whether it seeks there. What names one party only meets all
/// that name it; where the doer of a type may be in dispute, those whom it befell do, and the place.
fn dyads(profile: &Profile<'_>, rules: &Rules) -> Vec<(String, bool, bool)> {
    let parties = &profile.parties;
    let mut pairs: Vec<String> = Vec::new();
    for (n, a) in parties.iter().enumerate() {
        pairs.extend(parties[n + 1..].iter().map(|b| format!("{a}|{b}")));
    }
    // Of many, those with the least hashes: two claims with the same parties keep the same ones.
    pairs.sort_by_key(|d| id(&[d]));
    pairs.truncate(rules.blocks.pairs);
    let mut dyads: Vec<(String, bool, bool)> = pairs.into_iter().map(|d| (d, true, true)).collect();
    if let [only] = parties.as_slice() {
        dyads.push((format!("alone {only}"), true, true));
        dyads.push((format!("among {only}"), false, true));
    } else if !profile.seen.paper.dataset {
        // Rows of other event sets name both: to meet what names one would triple their keys.
        let few = parties.iter().take(rules.blocks.pairs);
        dyads.extend(few.flat_map(|p| [(format!("alone {p}"), false, true), (format!("among {p}"), true, false)]));
    }
    if rules.blocks.blamed.contains(&profile.kind) {
        // Whose doer may be in dispute is sought by those whom it befell, and by the place.
        let befallen = profile.recipients.codes(&profile.codes);
        dyads.extend(befallen.iter().take(rules.blocks.pairs).map(|c| (format!("on {c}"), true, true)));
        let place = profile.seen.report.event.place.as_ref().filter(|_| profile.site.is_some());
        dyads.extend(place.map(|p| (format!("at {}", place_key(&p.name)), true, true)));
    }
    dyads
}

/// Names of spans of time, with whether the claim is kept and whether it seeks there.
fn times(profile: &Profile<'_>, rules: &Rules) -> Vec<(String, bool, bool)> {
    let width = rules.blocks.days.max(1);
    let (reach, near) = (rules.tolerance(profile.kind, true), rules.tolerance(profile.kind, false));
    let (days, exact) = match profile.when {
        When::On(days) => (days, days.len() <= rules.blocks.exact),
        When::Undated(day) => {
            let ahead = if profile.ahead || profile.seen.report.event.reality == model::Reality::Denied {
                rules.blocks.undated_ahead
            } else {
                1
            };
            let back = if profile.ahead { 1 } else { rules.blocks.undated_back };
            (Days { first: day - back, last: day + ahead }, false)
        }
        When::Never => return Vec::new(),
    };
    let wide = Days { first: days.first - reach, last: days.last + reach };
    let buckets = |d: Days, by: i32| d.first.div_euclid(by)..=d.last.div_euclid(by);
    let mut times = Vec::new();
    if exact {
        let own = buckets(days, width);
        // Plans may slip further than reports err.
        for (lane, ahead) in [("day", false), ("plan", true)] {
            let by = if ahead == profile.ahead { near } else { reach };
            let around = Days { first: days.first - by, last: days.last + by };
            let kept = |b: &i32| ahead == profile.ahead && own.contains(b);
            times.extend(buckets(around, width).map(|b| (format!("{lane} {b}"), kept(&b), true)));
        }
        times.extend(buckets(days, 30).map(|b| (format!("in month {b}"), true, false)));
        times.extend(buckets(days, 365).map(|b| (format!("in year {b}"), true, false)));
        times.extend(buckets(wide, 30).map(|b| (format!("month {b}"), false, true)));
        times.extend(buckets(wide, 365).map(|b| (format!("year {b}"), false, true)));
    } else if days.len() <= 200 {
        let own = buckets(days, 30);
        times.extend(buckets(wide, 30).map(|b| (format!("month {b}"), own.contains(&b), true)));
        times.extend(buckets(wide, 30).map(|b| (format!("in month {b}"), false, true)));
        times.extend(buckets(days, 365).map(|b| (format!("in year {b}"), true, false)));
        times.extend(buckets(wide, 365).map(|b| (format!("year {b}"), false, true)));
    } else {
        // Decades and more are kept by their first fifty years.
        let years: Vec<i32> = buckets(days, 365).take(50).collect();
        times.extend(years.iter().map(|b| (format!("year {b}"), true, true)));
        times.extend(years.iter().map(|b| (format!("in year {b}"), false, true)));
    }
    times
}
