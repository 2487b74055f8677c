//! In which mode a deed of some type is done, where no entry of the code book says it.
//!
//! Comes in: a candidate. Goes out: traits of each mode for the weights, and the likeliest.

use model::EventCode;

use super::arguments::form;
use super::candidates::Candidate;
use super::table::Table;
use super::traits::Traits;
use super::triggers::word;
use crate::codebook::CodeBook;
use crate::text::Text;

/// Stands for no mode.
const PLAIN: &str = "-";

/// Most arguments that are looked at.
const MOST: usize = 8;

/// The traits of one mode; each names the mode first.
pub(crate) fn traits(text: &Text<'_>, book: &CodeBook, candidate: &Candidate<'_>, mode: &str, named: bool) -> Traits {
    let mut out = Traits::new(named);
    let (frame, t) = (candidate.frame, candidate.kind.word());
    let l = frame.lemma.as_str();
    out.put("mode", &[mode, t]);
    out.put("mode lemma", &[mode, t, l]);
    out.put("mode form", &[mode, t, form(frame)]);
    out.put("mode by book", &[mode, t, candidate.code.mode.unwrap_or(PLAIN)]);
    if let Some((_, entry)) = candidate.nearest {
        out.put("mode nearest", &[mode, t, &entry.id]);
    }
    for class in book.words.lists("class", l).into_iter().flatten().take(MOST) {
        out.put("mode class", &[mode, t, class]);
    }
    for arg in frame.args.iter().take(MOST) {
        let filler = word(text, arg.head);
        out.put("mode filler", &[mode, t, &arg.slot, filler]);
        out.put("mode any filler", &[mode, t, filler]);
        for class in book.words.lists("class", filler).into_iter().flatten().take(MOST) {
            out.put("mode filler class", &[mode, t, class]);
        }
    }
    for &c in text.children(frame.pred).iter().take(MOST) {
        if matches!(text.at(c).dep, "amod" | "compound" | "prt" | "prep") {
            out.put("mode below", &[mode, t, word(text, c)]);
        }
    }
    out
}

/// The likeliest code of a candidate's type; of equals the first, the plain one before all.
pub(crate) fn likeliest(table: &Table<1>, text: &Text<'_>, book: &CodeBook, candidate: &Candidate<'_>) -> EventCode {
    let modes = EventCode::modes(candidate.kind).map(Some);
    let codes = std::iter::once(None).chain(modes).filter_map(|mode| EventCode::new(candidate.kind, mode).ok());
    let mut best = (f64::MIN, candidate.code);
    for code in codes {
        let sum = table.sum(&traits(text, book, candidate, code.mode.unwrap_or(PLAIN), false))[0];
        if sum > best.0 {
            best = (sum, code);
        }
    }
    best.1
}
