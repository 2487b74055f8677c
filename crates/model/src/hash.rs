//! Content hashes, so that a second run adds nothing.

use sha2::{Digest, Sha256};

/// SHA-256 in hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    digits(&Sha256::digest(bytes))
}

/// The first 16 hexadecimal digits of the SHA-256 of the parts, each closed by a zero byte: the id of a claim.
pub fn id(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    digits(&hash.finalize()[..8])
}

fn digits(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|b| [DIGITS[usize::from(b >> 4)], DIGITS[usize::from(b & 15)]]).map(char::from).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(super::id(&["ab", "c"]), super::id(&["a", "bc"]));
        assert_eq!(super::id(&["a"]).len(), 16);
    }
}
