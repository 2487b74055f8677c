//! Fetching, politely and within limits.
//!
//! Comes in: an address, and what we hold of it from last time. Goes out: bytes with where they came from in the end, or that nothing
//! has changed. Promises: http and https only; each hop's address is checked, and its site's robots.txt heeded, before it is asked; never
//! more bytes, seconds or hops than the limits say, whatever the site does; one request at a time a host.

use std::io::Read;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ureq::http::{HeaderMap, Response, StatusCode, header};
use ureq::{Agent, Body};
use url::Url;

use super::error::WebError;
use super::guard::{Guard, Lookup, OutOfReach, Reach, system};
use super::hosts::{Host, Hosts, Rules, lock};

/// How to behave on the web, and when to give up.
#[derive(Debug, Clone, PartialEq)]
pub struct Manners {
    /// Which addresses may be reached.
    pub reach: Reach,
    /// How we present ourselves; the first word up to a slash is our name in robots.txt.
    pub agent: String,
    /// Between two requests to a host; a site may ask for more, up to `longest_pause`.
    pub pause: Duration,
    /// The longest pause between two requests, and the longest wait that a busy site is granted, before it counts as closed.
    pub longest_pause: Duration,
    /// Tries where a site is busy or fails.
    pub tries: u32,
    /// For one request, from the look-up to the last byte.
    pub time: Duration,
    /// Bytes of one body, unpacked.
    pub size: u64,
    /// Redirects of one request.
    pub redirects: usize,
}

impl Default for Manners {
    fn default() -> Self {
        Manners {
            reach: Reach::Public,
            agent: concat!("detente/", env!("CARGO_PKG_VERSION"), " (+", env!("CARGO_PKG_REPOSITORY"), ")").into(),
            pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(60),
            tries: 3,
            time: Duration::from_secs(30),
            size: 20_000_000,
            redirects: 8,
        }
    }
}

/// What we hold of an address from last time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Held {
    /// The site's mark of the version.
    pub etag: Option<String>,
    /// When it was last changed, as the site wrote it.
    pub last_modified: Option<String>,
}

/// What an address gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// Nothing has changed since last time.
    Same,
    /// This.
    Body(Box<Fetch>),
}

/// A body with where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetch {
    /// Where the redirects ended.
    pub url: String,
    /// Whether all redirects on the way there are for good.
    pub moved: bool,
    /// `text/html` and so on, in small letters.
    pub mime: Option<String>,
    /// The encoding that the site names.
    pub charset: Option<String>,
    /// The body, unpacked.
    pub bytes: Vec<u8>,
    /// To be shown next time.
    pub held: Held,
    /// For how long the site asks not to be asked again.
    pub fresh_for: Option<Duration>,
}

/// The way to the web. Threads share one.
pub struct Web {
    manners: Manners,
    agent: Agent,
    hosts: Hosts,
}

/// Longest robots.txt that is read; what stands behind is passed over, as RFC 9309 allows.
const ROBOTS_SIZE: u64 = 500 * 1024;

impl Web {
    /// With the system's look-up of names.
    pub fn new(manners: Manners) -> Self {
        Self::with_lookup(manners, Arc::new(system))
    }

    /// With another look-up of names; what it answers is checked like any answer.
    pub fn with_lookup(manners: Manners, lookup: Arc<Lookup>) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            // A proxy would look names up itself, behind our back.
            .proxy(None)
            .user_agent(manners.agent.as_str())
            .timeout_global(Some(manners.time))
            .max_response_header_size(64 * 1024)
            .max_idle_connections_per_host(1)
            .build();
        let guard = Guard { reach: manners.reach.clone(), lookup };
        let agent = Agent::with_parts(config, ureq::unversioned::transport::DefaultConnector::new(), guard);
        Web { manners, agent, hosts: Hosts::default() }
    }

    /// The manners it was made with.
    pub fn manners(&self) -> &Manners {
        &self.manners
    }

    /// Fetches an address; where the site is busy or fails, a few times, waiting as it asks.
    pub fn get(&self, url: &str, held: &Held) -> Result<Fetched, WebError> {
        let mut wait = self.manners.pause.max(Duration::from_millis(100));
        for _ in 1..self.manners.tries {
            let error = match self.get_once(url, held) {
                Err(error) if error.passes() => error,
                result => return result,
            };
            let asked = match &error {
                WebError::Busy { again: Some(again), .. } => *again,
                // Without an answer there is no sense in haste, and none in waiting for long.
                WebError::NoHost(_) | WebError::TooSlow(_) => return Err(error),
                _ => wait,
            };
            if asked > self.manners.longest_pause {
                return Err(error);
            }
            std::thread::sleep(asked);
            wait = (wait * 2).min(self.manners.longest_pause);
        }
        self.get_once(url, held)
    }

    /// Fetches an address, with one try.
    pub fn get_once(&self, url: &str, held: &Held) -> Result<Fetched, WebError> {
        let mut at = address(url)?;
        let mut moved = true;
        for hop in 0..=self.manners.redirects {
            // What we hold is of the first address; others are asked without it.
            let held = if hop == 0 { held.clone() } else { Held::default() };
            let answer = self.ask(&at, &held)?;
            let next = match answer {
                Answer::Redirect(to, for_good) => {
                    moved &= for_good;
                    to
                }
                Answer::Fetched(Fetched::Body(mut fetch)) => {
                    fetch.moved = moved && hop > 0;
                    return Ok(Fetched::Body(fetch));
                }
                Answer::Fetched(same) => return Ok(same),
            };
            at = address(next.as_str())?;
        }
        Err(WebError::Redirects(self.manners.redirects))
    }

    /// One hop.
    fn ask(&self, url: &Url, held: &Held) -> Result<Answer, WebError> {
        let host = self.hosts.of(&url.origin().ascii_serialization());
        let mut host = lock(&host);
        self.learn_rules(&mut host, url)?;
        if !host.rules.as_ref().is_none_or(|rules| rules.allow(url.as_str())) {
            return Err(WebError::Robots);
        }
        host.wait(self.manners.pause, self.manners.longest_pause);
        let answer = self.request(url, held);
        host.done();
        answer
    }

    fn request(&self, url: &Url, held: &Held) -> Result<Answer, WebError> {
        let mut request = self.agent.get(url.as_str()).header(
            header::ACCEPT,
            "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, */*;q=0.5",
        );
        if let Some(etag) = &held.etag {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        if let Some(day) = &held.last_modified {
            request = request.header(header::IF_MODIFIED_SINCE, day);
        }
        let response = request.call().map_err(|e| self.error(url, e))?;
        let status = response.status();
        let headers = response.headers();
        if let Some((to, for_good)) = redirect(url, status, headers)? {
            return Ok(Answer::Redirect(to, for_good));
        }
        match status.as_u16() {
            304 => Ok(Answer::Fetched(Fetched::Same)),
            429 | 503 => Err(WebError::Busy {
                status: status.as_u16(),
                again: word(headers, "retry-after").and_then(|w| again(&w)),
            }),
            200 | 203 => Ok(Answer::Fetched(Fetched::Body(Box::new(self.body(url, response)?)))),
            other => Err(WebError::Status(other)),
        }
    }

    fn body(&self, url: &Url, response: Response<Body>) -> Result<Fetch, WebError> {
        let headers = response.headers();
        let told = word(headers, "content-length").and_then(|w| w.parse::<u64>().ok());
        if told.is_some_and(|told| told > self.manners.size) {
            return Err(WebError::TooLarge(self.manners.size));
        }
        let kind = word(headers, "content-type").unwrap_or_default().to_ascii_lowercase();
        let (mime, rest) = kind.split_once(';').unwrap_or((&kind, ""));
        let charset = rest
            .split(';')
            .find_map(|part| part.trim().strip_prefix("charset=").map(|c| c.trim_matches(['"', '\'']).to_string()));
        let mut fetch = Fetch {
            url: url.to_string(),
            moved: false,
            mime: Some(mime.trim().to_string()).filter(|m| !m.is_empty()),
            charset,
            bytes: Vec::new(),
            held: Held { etag: word(headers, "etag"), last_modified: word(headers, "last-modified") },
            fresh_for: word(headers, "cache-control").and_then(|w| max_age(&w)),
        };
        fetch.bytes = self.bytes(url, response, self.manners.size)?.ok_or(WebError::TooLarge(self.manners.size))?;
        Ok(fetch)
    }

    /// A body, or none where it is larger than the limit. The reader stops at the limit, whatever the packing hides.
    fn bytes(&self, url: &Url, response: Response<Body>, limit: u64) -> Result<Option<Vec<u8>>, WebError> {
        let mut bytes = Vec::new();
        let mut reader = response.into_body().into_with_config().limit(u64::MAX).reader().take(limit + 1);
        let start = Instant::now();
        let mut part = vec![0; 1 << 16];
        loop {
            match reader.read(&mut part) {
                Ok(0) => break,
                Ok(n) => bytes.extend_from_slice(&part[..n]),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.error(url, ureq::Error::from(error))),
            }
            // The client's own clock stands still while bytes drip in one by one on some transports.
            if start.elapsed() > self.manners.time {
                return Err(WebError::TooSlow(self.manners.time));
            }
        }
        Ok((bytes.len() as u64 <= limit).then_some(bytes))
    }

    /// Fetches a site's robots.txt unless it is known. RFC 9309: without one everything is allowed, with a failing site nothing.
    fn learn_rules(&self, host: &mut Host, url: &Url) -> Result<(), WebError> {
        if host.rules.is_some() {
            return Ok(());
        }
        let mut at = url.join("/robots.txt").map_err(|_| WebError::Address(url.to_string()))?;
        for _ in 0..=5 {
            host.wait(self.manners.pause, self.manners.longest_pause);
            let response = self.agent.get(at.as_str()).call();
            host.done();
            let response = match response {
                Ok(response) => response,
                Err(error) => {
                    return Err(match self.error(&at, error) {
                        // What is wrong with the site as a whole is better said as it is.
                        error @ (WebError::OutOfReach(_) | WebError::NoHost(_) | WebError::Broken(_)) => error,
                        error => WebError::NoRobots(error.to_string()),
                    });
                }
            };
            let status = response.status();
            if let Some((to, _)) = redirect(&at, status, response.headers()).unwrap_or(None) {
                at = address(to.as_str()).map_err(|e| WebError::NoRobots(e.to_string()))?;
                continue;
            }
            host.rules = Some(match status.as_u16() {
                200 => {
                    let name = self.manners.agent.split(['/', ' ']).next().unwrap_or("detente");
                    let text = match self.bytes(&at, response, ROBOTS_SIZE) {
                        Ok(Some(text)) => text,
                        Ok(None) => return Err(WebError::NoRobots("it is larger than 500 KB".into())),
                        Err(error) => return Err(WebError::NoRobots(error.to_string())),
                    };
                    Rules::read(name, &text)
                }
                429 | 500.. => return Err(WebError::NoRobots(format!("status {}", status.as_u16()))),
                _ => Rules::None,
            });
            return Ok(());
        }
        // More than five redirects count as none being there.
        host.rules = Some(Rules::None);
        Ok(())
    }

    fn error(&self, url: &Url, error: ureq::Error) -> WebError {
        let host = || url.host_str().unwrap_or_default().to_string();
        match error {
            ureq::Error::Timeout(_) => WebError::TooSlow(self.manners.time),
            ureq::Error::HostNotFound => WebError::NoHost(host()),
            ureq::Error::Other(inner) => match inner.downcast_ref::<OutOfReach>() {
                Some(out) => WebError::OutOfReach(out.to_string()),
                None => WebError::Broken(inner.to_string()),
            },
            // The body's reader wraps errors of the client in those of the system.
            ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::TimedOut => {
                WebError::TooSlow(self.manners.time)
            }
            ureq::Error::Io(error) => match error.get_ref().and_then(|e| e.downcast_ref::<ureq::Error>()) {
                Some(ureq::Error::Timeout(_)) => WebError::TooSlow(self.manners.time),
                _ => WebError::Broken(error.to_string()),
            },
            other => WebError::Broken(other.to_string()),
        }
    }
}

enum Answer {
    Redirect(Url, bool),
    Fetched(Fetched),
}

/// Reads an address; only http and https, with a host, without the secrets of a user.
fn address(text: &str) -> Result<Url, WebError> {
    let wrong = || WebError::Address(text.chars().take(200).collect());
    let mut url = Url::parse(text.trim()).map_err(|_| wrong())?;
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none_or(str::is_empty) {
        return Err(wrong());
    }
    url.set_fragment(None);
    // Names and passwords within an address are not sent to whoever a redirect names.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    Ok(url)
}

/// Where a redirect leads, and whether for good.
fn redirect(from: &Url, status: StatusCode, headers: &HeaderMap) -> Result<Option<(Url, bool)>, WebError> {
    let for_good = match status.as_u16() {
        301 | 308 => true,
        302 | 303 | 307 => false,
        _ => return Ok(None),
    };
    let to = headers.get(header::LOCATION).map(|to| String::from_utf8_lossy(to.as_bytes()).into_owned());
    let to = to.ok_or_else(|| WebError::Broken("a redirect without an address".into()))?;
    let to = from.join(to.trim()).map_err(|_| WebError::Address(to.chars().take(200).collect()))?;
    Ok(Some((to, for_good)))
}

fn word(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(|w| w.trim().to_string()).filter(|w| !w.is_empty())
}

/// `Retry-After`: seconds, or a day and time in the form of RFC 9110.
fn again(text: &str) -> Option<Duration> {
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds.min(30 * 86_400)));
    }
    let then = jiff::fmt::rfc2822::parse(text).ok()?.timestamp();
    let seconds = then.as_second() - jiff::Timestamp::now().as_second();
    Some(Duration::from_secs(u64::try_from(seconds).unwrap_or(0).min(30 * 86_400)))
}

fn max_age(text: &str) -> Option<Duration> {
    let part = text
        .split(',')
        .find_map(|part| part.trim().to_ascii_lowercase().strip_prefix("max-age=").map(str::to_string))?;
    part.trim_matches('"').parse::<u64>().ok().map(|s| Duration::from_secs(s.min(7 * 86_400)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_browsers_do() {
        for (text, want) in [
            ("https://post.example/a b?c#d", "https://post.example/a%20b?c"),
            (" http://user:secret@post.example ", "http://post.example/"),
            ("http://0x7f.1/", "http://127.0.0.1/"),
            ("http://2130706433/", "http://127.0.0.1/"),
        ] {
            assert_eq!(address(text).unwrap().as_str(), want);
        }
        for wrong in ["", "post.example", "ftp://post.example/", "file:///etc/passwd", "http://", "javascript:alert(1)"]
        {
            assert!(matches!(address(wrong), Err(WebError::Address(_))), "{wrong}");
        }
    }

    #[test]
    fn waits_are_read_in_both_forms() {
        assert_eq!(again("120"), Some(Duration::from_secs(120)));
        assert_eq!(again("Wed, 21 Oct 2015 07:28:00 GMT"), Some(Duration::ZERO));
        assert!(again("Wed, 21 Oct 2099 07:28:00 GMT").is_some_and(|d| d == Duration::from_secs(30 * 86_400)));
        assert_eq!(again("soon"), None);
        assert_eq!(max_age("public, Max-Age=600"), Some(Duration::from_secs(600)));
    }
}
