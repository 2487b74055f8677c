//! One actor as the atlas knows it.

use crate::atlas::{Atlas, Key};
use crate::hit::{Strength, Via};
use crate::layout::{ENTITIES, ENTITY, HAS_PLACE, NAME, NAMES};
use model::{ActorKind, Date};
use std::fmt;

/// Codes of kinds in the order of `layout::KINDS`.
const KINDS: [ActorKind; 10] = [
    ActorKind::State,
    ActorKind::Government,
    ActorKind::Military,
    ActorKind::Faction,
    ActorKind::Organisation,
    ActorKind::Party,
    ActorKind::Person,
    ActorKind::Media,
    ActorKind::Company,
    ActorKind::Place,
];

/// An actor or place: id, names, kind, country, whole, dates.
#[derive(Clone, Copy)]
pub struct Entity<'a> {
    atlas: &'a Atlas,
    key: Key,
}

/// One name of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameOf<'a> {
    /// As written.
    pub text: &'a str,
    /// How it names.
    pub via: Via,
    /// Whether it stands alone.
    pub strength: Strength,
}

impl<'a> Entity<'a> {
    pub(crate) fn new(atlas: &'a Atlas, key: Key) -> Self {
        Entity { atlas, key }
    }

    fn number(&self, offset: usize) -> u32 {
        self.atlas.index().entity(self.key.0, offset)
    }

    /// Its key in this atlas.
    pub fn key(&self) -> Key {
        self.key
    }

    /// Stable readable id, such as `state:pakistan`.
    pub fn id(&self) -> &'a str {
        self.atlas.index().string(self.number(0))
    }

    /// The part of the id before the colon: `state`, `armed-group`, `ministry`, `seat`, …
    pub fn class(&self) -> &'a str {
        self.id().split(':').next().unwrap_or("")
    }

    /// Display name.
    pub fn name(&self) -> &'a str {
        self.atlas.index().string(self.number(4))
    }

    /// What it is.
    pub fn kind(&self) -> ActorKind {
        let code = self.atlas.index().byte(ENTITIES, ENTITY, self.key.0, 8);
        KINDS.get(usize::from(code)).copied().unwrap_or(ActorKind::Place)
    }

    /// Prominence from 0 to 1000: which of several bearers of a name is likelier meant.
    pub fn rank(&self) -> u16 {
        (self.number(8) >> 16) as u16
    }

    /// ISO 3166-1 code of three letters.
    pub fn country(&self) -> Option<&'a str> {
        let at = self.key.0 as usize * ENTITY + 12;
        let code = self.atlas.index().section(ENTITIES).get(at..at + 3)?;
        std::str::from_utf8(code).ok().filter(|c| c.chars().all(|c| c.is_ascii_uppercase()))
    }

    /// Wikidata item, such as `Q843`.
    pub fn wikidata(&self) -> Option<String> {
        Some(self.number(16)).filter(|n| *n > 0).map(|n| format!("Q{n}"))
    }

    /// Latitude and longitude in degrees; of a state, those of its capital.
    pub fn lat_lon(&self) -> Option<(f64, f64)> {
        let known = self.atlas.index().byte(ENTITIES, ENTITY, self.key.0, 15) & HAS_PLACE > 0;
        let degrees = |offset| f64::from(self.number(offset) as i32) / 10_000.0;
        known.then(|| (degrees(20), degrees(24)))
    }

    /// The whole it belongs to: a ministry's state, a town's state, an agency's organisation.
    pub fn part_of(&self) -> Option<Key> {
        self.number(28).checked_sub(1).map(Key)
    }

    /// Where its facts come from and as of when: `factbook (2026-01-22); compiled (2026-11-23)`.
    pub fn source(&self) -> &'a str {
        self.atlas.index().string(self.number(56))
    }

    pub(crate) fn own_side(&self) -> Option<Key> {
        self.number(32).checked_sub(1).map(Key)
    }

    /// First and last day of its existence, where known.
    pub fn valid(&self) -> (Option<Date>, Option<Date>) {
        (day(self.number(36)), day(self.number(40)))
    }

    /// All its names, the display name first.
    pub fn names(&self) -> impl Iterator<Item = NameOf<'a>> + 'a {
        let index = self.atlas.index();
        let (first, end) = (self.number(44), index.entity(self.key.0 + 1, 44));
        (first..end).map(move |i| NameOf {
            text: index.string(index.number(NAMES, NAME, i, 0)),
            via: Via::from_code(index.byte(NAMES, NAME, i, 4)),
            strength: if index.byte(NAMES, NAME, i, 5) > 0 { Strength::Weak } else { Strength::Strong },
        })
    }
}

impl fmt::Debug for Entity<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entity").field("id", &self.id()).field("name", &self.name()).finish_non_exhaustive()
    }
}

/// A day from `yyyymmdd`; 0 is none.
pub(crate) fn day(packed: u32) -> Option<Date> {
    let (year, month, day) = (packed / 10_000, packed / 100 % 100, packed % 100);
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// `yyyymmdd` of a day.
pub(crate) fn packed(day: Date) -> u32 {
    day.year().max(0) as u32 * 10_000 + day.month() as u32 * 100 + day.day() as u32
}
