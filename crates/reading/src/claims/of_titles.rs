//! Relations that titles state: leads, kin_of, successor_of.

use std::collections::BTreeSet;

use model::{RelationType, Status};

use super::{Basis, Doubts, EventClaim, RelationClaim};
use crate::actors::{Actors, Scene, TitleFact};
use crate::lexicon::TitleKind;

/// The relations of all titles in the text.
pub(crate) fn of_titles(scene: Scene<'_>, actors: &Actors) -> Vec<RelationClaim> {
    let mut out = Vec::new();
    for fact in &actors.titles {
        if fact.kind == TitleKind::Predecessor {
            out.extend(predecessor(scene, actors, fact));
        }
        let Some(kind) = relation(fact.kind).filter(|_| !counterpart_of_servant(scene, actors, fact)) else { continue };
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

/// "The adviser met his Indian counterpart, X": whose like leads nothing leads nothing.
fn counterpart_of_servant(scene: Scene<'_>, actors: &Actors, fact: &TitleFact) -> bool {
    if fact.kind != TitleKind::Counterpart {
        return false;
    }
    let whose = fact.evidence.clone().find(|t| matches!(scene.text.word(*t), "his" | "her"));
    let titles = whose.and_then(|t| actors.whom(t).first()).map(|a| &actors.entries[*a].titles);
    let holds = |words: &[&str]| titles.is_some_and(|t| words.iter().any(|w| t.contains(*w)));
    holds(&["adviser", "advisor", "envoy", "ambassador", "negotiator", "spokesman", "spokeswoman", "representative"])
        && !holds(&["president", "minister", "premier", "chancellor", "secretary", "chief", "commander", "head"])
}

/// Who resigned or was overthrown leads no more.
pub(crate) fn end_offices(events: &[EventClaim], relations: &mut [RelationClaim]) {
    use model::{EventType, Reality};
    let mut gone: BTreeSet<usize> = BTreeSet::new();
    for event in events.iter().filter(|e| e.reality == Reality::Actual && !e.basis.hedged) {
        match (event.code.kind, event.code.mode) {
            (EventType::Retreat, Some("resign")) => gone.extend(&event.actors),
            (EventType::Coerce, Some("seize")) => gone.extend(&event.recipients),
            _ => {}
        }
    }
    for tie in relations.iter_mut() {
        if tie.kind == RelationType::Leads && tie.status == Status::Current && gone.contains(&tie.from) {
            tie.status = Status::Former;
        }
    }
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
        // The founder of a state is not its head.
        RelationType::Leads if fact.role.eq_ignore_ascii_case("founder") => {
            !matches!(target.kind, Person | Media | State)
        }
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
