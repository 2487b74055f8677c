//! Which incidents follow from the links, and what changed.
//!
//! The claims that links join to those that were touched, and no others, are grouped and assessed anew. What is held of an incident
//! that comes out the same is left alone; what it says in lists is kept beside it, so that a page needs no assessing.

use std::collections::{BTreeMap, BTreeSet};

use model::{EventCode, Field, Incident, Value};
use reconciling::{Decisions, Rules, Seen, assess, group};

use super::Woven;
use super::links::Desk;
use super::standing::{Body, Standing};
use crate::{Adding, ClaimId, Key64, LedgerError, Result, Version, weight};

impl Adding<'_> {
    pub(super) fn weave_incidents(
        &mut self,
        rules: &Rules,
        touched: BTreeSet<ClaimId>,
        closed: &BTreeSet<ClaimId>,
        woven: &mut Woven,
    ) -> Result<()> {
        let mut done: BTreeSet<ClaimId> = BTreeSet::new();
        let gone: Vec<ClaimId> = closed.iter().copied().collect();
        let mut touched = touched;
        // Those who shared an incident with a claim that is held no longer are looked at again without it.
        for key in self.incidents_of(&gone)? {
            if let Some(version) = self.incident(key)? {
                touched.extend(version.claims.into_iter().filter(|c| !closed.contains(c)));
                self.stand_down(key)?;
                self.close_incident(key)?;
                woven.closed += 1;
            }
        }
        let decisions = self.decisions()?;
        let mut desk = Desk::new(self)?;
        for &claim in &touched {
            if done.contains(&claim) {
                continue;
            }
            let component = self.whole(claim, closed)?;
            done.extend(component.iter().copied());
            if desk.is_full() {
                desk = Desk::new(self)?;
            }
            desk.fetch(self, &component)?;
            self.weave_component(rules, &component, &desk, &decisions, woven)?;
        }
        Ok(())
    }

    /// All claims that links or decisions join to one, and all that share an incident with one of them.
    fn whole(&self, claim: ClaimId, closed: &BTreeSet<ClaimId>) -> Result<Vec<ClaimId>> {
        let mut found = BTreeSet::from([claim]);
        loop {
            let now: Vec<ClaimId> = found.iter().copied().collect();
            let mut next: BTreeSet<ClaimId> = self.component(&now)?.into_iter().collect();
            next.extend(self.decided_with(&now)?);
            for key in self.incidents_of(&now)? {
                next.extend(self.incident(key)?.into_iter().flat_map(|v| v.claims));
            }
            next.retain(|c| !closed.contains(c));
            if next.len() == found.len() {
                return Ok(next.into_iter().collect());
            }
            found = next;
        }
    }

    fn weave_component(
        &mut self,
        rules: &Rules,
        component: &[ClaimId],
        desk: &Desk,
        decisions: &Decisions,
        woven: &mut Woven,
    ) -> Result<()> {
        let ids: Vec<ClaimId> = component.iter().copied().filter(|c| desk.seen(*c).is_some()).collect();
        let seen: Vec<Seen<'_>> = ids.iter().filter_map(|c| desk.seen(*c)).collect();
        let at: BTreeMap<ClaimId, usize> = ids.iter().enumerate().map(|(n, c)| (*c, n)).collect();
        let mut links = Vec::new();
        for &claim in &ids {
            for link in self.links(claim)?.into_iter().filter(|l| l.a == claim) {
                if let (Some(&a), Some(&b)) = (at.get(&link.a), at.get(&link.b)) {
                    links.push(reconciling::Link { a, b, sum: link.weight });
                }
            }
        }
        let groups = match seen.len() {
            1 if decisions.rejected.is_empty() => vec![vec![0]],
            _ => group(&seen, &links, &desk.cast, rules, decisions),
        };
        let before = self.incidents_of(&ids)?;
        let mut heirs: BTreeMap<ClaimId, Key64> = BTreeMap::new();
        let mut now: BTreeSet<Key64> = BTreeSet::new();
        let mut wanted = Vec::new();
        for members in groups {
            let claims: Vec<Seen<'_>> = members.iter().map(|n| seen[*n]).collect();
            let incident = assess(&claims, &desk.cast, rules, decisions);
            let mut claims: Vec<ClaimId> = members.iter().map(|n| ids[*n]).collect();
            claims.sort_unstable();
            let standing = Standing::of(&members.iter().map(|n| seen[*n]).collect::<Vec<_>>(), &incident, &desk.cast);
            let version = version(&incident, claims, self.body(&incident, &standing)?)?;
            heirs.extend(version.claims.iter().map(|c| (*c, version.key)));
            now.insert(version.key);
            wanted.push((version, standing));
        }
        for key in before.iter().filter(|key| !now.contains(key)) {
            let old = self.incident(*key)?;
            self.stand_down(*key)?;
            self.close_incident(*key)?;
            woven.closed += 1;
            if let Some(heir) = old.and_then(|old| old.claims.iter().find_map(|c| heirs.get(c).copied())) {
                self.succeed(*key, heir)?;
            }
        }
        for (version, standing) in wanted {
            match self.incident(version.key)? {
                None => woven.new += 1,
                Some(held) if held.says_as(&version) => continue,
                Some(_) => woven.changed += 1,
            }
            self.stand_down(version.key)?;
            self.set_incident(&version)?;
            self.stand(version.key, &standing)?;
        }
        Ok(())
    }

    fn body(&mut self, incident: &Incident, standing: &Standing) -> Result<Option<String>> {
        let disputed = incident.disputed.keys().map(|f| f.word().to_string()).collect();
        let parties = standing.parties.iter().map(|id| Ok(self.actor_row(id)?.0)).collect::<Result<_>>()?;
        Ok(Some(Body { disputed, corrections: incident.corrections.len(), parties, day: standing.last }.text()?))
    }
}

/// What the ledger keeps of an incident.
fn version(incident: &Incident, claims: Vec<ClaimId>, body: Option<String>) -> Result<Version> {
    let key = Key64::from_hex(&incident.id)
        .ok_or_else(|| LedgerError::Damaged(format!("{} is no id of an incident", incident.id)))?;
    let days = match incident.best.get(&Field::Date).map(|s| &s.value) {
        Some(Value::Date { first, last }) => Some((*first, *last)),
        _ => None,
    };
    let score = EventCode::new(incident.kind, incident.mode.as_deref())
        .or_else(|_| EventCode::new(incident.kind, None))
        .map_or(0.0, EventCode::score);
    let never = crate::Moment::from_micros(0);
    Ok(Version {
        key,
        kind: incident.kind,
        mode: incident.mode.clone(),
        status: incident.status,
        voices: incident.voices,
        days,
        weight: weight(score, incident.voices, incident.status),
        born: never,
        body,
        claims,
        recorded_from: never,
        recorded_to: None,
    })
}
