//! GDELT's event table: 61 columns between tabs, no header; also the 57 and 58 columns of its first version.

use std::borrow::Cow;

use model::{ActorKind, DateRange, Imported};

use super::cameo::Cameo;
use super::cast::{Bent, Cast, by_code, by_words, with_capitals};
use super::country::Country;
use super::draft::{Draft, compact_day, place};
use super::row::{Fault, filled, is_void};

/// Share of GDELT's rows taken to say what the report says: a default of ours, not a measurement.
const CONFIDENCE: f64 = 0.5;

type Cells<'c> = [Cow<'c, str>];

/// A row to a claim.
pub(crate) fn claim(cells: &Cells<'_>, line: u64, row: &str) -> Result<Imported, Fault> {
    // Where the block on the place of the event starts; the first version has no second-level district.
    let (geo, behind_adm1) = match cells.len() {
        61 => (51, 2),
        57 | 58 => (49, 1),
        found => return Err(Fault::Columns { found, wanted: 61 }),
    };
    let cell = |at: usize| cells.get(at).map_or("", |c| c.trim());
    let key = filled(cell(0), "GLOBALEVENTID")?;
    let day = compact_day(cell(1)).ok_or_else(|| unknown("SQLDATE", cell(1)))?;
    let code = filled(cell(26), "EventCode")?;
    let cameo = Cameo::from_code(code).ok_or_else(|| unknown("EventCode", code))?;
    let event = cameo.event.ok_or_else(|| Fault::Statement(cameo.code.into()))?;
    let mut draft = Draft::new(event, DateRange::day(day, ""), CONFIDENCE);
    draft.cameo = Some(cameo.code.into());
    draft.contexts.extend(cameo.context.map(String::from));
    draft.actors.extend(actor(&mut draft.cast, &cells[5..15]));
    draft.recipients.extend(actor(&mut draft.cast, &cells[15..25]));
    if cameo.turned && !draft.recipients.is_empty() {
        std::mem::swap(&mut draft.actors, &mut draft.recipients);
    }
    let (lat, lon) = (geo + 3 + behind_adm1, geo + 4 + behind_adm1);
    draft.place = spot(cell(geo), cell(geo + 1), cell(lat), cell(lon));
    draft.published = compact_day(cell(lon + 2));
    let url = cell(lon + 3);
    draft.outlets.extend(outlet(url));
    draft.url = url.starts_with("http").then(|| url.to_string());
    draft.claim("gdelt", key, line, row.to_string())
}

fn unknown(what: &'static str, found: &str) -> Fault {
    Fault::Unknown { what, found: found.chars().take(40).collect() }
}

/// One of the two actors: Code, Name, CountryCode, KnownGroupCode, EthnicCode, Religion1–2Code, Type1–3Code.
fn actor(cast: &mut Cast, cells: &Cells<'_>) -> Option<String> {
    let [code, name, country, group, _, _, _, types @ ..] = cells else { return None };
    let (code, name) = (code.trim(), name.trim());
    if is_void(name) && is_void(code) {
        return None;
    }
    let country = Country::from_code(country);
    let typed = types.iter().find_map(|t| by_code(t.trim()));
    let named_like_state = country.is_some() && (Country::from_name(name) == country || is_void(name));
    // The state itself: its code and nothing more, or its government under its name.
    if let Some(state) = country
        && group.trim().is_empty()
        && (code == state.code || (typed.is_none_or(|b| b.kind == ActorKind::Government) && named_like_state))
    {
        return Some(cast.state(state));
    }
    let words = by_words(name);
    let bent = typed.or(words).unwrap_or(Bent::new(ActorKind::Organisation, false));
    let shown = with_capitals(if is_void(name) { code } else { name });
    // A role without its country's name says nothing: "Police" is "Police (Pakistan)", as ICEWS writes it.
    Some(match country {
        Some(state) if named_like_state => {
            cast.named_apart(&format!("{} ({})", role(bent.kind), state.name), bent, country)
        }
        Some(state) if words.is_some() => cast.named_apart(&format!("{shown} ({})", state.name), bent, country),
        _ => cast.named(&shown, bent, country),
    })
}

fn role(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Government => "Government",
        ActorKind::Military => "Military",
        ActorKind::Faction => "Armed group",
        ActorKind::Party => "Opposition",
        ActorKind::Media => "Media",
        ActorKind::Company => "Business",
        ActorKind::Person => "Citizen",
        _ => "Organisation",
    }
}

/// `Tripoli, Tripoli, Libya` of type 4 is the town; of type 1 the name is the country's.
fn spot(kind: &str, full: &str, lat: &str, lon: &str) -> Option<model::Place> {
    let first = full.split(',').next().unwrap_or("");
    let country = (kind == "1").then(|| Country::from_name(full)).flatten();
    place(country.map_or(first, |c| c.name), country.map(|c| c.id), lat, lon)
}

/// The host of an address without `www.`; what is no address, such as `BBC Monitoring`, as it stands.
fn outlet(url: &str) -> Option<String> {
    let host = match url.split_once("://") {
        Some((_, rest)) => rest.split(['/', '?', '#', ':']).next().unwrap_or(""),
        None => url,
    };
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!is_void(host)).then(|| host.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(edit: impl Fn(&mut Vec<&str>)) -> String {
        let mut cells = vec![""; 61];
        for (at, text) in [
            (0, "1102493771"),
            (1, "20260204"),
            (5, "LBY"),
            (6, "LIBYA"),
            (7, "LBY"),
            (15, "PAKMIL"),
            (16, "ARMY"),
            (17, "PAK"),
            (22, "MIL"),
            (25, "1"),
            (26, "043"),
            (51, "4"),
            (52, "Rawalpindi, Punjab, Pakistan"),
            (53, "PK"),
            (56, "33.6"),
            (57, "73.04"),
            (59, "20260205101500"),
            (60, "https://www.harbourpost.example/a?b=1"),
        ] {
            cells[at] = text;
        }
        edit(&mut cells);
        cells.join("\t")
    }

    fn read(row: &str) -> Result<Imported, Fault> {
        let cells: Vec<Cow<str>> = row.split('\t').map(Into::into).collect();
        claim(&cells, 7, row)
    }

    #[test]
    fn a_hosted_visit_is_the_guests() {
        let row = row(|_| {});
        let got = read(&row).unwrap();
        let event = &got.event;
        assert_eq!(
            (event.id.as_str(), event.kind.word(), event.mode.as_deref()),
            ("gdelt:1102493771", "CONSULT", Some("visit"))
        );
        assert_eq!(event.actors, ["military:army-pakistan"]);
        assert_eq!(event.recipients, ["state:libya"]);
        assert_eq!(event.source.as_deref(), Some("media:harbourpost-example"));
        assert_eq!(event.place.as_ref().map(|p| (p.name.as_str(), p.lat)), Some(("Rawalpindi", Some(33.6))));
        assert_eq!(got.published.map(|d| d.to_string()).as_deref(), Some("2026-02-05"));
        assert_eq!((got.line, event.evidence.quotes()[0].text.as_str()), (7, row.as_str()));
        let ids: Vec<&str> = got.actors.iter().map(|a| a.id.as_str()).collect();
        assert_eq!(ids, ["state:libya", "state:pakistan", "military:army-pakistan", "media:harbourpost-example"]);
    }

    #[test]
    fn governments_under_their_countrys_name_are_the_state() {
        let got = read(&row(|c| (c[5], c[12]) = ("LBYGOV", "GOV"))).unwrap();
        assert_eq!(got.event.recipients, ["state:libya"]);
        let got = read(&row(|c| (c[5], c[6], c[12]) = ("LBYREB", "LIBYA", "REB"))).unwrap();
        assert_eq!(got.event.recipients, ["faction:armed-group-libya"]);
        assert_eq!(got.actors.iter().find(|a| a.id.starts_with("faction")).unwrap().side, None);
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert_eq!(read("a\tb"), Err(Fault::Columns { found: 2, wanted: 61 }));
        assert_eq!(read(&row(|c| c[26] = "010")), Err(Fault::Statement("010".into())));
        assert!(matches!(read(&row(|c| c[26] = "---")), Err(Fault::Empty("EventCode"))));
        assert!(matches!(read(&row(|c| c[1] = "20261301")), Err(Fault::Unknown { what: "SQLDATE", .. })));
        assert_eq!(read(&row(|c| (c[5], c[6], c[15], c[16]) = ("", "", "", ""))), Err(Fault::Nobody));
    }

    #[test]
    fn the_first_versions_columns_are_read() {
        let mut cells = vec![""; 58];
        for (at, text) in [
            (0, "7"),
            (1, "20130401"),
            (5, "LBY"),
            (6, "LIBYA"),
            (7, "LBY"),
            (26, "42"),
            (49, "1"),
            (50, "Libya"),
            (53, "25"),
            (54, "17"),
            (56, "20130402"),
            (57, "http://post.example/x"),
        ] {
            cells[at] = text;
        }
        let got = read(&cells.join("\t")).unwrap();
        assert_eq!(got.event.place.as_ref().and_then(|p| p.id.as_deref()), Some("state:libya"));
        assert_eq!(
            (got.published.map(|d| d.to_string()).as_deref(), got.url.as_deref()),
            (Some("2013-04-02"), Some("http://post.example/x"))
        );
        assert_eq!(read(&cells[..57].join("\t")).unwrap().outlets, [""; 0]);
    }
}
