//! Where words were found.

use view::Hits;

use super::line::Page;
use crate::paint::{Ink, Paint};
use crate::render::human::flat;
use crate::render::words;

/// What was found, actors first.
pub fn hits(hits: &Hits, paint: Paint) -> String {
    let count = hits.actors.len() + hits.claims.len() + hits.documents.len();
    let mut page = Page::new(&format!("“{}”", flat(&hits.words)), &[format!("{count} found")], paint);
    if !hits.actors.is_empty() {
        page.section("Actors", hits.actors.len());
        hits.actors.iter().for_each(|a| page.line(&format!("{}  {}", paint.ink(Ink::Name, &a.name), a.id)));
    }
    if !hits.claims.is_empty() {
        page.section("Claims", hits.claims.len());
        for hit in &hits.claims {
            let incident = hit.incident.as_deref().map(|i| format!("  incident {i}")).unwrap_or_default();
            page.line(&format!("{}{incident}", paint.ink(Ink::Name, &hit.what)));
            page.quote(&hit.quote);
        }
    }
    if !hits.documents.is_empty() {
        page.section("Documents", hits.documents.len());
        for hit in &hits.documents {
            let day = hit.published.map(|d| format!(", {}", words::day(d))).unwrap_or_default();
            let outlet = hit.outlet.as_deref().unwrap_or("unknown outlet");
            let author = hit.author.as_deref().map(|a| format!(", by {}", flat(a))).unwrap_or_default();
            page.line(&format!(
                "{}  {outlet}{author}{day}",
                paint.ink(Ink::Name, hit.title.as_deref().unwrap_or(&hit.name))
            ));
            page.faint(&flat(&hit.snippet), "      ");
        }
    }
    page.out
}
