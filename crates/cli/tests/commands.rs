//! The commands from end to end: files in, answers out, the same bytes every time.

mod binary;

use std::path::Path;

use binary::{folder, root, run};
use serde_json::Value;

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn examples() -> String {
    root().join("examples").display().to_string()
}

fn example(name: &str) -> String {
    root().join("examples").join(name).display().to_string()
}

#[test]
fn output_is_the_same_for_any_number_of_threads() {
    let examples = examples();
    for arguments in [
        ["read", "--format", "json"],
        ["read", "--format", "human"],
        ["read", "--format", "csv"],
        ["parse", "--format", "json"],
    ] {
        let [command, flag, format] = arguments;
        let with = |threads: &str| run([command, &examples, flag, format, "--threads", threads]);
        let one = with("1");
        assert_eq!(one.code, Some(0), "{}", one.err);
        for threads in ["2", "5"] {
            assert!(with(threads).out == one.out, "{command} {format} on {threads} threads");
        }
    }
}

#[test]
fn one_document_is_an_object_and_several_are_lines() {
    let one = run(["read", &example("nato-northward.txt"), "--format", "json"]);
    assert!(one.out.starts_with("{\n"), "{}", one.out);
    assert_eq!(json(&one.out)["document"]["id"], "nato-northward");
    let lines = run(["read", &example("nato-northward.txt"), "--format", "jsonl"]);
    assert_eq!(json(lines.out.trim_end()), json(&one.out));
    assert_eq!(lines.out.lines().count(), 1);
    let several = run(["read", &example("nato-northward.txt"), &example("black-sea-grain.txt"), "--format", "json"]);
    let ids: Vec<Value> = several.out.lines().map(|line| json(line)["document"]["id"].clone()).collect();
    assert_eq!(ids, ["nato-northward", "black-sea-grain"]);
}

#[test]
fn a_folder_takes_one_file_a_document() {
    let texts = folder(&[("a.txt", "Lavrov met Erdogan in Ankara."), ("a.md", "Blinken met Wang Yi in Beijing.")]);
    let out = texts.path().join("out/deep");
    for (format, files) in
        [("json", ["a-2.json", "a.json"]), ("csv", ["a-2.csv", "a.csv"]), ("human", ["a-2.txt", "a.txt"])]
    {
        let got = run([Path::new("read"), texts.path(), "--format".as_ref(), format.as_ref(), "--out".as_ref(), &out]);
        assert_eq!((got.code, got.out.as_str()), (Some(0), ""), "{}", got.err);
        let mut names: Vec<_> = std::fs::read_dir(&out).unwrap().map(|e| e.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, files);
        std::fs::remove_dir_all(&out).unwrap();
    }
}

#[test]
fn a_web_page_brings_its_own_headline_outlet_and_day() {
    let article = std::fs::read_to_string(example("beijing-handshake.txt")).unwrap();
    let body: String = article.split("\n\n").skip(1).map(|p| format!("<p>{}</p>\n", p.trim())).collect();
    let page = format!(
        "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Ties restored | Post</title>\
         <meta property=og:title content='Ties restored'><meta property=og:site_name content='Harbour Post'>\
         <meta property=article:published_time content='2023-03-11T08:00:00Z'></head>\
         <body><nav><a href=/>Home</a></nav><article><h1>Ties restored</h1>{body}</article></body></html>"
    );
    let folder = folder(&[("page.html", page)]);
    let got = run(["read".as_ref(), folder.path().join("page.html").as_os_str(), "--format".as_ref(), "json".as_ref()]);
    assert_eq!((got.code, got.err.as_str()), (Some(0), ""));
    let answer = json(&got.out);
    let document = &answer["document"];
    assert_eq!(document["title"], "Ties restored");
    assert_eq!((&document["outlet"], &document["published"]), (&"Harbour Post".into(), &"2023-03-11".into()));
    assert!(answer["events"].as_array().unwrap().len() >= 5, "{}", got.out);
}

#[test]
fn parse_gives_spacys_values_with_offsets_in_code_points() {
    let folder = folder(&[("a.txt", "😀 Haftar’s visit\nto Rawalpindi")]);
    let got = run(["parse".as_ref(), folder.path().join("a.txt").as_os_str()]);
    let parsed = json(&got.out);
    let tokens = parsed["tokens"].as_array().unwrap();
    let column = |key: &str| tokens.iter().map(|t| t[key].clone()).collect::<Vec<Value>>();
    assert_eq!(column("text"), ["😀", "Haftar", "’s", "visit", "\n", "to", "Rawalpindi"]);
    assert_eq!(column("start"), [0, 2, 8, 11, 16, 17, 20]);
    assert_eq!(column("end"), [1, 8, 10, 16, 17, 19, 30]);
    assert_eq!(column("space"), [" ", "", " ", "", "", " ", ""]);
    assert_eq!(tokens[4]["pos"], "SPACE");
    assert_eq!(tokens[0]["sent_start"], true);
    let keys: Vec<&String> = tokens[0].as_object().unwrap().keys().collect();
    let mut wanted = [
        "text",
        "start",
        "end",
        "space",
        "lemma",
        "tag",
        "pos",
        "morph",
        "head",
        "dep",
        "ent",
        "ent_iob",
        "sent_start",
    ];
    wanted.sort();
    assert_eq!(keys, wanted.iter().collect::<Vec<_>>());
}

#[test]
fn conllu_has_ten_columns_and_heads_within_the_sentence() {
    let got = run(["parse", &example("haftar-rawalpindi.txt"), "--format", "conllu"]);
    for sentence in got.out.trim_end().split("\n\n") {
        let rows: Vec<Vec<&str>> =
            sentence.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
        assert!(rows.iter().all(|row| row.len() == 10), "{sentence}");
        assert_eq!(rows.iter().filter(|row| row[6] == "0").count(), 1, "{sentence}");
        let heads = rows.iter().map(|row| row[6].parse::<usize>().unwrap());
        assert!(heads.into_iter().all(|head| head <= rows.len()), "{sentence}");
    }
}

#[test]
fn explain_shows_the_way_from_the_words_to_the_claim() {
    let path = example("haftar-rawalpindi.txt");
    let answer = json(&run(["read", &path, "--format", "json"]).out);
    let events = answer["events"].as_array().unwrap();
    let visit =
        events.iter().find(|e| e["mode"] == "visit" && e["recipients"][0] == "state:pakistan").expect("the visit");
    let id = visit["id"].as_str().unwrap();
    let got = run(["explain", &path, "--event", &id[..8]]);
    assert_eq!(got.code, Some(0), "{}", got.err);
    for words in
        ["visited Pakistan on Monday", "parse", "nsubj→visited", "predicates", "✓", "person:khalifa-haftar", id]
    {
        assert!(got.out.contains(words), "{words}: {}", got.out);
    }
    let whole = run(["explain", &path]);
    assert!(whole.out.len() > got.out.len() && whole.out.contains("no claim rests on this sentence"), "{}", whole.out);
    assert!(json(&run(["explain", &path, "--format", "json"]).out)["sentences"].is_array());
    let unknown = run(["explain", &path, "--event", "zzzz"]);
    assert_eq!(unknown.code, Some(1));
    assert!(unknown.err.contains(id), "{}", unknown.err);
}
