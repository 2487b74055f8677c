//! Known faults of the parse, mended before anyone looks at the tree.
//!
//! Comes in: the tokens of one sentence with their heads. Goes out: the same tokens with better heads and labels.
//! Promises: every head stays in the sentence, no circle arises, nothing but `head` and `dep` changes; each fault is one function with an
//! example, and is mended only where words and labels leave no doubt.

mod strays;
mod whose;

use std::ops::Range;

use crate::text::{Tok, Token};

/// Most steps up the tree that a question takes.
const DEEPEST: usize = 40;

/// How far from a token, to either side, its fault is looked for.
const REACH: usize = 60;

/// Mends one sentence.
pub(crate) fn mend(tokens: &mut [Token<'_>], range: Range<Tok>) {
    for t in range.clone() {
        let near = range.start.max(t.saturating_sub(REACH))..range.end.min(t + REACH);
        lost_object(tokens, &near, t);
        clause_of_verb(tokens, &near, t);
        split_subject(tokens, &near, t);
        name_before_people(tokens, &near, t);
        joined_to_the_object(tokens, &near, t);
        list_of_subjects(tokens, &near, t);
        swallowed_subject(tokens, &near, t);
        swallowed_recipient(tokens, &near, t);
        strays::mend(tokens, &near, t);
        whose::whose_object(tokens, &near, t);
    }
}

/// "Killed six soldiers close to the border": the object was made the subject of the adjective.
fn lost_object(tokens: &mut [Token<'_>], range: &Range<Tok>, t: Tok) {
    const SMALL_CLAUSE: &[&str] = &[
        "make", "keep", "call", "consider", "find", "declare", "deem", "leave", "render", "think", "believe", "brand",
        "let", "have", "get", "see", "hold", "want", "say", "judge", "insist", "know", "be", "ensure", "feel", "fear",
        "hope", "admit", "claim", "rule",
    ];
    let token = tokens[t];
    if token.dep != "ccomp" || token.pos != "ADJ" || token.head >= t || SMALL_CLAUSE.contains(&tokens[token.head].lemma)
    {
        return;
    }
    let verb = token.head;
    let taken = children(tokens, range, verb).any(|c| tokens[c].dep == "dobj");
    let copula = children(tokens, range, t).any(|c| matches!(tokens[c].dep, "cop" | "aux" | "mark") && c < t);
    let subject = children(tokens, range, t).find(|c| tokens[*c].dep == "nsubj" && *c > verb);
    if let Some(s) = subject.filter(|_| tokens[verb].tag.starts_with('V') && !taken && !copula) {
        hang(tokens, s, verb, "dobj");
        tokens[t].dep = "advmod";
    }
}

/// "Demanded of his counterpart that Serbia withdraw": a clause with a conjunction of its own is no relative clause of the noun before.
fn clause_of_verb(tokens: &mut [Token<'_>], range: &Range<Tok>, t: Tok) {
    let token = tokens[t];
    if token.dep != "relcl" || token.head >= t || !token.tag.starts_with('V') {
        return;
    }
    let marked = children(tokens, range, t).any(|c| tokens[c].dep == "mark" && is(tokens, c, &["that"]));
    let subject = children(tokens, range, t).any(|c| matches!(tokens[c].dep, "nsubj" | "nsubjpass"));
    let prep = tokens[token.head].head;
    let verb = tokens[prep].head;
    let spoken = tokens[token.head].dep == "pobj"
        && tokens[prep].dep == "prep"
        && is(tokens, prep, &["of", "to", "from", "with"])
        && matches!(
            tokens[verb].lemma,
            "demand"
                | "say"
                | "explain"
                | "insist"
                | "announce"
                | "complain"
                | "signal"
                | "suggest"
                | "write"
                | "declare"
                | "confirm"
                | "admit"
                | "state"
                | "require"
                | "request"
                | "agree"
                | "argue"
                | "warn"
        );
    if marked && subject && spoken && !children(tokens, range, verb).any(|c| tokens[c].dep == "ccomp") {
        hang(tokens, t, verb, "ccomp");
    }
}

/// "After both states and Chad had withdrawn": the first of the joined subjects was made the object of "after".
fn split_subject(tokens: &mut [Token<'_>], range: &Range<Tok>, t: Tok) {
    let token = tokens[t];
    if token.dep != "pobj" || !is(tokens, token.head, &["after", "before", "since", "until"]) || token.head >= t {
        return;
    }
    let (prep, edge) = (token.head, right_edge(tokens, range, t));
    if edge + 2 >= range.end || !is(tokens, edge + 1, &["and", "or"]) || tokens[edge + 1].dep != "cc" {
        return;
    }
    let second = (edge + 2..range.end.min(edge + 8))
        .find(|s| tokens[*s].dep == "nsubj" && left_edge(tokens, range, *s) == edge + 2);
    let Some(second) = second else { return };
    let verb = tokens[second].head;
    if tokens[verb].dep != "conj" || verb < second || tokens[verb].head > prep || below(tokens, prep, verb) {
        return;
    }
    let (above, cc) = (tokens[prep].head, edge + 1);
    hang(tokens, second, t, "conj");
    hang(tokens, cc, t, "cc");
    hang(tokens, verb, above, "advcl");
    hang(tokens, t, verb, "nsubj");
    hang(tokens, prep, verb, "mark");
}

/// "Peru, the wider Andean Community and the government of Chile are agreed": before a verb in the plural an apposition joined to more
/// is the second of a list.
fn list_of_subjects(tokens: &mut [Token<'_>], range: &Range<Tok>, t: Tok) {
    let token = tokens[t];
    if token.dep != "appos" || token.head >= t || !matches!(tokens[token.head].tag, "NNP" | "NN") {
        return;
    }
    let first = token.head;
    let verb = tokens[first].head;
    if !matches!(tokens[first].dep, "nsubj" | "nsubjpass") || verb <= t {
        return;
    }
    let plural = tokens[verb].tag == "VBP"
        || children(tokens, range, verb)
            .any(|c| matches!(tokens[c].dep, "aux" | "auxpass") && c > t && is(tokens, c, &["are", "were", "have"]))
        || is(tokens, verb, &["are", "were", "have"]);
    let joined = children(tokens, range, t).find(|c| tokens[*c].dep == "conj" && *c > t);
    // "Macron, the president, and Scholz are": the comma closes the apposition.
    let closed = joined.is_none_or(|c| (t..c).any(|u| is(tokens, u, &[","])));
    if plural && !closed {
        tokens[t].dep = "conj";
    }
}

/// "Between Mali and Tuareg separatists": the state stands beside the people, not in front of them.
fn name_before_people(tokens: &mut [Token<'_>], range: &Range<Tok>, t: Tok) {
    let token = tokens[t];
    if !matches!(token.dep, "nmod" | "compound") || token.ent != "GPE" || token.tag != "NNP" || token.head <= t {
        return;
    }
    let noun = token.head;
    let joined = children(tokens, range, t).find(|c| tokens[*c].dep == "conj");
    let and = children(tokens, range, t).find(|c| is(tokens, *c, &["and"]));
    let (Some(joined), Some(and)) = (joined, and) else { return };
    let people = tokens[noun].tag == "NNS" && tokens[joined].ent == "NORP" && joined > and && joined < noun;
    if !people || and != t + 1 {
        return;
    }
    let (head, dep) = (tokens[noun].head, tokens[noun].dep);
    if head == noun {
        return;
    }
    hang(tokens, joined, noun, "amod");
    hang(tokens, t, head, dep);
    hang(tokens, noun, t, "conj");
    // What stood in front of the first belongs to it: nothing else moves.
}

/// "Praised Trump, and Washington the next day lifted sanctions": a subject that was joined to the object before.
fn joined_to_the_object(tokens: &mut [Token<'_>], range: &Range<Tok>, t: Tok) {
    let token = tokens[t];
    if token.dep != "conj" || !token.tag.starts_with("NNP") || token.head >= t {
        return;
    }
    let and = (token.head + 1..t).rev().find(|c| is(tokens, *c, &["and", "but"]));
    let Some(and) = and.filter(|c| tokens[*c].dep == "cc" && *c > range.start && is(tokens, *c - 1, &[","])) else {
        return;
    };
    if left_edge(tokens, range, t) != and + 1 {
        return;
    }
    let edge = right_edge(tokens, range, t);
    let finite = |v: Tok| matches!(tokens[v].tag, "VBD" | "VBZ" | "VBP") && tokens[v].pos == "VERB";
    let verb = (edge + 1..range.end.min(edge + 6))
        .find(|v| finite(*v) && tokens[*v].dep == "conj" && tokens[*v].head < token.head);
    let Some(verb) = verb.filter(|v| left_edge(tokens, range, *v) == edge + 1) else { return };
    if is(tokens, edge + 1, &[",", "and", "but"])
        || children(tokens, range, verb).any(|c| tokens[c].dep.starts_with("nsubj"))
    {
        return;
    }
    let above = tokens[verb].head;
    if !below(tokens, token.head, above) {
        return;
    }
    hang(tokens, t, verb, "nsubj");
    hang(tokens, and, above, "cc");
}

/// "At the end of January French troops clashed with …": the month took the subject along.
fn swallowed_subject(tokens: &mut [Token<'_>], range: &Range<Tok>, t: Tok) {
    const TIMES: &[&str] = &[
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let token = tokens[t];
    let time = token.tag == "NNP" && TIMES.contains(&token.text.to_lowercase().as_str());
    if !time || !matches!(token.dep, "compound" | "nmod") || token.head <= t + 1 {
        return;
    }
    let noun = token.head;
    let prep = tokens[noun].head;
    if tokens[noun].dep != "pobj" || prep + 1 != t || right_edge(tokens, range, noun) != noun {
        return;
    }
    // The word behind must be a finite verb that has no subject.
    let verb = noun + 1;
    let bare = verb < range.end
        && matches!(tokens[verb].tag, "VBD" | "VBZ" | "VBP")
        && tokens[verb].pos == "VERB"
        && !children(tokens, range, verb).any(|c| matches!(tokens[c].dep, "nsubj" | "nsubjpass" | "expl"))
        && !below(tokens, verb, noun);
    if !bare {
        return;
    }
    hang(tokens, t, prep, "pobj");
    hang(tokens, noun, verb, "nsubj");
}

/// "Granted the Philippines five boats": the recipient was made a part of the thing given.
fn swallowed_recipient(tokens: &mut [Token<'_>], range: &Range<Tok>, t: Tok) {
    const GIVING: &[&str] = &[
        "give",
        "grant",
        "send",
        "lend",
        "offer",
        "pay",
        "sell",
        "hand",
        "promise",
        "supply",
        "award",
        "pledge",
        "gift",
        "deny",
        "owe",
        "loan",
        "ship",
        "deliver",
        "refuse",
        "hand_over",
        "guarantee",
        "provide",
    ];
    let token = tokens[t];
    if !matches!(token.dep, "nmod" | "compound")
        || !matches!(token.ent, "GPE" | "PERSON")
        || !token.tag.starts_with("NNP")
        || token.head <= t
    {
        return;
    }
    let thing = token.head;
    let verb = tokens[thing].head;
    let given = tokens[thing].dep == "dobj" && verb < t && GIVING.contains(&tokens[verb].lemma);
    let number = t + 1;
    // "Granted Bobi Wine asylum": a person's name right before one bare noun.
    let person = token.ent == "PERSON" && number == thing && tokens[thing].tag == "NN";
    if !given || !person && (tokens[number].tag != "CD" || !below(tokens, number, thing)) {
        return;
    }
    if children(tokens, range, verb).any(|c| matches!(tokens[c].dep, "dative" | "iobj")) {
        return;
    }
    for c in children(tokens, range, thing).filter(|c| *c < t).collect::<Vec<_>>() {
        tokens[c].head = t;
    }
    if tokens[number].head == t {
        hang(tokens, number, thing, "nummod");
    }
    hang(tokens, t, verb, "dative");
}

/// Hangs a token under another, unless that one stands below it: no circle arises.
fn hang<'d>(tokens: &mut [Token<'d>], t: Tok, head: Tok, dep: &'d str) {
    let mut at = head;
    for _ in 0..tokens.len() {
        if at == t || tokens[at].head == at {
            break;
        }
        at = tokens[at].head;
    }
    if at != t {
        tokens[t].head = head;
        tokens[t].dep = dep;
    }
}

fn is(tokens: &[Token<'_>], t: Tok, words: &[&str]) -> bool {
    tokens.get(t).is_some_and(|x| words.iter().any(|w| x.text.eq_ignore_ascii_case(w)))
}

fn children<'a>(tokens: &'a [Token<'_>], range: &Range<Tok>, t: Tok) -> impl Iterator<Item = Tok> + 'a {
    range.clone().filter(move |c| tokens[*c].head == t && *c != t)
}

fn below(tokens: &[Token<'_>], mut t: Tok, top: Tok) -> bool {
    for _ in 0..DEEPEST {
        if t == top {
            return true;
        }
        if tokens[t].head == t {
            return false;
        }
        t = tokens[t].head;
    }
    false
}

fn right_edge(tokens: &[Token<'_>], range: &Range<Tok>, t: Tok) -> Tok {
    range.clone().rev().take_while(|c| *c > t).find(|c| below(tokens, *c, t)).unwrap_or(t)
}

fn left_edge(tokens: &[Token<'_>], range: &Range<Tok>, t: Tok) -> Tok {
    range.clone().take_while(|c| *c < t).find(|c| below(tokens, *c, t)).unwrap_or(t)
}

#[cfg(test)]
mod tests {
    use model::ByteSpan;

    use super::*;

    /// The next number of a fixed row of pseudo-random ones (SplitMix64).
    fn next(state: &mut u64) -> u64 {
        *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = *state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn pick<'a>(state: &mut u64, from: &[&'a str]) -> &'a str {
        from[next(state) as usize % from.len()]
    }

    #[test]
    fn any_tree_stays_a_tree() {
        const WORDS: &[&str] = &[
            "Mali",
            "and",
            ",",
            "soldiers",
            "killed",
            "close",
            "to",
            "that",
            "demanded",
            "of",
            "the",
            "wider",
            "gave",
            "had",
            "separatists",
            "after",
            "he",
            "are",
            "promised",
            "Kenya",
        ];
        const DEPS: &[&str] = &[
            "nsubj",
            "dobj",
            "ccomp",
            "relcl",
            "pobj",
            "prep",
            "conj",
            "cc",
            "punct",
            "compound",
            "advcl",
            "nsubjpass",
            "iobj",
            "dative",
            "amod",
            "appos",
            "mark",
            "aux",
            "attr",
        ];
        const KINDS: &[(&str, &str)] = &[
            ("PROPN", "NNP"),
            ("NOUN", "NNS"),
            ("VERB", "VBD"),
            ("VERB", "VBN"),
            ("ADJ", "JJ"),
            ("ADP", "IN"),
            ("PUNCT", ","),
            ("CCONJ", "CC"),
            ("AUX", "VBP"),
        ];
        let (mut state, mut moved) = (7, 0);
        for round in 0..20_000 {
            let n = 3 + next(&mut state) as usize % 14;
            // Heads are given in a shuffled order, each among those before it: a tree.
            let mut order: Vec<usize> = (0..n).collect();
            (1..n).rev().for_each(|i| order.swap(i, next(&mut state) as usize % (i + 1)));
            let mut head = vec![order[0]; n];
            (1..n).for_each(|i| head[order[i]] = order[next(&mut state) as usize % i]);
            let mut tokens: Vec<Token<'_>> = (0..n)
                .map(|t| {
                    let (pos, tag) = KINDS[next(&mut state) as usize % KINDS.len()];
                    let text = pick(&mut state, WORDS);
                    let dep = if head[t] == t { "ROOT" } else { pick(&mut state, DEPS) };
                    let span = ByteSpan::new(t, t + 1);
                    Token {
                        text,
                        lemma: text,
                        tag,
                        pos,
                        dep,
                        head: head[t],
                        ent: "",
                        ent_begins: false,
                        span,
                        sentence: 0,
                    }
                })
                .collect();
            let before = tokens.clone();
            mend(&mut tokens, 0..n);
            for _ in 0..n {
                let (t, under) = (next(&mut state) as usize % n, next(&mut state) as usize % n);
                hang(&mut tokens, t, under, "dobj");
            }
            moved += usize::from(tokens.iter().zip(&before).any(|(a, b)| a.head != b.head));
            for start in 0..n {
                let mut t = start;
                (0..n).for_each(|_| t = tokens[t].head);
                assert_eq!(tokens[t].head, t, "a circle above {start} in round {round}: {before:?}");
            }
        }
        assert!(moved > 15_000, "only {moved} trees changed");
    }
}
