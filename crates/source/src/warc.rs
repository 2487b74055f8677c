//! WARC, the web archives' format: pages with where and when they were fetched.
//!
//! Comes in: a stream, unpacked. Goes out: what a reader can read: answers of sites (`response`), files (`resource`) and texts drawn
//! from pages (`conversion`). Promises: one record at a time is held, none larger than the limit; what is damaged is passed over up to
//! the next record. ISO 28500; the body of an answer is freed of its chunks and packing (gzip, deflate).

use std::io::{BufRead, Read};

use flate2::read::{MultiGzDecoder, ZlibDecoder};

/// Larger records are passed over.
const LARGEST: u64 = 32_000_000;
/// So are heads with more lines, or longer ones, than this.
const MOST_LINES: usize = 500;
const LONGEST_LINE: u64 = 64 * 1024;

/// A page out of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Archived {
    pub url: String,
    /// When it was fetched, RFC 3339.
    pub date: Option<String>,
    /// `text/html` and so on, in small letters, with its parameters.
    pub kind: String,
    pub bytes: Vec<u8>,
}

/// The pages of an archive.
pub(crate) struct Archive<R> {
    from: R,
    done: bool,
}

impl<R: BufRead> Archive<R> {
    pub fn new(from: R) -> Self {
        Archive { from, done: false }
    }

    /// The next record with its head, as far as it is one that can be read; none at the end.
    fn record(&mut self) -> std::io::Result<Option<Option<Archived>>> {
        // Blank lines stand between records; behind a damaged one, anything may.
        loop {
            match line(&mut self.from)? {
                None => return Ok(None),
                Some(text) if text.starts_with("WARC/") => break,
                Some(_) => {}
            }
        }
        let Some(head) = head(&mut self.from)? else { return Ok(Some(None)) };
        let length = head.get("content-length").and_then(|l| l.parse::<u64>().ok()).unwrap_or(0);
        let kind = head.get("warc-type").unwrap_or_default().to_ascii_lowercase();
        let url = head.get("warc-target-uri").unwrap_or_default().trim_matches(['<', '>']).to_string();
        if length > LARGEST
            || !url.starts_with("http")
            || !matches!(kind.as_str(), "response" | "resource" | "conversion")
        {
            skip(&mut self.from, length)?;
            return Ok(Some(None));
        }
        let mut block = Vec::new();
        (&mut self.from).take(length).read_to_end(&mut block)?;
        let date = head.get("warc-date").map(str::to_string);
        let told = head.get("content-type").unwrap_or_default().to_ascii_lowercase();
        let found = match kind.as_str() {
            "response" => answer(&block),
            _ => Some((told, block)),
        };
        Ok(Some(found.map(|(kind, bytes)| Archived { url, date, kind, bytes })))
    }
}

impl<R: BufRead> Iterator for Archive<R> {
    type Item = std::io::Result<Archived>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            match self.record() {
                Ok(Some(Some(page))) => return Some(Ok(page)),
                Ok(Some(None)) => {}
                Ok(None) => self.done = true,
                Err(error) => {
                    self.done = true;
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

/// Names in small letters with their values.
struct Head(Vec<(String, String)>);

impl Head {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

/// The lines up to a blank one; none where there is no end to them.
fn head(from: &mut impl BufRead) -> std::io::Result<Option<Head>> {
    let mut head: Vec<(String, String)> = Vec::new();
    for _ in 0..MOST_LINES {
        let Some(text) = line(from)? else { return Ok(Some(Head(head))) };
        if text.is_empty() {
            return Ok(Some(Head(head)));
        }
        match text.split_once(':') {
            // A line that begins with a blank goes on with the one before.
            _ if text.starts_with([' ', '\t']) => {
                if let Some((_, value)) = head.last_mut() {
                    value.push(' ');
                    value.push_str(text.trim());
                }
            }
            Some((name, value)) => head.push((name.trim().to_ascii_lowercase(), value.trim().to_string())),
            None => {}
        }
    }
    Ok(None)
}

/// One line without its end; what is longer than the limit is cut.
fn line(from: &mut impl BufRead) -> std::io::Result<Option<String>> {
    let mut bytes = Vec::new();
    if from.take(LONGEST_LINE).read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    let end = bytes.iter().rposition(|b| !matches!(b, b'\r' | b'\n')).map_or(0, |at| at + 1);
    Ok(Some(String::from_utf8_lossy(&bytes[..end]).into_owned()))
}

fn skip(from: &mut impl BufRead, length: u64) -> std::io::Result<()> {
    std::io::copy(&mut from.take(length), &mut std::io::sink()).map(|_| ())
}

/// An answer of a site: kind and body; none unless it is a whole page.
fn answer(block: &[u8]) -> Option<(String, Vec<u8>)> {
    let mut from = block;
    let status = line(&mut from).ok()??;
    let code = status.strip_prefix("HTTP/").and_then(|s| s.split(' ').nth(1));
    if code != Some("200") {
        return None;
    }
    let head = head(&mut from).ok()??;
    let mut body = from.to_vec();
    if head.get("transfer-encoding").is_some_and(|t| t.to_ascii_lowercase().contains("chunked")) {
        // Some archives keep the word and not the chunks.
        body = unchunked(&body).unwrap_or(body);
    }
    for packing in head.get("content-encoding").unwrap_or_default().rsplit(',') {
        let mut plain = Vec::new();
        let mut unpack = |from: &mut dyn Read| from.take(LARGEST + 1).read_to_end(&mut plain).is_ok();
        let done = match packing.trim().to_ascii_lowercase().as_str() {
            "" | "identity" => continue,
            // The same: some archives keep the word and not the packing.
            "gzip" | "x-gzip" if !body.starts_with(b"\x1F\x8B") => continue,
            "gzip" | "x-gzip" => unpack(&mut MultiGzDecoder::new(body.as_slice())),
            "deflate" => unpack(&mut ZlibDecoder::new(body.as_slice())),
            _ => false,
        };
        if !done || plain.len() as u64 > LARGEST {
            return None;
        }
        body = plain;
    }
    Some((head.get("content-type").unwrap_or_default().to_ascii_lowercase(), body))
}

/// A body out of its chunks; none where there are none.
fn unchunked(body: &[u8]) -> Option<Vec<u8>> {
    let mut from = body;
    let mut whole = Vec::with_capacity(body.len());
    loop {
        let size = line(&mut from).ok()??;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        if size == 0 {
            return Some(whole);
        }
        // The last chunk may be cut off.
        whole.extend_from_slice(&from[..size.min(from.len())]);
        from = from.get(size..)?;
        line(&mut from).ok()?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn record(kind: &str, url: &str, block: &[u8]) -> Vec<u8> {
        let head = format!(
            "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <{url}>\r\nWARC-Date: 2026-03-01T08:00:00Z\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n",
            block.len()
        );
        [head.as_bytes(), block, b"\r\n\r\n"].concat()
    }

    fn read(bytes: &[u8]) -> Vec<Archived> {
        Archive::new(bytes).map(Result::unwrap).collect()
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    #[test]
    fn answers_files_and_texts_come_out_and_nothing_else() {
        let page = b"HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; charset=utf-8\r\n\r\n<p>The envoys met.";
        let chunked =
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nThe \r\n7;x=y\r\nenvoys.\r\n0\r\n\r\n";
        let packed = [b"HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\n".as_slice(), &gzip(b"packed")].concat();
        let all = [
            record("warcinfo", "http://a.example/", b"software: x"),
            record("response", "http://a.example/1", page),
            record("request", "http://a.example/1", b"GET / HTTP/1.1\r\n\r\n"),
            b"rubbish between records\r\n".to_vec(),
            record("response", "http://a.example/2", chunked),
            record("response", "http://a.example/3", b"HTTP/1.1 404 No\r\n\r\ngone"),
            record("response", "http://a.example/4", &packed),
            record("resource", "http://a.example/5", b"a file"),
            record("conversion", "dns:a.example", b"1.1.1.1"),
        ]
        .concat();
        let got: Vec<(String, String, String)> =
            read(&all).into_iter().map(|a| (a.url, a.kind, String::from_utf8(a.bytes).unwrap())).collect();
        let of =
            |n: usize, kind: &str, text: &str| (format!("http://a.example/{n}"), kind.to_string(), text.to_string());
        assert_eq!(
            got,
            [
                of(1, "text/html; charset=utf-8", "<p>The envoys met."),
                of(2, "", "The envoys."),
                of(4, "", "packed"),
                of(5, "text/plain", "a file"),
            ]
        );
    }

    #[test]
    fn lengths_that_lie_spoil_one_record() {
        let long = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Length: 99999999999\r\n\r\nshort";
        assert_eq!(read(long), []);
        let odd =
            [b"WARC/1.0\r\nContent-Length: x\r\n\r\n".to_vec(), record("resource", "http://a.example/5", b"a file")]
                .concat();
        assert_eq!(read(&odd).len(), 1);
        assert_eq!(unchunked(b"fffffffffffffffffff\r\n"), None);
        assert_eq!(unchunked(b"9\r\nabc"), None);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_survived(head in "(WARC/1.0\r\n|Content-Length: [0-9]{1,3}\r\n|WARC-Type: response\r\n|WARC-Target-URI: http://a\r\n|\r\n|HTTP/1.1 200\r\n|Transfer-Encoding: chunked\r\n|[0-9a-f]{1,4}\r\n|x){0,20}", bytes in proptest::collection::vec(0u8.., 0..100)) {
            let all = [head.as_bytes(), &bytes].concat();
            Archive::new(all.as_slice()).for_each(drop);
        }
    }
}
