//! The header of a plain-text article: headline, which may be left out, then `OUTLET, YYYY-MM-DD`.
//!
//! Comes in: a text. Goes out: what its header says and where the body starts, if it has exactly that form; otherwise nothing,
//! and the whole text is body. The text itself is never changed.

use model::{ByteSpan, Date};

/// What stands above the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Header {
    /// The headline, if there is one.
    pub title: Option<ByteSpan>,
    pub outlet: String,
    pub published: Date,
    /// Byte at which the body starts.
    pub body_start: usize,
}

/// Reads the header. Blank lines may stand before, between and behind its two lines; behind the second one must, or the text ends.
pub(crate) fn header(text: &str) -> Option<Header> {
    with_title(text).or_else(|| {
        let mut lines = lines(text);
        let (_, line) = lines.find(|(_, line)| !line.trim().is_empty())?;
        let (outlet, published) = outlet_and_day(line)?;
        Some(Header { title: None, outlet, published, body_start: body_behind(text, lines.next())? })
    })
}

fn with_title(text: &str) -> Option<Header> {
    let mut lines = lines(text);
    let (title_at, title) = lines.find(|(_, line)| !line.trim().is_empty())?;
    let (line_at, line) = lines.find(|(_, line)| !line.trim().is_empty())?;
    if text[title_at + title.len()..line_at].bytes().filter(|b| *b == b'\n').count() > 2 || title.chars().count() > 400
    {
        return None;
    }
    let (outlet, published) = outlet_and_day(line)?;
    let body_start = body_behind(text, lines.next())?;
    let indent = title.len() - title.trim_start().len();
    let title = ByteSpan::new(title_at + indent, title_at + indent + title.trim().len());
    Some(Header { title: Some(title), outlet, published, body_start })
}

fn outlet_and_day(line: &str) -> Option<(String, Date)> {
    let (outlet, day) = line.trim().rsplit_once(", ")?;
    let outlet = outlet.trim();
    let published = date(day)?;
    (!outlet.is_empty() && outlet.chars().count() <= 100).then(|| (outlet.to_string(), published))
}

/// Where the body starts behind the line after the header, which must be blank.
fn body_behind(text: &str, after: Option<(usize, &str)>) -> Option<usize> {
    let (at, after) = after.unwrap_or((text.len(), ""));
    after.trim().is_empty().then(|| text.len() - text[at..].trim_start().len())
}

/// A day in exactly the form 2026-02-04.
pub(crate) fn date(text: &str) -> Option<Date> {
    let form = |(at, c): (usize, char)| if at == 4 || at == 7 { c == '-' } else { c.is_ascii_digit() };
    if text.len() == 10 && text.char_indices().all(form) { text.parse().ok() } else { None }
}

/// Lines without their ends, each with the byte at which it starts.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line.trim_end_matches(['\n', '\r']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_of_the_gold_set_is_recognised_with_any_line_end() {
        for end in ["\n", "\r\n"] {
            let text = ["Haftar visits", "Harbour Post, Tripoli, 2026-02-04", "", "He came on Monday."].join(end);
            let header = header(&text).unwrap();
            assert_eq!(header.title.unwrap().of(&text), "Haftar visits");
            assert_eq!(header.outlet, "Harbour Post, Tripoli");
            assert_eq!(header.published.to_string(), "2026-02-04");
            assert_eq!(&text[header.body_start..], "He came on Monday.");
        }
    }

    #[test]
    fn blank_lines_between_and_a_header_alone_are_fine() {
        let text = "\n  Title \n\nPost, 2026-02-04\n\n\nBody";
        let found = header(text).unwrap();
        assert_eq!((found.title.unwrap().of(text), &text[found.body_start..]), ("Title", "Body"));
        assert_eq!(header("Title\nPost, 2026-02-04").unwrap().body_start, 22);
    }

    #[test]
    fn the_headline_may_be_left_out() {
        let found = header("\nPost, 2026-02-04\n\nHe came on Monday.").unwrap();
        assert_eq!((found.title, found.outlet.as_str(), found.body_start), (None, "Post", 19));
        assert_eq!(header("Post, 2026-02-04\nHe came on Monday."), None);
    }

    #[test]
    fn anything_else_is_body() {
        for text in [
            "",
            "Title",
            "Title\nBody of the text.\n\nMore.",
            "Title\nPost, 2026-02-04\nno blank line",
            "Title\nPost, 2026-02-30\n\nBody",
            "Title\nPost 2026-02-04\n\nBody",
            "Title\n, 2026-02-04\n\nBody",
            "Title\n\n\n\nPost, 2026-02-04\n\nBody",
        ] {
            assert_eq!(header(text), None, "{text:?}");
        }
    }
}
