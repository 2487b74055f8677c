//! Why a row gave no claim, and which column is where.

use std::borrow::Cow;

/// Why a row gave no claim.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// A statement, which PLOVER has dropped; nothing is wrong with the row.
    #[error("code {0} is a statement, for which PLOVER has no type")]
    Statement(String),
    /// Neither somebody who did it nor somebody to whom it was done; nothing is wrong with the row.
    #[error("it names nobody")]
    Nobody,
    /// Another number of columns than the set has.
    #[error("{found} columns where {wanted} are due")]
    Columns {
        /// How many there are.
        found: usize,
        /// How many the set has.
        wanted: usize,
    },
    /// A code or word that the set's code book does not have.
    #[error("unknown {what} {found:?}")]
    Unknown {
        /// What it should be.
        what: &'static str,
        /// What it is.
        found: String,
    },
    /// A cell that must be filled.
    #[error("{0} is empty")]
    Empty(&'static str),
    /// A row without an end: an open quotation mark, or more than a megabyte.
    #[error("it is too long, or a quotation mark is not closed")]
    Endless,
    /// Not JSON, or not of that form.
    #[error("not the JSON that is due: {0}")]
    Json(String),
    /// The file ends before its end, or its packing is damaged; nothing behind is read.
    #[error("the file cannot be read on from here: {0}")]
    Broken(String),
}

impl Fault {
    /// Whether something is wrong with the row, and not only nothing in it for us.
    pub fn is_malformed(&self) -> bool {
        !matches!(self, Fault::Statement(_) | Fault::Nobody)
    }
}

/// A row that gave no claim.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct Passed {
    /// Its line, from 1.
    pub line: u64,
    /// Why.
    pub fault: Fault,
    /// Its first 200 characters.
    pub start: String,
}

/// A cell that must be filled.
pub(crate) fn filled<'c>(cell: &'c str, what: &'static str) -> Result<&'c str, Fault> {
    let cell = cell.trim();
    if is_void(cell) { Err(Fault::Empty(what)) } else { Ok(cell) }
}

/// Whether a cell says that there is nothing.
pub(crate) fn is_void(cell: &str) -> bool {
    matches!(cell.trim(), "" | "NULL" | "null" | "None" | "none" | "NA" | "N/A" | "nan" | "---" | "--")
}

/// Where the columns of a set are in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Columns {
    at: Vec<Option<usize>>,
    wanted: usize,
}

impl Columns {
    /// The set's own order.
    pub fn usual(names: &[&str]) -> Self {
        Columns { at: (0..names.len()).map(Some).collect(), wanted: names.len() }
    }

    /// The order of a header; none where the row is no header. A name that is not understood counts as the one due at its place, if the
    /// header has as many columns as the set and no other stands for it.
    pub fn of_header(names: &[&str], header: &[Cow<'_, str>]) -> Option<Self> {
        let found: Vec<String> = header.iter().map(|name| key(name)).collect();
        let mut at: Vec<Option<usize>> = names.iter().map(|name| found.iter().position(|f| *f == key(name))).collect();
        let known = at.iter().flatten().count();
        if known * 3 < names.len() {
            return None;
        }
        if found.len() == names.len() {
            let taken: Vec<usize> = at.iter().flatten().copied().collect();
            for (due, place) in at.iter_mut().enumerate() {
                if place.is_none() && !taken.contains(&due) {
                    *place = Some(due);
                }
            }
        }
        Some(Columns { at, wanted: found.len() })
    }

    /// Whether a row has the columns that the header promises.
    pub fn check(&self, cells: &[Cow<'_, str>]) -> Result<(), Fault> {
        match cells.len() == self.wanted {
            true => Ok(()),
            false => Err(Fault::Columns { found: cells.len(), wanted: self.wanted }),
        }
    }

    /// The cell of the set's column number `column`; empty where the file has none.
    pub fn cell<'c>(&self, cells: &'c [Cow<'_, str>], column: usize) -> &'c str {
        let at = self.at.get(column).copied().flatten();
        at.and_then(|at| cells.get(at)).map_or("", |cell| cell.trim())
    }
}

fn key(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_understood_with_a_few_names_spoilt() {
        const NAMES: [&str; 4] = ["Event ID", "Event Date", "Actor", "Place"];
        let of = |header: &str| {
            let cells: Vec<Cow<str>> = header.split('\t').map(Into::into).collect();
            Columns::of_header(&NAMES, &cells)
        };
        assert_eq!(of("1\t2014-01-01\tA\tB"), None);
        assert_eq!(of("event_id\teventdate\tActor\tPlace"), Some(Columns::usual(&NAMES)));
        assert_eq!(of("EventID\t\"Evnt Date\tActor\tPlace"), Some(Columns::usual(&NAMES)));
        let turned = of("Place\tActor\tEvent ID").unwrap();
        let row: Vec<Cow<str>> = vec!["Doha".into(), "Qatar".into(), "7".into()];
        assert_eq!((turned.cell(&row, 0), turned.cell(&row, 1), turned.cell(&row, 3)), ("7", "", "Doha"));
        assert_eq!(turned.check(&row[..2]), Err(Fault::Columns { found: 2, wanted: 3 }));
    }
}
