//! Whatever a user names → documents, one after the other.
//!
//! Comes in: names of files, folders, web addresses, `-`. Goes out: [`Parcel`]s, each of which opens into one document. Promises: a parcel
//! is cheap until it is opened, and may be opened on any thread; archives and lists are streamed; what cannot be read stands in the stream
//! as its error, and the rest comes all the same. Feeds named are fetched here, one after the other; the pages that they list are
//! fetched when their parcel is opened, so that several hosts are asked at once and each by one thread.

use std::collections::{BTreeSet, VecDeque};
use std::io::{BufRead, Read};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use walkdir::WalkDir;

use crate::feed::{read_feed, read_outline};
use crate::lines::{LONGEST, Line, Lines};
use crate::load::MAX_BYTES;
use crate::mapping::Mapping;
use crate::parcel::{Content, Parcel, Told};
use crate::warc::Archive;
use crate::web::{Fetched, Held, Web};
use crate::{Kind, SourceError, unpack};

/// What the user says about the sources.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Taking {
    /// What all sources are, whatever they look like.
    pub kind: Option<Kind>,
    /// Fields of JSON Lines.
    pub mapping: Mapping,
}

/// A source that gave no document.
#[derive(Debug, thiserror::Error)]
#[error("{name}: {error}")]
pub struct Refused {
    /// How messages name it.
    pub name: String,
    /// Why.
    pub error: SourceError,
}

impl Refused {
    fn new(name: impl Into<String>, error: impl Into<SourceError>) -> Self {
        Refused { name: name.into(), error: error.into() }
    }
}

type Stream<'w> = Box<dyn Iterator<Item = Result<Parcel, Refused>> + Send + 'w>;

/// The documents behind names.
pub struct Parcels<'w> {
    names: VecDeque<Named>,
    open: Option<Stream<'w>>,
    taking: Taking,
    web: Option<&'w Web>,
    ids: BTreeSet<String>,
}

enum Named {
    /// As the user wrote it.
    Raw(String),
    /// Found in a folder.
    Found(PathBuf, Kind),
    /// Listed by an OPML list.
    Feed(String),
    /// What could not be listed.
    Not(Refused),
}

/// Lists what is behind names, in their order. Without a way to the web, addresses are errors.
pub fn parcels<'w>(names: impl IntoIterator<Item = String>, taking: Taking, web: Option<&'w Web>) -> Parcels<'w> {
    let names = names.into_iter().map(Named::Raw).collect();
    Parcels { names, open: None, taking, web, ids: BTreeSet::new() }
}

impl Iterator for Parcels<'_> {
    type Item = Result<Parcel, Refused>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(open) = &mut self.open {
                match open.next() {
                    Some(Ok(mut parcel)) => {
                        parcel.id = self.unique(parcel.id);
                        return Some(Ok(parcel));
                    }
                    Some(refused) => return Some(refused),
                    None => self.open = None,
                }
            }
            match self.expand() {
                Ok(true) => {}
                Ok(false) => return None,
                Err(refused) => return Some(Err(refused)),
            }
        }
    }
}

impl Parcels<'_> {
    /// One id a document of a run, as [`crate::gather`] gives them.
    fn unique(&mut self, id: String) -> String {
        if id.is_empty() || self.ids.insert(id.to_lowercase()) {
            return id;
        }
        let numbered = (2u64..).map(|n| format!("{id}-{n}")).find(|id| self.ids.insert(id.to_lowercase()));
        numbered.unwrap_or(id)
    }

    /// Opens the next name; false at the end.
    fn expand(&mut self) -> Result<bool, Refused> {
        let Some(named) = self.names.pop_front() else { return Ok(false) };
        match named {
            Named::Not(refused) => return Err(refused),
            Named::Feed(url) => self.address(&url, Some(Kind::Feed))?,
            Named::Found(path, kind) => self.file(&path, Some(kind))?,
            Named::Raw(name) if name == "-" => {
                let kind = self.taking.kind;
                self.one(Parcel::new("standard input", String::new(), "-", Content::Stdin(kind)));
            }
            Named::Raw(name) if is_address(&name) => self.address(&name, self.taking.kind)?,
            Named::Raw(name) => {
                let path = PathBuf::from(&name);
                if let Some((scheme, _)) = name.split_once("://").filter(|_| !path.exists()) {
                    return Err(Refused::new(name.as_str(), SourceError::Scheme(scheme.to_string())));
                }
                match path.is_dir() {
                    true => self.folder(&path),
                    false => self.file(&path, self.taking.kind)?,
                }
            }
        }
        Ok(true)
    }

    fn one(&mut self, parcel: Parcel) {
        self.open = Some(Box::new(std::iter::once(Ok(parcel))));
    }

    /// Puts the files of a folder before all other names, sorted by path.
    fn folder(&mut self, folder: &Path) {
        let hidden = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with('.');
        let entries = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
        let mut found = Vec::new();
        for entry in entries.filter_entry(|e| e.depth() == 0 || !hidden(e.file_name())) {
            match entry {
                Ok(entry) if entry.file_type().is_file() => {
                    let kind = Kind::in_folder(entry.path()).map(|kind| self.taking.kind.unwrap_or(kind));
                    found.extend(kind.map(|kind| Named::Found(entry.into_path(), kind)));
                }
                Ok(_) => {}
                Err(error) => {
                    let path = error.path().unwrap_or(folder).to_path_buf();
                    let name = path.display().to_string();
                    found.push(Named::Not(Refused::new(name, SourceError::Unreadable(path, error.into()))));
                }
            }
        }
        if found.is_empty() {
            let name = folder.display().to_string();
            found.push(Named::Not(Refused::new(name, SourceError::EmptyFolder(folder.into()))));
        }
        for named in found.into_iter().rev() {
            self.names.push_front(named);
        }
    }

    fn file(&mut self, path: &Path, told: Option<Kind>) -> Result<(), Refused> {
        let name = path.display().to_string();
        let refuse = |error: SourceError| Refused::new(name.clone(), error);
        let mut from = unpack::open_single(path).map_err(refuse)?;
        let head = from.fill_buf().map_err(|e| refuse(SourceError::Packed(e.to_string())))?;
        let by_name = Kind::of_name(path);
        let seen = Kind::of_head(head).or(by_name);
        let json = head.iter().find(|b| !b.is_ascii_whitespace()) == Some(&b'{') && by_name.is_none();
        let kind = match told.or(seen) {
            // A page that is called a text is meant as one.
            Some(Kind::Page) if by_name == Some(Kind::Text) && told.is_none() => Kind::Text,
            Some(kind) => kind,
            None if json => Kind::Lines,
            None => match path.extension() {
                Some(ending) if !ending.eq_ignore_ascii_case("gz") => {
                    return Err(refuse(SourceError::UnknownEnding(ending.to_string_lossy().to_lowercase())));
                }
                _ => Kind::Text,
            },
        };
        let stem = stem(path);
        match kind {
            Kind::Text | Kind::Page | Kind::Pdf => {
                self.one(Parcel::new(name.clone(), stem, name, Content::File(path.into(), kind)));
            }
            Kind::Warc => self.open = Some(archive(from, name)),
            Kind::Lines => self.open = Some(lines(from, name, stem, self.taking.mapping.clone())),
            Kind::Feed | Kind::Outline => {
                let bytes = all(from).map_err(refuse)?;
                self.list(&bytes, kind, &name, None)?;
            }
        }
        Ok(())
    }

    /// What a feed or a list of feeds holds.
    fn list(&mut self, bytes: &[u8], kind: Kind, name: &str, base: Option<&str>) -> Result<(), Refused> {
        if kind == Kind::Outline {
            let feeds = read_outline(bytes).map_err(|e| Refused::new(name, e))?;
            for feed in feeds.into_iter().rev() {
                self.names.push_front(Named::Feed(feed.url));
            }
            return Ok(());
        }
        let feed = read_feed(bytes, base).map_err(|e| Refused::new(name, e))?;
        let parcels: Vec<Result<Parcel, Refused>> = feed_parcels(&feed, name).into_iter().map(Ok).collect();
        if parcels.is_empty() {
            return Err(Refused::new(name, SourceError::Feed("it lists nothing".into())));
        }
        self.open = Some(Box::new(parcels.into_iter()));
        Ok(())
    }

    fn address(&mut self, url: &str, told: Option<Kind>) -> Result<(), Refused> {
        let web = self.web.ok_or_else(|| Refused::new(url, SourceError::NoWeb))?;
        let fetched = web.get(url, &Held::default()).map_err(|e| Refused::new(url, e))?;
        let Fetched::Body(fetch) = fetched else { return Err(Refused::new(url, SourceError::Empty)) };
        let by_name = || Kind::of_name(Path::new(url.split(['?', '#']).next().unwrap_or(url)));
        let by_mime = || fetch.mime.as_deref().and_then(Kind::of_mime);
        let kind = told.or_else(|| Kind::of_head(&fetch.bytes)).or_else(by_mime).or_else(by_name).unwrap_or(Kind::Page);
        match kind {
            Kind::Feed | Kind::Outline => self.list(&fetch.bytes, kind, url, Some(&fetch.url))?,
            Kind::Warc | Kind::Lines => {
                let bytes = std::io::Cursor::new(fetch.bytes);
                let from: Box<dyn BufRead + Send> = match bytes.get_ref().starts_with(b"\x1F\x8B") {
                    true => unpack::gunzip(bytes),
                    false => Box::new(bytes),
                };
                let stem = stem(Path::new(url));
                self.open = Some(match kind {
                    Kind::Warc => archive(from, url.to_string()),
                    _ => lines(from, url.to_string(), stem, self.taking.mapping.clone()),
                });
            }
            Kind::Text | Kind::Page | Kind::Pdf => {
                let mut parcel = Parcel::of_fetch(*fetch, Some(kind), Told::default());
                parcel.name = url.to_string();
                self.one(parcel);
            }
        }
        Ok(())
    }
}

/// Whether a name is an address of the web.
pub fn is_address(name: &str) -> bool {
    let head = name.get(..8).unwrap_or(name).to_ascii_lowercase();
    head.starts_with("http://") || head.starts_with("https://")
}

/// The entries of a feed, each with what the feed says of it.
pub fn feed_parcels(feed: &crate::feed::Feed, name: &str) -> Vec<Parcel> {
    let parcel = |entry: &crate::feed::Entry| {
        let origin = entry.url.clone().unwrap_or_else(|| format!("{name}#{}", entry.id));
        let told = Told {
            title: entry.title.clone(),
            outlet: feed.title.clone(),
            published: entry.published,
            url: entry.url.clone(),
            author: entry.author.clone(),
            language: feed.language.clone(),
            wins: false,
        };
        let id = name_of(&origin);
        Parcel::new(
            origin.clone(),
            id,
            origin,
            Content::Entry { html: entry.html.clone(), url: entry.url.clone(), told },
        )
    };
    feed.entries.iter().map(parcel).collect()
}

fn archive<'w>(from: Box<dyn BufRead + Send>, name: String) -> Stream<'w> {
    Box::new(Archive::new(from).map(move |page| {
        let page = page.map_err(|e| Refused::new(name.clone(), SourceError::Packed(e.to_string())))?;
        let charset = page.kind.split_once("charset=").map(|(_, c)| c.trim_matches(['"', '\'', ' ']).to_string());
        let kind = Kind::of_mime(&page.kind).or_else(|| Kind::of_head(&page.bytes)).unwrap_or(Kind::Text);
        let content = Content::Bytes {
            kind,
            bytes: page.bytes,
            charset,
            told: Told { url: Some(page.url.clone()), ..Told::default() },
        };
        let mut parcel = Parcel::new(format!("{name}: {}", page.url), name_of(&page.url), page.url, content);
        parcel.fetched = page.date.and_then(|d| d.parse::<Timestamp>().ok());
        Ok(parcel)
    }))
}

fn lines<'w>(from: Box<dyn BufRead + Send>, name: String, stem: String, mapping: Mapping) -> Stream<'w> {
    let mut lines = Lines::new(from, LONGEST);
    let mut done = false;
    Box::new(std::iter::from_fn(move || {
        while !done {
            let line = match lines.next_line() {
                Ok(Some(line)) => line,
                Ok(None) => return None,
                Err(error) => {
                    done = true;
                    return Some(Err(Refused::new(name.clone(), SourceError::Packed(error.to_string()))));
                }
            };
            let Line { number, text } = line;
            let at = format!("{name}:{number}");
            let Some(text) = text else { return Some(Err(Refused::new(at, SourceError::TooLarge))) };
            if text.trim().is_empty() {
                continue;
            }
            let mapped = match mapping.read(&text) {
                Ok(mapped) => mapped,
                Err(error) => return Some(Err(Refused::new(at, error))),
            };
            let id = mapped.id.unwrap_or_else(|| format!("{stem}-{number}"));
            let told = Told {
                title: mapped.title,
                outlet: mapped.outlet,
                published: mapped.published,
                url: mapped.url,
                author: mapped.author,
                language: mapped.language,
                wins: true,
            };
            let content = match (mapped.text, mapped.html) {
                (Some(text), _) => {
                    Content::Bytes { kind: Kind::Text, bytes: text.into_bytes(), charset: Some("utf-8".into()), told }
                }
                (None, html) => Content::Bytes {
                    kind: Kind::Page,
                    bytes: html.unwrap_or_default().into_bytes(),
                    charset: Some("utf-8".into()),
                    told,
                },
            };
            return Some(Ok(Parcel::new(at.clone(), id, at, content)));
        }
        None
    }))
}

fn all(from: impl Read) -> Result<Vec<u8>, SourceError> {
    let mut bytes = Vec::new();
    from.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|e| SourceError::Packed(e.to_string()))?;
    if bytes.len() as u64 > MAX_BYTES { Err(SourceError::TooLarge) } else { Ok(bytes) }
}

/// A file's name without its ending, and without `.gz` before that.
fn stem(path: &Path) -> String {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    Path::new(name).file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The last step of an address that has letters, as a name; empty where there is none, so that the text's hash names it.
pub(crate) fn name_of(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or("");
    let path = path.split_once("://").map_or("", |(_, rest)| rest);
    let step = path.split('/').skip(1).filter(|s| s.chars().filter(char::is_ascii_alphabetic).count() >= 3).last();
    let step = step.unwrap_or("").trim_end_matches(".html").trim_end_matches(".htm");
    let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' };
    step.chars().take(80).map(plain).collect()
}
