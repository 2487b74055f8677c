//! A PDF → its text in reading order, with what the file says of itself.
//!
//! Comes in: bytes. Goes out: paragraphs with one empty line between them, headline, author, day, language. Promises: no file ends the
//! process, hangs it, or takes memory without bound: a file is read on a thread of its own with a deep stack, a panic of the library
//! ends that thread alone, what is packed is measured before it is unpacked, and a file that takes too long is given up.

mod columns;
mod details;
mod letters;
mod lines;
mod packed;
mod paragraphs;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant};

use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use model::{ByteSpan, Date};

/// Name of the thread on which a PDF is read. What panics there is told as [`PdfError::Damaged`]; a program that shows panics may leave
/// those of this thread out.
pub const THREAD: &str = "reads a PDF";
/// Larger files are refused.
pub const MAX_BYTES: u64 = 64_000_000;
/// Pages that are read of a file.
const MAX_PAGES: usize = 5_000;
/// How long pages may be read before the file is given up.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long beyond that is waited for a thread that does not notice.
const GRACE: Duration = Duration::from_secs(30);
/// The libraries nest as deep as a file does, up to limits of their own that fit in this many times over.
const STACK: usize = 64 << 20;

/// Why a PDF gave no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PdfError {
    /// It cannot be taken apart.
    #[error("the PDF is damaged")]
    Damaged,
    /// It opens with a password, or it is encrypted in a way that is not understood.
    #[error("the PDF is locked")]
    Locked,
    /// Pictures of pages.
    #[error("the PDF holds no letters: its pages may be pictures")]
    NoLetters,
    /// Fonts that do not say which letter a shape is.
    #[error("the PDF does not say which letters its shapes are")]
    Unnamed,
    /// More than is unpacked, or more pages or letters than are read.
    #[error("the PDF unpacks to more than is read of one")]
    Heavy,
    /// Not done within the time allowed.
    #[error("reading the PDF takes too long")]
    Slow,
}

impl PdfError {
    /// What the user can do.
    pub fn advice(self) -> &'static str {
        match self {
            PdfError::Damaged => "fetch it again, or open it in a viewer and save its text as .txt",
            PdfError::Locked => "save a copy without a password from a viewer, and read that",
            PdfError::NoLetters => "run text recognition (OCR) over it, and read what that gives",
            PdfError::Unnamed => "run text recognition (OCR) over it, or copy its text from a viewer into a .txt file",
            PdfError::Heavy | PdfError::Slow => "split it, or save the pages in question as text (.txt)",
        }
    }
}

/// What a PDF says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Paper {
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub published: Option<Date>,
    /// Whether `published` is the day on which the file was made, and not one of publication.
    pub day_of_making: bool,
    pub author: Option<String>,
    pub language: Option<String>,
    pub text: String,
    pub title_span: Option<ByteSpan>,
    pub body_start: usize,
}

/// Reads a PDF.
pub(crate) fn paper(bytes: Vec<u8>) -> Result<Paper, PdfError> {
    let (to, from) = sync_channel(1);
    let until = Instant::now() + PATIENCE;
    let reading = move || {
        let read = catch_unwind(AssertUnwindSafe(|| read(bytes, until)));
        // What the pages' reader throws when it gives up says why; anything else is a panic of the library.
        let read = read.unwrap_or_else(|thrown| Err(thrown.downcast().map_or(PdfError::Damaged, |why| *why)));
        // Whoever waited may have gone.
        let _ = to.send(read);
    };
    // Without a thread nothing can be read safely.
    let thread = std::thread::Builder::new().name(THREAD.into()).stack_size(STACK).spawn(reading);
    thread.map_err(|_| PdfError::Slow)?;
    match from.recv_timeout(PATIENCE + GRACE) {
        Ok(read) => read,
        Err(RecvTimeoutError::Timeout) => Err(PdfError::Slow),
        Err(RecvTimeoutError::Disconnected) => Err(PdfError::Damaged),
    }
}

fn read(bytes: Vec<u8>, until: Instant) -> Result<Paper, PdfError> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(PdfError::Heavy);
    }
    packed::measured(&bytes)?;
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => PdfError::Locked,
        LoadPdfError::Invalid => PdfError::Damaged,
    })?;
    if pdf.pages().len() > MAX_PAGES {
        return Err(PdfError::Heavy);
    }
    packed::measured_inside(&pdf)?;
    let pages = letters::pages(&pdf, until)?;
    let lines = lines::of_pages(pages);
    let text = paragraphs::text(&lines);
    if text.trim().is_empty() {
        return Err(PdfError::NoLetters);
    }
    Ok(with_title(details::details(&pdf), text, paragraphs::headline(&lines)))
}

/// Puts together what the file says of itself and what stands in it: a headline that opens the text is that of the document.
fn with_title(details: details::Details, text: String, largest: Option<String>) -> Paper {
    let details::Details { title, outlet, published, day_of_making, author, language } = details;
    let found = |title: &String| opening(&text, title);
    let seen = title.as_ref().and_then(found).or_else(|| largest.as_ref().and_then(found));
    let (text, title, title_span, body_start) = match (seen, title) {
        (Some(span), _) => {
            let title = span.of(&text).to_string();
            let body = span.end + text[span.end..].len() - text[span.end..].trim_start().len();
            (text, Some(title), Some(span), body)
        }
        (None, Some(title)) => {
            let body = title.len() + 2;
            (format!("{title}\n\n{text}"), Some(title.clone()), Some(ByteSpan::new(0, title.len())), body)
        }
        (None, None) => (text, None, None, 0),
    };
    Paper { title, outlet, published, day_of_making, author, language, text, title_span, body_start }
}

/// Where one of the first paragraphs is that headline, or starts with it; capitals are no difference.
fn opening(text: &str, title: &str) -> Option<ByteSpan> {
    let mut start = 0;
    for paragraph in text.split("\n\n").take(4) {
        if let Some(head) = paragraph.get(..title.len())
            && head.to_lowercase() == title.to_lowercase()
            && paragraph[title.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric())
            && paragraph.len() < title.len() + 60
        {
            return Some(ByteSpan::new(start, start + title.len()));
        }
        start += paragraph.len() + 2;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_whose_time_is_over_is_given_up() {
        let forms = |n: usize| {
            format!(
                "{n} 0 obj <</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A {} 0 R>>>>/Length 11>> stream\n/A Do /A Do\nendstream endobj\n",
                n + 1
            )
        };
        let file = "%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n\
            3 0 obj <</Type/Page/MediaBox[0 0 9 9]/Resources<</XObject<</A 5 0 R>>>>/Contents 4 0 R>> endobj\n\
            4 0 obj <</Length 5>> stream\n/A Do\nendstream endobj\n"
            .to_string()
            + &(5..45).map(forms).collect::<String>()
            + "trailer <</Root 1 0 R>>\n";
        let bytes = file.into_bytes();
        let thrown = catch_unwind(AssertUnwindSafe(|| read(bytes, Instant::now()))).expect_err("a trillion forms");
        assert_eq!(thrown.downcast_ref(), Some(&PdfError::Slow));
    }

    #[test]
    fn a_headline_is_found_where_it_opens_the_text() {
        let text = "Harbour Post\n\nENVOYS MEET IN DOHA\n\nThe envoys met.";
        let span = opening(text, "Envoys meet in Doha").expect("it is there");
        assert_eq!(span.of(text), "ENVOYS MEET IN DOHA");
        assert_eq!(opening("Envoys meet in Dohas", "Envoys meet in Doha"), None);
        assert_eq!(opening("", "Envoys"), None);
    }
}
