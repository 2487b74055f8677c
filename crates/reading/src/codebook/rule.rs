//! What an entry makes of a frame: events and relations.

use model::{EventCode, EventType, Reality, RelationType, Status};

use super::fault::{one_of, words_of};
use super::{Fault, Role};

/// The two ends of a relation among the roles of the frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RelationEnds {
    /// From each filler of the first role to each of the second.
    From(Role, Role),
    /// Between all fillers of one role.
    Among(Role),
}

/// One thing that an entry makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Make {
    /// An event.
    Event {
        /// Type and mode.
        code: EventCode,
        /// Set by the entry, or left to tense and governors.
        reality: Option<Reality>,
    },
    /// A relation.
    Relation {
        /// Its type.
        kind: RelationType,
        /// Which roles it ties.
        ends: RelationEnds,
        /// Set by the entry, or left to the words around.
        status: Option<Status>,
        /// Whether it holds already where the deed is only meant ("vowed to destroy", "efforts to topple").
        aimed: bool,
    },
}

impl Make {
    /// Reads `CONSULT/visit`, `AGREE planned`, `supports A->R former`, `opposes A->R aimed`, `rival_of A<>A`.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let mut parts = text.split_whitespace();
        let none = || Fault::new("an empty make", "a type such as `CONSULT/visit` or `supports A->R`");
        let what = parts.next().ok_or_else(none)?;
        let make = if what.starts_with(|c: char| c.is_ascii_uppercase()) {
            let code = event_code(what)?;
            let realities = [Reality::Actual, Reality::Planned, Reality::Possible, Reality::Denied];
            let known = |word: &str| {
                let unknown = || Fault::new(format!("reality `{word}`"), words_of(&realities, Reality::word));
                realities.into_iter().find(|r| r.word() == word).ok_or_else(unknown)
            };
            Make::Event { code, reality: parts.next().map(known).transpose()? }
        } else {
            let kind = relation_type(what)?;
            let ends = relation_ends(what, parts.next().unwrap_or(""))?;
            let statuses = [Status::Current, Status::Former, Status::Emerging, Status::Negated];
            let known = |word: &str| {
                let unknown = || Fault::new(format!("status `{word}`"), words_of(&statuses, Status::word));
                statuses.into_iter().find(|s| s.word() == word).ok_or_else(unknown)
            };
            let (aimed, last) = match parts.next() {
                Some("aimed") => (true, parts.next()),
                other => (false, other),
            };
            Make::Relation { kind, ends, status: last.map(known).transpose()?, aimed }
        };
        match parts.next() {
            None => Ok(make),
            Some(more) => Err(Fault::new(format!("`{more}` at the end of `{text}`"), "nothing behind it")),
        }
    }
}

/// Reads `CONSULT` or `CONSULT/visit`.
pub(super) fn event_code(word: &str) -> Result<EventCode, Fault> {
    let (kind, mode) = word.split_once('/').map_or((word, None), |(k, m)| (k, Some(m)));
    let unknown = |_| Fault::new(format!("event type `{kind}`"), words_of(&EventType::ALL, EventType::word));
    let kind = EventType::from_word(kind).map_err(unknown)?;
    EventCode::new(kind, mode).map_err(|_| {
        let found = mode.map_or_else(|| "no mode".into(), |m| format!("mode `{m}`"));
        Fault::new(found, format!("a mode of {}: {}", kind.word(), one_of(EventCode::modes(kind))))
    })
}

/// Reads `supports`.
pub(super) fn relation_type(word: &str) -> Result<RelationType, Fault> {
    let all = || words_of(&RelationType::ALL, RelationType::word);
    let unknown = |_| Fault::new(format!("relation type `{word}`"), format!("{}, or an event type in capitals", all()));
    RelationType::from_word(word).map_err(unknown)
}

/// Reads `A->R` or `A<>A`.
fn relation_ends(kind: &str, ends: &str) -> Result<RelationEnds, Fault> {
    let roles = |(a, b): (&str, &str)| Some((role(a)?, role(b)?));
    let from = ends.split_once("->").and_then(roles).map(|(a, b)| RelationEnds::From(a, b));
    let among = || ends.split_once("<>").and_then(roles).filter(|(a, b)| a == b).map(|(a, _)| RelationEnds::Among(a));
    from.or_else(among).ok_or_else(|| {
        let expected = format!("its ends behind it, such as `{kind} A->R` or `{kind} A<>A`");
        Fault::new(format!("`{kind}` with the ends `{ends}`"), expected)
    })
}

fn role(word: &str) -> Option<Role> {
    match word {
        "A" => Some(Role::A),
        "R" => Some(Role::R),
        "C" => Some(Role::C),
        "P" => Some(Role::P),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_are_read() {
        let Make::Event { code, reality } = Make::parse("CONSULT/visit planned").unwrap() else { panic!() };
        assert_eq!((code.mode, reality), (Some("visit"), Some(Reality::Planned)));
        assert_eq!(
            Make::parse("rival_of A<>A").unwrap(),
            Make::Relation {
                kind: RelationType::RivalOf,
                ends: RelationEnds::Among(Role::A),
                status: None,
                aimed: false
            }
        );
        for bad in [
            "",
            "CONSULT/aerial",
            "likes A->R",
            "supports",
            "supports A->Z",
            "supports A->R soon",
            "AGREE maybe",
            "AGREE planned soon",
        ] {
            assert!(Make::parse(bad).is_err(), "{bad}");
        }
    }
}
