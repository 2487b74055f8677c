//! What a PDF says of itself: its information and its XMP packet.
//!
//! Comes in: a file that was opened. Goes out: headline, outlet, day, author, language, each where it is named. Promises: a name that a
//! program has put there (of a file, of an application's template) is no headline; a day of publication wins over that on which the file
//! was made, and is told apart from it.

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{DateTime, Dict, Stream, String as PdfString};
use model::Date;
use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};

use crate::webdate::web_date;

/// XMP packets are a few kilobytes.
const MAX_XMP: usize = 1_000_000;

/// What the file names.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Details {
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub published: Option<Date>,
    pub day_of_making: bool,
    pub author: Option<String>,
    pub language: Option<String>,
}

/// Reads them.
pub(super) fn details(pdf: &Pdf) -> Details {
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let packet = catalog.as_ref().and_then(|c| c.get::<Stream<'_>>("Metadata"));
    let packet = packet.and_then(|s| s.decoded_data().ok().map(std::borrow::Cow::into_owned));
    let xmp =
        packet.filter(|p| p.len() <= MAX_XMP).map(|p| Xmp::read(&String::from_utf8_lossy(&p))).unwrap_or_default();
    let info = pdf.metadata();
    let told = |bytes: &Option<Box<[u8]>>| bytes.as_deref().map(decoded);
    let language = catalog.as_ref().and_then(|c| c.get::<PdfString<'_>>("Lang")).map(|l| decoded(l.as_bytes()));
    let made = info.creation_date.as_ref().and_then(day).or(xmp.made);
    Details {
        title: xmp.title.or(told(&info.title)).map(|t| line(&t)).filter(|t| is_headline(t)),
        outlet: xmp.publisher.map(|p| line(&p)).filter(|p| !p.is_empty()),
        published: xmp.published.or(made),
        day_of_making: xmp.published.is_none() && made.is_some(),
        author: xmp.author.or(told(&info.author)).map(|a| line(&a)).filter(|a| is_author(a)),
        language: language.map(|l| line(&l)).filter(|l| !l.is_empty() && l.len() < 36),
    }
}

fn day(moment: &DateTime) -> Option<Date> {
    Date::new(i16::try_from(moment.year).ok()?, i8::try_from(moment.month).ok()?, i8::try_from(moment.day).ok()?).ok()
}

/// A text of the information: UTF-16 or UTF-8 with a mark, else the encoding of PDF, which is nearly Latin-1.
fn decoded(bytes: &[u8]) -> String {
    let wide = |rest: &[u8], of: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest.chunks_exact(2).map(|pair| of([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_string(),
            Err(_) => bytes.iter().map(|b| sign(*b)).collect(),
        },
    }
}

/// PDFDocEncoding (ISO 32000-1, D.2): Latin-1 but for these.
fn sign(byte: u8) -> char {
    const FROM_80: [char; 31] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ', 'Ł',
        'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž',
    ];
    match byte {
        0x80..=0x9E => FROM_80[usize::from(byte - 0x80)],
        0xA0 => '€',
        other => char::from(other),
    }
}

fn line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

fn is_headline(title: &str) -> bool {
    let small = title.to_lowercase();
    let ending = small.rsplit_once('.').map_or("", |(_, ending)| ending);
    let file =
        ["doc", "docx", "pdf", "indd", "qxd", "odt", "rtf", "tex", "dvi", "ppt", "pptx", "xls", "xlsx", "txt", "html"];
    let template =
        ["microsoft word", "untitled", "powerpoint", "document1", "anonymous", "http://", "https://", "layout 1"];
    title.chars().filter(|c| c.is_alphabetic()).count() >= 4
        && title.len() < 400
        && !file.contains(&ending)
        && !template.iter().any(|t| small.starts_with(t))
}

fn is_author(author: &str) -> bool {
    let small = author.to_lowercase();
    let nobody =
        ["anonymous", "unknown", "user", "admin", "administrator", "unspecified", "(anonymous)", "author", "owner"];
    author.chars().any(char::is_alphabetic) && author.len() < 200 && !nobody.contains(&small.as_str())
}

/// What an XMP packet says: Dublin Core, PRISM, XMP's own dates.
#[derive(Debug, Default, PartialEq, Eq)]
struct Xmp {
    title: Option<String>,
    author: Option<String>,
    publisher: Option<String>,
    published: Option<Date>,
    made: Option<Date>,
}

impl Xmp {
    fn read(packet: &str) -> Xmp {
        let mut xmp = Xmp::default();
        let mut reader = Reader::from_str(packet);
        reader.config_mut().check_end_names = false;
        let mut open: Vec<String> = Vec::new();
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) => {
                    xmp.attributes(&tag);
                    if open.len() > 50 {
                        break;
                    }
                    open.push(tag.name().as_ref().to_string());
                }
                Ok(Event::Empty(tag)) => xmp.attributes(&tag),
                Ok(Event::End(_)) => {
                    open.pop();
                }
                Ok(Event::Text(text)) => {
                    let text = text.xml_content(XmlVersion::Implicit1_0);
                    if let Some(name) = open.iter().rev().find(|name| !name.starts_with("rdf:"))
                        && !text.trim().is_empty()
                    {
                        xmp.put(name, &text);
                    }
                }
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
        }
        xmp
    }

    fn attributes(&mut self, tag: &quick_xml::events::BytesStart<'_>) {
        for attribute in tag.attributes().with_checks(false).flatten() {
            if let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0) {
                self.put(attribute.key.as_ref(), &value);
            }
        }
    }

    /// The first of each counts: of a title, that is the one in the default language.
    fn put(&mut self, name: &str, text: &str) {
        let text = text.trim();
        let keep = |slot: &mut Option<String>| {
            slot.get_or_insert_with(|| text.to_string());
        };
        let day = |slot: &mut Option<Date>| *slot = slot.or_else(|| web_date(text));
        match name {
            "dc:title" => keep(&mut self.title),
            "dc:creator" => keep(&mut self.author),
            "prism:publicationName" => self.publisher = Some(text.to_string()),
            "dc:publisher" => keep(&mut self.publisher),
            "prism:publicationDate" | "prism:coverDate" | "dc:date" => day(&mut self.published),
            "xmp:CreateDate" => day(&mut self.made),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xmp_is_read_from_elements_and_attributes() {
        let xmp = Xmp::read(
            r#"<?xpacket begin="" id="x"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description xmp:CreateDate="2026-03-03T10:00:00Z">
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">Envoys meet</rdf:li><rdf:li xml:lang="de">Treffen</rdf:li></rdf:Alt></dc:title>
            <dc:creator><rdf:Seq><rdf:li>Lena Brandt</rdf:li></rdf:Seq></dc:creator><dc:publisher><rdf:Bag><rdf:li>Harbour Press</rdf:li></rdf:Bag></dc:publisher>
            <prism:publicationName>Harbour Post</prism:publicationName><prism:publicationDate>2026-03-01</prism:publicationDate>"#,
        );
        assert_eq!((xmp.title.as_deref(), xmp.author.as_deref()), (Some("Envoys meet"), Some("Lena Brandt")));
        assert_eq!(xmp.publisher.as_deref(), Some("Harbour Post"));
        assert_eq!(xmp.published.map(|d| d.to_string()).as_deref(), Some("2026-03-01"));
        assert_eq!(xmp.made.map(|d| d.to_string()).as_deref(), Some("2026-03-03"));
    }

    #[test]
    fn texts_are_decoded_and_names_of_files_are_no_headlines() {
        assert_eq!(decoded(b"\xFE\xFF\x00E\x20\x19"), "E’");
        assert_eq!(decoded(b"caf\xE9 \x8Dquote\x8E"), "café “quote”");
        assert!(is_headline("Envoys meet in Doha"));
        for no in ["Microsoft Word - report.doc", "front_page_final.indd", "untitled", "12", "https://post.example/a"] {
            assert!(!is_headline(no), "{no}");
        }
        assert!(!is_author("Administrator") && is_author("Lena Brandt"));
    }

    proptest::proptest! {
        #[test]
        fn any_packet_is_survived(text in "(<dc:title>|</?rdf:li>|<x a='b|&amp;|&#0;|[a-z<>]{0,5}){0,20}", bytes in proptest::collection::vec(0u8.., 0..80)) {
            Xmp::read(&text);
            Xmp::read(&String::from_utf8_lossy(&bytes));
            decoded(&bytes);
        }
    }
}
