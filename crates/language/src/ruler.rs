//! The attribute ruler: tag, label and word → part of speech, morphology and some lemmas.
//!
//! In: what tagger and parser left. Out: the attributes after all rules. All rules are matched on the values as they came
//! in, then written in order, so a later rule wins attribute by attribute. Rules about one token depend on tag, label and
//! the lower-cased word alone; their result is kept in a small table.

use std::collections::HashMap;

use crate::settings::{Rule, Test, TokenPattern};
use crate::unicode::lower;

/// The numbers of strings in one column, 0 for the empty string.
#[derive(Debug, Default)]
pub(crate) struct Names {
    list: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u16>,
}

impl Names {
    /// An empty column: only the empty string has a number.
    pub(crate) fn new() -> Self {
        let mut names = Self::default();
        names.number("");
        names
    }

    /// The number of a string, a new one if need be. A model has far fewer names than there are numbers.
    pub(crate) fn number(&mut self, name: &str) -> u16 {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = self.list.len() as u16;
        self.list.push(name.into());
        self.numbers.insert(name.into(), number);
        number
    }

    /// The number of a string that may be unknown.
    pub(crate) fn find(&self, name: &str) -> Option<u16> {
        self.numbers.get(name).copied()
    }

    /// How many numbers there are.
    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// All strings by number.
    pub(crate) fn into_list(self) -> Vec<Box<str>> {
        self.list
    }
}

/// The columns that the ruler reads and writes.
#[derive(Debug)]
pub(crate) struct Columns {
    pub(crate) tag: Names,
    pub(crate) dep: Names,
    pub(crate) pos: Names,
    pub(crate) morph: Names,
    pub(crate) lemma: Names,
}

/// What a token looks like to the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) tag: u16,
    pub(crate) dep: u16,
    pub(crate) lower: u16,
    pub(crate) is_space: bool,
}

/// What the rules make of a token; lemma 0 leaves it to the lemmatizer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ruled {
    pub(crate) tag: u16,
    pub(crate) dep: u16,
    pub(crate) pos: u16,
    pub(crate) morph: u16,
    pub(crate) lemma: u16,
}

/// A test of numbers: a sorted list, and whether to be in it or not.
#[derive(Debug)]
struct Numbers {
    list: Vec<u16>,
    wanted: bool,
}

#[derive(Debug)]
struct Pattern {
    tag: Vec<Numbers>,
    dep: Vec<Numbers>,
    lower: Vec<Numbers>,
    is_space: Option<bool>,
}

#[derive(Debug)]
struct Compiled {
    /// Patterns of one token.
    single: Vec<Pattern>,
    /// Patterns of two and more, with the index of the token that is changed.
    several: Vec<(Vec<Pattern>, usize)>,
    tag: Option<u16>,
    dep: Option<u16>,
    pos: Option<u16>,
    morph: Option<u16>,
    lemma: Option<u16>,
}

/// The compiled rules.
#[derive(Debug)]
pub(crate) struct Ruler {
    rules: Vec<Compiled>,
    lower: Names,
    /// Patterns of several tokens: rule and pattern.
    several: Vec<(usize, usize)>,
}

impl Ruler {
    /// Compiles the rules; names that they bring get numbers in the columns.
    pub(crate) fn new(rules: &[Rule], columns: &mut Columns) -> Self {
        let mut lower = Names::new();
        let mut compiled = Vec::new();
        let mut all_several = Vec::new();
        for (number, rule) in rules.iter().enumerate() {
            let (mut single, mut several) = (Vec::new(), Vec::new());
            for tokens in &rule.patterns {
                let mut patterns: Vec<_> = tokens.iter().map(|token| compile(token, columns, &mut lower)).collect();
                if patterns.len() == 1 {
                    single.append(&mut patterns);
                } else if !patterns.is_empty() {
                    let index = if rule.index < 0 { tokens.len() as i64 + rule.index } else { rule.index };
                    all_several.push((number, several.len()));
                    several.push((patterns, index as usize));
                }
            }
            let number = |name: &Option<String>, names: &mut Names| name.as_ref().map(|name| names.number(name));
            compiled.push(Compiled {
                single,
                several,
                tag: number(&rule.set.tag, &mut columns.tag),
                dep: number(&rule.set.dep, &mut columns.dep),
                pos: number(&rule.set.pos, &mut columns.pos),
                morph: number(&rule.set.morph, &mut columns.morph),
                lemma: number(&rule.set.lemma, &mut columns.lemma),
            });
        }
        Self { rules: compiled, lower, several: all_several }
    }

    /// The number of a word among the lower-cased words that rules name, 0 for all others.
    pub(crate) fn lower(&self, text: &str) -> u16 {
        self.lower.find(&lower(text)).unwrap_or(0)
    }

    /// Applies the rules to a document's tokens in order.
    pub(crate) fn apply(
        &self,
        cache: &mut RulerCache,
        length: usize,
        seen: impl Fn(usize) -> Seen,
        mut out: impl FnMut(usize, Ruled),
    ) {
        // Which rules about several tokens hit which token; few texts have more than a handful.
        let mut hits: Vec<(usize, usize)> = Vec::new();
        for first in 0..length {
            let token = seen(first);
            for &(rule, pattern) in &self.several {
                let (patterns, index) = &self.rules[rule].several[pattern];
                let fits =
                    || patterns[1..].iter().enumerate().all(|(offset, pattern)| pattern.fits(seen(first + 1 + offset)));
                if first + patterns.len() <= length && patterns[0].fits(token) && fits() {
                    hits.push((first + index, rule));
                }
            }
        }
        hits.sort_unstable();
        let mut rest = &hits[..];
        for at in 0..length {
            let own = rest.iter().take_while(|&&(token, _)| token == at).count();
            let (own, later) = rest.split_at(own);
            rest = later;
            let token = seen(at);
            let ruled = if own.is_empty() { cache.get(token, || self.rule(token, own)) } else { self.rule(token, own) };
            out(at, ruled);
        }
    }

    /// Writes all rules that match one token, in order; `hits` are those about several tokens.
    fn rule(&self, seen: Seen, hits: &[(usize, usize)]) -> Ruled {
        let mut out = Ruled { tag: seen.tag, dep: seen.dep, pos: 0, morph: 0, lemma: 0 };
        for (number, rule) in self.rules.iter().enumerate() {
            if rule.single.iter().any(|pattern| pattern.fits(seen)) || hits.iter().any(|&(_, hit)| hit == number) {
                out.tag = rule.tag.unwrap_or(out.tag);
                out.dep = rule.dep.unwrap_or(out.dep);
                out.pos = rule.pos.unwrap_or(out.pos);
                out.morph = rule.morph.unwrap_or(out.morph);
                out.lemma = rule.lemma.unwrap_or(out.lemma);
            }
        }
        out
    }
}

impl Pattern {
    fn fits(&self, seen: Seen) -> bool {
        let all = |tests: &[Numbers], value: u16| tests.iter().all(|test| test.list.contains(&value) == test.wanted);
        self.is_space.is_none_or(|wanted| wanted == seen.is_space)
            && all(&self.lower, seen.lower)
            && all(&self.tag, seen.tag)
            && all(&self.dep, seen.dep)
    }
}

fn compile(token: &TokenPattern, columns: &mut Columns, lower: &mut Names) -> Pattern {
    let compile = |tests: &[Test], names: &mut Names| {
        tests
            .iter()
            .map(|test| {
                let (strings, wanted) = match test {
                    Test::In(strings) => (strings, true),
                    Test::NotIn(strings) => (strings, false),
                };
                Numbers { list: strings.iter().map(|string| names.number(string)).collect(), wanted }
            })
            .collect()
    };
    Pattern {
        tag: compile(&token.tag, &mut columns.tag),
        dep: compile(&token.dep, &mut columns.dep),
        lower: compile(&token.lower, lower),
        is_space: token.is_space,
    }
}

/// Results of rules about one token.
pub(crate) struct RulerCache(Vec<Option<(Seen, Ruled)>>);

impl RulerCache {
    const SLOTS: usize = 1 << 12;

    /// An empty cache.
    pub(crate) fn new() -> Self {
        Self(vec![None; Self::SLOTS])
    }

    fn get(&mut self, seen: Seen, rule: impl FnOnce() -> Ruled) -> Ruled {
        let key = u64::from(seen.tag)
            | u64::from(seen.dep) << 16
            | u64::from(seen.lower) << 32
            | u64::from(seen.is_space) << 48;
        let slot = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 52) as usize % Self::SLOTS;
        match self.0[slot] {
            Some((kept, ruled)) if kept == seen => ruled,
            _ => {
                let ruled = rule();
                self.0[slot] = Some((seen, ruled));
                ruled
            }
        }
    }
}
