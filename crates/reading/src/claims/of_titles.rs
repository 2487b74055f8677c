//! Relations that titles state: leads, kin_of, successor_of.

use model::{RelationType, Status};

use super::{Basis, Doubts, RelationClaim, confidence};
use crate::actors::{Actors, Scene, TitleFact};
use crate::lexicon::TitleKind;

/// The relations of all titles in the text.
pub(crate) fn of_titles(scene: Scene<'_>, actors: &Actors) -> Vec<RelationClaim> {
    let mut out = Vec::new();
    for fact in &actors.titles {
        let Some(kind) = relation(fact.kind) else { continue };
        let owners = if kind == RelationType::Leads { &fact.owners[..fact.owners.len().min(1)] } else { &fact.owners[..] };
        for &owner in owners {
            out.extend(claim(scene, actors, fact, kind, owner));
        }
    }
    out
}

fn relation(kind: TitleKind) -> Option<RelationType> {
    match kind {
        TitleKind::Leader | TitleKind::Counterpart => Some(RelationType::Leads),
        TitleKind::Kin => Some(RelationType::KinOf),
        TitleKind::Successor => Some(RelationType::SuccessorOf),
        TitleKind::Predecessor | TitleKind::Rank | TitleKind::Servant => None,
    }
}

fn claim(scene: Scene<'_>, actors: &Actors, fact: &TitleFact, kind: RelationType, owner: usize) -> Option<RelationClaim> {
    use model::ActorKind::*;
    let target = &actors.entries[owner];
    let fits = match kind {
        RelationType::Leads => !matches!(target.kind, Person | Media),
        _ => target.kind == Person,
    };
    if !fits || owner == fact.person {
        return None;
    }
    let status = if fact.former && kind == RelationType::Leads { Status::Former } else { Status::Current };
    let headline = scene.text.sentences[scene.text.at(fact.evidence.start).sentence].headline;
    let doubts = Doubts { inferred: fact.inferred, headline, ..Doubts::default() };
    Some(RelationClaim {
        kind,
        from: fact.person,
        to: owner,
        role: Some(fact.role.clone()).filter(|r| !r.is_empty()),
        status,
        basis: Basis {
            pred: fact.evidence.start,
            rule: "title".into(),
            source: None,
            hedged: false,
            headline,
            evidence: vec![fact.evidence.clone()],
            confidence: confidence(doubts),
        },
    })
}
