//! Prints the parse of files as JSON, one document a line: `annotate MODEL FILE...`.

use std::io::{BufWriter, Write};
use std::path::Path;

use language::{CodePoints, Pipeline};
use serde_json::json;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let model = args.next().ok_or("usage: annotate MODEL FILE...")?;
    let pipeline = Pipeline::open(Path::new(&model))?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for path in args {
        let doc = pipeline.annotate(&std::fs::read_to_string(path)?);
        let mut points = CodePoints::new(doc.text());
        let tokens: Vec<_> = doc
            .tokens()
            .map(|token| {
                json!({
                    "text": token.text(), "start": points.at(token.start()), "end": points.at(token.end()),
                    "space": token.space_after(), "lemma": token.lemma(), "tag": token.tag(), "pos": token.pos(),
                    "morph": token.morph(), "head": token.head(), "dep": token.dep(), "ent": token.ent_type(),
                    "ent_iob": token.ent_iob(), "sent_start": token.is_sent_start(),
                })
            })
            .collect();
        serde_json::to_writer(&mut out, &json!({ "tokens": tokens }))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
