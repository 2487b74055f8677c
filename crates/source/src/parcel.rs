//! One document on its way: cheap to hand on, dear to open.
//!
//! Comes in: a file, bytes, or an address, with what is known of it. Goes out: a document. Promises: what the user says wins over what the
//! list says that a document came in, where that list is about the document (JSON Lines), and over what the text says; what a feed says
//! fills what the page leaves open. A page without the name of its outlet is its host's.

use std::path::PathBuf;

use encoding_rs::Encoding;
use jiff::Timestamp;
use model::Date;

use crate::load::{self, Loaded};
use crate::web::{Fetch, Fetched, Held, Web};
use crate::{Input, Intake, Kind, Note, SourceError, decode, page, read_page_at};

/// A document on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// How messages name it.
    pub name: String,
    /// The document's name: that of its file without the ending, of its line, or the last step of its address.
    pub id: String,
    /// Where it comes from: a path or an address.
    pub origin: String,
    /// When it was fetched, where an archive says so; an address is fetched when it is opened.
    pub fetched: Option<Timestamp>,
    pub(crate) content: Content,
}

/// What a container says of a document in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Told {
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub published: Option<Date>,
    pub url: Option<String>,
    pub author: Option<String>,
    pub language: Option<String>,
    /// Whether it wins over what the text itself says.
    pub wins: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Content {
    Stdin(Option<Kind>),
    File(PathBuf, Kind),
    Bytes {
        kind: Kind,
        bytes: Vec<u8>,
        charset: Option<String>,
        told: Told,
    },
    /// Of a feed: a text of its own, an address, or both.
    Entry {
        html: Option<String>,
        url: Option<String>,
        told: Told,
    },
}

/// A feed's own text of fewer characters is a teaser, and the page is fetched.
const TEASER: usize = 1200;
/// Of fewer than these it is not taken even if the page cannot be had.
const SCRAP: usize = 300;

impl Parcel {
    pub(crate) fn new(name: impl Into<String>, id: String, origin: impl Into<String>, content: Content) -> Self {
        Parcel { name: name.into(), id, origin: origin.into(), fetched: None, content }
    }

    /// What an address gave.
    pub(crate) fn of_fetch(fetch: Fetch, kind: Option<Kind>, told: Told) -> Self {
        let kind = kind
            .or_else(|| Kind::of_head(&fetch.bytes))
            .or_else(|| fetch.mime.as_deref().and_then(Kind::of_mime))
            .unwrap_or(Kind::Page);
        let told = Told { url: Some(fetch.url.clone()), ..told };
        let id = crate::parcels::name_of(&fetch.url);
        let content = Content::Bytes { kind, bytes: fetch.bytes, charset: fetch.charset, told };
        Parcel { fetched: Some(Timestamp::now()), ..Parcel::new(fetch.url.clone(), id, fetch.url, content) }
    }

    /// Whether it is a file of its own, or standard input, and not a part of something that is streamed.
    pub fn is_file(&self) -> bool {
        matches!(&self.content, Content::File(..) | Content::Stdin(_))
    }

    /// Whether opening it asks the web.
    pub fn is_afar(&self) -> bool {
        matches!(&self.content, Content::Entry { url: Some(_), .. })
    }

    /// Reads, fetches where that is needed, decodes and checks.
    pub fn open(&self, intake: &Intake, web: Option<&Web>) -> Result<Loaded, SourceError> {
        let mut loaded = match &self.content {
            Content::Stdin(_) => load::load(&Input { path: None, id: String::new() }, intake)?,
            Content::File(path, Kind::Text | Kind::Page) if !is_packed(path) => {
                let input = Input { path: Some(path.clone()), id: self.id.clone() };
                let bytes = load::bytes(&input)?;
                let page = matches!(self.content, Content::File(_, Kind::Page));
                self.bytes(page, bytes, None, &Told::default(), intake)?
            }
            Content::File(path, kind) => {
                let bytes = load::limited(crate::unpack::open_single(path)?)
                    .map_err(|e| SourceError::Packed(e.to_string()))?
                    .ok_or(SourceError::TooLarge)?;
                self.kind(*kind, bytes, None, &Told::default(), intake)?
            }
            Content::Bytes { kind, bytes, charset, told } => {
                self.kind(*kind, bytes.clone(), charset.as_deref(), told, intake)?
            }
            Content::Entry { html, url, told } => self.entry(html.as_deref(), url.as_deref(), told, intake, web)?,
        };
        load::name(&mut loaded);
        Ok(loaded)
    }

    fn kind(
        &self,
        kind: Kind,
        bytes: Vec<u8>,
        charset: Option<&str>,
        told: &Told,
        intake: &Intake,
    ) -> Result<Loaded, SourceError> {
        match kind {
            Kind::Text => self.bytes(false, bytes, charset, told, intake),
            Kind::Page => self.bytes(true, bytes, charset, told, intake),
            Kind::Pdf => self.pdf(bytes, told, intake),
            other => Err(SourceError::NotADocument(other.word())),
        }
    }

    fn bytes(
        &self,
        page: bool,
        bytes: Vec<u8>,
        charset: Option<&str>,
        told: &Told,
        intake: &Intake,
    ) -> Result<Loaded, SourceError> {
        let named = charset.and_then(|label| Encoding::for_label(label.as_bytes()));
        let declared = named.or_else(|| if page { page::charset(&bytes) } else { None });
        let decoded = decode(bytes, declared)?;
        let heard = heard(told, intake);
        let mut loaded = match page && !intake.raw {
            true => read_page_at(&self.id, &decoded.text, told.url.as_deref(), &heard)?,
            false => Loaded::of(crate::read_text(&self.id, decoded.text, &heard)?),
        };
        loaded.notes = decoded.notes;
        Ok(filled(loaded, told, page))
    }

    fn pdf(&self, bytes: Vec<u8>, told: &Told, intake: &Intake) -> Result<Loaded, SourceError> {
        let mut loaded = load::read_pdf(&self.id, bytes, &heard(told, intake))?;
        // A list's day of publication is better than that on which a file was made.
        if let (Some(day), Some(at)) = (told.published, loaded.notes.iter().position(|n| *n == Note::DayOfMaking)) {
            loaded.document.published = Some(day);
            loaded.notes.remove(at);
        }
        Ok(filled(loaded, told, true))
    }

    fn entry(
        &self,
        html: Option<&str>,
        url: Option<&str>,
        told: &Told,
        intake: &Intake,
        web: Option<&Web>,
    ) -> Result<Loaded, SourceError> {
        let own = || -> Result<Loaded, SourceError> {
            let html = html.filter(|h| !h.trim().is_empty()).ok_or(SourceError::NoMainText)?;
            let text = page::plain(html);
            let text = match &told.title {
                Some(title) => format!("{title}\n\n{text}"),
                None => text,
            };
            let mut loaded = self.bytes(false, text.into_bytes(), Some("utf-8"), told, intake)?;
            if let Some(title) = &told.title {
                loaded.document.title_span = Some(model::ByteSpan::new(0, title.len()));
                loaded.document.body_start = title.len() + 2;
            }
            Ok(loaded)
        };
        let length = html.map_or(0, |h| page::plain(h).chars().count());
        if length >= TEASER {
            return own();
        }
        let fetched = match (url, web) {
            (Some(url), Some(web)) => web.get(url, &Held::default()).map_err(SourceError::from),
            (Some(_), None) => Err(SourceError::NoWeb),
            (None, _) => Err(SourceError::NoMainText),
        };
        let page = fetched.and_then(|fetched| match fetched {
            Fetched::Body(fetch) => {
                let mut page = Parcel::of_fetch(*fetch, None, told.clone());
                page.id.clone_from(&self.id);
                page.open(intake, web)
            }
            Fetched::Same => Err(SourceError::Empty),
        });
        match page {
            Err(error) if length >= SCRAP && !matches!(error, SourceError::OtherLanguage(_)) => {
                let mut loaded = own()?;
                loaded.notes.push(Note::FeedsText(error.to_string()));
                Ok(loaded)
            }
            other => other,
        }
    }
}

/// What the user says is said of the whole document; what a container says stands in for it.
fn heard(told: &Told, intake: &Intake) -> Intake {
    if !told.wins {
        return intake.clone();
    }
    Intake {
        date: intake.date.or(told.published),
        outlet: intake.outlet.clone().or_else(|| told.outlet.clone()),
        title: intake.title.clone().or_else(|| told.title.clone()),
        ..intake.clone()
    }
}

/// A document with what it leaves open filled in; what comes from a site without the name of its outlet is the host's.
fn filled(mut loaded: Loaded, told: &Told, of_site: bool) -> Loaded {
    let document = &mut loaded.document;
    document.title = document.title.take().or_else(|| told.title.clone());
    document.published = document.published.or(told.published);
    document.url = document.url.take().or_else(|| told.url.clone());
    let host = told.url.as_deref().filter(|_| of_site).and_then(host);
    document.outlet = document.outlet.take().or_else(|| told.outlet.clone()).or(host);
    document.author = document.author.take().or_else(|| told.author.clone());
    loaded.language = loaded.language.or_else(|| told.language.clone());
    loaded
}

fn is_packed(path: &std::path::Path) -> bool {
    let mut magic = [0; 2];
    let read = std::fs::File::open(path).and_then(|mut file| std::io::Read::read_exact(&mut file, &mut magic));
    read.is_ok() && magic == [0x1F, 0x8B]
}

fn host(url: &str) -> Option<String> {
    let host = url::Url::parse(url).ok()?.host_str()?.to_string();
    Some(host.strip_prefix("www.").unwrap_or(&host).to_string())
}
