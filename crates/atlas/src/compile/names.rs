//! How strong each name is, how the text must write it, and in which order its bearers come.
//!
//! In: actors. Out: for each folded name its postings, strongest first: states, then capitals and seats of power,
//! organisations, offices and groups, well-known people, big places, media, parties, the rest. A weak name (family name,
//! short acronym shared by several, small town called like a person or a common word) only recognises with context.

use super::CompileError;
use super::actors::{Actor, Actors};
use super::codes::{KINDS, VIAS};
use super::tables::Tables;
use crate::fold::fold;
use crate::layout::{CASE_ACRONYM, CASE_ANY, CASE_BOTH, CASE_FIRST};
use crate::romanised::{likeness, sounds};
use std::collections::{BTreeMap, BTreeSet};

/// One bearer of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    /// Number of the actor in the order of ids.
    pub key: u32,
    /// Code of the way in which the name names.
    pub via: u8,
    /// Whether it needs context.
    pub weak: bool,
    /// Whether the text must have `the` before it.
    pub needs_the: bool,
    /// How the text must write it.
    pub case: u8,
}

/// A name as an actor bears it.
pub struct Borne {
    /// As written.
    pub text: String,
    /// Its posting.
    pub posting: Posting,
}

/// All names.
pub struct Names {
    /// Folded name to postings, strongest first.
    pub postings: BTreeMap<String, Vec<Posting>>,
    /// Names by actor, in the order of ids; first the display name.
    pub of: Vec<Vec<Borne>>,
}

struct Rules {
    words: BTreeSet<String>,
    stops: BTreeMap<(String, String), String>,
}

impl Names {
    /// Names of all actors.
    pub fn assemble(tables: &Tables, actors: &Actors) -> Result<Names, CompileError> {
        let rules = Rules {
            words: tables.words.iter().map(|r| r.get("word").to_owned()).collect(),
            stops: tables
                .stops
                .iter()
                .map(|r| ((r.get("name").to_owned(), r.get("class").to_owned()), r.get("effect").to_owned()))
                .collect(),
        };
        let ids: BTreeMap<&str, u32> = actors.list.keys().map(String::as_str).zip(0..).collect();
        let list: Vec<(&str, &Actor)> = actors.list.iter().map(|(id, a)| (id.as_str(), a)).collect();
        let mut of: Vec<Vec<Borne>> = Vec::with_capacity(list.len());
        for (key, (id, actor)) in list.iter().enumerate() {
            of.push(rules.names_of(id, actor, key as u32));
        }
        rules.lend_capitals(tables, &ids, &mut of);
        lend_seats(tables, &ids, &mut of);
        let mut postings: BTreeMap<String, Vec<Posting>> = BTreeMap::new();
        for borne in of.iter().flatten() {
            let folded = fold(&borne.text);
            if folded.is_empty() || folded.len() > 200 {
                continue;
            }
            let all = postings.entry(folded).or_default();
            match all.iter_mut().find(|p| p.key == borne.posting.key) {
                Some(p) => {
                    let better = (borne.posting.weak, order_of_via(borne.posting.via)) < (p.weak, order_of_via(p.via));
                    let (needs_the, case) = (p.needs_the && borne.posting.needs_the, p.case.min(borne.posting.case));
                    if better {
                        *p = borne.posting;
                    }
                    (p.needs_the, p.case) = (needs_the, case);
                }
                None => all.push(borne.posting),
            }
        }
        for (folded, all) in &mut postings {
            weaken_shared(folded, all, &list);
            let order = |p: &Posting| {
                let (id, actor) = list[p.key as usize];
                (p.weak, tier(id, actor, p.via), std::cmp::Reverse(actor.rank), p.key)
            };
            strengthen_by_names(folded, all, &list, &rules);
            all.sort_by_key(order);
            weaken_small_towns(all, &list);
            all.sort_by_key(order);
        }
        for borne in &mut of {
            // Of a name that two rows give, the stronger one counts.
            let strong: BTreeSet<(String, u8)> =
                borne.iter().filter(|b| !b.posting.weak).map(|b| (b.text.clone(), b.posting.via)).collect();
            let mut seen = BTreeSet::new();
            borne.retain(|b| seen.insert((b.text.clone(), b.posting.via)));
            for b in borne {
                b.posting.weak &= !strong.contains(&(b.text.clone(), b.posting.via));
            }
        }
        Ok(Names { postings, of })
    }
}

/// Code of a way of naming.
pub fn code(via: &str) -> u8 {
    VIAS.iter().position(|v| *v == via).expect("a word of VIAS") as u8
}

fn order_of_via(via: u8) -> u8 {
    // A name that is also an adjective ("Vatican", "Philippine") stays a name; a pattern is the last resort.
    if via == code("office-pattern") { 100 } else { via }
}

/// A seat of power also names whoever sits there.
fn lend_seats(tables: &Tables, ids: &BTreeMap<&str, u32>, of: &mut [Vec<Borne>]) {
    for row in &tables.stands_for {
        let (seat, actor) = (ids[row.get("seat")] as usize, ids[row.get("actor")]);
        let lent =
            |b: &Borne| Borne { text: b.text.clone(), posting: Posting { key: actor, via: code("seat"), ..b.posting } };
        let lent: Vec<Borne> = of[seat].iter().map(lent).collect();
        of[actor as usize].extend(lent);
    }
}

impl Rules {
    /// A capital also names its state, by the names that its row lists.
    fn lend_capitals(&self, tables: &Tables, ids: &BTreeMap<&str, u32>, of: &mut [Vec<Borne>]) {
        for row in &tables.capitals {
            let key = ids[row.get("state")];
            for name in row.list("names") {
                let weak = match self.stops.get(&(fold(name), "capital".to_owned())).map(String::as_str) {
                    Some(effect) => effect == "weak",
                    None => self.is_word(&fold(name)),
                };
                let posting = Posting { key, via: code("capital"), weak, needs_the: false, case: CASE_FIRST };
                of[key as usize].push(Borne { text: name.to_owned(), posting });
            }
        }
    }

    fn is_word(&self, folded: &str) -> bool {
        self.words.contains(folded)
    }

    /// The names of one actor, dropped and weakened by the rules.
    fn names_of(&self, id: &str, actor: &Actor, key: u32) -> Vec<Borne> {
        let class = id.split(':').next().unwrap_or("");
        let town = class == "place" && !actor.compiled;
        let mut out = Vec::new();
        let unsearched = actor.names.iter().any(|(text, _, _)| text == "-");
        for (text, via, weak) in &actor.names {
            if text == "-" || unsearched && *via == "name" {
                continue;
            }
            let folded = fold(text);
            let single = !folded.contains(' ');
            let stop = self.stops.get(&(folded.clone(), class.to_owned())).map(String::as_str);
            let word = single && self.is_word(&folded);
            let spelling_of_town = town && word && (actor.rank < 600 || *via != "name");
            let unknown_family = word && *via == "family-name" && actor.rank < 600;
            if folded.chars().count() < 2 || stop == Some("drop") || spelling_of_town || unknown_family {
                continue;
            }
            let demonym = matches!(*via, "adjective" | "demonym-singular" | "demonym-plural");
            let needs_the = text.to_lowercase().starts_with("the ")
                && (text.starts_with("the ") && !folded.contains("states of")
                    || folded.split(' ').all(|w| self.is_word(w)));
            let weak = *weak
                || stop == Some("weak")
                || word
                    && !needs_the
                    && !matches!(class, "state" | "territory")
                    && *via != "abbreviation"
                    && actor.rank < 850
                || town && folded.len() <= 3;
            let case = self.case(text, &folded, class, demonym, via);
            out.push(Borne { text: text.clone(), posting: Posting { key, via: code(via), weak, needs_the, case } });
        }
        out
    }

    fn case(&self, text: &str, folded: &str, class: &str, demonym: bool, via: &str) -> u8 {
        let text = text.strip_prefix("the ").unwrap_or(text);
        let single = !folded.contains(' ');
        let first = text.chars().find(|c| c.is_alphanumeric());
        if via == "office-pattern" {
            return if first.is_some_and(char::is_lowercase) || text.contains(" of ") { CASE_ANY } else { CASE_FIRST };
        }
        if is_acronym(text) {
            let pronounceable = folded.len() >= 4 && folded.chars().all(char::is_alphabetic) && !self.is_word(folded);
            return if pronounceable { CASE_FIRST } else { CASE_ACRONYM };
        }
        if first.is_some_and(char::is_lowercase) {
            // `al-Shabaab`, `von der Leyen` are names; `eastern government` is not.
            let particle = text.split([' ', '-']).next().is_some_and(|w| w.chars().count() <= 3);
            return if particle && text.chars().any(char::is_uppercase) { CASE_FIRST } else { CASE_ANY };
        }
        if single && !self.is_word(folded) && folded.len() >= 4 && (class == "state" || demonym) {
            return CASE_ANY;
        }
        if !single && folded.split(' ').next().is_some_and(|w| self.is_word(w)) {
            return CASE_BOTH;
        }
        CASE_FIRST
    }
}

/// `RSF`, `PML-N`, `U.S.`, `MbS`, `M23`: one short word, mostly capitals.
fn is_acronym(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
    let upper = letters.iter().filter(|c| c.is_uppercase()).count();
    if text.contains(' ') || letters.is_empty() || text.chars().count() > 10 {
        return false;
    }
    upper == letters.len()
        || upper >= 2 && upper * 2 >= letters.len() && letters.len() <= 7
        || upper >= 3 && upper + 2 >= letters.len()
}

/// Of several actors that share an acronym of up to four letters, only one that stands well above the rest keeps it.
fn weaken_shared(folded: &str, all: &mut [Posting], list: &[(&str, &Actor)]) {
    let strong: Vec<usize> = (0..all.len()).filter(|i| !all[*i].weak && all[*i].via == code("abbreviation")).collect();
    if folded.len() > 4 || strong.len() < 2 {
        return;
    }
    let order = |i: usize| {
        let (id, actor) = list[all[i].key as usize];
        (tier(id, actor, all[i].via), std::cmp::Reverse(actor.rank))
    };
    let mut sorted = strong;
    sorted.sort_by_key(|i| order(*i));
    let (first, second) = (order(sorted[0]), order(sorted[1]));
    let keep = first.0 < second.0 || first.1.0 >= second.1.0 + 100;
    for i in sorted.into_iter().skip(usize::from(keep)) {
        all[i].weak = true;
    }
}

/// A by-name that one person alone bears and that is no word and no spelling of the family name stands alone: Hemedti.
fn strengthen_by_names(folded: &str, all: &mut [Posting], list: &[(&str, &Actor)], rules: &Rules) {
    let [only] = all else { return };
    if only.via != code("short-name") || folded.len() < 6 || folded.contains(' ') || rules.is_word(folded) {
        return;
    }
    let (id, actor) = list[only.key as usize];
    let own = fold(&actor.name);
    let spelling = |word: &str| likeness(&sounds(word), &sounds(folded)) > 0.6;
    if id.starts_with("person:") && !own.split(' ').any(spelling) {
        only.weak = false;
    }
}

/// A town is weak under a name that somebody much better known bears: London in Ontario, Rome in New York.
fn weaken_small_towns(all: &mut [Posting], list: &[(&str, &Actor)]) {
    let Some(first) = all.first().filter(|p| !p.weak).copied() else { return };
    let (_, best) = list[first.key as usize];
    let capital = first.via == code("capital");
    for p in all.iter_mut().skip(1) {
        let (id, actor) = list[p.key as usize];
        let town = id.starts_with("place:") && !actor.compiled;
        if town && actor.rank + 100 < best.rank && !(capital && actor.country == best.country) {
            p.weak = true;
        }
    }
}

/// Rank of a way of being named among all that share the name; lower comes first.
fn tier(id: &str, actor: &Actor, via: u8) -> u8 {
    if via == code("capital") || via == code("seat") {
        return 1;
    }
    match (id.split(':').next().unwrap_or(""), KINDS[usize::from(actor.kind)]) {
        ("state", _) => 0,
        (_, "organisation") => 2,
        ("territory" | "government" | "region" | "ministry" | "military" | "agency" | "armed-group" | "faction", _) => {
            3
        }
        (_, "person") if actor.rank >= 700 => 4,
        ("place", _) if actor.compiled || actor.rank >= 700 => 5,
        ("seat" | "media", _) => 6,
        (_, "party" | "company") => 7,
        (_, "person") => 8,
        _ => 9,
    }
}
