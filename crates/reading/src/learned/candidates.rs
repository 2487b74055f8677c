//! What may be told: predicates that the code book knows, with the types of event that its entries for them make.
//!
//! Comes in: frames with the entries that fit and those that do not. Goes out: [`Candidate`]s, one a predicate and type.

use std::collections::{BTreeMap, BTreeSet};

use model::{EventCode, EventType};

use crate::codebook::{Entry, Make, Pattern};
use crate::frames::Frame;
use crate::matching::{Lack, Match, Miss};

/// A predicate that the code book knows.
#[derive(Debug, Clone)]
pub(crate) struct Known<'a> {
    /// The frame.
    pub frame: &'a Frame,
    /// Entries that fit.
    pub fits: Vec<(&'a Entry, &'a Pattern)>,
    /// Entries that do not.
    pub misses: Vec<(&'a Entry, &'a Pattern, Lack)>,
}

/// A predicate that may tell of a deed of some type.
#[derive(Debug, Clone)]
pub(crate) struct Candidate<'a> {
    /// The predicate.
    pub frame: &'a Frame,
    /// The type.
    pub kind: EventType,
    /// Whether an entry of the type fits, though another may have told the deed.
    pub fits: bool,
    /// The entry on which a claim would rest.
    pub entry: &'a Entry,
    /// Its pattern.
    pub pattern: &'a Pattern,
    /// Type with the mode on which most entries of the type agree.
    pub code: EventCode,
    /// All entries of the predicate that do not fit, in order of their ids.
    pub missed: Vec<&'a Entry>,
    /// Of the type's entries the one that lacks least, and what it lacks; nothing for one that fits.
    pub nearest: Option<(Option<Lack>, &'a Entry)>,
    /// How many of the predicate's entries make the type, in [0, 1].
    pub share: f64,
    /// The other types that its entries make.
    pub beside: Vec<EventType>,
}

impl<'a> Known<'a> {
    /// What came of a frame; none where no entry makes an event of it.
    pub fn of(frame: &'a Frame, hits: &[Match<'a>], misses: &[Miss<'a>]) -> Option<Self> {
        let event = |e: &Entry| e.makes.iter().any(|m| matches!(m, Make::Event { .. }));
        let fits: Vec<_> = hits.iter().map(|h| (h.entry, h.pattern)).collect();
        let misses: Vec<_> = misses.iter().map(|m| (m.entry, m.pattern, m.lack)).collect();
        let any = fits.iter().map(|(e, _)| e).chain(misses.iter().map(|(e, ..)| e)).any(|e| event(e));
        any.then_some(Known { frame, fits, misses })
    }

    /// The types that it may tell of.
    pub fn candidates(&self) -> Vec<Candidate<'a>> {
        type Line<'a> = (&'a Entry, &'a Pattern, EventCode);
        let mut by_kind: BTreeMap<EventType, (Vec<Line<'a>>, bool)> = BTreeMap::new();
        let fits = self.fits.iter().map(|(e, p)| (*e, *p, None));
        let all = fits.chain(self.misses.iter().map(|(e, p, lack)| (*e, *p, Some(*lack))));
        let mut lacks: BTreeMap<EventType, Vec<(Option<Lack>, &'a Entry)>> = BTreeMap::new();
        let mut entries: BTreeSet<&str> = BTreeSet::new();
        for (entry, pattern, lack) in all {
            let fits = lack.is_none();
            entries.insert(entry.id.as_str());
            for make in &entry.makes {
                if let Make::Event { code, .. } = make {
                    let slot = by_kind.entry(code.kind).or_default();
                    slot.0.push((entry, pattern, *code));
                    slot.1 |= fits;
                    lacks.entry(code.kind).or_default().push((lack, entry));
                }
            }
        }
        // A meeting to come is agreed or asked for.
        if let Some((lines, _)) = by_kind.get(&EventType::Consult).cloned() {
            for kind in [EventType::Agree, EventType::Request] {
                let Ok(code) = EventCode::new(kind, None) else { continue };
                let lines = lines.iter().take(1).map(|(e, p, _)| (*e, *p, code)).collect();
                by_kind.entry(kind).or_insert((lines, false));
            }
        }
        let missed: BTreeMap<&str, &'a Entry> = self.misses.iter().map(|(e, ..)| (e.id.as_str(), *e)).collect();
        let all = entries.len();
        let kinds: BTreeSet<EventType> = by_kind.keys().copied().collect();
        let candidate = |(kind, (lines, fits)): (EventType, (Vec<Line<'a>>, bool))| {
            let (entry, pattern, code) = *lines.first()?;
            let lacks = lacks.get(&kind).map_or(&[][..], Vec::as_slice);
            let nearest = lacks.iter().min_by_key(|(lack, entry)| (*lack, entry.id.as_str())).copied();
            let own: BTreeSet<&str> = lacks.iter().map(|(_, e)| e.id.as_str()).collect();
            Some(Candidate {
                nearest,
                share: own.len() as f64 / all.max(1) as f64,
                frame: self.frame,
                kind,
                fits,
                entry,
                pattern,
                code: common_mode(&lines).or(EventCode::new(kind, None).ok()).unwrap_or(code),
                missed: missed.values().copied().collect(),
                beside: kinds.iter().copied().filter(|k| *k != kind).collect(),
            })
        };
        by_kind.into_iter().filter_map(candidate).collect()
    }
}

/// The code that more than half of the entries make.
fn common_mode(lines: &[(&Entry, &Pattern, EventCode)]) -> Option<EventCode> {
    let mut entries: BTreeMap<&str, EventCode> = BTreeMap::new();
    for (entry, _, code) in lines {
        entries.entry(entry.id.as_str()).or_insert(*code);
    }
    let count = |code: &EventCode| entries.values().filter(|c| c.mode == code.mode).count();
    entries.values().find(|code| 2 * count(code) > entries.len()).copied()
}
