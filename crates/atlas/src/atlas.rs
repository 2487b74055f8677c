//! The atlas: look-up by id and by name, offices, sides.

use crate::entity::{Entity, NameOf, day, packed};
use crate::fold::fold;
use crate::hit::{Demonym, Hit, Span, Strength, Via};
use crate::index::Index;
use crate::layout::{
    MEMBER, MEMBERS, OFFICE, OFFICE_KEY, OFFICES, OFFICES_OF, PATTERN, PATTERNS, SPELLING_KEY, STANDS_FOR,
};
use crate::office::{Office, OfficeHeld, Role};
use crate::same_person::{Verdict, same_person, spelling_keys};
use crate::scan;
use model::{ActorKind, Date};
use std::sync::LazyLock;

/// An entity of the atlas; stable within one build, so store ids, not keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub(crate) u32);

impl Key {
    /// The number of the entity in the order of ids.
    pub fn number(self) -> u32 {
        self.0
    }
}

/// Membership in an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Membership<'a> {
    /// Who belongs.
    pub member: Key,
    /// To what.
    pub of: Key,
    /// `member`, `observer`, `suspended`, …
    pub status: &'a str,
    /// First day, where known.
    pub from: Option<Date>,
    /// Last day, where known and over.
    pub to: Option<Date>,
    /// Where the fact comes from, and as of when.
    pub source: &'a str,
}

/// Who is who. Opened once, shared freely; see the crate's page for examples.
#[derive(Clone)]
pub struct Atlas {
    index: Index,
}

static BUILTIN: LazyLock<Atlas> = LazyLock::new(|| {
    let bytes = include_bytes!(concat!(env!("OUT_DIR"), "/atlas.index"));
    Atlas { index: Index::open(bytes).expect("the build wrote a sound index") }
});

impl Atlas {
    /// The atlas that comes with the program. The first call reads a header of a hundred bytes, later ones nothing.
    pub fn builtin() -> &'static Atlas {
        &BUILTIN
    }

    pub(crate) fn from_index(index: Index) -> Atlas {
        Atlas { index }
    }

    pub(crate) fn index(&self) -> &Index {
        &self.index
    }

    /// How many entities there are.
    pub fn len(&self) -> usize {
        self.index.entities() as usize
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every entity, in the order of ids.
    pub fn entities(&self) -> impl Iterator<Item = Entity<'_>> {
        (0..self.index.entities()).map(|k| Entity::new(self, Key(k)))
    }

    /// The entities whose ids begin with a class, such as `government`.
    pub fn of_class<'a>(&'a self, class: &'a str) -> impl Iterator<Item = Entity<'a>> {
        let start = first_not_below(self.index.entities(), |k| self.get(Key(k)).class() < class);
        (start..self.index.entities()).map(|k| self.get(Key(k))).take_while(move |e| e.class() == class)
    }

    /// The entity of an id.
    pub fn entity(&self, id: &str) -> Option<Entity<'_>> {
        let (mut low, mut high) = (0, self.index.entities());
        while low < high {
            let middle = low + (high - low) / 2;
            match self.get(Key(middle)).id().cmp(id) {
                std::cmp::Ordering::Equal => return Some(self.get(Key(middle))),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// The entity of a key.
    pub fn get(&self, key: Key) -> Entity<'_> {
        Entity::new(self, key)
    }

    /// All who bear a name, in any case and spelling that [`crate::fold`] makes equal, strongest first.
    pub fn find(&self, name: &str) -> Vec<Hit> {
        let folded = fold(name);
        match self.index.names().get(folded.as_bytes()) {
            Some(value) if !folded.is_empty() => scan::hits(self, value.value(), |_| true),
            _ => Vec::new(),
        }
    }

    /// Persons of a name, however it is spelt or whatever its script: those who bear it as it is, else those with a
    /// name that [`same_person`] takes for the same; likeliest first. For names that a text gives and [`Atlas::find`] does
    /// not know.
    pub fn find_person(&self, name: &str) -> Vec<Hit> {
        let mut known = self.find(name);
        known.retain(|h| self.get(h.key).kind() == ActorKind::Person && h.strength == Strength::Strong);
        if !known.is_empty() {
            return known;
        }
        let mut found: Vec<Key> = Vec::new();
        for key in spelling_keys(name) {
            if let Some(value) = self.index.names().get(format!("{SPELLING_KEY}{key}").as_bytes()) {
                found.extend(scan::hits(self, value.value(), |_| true).iter().map(|h| h.key));
            }
        }
        found.sort_unstable();
        found.dedup();
        let is_strong = |n: &NameOf<'_>| n.strength == Strength::Strong;
        found.retain(|k| self.get(*k).names().filter(is_strong).any(|n| same_person(name, n.text) == Verdict::Same));
        found.sort_by_key(|k| (std::cmp::Reverse(self.get(*k).rank()), *k));
        found.into_iter().map(|key| Hit { key, strength: Strength::Strong, via: Via::Alias }).collect()
    }

    /// All names in a sequence of tokens as written; see [`Span`]. The longest match wins, capitals count.
    pub fn scan(&self, words: &[&str]) -> Vec<Span> {
        scan::scan(self, words)
    }

    fn held(&self, number: u32) -> OfficeHeld<'_> {
        let n = |offset| self.index.number(OFFICES, OFFICE, number, offset);
        OfficeHeld {
            person: Key(n(0)),
            of: Key(n(4)),
            title: self.index.string(n(8)),
            from: day(n(12)),
            to: day(n(16)),
            role: Role::from_code(n(20)),
            source: self.index.string(n(24)),
        }
    }

    /// The offices of a person, oldest first.
    pub fn offices(&self, person: Key) -> Vec<OfficeHeld<'_>> {
        let (first, end) = (self.index.entity(person.0, 48), self.index.entity(person.0 + 1, 48));
        (first..end).map(|i| self.held(i)).collect()
    }

    /// Everybody who held an office of this very entity, oldest first.
    pub fn officers(&self, of: Key) -> Vec<OfficeHeld<'_>> {
        let (first, end) = (self.index.entity(of.0, 52), self.index.entity(of.0 + 1, 52));
        (first..end).map(|i| self.held(self.index.number(OFFICES_OF, 4, i, 0))).collect()
    }

    /// Who held that role of that entity on that day. For a state, also who held it in one of its ministries or forces:
    /// `holders(state:russia, ForeignMinister, …)` finds the head of `ministry:russia-foreign-ministry`. The latest first.
    pub fn holders(&self, of: Key, role: Role, on: Date) -> Vec<Key> {
        let mut wholes = vec![of];
        if self.get(of).kind() == ActorKind::State {
            let base = self.get(of).id().split_once(':').map_or("", |(_, b)| b);
            let office = match role {
                Role::ForeignMinister => Some(format!("ministry:{base}-foreign-ministry")),
                Role::DefenceMinister => Some(format!("ministry:{base}-defence-ministry")),
                Role::Speaker => Some(format!("ministry:{base}-parliament")),
                Role::ArmedForcesChief => Some(format!("military:{base}-armed-forces")),
                _ => None,
            };
            wholes.extend(office.and_then(|id| self.entity(&id)).map(|e| e.key()));
            if role == Role::ArmedForcesChief {
                wholes.extend(self.entity(&format!("military:{base}-army")).map(|e| e.key()));
            }
        }
        let held_in = |wholes: &[Key]| -> Vec<OfficeHeld<'_>> {
            wholes.iter().flat_map(|w| self.officers(*w)).filter(|o| o.role == role && o.on(on)).collect()
        };
        let mut spells = held_in(&wholes);
        if spells.is_empty() && self.get(of).kind() == ActorKind::State {
            // A state whose only government is one among rivals: its offices are that government's.
            let governments: Vec<Key> =
                self.of_class("government").filter(|g| g.part_of() == Some(of)).map(|g| g.key()).collect();
            spells = held_in(&governments);
        }
        // The latest first: an unknown end must not put a predecessor before the holder.
        spells.sort_by_key(|o| std::cmp::Reverse(o.from.map_or(0, packed)));
        let mut holders: Vec<Key> = Vec::new();
        for o in spells {
            if !holders.contains(&o.person) {
                holders.push(o.person);
            }
        }
        holders
    }

    /// For whom an actor acts: a state, faction or organisation for itself; a ministry, army, capital or seat of power
    /// for its state or faction; a person for that of the office held on that day (without a day: the latest), else of
    /// the office nearest in time. `None` if the atlas does not know.
    pub fn side(&self, who: Key, on: Option<Date>) -> Option<Key> {
        let entity = self.get(who);
        if entity.kind() != ActorKind::Person {
            return match self.stands_for(who) {
                Some(actor) => self.get(actor).own_side(),
                None => entity.own_side(),
            };
        }
        self.get(self.office(who, on)?.of).own_side()
    }

    /// The office by which a person has a side on that day; without a day, the latest. Who is in opposition and in an office
    /// at once acts in the office.
    pub fn office(&self, person: Key, on: Option<Date>) -> Option<OfficeHeld<'_>> {
        self.offices(person).into_iter().min_by_key(|o| {
            let far = on.map_or(0, |day| o.distance(day));
            let state = self.get(o.of).kind() == ActorKind::State;
            let minor = o.role == Role::Lawmaker;
            // At one time: the more telling office first (a rival government before the state it rivals), then the later.
            let against = o.role == Role::Opposition;
            (far, against, o.to.is_some(), minor, state, std::cmp::Reverse(o.from.map_or(0, packed)))
        })
    }

    /// The way from an actor to the whole for which it acts on that day: person, what the office is of, government or
    /// faction, state. The actor itself comes first.
    pub fn chain(&self, who: Key, on: Option<Date>) -> Vec<Key> {
        let mut chain = vec![who];
        let mut last = who;
        for _ in 0..8 {
            let entity = self.get(last);
            let acts_for = match entity.kind() {
                ActorKind::Person => self.office(last, on).map(|o| o.of),
                _ => self.stands_for(last).or_else(|| {
                    let side = entity.own_side().filter(|side| *side != last && !self.lies_in(last, *side));
                    side.or(entity.part_of())
                }),
            };
            match acts_for.filter(|next| !chain.contains(next)) {
                Some(next) => last = next,
                None => break,
            }
            chain.push(last);
        }
        chain
    }

    /// Whether one of an actor's wholes is that one.
    fn lies_in(&self, who: Key, whole: Key) -> bool {
        std::iter::successors(self.get(who).part_of(), |k| self.get(*k).part_of()).take(8).any(|k| k == whole)
    }

    /// The state of a capital.
    pub fn capital_of(&self, place: Key) -> Option<Key> {
        self.stands_for(place).filter(|_| self.get(place).class() != "seat")
    }

    /// Whose capital or seat of power a place is.
    pub fn stands_for(&self, place: Key) -> Option<Key> {
        let count = self.index.count(STANDS_FOR, 8);
        let at = |i| self.index.number(STANDS_FOR, 8, i, 0);
        let i = first_not_below(count, |i| at(i) < place.0);
        (i < count && at(i) == place.0).then(|| Key(self.index.number(STANDS_FOR, 8, i, 4)))
    }

    /// What an entity belongs to or belonged to.
    pub fn memberships(&self, member: Key) -> Vec<Membership<'_>> {
        let count = self.index.count(MEMBERS, MEMBER);
        let n = |i, offset| self.index.number(MEMBERS, MEMBER, i, offset);
        let first = first_not_below(count, |i| n(i, 0) < member.0);
        (first..count)
            .take_while(|i| n(*i, 0) == member.0)
            .map(|i| Membership {
                member,
                of: Key(n(i, 4)),
                from: day(n(i, 8)),
                to: day(n(i, 12)),
                status: self.index.string(n(i, 16)),
                source: self.index.string(n(i, 20)),
            })
            .collect()
    }

    /// Everybody who belongs or belonged to an organisation, in the order of ids.
    pub fn members(&self, of: Key) -> Vec<Membership<'_>> {
        (0..self.index.count(MEMBERS, MEMBER))
            .filter(|i| self.index.number(MEMBERS, MEMBER, *i, 4) == of.0)
            .map(|i| Key(self.index.number(MEMBERS, MEMBER, i, 0)))
            .flat_map(|m| self.memberships(m))
            .filter(|m| m.of == of)
            .collect()
    }

    /// The ministry, parliament, court, … of a state: known ones as the atlas has them, others from a pattern, so that
    /// the id is the same whether or not a table has it. `office` is in the words of the text: "foreign ministry",
    /// "Ministry of Defence", "presidency", "health".
    pub fn ministry(&self, state: Key, office: &str) -> Office {
        self.office_of(state, office, "ministry")
    }

    /// The armed forces or a branch of them: "army", "navy", "troops", "border guards".
    pub fn military(&self, state: Key, branch: &str) -> Office {
        self.office_of(state, branch, "military")
    }

    /// Whether these words name an office that every state has ("foreign ministry", "troops"); gives its slug.
    pub fn office_kind(&self, words: &str) -> Option<&str> {
        Some(self.index.string(self.index.number(PATTERNS, PATTERN, self.pattern(words)?, 0)))
    }

    fn pattern(&self, words: &str) -> Option<u32> {
        let folded = fold(words);
        let value = self.index.names().get(format!("{OFFICE_KEY}{folded}").as_bytes())?;
        u32::try_from(value.value()).ok().filter(|n| *n < self.index.count(PATTERNS, PATTERN))
    }

    fn office_of(&self, state: Key, words: &str, default_prefix: &str) -> Office {
        let whole = self.get(state);
        let base = whole.id().split_once(':').map_or("", |(_, b)| b);
        let adjective =
            whole.names().find(|n| n.via == Via::Demonym(Demonym::Adjective)).map_or(whole.name(), |n| n.text);
        let cells = self.pattern(words).map(|p| {
            let n = |offset| self.index.number(PATTERNS, PATTERN, p, offset);
            (self.index.string(n(0)), self.index.string(n(4)), self.index.string(n(8)), self.index.string(n(12)), n(16))
        });
        let kind_of = |prefix: &str| if prefix == "military" { ActorKind::Military } else { ActorKind::Government };
        let (slug, prefix, title, others) = match cells {
            Some((slug, prefix, title, others, _)) => (slug.to_owned(), prefix, title.to_owned(), others),
            None => (fold(words).replace(' ', "-"), default_prefix, words.trim().to_owned(), ""),
        };
        let id = if prefix == "self" { whole.id().to_owned() } else { format!("{prefix}:{base}-{slug}") };
        let known = self.entity(&id);
        let mut aliases = Vec::new();
        for other in std::iter::once(title.as_str()).chain(others.split('|').filter(|o| !o.is_empty())) {
            aliases.push(format!("{adjective} {other}"));
            aliases.push(format!("{} {other}", whole.name()));
            aliases.push(format!("{}'s {other}", whole.name()));
            aliases.push(format!("{other} of {}", whole.name()));
        }
        aliases
            .extend(known.iter().flat_map(|e| e.names()).filter(|n| n.via != Via::Pattern).map(|n| n.text.to_owned()));
        let name = known.map_or_else(|| format!("{adjective} {title}"), |e| e.name().to_owned());
        let mut seen = std::collections::BTreeSet::from([name.clone()]);
        aliases.retain(|a| seen.insert(a.clone()));
        let kind = known.map_or_else(|| kind_of(prefix), |e| e.kind());
        Office { id, name, aliases, kind, state, key: known.map(|e| e.key()) }
    }
}

/// First number of 0..count for which `below` is false; `below` must be true, then false.
fn first_not_below(count: u32, below: impl Fn(u32) -> bool) -> u32 {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        if below(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

impl std::fmt::Debug for Atlas {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Atlas").field("entities", &self.len()).finish_non_exhaustive()
    }
}
