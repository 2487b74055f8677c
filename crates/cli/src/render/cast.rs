//! Who's who: actors under the ones for which they act, with kind, offices and other names.
//!
//! Linear in the number of actors and relations.

use std::collections::{BTreeMap, BTreeSet};

use model::{Actor, Answer, RelationType, Status};

use super::human::flat;
use crate::paint::{Ink, Paint};

/// Other names that are shown of one actor.
const ALIASES: usize = 5;

/// The lines of the section. Those who have others under them come first; otherwise the order is the answer's.
pub fn lines(answer: &Answer, paint: Paint) -> Vec<String> {
    let cast = Cast::of(answer, paint);
    let mut lines = Vec::with_capacity(answer.actors.len());
    let mut shown = BTreeSet::new();
    let leads = |actor: &&Actor| cast.under.contains_key(actor.id.as_str());
    let roots = || answer.actors.iter().filter(|a| !cast.has_side(a));
    // Two that act for each other have no root above them: they close the list.
    let order = roots().filter(leads).chain(roots().filter(|a| !leads(a))).chain(&answer.actors);
    for actor in order {
        cast.show(actor, 1, &mut shown, &mut lines);
    }
    lines
}

struct Cast<'a> {
    ids: BTreeSet<&'a str>,
    under: BTreeMap<&'a str, Vec<&'a Actor>>,
    offices: BTreeMap<&'a str, Vec<String>>,
    paint: Paint,
}

impl<'a> Cast<'a> {
    fn of(answer: &'a Answer, paint: Paint) -> Self {
        let mut under: BTreeMap<&str, Vec<&Actor>> = BTreeMap::new();
        for actor in &answer.actors {
            if let Some(side) = &actor.side {
                under.entry(side).or_default().push(actor);
            }
        }
        let mut offices: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for relation in answer.relations.iter().filter(|r| r.kind == RelationType::Leads) {
            let Some(role) = relation.role.as_deref().filter(|_| relation.status != Status::Negated) else { continue };
            let office = match relation.status {
                Status::Former => format!("former {}", flat(role)),
                _ => flat(role),
            };
            let all = offices.entry(&relation.from).or_default();
            if !all.contains(&office) {
                all.push(office);
            }
        }
        Cast { ids: answer.actors.iter().map(|a| a.id.as_str()).collect(), under, offices, paint }
    }

    /// Whether the actor stands under one that the answer names.
    fn has_side(&self, actor: &Actor) -> bool {
        actor.side.as_deref().is_some_and(|side| side != actor.id && self.ids.contains(side))
    }

    fn show(&self, actor: &'a Actor, depth: usize, shown: &mut BTreeSet<&'a str>, lines: &mut Vec<String>) {
        if !shown.insert(&actor.id) {
            return;
        }
        let indent = "  ".repeat(depth.min(8));
        let line = format!("{}  {}", self.paint.ink(Ink::Name, flat(&actor.name)), self.gloss(actor));
        lines.push(self.paint.wrap(&line, &indent, &format!("{indent}    ")));
        for other in self.under.get(actor.id.as_str()).into_iter().flatten() {
            self.show(other, depth + 1, shown, lines);
        }
    }

    /// Kind, offices, country and other names of an actor.
    fn gloss(&self, actor: &Actor) -> String {
        let mut parts = vec![actor.kind.word().to_string()];
        parts.extend(self.offices.get(actor.id.as_str()).into_iter().flatten().cloned());
        parts.extend(actor.country.iter().filter(|_| !self.has_side(actor)).cloned());
        let mut aliases = actor.aliases.iter().filter(|alias| **alias != actor.name);
        let mut names: Vec<String> = aliases.by_ref().take(ALIASES).map(|a| format!("“{}”", flat(a))).collect();
        names.extend(aliases.next().map(|_| "…".to_string()));
        parts.extend(Some(names.join(", ")).filter(|names| !names.is_empty()));
        self.paint.ink(Ink::Faint, parts.join(" · "))
    }
}
