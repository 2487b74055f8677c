//! Dates, sums, signs and names in words.

use std::collections::BTreeMap;

use model::{Amount, Amounts, Answer, Bound, Date, DateRange, Event, Grading, JudgedBy, Relation, Toll, Value};

/// Names of an answer's actors by id.
pub struct Names<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> Names<'a> {
    /// Of all actors.
    pub fn of(answer: &'a Answer) -> Self {
        Names(answer.actors.iter().map(|a| (a.id.as_str(), a.name.as_str())).collect())
    }

    /// The name, or the id where no actor has it.
    pub fn name<'s>(&self, id: &'s str) -> &'s str
    where
        'a: 's,
    {
        self.0.get(id).copied().unwrap_or(id)
    }

    /// Names with commas between them.
    pub fn list(&self, ids: &[String]) -> String {
        ids.iter().map(|id| self.name(id)).collect::<Vec<_>>().join(", ")
    }
}

/// `outlet B, source C, credibility 2`; what is not graded is left out.
pub fn grading(grading: &Grading) -> Option<String> {
    let rated =
        |what: &str, rated: &Option<model::Rated>| rated.as_ref().map(|r| format!("{what} {}", r.grade.letter()));
    let judged = grading.credibility.as_ref().map(|judged| {
        let hand = if judged.by == JudgedBy::Hand { " by hand" } else { "" };
        format!("credibility {}{hand}", judged.grade.number())
    });
    let parts = [rated("outlet", &grading.outlet), rated("source", &grading.source), judged];
    Some(parts.into_iter().flatten().collect::<Vec<_>>().join(", ")).filter(|text| !text.is_empty())
}

/// `4 Feb 2026`
pub fn day(date: Date) -> String {
    format!("{} {} {}", date.day(), month(date), date.year())
}

fn month(date: Date) -> &'static str {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    MONTHS[usize::from(date.month().unsigned_abs()) - 1]
}

/// A range of days as briefly as it can be said: `4 Feb 2026`, `Dec 2025`, `2024`, `1–5 Mar 2026`, `30 Dec 2025 – 2 Jan 2026`.
pub fn range(range: &DateRange) -> String {
    let (first, last) = (range.first, range.last);
    if first == last {
        return day(first);
    }
    let whole_months = first.day() == 1 && last.day() == last.days_in_month();
    if first.year() == last.year() {
        return match () {
            () if whole_months && first.month() == 1 && last.month() == 12 => first.year().to_string(),
            () if whole_months && first.month() == last.month() => format!("{} {}", month(first), first.year()),
            () if whole_months => format!("{}–{} {}", month(first), month(last), first.year()),
            () if first.month() == last.month() => format!("{}–{}", first.day(), day(last)),
            () => format!("{} {} – {}", first.day(), month(first), day(last)),
        };
    }
    format!("{} – {}", day(first), day(last))
}

/// `at least`, `about` …, with a space behind it; empty for the number itself.
fn bound(bound: Bound) -> &'static str {
    match bound {
        Bound::Exact => "",
        Bound::AtLeast => "at least ",
        Bound::AtMost => "at most ",
        Bound::About => "about ",
    }
}

fn amount(Amount { value, currency, bound: how }: &Amount) -> String {
    let (value, unit) = match value.abs() {
        v if v >= 1e12 => (value / 1e12, " trillion"),
        v if v >= 1e9 => (value / 1e9, " billion"),
        v if v >= 1e6 => (value / 1e6, " million"),
        _ => (*value, ""),
    };
    format!("{}{currency} {}{unit}", bound(*how), (value * 1000.0).round() / 1000.0)
}

/// Each sum of an amount.
pub fn sums(amounts: &Amounts) -> &[Amount] {
    match amounts {
        Amounts::One(one) => std::slice::from_ref(one),
        Amounts::Many(many) => many,
    }
}

/// `USD 4 billion`
pub fn amounts(amounts: &Amounts) -> String {
    sums(amounts).iter().map(amount).collect::<Vec<_>>().join(" and ")
}

/// `at least 54 killed, 90 injured`
pub fn toll(event: &Event) -> Option<String> {
    event.toll.as_ref().map(casualties)
}

/// `at least 54 killed, 90 injured`
pub fn casualties(toll: &Toll) -> String {
    let killed = toll.killed.map(|n| format!("{n} killed"));
    let injured = toll.injured.map(|n| format!("{n} injured"));
    let parts: Vec<String> = killed.into_iter().chain(injured).collect();
    format!("{}{}", bound(toll.bound), parts.join(", "))
}

/// A value of an incident's field; `names` gives the name of an actor's id.
pub fn value(value: &Value, names: &dyn Fn(&str) -> String) -> String {
    match value {
        Value::Date { first, last } => range(&DateRange::new(*first, *last, "")),
        Value::Amount(sum) => amounts(sum),
        Value::Toll(toll) => casualties(toll),
        Value::Reality(reality) => reality.word().to_string(),
        Value::Place(place) => place.clone(),
        Value::Actors(ids) if ids.is_empty() => "nobody".to_string(),
        Value::Actors(ids) => ids.iter().map(|id| names(id)).collect::<Vec<_>>().join(", "),
    }
}

/// The sign of a PLOVER score.
pub fn sign(score: f64) -> i8 {
    match score {
        s if s > 0.0 => 1,
        s if s < 0.0 => -1,
        _ => 0,
    }
}

/// `+`, `−` or `·`
pub fn mark(sign: i8) -> &'static str {
    match sign {
        1 => "+",
        -1 => "−",
        _ => "·",
    }
}

/// The mark of a relation: one that balances is neither friendly nor hostile, but not nothing.
pub fn relation_mark(relation: &Relation) -> &'static str {
    match relation.kind {
        model::RelationType::Balances => "±",
        _ => mark(relation.sign),
    }
}

/// A word of the vocabulary for people: `allied_with` → `allied with`.
pub fn spaced(word: &str) -> String {
    word.replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_said_briefly() {
        let of = |first: &str, last: &str| range(&DateRange::new(first.parse().unwrap(), last.parse().unwrap(), ""));
        assert_eq!(of("2026-02-04", "2026-02-04"), "4 Feb 2026");
        assert_eq!(of("2025-12-01", "2025-12-31"), "Dec 2025");
        assert_eq!(of("2024-01-01", "2024-12-31"), "2024");
        assert_eq!(of("2026-02-01", "2026-03-31"), "Feb–Mar 2026");
        assert_eq!(of("2026-03-01", "2026-03-05"), "1–5 Mar 2026");
        assert_eq!(of("2026-02-27", "2026-03-05"), "27 Feb – 5 Mar 2026");
        assert_eq!(of("2025-12-30", "2026-01-02"), "30 Dec 2025 – 2 Jan 2026");
    }

    #[test]
    fn sums_are_said_in_words() {
        let sum = |value: f64, bound| amounts(&Amounts::One(Amount { value, currency: "USD".into(), bound }));
        assert_eq!(sum(4.6e9, Bound::About), "about USD 4.6 billion");
        assert_eq!(sum(250_000.0, Bound::Exact), "USD 250000");
    }
}
