//! Laws of grouping and identity, on made-up claims: order does not matter, unlinked sets can be done alone or together, decisions hold.

use std::collections::BTreeSet;

use model::{ActorKind, Date, DateRange, Event, EventType, Evidence, Place, Quote, Reality};
use proptest::prelude::*;
use reconciling::identity::{Candidate, cast};
use reconciling::{
    BlockKey, Cast, Decisions, Gist, Member, Paper, Ready, Report, Rules, Seen, assess, blocks, compare, gist, group,
    group_ready, links, reconcile,
};

const SIDES: [(&str, &str); 4] = [("a", "AAA"), ("b", "BBB"), ("c", "CCC"), ("d", "CCC")];

fn world() -> Cast {
    let mut cast = Cast::default();
    for (name, country) in SIDES {
        let member = |id: String, name: String, kind, side| Member {
            id,
            name,
            aliases: Vec::new(),
            kind,
            side,
            country: Some(country.into()),
        };
        cast.put(member(format!("state:{name}"), name.to_uppercase(), ActorKind::State, None));
        for n in 0..2 {
            let person = format!("Bo {}{n}", name.to_uppercase());
            cast.put(member(format!("person:{name}{n}"), person, ActorKind::Person, Some(format!("state:{name}"))));
        }
    }
    cast
}

fn day(n: u16) -> Date {
    let start: Date = "2025-01-01".parse().expect("a date");
    (0..n).fold(start, |d, _| d.tomorrow().expect("a day"))
}

type Draw = (u8, u8, u8, u8, Option<(u16, u16)>, u8, u8, u8);

fn build(draws: &[Draw]) -> (Vec<Paper>, Vec<Report>) {
    let papers = (0..6_u16)
        .map(|n| Paper {
            key: format!("p{n}"),
            name: format!("0{n}"),
            outlet: Some(format!("Outlet {}", n % 4)),
            published: (n < 5).then(|| day(10 + 3 * n)),
            repeats: None,
            dataset: n == 4,
        })
        .collect();
    let words = ["signed a pact on water", "the pact on water", "met in the old town", "denied that a pact was signed"];
    let reports = draws.iter().enumerate().map(|(n, (paper, kind, from, to, date, place, reality, text))| {
        let who = |n: u8| match n % 12 {
            n @ 0..4 => format!("state:{}", SIDES[usize::from(n)].0),
            n => format!("person:{}{}", SIDES[usize::from(n % 4)].0, n / 8),
        };
        let kinds = [EventType::Agree, EventType::Consult, EventType::Assault, EventType::Sanction];
        let realities = [Reality::Actual, Reality::Actual, Reality::Planned, Reality::Denied];
        let event = Event {
            id: format!("e{n}"),
            kind: kinds[usize::from(*kind) % 4],
            mode: None,
            contexts: Vec::new(),
            cameo: String::new(),
            score: 0.0,
            actors: vec![who(*from)],
            recipients: if to % 5 == 0 { Vec::new() } else { vec![who(*to)] },
            companions: Vec::new(),
            place: (place % 3 > 0).then(|| Place {
                name: ["Paris", "Lyon"][usize::from(place % 2)].into(),
                id: None,
                lat: None,
                lon: None,
            }),
            date: date.map(|(first, length)| DateRange::new(day(first), day(first + length), "")),
            reality: realities[usize::from(*reality) % 4],
            source: None,
            hedged: false,
            amount: None,
            toll: None,
            confidence: 1.0,
            evidence: Evidence::new(Quote {
                start: n * 10,
                end: n * 10 + 9,
                text: words[usize::from(*text) % 4].into(),
            }),
        };
        Report { key: format!("c{n:03}"), paper: format!("p{}", paper % 6), event }
    });
    (papers, reports.collect())
}

fn draws() -> impl Strategy<Value = Vec<Draw>> {
    let date = proptest::option::of((0_u16..30, prop_oneof![Just(0_u16), Just(6), Just(29)]));
    prop::collection::vec(
        (any::<u8>(), any::<u8>(), any::<u8>(), any::<u8>(), date, any::<u8>(), any::<u8>(), any::<u8>()),
        0..24,
    )
}

fn seen<'a>(papers: &'a [Paper], reports: &'a [Report]) -> Vec<Seen<'a>> {
    let paper = |r: &Report| papers.iter().find(|p| p.key == r.paper).expect("its document");
    reports.iter().map(|report| Seen { report, paper: paper(report) }).collect()
}

fn keys(groups: &[Vec<usize>], seen: &[Seen<'_>]) -> BTreeSet<BTreeSet<String>> {
    groups.iter().map(|g| g.iter().map(|n| seen[*n].report.key.clone()).collect()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn order_does_not_matter(draws in draws(), turn in 0_usize..24) {
        let (cast, rules) = (world(), Rules::builtin());
        let (papers, mut reports) = build(&draws);
        let before = reconcile(&papers, &reports, &cast, &rules, &Decisions::default());
        let at = turn.min(reports.len());
        reports.rotate_left(at);
        reports.reverse();
        let after = reconcile(&papers, &reports, &cast, &rules, &Decisions::default());
        prop_assert_eq!(before, after);
    }

    #[test]
    fn a_gist_says_what_the_assessment_says(draws in draws(), confirmed in 0_usize..24) {
        let (cast, rules) = (world(), Rules::builtin());
        let (papers, reports) = build(&draws);
        let mut decisions = Decisions::default();
        decisions.confirmed.extend(reports.get(confirmed).map(|r| r.key.clone()));
        let seen = seen(&papers, &reports);
        for one in &seen {
            let claim = std::slice::from_ref(one);
            prop_assert_eq!(gist(claim, &cast, &rules, &decisions), Gist::from(&assess(claim, &cast, &rules, &decisions)));
        }
    }

    #[test]
    fn claims_made_ready_once_compare_as_those_made_ready_anew(draws in draws()) {
        let (cast, rules) = (world(), Rules::builtin());
        let (papers, reports) = build(&draws);
        let seen = seen(&papers, &reports);
        let ready: Vec<Ready<'_>> = seen.iter().map(|s| Ready::new(*s, &cast, &rules)).collect();
        for (one, a) in ready.iter().zip(&seen) {
            prop_assert_eq!(one.blocks(&rules), blocks(a, &cast, &rules));
            for (other, b) in ready.iter().zip(&seen) {
                prop_assert_eq!(one.sum(other, &rules), compare(a, b, &cast, &rules).sum());
            }
        }
        let (links, none) = (links(&seen, &cast, &rules), Decisions::default());
        prop_assert_eq!(group_ready(&ready, &links, &rules, &none), group(&seen, &links, &cast, &rules, &none));
    }

    #[test]
    fn every_claim_is_in_one_incident_and_no_group_breaks_a_ban(draws in draws()) {
        let (cast, rules) = (world(), Rules::builtin());
        let (papers, reports) = build(&draws);
        let seen = seen(&papers, &reports);
        let found = group(&seen, &links(&seen, &cast, &rules), &cast, &rules, &Decisions::default());
        let mut all: Vec<usize> = found.iter().flatten().copied().collect();
        all.sort_unstable();
        prop_assert_eq!(all, (0..seen.len()).collect::<Vec<_>>());
        for group in &found {
            for (n, a) in group.iter().enumerate() {
                for b in &group[n + 1..] {
                    prop_assert!(compare(&seen[*a], &seen[*b], &cast, &rules).sum().is_some());
                }
            }
        }
    }

    #[test]
    fn comparing_is_symmetric_and_linked_claims_find_one_another(draws in draws()) {
        let (cast, rules) = (world(), Rules::builtin());
        let (papers, reports) = build(&draws);
        let seen = seen(&papers, &reports);
        for (n, a) in seen.iter().enumerate() {
            for b in &seen[n + 1..] {
                let (there, back) = (compare(a, b, &cast, &rules), compare(b, a, &cast, &rules));
                prop_assert_eq!(there.sum().is_some(), back.sum().is_some());
                prop_assert!((there.sum().unwrap_or(0.0) - back.sum().unwrap_or(0.0)).abs() < 1e-9);
                if there.is_link(&rules) {
                    let (x, y) = (blocks(a, &cast, &rules), blocks(b, &cast, &rules));
                    let finds = |x: &[BlockKey], y: &[BlockKey]| {
                        x.iter().any(|k| y.iter().any(|l| k.key == l.key && k.asks && l.posts))
                    };
                    prop_assert!(finds(&x, &y) && finds(&y, &x), "{:?}\n{:?}", a.report, b.report);
                }
            }
        }
    }

    #[test]
    fn unlinked_sets_can_be_grouped_alone_or_together(draws in draws(), cut in 0_usize..24) {
        let (cast, rules) = (world(), Rules::builtin());
        let (papers, reports) = build(&draws);
        let all = seen(&papers, &reports);
        let found = links(&all, &cast, &rules);
        let whole = keys(&group(&all, &found, &cast, &rules, &Decisions::default()), &all);
        // The set that a claim reaches over links, and the rest.
        let mut reached: BTreeSet<usize> = (!all.is_empty()).then(|| cut % all.len()).into_iter().collect();
        loop {
            let next = found.iter().flat_map(|l| [(l.a, l.b), (l.b, l.a)]).filter(|(a, _)| reached.contains(a)).map(|(_, b)| b);
            let before = reached.len();
            let next: Vec<usize> = next.collect();
            reached.extend(next);
            if reached.len() == before {
                break;
            }
        }
        let mut parts = BTreeSet::new();
        for inside in [true, false] {
            let part: Vec<Seen<'_>> = all.iter().enumerate().filter(|(n, _)| reached.contains(n) == inside).map(|(_, s)| *s).collect();
            let own = links(&part, &cast, &rules);
            parts.extend(keys(&group(&part, &own, &cast, &rules, &Decisions::default()), &part));
        }
        prop_assert_eq!(whole, parts);
    }

    #[test]
    fn decisions_hold(draws in draws(), x in 0_usize..24, y in 0_usize..24, z in 0_usize..24) {
        let (cast, rules) = (world(), Rules::builtin());
        let (papers, reports) = build(&draws);
        if reports.len() < 3 {
            return Ok(());
        }
        // Three that differ: the second and third are picked among those that are left.
        let mut keys: Vec<String> = reports.iter().map(|r| r.key.clone()).collect();
        let mut pick = |n: usize| keys.remove(n % keys.len());
        let (a, b, c) = (pick(x), pick(y), pick(z));
        let decisions = Decisions {
            together: BTreeSet::from([(a.clone(), b.clone())]),
            apart: BTreeSet::from([(b.clone(), c.clone())]),
            ..Decisions::default()
        };
        let incidents = reconcile(&papers, &reports, &cast, &rules, &decisions);
        let home = |k: &str| incidents.iter().position(|i| i.claims.iter().any(|x| x.key == k));
        prop_assert_eq!(home(&a), home(&b));
        prop_assert_ne!(home(&b), home(&c));
        let rejected = Decisions { rejected: BTreeSet::from([a.clone()]), ..Decisions::default() };
        let incidents = reconcile(&papers, &reports, &cast, &rules, &rejected);
        prop_assert!(incidents.iter().all(|i| i.claims.iter().all(|x| x.key != a)));
    }

    #[test]
    fn who_is_who_does_not_depend_on_order(picks in prop::collection::vec((0_usize..8, 0_usize..5, any::<bool>()), 0..20), turn in 0_usize..20) {
        let names = [
            "Yusuf Karimli", "Yousef Kerimli", "Karimli", "Samir Karimli", "Rauf Yusuf oglu Karimli", "Yusuf Kerimli", "Asad Durmaz",
            "Esad Durmaz",
        ];
        let candidate = |n: usize, (name, paper, country): (usize, usize, bool)| Candidate {
            key: format!("k{n:02}"),
            paper: format!("p{paper}"),
            published: Some(day(paper as u16)),
            local: format!("l{n}"),
            names: vec![names[name].to_owned()],
            kind: ActorKind::Person,
            side: None,
            country: country.then(|| "AZE".to_owned()),
        };
        let mut all: Vec<Candidate> = picks.into_iter().enumerate().map(|(n, p)| candidate(n, p)).collect();
        let rules = Rules::builtin().identity;
        let before = cast(&all, atlas::Atlas::builtin(), &rules);
        let at = turn.min(all.len());
        all.rotate_left(at);
        all.reverse();
        let after = cast(&all, atlas::Atlas::builtin(), &rules);
        prop_assert_eq!(&before.ids, &after.ids);
        prop_assert_eq!(before.cast.members().collect::<Vec<_>>(), after.cast.members().collect::<Vec<_>>());
        // Two of one document are never one.
        let ids: BTreeSet<(&String, &String)> = before.ids.iter().map(|((paper, _), id)| (paper, id)).collect();
        prop_assert_eq!(ids.len(), before.ids.len());
    }
}
