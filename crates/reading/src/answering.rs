//! Claims → the answer format: ids, code points, only the actors that take part.

use std::collections::BTreeSet;
use std::ops::Range;

use model::{Actor, Answer, ByteSpan, CodePoints, Document, DocumentInfo, Event, Evidence, Place, Relation, hash};

use crate::actors::{ActorIx, Actors, Manner, Scene};
use crate::claims::{Basis, EventClaim, RelationClaim};
use crate::codebook::CodeBook;
use crate::confidence::{self, Weights};
use crate::incidents::tidy;
use crate::setting::PlaceRef;
use crate::text::Tok;

/// Builds answers for one document.
pub(crate) struct Answering<'a> {
    pub(crate) document: &'a Document,
    pub(crate) scene: Scene<'a>,
    pub(crate) actors: &'a Actors,
    pub(crate) book: &'a CodeBook,
    pub(crate) weights: &'a Weights,
    pub(crate) points: CodePoints<'a>,
}

impl Answering<'_> {
    /// The answer of all claims.
    pub fn answer(&self, events: &[EventClaim], relations: &[RelationClaim]) -> Answer {
        let sha256 = self.document.sha256();
        let mut used: BTreeSet<ActorIx> = BTreeSet::new();
        for e in events {
            used.extend(e.actors.iter().chain(&e.recipients).chain(&e.companions).chain(&e.basis.source));
        }
        for r in relations {
            used.extend([r.from, r.to].iter().chain(&r.basis.source));
        }
        for a in used.clone() {
            let mut at = a;
            while let Some(side) = self.actors.entries[at].side.filter(|s| used.insert(*s)) {
                at = side;
            }
        }
        // "He", "both sides": a span that points to someone is a mention too.
        let mut unnamed: Vec<Vec<Range<Tok>>> = vec![Vec::new(); self.actors.entries.len()];
        for mention in self.actors.mentions.iter().filter(|m| m.manner == Manner::Pronoun || m.actors.len() > 1) {
            mention.actors.iter().for_each(|a| unnamed[*a].push(mention.tokens.clone()));
        }
        Answer {
            document: DocumentInfo {
                id: self.document.id.clone(),
                title: self.document.title.clone(),
                outlet: self.document.outlet.clone(),
                published: self.document.published,
                language: "en".into(),
                url: self.document.url.clone(),
                sha256: sha256.clone(),
            },
            actors: used.into_iter().map(|a| self.actor(a, &unnamed[a])).collect(),
            events: events.iter().map(|e| self.event(&sha256, e)).collect(),
            relations: relations.iter().map(|r| self.relation(&sha256, r)).collect(),
        }
    }

    fn id(&self, a: ActorIx) -> String {
        self.actors.entries[a].id.clone()
    }

    fn ids(&self, list: &[ActorIx]) -> Vec<String> {
        list.iter().map(|a| self.id(*a)).collect()
    }

    fn actor(&self, a: ActorIx, unnamed: &[Range<Tok>]) -> Actor {
        let entry = &self.actors.entries[a];
        let mut mentions: Vec<Range<Tok>> = entry.mentions.iter().chain(unnamed).cloned().collect();
        mentions.sort_by_key(|m| (m.start, m.end));
        mentions.dedup();
        let side = self.actors.entries[a].side.filter(|s| *s != a);
        Actor {
            id: entry.id.clone(),
            name: entry.name.clone(),
            aliases: entry.names.iter().filter(|n| **n != entry.name).cloned().collect(),
            kind: entry.kind,
            side: side.map(|s| self.id(s)),
            country: entry.country.clone(),
            wikidata: entry.key.and_then(|k| self.scene.atlas.get(k).wikidata()),
            mentions: mentions.into_iter().map(|m| self.points.quote(self.scene.text.span(m))).collect(),
        }
    }

    fn evidence(&self, basis: &Basis) -> Evidence {
        let text = self.scene.text;
        let mut ranges = tidy(basis.evidence.clone()).into_iter();
        let quote = |r| self.points.quote(text.span(r));
        let first = ranges.next().unwrap_or(basis.pred..basis.pred + 1);
        let mut out = Evidence::new(quote(first));
        ranges.for_each(|r| out.add(quote(r)));
        out
    }

    fn place(&self, place: &PlaceRef) -> Place {
        let entity = place.key.map(|k| self.scene.atlas.get(k));
        let coordinates = entity.and_then(|e| e.lat_lon());
        Place {
            name: place.name.clone(),
            id: entity.map(|e| e.id().to_string()),
            lat: coordinates.map(|c| c.0),
            lon: coordinates.map(|c| c.1),
        }
    }

    fn event(&self, sha256: &str, e: &EventClaim) -> Event {
        let (actors, recipients) = (self.ids(&e.actors), self.ids(&e.recipients));
        let evidence = self.evidence(&e.basis);
        let at = evidence.quotes()[0].start.to_string();
        let id = hash::id(&[
            sha256,
            e.code.kind.word(),
            e.code.mode.unwrap_or(""),
            &actors.join(","),
            &recipients.join(","),
            e.reality.word(),
            &at,
        ]);
        Event {
            id,
            kind: e.code.kind,
            mode: e.code.mode.map(str::to_string),
            contexts: self.contexts(e),
            cameo: e.code.cameo().into(),
            score: e.code.score(),
            actors,
            recipients,
            companions: self.ids(&e.companions),
            place: e.place.as_ref().map(|p| self.place(p)),
            date: e.date.clone(),
            reality: e.reality,
            source: e.basis.source.map(|s| self.id(s)),
            hedged: e.basis.hedged,
            amount: e.amounts.clone(),
            toll: e.toll.clone(),
            confidence: self.weights.of_event(&confidence::traits_of_event(self.scene.text, self.actors, e)),
            evidence,
        }
    }

    /// PLOVER contexts by the words of the evidence.
    fn contexts(&self, e: &EventClaim) -> Vec<String> {
        let text = self.scene.text;
        let mut out = BTreeSet::new();
        for t in e.basis.evidence.iter().flat_map(|r| r.clone()) {
            let lemma = text.at(t).lemma.to_lowercase();
            if let Some(lists) = self.book.words.lists("context", &lemma) {
                out.extend(lists.iter().cloned());
            }
        }
        out.into_iter().collect()
    }

    fn relation(&self, sha256: &str, r: &RelationClaim) -> Relation {
        let (from, to) = (self.id(r.from), self.id(r.to));
        let id = hash::id(&[sha256, r.kind.word(), &from, &to, r.status.word()]);
        Relation {
            id,
            kind: r.kind,
            sign: r.kind.sign(),
            from,
            to,
            role: r.role.clone(),
            status: r.status,
            source: r.basis.source.map(|s| self.id(s)),
            hedged: r.basis.hedged,
            confidence: self.weights.of_relation(&confidence::traits_of_relation(self.scene.text, self.actors, r)),
            evidence: self.evidence(&r.basis),
        }
    }

    /// Bytes of a range of tokens as code points with the words.
    pub fn quote(&self, span: ByteSpan) -> model::Quote {
        self.points.quote(span)
    }
}
