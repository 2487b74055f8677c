//! A text with where and when it comes from: what the source room hands on.

use crate::Date;

/// One document as read, before anything is made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Name of the file without its extension, or the first 12 digits of the hash.
    pub id: String,
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Who wrote it, as the page, its feed or its list says.
    pub author: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
    /// Where it came from.
    pub url: Option<String>,
    /// The whole text as read; all offsets count in it.
    pub text: String,
    /// Byte offset in `text` where the headline starts and ends, where the text holds it.
    pub title_span: Option<crate::ByteSpan>,
    /// Byte offset in `text` at which the body starts (behind headline and outlet line).
    pub body_start: usize,
}

impl Document {
    /// A document that is nothing but a text.
    pub fn plain(id: impl Into<String>, text: impl Into<String>) -> Self {
        Document {
            id: id.into(),
            title: None,
            outlet: None,
            author: None,
            published: None,
            url: None,
            text: text.into(),
            title_span: None,
            body_start: 0,
        }
    }

    /// SHA-256 of the text, in hexadecimal digits.
    pub fn sha256(&self) -> String {
        crate::hash::hex(self.text.as_bytes())
    }
}
