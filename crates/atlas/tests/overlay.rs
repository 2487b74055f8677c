//! A user's own tables over ours: nothing lost, rows added and overridden, errors that say where.

use atlas::{Atlas, Strength, Via};
use model::ActorKind;
use std::path::PathBuf;

const ACTORS: &str = "id\tkind\tname\tnames\tshort\tweak\tcountry\tpart_of\tside\tfrom\tto\tsource\n";

fn with(text: &str) -> Result<Atlas, String> {
    Atlas::builtin().with_tables(&[(PathBuf::from("mine.tsv"), text.to_owned())]).map_err(|e| e.to_string())
}

#[test]
fn nothing_is_lost_and_rows_add_and_override() {
    let table = format!(
        "{ACTORS}armed-group:example-front\tfaction\tExample Front\tFront of Examples\tEXF\tthe Front\tSDN\tstate:sudan\tself\t2023\t\tmine\n\
         state:pakistan\tstate\tPakistan\tLand of the Pure\t\t\t\t\t\t\t\tmine\n\
         state:zubrowka\tstate\tZubrowka\t\t\t\tZUB\t\t\t\t\tmine\n"
    );
    let ours = Atlas::builtin();
    let mine = with(&table).expect("a sound table");
    // Every entity and every name of ours leads where it led, after the new ones.
    for e in ours.entities() {
        let same = mine.entity(e.id()).expect("kept");
        assert_eq!(
            (same.name(), same.kind(), same.country(), same.valid()),
            (e.name(), e.kind(), e.country(), e.valid()),
            "{}",
            e.id()
        );
        assert_eq!(same.lat_lon(), e.lat_lon());
        let side = |atlas: &Atlas, id: &str| {
            atlas.side(atlas.entity(id).expect("known").key(), None).map(|s| atlas.get(s).id().to_owned())
        };
        assert_eq!(side(&mine, e.id()), side(ours, e.id()), "{}", e.id());
        assert_eq!(mine.offices(same.key()).len(), ours.offices(e.key()).len());
        assert_eq!(mine.memberships(same.key()).len(), ours.memberships(e.key()).len());
    }
    let ids = |atlas: &Atlas, name: &str| -> Vec<(String, Strength)> {
        atlas.find(name).iter().map(|h| (atlas.get(h.key).id().to_owned(), h.strength)).collect()
    };
    for e in ours.entities() {
        for n in e.names() {
            let mut found = ids(&mine, n.text);
            found.retain(|(id, _)| ours.entity(id).is_some());
            assert_eq!(found, ids(ours, n.text), "{}", n.text);
        }
    }
    // The user's rows.
    let front = mine.entity("armed-group:example-front").expect("added");
    assert_eq!((front.kind(), front.country()), (ActorKind::Faction, Some("SDN")));
    assert_eq!(ids(&mine, "EXF")[0].0, "armed-group:example-front");
    assert_eq!(ids(&mine, "Land of the Pure")[0].0, "state:pakistan");
    assert_eq!(ids(&mine, "Islamabad")[0].0, "state:pakistan");
    let zubrowka = mine.entity("state:zubrowka").expect("added").key();
    let army = mine.military(zubrowka, "army");
    assert_eq!(army.key.map(|k| mine.side(k, None)), Some(Some(zubrowka)));
    let spans = mine.scan(&["The", "Front", "and", "the", "front"]);
    let ours_in =
        |i: usize| spans.get(i).is_some_and(|s| s.hits.iter().any(|h| h.key == front.key() && h.via == Via::ShortName));
    assert!(ours_in(0), "a name with `the` needs `the` before it: {spans:?}");
    assert!(Atlas::builtin().entity("state:zubrowka").is_none());
}

#[test]
fn errors_say_where_and_what() {
    let row = |cells: &str| format!("{ACTORS}{cells}\n");
    let place = "id\tkind\tname\tlat\tlon\twikidata\nplace:x\tplace\tX\t";
    let office = "person\tof\trole\tfrom\tto\n";
    for (table, expected) in [
        (row("no-colon\tfaction\tX\t\t\t\t\t\t\t\t\t"), "2: id `no-colon`; expected an id such as"),
        (row("faction:x\tfactoin\tX\t\t\t\t\t\t\t\t\t"), "2: `factoin` in column `kind`; expected a kind: state, "),
        (
            row("faction:x\tparty\tX\t\t\t\t\t\t\t\t\t"),
            "2: kind `party` under the id `faction:x`; expected the kind faction",
        ),
        (
            row("fiction:x\tfaction\tX\t\t\t\t\t\t\t\t\t"),
            "2: the class `fiction` of the id `fiction:x`; expected one of state,",
        ),
        (
            row("faction:x\tfaction\t\t\t\t\t\t\t\t\t\t"),
            "2: no name for `faction:x`, which no table has; expected a name",
        ),
        (row("faction:x\tfaction\tX"), "2: 3 cells; expected 12, one a column"),
        (row("faction:x\tfaction\tX\t\t\t\tSudan\t\t\t\t\t"), "2: country `Sudan`; expected a code of three capitals"),
        (
            row("faction:x\tfaction\tX\t\t\t\t\tstate:nowhere\t\t\t\t"),
            "2: `state:nowhere` in column `part_of`; expected the id of an actor",
        ),
        (
            row("faction:x\tfaction\tX\t\t\t\t\t\tstate:nowhere\t\t\t"),
            "2: `state:nowhere` in column `side`; expected the id of an actor",
        ),
        (
            row("faction:x\tfaction\tX\t\t\t\t\t\tperson:ban-ki-moon\t\t\t"),
            "2: the side `person:ban-ki-moon`, which acts for nobody; expected `self`",
        ),
        (
            row("agency:x\tgovernment\tX\t\t\t\t\tagency:y\t\t\t\t\nagency:y\tgovernment\tY\t\t\t\t\tagency:x\t\t\t\t"),
            "2: `agency:x` is part of itself by way of `agency:y`; expected a whole",
        ),
        (row("faction:x\tfaction\tX\t\t\t\t\t\t\t2023-13\t\t"), "2: `2023-13` in column `from`; expected a date"),
        (
            row("faction:x\tfaction\tX\t\t\t\t\t\t\t2023-05\t2022\t"),
            "2: from `2023-05` to `2022`; expected a first day that is not after",
        ),
        (
            row("faction:x\tfaction\tX\t\t\t\t\t\t\t\t\t\n\nfaction:x\tfaction\tY\t\t\t\t\t\t\t\t\t"),
            "4: the id `faction:x`, which line 2 has; expected each id once",
        ),
        (format!("{place}95\t0\t\n"), "2: lat `95` and lon `0`; expected degrees"),
        (format!("{place}5\t\t\n"), "2: lat `5` and lon ``; expected degrees"),
        (format!("{place}north\t\t\n"), "2: `north` in column `lat`; expected a number"),
        (format!("{place}\t\t843\n"), "2: wikidata `843`; expected an item such as"),
        (
            format!("{office}person:x\tstate:sudan\tminister\t\t\n"),
            "2: `person:x` in column `person`; expected the id of",
        ),
        (
            format!("{office}state:chad\tstate:sudan\tminister\t\t\n"),
            "2: `state:chad` in column `person`; expected a person",
        ),
        (
            format!("{office}person:ban-ki-moon\tstate:sudan\tbaker\t\t\n"),
            "2: `baker` in column `role`; expected a role such as",
        ),
        (
            format!("{office}person:ban-ki-moon\tstate:sudan\tminister\t2024\t2023\n"),
            "2: from `2024` to `2023`; expected a first day",
        ),
        ("member\tof\nstate:chad\tstate:sudan\n".into(), "2: `state:sudan` in column `of`; expected an organisation"),
        (
            "colour\nred\n".into(),
            "1: the columns colour; expected a first line with the columns of a table: id kind name;",
        ),
        ("iso2\tname\nSD\tX\n".into(), "1: the columns iso2 name; expected a first line"),
        (String::new(), "1: the columns ; expected a first line"),
        ("id\tkind\nfaction:x\tfaction\n".into(), "1: no column `name`; expected all of id, kind, name"),
        ("id\tkind\tname\tnmaes\n".into(), "1: the column `nmaes`; expected only id, kind, name, names"),
        ("id\tkind\tname\tname\n".into(), "1: the column `name` twice; expected each column once"),
    ] {
        let message = with(&table).expect_err("a broken table");
        assert!(message.starts_with(&format!("mine.tsv:{expected}")), "{message}\n{expected}");
    }
}

#[test]
fn every_fact_says_where_it_comes_from() {
    let ours = Atlas::builtin();
    assert!(ours.entities().all(|e| !e.source().is_empty()));
    for e in ours.entities().step_by(5) {
        assert!(ours.offices(e.key()).iter().all(|o| !o.source.is_empty()), "{}", e.id());
        assert!(ours.memberships(e.key()).iter().all(|m| !m.source.is_empty()), "{}", e.id());
    }
    let mine = with("id\tkind\tname\tnames\nstate:pakistan\t\t\tLand of the Pure\n").expect("a sound table");
    let pakistan = mine.entity("state:pakistan").expect("kept");
    assert_eq!(pakistan.name(), "Pakistan", "what a row leaves open stays");
    let theirs = ours.entity("state:pakistan").expect("known").source();
    assert_eq!(pakistan.source(), format!("{theirs}; mine.tsv:2"));
    let mutual = (ours.entity("person:ban-ki-moon").expect("known"), mine.entity("person:ban-ki-moon").expect("kept"));
    assert_eq!(ours.offices(mutual.0.key())[0].source, mine.offices(mutual.1.key())[0].source);
}
