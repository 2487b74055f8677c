//! A small holding from answers, as `detente read` gives them, and the incidents that they make.

use std::collections::BTreeMap;

use export::{Claim, Format, Held, Holding, Member, Naming, Options, Paper, Said, Standing};
use model::{Answer, ClaimInIncident, Credibility, Grading, Incident, Judged, JudgedBy, Rated, Reliability};

/// Noon of a day in February 2026, in microseconds.
fn noon(day: i8) -> i64 {
    (1_769_904_000 + (i64::from(day) - 1) * 86_400 + 43_200) * 1_000_000
}

/// Seven documents, their claims, and the incidents of `data/incidents.json`.
pub fn held() -> Held {
    let mut incidents: Vec<Incident> = serde_json::from_str(include_str!("../data/incidents.json")).expect("incidents");
    let mut held = answers();
    for claim in incidents.iter_mut().flat_map(|i| i.claims.iter_mut().enumerate().map(|(n, c)| grade(n, c))) {
        let graded = held.claims.iter_mut().filter(|c| c.key == claim.key);
        graded.for_each(|c| c.grading.clone_from(&claim.grading));
    }
    for first in held.papers.iter_mut().filter(|p| p.name.starts_with("01-")) {
        first.author = Some("A. Writer".into());
    }
    let home: BTreeMap<&str, &Incident> =
        incidents.iter().flat_map(|i| i.claims.iter().map(move |c| (c.key.as_str(), i))).collect();
    for claim in &mut held.claims {
        claim.incident = home.get(claim.key.as_str()).map(|i| i.id.clone());
    }
    held.incidents = incidents.into_iter().map(|incident| Standing { recorded: Some(noon(10)), incident }).collect();
    held
}

/// The first claim of an incident is graded by hand, the others by voices; its outlet and source have letters.
fn grade(n: usize, claim: &mut ClaimInIncident) -> &ClaimInIncident {
    let rated = |grade, of: &Option<String>| of.clone().map(|of| Rated { grade, of });
    claim.grading = Some(Grading {
        outlet: rated(Reliability::B, &claim.outlet).filter(|_| n == 0),
        source: rated(Reliability::D, &claim.source),
        credibility: Some(match n {
            0 => Judged { grade: Credibility::Possible, by: JudgedBy::Hand, why: "seen on imagery".into() },
            1 => Judged {
                grade: Credibility::Unjudged,
                by: JudgedBy::Voices,
                why: "No other voice speaks of it.".into(),
            },
            _ => Judged { grade: Credibility::Probable, by: JudgedBy::Voices, why: "One other voice says so.".into() },
        }),
    });
    claim
}

/// The documents and claims alone.
pub fn answers() -> Held {
    let lines = include_str!("../data/answers.jsonl").lines();
    let answers: Vec<Answer> = lines.map(|line| serde_json::from_str(line).expect("an answer")).collect();
    let mut members: BTreeMap<String, Member> = BTreeMap::new();
    let mut held = Held::default();
    for answer in answers {
        let document = answer.document;
        let recorded = Some(document.published.map_or(noon(10), |d| noon(d.day())));
        for a in answer.actors {
            let names = std::iter::once(a.name.clone()).chain(a.aliases.clone()).collect();
            held.namings.push(Naming { paper: document.sha256.clone(), actor: a.id.clone(), names });
            members.entry(a.id.clone()).or_insert(Member {
                id: a.id,
                name: a.name,
                aliases: a.aliases,
                kind: a.kind,
                side: a.side,
                country: a.country,
                wikidata: a.wikidata,
            });
        }
        let claim = |said: Said, kind: &str, id: &str| Claim {
            key: model::hash::id(&[&document.sha256, kind, id]),
            paper: document.sha256.clone(),
            published: None,
            incident: None,
            recorded,
            grading: None,
            said,
        };
        for e in answer.events {
            let id = e.id.clone();
            held.claims.push(claim(Said::Event(Box::new(e)), "event", &id));
        }
        for r in answer.relations {
            let id = r.id.clone();
            held.claims.push(claim(Said::Relation(Box::new(r)), "relation", &id));
        }
        held.papers.push(Paper {
            key: document.sha256,
            name: document.id,
            title: document.title,
            outlet: document.outlet,
            author: None,
            published: document.published,
            url: document.url,
            language: Some(document.language),
            dataset: false,
        });
    }
    held.papers.sort_by(|a, b| (a.published, &a.name).cmp(&(b.published, &b.name)));
    held.near_copies = vec![held.papers.iter().rev().take(2).map(|p| p.key.clone()).collect()];
    held.members = members.into_values().collect();
    held
}

/// A holding in a format.
pub fn written(format: Format, holding: &dyn Holding, options: Options) -> Vec<u8> {
    let mut out = Vec::new();
    format.write(holding, options, &mut out).unwrap_or_else(|error| panic!("{}: {error}", format.word()));
    out
}

/// Signs that mean something to one format or another.
pub const HOSTILE: &str = "a\u{1}b\u{0}<&>\"'`\r\n\t]]>\u{202E}=1+1;,|\\u0000 {}\u{FFFE}\u{10FFFF}é";

/// The holding with such signs in every text.
pub fn hostile() -> Held {
    let mut held = held();
    for member in &mut held.members {
        member.name += HOSTILE;
        member.aliases.push(HOSTILE.into());
    }
    for paper in &mut held.papers {
        paper.name += HOSTILE;
        paper.title = Some(HOSTILE.into());
        paper.outlet = Some(HOSTILE.into());
    }
    for naming in &mut held.namings {
        naming.names = vec![format!("x{HOSTILE}")];
    }
    for standing in &mut held.incidents {
        for claim in &mut standing.incident.claims {
            claim.voice += HOSTILE;
            claim.outlet = Some(HOSTILE.into());
        }
    }
    for claim in &mut held.claims {
        let place = match &mut claim.said {
            Said::Event(e) => e.place.as_mut(),
            Said::Relation(r) => {
                r.role = Some(HOSTILE.into());
                None
            }
        };
        if let Some(place) = place {
            place.name += HOSTILE;
        }
    }
    held
}
