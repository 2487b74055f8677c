//! The formats by name, and the one call that writes any of them.

use std::collections::BTreeMap;
use std::io::Write;

use crate::{ExportError, Holding};

/// A format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Everything, one JSON object a line.
    Jsonl,
    /// One row a claim.
    Csv,
    /// One row a claim, in columns with types.
    Parquet,
    /// Incidents, near-copies and actors as one JSON object.
    Incidents,
    /// PLOVER event records, JSON Lines.
    Plover,
    /// FollowTheMoney entities, JSON Lines.
    Ftm,
    /// A graph of actors.
    Graphml,
    /// A STIX 2.1 bundle.
    Stix,
}

/// The Traffic Light Protocol's words on who may see it (FIRST, TLP 1.0 as STIX 2.1 has it; `clear` is its white).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tlp {
    /// Everyone.
    Clear,
    /// The community.
    Green,
    /// The organisation and its clients, as far as they need it.
    Amber,
    /// The recipients alone.
    Red,
}

/// What a format leaves to the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Marking of every object of a STIX bundle; none by default.
    pub tlp: Option<Tlp>,
}

/// What was written, and what the format has no place for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Lines, rows, objects, or nodes and edges.
    pub written: u64,
    /// How much was left out, by reason.
    pub left_out: BTreeMap<&'static str, u64>,
}

impl Tally {
    pub(crate) fn leave_out(&mut self, reason: &'static str) {
        *self.left_out.entry(reason).or_default() += 1;
    }
}

impl Format {
    /// All, in the order of the docs.
    pub const ALL: [Format; 8] = [
        Format::Jsonl,
        Format::Csv,
        Format::Parquet,
        Format::Incidents,
        Format::Plover,
        Format::Ftm,
        Format::Graphml,
        Format::Stix,
    ];

    /// The word of the command line.
    pub fn word(self) -> &'static str {
        match self {
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
            Format::Parquet => "parquet",
            Format::Incidents => "incidents",
            Format::Plover => "plover",
            Format::Ftm => "ftm",
            Format::Graphml => "graphml",
            Format::Stix => "stix",
        }
    }

    /// Reads the word of the command line.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.word() == word)
    }

    /// Whether it is bytes that no terminal should see.
    pub fn is_binary(self) -> bool {
        self == Format::Parquet
    }

    /// Writes a holding. Claims and incidents pass through one by one; actors, documents and what formats with edges need of ties are
    /// held in memory. The same holding gives the same bytes.
    ///
    /// # Errors
    /// If the holding cannot be read or the output takes no more; what is written by then is no whole file.
    pub fn write(
        self,
        holding: &dyn Holding,
        options: Options,
        mut out: &mut (dyn Write + Send),
    ) -> Result<Tally, ExportError> {
        let tally = match self {
            Format::Jsonl => crate::jsonl::write(holding, &mut out),
            Format::Csv => crate::csv_rows::write(holding, &mut out),
            Format::Parquet => crate::parquet_rows::write(holding, out),
            Format::Incidents => crate::incidents::write(holding, &mut out),
            Format::Plover => crate::plover::write(holding, &mut out),
            Format::Ftm => crate::ftm::write(holding, &mut out),
            Format::Graphml => crate::graphml::write(holding, &mut out),
            Format::Stix => crate::stix::write(holding, options, &mut out),
        }?;
        out.flush()?;
        Ok(tally)
    }
}

/// One JSON value and a line end.
pub(crate) fn line(out: &mut dyn Write, value: &impl serde::Serialize) -> Result<(), ExportError> {
    serde_json::to_writer(&mut *out, value)?;
    Ok(out.write_all(b"\n")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_they_are_written() {
        assert!(Format::ALL.into_iter().all(|f| Format::from_word(f.word()) == Some(f)));
        assert_eq!(Format::from_word("xml"), None);
    }
}
