//! Manners a host: one request at a time, a pause between two, and what its robots.txt asks for.
//!
//! Promises: a host is never asked by two threads at once, however many run; the pause is the longer of ours and the site's, up to a
//! limit, beyond which a site has asked us to stay away.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use texting_robots::Robot;

/// What is known of a host in this run.
#[derive(Default)]
pub(crate) struct Host {
    /// When the last request ended.
    last: Option<Instant>,
    /// Its rules, once they were fetched.
    pub rules: Option<Rules>,
}

/// What a site's robots.txt says.
pub(crate) enum Rules {
    /// There is none: everything may be read.
    None,
    /// These.
    These(Box<Robot>),
}

impl Rules {
    /// Reads a robots.txt for us.
    pub fn read(agent: &str, text: &[u8]) -> Rules {
        // A byte order mark hides the first line from the parser.
        let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
        match Robot::new(agent, text) {
            Ok(robot) => Rules::These(Box::new(robot)),
            Err(_) => Rules::None,
        }
    }

    /// Whether a page may be read.
    pub fn allow(&self, url: &str) -> bool {
        match self {
            Rules::None => true,
            Rules::These(robot) => robot.allowed(url),
        }
    }

    /// The pause that the site asks for.
    pub fn pause(&self) -> Option<Duration> {
        match self {
            Rules::None => None,
            Rules::These(robot) => {
                robot.delay.filter(|s| s.is_finite() && *s > 0.0).map(|s| Duration::from_secs_f32(s.min(3600.0)))
            }
        }
    }
}

impl Host {
    /// Waits until the host may be asked again. `longest` bounds what the site may ask for.
    pub fn wait(&self, pause: Duration, longest: Duration) {
        let asked = self.rules.as_ref().and_then(Rules::pause).unwrap_or_default().min(longest);
        if let Some(last) = self.last {
            let rest = pause.max(asked).saturating_sub(last.elapsed());
            if !rest.is_zero() {
                std::thread::sleep(rest);
            }
        }
    }

    /// A request has ended.
    pub fn done(&mut self) {
        self.last = Some(Instant::now());
    }
}

/// All hosts of a run, by scheme, name and port.
#[derive(Default)]
pub(crate) struct Hosts {
    known: Mutex<BTreeMap<String, Arc<Mutex<Host>>>>,
}

impl Hosts {
    pub fn of(&self, origin: &str) -> Arc<Mutex<Host>> {
        Arc::clone(lock(&self.known).entry(origin.to_string()).or_default())
    }
}

/// A host whose asker panicked is as good as any: times and rules cannot be left half-written.
pub(crate) fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_for_us_win_over_rules_for_all() {
        let rules = Rules::read(
            "detente",
            b"User-agent: *\nDisallow: /\n\nUser-agent: Detente\nDisallow: /private\nCrawl-delay: 2.5\n",
        );
        assert!(rules.allow("https://post.example/news/1"));
        assert!(!rules.allow("https://post.example/private/1"));
        assert_eq!(rules.pause(), Some(Duration::from_millis(2500)));
        assert!(!Rules::read("detente", b"\xEF\xBB\xBFUser-agent: *\nDisallow: /").allow("https://post.example/"));
        assert!(Rules::read("detente", b"").allow("https://post.example/"));
        assert_eq!(Rules::read("detente", b"User-agent: *\nCrawl-delay: inf\n").pause(), None);
    }

    proptest::proptest! {
        #[test]
        fn any_robots_txt_is_survived(text in proptest::collection::vec(0u8.., 0..300), path in "/[ -~]{0,20}") {
            let rules = Rules::read("detente", &text);
            if let Ok(url) = url::Url::parse(&format!("https://post.example{path}")) {
                rules.allow(url.as_str());
            }
            rules.pause();
        }

        #[test]
        fn rules_of_any_shape_are_survived(lines in proptest::collection::vec("(User-agent: (\\*|detente)|Disallow: /[a-z*$/]{0,6}|Allow: [/a*$]{0,5}|Crawl-delay: [0-9.e-]{0,6})", 0..12)) {
            let rules = Rules::read("detente", lines.join("\n").as_bytes());
            rules.allow("https://post.example/a/b?c");
            rules.pause();
        }
    }
}
