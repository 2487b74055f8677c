//! Whatever a user names, from the disk and from a server of one's own, to documents.

mod server;

use std::io::Write;
use std::path::Path;
use std::time::Duration;

use proptest::prelude::*;
use server::{Reply, Server};
use source::web::{Manners, Reach, Web};
use source::{Intake, Kind, Loaded, Mapping, Note, Refused, SourceError, Taking, parcels};

const BODY: &str = "The envoys of both sides met in Doha on Sunday, the foreign ministry of Qatar said in a statement, after months in \
    which neither side had been willing to talk to the other. They agreed to meet again in a week, and the ministry thanked the United \
    Nations for its part in the talks, which had been stalled since the autumn of last year because of the fighting.";

fn page(title: &str, head: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"en-GB\"><head><title>{title}</title>{head}</head><body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1><p>{BODY}</p><p>{BODY}</p></article></body></html>"
    )
}

fn web() -> Web {
    Web::new(Manners { reach: Reach::Everywhere, pause: Duration::ZERO, tries: 1, ..Manners::default() })
}

fn read_with(names: &[&str], taking: Taking, web: Option<&Web>) -> Vec<Result<Loaded, (String, SourceError)>> {
    parcels(names.iter().map(ToString::to_string), taking, web)
        .map(|parcel| match parcel {
            Ok(parcel) => parcel.open(&Intake::default(), web).map_err(|error| (parcel.name.clone(), error)),
            Err(Refused { name, error }) => Err((name, error)),
        })
        .collect()
}

fn read(names: &[&str], web: Option<&Web>) -> Vec<Result<Loaded, (String, SourceError)>> {
    read_with(names, Taking::default(), web)
}

fn ids(all: &[Result<Loaded, (String, SourceError)>]) -> Vec<String> {
    all.iter().map(|r| r.as_ref().map_or_else(|(_, e)| format!("error: {e}"), |l| l.document.id.clone())).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).expect("packed");
    packer.finish().expect("packed")
}

fn record(url: &str, body: &str) -> Vec<u8> {
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{body}");
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-03-01T08:00:00Z\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
    .into_bytes()
}

#[test]
fn a_folder_of_everything() {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).expect("written");
    put("a.txt", b"Envoys meet\nPost, 2026-03-01\n\nThe envoys of both sides met on Sunday.");
    put("b.html", page("Envoys meet in Doha", "").as_bytes());
    put("c.jsonl", b"{\"id\":\"one\",\"text\":\"The envoys met.\",\"outlet\":\"Delta\",\"published\":\"2026-03-02\"}\n\n{\"title\":\"no text\"}\nnot json\n{\"text\":\"They met again in the town.\"}\n");
    put(
        "d.warc.gz",
        &[
            gzip(&record("https://www.post.example/news/doha-talks.html", &page("Talks", ""))),
            gzip(&record("https://www.post.example/", &page("Front", ""))),
        ]
        .concat(),
    );
    put("e.txt.gz", &gzip(b"The ministers met on Monday."));
    put("a.md", b"Another text with the same name as the first.");
    put("photo.png", b"\x89PNG\r\n\x1a\n");
    put("feed.rss", b"<rss/>");
    let all = read(&[&folder.path().display().to_string()], None);
    let got = ids(&all);
    assert_eq!(got[..4], ["a", "a-2", "b", "one"]);
    assert_eq!(got[4], "error: no field of it holds a text");
    assert!(got[5].starts_with("error: it is no line of JSON"), "{got:?}");
    assert_eq!((got[6].as_str(), got[7].as_str()), ("c-5", "doha-talks"));
    assert_eq!(
        (got[8].len(), got[9].as_str(), got.len()),
        (12, "e", 10),
        "a page without a name is called by its hash: {got:?}"
    );
    let archived = all[7].as_ref().expect("a page");
    assert_eq!(archived.document.outlet.as_deref(), Some("post.example"));
    assert_eq!(archived.document.url.as_deref(), Some("https://www.post.example/news/doha-talks.html"));
    assert_eq!(all[5].as_ref().map(|_| ()).unwrap_err().0, folder.path().join("c.jsonl").display().to_string() + ":4");
    assert_eq!(all[9].as_ref().expect("a text").document.text, "The ministers met on Monday.");
}

#[test]
fn when_an_archive_fetched_a_page_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.warc");
    std::fs::write(&path, record("https://post.example/a", &page("Talks", ""))).expect("written");
    let parcel = parcels([path.display().to_string()], Taking::default(), None).next().expect("one").expect("a page");
    assert_eq!(parcel.fetched.map(|t| t.to_string()).as_deref(), Some("2026-03-01T08:00:00Z"));
    assert_eq!((parcel.origin.as_str(), parcel.is_afar()), ("https://post.example/a", false));
}

#[test]
fn a_page_tells_its_author_language_and_canonical_address() {
    let head = r#"<link rel="canonical" href="/news/doha"><meta property="og:site_name" content="Harbour Post">
        <script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Envoys meet in Doha","author":{"@type":"Person","name":"A. Writer"},"datePublished":"2026-03-01T08:00:00Z"}</script>"#;
    let html = page("Envoys meet in Doha", head);
    let server =
        Server::start(
            "127.0.0.1",
            move |asked| if asked.path == "/robots.txt" { Reply::status(404) } else { Reply::html(&html) },
        );
    let web = web();
    let all = read(&[&server.url("/news/doha?utm=1")], Some(&web));
    let got = all[0].as_ref().expect("a page");
    assert_eq!((got.document.author.as_deref(), got.language.as_deref()), (Some("A. Writer"), Some("en-GB")));
    assert_eq!(got.document.url.as_deref(), Some(server.url("/news/doha").as_str()));
    assert_eq!((got.document.outlet.as_deref(), got.document.id.as_str()), (Some("Harbour Post"), "doha"));
    assert_eq!(got.document.published.expect("a day").to_string(), "2026-03-01");
    assert!(matches!(read(&[&server.url("/")], None)[0], Err((_, SourceError::NoWeb))));
}

#[test]
fn a_list_of_feeds_leads_to_their_pages() {
    let long = format!("<p>{BODY}</p>").repeat(4);
    let server = Server::start("127.0.0.1", move |asked| {
        match asked.path.as_str() {
        "/robots.txt" => Reply::Whole(200, vec![], b"User-agent: *\nDisallow: /shut".to_vec()),
        "/list.opml" => Reply::Whole(200, vec![], format!("<opml><body><outline xmlUrl='http://{0}/feed'/><outline xmlUrl='http://{0}/gone'/></body></opml>", asked.headers["host"]).into_bytes()),
        "/feed" => Reply::Whole(200, vec![("Content-Type", "application/rss+xml".into())], format!(
            "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>Harbour Post</title>\
            <item><title>Short</title><link>/one</link><pubDate>Sun, 01 Mar 2026 08:00:00 GMT</pubDate><description>A teaser.</description></item>\
            <item><title>Whole</title><link>/two</link><pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate><content:encoded><![CDATA[{long}]]></content:encoded></item>\
            <item><title>Shut off</title><link>/shut/three</link><description><![CDATA[<p>{BODY}</p>]]></description></item>\
            <item><title>Shut off and short</title><link>/shut/four</link><description>A teaser.</description></item></channel></rss>").into_bytes()),
        "/one" => Reply::html(&page("Envoys meet in Doha", "")),
        _ => Reply::status(404),
    }
    });
    let web = web();
    let all = read(&[&server.url("/list.opml")], Some(&web));
    assert_eq!(
        ids(&all),
        [
            "one",
            "two",
            "three",
            "error: the site's robots.txt asks programs not to read it",
            "error: the site answers with status 404"
        ]
    );
    let [one, two, three] = [0, 1, 2].map(|n| all[n].as_ref().expect("a document"));
    assert_eq!(
        (one.document.title.as_deref(), one.document.outlet.as_deref()),
        (Some("Envoys meet in Doha"), Some("Harbour Post"))
    );
    assert_eq!(one.document.published.expect("the feed's day").to_string(), "2026-03-01");
    assert!(two.document.text.starts_with("Whole\n\nThe envoys of both sides"), "{}", two.document.text);
    assert_eq!(&two.document.text[two.document.body_start..][..10], "The envoys");
    assert!(matches!(&three.notes[..], [Note::FeedsText(why)] if why.contains("robots.txt")));
    let paths: Vec<String> = server.asked().into_iter().map(|a| a.path).collect();
    assert_eq!(paths, ["/list.opml", "/feed", "/one", "/gone"], "a whole text in the feed is not fetched again");
}

#[test]
fn what_the_user_says_wins() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("records.json");
    std::fs::write(&path, "{\"body\":\"Envoys met\\nPost, 2026-03-01\\n\\nThe envoys of both sides met.\",\"source\":{\"name\":\"Delta\"},\"pub\":\"2026-03-05\"}").expect("written");
    let mapping: Mapping = "text=body,date=pub,outlet=source.name".parse().expect("a mapping");
    let taking = Taking { mapping, ..Taking::default() };
    let name = path.display().to_string();
    let parcel = parcels([name.clone()], taking, None).next().expect("one").expect("a document");
    let got = parcel.open(&Intake::default(), None).expect("read").document;
    assert_eq!(
        (got.outlet.as_deref(), got.published.expect("a day").to_string().as_str()),
        (Some("Delta"), "2026-03-05")
    );
    assert_eq!(&got.text[got.body_start..], "The envoys of both sides met.");
    let intake = Intake { outlet: Some("Gazette".into()), ..Intake::default() };
    assert_eq!(parcel.open(&intake, None).expect("read").document.outlet.as_deref(), Some("Gazette"));
    // The kind that is said wins over the kind that is seen.
    let taking = Taking { kind: Some(Kind::Text), ..Taking::default() };
    let got = read_with(&[&name], taking, None);
    assert!(got[0].as_ref().expect("a text").document.text.starts_with("{\"body\""));
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_comes() {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: &str, bytes: &[u8]| {
        std::fs::write(folder.path().join(name), bytes).expect("written");
        folder.path().join(name).display().to_string()
    };
    let names = [
        put("x.docx", b"PK\x03\x04zip"),
        put("x.xml", b"<rss><channel>"),
        put("x.opml", b"<opml/>"),
        put("cut.jsonl.gz", &gzip(b"{\"text\":\"One.\"}\n")[..20]),
        put("ok.txt", b"The envoys met."),
        folder.path().join("none").display().to_string(),
    ];
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let all = read(&names, None);
    let told = |n: usize| all[n].as_ref().map(|_| ()).unwrap_err().1.to_string();
    assert_eq!(told(0), ".docx files are not read");
    assert!(told(1).contains("no feed") || told(1).contains("lists nothing"), "{}", told(1));
    assert!(told(2).contains("lists no feed"));
    assert!(told(3).contains("packed"), "{}", told(3));
    assert_eq!(all[4].as_ref().expect("a text").document.text, "The envoys met.");
    assert!(matches!(all[5], Err((_, SourceError::NotFound(_)))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn any_bytes_under_any_name_are_survived(name in "(a|b)\\.(txt|html|rss|opml|warc|jsonl|pdf|json|gz|xml)", head in "(<rss>|<opml>|\\{\"text\":|WARC/1.0\r\n|<html>|%PDF-|)", bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(name);
        std::fs::write(&path, [head.as_bytes(), &bytes].concat()).expect("written");
        read(&[&Path::new(&path).display().to_string()], None);
    }
}

#[test]
fn addresses_that_are_not_of_the_web_say_so() {
    for name in ["ftp://post.example/a", "file:///etc/passwd", "gopher://post.example"] {
        let got = read(&[name], None).remove(0);
        assert!(matches!(&got, Err((_, SourceError::Scheme(scheme))) if name.starts_with(scheme)), "{got:?}");
    }
}
