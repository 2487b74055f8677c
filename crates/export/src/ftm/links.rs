//! Ties as entities with two ends.

use model::{ActorKind, RelationType};

use super::entity::{Entity, actor_id, id, is_organization};
use crate::Member;
use crate::holding::Index;
use crate::ties::Tie;

/// The entities of a tie, what they point to first; none where an end is no actor.
pub(super) fn of_tie(tie: &Tie, index: &Index) -> Vec<Entity> {
    let (Some(from), Some(to)) = (index.member(&tie.from), index.member(&tie.to)) else { return Vec::new() };
    let mut entities = Vec::new();
    let link = |schema| Entity::new(schema, id("tie", &tie.parts()));
    let (a, b) = (actor_id(&from.id), actor_id(&to.id));
    let people = from.kind == ActorKind::Person && to.kind == ActorKind::Person;
    let mut entity = match tie.kind {
        RelationType::Leads if from.kind == ActorKind::Person && is_organization(to.kind) => {
            let post = position(tie, to);
            let mut entity = link("Occupancy");
            entity.add("holder", a);
            entity.add("post", post.id());
            entities.push(post);
            entity
        }
        RelationType::MemberOf if is_organization(to.kind) => {
            let mut entity = link("Membership");
            entity.add("member", a);
            entity.add("organization", b);
            entity.add_all("role", tie.role());
            entity
        }
        // `relationship` says what the relative is to the person; ours, what the first end is to the second.
        RelationType::KinOf if people => {
            let mut entity = link("Family");
            entity.add("person", b);
            entity.add("relative", a);
            entity.add("relationship", tie.role().unwrap_or("kin"));
            entity
        }
        RelationType::SuccessorOf => {
            let mut entity = link("Succession");
            entity.add("predecessor", b);
            entity.add("successor", a);
            entity.add_all("role", tie.role());
            entity
        }
        kind => {
            let mut entity = link("UnknownLink");
            entity.add("subject", a);
            entity.add("object", b);
            entity.add("role", kind.word());
            entity.add_all("role", tie.role());
            entity.add_all(
                "summary",
                match kind.sign() {
                    1 => Some("friendly"),
                    -1 => Some("hostile"),
                    _ => None,
                },
            );
            entity
        }
    };
    if !entity.is("Family") {
        entity.add("status", tie.status().word());
    }
    entity.add_all("startDate", tie.begins().map(|d| d.to_string()));
    entity.add_all("endDate", tie.ends().map(|d| d.to_string()));
    for saying in &tie.said {
        entity.add("recordId", &saying.key);
        entity.add("description", &saying.quote);
        if let Some(paper) = index.paper(&saying.paper) {
            entity.add_all("publisher", paper.outlet.as_deref());
            entity.add_all("sourceUrl", paper.url.as_deref());
        }
    }
    entities.push(entity);
    entities
}

/// The office that a leader holds.
fn position(tie: &Tie, of: &Member) -> Entity {
    let name = tie.role().map_or_else(|| format!("Leader of {}", of.name), str::to_owned);
    let mut entity = Entity::new("Position", id("position", &[&name, &of.id]));
    entity.add("name", name);
    entity.add("organization", actor_id(&of.id));
    entity.add_all("country", of.country.as_deref().and_then(super::country));
    entity
}
