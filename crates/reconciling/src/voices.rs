//! Whose word a claim is.
//!
//! A voice is the claim's source rolled up to its side, or a news agency or outlet that is quoted; without a source, or with an
//! unnamed one of no side, the document's outlet. An outlet that is quoted and the same in its own words are one voice; a near-copy
//! speaks with the voice of what it repeats. An imported row speaks with the voice of its source, else of its data set.

use model::ActorKind;

use crate::names::is_name;
use crate::report::{Cast, Seen, outlet_key};

/// One who says something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Voice {
    /// The same for the same voice: id of a side, or an outlet's folded name.
    pub key: String,
    /// To be shown.
    pub name: String,
}

impl Voice {
    pub fn of(seen: &Seen<'_>, cast: &Cast) -> Voice {
        let event = &seen.report.event;
        match event.source.as_deref().and_then(|source| Voice::of_source(source, cast)) {
            Some(voice) => voice,
            None => {
                let outlet = seen.paper.repeats.as_deref().or(seen.paper.outlet.as_deref()).unwrap_or(&seen.paper.name);
                Voice::of_outlet(outlet, cast)
            }
        }
    }

    fn of_outlet(outlet: &str, cast: &Cast) -> Voice {
        match cast.outlet(outlet).and_then(|id| cast.get(id)) {
            Some(member) => Voice { key: member.id.clone(), name: member.name.clone() },
            None => Voice { key: format!("outlet {}", outlet_key(outlet)), name: outlet.to_owned() },
        }
    }

    /// Nothing for an unnamed person of no side.
    fn of_source(source: &str, cast: &Cast) -> Option<Voice> {
        let side = cast.side(source);
        let member = cast.get(side)?;
        let nobody = side == source && member.kind == ActorKind::Person && !is_name(&member.name);
        (!nobody).then(|| Voice { key: member.id.clone(), name: member.name.clone() })
    }
}
