//! The tokenizer's exceptions: strings whose tokens and norms are listed in the model.

use std::collections::HashMap;

use super::{RawToken, text_of};
use crate::hashing::string_id;
use crate::settings::Piece;

/// One exception: its string and its tokens.
#[derive(Debug)]
struct Exception {
    text: String,
    pieces: Vec<Token>,
}

/// One token of an exception: its length in bytes, its id, 1 + the number of its norm.
#[derive(Debug, Clone, Copy)]
struct Token {
    len: u32,
    orth: u64,
    norm: u16,
}

/// All exceptions of a model, by string and by the tokens that the first pass makes of them.
#[derive(Debug, Default)]
pub(super) struct Exceptions {
    list: Vec<Exception>,
    /// Open addressing by the id of the string: 1 + the index in `list`.
    slots: Vec<u32>,
    longest: usize,
    norm_ids: Vec<u64>,
    /// Sequences of tokens that make up an exception, by the id of their first token.
    sequences: HashMap<u64, Vec<Vec<String>>>,
    /// A bit for the low six bits of each first token's id, to turn most tokens away at once.
    firsts: u64,
}

impl Exceptions {
    /// Builds the tables. `hidden` gives the first pass's tokens of an exception that it would cut up.
    pub(super) fn new(
        list: &[(String, Vec<Piece>)],
        hidden: impl Fn(&str) -> Option<Vec<String>>,
    ) -> Result<Self, String> {
        let mut out = Self { slots: vec![0; (list.len() * 4).next_power_of_two()], ..Self::default() };
        let mut numbers: HashMap<&str, u16> = HashMap::new();
        for (text, pieces) in list {
            if pieces.iter().map(|piece| piece.text.as_str()).collect::<String>() != *text {
                return Err(format!("the tokens of exception {text:?} are not its text"));
            }
            let mut tokens = Vec::new();
            for piece in pieces {
                let norm = match &piece.norm {
                    None => 0,
                    Some(norm) => match numbers.get(norm.as_str()) {
                        Some(&number) => number,
                        None => {
                            out.norm_ids.push(string_id(norm));
                            let number = u16::try_from(out.norm_ids.len()).map_err(|_| "too many norms".to_owned())?;
                            numbers.insert(norm, number);
                            number
                        }
                    },
                };
                tokens.push(Token { len: piece.text.len() as u32, orth: string_id(&piece.text), norm });
            }
            out.insert(text, tokens);
            if let Some(sequence) = hidden(text)
                && let Some(first) = sequence.first()
            {
                let id = string_id(first);
                out.firsts |= 1 << (id & 63);
                out.sequences.entry(id).or_default().push(sequence);
            }
        }
        Ok(out)
    }

    fn insert(&mut self, text: &str, pieces: Vec<Token>) {
        let mask = self.slots.len() - 1;
        let mut slot = string_id(text) as usize & mask;
        while self.slots[slot] != 0 {
            slot = (slot + 1) & mask;
        }
        self.list.push(Exception { text: text.to_owned(), pieces });
        self.slots[slot] = self.list.len() as u32;
        self.longest = self.longest.max(text.len());
    }

    pub(super) fn norm_ids(&self) -> &[u64] {
        &self.norm_ids
    }

    /// The index of an exception.
    pub(super) fn get(&self, text: &str) -> Option<usize> {
        if text.is_empty() || text.len() > self.longest {
            return None;
        }
        let mask = self.slots.len() - 1;
        let mut slot = string_id(text) as usize & mask;
        while self.slots[slot] != 0 {
            let index = self.slots[slot] as usize - 1;
            if self.list[index].text == text {
                return Some(index);
            }
            slot = (slot + 1) & mask;
        }
        None
    }

    /// Appends the tokens of `text[start..end]` if it is an exception.
    pub(super) fn push(&self, text: &str, start: usize, end: usize, out: &mut Vec<RawToken>) -> bool {
        let Some(index) = self.get(&text[start..end]) else { return false };
        let mut at = start as u32;
        for piece in &self.list[index].pieces {
            out.push(RawToken { start: at, len: piece.len, orth: piece.orth, norm: piece.norm });
            at += piece.len;
        }
        true
    }

    /// Joins the tokens from `from` on that together make an exception.
    ///
    /// Longest first, then leftmost; a match counts if its first and last token are free, and every match, counted or
    /// not, makes its tokens unfree.
    pub(super) fn second_pass(&self, text: &str, from: usize, tokens: &mut Vec<RawToken>) {
        let mut matches = Vec::new();
        for at in from..tokens.len() {
            let id = tokens[at].orth;
            if self.firsts >> (id & 63) & 1 == 0 {
                continue;
            }
            for sequence in self.sequences.get(&id).into_iter().flatten() {
                let window = tokens.get(at..at + sequence.len()).unwrap_or_default();
                if !window.is_empty()
                    && window.iter().zip(sequence).all(|(token, wanted)| text_of(text, token) == wanted)
                {
                    matches.push((at, at + sequence.len()));
                }
            }
        }
        if matches.is_empty() {
            return;
        }
        matches.sort_by_key(|&(low, high)| (low as i64 - high as i64, low));
        let mut taken = vec![false; tokens.len() - from];
        let mut kept = Vec::new();
        for (low, high) in matches {
            if !taken[low - from] && !taken[high - 1 - from] {
                kept.push((low, high));
            }
            taken[low - from..high - from].fill(true);
        }
        kept.sort_unstable();
        self.replace(text, &kept, tokens);
    }

    fn replace(&self, text: &str, kept: &[(usize, usize)], tokens: &mut Vec<RawToken>) {
        let Some(&(first, _)) = kept.first() else { return };
        let tail = tokens.split_off(first);
        let mut done = first;
        for &(low, high) in kept {
            let (low_at, high_at) = (low - first, high - first);
            tokens.extend_from_slice(&tail[done - first..low_at]);
            let (start, last) = (tail[low_at].start as usize, &tail[high_at - 1]);
            // With whitespace between the tokens there is no exception, and nothing changes.
            if !self.push(text, start, (last.start + last.len) as usize, tokens) {
                tokens.extend_from_slice(&tail[low_at..high_at]);
            }
            done = high;
        }
        tokens.extend_from_slice(&tail[done - first..]);
    }
}
