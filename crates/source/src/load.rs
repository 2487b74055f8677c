//! One input → one document.
//!
//! Comes in: an [`Input`] and what the user says about it. Goes out: a document with its notes, or the reason why there is none.
//! Promises: what the user says wins over what the text says; nothing is guessed about day or outlet.

use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

use model::{Date, Document};

use crate::{Input, Kind, Note, SourceError, decode, gather, header, page, pdf, tongue};

/// Larger inputs are refused: no article is near it, and offsets, parse and answer would take tens of gigabytes.
pub const MAX_BYTES: u64 = 256_000_000;

/// What the user says about the texts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Intake {
    /// Day of publication; wins over the text's own.
    pub date: Option<Date>,
    /// Who published it; wins over the text's own.
    pub outlet: Option<String>,
    /// Headline; wins over the text's own.
    pub title: Option<String>,
    /// Take a text in any language.
    pub any_language: bool,
    /// Take the text for what it is: in any language, blank or not, a web page with its tags.
    pub raw: bool,
}

/// A document as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// The document.
    pub document: Document,
    /// The language that the page or its feed names, a BCP 47 code; not checked against the text.
    pub language: Option<String>,
    /// What to tell the user about it.
    pub notes: Vec<Note>,
}

impl Loaded {
    /// A document of which nothing else is known.
    pub(crate) fn of(document: Document) -> Self {
        Loaded { document, language: None, notes: Vec::new() }
    }
}

/// Reads, decodes and checks one input.
pub fn load(input: &Input, intake: &Intake) -> Result<Loaded, SourceError> {
    let bytes = bytes(input)?;
    if !intake.raw && Kind::of_head(&bytes) == Some(Kind::Pdf) {
        let mut loaded = read_pdf(&input.id, bytes, intake)?;
        name(&mut loaded);
        return Ok(loaded);
    }
    let by_name = input.path.as_deref().is_some_and(gather::is_page);
    let declared = if by_name || input.path.is_none() { page::charset(&bytes) } else { None };
    let decoded = decode(bytes, declared)?;
    let is_page = by_name || (input.path.is_none() && page::looks_like_page(&decoded.text));
    let mut loaded = match is_page && !intake.raw {
        true => read_page_at(&input.id, &decoded.text, None, intake)?,
        false => Loaded::of(read_text(&input.id, decoded.text, intake)?),
    };
    name(&mut loaded);
    loaded.notes = decoded.notes;
    Ok(loaded)
}

/// A document without a name is called by its text's hash.
pub(crate) fn name(loaded: &mut Loaded) {
    if loaded.document.id.is_empty() {
        loaded.document.id = loaded.document.sha256()[..12].to_string();
    }
}

/// A plain text, with or without a header, as a document.
pub fn read_text(id: &str, text: String, intake: &Intake) -> Result<Document, SourceError> {
    let mut document = Document::plain(id, text);
    if let Some(header) = header::header(&document.text) {
        document.title = header.title.map(|t| t.of(&document.text).to_string());
        document.title_span = header.title;
        document.outlet = Some(header.outlet);
        document.published = Some(header.published);
        document.body_start = header.body_start;
    }
    finish(document, intake)
}

/// The text of a PDF as a document, with its author and language.
pub(crate) fn read_pdf(id: &str, bytes: Vec<u8>, intake: &Intake) -> Result<Loaded, SourceError> {
    let paper = pdf::paper(bytes)?;
    let mut notes = Vec::new();
    let mut document = Document {
        id: id.into(),
        title: paper.title,
        outlet: paper.outlet,
        author: paper.author,
        published: paper.published,
        url: None,
        text: paper.text,
        title_span: paper.title_span,
        body_start: paper.body_start,
    };
    if let Some(header) = header::header(&document.text) {
        document.outlet = Some(header.outlet);
        document.published = Some(header.published);
        document.body_start = header.body_start;
    } else if paper.day_of_making && intake.date.is_none() {
        notes.push(Note::DayOfMaking);
    }
    let document = finish(document, intake)?;
    Ok(Loaded { document, language: paper.language, notes })
}

/// The article of a web page as a document.
pub fn read_page(id: &str, html: &str, intake: &Intake) -> Result<Document, SourceError> {
    read_page_at(id, html, None, intake).map(|loaded| loaded.document)
}

/// The article of a web page that came from an address, with its author and language.
pub fn read_page_at(id: &str, html: &str, from: Option<&str>, intake: &Intake) -> Result<Loaded, SourceError> {
    let page = page::page(html, from)?;
    let document = Document {
        id: id.into(),
        title: page.title,
        outlet: page.outlet,
        author: page.author,
        published: page.published,
        url: page.url,
        text: page.text,
        title_span: page.title_span,
        body_start: page.body_start,
    };
    let document = finish(document, intake)?;
    Ok(Loaded { document, language: page.language, notes: Vec::new() })
}

fn finish(mut document: Document, intake: &Intake) -> Result<Document, SourceError> {
    if !intake.raw && document.text.trim().is_empty() {
        return Err(SourceError::Blank);
    }
    let any_language = intake.raw || intake.any_language;
    if let Some(name) = tongue::other_language(&document.text[document.body_start..]).filter(|_| !any_language) {
        return Err(SourceError::OtherLanguage(name));
    }
    let Intake { date, outlet, title, .. } = intake;
    document.published = date.or(document.published);
    document.outlet = outlet.clone().or(document.outlet);
    document.title = title.clone().or(document.title);
    Ok(document)
}

pub(crate) fn bytes(input: &Input) -> Result<Vec<u8>, SourceError> {
    let refuse = |error| SourceError::Unreadable(input.path.clone().unwrap_or_else(|| PathBuf::from("-")), error);
    let bytes = match &input.path {
        None => limited(std::io::stdin().lock()).map_err(refuse)?,
        Some(path) => limited(File::open(path).map_err(refuse)?).map_err(refuse)?,
    };
    bytes.ok_or(SourceError::TooLarge)
}

/// All of a stream, or none where it is larger than [`MAX_BYTES`].
pub(crate) fn limited(from: impl Read) -> std::io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    from.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(u64::try_from(bytes.len()).is_ok_and(|length| length <= MAX_BYTES).then_some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(path: PathBuf) -> Input {
        Input { path: Some(path), id: "x".into() }
    }

    #[test]
    fn the_users_word_wins_and_the_text_stays_whole() {
        let text = "Envoys meet\r\nPost, 2026-03-01\r\n\r\nThe envoys of both sides met on Sunday.";
        let intake = Intake { outlet: Some("Gazette".into()), ..Intake::default() };
        let document = read_text("x", text.into(), &intake).unwrap();
        assert_eq!(document.text, text);
        assert_eq!(document.title.as_deref(), Some("Envoys meet"));
        assert_eq!(document.outlet.as_deref(), Some("Gazette"));
        assert_eq!(document.published.unwrap().to_string(), "2026-03-01");
    }

    #[test]
    fn files_are_told_apart_by_what_is_in_them() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str, bytes: &[u8]| {
            std::fs::write(folder.path().join(name), bytes).unwrap();
            load(&input(folder.path().join(name)), &Intake::default())
        };
        assert!(matches!(at("a.txt", b""), Err(SourceError::Empty)));
        assert!(matches!(at("b.txt", b" \r\n \r\n"), Err(SourceError::Blank)));
        assert!(matches!(at("c.txt", b"%PDF-1.4 ..."), Err(SourceError::Pdf(_))));
        assert!(matches!(at("d.html", b"<html></html>"), Err(SourceError::NoMainText)));
        assert_eq!(at("e.txt", b"\xEF\xBB\xBFThe envoys met.").unwrap().document.text, "The envoys met.");
        assert!(matches!(load(&input(folder.path().into()), &Intake::default()), Err(SourceError::Unreadable(..))));
        let german = "Der Feldmarschall reiste am Montag nach Pakistan und traf dort den Chef der Armee.".as_bytes();
        assert!(matches!(at("f.txt", german), Err(SourceError::OtherLanguage("German"))));
        let any = Intake { any_language: true, ..Intake::default() };
        assert!(load(&input(folder.path().join("f.txt")), &any).is_ok());
    }
}
