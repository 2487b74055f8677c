//! What a file or an answer from the web is.
//!
//! Comes in: its name, its first bytes, what a site says of it. Goes out: its kind. Promises: what the bytes say wins over the name, since
//! names lie more often; what nothing tells is a text.

use std::path::Path;

use crate::gather;

/// What can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A plain text.
    Text,
    /// A web page.
    Page,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// OPML: a list of feeds.
    Outline,
    /// A web archive.
    Warc,
    /// JSON Lines: an object a document.
    Lines,
    /// PDF.
    Pdf,
}

impl Kind {
    /// All, in the order of the docs.
    pub const ALL: [Kind; 7] = [Self::Text, Self::Page, Self::Feed, Self::Outline, Self::Warc, Self::Lines, Self::Pdf];

    /// The word of the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Page => "page",
            Self::Feed => "feed",
            Self::Outline => "opml",
            Self::Warc => "warc",
            Self::Lines => "jsonl",
            Self::Pdf => "pdf",
        }
    }

    /// Reads the word of the command line.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.word() == word)
    }

    /// By the ending of a name; `.gz` is looked through.
    pub(crate) fn of_name(path: &Path) -> Option<Kind> {
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        let ending = name.rsplit_once('.')?.1;
        Some(match ending {
            "txt" | "text" | "md" => Kind::Text,
            "html" | "htm" | "xhtml" => Kind::Page,
            "rss" | "atom" => Kind::Feed,
            "opml" => Kind::Outline,
            "warc" | "wet" => Kind::Warc,
            "jsonl" | "ndjson" => Kind::Lines,
            "pdf" => Kind::Pdf,
            _ => return None,
        })
    }

    /// By the first bytes, where they tell.
    pub(crate) fn of_head(head: &[u8]) -> Option<Kind> {
        if head.starts_with(b"%PDF-") {
            return Some(Kind::Pdf);
        }
        if head.starts_with(b"WARC/") {
            return Some(Kind::Warc);
        }
        let text = String::from_utf8_lossy(&head[..head.len().min(4096)]);
        let text = text.trim_start_matches('\u{FEFF}').trim_start();
        if text.starts_with('{') {
            return text.contains("jsonfeed.org/version").then_some(Kind::Feed);
        }
        if !text.starts_with('<') {
            return None;
        }
        let text = text.to_ascii_lowercase();
        // The first element decides; what stands before it is a declaration or a remark.
        let mut rest = text.as_str();
        while let Some(after) = rest.trim_start().strip_prefix('<') {
            rest = match after.get(..1) {
                Some("?") => after.split_once("?>").map_or("", |(_, behind)| behind),
                Some("!") if after.starts_with("!--") => after.split_once("-->").map_or("", |(_, behind)| behind),
                Some("!") if after.starts_with("!doctype html") => return Some(Kind::Page),
                Some("!") => after.split_once('>').map_or("", |(_, behind)| behind),
                _ => {
                    let name = after.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or("");
                    return match name {
                        "rss" | "feed" | "rdf:rdf" | "atom:feed" => Some(Kind::Feed),
                        "opml" => Some(Kind::Outline),
                        "html" | "head" | "body" => Some(Kind::Page),
                        _ => None,
                    };
                }
            };
        }
        None
    }

    /// By what a site says.
    pub(crate) fn of_mime(mime: &str) -> Option<Kind> {
        let mime = mime.split(';').next().unwrap_or("").trim();
        Some(match mime {
            "text/html" | "application/xhtml+xml" => Kind::Page,
            "text/plain" | "text/markdown" => Kind::Text,
            "application/rss+xml" | "application/atom+xml" | "application/rdf+xml" | "application/feed+json" => {
                Kind::Feed
            }
            "text/x-opml" | "application/opml+xml" => Kind::Outline,
            "application/warc" => Kind::Warc,
            "application/jsonl" | "application/x-ndjson" => Kind::Lines,
            "application/pdf" => Kind::Pdf,
            _ => return None,
        })
    }

    /// Of a file within a folder: only what is a document, or holds documents.
    pub(crate) fn in_folder(path: &Path) -> Option<Kind> {
        let kind = if gather::is_page(path) { Some(Kind::Page) } else { Self::of_name(path) };
        kind.filter(|k| !matches!(k, Kind::Feed | Kind::Outline))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_names_and_sites_tell() {
        for (head, want) in [
            ("%PDF-1.7", Some(Kind::Pdf)),
            ("WARC/1.0\r\n", Some(Kind::Warc)),
            ("\u{FEFF}<?xml version='1.0'?>\n<!-- <html> -->\n<rss version='2.0'>", Some(Kind::Feed)),
            ("<feed xmlns='http://www.w3.org/2005/Atom'>", Some(Kind::Feed)),
            ("<?xml version='1.0'?><opml>", Some(Kind::Outline)),
            ("<!DOCTYPE html><rss>", Some(Kind::Page)),
            ("<?xml version='1.0'?><!DOCTYPE x><HTML>", Some(Kind::Page)),
            ("{\"version\": \"https://jsonfeed.org/version/1.1\"", Some(Kind::Feed)),
            ("{\"text\": \"x\"}", None),
            ("<unknown>", None),
            ("<?xml", None),
            ("< <!-- <!", None),
            ("Envoys met.", None),
        ] {
            assert_eq!(Kind::of_head(head.as_bytes()), want, "{head}");
        }
        assert_eq!(Kind::of_name(Path::new("a/b.WARC.gz")), Some(Kind::Warc));
        assert_eq!(Kind::of_name(Path::new("a/b.json")), None);
        assert_eq!(Kind::of_mime("text/html; charset=utf-8"), Some(Kind::Page));
        for kind in Kind::ALL {
            assert_eq!(Kind::from_word(kind.word()), Some(kind));
        }
    }

    proptest::proptest! {
        #[test]
        fn any_head_is_survived(head in proptest::collection::vec(0u8.., 0..60), text in "[<?!> a-z-]{0,40}") {
            Kind::of_head(&head);
            Kind::of_head(text.as_bytes());
        }
    }
}
