//! What all sets have in common on the way from a row to a claim.

use model::{Actor, Date, DateRange, Event, EventCode, Evidence, Imported, Place, Quote, Reality, Toll};

use super::cast::Cast;
use super::row::Fault;

/// A claim in the making.
#[derive(Debug)]
pub(crate) struct Draft {
    pub code: EventCode,
    /// The set's own code where it is CAMEO's.
    pub cameo: Option<String>,
    pub contexts: Vec<String>,
    pub cast: Cast,
    pub actors: Vec<String>,
    pub recipients: Vec<String>,
    pub place: Option<Place>,
    pub date: DateRange,
    pub published: Option<Date>,
    pub outlets: Vec<String>,
    pub url: Option<String>,
    pub toll: Option<Toll>,
    pub confidence: f64,
}

impl Draft {
    pub fn new(code: EventCode, date: DateRange, confidence: f64) -> Self {
        Draft {
            code,
            cameo: None,
            contexts: Vec::new(),
            cast: Cast::default(),
            actors: Vec::new(),
            recipients: Vec::new(),
            place: None,
            date,
            published: None,
            outlets: Vec::new(),
            url: None,
            toll: None,
            confidence,
        }
    }

    /// The claim. `key` is the set's own id of the row, `row` the row as it stands.
    pub fn claim(self, set: &str, key: &str, line: u64, row: String) -> Result<Imported, Fault> {
        let Draft { code, mut cast, mut actors, mut recipients, .. } = self;
        if actors.is_empty() && recipients.is_empty() {
            return Err(Fault::Nobody);
        }
        dedup(&mut actors);
        dedup(&mut recipients);
        let source = self.outlets.first().map(|outlet| cast.outlet(outlet));
        let event = Event {
            id: format!("{set}:{key}"),
            kind: code.kind,
            mode: code.mode.map(str::to_string),
            contexts: self.contexts,
            cameo: self.cameo.unwrap_or_else(|| code.cameo().to_string()),
            score: code.score(),
            actors,
            recipients,
            companions: Vec::new(),
            place: self.place,
            date: Some(self.date),
            reality: Reality::Actual,
            source,
            hedged: false,
            amount: None,
            toll: self.toll,
            confidence: self.confidence,
            evidence: Evidence::new(Quote { start: 0, end: row.chars().count(), text: row }),
        };
        let actors: Vec<Actor> = cast.actors;
        Ok(Imported { line, published: self.published, outlets: self.outlets, url: self.url, actors, event })
    }
}

fn dedup(ids: &mut Vec<String>) {
    let mut at = 0;
    while at < ids.len() {
        if ids[..at].contains(&ids[at]) {
            ids.remove(at);
        } else {
            at += 1;
        }
    }
}

/// A place by name and coordinates; none without a name.
pub(crate) fn place(name: &str, id: Option<&str>, lat: &str, lon: &str) -> Option<Place> {
    let name = super::cast::clean(name);
    let degrees = |text: &str, most: f64| text.trim().parse::<f64>().ok().filter(|d| d.abs() <= most);
    // Where one is missing or out of range, the other says nothing.
    let (lat, lon) = match (degrees(lat, 90.0), degrees(lon, 180.0)) {
        (Some(lat), Some(lon)) => (Some(lat), Some(lon)),
        _ => (None, None),
    };
    (!name.is_empty()).then(|| Place { name, id: id.map(str::to_string), lat, lon })
}

/// A day in figures without marks, `20140131`; what stands behind is passed over.
pub(crate) fn compact_day(text: &str) -> Option<Date> {
    let figures = text.trim().get(..8)?;
    if !figures.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| figures[from..to].parse::<i16>().ok();
    day(part(0, 4)?, part(4, 6)?, part(6, 8)?)
}

/// A day as `2014-01-31`, `2014-01-31 00:00:00`, `31 January 2014`, `31-Jan-2014`, `31/01/2014` or `1/31/2014`. Where day and month could
/// be either, day stands first.
pub(crate) fn loose_day(text: &str) -> Option<Date> {
    let text = text.trim();
    let parts: Vec<&str> = text.split(['-', ' ', '/', 'T', ',']).filter(|p| !p.is_empty()).take(3).collect();
    let [a, b, c] = parts[..] else { return compact_day(text) };
    let number = |part: &str| part.parse::<i16>().ok();
    match (number(a), number(b), number(c)) {
        (Some(year), Some(month), Some(d)) if a.len() == 4 => day(year, month, d),
        (Some(d), Some(month), Some(year)) if c.len() == 4 => day(year, month, d).or_else(|| day(year, d, month)),
        (Some(d), None, Some(year)) if c.len() == 4 => day(year, month(b)?, d),
        (None, Some(d), Some(year)) if c.len() == 4 => day(year, month(a)?, d),
        _ => None,
    }
}

fn month(word: &str) -> Option<i16> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let head = word.get(..3)?.to_ascii_lowercase();
    MONTHS.iter().position(|m| *m == head).and_then(|at| i16::try_from(at + 1).ok())
}

fn day(year: i16, month: i16, day: i16) -> Option<Date> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Date::new(year, month, day).ok().filter(|d| (1000..=2999).contains(&d.year()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_every_form_that_sets_use() {
        let want = Some("2014-01-31".parse().unwrap());
        for text in [
            "2014-01-31",
            "2014-01-31 00:00:00",
            "2014-01-31T08:00",
            "31 January 2014",
            "31-Jan-2014",
            "31/01/2014",
            "1/31/2014",
            "20140131",
            "January 31, 2014",
        ] {
            assert_eq!(loose_day(text), want, "{text}");
        }
        assert_eq!(compact_day("20140131083000"), want);
        for text in ["", "2014", "2014-13-01", "20141301", "é0140131", "31 Smarch 2014", "0000-01-01", "-1-2-3"] {
            assert_eq!(loose_day(text), None, "{text}");
            assert_eq!(compact_day(text), None, "{text}");
        }
    }

    #[test]
    fn places_need_a_name_and_both_degrees() {
        assert_eq!(place(" ", None, "1", "2"), None);
        assert_eq!(place("Doha", None, "25.3", "").and_then(|p| p.lat), None);
        assert_eq!(place("Doha", None, "25.3", "51.5").and_then(|p| p.lon), Some(51.5));
        assert_eq!(place("Doha", None, "NaN", "51.5").and_then(|p| p.lon), None);
    }
}
