//! Letters of pages → lines in reading order.
//!
//! Comes in: pages with letters in the order in which they are drawn. Goes out: a page, its columns, each with its lines from top to
//! bottom. Promises: running heads, feet and page numbers are left out, which stand near the edge of several pages, digits apart.

use std::collections::BTreeMap;

use super::columns;
use super::letters::{Letter, Page};

/// Letters on one base line without a gap.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    pub text: String,
    pub start: f64,
    pub end: f64,
    pub base: f64,
    pub size: f64,
}

/// A line of a column.
pub(super) type Line = Run;

/// Lines that belong together: a column, or what runs over all of them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    pub page: usize,
    pub lines: Vec<Line>,
}

/// A gap wider than this part of the size is a space between words.
const SPACE: f64 = 0.17;
/// A gap wider than this ends a run.
const BREAK: f64 = 1.5;
/// What stands higher or lower than this part of the page may be a running head or foot.
const EDGE: f64 = 0.1;

/// Puts letters together to lines, and lines in order.
pub(super) fn of_pages(pages: Vec<Page>) -> Vec<Column> {
    let mut sheets: Vec<(Vec<Run>, f64)> = pages.into_iter().map(|page| (runs(&page.letters), page.height)).collect();
    leave_out_furniture(&mut sheets);
    let mut all = Vec::new();
    for (page, (runs, _)) in sheets.into_iter().enumerate() {
        all.extend(columns::in_order(runs).into_iter().map(|runs| Column { page, lines: lines(runs) }));
    }
    all
}

/// Letters that follow each other closely.
fn runs(letters: &[Letter]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    // White space that was drawn, until it is known whether the run goes on behind it.
    let mut spaced = false;
    for letter in letters {
        if letter.sign.is_whitespace() {
            spaced = true;
            continue;
        }
        if letter.sign.is_control() || matches!(letter.sign, '\u{AD}' | '\u{200B}' | '\u{FEFF}') {
            continue;
        }
        if let Some(run) = runs.last_mut() {
            let size = run.size.max(letter.size);
            let gap = letter.start - run.end;
            if (letter.base - run.base).abs() < 0.45 * size && gap > -0.5 * size && gap < BREAK * size {
                if spaced || gap > SPACE * size {
                    run.text.push(' ');
                }
                put(&mut run.text, letter.sign);
                run.end = run.end.max(letter.end);
                // A raised or smaller letter does not change the line that it stands in.
                run.size = size;
                spaced = false;
                continue;
            }
        }
        spaced = false;
        let mut text = String::new();
        put(&mut text, letter.sign);
        runs.push(Run { text, start: letter.start, end: letter.end, base: letter.base, size: letter.size });
    }
    runs
}

/// Two letters that are drawn as one are two again.
fn put(text: &mut String, sign: char) {
    match sign {
        '\u{FB00}' => text.push_str("ff"),
        '\u{FB01}' => text.push_str("fi"),
        '\u{FB02}' => text.push_str("fl"),
        '\u{FB03}' => text.push_str("ffi"),
        '\u{FB04}' => text.push_str("ffl"),
        '\u{FB05}' | '\u{FB06}' => text.push_str("st"),
        other => text.push(other),
    }
}

/// Takes off what stands near the edge of pages again and again, and numbers of pages.
fn leave_out_furniture(sheets: &mut [(Vec<Run>, f64)]) {
    let at_edge = |run: &Run, height: f64| run.base < EDGE * height || run.base > (1.0 - EDGE) * height;
    let shape = |run: &Run| -> String { run.text.chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect() };
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (runs, height) in sheets.iter() {
        let shapes: std::collections::BTreeSet<String> =
            runs.iter().filter(|run| at_edge(run, *height)).map(shape).collect();
        for shape in shapes {
            *seen.entry(shape).or_default() += 1;
        }
    }
    let often = (sheets.len() * 2).div_ceil(5).max(2);
    for (runs, height) in sheets {
        runs.retain(|run| {
            !at_edge(run, *height)
                || (seen.get(&shape(run)).is_none_or(|n| *n < often) && !is_number_of_page(&run.text))
        });
    }
}

fn is_number_of_page(text: &str) -> bool {
    let text = text.to_lowercase();
    let text = text.trim_matches(|c: char| c.is_whitespace() || "-–—|[]().".contains(c));
    let text = text.strip_prefix("page").unwrap_or(text).trim_start();
    let number = |part: &str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
    match text.split_once("of").or_else(|| text.split_once('/')) {
        Some((page, of)) => number(page.trim()) && number(of.trim()),
        None => number(text),
    }
}

/// Runs of one column as its lines.
fn lines(mut runs: Vec<Run>) -> Vec<Line> {
    runs.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.start.total_cmp(&b.start)));
    let mut rows: Vec<Vec<Run>> = Vec::new();
    for run in runs {
        match rows.last_mut() {
            Some(row) if run.base - row[0].base < 0.45 * row[0].size.min(run.size) => row.push(run),
            _ => rows.push(vec![run]),
        }
    }
    rows.into_iter().map(line).collect()
}

fn line(mut row: Vec<Run>) -> Line {
    row.sort_by(|a, b| a.start.total_cmp(&b.start));
    let mut parts = row.into_iter();
    let mut line = parts.next().expect("a row has a run");
    for part in parts {
        if part.start - line.end > SPACE * line.size.max(part.size) {
            line.text.push(' ');
        }
        line.text.push_str(&part.text);
        line.end = line.end.max(part.end);
        line.size = line.size.max(part.size);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str, x: f64, y: f64) -> Vec<Letter> {
        let step = |(n, sign)| {
            let start = x + 5.0 * n as f64;
            Letter { sign, start, end: start + 5.0, base: y, size: 10.0 }
        };
        text.chars().enumerate().map(step).collect()
    }

    fn texts(pages: Vec<Page>) -> Vec<String> {
        of_pages(pages).into_iter().flat_map(|c| c.lines).map(|l| l.text).collect()
    }

    #[test]
    fn gaps_are_spaces_and_letters_drawn_as_one_are_two() {
        let mut page = Page { letters: letters("The o\u{FB03}ce", 50.0, 400.0), height: 800.0 };
        page.letters.extend(letters("met", 50.0 + 5.0 * 8.0, 400.2));
        page.letters.extend(letters("again", 50.0 + 5.0 * 11.0 + 3.0, 400.0));
        assert_eq!(texts(vec![page]), ["The officemet again"]);
    }

    #[test]
    fn heads_and_numbers_of_pages_are_left_out() {
        let page = |n: usize| {
            let mut all = letters(&format!("Harbour Post, page {n}"), 50.0, 20.0);
            all.extend(letters(&format!("The envoys met for the {n}th time"), 50.0, 300.0));
            all.extend(letters(&format!("{n} of 3"), 200.0, 780.0));
            Page { letters: all, height: 800.0 }
        };
        let got = texts((1..=3).map(page).collect());
        assert_eq!(
            got,
            ["The envoys met for the 1th time", "The envoys met for the 2th time", "The envoys met for the 3th time"]
        );
        assert_eq!(texts(vec![page(1)])[0], "Harbour Post, page 1", "a head that stands once is text");
    }
}
