//! Actors from the names, codes and sectors of event sets.
//!
//! Comes in: what a row says of somebody. Goes out: actors as the answer format has them, each once, with the state for which it acts.
//! Promises: ids are made of kind, name and country alone, so that one actor has one id in all rows and all sets; a state has the
//! atlas's. Only organs of a state, and persons in its offices, act for it: a country's citizens, rebels and companies do not.
//! The tables are `data/codes.tsv` (CAMEO's and PLOVER's letters) and `data/kinds.tsv` (words of names, the first that fits).

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use model::{Actor, ActorKind};

use super::country::Country;

/// What an actor is, and whether it acts for its state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bent {
    pub kind: ActorKind,
    pub for_state: bool,
}

impl Bent {
    pub const fn new(kind: ActorKind, for_state: bool) -> Self {
        Bent { kind, for_state }
    }
}

struct Tables {
    codes: BTreeMap<&'static str, Bent>,
    words: Vec<(String, Bent)>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let read = |text: &'static str| {
            text.lines().skip(1).filter_map(|line| {
                let mut cells = line.split('\t');
                let (word, kind, side) = (cells.next()?, kind(cells.next()?)?, cells.next()?);
                Some((word, Bent::new(kind, side == "state")))
            })
        };
        Tables {
            codes: read(include_str!("../../data/codes.tsv")).collect(),
            words: read(include_str!("../../data/kinds.tsv")).map(|(word, bent)| (format!(" {word} "), bent)).collect(),
        }
    })
}

/// Reads the answer format's word.
pub(crate) fn kind(word: &str) -> Option<ActorKind> {
    use ActorKind::*;
    [State, Government, Military, Faction, Organisation, Party, Person, Media, Company, Place]
        .into_iter()
        .find(|k| k.word() == word)
}

/// By CAMEO's or PLOVER's three letters.
pub(crate) fn by_code(code: &str) -> Option<Bent> {
    tables().codes.get(code).copied()
}

/// By the words of a name or a role; names come again and again, so that those of late are remembered.
pub(crate) fn by_words(name: &str) -> Option<Bent> {
    thread_local! {
        static LATE: RefCell<HashMap<String, Option<Bent>>> = RefCell::default();
    }
    LATE.with_borrow_mut(|late| {
        if let Some(bent) = late.get(name) {
            return *bent;
        }
        if late.len() >= REMEMBERED {
            late.clear();
        }
        let bent = sought(name);
        late.insert(name.to_string(), bent);
        bent
    })
}

/// Names of which is remembered what their words tell.
const REMEMBERED: usize = 20_000;

fn sought(name: &str) -> Option<Bent> {
    let mut padded = String::with_capacity(name.len() + 2);
    padded.push(' ');
    padded.extend(
        name.chars().map(|c| if matches!(c, ',' | '.' | '(' | ')' | '"') { ' ' } else { c.to_ascii_lowercase() }),
    );
    padded.push(' ');
    tables().words.iter().find(|(word, _)| padded.contains(word.as_str())).map(|(_, bent)| *bent)
}

/// The actors of one row.
#[derive(Debug, Default)]
pub(crate) struct Cast {
    pub actors: Vec<Actor>,
}

impl Cast {
    /// Adds a state; gives its id.
    pub fn state(&mut self, country: Country) -> String {
        self.put(country.actor())
    }

    /// Adds one by name; gives its id.
    pub fn named(&mut self, name: &str, bent: Bent, country: Option<Country>) -> String {
        let mut id = format!("{}:{}", bent.kind.word(), slug(name));
        if let Some(country) = country {
            id.push('-');
            id.push_str(&country.code.to_ascii_lowercase());
        }
        self.with_id(id, name, bent, country)
    }

    /// The same for a name in which the country stands.
    pub fn named_apart(&mut self, name: &str, bent: Bent, country: Option<Country>) -> String {
        self.with_id(format!("{}:{}", bent.kind.word(), slug(name)), name, bent, country)
    }

    fn with_id(&mut self, id: String, name: &str, bent: Bent, country: Option<Country>) -> String {
        let name = clean(name);
        let side = country.filter(|_| bent.for_state).map(|country| self.state(country));
        self.put(Actor {
            id,
            name,
            aliases: Vec::new(),
            kind: bent.kind,
            side,
            country: country.map(|c| c.code.into()),
            wikidata: None,
            mentions: Vec::new(),
        })
    }

    /// Adds the outlet that a row names; gives its id.
    pub fn outlet(&mut self, name: &str) -> String {
        self.named(name, Bent::new(ActorKind::Media, false), None)
    }

    fn put(&mut self, actor: Actor) -> String {
        let id = actor.id.clone();
        if self.actors.iter().all(|a| a.id != id) {
            self.actors.push(actor);
        }
        id
    }
}

/// One blank between words; underscores are blanks.
pub(crate) fn clean(name: &str) -> String {
    name.split(|c: char| c.is_whitespace() || c == '_' || c.is_control())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Names in capitals throughout, as GDELT has them, with a capital a word.
pub(crate) fn with_capitals(name: &str) -> String {
    let mut inside = false;
    let letter = |c: char| {
        let letter = if inside { c.to_lowercase().next() } else { c.to_uppercase().next() };
        inside = c.is_alphanumeric() || c == '\'';
        letter.unwrap_or(c)
    };
    clean(name).chars().map(letter).collect()
}

/// Letters and figures in small, one hyphen between words.
pub(crate) fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_tables_is_read() {
        let rows = |text: &str| text.lines().count() - 1;
        assert_eq!(tables().codes.len(), rows(include_str!("../../data/codes.tsv")));
        assert_eq!(tables().words.len(), rows(include_str!("../../data/kinds.tsv")));
    }

    #[test]
    fn words_tell_organs_of_a_state_from_its_people() {
        let of = |name: &str| by_words(name).map(|b| (b.kind, b.for_state));
        assert_eq!(of("Defense / Security Ministry"), Some((ActorKind::Government, true)));
        assert_eq!(of("Military Personnel - Special"), Some((ActorKind::Military, true)));
        assert_eq!(of("Citizen"), Some((ActorKind::Faction, false)));
        assert_eq!(of("Foreign Affairs"), Some((ActorKind::Government, true)));
        assert_eq!(of("Media Personnel"), Some((ActorKind::Person, false)));
        assert_eq!(of("Barack Obama"), None);
    }

    #[test]
    fn an_actor_stands_once_with_its_side() {
        let mut cast = Cast::default();
        let pakistan = Country::from_code("PAK");
        let army = Bent::new(ActorKind::Military, true);
        let id = cast.named("Pakistan_Army", army, pakistan);
        assert_eq!(id, "military:pakistan-army-pak");
        assert_eq!(cast.named("Pakistan Army ", army, pakistan), id);
        assert_eq!(cast.actors.iter().map(|a| a.id.as_str()).collect::<Vec<_>>(), ["state:pakistan", &id]);
        assert_eq!(cast.actors[1].side.as_deref(), Some("state:pakistan"));
        assert_eq!(with_capitals("MUAMMAR AL-QADHAFI'S  MEN"), "Muammar Al-Qadhafi's Men");
    }
}
