//! Objects of a STIX 2.1 bundle, as far as an export has them.

use std::collections::BTreeMap;

use model::{Correction, Credibility, Field, Judged, Rated, Value};
use serde::Serialize;
use uuid::Uuid;

use crate::Tlp;

/// When objects were made for which nothing tells the time.
pub(super) const BEGIN: &str = "2026-01-01T00:00:00.000Z";

/// What every object has, and what is its own.
#[derive(Debug, Serialize)]
pub(super) struct Object<'a> {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub spec_version: &'static str,
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by_ref: Option<String>,
    pub created: String,
    pub modified: String,
    #[serde(skip_serializing_if = "is_false")]
    pub revoked: bool,
    /// 0 to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<u8>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub external_references: Vec<Reference<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub object_marking_refs: Vec<&'static str>,
    #[serde(flatten)]
    pub body: Body<'a>,
}

impl<'a> Object<'a> {
    /// An object with its times of making and of the last change; creator and marking come with the bundle.
    pub fn new(kind: &'static str, id: String, (created, modified): (String, String), body: Body<'a>) -> Self {
        Object {
            kind,
            spec_version: "2.1",
            id,
            created_by_ref: None,
            created,
            modified,
            revoked: false,
            confidence: None,
            labels: Vec::new(),
            external_references: Vec::new(),
            object_marking_refs: Vec::new(),
            body,
        }
    }

    /// An object for which nothing tells the time.
    pub fn timeless(kind: &'static str, id: String, body: Body<'a>) -> Self {
        Self::new(kind, id, (BEGIN.into(), BEGIN.into()), body)
    }
}

fn is_false(value: &bool) -> bool {
    !value
}

#[derive(Debug, Serialize)]
pub(super) struct Reference<'a> {
    pub source_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<&'a str>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Body<'a> {
    Identity {
        name: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        description: Option<String>,
        identity_class: &'static str,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        sectors: Vec<&'static str>,
    },
    Location {
        name: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        latitude: Option<f64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        longitude: Option<f64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        country: Option<&'static str>,
    },
    Incident {
        name: String,
        extensions: BTreeMap<String, Happening<'a>>,
    },
    Report {
        name: &'a str,
        report_types: [&'static str; 1],
        published: String,
        object_refs: Vec<String>,
    },
    Note {
        #[serde(rename = "abstract")]
        headline: String,
        content: String,
        authors: [&'a str; 1],
        object_refs: Vec<String>,
        #[serde(skip_serializing_if = "BTreeMap::is_empty")]
        extensions: BTreeMap<String, Claimed<'a>>,
    },
    Relationship {
        relationship_type: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        description: Option<String>,
        source_ref: String,
        target_ref: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        start_time: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        stop_time: Option<String>,
    },
    Opinion {
        explanation: String,
        #[serde(skip_serializing_if = "<[String]>::is_empty")]
        authors: &'a [String],
        opinion: &'static str,
        object_refs: Vec<String>,
    },
    Extension {
        name: &'static str,
        description: &'static str,
        schema: &'static str,
        version: &'static str,
        extension_types: [&'static str; 1],
    },
}

/// What STIX's incident has no place for.
#[derive(Debug, Serialize)]
pub(super) struct Happening<'a> {
    pub extension_type: &'static str,
    pub event_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_mode: Option<&'a str>,
    pub score: f64,
    pub status: &'static str,
    pub voices: usize,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub voiced_by: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_first: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_last: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location_ref: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub actor_refs: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recipient_refs: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub companion_refs: Vec<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub best: BTreeMap<&'static str, &'a Value>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub disputed: BTreeMap<&'static str, Vec<Side<'a>>>,
    #[serde(skip_serializing_if = "<[Correction]>::is_empty")]
    pub corrections: &'a [Correction],
}

/// What STIX's note has no place for: the grades of a claim, each for itself.
#[derive(Debug, Serialize)]
pub(super) struct Claimed<'a> {
    pub extension_type: &'static str,
    /// Of the reading, 0 to 100.
    pub reading_confidence: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<&'a Rated>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'a Rated>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credibility: Option<&'a Judged>,
}

/// Id of the definition of [`Claimed`].
pub(super) fn claimed_id() -> String {
    id("extension-definition", &["claimed"])
}

/// The definition of [`Claimed`].
pub(super) fn claimed() -> Object<'static> {
    let body = Body::Extension {
        name: "Claimed",
        description: "Grades of a claim on the Admiralty scale: the reliability of the outlet and of the source, A to F, where somebody \
graded them; the credibility of what is claimed, 1 to 6, from independent voices or by hand. And how surely the text was understood.",
        schema: "https://github.com/detente/detente/blob/main/docs/export.md#stix",
        version: "1.0.0",
        extension_types: ["property-extension"],
    };
    Object::timeless("extension-definition", claimed_id(), body)
}

/// Credibility as STIX 2.1 maps it to its confidence (appendix A, Admiralty Credibility); none for what cannot be judged.
pub(super) fn confidence(credibility: Credibility) -> Option<u8> {
    match credibility {
        Credibility::Confirmed => Some(90),
        Credibility::Probable => Some(70),
        Credibility::Possible => Some(50),
        Credibility::Doubtful => Some(30),
        Credibility::Improbable => Some(10),
        Credibility::Unjudged => None,
    }
}

/// One side of a dispute.
#[derive(Debug, Serialize)]
pub(super) struct Side<'a> {
    pub value: &'a Value,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub said_by: &'a [String],
}

/// Id of the definition of [`Happening`].
pub(super) fn extension_id() -> String {
    id("extension-definition", &["happening"])
}

/// The definition of [`Happening`].
pub(super) fn extension() -> Object<'static> {
    let body = Body::Extension {
        name: "Happening",
        description: "What an incident of international politics is: PLOVER type and mode, who did it to whom, when and where, how it \
stands, how many independent voices say so, and what they disagree on.",
        schema: "https://github.com/detente/detente/blob/main/docs/export.md#stix",
        version: "1.0.0",
        extension_types: ["property-extension"],
    };
    Object::timeless("extension-definition", extension_id(), body)
}

/// An id of STIX: the kind and a UUID of version 5 over what the object is made of.
pub(super) fn id(kind: &str, parts: &[&str]) -> String {
    named(kind, uuid(kind, parts))
}

/// The UUID of such an id.
pub(super) fn uuid(kind: &str, parts: &[&str]) -> Uuid {
    let mut name = kind.to_owned();
    for part in parts {
        name.push('\0');
        name.push_str(part);
    }
    Uuid::new_v5(&namespace(), name.as_bytes())
}

/// An id from its parts.
pub(super) fn named(kind: &str, uuid: Uuid) -> String {
    format!("{kind}--{uuid}")
}

/// The namespace of this program's objects.
fn namespace() -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_URL, b"https://github.com/detente/detente")
}

/// Id and object of one of STIX's own markings, word for word.
pub(super) fn marking(tlp: Tlp) -> (&'static str, &'static str) {
    match tlp {
        Tlp::Clear => (
            "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9",
            r#"{"type":"marking-definition","spec_version":"2.1","id":"marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9","created":"2017-01-20T00:00:00.000Z","definition_type":"tlp","name":"TLP:WHITE","definition":{"tlp":"white"}}"#,
        ),
        Tlp::Green => (
            "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da",
            r#"{"type":"marking-definition","spec_version":"2.1","id":"marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da","created":"2017-01-20T00:00:00.000Z","definition_type":"tlp","name":"TLP:GREEN","definition":{"tlp":"green"}}"#,
        ),
        Tlp::Amber => (
            "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82",
            r#"{"type":"marking-definition","spec_version":"2.1","id":"marking-definition--f88d31f6-486f-44da-b317-01333bde0b82","created":"2017-01-20T00:00:00.000Z","definition_type":"tlp","name":"TLP:AMBER","definition":{"tlp":"amber"}}"#,
        ),
        Tlp::Red => (
            "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed",
            r#"{"type":"marking-definition","spec_version":"2.1","id":"marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed","created":"2017-01-20T00:00:00.000Z","definition_type":"tlp","name":"TLP:RED","definition":{"tlp":"red"}}"#,
        ),
    }
}

/// A value of a dispute in words.
pub(super) fn words(field: Field, value: &Value, name: impl Fn(&str) -> String) -> String {
    let value = match value {
        Value::Date { first, last } if first == last => first.to_string(),
        Value::Date { first, last } => format!("{first} to {last}"),
        Value::Amount(amounts) => {
            let sums = crate::row::sums(Some(amounts));
            let sum = |a: &model::Amount| format!("{} {} ({})", a.value, a.currency, crate::csv_rows::bound(a.bound));
            sums.iter().map(sum).collect::<Vec<_>>().join(", ")
        }
        Value::Toll(toll) => {
            let count = |n: Option<u64>, what: &str| n.map(|n| format!("{n} {what}"));
            let parts = [count(toll.killed, "killed"), count(toll.injured, "injured")];
            parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
        }
        Value::Reality(reality) => reality.word().to_owned(),
        Value::Place(place) => place.clone(),
        Value::Actors(ids) => ids.iter().map(|id| name(id)).collect::<Vec<_>>().join(", "),
    };
    format!("{}: {value}", field.word())
}
