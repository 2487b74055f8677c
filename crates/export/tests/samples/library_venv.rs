//! The formats' own libraries, in an environment made once and shared by all tests of the crate.

use std::fs::{File, create_dir_all, read_to_string, remove_dir_all, write};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a library saw in an export, as `check.py` tells it. None where the libraries cannot be had and this is no CI.
pub fn seen(format: &str, bytes: &[u8]) -> Option<serde_json::Value> {
    let python = match python() {
        Ok(python) => python,
        Err(missing) if std::env::var_os("CI").is_some() => panic!("{missing}"),
        Err(missing) => {
            eprintln!("skipped: {format} is not read back by its library: {missing}");
            return None;
        }
    };
    let file = folder().join(format!("{format}-{}.{format}", model::hash::hex(bytes)));
    write(&file, bytes).expect("a file of the export");
    let run =
        Command::new(python).args(["-W", "ignore", "tests/check.py", format]).arg(&file).output().expect("python");
    assert!(run.status.success(), "{format}: {}", String::from_utf8_lossy(&run.stderr));
    let seen: serde_json::Value = serde_json::from_slice(&run.stdout).expect("JSON of check.py");
    assert_eq!(seen["problems"], serde_json::json!([]), "{format}");
    Some(seen)
}

fn folder() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
}

/// The environment's interpreter. The first test makes it, under a lock; what is half made by an interrupted run is made again.
fn python() -> Result<PathBuf, String> {
    let wanted = include_str!("../requirements.txt");
    create_dir_all(folder()).map_err(|e| e.to_string())?;
    let lock = File::create(folder().join("formats.lock")).map_err(|e| e.to_string())?;
    lock.lock().map_err(|e| e.to_string())?;
    let home = folder().join("formats");
    let (bin, exe) = if cfg!(windows) { ("Scripts", ".exe") } else { ("bin", "") };
    let python = home.join(bin).join(format!("python{exe}"));
    let ready = home.join("ready");
    if read_to_string(&ready).is_ok_and(|made| made == wanted) {
        return Ok(python);
    }
    let _ = remove_dir_all(&home);
    let base = if cfg!(windows) { "python" } else { "python3" };
    run(Command::new(base).args(["-m", "venv"]).arg(&home), "python3 with its module venv")?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"];
    run(Command::new(&python).args(pip).args(["-r", "tests/requirements.txt"]), "packages of tests/requirements.txt")?;
    write(&ready, wanted).map_err(|e| e.to_string())?;
    Ok(python)
}

fn run(command: &mut Command, what: &str) -> Result<(), String> {
    let output = command.output().map_err(|e| format!("missing: {what}: {e}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.success() { Ok(()) } else { Err(format!("missing: {what}: {}", said.trim())) }
}
