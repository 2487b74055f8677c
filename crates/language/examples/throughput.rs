//! Tokens a CPU second: `throughput MODEL THREADS ROUNDS FILE...`; prints one JSON line.
//!
//! The files are annotated as one batch, `ROUNDS` times after one round that is not counted.

use std::path::Path;
use std::time::Instant;

use cpu_time::ProcessTime;
use language::{Doc, Pipeline};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let usage = "usage: throughput MODEL THREADS ROUNDS FILE...";
    let (model, threads, rounds) = (args.next().ok_or(usage)?, args.next().ok_or(usage)?, args.next().ok_or(usage)?);
    let (threads, rounds) = (threads.parse()?, rounds.parse::<usize>()?);
    let texts = args.map(std::fs::read_to_string).collect::<Result<Vec<_>, _>>()?;
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let opening = Instant::now();
    let pipeline = Pipeline::open(Path::new(&model))?;
    let open = opening.elapsed();
    pipeline.annotate_batch(&texts, threads);
    let (wall, cpu, mut tokens) = (Instant::now(), ProcessTime::now(), 0);
    for _ in 0..rounds {
        tokens += pipeline.annotate_batch(&texts, threads).iter().map(Doc::len).sum::<usize>();
    }
    let (wall, cpu) = (wall.elapsed().as_secs_f64(), cpu.elapsed().as_secs_f64());
    let result = serde_json::json!({
        "model": pipeline.name(), "threads": threads, "documents": texts.len() * rounds, "tokens": tokens,
        "open_ms": open.as_secs_f64() * 1e3, "wall_s": wall, "cpu_s": cpu, "tokens_per_cpu_s": tokens as f64 / cpu,
        "tokens_per_wall_s": tokens as f64 / wall, "peak_kb": peak_kb(),
    });
    println!("{result}");
    Ok(())
}

/// The largest resident memory so far, where the system tells it.
fn peak_kb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().trim_end_matches(" kB").parse().ok()
}
