//! An explanation for reading in a terminal: sentence by sentence, from the words to the claims.

use std::collections::BTreeMap;
use std::fmt::Write;

use model::Answer;
use reading::{Explanation, FrameTrace, SentenceTrace, TraitTrace};

use super::human::{flat, push};
use super::words::{self, Names};
use crate::paint::{Ink, Paint};

/// Renders an explanation.
pub fn render(explanation: &Explanation, paint: Paint) -> String {
    let answer = &explanation.answer;
    let page = Page {
        answer,
        rules: &explanation.rules,
        confidence: &explanation.confidence,
        learned: &explanation.learned,
        names: Names::of(answer),
        paint,
    };
    let mut out = String::new();
    push(&mut out, &paint.ink(Ink::Title, answer.document.title.as_deref().unwrap_or(&answer.document.id)));
    for (number, sentence) in explanation.sentences.iter().enumerate() {
        out.push('\n');
        page.sentence(&mut out, number + 1, sentence);
    }
    out
}

struct Page<'a> {
    answer: &'a Answer,
    rules: &'a BTreeMap<String, String>,
    confidence: &'a BTreeMap<String, Vec<TraitTrace>>,
    learned: &'a BTreeMap<String, Vec<TraitTrace>>,
    names: Names<'a>,
    paint: Paint,
}

impl Page<'_> {
    fn sentence(&self, out: &mut String, number: usize, sentence: &SentenceTrace) {
        let (start, end) = (sentence.quote.start, sentence.quote.end);
        let head = self.paint.ink(Ink::Section, format!("Sentence {number}"));
        push(out, &format!("{head} {}", self.paint.ink(Ink::Faint, format!("{start}–{end}"))));
        push(
            out,
            &self.paint.ink(Ink::Quote, self.paint.wrap(&format!("“{}”", flat(&sentence.quote.text)), "  ", "   ")),
        );
        self.parse(out, sentence);
        self.mentions(out, sentence);
        self.frames(out, sentence);
        self.claims(out, sentence);
    }

    fn head(&self, out: &mut String, name: &str) {
        push(out, &format!("  {}", self.paint.ink(Ink::Name, name)));
    }

    fn line(&self, out: &mut String, line: &str) {
        push(out, &self.paint.wrap(line, "    ", "        "));
    }

    /// `word/TAG/label→head`, in the order of the text.
    fn parse(&self, out: &mut String, sentence: &SentenceTrace) {
        self.head(out, "parse");
        let mut line = String::new();
        for (at, token) in sentence.tokens.iter().enumerate() {
            let head = sentence.tokens.get(token.head).filter(|_| token.head != at).map(|h| flat(&h.text));
            let head = head.map(|h| format!("→{h}")).unwrap_or_default();
            let _ = write!(line, "{}/{}/{}{head} ", flat(&token.text), token.tag, token.dep);
        }
        self.line(out, &self.paint.ink(Ink::Faint, line.trim_end()));
    }

    fn mentions(&self, out: &mut String, sentence: &SentenceTrace) {
        if sentence.mentions.is_empty() {
            return;
        }
        self.head(out, "who");
        for mention in &sentence.mentions {
            let actors = match mention.actors.is_empty() {
                true => "nobody that is known".to_string(),
                false => mention.actors.iter().map(|id| self.named(id)).collect::<Vec<_>>().join(", "),
            };
            let how = format!("{}: {}", mention.manner, mention.why);
            self.line(out, &format!("“{}” → {actors}  {}", flat(&mention.words), self.paint.ink(Ink::Faint, &how)));
        }
    }

    fn named(&self, id: &str) -> String {
        match self.names.name(id) {
            name if name == id => id.to_string(),
            name => format!("{name} ({id})"),
        }
    }

    fn frames(&self, out: &mut String, sentence: &SentenceTrace) {
        if sentence.frames.is_empty() {
            self.head(out, "no predicate that the code book knows");
            return;
        }
        self.head(out, "predicates");
        for frame in &sentence.frames {
            self.frame(out, frame);
        }
    }

    fn frame(&self, out: &mut String, frame: &FrameTrace) {
        let slots = frame.slots.iter().map(|(slot, words)| format!("{slot} “{}”", flat(words))).collect::<Vec<_>>();
        let slots = if slots.is_empty() { "no slot filled".into() } else { slots.join(" · ") };
        let name = self.paint.ink(Ink::Name, flat(&frame.predicate));
        self.line(out, &format!("{name} ({}): {slots}", frame.lemma));
        let sub = |out: &mut String, ink: Ink, mark: &str, line: &str| {
            let line = self.paint.wrap(&format!("{mark} {line}"), "      ", "        ");
            push(out, &self.paint.ink(ink, line));
        };
        frame.fits.iter().for_each(|fit| sub(out, Ink::Friendly, "✓", fit));
        let mut misses: Vec<String> = frame.misses.iter().map(|(entry, why)| format!("{entry}: {why}")).collect();
        misses.dedup();
        misses.iter().for_each(|miss| sub(out, Ink::Faint, "✗", miss));
        frame.standing.iter().for_each(|step| sub(out, Ink::Faint, "·", step));
        if let Some(why) = &frame.void {
            sub(out, Ink::Hostile, "∅", &format!("nothing made: {why}"));
        }
    }

    fn claims(&self, out: &mut String, sentence: &SentenceTrace) {
        if sentence.claims.is_empty() {
            self.head(out, "no claim rests on this sentence");
            return;
        }
        self.head(out, "claims that rest on this sentence");
        for id in &sentence.claims {
            let event = self.answer.events.iter().find(|e| e.id == *id).map(|e| {
                let mode = e.mode.as_deref().map(|m| format!(" {m}")).unwrap_or_default();
                let mark = words::mark(words::sign(e.score));
                let who = format!("{} → {}", self.names.list(&e.actors), self.names.list(&e.recipients));
                format!("{mark} {}{mode}  {who}  {} · {:.2}", e.kind.word(), e.reality.word(), e.confidence)
            });
            let relation = self.answer.relations.iter().find(|r| r.id == *id).map(|r| {
                let who = format!("{} → {}", self.names.name(&r.from), self.names.name(&r.to));
                let (mark, kind) = (words::relation_mark(r), words::spaced(r.kind.word()));
                format!("{mark} {kind}  {who}  {} · {:.2}", r.status.word(), r.confidence)
            });
            if let Some(claim) = event.or(relation) {
                let rule = self.rules.get(id).map(|r| format!("by {r} · ")).unwrap_or_default();
                self.line(out, &format!("{claim}  {}", self.paint.ink(Ink::Faint, format!("{rule}{id}"))));
                let sure = self.confidence.get(id).map(|traits| sureness(traits)).unwrap_or_default();
                self.line(out, &self.paint.ink(Ink::Faint, sure));
                if let Some(traits) = self.learned.get(id) {
                    self.line(out, &self.paint.ink(Ink::Faint, weighed(traits)));
                }
            }
        }
    }
}

/// "sure by base +2.10, noun −0.35": what each trait adds to the log odds.
fn sureness(traits: &[TraitTrace]) -> String {
    format!("  sure by {}", parts(traits))
}

/// The same of a claim that the weights found, where no entry fits.
fn weighed(traits: &[TraitTrace]) -> String {
    format!("  no entry fits; found by weights: {}", parts(traits))
}

fn parts(traits: &[TraitTrace]) -> String {
    let sign = |x: f64| if x < 0.0 { '−' } else { '+' };
    let part = |t: &TraitTrace| {
        let x = t.amount * t.weight;
        format!("{} {}{:.2}", t.name, sign(x), x.abs())
    };
    traits.iter().filter(|t| t.weight != 0.0).map(part).collect::<Vec<_>>().join(", ")
}
