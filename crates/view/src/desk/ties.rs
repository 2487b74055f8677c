//! How two actors stand, from all relations that documents state of them.

use std::collections::{BTreeMap, HashMap};

use ledger::{ClaimId, Key64, Statement};
use model::{ActorKind, RelationType, Status};
use reconciling::{Cast, Paper, Support};

use super::{Desk, Result, TIES};
use crate::Tie;
use crate::told::{cited, named};

/// A relation beside its document.
#[derive(Clone, Copy)]
struct Stated<'a> {
    key: Key64,
    relation: &'a model::Relation,
    paper: &'a Paper,
}

impl Desk<'_> {
    /// Relations, over all documents that state them; the signed ones first, then the latest.
    pub(super) fn ties(&self, claims: Vec<ClaimId>, limit: usize) -> Result<Vec<Tie>> {
        let claims = self.ledger.claims(&claims, self.at)?;
        let papers: HashMap<String, Paper> = {
            let ids: Vec<ClaimId> = claims.iter().map(|c| c.id).collect();
            self.ledger.papers(&ids, self.at)?.into_iter().map(|p| (p.key.clone(), p)).collect()
        };
        let relations: Vec<_> = claims
            .iter()
            .filter_map(|claim| match &claim.statement {
                Statement::Relation(relation) => {
                    Some(Stated { key: claim.key, relation, paper: papers.get(&claim.document_key.hex())? })
                }
                Statement::Event(_) => None,
            })
            .collect();
        let cast = self.cast_of(
            relations.iter().flat_map(|s| [&s.relation.from, &s.relation.to].into_iter().chain(&s.relation.source)),
        )?;
        let mut groups: BTreeMap<(RelationType, &str, &str), Vec<Stated<'_>>> = BTreeMap::new();
        for stated in relations {
            let relation = stated.relation;
            let (mut from, mut to) = (relation.from.as_str(), relation.to.as_str());
            if relation.kind.is_symmetric() && from > to {
                (from, to) = (to, from);
            }
            groups.entry((relation.kind, from, to)).or_default().push(stated);
        }
        let mut ties: Vec<Tie> =
            groups.into_iter().map(|((_, from, to), said)| self.tie(from, to, said, &cast)).collect();
        ties.sort_by(|a, b| {
            (b.sign != 0, b.until, b.voices, &a.from, &a.to).cmp(&(a.sign != 0, a.until, a.voices, &b.from, &b.to))
        });
        ties.truncate(limit.min(TIES));
        Ok(ties)
    }

    fn tie(&self, from: &str, to: &str, mut said: Vec<Stated<'_>>, cast: &Cast) -> Tie {
        said.sort_by(|a, b| (a.paper.place(), &a.relation.id).cmp(&(b.paper.place(), &b.relation.id)));
        let latest = &said[said.len() - 1];
        // The last word of each voice: whether it says that it is so.
        let words: BTreeMap<String, bool> =
            said.iter().map(|s| (voice(s.relation, s.paper, cast), s.relation.status != Status::Negated)).collect();
        let own = voice(latest.relation, latest.paper, cast);
        let holds = latest.relation.status != Status::Negated;
        let others = |agree: bool| words.iter().filter(|(v, w)| **v != own && (**w == holds) == agree).count();
        let support = Support { with: others(true), against: others(false), ..Support::default() };
        let judged = Some(support.judged(&self.rules));
        let (outlet, source) = (latest.paper.outlet.as_deref(), latest.relation.source.as_deref());
        let grading = self.grades.of(&latest.key.hex(), outlet, source, judged, cast);
        let Stated { relation, paper, .. } = *latest;
        Tie {
            kind: relation.kind.word(),
            sign: relation.sign,
            from: named(from, cast),
            to: named(to, cast),
            role: relation.role.clone(),
            status: relation.status.word(),
            voices: words.len(),
            voiced_by: words.into_keys().collect(),
            hedged: said.iter().all(|s| s.relation.hedged),
            since: said.iter().filter_map(|s| s.paper.published).min(),
            until: said.iter().filter_map(|s| s.paper.published).max(),
            quote: relation.evidence.quotes().first().map(|q| cited(q, paper, grading)),
            claims: said.len(),
        }
    }
}

/// Whose word a relation is: its source's side, else the outlet, or the one that it repeats.
fn voice(relation: &model::Relation, paper: &Paper, cast: &Cast) -> String {
    let source = relation.source.as_deref().and_then(|s| cast.get(cast.side(s)));
    let unnamed = |m: &&reconciling::Member| m.kind == ActorKind::Person && !m.name.chars().any(char::is_uppercase);
    match source.filter(|m| !unnamed(m)) {
        Some(member) => member.name.clone(),
        None => paper.repeats.clone().or_else(|| paper.outlet.clone()).unwrap_or_else(|| paper.name.clone()),
    }
}
