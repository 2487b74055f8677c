//! Finds the expressions of time in one sentence and says what each allows of the event that it dates.
//!
//! Comes in: the sentence's pieces, the day of publication, a hint of tense for any place, the times of the sentences before. Goes out:
//! [`Found`], in order, not overlapping. Promises: linear in the sentence's length; the tree is not looked at, so that a test needs only words.

use model::Date;

use crate::pieces::{Piece, low, words_at};

use super::TimeRelation;
use super::calendar::{Days, Unit, plus_days, step, year_of};
use super::periods;
use super::resolve::{Ground, Memory, Tense, beside, resolve};
use super::stamp::{Part, Stamp, Which, Year};

/// One expression of time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found {
    /// First piece, a preposition where there is one.
    pub start: usize,
    /// First piece of the time itself.
    pub core: usize,
    /// One past the last piece.
    pub end: usize,
    /// The days that the words name.
    pub named: Option<Days>,
    /// The days that they allow for the event.
    pub days: Option<Days>,
    pub relation: TimeRelation,
    /// Whether they lie ahead.
    pub ahead: bool,
    /// Whether they are counted from another time of the text.
    pub counted: bool,
    /// Whether they date what stands behind them ("a month after they overthrew …") instead of what governs them.
    pub behind: bool,
}

/// What leads an expression of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lead {
    None,
    On,
    In,
    Since,
    From,
    Until,
    Before,
    After,
    By,
    For,
    Over,
    Within,
    Between,
}

fn lead(row: &[Piece<'_>], at: usize) -> (usize, Lead) {
    match low(row, at) {
        "on" | "at" => (1, Lead::On),
        "in" | "during" | "throughout" => (1, Lead::In),
        "since" => (1, Lead::Since),
        "ever" if low(row, at + 1) == "since" => (2, Lead::Since),
        "from" => (1, Lead::From),
        "starting" | "beginning" if matches!(low(row, at + 1), "on" | "in" | "from") => (2, Lead::From),
        "until" | "till" | "til" => (1, Lead::Until),
        "before" => (1, Lead::Before),
        "prior" if low(row, at + 1) == "to" => (2, Lead::Before),
        "ahead" if low(row, at + 1) == "of" => (2, Lead::Before),
        "after" | "following" => (1, Lead::After),
        "by" => (1, Lead::By),
        "no" if words_at(row, at, &["no", "later", "than"]) => (3, Lead::By),
        "as" if words_at(row, at, &["as", "of"]) => (2, Lead::Since),
        "as" if low(row, at + 2) == "as" && matches!(low(row, at + 1), "early" | "soon" | "late" | "recently") => {
            (3, Lead::On)
        }
        "for" => (1, Lead::For),
        "over" => (1, Lead::Over),
        "within" | "inside" => (1, Lead::Within),
        "between" => (1, Lead::Between),
        _ => (0, Lead::None),
    }
}

/// What the scanner is told from outside.
pub(super) struct Setting<'s> {
    pub published: Option<Date>,
    /// Tense of the verb that governs the piece; asked with `true` for "until", which looks ahead where the verb is not at rest.
    pub tense: &'s dyn Fn(usize, bool) -> Tense,
}

/// The expressions of time of one sentence; `memory` is kept up for the next.
pub(super) fn scan(row: &[Piece<'_>], setting: &Setting<'_>, memory: &mut Memory, out: &mut Vec<Found>) {
    out.clear();
    let mut late: Vec<(usize, Stamp)> = Vec::new();
    let mut at = 0;
    while at < row.len() {
        let Some((found, stamp)) = expression(row, at, setting, memory) else {
            at += 1;
            continue;
        };
        if matches!(stamp, Stamp::Beside { .. } | Stamp::Length { .. }) && found.days.is_none() {
            late.push((out.len(), stamp));
        }
        remember(memory, &found, stamp);
        at = found.end.max(at + 1);
        out.push(found);
    }
    for (index, stamp) in late {
        relative_to_neighbours(row, out, index, stamp, setting);
        if let Some(days) = out[index].days.filter(|_| matches!(stamp, Stamp::Beside { .. })) {
            memory.keep(days);
        }
    }
    // A bare length with nothing to hang it on says nothing.
    out.retain(|f| f.relation != TimeRelation::For || f.days.is_some() || f.start != f.core);
}

/// "a week earlier", "the following Monday", "a month after …".
fn is_counted(stamp: Stamp) -> bool {
    let which = match stamp {
        Stamp::Step { n: Some(0), .. } => return false,
        Stamp::Step { .. } | Stamp::Beside { .. } | Stamp::Length { .. } => return true,
        Stamp::Weekday { which, .. } | Stamp::Period { which, .. } | Stamp::Month { which, .. } => which,
        _ => return false,
    };
    matches!(which, Which::Previous | Which::Following)
}

fn remember(memory: &mut Memory, found: &Found, stamp: Stamp) {
    let point = found.relation == TimeRelation::On && !matches!(stamp, Stamp::Window { .. });
    let date = matches!(stamp, Stamp::Date { .. } | Stamp::Weekday { .. } | Stamp::Month { .. });
    if point || (date && found.relation != TimeRelation::Until) {
        found.named.or(found.days).into_iter().for_each(|d| memory.keep(d));
    }
}

fn expression(row: &[Piece<'_>], at: usize, setting: &Setting<'_>, memory: &Memory) -> Option<(Found, Stamp)> {
    let (len, lead) = lead(row, at);
    let core = at + len;
    if core >= row.len() {
        return None;
    }
    let (end, first) = match periods::stamp(row, core, lead != Lead::None) {
        Some(found) => found,
        None => return visit_length(row, at).filter(|_| lead == Lead::None),
    };
    let tense = match lead {
        Lead::Since => Tense::Past,
        Lead::Until => Some((setting.tense)(at, true)).filter(|t| *t != Tense::Open).unwrap_or(Tense::Future),
        Lead::By => Some((setting.tense)(at, false)).filter(|t| *t != Tense::Open).unwrap_or(Tense::Future),
        // "storms from Thursday", "bookings for the winter", "moved to Saturday".
        Lead::From | Lead::For => {
            Some((setting.tense)(at, false)).filter(|t| *t != Tense::Open).unwrap_or(Tense::Future)
        }
        Lead::None if at > 0 && low(row, at - 1) == "to" => Tense::Future,
        _ => (setting.tense)(at, false),
    };
    let ground = Ground { published: setting.published, tense, memory: *memory };
    let mut found = Found {
        start: at,
        core,
        end,
        named: None,
        days: None,
        relation: TimeRelation::On,
        ahead: false,
        counted: is_counted(first),
        behind: false,
    };
    if let Some((end, days)) = range(row, lead, end, first, ground) {
        found.end = end;
        found.named = Some(days);
        found.days = Some(days);
    } else {
        relate(row, lead, first, ground, &mut found)?;
    }
    if let (Some(days), Some(today)) = (found.days, setting.published) {
        found.ahead = days.first > today || (tense == Tense::Future && days.last >= today);
    }
    Some((found, first))
}

/// "from March to May", "between 2019 and 2021", "Saturday and Sunday", "2019-21", behind the first of the two.
fn range(row: &[Piece<'_>], lead: Lead, end: usize, first: Stamp, ground: Ground) -> Option<(usize, Days)> {
    let separator = low(row, end);
    let mixed = separator != "-" && (separator != "and" || lead == Lead::Between);
    if !matches!(separator, "to" | "-" | "and" | "until" | "till" | "through") {
        return None;
    }
    if matches!(lead, Lead::Since | Lead::Until | Lead::By | Lead::Before | Lead::After) {
        return None;
    }
    if let (Stamp::Year { year, .. }, "-", Some(short)) = (first, separator, short_year(low(row, end + 1))) {
        let last = year - year.rem_euclid(100) + short;
        return (last > year).then(|| Some((end + 2, resolve(first, ground)?.joined(year_of(last)))))?;
    }
    let skip = end + 1 + usize::from(matches!(low(row, end + 1), "in" | "on" | "of"));
    let (last_end, last) = periods::stamp(row, skip, true)?;
    let first = match (first, last) {
        (
            Stamp::Month { year: Year::Open, month, which, part },
            Stamp::Month { year: Year::Of(y), month: other, .. },
        ) => Stamp::Month { year: Year::Of(y - i64::from(month > other)), month, which, part },
        (
            Stamp::Date { year: Year::Open, month, day, weekday },
            Stamp::Date { year: Year::Of(y), month: other, .. },
        ) => Stamp::Date { year: Year::Of(y - i64::from(month > other)), month, day, weekday },
        (first, _) => first,
    };
    let same_kind = matches!(
        (first, last),
        (Stamp::Month { .. }, Stamp::Month { .. })
            | (Stamp::Year { .. }, Stamp::Year { .. })
            | (Stamp::Weekday { .. }, Stamp::Weekday { .. })
            | (Stamp::Decade { .. }, Stamp::Decade { .. })
    );
    let dates = matches!((first, last), (Stamp::Date { .. }, Stamp::Date { .. }));
    if !(same_kind || mixed) {
        return None;
    }
    if separator == "and" && lead != Lead::Between && (dates || skip > end + 1) {
        return None;
    }
    let mut a = resolve(first, ground)?;
    let b = resolve(last, ground)?;
    if a.first > b.last {
        a = match first {
            Stamp::Weekday { .. } => a.moved(-1, Unit::Week),
            Stamp::Month { year: Year::Open, .. } | Stamp::Date { year: Year::Open, .. } => a.moved(-1, Unit::Year),
            _ => return None,
        };
    }
    if matches!(first, Stamp::Weekday { .. }) && (a.first > b.last || Days::new(a.first, b.last).len() > 7) {
        return None;
    }
    (a.first <= b.last).then_some((last_end, Days { first: a.first, last: b.last }))
}

fn short_year(word: &str) -> Option<i64> {
    (word.len() == 2).then(|| word.parse().ok()).flatten()
}

/// What the lead makes of the named days; none where the two do not make a time.
fn relate(row: &[Piece<'_>], lead: Lead, stamp: Stamp, ground: Ground, found: &mut Found) -> Option<()> {
    let today = ground.published;
    match (lead, stamp) {
        (_, Stamp::Length { n, unit }) => return length(row, lead, n, unit, ground, found),
        (Lead::Since, Stamp::Then) => {}
        (_, Stamp::Then) | (Lead::None, Stamp::Vague) => return None,
        (_, Stamp::Beside { n, unit, sign }) => {
            if let Some((end, anchor)) = time_behind(row, found.end, ground)
                && let Some(n) = n
            {
                found.end = end;
                found.days = Some(beside(anchor, n, unit, sign));
                found.named = found.days;
            }
            return Some(());
        }
        (Lead::On | Lead::Over | Lead::Within, Stamp::Year { .. }) => return None,
        _ => {}
    }
    found.named = resolve(stamp, ground);
    let named = found.named;
    let ending = matches!(stamp, Stamp::Month { part: Part::End, .. } | Stamp::Year { part: Part::End, .. })
        || matches!(stamp, Stamp::Period { part: Part::End, .. });
    let (relation, days) = match lead {
        Lead::None | Lead::On | Lead::In | Lead::Over | Lead::Within | Lead::Between => (TimeRelation::On, named),
        Lead::For if matches!(stamp, Stamp::Window { .. }) => (TimeRelation::For, named),
        Lead::For => (TimeRelation::On, named),
        Lead::From if ground.tense == Tense::Future || matches!(stamp, Stamp::Run { .. }) => (TimeRelation::On, named),
        Lead::Since | Lead::From => {
            let open = lead == Lead::Since && record_before(row, found.start);
            let until_now =
                |d: Days| today.filter(|t| d.first <= *t && !open).map(|t| Days { first: d.first, last: t });
            (TimeRelation::Since, named.and_then(until_now))
        }
        Lead::Until => {
            let from_now = |d: Days| match today {
                Some(t) if d.last >= t => Days { first: t, last: d.last },
                _ => d,
            };
            (TimeRelation::Until, named.map(from_now))
        }
        Lead::By => {
            let from_now = |d: Days| match today {
                Some(t) if d.last >= t => Days { first: t, last: d.last },
                _ => d,
            };
            (TimeRelation::By, named.map(from_now))
        }
        Lead::Before => {
            let limit = |d: Days| if ending { d.last } else { plus_days(d.first, -1) };
            let ahead = |d: Days| today.filter(|t| limit(d) >= *t).map(|t| Days { first: t, last: limit(d) });
            (TimeRelation::Before, named.and_then(ahead))
        }
        Lead::After => {
            let start = |d: Days| if d.len() == 1 { plus_days(d.first, 1) } else { d.first };
            let past = |d: Days| today.filter(|t| start(d) <= *t).map(|t| Days { first: start(d), last: t });
            (TimeRelation::After, named.and_then(past))
        }
    };
    found.relation = relation;
    found.days = days;
    Some(())
}

/// "for two years", "within two months", "in three weeks", "after four days of talks", "three days of attacks".
fn length(row: &[Piece<'_>], lead: Lead, n: Option<i64>, unit: Unit, ground: Ground, found: &mut Found) -> Option<()> {
    let today = ground.published;
    let of = low(row, found.end) == "of";
    found.relation = TimeRelation::For;
    match lead {
        Lead::For if ground.tense == Tense::Perfect => {
            let back = |t: Date| n.map(|n| Days::new(step(t, -n, unit), t));
            found.days = today.and_then(back);
        }
        Lead::Within | Lead::In if ground.tense == Tense::Future && !record_before(row, found.start) => {
            found.relation = TimeRelation::On;
            let stamp = match lead {
                Lead::Within => Stamp::Window { n, unit, sign: 1 },
                _ => Stamp::Away { n, unit, sign: 1 },
            };
            found.days = if n.is_some() || lead == Lead::Within { resolve(stamp, ground) } else { None };
        }
        Lead::Within if found.start == 0 || (unit <= Unit::Day && n.is_none_or(|n| n <= 1)) => {
            found.relation = TimeRelation::On;
            let hours = if unit == Unit::Hour { n.unwrap_or(0) / 24 } else { n? };
            found.days =
                ground.memory.day.map(|a| Days { first: a.first, last: step(a.last, hours, unit.max(Unit::Day)) });
        }
        Lead::After if of => found.behind = true,
        Lead::None if of => found.behind = true,
        Lead::None => return None,
        Lead::Since | Lead::From | Lead::Until | Lead::By | Lead::Before | Lead::Between => return None,
        Lead::On => return None,
        _ => {}
    }
    Some(())
}

/// "a three-day visit": a length that its neighbours may date.
fn visit_length(row: &[Piece<'_>], at: usize) -> Option<(Found, Stamp)> {
    let n = crate::numerals::numeral(row, at).filter(|n| (2.0..=31.0).contains(&n.value) && n.value.fract() == 0.0)?;
    if low(row, n.end) != "-" || low(row, n.end + 1) != "day" || row.get(n.end + 2).is_none_or(|p| p.low.len() < 3) {
        return None;
    }
    #[allow(clippy::cast_possible_truncation)]
    let stamp = Stamp::Length { n: Some(n.value as i64), unit: Unit::Day };
    let end = n.end + 2;
    let relation = TimeRelation::For;
    Some((
        Found {
            start: at,
            core: at,
            end,
            named: None,
            days: None,
            relation,
            ahead: false,
            counted: true,
            behind: false,
        },
        stamp,
    ))
}

/// A time that stands right behind, maybe after an article ("two days before Christmas", "a day after Monday's talks").
fn time_behind(row: &[Piece<'_>], at: usize, ground: Ground) -> Option<(usize, Days)> {
    let skip = usize::from(matches!(low(row, at), "the" | "his" | "her" | "its" | "their" | "a"));
    [at, at + skip].into_iter().find_map(|i| match periods::stamp(row, i, false)? {
        (end, stamp @ (Stamp::Date { .. } | Stamp::Run { .. } | Stamp::Weekday { .. } | Stamp::Today(_))) => {
            resolve(stamp, ground).map(|d| (end, d))
        }
        _ => None,
    })
}

/// Whether the sentence names a record shortly before ("the first visit since 1979"): then "since" does not date the event.
fn record_before(row: &[Piece<'_>], at: usize) -> bool {
    const RECORDS: [&str; 19] = [
        "first",
        "second",
        "third",
        "largest",
        "biggest",
        "worst",
        "deadliest",
        "most",
        "highest",
        "lowest",
        "heaviest",
        "longest",
        "only",
        "greatest",
        "strongest",
        "bloodiest",
        "gravest",
        "fiercest",
        "boldest",
    ];
    row[at.saturating_sub(8)..at].iter().any(|p| RECORDS.contains(&p.low))
}

/// Dates a length by the other times of its sentence.
fn relative_to_neighbours(row: &[Piece<'_>], out: &mut [Found], index: usize, stamp: Stamp, setting: &Setting<'_>) {
    let is_point = |f: &&Found| f.relation == TimeRelation::On && f.named.is_some_and(|d| d.len() <= 31);
    let before = out[..index].iter().rev().find(is_point).and_then(|f| f.named);
    let after = out[index + 1..].iter().find(is_point);
    let here = out[index];
    let comma = after.is_some_and(|f| row[here.end..f.start].iter().any(|p| matches!(p.low, "," | ";" | "-")));
    let after_named = after.and_then(|f| f.named);
    match stamp {
        Stamp::Beside { n: Some(n), unit, sign } => {
            let near = after_named.filter(|_| !comma).map(|d| beside(d, n, unit, sign));
            let ahead = (setting.tense)(here.start, false) == Tense::Future;
            let fits = |d: &Days| ahead || setting.published.is_none_or(|today| d.first <= today);
            out[index].days = near.filter(fits);
            if out[index].days.is_none() {
                out[index].behind = true;
                out[index].days = before.or(after_named).map(|d| beside(d, n, unit, -sign));
            }
        }
        Stamp::Beside { .. } => out[index].behind = true,
        Stamp::Length { n: Some(n), unit } if here.behind && unit != Unit::Hour && n > 0 => {
            let opening = begins(row, here.end, after.map_or(row.len(), |f| f.start), BEGIN);
            let closing = |d: Days| Days::new(plus_days(step(d.last, -n, unit), 1), d.last);
            let starting = |d: Days| Days::new(d.first, plus_days(step(d.first, n, unit), -1));
            out[index].days = match (before, after_named) {
                (_, Some(d)) if opening => Some(starting(d)),
                (Some(d), _) | (None, Some(d)) => Some(closing(d)),
                _ => None,
            };
        }
        Stamp::Length { n: Some(n), .. } if here.start == here.core && low(row, here.end - 2) == "-" => {
            let from = here.start.saturating_sub(4);
            let to = after.map_or(row.len(), |f| f.start);
            let anchor = after_named.or(before);
            let (ends, starts) = (begins(row, from, to, END), begins(row, from, to, BEGIN));
            out[index].days = anchor.filter(|_| ends != starts).map(|d| {
                if ends {
                    Days::new(plus_days(d.last, 1 - n), d.last)
                } else {
                    Days::new(d.first, plus_days(d.first, n - 1))
                }
            });
            out[index].behind = true;
        }
        _ => {}
    }
}

const BEGIN: [&str; 10] =
    ["begin", "begins", "began", "beginning", "start", "starts", "started", "starting", "opened", "kicked"];
const END: [&str; 10] =
    ["end", "ends", "ended", "ending", "conclude", "concluded", "concludes", "wrapped", "finished", "completed"];

fn begins(row: &[Piece<'_>], from: usize, to: usize, words: [&str; 10]) -> bool {
    row[from.min(row.len())..to.min(row.len())].iter().any(|p| words.contains(&p.low))
}
