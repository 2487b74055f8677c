//! How much a PDF unpacks to, measured before anything holds it.
//!
//! Comes in: a file's bytes; then the file as it was opened. Goes out: an error where it is more than is read of one. Promises: what is
//! measured is not kept. A stream's filters may stand anywhere in a file, so the first look goes by the bytes of each stream, and the
//! second, once objects can be looked up, by their filters.

use std::collections::HashMap;

use flate2::{Decompress, FlushDecompress, Status};
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, MaybeRef, Name, Object, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::page::Page;

use super::PdfError;

/// Bytes to which all streams of a file may unpack.
const MAX_ALL: u64 = 256_000_000;
/// Bytes of what is drawn on one page, or in one part of it: each may stand for a letter.
const MAX_DRAWING: u64 = 6_000_000;
/// Bytes that are looked at, where streams seem to stand within each other.
const MAX_LOOKED_AT: usize = 512_000_000;
/// How deep what is drawn may nest.
const MAX_SAVES: usize = 50_000;
/// How many bytes one byte may become. The library has no other name for a filter than that under which it is shown.
const MOST: [(&str, u64); 3] = [(FLATE, 1032), ("LzwDecode", 2048), ("RunLengthDecode", 64)];
const FLATE: &str = "FlateDecode";

/// Looks at every stream in the bytes of a file: what it inflates to, also through a layer of digits or a second packing.
pub(super) fn measured(bytes: &[u8]) -> Result<(), PdfError> {
    let (mut all, mut at, mut looked_at) = (0, 0, 0);
    while let Some(found) = find(&bytes[at..], b"stream") {
        let start = at + found + b"stream".len();
        at = start;
        if bytes[..start].ends_with(b"endstream") {
            continue;
        }
        let body = &bytes[start..];
        let body = &body[..find(body, b"endstream").unwrap_or(body.len())];
        let body = body.trim_ascii_start();
        looked_at += body.len();
        if looked_at > MAX_LOOKED_AT {
            return Err(PdfError::Heavy);
        }
        all += unpacked(body, MAX_ALL.saturating_sub(all), 0);
        if all > MAX_ALL {
            return Err(PdfError::Heavy);
        }
        let dictionary = &bytes[start.saturating_sub(600)..start];
        let slow = find(dictionary, b"LZW").or(find(dictionary, b"RunLength")).is_some();
        if slow && find(dictionary, b"ObjStm").is_some() {
            return Err(PdfError::Heavy);
        }
    }
    Ok(())
}

/// Bytes that come out of a stream, at least so many as `limit` and one if they are more than that.
fn unpacked(body: &[u8], limit: u64, depth: u8) -> u64 {
    let mut most = 0;
    if body.first().is_some_and(|b| b & 0x0F == 8) {
        let mut head = Vec::new();
        most = inflated(body, limit, &mut head);
        // What is packed twice is small in between.
        if most <= limit && depth < 3 && most == head.len() as u64 {
            most = most.max(unpacked(&head, limit, depth + 1));
        }
    } else if depth < 3 {
        let text = &body[..body.len().min(4096)];
        if text.iter().all(|b| b.is_ascii_hexdigit() || b.is_ascii_whitespace() || *b == b'>') {
            most = unpacked(&from_hex(body), limit, depth + 1);
        } else if text.iter().all(|b| (b'!'..=b'u').contains(b) || *b == b'z' || *b == b'~' || b.is_ascii_whitespace())
        {
            most = unpacked(&from_base85(body), limit, depth + 1);
        }
    }
    most
}

/// Inflates and counts; the first bytes are kept in `head`.
fn inflated(packed: &[u8], limit: u64, head: &mut Vec<u8>) -> u64 {
    const KEPT: usize = 16 << 20;
    let mut inflate = Decompress::new(true);
    let mut out = vec![0; 1 << 16];
    loop {
        let (read, written) = (inflate.total_in(), inflate.total_out());
        let rest = usize::try_from(read).ok().and_then(|read| packed.get(read..)).unwrap_or_default();
        let status = inflate.decompress(rest, &mut out, FlushDecompress::None);
        let new = usize::try_from(inflate.total_out() - written).unwrap_or(0);
        if head.len() + new <= KEPT {
            head.extend_from_slice(&out[..new]);
        }
        let stuck = inflate.total_in() == read && new == 0;
        if inflate.total_out() > limit || stuck || !matches!(status, Ok(Status::Ok)) {
            return inflate.total_out();
        }
    }
}

fn from_hex(digits: &[u8]) -> Vec<u8> {
    let mut nibbles = digits.iter().filter_map(|b| (*b as char).to_digit(16)).map(|d| d as u8);
    let mut bytes = Vec::with_capacity(digits.len() / 2);
    while let Some(high) = nibbles.next() {
        bytes.push(high << 4 | nibbles.next().unwrap_or(0));
    }
    bytes
}

fn from_base85(digits: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(digits.len() / 5 * 4);
    let mut group: Vec<u8> = Vec::with_capacity(5);
    for b in digits.iter().take_while(|b| **b != b'~') {
        match b {
            b'z' if group.is_empty() => bytes.extend([0; 4]),
            b'!'..=b'u' => group.push(b - b'!'),
            _ => {}
        }
        if group.len() == 5 {
            let number = group.iter().fold(0u32, |n, d| n.wrapping_mul(85).wrapping_add(u32::from(*d)));
            bytes.extend(number.to_be_bytes());
            group.clear();
        }
    }
    if group.len() > 1 {
        let kept = group.len() - 1;
        group.resize(5, 84);
        let number = group.iter().fold(0u32, |n, d| n.wrapping_mul(85).wrapping_add(u32::from(*d)));
        bytes.extend(&number.to_be_bytes()[..kept]);
    }
    bytes
}

/// Looks at the streams of a file that was opened: packings that cannot be measured count with the most that they may hold, and what is
/// drawn counts as often as it is drawn.
pub(super) fn measured_inside(pdf: &Pdf) -> Result<(), PdfError> {
    let mut all: u64 = 0;
    for object in pdf.objects() {
        let Object::Stream(stream) = object else { continue };
        let factors: Vec<u64> = stream.filters().iter().filter_map(|f| most(&format!("{f:?}"))).collect();
        let measured = factors.is_empty() || factors == [most(FLATE).unwrap_or(1)];
        if !measured {
            let length = stream.raw_data().len() as u64;
            all = all.saturating_add(factors.iter().fold(length, |n, f| n.saturating_mul(*f)));
        }
        if all > MAX_ALL {
            return Err(PdfError::Heavy);
        }
        if stream.dict().get::<Name<'_>>("Subtype").is_some_and(|name| &*name == b"Form") {
            drawing(stream.decoded_data().ok().as_deref().unwrap_or_default())?;
        }
    }
    let mut lengths = HashMap::new();
    let mut pages: u64 = 0;
    for page in pdf.pages().iter() {
        let length = contents(page, &mut lengths);
        pages = pages.saturating_add(length);
        if length > MAX_DRAWING || pages > MAX_ALL {
            return Err(PdfError::Heavy);
        }
        drawing(page.page_stream().unwrap_or_default())?;
    }
    Ok(())
}

fn most(filter: &str) -> Option<u64> {
    MOST.iter().find(|(of, _)| *of == filter).map(|(_, most)| *most)
}

/// Length of what is drawn on a page. A stream that is named a thousand times counts a thousand times.
fn contents(page: &Page<'_>, lengths: &mut HashMap<ObjectIdentifier, u64>) -> u64 {
    let length = |stream: Stream<'_>| stream.decoded_data().map_or(0, |data| data.len() as u64);
    let Some(array) = page.raw().get::<Array<'_>>("Contents") else {
        return page.raw().get::<Stream<'_>>("Contents").map_or(0, length);
    };
    let mut all: u64 = 0;
    for item in array.raw_iter() {
        if let MaybeRef::Ref(to) = item {
            let id = ObjectIdentifier::from(to);
            let one = lengths.entry(id).or_insert_with(|| page.xref().get::<Stream<'_>>(id).map_or(0, length));
            all = all.saturating_add(*one).saturating_add(1);
        }
    }
    all
}

/// Whether what is drawn is neither too long nor nested too deep.
fn drawing(operators: &[u8]) -> Result<(), PdfError> {
    let (mut saves, mut deepest) = (0usize, 0);
    for word in operators.split(u8::is_ascii_whitespace) {
        match word {
            b"q" => saves += 1,
            b"Q" => saves = saves.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(saves);
    }
    if operators.len() as u64 > MAX_DRAWING || deepest > MAX_SAVES { Err(PdfError::Heavy) } else { Ok(()) }
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    let first = word[0];
    let mut at = 0;
    loop {
        at += bytes[at..].iter().position(|b| *b == first)?;
        if bytes[at..].starts_with(word) {
            return Some(at);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn deflate(bytes: &[u8]) -> Vec<u8> {
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    #[test]
    fn what_is_packed_is_measured_through_its_layers() {
        let plain = b"the envoys met ".repeat(1000);
        let packed = deflate(&plain);
        assert_eq!(unpacked(&packed, 1 << 20, 0), 15_000);
        assert_eq!(unpacked(&deflate(&packed), 1 << 20, 0), 15_000);
        let hex: String = packed.iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(unpacked(hex.as_bytes(), 1 << 20, 0), 15_000);
        assert!(unpacked(&deflate(&[0; 5_000_000]), 1_000_000, 0) > 1_000_000);
        assert_eq!(from_base85(b"87cURD]i,\"Ebo80~>"), b"Hello World!");
    }

    #[test]
    fn a_file_that_unpacks_to_too_much_is_refused() {
        let packed = deflate(&vec![b' '; 300_000_000]);
        let file = [&b"%PDF-1.7\n1 0 obj <</Length 1>> stream\n"[..], &packed, b"\nendstream endobj"].concat();
        assert_eq!(measured(&file), Err(PdfError::Heavy));
        assert_eq!(measured(b"%PDF-1.7\nstream"), Ok(()));
        assert_eq!(drawing(&b"q ".repeat(60_000)), Err(PdfError::Heavy));
        assert_eq!(drawing(&b"q Q ".repeat(60_000)), Ok(()));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_measured(bytes in proptest::collection::vec(0u8.., 0..300), head in "(stream\n|x\u{9c}|[0-9a-f]{0,30}>|)") {
            let _ = measured(&[b"stream\n".as_slice(), head.as_bytes(), &bytes].concat());
        }
    }
}
