//! Reading by weights, beside the code book: what its entries just miss, and parties that its slots get wrong.
//!
//! Comes in: predicates that the code book knows, the claims that it made. Goes out: the same claims, some with other parties, and new ones.
//! Promises: every weight is a line of `learned/*.tsv` with a name that says what it looks at; nothing depends on anything but text, atlas
//! and code book; what a claim rests on can be listed.
//!
//! | step | module | weights |
//! |---|---|---|
//! | predicate and type of event | `candidates` | – |
//! | who is around, led to by which slot | `scenery` | – |
//! | does a side take part, and on which end | `arguments` | `arguments.tsv`, three classes: no, doer, other |
//! | does the predicate tell of such a deed | `triggers` | `triggers.tsv` |
//! | keep, turn, add | `choice` | `choice.tsv` |
//! | in which mode | `modes` | `modes.tsv` |
//!
//! All four are logistic regressions, fitted to annotated articles by `scripts/learned/fit.py`, which also cross-validates them.

mod arguments;
mod candidates;
mod choice;
mod modes;
mod sample;
mod scenery;
mod table;
#[cfg(test)]
mod tests;
mod traits;
mod triggers;

use model::EventType;

use crate::actors::{ActorIx, Actors};
use crate::claims::EventClaim;
use crate::explanation::TraitTrace;
use crate::matching::Matcher;
use crate::text::{Text, Tok};
use arguments::Chance;
use candidates::Candidate;
use choice::{Made, TOLD, Weighed};
use scenery::{Around, Scenery};
use table::{Table, logistic, softmax};
use traits::Traits;

pub(crate) use candidates::Known;
pub use sample::{DocumentSample, MadeSample, PartySample, TriggerSample};

/// Most candidates of one document that are weighed; an article has some three hundred.
const MOST_CANDIDATES: usize = 200_000;

/// The weights.
#[derive(Debug)]
pub(crate) struct Weights {
    arguments: Table<3>,
    triggers: Table<1>,
    choice: Table<1>,
    modes: Table<1>,
    /// Below this sum of the first traits a candidate is not looked at further.
    first_screen: f64,
    /// The same for all traits that need no guess at the parties.
    screen: f64,
}

/// A deed that the code book did not find.
#[derive(Debug, Clone)]
pub(crate) struct Found<'a> {
    /// What it rests on.
    pub candidate: Candidate<'a>,
    /// Doers with the tokens that point to them.
    pub doers: Vec<(Tok, ActorIx)>,
    /// Others with the tokens that point to them.
    pub others: Vec<(Tok, ActorIx)>,
    /// Probability that the text tells it.
    pub chance: f64,
    /// What the probability rests on, where reasons are wanted.
    pub reasons: Vec<TraitTrace>,
}

/// What is to be changed and added.
#[derive(Debug, Default)]
pub(crate) struct Verdict<'a> {
    /// For events of the code book by index: other doers and others.
    pub turned: Vec<(usize, Vec<ActorIx>, Vec<ActorIx>)>,
    /// New ones in order of the text.
    pub found: Vec<Found<'a>>,
}

/// One candidate with its parties, before the choice.
struct Seen<'a> {
    candidate: Candidate<'a>,
    own: [Traits; 2],
    chances: Vec<Chance>,
    heads: Vec<Tok>,
    party_traits: Vec<Traits>,
    doers: Vec<usize>,
    others: Vec<usize>,
    of_parties: Traits,
    chance: f64,
}

/// Looks at the candidates of a document.
pub(crate) struct Judge<'a> {
    pub text: &'a Text<'a>,
    pub actors: &'a Actors,
    pub matcher: Matcher<'a>,
    pub weights: &'a Weights,
    /// Whether names and reasons are wanted.
    pub named: bool,
}

impl Weights {
    /// The weights that come with the crate.
    pub fn builtin() -> Self {
        let triggers = Table::read(include_str!("../learned/triggers.tsv"));
        let screen = |name: &str| triggers.of(name).map_or(f64::MIN, |w| f64::from(w[0]));
        let (first_screen, screen) = (screen("first screen"), screen("screen"));
        Weights {
            arguments: Table::read(include_str!("../learned/arguments.tsv")),
            choice: Table::read(include_str!("../learned/choice.tsv")),
            modes: Table::read(include_str!("../learned/modes.tsv")),
            triggers,
            first_screen,
            screen,
        }
    }
}

impl<'a> Judge<'a> {
    /// What is to be changed and added.
    pub fn verdict(&self, known: &[Known<'a>], events: &[EventClaim]) -> Verdict<'a> {
        let seen = self.seen(known, events, true);
        let weighed: Vec<Weighed> = seen.iter().map(|s| self.weighed(s)).collect();
        let made = Made::new(self.text, self.actors, events, &weighed);
        let mut out = Verdict::default();
        let find = |pred: Tok, kind: EventType| weighed.iter().position(|w| w.pred == pred && w.kind == kind);
        let choice = &self.weights.choice;
        for (i, event) in events.iter().enumerate() {
            let at = find(event.basis.pred, event.code.kind);
            let Some(w) = at.map(|at| &weighed[at]).filter(|w| !w.doers.is_empty()) else { continue };
            if made.agreement(event, Some(w)) == choice::Agreement::All {
                continue;
            }
            let kept = choice::sum(choice, &made.kept(event, Some(w), false), w.chance, "odds kept");
            let turned = choice::sum(choice, &made.turned(event, w, false), w.chance, "odds turned");
            if turned > kept {
                out.turned.push((i, w.doers.clone(), w.others.clone()));
            }
        }
        for (s, w) in seen.iter().zip(&weighed) {
            if made.has(w.pred, w.kind) || w.doers.is_empty() && w.others.is_empty() {
                continue;
            }
            let traits = made.new_one(w, self.named);
            let chance = logistic(choice::sum(choice, &traits, w.chance, "odds new"));
            if chance >= TOLD {
                out.found.push(self.found(s, chance, &traits));
            }
        }
        out.found
            .sort_by(|x, y| y.chance.total_cmp(&x.chance).then(x.candidate.frame.pred.cmp(&y.candidate.frame.pred)));
        out
    }

    fn found(&self, s: &Seen<'a>, chance: f64, choice: &Traits) -> Found<'a> {
        let with = |list: &[usize]| list.iter().map(|i| (s.heads[*i], s.chances[*i].actor)).collect();
        let mut reasons = Vec::new();
        if self.named {
            let w = self.weights;
            reasons.extend(reasons_of("choice", &w.choice, choice, 0));
            for own in &s.own {
                reasons.extend(reasons_of("trigger", &w.triggers, own, 0));
            }
            reasons.extend(reasons_of("trigger", &w.triggers, &s.of_parties, 0));
            for (list, class, what) in [(&s.doers, 1, "doer"), (&s.others, 2, "other")] {
                for i in list {
                    reasons.extend(reasons_of(what, &w.arguments, &s.party_traits[*i], class));
                }
            }
        }
        let mut candidate = s.candidate.clone();
        candidate.code = modes::likeliest(&self.weights.modes, self.text, self.matcher.book, &candidate);
        Found { candidate, doers: with(&s.doers), others: with(&s.others), chance, reasons }
    }

    fn weighed(&self, s: &Seen<'a>) -> Weighed {
        let with = |list: &[usize]| list.iter().map(|i| s.chances[*i].actor).collect();
        Weighed {
            pred: s.candidate.frame.pred,
            kind: s.candidate.kind,
            fits: s.candidate.fits,
            chance: s.chance,
            doers: with(&s.doers),
            others: with(&s.others),
        }
    }

    /// The candidates with their parties. Where screened, only those of some promise and those of which the code book made an event.
    fn seen(&self, known: &[Known<'a>], events: &[EventClaim], screened: bool) -> Vec<Seen<'a>> {
        let scenery = Scenery::new(self.text, self.actors);
        let mut made: Vec<(Tok, EventType)> = events.iter().map(|e| (e.basis.pred, e.code.kind)).collect();
        made.sort_unstable();
        let mut out = Vec::new();
        for known in known.iter().take(MOST_CANDIDATES) {
            let mut around: Option<Around> = None;
            for candidate in known.candidates() {
                let is_made = made.binary_search(&(candidate.frame.pred, candidate.kind)).is_ok();
                let first = triggers::first_traits(self.text, &candidate, self.named);
                let sum = self.weights.triggers.sum(&first);
                if screened && sum[0] < self.weights.first_screen && !is_made {
                    continue;
                }
                let around =
                    around.get_or_insert_with(|| scenery.around(known.frame, &self.matcher.leads(known.frame)));
                let own = triggers::traits(self.text, self.matcher.book, &candidate, around, self.named);
                let sum = self.weights.triggers.more(sum, &own);
                if screened && sum[0] < self.weights.screen && !is_made {
                    continue;
                }
                out.push(self.see(candidate, around, [first, own], sum));
            }
        }
        out
    }

    fn see(&self, candidate: Candidate<'a>, around: &Around, own: [Traits; 2], sum: [f64; 1]) -> Seen<'a> {
        let kind = candidate.kind;
        let party_traits: Vec<Traits> = around
            .views
            .iter()
            .map(|v| arguments::traits(self.actors, candidate.frame, kind, around, v, self.named))
            .collect();
        let chance = |(view, traits): (&scenery::View, &Traits)| {
            let [_, doer, other] = softmax(self.weights.arguments.sum(traits));
            Chance { actor: view.led.unwrap_or(view.actor), doer, other }
        };
        let chances: Vec<Chance> = around.views.iter().zip(&party_traits).map(chance).collect();
        let (doers, others) = arguments::parties(&chances);
        let of_parties = triggers::of_parties(self.actors, kind, &chances, (&doers, &others), self.named);
        let chance = logistic(self.weights.triggers.more(sum, &of_parties)[0]);
        let heads = around.views.iter().map(|v| v.head).collect();
        Seen { candidate, own, chances, heads, party_traits, doers, others, of_parties, chance }
    }
}

/// The traits that the table knows, the weightiest first.
fn reasons_of<const N: usize>(what: &str, table: &Table<N>, traits: &Traits, class: usize) -> Vec<TraitTrace> {
    let names = traits.names.as_deref().unwrap_or_default();
    let known = |name: &String| {
        let weight = f64::from(table.of(name)?[class]);
        Some(TraitTrace { name: format!("{what}: {name}"), amount: 1.0, weight })
    };
    let mut out: Vec<TraitTrace> = names.iter().filter_map(known).collect();
    out.sort_by(|x, y| y.weight.abs().total_cmp(&x.weight.abs()).then_with(|| x.name.cmp(&y.name)));
    out.truncate(8);
    out
}
