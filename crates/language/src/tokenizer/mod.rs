//! Text → tokens, as spaCy's English tokenizer splits it.
//!
//! The text is cut where whitespace begins and ends; each chunk is a known exception or loses prefixes and suffixes until
//! nothing is left to take off, and the rest is an exception, an address, or is split at its infixes. A second pass joins
//! tokens again that together make an exception which the first pass could not see, such as an emoticon.
//! The tokens tile the text but for single spaces between them. Time is linear in the length of the text.

mod affix;
mod class;
mod exceptions;
mod url;

use crate::hashing::string_id;
use crate::settings::TokenizerSettings;
use crate::unicode::is_space;
use affix::Affixes;
use exceptions::Exceptions;
use url::Url;

/// A token as a range of bytes with the ids that the network looks up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RawToken {
    /// First byte.
    pub(crate) start: u32,
    /// Length in bytes.
    pub(crate) len: u32,
    /// The id of the token's text.
    pub(crate) orth: u64,
    /// 1 + the number of the norm that an exception gives this token, 0 for none.
    pub(crate) norm: u16,
}

/// The tokenizer of one model.
pub(crate) struct Tokenizer {
    prefixes: Affixes,
    suffixes: Affixes,
    infixes: Affixes,
    url: Url,
    exceptions: Exceptions,
}

impl Tokenizer {
    /// Compiles the patterns; the error says which one is of an unknown kind.
    pub(crate) fn new(settings: &TokenizerSettings) -> Result<Self, String> {
        let unknown = |what: &str| format!("the tokenizer's {what} pattern is of an unknown kind");
        let mut tokenizer = Self {
            prefixes: Affixes::prefixes(&settings.prefix).ok_or_else(|| unknown("prefix"))?,
            suffixes: Affixes::suffixes(&settings.suffix).ok_or_else(|| unknown("suffix"))?,
            infixes: Affixes::infixes(&settings.infix).ok_or_else(|| unknown("infix"))?,
            url: Url::compile(&settings.url).ok_or_else(|| unknown("url"))?,
            exceptions: Exceptions::default(),
        };
        let exceptions = Exceptions::new(&settings.exceptions, |text| tokenizer.hidden(text))?;
        tokenizer.exceptions = exceptions;
        Ok(tokenizer)
    }

    /// The tokens of an exception that the first pass would cut up, or `None` if it would not touch it.
    fn hidden(&self, text: &str) -> Option<Vec<String>> {
        let touched = self.prefixes.prefix(text) > 0
            || self.suffixes.suffix(text) > 0
            || self.infixes.infix(text, 0).is_some()
            || text.contains(' ');
        touched.then(|| {
            let mut tokens = Vec::new();
            self.first_pass(text, &Exceptions::default(), &mut tokens);
            tokens.iter().map(|token| text_of(text, token).to_owned()).collect()
        })
    }

    /// The ids of the norms that exceptions give; see [`RawToken::norm`].
    pub(crate) fn norm_ids(&self) -> &[u64] {
        self.exceptions.norm_ids()
    }

    /// Appends the tokens of `text`, which must be shorter than 4 GiB, to `out`.
    pub(crate) fn tokenize(&self, text: &str, out: &mut Vec<RawToken>) {
        let from = out.len();
        self.first_pass(text, &self.exceptions, out);
        self.exceptions.second_pass(text, from, out);
    }

    fn first_pass(&self, text: &str, exceptions: &Exceptions, out: &mut Vec<RawToken>) {
        let (mut start, mut in_space) = (0, text.chars().next().is_some_and(is_space));
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let (space, width) = if byte.is_ascii() {
                (byte == b' ' || (b'\t'..=b'\r').contains(&byte) || (0x1c..=0x1f).contains(&byte), 1)
            } else {
                text[at..].chars().next().map_or((false, 1), |c| (is_space(c), c.len_utf8()))
            };
            if space != in_space {
                if start < at {
                    self.chunk(text, start, at, in_space, exceptions, out);
                }
                start = if byte == b' ' { at + 1 } else { at };
                in_space = space;
            }
            at += width;
        }
        if start < bytes.len() {
            self.chunk(text, start, bytes.len(), in_space, exceptions, out);
        }
    }

    /// The tokens of `text[start..end]`, which is all whitespace or has none.
    fn chunk(
        &self,
        text: &str,
        mut start: usize,
        mut end: usize,
        space: bool,
        exceptions: &Exceptions,
        out: &mut Vec<RawToken>,
    ) {
        if exceptions.push(text, start, end, out) {
            return;
        }
        if space {
            out.push(token(text, start, end));
            return;
        }
        // Suffixes come off from the outside in, but belong behind the rest.
        let mut suffixes = Suffixes::default();
        let mut whole = true;
        while start < end {
            let rest = &text[start..end];
            if !whole && exceptions.get(rest).is_some() {
                break;
            }
            whole = false;
            let prefix = self.prefixes.prefix(rest);
            if prefix > 0 && exceptions.get(&rest[prefix..]).is_some() {
                out.push(token(text, start, start + prefix));
                start += prefix;
                break;
            }
            // The suffix's look-behind must not see the prefix.
            let suffix = self.suffixes.suffix(&rest[prefix..]);
            if suffix > 0 && exceptions.get(&rest[..rest.len() - suffix]).is_some() {
                suffixes.push(end);
                end -= suffix;
                break;
            }
            if prefix > 0 {
                out.push(token(text, start, start + prefix));
                start += prefix;
            }
            if suffix > 0 {
                suffixes.push(end);
                end -= suffix;
            }
            if prefix + suffix == 0 {
                break;
            }
        }
        if start < end && !exceptions.push(text, start, end, out) {
            if self.url.matches(&text[start..end]) {
                out.push(token(text, start, end));
            } else {
                self.split_infixes(text, start, end, out);
            }
        }
        let mut from = end;
        for to in suffixes.into_iter_reversed() {
            out.push(token(text, from, to));
            from = to;
        }
    }

    fn split_infixes(&self, text: &str, start: usize, end: usize, out: &mut Vec<RawToken>) {
        let rest = &text[start..end];
        let (mut done, mut from) = (0, 0);
        while let Some((low, high)) = self.infixes.infix(rest, from) {
            from = high;
            if low == 0 {
                continue; // What stands at the very start separates nothing.
            }
            if done < low {
                out.push(token(text, start + done, start + low));
            }
            out.push(token(text, start + low, start + high));
            done = high;
        }
        if done < rest.len() {
            out.push(token(text, start + done, end));
        }
    }
}

/// Ends of suffixes; the first few without an allocation.
#[derive(Default)]
struct Suffixes {
    few: [usize; 8],
    count: usize,
    more: Vec<usize>,
}

impl Suffixes {
    fn push(&mut self, end: usize) {
        match self.few.get_mut(self.count) {
            Some(slot) => *slot = end,
            None => self.more.push(end),
        }
        self.count += 1;
    }

    fn into_iter_reversed(self) -> impl Iterator<Item = usize> {
        let few = self.count.min(self.few.len());
        self.more.into_iter().rev().chain((0..few).rev().map(move |index| self.few[index]))
    }
}

fn token(text: &str, start: usize, end: usize) -> RawToken {
    RawToken { start: start as u32, len: (end - start) as u32, orth: string_id(&text[start..end]), norm: 0 }
}

fn text_of<'t>(text: &'t str, token: &RawToken) -> &'t str {
    &text[token.start as usize..token.start as usize + token.len as usize]
}
