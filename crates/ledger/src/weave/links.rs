//! Which claims speak of one happening.
//!
//! A claim that is new, or is not what it was, is compared with all that keep the keys which it asks; the links that follow replace the
//! ones it had. Keys are kept for good: one that is out of date costs a comparison and decides nothing.
//!
//! Many claims are woven at once: keys are written and asked in their order, each once, so that a million claims touch each page of the
//! index a few times and not once a claim.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap, HashSet};

use model::Date;
use reconciling::{BlockKey, Ready, Rules, Seen, blocks};
use rusqlite::params;

use super::Woven;
use super::desk::Desk;
use crate::{Adding, ClaimId, Link, ReadingId, Result, Space};

/// How many claims are compared in one go: bounds the memory of the desk.
const SHARE: usize = 65_536;
/// Pairs that are looked at between two loads.
const PAIRS: usize = 20_000;

/// What is woven: which claims, and what was found of them.
pub(super) struct Loom {
    /// Claims that this transaction has added: nothing is held of them yet.
    pub fresh: HashSet<ClaimId>,
    /// Claims that are held no longer.
    pub closed: BTreeSet<ClaimId>,
    /// Claims that have links, of those that were compared and those that they met.
    pub linked: HashSet<ClaimId>,
    /// Claims of which other links are held now.
    pub reopened: BTreeSet<ClaimId>,
    pub desk: Desk,
}

/// Where a claim stands, as far as that tells whether it is worth comparing.
#[derive(Debug, Clone, Copy)]
struct Whence {
    reading: ReadingId,
    sourced: bool,
}

/// Which readings are held, and whether they are of other event sets.
#[derive(Default)]
struct Readings(HashMap<ReadingId, (bool, bool)>);

impl Adding<'_> {
    pub(super) fn weave_claims(
        &mut self,
        rules: &Rules,
        stale: BTreeSet<ClaimId>,
        mut loom: Loom,
        woven: &mut Woven,
    ) -> Result<()> {
        for claim in loom.closed.clone() {
            loom.reopened.extend(self.unlink(claim)?);
        }
        let stale: Vec<ClaimId> = stale.into_iter().collect();
        for share in stale.chunks(SHARE) {
            loom.desk.make_room(|_| false);
            self.link(rules, share, &mut loom, woven)?;
        }
        let mut all: BTreeSet<ClaimId> = stale.iter().copied().collect();
        all.extend(loom.reopened.iter().filter(|c| !loom.closed.contains(c)));
        self.weave_incidents(rules, all, loom, woven)
    }

    /// Takes a claim's links away; hands on those to whom they went.
    fn unlink(&mut self, claim: ClaimId) -> Result<Vec<ClaimId>> {
        let ends: Vec<ClaimId> = self.links(claim)?.into_iter().map(|l| if l.a == claim { l.b } else { l.a }).collect();
        self.set_links(claim, &[])?;
        Ok(ends)
    }

    /// Compares claims with all that they may meet, and keeps the links.
    fn link(&mut self, rules: &Rules, share: &[ClaimId], loom: &mut Loom, woven: &mut Woven) -> Result<()> {
        loom.desk.fetch(self, share)?;
        let mut keys: HashMap<ClaimId, Vec<BlockKey>> = HashMap::with_capacity(share.len());
        for &claim in share {
            if let Some(seen) = loom.desk.seen(claim) {
                keys.insert(claim, blocks(&seen, &loom.desk.cast, rules));
            }
        }
        let pairs = self.pairs(share, &keys)?;
        let found = self.compare(rules, &pairs, &keys, loom)?;
        woven.compared += keys.len();
        self.keep_links(share, &keys, found, loom)
    }

    /// Puts claims under their keys; pairs of a claim and another one that it meets under one, each once, ascending.
    fn pairs(&mut self, share: &[ClaimId], keys: &HashMap<ClaimId, Vec<BlockKey>>) -> Result<Vec<(ClaimId, ClaimId)>> {
        let under = |which: fn(&BlockKey) -> bool| {
            let of = |claim: &ClaimId| keys.get(claim).map(|of| (*claim, of));
            let each = share.iter().filter_map(of).flat_map(move |(claim, of)| {
                of.iter().filter(move |k| which(k)).map(move |k| (k.key.cast_signed(), claim))
            });
            let mut all: Vec<(i64, ClaimId)> = each.collect();
            all.sort_unstable();
            all
        };
        self.meet_all(Space::Blocks, &under(|k| k.posts))?;
        let (mut whence, mut readings) = (HashMap::new(), Readings::default());
        let mut pairs = Vec::new();
        let mut met: Vec<ClaimId> = Vec::new();
        let mut under_key = self.db.prepare_cached("SELECT item FROM meetings WHERE space = ?1 AND key = ?2")?;
        for asking in under(|k| k.asks).chunk_by(|a, b| a.0 == b.0) {
            met.clear();
            let mut rows = under_key.query(params![Space::Blocks as i64, asking[0].0])?;
            while let Some(row) = rows.next()? {
                met.push(row.get(0)?);
            }
            drop(rows);
            if met.is_empty() || met.len() == 1 && asking.len() == 1 && met[0] == asking[0].1 {
                continue;
            }
            // Claims of which nobody asks here are asked for once.
            let mut of: Vec<(ClaimId, Whence)> = Vec::with_capacity(met.len());
            for &claim in &met {
                let found = self.whence(claim, &mut whence)?;
                if readings.of(self, found.reading)?.0 {
                    of.push((claim, found));
                }
            }
            for &(_, claim) in asking {
                let own = self.whence(claim, &mut whence)?;
                // Rows of one file tell themselves apart, unless they name two sources.
                let alone = |other: &Whence| other.reading == own.reading && !(own.sourced && other.sourced);
                let is_row = readings.of(self, own.reading)?.1;
                let others = of.iter().filter(|(other, there)| *other != claim && !(is_row && alone(there)));
                pairs.extend(others.map(|(other, _)| (claim, *other)));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        Ok(pairs)
    }

    fn whence(&self, claim: ClaimId, known: &mut HashMap<ClaimId, Whence>) -> Result<Whence> {
        Ok(match known.entry(claim) {
            Entry::Occupied(found) => *found.get(),
            Entry::Vacant(missing) => {
                let mut query =
                    self.db.prepare_cached("SELECT reading, source IS NOT NULL FROM claims WHERE id = ?1")?;
                let found =
                    query.query_row([claim], |row| Ok(Whence { reading: row.get(0)?, sourced: row.get(1)? }))?;
                *missing.insert(found)
            }
        })
    }

    /// The links of claims to those that they meet, by either end where both were asked for.
    fn compare(
        &mut self,
        rules: &Rules,
        pairs: &[(ClaimId, ClaimId)],
        keys: &HashMap<ClaimId, Vec<BlockKey>>,
        loom: &mut Loom,
    ) -> Result<HashMap<ClaimId, Vec<Link>>> {
        let mut found: HashMap<ClaimId, Vec<Link>> = HashMap::new();
        let mut rest = pairs;
        while !rest.is_empty() {
            let (part, more) = rest.split_at(rest.len().min(PAIRS));
            rest = more;
            loom.desk.make_room(|claim| keys.contains_key(claim));
            let others: BTreeSet<ClaimId> = part.iter().map(|p| p.1).collect();
            loom.desk.fetch(self, &others.into_iter().collect::<Vec<_>>())?;
            let desk = &loom.desk;
            let mut ready: HashMap<ClaimId, (Ready<'_>, Vec<BlockKey>)> = HashMap::new();
            for (claim, other) in part {
                // Of two that ask for one another the first does.
                let both = keys.contains_key(other);
                if both && other < claim {
                    continue;
                }
                for one in [claim, other] {
                    if let (Entry::Vacant(missing), Some(seen)) = (ready.entry(*one), desk.seen(*one)) {
                        let made = Ready::new(seen, &desk.cast, rules);
                        let of = keys.get(one).cloned().unwrap_or_else(|| made.blocks(rules));
                        missing.insert((made, of));
                    }
                }
                let (Some((a, a_keys)), Some((b, b_keys))) = (ready.get(claim), ready.get(other)) else { continue };
                if !meet(a_keys, b_keys) {
                    continue;
                }
                // The later beside the earlier one, as a batch has it.
                let sum = if place(&a.seen()) < place(&b.seen()) { b.sum(a, rules) } else { a.sum(b, rules) };
                if let Some(weight) = sum.filter(|s| rules.is_link(*s)) {
                    let link = Link { a: *claim, b: *other, weight };
                    found.entry(*claim).or_default().push(link);
                    if both {
                        found.entry(*other).or_default().push(link);
                    }
                }
            }
        }
        Ok(found)
    }

    /// From now on these are the links of the claims compared.
    fn keep_links(
        &mut self,
        share: &[ClaimId],
        keys: &HashMap<ClaimId, Vec<BlockKey>>,
        mut found: HashMap<ClaimId, Vec<Link>>,
        loom: &mut Loom,
    ) -> Result<()> {
        let mut new: Vec<Link> = Vec::new();
        for claim in share.iter().filter(|c| keys.contains_key(c)) {
            let links = found.remove(claim).unwrap_or_default();
            loom.linked.extend(links.iter().flat_map(|l| [l.a, l.b]));
            if loom.fresh.contains(claim) {
                new.extend(links);
                continue;
            }
            let before = self.links(*claim)?;
            loom.reopened.extend(before.iter().flat_map(|l| [l.a, l.b]));
            self.set_links(*claim, &links)?;
        }
        self.add_links(new)
    }
}

impl Readings {
    /// Whether a reading is held, and whether it is of another event set.
    fn of(&mut self, adding: &Adding<'_>, reading: ReadingId) -> Result<(bool, bool)> {
        Ok(match self.0.entry(reading) {
            Entry::Occupied(found) => *found.get(),
            Entry::Vacant(missing) => {
                let mut query = adding.db.prepare_cached(
                    "SELECT r.recorded_to IS NULL, d.kind = 1 FROM readings r JOIN documents d ON d.id = r.document WHERE r.id = ?1",
                )?;
                *missing.insert(query.query_row([reading], |row| Ok((row.get(0)?, row.get(1)?)))?)
            }
        })
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
