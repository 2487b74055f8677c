//! Persons of one country whom the matcher takes for one: candidates for `data/compiled/merges.tsv`.

use atlas::{Atlas, Strength, Verdict, same_person};
use model::ActorKind;
use std::collections::BTreeMap;

fn main() {
    let atlas = Atlas::builtin();
    let mut by_country: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for e in atlas.entities().filter(|e| e.kind() == ActorKind::Person) {
        by_country.entry(e.country().unwrap_or("")).or_default().push(e);
    }
    for people in by_country.values() {
        for (i, a) in people.iter().enumerate() {
            for b in &people[i + 1..] {
                let names = |e: &atlas::Entity<'static>| {
                    e.names().filter(|n| n.strength == Strength::Strong).map(|n| n.text).collect::<Vec<_>>()
                };
                let (x, y) = (names(a), names(b));
                if x.iter().any(|n| y.iter().any(|m| same_person(n, m) == Verdict::Same)) {
                    let terms = |e: &atlas::Entity<'static>| {
                        atlas
                            .offices(e.key())
                            .iter()
                            .map(|o| {
                                format!(
                                    "{} {}-{}",
                                    o.role.word(),
                                    o.from.map_or(0, |d| d.year()),
                                    o.to.map_or(0, |d| d.year())
                                )
                            })
                            .collect::<Vec<_>>()
                            .join(", ")
                    };
                    println!("{}\t{}\t{}\t{}\t{}\t{}", a.id(), b.id(), a.name(), b.name(), terms(a), terms(b));
                }
            }
        }
    }
}
