//! Pronouns: he, she, it, they and their possessives.
//!
//! The most prominent actor before the word that fits its number and kind: subjects count more than others, each sentence of distance less.

use std::ops::Range;

use model::ActorKind;

use super::gender::{self, Gender};
use super::nominals::Before;
use super::owners::owners;
use super::{ActorIx, Actors, Manner, Scene};
use crate::lexicon::{self, TitleKind};
use crate::text::{Text, Tok};

/// Whom a word means, and by what evidence.
pub(super) type Pointed = (Vec<ActorIx>, &'static str);

pub(super) fn pronoun(actors: &Actors, scene: Scene<'_>, before: &Before, t: Tok) -> Option<Pointed> {
    let text = scene.text;
    let word = text.word(t);
    let fits: fn(ActorKind) -> bool = match word {
        "we" | "us" | "our" | "ours" | "ourselves" | "i" | "me" | "my" => {
            let alone = matches!(word, "i" | "me" | "my");
            let said = speaker(actors, text, t).map(|a| if alone { a } else { actors.side(a) });
            let home =
                || own_country(actors, scene, t).filter(|_| !alone).map(|a| (vec![a], "the outlet's own country"));
            // The ministry speaks; what is done to "us" and what is "ours" is the state's.
            let whole = |a: ActorIx| if word == "we" { a } else { actors.side(a) };
            let own = || actors.own_voice.filter(|_| !alone).map(|a| (vec![whole(a)], "whose statement it is"));
            return said.map(|a| (vec![a], "who speaks here")).or_else(own).or_else(home);
        }
        "he" | "him" | "his" | "she" | "her" | "himself" | "herself" => |k| k == ActorKind::Person,
        "it" | "its" | "itself" => |k| !matches!(k, ActorKind::Person | ActorKind::Place),
        "they" | "them" | "their" | "themselves" => {
            return Some((they(actors, text, before, t), "the last group that fits"));
        }
        _ => return None,
    };
    if text.at(t).pos != "PRON" || text.at(t).dep == "expl" || is_expletive(text, t) {
        return None;
    }
    // "Refused to sign it", "condemned it": a paper or a deed.
    if word == "it" && text.at(t).dep == "dobj" && is_done_to_things(text.at(text.at(t).head).lemma) {
        return Some((Vec::new(), "a thing or a deed"));
    }
    let asked = gender::of_pronoun(word);
    let suits = |a: ActorIx| fits(actors.entries[a].kind) && agrees(actors, a, asked);
    if text.at(t).dep == "poss" {
        if let Some(a) = whom_it_is_joined_to(actors, text, t).filter(|a| suits(*a)) {
            return Some((vec![a], "what it is joined to"));
        }
        if let Some(a) = whom_one_helps(actors, text, t).filter(|a| suits(*a)) {
            return Some((vec![a], "who is helped with it"));
        }
        if let Some(a) = side_of_office_holder(actors, scene, before, t).filter(|a| suits(*a)) {
            return Some((vec![a], "the office that the atlas knows"));
        }
    }
    if let Some(Gender::Woman) = asked
        && let Some(a) = salient_actor(actors, text, before, t, |a| {
            suits(a) && gender::of_person(&actors.entries[a]) == Some(Gender::Woman)
        })
    {
        return Some((vec![a], "the most prominent woman before it"));
    }
    let found = salient_actor(actors, text, before, t, suits).map(|a| vec![a]).unwrap_or_default();
    if found.is_empty()
        && asked.is_some()
        && let Some(a) = named_behind(actors, text, t, suits)
    {
        return Some((vec![a], "who is named behind it"));
    }
    Some((found, "the most prominent before it that fits"))
}

/// "His government would pay, Name said", "Hours after he had refused, Name gave way": whoever is named behind the words, where nobody is
/// before them.
fn named_behind(actors: &Actors, text: &Text<'_>, t: Tok, suits: impl Fn(ActorIx) -> bool) -> Option<ActorIx> {
    let end = text.sentence_of(t).end.min(t + 60);
    (t + 1..end).filter_map(|s| actors.mention(s).filter(|m| m.manner == Manner::Name && m.head == s)).find_map(|m| {
        match m.actors.as_slice() {
            &[a] => Some(a).filter(|a| suits(*a)),
            _ => None,
        }
    })
}

/// Who speaks as "we" in a statement of its own: "We, the Ministry of Defence, …", "Statement by the Arab League".
pub(super) fn own_voice(actors: &mut Actors, scene: Scene<'_>) -> Option<ActorIx> {
    let voice = voice_of_statement(actors, scene.text)?;
    let entry = &actors.entries[voice];
    if entry.key.is_none() && entry.side.is_none() {
        // A ministry that names no country is the outlet's.
        let home = scene.outlet_home.or(scene.home).and_then(|k| actors.known(k)).filter(|h| *h != voice)?;
        actors.entries[voice].side = Some(home);
    }
    Some(voice)
}

fn voice_of_statement(actors: &Actors, text: &Text<'_>) -> Option<ActorIx> {
    let whose = |t: Tok| match actors.whom(t) {
        &[a] => Some(a),
        _ => None,
    };
    let we = (0..text.tokens.len()).filter(|t| text.word(*t) == "we");
    let named = we.filter_map(|t| text.child(t, "appos")).find_map(whose);
    let statement = |t: &Tok| {
        matches!(text.word(*t), "statement" | "communique" | "communiqué" | "declaration")
            && matches!(text.word(*t + 1), "by" | "of" | "from")
    };
    let headline = text.sentences.first().filter(|s| s.headline).map(|s| s.tokens.clone()).unwrap_or_default();
    let titled =
        || headline.clone().take(60).find(statement).and_then(|t| (t + 2..headline.end.min(t + 8)).find_map(whose));
    named.or_else(titled)
}

/// Verbs whose "it" is a paper, a plan or a deed and no actor.
fn is_done_to_things(lemma: &str) -> bool {
    matches!(
        lemma,
        "sign"
            | "initial"
            | "ratify"
            | "accept"
            | "reject"
            | "approve"
            | "adopt"
            | "veto"
            | "draft"
            | "lift"
            | "impose"
            | "deny"
            | "announce"
            | "broker"
            | "mediate"
            | "conclude"
            | "condemn"
            | "denounce"
            | "welcome"
            | "hail"
            | "applaud"
            | "deplore"
    )
}

/// "It was agreed that …", "it is clear that …": the word stands for the clause.
fn is_expletive(text: &Text<'_>, t: Tok) -> bool {
    let verb = text.at(t).head;
    let clause = |c: &Tok| {
        *c > verb
            && matches!(text.at(*c).dep, "ccomp" | "csubj" | "csubjpass")
            && text.children(*c).iter().any(|m| text.word(*m) == "that" && text.at(*m).dep == "mark")
    };
    // "It was Oslo that asked"
    let focus = text.child(verb, "attr").filter(|_| text.at(t).dep == "nsubj");
    if text.word(t) == "it" && focus.is_some_and(|a| is_focus(text, a)) {
        return true;
    }
    let weak = text.at(t).dep == "nsubjpass" || text.at(verb).lemma == "be";
    text.word(t) == "it" && weak && text.children(verb).iter().any(clause)
}

/// "It was Oslo that asked": the noun of which the clause behind it tells.
fn is_focus(text: &Text<'_>, attr: Tok) -> bool {
    let be = text.at(attr).head;
    let clause = |c: Tok| {
        c > attr
            && matches!(text.at(c).dep, "ccomp" | "advcl" | "acl")
            && text.children(c).iter().any(|s| matches!(text.word(*s), "that" | "who") && text.at(*s).dep == "nsubj")
    };
    text.at(attr).dep == "attr"
        && text.at(be).lemma == "be"
        && text.children_by(be, "nsubj").any(|s| text.word(s) == "it")
        && text.children(be).iter().any(|c| clause(*c))
}

/// Nobody of whom the text or the name says the other gender.
fn agrees(actors: &Actors, a: ActorIx, asked: Option<Gender>) -> bool {
    let known = gender::of_person(&actors.entries[a]);
    asked.is_none() || known.is_none() || known == asked
}

/// "His son Name": the name that bears the phrase of a title in front of it.
fn bearer(text: &Text<'_>, title: Tok) -> Tok {
    let up = text.at(title).head;
    if up == title + 1 || up > title && matches!(text.at(title).dep, "compound" | "nmod") { up } else { title }
}

/// "The Taliban and its chief", "Putin and his minister": the first of the joined names owns the second.
fn whom_it_is_joined_to(actors: &Actors, text: &Text<'_>, t: Tok) -> Option<ActorIx> {
    let owned = bearer(text, text.at(t).head);
    let first = text.at(owned).head;
    if text.at(owned).dep != "conj" || first >= t || first == owned {
        return None;
    }
    match actors.whom(first) {
        &[a] => Some(a),
        _ => None,
    }
}

/// "Supports Mali in its fight", "helped Chad with its debts": whose it is who is helped with it.
fn whom_one_helps(actors: &Actors, text: &Text<'_>, t: Tok) -> Option<ActorIx> {
    let prep = text.at(text.at(t).head).head;
    let verb = text.at(prep).head;
    let helps = matches!(text.at(verb).lemma, "support" | "help" | "assist" | "aid" | "back" | "join");
    if !helps || text.at(prep).dep != "prep" || !matches!(text.word(prep), "in" | "with") {
        return None;
    }
    match actors.whom(text.child(verb, "dobj").filter(|o| *o < t)?) {
        &[a] => Some(a),
        _ => None,
    }
}

/// "Its president, Name", "their spokesman Name": the one of those spoken of for whom the atlas has the person act on that day.
fn side_of_office_holder(actors: &Actors, scene: Scene<'_>, before: &Before, t: Tok) -> Option<ActorIx> {
    let text = scene.text;
    let owned = text.at(t).head;
    let title = lexicon::title(text.word(owned)).or_else(|| lexicon::title(text.word(owned.saturating_sub(1))));
    if !matches!(text.word(t), "its" | "their") || !matches!(title, Some(TitleKind::Leader | TitleKind::Servant)) {
        return None;
    }
    let whole = text.subtree(bearer(text, owned));
    let beside = whole.start.max(t)..(whole.end + 1).min(text.tokens.len()).min(t + 14);
    let named = beside.filter_map(|u| actors.mention(u)).find_map(|m| match m.actors.as_slice() {
        &[a] if m.manner == Manner::Name && actors.entries[a].kind == ActorKind::Person => Some(a),
        _ => None,
    });
    let person = actors.bearers.get(&owned).copied().or(named)?;
    let key = actors.entries[person].key?;
    let offices = scene.atlas.offices(key);
    let on = scene.published;
    let near = |o: &atlas::OfficeHeld<'_>| on.is_none_or(|day| o.from.is_none_or(|f| f <= day));
    // "Its envoy, the former president Name": an office of old says nothing of who sends him.
    if title == Some(TitleKind::Servant) && !actors.in_office(scene, person) {
        return None;
    }
    let wholes: Vec<ActorIx> =
        offices.iter().filter(|o| o.role.leads() && near(o)).filter_map(|o| actors.known(o.of)).collect();
    let spoken_of = before.iter().rev().take(40).flat_map(|(_, whom)| whom.iter().copied());
    let side = actors.entries[person].side;
    let found = spoken_of.into_iter().find(|a| wholes.contains(a) || side == Some(*a));
    // Named in front of a noun only.
    found.or_else(|| side.filter(|s| actors.spoken.contains_key(s)))
}

/// "Our army": the country of the dateline or of the outlet.
fn own_country(actors: &Actors, scene: Scene<'_>, t: Tok) -> Option<ActorIx> {
    (scene.text.at(t).dep == "poss").then(|| scene.outlet_home.or(scene.home).and_then(|k| actors.known(k))).flatten()
}

/// Whether the verb tells what someone says.
fn is_saying(text: &Text<'_>, t: Tok) -> bool {
    matches!(
        text.at(t).lemma,
        "say" | "tell" | "add" | "state" | "write" | "declare" | "tweet" | "announce" | "comment"
    )
}

/// Who says "we": the subject of the verb of saying above, beside, or before the colon that opens the
/// speech, which may run over many paragraphs.
fn speaker(actors: &Actors, text: &Text<'_>, t: Tok) -> Option<ActorIx> {
    let subject = |verb: Tok| {
        let s = text.child(verb, "nsubj")?;
        // "…, a spokesman for the army said": whose he is, if he has no name.
        let whose = if actors.whom(s).is_empty() && s > t { owners(actors, text, s) } else { Vec::new() };
        let ((&[a], _) | (_, &[a])) = (actors.whom(s), whose.as_slice()) else { return None };
        (actors.entries[a].kind != ActorKind::Media).then_some(a)
    };
    let mut at = t;
    for _ in 0..24 {
        let head = text.at(at).head;
        if text.at(at).dep == "ccomp" && is_saying(text, head) {
            return subject(head);
        }
        if let Some(verb) = text.children_by(at, "parataxis").find(|c| is_saying(text, *c)) {
            return subject(verb);
        }
        if head == at {
            break;
        }
        at = head;
    }
    let here = text.at(t).sentence;
    for (back, sentence) in text.sentences[here.saturating_sub(MOST_SPOKEN)..=here].iter().rev().enumerate() {
        let range = sentence.tokens.start..sentence.tokens.end.min(t);
        if let Some((verb, colon)) = opens_speech(text, range.clone()) {
            let quoted = matches!(text.word(colon + 1), "\"" | "“" | "‘" | "'" | "``" | "«" | "„");
            return subject(verb).filter(|_| !quoted || back <= QUOTED);
        }
        // The third person takes over: somebody else is quoted in a sentence that tells of it.
        let root = range.clone().find(|v| text.at(*v).dep == "ROOT" && is_saying(text, *v));
        if back > 0 && root.and_then(|v| text.child(v, "nsubj")).is_some_and(|s| text.at(s).pos != "PRON") {
            return None;
        }
    }
    None
}

/// Most sentences of a speech printed without quotation marks, and of one printed with them.
const MOST_SPOKEN: usize = 60;
const QUOTED: usize = 12;

/// "The minister said:", "Speaking today, Name said: We …": the verb and the colon.
fn opens_speech(text: &Text<'_>, range: Range<Tok>) -> Option<(Tok, Tok)> {
    let colon = range.clone().find(|c| text.word(*c) == ":")?;
    let verb = (range.start.max(colon.saturating_sub(12))..colon).rev().find(|v| is_saying(text, *v))?;
    Some((verb, colon))
}

/// The most prominent single actor before `t` of a fitting kind: subjects before others, near before far.
pub(super) fn salient(
    actors: &Actors,
    text: &Text<'_>,
    before: &Before,
    t: Tok,
    fits: impl Fn(ActorKind) -> bool,
) -> Option<ActorIx> {
    salient_actor(actors, text, before, t, |a| fits(actors.entries[a].kind))
}

/// The most prominent person of a name before `t` who is none of `others` nor of their side.
pub(super) fn salient_person(
    actors: &Actors,
    text: &Text<'_>,
    before: &Before,
    t: Tok,
    others: &[ActorIx],
) -> Option<ActorIx> {
    let sides: Vec<ActorIx> = others.iter().map(|a| actors.side(*a)).collect();
    salient_actor(actors, text, before, t, |a| {
        super::epithets::is_named(actors, a) && !others.contains(&a) && !sides.contains(&actors.side(a))
    })
}

fn salient_actor(
    actors: &Actors,
    text: &Text<'_>,
    before: &Before,
    t: Tok,
    fits: impl Fn(ActorIx) -> bool,
) -> Option<ActorIx> {
    let clause_subject = same_clause_subject(text, t);
    let speaker = subject_above(text, t);
    // "Niger announced that it was leaving it": nobody who does it is the one to whom it is done.
    let doers = clause_subject.filter(|_| text.at(t).dep != "poss").map_or(&[][..], |s| actors.whom(s));
    let here = text.at(t).sentence;
    let mut best: Option<(i32, ActorIx)> = None;
    for (tok, whom) in before.iter().rev().take(30) {
        let distance = (here - text.at(*tok).sentence.min(here)) as i32;
        if distance > 3 {
            break;
        }
        if Some(*tok) == clause_subject && !matches!(text.at(t).dep, "poss") {
            continue;
        }
        // "his son Saddam": not whom the phrase itself names.
        if text.at(t).dep == "poss" && names_itself(text, t, *tok) {
            continue;
        }
        let [a] = whom.as_slice() else { continue };
        if !fits(*a) || doers.contains(a) {
            continue;
        }
        // "He", "it": nobody said in the plural ("refugees").
        let many = text.at(*tok).tag == "NNS" && actors.entries[*a].kind == ActorKind::Person;
        if many && text.at(t).pos == "PRON" {
            continue;
        }
        let weight = match text.at(*tok).dep {
            // The subject of the main clause before that of a clause inside it.
            "nsubj" | "nsubjpass" => match text.at(text.at(*tok).head).dep {
                "ROOT" | "conj" => 5,
                "relcl" | "advcl" => 3,
                _ => 4,
            },
            // "Sharaa's position is fragile. … he": the owner of a subject.
            "poss" if text.at(text.at(*tok).head).dep == "nsubj" => {
                if is_object(text, t) {
                    1
                } else {
                    3
                }
            }
            // "Blamed the group. … give it shelter": objects call back objects.
            "dobj" if is_object(text, t) => 3,
            "poss" => 0,
            "attr" if matches!(text.word(t), "it" | "its") && is_focus(text, *tok) => 5,
            _ => 2,
        } + if Some(*tok) == speaker { 3 } else { 0 }
            - 3 * distance
            - i32::from(actors.entries[*a].kind == ActorKind::Media) * if text.at(t).dep == "poss" { 4 } else { 2 };
        if best.is_none_or(|(b, _)| weight > b) {
            best = Some((weight, *a));
        }
    }
    best.map(|(_, a)| a)
}

/// "X announced that it had …": the subject of the clause above the pronoun's own.
fn subject_above(text: &Text<'_>, t: Tok) -> Option<Tok> {
    let mut at = t;
    for _ in 0..6 {
        let token = text.at(at);
        if token.head == at {
            return None;
        }
        if token.dep == "ccomp" {
            return text.child(token.head, "nsubj").filter(|s| *s < t);
        }
        at = token.head;
    }
    None
}

fn is_object(text: &Text<'_>, t: Tok) -> bool {
    matches!(text.at(t).dep, "dobj" | "dative" | "pobj" | "iobj")
}

/// The subject of the verb of which the pronoun is an object, though it stands at the verb to which that one is joined or below which it
/// stands: "Kim praised Xi and invited him", "hopes to meet him".
pub(super) fn same_clause_subject(text: &Text<'_>, t: Tok) -> Option<Tok> {
    let mut head = text.at(t).head;
    if text.at(head).pos == "ADP" {
        head = text.at(head).head;
    }
    for _ in 0..5 {
        if let Some(s) = text.children(head).iter().copied().find(|s| matches!(text.at(*s).dep, "nsubj" | "nsubjpass"))
        {
            return (s != t && (text.at(s).dep == "nsubj" || head == text.at(t).head)).then_some(s);
        }
        let token = text.at(head);
        let above = token.head;
        let controlled = token.dep == "xcomp" && text.child(above, "dobj").is_some();
        let shares = matches!(token.dep, "conj" | "xcomp" | "advcl" | "pcomp" | "prep") && !controlled;
        if !shares || above == head || !matches!(text.at(above).pos, "VERB" | "AUX" | "ADP" | "SCONJ") {
            return None;
        }
        head = above;
    }
    None
}

fn they(actors: &Actors, text: &Text<'_>, before: &Before, t: Tok) -> Vec<ActorIx> {
    let here = text.at(t).sentence;
    let clause_subject = same_clause_subject(text, t);
    let doers = clause_subject.filter(|_| text.at(t).dep != "poss").map_or(&[][..], |s| actors.whom(s));
    let fits = |tok: Tok, whom: &[ActorIx]| {
        let own = text.at(t).dep == "poss" && names_itself(text, t, tok)
            || Some(tok) == clause_subject && text.at(t).dep != "poss";
        let plural = whom.len() > 1
            || matches!(text.at(tok).tag, "NNS" | "NNPS")
            || whom.iter().any(|a| matches!(actors.entries[*a].kind, ActorKind::Faction));
        // "…, officials said, …": who is only quoted in passing.
        let verb = text.at(tok).head;
        let passing = text.at(tok).dep == "nsubj" && text.at(verb).dep == "parataxis" && is_saying(text, verb);
        !own && plural
            && !passing
            && (doers.is_empty() || whom != doers)
            && !whom.iter().all(|a| actors.entries[*a].kind == ActorKind::Media)
    };
    let near = |tok: Tok, reach: usize| here - text.at(tok).sentence.min(here) <= reach;
    let recent = before.iter().rev().take(20);
    // This sentence before the ones before it, subjects before others.
    let is_subject = |tok: Tok| matches!(text.at(tok).dep, "nsubj" | "nsubjpass");
    let find = |from: usize, to: usize, subject: bool| {
        recent.clone().take_while(|(tok, _)| near(*tok, to)).find(|(tok, whom)| {
            !(from > 0 && near(*tok, from - 1)) && (!subject || is_subject(*tok)) && fits(*tok, whom)
        })
    };
    let found =
        find(0, 0, true).or_else(|| find(0, 0, false)).or_else(|| find(1, 1, true)).or_else(|| find(1, 2, false));
    found.map(|(_, whom)| whom.clone()).unwrap_or_default()
}

/// "His son Saddam", "Lavrov, his minister": whom the possessive's own phrase names is not whom it means.
fn names_itself(text: &Text<'_>, t: Tok, tok: Tok) -> bool {
    let owned = text.at(t).head;
    text.is_below(tok, owned)
        || text.at(owned).head == tok && matches!(text.at(owned).dep, "appos" | "compound" | "nmod")
}
