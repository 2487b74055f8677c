//! Where the time goes: wall and CPU seconds by stage, and the one line of `--stats`.
//!
//! Times of stages are summed over threads: two threads that parse for a second each give two seconds of `parse`.

use std::time::{Duration, Instant};

use cpu_time::{ProcessTime, ThreadTime};
use serde::Serialize;

/// The stages of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Opening the model, reading and decoding files.
    Load,
    /// Tokens, tags, parse, entities.
    Parse,
    /// Actors, events, relations.
    Read,
    /// Rendering and writing.
    Write,
}

/// Time spent.
#[derive(Debug, Clone, Copy, Default)]
struct Span {
    wall: Duration,
    cpu: Duration,
}

/// Time spent by stage on one document, or on many.
#[derive(Debug, Clone, Copy, Default)]
pub struct Times([Span; 4]);

impl Times {
    /// Runs `work` and books its time on `stage`.
    pub fn of<T>(&mut self, stage: Stage, work: impl FnOnce() -> T) -> T {
        let (wall, cpu) = (Instant::now(), ThreadTime::now());
        let value = work();
        let span = &mut self.0[stage as usize];
        span.wall += wall.elapsed();
        span.cpu += cpu.elapsed();
        value
    }

    /// Adds the times of another document.
    pub fn add(&mut self, other: &Times) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            mine.wall += theirs.wall;
            mine.cpu += theirs.cpu;
        }
    }
}

/// What `--stats` prints.
#[derive(Debug, Serialize)]
struct Line {
    documents: usize,
    failed: usize,
    tokens: usize,
    wall_seconds: f64,
    cpu_seconds: f64,
    stages: Stages,
    peak_rss_bytes: Option<u64>,
}

#[derive(Debug, Serialize)]
struct Stages {
    load: Seconds,
    parse: Seconds,
    read: Seconds,
    write: Seconds,
}

#[derive(Debug, Serialize)]
struct Seconds {
    wall: f64,
    cpu: f64,
}

/// Counts of a run.
#[derive(Debug)]
pub struct Tally {
    start: Instant,
    /// Documents done.
    pub documents: usize,
    /// Documents that failed.
    pub failed: usize,
    /// Tokens annotated.
    pub tokens: usize,
    /// Time by stage.
    pub times: Times,
}

impl Tally {
    /// Starts the clock.
    pub fn start() -> Self {
        Tally { start: Instant::now(), documents: 0, failed: 0, tokens: 0, times: Times::default() }
    }

    /// Prints the line of `--stats` on standard error.
    pub fn print(&self) {
        let [load, parse, read, write] = self.times.0.map(|s| Seconds { wall: round(s.wall), cpu: round(s.cpu) });
        let line = Line {
            documents: self.documents,
            failed: self.failed,
            tokens: self.tokens,
            wall_seconds: round(self.start.elapsed()),
            cpu_seconds: round(ProcessTime::now().as_duration()),
            stages: Stages { load, parse, read, write },
            peak_rss_bytes: peak_memory(),
        };
        crate::trouble::tell(serde_json::to_string(&line).expect("numbers and fixed names serialise"));
    }
}

/// Seconds to the microsecond.
fn round(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e6).round() / 1e6
}

/// Peak resident memory, where the system tells it (Linux).
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}
