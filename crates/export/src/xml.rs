//! Text within XML 1.0.

use std::borrow::Cow;

/// Text as XML 1.0 may hold it, in elements and in attributes: five signs as entities, line ends and tabs as references, and a replacement
/// character for what XML cannot hold at all.
pub(crate) fn escaped(text: &str) -> Cow<'_, str> {
    if text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\t' => out.push_str("&#9;"),
            c if plain(c) => out.push(c),
            _ => out.push('\u{FFFD}'),
        }
    }
    Cow::Owned(out)
}

/// Whether a character stands for itself.
fn plain(c: char) -> bool {
    matches!(c, ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
        && !matches!(c, '&' | '<' | '>' | '"' | '\'')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out() {
        assert_eq!(
            escaped("Haftar’s 2 < 3 & \"x\"'\n\u{1}"),
            "Haftar’s 2 &lt; 3 &amp; &quot;x&quot;&apos;&#10;\u{FFFD}"
        );
        assert!(matches!(escaped("Libya"), Cow::Borrowed(_)));
        assert_eq!(escaped("a\u{FFFF}b"), "a\u{FFFD}b");
    }
}
