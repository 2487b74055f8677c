//! Events and relations as claims, and who takes part in them.
//!
//! Promises: a claim names actors of its own reading only; a claim that is there is not added twice.

use std::collections::HashMap;

use model::{Event, Relation};
use rusqlite::params;

use super::{OpenReading, Part, Said};
use crate::coding::{self, Rest};
use crate::moment::day_number;
use crate::weave::desk::{Heard, REMEMBERED};
use crate::{ActorId, Adding, ClaimId, Key64, LedgerError, LocalId, Result};

impl Adding<'_> {
    /// An event as a claim; none if the reading has one of the same id, or, of a row, the ledger has.
    ///
    /// # Errors
    /// [`LedgerError::Misfit`] if it names an actor that the reading has not; those of the store.
    pub fn event(&mut self, reading: &mut OpenReading, event: &Event, said: Said<'_>) -> Result<Option<ClaimId>> {
        let parts = [&event.actors, &event.recipients, &event.companions].map(|ids| reading.numbers_of(ids));
        let [actors, recipients, companions] = parts;
        let (actors, recipients, companions) = (actors?, recipients?, companions?);
        let locals = [&actors, &recipients, &companions].map(|part| reading.locals_of(part));
        let derived = coding::derived(event.kind, event.mode.as_deref());
        let published = match said {
            Said::Row { published, .. } => published.map(day_number),
            Said::Quotes => None,
        };
        let rest = Rest {
            published,
            contexts: event.contexts.clone(),
            cameo: (derived.map(|d| d.0) != Some(&event.cameo)).then(|| event.cameo.clone()),
            score: (derived.map(|d| d.1) != Some(event.score)).then_some(event.score),
            date: event.date.as_ref().map(|d| d.text.clone()).unwrap_or_default(),
            ..Rest::default()
        };
        let mode = event.mode.as_ref().map(|m| self.words.number(&self.db, m)).transpose()?;
        let place = event.place.as_ref().map(|p| self.words.place(&self.db, p)).transpose()?;
        let row = Row {
            relation: false,
            id: &event.id,
            kind: event.kind.word(),
            mode,
            days: event.date.as_ref().map(|d| (day_number(d.first), day_number(d.last))),
            standing: coding::reality_number(event.reality),
            hedged: event.hedged,
            source: event.source.as_deref(),
            parts: &[(Part::Actor, actors), (Part::Recipient, recipients), (Part::Companion, companions)],
            place,
            amount: coding::json(event.amount.as_ref())?,
            toll: coding::json(event.toll.as_ref())?,
            confidence: event.confidence,
            rest: rest.text()?,
            quotes: event.evidence.quotes(),
            said,
        };
        let Some((id, key)) = self.claim(reading, row)? else { return Ok(None) };
        if self.heard.len() < REMEMBERED {
            let source = event.source.as_deref().map(|id| reading.number(id)).transpose()?;
            let source = source.map(|n| reading.locals[n as usize]);
            let heard = Heard { key, document: reading.document, event: event.clone(), parts: locals, source };
            self.heard.insert(id, Some(heard));
        }
        Ok(Some(id))
    }

    /// A relation as a claim; none if the reading has one of the same id.
    ///
    /// # Errors
    /// [`LedgerError::Misfit`] if it names an actor that the reading has not; those of the store.
    pub fn relation(&mut self, reading: &mut OpenReading, relation: &Relation) -> Result<Option<ClaimId>> {
        let rest = Rest {
            sign: (relation.sign != relation.kind.sign()).then_some(relation.sign),
            role: relation.role.clone(),
            ..Rest::default()
        };
        let row = Row {
            relation: true,
            id: &relation.id,
            kind: relation.kind.word(),
            mode: None,
            days: None,
            standing: coding::status_number(relation.status),
            hedged: relation.hedged,
            source: relation.source.as_deref(),
            parts: &[
                (Part::From, vec![reading.number(&relation.from)?]),
                (Part::To, vec![reading.number(&relation.to)?]),
            ],
            place: None,
            amount: None,
            toll: None,
            confidence: relation.confidence,
            rest: rest.text()?,
            quotes: relation.evidence.quotes(),
            said: Said::Quotes,
        };
        let Some((id, _)) = self.claim(reading, row)? else { return Ok(None) };
        self.heard.insert(id, None);
        Ok(Some(id))
    }

    fn claim(&mut self, reading: &mut OpenReading, row: Row<'_>) -> Result<Option<(ClaimId, Key64)>> {
        let key = match row.said {
            Said::Quotes => Key64::of_claim(&reading.document, row.relation, row.id),
            Said::Row { .. } => Key64::of_row(row.id),
        };
        let there = match row.said {
            Said::Quotes => !reading.seen.insert(key.0),
            Said::Row { .. } => self.db.prepare_cached("SELECT 1 FROM claims WHERE key = ?1")?.exists([key])?,
        };
        if there {
            return Ok(None);
        }
        let source = row.source.map(|id| reading.number(id)).transpose()?;
        let kind = self.words.number(&self.db, row.kind)?;
        let parts: Vec<&[u32]> = row.parts.iter().map(|(_, numbers)| numbers.as_slice()).collect();
        let event = match Key64::from_hex(row.id) {
            Some(bits) => rusqlite::types::Value::Integer(bits.0),
            None => rusqlite::types::Value::Text(row.id.to_string()),
        };
        let (evidence, words, line, text) = match row.said {
            Said::Quotes => (Some(coding::spans_text(row.quotes)?), coding::words_of(row.quotes), None, None),
            Said::Row { line, row, words, .. } => (None, words.into(), Some(line), Some(row)),
        };
        self.db
            .prepare_cached(
                "INSERT INTO claims (key, reading, event, relation, type, mode, first, last, standing, hedged, source, parts, \
                 place, amount, toll, confidence, rest, evidence, line, row) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
            )?
            .execute(params![
                key,
                reading.id,
                event,
                row.relation,
                kind,
                row.mode,
                row.days.map(|d| d.0),
                row.days.map(|d| d.1),
                row.standing,
                row.hedged,
                source,
                coding::parts_text(&parts),
                row.place,
                row.amount,
                row.toll,
                row.confidence,
                row.rest,
                evidence,
                line,
                text
            ])?;
        let id = ClaimId(self.db.last_insert_rowid());
        self.db.prepare_cached("INSERT INTO claims_fts (rowid, words) VALUES (?1, ?2)")?.execute(params![id, words])?;
        for (part, numbers) in row.parts {
            self.pending.extend(numbers.iter().map(|&n| (reading.locals[n as usize], id, *part)));
        }
        self.pending.extend(source.map(|n| (reading.locals[n as usize], id, Part::Source)));
        self.touched.claims.push(id);
        self.unwoven.claims.push(id);
        Ok(Some((id, key)))
    }

    /// Writes who takes part in the new claims, by the actors to which they resolve now. Until then nobody is found in them; to resolve
    /// before and settle after is cheaper than the other way round. [`Adding::commit`] settles by itself.
    ///
    /// # Errors
    /// Those of the store.
    pub fn settle(&mut self) -> Result<()> {
        let mut actors: HashMap<LocalId, ActorId> = HashMap::new();
        let mut rows = Vec::with_capacity(self.pending.len());
        for (local, claim, part) in std::mem::take(&mut self.pending) {
            let actor = match actors.get(&local) {
                Some(&actor) => actor,
                None => {
                    let actor = self.resolved(local)?;
                    actors.insert(local, actor);
                    actor
                }
            };
            rows.push((actor, claim, part));
        }
        rows.sort_unstable();
        rows.dedup();
        let mut insert =
            self.db.prepare_cached("INSERT INTO claim_actors (actor, claim, part, since) VALUES (?1, ?2, ?3, 0)")?;
        for (actor, claim, part) in rows {
            insert.execute(params![actor, claim, part.number()])?;
        }
        Ok(())
    }
}

impl OpenReading {
    fn number(&self, id: &str) -> Result<u32> {
        let number = self.numbers.get(id).copied();
        number
            .ok_or_else(|| LedgerError::Misfit(format!("a claim names the actor {id}, which is not among the actors")))
    }

    fn locals_of(&self, numbers: &[u32]) -> Vec<LocalId> {
        numbers.iter().map(|n| self.locals[*n as usize]).collect()
    }

    fn numbers_of(&self, ids: &[String]) -> Result<Vec<u32>> {
        ids.iter().map(|id| self.number(id)).collect()
    }
}

/// The columns of a claim.
struct Row<'a> {
    relation: bool,
    id: &'a str,
    kind: &'static str,
    mode: Option<i64>,
    days: Option<(i64, i64)>,
    standing: i64,
    hedged: bool,
    source: Option<&'a str>,
    parts: &'a [(Part, Vec<u32>)],
    place: Option<i64>,
    amount: Option<String>,
    toll: Option<String>,
    confidence: f64,
    rest: Option<String>,
    quotes: &'a [model::Quote],
    said: Said<'a>,
}
