//! Answers as other readers write them: what the format allows to be empty may be left out, and what follows from the rest may too.
//!
//! Comes in: a JSON object. Goes out: an answer, and the parts of it that are not of the format. Promises: nothing is made up but what
//! the type and mode of an event determine, and what the format has for "nothing said".

use model::{Actor, Answer, DocumentInfo, EventCode, EventType};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::answers::Misfit;
use super::row::Fault;

/// Reads an answer.
pub(crate) fn answer(text: &str) -> Result<(Answer, Vec<Misfit>), Fault> {
    let wrong = |why: String| Fault::Json(why);
    let value: Value = serde_json::from_str(text).map_err(|e| wrong(e.to_string()))?;
    let Value::Object(mut of) = value else { return Err(wrong("it is no object".into())) };
    let mut info = match of.remove("document") {
        Some(Value::Object(info)) => info,
        Some(Value::String(id)) => Map::from_iter([("id".to_string(), Value::String(id))]),
        _ => return Err(wrong("it names no document".into())),
    };
    for (name, empty) in
        [("title", Value::Null), ("outlet", Value::Null), ("published", Value::Null), ("url", Value::Null)]
    {
        info.entry(name).or_insert(empty);
    }
    fill(&mut info, "language", json!("en"));
    fill(&mut info, "sha256", json!(""));
    let document: DocumentInfo =
        serde_json::from_value(Value::Object(info)).map_err(|e| wrong(format!("document: {e}")))?;
    let mut misfits = Vec::new();
    let actors = parts::<Actor>(&mut of, "actors", "actor", actor, &mut misfits);
    let events = parts(&mut of, "events", "event", event, &mut misfits);
    let relations = parts(&mut of, "relations", "relation", relation, &mut misfits);
    Ok((Answer { document, actors, events, relations }, misfits))
}

fn parts<T: DeserializeOwned>(
    of: &mut Map<String, Value>,
    list: &str,
    part: &str,
    fill_in: fn(&mut Map<String, Value>),
    misfits: &mut Vec<Misfit>,
) -> Vec<T> {
    let Some(Value::Array(items)) = of.remove(list) else { return Vec::new() };
    let mut parts = Vec::with_capacity(items.len());
    for (number, mut item) in items.into_iter().enumerate() {
        if let Value::Object(item) = &mut item {
            fill(item, "id", json!(format!("{part}-{}", number + 1)));
            fill_in(item);
        }
        let name = item.get("id").and_then(Value::as_str).unwrap_or_default().to_string();
        match serde_json::from_value(item) {
            Ok(read) => parts.push(read),
            Err(error) => misfits.push(Misfit::Form { part: format!("{part} {name}"), why: error.to_string() }),
        }
    }
    parts
}

/// Puts a value where there is none, or null.
fn fill(of: &mut Map<String, Value>, name: &str, value: Value) {
    if of.get(name).is_none_or(Value::is_null) {
        of.insert(name.into(), value);
    }
}

fn actor(of: &mut Map<String, Value>) {
    fill(of, "aliases", json!([]));
    fill(of, "mentions", json!([]));
    let name = of.get("id").cloned().unwrap_or_default();
    fill(of, "name", name);
}

fn event(of: &mut Map<String, Value>) {
    let word = |name: &str| of.get(name).and_then(Value::as_str);
    let kind = word("type").and_then(|t| EventType::from_word(t).ok());
    if let Some(code) =
        kind.and_then(|kind| EventCode::new(kind, word("mode")).or_else(|_| EventCode::new(kind, None)).ok())
    {
        fill(of, "cameo", json!(code.cameo()));
        fill(of, "score", json!(code.score()));
    }
    for list in ["contexts", "actors", "recipients", "companions"] {
        fill(of, list, json!([]));
    }
    if let Some(Value::Object(date)) = of.get_mut("date") {
        fill(date, "text", json!(""));
    }
    for bounded in ["amount", "toll"] {
        match of.get_mut(bounded) {
            Some(Value::Object(one)) => fill(one, "bound", json!("exact")),
            Some(Value::Array(many)) => {
                many.iter_mut().filter_map(Value::as_object_mut).for_each(|one| fill(one, "bound", json!("exact")));
            }
            _ => {}
        }
    }
    fill(of, "reality", json!("actual"));
    claim(of);
}

fn relation(of: &mut Map<String, Value>) {
    fill(of, "status", json!("current"));
    let kind = of.get("type").and_then(Value::as_str).and_then(|t| model::RelationType::from_word(t).ok());
    if let Some(kind) = kind {
        fill(of, "sign", json!(kind.sign()));
    }
    claim(of);
}

fn claim(of: &mut Map<String, Value>) {
    fill(of, "hedged", json!(false));
    fill(of, "confidence", json!(1.0));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_or_is_empty_may_be_left_out() {
        let text = r#"{"document":{"id":"a","sha256":null},"actors":[{"id":"state:iran","kind":"state"}],
            "events":[{"type":"CONSULT","mode":"visit","cameo":null,"score":null,"actors":["state:iran"],"date":{"first":"2026-02-19","last":"2026-02-19","text":null},
              "amount":{"value":5,"currency":"USD"},"evidence":[{"start":0,"end":1,"text":"x"}]},
              {"id":"odd","type":"DANCE","evidence":[{"start":0,"end":1,"text":"x"}]},{"id":"bare","type":"CONSULT","evidence":[]},7],
            "relations":[{"type":"opposes","from":"state:iran","to":"state:iran","evidence":[{"start":0,"end":1,"text":"x"}]}]}"#;
        let (answer, misfits) = answer(text).unwrap();
        let event = &answer.events[0];
        assert_eq!(
            (event.id.as_str(), event.cameo.as_str(), event.score, event.confidence),
            ("event-1", "042", 4.0, 1.0)
        );
        assert_eq!(
            (answer.events.len(), answer.relations[0].sign, answer.actors[0].name.as_str()),
            (1, -1, "state:iran")
        );
        let parts: Vec<String> = misfits.iter().map(ToString::to_string).collect();
        assert!(parts[0].starts_with("event odd: "), "{parts:?}");
        assert!(parts[1].starts_with("event bare: ") && parts[1].contains("evidence"), "{parts:?}");
        assert_eq!(parts.len(), 3);
    }

    proptest::proptest! {
        #[test]
        fn any_json_is_survived(text in "[\\[\\]{}\":,a0nul]{0,40}", key in "(document|actors|events|relations)", inner in "(null|7|\\[\\]|\\[\\{\\}\\]|\\{\\}|\"x\"|\\[\\[\\]\\])") {
            let _ = answer(&text);
            let _ = answer(&format!("{{\"document\":{{\"id\":\"a\"}},\"{key}\":{inner}}}"));
        }
    }
}
