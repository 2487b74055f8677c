//! The parsed document as one row of tokens with the tree over it: what every later stage looks at.
//!
//! Comes in: the annotation of each segment. Goes out: [`Text`], tokens numbered through the document, with children, subtrees and sentences.
//! Promises: token order is text order; every head lies in the token's own sentence; all look-ups are O(1) but for those that say otherwise.

use std::ops::Range;

use model::ByteSpan;

use crate::segments::{Role, Segment};

/// Index of a token in its [`Text`].
pub type Tok = usize;

/// Most steps up a tree that a question about it takes; real sentences stay below thirty.
const DEEPEST: usize = 100;

/// Most members of a list that are looked at as one group.
const MOST_JOINED: usize = 60;

/// One token; strings borrow from the annotation.
#[derive(Debug, Clone, Copy)]
pub struct Token<'d> {
    /// The word as written.
    pub text: &'d str,
    /// Its lemma.
    pub lemma: &'d str,
    /// Penn tag.
    pub tag: &'d str,
    /// Universal part of speech.
    pub pos: &'d str,
    /// Dependency label.
    pub dep: &'d str,
    /// Head token; itself for a root.
    pub head: Tok,
    /// Entity label, empty outside.
    pub ent: &'d str,
    /// Whether an entity begins here.
    pub ent_begins: bool,
    /// Bytes in the document.
    pub span: ByteSpan,
    /// Index of the sentence.
    pub sentence: usize,
}

/// One sentence.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// Its tokens.
    pub tokens: Range<Tok>,
    /// Whether it is (part of) the headline.
    pub headline: bool,
}

/// All tokens of a document.
#[derive(Debug)]
pub struct Text<'d> {
    /// The document's text.
    pub source: &'d str,
    /// The tokens in order, whitespace left out.
    pub tokens: Vec<Token<'d>>,
    /// Lower-cased words, by token.
    pub lower: Vec<String>,
    /// The sentences in order.
    pub sentences: Vec<Sentence>,
    children: Vec<Tok>,
    child_start: Vec<usize>,
    left_edge: Vec<Tok>,
    right_edge: Vec<Tok>,
}

impl<'d> Text<'d> {
    /// Joins the annotated segments. Whitespace tokens are dropped (their dependents go to their head).
    pub fn new(source: &'d str, parsed: &'d [(Segment, language::Doc)]) -> Self {
        let mut tokens: Vec<Token<'d>> = Vec::new();
        let mut sentences = Vec::new();
        for (segment, doc) in parsed {
            for range in doc.sentences() {
                push_sentence(&mut tokens, &mut sentences, segment, doc, range);
            }
        }
        crate::name_lists::mend(&mut tokens, &sentences);
        let lower = tokens.iter().map(|t| t.text.to_lowercase()).collect();
        let (children, child_start) = children(&tokens);
        let (left_edge, right_edge) = edges(&tokens, &sentences);
        Text { source, tokens, lower, sentences, children, child_start, left_edge, right_edge }
    }

    /// The token.
    pub fn at(&self, t: Tok) -> &Token<'d> {
        &self.tokens[t]
    }

    /// Its dependents in order of the text.
    pub fn children(&self, t: Tok) -> &[Tok] {
        &self.children[self.child_start[t]..self.child_start[t + 1]]
    }

    /// Its dependents with that label.
    /// Whether a semicolon stands between a clause and the verb under which the parse put it: two sentences in one.
    pub fn is_apart(&self, clause: Tok, head: Tok) -> bool {
        let (low, high) = (clause.min(head), clause.max(head));
        let between = |c: &Tok| low < *c && *c < high && self.word(*c) == ";";
        self.children(head).iter().any(between)
    }

    /// The children with a dependency label.
    pub fn children_by<'a>(&'a self, t: Tok, dep: &'a str) -> impl Iterator<Item = Tok> + 'a {
        self.children(t).iter().copied().filter(move |c| self.tokens[*c].dep == dep)
    }

    /// The first dependent with that label.
    pub fn child(&self, t: Tok, dep: &str) -> Option<Tok> {
        self.children(t).iter().copied().find(|c| self.tokens[*c].dep == dep)
    }

    /// Whether the token is a root.
    pub fn is_root(&self, t: Tok) -> bool {
        self.tokens[t].head == t
    }

    /// First to last token of its subtree (which may have gaps).
    pub fn subtree(&self, t: Tok) -> Range<Tok> {
        self.left_edge[t]..self.right_edge[t] + 1
    }

    /// Whether `t` is `top` or at most [`DEEPEST`] steps below it.
    pub fn is_below(&self, mut t: Tok, top: Tok) -> bool {
        for _ in 0..DEEPEST {
            if t == top {
                return true;
            }
            let head = self.tokens[t].head;
            if head == t {
                return false;
            }
            t = head;
        }
        false
    }

    /// Tokens of the sentence in which the token stands.
    pub fn sentence_of(&self, t: Tok) -> Range<Tok> {
        self.sentences[self.tokens[t].sentence].tokens.clone()
    }

    /// Bytes from the first to the last token of a range; empty at the text's start for an empty range.
    pub fn span(&self, range: Range<Tok>) -> ByteSpan {
        if range.is_empty() {
            return ByteSpan::new(0, 0);
        }
        self.tokens[range.start].span.joined(self.tokens[range.end - 1].span)
    }

    /// The words of a range as written.
    pub fn words(&self, range: Range<Tok>) -> &'d str {
        self.span(range).of(self.source)
    }

    /// The token and its conjuncts ("Egypt, Russia and Iran" from Egypt), in order, at most [`MOST_JOINED`].
    pub fn conjuncts(&self, t: Tok) -> Vec<Tok> {
        let mut out = vec![t];
        let mut at = 0;
        while at < out.len() && out.len() < MOST_JOINED {
            out.extend(self.children_by(out[at], "conj"));
            out.extend(self.joined_to_apposition(out[at]));
            at += 1;
        }
        out.sort_unstable();
        out
    }

    /// "Pashinyan, the prime minister of Armenia, and Aliyev": the parse joins the second name to the first one's apposition.
    fn joined_to_apposition(&self, t: Tok) -> impl Iterator<Item = Tok> + '_ {
        self.children_by(t, "appos").filter(move |a| *a > t).flat_map(|a| self.children_by(a, "conj")).filter(
            move |c| {
                let first = self.left_edge[*c];
                let behind_comma = first > t + 2 && self.word(first - 1) == "and" && self.word(first - 2) == ",";
                behind_comma && self.tokens[*c].pos == "PROPN"
            },
        )
    }

    /// Whether one of the words stands at that token (lower case).
    pub fn is_word(&self, t: Tok, words: &[&str]) -> bool {
        words.contains(&self.lower[t].as_str())
    }

    /// The lower-cased word, or "" outside the text.
    pub fn word(&self, t: Tok) -> &str {
        self.lower.get(t).map_or("", String::as_str)
    }
}

fn push_sentence<'d>(
    tokens: &mut Vec<Token<'d>>,
    sentences: &mut Vec<Sentence>,
    segment: &Segment,
    doc: &'d language::Doc,
    range: Range<usize>,
) {
    let first = tokens.len();
    let solid = |i: usize| doc.token(i).pos() != "SPACE";
    let mut index = vec![usize::MAX; range.len()];
    for i in range.clone().filter(|i| solid(*i)) {
        index[i - range.start] = tokens.len();
        let t = doc.token(i);
        tokens.push(Token {
            text: t.text(),
            lemma: t.lemma(),
            tag: t.tag(),
            pos: t.pos(),
            dep: t.dep(),
            head: t.head(),
            ent: t.ent_type(),
            ent_begins: t.ent_iob() == "B",
            span: ByteSpan::new(segment.span.start + t.start(), segment.span.start + t.end()),
            sentence: sentences.len(),
        });
    }
    if tokens.len() == first {
        return;
    }
    for (n, i) in range.clone().filter(|i| solid(*i)).enumerate() {
        let (mut head, mut steps) = (doc.token(i).head(), 0);
        while range.contains(&head) && !solid(head) && doc.token(head).head() != head && steps < range.len() {
            head = doc.token(head).head();
            steps += 1;
        }
        let mapped = if range.contains(&head) { index[head - range.start] } else { usize::MAX };
        tokens[first + n].head = if mapped == usize::MAX { first + n } else { mapped };
    }
    let last = tokens.len();
    crate::mending::mend(tokens, first..last);
    sentences.push(Sentence { tokens: first..tokens.len(), headline: segment.role == Role::Headline });
}

fn children(tokens: &[Token<'_>]) -> (Vec<Tok>, Vec<usize>) {
    let mut start = vec![0; tokens.len() + 2];
    for (i, t) in tokens.iter().enumerate().filter(|(i, t)| t.head != *i) {
        debug_assert!(t.head < tokens.len(), "head of {i}");
        start[t.head + 1] += 1;
    }
    for i in 1..start.len() {
        start[i] += start[i - 1];
    }
    let mut next = start.clone();
    let mut children = vec![0; start[tokens.len()]];
    for (i, t) in tokens.iter().enumerate().filter(|(i, t)| t.head != *i) {
        children[next[t.head]] = i;
        next[t.head] += 1;
    }
    (children, start)
}

/// Left and right ends of every subtree, each sentence by itself, deepest tokens first.
fn edges(tokens: &[Token<'_>], sentences: &[Sentence]) -> (Vec<Tok>, Vec<Tok>) {
    let mut left: Vec<Tok> = (0..tokens.len()).collect();
    let mut right = left.clone();
    for sentence in sentences {
        let range = sentence.tokens.clone();
        let mut waiting = vec![0usize; range.len()];
        for i in range.clone().filter(|i| tokens[*i].head != *i) {
            waiting[tokens[i].head - range.start] += 1;
        }
        let mut ready: Vec<Tok> = range.clone().filter(|i| waiting[i - range.start] == 0).collect();
        while let Some(i) = ready.pop() {
            let head = tokens[i].head;
            if head == i {
                continue;
            }
            left[head] = left[head].min(left[i]);
            right[head] = right[head].max(right[i]);
            waiting[head - range.start] -= 1;
            if waiting[head - range.start] == 0 {
                ready.push(head);
            }
        }
    }
    (left, right)
}
