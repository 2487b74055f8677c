//! Times of start, look-up and scan: `speed [FOLDER of .txt]`; run it in release.

use atlas::Atlas;
use std::hint::black_box;
use std::time::Instant;

fn main() {
    let start = Instant::now();
    let atlas = Atlas::builtin();
    black_box(atlas.find("Pakistan"));
    println!("start and first look-up: {:?}", start.elapsed());

    let names =
        ["Pakistan", "Foreign Ministry of Qatar", "Khalifa Haftar", "Washington", "Kim", "xyzzy", "Springfield", "RSF"];
    let rounds = 20_000;
    let start = Instant::now();
    for i in 0..rounds {
        black_box(atlas.find(names[i % names.len()]));
    }
    println!("find: {:?} a name", start.elapsed() / rounds as u32);
    let start = Instant::now();
    for _ in 0..200 {
        black_box(atlas.find_person("Abdulhameed Dabaiba"));
    }
    println!("find_person, spelt differently: {:?}", start.elapsed() / 200);

    let folder = std::env::args().nth(1).unwrap_or_default();
    let (mut tokens, mut spans, mut spent) = (0, 0, std::time::Duration::ZERO);
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(text) = std::fs::read_to_string(entry.path()) else { continue };
        let words: Vec<&str> = text.split_whitespace().collect();
        let start = Instant::now();
        spans += atlas.scan(&words).len();
        spent += start.elapsed();
        tokens += words.len();
    }
    if tokens > 0 {
        println!("scan: {tokens} words, {spans} names, {:?} per 500 words", spent * 500 / tokens as u32);
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .filter(|l| l.starts_with("VmHWM") || l.starts_with("RssFile") || l.starts_with("RssAnon"))
        .for_each(|l| println!("{l}"));
}
