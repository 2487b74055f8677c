//! Dossiers and dyads.

use view::{Card, Dossier, Dyad, Partner};

use super::line::{Page, counted};
use crate::paint::{Ink, Paint};
use crate::render::words;

/// One actor.
pub fn dossier(dossier: &Dossier, paint: Paint) -> String {
    let mut page = Page::new(&dossier.actor.name, &card(&dossier.actor), paint);
    aliases(&mut page, &dossier.actor);
    page.totals(&dossier.totals);
    if !dossier.partners.is_empty() {
        page.section("With whom", dossier.partners.len());
        dossier.partners.iter().for_each(|p| partner(&mut page, p));
    }
    if !dossier.ties.is_empty() {
        page.section("How it stands", dossier.ties.len());
        dossier.ties.iter().for_each(|t| page.tie(t));
    }
    latest(&mut page, &dossier.incidents, dossier.totals.incidents);
    page.out
}

/// Two actors.
pub fn dyad(dyad: &Dyad, paint: Paint) -> String {
    let title = format!("{} – {}", dyad.a.name, dyad.b.name);
    let mut page = Page::new(&title, &[dyad.a.id.clone(), dyad.b.id.clone()], paint);
    page.totals(&dyad.totals);
    let signs = format!("{} friendly, {} hostile", dyad.friendly, dyad.hostile);
    page.faint(&signs, "  ");
    if !dyad.ties.is_empty() {
        page.section("How they stand", dyad.ties.len());
        dyad.ties.iter().for_each(|t| page.tie(t));
    }
    latest(&mut page, &dyad.incidents, dyad.totals.incidents);
    page.out
}

fn latest(page: &mut Page, incidents: &[view::Line], all: u64) {
    let shown = incidents.len() as u64;
    let count = if shown < all { format!("{shown} of {all}, the latest first") } else { shown.to_string() };
    page.section("Incidents", count);
    incidents.iter().for_each(|line| page.incident(line));
}

fn card(card: &Card) -> Vec<String> {
    let way: Vec<&str> = card.acts_for.iter().map(|n| n.name.as_str()).collect();
    let way = (!way.is_empty()).then(|| format!("acts for {}", way.join(" → ")));
    let grade = card.reliability.as_ref().map(|r| match r.of == card.id {
        true => format!("reliability {}", r.grade.letter()),
        false => format!("reliability {}, that of {}", r.grade.letter(), r.of),
    });
    [Some(card.kind.to_string()), card.country.clone(), way, grade, Some(card.id.clone())]
        .into_iter()
        .flatten()
        .collect()
}

fn aliases(page: &mut Page, card: &Card) {
    if !card.aliases.is_empty() {
        page.faint(&format!("also {}", card.aliases.join(", ")), "");
    }
}

fn partner(page: &mut Page, partner: &Partner) {
    let last = partner.last.map(|d| format!(", last {}", words::day(d))).unwrap_or_default();
    let name = page.paint.ink(Ink::Name, &partner.actor.name);
    let signs = format!("+{} −{}", partner.friendly, partner.hostile);
    page.line(&format!("{name}  {} ({signs}){last}", counted(partner.incidents, "incident")));
}
