//! An answer for reading in a terminal: who's who, events in order of date, relations, each with its quote.

use std::collections::BTreeMap;
use std::fmt::Write;

use model::{Answer, Event, EventType, Evidence, Reality, Relation, RelationType, Status};

use super::cast;
use super::words::{self, Names};
use crate::paint::{Ink, Paint};

/// Renders an answer.
pub fn render(answer: &Answer, paint: Paint) -> String {
    let page = Page { answer, paint, names: Names::of(answer) };
    let mut out = String::new();
    page.head(&mut out);
    page.actors(&mut out);
    page.events(&mut out);
    page.relations(&mut out);
    out
}

struct Page<'a> {
    answer: &'a Answer,
    paint: Paint,
    names: Names<'a>,
}

impl Page<'_> {
    fn head(&self, out: &mut String) {
        let document = &self.answer.document;
        let title = document.title.as_deref().unwrap_or(&document.id);
        let published = document.published.map(words::day).unwrap_or_else(|| "no date".into());
        let parts = [document.outlet.clone(), Some(published), document.title.is_some().then(|| document.id.clone())];
        let line = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        push(out, &self.paint.ink(Ink::Title, self.paint.wrap(title, "", "")));
        push(out, &self.paint.ink(Ink::Faint, self.paint.wrap(&line, "", "")));
    }

    fn section(&self, out: &mut String, name: &str, count: usize) {
        let _ = write!(out, "\n{} {}\n", self.paint.ink(Ink::Section, name), self.paint.ink(Ink::Faint, count));
    }

    fn actors(&self, out: &mut String) {
        self.section(out, "Who's who", self.answer.actors.len());
        cast::lines(self.answer, self.paint).iter().for_each(|line| push(out, line));
    }

    fn events(&self, out: &mut String) {
        self.section(out, "Events", self.answer.events.len());
        let mut events: Vec<&Event> = self.answer.events.iter().collect();
        events.sort_by_key(|e| e.date.as_ref().map_or((true, None), |d| (false, Some((d.first, d.last)))));
        for event in events {
            self.event(out, event);
        }
    }

    fn event(&self, out: &mut String, event: &Event) {
        let sign = words::sign(event.score);
        let date = event.date.as_ref().map_or("undated".into(), words::range);
        let code = match &event.mode {
            Some(mode) => format!("{} {mode}", event.kind.word()),
            None => event.kind.word().to_string(),
        };
        let code = self.paint.ink(Paint::of_sign(sign), format!("{} {code}", words::mark(sign)));
        let who = self.parties(event);
        let who = if event.reality == Reality::Denied { self.paint.ink(Ink::Denied, who) } else { who };
        push(out, &self.paint.wrap(&format!("{}  {code}  {who}", self.paint.ink(Ink::Name, date)), "  ", "      "));
        let place = event.place.as_ref().map(|p| format!("in {}", p.name));
        let amount = event.amount.as_ref().map(words::amounts);
        let facts = [Some(event.reality.word().to_string()), place, amount, words::toll(event)];
        self.marks(out, facts, event.hedged, event.source.as_deref(), event.confidence, &event.id);
        self.quotes(out, &event.evidence);
    }

    fn parties(&self, event: &Event) -> String {
        let actors = if event.actors.is_empty() { "someone".into() } else { self.names.list(&event.actors) };
        let mutual = match event.kind {
            EventType::Agree | EventType::Cooperate => true,
            EventType::Consult => event.mode.as_deref() != Some("visit"),
            _ => false,
        };
        let arrow = if mutual { "↔" } else { "→" };
        let mut who = match event.recipients.is_empty() {
            true => actors,
            false => format!("{actors} {arrow} {}", self.names.list(&event.recipients)),
        };
        if !event.companions.is_empty() {
            let _ = write!(who, ", with {}", self.names.list(&event.companions));
        }
        who
    }

    fn relations(&self, out: &mut String) {
        self.section(out, "Relations", self.answer.relations.len());
        let mut groups: BTreeMap<RelationType, Vec<&Relation>> = BTreeMap::new();
        for relation in &self.answer.relations {
            groups.entry(relation.kind).or_default().push(relation);
        }
        for (kind, relations) in groups {
            let ink = if kind == RelationType::Balances { Ink::Mixed } else { Paint::of_sign(kind.sign()) };
            let head = format!("{} {}", words::relation_mark(relations[0]), words::spaced(kind.word()));
            push(out, &format!("  {}", self.paint.ink(ink, head)));
            for relation in relations {
                self.relation(out, relation);
            }
        }
    }

    fn relation(&self, out: &mut String, relation: &Relation) {
        let arrow = if relation.kind.is_symmetric() { "↔" } else { "→" };
        let ends = format!("{} {arrow} {}", self.names.name(&relation.from), self.names.name(&relation.to));
        let ends = if relation.status == Status::Negated { self.paint.ink(Ink::Denied, ends) } else { ends };
        let role = relation.role.as_ref().map(|r| format!(" ({})", flat(r))).unwrap_or_default();
        push(out, &self.paint.wrap(&format!("{ends}{role}"), "    ", "        "));
        let facts = [Some(relation.status.word().to_string()), None, None, None];
        self.marks(out, facts, relation.hedged, relation.source.as_deref(), relation.confidence, &relation.id);
        self.quotes(out, &relation.evidence);
    }

    fn marks(
        &self,
        out: &mut String,
        facts: [Option<String>; 4],
        hedged: bool,
        source: Option<&str>,
        confidence: f64,
        id: &str,
    ) {
        let source = source.map(|s| format!("says {}", self.names.name(s)));
        let rest =
            [hedged.then(|| "hedged".to_string()), source, Some(format!("{confidence:.2}")), Some(id.to_string())];
        let line = facts.into_iter().chain(rest).flatten().collect::<Vec<_>>().join(" · ");
        push(out, &self.paint.ink(Ink::Faint, self.paint.wrap(&line, "      ", "      ")));
    }

    fn quotes(&self, out: &mut String, evidence: &Evidence) {
        for quote in evidence.quotes() {
            let text = self.paint.wrap(&format!("“{}”", flat(&quote.text)), "      ", "       ");
            push(out, &self.paint.ink(Ink::Quote, text));
        }
    }
}

/// A line.
pub(super) fn push(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

/// White space as single spaces, and nothing that a terminal would obey.
pub fn flat(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_what_an_analyst_wants_to_see() {
        let answer = serde_json::from_str(include_str!("../../tests/answers/visit.json")).unwrap();
        let page = render(&answer, Paint::plain(80));
        assert_eq!(page, include_str!("../../tests/answers/visit.txt"), "\n{page}");
        assert!(page.lines().all(|line| line.chars().count() <= 80));
    }

    #[test]
    fn what_a_text_says_cannot_steer_the_terminal() {
        assert_eq!(flat("a\u{1b}[31m \n\t red\u{7}"), "a[31m red");
    }
}
