//! Lines of any stream, none of which may be endless.
//!
//! Comes in: bytes. Goes out: lines with their number, as text. Promises: a line longer than the limit is passed over without being held;
//! a line that is not UTF-8 is read as Windows-1252, as the older event sets have it; no byte order mark.

use std::io::BufRead;

use encoding_rs::WINDOWS_1252;

/// Lines longer than this are passed over.
pub(crate) const LONGEST: usize = 32 << 20;

/// One line, without its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// From 1.
    pub number: u64,
    /// None where it is longer than the limit.
    pub text: Option<String>,
}

/// The lines of a stream.
pub(crate) struct Lines<R> {
    from: R,
    number: u64,
    limit: usize,
    buffer: Vec<u8>,
}

impl<R: BufRead> Lines<R> {
    pub fn new(from: R, limit: usize) -> Self {
        Lines { from, number: 0, limit, buffer: Vec::new() }
    }

    /// The next line; none at the end.
    pub fn next_line(&mut self) -> std::io::Result<Option<Line>> {
        self.buffer.clear();
        let mut fits = true;
        let mut any = false;
        loop {
            let held = match self.from.fill_buf() {
                Ok(held) => held,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if held.is_empty() {
                break;
            }
            any = true;
            let end = held.iter().position(|b| *b == b'\n');
            let part = &held[..end.unwrap_or(held.len())];
            fits &= self.buffer.len() + part.len() <= self.limit;
            if fits {
                self.buffer.extend_from_slice(part);
            }
            let used = part.len() + usize::from(end.is_some());
            self.from.consume(used);
            if end.is_some() {
                break;
            }
        }
        if !any {
            return Ok(None);
        }
        self.number += 1;
        let text = fits.then(|| text(&self.buffer, self.number == 1));
        Ok(Some(Line { number: self.number, text }))
    }
}

fn text(bytes: &[u8], first: bool) -> String {
    let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
    let bytes = if first { bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes) } else { bytes };
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_string(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    fn lines(bytes: &[u8], limit: usize, buffer: usize) -> Vec<Option<String>> {
        let mut lines = Lines::new(BufReader::with_capacity(buffer, bytes), limit);
        let mut all = Vec::new();
        while let Some(line) = lines.next_line().unwrap() {
            assert_eq!(line.number, all.len() as u64 + 1);
            all.push(line.text);
        }
        all
    }

    #[test]
    fn ends_marks_and_encodings_are_taken_off() {
        let got = lines(b"\xEF\xBB\xBFone\r\n\ntw\xF3\nlast", 100, 64);
        assert_eq!(got, ["one", "", "twó", "last"].map(|l| Some(l.to_string())));
        assert_eq!(lines(b"", 10, 64), []);
        assert_eq!(lines(b"short\nmuch too long\nok\n", 5, 64), [Some("short".into()), None, Some("ok".into())]);
    }

    proptest::proptest! {
        #[test]
        fn the_size_of_the_buffer_does_not_matter(text in "[a-z\n\r]{0,80}", buffer in 1..9usize) {
            let whole: Vec<_> = text.lines().map(|l| Some(l.trim_end_matches('\r').to_string())).collect();
            let got: Vec<_> =
                lines(text.as_bytes(), 100, buffer).into_iter().map(|l| l.map(|l| l.trim_end_matches('\r').to_string())).collect();
            proptest::prop_assert_eq!(got, whole);
        }
    }
}
