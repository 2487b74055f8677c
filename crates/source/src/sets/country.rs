//! Countries by the codes and names that event sets use.
//!
//! Comes in: a name, ISO 3166-1 alpha-3 or one of CAMEO's own three letters. Goes out: the atlas's id and name. The table is
//! `data/countries.tsv`, drawn from the atlas's states.

use std::collections::HashMap;
use std::sync::OnceLock;

use model::{Actor, ActorKind};

/// A state or territory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-3.
    pub code: &'static str,
    /// The atlas's id, such as `state:libya`.
    pub id: &'static str,
    /// Canonical name.
    pub name: &'static str,
    /// A state, or a territory of one.
    pub kind: ActorKind,
}

struct Table {
    by_code: HashMap<&'static str, Country>,
    by_name: HashMap<String, Country>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table { by_code: HashMap::new(), by_name: HashMap::new() };
        let lines: Vec<Vec<&'static str>> =
            include_str!("../../data/countries.tsv").lines().skip(1).map(|l| l.split('\t').collect()).collect();
        // Canonical names win over other names, whichever comes first.
        for canonical in [true, false] {
            for line in &lines {
                let [code, id, kind, name, others, codes] = line[..] else { continue };
                let kind = if kind == "state" { ActorKind::State } else { ActorKind::Place };
                let country = Country { code, id, name, kind };
                if canonical {
                    table.by_code.insert(code, country);
                    table.by_name.insert(key(name), country);
                } else {
                    for other in others.split('|').filter(|o| !o.is_empty()) {
                        table.by_name.entry(key(other)).or_insert(country);
                    }
                    for other in codes.split('|').filter(|o| !o.is_empty()) {
                        table.by_code.entry(other).or_insert(country);
                    }
                }
            }
        }
        table
    })
}

fn key(name: &str) -> String {
    name.trim().to_lowercase()
}

impl Country {
    /// By three letters.
    pub fn from_code(code: &str) -> Option<Country> {
        table().by_code.get(code.trim()).copied()
    }

    /// By name, whatever its capitals.
    pub fn from_name(name: &str) -> Option<Country> {
        table().by_name.get(&key(name)).copied()
    }

    /// The state as an actor.
    pub fn actor(self) -> Actor {
        Actor {
            id: self.id.into(),
            name: self.name.into(),
            aliases: Vec::new(),
            kind: self.kind,
            side: None,
            country: Some(self.code.into()),
            wikidata: None,
            mentions: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_lead_to_one_state() {
        let libya = Country::from_code("LBY").unwrap();
        assert_eq!((libya.id, libya.name), ("state:libya", "Libya"));
        assert_eq!(Country::from_name("LIBYA"), Some(libya));
        assert_eq!(Country::from_code("ROM"), Country::from_name("Romania"));
        assert_eq!(Country::from_name("Congo").map(|c| c.code), Some("COD"));
        assert_eq!(Country::from_name("Occupied Palestinian Territory").map(|c| c.code), Some("PSE"));
        assert_eq!((Country::from_code("ZZZ"), Country::from_name("Atlantis")), (None, None));
    }
}
