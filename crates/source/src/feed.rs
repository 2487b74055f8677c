//! RSS, Atom and JSON Feed; and OPML, the list of feeds.
//!
//! Comes in: bytes. Goes out: what the feed is called and its entries in its order; or addresses of feeds in the list's order. Promises:
//! the same bytes give the same ids; addresses are whole, or they are left out.

use model::Date;
use quick_xml::Reader;
use quick_xml::events::Event;
use url::Url;

use crate::SourceError;

/// A feed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Feed {
    /// What it calls itself.
    pub title: Option<String>,
    /// The language that it names, a BCP 47 code.
    pub language: Option<String>,
    /// How often it asks to be asked at most, in minutes.
    pub ttl: Option<u32>,
    /// What it lists.
    pub entries: Vec<Entry>,
}

/// What a feed lists.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// Its id within the feed; where it has none, its address or a hash of its title.
    pub id: String,
    /// Headline.
    pub title: Option<String>,
    /// Address of the article.
    pub url: Option<String>,
    /// Day of publication, UTC; where there is none, of the last change.
    pub published: Option<Date>,
    /// Who wrote it.
    pub author: Option<String>,
    /// The longest text that the feed itself gives, as HTML.
    pub html: Option<String>,
}

/// Reads a feed; `base` is the address that it came from.
pub fn read_feed(bytes: &[u8], base: Option<&str>) -> Result<Feed, SourceError> {
    let parser = feed_rs::parser::Builder::new()
        .base_uri(base)
        .id_generator(|links, title, _| match links.first() {
            Some(link) => link.href.clone(),
            None => model::hash::id(&[title.as_ref().map_or("", |t| t.content.as_str())]),
        })
        .sanitize_content(false)
        .build();
    let feed = parser.parse(bytes).map_err(|error| SourceError::Feed(error.to_string()))?;
    let base = base.and_then(|b| Url::parse(b).ok());
    let entries = feed.entries.into_iter().map(|entry| {
        let link =
            entry.links.iter().find(|l| l.rel.as_deref().is_none_or(|r| r == "alternate")).or(entry.links.first());
        let content = entry.content.and_then(|c| c.body);
        let summary = entry.summary.map(|s| s.content);
        let html = [content, summary].into_iter().flatten().filter(|h| !h.trim().is_empty()).max_by_key(String::len);
        Entry {
            url: link.and_then(|l| whole(&l.href, base.as_ref())),
            published: entry.published.or(entry.updated).and_then(|at| day(at.timestamp())),
            author: entry.authors.iter().find_map(|a| a.name.as_deref().and_then(line)),
            title: entry.title.and_then(|t| line(&t.content)),
            id: entry.id,
            html,
        }
    });
    Ok(Feed {
        title: feed.title.and_then(|t| line(&t.content)),
        language: feed.language.and_then(|l| line(&l)),
        ttl: feed.ttl,
        entries: entries.collect(),
    })
}

fn whole(href: &str, base: Option<&Url>) -> Option<String> {
    let url = match base {
        Some(base) => base.join(href.trim()).ok(),
        None => Url::parse(href.trim()).ok(),
    }?;
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

/// The day of a time in seconds since 1970.
fn day(seconds: i64) -> Option<Date> {
    let stamp = jiff::Timestamp::from_second(seconds).ok()?;
    Some(jiff::tz::Offset::UTC.to_datetime(stamp).date())
}

/// Words on one line; none without any.
fn line(text: &str) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

/// A feed in a list of feeds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Where it is.
    pub url: String,
    /// What the list calls it.
    pub title: Option<String>,
}

/// Reads an OPML list, however its outlines are nested; a feed that stands twice is listed once.
pub fn read_outline(bytes: &[u8]) -> Result<Vec<Listed>, SourceError> {
    let broken = |error: &dyn std::fmt::Display| SourceError::Outline(error.to_string());
    let text = crate::decode(bytes.to_vec(), None)?.text;
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    let mut feeds: Vec<Listed> = Vec::new();
    let mut known = std::collections::BTreeSet::new();
    let mut any = false;
    loop {
        let tag = match reader.read_event().map_err(|e| broken(&e))? {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) => tag,
            _ => continue,
        };
        let name = tag.local_name();
        any |= name.as_ref().eq_ignore_ascii_case("opml");
        if !name.as_ref().eq_ignore_ascii_case("outline") {
            continue;
        }
        let (mut url, mut title) = (None, None);
        for attribute in tag.html_attributes().flatten() {
            let Ok(value) = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0) else { continue };
            match attribute.key.as_ref().to_ascii_lowercase().as_str() {
                "xmlurl" => url = whole(&value, None),
                "title" => title = line(&value).or(title),
                "text" => title = title.or_else(|| line(&value)),
                _ => {}
            }
        }
        if let Some(url) = url
            && known.insert(url.clone())
        {
            feeds.push(Listed { url, title });
        }
    }
    match (any, feeds.is_empty()) {
        (false, _) => Err(broken(&"it has no <opml>")),
        (true, true) => Err(broken(&"it lists no feed")),
        (true, false) => Ok(feeds),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RSS: &str = r#"<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour  Post</title><language>en-gb</language><ttl>30</ttl>
        <item><title>Envoys &amp; ministers meet</title><link>/doha</link><guid>7</guid><pubDate>Sun, 01 Mar 2026 23:30:00 -0500</pubDate><description>Short.</description><content:encoded><![CDATA[<p>The envoys met.</p>]]></content:encoded></item>
        <item><title>No address</title><link>javascript:alert(1)</link></item></channel></rss>"#;

    #[test]
    fn the_three_kinds_give_the_same_entry() {
        let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title><entry><id>7</id><title>Envoys &amp; ministers meet</title>
            <link rel="enclosure" href="https://post.example/x.mp3"/><link href="https://post.example/doha"/><updated>2026-03-02T04:30:00Z</updated><content type="html">&lt;p&gt;The envoys met.&lt;/p&gt;</content></entry></feed>"#;
        let json = r#"{"version":"https://jsonfeed.org/version/1.1","title":"Harbour Post","items":[{"id":"7","url":"https://post.example/doha","title":"Envoys & ministers meet",
            "content_html":"<p>The envoys met.</p>","date_published":"2026-03-02T04:30:00Z"}]}"#;
        for text in [RSS, atom, json] {
            let feed = read_feed(text.as_bytes(), Some("https://post.example/feed")).unwrap();
            assert_eq!(feed.title.as_deref(), Some("Harbour Post"));
            let entry = &feed.entries[0];
            assert_eq!((entry.id.as_str(), entry.url.as_deref()), ("7", Some("https://post.example/doha")));
            assert_eq!(
                (entry.title.as_deref(), entry.html.as_deref()),
                (Some("Envoys & ministers meet"), Some("<p>The envoys met.</p>"))
            );
            assert_eq!(entry.published.unwrap().to_string(), "2026-03-02");
        }
        let feed = read_feed(RSS.as_bytes(), None).unwrap();
        assert_eq!((feed.entries[0].url.as_deref(), feed.entries[1].url.as_deref(), feed.ttl), (None, None, Some(30)));
        assert_eq!(feed, read_feed(RSS.as_bytes(), None).unwrap(), "ids are not made up");
        assert!(matches!(read_feed(b"<html></html>", None), Err(SourceError::Feed(_))));
    }

    #[test]
    fn lists_are_read_however_nested() {
        let list = r#"<opml version="2.0"><head><title>Mine</title></head><body><outline text="Africa"><outline type="rss" text="Post &amp; Co" xmlUrl="https://post.example/feed?a=1&amp;b=2"/>
            <outline XMLURL="http://delta.example/rss" title="Delta"/><outline xmlUrl="file:///etc/passwd"/></outline><outline xmlUrl="https://post.example/feed?a=1&amp;b=2"/></body></opml>"#;
        let feeds = read_outline(list.as_bytes()).unwrap();
        let listed = |url: &str, title: &str| Listed { url: url.into(), title: Some(title.into()) };
        assert_eq!(
            feeds,
            [listed("https://post.example/feed?a=1&b=2", "Post & Co"), listed("http://delta.example/rss", "Delta")]
        );
        for wrong in ["<opml><body/></opml>", "<rss/>", "<opml><outline", "x"] {
            assert!(matches!(read_outline(wrong.as_bytes()), Err(SourceError::Outline(_))), "{wrong}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_survived(bytes in proptest::collection::vec(0u8.., 0..300)) {
            let _ = read_feed(&bytes, Some("https://post.example/"));
            let _ = read_outline(&bytes);
        }

        #[test]
        fn feeds_with_a_piece_changed_are_survived(at in 0..RSS.len(), piece in "\\PC{0,6}") {
            let at = RSS.floor_char_boundary(at);
            let text = format!("{}{piece}{}", &RSS[..at], &RSS[RSS.floor_char_boundary(at + 3)..]);
            let _ = read_feed(text.as_bytes(), None);
            let _ = read_outline(text.replace("item", "outline").as_bytes());
        }
    }
}
