//! Which incidents follow from the links, and what changed.
//!
//! The claims that links join to those that were touched, and no others, are grouped and assessed anew. What is held of an incident
//! that comes out the same is left alone; what it says in lists is kept beside it, so that a page needs no assessing.
//!
//! A new claim without links, as most rows of other event sets are, is an incident by itself: nothing has to be asked for it.

use std::collections::{BTreeMap, BTreeSet};

use model::EventCode;
use reconciling::{Decisions, Gist, Ready, Rules, Seen, gist, group_ready};

use super::Woven;
use super::desk::Desk;
use super::links::Loom;
use super::rows::Rows;
use super::standing::{Body, Standing};
use crate::{Adding, ClaimId, Key64, LedgerError, Link, Result, Version, weight};

/// Claims of components that are found before they are loaded together.
const TOGETHER: usize = 4_000;

/// Claims that may be of one incident, and all that is held of them.
#[derive(Default)]
struct Component {
    claims: BTreeSet<ClaimId>,
    links: Vec<Link>,
    incidents: BTreeMap<Key64, Version>,
}

/// What all components have in common.
struct Grounds<'g> {
    rules: &'g Rules,
    decisions: &'g Decisions,
}

impl Adding<'_> {
    pub(super) fn weave_incidents(
        &mut self,
        rules: &Rules,
        touched: BTreeSet<ClaimId>,
        mut loom: Loom,
        woven: &mut Woven,
    ) -> Result<()> {
        let gone: Vec<ClaimId> = loom.closed.iter().copied().collect();
        let mut touched = touched;
        // Those who shared an incident with a claim that is held no longer are looked at again without it.
        for key in self.incidents_of(&gone)? {
            if let Some(version) = self.incident(key)? {
                touched.extend(version.claims.iter().filter(|c| !loom.closed.contains(c)));
                self.stand_down(&version)?;
                self.close_incident(key)?;
                woven.closed += 1;
            }
        }
        let decisions = self.decisions()?;
        let grounds = Grounds { rules, decisions: &decisions };
        let mut rows = Rows::default();
        let mut done: BTreeSet<ClaimId> = BTreeSet::new();
        let (mut waiting, mut number): (Vec<Component>, usize) = (Vec::new(), 0);
        for &claim in &touched {
            let alone = loom.fresh.contains(&claim) && !loom.linked.contains(&claim);
            if alone
                && !self.on_claims()?.is_on(claim)
                && self.weave_alone(&grounds, claim, &mut loom.desk, &mut rows, woven)?
            {
                continue;
            }
            if done.contains(&claim) {
                continue;
            }
            let component = self.whole(claim, &loom)?;
            done.extend(component.claims.iter().copied());
            number += component.claims.len();
            waiting.push(component);
            if number >= TOGETHER {
                self.weave_components(&grounds, std::mem::take(&mut waiting), &mut loom.desk, &mut rows, woven)?;
                number = 0;
            }
        }
        self.weave_components(&grounds, waiting, &mut loom.desk, &mut rows, woven)?;
        self.write(rows)
    }

    /// A new claim that nothing joins to another; false if it cannot be told so easily what follows.
    fn weave_alone(
        &mut self,
        grounds: &Grounds<'_>,
        claim: ClaimId,
        desk: &mut Desk,
        rows: &mut Rows,
        woven: &mut Woven,
    ) -> Result<bool> {
        desk.fetch(self, &[claim])?;
        let Some(seen) = desk.seen(claim) else { return Ok(true) };
        let gist = gist(&[seen], &desk.cast, grounds.rules, grounds.decisions);
        if self.was_held(key_of(&gist)?)? {
            return Ok(false);
        }
        let standing = Standing::of(&[seen], &gist, &desk.cast);
        let version = self.version(&gist, vec![claim], &standing, desk)?;
        woven.new += 1;
        rows.put(self, version, &standing, desk)?;
        Ok(true)
    }

    /// All claims that links or decisions join to one, and all that share an incident with one of them.
    fn whole(&self, claim: ClaimId, loom: &Loom) -> Result<Component> {
        let mut found = Component::default();
        let mut open = vec![claim];
        found.claims.insert(claim);
        while let Some(claim) = open.pop() {
            let mut next: Vec<ClaimId> = Vec::new();
            if !loom.fresh.contains(&claim) || loom.linked.contains(&claim) {
                for link in self.links(claim)? {
                    next.extend([link.a, link.b]);
                    if link.a == claim {
                        found.links.push(link);
                    }
                }
            }
            if self.on_claims()?.is_on(claim) {
                next.extend(self.on_claims()?.with(&[claim]));
            }
            if !loom.fresh.contains(&claim) {
                for key in self.incidents_of(&[claim])? {
                    if !found.incidents.contains_key(&key)
                        && let Some(version) = self.incident(key)?
                    {
                        next.extend(&version.claims);
                        found.incidents.insert(key, version);
                    }
                }
            }
            for claim in next.into_iter().filter(|c| !loom.closed.contains(c)) {
                if found.claims.insert(claim) {
                    open.push(claim);
                }
            }
        }
        found.links.sort_by_key(|l| (l.a, l.b));
        Ok(found)
    }

    fn weave_components(
        &mut self,
        grounds: &Grounds<'_>,
        components: Vec<Component>,
        desk: &mut Desk,
        rows: &mut Rows,
        woven: &mut Woven,
    ) -> Result<()> {
        let all: BTreeSet<ClaimId> = components.iter().flat_map(|c| c.claims.iter().copied()).collect();
        desk.make_room(|claim| all.contains(claim));
        desk.fetch(self, &all.into_iter().collect::<Vec<_>>())?;
        for component in components {
            self.weave_component(grounds, component, desk, rows, woven)?;
        }
        Ok(())
    }

    fn weave_component(
        &mut self,
        grounds: &Grounds<'_>,
        component: Component,
        desk: &mut Desk,
        rows: &mut Rows,
        woven: &mut Woven,
    ) -> Result<()> {
        let Grounds { rules, decisions } = grounds;
        let ids: Vec<ClaimId> = component.claims.iter().copied().filter(|c| desk.seen(*c).is_some()).collect();
        let seen: Vec<Seen<'_>> = ids.iter().filter_map(|c| desk.seen(*c)).collect();
        let at = |claim: &ClaimId| ids.binary_search(claim).ok();
        let link = |l: &Link| Some(reconciling::Link { a: at(&l.a)?, b: at(&l.b)?, sum: l.weight });
        let groups = match seen.len() {
            1 if decisions.rejected.is_empty() => vec![vec![0]],
            _ => {
                let links: Vec<reconciling::Link> = component.links.iter().filter_map(link).collect();
                let ready: Vec<Ready<'_>> = seen.iter().map(|s| Ready::new(*s, &desk.cast, rules)).collect();
                group_ready(&ready, &links, rules, decisions)
            }
        };
        let mut found: Vec<(Gist, Standing, Vec<ClaimId>)> = Vec::with_capacity(groups.len());
        for members in groups {
            let claims: Vec<Seen<'_>> = members.iter().map(|n| seen[*n]).collect();
            let gist = gist(&claims, &desk.cast, rules, decisions);
            let standing = Standing::of(&claims, &gist, &desk.cast);
            let mut claims: Vec<ClaimId> = members.iter().map(|n| ids[*n]).collect();
            claims.sort_unstable();
            found.push((gist, standing, claims));
        }
        let mut heirs: BTreeMap<ClaimId, Key64> = BTreeMap::new();
        let mut wanted: BTreeMap<Key64, (Version, Standing)> = BTreeMap::new();
        for (gist, standing, claims) in found {
            let version = self.version(&gist, claims, &standing, desk)?;
            heirs.extend(version.claims.iter().map(|c| (*c, version.key)));
            wanted.insert(version.key, (version, standing));
        }
        for (key, old) in component.incidents.iter().filter(|(key, _)| !wanted.contains_key(key)) {
            self.stand_down(old)?;
            self.close_incident(*key)?;
            woven.closed += 1;
            if let Some(heir) = old.claims.iter().find_map(|c| heirs.get(c).copied()) {
                self.succeed(*key, heir)?;
            }
        }
        for (key, (version, standing)) in wanted {
            let held = match component.incidents.get(&key) {
                Some(held) => Some(held.clone()),
                None => self.incident(key)?,
            };
            match &held {
                None => woven.new += 1,
                Some(held) if held.says_as(&version) => continue,
                Some(_) => woven.changed += 1,
            }
            if let Some(held) = &held {
                self.stand_down(held)?;
            }
            let born = self.replace_incident(held.as_ref(), &version)?;
            rows.stand(self, &version, &standing, born, desk)?;
        }
        Ok(())
    }

    /// What the ledger keeps of an incident.
    fn version(&self, gist: &Gist, claims: Vec<ClaimId>, standing: &Standing, desk: &mut Desk) -> Result<Version> {
        let score = EventCode::new(gist.kind, gist.mode.as_deref())
            .or_else(|_| EventCode::new(gist.kind, None))
            .map_or(0.0, EventCode::score);
        let body = Body {
            disputed: gist.disputed.iter().map(|f| f.word().to_string()).collect(),
            corrections: gist.corrections,
            parties: standing.parties.iter().map(|id| Ok(desk.row(self, id)?.0)).collect::<Result<_>>()?,
            day: standing.last,
        };
        let never = crate::Moment::from_micros(0);
        Ok(Version {
            key: key_of(gist)?,
            kind: gist.kind,
            mode: gist.mode.clone(),
            status: gist.status,
            voices: gist.voices,
            days: gist.days,
            weight: weight(score, gist.voices, gist.status),
            born: never,
            body: Some(body.text()?),
            claims,
            recorded_from: never,
            recorded_to: None,
        })
    }
}

fn key_of(gist: &Gist) -> Result<Key64> {
    Key64::from_hex(&gist.id).ok_or_else(|| LedgerError::Damaged(format!("{} is no id of an incident", gist.id)))
}
