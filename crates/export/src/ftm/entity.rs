//! An entity: id, schema, properties as lists of strings.

use std::collections::BTreeMap;

use model::{ActorKind, Date};
use serde::Serialize;

/// An entity.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Entity {
    id: String,
    schema: &'static str,
    properties: BTreeMap<&'static str, Vec<String>>,
}

impl Entity {
    pub fn new(schema: &'static str, id: String) -> Self {
        Entity { id, schema, properties: BTreeMap::new() }
    }

    pub fn id(&self) -> &str {
        &self.id
    }

    pub fn is(&self, schema: &str) -> bool {
        self.schema == schema
    }

    /// Adds a value unless it is empty or there.
    pub fn add(&mut self, property: &'static str, value: impl Into<String>) {
        let value = value.into();
        if value.is_empty() {
            return;
        }
        let values = self.properties.entry(property).or_default();
        if !values.contains(&value) {
            values.push(value);
        }
    }

    pub fn add_all<S: Into<String>>(&mut self, property: &'static str, values: impl IntoIterator<Item = S>) {
        values.into_iter().for_each(|value| self.add(property, value));
    }

    /// One day as `date`, several as `startDate` and `endDate`.
    pub fn add_days(&mut self, days: Option<(Date, Date)>) {
        match days {
            Some((first, last)) if first == last => self.add("date", first.to_string()),
            Some((first, last)) => {
                self.add("startDate", first.to_string());
                self.add("endDate", last.to_string());
            }
            None => {}
        }
    }
}

/// The id of an entity that is made of parts.
pub(super) fn id(of: &str, parts: &[&str]) -> String {
    format!("{of}-{}", model::hash::id(parts))
}

/// The id of an actor's entity. FollowTheMoney takes letters, digits, points and hyphens: `person:khalifa-haftar` is
/// `person.khalifa-haftar`; an id with other signs is hashed.
pub(super) fn actor_id(actor: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | ':');
    let ends = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    if actor.chars().all(fits) && ends(actor.chars().next()) && ends(actor.chars().next_back()) {
        actor.replace(':', ".")
    } else {
        id("actor", &[actor])
    }
}

/// The schema of an actor.
pub(super) fn schema(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "Person",
        ActorKind::State | ActorKind::Government | ActorKind::Military => "PublicBody",
        ActorKind::Faction | ActorKind::Organisation | ActorKind::Party | ActorKind::Media => "Organization",
        ActorKind::Company => "Company",
        ActorKind::Place => "LegalEntity",
    }
}

/// Whether the schema is Organization or one of its kind.
pub(super) fn is_organization(kind: ActorKind) -> bool {
    !matches!(kind, ActorKind::Person | ActorKind::Place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_such_as_the_format_takes() {
        assert_eq!(actor_id("person:khalifa-haftar"), "person.khalifa-haftar");
        assert!(actor_id("person:jane-doe~1a2b3c4d").starts_with("actor-"));
        assert!(actor_id("person:zoë").starts_with("actor-"));
        assert_ne!(actor_id("a~b"), actor_id("a~c"));
        assert!(actor_id("").starts_with("actor-"));
        assert!(actor_id("-a").starts_with("actor-"));
    }

    #[test]
    fn values_stand_once_and_never_empty() {
        let mut entity = Entity::new("Person", "x".into());
        entity.add_all("name", ["A", "", "A", "B"]);
        entity.add("summary", "");
        let json = serde_json::to_string(&entity).unwrap();
        assert_eq!(json, r#"{"id":"x","schema":"Person","properties":{"name":["A","B"]}}"#);
    }
}
