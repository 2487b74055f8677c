//! Relations that the code book makes of frames: between whom, since when.

use model::{ActorKind, Reality, RelationType, Status};

use super::RelationClaim;
use super::of_frames::{Case, Maker};
use crate::actors::ActorIx;
use crate::codebook::{FrameKind, Make, RelationEnds, Role};
use crate::frames::Frame;
use crate::lexicon::TitleKind;
use crate::matching::Match;
use crate::standing::Standing;
use crate::text::Tok;

impl Maker<'_> {
    /// What a person leads: a presidency is its state's, a state with rival governments that person's one.
    fn led(&self, person: ActorIx, whole: ActorIx) -> ActorIx {
        let entry = &self.actors.entries[whole];
        let presidency = entry.kind == ActorKind::Government && entry.name.ends_with("Presidency");
        self.actors.leads_what(person, if presidency { self.actors.side(whole) } else { whole })
    }

    /// The relations of one entry on one frame.
    pub(super) fn relations(
        &self,
        case: Case<'_>,
        kind: RelationType,
        ends: RelationEnds,
        (status, aimed): (Option<Status>, bool),
    ) -> Vec<RelationClaim> {
        let Case { frame, hit, roles, standing, doubts } = case;
        // "Fears being drawn into the war between Iran and Israel": what has the article is there.
        let there = frame.kind == FrameKind::Noun
            && kind.sign() != 0
            && !standing.negated
            && self.scene.text.children(frame.pred).iter().any(|c| self.scene.text.word(*c) == "the")
            && hit.pattern.slots.iter().any(|s| s.names.iter().any(|n| n == "between"));
        // "Refuses to recognise": does not.
        let refused = kind == RelationType::Recognises && standing.void == Some("refused");
        let standing = &if refused {
            Standing { void: None, negated: true, ..standing.clone() }
        } else if there {
            Standing { void: None, reality: Reality::Actual, ..standing.clone() }
        } else {
            standing.clone()
        };
        if if aimed { !self.is_aimed(frame, standing) } else { standing.void.is_some() } {
            return Vec::new();
        }
        let get = |r: Role| roles.get(&r).cloned().unwrap_or_default();
        let mut pairs: Vec<(ActorIx, ActorIx)> = Vec::new();
        match ends {
            RelationEnds::From(a, b) => {
                for x in get(a) {
                    pairs.extend(get(b).into_iter().map(|y| (x, y)));
                }
            }
            RelationEnds::Among(r) => {
                let all = get(r);
                let others = roles.iter().any(|(role, v)| *role != r && !v.is_empty());
                for (i, x) in all.iter().enumerate().filter(|_| !others) {
                    pairs.extend(all[i + 1..].iter().map(|y| (*x, *y)));
                }
            }
        }
        // Heading a delegation or the talks is leading nothing that lasts.
        if kind == RelationType::Leads
            && hit.roles.get(&Role::R).is_some_and(|f| {
                f.iter().any(|f| {
                    self.scene
                        .text
                        .is_word(f.head, &["delegation", "delegations", "talks", "team", "list", "effort", "campaign"])
                })
            })
        {
            return Vec::new();
        }
        // "He led them past the cameras", "the allies of the alliance": a pronoun is led nowhere, a body that is named makes no tie.
        let text = self.scene.text;
        if kind == RelationType::Leads
            && hit.roles.get(&Role::R).is_some_and(|f| f.iter().all(|f| text.at(f.head).pos == "PRON"))
            || kind == RelationType::AlliedWith
                && frame.kind == FrameKind::Noun
                && self.actors.whom(frame.pred).iter().any(|a| self.actors.entries[*a].kind == ActorKind::Organisation)
        {
            return Vec::new();
        }
        // Of several ministers of several states each leads his own: titles say which.
        let plural = matches!(self.scene.text.at(frame.pred).tag, "NNS" | "NNPS");
        if kind == RelationType::Leads && frame.kind == FrameKind::Noun && plural {
            return Vec::new();
        }
        let status = if aimed { Some(Status::Current) } else { status };
        let (set, status) = (status, status.unwrap_or_else(|| self.status(frame, standing)));
        if set.is_some() && !aimed && standing.reality == Reality::Possible
            || set == Some(Status::Former) && standing.reality == Reality::Planned
            || set.is_some() && standing.negated
        {
            return Vec::new();
        }
        // "Vowed to stand by", "will back": a pledge of backing backs; "will keep arming": it arms.
        let goes_on = text.at(frame.anchor).dep == "xcomp"
            && matches!(text.at(text.at(frame.anchor).head).lemma, "keep" | "continue" | "go")
            && text.at(frame.anchor).tag != "VB"
            || text.at(text.at(frame.anchor).head).lemma == "continue";
        let backs =
            ["back", "support", "stand", "stand_by", "defend", "protect", "side"].contains(&frame.lemma.as_str());
        let pledged = kind == RelationType::Supports && standing.reality == Reality::Planned && (goes_on || backs);
        if status == Status::Current
            && !pledged
            && !aimed
            && matches!(standing.reality, Reality::Possible | Reality::Planned)
            && kind != RelationType::Recognises
        {
            return Vec::new();
        }
        let status = match (kind, standing.reality) {
            (RelationType::Recognises, Reality::Planned) => Status::Emerging,
            (RelationType::Recognises, Reality::Possible) => return Vec::new(),
            _ => status,
        };
        pairs
            .into_iter()
            .map(|(a, b)| (a, if kind == RelationType::Balances { self.actors.side(b) } else { b }))
            .map(|(a, b)| (a, self.controlled(kind, hit, b)))
            .map(|(a, b)| (a, if kind == RelationType::Leads { self.led(a, b) } else { b }))
            .map(|(a, b)| if kind.sign() != 0 { (self.named(a), self.named(b)) } else { (a, b) })
            .filter(|(a, b)| self.may_tie(kind, *a, *b))
            .filter(|(a, _)| kind != RelationType::Leads || !self.is_title(frame, *a))
            .map(|(from, to)| RelationClaim {
                kind,
                from,
                to,
                role: None,
                status,
                basis: self.basis(frame, hit, standing, doubts),
            })
            .collect()
    }

    /// "Vowed to destroy", "efforts to topple", "sent troops to fight": not done, but meant.
    pub(super) fn is_aimed(&self, frame: &Frame, standing: &Standing) -> bool {
        let text = self.scene.text;
        let infinitive =
            text.at(frame.pred).tag == "VB" && text.children(frame.pred).iter().any(|c| text.word(*c) == "to");
        // "Committed to defeating", "a resolution on defeating", "working on destroying"
        let gerund = text.at(frame.pred).dep == "pcomp"
            && matches!(text.word(text.at(frame.pred).head), "to" | "on" | "towards" | "toward");
        let meant = infinitive || gerund || standing.void.is_some() || standing.reality == Reality::Planned;
        meant && !standing.asked && !standing.negated && !matches!(standing.void, Some("a question" | "a condition"))
    }

    /// Whether the deed is no more than what an entry on the same words takes for an aim; "managed to defeat" has done it.
    pub(super) fn is_only_meant(&self, frame: &Frame, hits: &[Match<'_>], standing: &Standing) -> bool {
        let aim = |m: &Make| matches!(m, Make::Relation { aimed: true, .. });
        let text = self.scene.text;
        let above = text.at(text.at(frame.pred).head).lemma;
        let done = matches!(
            above,
            "manage" | "succeed" | "help" | "use" | "happen" | "get" | "go" | "come" | "begin" | "start"
        );
        !done && hits.iter().any(|h| h.entry.makes.iter().any(aim)) && self.is_aimed(frame, standing)
    }

    /// What is controlled is the place, not the state in which it lies.
    fn controlled(&self, kind: RelationType, hit: &Match<'_>, b: ActorIx) -> ActorIx {
        if kind != RelationType::Controls {
            return b;
        }
        let fillers = hit.roles.get(&Role::R).into_iter().flatten().find(|f| f.actors.contains(&b));
        fillers.and_then(|f| self.actors.place_actor(self.matcher.place_below(f.head)?)).unwrap_or(b)
    }

    /// Whether the noun is a title that was read beside the person's name, where its owner is found best.
    fn is_title(&self, frame: &Frame, person: ActorIx) -> bool {
        let text = self.scene.text;
        let read = |f: &crate::actors::TitleFact| {
            let here = text.at(f.evidence.start).sentence == text.at(frame.pred).sentence;
            f.person == person && here && f.kind == TitleKind::Leader && !f.owners.is_empty()
        };
        frame.kind == FrameKind::Noun && self.actors.titles.iter().any(read)
    }

    /// "Officials in Male", "diplomats": unnamed people stand for their side.
    fn named(&self, a: ActorIx) -> ActorIx {
        let entry = &self.actors.entries[a];
        let text = self.scene.text;
        let common = |r: &std::ops::Range<Tok>| r.clone().all(|t| text.at(t).pos != "PROPN");
        let unnamed = entry.kind == ActorKind::Person && entry.key.is_none() && entry.mentions.iter().all(common);
        if unnamed { self.actors.side(a) } else { a }
    }

    fn may_tie(&self, kind: RelationType, a: ActorIx, b: ActorIx) -> bool {
        use ActorKind::*;
        let (x, y) = (self.actors.entries[a].kind, self.actors.entries[b].kind);
        if a == b || x == Media || y == Media {
            return false;
        }
        match kind {
            // A state that chairs a body, a party that controls an authority lead it as well.
            RelationType::Leads => {
                y != Person
                    && (x == Person || matches!(x, State | Party) && matches!(y, Organisation | Faction | Government))
            }
            RelationType::KinOf | RelationType::SuccessorOf => x == Person && y == Person,
            RelationType::MemberOf => y != Person && y != State,
            RelationType::Controls => !matches!(x, Place | Person) || y == Place,
            _ => x != Place && y != Place && self.actors.side(a) != b && self.actors.side(b) != a,
        }
    }

    /// "The war of 1980-88": a year more than two before that of publication.
    fn is_of_old(&self, noun: Tok) -> bool {
        let text = self.scene.text;
        let Some(published) = self.scene.published else { return false };
        let below = text.children_by(noun, "prep").filter(|p| matches!(text.word(*p), "of" | "in"));
        let objects = below.flat_map(|p| text.children_by(p, "pobj"));
        let years = objects.filter_map(|t| text.word(t).get(..4)?.parse::<i32>().ok());
        let last = years.filter(|y| (1400..2200).contains(y)).max();
        last.is_some_and(|y| y + 2 < i32::from(published.year()))
    }

    /// Former, emerging, negated from the words around the predicate.
    fn status(&self, frame: &Frame, standing: &Standing) -> Status {
        let text = self.scene.text;
        let words = &self.matcher.book.words;
        if standing.negated {
            let no_longer = |t: Tok| text.children(t).iter().any(|c| text.word(*c) == "longer");
            return if no_longer(frame.anchor) || no_longer(frame.pred) { Status::Former } else { Status::Negated };
        }
        if frame.kind == FrameKind::Noun && frame.lemma == "war" && self.is_of_old(frame.pred) {
            return Status::Former;
        }
        // "Hamas, once part of the Brotherhood, took the town": the word opens the phrase between the commas.
        let opens = |c: Tok| {
            c > 0 && text.word(c - 1) == "," && c < frame.anchor && (c..frame.anchor).any(|t| text.word(t) == ",")
        };
        let phrase = text.subtree(frame.pred).start;
        let ahead = phrase.checked_sub(1).filter(|_| frame.kind == FrameKind::Noun).into_iter();
        if ahead.filter(|t| words.holds("status", "former", text.word(*t))).any(|t| t == 0 || text.word(t - 1) == ",") {
            return Status::Former;
        }
        let around = text.children(frame.pred).iter().chain(text.children(frame.anchor)).filter(|c| !opens(**c));
        for &c in around {
            let word = text.word(c);
            if words.holds("status", "former", word) {
                return Status::Former;
            }
            if words.holds("status", "emerging", word) {
                return Status::Emerging;
            }
        }
        let anchor = text.at(frame.anchor);
        let auxiliary = |w: &str| text.children(frame.anchor).iter().any(|c| text.word(*c) == w);
        // "who led the group until 2019", "ruled the country for thirty years": over.
        if frame.kind == FrameKind::Verb
            && !frame.passive
            && anchor.tag == "VBD"
            && matches!(anchor.lemma, "lead" | "rule" | "head" | "command" | "chair" | "run" | "govern")
            && !text.sentences[anchor.sentence].headline
            && text.children(frame.anchor).iter().any(|c| matches!(text.word(*c), "until" | "till" | "for" | "from"))
        {
            return Status::Former;
        }
        let used_to = anchor.dep == "xcomp" && text.at(anchor.head).lemma == "use";
        if used_to || anchor.tag == "VBN" && auxiliary("had") && frame.kind == FrameKind::Noun {
            return Status::Former;
        }
        Status::Current
    }
}
