//! Expressions of time, resolved from the day of publication.
//!
//! Comes in: the parsed text and the day on which it was published. Goes out: [`TimeMention`]s in order of the text, not overlapping, each with
//! the days that it allows for what it dates. Promises: rules over words alone find and resolve them (`dates`, `periods`, `scan`, `resolve`);
//! the tree is asked only for the tense of the governing verb (`tense`) and for what a mention hangs on. Never fails; linear in the text.

mod calendar;
mod dates;
mod periods;
mod resolve;
mod scan;
mod stamp;
#[cfg(test)]
mod table;
mod tense;
#[cfg(test)]
mod tree;
mod words;

use std::ops::Range;

use model::{Date, DateRange};

use crate::pieces::{self, Piece};
use crate::text::{Text, Tok};

use calendar::Days;
use resolve::{Memory, Tense};
use scan::{Found, Setting, scan};

/// How a time stands to the event that it dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimeRelation {
    /// Within it.
    On,
    /// From it on, up to publication.
    Since,
    /// Up to it.
    Until,
    /// Earlier than it.
    Before,
    /// Later than it.
    After,
    /// Not later than it.
    By,
    /// For so long.
    For,
}

/// One expression of time.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TimeMention {
    /// Its tokens, with the preposition that leads it.
    pub tokens: Range<Tok>,
    /// The token by which it hangs in the tree: the first whose head lies outside, or the root.
    pub head: Tok,
    /// The days that it allows for the event; none where it gives no bound.
    pub range: Option<DateRange>,
    /// The days that its words name: Monday itself in "until Monday", "since Monday", "after Monday".
    pub named: Option<DateRange>,
    /// How it stands to the event.
    pub relation: TimeRelation,
    /// Whether the days lie ahead of publication.
    pub future: bool,
    /// Whether it is counted from another time of the text ("a week earlier") instead of from publication or the calendar.
    pub counted: bool,
    /// The verb or noun behind it that it dates, where that is not what governs it: the overthrow in "a month after they overthrew him",
    /// the talks in "after four days of talks".
    pub target: Option<Tok>,
}

/// The expressions of time of a text.
pub(crate) fn find_times(text: &Text<'_>, published: Option<Date>) -> Vec<TimeMention> {
    let mut mentions = Vec::new();
    let (mut row, mut found, mut memory) = (Vec::new(), Vec::new(), Memory::default());
    for sentence in &text.sentences {
        pieces::of_sentence(text, sentence, &mut row);
        let tense = |piece: usize, until: bool| {
            row.get(piece).map_or(Tense::Open, |p| tense::of_governor(text, p.token, until, sentence.headline))
        };
        scan(&row, &Setting { published, tense: &tense }, &mut memory, &mut found);
        mentions.extend(found.iter().map(|f| mention(text, &row, f)));
    }
    mentions
}

/// The day or days of which the text is telling at a token that has no time of its own: the nearest time before it that names a week or less,
/// lies behind publication, and is neither counted from another ("a week earlier") nor the time of a mere saying ("said on Sunday").
pub(crate) fn told_day<'m>(text: &Text<'_>, mentions: &'m [TimeMention], at: Tok) -> Option<&'m DateRange> {
    const SAYING: [&str; 9] = ["say", "tell", "add", "report", "write", "warn", "quote", "note", "declare"];
    let before = mentions.partition_point(|m| m.tokens.start < at);
    let tells = |m: &&TimeMention| {
        let saying = SAYING.contains(&text.at(text.at(m.head).head).lemma);
        m.relation == TimeRelation::On && !m.future && !m.counted && !saying
    };
    let short = |m: &'m TimeMention| m.range.as_ref().filter(|r| r.days() <= 7);
    mentions[..before].iter().rev().take(40).filter(tells).find_map(short)
}

fn mention(text: &Text<'_>, row: &[Piece<'_>], found: &Found) -> TimeMention {
    let token = |piece: usize| row[piece.min(row.len() - 1)].token;
    let tokens = token(found.start)..token(found.end - 1) + 1;
    let core = if found.relation == TimeRelation::On { token(found.core) } else { tokens.start };
    let words = text.words(core.min(tokens.end - 1)..tokens.end);
    let range = |days: Option<Days>| days.map(|d| DateRange::new(d.first, d.last, words));
    let head = tokens.clone().find(|t| !tokens.contains(&text.at(*t).head) || text.is_root(*t)).unwrap_or(tokens.start);
    TimeMention {
        head,
        range: range(found.days),
        named: range(found.named),
        relation: found.relation,
        future: found.ahead,
        counted: found.counted,
        target: if found.behind { target(text, &tokens, head) } else { None },
        tokens,
    }
}

/// What stands behind a length and is dated by it: the clause or the noun behind "after" and "before", the noun behind "of".
fn target(text: &Text<'_>, tokens: &Range<Tok>, head: Tok) -> Option<Tok> {
    let last = tokens.end - 1;
    let outside = |t: &Tok| *t >= tokens.end;
    let above = Some(text.at(head).head).filter(outside);
    if matches!(text.word(last), "after" | "before" | "following" | "to") {
        if text.at(last).dep == "mark" {
            return Some(text.at(last).head).filter(outside);
        }
        let clause = above.filter(|t| text.at(*t).pos == "VERB").or_else(|| clause_behind(text, tokens, head));
        return clause.or_else(|| text.children(last).iter().copied().find(outside)).or(above);
    }
    let of = text.children(last).iter().copied().find(|t| outside(t) && text.word(*t) == "of");
    if let Some(of) = of {
        return text.children(of).iter().copied().find(outside);
    }
    above
}

/// A finite verb with its own subject before the next comma, where the parser took "after" for a preposition of the clause before.
fn clause_behind(text: &Text<'_>, tokens: &Range<Tok>, head: Tok) -> Option<Tok> {
    let governor = text.at(head).head;
    let end = text.sentence_of(head).end;
    let stop = (tokens.end..end).find(|t| matches!(text.word(*t), "," | ";" | ":")).unwrap_or(end);
    (tokens.end..stop.min(tokens.end + 30)).find(|t| {
        let finite = text.at(*t).tag == "VBD" || text.children_by(*t, "aux").any(|a| text.word(a) == "had");
        let subject = text.children(*t).iter().any(|c| text.at(*c).dep.starts_with("nsubj") && *c >= tokens.end);
        finite && subject && *t != governor && text.at(*t).pos == "VERB"
    })
}
