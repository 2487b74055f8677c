//! Grades from a CSV file.
//!
//! Comes in: a file with a row of names. Goes out: a row each with its line, or why it cannot be taken. Promises: a bad row stops no other.

use std::path::Path;

use ledger::{Grade, Ledger};
use model::ModelError;
use serde::Deserialize;

use super::{Refusal, claim, outlet, source};
use crate::trouble::{Complaint, Trouble};

/// The form, for messages.
const FORM: &str = "a row is kind,name,grade,reason; kind is outlet, source or claim";

/// A row as it stands in the file.
#[derive(Debug, Deserialize)]
pub struct Row {
    kind: String,
    name: String,
    grade: String,
    #[serde(default)]
    pub reason: Option<String>,
}

/// A line of the file.
#[derive(Debug)]
pub struct Line {
    /// Its number, from 1.
    pub line: u64,
    /// The row, or why it is none.
    pub content: Result<Row, Complaint>,
}

/// All rows of a file.
pub fn read(file: &Path) -> Result<Vec<Line>, Trouble> {
    let cannot = |error: &dyn std::fmt::Display| {
        Trouble::failed(format!("{} cannot be read: {error}", file.display()), "check its name and permissions")
    };
    let bytes = std::fs::read(file).map_err(|error| cannot(&error))?;
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let mut table = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(bytes);
    let headers = table.headers().map_err(|error| cannot(&error))?.clone();
    let missing: Vec<&str> =
        ["kind", "name", "grade"].into_iter().filter(|n| !headers.iter().any(|h| h == *n)).collect();
    if !missing.is_empty() {
        let what = format!("{}: the first line names no {}", file.display(), missing.join(", "));
        return Err(Trouble::Usage(Complaint::new(what, "begin the file with the line kind,name,grade,reason")));
    }
    let mut lines = Vec::new();
    for record in table.records() {
        let line = match &record {
            Ok(record) => record.position().map_or(0, csv::Position::line),
            Err(error) => error.position().map_or(0, csv::Position::line),
        };
        let content = record.and_then(|record| record.deserialize(Some(&headers)));
        lines.push(Line { line, content: content.map_err(|error| Complaint::new(reason(&error), FORM)) });
    }
    Ok(lines)
}

/// Why a record is no row, without the place, which is told beside it.
fn reason(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::Utf8 { .. } => "it is no UTF-8".into(),
        csv::ErrorKind::Deserialize { .. } => "it has too few cells".into(),
        _ => error.to_string(),
    }
}

/// The grade that a row gives.
pub(super) fn grade(ledger: &Ledger, row: &Row) -> Result<Grade, Refusal> {
    let wrong = |error: ModelError| Refusal::Usage(Complaint::new(error, FORM));
    match row.kind.to_lowercase().as_str() {
        "outlet" if row.name.is_empty() => Err(Refusal::Usage(Complaint::new("no name", FORM))),
        "outlet" => Ok(outlet(&row.name, row.grade.parse().map_err(wrong)?)),
        "source" => source(ledger, &row.name, row.grade.parse().map_err(wrong)?),
        "claim" => claim(ledger, &row.name, row.grade.parse().map_err(wrong)?),
        other => Err(Refusal::Usage(Complaint::new(format!("{other:?} is nothing that can be graded"), FORM))),
    }
}
