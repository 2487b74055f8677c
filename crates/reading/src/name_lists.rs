//! Mends the tree where persons stand with their titles, alone or in lists: the parse often breaks there.
//!
//! Comes in: tokens with heads, labels and entities, sentence by sentence. Goes out: the same tokens, some with another head.
//! Promises: every head stays in its sentence, and no circle is made.
//!
//! | form | what is mended |
//! |---|---|
//! | "his counterpart Jane Roe" | the name bears the phrase, the title hangs on it |
//! | "President A, Chancellor B and Prime Minister C met" | B and C are joined to A, and the list is what one of them was |
//! | "Prime Minister A and Ruritania's president, B," | B stands beside the title, not beside A |

use std::ops::Range;

use crate::lexicon::{self, TitleKind};
use crate::text::{Sentence, Tok, Token};

/// Longest title in front of a name, in tokens.
const LONGEST: usize = 10;

/// Most persons of one list.
const MOST: usize = 20;

/// A person's name with the title in front of it.
#[derive(Debug, Clone)]
struct Person {
    /// First token of the title, or of the name where there is none.
    start: Tok,
    /// The name.
    name: Range<Tok>,
}

impl Person {
    fn head(&self) -> Tok {
        self.name.end - 1
    }

    fn titled(&self) -> bool {
        self.start < self.name.start
    }

    fn span(&self) -> Range<Tok> {
        self.start..self.name.end
    }
}

/// Mends all sentences.
pub(crate) fn mend(tokens: &mut [Token<'_>], sentences: &[Sentence]) {
    for sentence in sentences {
        let persons = persons(tokens, sentence.tokens.clone());
        for person in persons.iter().filter(|p| p.titled()) {
            title_onto_name(tokens, sentence, person);
        }
        let mut at = 0;
        while at < persons.len() {
            let list = list_from(tokens, &persons[at..]);
            if list > 1 && persons[at + 1..at + list].iter().any(Person::titled) {
                join(tokens, sentence, &persons[at..at + list]);
            }
            at += list.max(1);
        }
        for t in sentence.tokens.clone() {
            if tokens[t].dep == "appos" && tokens[t].pos == "PROPN" {
                let mut start = t;
                while start > sentence.tokens.start && tokens[start - 1].pos == "PROPN" {
                    start -= 1;
                }
                beside_title(tokens, sentence, start..t + 1);
            }
        }
    }
}

fn word(tokens: &[Token<'_>], t: Tok) -> String {
    tokens[t].text.to_lowercase()
}

fn is_office(tokens: &[Token<'_>], t: Tok) -> bool {
    lexicon::title(&word(tokens, t)).is_some() && matches!(tokens[t].pos, "NOUN" | "PROPN")
}

fn persons(tokens: &[Token<'_>], sentence: Range<Tok>) -> Vec<Person> {
    let mut names: Vec<Range<Tok>> = Vec::new();
    for t in sentence.clone() {
        if tokens[t].ent != "PERSON" || tokens[t].tag == "POS" {
            continue;
        }
        match names.last_mut() {
            Some(last) if last.end == t && !tokens[t].ent_begins => last.end = t + 1,
            _ => names.push(t..t + 1),
        }
    }
    names
        .into_iter()
        .map(|name| {
            // A title inside the entity is no part of the name.
            let mut first = name.start;
            while first + 1 < name.end && is_office(tokens, first) {
                first += 1;
            }
            let name = first..name.end;
            let mut start = name.start;
            if start > sentence.start && is_office(tokens, start - 1) {
                while start > sentence.start && start + LONGEST > name.start && in_title(tokens, start - 1) {
                    start -= 1;
                }
            }
            Person { start, name }
        })
        .collect()
}

fn in_title(tokens: &[Token<'_>], t: Tok) -> bool {
    let owner = tokens[t].ent == "PERSON" && tokens.get(t + 1).is_none_or(|n| n.tag != "POS");
    !owner
        && (matches!(tokens[t].pos, "ADJ" | "NOUN" | "PROPN" | "DET") || matches!(tokens[t].tag, "POS" | "PRP$"))
        && !matches!(tokens[t].dep, "npadvmod")
        && !matches!(tokens[t].ent, "DATE" | "TIME")
}

fn attach(tokens: &mut [Token<'_>], t: Tok, head: Tok, dep: &'static str) {
    if t != head {
        tokens[t].head = head;
        tokens[t].dep = dep;
    }
}

/// The noun of the title that stands right in front of the name.
fn title_noun(person: &Person) -> Tok {
    person.name.start - 1
}

/// The title hangs on the name, and the name is what the title was.
fn title_onto_name(tokens: &mut [Token<'_>], sentence: &Sentence, person: &Person) {
    let (noun, head) = (title_noun(person), person.head());
    if tokens[noun].head == head {
        return;
    }
    let outside = |t: Tok| !person.span().contains(&tokens[t].head);
    let bearer = match (outside(noun), outside(head)) {
        (true, _) => noun,
        (false, true) => head,
        // The phrase hangs on a word inside the name.
        _ => return,
    };
    let (up, dep) = (tokens[bearer].head, tokens[bearer].dep);
    if tokens[bearer].head == bearer || reaches(tokens, up, person.span()) {
        return;
    }
    gather(tokens, sentence, person);
    tokens[head].head = up;
    tokens[head].dep = dep;
}

/// Whether the way up from a token leads through the span.
fn reaches(tokens: &[Token<'_>], mut t: Tok, span: Range<Tok>) -> bool {
    for _ in 0..100 {
        if span.contains(&t) {
            return true;
        }
        if tokens[t].head == t {
            return false;
        }
        t = tokens[t].head;
    }
    true
}

/// Hangs all words of title and name on the name's last word, and whatever hung on the others of the name too.
fn gather(tokens: &mut [Token<'_>], sentence: &Sentence, person: &Person) {
    let head = person.head();
    for t in sentence.tokens.clone() {
        let up = tokens[t].head;
        if t != head && !person.span().contains(&t) && up != head && person.name.contains(&up) {
            tokens[t].head = head;
        }
    }
    for t in person.span() {
        if t == head {
            continue;
        }
        let up = tokens[t].head;
        let of_title = (person.start..person.name.start).contains(&up) && t < person.name.start && up > t;
        if t == title_noun_or(person) || !of_title {
            let dep =
                if matches!(tokens[t].dep, "poss" | "amod" | "det" | "case") { tokens[t].dep } else { "compound" };
            tokens[t].head = head;
            tokens[t].dep = dep;
        }
    }
    if person.titled() {
        attach(tokens, title_noun(person), head, "compound");
    }
}

fn title_noun_or(person: &Person) -> Tok {
    if person.titled() { title_noun(person) } else { person.start }
}

/// How many persons from the first on are one list: parted by commas, the last by "and".
fn list_from(tokens: &[Token<'_>], persons: &[Person]) -> usize {
    let mut joined = 1;
    for (i, pair) in persons.windows(2).enumerate().take(MOST) {
        match link(tokens, &pair[0], &pair[1]) {
            Some(true) => joined = i + 2,
            Some(false) => {}
            None => break,
        }
    }
    joined
}

/// Whether two persons stand in one list, and whether "and" joins them.
fn link(tokens: &[Token<'_>], a: &Person, b: &Person) -> Option<bool> {
    let mut gap = a.name.end..b.start;
    if gap.is_empty() || gap.len() > 16 {
        return None;
    }
    let last = word(tokens, gap.end - 1);
    let and = last == "and";
    if !and && last != "," {
        return None;
    }
    gap.end -= 1;
    if and && !gap.is_empty() && word(tokens, gap.end - 1) == "," {
        gap.end -= 1;
    }
    if gap.is_empty() {
        return Some(and);
    }
    // ", the head of the office,": an apposition between the two, closed by the last comma.
    let opens = word(tokens, gap.start) == "," && gap.len() > 1;
    let inside = gap.start + 1..gap.end;
    let plain = |t: Tok| {
        matches!(tokens[t].pos, "ADJ" | "NOUN" | "PROPN" | "DET" | "ADP" | "PART" | "PRON") && tokens[t].ent != "PERSON"
    };
    let apposition = opens && inside.clone().all(plain) && inside.clone().any(|t| is_office(tokens, t));
    apposition.then_some(and)
}

/// Joins the persons to the first, which is to the sentence what one of them was.
fn join(tokens: &mut [Token<'_>], sentence: &Sentence, list: &[Person]) {
    let (Some(first), Some(last)) = (list.first(), list.last()) else { return };
    let span = first.start..last.name.end;
    let heads: Vec<Tok> =
        list.iter().flat_map(|p| [p.head(), title_noun_or(p)]).chain(list.iter().map(|p| p.name.start)).collect();
    let outside = |t: &&Tok| !span.contains(&tokens[**t].head) && tokens[**t].head != **t;
    let bears = |t: &&Tok| {
        outside(t)
            && matches!(tokens[**t].dep, "nsubj" | "nsubjpass" | "dobj" | "pobj" | "dative" | "poss" | "conj" | "agent")
    };
    let own = Some(&first.head()).filter(|t| bears(t)).copied();
    let subject =
        heads.iter().find(|t| bears(t) && tokens[**t].head >= span.end && tokens[**t].dep.starts_with("nsubj"));
    let object = own.filter(|t| tokens[*t].head < span.start);
    // "… met A, and Minister B said": two clauses.
    if object.is_some() && subject.is_some() {
        return;
    }
    let Some(bearer) = subject.copied().or(own).or_else(|| heads.iter().find(bears).copied()) else { return };
    let (up, dep) = (tokens[bearer].head, tokens[bearer].dep);
    let parts: Vec<Range<Tok>> = list.iter().map(Person::span).collect();
    if parts.iter().any(|p| reaches(tokens, up, p.clone())) {
        return;
    }
    for person in list {
        gather(tokens, sentence, person);
    }
    tokens[first.head()].head = up;
    tokens[first.head()].dep = dep;
    for pair in list.windows(2) {
        attach(tokens, pair[1].head(), pair[0].head(), "conj");
        for t in pair[0].name.end..pair[1].start {
            match word(tokens, t).as_str() {
                "and" if t + 1 == pair[1].start => attach(tokens, t, pair[0].head(), "cc"),
                "," => attach(tokens, t, pair[0].head(), "punct"),
                _ => {}
            }
        }
    }
}

/// A name between commas behind a title stands beside that title.
fn beside_title(tokens: &mut [Token<'_>], sentence: &Sentence, name: Range<Tok>) {
    let (start, head) = (name.start, name.end - 1);
    if start < sentence.tokens.start + 2 || tokens[start - 1].text != "," {
        return;
    }
    let mut from = start - 1;
    while from > sentence.tokens.start && from + LONGEST > start && tokens[from - 1].text != "," {
        if matches!(tokens[from - 1].pos, "VERB" | "AUX" | "CCONJ" | "SCONJ") {
            break;
        }
        from -= 1;
    }
    let office = |t: &Tok| is_office(tokens, *t) && lexicon::title(&word(tokens, *t)) != Some(TitleKind::Rank);
    let Some(noun) = (from..start - 1).find(office) else { return };
    // "The president of Ruritania, X": the title's phrase reaches up to the comma.
    let close = noun + 2 == start || matches!(word(tokens, noun + 1).as_str(), "of" | "for" | "in" | "to");
    let up = tokens[head].head;
    if close && up != noun && up < from && !reaches(tokens, noun, name) {
        attach(tokens, head, noun, "appos");
    }
}

#[cfg(test)]
mod tests {
    use model::ByteSpan;

    use super::*;

    /// Words as `text/pos/dep>head/ent`.
    fn tokens(words: &[(&'static str, &'static str, &'static str, Tok, &'static str)]) -> Vec<Token<'static>> {
        let token =
            |&(text, pos, dep, head, ent): &(&'static str, &'static str, &'static str, Tok, &'static str)| Token {
                text,
                lemma: text,
                tag: if pos == "VERB" { "VBD" } else { "NN" },
                pos,
                dep,
                head,
                ent: ent.trim_end_matches('*'),
                ent_begins: ent.ends_with('*'),
                span: ByteSpan::new(0, 0),
                sentence: 0,
            };
        words.iter().map(token).collect()
    }

    fn mended(words: &[(&'static str, &'static str, &'static str, Tok, &'static str)]) -> Vec<(&'static str, Tok)> {
        let mut tokens = tokens(words);
        let sentence = Sentence { tokens: 0..tokens.len(), headline: false };
        mend(&mut tokens, &[sentence]);
        for start in 0..tokens.len() {
            let mut t = start;
            for _ in 0..tokens.len() {
                t = tokens[t].head;
            }
            assert_eq!(tokens[t].head, t, "a circle above {start}");
        }
        tokens.iter().map(|t| (t.dep, t.head)).collect()
    }

    #[test]
    fn a_list_with_titles_is_one_subject() {
        let found = mended(&[
            ("President", "PROPN", "compound", 1, ""),
            ("Roe", "PROPN", "nsubj", 4, "PERSON*"),
            (",", "PUNCT", "punct", 1, ""),
            ("President", "PROPN", "nsubj", 4, ""),
            ("Sadyr", "PROPN", "ccomp", 9, "PERSON*"),
            ("Poe", "PROPN", "dobj", 4, "PERSON"),
            ("and", "CCONJ", "cc", 5, ""),
            ("President", "PROPN", "compound", 8, ""),
            ("Doe", "PROPN", "nsubj", 9, "PERSON*"),
            ("met", "VERB", "ROOT", 9, ""),
        ]);
        assert_eq!(found[1], ("nsubj", 9));
        assert_eq!(found[5], ("conj", 1));
        assert_eq!(found[8], ("conj", 5));
    }

    #[test]
    fn two_clauses_stay_two() {
        let words = [
            ("Roe", "PROPN", "nsubj", 1, "PERSON*"),
            ("met", "VERB", "ROOT", 1, ""),
            ("Poe", "PROPN", "dobj", 1, "PERSON*"),
            ("and", "CCONJ", "cc", 1, ""),
            ("Minister", "PROPN", "compound", 5, ""),
            ("Doe", "PROPN", "nsubj", 6, "PERSON*"),
            ("left", "VERB", "conj", 1, ""),
        ];
        let found = mended(&words);
        assert_eq!(found[5], ("nsubj", 6));
        assert_eq!(found[2], ("dobj", 1));
    }
}
