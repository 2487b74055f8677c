//! Whether an answer fits its document.
//!
//! Promises: what passes can be opened down to the words: every quote is a slice of the text, every id that is used is among the actors.

use std::collections::BTreeSet;

use model::{Answer, Document, Quote};

use crate::coding::Slices;
use crate::{LedgerError, Result};

/// Checks an answer against the document that it was made of. Linear in both.
pub(crate) fn check(document: &Document, answer: &Answer) -> Result<()> {
    let misfit = |what: String| Err(LedgerError::Misfit(what));
    if answer.document.sha256 != document.sha256() {
        return misfit(format!("the answer was made of another text than that of {}", document.id));
    }
    let slices = Slices::new(document.text.as_str());
    let quoted = |quote: &Quote| slices.get(quote.start, quote.end) == Some(&quote.text);
    let ids: BTreeSet<&str> = answer.actors.iter().map(|a| a.id.as_str()).collect();
    if ids.len() != answer.actors.len() {
        return misfit("two actors of the answer share an id".into());
    }
    for actor in &answer.actors {
        if let Some(quote) = actor.mentions.iter().find(|q| !quoted(q)) {
            return misfit(format!("a mention of {} is not in the text: {quote:?}", actor.id));
        }
    }
    let claim = |id: &str, quotes: &[Quote], used: Vec<&String>, confidence: f64| {
        if let Some(quote) = quotes.iter().find(|q| !quoted(q)) {
            return misfit(format!("the evidence of {id} is not in the text: {quote:?}"));
        }
        if let Some(actor) = used.iter().find(|actor| !ids.contains(actor.as_str())) {
            return misfit(format!("{id} names the actor {actor}, which is not among the actors"));
        }
        if !(0.0..=1.0).contains(&confidence) {
            return misfit(format!("the confidence of {id} is {confidence}, and not within 0 and 1"));
        }
        Ok(())
    };
    for e in &answer.events {
        let used = e.actors.iter().chain(&e.recipients).chain(&e.companions).chain(&e.source).collect();
        claim(&e.id, e.evidence.quotes(), used, e.confidence)?;
    }
    for r in &answer.relations {
        let used = [&r.from, &r.to].into_iter().chain(&r.source).collect();
        claim(&r.id, r.evidence.quotes(), used, r.confidence)?;
    }
    Ok(())
}
