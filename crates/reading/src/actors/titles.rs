//! Titles in front of and behind persons' names: who leads what, who is whose kin, who acts for whom.
//!
//! Comes in: linked names. Goes out: [`TitleFact`]s. Read off the words in order, since clause labels are the weak part of a parse.
//!
//! | form | example |
//! |---|---|
//! | in front | "Pakistan's Army Chief Field Marshal Asim Munir", "then foreign minister Ali Youssef" |
//! | behind, between commas | "Felix Tshisekedi, the president of Congo," "Samantha Power, the head of the agency" |
//! | in front, with a comma | "the president of Venezuela, Nicolas Maduro," "his Afghan counterpart, Mohammad Yaqoob" |
//! | after "whose", "as" | "M23, whose president is Bertrand Bisimwa" |

mod owning;
mod plural;

use std::collections::BTreeSet;
use std::ops::Range;

use model::ActorKind;

use super::{ActorIx, Actors, Manner, Scene, owners};
use crate::lexicon::{self, TitleKind};
use crate::text::{Text, Tok};
use owning::{band_of, inferred_owner, owner_of, region_in};

/// "The foreign ministers of A and B, X and Y": the persons named behind a plural title.
pub(super) fn persons_beside(actors: &Actors, text: &Text<'_>, t: Tok) -> Vec<ActorIx> {
    plural::beside(actors, text, t)
        .into_iter()
        .flat_map(|(p, r)| (r.start == t).then_some(p))
        .flatten()
        .map(|p| p.0)
        .collect()
}

/// A title phrase bound to a person, owners not yet known.
#[derive(Debug, Clone)]
pub(super) struct TitlePhrase {
    /// All its words.
    pub range: Range<Tok>,
    /// The title's noun.
    pub noun: Tok,
    /// What it says.
    pub kind: TitleKind,
    /// "former", "then", "ousted".
    pub former: bool,
    /// The person.
    pub person: ActorIx,
    /// The person's name.
    pub name: Range<Tok>,
}

/// What a title says of a person.
#[derive(Debug, Clone)]
pub(crate) struct TitleFact {
    /// The person.
    pub person: ActorIx,
    /// What is said.
    pub kind: TitleKind,
    /// The title as the text has it.
    pub role: String,
    /// Of what or of whom; empty where the text leaves it open.
    pub owners: Vec<ActorIx>,
    /// Whether it is over.
    pub former: bool,
    /// From title to name.
    pub evidence: Range<Tok>,
    /// Whether the owner was inferred and not said.
    pub inferred: bool,
}

/// Longest title phrase, in tokens.
const LONGEST: usize = 16;

/// All title phrases beside persons' names.
pub(super) fn title_phrases(actors: &Actors, scene: Scene<'_>) -> Vec<TitlePhrase> {
    let mut out = Vec::new();
    for mention in &actors.mentions {
        let &[person] = mention.actors.as_slice() else { continue };
        if actors.entries[person].kind != ActorKind::Person {
            continue;
        }
        let name = mention.tokens.clone();
        let mut ranges = Vec::new();
        // "King Salman", "Pope Francis": the title is part of the name.
        if name.len() > 1 && lexicon::title(scene.text.word(name.start)) == Some(TitleKind::Leader) {
            ranges.push(name.start..name.start + 1);
        }
        ranges.extend(in_front(actors, scene, name.clone()));
        ranges.extend(behind(actors, scene, name.clone()));
        let telling = |r: &Range<Tok>| title_nouns(scene.text, r.clone()).iter().any(|(_, k)| *k != TitleKind::Rank);
        // "Its envoy, the former Ruritanian president Name": what somebody was or is besides says nothing of the errand.
        let besides = |r: &Range<Tok>| {
            let former = r.clone().any(|t| lexicon::is_former_word(scene.text.word(t)));
            r.end == name.start
                && (former
                    || title_nouns(scene.text, r.clone()).iter().any(|(n, _)| lexicon::is_calling(scene.text.word(*n))))
        };
        let start = ranges.iter().filter(|r| besides(r)).map(|r| r.start).min();
        if !ranges.iter().any(telling) || start.is_some() {
            ranges.extend(in_front_with_comma(scene, start.unwrap_or(name.start)..name.end));
        }
        // "the late Mullah Omar, the first leader of …": the dead lead nothing any more.
        let late = name.start.saturating_sub(3)..name.start;
        let late = late.filter(|t| lexicon::is_dead(scene.text.word(*t))).any(|t| scene.text.is_below(t, mention.head));
        for range in ranges {
            for (noun, kind) in title_nouns(scene.text, range.clone()) {
                let former = late
                    || range.clone().take_while(|t| *t <= noun).any(|t| lexicon::is_former_word(scene.text.word(t)))
                    || in_those_days(scene.text, range.end);
                out.push(TitlePhrase { range: range.clone(), noun, kind, former, person, name: name.clone() });
            }
        }
    }
    out
}

/// "head of the guard at the time", "minister until 2019"
fn in_those_days(text: &Text<'_>, end: Tok) -> bool {
    let word = |t: Tok| text.lower.get(t).map_or("", |w| w.as_str());
    let back = end.saturating_sub(3);
    word(back) == "at" && word(back + 1) == "the" && word(back + 2) == "time"
}

/// The nouns of a title phrase that say something, before any "of" or "who": "brother and deputy" has two, "Army Chief Field Marshal" one.
fn title_nouns(text: &Text<'_>, range: Range<Tok>) -> Vec<(Tok, TitleKind)> {
    let mut out: Vec<(Tok, TitleKind)> = Vec::new();
    for t in range.clone() {
        let word = text.word(t);
        if !out.is_empty()
            && matches!(
                word,
                "of" | "for"
                    | "to"
                    | "in"
                    | "at"
                    | "who"
                    | "whose"
                    | "which"
                    | "that"
                    | "until"
                    | "from"
                    | "with"
                    | ","
            )
        {
            break;
        }
        let Some(mut kind) = lexicon::title(word) else { continue };
        // "China's top diplomat": its foreign minister.
        if word == "diplomat" && t > range.start && matches!(text.word(t - 1), "top" | "chief") {
            kind = TitleKind::Leader;
        }
        // "the commander's son": an owner, no title.
        if t + 1 < range.end && is_owner_mark(text, t + 1) {
            continue;
        }
        if is_secretary_general(text, t) && !out.is_empty() {
            out.pop();
            out.push((t, TitleKind::Leader));
            continue;
        }
        // "vice president", "prime minister", "deputy chief": the last noun of a chain counts.
        let chained = out.last().is_some_and(|(last, _)| last + 1 == t);
        match out.last_mut() {
            // "deputy ambassador"
            Some(last) if chained && text.word(last.0) == "deputy" => *last = (t, kind),
            Some(last) if chained && (kind == TitleKind::Leader || last.1 == TitleKind::Rank) => {
                *last = (t, stronger(last.1, kind))
            }
            Some(_) if chained => {}
            _ => out.push((t, kind)),
        }
    }
    let some_office = out.iter().any(|(_, k)| *k != TitleKind::Rank);
    out.retain(|(_, k)| !some_office || *k != TitleKind::Rank);
    out
}

/// The second half of "Secretary-General".
fn is_secretary_general(text: &Text<'_>, t: Tok) -> bool {
    let before = if t > 0 && text.word(t - 1) == "-" { t.checked_sub(2) } else { t.checked_sub(1) };
    text.word(t) == "general" && before.is_some_and(|b| text.word(b) == "secretary")
}

fn stronger(a: TitleKind, b: TitleKind) -> TitleKind {
    if b == TitleKind::Rank { a } else { b }
}

fn is_owner_mark(text: &Text<'_>, t: Tok) -> bool {
    text.at(t).tag == "POS" || matches!(text.word(t), "'s" | "’s" | "'" | "’")
}

fn is_named(actors: &Actors, t: Tok) -> bool {
    actors.mention(t).is_some_and(|m| m.tokens.contains(&t))
}

/// Words that may stand inside a title in front of a name.
fn fits_title(actors: &Actors, text: &Text<'_>, t: Tok) -> bool {
    let word = text.word(t);
    let token = text.at(t);
    lexicon::title(word).is_some()
        || is_owner_mark(text, t)
        || lexicon::is_former_word(word)
        || is_named(actors, t)
        || matches!(word, "of" | "and" | "the" | "his" | "her" | "its" | "their" | "a" | "an" | "-" | "for")
        || (matches!(token.pos, "ADJ" | "NOUN" | "PROPN") && !matches!(token.dep, "nsubj" | "dobj" | "ROOT"))
}

fn in_front(actors: &Actors, scene: Scene<'_>, name: Range<Tok>) -> Option<Range<Tok>> {
    let text = scene.text;
    let first = text.sentence_of(name.start).start;
    let mut start = name.start;
    while start > first && start + LONGEST > name.start && fits_title(actors, text, start - 1) {
        let word = text.word(start - 1);
        // "of" only inside "Secretary of State", "President of Libya Name" is rare: stop unless a title stands before it.
        // "the adviser of President Name": the title behind it is the person's own.
        if matches!(word, "of" | "for")
            && (start < first + 2
                || lexicon::title(text.word(start - 2)).is_none()
                || lexicon::title(text.word(start)).is_some())
        {
            break;
        }
        if word == "and"
            && !(start >= first + 2
                && lexicon::title(text.word(start - 2)).is_some()
                && lexicon::title(text.word(start)).is_some())
        {
            break;
        }
        // The name of another person ends the phrase, unless it owns it.
        let other = actors.whom(start - 1).iter().any(|a| actors.entries[*a].kind == ActorKind::Person);
        if other && !(start < name.start && is_owner_mark(text, start)) {
            break;
        }
        start -= 1;
        if matches!(word, "the" | "a" | "an" | "his" | "her" | "its" | "their") {
            break;
        }
    }
    let word = |back: usize| name.start.checked_sub(back).filter(|t| *t >= start).map_or("", |t| text.word(t));
    let elect = word(2) == "-" && matches!(word(1), "elect" | "designate");
    let direct = lexicon::title(text.word(name.start.wrapping_sub(1))).is_some() || elect;
    (start < name.start && (direct || ends_in_portfolio(text, start..name.start))).then_some(start..name.start)
}

/// "Secretary of State", "Minister for Foreign Affairs": a title whose portfolio stands behind it.
fn ends_in_portfolio(text: &Text<'_>, range: Range<Tok>) -> bool {
    let of = range.clone().rev().take(4).find(|t| matches!(text.word(*t), "of" | "for"));
    of.is_some_and(|of| {
        let office = of > range.start && lexicon::title(text.word(of - 1)) == Some(TitleKind::Leader);
        let portfolio = |t: Tok| matches!(text.at(t).pos, "NOUN" | "PROPN" | "ADJ") || text.word(t) == "and";
        office && of + 1 < range.end && (of + 1..range.end).all(portfolio)
    })
}

fn behind(actors: &Actors, scene: Scene<'_>, name: Range<Tok>) -> Option<Range<Tok>> {
    let text = scene.text;
    let end = text.sentence_of(name.start).end;
    let mut start = name.end;
    if start >= end || !matches!(text.word(start), "," | "(" | "–" | "—" | "-") {
        return None;
    }
    start += 1;
    // ", 73," stands between name and title.
    if start + 1 < end && text.at(start).pos == "NUM" && text.word(start + 1) == "," {
        start += 2;
    }
    let mut stop = start;
    while stop < end && stop < start + LONGEST {
        let token = text.at(stop);
        let finite = matches!(token.tag, "VBD" | "VBZ" | "VBP" | "MD") && !matches!(token.dep, "amod");
        if matches!(text.word(stop), "," | ";" | "." | ")" | ":" | "–" | "—" | "who" | "whose" | "whom" | "which")
            || finite
        {
            break;
        }
        stop += 1;
    }
    let nouns = title_nouns(text, start..stop);
    let (noun, _) = *nouns.first()?;
    // The title's noun stands near the front: "the president of …", "Rwanda's long-time leader", not a list of other people.
    let lead = text.word(start);
    // "an ally of the president", "a member of the cabinet's council": another's title behind a preposition.
    if (start..noun.min(stop))
        .any(|t| text.at(t).pos == "ADP" && matches!(text.word(t), "of" | "to" | "with" | "for" | "from"))
    {
        return None;
    }
    let opens = matches!(lead, "the" | "a" | "an" | "his" | "her" | "its" | "their" | "once" | "then" | "who")
        || is_named(actors, start)
        || lexicon::title(lead).is_some()
        || lexicon::is_former_word(lead)
        || matches!(text.at(start).pos, "ADJ" | "NOUN" | "PROPN")
        || matches!(lead, "viewed" | "seen" | "regarded" | "known" | "described" | "considered" | "widely" | "tipped");
    let person_inside = (start..noun.min(stop)).any(|t| {
        actors.whom(t).iter().any(|a| actors.entries[*a].kind == ActorKind::Person)
            && !(t..noun).any(|u| is_owner_mark(text, u))
    });
    // "X, president Y and Z": the title belongs to a name right behind it.
    let next_is_person =
        noun + 1 < stop && actors.whom(noun + 1).iter().any(|a| actors.entries[*a].kind == ActorKind::Person);
    (opens && !person_inside && !next_is_person && noun < start + 9).then_some(start..stop)
}

fn in_front_with_comma(scene: Scene<'_>, name: Range<Tok>) -> Option<Range<Tok>> {
    let text = scene.text;
    let sentence = text.sentence_of(name.start);
    // "…, General Name": skip what stands directly in front.
    let mut comma = name.start;
    while comma > sentence.start && comma + 4 > name.start && lexicon::title(text.word(comma - 1)).is_some() {
        comma -= 1;
    }
    if comma <= sentence.start + 1 || text.word(comma - 1) != "," {
        return None;
    }
    // What follows the name closes the apposition, or the name is the verb's subject.
    let stop = comma - 1;
    let mut start = stop;
    while start > sentence.start && start + LONGEST > stop {
        let token = text.at(start - 1);
        if matches!(token.pos, "VERB" | "AUX" | "PUNCT" | "SCONJ")
            && !matches!(token.dep, "amod")
            && !matches!(text.word(start - 1), "-" | "'" | "’")
        {
            break;
        }
        start -= 1;
    }
    // The last title noun whose phrase reaches up to the comma.
    let noun = (start..stop).rev().find(|t| {
        let kind = lexicon::title(text.word(*t));
        kind.is_some_and(|k| k != TitleKind::Rank || is_secretary_general(text, *t))
            && text.at(*t).pos != "VERB"
            && reaches(text, *t, stop)
    })?;
    // "The king received the envoy, Name said": who says so behind the words is not in them.
    let said = (name.start..name.end).find(|u| text.at(*u).dep == "nsubj").map(|u| text.at(u).head);
    if said.is_some_and(|v| text.children(v).iter().any(|c| text.at(*c).dep == "ccomp" && text.is_below(noun, *c))) {
        return None;
    }
    let mut begin = noun;
    while begin > start {
        let word = text.word(begin - 1);
        if matches!(text.at(begin - 1).pos, "ADP" | "CCONJ") && word != "and"
            || word == "and" && lexicon::title(text.word(begin.saturating_sub(2))).is_none()
        {
            break;
        }
        begin -= 1;
        if matches!(word, "the" | "a" | "an" | "his" | "her" | "its" | "their") {
            break;
        }
    }
    Some(begin..stop)
}

/// Whether nothing but "of …" stands between a title's noun and the comma.
fn reaches(text: &Text<'_>, noun: Tok, stop: Tok) -> bool {
    noun + 1 == stop
        || matches!(text.word(noun + 1), "of" | "for" | "in" | "to" | "at")
            && noun + 12 > stop
            && !(noun + 1..stop).any(|t| matches!(text.word(t), "," | "and") && text.word(t) == ",")
}

/// Gives persons the sides that their titles name outright, before pronouns are resolved.
pub(super) fn owners_by_name(actors: &mut Actors, scene: Scene<'_>, phrases: &[TitlePhrase]) {
    for phrase in phrases {
        let text = scene.text;
        // "Adviser to the President": he is no president.
        let own_word = |t: Tok| phrase.kind != TitleKind::Servant || t <= phrase.noun;
        let words: Vec<String> = phrase
            .range
            .clone()
            .filter(|t| !is_named(actors, *t) && own_word(*t))
            .map(|t| text.word(t).to_string())
            .collect();
        let entry = &mut actors.entries[phrase.person];
        entry.titles.extend(words.into_iter().filter(|w| w.len() > 2));
        if matches!(phrase.kind, TitleKind::Kin | TitleKind::Successor | TitleKind::Predecessor) || phrase.former {
            continue;
        }
        // What somebody is by trade comes after the posts.
        if lexicon::is_calling(text.word(phrase.noun))
            && (actors.in_office(scene, phrase.person)
                || phrases.iter().any(|p| p.person == phrase.person && lexicon::is_sent_to(text.word(p.noun))))
        {
            continue;
        }
        // "The ambassador to Ruritania" is not Ruritania's.
        let own = if lexicon::is_sent_to(text.word(phrase.noun)) {
            phrase.range.start..phrase.noun
        } else {
            phrase.range.clone()
        };
        let of = phrase.noun + 1 < phrase.range.end && text.word(phrase.noun + 1) == "of";
        let named = owners::in_range(actors, if of { phrase.range.clone() } else { own });
        let owner = named
            .into_iter()
            .find(|a| actors.entries[*a].kind != ActorKind::Person && actors.entries[*a].kind != ActorKind::Media);
        if let Some(owner) = owner.filter(|_| actors.entries[phrase.person].side.is_none()) {
            actors.entries[phrase.person].side = Some(owner);
        }
    }
}

/// The facts that titles state, owners resolved.
pub(super) fn facts(actors: &mut Actors, scene: Scene<'_>, phrases: &[TitlePhrase]) {
    let mut facts: Vec<TitleFact> = Vec::new();
    for phrase in phrases {
        let text = scene.text;
        let (mut owner, mut inferred) = (owner_of(actors, scene, phrase), false);
        owner.retain(|o| *o != phrase.person);
        // "Its emir, Sheikh Sabah": where only a pronoun says whose, what is known of the person decides.
        let by_name = |t: Tok| actors.mention(t).is_some_and(|m| matches!(m.manner, Manner::Name | Manner::Modifier));
        let called_back = !phrase.range.clone().any(by_name);
        if called_back
            && phrase.kind == TitleKind::Leader
            && let [whole] = owner.as_slice()
            && matches!(actors.entries[*whole].kind, ActorKind::State | ActorKind::Person)
            && let Some(side) = actors.entries[phrase.person].key.and_then(|k| scene.atlas.side(k, scene.published))
            && let Some(side) =
                actors.known(side).filter(|s| actors.entries[*s].country != actors.entries[*whole].country)
        {
            owner = vec![side];
        }
        // "His Excellency President Name": the possessive is nobody's.
        let courtesy = |t: Tok| matches!(text.word(t), "excellency" | "highness" | "majesty" | "holiness");
        if called_back && phrase.range.clone().any(courtesy) {
            owner.clear();
        }
        if phrase.kind == TitleKind::Counterpart {
            owner.retain(|o| actors.entries[*o].kind != ActorKind::Person);
        }
        if phrase.range.clone().any(|t| text.word(t) == "opposition") {
            let whole = owner.first().copied().or_else(|| inferred_owner(actors, scene, phrase).first().copied());
            // "The opposition party Name": that party; of one known only to the atlas: the opposition of its state.
            let named = owner.first().is_some_and(|o| actors.entries[*o].kind == ActorKind::Party);
            let whole =
                whole.map(|w| if named { w } else { super::institutions::opposition(actors, scene, actors.side(w)) });
            owner = whole.into_iter().collect();
            actors.entries[phrase.person].side = whole;
        }
        // "The Catalan president": of the region's own government.
        if matches!(phrase.kind, TitleKind::Leader | TitleKind::Servant)
            && (owner.is_empty() || matches!(owner.as_slice(), [o] if actors.entries[*o].kind == ActorKind::State))
            && let Some(region) = region_in(scene, phrase)
        {
            let region = actors.of_key(scene.atlas, region);
            owner = vec![region];
            let of_state =
                actors.entries[phrase.person].side.is_none_or(|s| actors.entries[s].kind == ActorKind::State);
            if !phrase.former && of_state {
                actors.entries[phrase.person].side = Some(region);
            }
        }
        // "In Tokyo, government spokesman Name said"
        if owner.is_empty()
            && phrase.kind == TitleKind::Servant
            && actors.entries[phrase.person].side.is_none()
            && !phrase.former
            && phrase.range.clone().any(|t| text.word(t) == "government")
        {
            owner.extend(super::institutions::state_of_clause(actors, scene, phrase.name.end - 1));
        }
        // "Ruritanian guerrilla leader Name": never the state's.
        if let [state] = owner.as_slice()
            && matches!(phrase.kind, TitleKind::Leader | TitleKind::Servant)
            && actors.entries[*state].kind == ActorKind::State
            && let Some(band) = (phrase.range.start..=phrase.noun).find_map(|t| lexicon::band(text.word(t)))
        {
            let band = band_of(actors, scene, *state, phrase, band);
            if !phrase.former && !actors.in_office(scene, phrase.person) && !actors.sent.contains(&phrase.person) {
                actors.entries[phrase.person].side = Some(band);
                actors.sent.insert(phrase.person);
            }
            owner = vec![band];
        }
        // "a force led by the Salafist commander X": what he leads is said.
        let text_before = phrase.range.start.min(phrase.name.start);
        let led_by = (text_before.saturating_sub(2)..text_before).any(|t| {
            text.word(t) == "by"
                && matches!(text.at(text.at(t).head).lemma, "lead" | "head" | "command" | "run" | "chair")
        });
        let rank =
            matches!(text.word(phrase.noun), "commander" | "leader" | "chief" | "warlord" | "strongman" | "head");
        if owner.is_empty() && led_by && rank {
            continue;
        }
        if owner.is_empty() && matches!(phrase.kind, TitleKind::Leader | TitleKind::Counterpart) {
            inferred = true;
            owner = inferred_owner(actors, scene, phrase);
            // A speaker's is the parliament, where the text names it.
            if let Some(&state) = owner.first()
                && text.word(phrase.noun) == "speaker"
                && let Some(house) = actors.entries.iter().position(|e| {
                    let name = e.name.to_lowercase();
                    e.country.is_some()
                        && e.country == actors.entries[state].country
                        && ["parliament", "assembly", "knesset", "duma", "congress"].iter().any(|w| name.contains(w))
                })
            {
                owner = vec![house];
            } else if let Some(&state) = owner.first()
                && let Some(force) = super::institutions::organ_in_front(
                    actors,
                    scene,
                    state,
                    phrase.range.start..phrase.noun,
                    phrase.noun,
                )
            {
                owner = vec![force];
            }
        }
        let evidence = phrase.range.start.min(phrase.name.start)..phrase.range.end.max(phrase.name.end);
        facts.push(TitleFact {
            person: phrase.person,
            kind: phrase.kind,
            role: role_words(actors, text, phrase),
            owners: owner,
            former: phrase.former,
            evidence,
            inferred,
        });
    }
    of_nominals(actors, scene, &mut facts);
    plural::facts(actors, scene, &mut facts);
    plural::forces_of(actors, scene, &mut facts);
    plural::forces_owned(actors, scene, &mut facts);
    plural::states_under(actors, scene, &mut facts);
    actors.titles = facts;
}

/// Puts the rival government for the state where a person is known to lead it.
pub(super) fn rival_governments(actors: &mut Actors) {
    let mut titles = std::mem::take(&mut actors.titles);
    for fact in titles.iter_mut().filter(|f| matches!(f.kind, TitleKind::Leader | TitleKind::Counterpart)) {
        for owner in &mut fact.owners {
            *owner = actors.leads_what(fact.person, *owner);
        }
    }
    actors.titles = titles;
}

/// "The Russian president", "the prime minister": a title that stands for a person whom the text gives no other.
fn of_nominals(actors: &Actors, scene: Scene<'_>, facts: &mut Vec<TitleFact>) {
    let text = scene.text;
    let mut titled: BTreeSet<ActorIx> =
        facts.iter().filter(|f| f.kind == TitleKind::Leader).map(|f| f.person).collect();
    for mention in actors.mentions.iter().filter(|m| m.manner == Manner::Nominal) {
        let &[person] = mention.actors.as_slice() else { continue };
        let leads = lexicon::title(text.word(mention.head)) == Some(TitleKind::Leader);
        if !leads || actors.entries[person].kind != ActorKind::Person || titled.contains(&person) {
            continue;
        }
        let named = owners::owners(actors, text, mention.head);
        let owner = named.into_iter().map(|a| actors.side(a)).next().or(actors.entries[person].side);
        if let Some(owner) = owner.filter(|o| *o != person) {
            titled.insert(person);
            facts.push(TitleFact {
                person,
                kind: TitleKind::Leader,
                role: text.at(mention.head).text.to_string(),
                owners: vec![owner],
                former: mention.tokens.clone().any(|t| lexicon::is_former_word(text.word(t))),
                evidence: mention.tokens.clone(),
                inferred: false,
            });
        }
    }
}

/// The title without owner, article and rank: "Defence Minister".
fn role_words(actors: &Actors, text: &Text<'_>, phrase: &TitlePhrase) -> String {
    let mut start = phrase.noun;
    while start > phrase.range.start {
        let t = start - 1;
        let plain = matches!(text.at(t).pos, "ADJ" | "NOUN" | "PROPN")
            && !is_named(actors, t)
            && !lexicon::is_former_word(text.word(t));
        if !plain && text.word(t) != "-" {
            break;
        }
        start = t;
    }
    text.words(start..phrase.noun + 1).to_string()
}
