//! ACLED: 31 columns between commas (older files: semicolons), with a header; its notes run over lines.
//!
//! The sub-event decides on type and mode, by `data/acled.tsv`; what has no kin in PLOVER ("Other", "Change to group/activity") counts as a
//! statement does. `Excessive force against protesters` is done by the second actor to the first.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use model::{ActorKind, Bound, Date, DateRange, EventCode, EventType, Imported, Toll};

use super::cast::{Bent, Cast, by_words, clean};
use super::country::Country;
use super::draft::{Draft, loose_day, place};
use super::row::{Columns, Fault, filled, is_void};

/// Rows are coded by people: a default of ours, not a measurement.
const CONFIDENCE: f64 = 0.95;

pub(crate) const NAMES: [&str; 31] = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
];

struct Kin {
    event: Option<EventCode>,
    context: Option<&'static str>,
}

fn kin(word: &str) -> Option<&'static Kin> {
    static TABLE: OnceLock<BTreeMap<&'static str, Kin>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let rows = include_str!("../../data/acled.tsv").lines().skip(1);
        rows.filter_map(|line| {
            let cells: Vec<&'static str> = line.split('\t').collect();
            let [word, kind, mode, context] = cells[..] else { return None };
            let mode = (!mode.is_empty()).then_some(mode);
            let event = EventType::from_word(kind).ok().and_then(|kind| EventCode::new(kind, mode).ok());
            Some((word, Kin { event, context: (!context.is_empty()).then_some(context) }))
        })
        .collect()
    });
    table.get(word)
}

/// A row to a claim.
pub(crate) fn claim(columns: &Columns, cells: &[Cow<'_, str>], line: u64, row: &str) -> Result<Imported, Fault> {
    columns.check(cells)?;
    let cell = |column: usize| columns.cell(cells, column);
    let key = filled(cell(0), "event_id_cnty")?;
    let date = filled(cell(1), "event_date")?;
    let day =
        loose_day(date).ok_or_else(|| Fault::Unknown { what: "event_date", found: date.chars().take(40).collect() })?;
    let (kind, sub) = (cell(5), cell(6));
    let kin = kin(sub).or_else(|| kin(kind)).ok_or_else(|| Fault::Unknown {
        what: "sub_event_type",
        found: format!("{kind}: {sub}").chars().take(80).collect(),
    })?;
    let event = kin.event.ok_or_else(|| Fault::Statement(sub.into()))?;
    let mut draft = Draft::new(event, days(day, cell(3)), CONFIDENCE);
    draft.contexts.extend(kin.context.map(String::from));
    let country = Country::from_name(cell(17));
    for (column, recipient) in [(7, false), (10, true)] {
        // Those who stand beside the actor take part as it does.
        let beside = cell(column + 1).split(';').filter(|name| !is_void(name));
        for name in Some(cell(column)).into_iter().filter(|name| !is_void(name)).chain(beside) {
            let id = actor(&mut draft.cast, name, cell(column + 2), country);
            if recipient { &mut draft.recipients } else { &mut draft.actors }.push(id);
        }
    }
    if sub == "Excessive force against protesters" && !draft.recipients.is_empty() {
        std::mem::swap(&mut draft.actors, &mut draft.recipients);
    }
    let town = [21, 20, 19, 18].into_iter().map(cell).find(|name| !is_void(name));
    draft.place = match town {
        Some(town) => place(town, None, cell(22), cell(23)),
        None => country.and_then(|c| place(c.name, Some(c.id), cell(22), cell(23))),
    };
    draft.outlets = cell(25).split(';').filter(|s| !is_void(s)).map(clean).collect();
    draft.published = stamp(cell(30));
    // Nobody killed is a figure for violence; of a protest or an agreement it says nothing.
    draft.toll = (event.kind == EventType::Assault)
        .then(|| cell(28).parse::<u64>().ok())
        .flatten()
        .map(|killed| Toll { killed: Some(killed), injured: None, bound: Bound::Exact });
    draft.claim("acled", key, line, row.to_string())
}

/// The days that `time_precision` leaves open: 1 the day, 2 the week around it, 3 the month.
fn days(day: Date, precision: &str) -> DateRange {
    let span = |days: i64| jiff::Span::new().try_days(days).unwrap_or_default();
    match precision {
        "2" => DateRange::new(day.saturating_sub(span(3)), day.saturating_add(span(3)), ""),
        "3" => DateRange::new(day.first_of_month(), day.last_of_month(), ""),
        _ => DateRange::day(day, ""),
    }
}

/// The day of a time in seconds since 1970, or of a date.
fn stamp(text: &str) -> Option<Date> {
    let seconds = text.parse::<i64>().ok().filter(|s| *s > 100_000_000);
    match seconds {
        Some(seconds) => {
            let day = jiff::civil::date(1970, 1, 1);
            day.checked_add(jiff::Span::new().try_days(seconds / 86_400).ok()?).ok()
        }
        None => loose_day(text),
    }
}

/// `Military Forces of Sudan (2019-) Rapid Support Forces`, with ACLED's number or word for what it is.
fn actor(cast: &mut Cast, name: &str, inter: &str, here: Option<Country>) -> String {
    let name = without_years(name);
    let of = name.rsplit_once(" of ").and_then(|(_, place)| Country::from_name(place));
    let bracket = name.rsplit_once('(').and_then(|(_, place)| Country::from_name(place.trim_end_matches(')')));
    let country = bracket.or(of);
    let bent = match inter {
        "1" | "State Forces" => {
            let kind = if name.starts_with("Police") || name.starts_with("Government") {
                ActorKind::Government
            } else {
                ActorKind::Military
            };
            Bent::new(kind, true)
        }
        "2" | "3" | "4" | "Rebel Group" | "Rebel Groups" | "Political Militia" | "Identity Militia" => {
            Bent::new(ActorKind::Faction, false)
        }
        "5" | "6" | "7" | "Rioters" | "Protesters" | "Civilians" => Bent::new(ActorKind::Faction, false),
        _ => by_words(&name).unwrap_or(Bent::new(ActorKind::Organisation, false)),
    };
    match country {
        Some(state) if name.starts_with("Government of ") => cast.state(state),
        Some(_) => cast.named_apart(&name, bent, country),
        None if bent.for_state => cast.named(&name, bent, here),
        // Whoever bears no country's name has none: a rebel group crosses borders.
        None => cast.named(&name, bent, crowd(&name).then_some(here).flatten()),
    }
}

/// Protesters and rioters without a country are those of the place.
fn crowd(name: &str) -> bool {
    ["Protesters", "Rioters", "Civilians", "Unidentified"].iter().any(|word| name.starts_with(word))
}

/// Takes out the years of a regime, `(2019-2023)`.
fn without_years(name: &str) -> String {
    let mut kept = String::new();
    let mut rest = name;
    while let Some((before, behind)) = rest.split_once('(') {
        let Some((inside, after)) = behind.split_once(')') else { break };
        kept.push_str(before);
        let years = inside.starts_with(|c: char| c.is_ascii_digit())
            && inside.chars().all(|c| c.is_ascii_digit() || "-– ".contains(c));
        if !years {
            kept.push_str(&format!("({inside})"));
        }
        rest = after;
    }
    kept.push_str(rest);
    clean(&kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(edit: &[(usize, &str)]) -> Result<Imported, Fault> {
        let mut cells = vec![Cow::from(""); 31];
        let usual = [
            (0, "SUD123"),
            (1, "2026-03-04"),
            (3, "1"),
            (5, "Explosions/Remote violence"),
            (6, "Air/drone strike"),
            (7, "Military Forces of Sudan (2019-)"),
            (9, "State Forces"),
            (10, "Civilians (Sudan)"),
            (12, "Civilians"),
            (17, "Sudan"),
            (21, "Kabkabiya"),
            (22, "13.64"),
            (23, "24.08"),
            (25, "Sudan Tribune; Radio Dabanga"),
            (27, "A strike hit the market."),
            (28, "54"),
            (30, "1773187200"),
        ];
        for (at, text) in usual.iter().chain(edit) {
            cells[*at] = (*text).into();
        }
        let row = cells.join(",");
        claim(&Columns::usual(&NAMES), &cells, 9, &row)
    }

    #[test]
    fn a_strike_has_its_toll_sides_and_sources() {
        let got = read(&[]).unwrap();
        let event = &got.event;
        assert_eq!(
            (event.kind.word(), event.mode.as_deref(), event.cameo.as_str()),
            ("ASSAULT", Some("aerial"), "195")
        );
        assert_eq!(event.actors, ["military:military-forces-of-sudan"]);
        assert_eq!(event.recipients, ["faction:civilians-sudan"]);
        assert_eq!(event.toll.as_ref().and_then(|t| t.killed), Some(54));
        assert_eq!(got.outlets, ["Sudan Tribune", "Radio Dabanga"]);
        assert_eq!(event.source.as_deref(), Some("media:sudan-tribune"));
        assert_eq!(got.published.map(|d| d.to_string()).as_deref(), Some("2026-03-11"));
        assert_eq!(got.actors[1].side.as_deref(), Some("state:sudan"));
    }

    #[test]
    fn vague_dates_and_turned_parts() {
        let got = read(&[
            (3, "2"),
            (5, "Protests"),
            (6, "Excessive force against protesters"),
            (7, "Protesters (Sudan)"),
            (9, "Protesters"),
            (10, "Police Forces of Sudan (2019-)"),
            (12, "State Forces"),
        ])
        .unwrap();
        let date = got.event.date.unwrap();
        assert_eq!((date.first.to_string(), date.last.to_string()), ("2026-03-01".into(), "2026-03-07".into()));
        assert_eq!(got.event.actors, ["government:police-forces-of-sudan"]);
        let month = read(&[(3, "3")]).unwrap().event.date.unwrap();
        assert_eq!((month.first.to_string(), month.last.to_string()), ("2026-03-01".into(), "2026-03-31".into()));
        assert_eq!(read(&[(6, "Agreement"), (28, "0")]).unwrap().event.toll, None);
        assert!(matches!(read(&[(6, "Other")]), Err(Fault::Statement(_))));
        assert!(matches!(read(&[(5, "x"), (6, "y")]), Err(Fault::Unknown { .. })));
    }

    #[test]
    fn every_row_of_the_table_is_sound() {
        for line in include_str!("../../data/acled.tsv").lines().skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            let kin = kin(cells[0]).unwrap();
            assert_eq!(kin.event.map_or("", |e| e.kind.word()), cells[1], "{line}");
            assert_eq!(kin.event.and_then(|e| e.mode).unwrap_or(""), cells[2], "{line}");
        }
        assert_eq!(
            without_years("Military Forces of Sudan (2019-) Rapid Support Forces"),
            "Military Forces of Sudan Rapid Support Forces"
        );
        assert_eq!(without_years("A (b (2019-"), "A (b (2019-");
    }
}
