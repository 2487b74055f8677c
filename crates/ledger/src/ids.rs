//! Numbers of rows and keys of content, told apart by type.

use std::fmt;

use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use sha2::{Digest, Sha256};

macro_rules! row {
    ($($(#[$doc:meta])* $name:ident),*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(crate) i64);

        impl $name {
            /// The row's number in this ledger; another ledger gives it to something else.
            pub fn number(self) -> i64 {
                self.0
            }
        }

        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.0.into())
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                i64::column_result(value).map($name)
            }
        }
    )*};
}

row! {
    /// A document.
    DocumentId,
    /// What one version of the reader made of a document.
    ReadingId,
    /// A claim of one reading.
    ClaimId,
    /// An actor as one reading has it.
    LocalId,
    /// An actor of all documents.
    ActorId,
    /// A decision.
    DecisionId
}

/// The content hash of a document: SHA-256 over outlet, day and text, each closed by a zero byte.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentKey(pub [u8; 32]);

impl DocumentKey {
    /// The key of a text.
    pub fn of(outlet: Option<&str>, published: Option<model::Date>, text: &str) -> Self {
        let day = published.map(|d| d.to_string()).unwrap_or_default();
        let mut hash = Sha256::new();
        for part in [outlet.unwrap_or(""), &day, text] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        DocumentKey(hash.finalize().into())
    }

    /// 64 hexadecimal digits.
    pub fn hex(&self) -> String {
        hex(&self.0)
    }
}

impl fmt::Debug for DocumentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.hex())
    }
}

impl FromSql for DocumentKey {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        <[u8; 32]>::column_result(value).map(DocumentKey)
    }
}

/// A key of 64 bits, such as a claim's or an incident's: 16 hexadecimal digits outside, one integer inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key64(pub(crate) i64);

impl Key64 {
    /// Reads 16 lower-case hexadecimal digits.
    pub fn from_hex(digits: &str) -> Option<Self> {
        let form = digits.len() == 16 && digits.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        form.then(|| u64::from_str_radix(digits, 16).ok()).flatten().map(|n| Key64(n as i64))
    }

    /// 16 hexadecimal digits.
    pub fn hex(self) -> String {
        format!("{:016x}", self.0 as u64)
    }

    /// The key of a claim: hash of the document's key, what it is, and the answer's id of it.
    pub fn of_claim(document: &DocumentKey, relation: bool, id: &str) -> Self {
        let kind = if relation { "relation" } else { "event" };
        Key64::from_hex(&model::hash::id(&[&document.hex(), kind, id])).expect("a hash has 16 digits")
    }

    /// The key of a row of another event set, whose id names the set: the same whichever file it stands in.
    pub fn of_row(id: &str) -> Self {
        Key64::from_hex(&model::hash::id(&["row", id])).expect("a hash has 16 digits")
    }
}

impl ToSql for Key64 {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.into())
    }
}

impl FromSql for Key64 {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        i64::column_result(value).map(Key64)
    }
}

/// Hexadecimal digits of bytes.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|b| [DIGITS[usize::from(b >> 4)] as char, DIGITS[usize::from(b & 15)] as char]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn keys_are_read_as_they_are_written(bits: i64) {
            prop_assert_eq!(Key64::from_hex(&Key64(bits).hex()), Some(Key64(bits)));
        }
    }

    #[test]
    fn other_forms_are_no_keys() {
        for digits in ["", "0123456789ABCDEF", "0123456789abcde", "+123456789abcdef"] {
            assert_eq!(Key64::from_hex(digits), None, "{digits}");
        }
    }

    #[test]
    fn a_document_is_its_outlet_day_and_text() {
        let day = "2026-02-04".parse().ok();
        let key = DocumentKey::of(Some("Post"), day, "text");
        assert_eq!(key.hex(), model::hash::hex(b"Post\x002026-02-04\x00text\x00"));
        assert_ne!(key, DocumentKey::of(Some("Gazette"), day, "text"));
        assert_ne!(key, DocumentKey::of(Some("Post"), None, "text"));
    }
}
