//! Frames of nouns and adjectives: nominalised happenings ("Munir's visit to Benghazi"), ties ("a close ally of Moscow"), light verbs.

use super::{Frame, FrameKind, noun_lemma, put_preps, relativised, verbs};
use crate::text::{Text, Tok};

/// Verbs that say little beside their object: the noun is the predicate, the verb's subject does it.
const LIGHT: &[&str] = &[
    "pay",
    "make",
    "hold",
    "sign",
    "launch",
    "conduct",
    "carry_out",
    "carry",
    "give",
    "impose",
    "take",
    "have",
    "stage",
    "mount",
    "undertake",
    "receive",
    "open",
    "begin",
    "start",
    "deliver",
    "issue",
    "reach",
    "strike",
    "conclude",
    "provide",
    "offer",
    "extend",
    "announce",
    "declare",
    "enter",
    "engage",
    "undergo",
    "do",
    "end",
    "wage",
    "play",
    "express",
    "voice",
    "lodge",
    "file",
    "send",
    "put",
    "place",
    "set_up",
    "form",
    "forge",
    "build",
    "maintain",
    "keep",
    "establish",
    "restore",
    "resume",
    "renew",
    "break_off",
    "sever",
    "cut",
    "suspend",
    "cancel",
    "complete",
    "perform",
    "lead",
    "host",
    "attend",
    "join",
    "continue",
    "step_up",
    "intensify",
    "lift",
    "ease",
    "stop",
    "halt",
    "order",
    "plan",
    "enjoy",
    "win",
    "lend",
    "grant",
    "pledge",
    "promise",
    "organise",
    "stag",
    "wag",
    "waged",
    "staged",
    "organize",
    "initiate",
    "finish",
    "perpetrate",
    "commit",
    "agree",
    "seek",
    "demand",
    "call",
    "announce",
];

/// The frame of a noun or adjective that the code book knows.
pub(super) fn frame(text: &Text<'_>, t: Tok, kind: FrameKind) -> Frame {
    let lemma = if kind == FrameKind::Adj { text.at(t).lemma.to_lowercase() } else { noun_lemma(text, t) };
    let mut frame = Frame { pred: t, kind, lemma, args: Vec::new(), anchor: t, passive: false };
    let head = first_conjunct(text, t);
    own_arguments(text, &mut frame, t);
    if head != t {
        // "his visit and meeting": what stands in front of the first belongs to both.
        for &c in text.children(head) {
            if text.at(c).dep == "poss" {
                frame.put("poss", relativised(text, c).unwrap_or(c), true);
            }
        }
    }
    predicated_of(text, &mut frame, head);
    if frame.filler("is").is_none()
        && text.child(t, "poss").is_some()
        && matches!(text.at(t).dep, "npadvmod" | "dep" | "dobj" | "conj")
        && let Some(name) = name_before(text, t)
    {
        frame.put("is", name, true);
    }
    light_verb(text, &mut frame, head);
    context(text, &mut frame, head);
    frame
}

/// The first of joined nouns.
fn first_conjunct(text: &Text<'_>, mut t: Tok) -> Tok {
    for _ in 0..20 {
        let token = text.at(t);
        if token.dep != "conj" || token.head == t || verbs::is_verb(text, token.head) {
            break;
        }
        t = token.head;
    }
    t
}

fn own_arguments(text: &Text<'_>, frame: &mut Frame, t: Tok) {
    for &c in text.children(t) {
        let target = relativised(text, c).unwrap_or(c);
        match text.at(c).dep {
            "poss" => text.conjuncts(target).into_iter().for_each(|c| frame.put("poss", c, false)),
            "amod" | "nmod" | "det" if c < t => {
                let slot = if text.at(c).pos == "VERB" || text.at(c).tag.starts_with('V') { "amod" } else { "adj" };
                text.conjuncts(c).into_iter().for_each(|c| frame.put(slot, c, false));
                if slot == "adj" {
                    frame.put("amod", c, false);
                }
            }
            "compound" | "npadvmod" => text.conjuncts(c).into_iter().for_each(|c| frame.put("comp", c, false)),
            "appos" => {
                // "its allies Hezbollah and the Houthis": a plural is said of all that are joined.
                let plural = matches!(text.at(t).tag, "NNS" | "NNPS");
                let named = if plural { text.conjuncts(c) } else { vec![c] };
                named.into_iter().for_each(|c| frame.put("is", c, false));
            }
            "acl" if matches!(text.at(c).tag, "VBN" | "VBG") => {
                // "a deal signed by X", "talks held by Y", "tensions involving Z"; who forced, brokered or refused it is no party.
                let before = frame.args.len();
                for &g in text.children(c) {
                    if text.at(g).dep == "agent" {
                        super::prep_objects(text, g).into_iter().for_each(|(_, o)| frame.put("by", o, true));
                    }
                }
                put_preps(text, frame, c, true);
                if matches!(
                    text.at(c).lemma,
                    "force" | "broker" | "mediate" | "reject" | "oppose" | "condemn" | "denounce" | "criticise"
                ) {
                    let own = frame.args.split_off(before);
                    frame.args.extend(own.into_iter().filter(|a| a.slot != "by"));
                }
            }
            // "an allegation that Chad shelled a village": whose doing is spoken of
            "acl" | "ccomp"
                if text.children(c).iter().any(|m| text.at(*m).dep == "mark" && text.word(*m) == "that") =>
            {
                for s in text.children_by(c, "nsubj").filter(|s| text.at(*s).pos != "PRON") {
                    text.conjuncts(s).into_iter().for_each(|s| frame.put("whose", s, false));
                }
            }
            "acl" | "relcl" if text.at(c).tag == "VB" => frame.put("clause", c, false),
            _ => {}
        }
    }
    // The tokens joined by hyphens or dashes in front: "Pakistan-Libya ties".
    let first = text.sentence_of(t).start;
    let mut at = t;
    while at > first && at + 6 > t {
        at -= 1;
        if !matches!(text.at(at).dep, "compound" | "amod" | "nmod" | "punct" | "poss") && text.at(at).pos != "PROPN" {
            break;
        }
        if at > first && matches!(text.word(at), "-" | "–" | "—" | "/") && text.at(at - 1).pos == "PROPN" {
            frame.put("comp", at - 1, true);
            if at + 1 < t {
                frame.put("comp", at + 1, true);
            }
        }
    }
    put_preps(text, frame, t, false);
    // "the insurgency of Boko Haram against Nigeria", "the arrest of two judges by Mali": the second preposition is the noun's too.
    let owners: Vec<Tok> = frame.args.iter().filter(|a| a.slot == "of" && !a.borrowed).map(|a| a.head).collect();
    let offers = matches!(frame.lemma.as_str(), "offer" | "proposal" | "suggestion");
    let by = frame.filler("by").is_none() && frame.filler("subj").is_none();
    for owner in owners {
        let second = |c: &Tok| {
            matches!(text.word(*c), "against" | "with" | "towards")
                || by && text.word(*c) == "by"
                || offers && text.word(*c) == "to"
        };
        for c in text.children_by(owner, "prep").filter(second) {
            let name = text.word(c).to_string();
            super::prep_objects(text, c).into_iter().for_each(|(_, o)| frame.put(&name, o, true));
        }
    }
    if text.at(t).dep == "pobj" {
        frame.put("gov", text.at(t).head, false);
    }
    said_of_names(text, frame, t);
}

/// "Iran's proxy Hezbollah", "NATO member Turkey", "members such as Poland", "its allies, among them Egypt": the names fill `is`.
fn said_of_names(text: &Text<'_>, frame: &mut Frame, t: Tok) {
    let token = *text.at(t);
    let name = |n: Tok| n < text.tokens.len() && text.at(n).pos == "PROPN";
    if matches!(token.dep, "compound" | "nmod" | "amod") && token.head > t && name(token.head) {
        // What stands in front of both is the noun's: "Russia's ally Belarus".
        for &c in text.children(token.head).iter().filter(|c| **c < t) {
            match text.at(c).dep {
                "poss" => frame.put("poss", c, true),
                "compound" | "npadvmod" if name(c) => frame.put("comp", c, true),
                "amod" | "nmod" => frame.put("adj", c, true),
                _ => {}
            }
        }
        frame.put("is", token.head, true);
    } else if matches!(token.dep, "nsubj" | "dobj" | "nsubjpass") && name(t + 1) && token.head != t {
        // "Iran's proxy Hezbollah opened": two subjects in the parse.
        let twin = text.children_by(token.head, token.dep).find(|c| *c > t && text.subtree(*c).any(|u| u == t + 1));
        if let Some(twin) = twin.filter(|c| name(*c)) {
            frame.put("is", twin, true);
        }
    }
    if !matches!(token.tag, "NNS" | "NNPS") {
        return;
    }
    for &c in text.children(t).iter().filter(|c| **c > t) {
        let listing = match text.word(c) {
            "as" => text.word(c.saturating_sub(1)) == "such",
            "like" | "including" => true,
            _ => false,
        };
        if listing && text.at(c).dep == "prep" {
            super::prep_objects(text, c).into_iter().for_each(|(_, o)| frame.put("is", o, true));
        }
    }
    // "members of the Union, among them Hungary and Slovakia,"
    let end = text.sentence_of(t).end;
    let among = (t + 1..end.min(t + 16)).find(|u| text.word(*u) == "among" && text.word(u + 1) == "them");
    if let Some(among) = among.filter(|u| text.word(u - 1) == "," && u + 2 < end) {
        let first = (among + 2..end.min(among + 6)).find(|u| name(*u) && !name(u + 1));
        first.into_iter().flat_map(|u| text.conjuncts(u)).for_each(|u| frame.put("is", u, true));
    }
}

/// "X is an ally of Y", "X, an ally of Y", "X remains hostile": X fills `is`.
fn predicated_of(text: &Text<'_>, frame: &mut Frame, t: Tok) {
    let token = text.at(t);
    if token.head == t {
        for &c in text.children(t) {
            if text.at(c).dep == "nsubj" {
                text.conjuncts(relativised(text, c).unwrap_or(c)).into_iter().for_each(|c| frame.put("is", c, false));
            }
        }
        return;
    }
    // "considers Hamas a partner": a clause without a verb.
    if matches!(token.dep, "ccomp" | "xcomp" | "oprd") {
        text.children_by(t, "nsubj").flat_map(|s| text.conjuncts(s)).for_each(|s| frame.put("is", s, false));
    }
    match token.dep {
        "nsubj" if text.at(token.head).lemma == "be" => {
            // "whose president is X"
            if let Some(attr) = text.child(token.head, "attr") {
                frame.put("is", attr, true);
            }
        }
        "attr" | "acomp" | "oprd" => {
            let verb = text.at(token.head);
            let copula = matches!(
                verb.lemma,
                "be" | "become" | "remain" | "stay" | "seem" | "look" | "feel" | "turn" | "grow" | "get" | "prove"
            );
            let clause = verbs::frame(text, token.head, 1);
            let slot = if copula || clause.passive { if clause.passive { "obj" } else { "subj" } } else { "obj" };
            clause.fillers(slot).for_each(|s| frame.put("is", s, true));
            if clause.passive || !copula {
                clause.fillers("subj").for_each(|s| frame.put("ctx", s, true));
            }
            frame.anchor = token.head;
            put_preps(text, frame, token.head, true);
        }
        "appos" => {
            // "Uzbekistan and Tajikistan, once bitter rivals": a plural is said of all that are joined.
            let plural = matches!(token.tag, "NNS" | "NNPS");
            let first = if plural { first_conjunct(text, token.head) } else { token.head };
            match (!plural).then(|| name_before(text, t)).flatten() {
                Some(name) => frame.put("is", name, true),
                None => text.conjuncts(first).into_iter().filter(|c| *c < t).for_each(|c| frame.put("is", c, true)),
            }
        }
        "amod" if frame.kind == FrameKind::Adj => {
            frame.put("is", token.head, true);
            // "Gentry Beach, an investor close to the president"
            if text.at(token.head).dep == "appos" && token.head < t {
                frame.put("is", text.at(token.head).head, true);
            }
        }
        // "with Kenya as mediator"
        "pobj" if text.word(token.head) == "as" && text.at(text.at(token.head).head).pos == "PROPN" => {
            frame.put("is", text.at(token.head).head, true);
        }
        "pobj" if text.word(token.head) == "as" => {
            // "regards him as an ally"
            if let Some(verb) = verbs::governing_verb(text, token.head) {
                let clause = verbs::frame(text, verb, 1);
                // "acted as mediator": the subject; "regards him as an ally": the object.
                let slot =
                    if matches!(clause.lemma.as_str(), "act" | "serve" | "work" | "function") { "subj" } else { "obj" };
                clause.fillers(slot).for_each(|s| frame.put("is", s, true));
                frame.anchor = verb;
            }
        }
        _ => {}
    }
}

/// "Its ties with Iran, Riyadh's rival, …": the name that stands right before the comma, though the parse goes farther back.
fn name_before(text: &Text<'_>, t: Tok) -> Option<Tok> {
    let start = text.subtree(t).find(|u| text.at(*u).pos != "PUNCT").unwrap_or(t);
    let last = start.checked_sub(2).filter(|_| text.word(start - 1) == ",")?;
    let known = last > text.sentence_of(t).start && matches!(text.at(last).dep, "pobj" | "dobj" | "conj");
    (known && matches!(text.at(last).tag, "NNP" | "NNPS")).then_some(last)
}

/// "paid a visit to", "sanctions were imposed on", "launched an attack on".
fn light_verb(text: &Text<'_>, frame: &mut Frame, t: Tok) {
    let token = text.at(t);
    if matches!(token.dep, "nsubj" | "nsubjpass") && token.head != t && verbs::is_verb(text, token.head) {
        // "Tensions have risen between X and Y", "a rift has opened with Z": what stands behind the verb is the subject's.
        for c in text.children_by(token.head, "prep").filter(|c| *c > token.head) {
            let word = text.word(c);
            let own = frame.filler(word).is_some();
            if !own && (word == "between" || word == "with" && text.child(token.head, "dobj").is_none()) {
                super::prep_objects(text, c).into_iter().for_each(|(_, o)| frame.put(word, o, true));
            }
        }
    }
    let verb = match token.dep {
        "dobj" | "nsubjpass" if token.head != t => token.head,
        "pobj" => {
            // "engaged in talks", "agreed to a ceasefire", "entered into an alliance"
            let prep = text.at(token.head);
            if prep.head == token.head
                || !verbs::is_verb(text, prep.head)
                || !matches!(text.word(token.head), "in" | "to" | "into" | "on")
            {
                return;
            }
            prep.head
        }
        _ => return,
    };
    let clause = verbs::frame(text, verb, 1);
    if !LIGHT.contains(&clause.lemma.as_str()) && !LIGHT.contains(&clause.lemma.split('_').next().unwrap_or("")) {
        return;
    }
    clause.fillers("subj").for_each(|s| frame.put("subj", s, true));
    clause.fillers("iobj").for_each(|s| frame.put("iobj", s, true));
    frame.anchor = verb;
    for arg in clause.args.iter().filter(|a| !matches!(a.slot.as_str(), "subj" | "obj" | "iobj" | "attr" | "clause")) {
        if arg.head != frame.pred && !text.is_below(frame.pred, arg.head) {
            frame.put(&arg.slot, arg.head, true);
        }
    }
}

/// Whoever is the subject of the clause around.
fn context(text: &Text<'_>, frame: &mut Frame, t: Tok) {
    let token = text.at(t);
    const DURING: &[&str] = &[
        "in",
        "during",
        "at",
        "after",
        "on",
        "before",
        "following",
        "for",
        "from",
        "amid",
        "to",
        "into",
        "with",
        "of",
    ];
    if token.dep == "pobj" && token.head != t && !DURING.contains(&text.word(token.head)) {
        return;
    }
    // "The army, at war with the rebels, …": of whom the phrase is said.
    let stated = token.dep == "pobj" && matches!(text.word(token.head), "at" | "in") && token.head != t;
    let holder = text.at(token.head).head;
    if stated && text.at(holder).pos == "PROPN"
        || stated && text.at(holder).pos == "NOUN" && text.word(token.head) == "at"
    {
        frame.put("ctx", holder, true);
        return;
    }
    if let Some(verb) = verbs::governing_verb(text, t) {
        let clause = verbs::frame(text, verb, 1);
        // "is locked in a row with France": the passive's subject where no agent is named.
        let who = if clause.passive && clause.filler("subj").is_none() { "obj" } else { "subj" };
        // A noun inside the subject is none of its doings, but in the subject's relative clause it is.
        let apart = |s: &Tok| !text.is_below(frame.pred, *s) || text.is_below(verb, *s);
        let subjects: Vec<Tok> = clause.fillers(who).filter(apart).collect();
        subjects.into_iter().for_each(|s| frame.put("ctx", s, true));
    }
}
