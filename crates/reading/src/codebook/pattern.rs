//! One frame line of an entry: which predicate, which slots filled by what.
//!
//! Comes in: a line such as `verb sign|ink: subj=A obj<agreement> with=R?`. Goes out: a [`Pattern`]. The form is told in `codebook/README.md`.

use super::Words;

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
    fn demands(&self) -> bool {
        !self.lemmas.is_empty() || !self.kinds.is_empty()
    }

    fn parse(items: Vec<String>) -> Result<Self, String> {
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
const KINDS: [&str; 12] = [
    "actor",
    "person",
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

fn known_kind(kind: &str) -> Result<String, String> {
    KINDS.contains(&kind).then(|| kind.to_string()).ok_or_else(|| format!("unknown kind @{kind}"))
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
const NAMED: [&str; 19] = [
    "subj", "obj", "iobj", "poss", "adj", "comp", "is", "attr", "clause", "ctx", "amod", "mod", "adv", "them", "other",
    "whose", "must", "unless", "wont",
];

impl Pattern {
    /// Reads a frame line.
    pub fn parse(line: &str, words: &Words) -> Result<Self, String> {
        let (head, slots) = line.split_once(':').ok_or_else(|| format!("no colon in frame {line:?}"))?;
        let (kind, lemmas) = head.trim().split_once(' ').ok_or_else(|| format!("no lemma in frame {line:?}"))?;
        let kind = match kind {
            "verb" => FrameKind::Verb,
            "noun" => FrameKind::Noun,
            "adj" => FrameKind::Adj,
            other => return Err(format!("{other:?} is neither verb, noun nor adj")),
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
    fn parse(word: &str, words: &Words) -> Result<Self, String> {
        let absent = word.starts_with('!');
        let word = word.trim_start_matches('!');
        let (word, optional) = word.strip_suffix('?').map_or((word, false), |w| (w, true));
        let (word, role) = match word.rsplit_once('=') {
            None => (word, None),
            Some((w, "A")) => (w, Some(Role::A)),
            Some((w, "R")) => (w, Some(Role::R)),
            Some((w, "C")) => (w, Some(Role::C)),
            Some((w, "P")) => (w, Some(Role::P)),
            Some((_, other)) => return Err(format!("unknown role {other:?}")),
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
        let fair = |n: &String| NAMED.contains(&n.as_str()) || n.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        if names.is_empty() || names.iter().any(|n| n.is_empty() || !fair(n)) {
            return Err(format!("no slot name in {word:?}"));
        }
        Ok(Slot { names, condition: Condition::parse(lemmas)?, role, optional, absent })
    }
}

/// `a|b|<class>` as a list of lemmas.
fn lemma_list(list: &str, words: &Words) -> Result<Vec<String>, String> {
    let mut out = Vec::new();
    for item in list.trim().split(['|', ',']) {
        let item = item.trim();
        match item.strip_prefix('<').and_then(|i| i.strip_suffix('>')) {
            Some(class) if item.starts_with('<') => {
                out.extend(words.class(class).ok_or_else(|| format!("unknown class <{class}>"))?.iter().cloned())
            }
            _ if item.is_empty() => return Err(format!("empty lemma in {list:?}")),
            _ => out.push(item.to_string()),
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        Words::from_files(&[("classes", "[class]\nagreement = [\"deal\", \"pact\"]\n")]).unwrap()
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
        for (line, part) in [
            ("sign: subj=A", "lemma"),
            ("verb sign subj=A", "colon"),
            ("verb sign: obj<none>", "unknown class"),
            ("verb sign: subj=Z", "role"),
            ("thing sign: subj=A", "neither"),
        ] {
            let reason = Pattern::parse(line, &words()).unwrap_err();
            assert!(reason.contains(part), "{line}: {reason}");
        }
    }
}
