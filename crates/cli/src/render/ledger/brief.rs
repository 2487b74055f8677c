//! What is new.

use view::{Brief, Line};

use super::line::{Page, counted};
use crate::paint::{Ink, Paint};
use crate::render::words;

/// The page that an analyst reads in the morning.
pub fn brief(brief: &Brief, paint: Paint) -> String {
    let about = brief.about.as_ref().map(|a| format!(" on {}", a.name)).unwrap_or_default();
    let title = format!("What is new{about}");
    let facts = [
        format!("recorded {} – {}", words::day(brief.since.day()), words::day(brief.until.day())),
        counted(brief.documents, "document"),
        counted(brief.claims, "claim"),
        counted(brief.new_incidents, "new incident"),
    ];
    let mut page = Page::new(&title, &facts, paint);
    changed(&mut page, brief);
    corrections(&mut page, brief);
    list(&mut page, "New disputes", &brief.disputes, brief.disputes.len() as u64);
    first_dyads(&mut page, brief);
    list(&mut page, "New incidents", &brief.new, brief.new_incidents);
    if brief.new.is_empty() && brief.changed.is_empty() {
        page.faint("nothing new was recorded in that time", "");
    }
    page.out
}

fn list(page: &mut Page, name: &str, lines: &[Line], all: u64) {
    if lines.is_empty() {
        return;
    }
    let shown = lines.len() as u64;
    page.section(name, if shown < all { format!("{shown} of {all}, the heaviest first") } else { shown.to_string() });
    lines.iter().for_each(|line| page.incident(line));
}

fn changed(page: &mut Page, brief: &Brief) {
    if brief.changed.is_empty() {
        return;
    }
    page.section("Changed status", brief.changed.len());
    for change in &brief.changed {
        let head = page.head(&change.incident);
        let turn = page.paint.ink(Ink::Name, format!("{} → {}", change.from.word(), change.to.word()));
        page.line(&format!("{turn}  {head}"));
        page.faint(&change.incident.id, "      ");
    }
}

fn corrections(page: &mut Page, brief: &Brief) {
    if brief.corrections.is_empty() {
        return;
    }
    let names = |id: &str| brief.names.get(id).cloned().unwrap_or_else(|| id.to_string());
    page.section("Corrections", brief.corrections.len());
    for correction in &brief.corrections {
        let (from, to) = (words::value(&correction.from, &names), words::value(&correction.to, &names));
        let head = page.head(&correction.incident);
        let by = page.paint.ink(Ink::Name, &correction.by);
        page.line(&format!("{by}: {} {from} → {to}", correction.field.word()));
        page.line(&head);
        page.faint(&correction.incident.id, "      ");
    }
}

fn first_dyads(page: &mut Page, brief: &Brief) {
    if brief.first_dyads.is_empty() {
        return;
    }
    page.section("First time together", brief.first_dyads.len());
    for first in &brief.first_dyads {
        let head = page.head(&first.incident);
        page.line(&format!("{} – {}", first.a.name, first.b.name));
        page.line(&head);
    }
}
