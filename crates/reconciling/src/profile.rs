//! A claim made ready for comparing: whom it names by side, when and where it puts the happening, what its words tell.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use atlas::{Atlas, fold};
use model::{ActorKind, EventType, Reality};

use crate::days::{Days, number};
use crate::names::{is_name, place_key};
use crate::places::Site;
use crate::report::{Cast, Seen, long_words};
use crate::rules::Rules;
use crate::words;

/// When a claim puts the happening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// On these days.
    On(Days),
    /// It does not say; it was published on that day.
    Undated(i32),
    /// Nothing is known.
    Never,
}

/// One end of a claim: who stands there, by side.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct End<'a> {
    /// Ids of sides, each with the named persons of it.
    pub sides: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// Those of the sides that are named as a whole state, or are places, crowds or persons of no side, with their names: they pass
    /// for anything of their country, and for one another where the names are alike.
    pub soft: BTreeMap<&'a str, Soft<'a>>,
    /// Those of the sides that are factions.
    pub factions: BTreeSet<&'a str>,
}

/// A side that is none in its own right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Soft<'a> {
    pub name: &'a str,
    pub kind: ActorKind,
}

/// A claim made ready.
#[derive(Debug, Clone)]
pub(crate) struct Profile<'a> {
    pub seen: Seen<'a>,
    pub kind: EventType,
    pub mode: Option<&'a str>,
    pub actors: End<'a>,
    pub recipients: End<'a>,
    pub all: End<'a>,
    /// Countries of the sides that have one.
    pub codes: BTreeMap<&'a str, &'a str>,
    /// All parties by country; what has none by its id, or by its name where it is a place or a crowd. Ascending.
    pub parties: Vec<String>,
    pub when: When,
    pub ahead: bool,
    pub site: Option<Site>,
    cast: &'a Cast,
    /// Made when it is first asked for: most claims that meet differ in something else.
    telling: OnceCell<Telling>,
}

/// What the words of a claim tell of what it is about.
#[derive(Debug, Clone, Default)]
pub(crate) struct Telling {
    pub stems: BTreeSet<String>,
    pub facets: BTreeSet<usize>,
    pub ordinals: BTreeSet<usize>,
}

impl<'a> Profile<'a> {
    /// Makes a claim ready. Linear in its actors and words.
    pub fn new(seen: Seen<'a>, cast: &'a Cast, rules: &Rules) -> Profile<'a> {
        let event = &seen.report.event;
        let actors = End::of(&event.actors, cast);
        let recipients = End::of(&event.recipients, cast);
        let mut all = actors.clone();
        for (side, people) in &recipients.sides {
            all.sides.entry(side).or_default().extend(people);
        }
        all.soft.extend(&recipients.soft);
        all.factions.extend(&recipients.factions);
        let codes = all.sides.keys().filter_map(|s| Some((*s, cast.get(s)?.country.as_deref()?))).collect();
        let when = match (&event.date, seen.paper.published) {
            (Some(range), _) => When::On(Days::new(range.first, range.last)),
            (None, Some(day)) => When::Undated(number(day)),
            (None, None) => When::Never,
        };
        Profile {
            kind: event.kind,
            mode: event.mode.as_deref().filter(|m| !rules.modes.none.iter().any(|n| n == m)),
            parties: all.codes(&codes),
            all,
            codes,
            when,
            ahead: matches!(event.reality, Reality::Planned | Reality::Possible),
            site: event.place.as_ref().and_then(|p| Site::of(p, Atlas::builtin())),
            cast,
            telling: OnceCell::new(),
            actors,
            recipients,
            seen,
        }
    }

    /// What its words tell. A row of another event set has no words of its own.
    pub fn telling(&self, rules: &Rules) -> &Telling {
        self.telling.get_or_init(|| {
            if self.seen.paper.dataset {
                return Telling::default();
            }
            let event = &self.seen.report.event;
            let texts: Vec<String> = event.evidence.quotes().iter().map(|q| fold(&q.text)).collect();
            Telling {
                stems: words::stems(&texts, &names_of(event, self.cast)),
                facets: words::facets(&texts, event.kind, rules),
                ordinals: words::ordinals(&texts),
            }
        })
    }

    /// The days on which the happening can have been: those that the claim gives; without any, some weeks before it was published
    /// if it is past, some months after if it is foreseen, both if it is denied. Nothing where the day of publication is missing
    /// as well.
    pub fn window(&self, rules: &Rules) -> Option<Days> {
        match self.when {
            When::On(days) => Some(days),
            When::Undated(day) => {
                let denied = self.seen.report.event.reality == Reality::Denied;
                let back = if self.ahead { 1 } else { rules.blocks.undated_back };
                let ahead = if self.ahead || denied { rules.blocks.undated_ahead } else { 1 };
                Some(Days { first: day - back, last: day + ahead })
            }
            When::Never => None,
        }
    }

    /// Whether order of the ends says nothing for this claim: parties of a reciprocal act, or of one done together.
    pub fn is_mutual(&self, rules: &Rules) -> bool {
        if self.mode.is_some_and(|m| rules.modes.directed.iter().any(|d| d == m)) {
            return false;
        }
        matches!(self.kind, EventType::Agree | EventType::Consult | EventType::Cooperate)
            || self.recipients.sides.is_empty() && self.actors.sides.len() > 1
    }
}

impl<'a> End<'a> {
    fn of(ids: &'a [String], cast: &'a Cast) -> End<'a> {
        let mut end = End::default();
        for id in ids {
            let side = cast.side(id);
            let people = end.sides.entry(side).or_default();
            let member = cast.get(id);
            if member.is_some_and(|m| m.kind == ActorKind::Person && is_name(&m.name)) {
                people.insert(id);
            }
            let top = cast.get(side).map_or(ActorKind::Organisation, |m| m.kind);
            let whole = top == ActorKind::State && side == id;
            if top == ActorKind::Faction {
                end.factions.insert(side);
            }
            if whole
                || matches!(top, ActorKind::Place | ActorKind::Person)
                || top == ActorKind::Faction && !cast.get(side).is_some_and(|m| is_name(&m.name))
            {
                end.soft.insert(side, Soft { name: cast.get(side).map_or(side, |m| m.name.as_str()), kind: top });
            }
        }
        end
    }

    /// The sides by country; what has none by its id, or by its name where it is a place or a crowd. Ascending.
    pub fn codes(&self, countries: &BTreeMap<&str, &str>) -> Vec<String> {
        let code = |side: &&str| match (countries.get(side), self.soft.get(side)) {
            (Some(country), _) => (*country).to_owned(),
            (None, Some(soft)) => format!("@{}", place_key(soft.name)),
            (None, None) => (*side).to_owned(),
        };
        let codes: BTreeSet<String> = self.sides.keys().map(code).collect();
        codes.into_iter().collect()
    }
}

/// The folded words of the names of all whom a claim names, and of its place; ascending.
fn names_of<'a>(event: &model::Event, cast: &'a Cast) -> Vec<Cow<'a, str>> {
    let ids = event.actors.iter().chain(&event.recipients).chain(&event.companions).chain(&event.source);
    let mut names: Vec<Cow<'_, str>> = Vec::new();
    for id in ids {
        names.extend([id.as_str(), cast.side(id)].into_iter().flat_map(|id| cast.words(id)).map(Cow::from));
    }
    names.extend(event.place.iter().flat_map(|p| long_words(&p.name)).map(Cow::from));
    names.sort_unstable();
    names.dedup();
    names
}
