//! Relations that a plural noun states of those whom it means: "the two rivals", "the warring parties", "both allies".

use model::{RelationType, Status};

use super::{Basis, Doubts, RelationClaim};
use crate::actors::{ActorIx, Actors, Manner, Scene};
use crate::claims::EventClaim;
use crate::text::Tok;

/// The relations of all groups in the text.
pub(crate) fn of_groups(scene: Scene<'_>, actors: &Actors) -> Vec<RelationClaim> {
    let text = scene.text;
    let mut out = Vec::new();
    for mention in actors.mentions.iter().filter(|m| m.manner == Manner::Nominal && m.actors.len() > 1) {
        let warring = text
            .children(mention.head)
            .iter()
            .any(|c| matches!(text.word(*c), "warring" | "rival" | "opposing" | "feuding"));
        // "Russia's allies", "the rivals of Hamas": against or for someone else.
        let of_another = text.child(mention.head, "poss").is_some()
            || text.children_by(mention.head, "prep").any(|c| matches!(text.word(c), "of" | "to" | "with"));
        if of_another {
            continue;
        }
        let kind = match text.at(mention.head).lemma {
            "foe" | "enemy" | "nemesis" | "archenemy" => RelationType::Opposes,
            "rival" | "adversary" | "archrival" | "belligerent" => RelationType::RivalOf,
            "ally" | "friend" => RelationType::AlliedWith,
            "party" | "side" | "government" | "faction" | "army" | "general" if warring => RelationType::RivalOf,
            _ => continue,
        };
        let mut sides: Vec<ActorIx> = mention.actors.iter().map(|a| actors.side(*a)).collect();
        sides.dedup();
        // Of more than two, or of whom is not said how many, who stands against whom is a guess.
        if sides.len() > 2 && kind != RelationType::AlliedWith {
            continue;
        }
        for (i, from) in sides.iter().enumerate() {
            for to in sides[i + 1..].iter().filter(|to| *to != from) {
                out.push(claim(scene, kind, *from, *to, mention.head, mention.tokens.clone()));
            }
        }
    }
    out
}

/// "The rival Government of National Stability", "a parallel administration": against the one of the same country that was named before.
pub(crate) fn of_rivals(scene: Scene<'_>, actors: &Actors) -> Vec<RelationClaim> {
    use model::ActorKind::*;
    let text = scene.text;
    let mut out = Vec::new();
    let acting =
        |a: &ActorIx| matches!(actors.entries[*a].kind, Government | Faction | Military | State | Organisation);
    for (i, mention) in actors.mentions.iter().enumerate() {
        let rival = text
            .children(mention.head)
            .iter()
            .find(|c| **c < mention.head && matches!(text.word(**c), "rival" | "opposing" | "competing" | "parallel"));
        let (Some(_), &[a]) = (rival, mention.actors.as_slice()) else { continue };
        if !matches!(actors.entries[a].kind, Government | Faction | Military) || actors.entries[a].country.is_none() {
            continue;
        }
        let sentence = text.at(mention.head).sentence;
        let near = |m: &&crate::actors::Mention| {
            m.head < mention.head && sentence - text.at(m.head).sentence <= 3 && m.manner != Manner::Modifier
        };
        let other = actors.mentions[i.saturating_sub(60)..].iter().take(120).filter(near).filter_map(|m| {
            let &[b] = m.actors.as_slice() else { return None };
            let b = if actors.entries[b].kind == Person { actors.side(b) } else { b };
            let same = actors.entries[b].country == actors.entries[a].country && actors.side(b) != actors.side(a);
            (acting(&b) && same).then_some((m.head, b))
        });
        if let Some((_, b)) = other.max_by_key(|(head, b)| (actors.entries[*b].kind != State, *head)) {
            out.push(claim(scene, RelationType::RivalOf, a, b, mention.head, mention.tokens.clone()));
        }
    }
    out
}

/// "A pro-Russian militia", "the anti-Taliban National Resistance Front": whose side a name in front says.
pub(crate) fn of_affixes(scene: Scene<'_>, actors: &Actors) -> Vec<RelationClaim> {
    use model::ActorKind::*;
    let text = scene.text;
    let mut out = Vec::new();
    for mention in &actors.mentions {
        let start = mention.tokens.start;
        let &[whom] = mention.actors.as_slice() else { continue };
        if start < text.sentence_of(start).start + 2 || !matches!(text.word(start - 1), "-" | "‑") {
            continue;
        }
        let kind = match text.word(start - 2) {
            "pro" => RelationType::Supports,
            "anti" => RelationType::Opposes,
            _ => continue,
        };
        let mut holder = mention.head;
        while text.at(holder).head > holder && matches!(text.at(holder).dep, "amod" | "nmod" | "compound" | "npadvmod")
        {
            holder = text.at(holder).head;
        }
        let beside = text.children_by(holder, "appos").find(|c| !actors.whom(*c).is_empty());
        let named = beside.map_or(actors.whom(holder), |c| actors.whom(c));
        let &[who] = named else { continue };
        let acts = matches!(actors.entries[who].kind, Faction | Military | Party | Government | Person | Organisation);
        let apart = actors.side(who) != actors.side(whom) && actors.entries[whom].kind != Media;
        if holder != mention.head && acts && apart {
            let end = beside.unwrap_or(holder) + 1;
            out.push(claim(scene, kind, who, actors.side(whom), holder, start - 2..end));
        }
    }
    out
}

/// "Hasina's party", "his own party": whose it is belongs to it.
pub(crate) fn of_own_parties(scene: Scene<'_>, actors: &Actors) -> Vec<RelationClaim> {
    use model::ActorKind::*;
    let text = scene.text;
    let mut out = Vec::new();
    for t in (0..text.tokens.len()).filter(|t| text.word(*t) == "party" && text.at(*t).pos == "NOUN") {
        let Some(&[person]) = text.child(t, "poss").map(|c| actors.whom(c)) else { continue };
        let near = text.children_by(t, "appos").chain((text.at(t).dep == "appos").then(|| text.at(t).head));
        let party = near
            .chain([t])
            .flat_map(|c| actors.whom(c))
            .find(|a| matches!(actors.entries[**a].kind, Party | Organisation) && **a != person);
        let leads = |p: usize| actors.titles.iter().any(|f| f.person == person && f.owners.contains(&p));
        let named = |p: usize| !actors.entries[p].name.ends_with("opposition");
        if let (Some(&party), Person) = (party, actors.entries[person].kind)
            && named(party)
            && !leads(party)
        {
            let start = text.child(t, "poss").map_or(t, |c| c.min(t));
            out.push(claim(scene, RelationType::MemberOf, person, party, t, start..t + 1));
        }
    }
    out
}

/// Whoever mediates stands between the sides of the parties.
pub(crate) fn of_mediators(scene: Scene<'_>, actors: &Actors, events: &[EventClaim]) -> Vec<RelationClaim> {
    let mut out = Vec::new();
    for event in events.iter().filter(|e| {
        e.code.mode == Some("third-party") && !matches!(e.reality, model::Reality::Possible | model::Reality::Denied)
    }) {
        for &mediator in &event.actors {
            for &party in &event.recipients {
                let side = actors.side(party);
                if side != mediator && side != actors.side(mediator) {
                    let evidence = event.basis.evidence[0].clone();
                    let mut tie = claim(scene, RelationType::Balances, mediator, side, event.basis.pred, evidence);
                    tie.basis.source = event.basis.source;
                    tie.basis.doubts = event.basis.doubts;
                    out.push(tie);
                }
            }
        }
    }
    out
}

fn claim(
    scene: Scene<'_>,
    kind: RelationType,
    from: ActorIx,
    to: ActorIx,
    pred: Tok,
    evidence: std::ops::Range<Tok>,
) -> RelationClaim {
    let headline = scene.text.sentences[scene.text.at(pred).sentence].headline;
    RelationClaim {
        kind,
        from,
        to,
        role: None,
        status: Status::Current,
        basis: Basis {
            pred,
            rule: "group".into(),
            source: None,
            hedged: false,
            rumour: false,
            headline,
            evidence: vec![evidence],
            doubts: Doubts { resolved: 2, headline, ..Doubts::default() },
        },
    }
}
