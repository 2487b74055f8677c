//! Weaving: what an addition brings becomes part of what the ledger holds on the world.
//!
//! Comes in: what a transaction has touched. Goes out: near-copies, resolved actors, links between claims, incidents, all in the same
//! transaction. Promises: only what the addition touches is looked at again; what is held afterwards is the same, in whatever order and
//! in however many steps the documents came; whatever ceases to be held is closed, not deleted.
//!
//! | step | asks | file |
//! |---|---|---|
//! | which documents repeat another | `reconciling::copies` | `copies.rs` |
//! | who is who over all documents | `reconciling::identity` | `identities.rs` |
//! | which claims speak of one happening | `reconciling::{blocks, compare}` | `links.rs` |
//! | which incidents follow, and what changed | `reconciling::{group, assess}` | `incidents.rs` |
//!
//! `desk.rs` has the claims at hand, `rows.rs` writes incidents in the order of their tables.
//!
//! Each step hands on the claims that have to be looked at again because of it.

mod copies;
pub(crate) mod desk;
mod identities;
mod incidents;
mod links;
mod lookups;
mod rows;
pub(crate) mod standing;

use std::collections::{BTreeSet, HashSet};

use reconciling::Rules;

use self::desk::Desk;
use self::links::Loom;
use crate::{Adding, ClaimId, Result, Touched};

/// What a weaving did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Woven {
    /// Documents that were found to repeat another, or another than before.
    pub copies: usize,
    /// Actors of documents that were resolved.
    pub resolved: usize,
    /// Claims that were compared with others.
    pub compared: usize,
    /// Incidents that are new.
    pub new: usize,
    /// Incidents of which something else is held now.
    pub changed: usize,
    /// Incidents that are no more: merged into others, or without claims.
    pub closed: usize,
}

impl Adding<'_> {
    /// Weaves what this transaction has added, closed or decided since it was woven last. To be called before [`Adding::commit`].
    ///
    /// # Errors
    /// Those of the store.
    pub fn weave(&mut self, rules: &Rules) -> Result<Woven> {
        let mut woven = Woven::default();
        let mut stale: BTreeSet<ClaimId> = BTreeSet::new();
        self.weave_copies(&mut woven, &mut stale)?;
        self.weave_identities(rules, &mut woven, &mut stale)?;
        self.settle()?;
        let Touched { claims, closed, decided, .. } = std::mem::take(&mut self.unwoven);
        stale.extend(claims.iter().copied().chain(decided));
        let closed: BTreeSet<ClaimId> = closed.into_iter().collect();
        stale.retain(|claim| !closed.contains(claim));
        let loom = Loom {
            fresh: claims.into_iter().collect(),
            closed,
            linked: HashSet::new(),
            reopened: BTreeSet::new(),
            desk: Desk::new(self)?,
        };
        self.weave_claims(rules, stale, loom, &mut woven)?;
        self.moved.clear();
        self.heard.clear();
        Ok(woven)
    }
}
