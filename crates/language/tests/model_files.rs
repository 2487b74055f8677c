//! Files that are no models, or damaged ones, are refused with the right word, never used.

use std::path::Path;

use language::{LanguageError, Pipeline, convert};

fn open(bytes: &[u8]) -> Result<Pipeline, LanguageError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.detente");
    std::fs::write(&path, bytes).unwrap();
    Pipeline::open(&path)
}

/// A header that says it belongs to a file of this length.
fn header(format: u32, length: u64) -> Vec<u8> {
    let mut bytes = b"DETLANG\n".to_vec();
    bytes.extend_from_slice(&format.to_le_bytes());
    bytes.extend_from_slice(&0u32.to_le_bytes());
    bytes.extend_from_slice(&length.to_le_bytes());
    bytes.resize(64, 0);
    bytes
}

#[test]
fn other_files_are_told_from_damaged_ones() {
    assert!(matches!(open(b""), Err(LanguageError::Damaged { .. })));
    assert!(matches!(open(b"PK\x03\x04"), Err(LanguageError::NotAModel { .. })));
    assert!(matches!(open(&[b'x'; 500]), Err(LanguageError::NotAModel { .. })));
    assert!(matches!(open(&header(999, 64)), Err(LanguageError::Version { found: 999, .. })));
    assert!(matches!(open(&header(1, 4096)), Err(LanguageError::Damaged { .. })));
    assert!(matches!(open(&header(1, 64)), Err(LanguageError::Damaged { .. })));
    assert!(matches!(Pipeline::open(Path::new("/no/such/model")), Err(LanguageError::Io { .. })));
}

#[test]
fn a_folder_that_is_no_model_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(convert(folder.path(), &mut Vec::new()), Err(LanguageError::Io { .. })));
    std::fs::create_dir(folder.path().join("vocab")).unwrap();
    std::fs::write(folder.path().join("vocab/vectors"), b"nonsense").unwrap();
    assert!(matches!(convert(folder.path(), &mut Vec::new()), Err(LanguageError::Malformed { .. })));
}
