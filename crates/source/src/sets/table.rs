//! Rows of a table as they stand, and their cells.
//!
//! Comes in: lines. Goes out: rows with the number of their first line, the text as it stands, and cells. Promises: a cell in quotation
//! marks may run over lines; one whose mark is never closed spoils its own line and none behind it.

use std::collections::VecDeque;
use std::io::BufRead;

use crate::lines::{Line, Lines};

/// Rows longer than this are malformed.
const LONGEST_ROW: usize = 1 << 20;
/// So are rows over more lines than this.
const MOST_LINES: usize = 200;

/// How cells are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// By tabs, one row a line, no quotation marks.
    Tabs,
    /// By commas or semicolons; cells may stand in quotation marks.
    Quoted(char),
}

/// A row as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    /// Its first line, from 1.
    pub line: u64,
    /// None where it is too long, or a quotation mark is not closed.
    pub text: Option<String>,
}

/// The rows of a stream.
pub(crate) struct Rows<R> {
    lines: Lines<R>,
    layout: Layout,
    /// Lines that were read in the hope of a closing mark.
    ahead: VecDeque<Line>,
}

impl<R: BufRead> Rows<R> {
    pub fn new(from: R, layout: Layout) -> Self {
        Rows { lines: Lines::new(from, LONGEST_ROW), layout, ahead: VecDeque::new() }
    }

    fn line(&mut self) -> std::io::Result<Option<Line>> {
        match self.ahead.pop_front() {
            Some(line) => Ok(Some(line)),
            None => self.lines.next_line(),
        }
    }

    /// The next row that is not blank.
    pub fn next_row(&mut self) -> std::io::Result<Option<Row>> {
        loop {
            let Some(Line { number, text }) = self.line()? else { return Ok(None) };
            let Some(text) = text else { return Ok(Some(Row { line: number, text: None })) };
            if text.trim().is_empty() {
                continue;
            }
            let closed = |text: &str| text.bytes().filter(|b| *b == b'"').count() % 2 == 0;
            if self.layout == Layout::Tabs || closed(&text) {
                return Ok(Some(Row { line: number, text: Some(text) }));
            }
            return self.over_lines(number, text).map(Some);
        }
    }

    /// A row whose quotation mark is open at the end of its first line.
    fn over_lines(&mut self, line: u64, first: String) -> std::io::Result<Row> {
        let mut whole = first;
        let mut taken = Vec::new();
        while taken.len() < MOST_LINES && whole.len() <= LONGEST_ROW {
            let Some(next) = self.line()? else { break };
            let text = next.text.clone();
            taken.push(next);
            let Some(text) = text else { break };
            whole.push('\n');
            whole.push_str(&text);
            if text.bytes().filter(|b| *b == b'"').count() % 2 == 1 {
                return Ok(Row { line, text: Some(whole) });
            }
        }
        for line in taken.into_iter().rev() {
            self.ahead.push_front(line);
        }
        Ok(Row { line, text: None })
    }
}

/// The cells of a row.
pub(crate) fn cells(text: &str, layout: Layout) -> Vec<std::borrow::Cow<'_, str>> {
    let mark = match layout {
        Layout::Tabs => return text.split('\t').map(Into::into).collect(),
        Layout::Quoted(mark) => mark,
    };
    let mut cells = Vec::with_capacity(32);
    let mut rest = text;
    loop {
        let Some(quoted) = rest.strip_prefix('"') else {
            match rest.split_once(mark) {
                Some((cell, behind)) => {
                    cells.push(cell.into());
                    rest = behind;
                    continue;
                }
                None => {
                    cells.push(rest.into());
                    return cells;
                }
            }
        };
        let mut cell = String::new();
        let mut tail = quoted;
        loop {
            let (part, behind) = tail.split_once('"').unwrap_or((tail, ""));
            cell.push_str(part);
            tail = behind;
            match tail.strip_prefix('"') {
                Some(behind) => {
                    cell.push('"');
                    tail = behind;
                }
                None => break,
            }
        }
        // What stands between the closing mark and the next comma is kept, as spreadsheets do.
        let (kept, behind) = match tail.split_once(mark) {
            Some((kept, behind)) => (kept, Some(behind)),
            None => (tail, None),
        };
        cell.push_str(kept);
        cells.push(cell.into());
        match behind {
            Some(behind) => rest = behind,
            None => return cells,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const COMMA: Layout = Layout::Quoted(',');

    fn rows(text: &str) -> Vec<(u64, Option<String>)> {
        let mut rows = Rows::new(text.as_bytes(), COMMA);
        std::iter::from_fn(|| rows.next_row().unwrap()).map(|r| (r.line, r.text)).collect()
    }

    #[test]
    fn quoted_cells_may_hold_commas_marks_and_lines() {
        let got = rows("a,\"b, \"\"c\"\"\nd\",e\n\nf,,\"\"\n");
        assert_eq!(got[0], (1, Some("a,\"b, \"\"c\"\"\nd\",e".into())));
        assert_eq!(cells(got[0].1.as_ref().unwrap(), COMMA), ["a", "b, \"c\"\nd", "e"]);
        assert_eq!(cells(got[1].1.as_ref().unwrap(), COMMA), ["f", "", ""]);
        assert_eq!(got[1].0, 4);
        assert_eq!(cells("\"a\" b,c", COMMA), ["a b", "c"]);
        assert_eq!(cells("a\t\"b\t", Layout::Tabs), ["a", "\"b", ""]);
    }

    #[test]
    fn an_open_mark_spoils_its_own_line_only() {
        assert_eq!(rows("a,\"b\nc,d\ne,f\n"), [(1, None), (2, Some("c,d".into())), (3, Some("e,f".into()))]);
    }

    proptest! {
        #[test]
        fn rows_written_by_the_csv_library_come_back(table in proptest::collection::vec(proptest::collection::vec("[a,\"\n ;x]{0,6}", 2..5), 1..6)) {
            let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            for row in &table { writer.write_record(row).unwrap(); }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let got: Vec<Vec<String>> = rows(&text).into_iter()
                .map(|(_, row)| cells(&row.unwrap(), COMMA).iter().map(ToString::to_string).collect()).collect();
            prop_assert_eq!(got, table);
        }

        #[test]
        fn any_text_gives_rows(text in "[a,\"\n]{0,60}") {
            for (_, row) in rows(&text) {
                if let Some(row) = row { cells(&row, COMMA); }
            }
        }
    }
}
