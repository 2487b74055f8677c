//! Lines → paragraphs.
//!
//! Comes in: columns in reading order. Goes out: the text, with one empty line between paragraphs, and the line in the largest letters.
//! Promises: a word that was broken at the end of a line is whole again, unless the text writes it with a hyphen elsewhere; a paragraph
//! that runs over into another column or page is one.

use std::collections::HashSet;

use super::lines::{Column, Line};

/// The text of a document.
pub(super) fn text(columns: &[Column]) -> String {
    let hyphenated = hyphenated(columns);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut before: Option<(&Line, &Measure)> = None;
    let measures: Vec<Measure> = columns.iter().map(Measure::of).collect();
    for (column, measure) in columns.iter().zip(&measures) {
        for (nth, line) in column.lines.iter().enumerate() {
            let goes_on = match (before, nth) {
                (None, _) => false,
                (Some((last, _)), 0) => runs_over(last, line),
                (Some((last, of)), _) => !breaks(last, line, of),
            };
            match paragraphs.last_mut() {
                Some(paragraph) if goes_on => join(paragraph, &line.text, &hyphenated),
                _ => paragraphs.push(line.text.trim().to_string()),
            }
            before = Some((line, measure));
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs.join("\n\n")
}

/// What stands in the largest letters near the top of the first page, where they are clearly larger than most.
pub(super) fn headline(columns: &[Column]) -> Option<String> {
    let mut sizes: Vec<(f64, usize)> =
        columns.iter().flat_map(|c| &c.lines).map(|line| (line.size, line.text.len())).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let all: usize = sizes.iter().map(|(_, length)| length).sum();
    let mut seen = 0;
    let usual = sizes.iter().find(|(_, length)| {
        seen += length;
        seen * 2 >= all
    })?;
    let first: Vec<&Line> = columns.iter().filter(|c| c.page == 0).flat_map(|c| &c.lines).take(12).collect();
    let largest = first.iter().map(|line| line.size).max_by(f64::total_cmp)?;
    if largest < 1.25 * usual.0 {
        return None;
    }
    let lines =
        first.iter().skip_while(|line| line.size < 0.97 * largest).take_while(|line| line.size >= 0.97 * largest);
    let mut headline = String::new();
    lines.for_each(|line| join(&mut headline, &line.text, &HashSet::new()));
    Some(headline).filter(|headline| (9..300).contains(&headline.len()))
}

/// How a column is set.
struct Measure {
    left: f64,
    right: f64,
    /// Usual distance of two lines.
    pitch: f64,
}

impl Measure {
    fn of(column: &Column) -> Measure {
        let edge = |of: fn(&Line) -> f64| {
            let mut all: Vec<f64> = column.lines.iter().map(of).collect();
            all.sort_by(f64::total_cmp);
            all
        };
        let (lefts, rights) = (edge(|line| line.start), edge(|line| line.end));
        let mut pitches: Vec<f64> = column.lines.windows(2).map(|w| (w[1].base - w[0].base) / w[1].size).collect();
        pitches.sort_by(f64::total_cmp);
        Measure {
            left: lefts.first().copied().unwrap_or(0.0),
            right: rights.last().copied().unwrap_or(0.0),
            pitch: pitches.get(pitches.len() / 3).copied().unwrap_or(1.2).clamp(0.8, 2.3),
        }
    }
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']']).ends_with(['.', '!', '?', ':', '…'])
}

/// Whether a paragraph ends between two lines of a column.
fn breaks(last: &Line, next: &Line, of: &Measure) -> bool {
    let size = last.size.max(next.size);
    if size > 1.15 * last.size.min(next.size) {
        return true;
    }
    if (next.base - last.base) / next.size > 1.22 * of.pitch {
        return true;
    }
    // The first line of a paragraph is set in.
    let indent = next.start - of.left;
    if indent > 0.7 * size && indent < 5.0 * size && last.start - of.left < 0.35 * size {
        return true;
    }
    // The next word would have found room.
    let word = next.text.split_whitespace().next().map_or(0, |w| w.chars().count()) as f64;
    let letter = (next.end - next.start) / next.text.chars().count().max(1) as f64;
    let room = of.right - last.end - (word + 1.5) * letter;
    let capital = next.text.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
    room > 0.0 && capital && (ends_sentence(&last.text) || room > 0.4 * (of.right - of.left))
}

/// Whether a paragraph goes on in the next column, or on the next page.
fn runs_over(last: &Line, next: &Line) -> bool {
    let alike = last.size.max(next.size) < 1.15 * last.size.min(next.size);
    let small = next.text.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase);
    alike && small && !ends_sentence(&last.text)
}

/// Words that are written with a hyphen within a line.
fn hyphenated(columns: &[Column]) -> HashSet<String> {
    let lines = columns.iter().flat_map(|c| &c.lines);
    let words = lines.flat_map(|line| line.text.split(|c: char| !(c.is_alphanumeric() || c == '-')));
    words
        .filter(|word| word.trim_matches('-').contains('-'))
        .map(|word| word.trim_matches('-').to_lowercase())
        .collect()
}

fn join(paragraph: &mut String, line: &str, hyphenated: &HashSet<String>) {
    let line = line.trim();
    let tail = |text: &str| text.rsplit(|c: char| !(c.is_alphanumeric() || c == '-')).next().unwrap_or("").to_string();
    let broken = ['-', '\u{2010}'].into_iter().any(|h| paragraph.ends_with(h));
    let start = tail(paragraph.trim_end_matches('\u{2010}'));
    let letters = start.trim_end_matches('-');
    if !broken || letters.is_empty() {
        if !paragraph.is_empty() && !paragraph.ends_with(['—', '/']) {
            paragraph.push(' ');
        }
    } else {
        let end = line.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let whole = format!("{letters}-{end}").to_lowercase();
        let small = line.starts_with(char::is_lowercase) && letters.ends_with(char::is_alphabetic);
        if small && !letters.contains('-') && !hyphenated.contains(&whole) {
            paragraph.pop();
        }
    }
    paragraph.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(page: usize, rows: &[(&str, f64, f64)]) -> Column {
        let line = |(text, start, base): &(&str, f64, f64)| Line {
            text: (*text).into(),
            start: *start,
            end: start + 5.0 * text.len() as f64,
            base: *base,
            size: 10.0,
        };
        Column { page, lines: rows.iter().map(line).collect() }
    }

    #[test]
    fn paragraphs_end_with_space_indents_and_short_lines() {
        let spaced = column(
            0,
            &[
                ("The envoys of both sides met in", 0.0, 0.0),
                ("Doha on the Sunday of that week.", 0.0, 12.0),
                ("They agreed to meet again there.", 0.0, 32.0),
            ],
        );
        assert_eq!(text(&[spaced]).split("\n\n").count(), 2);
        let set_in = column(
            0,
            &[
                ("The envoys of both sides met in", 0.0, 0.0),
                ("Doha on the Sunday of that week", 0.0, 12.0),
                ("They agreed to meet again the", 10.0, 24.0),
                ("week after, said the ministry.", 0.0, 36.0),
            ],
        );
        assert_eq!(text(&[set_in]).split("\n\n").count(), 2);
        let short = column(
            0,
            &[
                ("The envoys of both sides met in", 0.0, 0.0),
                ("Doha.", 0.0, 12.0),
                ("They agreed to meet again the", 0.0, 24.0),
            ],
        );
        assert_eq!(text(&[short]), "The envoys of both sides met in Doha.\n\nThey agreed to meet again the");
    }

    #[test]
    fn broken_words_are_whole_again_and_pages_are_passed() {
        let first = column(0, &[("A long-term plan of the mini-", 0.0, 0.0), ("ster for the long-", 0.0, 12.0)]);
        let second = column(1, &[("term and for the north-", 0.0, 0.0), ("East of the country, and", 0.0, 12.0)]);
        let third = column(2, &[("beyond.", 0.0, 0.0), ("Next.", 0.0, 40.0)]);
        assert_eq!(
            text(&[first, second, third]),
            "A long-term plan of the minister for the long-term and for the north-East of the country, and beyond.\n\nNext."
        );
    }

    #[test]
    fn the_largest_letters_are_the_headline() {
        let mut page = column(
            0,
            &[("Envoys meet", 0.0, 0.0), ("in Doha", 0.0, 20.0), ("The envoys of both sides met", 0.0, 50.0)],
        );
        assert_eq!(headline(std::slice::from_ref(&page)), None);
        page.lines[0].size = 16.0;
        page.lines[1].size = 16.0;
        assert_eq!(headline(&[page]).as_deref(), Some("Envoys meet in Doha"));
    }
}
