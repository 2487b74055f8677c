//! Relations that titles state: leads, kin_of, successor_of.

use model::{RelationType, Status};

use super::{Basis, Doubts, RelationClaim};
use crate::actors::{Actors, Scene, TitleFact};
use crate::lexicon::TitleKind;

/// The relations of all titles in the text.
pub(crate) fn of_titles(scene: Scene<'_>, actors: &Actors) -> Vec<RelationClaim> {
    let mut out = Vec::new();
    for fact in &actors.titles {
        if fact.kind == TitleKind::Predecessor {
            out.extend(predecessor(scene, actors, fact));
        }
        let Some(kind) = relation(fact.kind) else { continue };
        let owners =
            if kind == RelationType::Leads { &fact.owners[..fact.owners.len().min(1)] } else { &fact.owners[..] };
        for &owner in owners {
            // "his defence minister": of the side for which he acts.
            let person = actors.entries[owner].kind == model::ActorKind::Person;
            let owner = if kind == RelationType::Leads && person { actors.side(owner) } else { owner };
            out.extend(claim(scene, actors, fact, kind, owner));
        }
    }
    out
}

/// "His predecessor, X": he succeeded X, who led the same.
fn predecessor(scene: Scene<'_>, actors: &Actors, fact: &TitleFact) -> Vec<RelationClaim> {
    let Some(&heir) = fact.owners.first() else { return Vec::new() };
    let heir_first = TitleFact { person: heir, owners: vec![fact.person], ..fact.clone() };
    let led = TitleFact { owners: vec![actors.side(heir)], former: true, role: String::new(), ..fact.clone() };
    let succession = claim(scene, actors, &heir_first, RelationType::SuccessorOf, fact.person);
    let office = claim(scene, actors, &led, RelationType::Leads, actors.side(heir));
    succession.into_iter().chain(office).collect()
}

fn relation(kind: TitleKind) -> Option<RelationType> {
    match kind {
        TitleKind::Leader | TitleKind::Counterpart => Some(RelationType::Leads),
        TitleKind::Kin => Some(RelationType::KinOf),
        TitleKind::Successor => Some(RelationType::SuccessorOf),
        TitleKind::Predecessor | TitleKind::Rank | TitleKind::Servant => None,
    }
}

fn claim(
    scene: Scene<'_>,
    actors: &Actors,
    fact: &TitleFact,
    kind: RelationType,
    owner: usize,
) -> Option<RelationClaim> {
    use model::ActorKind::*;
    let target = &actors.entries[owner];
    let fits = match kind {
        RelationType::Leads => !matches!(target.kind, Person | Media),
        _ => target.kind == Person,
    };
    if !fits || owner == fact.person {
        return None;
    }
    let coming = |t| matches!(scene.text.word(t), "elect" | "designate" | "president-elect" | "incoming");
    let status = match kind {
        RelationType::Leads if fact.former => Status::Former,
        RelationType::Leads if fact.evidence.clone().take(16).any(coming) => Status::Emerging,
        _ => Status::Current,
    };
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
            rumour: false,
            headline,
            evidence: vec![fact.evidence.clone()],
            doubts,
        },
    })
}
