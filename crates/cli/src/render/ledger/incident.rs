//! One incident, opened down to the sentences.

use model::{ClaimInIncident, Contested, Correction};
use view::IncidentPage;

use super::line::{Page, counted};
use crate::paint::{Ink, Paint};
use crate::render::human::{flat, push};
use crate::render::words;

/// One incident.
pub fn incident(shown: &IncidentPage, paint: Paint) -> String {
    let line = &shown.line;
    let names = |id: &str| shown.names.get(id).cloned().unwrap_or_else(|| id.to_string());
    let mut page = Page { out: String::new(), paint };
    let head = page.head(line);
    push(&mut page.out, &paint.wrap(&head, "", "  "));
    let voices = format!("{}: {}", counted(line.voices as u64, "voice"), shown.incident.voiced_by.join(", "));
    page.faint(&[line.status.word().to_string(), voices, line.id.clone()].join(" · "), "");
    if !shown.incident.best.is_empty() {
        page.section("What to go by", shown.incident.best.len());
        for (field, settled) in &shown.incident.best {
            let value = words::value(&settled.value, &names);
            page.line(&format!("{}  {value}", paint.ink(Ink::Name, field.word())));
            page.faint(&settled.reason, "      ");
        }
    }
    if !shown.incident.disputed.is_empty() {
        page.section("In dispute", shown.incident.disputed.len());
        for (field, values) in &shown.incident.disputed {
            page.line(&paint.ink(Ink::Name, field.word()));
            values.iter().for_each(|v| contested(&mut page, v, &names));
        }
    }
    if !shown.incident.corrections.is_empty() {
        page.section("Corrections", shown.incident.corrections.len());
        shown.incident.corrections.iter().for_each(|c| correction(&mut page, c, &names));
    }
    page.section("Who says so", shown.incident.claims.len());
    let author = |c: &ClaimInIncident| {
        let of = shown.documents.iter().find(|d| (&d.name, &d.outlet) == (&c.document, &c.outlet));
        of.and_then(|d| d.author.as_deref())
    };
    shown.incident.claims.iter().for_each(|c| claim(&mut page, c, author(c), &names));
    history(&mut page, shown);
    page.out
}

fn contested(page: &mut Page, contested: &Contested, names: &dyn Fn(&str) -> String) {
    let value = words::value(&contested.value, names);
    page.line(&format!("  {value}  say {}", contested.said_by.join(", ")));
}

fn correction(page: &mut Page, correction: &Correction, names: &dyn Fn(&str) -> String) {
    let day = correction.published.map(|d| format!(", {}", words::day(d))).unwrap_or_default();
    let (from, to) = (words::value(&correction.from, names), words::value(&correction.to, names));
    let by = page.paint.ink(Ink::Name, &correction.by);
    page.line(&format!("{by}{day}: {} {from} → {to}", correction.field.word()));
}

fn claim(page: &mut Page, claim: &ClaimInIncident, author: Option<&str>, names: &dyn Fn(&str) -> String) {
    let day = claim.published.map_or("no date".into(), words::day);
    let outlet = claim.outlet.as_deref().unwrap_or("unknown outlet");
    let author = author.map(|a| format!(", by {}", flat(a))).unwrap_or_default();
    page.line(&format!("{}  {outlet}{author}", page.paint.ink(Ink::Name, day)));
    let source = claim.source.as_deref().map(|s| format!("says {}", names(s)));
    let span = claim.evidence.quotes().first().map(|q| format!("{} {}–{}", claim.document, q.start, q.end));
    let parts = [
        Some(claim.reality.word().to_string()),
        claim.hedged.then(|| "hedged".to_string()),
        source,
        Some(format!("{:.2}", claim.confidence)),
        span,
        Some(claim.key.clone()),
    ];
    page.faint(&parts.into_iter().flatten().collect::<Vec<_>>().join(" · "), "      ");
    if let Some(grades) = claim.grading.as_ref().and_then(words::grading) {
        let why = claim.grading.as_ref().and_then(|g| g.credibility.as_ref()).map(|j| j.why.as_str());
        let why = why.filter(|w| !w.is_empty()).map(|w| format!(": {}", flat(w))).unwrap_or_default();
        page.faint(&format!("{grades}{why}"), "      ");
    }
    for quote in claim.evidence.quotes() {
        let text = page.paint.wrap(&format!("“{}”", flat(&quote.text)), "      ", "       ");
        push(&mut page.out, &page.paint.ink(Ink::Quote, text));
    }
}

fn history(page: &mut Page, shown: &IncidentPage) {
    if shown.versions.len() > 1 || !shown.formerly.is_empty() {
        page.section("What was held of it", shown.versions.len());
        for version in &shown.versions {
            let voices = counted(version.voices as u64, "voice");
            page.line(&format!("from {}  {}, {voices}", version.from, version.status.word()));
        }
        if !shown.formerly.is_empty() {
            page.faint(&format!("known before as {}", shown.formerly.join(", ")), "  ");
        }
    }
    if !shown.decisions.is_empty() {
        page.section("Decisions of analysts", shown.decisions.len());
        for decision in &shown.decisions {
            let undone = if decision.undone { ", undone" } else { "" };
            let reason = decision.reason.as_deref().map(|r| format!(": {}", flat(r))).unwrap_or_default();
            page.line(&format!("{}  {} by {}{reason}{undone}", decision.id, decision.what, flat(&decision.author)));
        }
    }
}
