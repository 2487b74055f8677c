//! A claim as a flat row: what tables have of it.

use model::{Amount, Amounts, Date, JudgedBy, Quote};

use crate::holding::{Index, Paper};
use crate::{Claim, Said};

/// A flat row. Text that is missing is none; lists may be empty.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row<'a> {
    pub document: &'a str,
    pub document_key: &'a str,
    pub published: Option<Date>,
    pub outlet: Option<&'a str>,
    pub author: Option<&'a str>,
    pub title: Option<&'a str>,
    pub url: Option<&'a str>,
    /// `event` or `relation`.
    pub claim: &'static str,
    pub key: &'a str,
    pub id: &'a str,
    pub kind: &'static str,
    pub mode: Option<&'a str>,
    pub role: Option<&'a str>,
    pub sign: i8,
    pub score: Option<f64>,
    pub cameo: Option<&'a str>,
    pub contexts: &'a [String],
    pub actors: &'a [String],
    pub actor_names: Vec<String>,
    pub recipients: &'a [String],
    pub recipient_names: Vec<String>,
    pub companions: &'a [String],
    pub place: Option<&'a str>,
    pub place_id: Option<&'a str>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub date_first: Option<Date>,
    pub date_last: Option<Date>,
    /// Reality of an event, status of a relation.
    pub state: &'static str,
    pub source: Option<&'a str>,
    pub source_name: Option<&'a str>,
    pub hedged: bool,
    pub amounts: &'a [Amount],
    pub killed: Option<u64>,
    pub injured: Option<u64>,
    pub confidence: f64,
    pub evidence: &'a [Quote],
    pub incident: Option<&'a str>,
    pub recorded: Option<i64>,
    /// A to F.
    pub outlet_grade: Option<&'static str>,
    /// A to F.
    pub source_grade: Option<&'static str>,
    /// 1 to 6.
    pub credibility: Option<u8>,
    /// `voices` or `hand`.
    pub credibility_by: Option<&'static str>,
}

/// Sums of money as a list.
pub(crate) fn sums(amount: Option<&Amounts>) -> &[Amount] {
    match amount {
        None => &[],
        Some(Amounts::One(one)) => std::slice::from_ref(one),
        Some(Amounts::Many(many)) => many,
    }
}

/// −1, 0 or +1.
pub(crate) fn sign(score: f64) -> i8 {
    match score {
        s if s > 0.0 => 1,
        s if s < 0.0 => -1,
        _ => 0,
    }
}

impl<'a> Row<'a> {
    pub fn of(claim: &'a Claim, index: &'a Index) -> Row<'a> {
        let paper = index.paper(&claim.paper);
        let (key, recorded) = (claim.key.as_str(), claim.recorded);
        let incident = claim.incident.as_deref();
        match &claim.said {
            Said::Event(e) => {
                let place = e.place.as_ref();
                Row {
                    id: &e.id,
                    kind: e.kind.word(),
                    mode: e.mode.as_deref(),
                    sign: sign(e.score),
                    score: Some(e.score),
                    cameo: Some(&e.cameo),
                    contexts: &e.contexts,
                    actors: &e.actors,
                    actor_names: index.names(&e.actors),
                    recipients: &e.recipients,
                    recipient_names: index.names(&e.recipients),
                    companions: &e.companions,
                    place: place.map(|p| p.name.as_str()),
                    place_id: place.and_then(|p| p.id.as_deref()),
                    latitude: place.and_then(|p| p.lat),
                    longitude: place.and_then(|p| p.lon),
                    date_first: e.date.as_ref().map(|d| d.first),
                    date_last: e.date.as_ref().map(|d| d.last),
                    state: e.reality.word(),
                    source: e.source.as_deref(),
                    source_name: e.source.as_deref().map(|s| index.name(s)),
                    hedged: e.hedged,
                    amounts: sums(e.amount.as_ref()),
                    killed: e.toll.as_ref().and_then(|t| t.killed),
                    injured: e.toll.as_ref().and_then(|t| t.injured),
                    confidence: e.confidence,
                    evidence: e.evidence.quotes(),
                    incident,
                    recorded,
                    ..Row::empty("event", key, claim, paper)
                }
            }
            Said::Relation(r) => Row {
                id: &r.id,
                kind: r.kind.word(),
                role: r.role.as_deref(),
                sign: r.sign,
                actors: std::slice::from_ref(&r.from),
                actor_names: vec![index.name(&r.from).to_owned()],
                recipients: std::slice::from_ref(&r.to),
                recipient_names: vec![index.name(&r.to).to_owned()],
                state: r.status.word(),
                source: r.source.as_deref(),
                source_name: r.source.as_deref().map(|s| index.name(s)),
                hedged: r.hedged,
                confidence: r.confidence,
                evidence: r.evidence.quotes(),
                incident,
                recorded,
                ..Row::empty("relation", key, claim, paper)
            },
        }
    }

    fn empty(claim: &'static str, key: &'a str, of: &'a Claim, paper: Option<&'a Paper>) -> Row<'a> {
        let grading = of.grading.as_ref();
        let judged = grading.and_then(|g| g.credibility.as_ref());
        Row {
            document: paper.map_or("", |p| &p.name),
            document_key: &of.paper,
            published: of.published.or_else(|| paper?.published),
            outlet: paper.and_then(|p| p.outlet.as_deref()),
            author: paper.and_then(|p| p.author.as_deref()),
            title: paper.and_then(|p| p.title.as_deref()),
            url: paper.and_then(|p| p.url.as_deref()),
            claim,
            key,
            id: "",
            kind: "",
            mode: None,
            role: None,
            sign: 0,
            score: None,
            cameo: None,
            contexts: &[],
            actors: &[],
            actor_names: Vec::new(),
            recipients: &[],
            recipient_names: Vec::new(),
            companions: &[],
            place: None,
            place_id: None,
            latitude: None,
            longitude: None,
            date_first: None,
            date_last: None,
            state: "",
            source: None,
            source_name: None,
            hedged: false,
            amounts: &[],
            killed: None,
            injured: None,
            confidence: 0.0,
            evidence: &[],
            incident: None,
            recorded: None,
            outlet_grade: grading.and_then(|g| g.outlet.as_ref()).map(|r| r.grade.letter()),
            source_grade: grading.and_then(|g| g.source.as_ref()).map(|r| r.grade.letter()),
            credibility: judged.map(|j| j.grade.number()),
            credibility_by: judged.map(|j| match j.by {
                JudgedBy::Voices => "voices",
                JudgedBy::Hand => "hand",
            }),
        }
    }
}
