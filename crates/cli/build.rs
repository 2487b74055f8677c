//! A fingerprint of all that makes the reading: whatever changes it changes the reader's version, and `detente reread` knows which
//! texts to read again.

use std::path::{Path, PathBuf};

/// The rooms on which an answer depends, and what of them.
const PARTS: [&str; 8] = [
    "../model/src",
    "../language/src",
    "../atlas/src",
    "../atlas/data",
    "../reading/src",
    "../reading/codebook",
    "../reading/confidence.toml",
    "../source/src",
];

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let mut files = Vec::new();
    for part in PARTS {
        println!("cargo:rerun-if-changed={part}");
        walk(Path::new(part), &mut files);
    }
    files.sort();
    // FNV-1a: no secret, and no dependency of the build.
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    let mut take =
        |bytes: &[u8]| bytes.iter().for_each(|b| hash = (hash ^ u64::from(*b)).wrapping_mul(0x0100_0000_01B3));
    for file in files {
        take(file.to_string_lossy().replace('\\', "/").as_bytes());
        take(&[0]);
        take(&std::fs::read(&file).unwrap_or_default());
        take(&[0]);
    }
    println!("cargo:rustc-env=DETENTE_READING={hash:016x}");
}

fn walk(path: &Path, files: &mut Vec<PathBuf>) {
    if path.is_file() {
        files.push(path.to_path_buf());
    }
    let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
    entries.for_each(|entry| walk(&entry.path(), files));
}
