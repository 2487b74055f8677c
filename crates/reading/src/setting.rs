//! When, where and how much: the times, places, sums and tolls that belong to a claim.
//!
//! Comes in: the tokens of a claim and what the text has of times, places and money. Goes out: a date, a place, amounts.
//! A time or place belongs to the nearest predicate above it; one predicate may look upwards to the clause that contains it.

use model::{Amounts, DateRange, Toll};

use crate::actors::{Actors, Scene};
use crate::amounts::{AmountMention, merge_list};
use crate::frames::{governing_verb, prep_objects};
use crate::text::{Text, Tok};
use crate::times::{TimeMention, TimeRelation, told_day};
use crate::tolls::TollMention;

/// The settings found in a text.
#[derive(Debug, Default)]
pub(crate) struct Settings {
    /// Times in order.
    pub times: Vec<TimeMention>,
    /// Sums in order.
    pub amounts: Vec<AmountMention>,
    /// Casualties in order.
    pub tolls: Vec<TollMention>,
}

/// A place that a claim is set in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PlaceRef {
    /// Name as the text has it.
    pub name: String,
    /// Atlas key.
    pub key: Option<atlas::Key>,
    /// First token.
    pub at: Tok,
}

/// Of things in order of the text, those in a sentence.
fn within<'s, T>(list: &'s [T], text: &Text<'_>, sentence: usize, start: impl Fn(&T) -> Tok) -> &'s [T] {
    let tokens = text.sentences[sentence].tokens.clone();
    let first = list.partition_point(|x| start(x) < tokens.start);
    let end = list.partition_point(|x| start(x) < tokens.end);
    &list[first..end]
}

/// How far a setting is from a predicate: steps up the tree from the setting to the predicate or one of the clauses above it.
/// Lower is nearer; none where another clause stands between or the sentence differs.
fn distance(text: &Text<'_>, setting: Tok, pred: Tok, anchor: Tok) -> Option<usize> {
    if text.at(setting).sentence != text.at(pred).sentence {
        return None;
    }
    // Below the predicate itself.
    let mut steps = 0;
    let mut at = setting;
    let mut passed_verb = false;
    loop {
        if at == pred || at == anchor {
            return Some(steps + if passed_verb { 6 } else { 0 });
        }
        let token = text.at(at);
        if token.head == at || steps > 14 {
            break;
        }
        if at != setting && token.tag.starts_with('V') && !matches!(token.dep, "amod" | "aux" | "auxpass") {
            passed_verb = true;
        }
        at = token.head;
        steps += 1;
    }
    // At a clause that contains the predicate: "on Friday he said …" counts less than "said … on Friday".
    let mut up = anchor;
    for height in 1..5 {
        let Some(verb) = governing_verb(text, up) else { break };
        let mut below = setting;
        for _ in 0..4 {
            let head = text.at(below).head;
            if head == verb {
                let crossing = matches!(text.at(up).dep, "ccomp" | "relcl" | "advcl");
                return Some(10 + 4 * height + if crossing { 6 } else { 0 });
            }
            if head == below || text.at(head).tag.starts_with('V') {
                break;
            }
            below = head;
        }
        up = verb;
    }
    None
}

/// The day or days of a claim: a time that dates its predicate outright, else the nearest in its clauses.
pub(crate) fn date_of(
    text: &Text<'_>,
    settings: &Settings,
    pred: Tok,
    anchor: Tok,
    planned: bool,
    speech: bool,
) -> Option<DateRange> {
    let here = text.at(pred).sentence;
    let reason = pred == anchor && is_reason(text, pred);
    let mut best: Option<(usize, &DateRange)> = None;
    for time in within(&settings.times, text, here, |t| t.tokens.start) {
        let Some(range) = days_of(time) else { continue };
        let dated = time.target.is_some_and(|t| t == pred || t == anchor);
        if time.target.is_some() && !dated || planned != time.future && (planned || time.future) {
            continue;
        }
        if !dated && (dates_another(text, time.head, pred, anchor, speech) || reason && !text.is_below(time.head, pred))
        {
            continue;
        }
        let mut d = match distance(text, time.head, pred, anchor) {
            _ if dated => 0,
            Some(d) => d,
            None => match governor_of_subject(text, time.head) {
                Some(verb) if verb == pred || verb == anchor => 4,
                _ => continue,
            },
        };
        if matches!(time.relation, TimeRelation::Before | TimeRelation::After | TimeRelation::Until) {
            d += 8;
        }
        if best.is_none_or(|(b, _)| d < b) {
            best = Some((d, range));
        }
    }
    let (d, range) = best?;
    (d <= 24).then(|| range.clone())
}

/// "Talks start tomorrow", "is closing its border from midnight on Friday": told in the present, with a time to come right below it.
pub(crate) fn lies_ahead(scene: Scene<'_>, settings: &Settings, pred: Tok, anchor: Tok) -> bool {
    let text = scene.text;
    let later = |d: &DateRange| scene.published.is_some_and(|today| d.first > today);
    let helped = |t: Tok| {
        text.children(t).iter().any(|c| matches!(text.word(*c), "was" | "were" | "been" | "had" | "has" | "have"))
    };
    if !matches!(text.at(anchor).tag, "VBZ" | "VBP" | "VBG") || helped(anchor) {
        return false;
    }
    let times = within(&settings.times, text, text.at(pred).sentence, |t| t.tokens.start);
    times.iter().any(|t| {
        let directly = text.at(t.head).head == pred || text.at(t.head).head == anchor;
        t.range.as_ref().is_some_and(later) && t.target.is_none() && directly && matches!(t.relation, TimeRelation::On)
    })
}

/// "Has been under sanctions since May": the day on which it began.
pub(crate) fn begun(text: &Text<'_>, settings: &Settings, pred: Tok, range: &DateRange) -> Option<DateRange> {
    let times = within(&settings.times, text, text.at(pred).sentence, |t| t.tokens.start);
    let since = times.iter().find(|t| t.relation == TimeRelation::Since && t.range.as_ref() == Some(range))?;
    since.named.clone()
}

/// "Last Sunday's vote", "the strike of 3 May", "the law that was passed in June": the time of something else below the predicate.
fn dates_another(text: &Text<'_>, time: Tok, pred: Tok, anchor: Tok, speech: bool) -> bool {
    let mut at = time;
    for _ in 0..12 {
        let token = text.at(at);
        if at == pred || at == anchor || token.head == at {
            return false;
        }
        let up = token.head;
        let other = up != pred && up != anchor;
        // What is condemned or asked for has a day of its own.
        let own = token.dep == "poss" || speech && token.dep == "prep" && matches!(text.word(at), "of" | "in");
        let thing = matches!(text.at(up).pos, "NOUN" | "PROPN") && !matches!(text.at(up).ent, "DATE" | "TIME");
        if other && own && thing && text.is_below(up, pred) {
            return true;
        }
        // "The first talks since the border was closed in May": of the closing.
        let since = |c: &Tok| matches!(text.word(*c), "since" | "until") && text.at(*c).dep == "mark";
        if token.dep == "advcl" && text.children(at).iter().any(since) {
            return true;
        }
        // "Demanded X and blamed Y for the killing on 3 May": what is said of is dated there, the next saying has its own day.
        let blamed = speech && other && token.dep == "prep" && matches!(text.word(at), "on" | "in" | "at") && thing;
        if blamed && text.at(up).dep == "pobj" && matches!(text.word(text.at(up).head), "for" | "over" | "after") {
            return true;
        }
        if speech && token.dep == "conj" && other && at != time && text.is_below(up, pred) && token.pos == "VERB" {
            return true;
        }
        // A clause of its own about a noun below the predicate.
        if token.dep == "relcl" && other && text.is_below(up, pred) {
            return true;
        }
        at = up;
    }
    false
}

/// The days that a time gives an event: those named where the range only runs on from them.
fn days_of(time: &TimeMention) -> Option<&DateRange> {
    if time.relation == TimeRelation::For && time.target.is_none() {
        return None;
    }
    time.range.as_ref()
}

/// "Niger's rulers on Friday ordered": a time that the parse hangs on the subject dates the verb.
fn governor_of_subject(text: &Text<'_>, t: Tok) -> Option<Tok> {
    let mut at = t;
    for _ in 0..4 {
        let token = text.at(at);
        if matches!(token.dep, "nsubj" | "nsubjpass") && token.head != at {
            return Some(token.head);
        }
        if token.head == at {
            return None;
        }
        at = token.head;
    }
    None
}

/// "Recalled its envoy on Monday over the raid": the day is the recall's.
fn is_reason(text: &Text<'_>, pred: Tok) -> bool {
    text.at(pred).dep == "pobj" && matches!(text.word(text.at(pred).head), "over" | "after" | "following" | "since")
}

/// The day of which the text is telling, for an event without a time of its own.
pub(crate) fn told_date(text: &Text<'_>, settings: &Settings, pred: Tok) -> Option<DateRange> {
    told_day(text, &settings.times, pred).filter(|_| !is_reason(text, pred)).cloned()
}

/// Where a claim is set: the nearest place behind "in", "at", "near" …; a town rather than its state.
pub(crate) fn place_of(scene: Scene<'_>, actors: &Actors, pred: Tok, anchor: Tok) -> Option<PlaceRef> {
    let text = scene.text;
    let mut best: Option<(usize, PlaceRef)> = None;
    for (range, key) in within(&actors.places, text, text.at(pred).sentence, |(r, _)| r.start) {
        let head = range.end - 1;
        if !stands_where(text, range.start, head) || !says_where(text, head, pred, anchor) {
            continue;
        }
        let Some(mut d) = distance(text, head, pred, anchor) else { continue };
        d = d * 2 + usize::from(key.is_some_and(|k| scene.atlas.get(k).kind() == model::ActorKind::State));
        if d <= 28 && best.as_ref().is_none_or(|(b, _)| d < *b) {
            best = Some((d, PlaceRef { name: text.words(range.clone()).to_string(), key: *key, at: range.start }));
        }
    }
    best.map(|(_, p)| p).or_else(|| called_place(scene, actors, pred, anchor))
}

/// Prepositions that say where by themselves.
const WHERE: &[&str] = &[
    "in",
    "at",
    "near",
    "on",
    "outside",
    "around",
    "across",
    "into",
    "inside",
    "towards",
    "off",
    "through",
    "throughout",
    "along",
    "above",
    "over",
];

/// Whether a name behind "of", "to", "from", "for" tells where this predicate happens: "of" behind a noun of places or the deed
/// itself ("the market of X", "the capture of X"), the others at the predicate ("flew to X", "withdrew from X").
fn says_where(text: &Text<'_>, head: Tok, pred: Tok, anchor: Tok) -> bool {
    let mut t = head;
    for _ in 0..4 {
        let token = text.at(t);
        if token.dep == "pobj" || token.head == t {
            break;
        }
        t = token.head;
    }
    let prep = text.at(t).head;
    if text.at(t).dep != "pobj" || WHERE.contains(&text.word(prep)) {
        return true;
    }
    let above = text.at(prep).head;
    match text.word(prep) {
        "of" if above == pred || above == anchor => true,
        "of" => {
            is_site(text.at(above).lemma) && text.at(above).dep == "pobj" && {
                let outer = text.at(above).head;
                let to = matches!(text.word(outer), "to" | "from") && [pred, anchor].contains(&text.at(outer).head);
                WHERE.contains(&text.word(outer)) || outer == pred || to
            } || is_site(text.at(above).lemma) && matches!(text.at(above).dep, "dobj" | "nsubjpass")
        }
        "against" | "for" => false,
        _ => [above, text.at(above).head].iter().any(|a| *a == pred || *a == anchor),
    }
}

fn is_site(lemma: &str) -> bool {
    matches!(
        lemma.to_lowercase().as_str(),
        "town"
            | "city"
            | "village"
            | "market"
            | "port"
            | "airport"
            | "camp"
            | "province"
            | "region"
            | "district"
            | "island"
            | "base"
            | "hospital"
            | "area"
            | "state"
            | "suburb"
            | "neighbourhood"
            | "peninsula"
            | "valley"
            | "border"
            | "outskirts"
            | "enclave"
            | "crossing"
            | "county"
            | "north"
            | "south"
            | "east"
            | "west"
            | "capital"
            | "coast"
            | "shore"
            | "resort"
            | "governorate"
            | "strip"
            | "bank"
            | "strait"
            | "sea"
            | "gulf"
            | "palace"
            | "seafront"
            | "centre"
            | "street"
            | "suburbs"
            | "square"
            | "center"
            | "airbase"
            | "airfield"
            | "frontier"
            | "waters"
            | "harbour"
            | "harbor"
    )
}

/// "Here" is the dateline's place, "there" the last one named, "the Omani capital" Muscat.
fn called_place(scene: Scene<'_>, actors: &Actors, pred: Tok, anchor: Tok) -> Option<PlaceRef> {
    let text = scene.text;
    let own = || text.children(anchor).iter().chain(text.children(pred)).copied();
    // "Its base there", "the embassy there": an object's adverb.
    let objects = own().filter(|o| matches!(text.at(*o).dep, "dobj" | "nsubjpass"));
    for t in own().chain(objects.flat_map(|o| text.children(o).iter().copied())) {
        match text.word(t) {
            "here" => return scene.dateline.map(|(name, key)| PlaceRef { name: name.to_string(), key, at: t }),
            "there" if text.at(t).dep == "advmod" => return last_place(scene, actors, t),
            "where" if text.at(t).dep == "advmod" => {
                // "The islands, which X holds and where Y was beaten"
                let mut clause = text.at(t).head;
                while text.at(clause).dep == "conj" && text.at(clause).head != clause {
                    clause = text.at(clause).head;
                }
                let meant = Some(clause).filter(|c| text.at(*c).dep == "relcl").map(|c| text.at(c).head);
                if let Some(place) = meant.and_then(|m| actors.place_at(m)) {
                    return Some(named_place(text, place));
                }
                let range = text.sentence_of(t);
                let places = within(&actors.places, text, text.at(t).sentence, |(r, _)| r.start);
                let before = places.iter().rev().find(|(r, _)| r.end <= t && r.start >= range.start);
                return before.map(|p| named_place(text, p));
            }
            _ => {}
        }
        let outer = t;
        if text.at(outer).dep != "prep" {
            continue;
        }
        for (prep, object) in prep_objects(text, outer) {
            let above = text.at(outer).head;
            let of_object =
                text.at(above).dep == "dobj" && matches!(text.at(above).head, h if h == anchor || h == pred);
            let below = above == anchor || above == pred || of_object;
            let where_to =
                matches!(prep.as_str(), "in" | "to" | "at" | "on" | "near" | "into" | "along" | "across" | "off");
            if !where_to || !below {
                continue;
            }
            // "On the seafront of the capital"
            let inner =
                text.children(object).iter().filter(|c| text.word(**c) == "of" && is_site(text.at(object).lemma));
            let inner = inner.flat_map(|c| prep_objects(text, *c)).map(|(_, o)| o);
            if let Some(place) = [object].into_iter().chain(inner).find_map(|o| common_place(scene, actors, o)) {
                return Some(place);
            }
        }
    }
    None
}

/// "The capital", "the country", "the same city", "the south", "the Syrian border".
fn common_place(scene: Scene<'_>, actors: &Actors, object: Tok) -> Option<PlaceRef> {
    let text = scene.text;
    let state = || {
        let side = actors.side(*actors.whom(object).first()?);
        (actors.entries[side].kind == model::ActorKind::State).then_some(side)
    };
    match text.word(object) {
        "capital" => {
            let state = actors.entries[state()?].key?;
            let capital = scene.atlas.get(state).names().find(|n| n.via == atlas::Via::Capital)?.text.to_string();
            let key = scene
                .atlas
                .find(&capital)
                .into_iter()
                .map(|h| h.key)
                .find(|k| scene.atlas.get(*k).kind() == model::ActorKind::Place);
            Some(PlaceRef { name: capital, key, at: object })
        }
        "country" | "nation" | "kingdom" | "republic" | "island" | "islands" | "archipelago" | "emirate" => {
            let entry = &actors.entries[state()?];
            Some(PlaceRef { name: entry.name.clone(), key: entry.key, at: object })
        }
        "city" | "town" | "village" | "region" | "enclave" | "province" | "peninsula" | "strip" => {
            last_place(scene, actors, object)
        }
        "north" | "south" | "east" | "west" | "northeast" | "northwest" | "southeast" | "southwest" => {
            let plain = text.children(object).iter().all(|c| text.at(*c).dep == "det");
            plain.then(|| PlaceRef { name: text.word(object).to_string(), key: None, at: object })
        }
        "border" | "frontier" | "coast" => {
            let front = text.children(object).iter().copied().find(|c| *c < object && !actors.whom(*c).is_empty())?;
            Some(PlaceRef { name: text.words(front..object + 1).to_string(), key: None, at: object })
        }
        _ => None,
    }
}

fn named_place(text: &Text<'_>, (range, key): &(std::ops::Range<Tok>, Option<atlas::Key>)) -> PlaceRef {
    PlaceRef { name: text.words(range.clone()).to_string(), key: *key, at: range.start }
}

/// The last place in which something was said to be.
fn last_place(scene: Scene<'_>, actors: &Actors, t: Tok) -> Option<PlaceRef> {
    let capital = (scene.text.sentence_of(t).start..t).rev().find(|u| {
        let token = scene.text.at(*u);
        scene.text.word(*u) == "capital" && token.dep == "pobj" && WHERE.contains(&scene.text.word(token.head))
    });
    if let Some(place) = capital.and_then(|u| common_place(scene, actors, u)) {
        return Some(place);
    }
    let end = actors.places.partition_point(|(r, _)| r.start < t);
    let mut before = actors.places[..end].iter().rev().take(12);
    let place = before.find(|(r, _)| {
        let here = scene.text.at(r.start).sentence == scene.text.at(t).sentence;
        // In the same sentence whatever is no subject: "cut ties with X after a mob had stormed its embassy there".
        let own = here && !matches!(scene.text.at(r.end - 1).dep, "nsubj" | "nsubjpass" | "poss");
        own || stands_where(scene.text, r.start, r.end - 1)
    })?;
    Some(named_place(scene.text, place))
}

/// Behind a preposition of place, alone or joined.
fn stands_where(text: &Text<'_>, start: Tok, head: Tok) -> bool {
    let mut t = head;
    for _ in 0..4 {
        let token = text.at(t);
        match token.dep {
            "pobj" => {
                return matches!(
                    text.word(token.head),
                    "in" | "at"
                        | "near"
                        | "on"
                        | "outside"
                        | "around"
                        | "across"
                        | "to"
                        | "into"
                        | "inside"
                        | "from"
                        | "towards"
                        | "off"
                        | "of"
                        | "for"
                        | "through"
                        | "throughout"
                        | "along"
                        | "above"
                        | "over"
                        | "against"
                );
            }
            "conj" | "appos" | "compound" | "nmod" if token.head != t => t = token.head,
            "npadvmod" | "advmod" => return true,
            _ => break,
        }
    }
    start > 0 && matches!(text.word(start - 1), "in" | "at" | "near")
}

/// The sums in the clause of a claim: below the predicate or its object.
pub(crate) fn amounts_of(text: &Text<'_>, settings: &Settings, pred: Tok, anchor: Tok) -> Option<Amounts> {
    let mut near: Vec<&AmountMention> = Vec::new();
    for sum in within(&settings.amounts, text, text.at(pred).sentence, |a| a.tokens.start) {
        if distance(text, sum.head, pred, anchor).is_some_and(|d| d < 20) {
            near.push(sum);
        }
    }
    match near.as_slice() {
        [] => None,
        [one] => Some(one.amounts.clone()),
        several => Some(merge_list(&several.iter().map(|a| (*a).clone()).collect::<Vec<_>>())),
    }
}

/// The casualties of an assault: in its clause, else in its sentence.
pub(crate) fn toll_of(text: &Text<'_>, settings: &Settings, pred: Tok) -> Option<Toll> {
    within(&settings.tolls, text, text.at(pred).sentence, |t| t.tokens.start).first().map(|t| t.toll.clone())
}
