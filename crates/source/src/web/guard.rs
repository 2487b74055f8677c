//! From a host's name to addresses that may be reached.
//!
//! Comes in: a host. Goes out: addresses that were checked, and are then connected to: no second look-up lies between, so that a name
//! that changes its answer gains nothing. Every hop of a redirect comes through here again.

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::sync::Arc;
use std::time::Duration;

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use super::address::is_public;

/// Which addresses may be reached.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Reach {
    /// Those of the public Internet.
    #[default]
    Public,
    /// These besides.
    PublicAnd(Vec<IpAddr>),
    /// All, also private and loopback ones.
    Everywhere,
}

impl Reach {
    /// Whether an address may be reached.
    pub fn allows(&self, address: IpAddr) -> bool {
        match self {
            Reach::Public => is_public(address),
            Reach::PublicAnd(more) => is_public(address) || more.contains(&address),
            Reach::Everywhere => true,
        }
    }
}

/// From a host and a port to addresses; the system's resolver unless a test or a caller has its own.
pub type Lookup = dyn Fn(&str, u16) -> io::Result<Vec<SocketAddr>> + Send + Sync;

/// Asks the system.
pub(crate) fn system(host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
    (host, port).to_socket_addrs().map(Iterator::collect)
}

/// All addresses of a host are out of reach.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{host} is at {address}, a private or reserved address")]
pub(crate) struct OutOfReach {
    pub host: String,
    pub address: IpAddr,
}

/// The resolver that looks, checks, and hands on what passed.
pub(crate) struct Guard {
    pub reach: Reach,
    pub lookup: Arc<Lookup>,
}

impl fmt::Debug for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Guard").field("reach", &self.reach).finish_non_exhaustive()
    }
}

impl Resolver for Guard {
    fn resolve(&self, uri: &Uri, _: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let host = uri.host().ok_or(ureq::Error::HostNotFound)?;
        let port = uri.port_u16().unwrap_or(if uri.scheme_str() == Some("https") { 443 } else { 80 });
        // An address in brackets is one, not a name.
        let name = host.trim_start_matches('[').trim_end_matches(']').to_string();
        let found = within(&self.lookup, &name, port, *timeout.after)?;
        let mut passed = self.empty();
        for address in found.iter().filter(|a| self.reach.allows(a.ip())).take(16) {
            passed.push(*address);
        }
        match (passed.is_empty(), found.first()) {
            (false, _) => Ok(passed),
            (true, Some(address)) => {
                Err(ureq::Error::Other(Box::new(OutOfReach { host: host.to_string(), address: address.ip() })))
            }
            (true, None) => Err(ureq::Error::HostNotFound),
        }
    }
}

/// Looks a name up on a thread of its own, which is left to itself when time is up: the system's resolver cannot be stopped.
fn within(lookup: &Arc<Lookup>, host: &str, port: u16, most: Duration) -> Result<Vec<SocketAddr>, ureq::Error> {
    let (sender, receiver) = std::sync::mpsc::sync_channel(1);
    let (lookup, host) = (Arc::clone(lookup), host.to_string());
    std::thread::spawn(move || sender.send(lookup(&host, port)).ok());
    match receiver.recv_timeout(most.min(Duration::from_secs(60))) {
        Ok(found) => found.map_err(|_| ureq::Error::HostNotFound),
        Err(_) => Err(ureq::Error::Timeout(ureq::Timeout::Resolve)),
    }
}
