//! What the text says of a claim's being: actual, planned, possible, denied; hedged; according to whom.
//!
//! Comes in: the token whose clause it is. Goes out: a [`Standing`]. Walks up the tree from clause to clause; what each governing
//! word does is said in `codebook/governors.toml`, marks of doubt in `codebook/hedges.toml`.

use model::Reality;

use crate::actors::{ActorIx, Actors};
use crate::codebook::CodeBook;
use crate::frames::Frame;
use crate::text::{Text, Tok};

mod modals;
mod refuted;
mod speakers;
mod trailing;

/// How a clause stands in the text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Standing {
    /// Whether it happened.
    pub reality: Reality,
    /// Whether doubt is marked.
    pub hedged: bool,
    /// Who says so.
    pub source: Option<ActorIx>,
    /// Whether it is what someone is accused of.
    pub accused: bool,
    /// Whether a report or rumour of no named source says so.
    pub rumour: bool,
    /// Whether the clause is negated.
    pub negated: bool,
    /// Whether it was tried, and no more is said.
    pub tried: bool,
    /// Whether someone is said to be ready for it.
    pub ready: bool,
    /// Whether it was to be and was called off.
    pub cancelled: bool,
    /// Whether others are asked or told to do it.
    pub asked: bool,
    /// Why it is no claim at all: asked for, tried, conditional.
    pub void: Option<&'static str>,
    /// Steps taken, for explanations.
    pub steps: Vec<String>,
}

/// What standing is read from.
#[derive(Clone, Copy)]
pub(crate) struct Standings<'a> {
    /// The text.
    pub text: &'a Text<'a>,
    /// Who is who.
    pub actors: &'a Actors,
    /// The word lists.
    pub book: &'a CodeBook,
    /// Frames by predicate.
    pub frames: &'a [Option<Frame>],
}

/// "Demanded his resignation": what is asked for has not come.
fn wished(lemma: &str) -> bool {
    matches!(lemma, "demand" | "seek" | "urge" | "request" | "want" | "desire")
}

/// How far from a predicate, in tokens, "according to" is looked for.
const NEAR: usize = 100;

/// Most clauses walked up.
const DEEPEST: usize = 24;

impl Standings<'_> {
    /// The standing of a predicate whose tense and modality the `anchor` bears.
    pub fn of(&self, pred: Tok, anchor: Tok) -> Standing {
        let mut s = Standing::default();
        if self.is_question(pred) {
            s.void = Some("a question");
            return s;
        }
        self.own(&mut s, pred, anchor);
        self.only_called(&mut s, pred);
        self.climb(&mut s, pred, anchor);
        self.according_to(&mut s, anchor);
        if s.source.is_none() && s.void.is_none() {
            self.trailing_speaker(&mut s, anchor);
        }
        self.refuted(&mut s, anchor);
        s
    }

    fn is_question(&self, t: Tok) -> bool {
        let range = self.text.sentence_of(t);
        self.text.word(range.end - 1) == "?"
    }

    fn lists(&self, t: Tok) -> Vec<&str> {
        let lemma = self.text.at(t).lemma.to_lowercase();
        let joined = self.text.child(t, "prt").map(|p| format!("{lemma}_{}", self.text.word(p)));
        let mut out: Vec<&str> = Vec::new();
        for word in joined.into_iter().chain([lemma]) {
            if let Some(lists) = self.book.words.lists("governor", &word) {
                out.extend(lists.iter().map(String::as_str));
            }
        }
        out
    }

    fn has_negation(&self, t: Tok) -> bool {
        self.text.children(t).iter().any(|c| {
            let no_longer = self.text.word(*c) == "longer" && *c > 0 && self.text.word(*c - 1) == "no";
            no_longer
                || self.text.at(*c).dep == "neg"
                || matches!(self.text.word(*c), "never" | "no" | "neither" | "nor" | "without" | "hardly-ever")
                    && matches!(self.text.at(*c).dep, "advmod" | "det" | "neg" | "preconj" | "cc")
        })
    }

    /// Negation, modals and adverbs of the clause itself.
    fn own(&self, s: &mut Standing, pred: Tok, anchor: Tok) {
        if pred != anchor && wished(self.text.at(anchor).lemma) {
            s.void = Some("only asked for, hoped for or threatened");
            s.asked = true;
        }
        let mut negated = self.has_negation(anchor) || pred != anchor && self.has_negation(pred);
        // "no treaty was signed", "without agreement", "did not reach any accord"
        for &c in self.text.children(anchor) {
            if matches!(self.text.at(c).dep, "dobj" | "nsubjpass" | "nsubj" | "attr")
                && self.text.children(c).iter().any(|d| self.text.word(*d) == "no" && self.text.at(*d).dep == "det")
            {
                negated = true;
            }
            // "Nothing was signed", "agreed to no truce"
            let none = |t: Tok| matches!(self.text.word(t), "nothing" | "none" | "nobody");
            negated |= matches!(self.text.at(c).dep, "nsubj" | "nsubjpass") && none(c);
            let no = |t: Tok| {
                self.text.children(t).iter().any(|d| self.text.word(*d) == "no" && self.text.at(*d).dep == "det")
            };
            negated |= self.text.at(c).dep == "prep"
                && matches!(self.text.word(c), "to" | "on" | "for" | "with")
                && self.text.children(c).iter().any(|o| self.text.at(*o).dep == "pobj" && no(*o));
        }
        // "Put off a visit", "the talks were called off"
        let called_off = |t: Tok| {
            let token = self.text.at(t);
            matches!(token.dep, "dobj" | "nsubjpass") && token.head != t && self.lists(token.head).contains(&"cancels")
        };
        if self.text.at(pred).pos == "NOUN" && called_off(pred) {
            s.cancelled = true;
        }
        // "Neither Moscow nor Kyiv has accepted"
        negated |=
            self.text.children(anchor).iter().filter(|c| matches!(self.text.at(**c).dep, "nsubj" | "nsubjpass")).any(
                |c| {
                    self.text.children(*c).iter().any(|d| self.text.word(*d) == "neither")
                        || self.text.word(*c) == "neither"
                },
            );
        if pred != anchor || self.text.at(pred).pos == "NOUN" {
            let head = self.text.at(pred).head;
            negated |= self.text.at(pred).dep == "pobj" && self.text.word(head) == "without";
        }
        if negated {
            s.negated = true;
            s.reality = Reality::Denied;
            s.steps.push(format!("negated at «{}»", self.text.at(anchor).text));
        }
        if self.is_habit(pred) {
            s.void = Some("a habit, no single happening");
        }
        self.modal(s, anchor);
        if self.is_topic(pred, anchor) {
            self.weaken(s, Reality::Possible, "talked about");
        }
        for t in self.clause_words(anchor).chain(self.clause_words(pred)) {
            let word = self.text.word(t);
            if self.book.words.holds("hedge", "adverb", word) {
                s.hedged = true;
                s.steps.push(format!("hedged by «{word}»"));
            }
        }
    }

    /// "Talks on a withdrawal", "a plan for a truce": what is only spoken of.
    fn is_topic(&self, pred: Tok, anchor: Tok) -> bool {
        let text = self.text;
        let token = text.at(pred);
        if pred != anchor || token.pos != "NOUN" || token.dep != "pobj" {
            return false;
        }
        // "Renewed negotiations today on a pullback": the parse hangs it on the verb.
        let verb = text.at(token.head).head;
        let above = text.child(verb, "dobj").filter(|o| text.at(verb).pos == "VERB" && *o < pred).unwrap_or(verb);
        matches!(text.word(token.head), "on" | "about" | "over" | "regarding" | "concerning")
            && matches!(
                text.at(above).lemma,
                "talk"
                    | "negotiation"
                    | "negotiate"
                    | "discussion"
                    | "consultation"
                    | "consult"
                    | "speak"
                    | "confer"
                    | "dialogue"
                    | "debate"
                    | "speculation"
                    | "speculate"
            )
    }

    /// "His regular visits": no single happening.
    fn is_habit(&self, t: Tok) -> bool {
        self.text.at(t).tag == "NNS"
            && self.text.children(t).iter().any(|c| {
                matches!(
                    self.text.word(*c),
                    "regular" | "frequent" | "usual" | "repeated" | "occasional" | "annual" | "routine" | "periodic"
                )
            })
    }

    /// The words directly below a token, and those below its auxiliaries.
    fn clause_words(&self, t: Tok) -> impl Iterator<Item = Tok> + '_ {
        self.text.children(t).iter().copied()
    }

    fn weaken(&self, s: &mut Standing, to: Reality, by: &str) {
        let rank = |r: Reality| match r {
            Reality::Actual => 0,
            Reality::Planned => 1,
            Reality::Possible => 2,
            Reality::Denied => 3,
        };
        if rank(to) > rank(s.reality) {
            s.reality = to;
            s.steps.push(format!("{} by «{by}»", to.word()));
        }
    }

    /// From clause to clause upwards.
    fn climb(&self, s: &mut Standing, pred: Tok, anchor: Tok) {
        let text = self.text;
        let mut at = anchor;
        let mut direct = true;
        for _ in 0..DEEPEST {
            let token = text.at(at);
            self.conditional(s, at, direct);
            let head = token.head;
            if head == at || matches!(token.dep, "ccomp" | "advcl" | "parataxis") && text.is_apart(at, head) {
                break;
            }
            if direct
                && (matches!(token.dep, "xcomp" | "attr" | "acomp") || token.dep == "acl" && token.tag == "VB")
                && text.at(head).tag.starts_with(['V', 'M'])
            {
                self.modal(s, head);
                if self.has_negation(head) && matches!(token.dep, "xcomp") {
                    s.negated = true;
                    self.weaken(s, Reality::Denied, text.at(head).text);
                }
            }
            // "a call was possible", "a visit is planned"
            if direct && token.dep == "nsubj" && text.at(head).lemma == "be" {
                for &c in text.children(head).iter().filter(|c| matches!(text.at(**c).dep, "acomp" | "attr")) {
                    let said = self.lists(c);
                    if said.contains(&"proposes") || matches!(text.word(c), "possible" | "likely" | "conceivable") {
                        self.weaken(s, Reality::Possible, text.at(c).text);
                    } else if said.contains(&"plans") {
                        self.weaken(s, Reality::Planned, text.at(c).text);
                    }
                }
                self.modal(s, head);
            }
            // "is due in Paris for talks"
            if direct && token.dep == "prep" && text.word(at) == "for" && text.at(head).lemma == "be" {
                let awaited =
                    |c: &Tok| matches!(text.word(*c), "due" | "expected" | "scheduled" | "slated" | "awaited");
                if text.children_by(head, "acomp").any(|c| awaited(&c)) {
                    self.weaken(s, Reality::Planned, "due");
                }
            }
            // "Refused to go and has asked …": a finite verb is joined to the one above the infinitive.
            if token.dep == "conj" && text.at(head).tag == "VB" && self.is_finite(at) && text.at(head).head != head {
                at = text.at(head).head;
                continue;
            }
            // "Rejected a call for the troops to leave": asked by the noun beside it.
            let asked = |c: &Tok| {
                *c < at
                    && matches!(text.at(*c).dep, "dobj" | "nsubjpass" | "nsubj")
                    && text.at(*c).pos == "NOUN"
                    && self.lists(*c).iter().any(|l| matches!(*l, "asks" | "allows"))
            };
            let infinitive = text.children(at).iter().any(|c| text.at(*c).dep == "aux" && text.word(*c) == "to");
            let beside = || text.children(head).iter().chain(text.children(at)).any(asked);
            let called = || text.at(head).pos == "NOUN" && self.lists(head).contains(&"asks");
            if direct
                && infinitive
                && matches!(token.dep, "advcl" | "xcomp" | "ccomp" | "acl")
                && (beside() || called())
            {
                s.void = Some("only asked for, hoped for or threatened");
            }
            // "Said that Uganda must withdraw": asked of another.
            let must = |c: &Tok| text.at(*c).dep == "aux" && matches!(text.word(*c), "must" | "should" | "ought");
            let named = |c: &Tok| text.at(*c).dep == "nsubj" && text.at(*c).pos != "PRON";
            if direct
                && token.dep == "ccomp"
                && text.children(at).iter().any(must)
                && text.children(at).iter().any(named)
                && text.children(head).iter().any(|c| text.at(*c).dep == "nsubj")
            {
                s.void = Some("only asked for, hoped for or threatened");
            }
            // "Warned it against building", "advised against": not done.
            if direct && token.dep == "pcomp" && text.word(head) == "against" {
                s.void = Some("only asked for, hoped for or threatened");
            }
            let lists = self.lists(head);
            let complement = matches!(
                token.dep,
                "ccomp"
                    | "xcomp"
                    | "pcomp"
                    | "acl"
                    | "pobj"
                    | "dobj"
                    | "attr"
                    | "acomp"
                    | "prep"
                    | "advcl"
                    | "nsubj"
                    | "nsubjpass"
                    | "relcl"
                    | "oprd"
            );
            if complement && !lists.is_empty() {
                self.governed(s, pred, at, head, &lists, direct);
            }
            // A joined clause with a subject of its own is the outlet's again.
            if token.dep == "conj" && text.children(at).iter().any(|c| matches!(text.at(*c).dep, "nsubj" | "nsubjpass"))
            {
                break;
            }
            // What a clause inside a noun's description says is not planned or asked for because the noun is.
            // "the first country to recognise X": an infinitive goes with the noun.
            let infinitive =
                token.dep == "relcl" && token.tag == "VB" && text.children(at).iter().any(|c| text.word(*c) == "to");
            if matches!(token.dep, "relcl" | "advcl" | "appos") && !infinitive
                || token.dep == "acl" && token.tag != "VB"
            {
                direct = false;
            }
            at = head;
        }
        // "…, Asif said." with the speech as root.
        for &c in text.children(at) {
            if text.at(c).dep == "parataxis" && self.lists(c).contains(&"says") && s.source.is_none() {
                self.speaker(s, c);
            }
        }
    }

    /// "Would treat a blockade as an attack", "chanted for his arrest": a name for something else, or a wish.
    fn only_called(&self, s: &mut Standing, noun: Tok) {
        let text = self.text;
        let prep = text.at(noun).head;
        if text.at(noun).dep != "pobj" || text.at(noun).pos != "NOUN" {
            return;
        }
        // The parse may hang it on what is so called.
        let above = text.at(prep).head;
        let verb = text.at(if text.at(above).dep == "dobj" { text.at(above).head } else { above }).lemma;
        let regards = matches!(
            verb,
            "treat"
                | "regard"
                | "consider"
                | "view"
                | "see"
                | "perceive"
                | "interpret"
                | "portray"
                | "depict"
                | "describe"
        );
        let wishes =
            matches!(verb, "shout" | "chant" | "clamour" | "clamor" | "bay" | "cry" | "yell" | "long" | "yearn");
        if text.word(prep) == "as" && regards {
            s.void = Some("only called so");
        } else if text.word(prep) == "for" && wishes {
            s.void = Some("only asked for, hoped for or threatened");
        }
    }

    /// Has a tense of its own: "asked", "has asked".
    fn is_finite(&self, t: Tok) -> bool {
        let has = |c: &Tok| self.text.at(*c).dep == "aux" && self.text.at(*c).lemma == "have";
        matches!(self.text.at(t).tag, "VBD" | "VBZ" | "VBP") || self.text.children(t).iter().any(has)
    }

    fn conditional(&self, s: &mut Standing, at: Tok, direct: bool) {
        if direct
            && self.text.at(at).dep == "advcl"
            && self
                .text
                .children(at)
                .iter()
                .any(|c| matches!(self.text.word(*c), "if" | "unless" | "whether") && self.text.at(*c).dep == "mark")
        {
            s.void = Some("a condition");
        }
        if direct && self.is_subjunctive(at) {
            s.void = Some("only asked for, hoped for or threatened");
            s.asked = true;
            s.steps.push(format!("what should be: «{}»", self.text.at(at).text));
        }
        if direct
            && matches!(self.text.at(at).dep, "ccomp" | "csubj")
            && self.text.children(at).iter().any(|c| self.text.word(*c) == "whether")
        {
            s.void = Some("an open question");
        }
    }

    /// "That Serbia withdraw its police": the bare form where one would say "withdraws" tells what is demanded.
    fn is_subjunctive(&self, t: Tok) -> bool {
        let text = self.text;
        let children = text.children(t);
        let that = children.iter().any(|c| text.word(*c) == "that" && text.at(*c).dep == "mark");
        let helped = children.iter().any(|c| matches!(text.at(*c).dep, "aux" | "auxpass"));
        let be = children.iter().any(|c| text.word(*c) == "be" && text.at(*c).dep == "auxpass")
            && !children.iter().any(|c| text.at(*c).dep == "aux");
        let one = children.iter().any(|s| {
            let token = text.at(*s);
            matches!(token.dep, "nsubj" | "nsubjpass")
                && (matches!(token.tag, "NN" | "NNP") || matches!(text.word(*s), "he" | "she" | "it"))
                && text.conjuncts(*s).len() == 1
        });
        let bare = matches!(text.at(t).tag, "VB" | "VBP") && text.word(t) == text.at(t).lemma && !helped;
        that && (bare && one || be)
    }

    fn governed(&self, s: &mut Standing, pred: Tok, at: Tok, head: Tok, lists: &[&str], direct: bool) {
        let text = self.text;
        let token = text.at(at);
        let clause = matches!(token.dep, "ccomp" | "xcomp" | "pcomp" | "acl" | "advcl");
        let word = text.at(head).text;
        // "Told Benin to withdraw": what one is told to do.
        if direct && text.at(head).lemma == "tell" && token.dep == "xcomp" && token.tag == "VB" {
            s.void = Some("only asked for, hoped for or threatened");
            s.asked = true;
            s.steps.push(format!("void under «{word}»"));
            return;
        }
        for list in lists {
            match *list {
                "says" | "reports"
                    if direct && clause && token.dep != "advcl"
                        || token.dep == "dobj" && *list == "reports" && at != pred =>
                {
                    self.speaker(s, head);
                    if matches!(text.at(head).pos, "NOUN" | "PROPN") {
                        s.hedged = true;
                    }
                    // "is said to have shipped"
                    if self.frames[head].as_ref().is_some_and(|f| f.passive) && token.dep == "xcomp" {
                        s.hedged = true;
                    }
                    if *list == "says" && self.has_negation(head) {
                        s.void = Some("not said");
                    }
                }
                // "due in Paris for talks with Macron"
                "plans"
                    if direct
                        && token.dep == "prep"
                        && text.word(at) == "for"
                        && matches!(text.at(head).lemma, "due" | "expect" | "schedule" | "slate" | "await") =>
                {
                    self.weaken(s, Reality::Planned, word);
                }
                "plans" | "agrees" | "allows"
                    if direct
                        && (clause && (token.dep != "advcl" || token.tag == "VB")
                            // "Committed to defeating"
                            || text.word(at) == "to" && text.child(at, "pcomp").is_some()) =>
                {
                    if self.has_negation(head) {
                        self.weaken(s, Reality::Denied, word);
                    } else if text.at(head).pos == "NOUN"
                        && text.at(head).dep == "dobj"
                        && (self.has_negation(text.at(head).head)
                            || self.text.word(text.sentence_of(head).start) == "nor")
                    {
                        // "Has not any plan to leave"
                        self.weaken(s, Reality::Denied, word);
                    } else {
                        s.ready |= matches!(text.word(head), "ready" | "willing" | "prepared");
                        self.weaken(s, Reality::Planned, word);
                    }
                }
                // "considers the group a part of its enemy": holds it for one.
                "proposes"
                    if text.at(head).lemma == "consider"
                        && matches!(token.dep, "ccomp" | "xcomp" | "oprd" | "attr")
                        && matches!(token.pos, "NOUN" | "PROPN" | "ADJ") => {}
                "proposes" if direct && !matches!(token.dep, "nsubj" | "nsubjpass") => {
                    self.weaken(s, Reality::Possible, word)
                }
                "asks" | "orders" | "hopes" | "tries" | "threatens"
                    if direct
                        && (clause && (token.dep != "advcl" || token.tag == "VB")
                            || token.dep == "dobj" && at == pred && wished(text.at(head).lemma)
                            || token.dep == "prep" && matches!(text.word(at), "to" | "for" | "on" | "of")
                            // "demanded a truce"
                            || token.dep == "dobj" && at == pred && token.pos == "NOUN" && !lists.contains(&"tries")
                            || token.dep == "pobj" && text.at(head).pos != "VERB"
                            // "to demand his resignation"
                            || token.dep == "dobj" && at == pred && text.at(head).pos == "VERB" && *list == "asks") =>
                {
                    s.void = Some("only asked for, hoped for or threatened");
                    s.asked |= matches!(*list, "asks" | "orders");
                    s.tried |= *list == "tries";
                    s.steps.push(format!("void under «{word}»"));
                }
                // A refusal is told by the verb that refuses.
                "fails"
                    if direct && clause && token.tag == "VB" && matches!(text.at(head).lemma, "refuse" | "decline") =>
                {
                    s.void = Some("refused");
                }
                "fails" if direct && clause => {
                    s.negated = true;
                    self.weaken(s, Reality::Denied, word);
                }
                "accuses"
                    if direct
                        && (clause && token.dep != "advcl"
                            || token.dep == "prep" && matches!(text.word(at), "of" | "for" | "with")) =>
                {
                    s.hedged = true;
                    s.accused = true;
                    self.speaker(s, head);
                }
                "denies" if direct && (clause && token.dep != "advcl" || matches!(token.dep, "dobj" | "prep")) => {
                    self.weaken(s, Reality::Denied, word);
                    s.hedged = true;
                    self.speaker(s, head);
                }
                "hedges" => {
                    s.hedged = true;
                    s.steps.push(format!("hedged by «{word}»"));
                }
                _ => {}
            }
        }
    }
}
