//! Compiles the tables in `data/` into one index that the library maps into memory with its own code.
//!
//! Reads nothing but `data/derived` and `data/compiled`; an error names file, line, what was found, what was expected.

#[path = "src/compile/mod.rs"]
#[allow(dead_code, unused_imports)]
mod compile;
#[path = "src/fold.rs"]
#[allow(dead_code)]
mod fold;
#[path = "src/layout.rs"]
#[allow(dead_code)]
mod layout;

#[path = "src/romanised.rs"]
#[allow(dead_code)]
mod romanised;
#[path = "src/same_person.rs"]
#[allow(dead_code)]
mod same_person;
#[path = "src/script.rs"]
mod script;

use std::hash::Hasher;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it")).join("atlas.index");
    for watched in [
        "build.rs",
        "src/compile",
        "src/fold.rs",
        "src/layout.rs",
        "src/overlay.rs",
        "src/romanised.rs",
        "src/same_person.rs",
        "src/script.rs",
        "data/derived",
        "data/compiled",
    ] {
        println!("cargo::rerun-if-changed={watched}");
    }
    match compile_folder(&root.join("data")) {
        Ok(bytes) => match std::fs::write(&out, &bytes) {
            Ok(()) => {
                println!("cargo::rustc-env=ATLAS_STAMP={}", stamp(&root, &bytes));
                ExitCode::SUCCESS
            }
            Err(e) => fail(&format!("cannot write {}: {e}", out.display())),
        },
        Err(e) => fail(&e.to_string()),
    }
}

/// A number that another index, or another way of compiling, does not have.
fn stamp(root: &Path, index: &[u8]) -> String {
    let mut hash = std::hash::DefaultHasher::new();
    hash.write(index);
    for file in ["actors", "codes", "error", "mod", "names", "tables", "write"] {
        hash.write(&std::fs::read(root.join(format!("src/compile/{file}.rs"))).unwrap_or_default());
    }
    hash.write(&std::fs::read(root.join("src/overlay.rs")).unwrap_or_default());
    format!("{:016x}", hash.finish())
}

fn compile_folder(data: &Path) -> Result<Vec<u8>, compile::CompileError> {
    let mut tables = compile::Tables::default();
    for folder in ["derived", "compiled"] {
        let folder = data.join(folder);
        let unreadable =
            |e: std::io::Error| compile::CompileError::Unreadable { path: folder.clone(), reason: e.to_string() };
        let mut files = Vec::new();
        for entry in std::fs::read_dir(&folder).map_err(unreadable)? {
            files.push(entry.map_err(unreadable)?.path());
        }
        files.sort();
        for path in files.iter().filter(|p| p.extension().is_some_and(|e| e == "tsv")) {
            tables.add(path, &std::fs::read_to_string(path).map_err(unreadable)?, false)?;
        }
    }
    compile::index(&tables)
}

fn fail(message: &str) -> ExitCode {
    println!("cargo::error={message}");
    ExitCode::FAILURE
}
