//! What can go wrong between us and a site, and what to do about it.

use std::time::Duration;

/// Why nothing was fetched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WebError {
    /// No address, or one that begins neither with http:// nor https://.
    #[error("{0:?} is no address that begins with http:// or https://")]
    Address(String),
    /// Private, loopback, link-local or otherwise not of the public Internet.
    #[error("{0}")]
    OutOfReach(String),
    /// No such host.
    #[error("the host {0} is not found")]
    NoHost(String),
    /// The site asks programs to stay away from the page.
    #[error("the site's robots.txt asks programs not to read it")]
    Robots,
    /// Its robots.txt cannot be asked because the site fails.
    #[error("the site's robots.txt cannot be had ({0}), so that nothing there may be read")]
    NoRobots(String),
    /// One redirect after the other.
    #[error("more than {0} redirects")]
    Redirects(usize),
    /// Too large.
    #[error("it is larger than {} MB", .0.div_ceil(1_000_000))]
    TooLarge(u64),
    /// Too slow.
    #[error("it took longer than {} seconds", .0.as_secs_f64())]
    TooSlow(Duration),
    /// The site wants to be left alone for a while.
    #[error("the site is busy (status {status}){}", .again.map_or(String::new(), |a| format!(" and asks to come back in {} seconds", a.as_secs())))]
    Busy {
        /// 429 or 503.
        status: u16,
        /// How long to wait, where it says so.
        again: Option<Duration>,
    },
    /// The page is not to be had.
    #[error("the site answers with status {0}")]
    Status(u16),
    /// Connection, certificate or protocol.
    #[error("it cannot be fetched: {0}")]
    Broken(String),
}

impl WebError {
    /// What the user can do.
    pub fn advice(&self) -> &'static str {
        match self {
            WebError::Address(_) => "write the whole address, such as https://example.org/page",
            WebError::OutOfReach(_) => "if you trust it, allow it: --allow-private",
            WebError::NoHost(_) => "check the spelling and your connection",
            WebError::Robots => "save the page in your browser and add the file",
            WebError::NoRobots(_) | WebError::Busy { .. } | WebError::TooSlow(_) => "try again later",
            WebError::Redirects(_) => "open it in a browser and take the address at which it ends",
            WebError::TooLarge(_) => "download it and add the file, or name a single page",
            WebError::Status(404 | 410) => "the page is gone; check the address",
            WebError::Status(401..=403) => "the page is not open to all: save it in your browser and add the file",
            WebError::Status(_) => "try again later, or save the page in your browser and add the file",
            WebError::Broken(_) => "check the address and your connection, and try again",
        }
    }

    /// Whether another try later may succeed.
    pub fn passes(&self) -> bool {
        match self {
            WebError::NoHost(_)
            | WebError::NoRobots(_)
            | WebError::TooSlow(_)
            | WebError::Busy { .. }
            | WebError::Broken(_) => true,
            WebError::Status(status) => *status >= 500 || *status == 408,
            _ => false,
        }
    }
}
