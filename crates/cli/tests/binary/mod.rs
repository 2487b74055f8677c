//! The binary under test, with its language model in place, and what a run of it gave.

// Each test program uses a part of this module and would call the rest dead.
#![allow(dead_code)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

/// What a run gave.
#[derive(Debug)]
pub struct Run {
    /// Exit code; none where a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("detente writes UTF-8");
        Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

/// The binary, without colours and with the medium model installed in the usual place.
pub fn detente() -> Command {
    static INSTALLED: OnceLock<()> = OnceLock::new();
    INSTALLED.get_or_init(|| {
        let run: Run = bare().args(["model", "install", "md"]).output().expect("the binary runs").into();
        assert_eq!(
            run.code,
            Some(0),
            "these tests need the language model; `detente model install md` says:\n{}",
            run.err
        );
    });
    bare()
}

/// The binary, with whatever models there are.
pub fn bare() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_detente"));
    command.env("NO_COLOR", "1").env_remove("CLICOLOR_FORCE").env_remove("COLUMNS").stdin(Stdio::null());
    command
}

/// Runs `detente` with these arguments.
pub fn run<S: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = S>) -> Run {
    detente().args(arguments).output().expect("the binary runs").into()
}

/// The root of the project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A new folder with these files.
pub fn folder<B: AsRef<[u8]>>(files: &[(&str, B)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).expect("a file in a new folder");
    }
    folder
}
