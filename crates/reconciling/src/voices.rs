//! Whose word a claim is.
//!
//! A voice is the claim's source rolled up to its side, or a news agency or outlet that is quoted; without a source, or with an
//! unnamed one of no side, the document's outlet. An outlet that is quoted and the same in its own words are one voice; a near-copy
//! speaks with the voice of what it repeats. An imported row speaks with the voice of its source, else of its data set.

use std::collections::BTreeMap;

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
    /// The voices of claims, in their order.
    pub fn all(seen: &[Seen<'_>], cast: &Cast) -> Vec<Voice> {
        let outlets: BTreeMap<String, Voice> =
            seen.iter().map(|s| outlet(s)).map(|name| (outlet_key(name), Voice::of_outlet(name, cast))).collect();
        seen.iter().map(|s| Voice::of(s, cast, &outlets)).collect()
    }

    fn of(seen: &Seen<'_>, cast: &Cast, outlets: &BTreeMap<String, Voice>) -> Voice {
        let own =
            || outlets.get(&outlet_key(outlet(seen))).cloned().unwrap_or_else(|| Voice::of_outlet(outlet(seen), cast));
        let Some(source) = seen.report.event.source.as_deref() else { return own() };
        // An outlet that is quoted by name, whatever the reader of the text took it for.
        let names = cast.get(source).into_iter().flat_map(|m| std::iter::once(&m.name).chain(&m.aliases));
        let quoted = names.filter_map(|n| outlets.get(&outlet_key(n))).next().cloned();
        quoted.or_else(|| Voice::of_source(source, cast)).unwrap_or_else(own)
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

/// The outlet with whose voice a document speaks.
fn outlet<'a>(seen: &Seen<'a>) -> &'a str {
    seen.paper.repeats.as_deref().or(seen.paper.outlet.as_deref()).unwrap_or(&seen.paper.name)
}
