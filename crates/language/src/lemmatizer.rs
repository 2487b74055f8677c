//! The rule lemmatizer: word, part of speech and morphology → lemma.
//!
//! In: the tables of the model, read where they lie in the mapped file. Out: for each word the lemma that spaCy's
//! English lemmatizer gives. The answer depends on the word and the part's *mode* alone, so it is safe to keep.

use std::borrow::Cow;

use crate::settings::LemmaSettings;
use crate::unicode::{is_alpha_str, lower};

/// Strings one after the other in the mapped file.
#[derive(Clone, Copy)]
pub(crate) struct Strings<'m> {
    pub(crate) offsets: &'m [u32],
    pub(crate) text: &'m str,
}

impl<'m> Strings<'m> {
    fn get(&self, index: usize) -> &'m str {
        let ends = self.offsets.get(index).zip(self.offsets.get(index + 1));
        ends.and_then(|(&low, &high)| self.text.get(low as usize..high as usize)).unwrap_or_default()
    }

    /// The index of a string in a sorted range.
    fn find(&self, (mut low, mut high): (usize, usize), wanted: &str) -> Option<usize> {
        while low < high {
            let middle = low + (high - low) / 2;
            match self.get(middle).cmp(wanted) {
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

/// How words of one part of speech and morphology are lemmatized.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Mode {
    /// Lower-cased.
    Lower,
    /// As it stands.
    Text,
    /// By the tables with this number.
    Tables(u8),
}

/// The mode for a part of speech and morphology, as printed.
pub(crate) fn mode(tables: &[LemmaSettings], pos: &str, morph: &str) -> Mode {
    if matches!(pos, "" | "EOL" | "SPACE") || is_base_form(pos, morph) {
        return Mode::Lower;
    }
    match tables.iter().position(|table| table.pos == pos) {
        Some(number) => Mode::Tables(number as u8),
        None if pos == "PROPN" => Mode::Text,
        None => Mode::Lower,
    }
}

fn is_base_form(pos: &str, morph: &str) -> bool {
    let feature = |name: &str| {
        morph.split('|').filter_map(|f| f.split_once('=')).find(|(n, _)| *n == name).map(|(_, value)| value)
    };
    match pos {
        "NOUN" if feature("Number") == Some("Sing") => return true,
        "VERB"
            if feature("VerbForm") == Some("Fin")
                && feature("Tense") == Some("Pres")
                && feature("Number").is_none() =>
        {
            return true;
        }
        _ => {}
    }
    matches!(feature("VerbForm"), Some("Inf" | "None")) || feature("Degree") == Some("Pos")
}

/// The lemma of a word.
pub(crate) fn lemma<'t>(strings: &Strings<'_>, tables: &[LemmaSettings], text: &'t str, mode: Mode) -> Cow<'t, str> {
    match mode {
        Mode::Text => Cow::Borrowed(text),
        Mode::Lower => lower(text),
        Mode::Tables(number) => by_tables(strings, &tables[usize::from(number)], text),
    }
}

fn by_tables<'t>(strings: &Strings<'_>, tables: &LemmaSettings, text: &'t str) -> Cow<'t, str> {
    let low = lower(text);
    let mut known: Option<String> = None;
    let mut odd: Option<String> = None;
    let mut unknown: Option<String> = None;
    let mut seen: Vec<String> = Vec::new();
    for (old, new) in &tables.rules {
        let Some(stem) = low.strip_suffix(old.as_str()) else { continue };
        let form = format!("{stem}{new}");
        if form.is_empty() {
            continue;
        }
        if strings.find(tables.index, &form).is_some() {
            // The last rule whose form is known wins.
            seen.push(form.clone());
            known = Some(form);
        } else if !is_alpha_str(&form) {
            seen.push(form.clone());
            odd.get_or_insert(form);
        } else {
            unknown.get_or_insert(form);
        }
    }
    // So does the last exception that no rule had found.
    let exceptions = strings.find(tables.exceptions, &low).map(|at| at - tables.exceptions.0);
    if let Some(lemmas) = exceptions.map(|at| strings.get(tables.exception_lemmas.0 + at)) {
        for lemma in lemmas.split('\n') {
            if !seen.iter().any(|form| form == lemma) {
                seen.push(lemma.to_owned());
                known = Some(lemma.to_owned());
            }
        }
    }
    match known.or(odd).or(unknown) {
        Some(form) if form == text => Cow::Borrowed(text),
        Some(form) => Cow::Owned(form),
        None => Cow::Borrowed(text),
    }
}

/// Lemmas given last, by word and mode.
pub(crate) struct LemmaCache {
    slots: Vec<Slot>,
    text: String,
}

#[derive(Clone, Copy)]
struct Slot {
    orth: u64,
    mode: Mode,
    from: u32,
    len: u32,
}

/// In `Slot::len`: nothing is kept here, or the lemma is the word itself.
const FREE: u32 = u32::MAX;
const SAME: u32 = u32::MAX - 1;

impl LemmaCache {
    const SLOTS: usize = 1 << 13;
    const MOST_TEXT: usize = 1 << 19;

    /// An empty cache.
    pub(crate) fn new() -> Self {
        Self { slots: vec![Slot { orth: 0, mode: Mode::Text, from: 0, len: FREE }; Self::SLOTS], text: String::new() }
    }

    /// The lemma of a word with this id, or `None` if it is the word itself.
    pub(crate) fn get(&mut self, orth: u64, mode: Mode, lemma: impl FnOnce() -> Option<String>) -> Option<&str> {
        if mode == Mode::Text {
            return None;
        }
        let number = match mode {
            Mode::Lower | Mode::Text => 0,
            Mode::Tables(number) => 1 + u64::from(number),
        };
        let slot = ((orth ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15)) as usize) % Self::SLOTS;
        let kept = self.slots[slot];
        if kept.len == FREE || kept.orth != orth || kept.mode != mode {
            if self.text.len() > Self::MOST_TEXT {
                *self = Self::new();
            }
            let (from, len) = match lemma() {
                Some(lemma) => {
                    let from = self.text.len();
                    self.text.push_str(&lemma);
                    (from as u32, lemma.len() as u32)
                }
                None => (0, SAME),
            };
            self.slots[slot] = Slot { orth, mode, from, len };
        }
        let kept = self.slots[slot];
        (kept.len != SAME).then(|| &self.text[kept.from as usize..(kept.from + kept.len) as usize])
    }
}
