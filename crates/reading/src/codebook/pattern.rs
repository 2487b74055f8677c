//! One frame line of an entry: which predicate, which slots filled by what.
//!
//! Comes in: a line such as `verb sign|ink: subj=A obj<agreement> with=R?`. Goes out: a [`Pattern`]. The form is told in `codebook/README.md`.

use super::fault::one_of;
use super::{Fault, Words};

/// What the predicate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum FrameKind {
    /// A verb, finite or not.
    Verb,
    /// A noun that names a happening or a tie.
    Noun,
    /// An adjective.
    Adj,
}

/// Which part of the claim a filler plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    /// Actors; `from` of a relation.
    A,
    /// Recipients; `to` of a relation.
    R,
    /// Companions.
    C,
    /// Place.
    P,
}

/// What a filler must be; empty for anything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Condition {
    /// One of these lemmas.
    pub lemmas: Vec<String>,
    /// None of these lemmas.
    pub not: Vec<String>,
    /// Or an actor of one of these kinds: `person`, `state`, `place`, `force`, `organisation`, `party`, `media`, `company`, `crowd`.
    pub kinds: Vec<String>,
    /// An actor of none of these kinds.
    pub not_kinds: Vec<String>,
    /// At least two actors.
    pub several: bool,
}

impl Condition {
    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        *self == Condition::default()
    }

    /// Whether it names something that must be there.
    pub fn demands(&self) -> bool {
        !self.lemmas.is_empty() || !self.kinds.is_empty()
    }

    fn parse(items: Vec<String>) -> Result<Self, Fault> {
        let mut out = Condition::default();
        for item in items {
            if item == "+" {
                out.several = true;
            } else if let Some(kind) = item.strip_prefix("!@") {
                out.not_kinds.push(known_kind(kind)?);
            } else if let Some(lemma) = item.strip_prefix('!') {
                out.not.push(lemma.to_string());
            } else if let Some(kind) = item.strip_prefix('@') {
                out.kinds.push(known_kind(kind)?);
            } else {
                out.lemmas.push(item);
            }
        }
        Ok(out)
    }
}

/// The kinds of actors that conditions name.
const KINDS: [&str; 13] = [
    "actor",
    "person",
    "named",
    "state",
    "government",
    "place",
    "force",
    "faction",
    "organisation",
    "party",
    "media",
    "company",
    "crowd",
];

fn known_kind(kind: &str) -> Result<String, Fault> {
    let unknown = || Fault::new(format!("kind `@{kind}`"), format!("@ and one of {}", one_of(KINDS)));
    KINDS.contains(&kind).then(|| kind.to_string()).ok_or_else(unknown)
}

/// One slot of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Slot {
    /// Names of frame slots; the first that is filled counts.
    pub names: Vec<String>,
    /// What the filler must be.
    pub condition: Condition,
    /// The part it plays, if any.
    pub role: Option<Role>,
    /// Whether the pattern holds without it.
    pub optional: bool,
    /// Whether it must be empty.
    pub absent: bool,
}

/// Which frames an entry takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pattern {
    /// Kind of predicate.
    pub kind: FrameKind,
    /// Its lemmas, particles joined by `_`.
    pub lemmas: Vec<String>,
    /// Its slots.
    pub slots: Vec<Slot>,
    /// The line, for explanations.
    pub line: String,
}

/// Slot names that are no prepositions.
const NAMED: [&str; 22] = [
    "subj", "obj", "iobj", "poss", "adj", "comp", "is", "attr", "clause", "ctx", "amod", "mod", "adv", "them", "other",
    "whose", "must", "unless", "when", "wont", "will", "gov",
];

/// Words that the parse takes for prepositions.
#[rustfmt::skip]
const PREPOSITIONS: &[&str] = &[
    "about", "above", "across", "after", "against", "ahead", "along", "alongside", "amid", "amidst", "among", "amongst", "apart",
    "around", "as", "aside", "at", "away", "back", "because", "before", "behind", "below", "beneath", "beside", "besides", "between",
    "beyond", "brought", "by", "close", "concerning", "despite", "down", "due", "during", "except", "following", "for", "forward", "from",
    "given", "imposed", "in", "including", "inside", "instead", "into", "like", "near", "next", "of", "off", "on", "onto", "opposite", "out_of",
    "out", "outside", "over", "past", "per", "regarding", "since", "such", "than", "through", "throughout", "till", "to", "together",
    "toward", "towards", "under", "underneath", "unlike", "until", "unto", "up", "upon", "versus", "via", "with", "within", "without",
];

impl Pattern {
    /// Reads a frame line.
    pub fn parse(line: &str, words: &Words) -> Result<Self, Fault> {
        let broken = |what: &str| {
            Fault::new(format!("no {what} in the frame `{line}`"), "a line such as `verb visit|tour: subj=A obj=R`")
        };
        let (head, slots) = line.split_once(':').ok_or_else(|| broken("colon"))?;
        let (kind, lemmas) = head.trim().split_once(' ').ok_or_else(|| broken("lemma"))?;
        let kind = match kind {
            "verb" => FrameKind::Verb,
            "noun" => FrameKind::Noun,
            "adj" => FrameKind::Adj,
            other => return Err(Fault::new(format!("`{other}` before the lemmas"), "verb, noun or adj")),
        };
        let lemmas = lemma_list(lemmas, words)?;
        let slots = slots.split_whitespace().map(|s| Slot::parse(s, words)).collect::<Result<Vec<_>, _>>()?;
        Ok(Pattern { kind, lemmas, slots, line: line.to_string() })
    }

    /// How much it asks: a condition that names what must be there counts four, several actors one, a slot that must be filled two;
    /// what must not be there counts nothing.
    pub fn strictness(&self) -> usize {
        let asks = |s: &Slot| usize::from(s.condition.demands()) * 4 + usize::from(s.condition.several) + 2;
        self.slots.iter().filter(|s| !s.optional).map(asks).sum()
    }
}

impl Slot {
    fn parse(word: &str, words: &Words) -> Result<Self, Fault> {
        let whole = word;
        let absent = word.starts_with('!');
        let word = word.trim_start_matches('!');
        let (word, optional) = word.strip_suffix('?').map_or((word, false), |w| (w, true));
        let (word, role) = match word.rsplit_once('=') {
            None => (word, None),
            Some((w, "A")) => (w, Some(Role::A)),
            Some((w, "R")) => (w, Some(Role::R)),
            Some((w, "C")) => (w, Some(Role::C)),
            Some((w, "P")) => (w, Some(Role::P)),
            Some((_, other)) => return Err(Fault::new(format!("the role `{other}` in `{whole}`"), "A, R, C or P")),
        };
        let (names, lemmas) = match word.find(['[', '<']) {
            None => (word, Vec::new()),
            Some(at) => {
                let condition = &word[at..];
                let inner = condition.strip_prefix('[').and_then(|c| c.strip_suffix(']'));
                let lemmas = match inner {
                    Some(list) => lemma_list(list, words)?,
                    None => lemma_list(condition, words)?,
                };
                (&word[..at], lemmas)
            }
        };
        let names: Vec<String> = names.split(',').map(str::to_string).collect();
        if let Some(name) = names.iter().map(String::as_str).find(|n| !NAMED.contains(n) && !PREPOSITIONS.contains(n)) {
            let expected = format!("{} or a preposition such as to, with, against", NAMED.join(", "));
            return Err(Fault::new(format!("the slot `{name}` in `{whole}`"), expected));
        }
        Ok(Slot { names, condition: Condition::parse(lemmas)?, role, optional, absent })
    }
}

/// `a|b|<class>` as a list of lemmas.
fn lemma_list(list: &str, words: &Words) -> Result<Vec<String>, Fault> {
    let mut out = Vec::new();
    for item in list.trim().split(['|', ',']) {
        let item = item.trim();
        // `!<class>`: none of the class.
        if let Some(class) = item.strip_prefix("!<").and_then(|i| i.strip_suffix('>')) {
            let unknown = || Fault::new(format!("the class `<{class}>`"), "a class that stands in a classes.toml");
            out.extend(words.class(class).ok_or_else(unknown)?.iter().map(|l| format!("!{l}")));
            continue;
        }
        match item.strip_prefix('<').and_then(|i| i.strip_suffix('>')) {
            Some(class) if item.starts_with('<') => {
                let unknown = || Fault::new(format!("the class `<{class}>`"), "a class that stands in a classes.toml");
                out.extend(words.class(class).ok_or_else(unknown)?.iter().cloned())
            }
            _ if item.is_empty() => return Err(Fault::new(format!("an empty lemma in `{list}`"), "a lemma")),
            _ if item.contains(['[', ']', '<', '>', '=', '?']) => {
                let expected = "lemmas and <classes> with | between them; a condition as slot[lemma|lemma]=ROLE";
                return Err(Fault::new(format!("`{item}` in `{list}`"), expected));
            }
            _ => out.push(item.to_string()),
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        let mut words = Words::default();
        words.add("classes.toml", "[class]\nagreement = [\"deal\", \"pact\"]\n").unwrap();
        words
    }

    #[test]
    fn a_line_with_everything() {
        let p =
            Pattern::parse("verb sign|call_off: subj,by=A obj<agreement> with=R? !attr to[war|end]", &words()).unwrap();
        assert_eq!(p.kind, FrameKind::Verb);
        assert_eq!(p.lemmas, ["sign", "call_off"]);
        assert_eq!(p.slots[0].names, ["subj", "by"]);
        assert_eq!(p.slots[1].condition.lemmas, ["deal", "pact"]);
        assert!(p.slots[2].optional && p.slots[2].role == Some(Role::R));
        assert!(p.slots[3].absent);
        assert_eq!(p.slots[4].condition.lemmas, ["war", "end"]);
        assert_eq!(p.strictness(), 2 + 6 + 2 + 6);
    }

    #[test]
    fn faults_are_named() {
        for (line, found, expected) in [
            ("sign: subj=A", "no lemma", "verb visit|tour"),
            ("verb sign subj=A", "no colon", "verb visit|tour"),
            ("verb sign: obj<none>", "class `<none>`", "classes.toml"),
            ("verb sign: subj=Z", "role `Z` in `subj=Z`", "A, R, C or P"),
            ("thing sign: subj=A", "`thing`", "verb, noun or adj"),
            ("verb sign: sbj=A", "slot `sbj` in `sbj=A`", "subj, obj"),
            ("verb sign: subj=A obj[@personn]", "kind `@personn`", "person"),
            ("verb sign||ink: subj=A", "empty lemma", "a lemma"),
            ("verb sign: subj=A obj[deal]x", "`[deal]x`", "slot[lemma|lemma]=ROLE"),
        ] {
            let fault = Pattern::parse(line, &words()).unwrap_err();
            assert!(fault.found.contains(found) && fault.expected.contains(expected), "{line}: {fault:?}");
        }
    }
}
