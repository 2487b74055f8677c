//! What comes from outside: other event sets, feeds, the web; from end to end, with a server of one's own.

mod binary;
#[path = "../../source/tests/server/mod.rs"]
mod server;

use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use binary::{Run, bare, detente, folder};
use serde_json::Value;
use server::{Reply, Server};

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn given(arguments: &[&str]) -> Run {
    bare().args(arguments).output().expect("the binary runs").into()
}

const ICEWS: &str = "\
1\t2014-01-02\tChina\t\tChina\tMake a visit\t042\t1.9\tLibya\t\tLibya\t1\t2\tHarbour Post\tTripoli\t\t\tLibya\t32.9\t13.2
2\t2014-01-02\tChina\t\tChina\tMake statement\t010\t0\tLibya\t\tLibya\t1\t3\tHarbour Post\t\t\t\tLibya\t32.9\t13.2
cut off
3\t2014-01-03\tLibya\t\tLibya\tHost a visit\t043\t1.9\tChina\t\tChina\t1\t2\tDelta\tTripoli\t\t\tLibya\t32.9\t13.2
";

#[test]
fn rows_become_claims_once_and_malformed_ones_are_listed() {
    let folder = folder(&[("2014.tsv", ICEWS)]);
    let at = |name: &str| folder.path().join(name).display().to_string();
    let (file, ledger, rejects) = (at("2014.tsv"), at("news.sqlite"), at("rejects.jsonl"));
    let import = || given(&["import", "icews", &file, "--ledger", &ledger, "--format", "json", "--rejects", &rejects]);
    let first = import();
    assert_eq!(first.code, Some(0), "{}", first.err);
    let done = &json(&first.out)[0];
    assert_eq!((&done["rows"], &done["claims"], &done["malformed"]), (&4.into(), &2.into(), &1.into()));
    assert!(first.err.contains("line 3: 1 columns where 20 are due"), "{}", first.err);
    let rejected = json(&std::fs::read_to_string(&rejects).expect("written"));
    assert_eq!((&rejected["line"], &rejected["row"]), (&3.into(), &"cut off".into()));
    let again = json(&import().out);
    assert_eq!((&again[0]["claims"], &again[0]["known"]), (&0.into(), &2.into()));
    let problems = given(&["problems", "--ledger", &ledger]);
    assert!(problems.out.contains("a row is malformed: line 3"), "{}", problems.out);
    let check = given(&["check", "--ledger", &ledger, "--format", "json"]);
    assert_eq!(check.code, Some(0), "{}", check.err);
    assert_eq!(json(&check.out)["claims"], 2);
}

#[test]
fn files_that_cannot_be_imported_say_why() {
    let folder = folder(&[("empty.csv", "")]);
    let ledger = folder.path().join("news.sqlite").display().to_string();
    let none = given(&["import", "gdelt", "none.csv", "--ledger", &ledger]);
    assert_eq!(none.code, Some(1));
    assert!(none.err.contains("error: none.csv: there is no such file"), "{}", none.err);
    let quads =
        given(&["import", "icews-quads", &folder.path().display().to_string(), "--ledger", &ledger, "--year", "2014"]);
    assert!(quads.err.contains("entity2id") || quads.err.contains("no such file"), "{}", quads.err);
    assert_eq!(given(&["import", "gdelt", "--ledger", &ledger]).code, Some(2));
}

#[test]
fn answers_are_checked_span_by_span() {
    let text = "Envoys meet\nHarbour Post, 2026-03-01\n\nChina and Libya held talks in Tripoli.";
    let answer = |id: &str, words: &str, start: usize| {
        serde_json::json!({"document": {"id": "a"},
            "actors": [{"id": "state:china", "name": "China", "kind": "state", "country": "CHN"}, {"id": "state:libya", "name": "Libya", "kind": "state", "country": "LBY"}],
            "events": [{"id": id, "type": "CONSULT", "actors": ["state:china"], "recipients": ["state:libya"],
                "evidence": [{"start": start, "end": start + words.chars().count(), "text": words}]}]})
        .to_string()
    };
    let answers = format!("{}\n", answer("e1", "China and Libya held talks", 38));
    let wrong = format!("{}\n", answer("e1", "China and Libya held talks", 39));
    let texts =
        serde_json::json!({"id": "a", "outlet": "Harbour Post", "published": "2026-03-01", "text": text}).to_string();
    let folder = folder(&[("answers.jsonl", answers), ("wrong.jsonl", wrong), ("texts.jsonl", texts)]);
    let at = |name: &str| folder.path().join(name).display().to_string();
    let import = |name: &str, ledger: &str| {
        given(&[
            "import",
            "answers",
            &at(name),
            "--texts",
            &at("texts.jsonl"),
            "--ledger",
            &at(ledger),
            "--format",
            "json",
        ])
    };
    let good = import("answers.jsonl", "a.sqlite");
    assert_eq!((good.code, &json(&good.out)[0]["claims"]), (Some(0), &1.into()), "{}", good.err);
    let bad = import("wrong.jsonl", "b.sqlite");
    assert_eq!(json(&bad.out)[0]["claims"], 0);
    assert!(bad.err.contains("event e1: the text has"), "{}", bad.err);
}

const BODY: &str = "Khalifa Haftar met Asim Munir in Rawalpindi on Monday, the Pakistani army said in a statement. The two men agreed to \
    work together on security, and Haftar thanked Pakistan for its support over the years in which few had been willing to talk to him.";

fn article(title: &str) -> Reply {
    Reply::html(&format!(
        "<!DOCTYPE html><html lang=en><head><title>{title}</title><meta property='og:site_name' content='Harbour Post'></head><body><article><h1>{title}</h1><p>{BODY}</p><p>{BODY}</p></article></body></html>"
    ))
}

/// A site whose feed lists two articles, of which the second is busy at first, and then a third.
fn site(rounds: Arc<AtomicUsize>) -> Server {
    let busy = AtomicUsize::new(0);
    Server::start("127.0.0.1", move |asked| {
        let late = rounds.load(Ordering::SeqCst) >= 2;
        match asked.path.as_str() {
            "/robots.txt" => Reply::status(404),
            "/feed" if !late && asked.headers.get("if-none-match").is_some_and(|e| e == "\"1\"") => Reply::status(304),
            "/feed" => {
                let item = |n: &str| {
                    format!(
                        "<item><title>Report {n}</title><link>/{n}</link><pubDate>Sun, 01 Mar 2026 08:00:00 GMT</pubDate></item>"
                    )
                };
                let items =
                    if late { ["one", "two", "three"].map(item).concat() } else { ["one", "two"].map(item).concat() };
                let etag = if late { "\"2\"" } else { "\"1\"" };
                Reply::Whole(
                    200,
                    vec![("ETag", etag.into()), ("Content-Type", "application/rss+xml".into())],
                    format!("<rss version='2.0'><channel><title>Harbour Post</title>{items}</channel></rss>")
                        .into_bytes(),
                )
            }
            "/two" if busy.fetch_add(1, Ordering::SeqCst) == 0 => {
                Reply::Whole(503, vec![("Retry-After", "3600".into())], vec![])
            }
            "/one" => article("Haftar meets Munir"),
            "/two" => article("Haftar meets Munir again"),
            "/three" => article("Haftar meets Munir for the third time"),
            _ => Reply::status(500),
        }
    })
}

#[test]
fn a_feed_is_followed_without_asking_twice() {
    let rounds = Arc::new(AtomicUsize::new(0));
    let server = site(Arc::clone(&rounds));
    let folder = folder::<&str>(&[]);
    let ledger = folder.path().join("news.sqlite").display().to_string();
    let feed = server.url("/feed");
    let watch = |more: &[&str]| -> Run {
        let all =
            [&["watch", "--ledger", &ledger, "--every", "0", "--allow-private", "--format", "json"], more].concat();
        detente().args(all).output().expect("the binary runs").into()
    };
    let paths = |server: &Server| server.asked().into_iter().map(|a| a.path).collect::<Vec<_>>();
    // The second article cannot be had: the feed's mark is not kept, so that it is read as a whole again.
    let first = watch(&[&feed, "--once"]);
    assert_eq!((first.code, &json(&first.out)["documents"]), (Some(1), &1.into()), "{}", first.err);
    assert_eq!(paths(&server), ["/feed", "/one", "/two"]);
    let second = watch(&["--once"]);
    assert_eq!((second.code, &json(&second.out)["documents"]), (Some(0), &1.into()), "{}", second.err);
    assert_eq!(paths(&server)[3..], ["/feed", "/two"], "what is there is not fetched again");
    let third = watch(&["--once"]);
    assert_eq!(json(&third.out)["same"], true, "{}", third.err);
    rounds.store(2, Ordering::SeqCst);
    let fourth = watch(&["--once"]);
    assert_eq!(json(&fourth.out)["documents"], 1, "{}", fourth.err);
    assert_eq!(paths(&server)[5..], ["/feed", "/feed", "/three"]);
    let status = json(&watch(&["--status"]).out);
    assert_eq!(
        (&status[0]["title"], &status[0]["documents"], &status[0]["failures"]),
        (&"Harbour Post".into(), &3.into(), &0.into())
    );
    // Without leave nothing private is asked.
    let shut: Run =
        bare().args(["watch", "--ledger", &ledger, "--once", "--every", "0"]).output().expect("the binary runs").into();
    assert!(shut.err.contains("private or reserved") && shut.err.contains("--allow-private"), "{}", shut.err);
    assert_eq!(server.asked().len(), 8);
    assert_eq!(json(&watch(&["--status"]).out)[0]["failures"], 1);
    let removed = watch(&["--remove", &feed]);
    assert_eq!((removed.code, watch(&["--once"]).code), (Some(0), Some(2)), "{}", removed.err);
}

/// How many hosts have come to the meeting.
type Meeting = Arc<(Mutex<usize>, Condvar)>;

/// A site with three feeds without entries. The first request for a feed waits until so many sites are asked at once.
fn meeting_site(meeting: &Meeting, sites: usize) -> Server {
    let (meeting, first) = (Arc::clone(meeting), AtomicUsize::new(0));
    Server::start("127.0.0.1", move |asked| {
        if asked.path == "/robots.txt" {
            return Reply::Whole(200, vec![], b"User-agent: *\nCrawl-delay: 0.01\n".to_vec());
        }
        if first.fetch_add(1, Ordering::SeqCst) == 0 {
            let (count, all_there) = &*meeting;
            let mut count = count.lock().expect("not poisoned");
            *count += 1;
            all_there.notify_all();
            // Where hosts are asked one after the other, nobody else comes.
            let waited = all_there.wait_timeout_while(count, Duration::from_secs(20), |count| *count < sites);
            if waited.expect("not poisoned").1.timed_out() {
                return Reply::status(500);
            }
        }
        let feed = format!("<rss version='2.0'><channel><title>Feed {}</title></channel></rss>", asked.path);
        Reply::Whole(200, vec![("Content-Type", "application/rss+xml".into())], feed.into_bytes())
    })
}

#[test]
fn hosts_are_asked_side_by_side_and_each_by_one_request_at_a_time() {
    let meeting: Meeting = Arc::default();
    let sites: Vec<Server> = (0..3).map(|_| meeting_site(&meeting, 3)).collect();
    let folder = folder::<&str>(&[]);
    let ledger = folder.path().join("news.sqlite").display().to_string();
    let feeds: Vec<String> = ["/a", "/b", "/c"].iter().flat_map(|path| sites.iter().map(|s| s.url(path))).collect();
    let watch = |more: &[&str]| -> Run {
        let all = [&["watch", "--ledger", &ledger, "--allow-private", "--format", "json"], more].concat();
        detente().args(all).output().expect("the binary runs").into()
    };
    let named: Vec<&str> = feeds.iter().map(String::as_str).chain(["--once"]).collect();
    let run = watch(&named);
    assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
    let mut told: Vec<String> =
        run.out.lines().map(|line| json(line)["url"].as_str().expect("an address").into()).collect();
    told.sort();
    let mut all = feeds.clone();
    all.sort();
    assert_eq!(told, all);
    for site in &sites {
        assert_eq!(site.crowd.load(Ordering::SeqCst), 1, "one request at a time a host");
        let paths: Vec<String> = site.asked().into_iter().map(|asked| asked.path).collect();
        assert_eq!(paths, ["/a", "/b", "/c"], "each feed once, in its order");
    }
    let status = json(&watch(&["--status"]).out);
    assert!(status.as_array().is_some_and(|feeds| feeds.len() == 9 && feeds.iter().all(|f| f["failures"] == 0)));
}

#[cfg(unix)]
#[test]
fn a_watch_ends_in_order_when_it_is_interrupted() {
    let meeting: Meeting = Arc::default();
    let site = meeting_site(&meeting, 1);
    let folder = folder::<&str>(&[]);
    let ledger = folder.path().join("news.sqlite").display().to_string();
    let feed = site.url("/a");
    let arguments = ["watch", "--ledger", &ledger, "--allow-private", "--format", "json", &feed];
    let mut watching = detente().args(arguments).stdout(Stdio::piped()).spawn().expect("the binary runs");
    let mut line = String::new();
    BufReader::new(watching.stdout.as_mut().expect("piped")).read_line(&mut line).expect("a line");
    assert_eq!(json(&line)["url"], feed.as_str());
    let pid = watching.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &pid]).status().expect("kill runs").success());
    assert_eq!(watching.wait().expect("it ends").code(), Some(0), "an orderly end");
    let status = given(&["watch", "--ledger", &ledger, "--status", "--format", "json"]);
    assert_eq!((&json(&status.out)[0]["failures"], json(&status.out)[0]["answered_at"].is_string()), (&0.into(), true));
}

#[test]
fn addresses_archives_and_json_lines_are_added() {
    let server = site(Arc::new(AtomicUsize::new(0)));
    let page = format!("<html><body><article><h1>Visit</h1><p>{BODY}</p><p>{BODY}</p></article></body></html>");
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    let warc = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://delta.example/visit\r\nWARC-Date: 2026-03-02T08:00:00Z\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    );
    let lines = format!(
        "{}\nnot json\n",
        serde_json::json!({"body": BODY, "source": {"name": "Gulf Courier"}, "day": "2026-03-03"})
    );
    let folder = folder(&[("crawl.warc", warc), ("articles.jsonl", lines)]);
    let at = |name: &str| folder.path().join(name).display().to_string();
    let ledger = at("news.sqlite");
    let add = |sources: &[&str]| -> Run {
        let all = [
            &["add", "--ledger", &ledger, "--format", "jsonl", "--map", "text=body,outlet=source.name,date=day"],
            sources,
        ]
        .concat();
        detente().args(all).output().expect("the binary runs").into()
    };
    let run = add(&["--allow-private", &server.url("/one"), &at("crawl.warc"), &at("articles.jsonl")]);
    let told: Vec<Value> = run.out.lines().map(json).collect();
    assert_eq!((run.code, told.len()), (Some(1), 4), "{}{}", run.out, run.err);
    assert_eq!((&told[0]["uri"], &told[0]["document"]), (&server.url("/one").into(), &"one".into()));
    assert_eq!(told[1]["uri"], "https://delta.example/visit");
    assert_eq!(told[2]["document"], "articles-1");
    assert!(told[3]["problem"].as_str().is_some_and(|p| p.contains("no line of JSON")), "{}", told[3]);
    assert!(told[..3].iter().all(|t| t["claims"].as_u64().is_some_and(|n| n > 0)), "{}", run.out);
    let shut = add(&[&server.url("/one")]);
    assert!(shut.err.contains("--allow-private"), "{}", shut.err);
}
