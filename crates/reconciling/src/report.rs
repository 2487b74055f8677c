//! What reconciling works on.
//!
//! Comes in: what a ledger, or a cluster's batch, holds on documents, claims and actors. Promises: plain values; no number of a store
//! in them, so that two ledgers with the same documents give the same incidents.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use atlas::fold;
use model::{ActorKind, Date, Event};

/// One document, as far as its claims need it.
#[derive(Debug, Clone, PartialEq)]
pub struct Paper {
    /// Content hash of outlet, day and text: the document's key in every ledger.
    pub key: String,
    /// Name of the file without its ending.
    pub name: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
    /// Outlet of the document that this one repeats, where it is a near-copy: the voice with which it speaks.
    pub repeats: Option<String>,
    /// Whether it is another event set and no text.
    pub dataset: bool,
}

impl Paper {
    /// The place of a document among others: day of publication, name, key. It decides which of several copies is the first print.
    pub fn place(&self) -> (Option<Date>, &str, &str) {
        (self.published, &self.name, &self.key)
    }
}

/// One event as one document says it. All ids of actors are those of the [`Cast`], the same in all documents.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Key of the claim: hash of the document's key and the event's id.
    pub key: String,
    /// Key of its document.
    pub paper: String,
    /// What it says.
    pub event: Event,
}

/// A claim beside its document.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// The claim.
    pub report: &'a Report,
    /// Where it stands.
    pub paper: &'a Paper,
}

/// An actor over all documents.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// Id: that of the atlas, or of the earliest candidate.
    pub id: String,
    /// Canonical name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: ActorKind,
    /// Id of the state or faction for which it acts.
    pub side: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
}

/// The actors of all documents by id.
#[derive(Debug, Clone, Default)]
pub struct Cast {
    members: HashMap<String, Known>,
    /// Outlets by folded name.
    outlets: BTreeMap<String, String>,
}

/// A member, with the words of its names once they were asked for.
#[derive(Debug, Clone)]
struct Known {
    member: Member,
    words: OnceCell<Vec<String>>,
}

impl Cast {
    /// Adds or replaces a member.
    pub fn put(&mut self, member: Member) {
        if member.kind == ActorKind::Media {
            for name in std::iter::once(&member.name).chain(&member.aliases) {
                self.outlets.insert(outlet_key(name), member.id.clone());
            }
        }
        self.members.insert(member.id.clone(), Known { member, words: OnceCell::new() });
    }

    /// A member by id.
    pub fn get(&self, id: &str) -> Option<&Member> {
        self.members.get(id).map(|known| &known.member)
    }

    /// The folded words of a member's names, of more than three letters.
    pub(crate) fn words(&self, id: &str) -> &[String] {
        let Some(Known { member, words }) = self.members.get(id) else { return &[] };
        words.get_or_init(|| std::iter::once(&member.name).chain(&member.aliases).flat_map(|n| long_words(n)).collect())
    }

    /// The id of the actor who is that outlet, where texts quote it.
    pub fn outlet(&self, name: &str) -> Option<&str> {
        self.outlets.get(&outlet_key(name)).map(String::as_str)
    }

    /// The state or faction for which an actor acts in the end: sides are followed up to one that has none; a circle ends where it closes.
    pub fn side<'a>(&'a self, id: &'a str) -> &'a str {
        let (mut at, mut way) = (id, Vec::new());
        while let Some(side) = self.members.get(at).and_then(|m| m.member.side.as_deref()) {
            if way.contains(&at) {
                break;
            }
            way.push(at);
            at = side;
        }
        at
    }

    /// All members in order of their ids.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        let mut members: Vec<&Member> = self.members.values().map(|known| &known.member).collect();
        members.sort_by(|a, b| a.id.cmp(&b.id));
        members.into_iter()
    }
}

/// The folded words of a name, of more than three letters.
pub(crate) fn long_words(name: &str) -> Vec<String> {
    fold(name).split(' ').filter(|w| w.len() > 3).map(str::to_owned).collect()
}

/// An outlet's name without its article, however it is written.
pub(crate) fn outlet_key(name: &str) -> String {
    let folded = fold(name);
    folded.strip_prefix("the ").unwrap_or(&folded).to_owned()
}

/// What analysts decided on claims, by keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decisions {
    /// Pairs of claims that are of one incident.
    pub together: BTreeSet<(String, String)>,
    /// Pairs of claims that are not.
    pub apart: BTreeSet<(String, String)>,
    /// Claims that count for nothing.
    pub rejected: BTreeSet<String>,
    /// Claims whose incident an analyst confirmed.
    pub confirmed: BTreeSet<String>,
}
