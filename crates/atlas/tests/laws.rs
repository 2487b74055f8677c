//! Laws that hold for any input: spans inside the tokens, references that resolve, ids that lead back.

use atlas::{Atlas, fold, same_person};
use model::ActorKind;
use proptest::prelude::*;

#[test]
fn every_id_leads_back_and_every_reference_resolves() {
    let atlas = Atlas::builtin();
    let mut before = String::new();
    for e in atlas.entities() {
        assert!(before.as_str() < e.id(), "ids are sorted and unique: {before} {}", e.id());
        e.id().clone_into(&mut before);
        assert_eq!(atlas.entity(e.id()).map(|x| x.key()), Some(e.key()));
        assert!(!e.name().is_empty() && !e.name().contains(['\t', '|', '\n']), "{}", e.id());
        for key in e.part_of().into_iter().chain(atlas.side(e.key(), None)) {
            assert!((key.number() as usize) < atlas.len());
        }
        if let Some(side) = atlas.side(e.key(), None) {
            assert_eq!(atlas.side(side, None), Some(side), "the side of {} is a side itself", e.id());
        }
        for o in atlas.offices(e.key()) {
            assert_eq!(o.person, e.key());
            assert!(o.from.is_none() || o.to.is_none() || o.from <= o.to, "{} {}", e.id(), o.title);
            assert!(atlas.officers(o.of).contains(&o), "{}", e.id());
        }
        for m in atlas.memberships(e.key()) {
            assert_eq!(m.member, e.key());
            assert_eq!(atlas.get(m.of).kind(), ActorKind::Organisation);
        }
    }
}

#[test]
fn every_name_is_found() {
    let atlas = Atlas::builtin();
    for e in atlas.entities().step_by(7) {
        for n in e.names() {
            let folded = fold(n.text);
            let found = atlas.find(n.text).iter().any(|h| h.key == e.key());
            assert!(found || folded.is_empty() || folded.len() > 200, "{} {:?}", e.id(), n.text);
        }
    }
}

#[test]
fn comparing_goes_both_ways_where_words_are_as_many() {
    for (a, b) in [("𝒻🉀F", "f g"), ("Ab Ba", "Ba Ab"), ("Kim Il", "Il Kim"), ("J. Smith", "Smith J.")] {
        assert_eq!(same_person(a, b), same_person(b, a), "{a} {b}");
    }
}

/// The table of `docs/atlas.md` tells the truth, and not too little of it.
#[test]
fn there_is_as_much_as_the_docs_say() {
    let atlas = Atlas::builtin();
    let entities: Vec<_> = atlas.entities().collect();
    let classes = |classes: &[&str]| entities.iter().filter(|e| classes.contains(&e.class())).count();
    let named = |e: &atlas::Entity<'_>| e.names().any(|n| n.via != atlas::Via::Pattern);
    let bodies = ["ministry", "agency", "military"];
    let members: std::collections::BTreeSet<_> =
        entities.iter().flat_map(|e| atlas.memberships(e.key())).map(|m| m.of).collect();
    let dated = |e: &&atlas::Entity<'_>| atlas.offices(e.key()).iter().any(|o| o.from.is_some());
    let counts = [
        ("armed groups, factions, parties to a conflict", classes(&["armed-group", "faction"])),
        ("international organisations", classes(&["organisation"])),
        ("of these, with members on record", members.len()),
        ("leaders and ministers with dated offices", entities.iter().filter(dated).count()),
        ("their spells in office", entities.iter().map(|e| atlas.offices(e.key()).len()).sum()),
        ("media and news agencies", classes(&["media"])),
        ("parties", classes(&["party"])),
        (
            "ministries, parliaments, agencies, forces by names of their own",
            entities.iter().filter(|e| bodies.contains(&e.class()) && named(e)).count(),
        ),
        ("seats of power", classes(&["seat"])),
        ("rival, fallen and regional governments", classes(&["government", "region"])),
        (
            "towns, regions and sites with coordinates",
            entities.iter().filter(|e| e.class() == "place" && e.lat_lon().is_some()).count(),
        ),
    ];
    let page = include_str!("../../../docs/atlas.md");
    for (what, count) in counts {
        let row = page.lines().find_map(|l| l.strip_prefix(&format!("| {what} | "))).expect("a row of the table");
        let told: usize = row.trim_end_matches(" |").replace(',', "").parse().expect("a number");
        assert!(told <= count && count < told * 5 / 4, "{what}: the page says {told}, the atlas has {count}");
    }
}

#[test]
fn there_is_as_much_as_promised() {
    let atlas = Atlas::builtin();
    let count = |kind| atlas.entities().filter(|e| e.kind() == kind).count();
    let class = |class: &str| atlas.entities().filter(|e| e.class() == class).count();
    assert!(class("state") >= 195);
    assert!(class("armed-group") + class("faction") >= 400);
    assert!(count(ActorKind::Organisation) >= 150);
    assert!(count(ActorKind::Media) >= 300);
    assert!(count(ActorKind::Place) >= 40_000);
    let leaders = atlas.entities().filter(|e| atlas.offices(e.key()).iter().any(|o| o.from.is_some())).count();
    assert!(leaders >= 1_500, "{leaders}");
    // Every living state has its offices.
    for state in atlas.entities().filter(|e| e.class() == "state" && e.valid().1.is_none()) {
        let (ministry, army) = (atlas.ministry(state.key(), "foreign ministry"), atlas.military(state.key(), "army"));
        assert!(ministry.key.is_some() && army.key.is_some(), "{}", state.id());
        assert_eq!(atlas.side(ministry.key.unwrap_or(state.key()), None), Some(state.key()));
    }
}

/// Names of few letters, so that words are often like each other, and of any letters at all.
const NAMES: &str = "[A-Fa-féüø '.-]{0,16}|[A-Za-zéüø '.-]{0,24}|\\PC{0,12}";

proptest! {
    #[test]
    fn spans_lie_inside_and_apart(words in proptest::collection::vec(
        prop_oneof!["[A-Za-z'’.-]{0,8}", Just("Pakistan".to_owned()), Just("-".to_owned()), Just("'s".to_owned()),
            Just("the".to_owned()), Just("Guinea".to_owned()), Just("Army".to_owned()), Just(",".to_owned()), "\\PC{0,4}"], 0..40))
    {
        let tokens: Vec<&str> = words.iter().map(String::as_str).collect();
        let mut end = 0;
        for s in Atlas::builtin().scan(&tokens) {
            prop_assert!(end <= s.start && s.start < s.end && s.end <= tokens.len());
            prop_assert!(!s.hits.is_empty());
            end = s.end;
        }
    }

    #[test]
    fn folding_twice_changes_nothing(name in "\\PC{0,40}") {
        let once = fold(&name);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn comparing_names_is_symmetric(a in NAMES, b in NAMES) {
        prop_assert_eq!(same_person(&a, &b), same_person(&b, &a), "{} {}", a, b);
    }
}
