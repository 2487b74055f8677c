//! From bytes to code points, for the outside edges where offsets count characters.

/// Turns byte offsets of one text into code points.
///
/// Ascending offsets, as tokens have them, together take one pass over the text; going back starts again from the
/// nearest mark, one every 4,096 bytes.
///
/// ```
/// let mut points = language::CodePoints::new("né à Réo");
/// assert_eq!(points.at(4), 3);
/// assert_eq!(points.at(0), 0);
/// assert_eq!(points.at(11), 8);
/// ```
#[derive(Debug, Clone)]
pub struct CodePoints<'t> {
    text: &'t [u8],
    /// Code points before every multiple of [`STEP`] bytes; empty for ASCII.
    marks: Vec<usize>,
    byte: usize,
    point: usize,
}

const STEP: usize = 4096;

impl<'t> CodePoints<'t> {
    /// A map for this text.
    pub fn new(text: &'t str) -> Self {
        let mut marks = Vec::new();
        if !text.is_ascii() {
            let mut points = 0;
            for chunk in text.as_bytes().chunks(STEP) {
                marks.push(points);
                points += count(chunk);
            }
        }
        Self { text: text.as_bytes(), marks, byte: 0, point: 0 }
    }

    /// The number of code points before a byte; an offset behind the end counts as the end.
    pub fn at(&mut self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        if self.marks.is_empty() {
            return byte;
        }
        if byte < self.byte || byte - self.byte > STEP {
            let mark = (byte / STEP).min(self.marks.len() - 1);
            (self.byte, self.point) = (mark * STEP, self.marks[mark]);
        }
        self.point += count(&self.text[self.byte..byte]);
        self.byte = byte;
        self.point
    }
}

/// First bytes of code points.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_offset_of_a_long_text() {
        let text = "aé中😀 ".repeat(2000);
        let mut points = CodePoints::new(&text);
        for (point, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(byte), point);
        }
        assert_eq!(points.at(text.len()), text.chars().count());
        for (point, (byte, _)) in text.char_indices().enumerate().step_by(997).collect::<Vec<_>>().into_iter().rev() {
            assert_eq!(points.at(byte), point);
        }
        assert_eq!(CodePoints::new("").at(3), 0);
    }
}
