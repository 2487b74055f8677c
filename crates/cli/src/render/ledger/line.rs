//! Incidents in lists, and what all pages of the ledger share.

use std::fmt::Write;

use model::{DateRange, EventType, IncidentStatus};
use view::{Cited, Line, Named, Tie, Totals};

use crate::paint::{Ink, Paint};
use crate::render::human::{flat, push};
use crate::render::words;

/// A page that grows.
pub struct Page {
    pub out: String,
    pub paint: Paint,
}

impl Page {
    /// A page with a headline and a line of facts below it.
    pub fn new(title: &str, facts: &[String], paint: Paint) -> Self {
        let mut page = Page { out: String::new(), paint };
        push(&mut page.out, &paint.ink(Ink::Title, paint.wrap(title, "", "")));
        page.faint(&facts.join(" · "), "");
        page
    }

    /// The head of a section.
    pub fn section(&mut self, name: &str, count: impl std::fmt::Display) {
        let _ = write!(self.out, "\n{} {}\n", self.paint.ink(Ink::Section, name), self.paint.ink(Ink::Faint, count));
    }

    /// A line of what matters less.
    pub fn faint(&mut self, text: &str, indent: &str) {
        if !text.is_empty() {
            push(&mut self.out, &self.paint.ink(Ink::Faint, self.paint.wrap(text, indent, indent)));
        }
    }

    /// A plain line.
    pub fn line(&mut self, text: &str) {
        push(&mut self.out, &self.paint.wrap(text, "  ", "      "));
    }

    /// Words of a document, with where they stand.
    pub fn quote(&mut self, cited: &Cited) {
        let words = self.paint.wrap(&format!("“{}”", flat(&cited.text)), "      ", "       ");
        push(&mut self.out, &self.paint.ink(Ink::Quote, words));
        self.faint(&place_of(cited), "      ");
    }

    /// An incident with its facts and a quote.
    pub fn incident(&mut self, line: &Line) {
        let head = self.head(line);
        self.line(&head);
        self.faint(&facts(line), "      ");
        if let Some(quote) = &line.quote {
            self.quote(quote);
        }
    }

    /// `18 Dec 2025  + CONSULT visit  Asim Munir → Libyan National Army`
    pub fn head(&self, line: &Line) -> String {
        let date = line.first.zip(line.last).map_or("undated".into(), |(a, b)| words::range(&DateRange::new(a, b, "")));
        let mode = line.mode.as_deref().map(|m| format!(" {m}")).unwrap_or_default();
        let code = format!("{} {}{mode}", words::mark(line.sign), line.kind);
        let who = parties(line);
        let who = if line.status == IncidentStatus::Denied { self.paint.ink(Ink::Denied, who) } else { who };
        format!("{}  {}  {who}", self.paint.ink(Ink::Name, date), self.paint.ink(Paint::of_sign(line.sign), code))
    }

    /// How two stand, with a quote.
    pub fn tie(&mut self, tie: &Tie) {
        let symmetric = matches!(tie.kind, "allied_with" | "rival_of" | "strained_with" | "kin_of");
        let arrow = if symmetric { "↔" } else { "→" };
        let mark = if tie.kind == "balances" { "±" } else { words::mark(tie.sign) };
        let ink = if tie.kind == "balances" { Ink::Mixed } else { Paint::of_sign(tie.sign) };
        let role = tie.role.as_deref().map(|r| format!(" ({})", flat(r))).unwrap_or_default();
        let ends = format!("{} {arrow} {}{role}", tie.from.name, tie.to.name);
        let ends = if tie.status == "negated" { self.paint.ink(Ink::Denied, ends) } else { ends };
        let kind = self.paint.ink(ink, format!("{mark} {}", words::spaced(tie.kind)));
        self.line(&format!("{kind}  {ends}"));
        let said = tie.since.zip(tie.until).map(|(a, b)| format!("said {}", words::range(&DateRange::new(a, b, ""))));
        let hedged = tie.hedged.then(|| "hedged".to_string());
        let parts = [Some(tie.status.to_string()), Some(voices(tie.voices, tie.claims)), said, hedged];
        self.faint(&parts.into_iter().flatten().collect::<Vec<_>>().join(" · "), "      ");
        if let Some(quote) = &tie.quote {
            self.quote(quote);
        }
    }

    /// `17 incidents, 3 Mar 2025 – 6 Feb 2026: CONSULT 9, AGREE 4, …`
    pub fn totals(&mut self, totals: &Totals) {
        let span = totals.first.zip(totals.last).map(|(a, b)| format!(", {}", words::range(&DateRange::new(a, b, ""))));
        let types: Vec<String> = totals.types.iter().map(|(kind, n)| format!("{kind} {n}")).collect();
        let types = if types.is_empty() { String::new() } else { format!(": {}", types.join(", ")) };
        self.line(&format!("{}{}{types}", counted(totals.incidents, "incident"), span.unwrap_or_default()));
    }
}

/// `1 incident`, `2 incidents`
pub fn counted(number: u64, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// Names with commas between them.
pub fn names(named: &[Named]) -> String {
    named.iter().map(|n| n.name.as_str()).collect::<Vec<_>>().join(", ")
}

fn parties(line: &Line) -> String {
    let actors = if line.actors.is_empty() { "someone".into() } else { names(&line.actors) };
    let mutual =
        matches!(EventType::from_word(line.kind), Ok(EventType::Agree | EventType::Cooperate | EventType::Consult))
            && line.mode.as_deref() != Some("visit");
    match line.recipients.is_empty() {
        true => actors,
        false => format!("{actors} {} {}", if mutual { "↔" } else { "→" }, names(&line.recipients)),
    }
}

/// `confirmed · 3 voices in 5 claims · in Benghazi · USD 4 billion · disputed: amount · id`
fn facts(line: &Line) -> String {
    let disputed = (!line.disputed.is_empty()).then(|| format!("in dispute: {}", line.disputed.join(", ")));
    let parts = [
        Some(line.status.word().to_string()),
        Some(voices(line.voices, line.claims)),
        line.place.as_ref().map(|p| format!("in {p}")),
        line.amount.as_ref().map(words::amounts),
        line.toll.as_ref().map(words::casualties),
        disputed,
        Some(line.id.clone()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn voices(voices: usize, claims: usize) -> String {
    let voices = counted(voices as u64, "voice");
    if claims > 1 { format!("{voices} in {claims} claims") } else { voices }
}

/// `Gulf Lantern, 30 Dec 2025 · 2025-12-30-gulf-lantern 120–188 · outlet B, credibility 2`
fn place_of(cited: &Cited) -> String {
    let outlet = cited.outlet.as_deref().unwrap_or("unknown outlet");
    let day = cited.published.map(|d| format!(", {}", words::day(d))).unwrap_or_default();
    let grading = cited.grading.as_ref().and_then(words::grading).map(|g| format!(" · {g}")).unwrap_or_default();
    format!("{outlet}{day} · {} {}–{}{grading}", cited.document, cited.start, cited.end)
}
