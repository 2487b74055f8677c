//! PLOVER's own types, in POLECAT's table (40 columns between tabs, with a header) and in PLOVER's JSON Lines.
//!
//! In POLECAT's cells several actors stand with semicolons between them. JSON Lines are taken as the manual and its users write them:
//! an actor is a code, a name or an object; `event` a word or a list; places and citations objects with one of several names for a thing.

use std::borrow::Cow;

use model::{ActorKind, Date, DateRange, EventCode, EventType, Imported};
use serde_json::{Map, Value};

use super::cast::{Bent, Cast, by_code, by_words};
use super::country::Country;
use super::draft::{Draft, loose_day, place};
use super::icews;
use super::row::{Columns, Fault, filled, is_void};

/// Share of rows taken to say what the report says: a default of ours, not a measurement.
const CONFIDENCE: f64 = 0.75;

pub(crate) const NAMES: [&str; 40] = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

/// A row of POLECAT to a claim.
pub(crate) fn row(columns: &Columns, cells: &[Cow<'_, str>], line: u64, row: &str) -> Result<Imported, Fault> {
    columns.check(cells)?;
    let cell = |column: usize| columns.cell(cells, column);
    let key = filled(cell(0), "Event ID")?;
    let mut draft = draft(filled(cell(2), "Event Type")?, cell(3), day(cell(1), "Event Date")?)?;
    draft.contexts = contexts(cell(6).split(';'));
    for (from, recipient) in [(7, false), (15, true)] {
        let all = |column: usize| list(cell(from + column));
        let (names, raw, countries, sectors) = (all(0), all(6), all(1), all(3));
        let names = if names.is_empty() { raw } else { names };
        for (at, name) in names.iter().enumerate() {
            // One country or sector may stand for all.
            let nth = |of: &[&str]| {
                of.get(at).or(if of.len() == 1 { of.first() } else { None }).map_or("", |s| *s).to_string()
            };
            let id = actor(&mut draft.cast, name, &nth(&sectors), &nth(&countries));
            let part = if recipient { &mut draft.recipients } else { &mut draft.actors };
            part.extend(id);
        }
    }
    let country = country(cell(27));
    let named = [24, 23, 25, 26].into_iter().map(cell).find(|name| !is_void(name));
    draft.place = match named {
        Some(name) => place(name, None, cell(28), cell(29)),
        None => place(country.map_or(cell(27), |c| c.name), country.map(|c| c.id), cell(28), cell(29)),
    };
    draft.published = loose_day(cell(34));
    draft.outlets.extend(Some(cell(33)).filter(|s| !is_void(s)).map(str::to_string));
    draft.claim("polecat", key, line, row.to_string())
}

fn draft(kind: &str, mode: &str, day: Date) -> Result<Draft, Fault> {
    let kind = EventType::from_word(&kind.trim().to_uppercase())
        .map_err(|_| Fault::Unknown { what: "event type", found: kind.chars().take(40).collect() })?;
    let mode = mode.trim().to_lowercase().replace([' ', '_'], "-");
    // A mode of another edition of the code book is passed over; the type stands.
    let code = EventCode::new(kind, Some(&mode)).or_else(|_| EventCode::new(kind, None));
    let code = code.map_err(|e| Fault::Unknown { what: "event type", found: e.to_string() })?;
    Ok(Draft::new(code, DateRange::day(day, ""), CONFIDENCE))
}

fn day(text: &str, what: &'static str) -> Result<Date, Fault> {
    let text = filled(text, what)?;
    loose_day(text).ok_or_else(|| Fault::Unknown { what, found: text.chars().take(40).collect() })
}

fn contexts<'c>(words: impl Iterator<Item = &'c str>) -> Vec<String> {
    let words = words.filter(|w| !is_void(w)).map(|w| w.trim().to_lowercase().replace([' ', '-'], "_"));
    words.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
}

/// Cells with semicolons.
fn list(cell: &str) -> Vec<&str> {
    cell.split(';').map(str::trim).filter(|part| !is_void(part)).collect()
}

fn country(text: &str) -> Option<Country> {
    Country::from_code(text).or_else(|| Country::from_name(text))
}

fn actor(cast: &mut Cast, name: &str, sector: &str, place: &str) -> Option<String> {
    if is_void(name) {
        return None;
    }
    let place = country(place);
    if let Some(state) = Country::from_name(name) {
        return Some(cast.state(state));
    }
    let by_letters = sector.split([',', ' ', '|']).find_map(by_code);
    match by_letters {
        // Letters say for whom somebody acts, words whether it is a body or a person.
        Some(bent) => {
            let bodied = by_words(name).map_or(bent, |words| Bent::new(words.kind, bent.for_state && words.for_state));
            let single = by_words(name).is_none() && is_person(name) && bent.kind != ActorKind::Faction;
            let kind = if single { ActorKind::Person } else { bodied.kind };
            Some(cast.named(name, Bent::new(kind, bodied.for_state), place))
        }
        None => icews::actor(cast, name, sector, place),
    }
}

fn is_person(name: &str) -> bool {
    let words = name.split_whitespace().count();
    (2..=4).contains(&words)
        && name.split_whitespace().all(|w| w.chars().next().is_some_and(char::is_uppercase))
        && name.chars().any(char::is_lowercase)
}

/// A line of PLOVER's JSON to a claim.
pub(crate) fn json(text: &str, line: u64) -> Result<Imported, Fault> {
    let broken = |why: &dyn std::fmt::Display| Fault::Json(why.to_string());
    let value: Value = serde_json::from_str(text).map_err(|e| broken(&e))?;
    let Value::Object(of) = value else { return Err(broken(&"it is no object")) };
    let key = first(&of, &["id", "event_id"]).ok_or(Fault::Empty("id"))?;
    let date = first(&of, &["date", "event_date"]).ok_or(Fault::Empty("date"))?;
    let kind = first(&of, &["event", "event_type", "type"]).ok_or(Fault::Empty("event"))?;
    let mut draft = draft(&kind, &first(&of, &["mode", "event_mode"]).unwrap_or_default(), day(&date, "date")?)?;
    let words = of.get("context").or(of.get("contexts")).map(strings).unwrap_or_default();
    draft.contexts = contexts(words.iter().map(String::as_str));
    draft.actors = part(&mut draft.cast, of.get("actor").or(of.get("actors")));
    draft.recipients = part(&mut draft.cast, of.get("recipient").or(of.get("recipients")));
    let spots = ["event_loc", "location", "place"].into_iter().find_map(|n| of.get(n)).map(objects).unwrap_or_default();
    if let Some(spot) = spots.first() {
        let name = first(spot, &["name", "placename", "city", "raw", "country"]).unwrap_or_default();
        let known = country(&name);
        draft.place = place(
            known.map_or(name.as_str(), |c| c.name),
            known.map(|c| c.id),
            &first(spot, &["lat", "latitude"]).unwrap_or_default(),
            &first(spot, &["lon", "long", "lng", "longitude"]).unwrap_or_default(),
        );
    }
    for name in ["text_info", "cite_info"] {
        for about in of.get(name).map(objects).unwrap_or_default() {
            let found = |names: &[&str]| first(about, names).filter(|s| !is_void(s));
            if draft.outlets.is_empty() {
                draft.outlets.extend(found(&["publisher", "source", "outlet", "publication"]));
            }
            draft.url = draft.url.or_else(|| found(&["url", "link"]).filter(|u| u.starts_with("http")));
            let when = found(&["publication_date", "pub_date", "published", "date"]);
            draft.published = draft.published.or_else(|| when.and_then(|d| loose_day(&d)));
        }
    }
    draft.claim("plover", &key, line, text.to_string())
}

/// Actors as codes (`PAKGOV`), names or objects.
fn part(cast: &mut Cast, value: Option<&Value>) -> Vec<String> {
    let items = match value {
        Some(Value::Array(items)) => items.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    let one = |cast: &mut Cast, item: &Value| match item {
        Value::String(text) => coded(cast, text),
        Value::Object(of) => {
            let name = first(of, &["name", "actor", "text", "raw"]).unwrap_or_default();
            let sector = first(of, &["sector", "sectors", "agent", "role"]).unwrap_or_default();
            let place = first(of, &["country", "state"]).unwrap_or_default();
            match is_void(&name) {
                true => first(of, &["code"]).and_then(|code| coded(cast, &code)),
                false => actor(cast, &name, &sector, &place),
            }
        }
        _ => None,
    };
    items.iter().filter_map(|item| one(cast, item)).collect()
}

/// `PAK`, `PAKGOV`, `PAK GOV MIL`, or a name.
fn coded(cast: &mut Cast, text: &str) -> Option<String> {
    let letters: String = text.chars().filter(char::is_ascii_uppercase).collect();
    let rest = text.chars().filter(|c| c.is_alphanumeric()).count();
    let code = if letters.len() == rest && letters.len() >= 3 { letters } else { return actor(cast, text, "", "") };
    let Some(state) = Country::from_code(&code[..3]) else { return actor(cast, text, "", "") };
    let role = code.get(3..6).and_then(|role| by_code(role).map(|bent| (role, bent)));
    Some(match role {
        None => cast.state(state),
        Some((_, bent)) if bent.kind == ActorKind::Government => cast.state(state),
        Some((role, bent)) => cast.named_apart(&format!("{role} ({})", state.name), bent, Some(state)),
    })
}

/// The first of these names that holds a word, a number, or a list of which the first does.
fn first(of: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| of.get(*name).map(strings).unwrap_or_default().into_iter().next())
}

fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(items) => items.iter().filter(|i| !i.is_array()).flat_map(strings).collect(),
        Value::Object(of) => {
            ["name", "type", "code"].iter().find_map(|n| of.get(*n)?.as_str()).map(String::from).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn objects(value: &Value) -> Vec<&Map<String, Value>> {
    match value {
        Value::Object(of) => vec![of],
        Value::Array(items) => items.iter().filter_map(Value::as_object).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn polecat(cells: &[(usize, &str)]) -> Result<Imported, Fault> {
        let mut all = vec![Cow::from(""); 40];
        for (at, text) in cells {
            all[*at] = (*text).into();
        }
        let text = all.join("\t");
        row(&Columns::usual(&NAMES), &all, 2, &text)
    }

    const VISIT: [(usize, &str); 15] = [
        (0, "20260204-7"),
        (1, "2026-02-03"),
        (2, "CONSULT"),
        (3, "visit"),
        (6, "diplomatic;military"),
        (7, "Khalifa Haftar;Saddam Haftar"),
        (8, "LBY"),
        (10, "REB"),
        (15, "Pakistan"),
        (16, "PAK"),
        (24, "Rawalpindi"),
        (28, "33.6"),
        (29, "73.04"),
        (33, "Harbour Post"),
        (34, "2026-02-04"),
    ];

    #[test]
    fn several_actors_share_a_country_and_a_sector() {
        let got = polecat(&VISIT).unwrap();
        assert_eq!((got.event.id.as_str(), got.event.mode.as_deref()), ("polecat:20260204-7", Some("visit")));
        assert_eq!(got.event.actors, ["faction:khalifa-haftar-lby", "faction:saddam-haftar-lby"]);
        assert_eq!(got.event.recipients, ["state:pakistan"]);
        assert_eq!(got.event.contexts, ["diplomatic", "military"]);
        assert_eq!(got.outlets, ["Harbour Post"]);
        let mut other = VISIT.to_vec();
        (other[3].1, other[7].1) = ("stroll", "GOV");
        let got = polecat(&other).unwrap();
        assert_eq!((got.event.mode, got.event.actors[0].as_str()), (None, "person:khalifa-haftar-lby"));
        assert_eq!(
            got.actors.iter().find(|a| a.kind == ActorKind::Person).unwrap().side.as_deref(),
            Some("state:libya")
        );
        other[2].1 = "MEET";
        assert!(matches!(polecat(&other), Err(Fault::Unknown { what: "event type", .. })));
    }

    #[test]
    fn json_lines_take_codes_names_and_objects() {
        let line = r#"{"id":"x1","date":"2026-02-03","actor":["LBYREB",{"name":"Khalifa Haftar","country":"LBY"}],"recipient":["PAKGOV"],"event":["CONSULT"],"mode":"visit","context":["diplomatic"],
            "event_loc":{"name":"Islamabad","lat":33.7,"lon":73.1},"text_info":[{"source":"Harbour Post","publication_date":"2026-02-04"}],"cite_info":{"url":"https://post.example/1"}}"#;
        let got = json(line, 3).unwrap();
        assert_eq!(got.event.actors, ["faction:reb-libya", "person:khalifa-haftar-lby"]);
        assert_eq!(got.event.recipients, ["state:pakistan"]);
        assert_eq!(got.event.place.as_ref().and_then(|p| p.lat), Some(33.7));
        assert_eq!(
            (got.outlets.as_slice(), got.url.as_deref()),
            (["Harbour Post".to_string()].as_slice(), Some("https://post.example/1"))
        );
        assert_eq!(got.published.map(|d| d.to_string()).as_deref(), Some("2026-02-04"));
        for (odd, want) in [("[]", "no object"), ("{", "EOF"), ("{\"id\":[[[]]],\"date\":{}}", "")] {
            let fault = json(odd, 1).unwrap_err();
            assert!(fault.to_string().contains(want), "{fault}");
        }
    }
}
