//! Bad input: a clear message with what to do, the right exit code, and every good document still done.

mod binary;

use std::io::{Read, Write};
use std::process::Stdio;

use binary::{Run, bare, detente, folder, run};
use serde_json::Value;

const ARTICLE: &str = "Envoys meet in Doha\nHarbour Post, 2026-03-02\n\nRussia’s foreign minister, Sergei Lavrov, met \
    Turkish President Recep Tayyip Erdoğan in Ankara on Sunday. The United States condemned Iran’s attack on Israel.\n";

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// A document that fails: exit code 1, its name, what is wrong and an advice on standard error, nothing on standard output.
fn refused(name: &str, bytes: &[u8], says: &str) {
    let folder = folder(&[(name, bytes)]);
    for command in ["read", "parse"] {
        let got = run([command.as_ref(), folder.path().join(name).as_os_str()]);
        assert_eq!(got.code, Some(1), "{command}: {}", got.err);
        assert!(got.err.contains(name) && got.err.contains(says) && got.err.contains('→'), "{command}: {}", got.err);
        assert_eq!(got.out, "", "{command}");
    }
}

#[test]
fn empty_and_binary_files_are_refused() {
    refused("empty.txt", b"", "it is empty");
    refused("mark.txt", b"\xEF\xBB\xBF", "it is empty");
    refused("paper.txt", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj", "PDF");
    refused(
        "noise.txt",
        &(0..5000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 11) as u8).collect::<Vec<_>>(),
        "not a text",
    );
    let folder = folder(&[("data.json", "{}")]);
    let path = folder.path().join("data.json");
    let read = run(["read".as_ref(), path.as_os_str()]);
    assert_eq!(read.code, Some(1));
    assert!(read.err.contains(".json files are not read"), "{}", read.err);
    assert_eq!(run(["parse".as_ref(), path.as_os_str()]).code, Some(0));
}

#[test]
fn white_space_is_annotated_and_not_read() {
    let folder = folder(&[("blank.txt", " \n\n ")]);
    let path = folder.path().join("blank.txt");
    let read = run(["read".as_ref(), path.as_os_str()]);
    assert_eq!(read.code, Some(1));
    assert!(read.err.contains("nothing but white space"), "{}", read.err);
    let parsed = run(["parse".as_ref(), path.as_os_str()]);
    assert_eq!(parsed.code, Some(0));
    assert_eq!(json(&parsed.out)["tokens"][0]["pos"], "SPACE");
}

#[test]
fn every_encoding_gives_the_same_answer() {
    let utf16 = |mark: &[u8], unit: fn(u16) -> [u8; 2]| {
        let units = ARTICLE.encode_utf16().flat_map(unit);
        mark.iter().copied().chain(units).collect::<Vec<u8>>()
    };
    let forms: [(&str, Vec<u8>); 5] = [
        ("marked", [b"\xEF\xBB\xBF", ARTICLE.as_bytes()].concat()),
        ("le", utf16(b"\xFF\xFE", u16::to_le_bytes)),
        ("be", utf16(b"\xFE\xFF", u16::to_be_bytes)),
        ("le-bare", utf16(b"", u16::to_le_bytes)),
        ("be-bare", utf16(b"", u16::to_be_bytes)),
    ];
    let answer = |bytes: &[u8]| {
        let folder = folder(&[("a.txt", bytes)]);
        let got = run(["read".as_ref(), folder.path().join("a.txt").as_os_str(), "--format".as_ref(), "json".as_ref()]);
        assert_eq!(got.code, Some(0), "{}", got.err);
        got.out
    };
    let plain = answer(ARTICLE.as_bytes());
    for (name, bytes) in forms {
        assert_eq!(answer(&bytes), plain, "{name}");
    }
}

#[test]
fn latin_1_is_read_and_told() {
    let folder =
        folder(&[("a.txt", b"The envoy of S\xE3o Tom\xE9 met the foreign minister of C\xF4te d\x92Ivoire in Paris.")]);
    let got = run(["parse".as_ref(), folder.path().join("a.txt").as_os_str()]);
    assert_eq!(got.code, Some(0));
    assert!(got.err.contains("windows-1252"), "{}", got.err);
    let tokens = json(&got.out);
    let words: Vec<&str> = tokens["tokens"].as_array().unwrap().iter().map(|t| t["text"].as_str().unwrap()).collect();
    assert!(words.contains(&"São") && words.contains(&"Côte") && words.contains(&"Tomé"), "{words:?}");
}

#[test]
fn line_ends_and_control_characters_keep_their_place() {
    let texts = [ARTICLE.replace('\n', "\r\n"), ARTICLE.replace("Sunday.", "Sunday.\u{7}\u{1}\u{c} \u{200b}")];
    for text in texts {
        let folder = folder(&[("a.txt", &text)]);
        let got = run(["read".as_ref(), folder.path().join("a.txt").as_os_str(), "--format".as_ref(), "json".as_ref()]);
        assert_eq!(got.code, Some(0), "{}", got.err);
        let answer = json(&got.out);
        assert_eq!(answer["document"]["published"], "2026-03-02");
        let points: Vec<char> = text.chars().collect();
        let quotes = answer["events"].as_array().unwrap().iter().flat_map(|e| e["evidence"].as_array().unwrap());
        for quote in quotes {
            let at = |key: &str| quote[key].as_u64().unwrap() as usize;
            assert_eq!(points[at("start")..at("end")].iter().collect::<String>(), quote["text"].as_str().unwrap());
        }
    }
}

#[test]
fn large_and_lopsided_texts_are_done() {
    let word = "x".repeat(1_000_000);
    let sentence = "the minister of the republic said that ".repeat(2_860);
    let line = format!("{}\n", "Qk3".repeat(160));
    let large = format!("{ARTICLE}\n{}", line.repeat(50_000_000 / line.len()));
    let folder = folder(&[("large.txt", large), ("sentence.txt", sentence), ("word.txt", format!("A {word} b."))]);
    let out = folder.path().join("out");
    let got = run([
        "read".as_ref(),
        folder.path().as_os_str(),
        "--format".as_ref(),
        "json".as_ref(),
        "--any-language".as_ref(),
        "--out".as_ref(),
        out.as_os_str(),
    ]);
    assert_eq!(got.code, Some(0), "{}", got.err);
    for name in ["large", "sentence", "word"] {
        json(&std::fs::read_to_string(out.join(format!("{name}.json"))).unwrap());
    }
    let got = run(["parse".as_ref(), folder.path().as_os_str(), "--out".as_ref(), out.as_os_str()]);
    assert_eq!(got.code, Some(0), "{}", got.err);
    let words = json(&std::fs::read_to_string(out.join("word.json")).unwrap());
    assert_eq!(words["tokens"][1]["end"], 1_000_002);
}

#[test]
fn another_language_is_told_and_read_on_demand() {
    let german =
        "Der Außenminister reiste am Montag nach Ankara und traf dort den türkischen Präsidenten zu einem Gespräch.";
    let folder = folder(&[("a.txt", german)]);
    let path = folder.path().join("a.txt");
    let got = run(["read".as_ref(), path.as_os_str()]);
    assert_eq!(got.code, Some(1));
    assert!(got.err.contains("German") && got.err.contains("--any-language"), "{}", got.err);
    assert_eq!(run(["read".as_ref(), path.as_os_str(), "--any-language".as_ref()]).code, Some(0));
    assert_eq!(run(["parse".as_ref(), path.as_os_str()]).code, Some(0));
}

#[test]
fn a_missing_date_is_told() {
    let folder = folder(&[("a.txt", "Sergei Lavrov met Erdoğan in Ankara on Sunday.")]);
    let path = folder.path().join("a.txt");
    let got = run(["read".as_ref(), path.as_os_str()]);
    assert_eq!(got.code, Some(0));
    assert!(got.err.contains("no date of publication") && got.err.contains("--date"), "{}", got.err);
    let got = run(["read".as_ref(), path.as_os_str(), "--date".as_ref(), "2026-03-02".as_ref()]);
    assert!(!got.err.contains("no date"), "{}", got.err);
}

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let files: [(&str, &[u8]); 4] =
        [("a.txt", ARTICLE.as_bytes()), ("b.txt", b""), ("c.txt", ARTICLE.as_bytes()), ("d.txt", b"\x7FELF\0\0")];
    let folder = folder(&files);
    let got =
        run(["read".as_ref(), folder.path().as_os_str(), "--format".as_ref(), "json".as_ref(), "--stats".as_ref()]);
    assert_eq!(got.code, Some(1));
    let ids: Vec<Value> = got.out.lines().map(|line| json(line)["document"]["id"].clone()).collect();
    assert_eq!(ids, ["a", "c"]);
    let (b, d) = (got.err.find("b.txt").unwrap(), got.err.find("d.txt").unwrap());
    assert!(b < d, "{}", got.err);
    let stats = json(got.err.lines().last().unwrap());
    assert_eq!((stats["documents"].as_u64(), stats["failed"].as_u64()), (Some(2), Some(2)));
}

#[test]
fn wrong_usage_has_its_own_exit_code() {
    let folder = folder(&[("a.txt", ARTICLE)]);
    let path = folder.path().join("a.txt");
    let path = path.to_str().unwrap();
    for arguments in [
        vec!["read"],
        vec!["read", path, "--date", "yesterday"],
        vec!["read", path, "--threads", "0"],
        vec!["read", path, "--out", path],
        vec!["parse", path, "--format", "xml"],
        vec!["explain", path, "--event", "a", "--relation", "b"],
        vec!["nonsense"],
    ] {
        let got: Run = bare().args(&arguments).output().unwrap().into();
        assert_eq!(got.code, Some(2), "{arguments:?}: {}", got.err);
        assert!(!got.err.is_empty());
    }
    let got: Run = bare().args(["read", "no-such-file.txt"]).output().unwrap().into();
    assert_eq!(got.code, Some(1));
    assert!(got.err.contains("no-such-file.txt") && got.err.contains("no such file"), "{}", got.err);
}

/// A limit on the size of files stands in for a full disk: the write fails in the middle of a file.
#[cfg(unix)]
#[test]
fn a_full_disk_is_told_and_leaves_no_half_file() {
    detente();
    let folder = folder(&[("long.txt", ARTICLE.repeat(200)), ("short.txt", "They met.".to_string())]);
    let out = folder.path().join("out");
    let script = "trap '' XFSZ; ulimit -f 16; exec \"$@\"";
    let binary = env!("CARGO_BIN_EXE_detente");
    let got: Run = std::process::Command::new("bash")
        .args(["-c", script, "bash", binary, "parse"])
        .arg(folder.path())
        .arg("--out")
        .arg(&out)
        .output()
        .unwrap()
        .into();
    assert_eq!(got.code, Some(1), "{}", got.err);
    assert!(got.err.contains("long.json cannot be written") && got.err.contains('→'), "{}", got.err);
    let left: Vec<_> = std::fs::read_dir(&out).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left, ["short.json"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_output_is_told() {
    let folder = folder(&[("a.txt", ARTICLE)]);
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let got: Run = detente().arg("parse").arg(folder.path()).stdout(full).output().unwrap().into();
    assert_eq!(got.code, Some(1));
    assert!(got.err.contains("standard output cannot be written"), "{}", got.err);
}

#[test]
fn a_reader_that_goes_away_ends_the_run_quietly() {
    let folder = folder(&[("a.txt", ARTICLE.repeat(400)), ("b.txt", ARTICLE.repeat(400))]);
    let mut child =
        detente().arg("parse").arg(folder.path()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let got: Run = child.wait_with_output().unwrap().into();
    assert_eq!((got.code, got.err.as_str()), (Some(0), ""));
}

#[test]
fn standard_input_is_a_document() {
    let mut child = detente()
        .args(["read", "-", "--format", "json", "--outlet", "Post", "--date", "2026-03-02"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"Sergei Lavrov met Erdogan in Ankara.").unwrap();
    let got: Run = child.wait_with_output().unwrap().into();
    assert_eq!((got.code, got.err.as_str()), (Some(0), ""));
    let document = &json(&got.out)["document"];
    assert_eq!(document["outlet"], "Post");
    assert_eq!(document["id"].as_str().unwrap(), &document["sha256"].as_str().unwrap()[..12]);
}
