//! A web page → its article.
//!
//! Comes in: HTML. Goes out: headline, outlet, day, address from the page's own data (JSON-LD, OpenGraph, `<time>`), and the main
//! text: the headline, an empty line, then paragraphs with one empty line between them.

use dom_smoothie::{Config, Readability, TextMode};
use encoding_rs::Encoding;
use model::{ByteSpan, Date};
use url::Url;

use crate::SourceError;
use crate::webdate::web_date;

/// What a page says.
#[derive(Debug)]
pub(crate) struct Page {
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub published: Option<Date>,
    pub author: Option<String>,
    /// BCP 47 code.
    pub language: Option<String>,
    pub url: Option<String>,
    pub text: String,
    pub title_span: Option<ByteSpan>,
    pub body_start: usize,
}

/// Pages of more elements are refused rather than scored for minutes.
const MAX_ELEMENTS: usize = 200_000;

/// Finds the article in a page; `from` is the address that it came from.
pub(crate) fn page(html: &str, from: Option<&str>) -> Result<Page, SourceError> {
    let config = Config { text_mode: TextMode::Formatted, max_elements_to_parse: MAX_ELEMENTS, ..Config::default() };
    let mut reader = Readability::new(html, None, Some(config)).map_err(|_| SourceError::NoMainText)?;
    let stamped = marked(&reader, "time[datetime]", "datetime");
    let listed =
        ["meta[name='date']", "meta[name='pubdate']", "meta[name='DC.date.issued']", "meta[itemprop='datePublished']"]
            .iter()
            .find_map(|query| marked(&reader, query, "content"));
    let address = marked(&reader, "link[rel='canonical']", "href")
        .or_else(|| marked(&reader, "meta[property='og:url']", "content"));
    let article = reader.parse().map_err(|_| SourceError::NoMainText)?;

    let body = paragraphs(&article.text_content);
    if body.is_empty() {
        return Err(SourceError::NoMainText);
    }
    let title = Some(line(&article.title)).filter(|t| !t.is_empty());
    let published = [article.published_time, listed, stamped].into_iter().flatten().find_map(|t| web_date(&t));
    let (text, title_span, body_start) = match &title {
        Some(title) if !body.starts_with(title.as_str()) => {
            (format!("{title}\n\n{body}"), Some(ByteSpan::new(0, title.len())), title.len() + 2)
        }
        Some(title) => (body, Some(ByteSpan::new(0, title.len())), title.len()),
        None => (body, None, 0),
    };
    let outlet = article.site_name.map(|s| line(&s)).filter(|s| !s.is_empty());
    let base = from.and_then(|from| Url::parse(from).ok());
    let whole = |url: String| match &base {
        Some(base) => base.join(&url).map(String::from).unwrap_or(url),
        None => url,
    };
    let url = article.url.or(address).map(whole).filter(|u| u.starts_with("http"));
    let author = article.byline.map(|b| line(&b)).filter(|b| !b.is_empty() && !b.starts_with("http"));
    let language = article.lang.map(|l| line(&l)).filter(|l| !l.is_empty());
    Ok(Page { title, outlet, published, author, language, url, text, title_span, body_start })
}

/// The text of a piece of HTML, all of it: a feed's own text has no frame around it to be taken off.
pub(crate) fn plain(html: &str) -> String {
    let config = Config { text_mode: TextMode::Formatted, max_elements_to_parse: MAX_ELEMENTS, ..Config::default() };
    // The library's plain text of a fragment: tags off, blocks apart.
    let Ok(reader) = Readability::new(format!("<html><body>{html}</body></html>"), None, Some(config)) else {
        return String::new();
    };
    reader.doc.select("script, style, noscript, figure, iframe").remove();
    paragraphs(&reader.doc.select_single("body").formatted_text())
}

/// The encoding that the page names in its first kilobyte, as browsers look for it.
pub(crate) fn charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let value = head.split_once("charset=")?.1.trim_start_matches(['"', '\'', ' ']);
    let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(value.len());
    Encoding::for_label(&value.as_bytes()[..end])
}

/// Whether a text without a file name is a page.
pub(crate) fn looks_like_page(text: &str) -> bool {
    let start = text.trim_start();
    let head = start[..start.floor_char_boundary(200)].to_ascii_lowercase();
    head.starts_with("<!doctype html")
        || head.starts_with("<html")
        || (head.starts_with("<?xml") && head.contains("<html"))
}

fn marked(reader: &Readability, query: &str, attribute: &str) -> Option<String> {
    reader.doc.select_single(query).attr(attribute).map(|a| a.trim().to_string()).filter(|a| !a.is_empty())
}

/// Lines joined within a paragraph, paragraphs with one empty line between them.
fn paragraphs(text: &str) -> String {
    let lines = text.lines().map(line).filter(|l| !l.is_empty());
    lines.collect::<Vec<_>>().join("\n\n")
}

fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "<nav><a href='/'>Home</a> <a href='/world'>World</a></nav><article><h1>Envoys meet in Doha</h1>\
        <p>The envoys of both sides met in Doha on Sunday, the foreign ministry of Qatar said in a statement, after \
        months in which neither side had been willing to talk to the other.</p>\n<p>They agreed to meet again in a\n week, and \
        the ministry thanked the United Nations for its part in the talks, which had been stalled since the autumn of last \
        year because of the fighting.</p><p>“We are ready,” said the envoy of the government, who has led its delegation \
        from the start, though others in his own party have called for his replacement.</p></article>\
        <footer>Copyright, terms, privacy</footer>";

    #[test]
    fn json_ld_gives_headline_outlet_and_day() {
        let html = format!(
            r#"<html><head><title>Envoys meet in Doha | Harbour Post</title><script type="application/ld+json">
            {{"@context":"https://schema.org","@type":"NewsArticle","headline":"Envoys meet in Doha",
            "datePublished":"2026-03-01T08:00:00Z","publisher":{{"@type":"Organization","name":"Harbour Post"}}}}
            </script></head><body>{BODY}</body></html>"#
        );
        let page = page(&html, None).unwrap();
        assert_eq!(page.title.as_deref(), Some("Envoys meet in Doha"));
        assert_eq!(page.outlet.as_deref(), Some("Harbour Post"));
        assert_eq!(page.published.unwrap().to_string(), "2026-03-01");
        assert_eq!(page.title_span.unwrap().of(&page.text), "Envoys meet in Doha");
        assert!(page.text[page.body_start..].starts_with("The envoys of both sides"), "{}", page.text);
        assert!(page.text.contains("meet again in a week"), "{}", page.text);
        assert!(!page.text.contains("privacy") && !page.text.contains("World"), "{}", page.text);
    }

    #[test]
    fn open_graph_and_time_elements_do_as_well() {
        let html = format!(
            r#"<html><head><meta property="og:title" content="Envoys meet in Doha"><meta property="og:site_name" content="Post">
            <meta property="og:url" content="https://post.example/doha"></head>
            <body><time datetime="2026-03-02">Monday</time>{BODY}</body></html>"#
        );
        let page = page(&html, None).unwrap();
        assert_eq!((page.outlet.as_deref(), page.url.as_deref()), (Some("Post"), Some("https://post.example/doha")));
        assert_eq!(page.published.unwrap().to_string(), "2026-03-02");
    }

    #[test]
    fn pages_without_text_are_refused() {
        assert!(matches!(page("<html><body></body></html>", None), Err(SourceError::NoMainText)));
        assert!(matches!(page("", None), Err(SourceError::NoMainText)));
    }

    #[test]
    fn charsets_are_found() {
        assert_eq!(charset(b"<meta charset=\"iso-8859-1\">").unwrap().name(), "windows-1252");
        assert_eq!(charset(b"<meta content='text/html; charset=utf-8'>").unwrap().name(), "UTF-8");
        assert!(charset(b"<meta charset=\"klingon\">").is_none());
        assert!(looks_like_page(" <!DOCTYPE HTML><p>") && !looks_like_page("Haftar <html>"));
    }
}
