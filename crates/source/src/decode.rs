//! Bytes → text.
//!
//! Comes in: the bytes of a file. Goes out: the text without a byte order mark and nothing else changed, and whether its
//! encoding had to be guessed. Promises: valid UTF-8 comes out as it is; linear time; what is no text is refused.
//!
//! The order of trust: a byte order mark; UTF-8 if every byte fits; UTF-16 without a mark where every other byte is zero;
//! UTF-8 with a few broken spots; a one-byte or East Asian encoding by the frequency of its letters.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::{Note, SourceError};

/// A decoded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// What the reader should know about how it was decoded.
    pub notes: Vec<Note>,
}

/// Letters of this many bytes decide on an encoding without a mark.
const GUESS_FROM: usize = 1 << 20;

/// Decodes bytes; `declared` is an encoding that the document itself names, such as a web page's `charset`.
pub fn decode(bytes: Vec<u8>, declared: Option<&'static Encoding>) -> Result<Decoded, SourceError> {
    if bytes.is_empty() {
        return Err(SourceError::Empty);
    }
    if let Some(kind) = known_binary(&bytes) {
        return Err(SourceError::Binary(kind));
    }
    let decoded = match Encoding::for_bom(&bytes) {
        Some((encoding, mark)) => with(encoding, &bytes[mark..], None),
        None => without_mark(bytes, declared)?,
    };
    match decoded.text.is_empty() {
        true => Err(SourceError::Empty),
        false => Ok(decoded),
    }
}

fn without_mark(bytes: Vec<u8>, declared: Option<&'static Encoding>) -> Result<Decoded, SourceError> {
    if let Some(encoding) = unmarked_utf16(&bytes) {
        return Ok(with(encoding, &bytes, Some(Note::GuessedEncoding(encoding.name()))));
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) if controls(text.as_bytes()) * 10 > text.len() => return Err(SourceError::Binary("binary data")),
        Ok(text) => return Ok(Decoded { text, notes: Vec::new() }),
        Err(error) => error.into_bytes(),
    };
    if bytes.contains(&0) || controls(&bytes) * 50 > bytes.len() {
        return Err(SourceError::Binary("binary data"));
    }
    if let Some(encoding) = declared.filter(|e| *e != UTF_8) {
        return Ok(with(encoding, &bytes, None));
    }
    if nearly_utf8(&bytes) {
        return Ok(with(UTF_8, &bytes, None));
    }
    let encoding = guess(&bytes);
    Ok(with(encoding, &bytes, Some(Note::GuessedEncoding(encoding.name()))))
}

/// Decodes and says where the bytes did not fit.
fn with(encoding: &'static Encoding, bytes: &[u8], note: Option<Note>) -> Decoded {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let mut notes: Vec<Note> = note.into_iter().collect();
    if broken {
        notes.push(Note::Replaced(text.matches(char::REPLACEMENT_CHARACTER).count()));
    }
    Decoded { text: text.into_owned(), notes }
}

/// UTF-16 of mostly Latin letters has a zero in every other byte, and no other text has.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    if sample.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let pairs = sample.len() / 2;
    let zeros = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    match (first * 10 >= pairs * 7, second * 10 >= pairs * 7) {
        (false, true) if first == 0 => Some(UTF_16LE),
        (true, false) if second == 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether the text is UTF-8 but for a broken spot here and there: at least twenty good letters of several bytes a bad byte.
fn nearly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= bad * 20
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(GUESS_FROM)], true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Control characters that no text editor writes.
fn controls(bytes: &[u8]) -> usize {
    bytes.iter().filter(|b| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1b)).count()
}

fn known_binary(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive or an office document (.docx, .odt, .epub)"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old office document (.doc, .xls)"),
        (b"{\\rtf", "a Rich Text document"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"\xFF\xD8\xFF", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"\x1F\x8B", "a gzip archive"),
        (b"\x28\xB5\x2F\xFD", "a Zstandard archive"),
        (b"\x7FELF", "a program"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"\xFF\xFE\0\0", "UTF-32 text"),
        (b"\0\0\xFE\xFF", "UTF-32 text"),
    ];
    MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(bytes: &[u8]) -> Decoded {
        decode(bytes.to_vec(), None).unwrap()
    }

    fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    const LINE: &str = "Haftar’s visit – the first in years – cost €4bn.\r\nEnd.\r\n";

    #[test]
    fn marks_are_dropped_and_nothing_else() {
        assert_eq!(text(&[b"\xEF\xBB\xBF", LINE.as_bytes()].concat()), Decoded { text: LINE.into(), notes: vec![] });
        assert_eq!(text(&[b"\xFF\xFE".to_vec(), utf16(LINE, u16::to_le_bytes)].concat()).text, LINE);
        assert_eq!(text(&[b"\xFE\xFF".to_vec(), utf16(LINE, u16::to_be_bytes)].concat()).text, LINE);
    }

    #[test]
    fn encodings_without_a_mark_are_found_and_told() {
        assert_eq!(text(&utf16(LINE, u16::to_le_bytes)).text, LINE);
        assert_eq!(text(&utf16(LINE, u16::to_be_bytes)).text, LINE);
        let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(LINE);
        let decoded = text(&windows);
        assert_eq!(decoded.text, LINE);
        assert_eq!(decoded.notes, [Note::GuessedEncoding("windows-1252")]);
        assert_eq!(text(b"The caf\xE9 in Ath\xE8nes, S\xE3o Paulo.").text, "The café in Athènes, São Paulo.");
    }

    #[test]
    fn utf8_with_a_broken_spot_stays_utf8() {
        let decoded = text(&[LINE.repeat(20).as_bytes(), b"cut \xE2\x80"].concat());
        assert_eq!(decoded.text, format!("{}cut \u{FFFD}", LINE.repeat(20)));
        assert_eq!(decoded.notes, [Note::Replaced(1)]);
    }

    #[test]
    fn binaries_are_refused_and_odd_control_characters_are_not() {
        let noise: Vec<u8> = (0..4000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for bytes in [noise.as_slice(), b"%PDF-1.7 text", b"\0\0\0\x01abc\0\0\xFF", b"\x89PNG\r\n\x1a\n"] {
            assert!(matches!(decode(bytes.to_vec(), None), Err(SourceError::Binary(_))), "{bytes:?}");
        }
        let odd = "A bell\u{7} and a nul\0 in a long enough line, a form feed\u{c}.";
        assert_eq!(text(odd.as_bytes()).text, odd);
        assert!(matches!(decode(b"\xEF\xBB\xBF".to_vec(), None), Err(SourceError::Empty)));
    }

    proptest! {
        #[test]
        fn utf8_is_kept_byte_by_byte(line in "[\\PC\\r\\n\\t]{1,200}") {
            prop_assume!(known_binary(line.as_bytes()).is_none() && !line.starts_with('\u{FEFF}'));
            prop_assert_eq!(text(line.as_bytes()), Decoded { text: line, notes: vec![] });
        }

        #[test]
        fn any_bytes_give_a_text_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = decode(bytes, None);
        }
    }
}
