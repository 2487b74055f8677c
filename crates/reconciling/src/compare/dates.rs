//! When it was: days, spans of days, and what publication tells where a day is missing.

use model::Reality;

use super::Terms;
use crate::days::{Days, number};
use crate::profile::{Profile, When};
use crate::rules::Rules;

pub(super) fn compare(a: &Profile<'_>, b: &Profile<'_>, rules: &Rules, terms: &mut Terms) -> Result<(), &'static str> {
    let d = &rules.date;
    let near = |days: i32, steps: [f64; 4]| match days {
        ..=3 => steps[0],
        4..=10 => steps[1],
        11..=40 => steps[2],
        _ => steps[3],
    };
    match (a.window(rules), b.window(rules)) {
        (Some(x), Some(y)) if x.gap(y) > 0 && !matches!((a.when, b.when), (When::On(_), When::On(_))) => {
            return Err("told too early or too late for the other");
        }
        (Some(_), Some(_)) => {}
        _ => return Err("nothing says when"),
    }
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
            let open = undated.ahead || undated.seen.report.event.reality == Reality::Denied;
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
            let answers = |denial: &Profile<'_>, told: &Profile<'_>, later: bool| {
                later
                    && denial.seen.report.event.reality == Reality::Denied
                    && told.seen.report.event.reality != Reality::Denied
            };
            if answers(a, b, x >= y) || answers(b, a, y >= x) {
                terms.push(("a denial of what was told", d.denial));
            }
        }
        (When::Never, _) | (_, When::Never) => {}
    }
    Ok(())
}
