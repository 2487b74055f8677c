//! Which claims speak of one happening.
//!
//! A claim that is new, or is not what it was, is compared with all that keep the keys which it asks; the links that follow replace the
//! ones it had. Keys are kept for good: one that is out of date costs a comparison and decides nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use model::Date;
use reconciling::{BlockKey, Cast, Paper, Report, Rules, Seen, blocks, compare};

use super::Woven;
use crate::{Adding, ClaimId, Link, Result, Space};

/// Claims with their documents and actors, loaded once for a weaving.
pub(super) struct Desk {
    reports: HashMap<ClaimId, Report>,
    papers: HashMap<String, Paper>,
    pub cast: Cast,
}

/// From so many claims on a desk is cleared.
const FULL: usize = 20_000;

impl Desk {
    /// A desk with all outlets that documents quote.
    pub fn new(adding: &Adding<'_>) -> Result<Desk> {
        let mut cast = Cast::default();
        for member in adding.media()? {
            cast.put(member);
        }
        Ok(Desk { reports: HashMap::new(), papers: HashMap::new(), cast })
    }

    /// Whether it holds so much that a new one is due.
    pub fn is_full(&self) -> bool {
        self.reports.len() > FULL
    }

    /// Sees to it that these claims are there. Claims that are no events are left out.
    pub fn fetch(&mut self, adding: &Adding<'_>, claims: &[ClaimId]) -> Result<()> {
        let missing: Vec<ClaimId> = claims.iter().copied().filter(|c| !self.reports.contains_key(c)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        for paper in adding.papers(&missing)? {
            self.papers.insert(paper.key.clone(), paper);
        }
        let reports = adding.reports_by_claim(&missing)?;
        let ids = reports.iter().flat_map(|(_, r)| {
            let e = &r.event;
            e.actors.iter().chain(&e.recipients).chain(&e.companions).chain(&e.source)
        });
        let unknown: BTreeSet<&str> = ids.map(String::as_str).filter(|id| self.cast.get(id).is_none()).collect();
        for member in adding.cast(unknown)?.members() {
            self.cast.put(member.clone());
        }
        self.reports.extend(reports);
        Ok(())
    }

    /// A claim beside its document.
    pub fn seen(&self, claim: ClaimId) -> Option<Seen<'_>> {
        let report = self.reports.get(&claim)?;
        Some(Seen { report, paper: self.papers.get(&report.paper)? })
    }
}

/// How many claims are compared in one go: bounds the memory of the desk.
const SHARE: usize = 2_000;

impl Adding<'_> {
    pub(super) fn weave_claims(
        &mut self,
        rules: &Rules,
        stale: BTreeSet<ClaimId>,
        closed: &BTreeSet<ClaimId>,
        woven: &mut Woven,
    ) -> Result<()> {
        let mut reopened: BTreeSet<ClaimId> = BTreeSet::new();
        for &claim in closed {
            reopened.extend(self.unlink(claim)?);
        }
        let stale: Vec<ClaimId> = stale.into_iter().collect();
        for share in stale.chunks(SHARE) {
            let mut desk = Desk::new(self)?;
            desk.fetch(self, share)?;
            self.link(rules, share, &mut desk, &mut reopened, woven)?;
        }
        let mut all: BTreeSet<ClaimId> = stale.iter().copied().collect();
        all.extend(reopened.into_iter().filter(|c| !closed.contains(c)));
        self.weave_incidents(rules, all, closed, woven)
    }

    /// Takes a claim's links away; hands on those to whom they went.
    fn unlink(&mut self, claim: ClaimId) -> Result<Vec<ClaimId>> {
        let ends: Vec<ClaimId> = self.links(claim)?.into_iter().map(|l| if l.a == claim { l.b } else { l.a }).collect();
        self.set_links(claim, &[])?;
        Ok(ends)
    }

    /// Compares claims with all that they may meet, and keeps the links.
    fn link(
        &mut self,
        rules: &Rules,
        share: &[ClaimId],
        desk: &mut Desk,
        reopened: &mut BTreeSet<ClaimId>,
        woven: &mut Woven,
    ) -> Result<()> {
        let mut keys: HashMap<ClaimId, Vec<BlockKey>> = HashMap::new();
        for &claim in share {
            let Some(seen) = desk.seen(claim) else { continue };
            let of = blocks(&seen, &desk.cast, rules);
            let posts: Vec<u64> = of.iter().filter(|k| k.posts).map(|k| k.key).collect();
            self.meet(Space::Blocks, claim.0, &posts)?;
            keys.insert(claim, of);
        }
        let mut met: BTreeMap<ClaimId, Vec<ClaimId>> = BTreeMap::new();
        for &claim in share {
            let Some(of) = keys.get(&claim) else { continue };
            let asks: Vec<u64> = of.iter().filter(|k| k.asks).map(|k| k.key).collect();
            let others = self.met(Space::Blocks, &asks)?;
            let others: Vec<ClaimId> = others.into_iter().map(ClaimId).filter(|o| *o != claim).collect();
            met.insert(claim, self.held_claims(&others)?);
        }
        for (claim, others) in met {
            desk.fetch(self, &others)?;
            let seen = desk.seen(claim).expect("it was fetched before");
            let mut links = Vec::new();
            for other in others {
                let Some(partner) = desk.seen(other) else { continue };
                keys.entry(other).or_insert_with(|| blocks(&partner, &desk.cast, rules));
                if !meet(&keys[&claim], &keys[&other]) {
                    continue;
                }
                // The later beside the earlier one, as a batch has it.
                let (later, earlier) =
                    if place(&seen) < place(&partner) { (&partner, &seen) } else { (&seen, &partner) };
                let sum = compare(later, earlier, &desk.cast, rules).sum().filter(|s| rules.is_link(*s));
                links.extend(sum.map(|weight| Link { a: claim, b: other, weight }));
            }
            woven.compared += 1;
            let before = self.links(claim)?;
            reopened.extend(before.iter().flat_map(|l| [l.a, l.b]));
            self.set_links(claim, &links)?;
        }
        Ok(())
    }
}

/// Whether each of two claims asks a key which the other one is kept under; both lists ascend. One way alone would let the order of
/// additions decide.
fn meet(one: &[BlockKey], other: &[BlockKey]) -> bool {
    let (mut there, mut back, mut n, mut m) = (false, false, 0, 0);
    while let (Some(a), Some(b)) = (one.get(n), other.get(m)) {
        if a.key == b.key {
            there |= a.asks && b.posts;
            back |= b.asks && a.posts;
        }
        n += usize::from(a.key <= b.key);
        m += usize::from(b.key <= a.key);
    }
    there && back
}

/// The order of claims: that of their documents, then of their keys.
fn place<'a>(seen: &Seen<'a>) -> ((Option<Date>, &'a str, &'a str), &'a str) {
    (seen.paper.place(), &seen.report.key)
}
