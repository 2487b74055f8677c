//! Fetching, against a server of one's own.

mod server;

use std::io::Write;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use server::{Reply, Server};
use source::web::{Fetch, Fetched, Held, Manners, Reach, Web, WebError};

fn manners(reach: Reach) -> Manners {
    Manners {
        reach,
        pause: Duration::ZERO,
        longest_pause: Duration::from_secs(2),
        time: Duration::from_secs(5),
        size: 1_000_000,
        redirects: 3,
        ..Manners::default()
    }
}

fn web() -> Web {
    Web::new(manners(Reach::Everywhere))
}

fn body(fetched: Result<Fetched, WebError>) -> Fetch {
    match fetched {
        Ok(Fetched::Body(fetch)) => *fetch,
        other => panic!("{other:?}"),
    }
}

fn robots(text: &'static str, rest: impl Fn(&server::Asked) -> Reply + Send + Sync + 'static) -> Server {
    Server::start("127.0.0.1", move |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::Whole(200, vec![], text.as_bytes().to_vec()),
        _ => rest(asked),
    })
}

fn no_robots(rest: impl Fn(&server::Asked) -> Reply + Send + Sync + 'static) -> Server {
    Server::start("127.0.0.1", move |asked| if asked.path == "/robots.txt" { Reply::status(404) } else { rest(asked) })
}

#[test]
fn a_page_comes_with_its_kind_and_its_marks() {
    let server = no_robots(|_| {
        Reply::Whole(
            200,
            vec![
                ("Content-Type", "Text/HTML; charset=\"ISO-8859-1\"".into()),
                ("ETag", "\"a1\"".into()),
                ("Last-Modified", "Wed, 04 Feb 2026 10:00:00 GMT".into()),
                ("Cache-Control", "max-age=60".into()),
            ],
            b"<p>caf\xE9".to_vec(),
        )
    });
    let got = body(web().get(&server.url("/a#part"), &Held::default()));
    assert_eq!(
        (got.mime.as_deref(), got.charset.as_deref(), got.bytes.as_slice()),
        (Some("text/html"), Some("iso-8859-1"), &b"<p>caf\xE9"[..])
    );
    assert_eq!(
        got.held,
        Held { etag: Some("\"a1\"".into()), last_modified: Some("Wed, 04 Feb 2026 10:00:00 GMT".into()) }
    );
    assert_eq!((got.url, got.fresh_for), (server.url("/a"), Some(Duration::from_secs(60))));
    let agent = &server.asked()[0].headers["user-agent"];
    assert!(agent.starts_with("detente/") && agent.contains("+https://"), "{agent}");
}

#[test]
fn what_is_held_is_shown_and_comes_back_as_the_same() {
    let server = no_robots(|asked| match asked.headers.get("if-none-match").map(String::as_str) {
        Some("\"a1\"") => Reply::status(304),
        _ => Reply::html("new"),
    });
    let held = Held { etag: Some("\"a1\"".into()), last_modified: Some("Wed, 04 Feb 2026 10:00:00 GMT".into()) };
    assert_eq!(web().get(&server.url("/feed"), &held), Ok(Fetched::Same));
    assert_eq!(server.asked()[0].headers["if-modified-since"], "Wed, 04 Feb 2026 10:00:00 GMT");
    assert_eq!(body(web().get(&server.url("/feed"), &Held::default())).bytes, b"new");
}

#[test]
fn private_addresses_are_not_even_asked() {
    let server = no_robots(|_| Reply::html("secret"));
    let guarded = Web::new(manners(Reach::Public));
    let port = server.address.port();
    for url in [
        server.url("/"),
        format!("http://localhost:{port}/"),
        format!("http://0x7f.1:{port}/"),
        format!("http://[::1]:{port}/"),
        format!("http://[::ffff:127.0.0.1]:{port}/"),
        "http://169.254.169.254/latest/meta-data/".into(),
    ] {
        let got = guarded.get(&url, &Held::default());
        assert!(matches!(got, Err(WebError::OutOfReach(_))), "{url}: {got:?}");
    }
    assert!(server.everything().is_empty());
}

#[test]
fn a_redirect_to_a_private_address_ends_there() {
    let inside = no_robots(|_| Reply::html("secret"));
    let (to, name_to) = (inside.url("/secret"), format!("http://inside.example:{}/", inside.address.port()));
    let outside = Server::start("127.0.0.2", move |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/file" => Reply::to(302, "file:///etc/passwd"),
        "/name" => Reply::to(302, name_to.clone()),
        _ => Reply::to(301, to.clone()),
    });
    let open: IpAddr = "127.0.0.2".parse().expect("an address");
    let guarded = Web::with_lookup(
        manners(Reach::PublicAnd(vec![open])),
        Arc::new(|host, port| {
            let ip = if host == "inside.example" { "127.0.0.1" } else { host };
            Ok(vec![SocketAddr::new(ip.parse().map_err(std::io::Error::other)?, port)])
        }),
    );
    assert!(matches!(guarded.get(&outside.url("/"), &Held::default()), Err(WebError::OutOfReach(_))));
    assert!(matches!(guarded.get(&outside.url("/name"), &Held::default()), Err(WebError::OutOfReach(_))));
    assert!(matches!(guarded.get(&outside.url("/file"), &Held::default()), Err(WebError::Address(_))));
    assert!(inside.everything().is_empty());
}

#[test]
fn a_name_that_changes_its_answer_gains_nothing() {
    let inside = no_robots(|_| Reply::html("secret"));
    let port = inside.address.port();
    let open: IpAddr = "127.0.0.2".parse().expect("an address");
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    // The first answer is open but nobody is there; every later one, and the second half of the first, is inside.
    let guarded = Web::with_lookup(
        manners(Reach::PublicAnd(vec![open])),
        Arc::new(move |_, port| {
            let inside = SocketAddr::new("127.0.0.1".parse().expect("an address"), port);
            match counted.fetch_add(1, Ordering::SeqCst) {
                0 => Ok(vec![SocketAddr::new(open, port), inside]),
                _ => Ok(vec![inside]),
            }
        }),
    );
    let url = format!("http://rebind.example:{port}/");
    let first = guarded.get_once(&url, &Held::default());
    assert!(matches!(first, Err(WebError::Broken(_))), "{first:?}");
    assert!(matches!(guarded.get_once(&url, &Held::default()), Err(WebError::OutOfReach(_))));
    assert_eq!(calls.load(Ordering::SeqCst), 2);
    assert!(inside.everything().is_empty());
}

#[test]
fn endless_slow_and_packed_bodies_end_at_the_limits() {
    let server = no_robots(|asked| match asked.path.as_str() {
        "/endless" => Reply::Endless(""),
        "/bomb" => Reply::Endless("Content-Encoding: gzip\r\n"),
        "/long" => Reply::Whole(200, vec![], vec![b'x'; 1_000_001]),
        "/whole" => Reply::Whole(200, vec![], vec![b'x'; 1_000_000]),
        _ => Reply::Drip(Duration::from_millis(100)),
    });
    let web = Web::new(Manners { time: Duration::from_secs(3), tries: 1, ..manners(Reach::Everywhere) });
    for path in ["/endless", "/bomb", "/long"] {
        assert_eq!(web.get(&server.url(path), &Held::default()), Err(WebError::TooLarge(1_000_000)), "{path}");
    }
    assert_eq!(body(web.get(&server.url("/whole"), &Held::default())).bytes.len(), 1_000_000);
    assert_eq!(web.get(&server.url("/drip"), &Held::default()), Err(WebError::TooSlow(Duration::from_secs(3))));
}

#[test]
fn packed_bodies_are_unpacked() {
    let server = no_robots(|asked| {
        assert!(asked.headers["accept-encoding"].contains("gzip"));
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(b"<p>packed").expect("packed");
        Reply::Whole(200, vec![("Content-Encoding", "gzip".into())], packer.finish().expect("packed"))
    });
    assert_eq!(body(web().get(&server.url("/"), &Held::default())).bytes, b"<p>packed");
}

#[test]
fn redirects_are_followed_and_counted() {
    let server = no_robots(|asked| match asked.path.as_str() {
        "/a" => Reply::to(301, "b?x=1"),
        "/b?x=1" => Reply::to(308, "/c"),
        "/c" => Reply::html("here"),
        "/t" => Reply::to(302, "/c"),
        _ => Reply::to(302, "/round"),
    });
    let got = body(web().get(&server.url("/a"), &Held::default()));
    assert_eq!((got.url, got.moved), (server.url("/c"), true));
    assert!(!body(web().get(&server.url("/t"), &Held::default())).moved);
    assert_eq!(web().get(&server.url("/round"), &Held::default()), Err(WebError::Redirects(3)));
}

#[test]
fn robots_txt_is_heeded_and_asked_once() {
    let server = robots("User-agent: *\nDisallow: /private\n", |asked| match asked.path.as_str() {
        "/away" => Reply::to(302, "/private/page"),
        _ => Reply::html("page"),
    });
    let web = web();
    assert_eq!(web.get(&server.url("/private/page"), &Held::default()), Err(WebError::Robots));
    assert_eq!(web.get(&server.url("/away"), &Held::default()), Err(WebError::Robots));
    assert_eq!(body(web.get(&server.url("/open"), &Held::default())).bytes, b"page");
    let paths: Vec<String> = server.everything().into_iter().map(|a| a.path).collect();
    assert_eq!(paths, ["/robots.txt", "/away", "/open"]);
}

#[test]
fn a_site_whose_robots_txt_fails_is_left_alone() {
    let server = Server::start("127.0.0.1", |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(500),
        _ => Reply::html("page"),
    });
    let web = Web::new(Manners { tries: 1, ..manners(Reach::Everywhere) });
    assert!(matches!(web.get(&server.url("/"), &Held::default()), Err(WebError::NoRobots(_))));
    assert!(server.asked().is_empty());
}

#[test]
fn a_busy_site_is_asked_again_when_it_says_so() {
    let count = AtomicUsize::new(0);
    let server = no_robots(move |asked| match (asked.path.as_str(), count.fetch_add(1, Ordering::SeqCst)) {
        ("/long", _) => Reply::Whole(503, vec![("Retry-After", "3600".into())], vec![]),
        ("/page", 0) => Reply::Whole(429, vec![("Retry-After", "1".into())], vec![]),
        _ => Reply::html("page"),
    });
    assert_eq!(body(web().get(&server.url("/page"), &Held::default())).bytes, b"page");
    let asked = server.asked();
    assert_eq!(asked.len(), 2);
    assert!(asked[1].at - asked[0].at >= Duration::from_secs(1));
    // Longer than we wait within a run: the caller is told when to come back.
    let busy = web().get(&server.url("/long"), &Held::default());
    assert_eq!(busy, Err(WebError::Busy { status: 503, again: Some(Duration::from_secs(3600)) }));
    assert_eq!(server.asked().len(), 3);
}

#[test]
fn failures_are_told_apart() {
    let server = no_robots(|asked| Reply::status(if asked.path == "/gone" { 410 } else { 403 }));
    assert_eq!(web().get(&server.url("/gone"), &Held::default()), Err(WebError::Status(410)));
    assert_eq!(web().get(&server.url("/shut"), &Held::default()), Err(WebError::Status(403)));
    assert_eq!(server.asked().len(), 2, "what will not change is asked once");
    let nobody = Web::with_lookup(manners(Reach::Everywhere), Arc::new(|_, _| Ok(vec![])));
    assert_eq!(
        nobody.get("http://nowhere.example/", &Held::default()),
        Err(WebError::NoHost("nowhere.example".into()))
    );
    assert!(matches!(web().get("https://127.0.0.1:1/", &Held::default()), Err(WebError::Broken(_))));
}

#[test]
fn one_host_is_asked_by_one_thread_at_a_time_with_a_pause() {
    let server = robots("User-agent: *\nCrawl-delay: 0.2\n", |_| {
        std::thread::sleep(Duration::from_millis(30));
        Reply::html("page")
    });
    let web = web();
    std::thread::scope(|scope| {
        for n in 0..4 {
            let (web, url) = (&web, server.url(&format!("/{n}")));
            scope.spawn(move || body(web.get(&url, &Held::default())));
        }
    });
    assert_eq!(server.crowd.load(Ordering::SeqCst), 1);
    let asked = server.everything();
    assert_eq!(asked.len(), 5);
    assert!(asked.windows(2).all(|w| w[1].at - w[0].at >= Duration::from_millis(200)), "{asked:?}");
}
