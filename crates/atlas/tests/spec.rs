//! The names of `names.tsv`: what each must lead to.

use atlas::{Atlas, Role, Strength, Verdict, same_person};
use model::Date;

fn ids(keys: impl IntoIterator<Item = atlas::Key>) -> Vec<&'static str> {
    keys.into_iter().map(|k| Atlas::builtin().get(k).id()).collect()
}

fn key(id: &str) -> atlas::Key {
    Atlas::builtin().entity(id).unwrap_or_else(|| panic!("no {id}")).key()
}

fn role(word: &str) -> Role {
    use Role::{ArmedForcesChief, ForeignMinister, HeadOfGovernment, HeadOfState, OrganisationHead};
    [ArmedForcesChief, ForeignMinister, HeadOfGovernment, HeadOfState, OrganisationHead]
        .into_iter()
        .find(|r| r.word() == word)
        .unwrap_or_else(|| panic!("no role {word}"))
}

/// What the atlas says, in the words of the table; `None` if as expected.
fn wrong(ask: &str, words: &str, expected: &str) -> Option<String> {
    let atlas = Atlas::builtin();
    let parts: Vec<&str> = words.split('|').collect();
    let hits = atlas.find(words);
    let found = || ids(hits.iter().take(4).map(|h| h.key)).join(", ");
    let date = |i: usize| parts.get(i).and_then(|d| d.parse::<Date>().ok());
    let (good, said) = match ask {
        "first" => {
            (hits.first().is_some_and(|h| ids([h.key]) == [expected] && h.strength == Strength::Strong), found())
        }
        "also" => (hits.iter().any(|h| ids([h.key]) == [expected]), found()),
        "weak" => (hits.iter().any(|h| ids([h.key]) == [expected] && h.strength == Strength::Weak), found()),
        "none" => (hits.is_empty(), found()),
        "office" => {
            let office = atlas.ministry(key(parts[0]), parts[1]);
            (office.id == expected && office.name.len() > 5, format!("{} ({})", office.id, office.name))
        }
        "side" => {
            let side = ids(atlas.side(key(parts[0]), date(1)));
            (side == [expected], side.join(", "))
        }
        "holder" => {
            let holders = ids(atlas.holders(key(parts[0]), role(parts[1]), date(2).expect("a date")));
            (holders.first() == Some(&expected), holders.join(", "))
        }
        "person" => {
            let people = ids(atlas.find_person(words).iter().map(|h| h.key));
            (people.first() == Some(&expected), people.join(", "))
        }
        "same" => (same_person(parts[0], parts[1]) == Verdict::Same, "not the same".to_owned()),
        "different" => (same_person(parts[0], parts[1]) != Verdict::Same, "the same".to_owned()),
        "scan" => {
            let tokens: Vec<&str> = words.split(' ').collect();
            let spans: Vec<String> = atlas
                .scan(&tokens)
                .iter()
                .filter(|s| s.hits[0].strength == Strength::Strong)
                .map(|s| format!("{}={}", tokens[s.start..s.end].join(" "), ids([s.hits[0].key])[0]))
                .collect();
            (spans.join("; ") == expected, spans.join("; "))
        }
        other => (false, format!("unknown question {other}")),
    };
    (!good).then_some(said)
}

#[test]
fn names_lead_where_they_must() {
    let table = include_str!("names.tsv");
    let mut asked = 0;
    let mut failures = Vec::new();
    for line in table.lines().skip(1).filter(|l| !l.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let &[ask, words, expected] = cells.as_slice() else { panic!("three cells in {line:?}") };
        asked += 1;
        if let Some(said) = wrong(ask, words, expected) {
            failures.push(format!("{ask} {words:?}: expected {expected}, got {said}"));
        }
    }
    assert!(asked > 300, "{asked} questions");
    assert!(failures.is_empty(), "{} wrong:\n{}", failures.len(), failures.join("\n"));
}
