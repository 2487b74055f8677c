//! Reading tables: UTF-8, tab-separated, first line the column names, `|` between several values of a cell.
//!
//! A table is known by its columns' first name: `id` (actors), `state` with `form` (demonyms), and so on; a file may be
//! missing, a column may not.

use super::CompileError;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// One line of a table, by column name.
#[derive(Debug, Clone)]
pub struct Row {
    cells: BTreeMap<String, String>,
    path: PathBuf,
    line: usize,
    own: bool,
}

impl Row {
    /// A row that comes from no file.
    pub fn of(cells: impl IntoIterator<Item = (&'static str, String)>) -> Row {
        let cells = cells.into_iter().filter(|(_, v)| !v.is_empty()).map(|(c, v)| (c.to_owned(), v)).collect();
        Row { cells, path: PathBuf::from("built in"), line: 0, own: false }
    }

    /// The cell of a column; empty if the cell is.
    pub fn get(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// The values of a `|` cell.
    pub fn list(&self, column: &str) -> impl Iterator<Item = &str> {
        self.get(column).split('|').map(str::trim).filter(|v| !v.is_empty())
    }

    /// A date of a cell as `yyyymmdd`, 0 if open; a month or year counts from its first day, or to its last.
    pub fn date(&self, column: &str, last: bool) -> Result<u32, CompileError> {
        let text = self.get(column);
        if text.is_empty() {
            return Ok(0);
        }
        let parts: Vec<&str> = text.split('-').collect();
        let number =
            |i: usize, wide: usize| parts.get(i).filter(|p| p.len() == wide).and_then(|p| p.parse::<u32>().ok());
        let bad = || self.form(format!("`{text}` in column `{column}`"), "a date as YYYY, YYYY-MM or YYYY-MM-DD");
        let year = number(0, 4).filter(|y| *y > 0).ok_or_else(bad)?;
        let month = match parts.len() {
            1 => {
                if last {
                    12
                } else {
                    1
                }
            }
            _ => number(1, 2).filter(|m| (1..=12).contains(m)).ok_or_else(bad)?,
        };
        let longest = match month {
            2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let day = match parts.len() {
            1 | 2 => {
                if last {
                    longest
                } else {
                    1
                }
            }
            3 => number(2, 2).filter(|d| (1..=longest).contains(d)).ok_or_else(bad)?,
            _ => return Err(bad()),
        };
        Ok(year * 10_000 + month * 100 + day)
    }

    /// First and last day as `yyyymmdd`, 0 if open.
    pub fn span(&self) -> Result<(u32, u32), CompileError> {
        let (from, to) = (self.date("from", false)?, self.date("to", true)?);
        if to > 0 && from > to {
            let found = format!("from `{}` to `{}`", self.get("from"), self.get("to"));
            return Err(self.form(found, "a first day that is not after the last one"));
        }
        Ok((from, to))
    }

    /// Where the fact comes from and as of when: `factbook (2026-01-22)`; of a row that does not say, its place.
    pub fn source(&self) -> String {
        match (self.get("source"), self.get("date")) {
            ("", _) if self.line > 0 => format!("{}:{}", self.path.display(), self.line),
            (source, "") => source.to_owned(),
            (source, date) => format!("{source} ({date})"),
        }
    }

    /// Whether it is a user's.
    pub fn is_own(&self) -> bool {
        self.own
    }

    /// A number of a cell.
    pub fn number(&self, column: &str) -> Result<Option<f64>, CompileError> {
        match self.get(column) {
            "" => Ok(None),
            text => match text.parse::<f64>() {
                Ok(n) if n.is_finite() => Ok(Some(n)),
                _ => Err(self.form(format!("`{text}` in column `{column}`"), "a number")),
            },
        }
    }

    /// The code of a word in a list of words.
    pub fn code(
        &self,
        column: &str,
        words: &[&str],
        expected: impl Into<Cow<'static, str>>,
    ) -> Result<u8, CompileError> {
        let text = self.get(column);
        words
            .iter()
            .position(|w| *w == text)
            .map(|i| i as u8)
            .ok_or_else(|| self.form(format!("`{text}` in column `{column}`"), expected))
    }

    /// An error at this line.
    pub fn form(&self, found: String, expected: impl Into<Cow<'static, str>>) -> CompileError {
        CompileError::Form { path: self.path.clone(), line: self.line, found, expected: expected.into() }
    }
}

/// All tables of one or more folders; a later folder adds to an earlier one.
#[derive(Debug, Default)]
pub struct Tables {
    /// Actors of all kinds.
    pub actors: Vec<Row>,
    /// Adjectives and nouns of states' people.
    pub demonyms: Vec<Row>,
    /// Capital places and whose they are.
    pub capitals: Vec<Row>,
    /// Seats of power and for whom they stand.
    pub stands_for: Vec<Row>,
    /// Offices held by persons.
    pub offices: Vec<Row>,
    /// Members of organisations.
    pub members: Vec<Row>,
    /// Offices that every state has.
    pub patterns: Vec<Row>,
    /// English words that occur in names.
    pub words: Vec<Row>,
    /// Names to drop or weaken.
    pub stops: Vec<Row>,
}

/// Columns of a table: those by which it is known, those that it must have besides, those that it may have.
type Columns = (&'static [&'static str], &'static [&'static str], &'static [&'static str]);

const ACTORS: Columns = (
    &["id", "kind"],
    &["name"],
    &[
        "names", "short", "weak", "country", "part_of", "side", "from", "to", "wikidata", "lat", "lon", "rank",
        "source", "date",
    ],
);
const DEMONYMS: Columns = (&["state", "form"], &["use"], &["strength", "source", "date"]);
const OFFICES: Columns = (&["person", "of"], &["role"], &["title", "from", "to", "source", "date"]);
const MEMBERS: Columns = (&["member", "of"], &[], &["status", "from", "to", "source", "date"]);
const STANDS_FOR: Columns = (&["seat", "actor"], &[], &["source", "date"]);
const CAPITALS: Columns = (&["place", "state"], &[], &["names", "source", "date"]);
const PATTERNS: Columns = (&["office", "prefix"], &["kind", "title", "others", "words"], &["source", "date"]);
const WORDS: Columns = (&["word"], &[], &["source", "date"]);
const STOPS: Columns = (&["effect"], &["name", "class"], &["source", "date"]);

impl Tables {
    /// Adds the rows of one file, ours or a user's own, to the table that its columns tell.
    pub fn add(&mut self, path: &Path, text: &str, own: bool) -> Result<(), CompileError> {
        let (columns, rows) = parse(path, text, own)?;
        if !own && columns.iter().any(|c| c == "iso2" || c == "duplicate") {
            return Ok(()); // input of the derivation, not of the index
        }
        self.take(path, &columns, rows)
    }

    /// Puts other tables behind these.
    pub fn append(&mut self, other: Tables) {
        self.actors.extend(other.actors);
        self.demonyms.extend(other.demonyms);
        self.capitals.extend(other.capitals);
        self.stands_for.extend(other.stands_for);
        self.offices.extend(other.offices);
        self.members.extend(other.members);
        self.patterns.extend(other.patterns);
        self.words.extend(other.words);
        self.stops.extend(other.stops);
    }

    fn take(&mut self, path: &Path, columns: &[String], rows: Vec<Row>) -> Result<(), CompileError> {
        let fault = |found: String, expected: String| {
            Err(CompileError::Form { path: path.to_owned(), line: 1, found, expected: expected.into() })
        };
        let tables: [(Columns, &mut Vec<Row>); 9] = [
            (ACTORS, &mut self.actors),
            (DEMONYMS, &mut self.demonyms),
            (OFFICES, &mut self.offices),
            (MEMBERS, &mut self.members),
            (STANDS_FOR, &mut self.stands_for),
            (CAPITALS, &mut self.capitals),
            (PATTERNS, &mut self.patterns),
            (WORDS, &mut self.words),
            (STOPS, &mut self.stops),
        ];
        let has = |c: &str| columns.iter().any(|x| x == c);
        let Some(((known, needed, free), into)) =
            tables.into_iter().find(|((known, _, _), _)| known.iter().all(|c| has(c)))
        else {
            let all = [ACTORS, OFFICES, MEMBERS, DEMONYMS, CAPITALS, STANDS_FOR];
            let heads: Vec<String> =
                all.iter().map(|(known, needed, _)| [*known, *needed].concat().join(" ")).collect();
            let found = format!("the columns {}", columns.join(" "));
            return fault(found, format!("a first line with the columns of a table: {}", heads.join("; ")));
        };
        if let Some(column) = needed.iter().find(|c| !has(c)) {
            let all = [known, needed].concat().join(", ");
            return fault(format!("no column `{column}`"), format!("all of {all}"));
        }
        let allowed = [known, needed, free].concat();
        if let Some(column) = columns.iter().find(|c| !allowed.contains(&c.as_str())) {
            return fault(format!("the column `{column}`"), format!("only {}", allowed.join(", ")));
        }
        if let Some(i) = (1..columns.len()).find(|i| columns[..*i].contains(&columns[*i])) {
            return fault(format!("the column `{}` twice", columns[i]), "each column once".to_owned());
        }
        let mut lines: BTreeMap<&str, usize> = BTreeMap::new();
        if known == ACTORS.0 {
            for row in &rows {
                if let Some(first) = lines.insert(row.get("id"), row.line) {
                    let found = format!("the id `{}`, which line {first} has", row.get("id"));
                    return Err(row.form(found, "each id once in a table"));
                }
            }
        }
        into.extend(rows);
        Ok(())
    }
}

fn parse(path: &Path, text: &str, own: bool) -> Result<(Vec<String>, Vec<Row>), CompileError> {
    let mut lines = text.strip_prefix('\u{feff}').unwrap_or(text).lines().enumerate();
    let columns: Vec<String> =
        lines.next().map(|(_, l)| l.split('\t').map(|c| c.trim().to_owned()).collect()).unwrap_or_default();
    let mut rows = Vec::new();
    for (i, line) in lines {
        if line.trim().is_empty() {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        if cells.len() != columns.len() {
            return Err(CompileError::Form {
                path: path.to_owned(),
                line: i + 1,
                found: format!("{} cells", cells.len()),
                expected: format!("{}, one a column, with tabs between them", columns.len()).into(),
            });
        }
        let cells =
            columns.iter().cloned().zip(cells.iter().map(|c| c.trim().to_owned())).filter(|(_, v)| !v.is_empty());
        rows.push(Row { cells: cells.collect(), path: path.to_owned(), line: i + 1, own });
    }
    Ok((columns, rows))
}
