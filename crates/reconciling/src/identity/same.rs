//! Comparing two candidates that the atlas does not know.

use atlas::{Verdict, fold, same_person};
use model::ActorKind;

use super::{Candidate, kinds_fit};
use crate::names::{alike_places, body_key, consonants, initials, is_acronym, is_name, place_key};
use crate::rules::IdentityRules;

/// How alike two candidates are: named terms, or why they are two.
#[derive(Debug, Clone, PartialEq)]
pub struct Likeness {
    /// What speaks for and against, with its weight.
    pub terms: Vec<(&'static str, f64)>,
    /// Why they cannot be one.
    pub apart: Option<&'static str>,
}

impl Likeness {
    /// Sum of the terms; nothing where they cannot be one.
    pub fn sum(&self) -> Option<f64> {
        self.apart.is_none().then(|| self.terms.iter().map(|t| t.1).sum())
    }

    fn apart(why: &'static str) -> Likeness {
        Likeness { terms: Vec::new(), apart: Some(why) }
    }
}

/// Whether a candidate can be met again: a person described but not named is the document's own.
fn can_return(candidate: &Candidate) -> bool {
    candidate.kind != ActorKind::Person || candidate.names.first().is_some_and(|n| is_name(n))
}

/// Keys under which an index finds candidates that may be the same; none for persons without a name.
pub fn keys(candidate: &Candidate) -> Vec<String> {
    if !can_return(candidate) {
        return Vec::new();
    }
    let mut keys = Vec::new();
    for name in &candidate.names {
        match candidate.kind {
            ActorKind::Person if is_name(name) => {
                let folded = fold(name);
                let words: Vec<&str> = folded.split(' ').filter(|w| w.len() > 2).collect();
                keys.extend(words.last().map(|last| format!("person {}", consonants(last))));
                if let [first, rest @ ..] = words.as_slice()
                    && !rest.is_empty()
                {
                    // "Badr Abdel Aati" and "Badr Abdelatty": how the rest is cut into words does not matter.
                    let rest: String = consonants(&rest.concat()).chars().take(3).collect();
                    keys.push(format!("first {} {rest}", consonants(first)));
                }
            }
            ActorKind::Person => {}
            ActorKind::Place => keys.push(format!("place {}", place_key(name).chars().take(4).collect::<String>())),
            _ => {
                keys.push(format!("name {}", body_key(name)));
                let acronym = if is_acronym(name) { Some(fold(name)) } else { initials(name) };
                keys.extend(acronym.map(|a| format!("acronym {a}")));
            }
        }
    }
    keys.sort();
    keys.dedup();
    keys
}

/// Compares two candidates. `sides` are the ids of their sides over all documents, where known.
pub fn same(a: &Candidate, b: &Candidate, sides: (Option<&str>, Option<&str>), rules: &IdentityRules) -> Likeness {
    if a.paper == b.paper {
        return Likeness::apart("one document tells them apart");
    }
    if !kinds_fit(a.kind, b.kind) {
        return Likeness::apart("what they are does not fit");
    }
    if !can_return(a) || !can_return(b) {
        return Likeness::apart("a description, no name");
    }
    let mut terms = Vec::new();
    match (a.country.as_deref(), b.country.as_deref()) {
        (Some(x), Some(y)) if x == y => terms.push(("country", rules.country)),
        (Some(_), Some(_)) => return Likeness::apart("of two countries"),
        _ => {}
    }
    match sides {
        (Some(x), Some(y)) if x == y => terms.push(("side", rules.side)),
        (Some(_), Some(_)) => terms.push(("other side", rules.other_side)),
        _ => {}
    }
    let name = match a.kind {
        ActorKind::Person => persons(a, b, rules),
        ActorKind::Place => places(a, b, rules),
        _ => others(a, b, rules),
    };
    match name {
        Some(term) => terms.push(term),
        None => return Likeness::apart("other names"),
    }
    Likeness { terms, apart: None }
}

fn persons(a: &Candidate, b: &Candidate, rules: &IdentityRules) -> Option<(&'static str, f64)> {
    // The fullest names decide: where those are two people's, a shared short form says nothing.
    let full = |c: &Candidate| {
        let words = |n: &&String| (n.split_whitespace().count(), std::cmp::Reverse((*n).clone()));
        c.names.iter().filter(|n| is_name(n)).max_by_key(words).cloned()
    };
    let (x, y) = (full(a)?, full(b)?);
    match same_person(&x, &y) {
        Verdict::Same if x.contains(' ') && y.contains(' ') => Some(("name", rules.name)),
        Verdict::Same | Verdict::Perhaps => Some(("short name", rules.short_name)),
        Verdict::Different => None,
    }
}

fn places(a: &Candidate, b: &Candidate, rules: &IdentityRules) -> Option<(&'static str, f64)> {
    let alike = a.names.iter().any(|x| b.names.iter().any(|y| alike_places(x, y)));
    alike.then_some(("place name", rules.name))
}

fn others(a: &Candidate, b: &Candidate, rules: &IdentityRules) -> Option<(&'static str, f64)> {
    let pairs = || a.names.iter().flat_map(|x| b.names.iter().map(move |y| (x, y)));
    if pairs().any(|(x, y)| body_key(x) == body_key(y)) {
        let named = a.names.iter().chain(&b.names).any(|n| n.chars().any(char::is_uppercase));
        if a.kind == ActorKind::Media && b.kind == ActorKind::Media {
            return Some(("outlet", rules.outlet));
        }
        return Some(if named { ("name", rules.name) } else { ("description", rules.description) });
    }
    let stands_for = |x: &str, y: &str| is_acronym(x) && initials(y).is_some_and(|i| i == fold(x));
    let long = |x: &str| x.chars().filter(|c| c.is_uppercase()).count() > 3;
    let acronyms = pairs().filter_map(|(x, y)| match () {
        () if stands_for(x, y) => Some(x),
        () if stands_for(y, x) => Some(y),
        () => None,
    });
    let weight = |acronym: &String| {
        if long(acronym) { ("acronym", rules.acronym) } else { ("short acronym", rules.short_acronym) }
    };
    acronyms.map(weight).max_by(|x, y| x.1.total_cmp(&y.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    fn person(paper: &str, name: &str, country: Option<&str>) -> Candidate {
        Candidate {
            key: format!("{name}~{paper}"),
            paper: paper.into(),
            published: None,
            local: name.into(),
            names: vec![name.into()],
            kind: ActorKind::Person,
            side: None,
            country: country.map(str::to_owned),
        }
    }

    fn is_one(a: &Candidate, b: &Candidate) -> bool {
        let rules = Rules::builtin().identity;
        let sum = same(a, b, (None, None), &rules).sum();
        assert_eq!(sum, same(b, a, (None, None), &rules).sum(), "one way only");
        sum.is_some_and(|s| rules.is_one(s))
    }

    #[test]
    fn a_name_needs_a_country_and_two_countries_are_two_people() {
        let (a, b) = (person("1", "Daniyar Seitov", Some("KAZ")), person("2", "Danijar Seitow", Some("KAZ")));
        assert!(is_one(&a, &b));
        assert!(!is_one(&person("1", "Daniyar Seitov", None), &person("2", "Daniyar Seitov", None)));
        assert!(!is_one(&a, &person("2", "Daniyar Seitov", Some("UZB"))));
        assert!(!is_one(&a, &person("1", "Danijar Seitow", Some("KAZ"))));
    }

    #[test]
    fn those_who_are_one_meet_under_a_key() {
        for (a, b) in [
            ("Badr Abdel Aati", "Badr Abdelatty"),
            ("Mohamed Hamdan Dagalo", "Mohammed Dagalo"),
            ("Yousef Kerimli", "Yusuf Karimli"),
            ("Seitov", "Daniyar Seitov"),
            ("Sherzod Rakhimov", "Sherzod Rahimov"),
        ] {
            let (x, y) = (keys(&person("1", a, None)), keys(&person("2", b, None)));
            assert!(x.iter().any(|k| y.contains(k)), "{x:?} {y:?}");
        }
        assert!(keys(&person("1", "a Western diplomat", None)).is_empty());
    }
}
