//! Where an incident stands in lists: under whom, between whom, when.
//!
//! Comes in: its claims. Goes out: rows that a page asks for by actor or by pair of sides, latest first. Promises: rows say what is held
//! now; those of what was held before stay, marked, so that a question as of a moment finds them.

use std::collections::BTreeSet;

use model::{Date, EventCode};
use reconciling::{Cast, Gist, Seen};
use rusqlite::params;
use serde::{Deserialize, Serialize};

use crate::moment::day_number;
use crate::{Adding, Result, Version};

/// Under whom, between whom and when an incident stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Ids of all who take part, and of all for whom they act.
    pub parties: BTreeSet<String>,
    /// Pairs of ids of sides, each once, the lesser first.
    pub dyads: BTreeSet<(String, String)>,
    /// First and last day; the day of the latest document where there is no date; nothing known: far back.
    pub first: i64,
    /// See `first`.
    pub last: i64,
    /// PLOVER type.
    pub kind: &'static str,
    /// Of PLOVER's score.
    pub sign: i64,
}

/// What no column of an incident has.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Body {
    /// Fields in dispute.
    #[serde(rename = "d", default, skip_serializing_if = "Vec::is_empty")]
    pub disputed: Vec<String>,
    /// How many corrections there are.
    #[serde(rename = "c", default, skip_serializing_if = "is_none")]
    pub corrections: usize,
    /// Rows of the actors under which it stands.
    #[serde(rename = "p")]
    pub parties: Vec<i64>,
    /// The day under which it stands.
    #[serde(rename = "t")]
    pub day: i64,
}

fn is_none(number: &usize) -> bool {
    *number == 0
}

impl Body {
    pub fn text(&self) -> Result<String> {
        Ok(serde_json::to_string(self)?)
    }

    pub fn read(text: Option<&str>) -> Result<Body> {
        text.map_or(Ok(Body::default()), |t| Ok(serde_json::from_str(t)?))
    }
}

impl Standing {
    /// Of an incident and its claims.
    pub fn of(claims: &[Seen<'_>], gist: &Gist, cast: &Cast) -> Standing {
        let (mut parties, mut dyads) = (BTreeSet::new(), BTreeSet::new());
        for event in claims.iter().map(|c| &c.report.event) {
            for id in event.actors.iter().chain(&event.recipients).chain(&event.companions) {
                parties.extend(chain(id, cast));
            }
            let sides =
                |ids: &[String]| -> BTreeSet<String> { ids.iter().map(|id| cast.side(id).to_string()).collect() };
            let (actors, recipients) = (sides(&event.actors), sides(&event.recipients));
            let together = event.recipients.is_empty() || event.kind.is_reciprocal() && event.actors.len() > 1;
            let others = if together { actors.union(&recipients).cloned().collect() } else { recipients };
            for a in &actors {
                for b in others.iter().filter(|b| *b != a) {
                    dyads.insert((a.min(b).clone(), a.max(b).clone()));
                }
            }
        }
        let published = || claims.iter().filter_map(|c| c.paper.published).max();
        let days = gist.days.or_else(|| published().map(|day| (day, day)));
        let (first, last) = days.unwrap_or((Date::MIN, Date::MIN));
        let score = EventCode::new(gist.kind, gist.mode.as_deref())
            .or_else(|_| EventCode::new(gist.kind, None))
            .map_or(0.0, EventCode::score);
        let sign = if score > 0.0 { 1 } else { -i64::from(score < 0.0) };
        Standing { parties, dyads, first: day_number(first), last: day_number(last), kind: gist.kind.word(), sign }
    }
}

/// An actor and all for whom it acts.
fn chain(id: &str, cast: &Cast) -> Vec<String> {
    let mut way = vec![id.to_string()];
    while let Some(side) = cast.get(way.last().expect("one at least")).and_then(|m| m.side.clone()) {
        if way.contains(&side) {
            break;
        }
        way.push(side);
    }
    way
}

impl Adding<'_> {
    /// Marks the rows of an incident as of what was held before.
    pub(super) fn stand_down(&mut self, held: &Version) -> Result<()> {
        let key = held.key;
        let body = Body::read(held.body.as_deref())?;
        for actor in &body.parties {
            self.db
                .prepare_cached(
                    "UPDATE OR REPLACE parties SET live = 0 WHERE actor = ?1 AND live = 1 AND last = ?2 AND incident = ?3",
                )?
                .execute(params![actor, body.day, key])?;
            self.db
                .prepare_cached(
                    "UPDATE OR REPLACE dyads SET live = 0 WHERE a = ?1 AND b IN (SELECT value FROM json_each(?4)) AND live = 1 \
                     AND last = ?2 AND incident = ?3",
                )?
                .execute(params![actor, body.day, key, serde_json::to_string(&body.parties)?])?;
        }
        Ok(())
    }
}
