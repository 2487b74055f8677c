//! Reading the index where it lies: no parsing at start, every look-up goes straight to the bytes.
//!
//! In: the bytes that `compile` wrote. Out: numbers and strings of a record. A damaged index gives empty answers, never a
//! panic: every access is checked.

use crate::layout::{ENTITIES, ENTITY, FST, MAGIC, SECTIONS, STRINGS};
use fst::raw::Fst;

/// An opened index.
#[derive(Clone)]
pub struct Index {
    bytes: &'static [u8],
    sections: [(usize, usize); SECTIONS],
    names: Fst<&'static [u8]>,
}

impl Index {
    /// Opens an index; `None` if the bytes are none.
    pub fn open(bytes: &'static [u8]) -> Option<Index> {
        if bytes.get(..MAGIC.len())? != MAGIC {
            return None;
        }
        let mut sections = [(0, 0); SECTIONS];
        for (i, s) in sections.iter_mut().enumerate() {
            let at = MAGIC.len() + i * 8;
            *s = (u32_at(bytes, at)? as usize, u32_at(bytes, at + 4)? as usize);
            bytes.get(s.0..s.0.checked_add(s.1)?)?;
        }
        let (at, length) = sections[FST];
        let names = Fst::new(&bytes[at..at + length]).ok()?;
        Some(Index { bytes, sections, names })
    }

    /// The map from folded names.
    pub fn names(&self) -> &Fst<&'static [u8]> {
        &self.names
    }

    /// Bytes of a section.
    pub fn section(&self, section: usize) -> &'static [u8] {
        let (at, length) = self.sections[section];
        &self.bytes[at..at + length]
    }

    /// How many records of that size a section holds.
    pub fn count(&self, section: usize, size: usize) -> u32 {
        (self.sections[section].1 / size) as u32
    }

    /// The number at a byte offset of a record; 0 outside the section.
    pub fn number(&self, section: usize, size: usize, record: u32, offset: usize) -> u32 {
        u32_at(self.section(section), record as usize * size + offset).unwrap_or(0)
    }

    /// The byte at an offset of a record; 0 outside the section.
    pub fn byte(&self, section: usize, size: usize, record: u32, offset: usize) -> u8 {
        self.section(section).get(record as usize * size + offset).copied().unwrap_or(0)
    }

    /// The string at an offset.
    pub fn string(&self, offset: u32) -> &'static str {
        let bytes = self.section(STRINGS);
        let at = offset as usize;
        let read = || {
            let length = u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?) as usize;
            std::str::from_utf8(bytes.get(at + 2..at + 2 + length)?).ok()
        };
        read().unwrap_or("")
    }

    /// A number of an entity record.
    pub fn entity(&self, key: u32, offset: usize) -> u32 {
        self.number(ENTITIES, ENTITY, key, offset)
    }

    /// How many entities there are.
    pub fn entities(&self) -> u32 {
        self.count(ENTITIES, ENTITY).saturating_sub(1)
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}
