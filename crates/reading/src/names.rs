//! Names in the text: what the atlas knows, what the parse marks as an entity, and capitalised runs.
//!
//! Comes in: the text and the atlas. Goes out: [`Name`]s that do not overlap, in order.
//! Promises: a span has no article, title or possessive mark at its ends.

use std::collections::BTreeSet;
use std::ops::Range;

use atlas::{Atlas, Hit, Strength};

use crate::lexicon;
use crate::text::{Text, Tok};

/// A stretch of tokens that names someone or something.
#[derive(Debug, Clone)]
pub(crate) struct Name {
    /// Its tokens.
    pub tokens: Range<Tok>,
    /// The token that governs the others.
    pub head: Tok,
    /// What the atlas has under these words, strongest first.
    pub hits: Vec<Hit>,
    /// The entity label of most of its tokens; empty where the parse saw none.
    pub label: &'static str,
}

impl Name {
    fn new(text: &Text<'_>, tokens: Range<Tok>, hits: Vec<Hit>) -> Self {
        let label = label(text, tokens.clone());
        let head = head(text, tokens.clone());
        Name { tokens, head, hits, label }
    }
}

/// The labels that can name an actor or a place.
const LABELS: [&str; 8] = ["PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "PRODUCT", "EVENT"];

fn label(text: &Text<'_>, tokens: Range<Tok>) -> &'static str {
    LABELS
        .into_iter()
        .max_by_key(|l| (tokens.clone().filter(|t| text.at(*t).ent == *l).count(), std::cmp::Reverse(*l)))
        .filter(|l| tokens.clone().any(|t| text.at(t).ent == *l))
        .unwrap_or("")
}

/// The token of the range whose head lies outside; the last one where there are several.
fn head(text: &Text<'_>, tokens: Range<Tok>) -> Tok {
    tokens
        .clone()
        .rev()
        .find(|t| {
            let h = text.at(*t).head;
            h == *t || !tokens.contains(&h)
        })
        .unwrap_or(tokens.end - 1)
}

/// All names of the text.
pub(crate) fn find_names(text: &Text<'_>, atlas: &Atlas) -> Vec<Name> {
    let mut out = Vec::new();
    for sentence in &text.sentences {
        let range = sentence.tokens.clone();
        let words: Vec<&str> = range.clone().map(|t| text.at(t).text).collect();
        let known: Vec<(Range<Tok>, Vec<Hit>)> = scan(atlas, &words)
            .into_iter()
            .map(|(r, hits)| (range.start + r.start..range.start + r.end, hits))
            .map(|(r, hits)| match shares_its_noun(text, r.clone(), &hits) {
                true => (r.start..r.start + 1, atlas.find(text.at(r.start).text)),
                false => (r, hits),
            })
            .filter(|(r, _)| !is_of_a_continent(text, r.clone()))
            .collect();
        let mut taken = vec![false; range.len()];
        let free = |taken: &[bool], r: &Range<Tok>| r.clone().all(|t| !taken[t - range.start]);
        let mut found: Vec<Name> = Vec::new();
        let mut take = |taken: &mut [bool], name: Name| {
            name.tokens.clone().for_each(|t| taken[t - range.start] = true);
            found.push(name);
        };
        // 1. Names of several words that the atlas knows well.
        for (r, hits) in known.iter().filter(|(r, h)| r.len() > 1 && h.iter().any(|h| h.strength == Strength::Strong)) {
            let r = widen_person(text, r.clone(), hits, atlas);
            if free(&taken, &r) {
                take(&mut taken, Name::new(text, r, hits.clone()));
            }
        }
        // 2. Entities of the parse, unless they only wrap one known name.
        for r in entities(text, range.clone()).into_iter().filter(|r| !is_war(text, r.clone())) {
            for part in parts(text, r, &known) {
                if !part.is_empty() && free(&taken, &part) {
                    let hits = known.iter().find(|(k, _)| *k == part).map(|(_, h)| h.clone()).unwrap_or_default();
                    if hits.is_empty() && is_no_one(text, part.clone()) {
                        continue;
                    }
                    take(&mut taken, Name::new(text, part, hits));
                }
            }
        }
        // 3. Other known names.
        for (r, hits) in &known {
            if free(&taken, r)
                && (hits.iter().any(|h| h.strength == Strength::Strong) || r.clone().all(|t| text.at(t).pos == "PROPN"))
            {
                take(&mut taken, Name::new(text, r.clone(), hits.clone()));
            }
        }
        // 4. Runs of capitalised words that nobody knows.
        for r in capitalised_runs(text, range.clone(), sentence.headline) {
            if free(&taken, &r) && !is_no_one(text, r.clone()) {
                take(&mut taken, Name::new(text, r, Vec::new()));
            }
        }
        out.append(&mut found);
    }
    add_called_back(text, atlas, &mut out);
    out.sort_by_key(|n| n.tokens.start);
    out
}

/// A name of which nobody knows and that names an occasion or a thing.
fn is_no_one(text: &Text<'_>, r: Range<Tok>) -> bool {
    let occasion = matches!(
        text.word(r.end - 1),
        "visit"
            | "summit"
            | "talks"
            | "accord"
            | "agreement"
            | "partnership"
            | "treaty"
            | "declaration"
            | "resolution"
            | "memorandum"
            | "ceremony"
            | "dialogue"
            | "decree"
            | "charter"
            | "prize"
            | "award"
            | "cup"
    );
    let zone = r.len() == 1
        && matches!(text.at(r.start).text, "GMT" | "UTC" | "BST" | "CET" | "CEST" | "EST" | "EDT" | "PST" | "MSK");
    zone || occasion && r.len() > 1 || is_make_of_weapon(text, r)
}

/// "A Kestrel drone", "two Tempest launchers": what the thing is called, not whose it is.
fn is_make_of_weapon(text: &Text<'_>, r: Range<Tok>) -> bool {
    let Some(next) = (r.end < text.tokens.len()).then(|| text.at(r.end)) else { return false };
    text.at(r.end - 1).dep == "compound"
        && matches!(
            next.lemma,
            "drone"
                | "missile"
                | "rocket"
                | "launcher"
                | "tank"
                | "howitzer"
                | "torpedo"
                | "helicopter"
                | "rifle"
                | "interceptor"
        )
}

/// The names among the words; what a long weak name left uncovered is looked at once more by itself.
fn scan(atlas: &Atlas, words: &[&str]) -> Vec<(Range<usize>, Vec<Hit>)> {
    let mut out: Vec<(Range<usize>, Vec<Hit>)> =
        atlas.scan(words).into_iter().map(|s| (s.start..s.end, s.hits)).collect();
    let mut gaps = Vec::new();
    let mut at = 0;
    for (range, hits) in &out {
        let weak = range.len() > 1 && hits.iter().all(|h| h.strength == Strength::Weak);
        if weak && range.start > at {
            gaps.push(at..range.start);
        }
        at = range.end;
    }
    for gap in gaps {
        let inside = atlas.scan(&words[gap.clone()]).into_iter();
        let found = inside.map(|s| (gap.start + s.start..gap.start + s.end, s.hits));
        let new: Vec<_> = found.filter(|(r, _)| !out.iter().any(|(k, _)| k.start < r.end && r.start < k.end)).collect();
        out.extend(new);
    }
    out.sort_by_key(|(r, _)| r.start);
    out
}

/// "Polish and Dutch jets": the noun belongs to both, so that "Dutch jets" is no name of its own.
fn shares_its_noun(text: &Text<'_>, r: Range<Tok>, hits: &[Hit]) -> bool {
    let pattern = hits.first().is_some_and(|h| h.via == atlas::Via::Pattern);
    pattern
        && r.start > 1
        && text.word(r.start - 1) == "and"
        && matches!(text.at(r.start - 2).pos, "ADJ" | "PROPN")
        && text.at(r.start).pos == "ADJ"
}

/// Capitalised words that the parse took for common nouns, where the text has them as the last word of a full name.
/// "Latin American states" are not the United States'.
fn is_of_a_continent(text: &Text<'_>, r: Range<Tok>) -> bool {
    r.len() == 1
        && matches!(text.word(r.start), "american" | "americans" | "america")
        && r.start > 0
        && matches!(text.word(r.start - 1), "latin" | "south" | "central" | "north")
}

fn add_called_back(text: &Text<'_>, atlas: &Atlas, names: &mut Vec<Name>) {
    let mut taken = vec![false; text.tokens.len()];
    let mut full: BTreeSet<&str> = BTreeSet::new();
    for name in names.iter() {
        name.tokens.clone().for_each(|t| taken[t] = true);
        if name.tokens.len() > 1
            && (name.label == "PERSON" || name.hits.iter().any(|h| atlas.get(h.key).kind() == model::ActorKind::Person))
        {
            full.insert(text.at(name.tokens.end - 1).text);
        }
    }
    for (t, taken) in taken.iter().enumerate() {
        let token = text.at(t);
        if !taken
            && token.text.chars().next().is_some_and(char::is_uppercase)
            && token.text.len() > 2
            && full.contains(token.text)
        {
            names.push(Name::new(text, t..t + 1, Vec::new()));
        }
    }
}

/// A person's name of the atlas with the capitalised words before or behind it ("Abdourahamane Tchiani", of which the atlas knows "Tchiani").
fn widen_person(text: &Text<'_>, mut r: Range<Tok>, hits: &[Hit], atlas: &Atlas) -> Range<Tok> {
    let person = hits.first().is_some_and(|h| atlas.get(h.key).kind() == model::ActorKind::Person);
    if person {
        let sentence = text.sentence_of(r.start);
        while r.start > sentence.start
            && text.at(r.start - 1).ent == "PERSON"
            && text.at(r.start - 1).pos == "PROPN"
            && !text.at(r.start).ent_begins
            && !lexicon::is_title_word(text.word(r.start - 1))
        {
            r.start -= 1;
        }
        while r.end < sentence.end
            && text.at(r.end).ent == "PERSON"
            && !text.at(r.end).ent_begins
            && text.at(r.end).pos == "PROPN"
        {
            r.end += 1;
        }
    }
    r
}

fn entities(text: &Text<'_>, range: Range<Tok>) -> Vec<Range<Tok>> {
    let mut out: Vec<Range<Tok>> = Vec::new();
    for t in range {
        let token = text.at(t);
        if !LABELS.contains(&token.ent) {
            continue;
        }
        match out.last_mut() {
            Some(last) if last.end == t && !token.ent_begins => last.end = t + 1,
            _ => out.push(t..t + 1),
        }
    }
    out
}

/// "The Iran-Iraq War of 1980": the names in it are those of its parties.
fn is_war(text: &Text<'_>, r: Range<Tok>) -> bool {
    let war = |t: &Tok| matches!(text.word(*t), "war" | "conflict" | "crisis" | "standoff" | "clashes");
    let hyphen = |t: Tok| matches!(text.word(t), "-" | "–" | "—" | "/") || text.word(t).contains(['-', '–']);
    let Some(noun) = r.clone().find(war).filter(|_| text.at(r.start).ent == "EVENT") else { return false };
    (r.start..noun).any(hyphen)
}

/// Cuts articles, titles and possessive marks off an entity; splits it where it runs over a known name and a common noun
/// ("Pakistan Army Chief", "Haftar’s administration", "Qatar's foreign ministry").
fn parts(text: &Text<'_>, mut r: Range<Tok>, known: &[(Range<Tok>, Vec<Hit>)]) -> Vec<Range<Tok>> {
    while !r.is_empty()
        && (matches!(text.at(r.start).pos, "DET" | "PUNCT" | "ADP" | "PART" | "NUM" | "PRON")
            || text.at(r.start).tag == "POS"
            || lexicon::is_title_word(text.word(r.start)))
    {
        r.start += 1;
    }
    while !r.is_empty()
        && (text.at(r.end - 1).tag == "POS" || matches!(text.at(r.end - 1).pos, "PUNCT" | "PART" | "ADP"))
    {
        r.end -= 1;
    }
    // "Lent Niger $400 million": a sum is no part of the name in front of it.
    if let Some(sum) = r.clone().find(|t| text.at(*t).tag == "$").filter(|t| *t > r.start) {
        r.end = sum;
    }
    if r.is_empty() {
        return Vec::new();
    }
    if known.iter().any(|(k, _)| *k == r) {
        return vec![r];
    }
    if r.len() == 1 && lexicon::is_common_institution(text.word(r.start)) {
        return Vec::new();
    }
    // "Supreme Leader", "Deputy Prime Minister": a title, no name.
    let of_title = |t: Tok| lexicon::is_portfolio(text.word(t)) || lexicon::title(text.word(t)).is_some();
    if r.len() > 1 && r.clone().all(of_title) {
        return Vec::new();
    }
    // A common noun at the end that is no name: the name inside is what is named.
    let last = text.at(r.end - 1);
    let inside: Vec<&Range<Tok>> =
        known.iter().map(|(k, _)| k).filter(|k| k.start >= r.start && k.end <= r.end).collect();
    let split = r.clone().any(|t| text.at(t).tag == "POS")
        || (last.pos == "NOUN" && lexicon::institution(text.word(r.end - 1)).is_some());
    if split {
        return inside.into_iter().cloned().collect();
    }
    if text.at(r.start).ent == "NORP" || text.at(r.start).ent == "GPE" && r.len() > 1 && last.pos != "PROPN" {
        return if inside.is_empty() { vec![r] } else { inside.into_iter().cloned().collect() };
    }
    // Common nouns in lower case are no names by themselves.
    if r.clone().all(|t| text.at(t).text.chars().next().is_some_and(char::is_lowercase)) {
        return Vec::new();
    }
    vec![r]
}

/// Runs of words in capitals that no one else took; in headlines only runs tagged as names throughout.
fn capitalised_runs(text: &Text<'_>, range: Range<Tok>, headline: bool) -> Vec<Range<Tok>> {
    let mut out: Vec<Range<Tok>> = Vec::new();
    for t in range.clone() {
        let token = text.at(t);
        let capital = token.text.chars().next().is_some_and(char::is_uppercase);
        let plain = token.pos == "PROPN"
            && capital
            && !lexicon::is_title_word(text.word(t))
            && !lexicon::is_calendar_word(text.word(t))
            && !lexicon::is_common_institution(text.word(t));
        if !plain || (headline && token.ent.is_empty()) || (!token.ent.is_empty() && !LABELS.contains(&token.ent)) {
            continue;
        }
        match out.last_mut() {
            Some(last) if last.end == t => last.end = t + 1,
            _ => out.push(t..t + 1),
        }
    }
    out
}
