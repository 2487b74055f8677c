//! An incident as lists and pages show it: with the names of its actors, in brief, and with the words of a claim.

use ledger::Version;
use model::{EventCode, Field, Grading, Incident, Quote, Value};
use reconciling::{Cast, Paper};

use crate::{Cited, Line, Named};

/// An incident with the names of its actors.
pub(crate) struct Told {
    pub incident: Incident,
    pub cast: Cast,
    /// The documents of its claims.
    pub papers: Vec<Paper>,
}

impl Told {
    /// An actor's name, or its id.
    pub fn name(&self, id: &str) -> String {
        self.cast.get(id).map_or(id.to_string(), |m| m.name.clone())
    }

    fn actors(&self, field: Field, each: impl Fn(&model::ClaimInIncident) -> &Vec<String>) -> Vec<Named> {
        let ids: Vec<String> = match self.incident.best.get(&field).map(|s| &s.value) {
            Some(Value::Actors(ids)) => ids.clone(),
            _ => {
                let said = self.incident.claims.iter().find(|c| !each(c).is_empty());
                said.map(|c| each(c).clone()).unwrap_or_default()
            }
        };
        ids.iter().map(|id| named(id, &self.cast)).collect()
    }

    /// It in brief.
    pub fn line(&self, version: &Version) -> Line {
        let incident = &self.incident;
        let best = |field| incident.best.get(&field).map(|s| &s.value);
        let score = EventCode::new(incident.kind, incident.mode.as_deref())
            .or_else(|_| EventCode::new(incident.kind, None))
            .map_or(0.0, EventCode::score);
        let surest =
            incident.claims.iter().max_by(|a, b| a.confidence.total_cmp(&b.confidence).then(b.key.cmp(&a.key)));
        Line {
            id: version.key.hex(),
            kind: incident.kind.word(),
            mode: incident.mode.clone(),
            sign: if score > 0.0 { 1 } else { -i8::from(score < 0.0) },
            status: version.status,
            voices: version.voices,
            claims: version.claims.len(),
            first: version.days.map(|d| d.0),
            last: version.days.map(|d| d.1),
            actors: self.actors(Field::Actors, |c| &c.actors),
            recipients: self.recipients(),
            place: match best(Field::Place) {
                Some(Value::Place(name)) => Some(name.clone()),
                _ => None,
            },
            amount: match best(Field::Amount) {
                Some(Value::Amount(sum)) => Some(sum.clone()),
                _ => None,
            },
            toll: match best(Field::Toll) {
                Some(Value::Toll(toll)) => Some(toll.clone()),
                _ => None,
            },
            disputed: incident.disputed.keys().map(|f| f.word()).collect(),
            weight: version.weight,
            recorded: version.recorded_from,
            quote: surest.map(|claim| Cited {
                text: claim.evidence.quotes()[0].text.clone(),
                start: claim.evidence.quotes()[0].start,
                end: claim.evidence.quotes()[0].end,
                document: claim.document.clone(),
                outlet: claim.outlet.clone(),
                published: claim.published,
                grading: claim.grading.clone(),
            }),
        }
    }

    /// To whom it was done; nobody twice where the parties of a mutual act are one list.
    fn recipients(&self) -> Vec<Named> {
        let actors = self.actors(Field::Actors, |c| &c.actors);
        let mut recipients = self.actors(Field::Recipients, |c| &c.recipients);
        recipients.retain(|r| !actors.contains(r));
        recipients
    }
}

/// An actor by id and name.
pub(crate) fn named(id: &str, cast: &Cast) -> Named {
    Named { id: id.to_string(), name: cast.get(id).map_or(id.to_string(), |m| m.name.clone()) }
}

/// Words of a document, with the grades of the claim that rests on them.
pub(crate) fn cited(quote: &Quote, paper: &Paper, grading: Grading) -> Cited {
    Cited {
        text: quote.text.clone(),
        start: quote.start,
        end: quote.end,
        document: paper.name.clone(),
        outlet: paper.outlet.clone(),
        published: paper.published,
        grading: Some(grading),
    }
}
