//! When two figures can both be true.

use model::{Amount, Amounts, Bound, Event};

use crate::rules::DisputeRules;

/// The dead of an assault, where the claim gives them.
pub(crate) fn killed(event: &Event) -> Option<u64> {
    event.toll.as_ref().and_then(|t| t.killed)
}

/// The sums of a claim.
pub(crate) fn sums(amounts: &Amounts) -> &[Amount] {
    match amounts {
        Amounts::One(one) => std::slice::from_ref(one),
        Amounts::Many(many) => many,
    }
}

/// Whether two statements on money can both be true: each sum of the shorter fits one of the longer. Sums in two currencies fit:
/// no rate is known here.
pub(crate) fn amounts_fit(a: &Amounts, b: &Amounts, rules: &DisputeRules) -> bool {
    let (short, long) = if sums(a).len() <= sums(b).len() { (sums(a), sums(b)) } else { (sums(b), sums(a)) };
    short.iter().all(|x| {
        long.iter().any(|y| x.currency != y.currency || numbers_fit((x.value, x.bound), (y.value, y.bound), rules))
    })
}

/// How many times the smaller of two sums the larger is, over the pair that lies nearest; 1 where no currency is shared.
pub(crate) fn times(a: &Amounts, b: &Amounts) -> f64 {
    let ratio = |x: &Amount, y: &Amount| x.value.max(y.value) / x.value.min(y.value).max(f64::MIN_POSITIVE);
    let pairs =
        sums(a).iter().flat_map(|x| sums(b).iter().map(move |y| (x, y))).filter(|(x, y)| x.currency == y.currency);
    pairs.map(|(x, y)| ratio(x, y)).reduce(f64::min).unwrap_or(1.0)
}

/// Whether two numbers with their bounds can both be true.
pub(crate) fn numbers_fit(a: (f64, Bound), b: (f64, Bound), rules: &DisputeRules) -> bool {
    let slack = match (a.1, b.1) {
        (Bound::Exact, Bound::Exact) => rules.amount,
        _ => rules.about,
    };
    let near = (a.0 - b.0).abs() <= slack * a.0.abs().max(b.0.abs());
    let open = |x: (f64, Bound), y: (f64, Bound)| match x.1 {
        Bound::AtLeast => y.0 >= x.0 || y.1 == Bound::AtLeast,
        Bound::AtMost => y.0 <= x.0 || y.1 == Bound::AtMost,
        Bound::Exact | Bound::About => false,
    };
    near || open(a, b) || open(b, a)
}

/// How exactly a number is given: less is more exact.
pub(crate) fn vagueness(bound: Bound) -> u8 {
    match bound {
        Bound::Exact => 0,
        Bound::About => 1,
        Bound::AtLeast | Bound::AtMost => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_leave_room_and_exact_numbers_do_not() {
        let rules = &crate::rules::Rules::builtin().dispute;
        let fit = |a, b| numbers_fit(a, b, rules);
        assert!(fit((4.0, Bound::Exact), (4.0, Bound::Exact)));
        assert!(!fit((4.0, Bound::Exact), (4.6, Bound::Exact)));
        assert!(fit((30.0, Bound::AtLeast), (54.0, Bound::Exact)));
        assert!(!fit((30.0, Bound::AtLeast), (12.0, Bound::Exact)));
        assert!(fit((100.0, Bound::About), (95.0, Bound::Exact)));
        assert!(!fit((2.0, Bound::AtMost), (7.0, Bound::Exact)));
    }
}
