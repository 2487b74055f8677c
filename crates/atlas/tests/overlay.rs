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
    for e in ours.entities().step_by(11) {
        for n in e.names() {
            assert_eq!(ids(&mine, n.text), ids(ours, n.text), "{}", n.text);
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
    for (table, expected) in [
        (
            format!("{ACTORS}no-colon\tfaction\tX\t\t\t\t\t\t\t\t\t\n"),
            "mine.tsv:2: id `no-colon`; expected an id such as",
        ),
        (
            format!("{ACTORS}faction:x\tfactoin\tX\t\t\t\t\t\t\t\t\t\n"),
            "mine.tsv:2: `factoin` in column `kind`; expected a kind",
        ),
        (format!("{ACTORS}faction:x\tfaction\tX\n"), "mine.tsv:2: 3 cells; expected as many cells"),
        (
            format!("{ACTORS}faction:x\tfaction\tX\t\t\t\t\tstate:nowhere\t\t\t\t\n"),
            "actors: no actor has the id `state:nowhere`",
        ),
        (
            format!("{ACTORS}faction:x\tfaction\tX\t\t\t\t\t\t\t2023-13\t\t\n"),
            "mine.tsv:2: `2023-13` in column `from`; expected a date",
        ),
        ("colour\nred\n".to_owned(), "mine.tsv:1: columns [\"colour\"]; expected the columns of an atlas table"),
        ("id\tkind\nfaction:x\tfaction\n".to_owned(), "mine.tsv:1: no column `name`; expected all columns"),
    ] {
        let message = with(&table).expect_err("a broken table");
        assert!(message.starts_with(expected), "{message}");
    }
}
