//! Finding names in a sequence of tokens.
//!
//! In: tokens of a text as written. Out: spans with their bearers: the longest match at each place, where two overlap the
//! longer (the earlier, if of one length). Hyphens, apostrophes and `the` inside a name may be there or not; capitals
//! must be where the name needs them ("us" is not the US, "turkey" is not Turkey, "WHO" in a shouted headline is not
//! the WHO). Cost: a walk of the finite-state map for each token, a few microseconds a sentence.

use crate::atlas::{Atlas, Key};
use crate::fold::{fold_into, is_apostrophe};
use crate::hit::{Hit, Span, Strength, Via};
use crate::layout::{CASE_ACRONYM, CASE_ANY, CASE_BOTH, CASE_FIRST, CASE_SHIFT, NEEDS_THE, POSTING, POSTINGS, WEAK};
use fst::raw::{Fst, Output};

/// Longest name in tokens that a scan follows.
const LONGEST: usize = 24;

/// Tokens folded once, side by side.
struct Folded<'t> {
    tokens: &'t [&'t str],
    text: String,
    ends: Vec<usize>,
}

impl<'t> Folded<'t> {
    fn new(tokens: &'t [&'t str]) -> Self {
        let mut text = String::new();
        let ends = tokens
            .iter()
            .map(|t| {
                fold_into(t, &mut text);
                text.len()
            })
            .collect();
        Folded { tokens, text, ends }
    }

    fn get(&self, i: usize) -> &str {
        let start = if i == 0 { 0 } else { self.ends[i - 1] };
        &self.text[start..self.ends[i]]
    }

    /// Whether a name may go on over this token without it: `-`, `'`, `'s`, `the`.
    fn skippable(&self, i: usize) -> bool {
        let token = self.tokens[i];
        token.eq_ignore_ascii_case("the")
            || !token.is_empty() && token.chars().all(|c| matches!(c, '-' | '‐' | '‑' | '–') || is_apostrophe(c))
            || token.chars().next().is_some_and(is_apostrophe) && self.get(i).is_empty()
    }
}

/// All names in the tokens.
pub(crate) fn scan(atlas: &Atlas, tokens: &[&str]) -> Vec<Span> {
    let folded = Folded::new(tokens);
    let shouted = is_shouted(tokens);
    let mut found: Vec<Span> = Vec::new();
    for start in 0..tokens.len() {
        if !folded.get(start).is_empty() {
            found.extend(longest_from(atlas, &folded, start, shouted));
        }
    }
    without_overlaps(found, tokens.len())
}

/// The longest match that begins at a token.
fn longest_from(atlas: &Atlas, folded: &Folded<'_>, start: usize, shouted: bool) -> Option<Span> {
    let map = atlas.index().names();
    let mut node = map.root();
    let mut output = Output::zero();
    let mut best = None;
    let (mut words, mut commas) = (0, false);
    for i in start..folded.tokens.len().min(start + LONGEST) {
        let token = folded.get(i);
        if token.is_empty() {
            // A list inside a name: "Foreign, Commonwealth and Development Office".
            commas |= folded.tokens[i] == ",";
            if words == 0 || !(folded.skippable(i) || folded.tokens[i] == ",") {
                break;
            }
            continue;
        }
        let walked = if words == 0 { Some((node, output)) } else { step(map, node, output, b" ") };
        let Some((n, o)) = walked.and_then(|(n, o)| step(map, n, o, token.as_bytes())) else { break };
        (node, output) = (n, o);
        words += 1 + token.bytes().filter(|b| *b == b' ').count();
        if node.is_final() && (!commas || words >= 4) {
            let value = output.cat(node.final_output()).value();
            let hits = hits(atlas, value, |flags| written_so(folded, start, i, flags, shouted));
            if !hits.is_empty() {
                best = Some(Span { start, end: i + 1, hits });
            }
        }
    }
    best
}

type Place<'f> = (fst::raw::Node<'f>, Output);

fn step<'f>(map: &'f Fst<&'static [u8]>, node: fst::raw::Node<'f>, output: Output, bytes: &[u8]) -> Option<Place<'f>> {
    let (mut node, mut output) = (node, output);
    for b in bytes {
        let transition = node.transition(node.find_input(*b)?);
        output = output.cat(transition.out);
        node = map.node(transition.addr);
    }
    Some((node, output))
}

/// The postings of a value of the map that pass a test of their flags.
pub(crate) fn hits(atlas: &Atlas, value: u64, passes: impl Fn(u8) -> bool) -> Vec<Hit> {
    let (at, count) = ((value >> 16) as u32, (value & 0xffff) as u32);
    let index = atlas.index();
    (at..at + count)
        .filter(|i| passes(index.byte(POSTINGS, POSTING, *i, 5)))
        .map(|i| Hit {
            key: Key(index.number(POSTINGS, POSTING, i, 0)),
            via: Via::from_code(index.byte(POSTINGS, POSTING, i, 4)),
            strength: if index.byte(POSTINGS, POSTING, i, 5) & WEAK > 0 { Strength::Weak } else { Strength::Strong },
        })
        .collect()
}

/// Whether the text writes the name as the posting asks.
fn written_so(folded: &Folded<'_>, start: usize, end: usize, flags: u8, shouted: bool) -> bool {
    if flags & NEEDS_THE > 0 && !(start > 0 && folded.tokens[start - 1].eq_ignore_ascii_case("the")) {
        return false;
    }
    let case = flags >> CASE_SHIFT;
    let named: Vec<&str> = (start..=end).filter(|i| !folded.get(*i).is_empty()).map(|i| folded.tokens[i]).collect();
    let first = named.iter().find(|t| !is_particle(t)).unwrap_or(&named[0]);
    match case {
        CASE_ANY => true,
        CASE_FIRST => has_capital(first),
        CASE_ACRONYM => {
            let letters: Vec<char> = named.iter().flat_map(|t| t.chars()).filter(|c| c.is_alphabetic()).collect();
            let upper = letters.iter().filter(|c| c.is_uppercase()).count();
            let written = upper >= 2 && upper * 2 >= letters.len() || letters.len() <= 1 && upper == letters.len();
            written && !(shouted && named[0].len() <= 3)
        }
        CASE_BOTH => has_capital(first) && named.last().is_some_and(|t| has_capital(t)),
        _ => false,
    }
}

/// Small words at the head of a name that are often written small.
fn is_particle(token: &str) -> bool {
    token.chars().count() <= 3 && token.chars().all(char::is_lowercase)
}

/// Whether a word is written as a name: a capital somewhere, or letters that know none, or a digit first.
fn has_capital(token: &str) -> bool {
    token.chars().any(char::is_uppercase)
        || !token.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)
}

/// Whether the tokens are a headline in capitals, where capitals tell nothing.
fn is_shouted(tokens: &[&str]) -> bool {
    let words = tokens.iter().filter(|t| t.chars().filter(|c| c.is_alphabetic()).count() > 2);
    let (mut all, mut upper) = (0, 0);
    for w in words {
        all += 1;
        upper += usize::from(!w.chars().any(char::is_lowercase));
    }
    all >= 3 && upper * 5 >= all * 4
}

/// Keeps the longest of overlapping spans, the earliest of equally long ones; in the order of the text.
fn without_overlaps(mut found: Vec<Span>, tokens: usize) -> Vec<Span> {
    found.sort_by_key(|s| (std::cmp::Reverse(s.end - s.start), s.start));
    let mut taken = vec![false; tokens];
    found.retain(|s| {
        let free = !taken[s.start..s.end].contains(&true);
        if free {
            taken[s.start..s.end].fill(true);
        }
        free
    });
    found.sort_by_key(|s| s.start);
    found
}
