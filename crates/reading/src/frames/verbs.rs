//! Frames of verbs.

use super::control::{OBJECT_CONTROL, judged};
use super::giving;
use super::{Frame, FrameKind, put_preps, relativised};
use crate::text::{Text, Tok};

/// Whether the token is the head of a clause or a participle that takes arguments; auxiliaries are not.
pub(super) fn is_verb(text: &Text<'_>, t: Tok) -> bool {
    let token = text.at(t);
    if is_adjective_with_agent(text, t) || giving::is_bare_verb(text, t) {
        return true;
    }
    if !token.tag.starts_with('V') || matches!(token.dep, "aux" | "auxpass") {
        return false;
    }
    token.pos == "VERB" || token.pos == "AUX" || matches!(token.dep, "amod" | "acl" | "relcl" | "ROOT" | "pcomp")
}

/// "Armed by Iran, …": a participle that the tagger takes for an adjective.
fn is_adjective_with_agent(text: &Text<'_>, t: Tok) -> bool {
    text.at(t).tag == "JJ" && text.word(t).ends_with("ed") && text.child(t, "agent").is_some()
}

/// The frame of a verb. `depth` counts borrowings, so that chains of clauses end.
pub(super) fn frame(text: &Text<'_>, t: Tok, depth: usize) -> Frame {
    let mut frame = Frame {
        pred: t,
        kind: FrameKind::Verb,
        lemma: lemma(text, t),
        args: Vec::new(),
        anchor: t,
        passive: is_passive(text, t),
    };
    for &c in text.children(t) {
        let target = relativised(text, c).unwrap_or(c);
        match text.at(c).dep {
            "nsubj" | "csubj" if target != t => put_all(text, &mut frame, "subj", behind_date(text, t, target)),
            "nsubjpass" | "csubjpass" => put_all(text, &mut frame, giving::passive_subject(text, t), target),
            "dobj" => put_all(text, &mut frame, giving::object(text, t, c), target),
            "agent" => {
                // "Detained by Tuesday": a day does nothing.
                let days = |o: &Tok| matches!(text.at(*o).ent, "DATE" | "TIME") && !super::is_name_with_date(text, *o);
                for (_, object) in super::prep_objects(text, c).into_iter().filter(|(_, o)| !days(o)) {
                    frame.put("subj", relativised(text, object).unwrap_or(object), false);
                }
            }
            "attr" | "acomp" | "oprd" => frame.put("attr", c, false),
            // "To defeat Hamas on all fronts": a name that the parse takes for a clause is the object.
            "xcomp" | "ccomp"
                if c > t
                    && text.at(c).pos == "PROPN"
                    && !text
                        .children(c)
                        .iter()
                        .any(|d| matches!(text.at(*d).dep, "nsubj" | "nsubjpass" | "aux" | "mark"))
                    && text.subtree(c).start == t + 1 =>
            {
                put_all(text, &mut frame, "obj", c)
            }
            "xcomp" | "ccomp" if !text.is_apart(c, t) => frame.put("clause", c, false),
            "npadvmod" if text.at(t).dep == "amod" && text.at(c).pos == "PROPN" => frame.put("subj", c, false),
            // "Ties are strained": the parse hangs the subject on the auxiliary.
            "auxpass" => {
                for s in text.children(c).iter().copied().filter(|s| matches!(text.at(*s).dep, "nsubj" | "nsubjpass")) {
                    put_all(text, &mut frame, "obj", relativised(text, s).unwrap_or(s));
                }
            }
            // "The Kremlin props up X": a subject that the parse takes for a part of the verb's name.
            "compound" if c < t && matches!(text.at(t).tag, "VBZ" | "NNS") && super::is_doer(text, c) => {
                frame.put("subj", c, false)
            }
            _ => {}
        }
    }
    named(text, &mut frame);
    put_preps(text, &mut frame, t, false);
    strayed(text, &mut frame);
    giving::strayed_from_verb(text, &mut frame);
    fronted(text, &mut frame);
    clause_below(text, &mut frame);
    unsaid(text, &mut frame);
    hyphenated(text, &mut frame);
    borrow(text, &mut frame, depth);
    frame
}

/// Verbs that say what one takes another for.
const NAMING: &[&str] = &[
    "call",
    "declare",
    "deem",
    "brand",
    "label",
    "consider",
    "judge",
    "find",
    "term",
    "dub",
    "pronounce",
    "think",
    "hold",
    "rule",
];

/// "Called the court rigged", "deemed them biased": the parse hangs what one is called on the one who is called so.
fn named(text: &Text<'_>, frame: &mut Frame) {
    if !NAMING.contains(&frame.lemma.as_str()) || frame.filler("attr").is_some() {
        return;
    }
    let t = frame.pred;
    let describes = |c: Tok| matches!(text.at(c).tag, "VBN" | "JJ" | "JJR");
    for &c in text.children(t) {
        if text.at(c).dep == "dobj" {
            let after = text.children(c).iter().copied();
            let told = after.filter(|a| *a > c && matches!(text.at(*a).dep, "acl" | "amod") && describes(*a));
            told.filter(|a| text.children(*a).is_empty()).for_each(|a| frame.put("attr", a, false));
        } else if text.at(c).dep == "ccomp" && describes(c) && text.child(c, "aux").is_none() {
            let subject = text.children(c).iter().copied().find(|s| matches!(text.at(*s).dep, "nsubj" | "nsubjpass"));
            if let Some(subject) = subject.filter(|_| text.child(c, "mark").is_none()) {
                put_all(text, frame, "obj", subject);
                frame.put("attr", c, false);
            }
        }
    }
}

/// What the clauses below say of others: whose deed is spoken of (`whose`), that it must be done (`must`), on whose doing it depends
/// (`unless`), what happened then (`when`), and that one will not do it oneself (`wont`).
fn clause_below(text: &Text<'_>, frame: &mut Frame) {
    let t = frame.pred;
    for &c in text.children(t) {
        let dep = text.at(c).dep;
        if matches!(dep, "ccomp" | "advcl") && is_verb(text, c) {
            let subject = text.children(c).iter().copied().find(|s| matches!(text.at(*s).dep, "nsubj" | "nsubjpass"));
            let Some(subject) = subject else { continue };
            if dep == "advcl" {
                if text.children(c).iter().any(|m| text.word(*m) == "unless") {
                    frame.put("unless", subject, false);
                }
                if text.children(c).iter().any(|m| matches!(text.word(*m), "when" | "after" | "as")) {
                    frame.put("when", c, false);
                }
                continue;
            }
            let agent = text.children(c).iter().find(|a| text.at(**a).dep == "agent");
            let by = agent.and_then(|a| super::prep_objects(text, *a).first().map(|(_, o)| *o));
            let doer = if text.at(subject).dep == "nsubjpass" { by } else { Some(subject) };
            let Some(doer) = doer.filter(|d| text.at(*d).pos != "PRON") else { continue };
            put_all(text, frame, "whose", doer);
            if is_duty(text, c) {
                frame.put("must", c, false);
            }
        }
    }
    if is_refusal(text, t) {
        frame.put_self("wont");
    }
    if is_vow(text, t) {
        frame.put_self("will");
    }
}

/// "Sudan must return it", "has to leave", "should resume talks".
fn is_duty(text: &Text<'_>, t: Tok) -> bool {
    let modal = |c: &Tok| text.at(*c).dep == "aux" && matches!(text.word(*c), "must" | "should" | "ought");
    let negated = text.children(t).iter().any(|c| text.at(*c).dep == "neg");
    let finished = text.children(t).iter().any(|c| text.at(*c).dep == "aux" && text.at(*c).lemma == "have");
    text.children(t).iter().any(modal) && !finished && !negated
}

/// "will not attend", "said it would never recognise": said of what is to come.
fn is_refusal(text: &Text<'_>, t: Tok) -> bool {
    let token = text.at(t);
    let children = text.children(t);
    let negated = children.iter().any(|c| text.at(*c).dep == "neg");
    let modal = children.iter().filter(|c| text.at(**c).dep == "aux").any(|c| match text.word(*c) {
        "will" | "wo" | "'ll" | "’ll" => true,
        "would" => token.dep == "ccomp",
        _ => false,
    });
    let passive = children.iter().any(|c| text.at(*c).dep == "auxpass");
    negated && modal && !passive && token.tag == "VB" && !has_condition(text, t)
}

/// "Will retaliate", "said they would boycott the talks".
fn is_vow(text: &Text<'_>, t: Tok) -> bool {
    let children = text.children(t);
    let modal = children.iter().filter(|c| text.at(**c).dep == "aux").any(|c| match text.word(*c) {
        "will" | "'ll" | "’ll" => true,
        "would" => text.at(t).dep == "ccomp",
        _ => false,
    });
    modal && text.at(t).tag == "VB" && !children.iter().any(|c| matches!(text.at(*c).dep, "neg" | "auxpass"))
}

fn has_condition(text: &Text<'_>, t: Tok) -> bool {
    text.children_by(t, "advcl").any(|c| text.children(c).iter().any(|m| matches!(text.word(*m), "if")))
}

/// Prepositions that the parse hangs on the object: "accused the country *of* siding …", "assured Mali *of* his support",
/// "stood shoulder to shoulder *with* Warsaw".
fn strayed(text: &Text<'_>, frame: &mut Frame) {
    let objects: Vec<Tok> = text.children_by(frame.pred, "dobj").collect();
    let takes_of =
        matches!(frame.lemma.as_str(), "accuse" | "assure" | "suspect" | "convince" | "remind" | "strip" | "deprive");
    for object in objects {
        let preps: Vec<Tok> = if takes_of && frame.filler("of").is_none() {
            text.children_by(object, "prep").filter(|c| text.word(*c) == "of").collect()
        } else if text.word(object) == "shoulder" {
            text.subtree(frame.pred)
                .take(24)
                .filter(|c| *c > object && *c < object + 6 && text.word(*c) == "with")
                .collect()
        } else {
            Vec::new()
        };
        for prep in preps {
            super::prep_objects(text, prep).into_iter().for_each(|(name, o)| frame.put(&name, o, true));
        }
    }
}

/// "Israel has long armed Baku": a perfect that the parse takes for a participle before the object; gives the auxiliary.
fn split_perfect(text: &Text<'_>, t: Tok) -> Option<Tok> {
    let (token, object) = (text.at(t), text.at(text.at(t).head));
    let have = object.head;
    let split = token.tag == "VBN"
        && token.dep == "amod"
        && object.dep == "dobj"
        && object.pos == "PROPN"
        && token.head == t + 1
        && text.at(have).lemma == "have"
        && have + 1 < t
        && (have + 1..t).all(|c| text.at(c).pos == "ADV");
    split.then_some(have)
}

/// What stands in the clause below or beside: "let Armenia use the road" (Armenia is let), "is armed and financed by Iran" (by Iran both),
/// "sent soldiers to help Egypt" (help is the clause).
fn unsaid(text: &Text<'_>, frame: &mut Frame) {
    let t = frame.pred;
    let stem = frame.lemma.split('_').next().unwrap_or("").to_string();
    if frame.filler("obj").is_none()
        && matches!(stem.as_str(), "allow" | "let" | "order" | "want" | "expect" | "permit" | "ask" | "urge")
    {
        let clause = text.children(t).iter().copied().find(|c| matches!(text.at(*c).dep, "ccomp" | "xcomp"));
        if let Some(subject) = clause.and_then(|c| text.child(c, "nsubj")) {
            put_all(text, frame, "obj", subject);
        }
    }
    small_clause(text, frame, &stem);
    that_clause(text, frame, &stem);
    if frame.passive && frame.filler("subj").is_none() {
        for c in text.children_by(t, "conj").filter(|c| text.at(*c).tag == "VBN") {
            for agent in text.children_by(c, "agent") {
                super::prep_objects(text, agent).into_iter().for_each(|(_, o)| frame.put("subj", o, true));
            }
        }
    }
    let purpose = |c: &&Tok| matches!(text.at(**c).dep, "acl" | "advcl" | "relcl") && text.at(**c).tag == "VB";
    let objects: Vec<Tok> = frame.fillers("obj").collect();
    let below = objects
        .iter()
        .flat_map(|o| text.children(*o).iter())
        .chain(text.children(t).iter())
        .filter(purpose)
        .copied()
        .collect::<Vec<_>>();
    if frame.filler("clause").is_none() {
        below.into_iter().for_each(|c| frame.put("clause", c, false));
    }
}

/// "demanded within hours that Delhi extradite them": a clause with "that" which the parse hung on a noun between.
fn that_clause(text: &Text<'_>, frame: &mut Frame, stem: &str) {
    let asks =
        matches!(stem, "demand" | "insist" | "ask" | "request" | "urge" | "propose" | "say" | "announce" | "warn");
    if !asks || frame.filler("clause").is_some() {
        return;
    }
    let hung = |c: &Tok| {
        matches!(text.at(*c).dep, "relcl" | "acl" | "ccomp")
            && is_verb(text, *c)
            && text.children(*c).iter().any(|d| text.at(*d).dep == "mark" && text.word(*d) == "that")
    };
    if let Some(clause) = text.subtree(frame.pred).take(60).find(|c| *c > frame.pred && hung(c)) {
        frame.put("clause", clause, false);
        if let Some(doer) = text.child(clause, "nsubj") {
            put_all(text, frame, "whose", doer);
        }
    }
}

/// "set the teacher free", "held Chad responsible", "sent four diplomats packing": whoever is so is the object; "branded Mali a liar":
/// the second object is what the first is called.
fn small_clause(text: &Text<'_>, frame: &mut Frame, stem: &str) {
    let t = frame.pred;
    if frame.filler("obj").is_none() {
        let clause = text.children(t).iter().copied().find(|c| {
            let token = text.at(*c);
            matches!(token.dep, "ccomp" | "xcomp")
                && (token.pos == "ADJ" || token.tag == "VBN" || stem == "send" && token.tag == "VBG")
                && !text.children(*c).iter().any(|d| matches!(text.at(*d).dep, "aux" | "mark" | "cop"))
        });
        if let Some((clause, subject)) = clause.and_then(|c| Some((c, text.child(c, "nsubj")?))) {
            put_all(text, frame, "obj", subject);
            frame.put("attr", clause, false);
            let behind: Vec<(String, Tok)> =
                text.children_by(clause, "prep").flat_map(|p| super::prep_objects(text, p)).collect();
            behind.into_iter().for_each(|(name, object)| frame.put(&name, object, false));
        }
    }
    if frame.filler("attr").is_none() && matches!(stem, "set" | "let" | "hold" | "keep" | "leave" | "find" | "declare")
    {
        let bare = |c: &&Tok| {
            text.at(**c).dep == "advcl" && text.at(**c).pos == "ADJ" && text.children_by(**c, "mark").count() == 0
        };
        let behind = |o: Tok| text.children_by(o, "amod").find(|a| *a > o && text.at(*a).tag == "JJ");
        let state =
            text.children(t).iter().copied().find(|c| bare(&c)).or_else(|| frame.filler("obj").and_then(behind));
        if let Some(state) = state {
            frame.put("attr", state, false);
        }
    }
    let naming = matches!(stem, "call" | "brand" | "label" | "declare" | "dub" | "term" | "deem" | "pronounce");
    if naming && let (Some(named), Some(name)) = (frame.filler("iobj"), frame.filler("obj")) {
        frame.args.retain(|a| !matches!(a.slot.as_str(), "iobj" | "obj"));
        frame.put("obj", named, false);
        frame.put("attr", name, false);
    }
}

/// "At the end of January Ethiopian troops clashed": where the parse leaves a finite verb without a subject and hangs the noun before it
/// on the preposition that opens the clause.
fn fronted(text: &Text<'_>, frame: &mut Frame) {
    let t = frame.pred;
    let finite = matches!(text.at(t).tag, "VBD" | "VBZ") && matches!(text.at(t).dep, "ROOT" | "ccomp" | "conj");
    let opened =
        |c: &Tok| matches!(text.at(*c).dep, "expl" | "nsubj" | "csubj" | "nsubjpass" | "aux" | "auxpass" | "agent");
    if !finite || frame.passive || t == 0 || frame.filler("subj").is_some() || text.children(t).iter().any(opened) {
        return;
    }
    let last = t - 1;
    let noun = text.at(last);
    let opener = text.children(t).iter().copied().find(|c| *c < t && text.at(*c).dep == "prep");
    if noun.dep == "pobj"
        && matches!(noun.pos, "NOUN" | "PROPN")
        && noun.ent != "DATE"
        && opener.is_some_and(|o| text.is_below(last, o))
    {
        frame.args.retain(|a| a.head != last);
        frame.put("subj", last, false);
    }
}

/// "The bank on Tuesday froze", "Chad has three times asked": where the parse takes the time for the subject, the noun before it is.
fn behind_date(text: &Text<'_>, verb: Tok, subject: Tok) -> Tok {
    let time = |t: Tok| text.at(t).ent == "DATE" || text.at(t).lemma == "time" && text.at(t).tag == "NNS";
    let first = text.sentence_of(verb).start;
    if !time(subject) || subject > verb {
        return subject;
    }
    let mut at = subject;
    while at > first && (time(at) || matches!(text.at(at).pos, "NUM" | "AUX") || matches!(text.word(at), "on" | "last"))
    {
        at -= 1;
    }
    if matches!(text.at(at).pos, "NOUN" | "PROPN") && !time(at) { at } else { subject }
}

fn put_all(text: &Text<'_>, frame: &mut Frame, slot: &str, head: Tok) {
    // "Hamas and Fatah, both of which it supports": those for whom "which" stands.
    let meant = text
        .children_by(head, "prep")
        .filter(|c| text.word(*c) == "of" && matches!(text.at(head).pos, "PRON" | "DET" | "NUM" | "ADJ"))
        .flat_map(|c| super::prep_objects(text, c))
        .find_map(|(_, o)| relativised(text, o));
    if let Some(meant) = meant {
        let mut first = meant;
        while text.at(first).dep == "conj" && text.at(first).head < first {
            first = text.at(first).head;
        }
        text.conjuncts(first).into_iter().filter(|c| *c < head).for_each(|c| frame.put(slot, c, true));
        return;
    }
    for c in text.conjuncts(head) {
        if !is_verb(text, c) || text.at(c).tag == "VBG" {
            frame.put(slot, c, false);
        }
    }
}

fn lemma(text: &Text<'_>, t: Tok) -> String {
    if is_adjective_with_agent(text, t) {
        return text.word(t).trim_end_matches("ed").to_string();
    }
    let base = text.at(t).lemma.to_lowercase();
    match text.child(t, "prt") {
        Some(p) => format!("{base}_{}", text.word(p)),
        None => base,
    }
}

fn is_passive(text: &Text<'_>, t: Tok) -> bool {
    if split_perfect(text, t).is_some() {
        return false;
    }
    let passive_child = text.children(t).iter().any(|c| matches!(text.at(*c).dep, "auxpass" | "nsubjpass" | "agent"));
    passive_child || text.at(t).tag == "VBN" && (matches!(text.at(t).dep, "acl" | "amod") || is_predicate(text, t))
}

/// "is armed and financed by Iran": a participle that the parse takes for the copula's adjective.
fn is_predicate(text: &Text<'_>, t: Tok) -> bool {
    matches!(text.at(t).dep, "acomp" | "attr") && text.at(text.at(t).head).lemma == "be" && text.at(t).head != t
}

/// "Abu Dhabi-backed forces": the words in front of the hyphen do it, the noun behind has it done.
fn hyphenated(text: &Text<'_>, frame: &mut Frame) {
    let t = frame.pred;
    let range = text.sentence_of(t);
    if text.at(t).tag != "VBN" && text.at(t).tag != "VBD"
        || t < range.start + 2
        || !matches!(text.word(t - 1), "-" | "–" | "‑")
    {
        return;
    }
    if text.at(t - 1).span.end != text.at(t).span.start || text.at(t - 2).span.end != text.at(t - 1).span.start {
        return;
    }
    frame.passive = true;
    frame.put("subj", t - 2, false);
    let head = text.at(t).head;
    if text.at(t).dep == "amod" && head > t {
        frame.put("obj", head, false);
    }
}

/// Takes over what grammar leaves unsaid: the shared subject of joined verbs, the subject of infinitives and participles, the noun of a relative clause.
fn borrow(text: &Text<'_>, frame: &mut Frame, depth: usize) {
    let t = frame.pred;
    let token = *text.at(t);
    if token.head == t || depth > 4 {
        return;
    }
    let lacks = |frame: &Frame, slot: &str| frame.filler(slot).is_none();
    match token.dep {
        "relcl" => {
            // "the deal they signed", "the town that he took": an object that is not there is the noun itself.
            let bare = !text.subtree(t).take(80).any(|c| relativised(text, c) == Some(token.head));
            // "The port where he was killed": the port killed no one.
            let setting = text.children(t).iter().any(|c| matches!(text.word(*c), "where" | "when" | "whereby"));
            if lacks(frame, "subj") {
                if bare && !setting {
                    frame.put("subj", token.head, true);
                }
            } else if bare && lacks(frame, "obj") {
                frame.put("obj", token.head, true);
            }
        }
        "amod" if let Some(have) = split_perfect(text, t) => {
            frame.put("obj", token.head, false);
            let subjects = text.children_by(have, "nsubj").flat_map(|s| text.conjuncts(s)).collect::<Vec<_>>();
            subjects.into_iter().for_each(|s| frame.put("subj", s, true));
        }
        "acl" | "amod" if token.tag == "VBG" && lacks(frame, "subj") => frame.put("subj", token.head, true),
        "acl" | "amod" if matches!(token.tag, "VBN" | "VBD") && lacks(frame, "obj") => {
            frame.passive = true;
            frame.put("obj", token.head, true);
        }
        "acomp" | "attr" if is_predicate(text, t) && lacks(frame, "obj") => {
            let copula = super::verbs::frame(text, token.head, depth + 1);
            copula.fillers("subj").for_each(|s| frame.put("obj", s, true));
        }
        "acl" if token.tag == "VB" && lacks(frame, "subj") => {
            // "a plan to attack": whoever has the plan.
            let holder = text.at(token.head);
            if let Some(poss) = text.child(token.head, "poss") {
                frame.put("subj", poss, true);
            } else if let Some(of) = willing(text, token.head) {
                text.conjuncts(of).into_iter().for_each(|s| frame.put("subj", s, true));
            } else if holder.head != token.head && is_verb(text, holder.head) && holder.dep != "nsubj" {
                from_verb(text, frame, holder.head, "subj", depth);
            }
        }
        "xcomp" | "ccomp" | "advcl" | "pcomp" | "conj" | "dep" | "parataxis" => {
            let Some(governor) = governing_verb(text, t) else { return };
            // "Armed by Iran, the Houthis attacked": whom the main clause is about.
            let participle = token.tag == "VBN" || is_adjective_with_agent(text, t);
            let about = token.dep == "advcl" && participle && frame.passive && frame.filler("subj").is_some();
            if about && lacks(frame, "obj") {
                let main = super::verbs::frame(text, governor, depth + 1);
                let slot = if main.passive { "obj" } else { "subj" };
                main.fillers(slot).filter(|f| !text.is_below(*f, t)).for_each(|f| frame.put("obj", f, true));
            }
            if frame.filler("subj").is_none()
                && !(frame.passive && frame.filler("obj").is_some() && token.dep != "conj")
            {
                let slot = if frame.passive && lacks(frame, "obj") { "obj" } else { "subj" };
                if slot == "subj" && frame.passive && token.dep == "conj" {
                    return;
                }
                if matches!(token.dep, "xcomp" | "ccomp" | "pcomp") && has_subordinate_subject(text, t) {
                    return;
                }
                let mover = super::verbs::frame(text, governor, depth + 1);
                let object_control = matches!(token.dep, "xcomp" | "ccomp" | "advcl" | "pcomp")
                    && OBJECT_CONTROL.contains(&mover.lemma.split('_').next().unwrap_or(""))
                    && mover.filler("obj").is_some()
                    && (token.dep != "advcl" || token.tag == "VB");
                // "was indicted by the court and resigned": whoever the first clause is about does the second.
                let wanted =
                    if object_control || (mover.passive && token.dep == "conj" && mover.filler("obj").is_some()) {
                        "obj"
                    } else {
                        "subj"
                    };
                let mut fillers: Vec<Tok> = mover.fillers(wanted).collect();
                let judged = judged(text, t, &mover);
                if !judged.is_empty() {
                    fillers = judged;
                }
                // "It was the army that deposed him": the army did.
                let cleft = |f: &Tok| token.dep == "ccomp" && mover.lemma == "be" && text.word(*f) == "it";
                if fillers.first().is_some_and(cleft)
                    && text.children(t).iter().any(|c| text.word(*c) == "that")
                    && let Some(who) = mover.fillers("attr").find(|a| *a < t)
                {
                    fillers = text.conjuncts(who);
                }
                if fillers.is_empty() && mover.passive {
                    fillers = mover.fillers("obj").collect();
                }
                for f in fillers {
                    frame.put(slot, f, true);
                }
            }
        }
        _ => {}
    }
}

/// "The resolve of Chad to defeat them", "efforts by Mali to end it": who is to do what the noun is about.
fn willing(text: &Text<'_>, noun: Tok) -> Option<Tok> {
    let will = matches!(
        text.at(noun).lemma,
        "determination"
            | "resolve"
            | "will"
            | "effort"
            | "commitment"
            | "readiness"
            | "willingness"
            | "desire"
            | "attempt"
            | "bid"
            | "ambition"
            | "intention"
            | "decision"
            | "promise"
            | "pledge"
            | "vow"
            | "refusal"
            | "failure"
            | "inability"
    );
    let behind = text.children_by(noun, "prep").filter(|p| will && matches!(text.word(*p), "of" | "by"));
    behind.flat_map(|p| super::prep_objects(text, p)).map(|(_, o)| o).find(|o| text.at(*o).pos == "PROPN")
}

fn has_subordinate_subject(text: &Text<'_>, t: Tok) -> bool {
    text.children(t).iter().any(|c| matches!(text.at(*c).dep, "nsubj" | "nsubjpass"))
}

fn from_verb(text: &Text<'_>, frame: &mut Frame, verb: Tok, slot: &str, depth: usize) {
    let source = self::frame(text, verb, depth + 1);
    for f in source.fillers("subj") {
        frame.put(slot, f, true);
    }
}

/// The verb above, through prepositions ("by sending", "after seizing") and nouns in between.
pub(crate) fn governing_verb(text: &Text<'_>, t: Tok) -> Option<Tok> {
    let mut at = t;
    for _ in 0..6 {
        let head = text.at(at).head;
        if head == at {
            return None;
        }
        if is_verb(text, head) || text.at(head).pos == "AUX" {
            return Some(head);
        }
        at = head;
    }
    None
}
