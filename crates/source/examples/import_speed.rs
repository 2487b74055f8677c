//! Rows a second of CPU: `cargo run --release -p detente-source --example import_speed -- SET FILE`.

use cpu_time::ProcessTime;
use source::sets::{EventSet, import};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let (word, file) = (args.next().unwrap_or_default(), args.next().ok_or("SET FILE")?);
    let set = EventSet::ALL
        .into_iter()
        .find(|s| s.word() == word)
        .ok_or("SET is gdelt, icews, polecat, plover, acled or icews-quads")?;
    let start = ProcessTime::now();
    let (mut claims, mut left_out, mut malformed) = (0u64, 0u64, 0u64);
    for row in import(set, file.as_ref(), None)? {
        match row {
            Ok(_) => claims += 1,
            Err(passed) if passed.fault.is_malformed() => malformed += 1,
            Err(_) => left_out += 1,
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    let rows = claims + left_out + malformed;
    println!(
        "{rows} rows ({claims} claims, {left_out} left out, {malformed} malformed) in {seconds:.2} s of CPU: {:.0} a second",
        rows as f64 / seconds
    );
    Ok(())
}
