//! PDFs: good ones give their text; damaged and hostile ones an error, and never the end of the process.

use std::io::Write;
use std::path::{Path, PathBuf};

use source::{Intake, Loaded, Note, PdfError, SourceError, Taking, parcels};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/papers")
}

fn paper(name: &str) -> Vec<u8> {
    std::fs::read(folder().join(name)).expect("a sample")
}

fn read(bytes: &[u8]) -> Result<Loaded, SourceError> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("paper.pdf");
    std::fs::write(&path, bytes).expect("written");
    let parcel = parcels([path.display().to_string()], Taking::default(), None).next().expect("a parcel");
    parcel.map_err(|refused| refused.error)?.open(&Intake { any_language: true, ..Intake::default() }, None)
}

fn refused(bytes: &[u8]) -> PdfError {
    match read(bytes) {
        Err(SourceError::Pdf(why)) => why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_paper_gives_headline_author_day_and_paragraphs() {
    for name in ["simple.pdf", "plain.pdf"] {
        let loaded = read(&paper(name)).expect(name);
        let document = &loaded.document;
        assert_eq!(
            (document.title.as_deref(), document.author.as_deref()),
            (Some("Envoys meet in Doha"), Some("Lena Brandt"))
        );
        assert_eq!(document.published.map(|d| d.to_string()).as_deref(), Some("2026-11-24"));
        assert_eq!(loaded.notes, [Note::DayOfMaking], "the day is that of the file");
        let paragraphs: Vec<&str> = document.text.split("\n\n").collect();
        assert_eq!(paragraphs.len(), 4, "{paragraphs:#?}");
        assert!(paragraphs[2].contains("part in the long-term negotiations"), "{}", paragraphs[2]);
        assert!(paragraphs[3].starts_with("“We are ready,” said the envoy"), "{}", paragraphs[3]);
        assert_eq!(document.title_span.expect("it stands in the text").of(&document.text), "Envoys meet in Doha");
        assert!(document.text[document.body_start..].starts_with("The envoys of both sides"));
    }
}

#[test]
fn columns_are_read_in_order_without_running_heads() {
    let text = read(&paper("columns.pdf")).expect("read").document.text;
    let paragraphs: Vec<&str> = text.split("\n\n").collect();
    assert_eq!(paragraphs.len(), 28, "{paragraphs:#?}");
    for three in paragraphs[1..].chunks(3) {
        assert!(three[0].starts_with("The envoys") && three[0].ends_with("autumn."), "{}", three[0]);
        assert!(three[1].starts_with("They agreed") && three[1].ends_with("capital."), "{}", three[1]);
        assert!(three[2].starts_with("“We are ready") && three[2].ends_with("on that."), "{}", three[2]);
    }
    assert!(!text.contains("Harbour Post") && !text.contains("Page "), "{text}");
}

#[test]
fn packed_objects_and_open_encryption_are_read_and_passwords_told() {
    for name in ["objstm.pdf", "open-to-all.pdf"] {
        let loaded = read(&paper(name)).expect(name);
        assert_eq!(loaded.document.title.as_deref(), Some("Ministers sign accord in Cairo"), "{name}");
        assert_eq!(loaded.language.as_deref(), Some("en-GB"), "{name}");
        assert_eq!(loaded.document.text.split("\n\n").count(), 4, "{name}");
    }
    assert_eq!(refused(&paper("password.pdf")), PdfError::Locked);
}

#[test]
fn damaged_papers_give_a_text_or_an_error() {
    // A fixed sequence (Knuth's constants), so that a failure can be seen again.
    let mut seed = 7u64;
    let mut below = move |n: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).expect("31 bits") % n
    };
    let replaced = |bytes: &[u8], what: &str, by: &str| -> Vec<u8> {
        let mut out = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            let hit = bytes[at..].starts_with(what.as_bytes());
            out.extend_from_slice(if hit { by.as_bytes() } else { &bytes[at..=at] });
            at += if hit { what.len() } else { 1 };
        }
        out
    };
    let (mut tried, mut told) = (0, 0);
    for name in ["simple.pdf", "plain.pdf", "columns.pdf", "objstm.pdf", "open-to-all.pdf"] {
        let whole = paper(name);
        let mut bad: Vec<Vec<u8>> =
            [5, 20, 50, 80, 95].iter().map(|part| whole[..whole.len() * part / 100].to_vec()).collect();
        for flips in [1, 5, 30, 200] {
            let mut flipped = whole.clone();
            (0..flips).for_each(|_| flipped[8 + below(whole.len() - 8)] = u8::try_from(below(256)).expect("a byte"));
            bad.push(flipped);
        }
        let (from, to) = (below(whole.len()), below(whole.len()));
        bad.push([&whole[..from.min(to)], &whole[from.max(to)..]].concat());
        bad.push([&whole[..from.max(to)], &whole[from.min(to)..]].concat());
        for (what, by) in [
            ("startxref\n", "startxref\n9999999999"),
            ("startxref", "startxxxx"),
            ("/Length ", "/Length 99999"),
            ("/Length ", "/Length -"),
            ("/Count ", "/Count 214748"),
            ("/Kids [ 4", "/Kids [ 2"),
            ("/Type /Page\n", "/Type /Pages\n"),
            (" 0 R", " 9 R"),
            ("endstream", "endstr"),
            ("/Filter", "/Fitler"),
            ("/Root", "/Toor"),
        ] {
            bad.push(replaced(&whole, what, by));
        }
        for bytes in bad {
            tried += 1;
            match read(&bytes) {
                Ok(loaded) => assert!(!loaded.document.text.trim().is_empty()),
                Err(SourceError::Pdf(_) | SourceError::Binary(_) | SourceError::Blank | SourceError::Empty) => {
                    told += 1
                }
                Err(other) => panic!("{other:?}"),
            }
        }
    }
    assert!(tried >= 100 && told > 10 && told < tried, "{told} of {tried} refused");
}

/// A file with these objects, the first of them the root.
fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(out.len());
        writeln!(out, "{} 0 obj", n + 1).expect("written");
        out.extend_from_slice(object);
        out.extend_from_slice(b"\nendobj\n");
    }
    let table = out.len();
    write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).expect("written");
    places.iter().for_each(|at| writeln!(out, "{at:010} 00000 n ").expect("written"));
    write!(out, "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1).expect("written");
    out
}

/// A file of one page that draws this.
fn page(contents: &str, resources: &str, more: Vec<Vec<u8>>) -> Vec<u8> {
    let page = format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources {resources}/Contents {contents}>>");
    let mut objects = vec![b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec()];
    objects.push(page.into_bytes());
    objects.extend(more);
    file(&objects)
}

fn stream(keys: &str, data: &[u8]) -> Vec<u8> {
    [format!("<<{keys}/Length {}>>\nstream\n", data.len()).as_bytes(), data, b"\nendstream"].concat()
}

fn deflated(data: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(data).expect("packed");
    packer.finish().expect("packed")
}

const FONT: &str = "<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>";

#[test]
fn what_unpacks_to_too_much_is_refused() {
    let spaces = deflated(&vec![b' '; 300_000_000]);
    let packed = "/Filter/FlateDecode";
    assert_eq!(refused(&page("4 0 R", FONT, vec![stream(packed, &spaces)])), PdfError::Heavy);
    let twice = stream("/Filter[/FlateDecode/FlateDecode]", &deflated(&spaces));
    assert_eq!(refused(&page("4 0 R", FONT, vec![twice])), PdfError::Heavy);
    let again = format!("[{}]", "4 0 R ".repeat(20_000));
    assert_eq!(refused(&page(&again, FONT, vec![stream(packed, &deflated(&vec![b' '; 100_000]))])), PdfError::Heavy);
    let runs = stream("/Filter/RunLengthDecode", &b"\x81a".repeat(3_000_000));
    assert_eq!(refused(&page("4 0 R", FONT, vec![runs])), PdfError::Heavy);
    assert_eq!(refused(&page("4 0 R", FONT, vec![stream("", &b"q ".repeat(100_000))])), PdfError::Heavy);
}

#[test]
fn what_nests_without_end_is_survived() {
    for open in ["[", "<<", "<</A ", "[<<", "(", "BT ", "BI ", "/A BMC "] {
        let drawn = page("4 0 R", FONT, vec![stream("", open.repeat(300_000).as_bytes())]);
        assert_eq!(refused(&drawn), PdfError::NoLetters, "{open}");
        let object = [b"%PDF-1.7\n1 0 obj\n", open.repeat(300_000).as_bytes()].concat();
        assert!(matches!(refused(&object), PdfError::Damaged | PdfError::NoLetters), "{open}");
    }
    let tree: Vec<Vec<u8>> = std::iter::once(b"<</Type/Catalog/Pages 2 0 R>>".to_vec())
        .chain((3..20_000).map(|n| format!("<</Type/Pages/Kids[{n} 0 R]/Count 1>>").into_bytes()))
        .collect();
    assert!(matches!(refused(&file(&tree)), PdfError::Damaged | PdfError::NoLetters));
    let itself = vec![b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>".to_vec()];
    assert!(matches!(refused(&file(&itself)), PdfError::Damaged | PdfError::NoLetters));
    let form = stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 5 0 R>>>>", b"/A Do");
    let drawn = page("4 0 R", "<</XObject<</A 5 0 R>>>>", vec![stream("", b"/A Do"), form]);
    assert_eq!(refused(&drawn), PdfError::NoLetters);
}

#[test]
fn pictures_and_nameless_shapes_are_told() {
    assert_eq!(refused(&page("4 0 R", FONT, vec![stream("", b"0 0 99 99 re f")])), PdfError::NoLetters);
    let text = page("4 0 R", FONT, vec![stream("", b"BT /F 12 Tf 50 700 Td (The envoys met.) Tj ET")]);
    assert_eq!(read(&text).expect("read").document.text, "The envoys met.");
    assert_eq!(refused(b"%PDF-1.7 and nothing else"), PdfError::Damaged);
}
