//! Other event sets: rows of their files become claims with their own origin.
//!
//! Comes in: a file of a set, plain or packed by gzip or ZIP, or a folder of quadruples. Goes out: one [`Imported`] a row, in order.
//! Promises: a stream, so that memory does not grow with the file; a row that is malformed is told with its line and never ends the
//! rest; the same row gives the same claim whenever it is read. What maps to what stands in `docs/imports.md`.
//!
//! | who | does what |
//! |---|---|
//! | [`EventSet`] | which set |
//! | [`import`] | a file → its [`Rows`] |
//! | [`Passed`], [`Fault`] | a row that gave no claim, and why |
//! | [`Cameo`], [`Country`] | the sets' codes |
//! | [`answers`] | the claims of another reader of the same texts |
//!
//! ```
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("2014.tsv");
//! std::fs::write(&path, "7\t2014-01-02\tChina\t\tChina\tMake a visit\t042\t1.9\tLibya\t\tLibya\t1\t2\tHarbour Post\tTripoli\t\t\tLibya\t32.9\t13.2\n")?;
//! let mut rows = source::sets::import(source::sets::EventSet::Icews, &path, None)?;
//! let claim = rows.next().expect("a row")?;
//! assert_eq!((claim.event.id.as_str(), claim.event.mode.as_deref()), ("icews:7:2014-01-02", Some("visit")));
//! assert_eq!((claim.event.actors[0].as_str(), claim.outlets[0].as_str()), ("state:china", "Harbour Post"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod acled;
pub mod answers;
mod cameo;
mod cast;
mod country;
mod draft;
mod gdelt;
mod icews;
mod lenient;
mod plover;
mod quads;
mod row;
mod table;

use std::io::BufRead;
use std::path::Path;

use model::Imported;

use crate::{SourceError, unpack};
use row::Columns;
use table::Layout;

pub use cameo::Cameo;
pub use country::Country;
pub use row::{Fault, Passed};

/// A set whose files are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EventSet {
    /// GDELT's event table.
    Gdelt,
    /// ICEWS's table.
    Icews,
    /// POLECAT's table.
    Polecat,
    /// PLOVER's JSON Lines.
    Plover,
    /// ACLED's table.
    Acled,
    /// A folder of quadruples made of ICEWS.
    IcewsQuads,
}

impl EventSet {
    /// All, in the order of the docs.
    pub const ALL: [EventSet; 6] =
        [Self::Gdelt, Self::Icews, Self::Polecat, Self::Plover, Self::Acled, Self::IcewsQuads];

    /// The word of the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Gdelt => "gdelt",
            Self::Icews => "icews",
            Self::Polecat => "polecat",
            Self::Plover => "plover",
            Self::Acled => "acled",
            Self::IcewsQuads => "icews-quads",
        }
    }

    /// The set's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gdelt => "GDELT",
            Self::Icews | Self::IcewsQuads => "ICEWS",
            Self::Polecat => "POLECAT",
            Self::Plover => "PLOVER",
            Self::Acled => "ACLED",
        }
    }
}

/// The rows of a set.
pub struct Rows {
    from: From,
    done: bool,
}

enum From {
    Table { set: EventSet, rows: table::Rows<Box<dyn BufRead + Send>>, layout: Layout, columns: Option<Columns> },
    Quads(quads::Quads),
}

/// Opens a file of a set, or a folder of quadruples; `year` is that of the quadruples' first hour.
pub fn import(set: EventSet, path: &Path, year: Option<i16>) -> Result<Rows, SourceError> {
    if set == EventSet::IcewsQuads {
        return Ok(Rows { from: From::Quads(quads::Quads::open(path, year)?), done: false });
    }
    let mut from = unpack::open(path, &[".tsv", ".csv", ".txt", ".tab", ".jsonl", ".json"])?;
    let layout = match set {
        EventSet::Acled => {
            let head = from.fill_buf().map_err(|e| SourceError::Unreadable(path.into(), e))?;
            let first = head.split(|b| *b == b'\n').next().unwrap_or_default();
            let count = |mark: u8| first.iter().filter(|b| **b == mark).count();
            Layout::Quoted(if count(b';') > count(b',') { ';' } else { ',' })
        }
        _ => Layout::Tabs,
    };
    let rows = table::Rows::new(from, layout);
    Ok(Rows { from: From::Table { set, rows, layout, columns: None }, done: false })
}

impl Iterator for Rows {
    type Item = Result<Imported, Passed>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let (set, rows, layout, columns) = match &mut self.from {
            From::Quads(quads) => return quads.next_claim(),
            From::Table { set, rows, layout, columns } => (*set, rows, *layout, columns),
        };
        loop {
            let row = match rows.next_row() {
                Ok(Some(row)) => row,
                Ok(None) => {
                    self.done = true;
                    return None;
                }
                Err(error) => {
                    self.done = true;
                    return Some(Err(Passed {
                        line: 0,
                        fault: Fault::Broken(error.to_string()),
                        start: String::new(),
                    }));
                }
            };
            let Some(text) = row.text else {
                return Some(Err(Passed { line: row.line, fault: Fault::Endless, start: String::new() }));
            };
            if set == EventSet::Plover {
                return Some(plover::json(&text, row.line).map_err(|fault| passed(row.line, fault, &text)));
            }
            let cells = table::cells(&text, layout);
            let names = names(set);
            let columns = match columns {
                Some(columns) => columns,
                None => match Columns::of_header(names, &cells) {
                    Some(header) if !names.is_empty() => {
                        *columns = Some(header);
                        continue;
                    }
                    _ => columns.insert(Columns::usual(names)),
                },
            };
            let claim = match set {
                EventSet::Gdelt => gdelt::claim(&cells, row.line, &text),
                EventSet::Icews => icews::claim(columns, &cells, row.line, &text),
                EventSet::Polecat => plover::row(columns, &cells, row.line, &text),
                _ => acled::claim(columns, &cells, row.line, &text),
            };
            return Some(claim.map_err(|fault| passed(row.line, fault, &text)));
        }
    }
}

/// The columns of a set that has a header.
fn names(set: EventSet) -> &'static [&'static str] {
    match set {
        EventSet::Icews => &icews::NAMES,
        EventSet::Polecat => &plover::NAMES,
        EventSet::Acled => &acled::NAMES,
        _ => &[],
    }
}

fn passed(line: u64, fault: Fault, text: &str) -> Passed {
    Passed { line, fault, start: text.chars().take(200).collect() }
}
