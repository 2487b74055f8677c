//! What an entry makes of a frame: events and relations.

use model::{EventCode, EventType, Reality, RelationType, Status};

use super::Role;

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
    },
}

impl Make {
    /// Reads `CONSULT/visit`, `AGREE planned`, `supports A->R former`, `rival_of A<>A`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut parts = text.split_whitespace();
        let what = parts.next().ok_or("an empty entry in `makes`")?;
        if what.starts_with(|c: char| c.is_ascii_uppercase()) {
            let (kind, mode) = what.split_once('/').map_or((what, None), |(k, m)| (k, Some(m)));
            let kind = EventType::from_word(kind).map_err(|e| e.to_string())?;
            let code = EventCode::new(kind, mode).map_err(|e| e.to_string())?;
            let reality = match parts.next() {
                None => None,
                Some("actual") => Some(Reality::Actual),
                Some("planned") => Some(Reality::Planned),
                Some("possible") => Some(Reality::Possible),
                Some("denied") => Some(Reality::Denied),
                Some(other) => return Err(format!("unknown reality {other:?}")),
            };
            return Ok(Make::Event { code, reality });
        }
        let kind = RelationType::from_word(what).map_err(|e| e.to_string())?;
        let ends = parts.next().ok_or_else(|| format!("{what} needs its ends, such as A->R"))?;
        let ends = match ends.split_once("->").map(|(a, b)| (role(a), role(b))) {
            Some((Some(a), Some(b))) => RelationEnds::From(a, b),
            _ => match ends.split_once("<>").map(|(a, b)| (role(a), role(b))) {
                Some((Some(a), Some(b))) if a == b => RelationEnds::Among(a),
                _ => return Err(format!("ends {ends:?} are not of the form A->R or A<>A")),
            },
        };
        let status = match parts.next() {
            None => None,
            Some("current") => Some(Status::Current),
            Some("former") => Some(Status::Former),
            Some("emerging") => Some(Status::Emerging),
            Some("negated") => Some(Status::Negated),
            Some(other) => return Err(format!("unknown status {other:?}")),
        };
        Ok(Make::Relation { kind, ends, status })
    }
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
            Make::Relation { kind: RelationType::RivalOf, ends: RelationEnds::Among(Role::A), status: None }
        );
        for bad in
            ["", "CONSULT/aerial", "likes A->R", "supports", "supports A->Z", "supports A->R soon", "AGREE maybe"]
        {
            assert!(Make::parse(bad).is_err(), "{bad}");
        }
    }
}
