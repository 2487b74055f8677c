//! Reads a story: a Markdown page of documents, their claims, and the incidents that are to come of them.
//!
//! `tests/stories/README.md` describes the form. A line that is not understood is an error with its number, so that no expectation is
//! passed over.

use std::collections::BTreeMap;

use atlas::Atlas;
use model::{
    Actor, ActorKind, Amount, Amounts, Bound, Date, DateRange, Event, EventType, Evidence, Place, Quote, Reality, Toll,
};
use reconciling::identity::{Candidate, candidates, cast};
use reconciling::{Cast, Paper, Report, Rules};

/// A story as it stands on its page.
pub struct Story {
    pub papers: Vec<Paper>,
    pub reports: Vec<Report>,
    pub cast: Cast,
    pub expected: Vec<Expected>,
}

/// An incident that is to come out.
#[derive(Debug, Clone, PartialEq)]
pub struct Expected {
    /// Names of its claims, ascending.
    pub claims: Vec<String>,
    /// Word of the status.
    pub status: String,
    pub voices: usize,
    /// Field → values, each with those who say it.
    pub disputed: BTreeMap<String, Vec<String>>,
    /// Words of the status over time, where the page tells them.
    pub history: Option<Vec<String>>,
    /// Who replaced what, where the page tells it.
    pub corrections: Option<Vec<String>>,
    /// Names of claims with their credibility, ascending, where the page tells it.
    pub credibility: Option<Vec<String>>,
}

struct Who {
    kind: ActorKind,
    side: Option<String>,
    country: Option<String>,
}

/// Reads a page.
pub fn read(page: &str) -> Result<Story, String> {
    let mut story = Story { papers: Vec::new(), reports: Vec::new(), cast: Cast::default(), expected: Vec::new() };
    let mut who: BTreeMap<String, Who> = BTreeMap::new();
    let mut used: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut part = String::new();
    for (n, line) in page.lines().enumerate() {
        let wrong = |why: String| format!("line {}: {why}: {line}", n + 1);
        if let Some(head) = line.strip_prefix("## ") {
            part = head.to_owned();
            if !["Actors", "Incidents"].contains(&head) {
                let paper = paper(head, &story.papers).map_err(wrong)?;
                story.papers.push(paper);
            }
        } else if let Some(item) = line.strip_prefix("  - ") {
            let last = story.expected.last_mut().ok_or_else(|| wrong("no incident before it".into()))?;
            let (field, values) = item.split_once(": ").ok_or_else(|| wrong("field: values".into()))?;
            let list = |by: &str| values.split(by).map(str::to_owned).collect::<Vec<_>>();
            match field {
                "history" => last.history = Some(list(", ")),
                "credibility" => {
                    let mut grades = list(", ");
                    grades.sort();
                    last.credibility = Some(grades);
                }
                "corrected" => last.corrections = Some(list(" / ")),
                field => drop(last.disputed.insert(field.to_owned(), list(" / "))),
            }
        } else if let Some(item) = line.strip_prefix("- ") {
            match part.as_str() {
                "Actors" => {
                    let (names, is) = actor(item).map_err(wrong)?;
                    for name in names {
                        who.insert(name, Who { kind: is.kind, side: is.side.clone(), country: is.country.clone() });
                    }
                }
                "Incidents" => story.expected.push(expected(item).map_err(wrong)?),
                _ => {
                    let paper = story.papers.last().ok_or_else(|| wrong("no document before it".into()))?;
                    let (event, names) = claim(item).map_err(wrong)?;
                    if let Some(unknown) = names.iter().find(|n| !who.contains_key(*n)) {
                        return Err(wrong(format!("{unknown} is not among the actors")));
                    }
                    used.entry(paper.key.clone()).or_default().extend(names);
                    story.reports.push(Report {
                        key: model::hash::id(&[&paper.key, &event.id]),
                        paper: paper.key.clone(),
                        event,
                    });
                }
            }
        } else if part == "Incidents" && !line.trim().is_empty() {
            return Err(wrong("not understood".into()));
        }
    }
    story.cast = people(&mut story, &who, used);
    Ok(story)
}

/// Brings the actors of all documents together, as the ledger does, and puts their ids into the claims.
fn people(story: &mut Story, who: &BTreeMap<String, Who>, used: BTreeMap<String, Vec<String>>) -> Cast {
    let mut all: Vec<Candidate> = Vec::new();
    for paper in &story.papers {
        let mut names: Vec<String> = used.get(&paper.key).cloned().unwrap_or_default();
        let mut at = 0;
        while at < names.len() {
            names.extend(who.get(&names[at]).and_then(|w| w.side.clone()).filter(|s| !names.contains(s)));
            at += 1;
        }
        names.sort();
        names.dedup();
        let actors: Vec<Actor> = names.iter().map(|name| local(name, &who[name])).collect();
        all.extend(candidates(&paper.key, paper.published, &actors));
    }
    let casting = cast(&all, Atlas::builtin(), &Rules::builtin().identity);
    for report in &mut story.reports {
        let event = &mut report.event;
        let ids =
            event.actors.iter_mut().chain(&mut event.recipients).chain(&mut event.companions).chain(&mut event.source);
        for name in ids {
            *name = casting.id(&report.paper, &slug(name)).to_owned();
        }
    }
    casting.cast
}

fn local(name: &str, who: &Who) -> Actor {
    Actor {
        id: slug(name),
        name: name.to_owned(),
        aliases: Vec::new(),
        kind: who.kind,
        side: who.side.as_deref().map(slug),
        country: who.country.clone(),
        wikidata: None,
        mentions: Vec::new(),
    }
}

fn slug(name: &str) -> String {
    format!("local:{}", name.to_lowercase().replace(' ', "-"))
}

/// `02 Harbour Times, 2026-05-04` or `03 The Coast, 2026-05-05, repeats 02`.
fn paper(head: &str, before: &[Paper]) -> Result<Paper, String> {
    let (name, rest) = head.split_once(' ').ok_or("number and outlet")?;
    let mut parts = rest.split(", ");
    let outlet = parts.next().ok_or("an outlet")?.to_owned();
    let published: Date = parts.next().ok_or("a day")?.parse().map_err(|e| format!("{e}"))?;
    let repeats = parts.next().map(|p| p.strip_prefix("repeats ").ok_or("repeats …")).transpose()?;
    let first = repeats.map(|r| before.iter().find(|p| p.name == r).ok_or("repeats what is not there")).transpose()?;
    Ok(Paper {
        key: model::hash::id(&[name, &outlet]),
        name: name.to_owned(),
        outlet: Some(outlet),
        published: Some(published),
        repeats: first.and_then(|p| p.outlet.clone()),
        dataset: false,
    })
}

/// `Anna Berg, A. Berg: person of Ministry, NOR`.
fn actor(item: &str) -> Result<(Vec<String>, Who), String> {
    let (names, is) = item.split_once(": ").ok_or("names: kind")?;
    let (is, country) = is.split_once(", ").map_or((is, None), |(is, c)| (is, Some(c.to_owned())));
    let (kind, side) = is.split_once(" of ").map_or((is, None), |(k, s)| (k, Some(s.to_owned())));
    let kinds = [
        ActorKind::State,
        ActorKind::Government,
        ActorKind::Military,
        ActorKind::Faction,
        ActorKind::Organisation,
        ActorKind::Party,
        ActorKind::Person,
        ActorKind::Media,
        ActorKind::Company,
        ActorKind::Place,
    ];
    let kind = kinds.into_iter().find(|k| k.word() == kind).ok_or("a kind")?;
    Ok((names.split(", ").map(str::to_owned).collect(), Who { kind, side, country }))
}

/// `a2. AGREE | Anna Berg > Ivo Falk | on 2026-05-03 | at Oslo | from Reuters | 4 million USD | "signed a treaty"`.
fn claim(item: &str) -> Result<(Event, Vec<String>), String> {
    let (id, rest) = item.split_once(". ").ok_or("name. claim")?;
    let mut parts = rest.split(" | ");
    let what = parts.next().ok_or("a type")?;
    let (kind, mode) = what.split_once('/').map_or((what, None), |(k, m)| (k, Some(m.to_owned())));
    let kind = EventType::from_word(kind).map_err(|e| e.to_string())?;
    let (actors, recipients) = parts.next().and_then(|p| p.split_once('>')).ok_or("actors > recipients")?;
    let list =
        |text: &str| text.split('+').map(str::trim).filter(|n| !n.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let at = id.bytes().fold(0_usize, |n, b| n * 31 + usize::from(b));
    let mut event = Event {
        id: id.to_owned(),
        kind,
        mode,
        contexts: Vec::new(),
        cameo: String::new(),
        score: 0.0,
        actors: list(actors),
        recipients: list(recipients),
        companions: Vec::new(),
        place: None,
        date: None,
        reality: Reality::Actual,
        source: None,
        hedged: false,
        amount: None,
        toll: None,
        confidence: 1.0,
        evidence: Evidence::new(Quote { start: at * 100, end: at * 100 + 50, text: String::new() }),
    };
    for part in parts {
        field(part, &mut event, at)?;
    }
    let names =
        event.actors.iter().chain(&event.recipients).chain(&event.companions).chain(&event.source).cloned().collect();
    Ok((event, names))
}

fn field(part: &str, event: &mut Event, at: usize) -> Result<(), String> {
    let day = |text: &str| text.parse::<Date>().map_err(|e| format!("{e}"));
    if let Some(days) = part.strip_prefix("on ") {
        let (first, last) = days.split_once("..").unwrap_or((days, days));
        event.date = Some(DateRange::new(day(first)?, day(last)?, ""));
    } else if let Some(name) = part.strip_prefix("at ").filter(|p| !p.starts_with("least") && !p.starts_with("most")) {
        event.place = Some(Place { name: name.to_owned(), id: None, lat: None, lon: None });
    } else if let Some(name) = part.strip_prefix("from ") {
        event.source = Some(name.to_owned());
    } else if let Some(names) = part.strip_prefix("with ") {
        event.companions = names.split(" + ").map(str::to_owned).collect();
    } else if let Some(words) = part.strip_prefix('"') {
        event.evidence =
            Evidence::new(Quote { start: at * 100, end: at * 100 + 50, text: words.trim_end_matches('"').to_owned() });
    } else if ["actual", "planned", "possible", "denied"].contains(&part) {
        event.reality = serde_json::from_value(serde_json::json!(part)).map_err(|e| e.to_string())?;
    } else {
        figure(part, event)?;
    }
    Ok(())
}

/// `at least 30 dead`, `about 4 billion EUR`.
fn figure(part: &str, event: &mut Event) -> Result<(), String> {
    let bounds = [("at least ", Bound::AtLeast), ("at most ", Bound::AtMost), ("about ", Bound::About)];
    let (bound, rest) = bounds
        .into_iter()
        .find_map(|(word, bound)| part.strip_prefix(word).map(|rest| (bound, rest)))
        .unwrap_or((Bound::Exact, part));
    let words: Vec<&str> = rest.split(' ').collect();
    match words.as_slice() {
        [number, "dead"] => {
            let killed = number.parse().map_err(|e| format!("{e}"))?;
            event.toll = Some(Toll { killed: Some(killed), injured: None, bound });
        }
        [number, unit @ ("million" | "billion"), currency] => {
            let number: f64 = number.parse().map_err(|e| format!("{e}"))?;
            let value = number * if *unit == "million" { 1e6 } else { 1e9 };
            event.amount = Some(Amounts::One(Amount { value, currency: (*currency).to_owned(), bound }));
        }
        _ => return Err("not understood".into()),
    }
    Ok(())
}

/// `a1 b2: confirmed by 2`.
fn expected(item: &str) -> Result<Expected, String> {
    let (claims, rest) = item.split_once(": ").ok_or("claims: status by voices")?;
    let (status, voices) = rest.split_once(" by ").ok_or("status by voices")?;
    let mut claims: Vec<String> = claims.split(' ').map(str::to_owned).collect();
    claims.sort();
    let voices = voices.parse().map_err(|e| format!("{e}"))?;
    Ok(Expected {
        claims,
        status: status.to_owned(),
        voices,
        disputed: BTreeMap::new(),
        history: None,
        corrections: None,
        credibility: None,
    })
}
