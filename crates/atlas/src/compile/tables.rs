//! Reading tables: UTF-8, tab-separated, first line the column names, `|` between several values of a cell.
//!
//! A table is known by its columns' first name: `id` (actors), `state` with `form` (demonyms), and so on; a file may be
//! missing, a column may not.

use super::CompileError;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// One line of a table, by column name.
#[derive(Debug, Clone)]
pub struct Row {
    cells: BTreeMap<String, String>,
    path: PathBuf,
    line: usize,
}

impl Row {
    /// A row that comes from no file.
    pub fn of(cells: impl IntoIterator<Item = (&'static str, String)>) -> Row {
        let cells = cells.into_iter().filter(|(_, v)| !v.is_empty()).map(|(c, v)| (c.to_owned(), v)).collect();
        Row { cells, path: PathBuf::from("built in"), line: 0 }
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
    pub fn code(&self, column: &str, words: &[&str], expected: &'static str) -> Result<u8, CompileError> {
        let text = self.get(column);
        words
            .iter()
            .position(|w| *w == text)
            .map(|i| i as u8)
            .ok_or_else(|| self.form(format!("`{text}` in column `{column}`"), expected))
    }

    /// An error at this line.
    pub fn form(&self, found: String, expected: &'static str) -> CompileError {
        CompileError::Form { path: self.path.clone(), line: self.line, found, expected }
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

impl Tables {
    /// Adds the rows of one file to the table that its columns tell.
    pub fn add(&mut self, path: &Path, text: &str) -> Result<(), CompileError> {
        let (columns, rows) = parse(path, text)?;
        let has = |c: &str| columns.iter().any(|x| x == c);
        let (into, needed): (&mut Vec<Row>, &[&str]) = if has("id") && has("kind") {
            (&mut self.actors, &["name", "names", "short", "weak", "country", "part_of", "from", "to", "source"])
        } else if has("form") {
            (&mut self.demonyms, &["state", "use", "strength", "source"])
        } else if has("person") {
            (&mut self.offices, &["role", "title", "of", "from", "to", "source"])
        } else if has("member") {
            (&mut self.members, &["of", "status", "from", "to", "source"])
        } else if has("seat") {
            (&mut self.stands_for, &["actor", "source"])
        } else if has("place") {
            (&mut self.capitals, &["state", "source"])
        } else if has("office") {
            (&mut self.patterns, &["prefix", "kind", "title", "others", "words"])
        } else if has("word") {
            (&mut self.words, &[])
        } else if has("effect") {
            (&mut self.stops, &["name", "class"])
        } else if has("iso2") || has("duplicate") {
            return Ok(()); // input of the derivation, not of the index
        } else {
            return Err(CompileError::Form {
                path: path.to_owned(),
                line: 1,
                found: format!("columns {columns:?}"),
                expected: "the columns of an atlas table",
            });
        };
        for column in needed {
            if !has(column) {
                return Err(CompileError::Form {
                    path: path.to_owned(),
                    line: 1,
                    found: format!("no column `{column}`"),
                    expected: "all columns of the table",
                });
            }
        }
        into.extend(rows);
        Ok(())
    }
}

fn parse(path: &Path, text: &str) -> Result<(Vec<String>, Vec<Row>), CompileError> {
    let mut lines = text.strip_prefix('\u{feff}').unwrap_or(text).lines().enumerate();
    let columns: Vec<String> =
        lines.next().map(|(_, l)| l.split('\t').map(str::to_owned).collect()).unwrap_or_default();
    let mut rows = Vec::new();
    for (i, line) in lines {
        if line.is_empty() {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        if cells.len() != columns.len() {
            return Err(CompileError::Form {
                path: path.to_owned(),
                line: i + 1,
                found: format!("{} cells", cells.len()),
                expected: "as many cells as the first line has columns",
            });
        }
        let cells =
            columns.iter().cloned().zip(cells.iter().map(|c| c.trim().to_owned())).filter(|(_, v)| !v.is_empty());
        rows.push(Row { cells: cells.collect(), path: path.to_owned(), line: i + 1 });
    }
    Ok((columns, rows))
}
