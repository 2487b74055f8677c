//! What the atlas knows, for reading in a terminal.

use std::collections::BTreeMap;

use model::Date;

use super::human::push;
use super::words;
use crate::paint::{Ink, Paint};
use crate::who::{Belonging, Facts, Found, Named, Spell};

/// Names from patterns are as many as there are ways of saying "the government of X"; JSON has them.
const PATTERN: &str = "office pattern";

/// Who bears a name, one a paragraph.
pub fn found(found: &Found<'_>, paint: Paint) -> String {
    let mut out = String::new();
    if found.respelt {
        push(
            &mut out,
            &paint.ink(Ink::Faint, format!("nobody is called {}; the same name in another spelling:", found.name)),
        );
    }
    for bearer in &found.bearers {
        let country = bearer.country.map(|c| format!(" · {c}")).unwrap_or_default();
        let head = format!("{}  {}{country} · {}", paint.ink(Ink::Name, bearer.name), bearer.kind, bearer.id);
        push(&mut out, &paint.wrap(&head, "", "    "));
        let mut facts = vec![bearer.via.to_string()];
        facts.extend((bearer.strength == "weak").then(|| "weak: needs support by the text".to_string()));
        facts.extend(bearer.office.as_ref().map(|o| office(o, found.date)));
        facts.extend(way(&bearer.acts_for));
        push(&mut out, &paint.ink(Ink::Faint, paint.wrap(&facts.join(" · "), "    ", "    ")));
    }
    out
}

/// All that is known of one.
pub fn page(facts: &Facts<'_>, date: Option<Date>, paint: Paint) -> String {
    let mut page = Page { out: String::new(), paint };
    push(&mut page.out, &paint.ink(Ink::Title, facts.name));
    let mut line = vec![facts.id.to_string(), facts.kind.to_string()];
    line.extend(facts.country.map(str::to_string));
    line.extend(Some(span(facts.from, facts.to)).filter(|s| !s.is_empty()));
    line.extend(facts.place.map(|(lat, lon)| format!("{lat}, {lon}")));
    line.extend(facts.wikidata.clone());
    push(&mut page.out, &paint.ink(Ink::Faint, paint.wrap(&line.join(" · "), "", "")));
    push(&mut page.out, &paint.ink(Ink::Faint, paint.wrap(&format!("source: {}", facts.source), "", "")));
    if let Some(day) = date {
        push(&mut page.out, &paint.ink(Ink::Faint, format!("as of {}", words::day(day))));
    }
    if let Some(way) = way(&facts.acts_for) {
        page.section("Side", 0);
        page.line(&way);
    }
    page.names(facts);
    page.spells("Offices", &facts.offices, |o| format!("{}, {} · {}", title(o), o.of.name, o.of.id));
    page.spells("Who holds its offices", &facts.officers, |o| {
        let elsewhere = if o.of.id == facts.id { String::new() } else { format!(", {}", o.of.name) };
        format!("{}  {}{elsewhere} · {}", o.person.name, title(o), o.person.id)
    });
    page.belongings("Belongs to", &facts.belongs_to, |b| b.of);
    page.belongings("Members", &facts.members, |b| b.member);
    if !facts.parts.is_empty() {
        page.section("Parts with names of their own", facts.parts.len());
        facts.parts.iter().for_each(|p| page.line(&format!("{} · {}", p.name, p.id)));
    }
    page.out
}

struct Page {
    out: String,
    paint: Paint,
}

impl Page {
    fn section(&mut self, name: &str, count: usize) {
        let count = if count > 0 { format!(" {}", self.paint.ink(Ink::Faint, count)) } else { String::new() };
        push(&mut self.out, &format!("\n{}{count}", self.paint.ink(Ink::Section, name)));
    }

    fn line(&mut self, line: &str) {
        push(&mut self.out, &self.paint.wrap(line, "  ", "      "));
    }

    /// Names by the way in which they name.
    fn names(&mut self, facts: &Facts<'_>) {
        let mut ways: Vec<(&str, &str)> = Vec::new();
        let mut names: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
        for name in facts.names.iter().filter(|n| (n.text != facts.name || n.strength == "weak") && n.via != PATTERN) {
            let way = (name.via, name.strength);
            if !names.contains_key(&way) {
                ways.push(way);
            }
            names.entry(way).or_default().push(name.text);
        }
        if ways.is_empty() {
            return;
        }
        self.section("Names", names.values().map(Vec::len).sum());
        for way in ways {
            let weak = if way.1 == "weak" { ", weak" } else { "" };
            let head = self.paint.ink(Ink::Faint, format!("{}{weak}:", way.0));
            self.line(&format!("{head} {}", names[&way].join(", ")));
        }
    }

    fn spells(&mut self, name: &str, spells: &[Spell<'_>], words: impl Fn(&Spell<'_>) -> String) {
        if spells.is_empty() {
            return;
        }
        self.section(name, spells.len());
        for spell in spells {
            let when = Some(span(spell.from, spell.to)).filter(|s| !s.is_empty()).unwrap_or_else(|| "no date".into());
            let source = self.paint.ink(Ink::Faint, format!("· {}", spell.source));
            self.line(&format!("{when}  {} {source}", words(spell)));
        }
    }

    fn belongings<'a>(&mut self, name: &str, all: &[Belonging<'a>], other: impl Fn(&Belonging<'a>) -> Named<'a>) {
        if all.is_empty() {
            return;
        }
        self.section(name, all.len());
        // Members without dates differ in name alone: one line for each status and source.
        let mut plain: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
        for b in all {
            let when = span(b.from, b.to);
            if when.is_empty() {
                plain.entry((b.status, b.source)).or_default().push(other(b).name);
                continue;
            }
            let source = self.paint.ink(Ink::Faint, format!("· {} · {}", b.status, b.source));
            self.line(&format!("{when}  {} {source}", other(b).name));
        }
        for ((status, source), names) in plain {
            let source = self.paint.ink(Ink::Faint, format!("· {source}"));
            self.line(&format!("{} {} {source}", self.paint.ink(Ink::Faint, format!("{status}:")), names.join(", ")));
        }
    }
}

fn title<'a>(spell: &Spell<'a>) -> &'a str {
    if spell.title.is_empty() { spell.role } else { spell.title }
}

/// An office in brief; said to be the nearest where it was not held on that day.
fn office(spell: &Spell<'_>, date: Option<Date>) -> String {
    let when = span(spell.from, spell.to);
    let when = if when.is_empty() { when } else { format!(", {when}") };
    let held = |day| spell.from.is_none_or(|from| from <= day) && spell.to.is_none_or(|to| day <= to);
    let nearest = if date.is_none_or(held) { "" } else { "nearest in time: " };
    format!("{nearest}{} ({}{when})", title(spell), spell.of.name)
}

/// `acts for A → B`
fn way(acts_for: &[Named<'_>]) -> Option<String> {
    let names: Vec<&str> = acts_for.iter().map(|n| n.name).collect();
    (!names.is_empty()).then(|| format!("acts for {}", names.join(" → ")))
}

/// `2 Mar 2015 – 4 May 2016`, `since 2 Mar 2015`, `until 4 May 2016`, or nothing.
fn span(from: Option<Date>, to: Option<Date>) -> String {
    match (from, to) {
        (Some(from), Some(to)) => format!("{} – {}", words::day(from), words::day(to)),
        (Some(from), None) => format!("since {}", words::day(from)),
        (None, Some(to)) => format!("until {}", words::day(to)),
        (None, None) => String::new(),
    }
}
