//! ICEWS: 20 columns between tabs, with a header.
//!
//! Event IDs are not unique, so that a row's key is its ID and date. What tells who somebody is: the name, which for a role is
//! `Role (Country)`, the sectors, the country.

use std::borrow::Cow;

use model::{ActorKind, DateRange, Imported};

use super::cameo::Cameo;
use super::cast::{Bent, Cast, by_words, clean};
use super::country::Country;
use super::draft::{Draft, loose_day, place};
use super::row::{Columns, Fault, filled, is_void};

/// Share of ICEWS's rows taken to say what the report says: a default of ours, not a measurement.
pub(crate) const CONFIDENCE: f64 = 0.75;

pub(crate) const NAMES: [&str; 20] = [
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
];

/// A row to a claim.
pub(crate) fn claim(columns: &Columns, cells: &[Cow<'_, str>], line: u64, row: &str) -> Result<Imported, Fault> {
    columns.check(cells)?;
    let cell = |column: usize| columns.cell(cells, column);
    let key = filled(cell(0), "Event ID")?;
    let date = filled(cell(1), "Event Date")?;
    let day =
        loose_day(date).ok_or_else(|| Fault::Unknown { what: "Event Date", found: date.chars().take(40).collect() })?;
    // The words are surer than the code, which some editions spoil; where they are not CAMEO's, the code decides.
    let (words, code) = (cell(5), cell(6));
    let cameo = Cameo::from_name(words).or_else(|| Cameo::from_code(code)).ok_or_else(|| Fault::Unknown {
        what: "CAMEO Code",
        found: format!("{code} {words}").chars().take(60).collect(),
    })?;
    let event = cameo.event.ok_or_else(|| Fault::Statement(cameo.code.into()))?;
    let mut draft = Draft::new(event, DateRange::day(day, ""), CONFIDENCE);
    draft.cameo = Some(cameo.code.into());
    draft.contexts.extend(cameo.context.map(String::from));
    draft.actors.extend(actor(&mut draft.cast, cell(2), cell(3), Country::from_name(cell(4))));
    draft.recipients.extend(actor(&mut draft.cast, cell(8), cell(9), Country::from_name(cell(10))));
    if cameo.turned && !draft.recipients.is_empty() {
        std::mem::swap(&mut draft.actors, &mut draft.recipients);
    }
    let country = Country::from_name(cell(17));
    let town = [14, 15, 16].into_iter().map(cell).find(|name| !is_void(name));
    draft.place = match town {
        Some(town) => place(town, None, cell(18), cell(19)),
        None => place(cell(17), country.map(|c| c.id), cell(18), cell(19)),
    };
    draft.published = Some(day);
    draft.outlets.extend(Some(cell(13)).filter(|p| !is_void(p)).map(clean));
    draft.claim("icews", &format!("{key}:{day}"), line, row.to_string())
}

/// One of the two actors.
pub(crate) fn actor(cast: &mut Cast, name: &str, sectors: &str, country: Option<Country>) -> Option<String> {
    let name = clean(name);
    if is_void(&name) || name == "Unspecified Actor" {
        return None;
    }
    if let Some(state) = Country::from_name(&name) {
        return Some(cast.state(state));
    }
    let role = role_of(&name);
    let country = country.or_else(|| role.and_then(|(_, country)| country));
    if let (Some(("Government", _)), Some(state)) = (role, country) {
        return Some(cast.state(state));
    }
    let bent = match role {
        Some((role, _)) => by_words(role).unwrap_or(Bent::new(ActorKind::Person, false)),
        None => by_words(&name).or_else(|| person(&name, sectors)).unwrap_or_else(|| by_sectors(sectors)),
    };
    // The country stands in the name already.
    match role {
        Some((_, Some(_))) => Some(cast.named_apart(&name, bent, country)),
        _ => Some(cast.named(&name, bent, country)),
    }
}

/// `Police (Pakistan)` → police, Pakistan.
fn role_of(name: &str) -> Option<(&str, Option<Country>)> {
    let (role, rest) = name.rsplit_once(" (")?;
    Some((role, Country::from_name(rest.strip_suffix(')')?)))
}

/// Two to five words with capitals that no table knows are a person's, who acts for the state in which the sectors see an office.
fn person(name: &str, sectors: &str) -> Option<Bent> {
    let words: Vec<&str> = name.split(' ').collect();
    let capital = |w: &&str| w.chars().next().is_some_and(char::is_uppercase);
    let small =
        |w: &&str| ["al", "al-", "bin", "ibn", "de", "da", "van", "von", "el", "di", "dos", "la", "le"].contains(w);
    let fits = (2..=5).contains(&words.len())
        && words.iter().all(|w| capital(w) || small(w))
        && words.iter().all(|w| w.chars().all(|c| c.is_alphabetic() || "-.'’".contains(c)))
        && words.iter().any(|w| w.chars().any(char::is_lowercase));
    fits.then(|| Bent::new(ActorKind::Person, in_office(sectors)))
}

fn in_office(sectors: &str) -> bool {
    const OFFICES: [&str; 8] =
        ["Government", "Executive", "Legislative", "Parliament", "Judicial", "Military", "Police", "Diplomatic"];
    OFFICES.iter().any(|office| sectors.contains(office))
}

fn by_sectors(sectors: &str) -> Bent {
    const WORDS: [(&str, Bent); 12] = [
        ("Dissident", Bent::new(ActorKind::Faction, false)),
        ("Rebel", Bent::new(ActorKind::Faction, false)),
        ("Insurgent", Bent::new(ActorKind::Faction, false)),
        ("Radicals", Bent::new(ActorKind::Faction, false)),
        ("Unidentified Forces", Bent::new(ActorKind::Faction, false)),
        ("Military", Bent::new(ActorKind::Military, true)),
        ("Government", Bent::new(ActorKind::Government, true)),
        ("Part", Bent::new(ActorKind::Party, false)),
        ("News", Bent::new(ActorKind::Media, false)),
        ("Media", Bent::new(ActorKind::Media, false)),
        ("Business", Bent::new(ActorKind::Company, false)),
        ("General Population", Bent::new(ActorKind::Faction, false)),
    ];
    let found = WORDS.iter().find(|(word, _)| sectors.contains(word));
    found.map_or(Bent::new(ActorKind::Organisation, false), |(_, bent)| *bent)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(name: &str, sectors: &str, country: &str) -> (String, Option<String>) {
        let mut cast = Cast::default();
        let id = actor(&mut cast, name, sectors, Country::from_name(country)).unwrap();
        let side = cast.actors.iter().find(|a| a.id == id).unwrap().side.clone();
        (id, side)
    }

    #[test]
    fn names_sectors_and_countries_tell_who_it_is() {
        let state = |id: &str| Some(format!("state:{id}"));
        assert_eq!(who("Libya", "", ""), ("state:libya".into(), None));
        assert_eq!(who("Government (Libya)", "Government", "Libya"), ("state:libya".into(), None));
        assert_eq!(
            who("Police (Nigeria)", "Police,Government", "Nigeria"),
            ("government:police-nigeria".into(), state("nigeria"))
        );
        assert_eq!(who("Citizen_(Nigeria)", "", ""), ("faction:citizen-nigeria".into(), None));
        assert_eq!(
            who("Barack Obama", "Elite,Executive,Government", "United States"),
            ("person:barack-obama-usa".into(), state("united-states"))
        );
        assert_eq!(who("Boko Haram", "Dissident", "Nigeria"), ("faction:boko-haram-nga".into(), None));
        assert_eq!(
            who("Progressive Party of Working People", "Parties", "Cyprus").0,
            "party:progressive-party-of-working-people-cyp"
        );
        assert_eq!(who("Muhammad bin Nayef", "", "").0, "person:muhammad-bin-nayef");
    }

    #[test]
    fn a_row_becomes_a_claim_with_its_words_before_its_code() {
        let row = "20718170\t2014-01-01\tPolice (Nigeria)\tPolice\tNigeria\tUse conventional military force\t190\t-10.0\tBoko Haram\tDissident\tNigeria\t32589150\t4\tVanguard\tMaiduguri\t\tBorno\tNigeria\t11.85\t13.16";
        let cells: Vec<Cow<str>> = row.split('\t').map(Into::into).collect();
        let got = claim(&Columns::usual(&NAMES), &cells, 2, row).unwrap();
        assert_eq!((got.event.id.as_str(), got.event.kind.word()), ("icews:20718170:2014-01-01", "ASSAULT"));
        assert_eq!(got.event.place.as_ref().map(|p| p.name.as_str()), Some("Maiduguri"));
        assert_eq!(got.outlets, ["Vanguard"]);
        let mut spoilt = cells.clone();
        (spoilt[5], spoilt[6]) = ("?".into(), "13y".into());
        assert!(matches!(
            claim(&Columns::usual(&NAMES), &spoilt, 2, row),
            Err(Fault::Unknown { what: "CAMEO Code", .. })
        ));
    }
}
