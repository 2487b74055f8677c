//! Converts a spaCy model folder: `cargo run --release -p detente-language --example convert MODEL_DIR OUT`.

use std::io::BufWriter;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(model), Some(out)) = (args.next(), args.next()) else {
        return Err("usage: convert MODEL_DIR OUT".into());
    };
    // Written beside its place and renamed, so that a running process keeps the file that it has mapped.
    let partial = out.with_extension("partial");
    language::convert(&model, &mut BufWriter::new(std::fs::File::create(&partial)?))?;
    std::fs::rename(&partial, &out)?;
    let pipeline = language::Pipeline::open(&out)?;
    println!("{}: {} bytes", pipeline.name(), std::fs::metadata(&out)?.len());
    Ok(())
}
