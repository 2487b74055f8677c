//! Web addresses: the tokenizer's `url_match` without a regular-expression engine.
//!
//! The pattern is spaCy's own, the same for all its languages; only its letters of a top-level domain are read from the
//! model. It says: an optional scheme, an optional user, then a public IPv4 address or a name with at least one dot,
//! then an optional port and an optional path.

use super::class::Class;
use crate::unicode::{is_decimal, is_word};

const BEFORE: &str = r"(?u)^(?:(?:[\w\+\-\.]{2,})://)?(?:\S+(?::\S*)?@)?(?:(?!(?:10|127)(?:\.\d{1,3}){3})(?!(?:169\.254|192\.168)(?:\.\d{1,3}){2})(?!172\.(?:1[6-9]|2\d|3[0-1])(?:\.\d{1,3}){2})(?:[1-9]\d?|1\d\d|2[01]\d|22[0-3])(?:\.(?:1?\d{1,2}|2[0-4]\d|25[0-5])){2}(?:\.(?:[1-9]\d?|1\d\d|2[0-4]\d|25[0-4]))|(?:(?:[A-Za-z0-9\u00a1-\uffff][A-Za-z0-9\u00a1-\uffff_-]{0,62})?[A-Za-z0-9\u00a1-\uffff]\.)+(?:[";
const AFTER: &str = r"{2,63}))(?::\d{2,5})?(?:[/?#]\S*)?$";

/// The matcher for whole strings without whitespace.
#[derive(Debug)]
pub(super) struct Url {
    top_level: Class,
}

impl Url {
    /// Takes the letters of a top-level domain out of the pattern; `None` if it is another pattern.
    pub(super) fn compile(pattern: &str) -> Option<Self> {
        let (top_level, rest) = Class::parse(pattern.strip_prefix(BEFORE)?)?;
        (rest == AFTER).then_some(Self { top_level })
    }

    /// Whether the whole of `text` is an address.
    pub(super) fn matches(&self, text: &str) -> bool {
        if !text.contains('.') {
            return false;
        }
        if self.host_on(text) {
            return true;
        }
        if let Some(colon) = text.find(':') {
            let scheme = &text[..colon];
            if let Some(rest) = text[colon..].strip_prefix("://") {
                let named = scheme.chars().all(|c| is_word(c) || "+-.".contains(c));
                if named && scheme.chars().nth(1).is_some() && self.host_on(rest) {
                    return true;
                }
            }
        }
        text.match_indices('@').any(|(at, _)| at > 0 && self.host_on(&text[at + 1..]))
    }

    /// Host, port, path up to the end.
    fn host_on(&self, text: &str) -> bool {
        // No character that ends a host may occur in one; an early look at it keeps many "@" linear.
        let end = text.find([':', '/', '?', '#', '@']).unwrap_or(text.len());
        let (host, mut rest) = text.split_at(end);
        if !is_public_address(host) && !self.is_name(host) {
            return false;
        }
        if let Some(port) = rest.strip_prefix(':') {
            let end = port.find(['/', '?', '#', '@']).unwrap_or(port.len());
            if !has_digits(&port[..end], 2, 5) {
                return false;
            }
            rest = &port[end..];
        }
        rest.is_empty() || rest.starts_with(['/', '?', '#'])
    }

    fn is_name(&self, host: &str) -> bool {
        let Some((labels, top)) = host.rsplit_once('.') else { return false };
        let letters = top.chars().take(64).count();
        (2..=63).contains(&letters)
            && top.chars().all(|c| self.top_level.contains(c))
            && labels.split('.').all(is_label)
    }
}

fn is_label_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || ('\u{a1}'..='\u{ffff}').contains(&c)
}

/// One to 64 characters, the first and the last no hyphen or underscore.
fn is_label(label: &str) -> bool {
    let ends = label.chars().next().is_some_and(is_label_char) && label.chars().next_back().is_some_and(is_label_char);
    ends && label.chars().take(65).count() <= 64 && label.chars().all(|c| is_label_char(c) || c == '_' || c == '-')
}

fn has_digits(text: &str, low: usize, high: usize) -> bool {
    let count = text.chars().take(high + 1).count();
    (low..=high).contains(&count) && text.chars().all(is_decimal)
}

/// A dotted address that is not of a private network. `\d` is any decimal digit, as in the pattern.
fn is_public_address(host: &str) -> bool {
    let mut parts = host.splitn(5, '.').map(Part::new);
    let (Some(Some(a)), Some(Some(b)), Some(Some(c)), Some(Some(d)), None) =
        (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let first = a.is_one_or_two_from_1()
        || a.is_hundred('1', '0', '9')
        || a.is_hundred('2', '0', '1')
        || a.is_22(&['0', '1', '2', '3']);
    let middle = |part: &Part| {
        part.is_up_to_199() || part.is_hundred('2', '0', '4') || part.is_25(&['0', '1', '2', '3', '4', '5'])
    };
    let last = d.is_one_or_two_from_1()
        || d.is_hundred('1', '0', '9')
        || d.is_hundred('2', '0', '4')
        || d.is_25(&['0', '1', '2', '3', '4']);
    let private = a.is("10")
        || a.is("127")
        || a.is("169") && b.is("254")
        || a.is("192") && b.is("168")
        || a.is("172") && (b.two('1', '6', '9') || b.any_after('2') || b.two('3', '0', '1'));
    first && middle(&b) && middle(&c) && last && !private
}

/// One to three decimal digits between the dots of an address.
struct Part {
    digits: [char; 3],
    count: usize,
}

impl Part {
    fn new(text: &str) -> Option<Self> {
        if !has_digits(text, 1, 3) {
            return None;
        }
        let mut part = Self { digits: ['\0'; 3], count: 0 };
        for c in text.chars() {
            part.digits[part.count] = c;
            part.count += 1;
        }
        Some(part)
    }

    fn is(&self, text: &str) -> bool {
        text.chars().eq(self.digits[..self.count].iter().copied())
    }

    /// `[1-9]\d?`
    fn is_one_or_two_from_1(&self) -> bool {
        self.count <= 2 && ('1'..='9').contains(&self.digits[0])
    }

    /// `1?\d{1,2}`
    fn is_up_to_199(&self) -> bool {
        self.count <= 2 || self.digits[0] == '1'
    }

    /// A hundred, then a digit in a range, then any digit.
    fn is_hundred(&self, hundred: char, low: char, high: char) -> bool {
        let second = self.digits[1];
        let inside = if (low, high) == ('0', '9') { is_decimal(second) } else { (low..=high).contains(&second) };
        self.count == 3 && self.digits[0] == hundred && inside
    }

    fn is_22(&self, last: &[char]) -> bool {
        self.count == 3 && self.digits[..2] == ['2', '2'] && last.contains(&self.digits[2])
    }

    fn is_25(&self, last: &[char]) -> bool {
        self.count == 3 && self.digits[..2] == ['2', '5'] && last.contains(&self.digits[2])
    }

    fn two(&self, first: char, low: char, high: char) -> bool {
        self.count == 2 && self.digits[0] == first && (low..=high).contains(&self.digits[1])
    }

    fn any_after(&self, first: char) -> bool {
        self.count == 2 && self.digits[0] == first
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url() -> Url {
        Url::compile(&format!("{BEFORE}a-zа-я\\u4E00-\\u9FFF]{AFTER}")).unwrap()
    }

    #[test]
    fn addresses() {
        let url = url();
        for text in [
            "example.com",
            "http://example.com",
            "https://www.example.co.uk/a?b#c",
            "example.com:8080/x",
            "a@b.cd",
            "a:b@c.de",
            "пример.рф",
            "1.2.3.4",
            "http://8.8.8.8:53",
            "x@y@z.com",
            "a_b.com",
            "例.中国",
            "git+ssh://u:p@h.org/r",
        ] {
            assert!(url.matches(text), "{text}");
        }
    }

    #[test]
    fn near_misses() {
        let url = url();
        for text in [
            "example",
            "example.c",
            "example.COM",
            "-a.com",
            "a-.com",
            "_a.com",
            "10.0.0.1",
            "192.168.1.1",
            "172.16.0.1",
            "1.2.3.255",
            "a.com:1",
            "a.com:123456",
            "@a.b",
            "a://b.com",
            "a.com@",
            "1.2.3",
            "a..com",
            ".com",
            "http://",
            "224.1.1.1",
            "a.com x",
        ] {
            assert!(!url.matches(text), "{text}");
        }
    }

    #[test]
    fn other_patterns_are_refused() {
        assert!(Url::compile("^https?://").is_none());
    }
}
