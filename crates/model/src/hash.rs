//! Content hashes, so that a second run adds nothing.

use sha2::{Digest, Sha256};

/// SHA-256 in hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// The first 16 hexadecimal digits of the SHA-256 of the parts, each closed by a zero byte: the id of a claim.
pub fn id(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(super::id(&["ab", "c"]), super::id(&["a", "bc"]));
        assert_eq!(super::id(&["a"]).len(), 16);
    }
}
