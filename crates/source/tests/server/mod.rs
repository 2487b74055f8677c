//! A small web server of one's own on a loopback address.

#![allow(dead_code, reason = "each test file uses its part")]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Asked {
    pub path: String,
    pub headers: BTreeMap<String, String>,
    pub at: Instant,
}

/// What is sent back.
pub enum Reply {
    /// Status, headers, body.
    Whole(u16, Vec<(&'static str, String)>, Vec<u8>),
    /// A byte now and then, for ever.
    Drip(Duration),
    /// As many bytes as are taken.
    Endless(&'static str),
}

impl Reply {
    pub fn html(body: &str) -> Reply {
        Reply::Whole(200, vec![("Content-Type", "text/html; charset=utf-8".into())], body.as_bytes().to_vec())
    }

    pub fn status(status: u16) -> Reply {
        Reply::Whole(status, vec![], b"no".to_vec())
    }

    pub fn to(status: u16, address: impl Into<String>) -> Reply {
        Reply::Whole(status, vec![("Location", address.into())], vec![])
    }
}

type Handler = dyn Fn(&Asked) -> Reply + Send + Sync;

/// A server that runs until the test ends.
pub struct Server {
    pub address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
    /// Most requests that were in work at once.
    pub crowd: Arc<AtomicUsize>,
}

impl Server {
    pub fn start(ip: &str, handler: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Server {
        let ip: IpAddr = ip.parse().expect("an address");
        let listener = TcpListener::bind((ip, 0)).expect("a free port");
        let address = listener.local_addr().expect("an address");
        let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let (now, crowd) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let handler: Arc<Handler> = Arc::new(handler);
        let (list, most) = (Arc::clone(&asked), Arc::clone(&crowd));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (handler, list, now, most) =
                    (Arc::clone(&handler), Arc::clone(&list), Arc::clone(&now), Arc::clone(&most));
                std::thread::spawn(move || {
                    let _ = serve(&stream, &*handler, &list, &now, &most);
                });
            }
        });
        Server { address, asked, crowd }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// All requests so far, but for robots.txt.
    pub fn asked(&self) -> Vec<Asked> {
        self.everything().into_iter().filter(|a| a.path != "/robots.txt").collect()
    }

    pub fn everything(&self) -> Vec<Asked> {
        self.asked.lock().expect("no test panicked with it").clone()
    }
}

fn serve(
    stream: &TcpStream,
    handler: &Handler,
    list: &Mutex<Vec<Asked>>,
    now: &AtomicUsize,
    most: &AtomicUsize,
) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream);
    let mut line = String::new();
    lines.read_line(&mut line)?;
    let path = line.split(' ').nth(1).unwrap_or("/").to_string();
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        lines.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_string());
    }
    let asked = Asked { path, headers, at: Instant::now() };
    list.lock().expect("no test panicked with it").push(asked.clone());
    most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
    let sent = send(stream, handler(&asked));
    now.fetch_sub(1, Ordering::SeqCst);
    sent
}

fn send(mut stream: &TcpStream, reply: Reply) -> std::io::Result<()> {
    match reply {
        Reply::Whole(status, headers, body) => {
            write!(stream, "HTTP/1.1 {status} Fine\r\nContent-Length: {}\r\nConnection: close\r\n", body.len())?;
            for (name, value) in headers {
                write!(stream, "{name}: {value}\r\n")?;
            }
            stream.write_all(b"\r\n")?;
            stream.write_all(&body)
        }
        Reply::Drip(every) => {
            stream.write_all(b"HTTP/1.1 200 Fine\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n")?;
            loop {
                stream.write_all(b"x")?;
                std::thread::sleep(every);
            }
        }
        Reply::Endless(packing) => {
            write!(stream, "HTTP/1.1 200 Fine\r\nContent-Type: text/html\r\n{packing}Connection: close\r\n\r\n")?;
            if packing.is_empty() {
                loop {
                    stream.write_all(&[b'x'; 1 << 16])?;
                }
            }
            let mut packer = flate2::write::GzEncoder::new(stream, flate2::Compression::best());
            loop {
                packer.write_all(&[b'x'; 1 << 20])?;
            }
        }
    }
}
