//! Courtesies that the parser takes for sentences' ends or for names, in words that it knows.
//!
//! Comes in: the text of a segment. Goes out: the text to be parsed, of the same length in bytes, so that every offset stays.
//! "H.E. Dr. Kao Kim Hourn" is read as "Lord Dr. Kao Kim Hourn"; quotations are cut from the text as it was.

use std::borrow::Cow;

/// What stands for what: as many bytes each.
const PLAIN: &[(&str, &str)] = &[
    ("H.E. ", "Lord "),
    ("H.H. ", "Lord "),
    ("H.M. ", "King "),
    ("H.R.H. ", "Prince "),
    ("HRH ", "Sir "),
    ("Hon. ", "Lord "),
];

/// The text in words that the parser knows.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    let mut out = Cow::Borrowed(text);
    for (courtesy, word) in PLAIN {
        if out.contains(courtesy) {
            out = Cow::Owned(out.replace(courtesy, word));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn courtesies_keep_every_offset() {
        assert!(PLAIN.iter().all(|(a, b)| a.len() == b.len()));
        assert_eq!(plain("met H.E. To Lam on Monday"), "met Lord To Lam on Monday");
        assert!(matches!(plain("met To Lam"), Cow::Borrowed(_)));
    }
}
