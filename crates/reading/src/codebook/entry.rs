//! One entry of the code book: what it takes, what it makes, and the examples that prove it.

use std::collections::BTreeSet;

use super::examples::Expectation;
use super::file::{RawEntry, RawExample};
use super::{Fault, Make, Pattern, RelationEnds, Role, Words};
use crate::ReadingError;

/// One entry.
#[derive(Debug)]
pub struct Entry {
    /// Unique name.
    pub(crate) id: String,
    /// Its file.
    pub(crate) place: String,
    /// Its line in that file.
    pub(crate) line: usize,
    /// Whether it is a user's.
    pub(crate) own: bool,
    /// What it makes.
    pub(crate) makes: Vec<Make>,
    /// The same as written.
    lines: Vec<String>,
    /// Which frames it takes.
    pub(crate) patterns: Vec<Pattern>,
    /// Its tests.
    pub(crate) examples: Vec<Example>,
}

/// A sentence and what must be found in it.
#[derive(Debug, Clone)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// The claims that must be found; none for a near miss, in which nothing of the entry's making may be found.
    pub finds: Vec<String>,
    /// Line of the sentence in the entry's file.
    pub line: usize,
    /// Why it fails, where that is known and stands in `known_failures.txt`.
    pub known_to_fail: Option<&'static str>,
    /// What `finds` says, taken apart.
    pub(super) wanted: Vec<Expectation>,
}

/// Examples of the crate's own entries that are known to fail: `entry number # why`; a test holds the list to be exact.
const KNOWN_FAILURES: &str = include_str!("../../codebook/known_failures.txt");

impl Entry {
    /// Unique name, `theme.name`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Whether it tells who holds which land.
    pub(crate) fn makes_control(&self) -> bool {
        let control = |m: &Make| matches!(m, Make::Relation { kind, .. } if *kind == model::RelationType::Controls);
        self.makes.iter().any(control)
    }

    /// Whether it makes an attack.
    pub(crate) fn makes_attack(&self) -> bool {
        let attack = |m: &Make| matches!(m, Make::Event { code, .. } if code.kind == model::EventType::Assault);
        self.makes.iter().any(attack)
    }

    /// Whether it makes a request.
    pub(crate) fn asks(&self) -> bool {
        let request = |m: &Make| matches!(m, Make::Event { code, .. } if code.kind == model::EventType::Request);
        self.makes.iter().any(request)
    }

    /// The file in which it stands; of the crate's own, the name alone.
    pub fn file(&self) -> &str {
        &self.place
    }

    /// Its line in that file, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// Whether it is a user's and no built-in one.
    pub fn is_own(&self) -> bool {
        self.own
    }

    /// What it makes, as written.
    pub fn makes(&self) -> &[String] {
        &self.lines
    }

    /// The frames that it takes, as written.
    pub fn frames(&self) -> impl Iterator<Item = &str> {
        self.patterns.iter().map(|p| p.line.as_str())
    }

    /// Its examples.
    pub fn examples(&self) -> &[Example] {
        &self.examples
    }

    /// Reads an entry.
    pub(super) fn read(place: &str, own: bool, raw: RawEntry, words: &Words) -> Result<Self, ReadingError> {
        let (id, line) = raw.id;
        let named = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-' | '.');
        let fair = id.split_once('.').is_some_and(|(theme, name)| !theme.is_empty() && !name.is_empty());
        if !fair || !id.chars().all(named) {
            return Err(Fault::new(format!("id `{id}`"), "an id of small letters such as `visit.pay`").at(place, line));
        }
        let fault = |fault: Fault, line: usize| fault.of(&id).at(place, line);
        for (list, what) in [(&raw.makes, "makes"), (&raw.frames, "frames")] {
            if list.is_empty() {
                return Err(fault(Fault::new(format!("`{what}` is empty"), "at least one line"), line));
            }
        }
        let make = |(text, line): &(String, usize)| Make::parse(text).map_err(|f| fault(f, *line));
        let makes = raw.makes.iter().map(make).collect::<Result<Vec<_>, _>>()?;
        let pattern = |(text, line): &(String, usize)| Pattern::parse(text, words).map_err(|f| fault(f, *line));
        let patterns = raw.frames.iter().map(pattern).collect::<Result<Vec<_>, _>>()?;
        let roles: BTreeSet<Role> = patterns.iter().flat_map(|p| &p.slots).filter_map(|s| s.role).collect();
        for (make, (text, line)) in makes.iter().zip(&raw.makes) {
            if let Some(role) = make.ends().into_iter().find(|role| !roles.contains(role)) {
                let found = format!("`{text}` needs {role:?}, and no frame fills it");
                return Err(fault(Fault::new(found, format!("a slot with ={role:?} in one of the frames")), *line));
            }
        }
        let example = |(number, raw): (usize, RawExample)| -> Result<Example, ReadingError> {
            let want = |(text, line): &(String, usize)| Expectation::parse(text).map_err(|f| fault(f, *line));
            Ok(Example {
                wanted: raw.finds.iter().map(want).collect::<Result<_, _>>()?,
                finds: raw.finds.into_iter().map(|(text, _)| text).collect(),
                known_to_fail: if own { None } else { known_failure(&id, number + 1) },
                line: raw.text.1,
                text: raw.text.0,
            })
        };
        let examples = raw.examples.into_iter().enumerate().map(example).collect::<Result<_, _>>()?;
        let lines = raw.makes.into_iter().map(|(text, _)| text).collect();
        Ok(Entry { id, place: place.to_string(), line, own, makes, lines, patterns, examples })
    }
}

fn known_failure(id: &str, number: usize) -> Option<&'static str> {
    let name = format!("{id} {number}");
    let mut lines = KNOWN_FAILURES.lines().map(|l| l.split_once('#').unwrap_or((l, "")));
    lines.find(|(entry, _)| entry.trim() == name).map(|(_, why)| why.trim())
}

impl Make {
    /// The roles without which it makes nothing.
    fn ends(&self) -> Vec<Role> {
        match self {
            Make::Event { .. } => Vec::new(),
            Make::Relation { ends: RelationEnds::From(a, b), .. } => vec![*a, *b],
            Make::Relation { ends: RelationEnds::Among(a), .. } => vec![*a],
        }
    }
}
