//! `detente parse`: tokens, tags, lemmas, parse and entities of each text exactly as it is.

use language::Pipeline;
use model::Document;
use source::Intake;

use crate::args::{ParseArgs, ParseFormat};
use crate::batch::{Batch, Made, Writing};
use crate::render::{conllu, tokens};
use crate::timing::{Stage, Times};
use crate::trouble::{Outcome, Trouble};

/// Runs the command.
pub fn run(args: &ParseArgs) -> Result<Outcome, Trouble> {
    let batch = Batch {
        paths: &args.paths,
        intake: Intake { raw: true, ..Intake::default() },
        engine: &args.engine,
        out: args.out.as_deref().filter(|_| args.format != ParseFormat::None),
        ending: if args.format == ParseFormat::Conllu { "conllu" } else { "json" },
        preamble: Vec::new(),
    };
    batch.run(|document, pipeline, times, _| annotate(document, pipeline, times, args.format))
}

fn annotate<'p>(document: Document, pipeline: &'p Pipeline, times: &mut Times, format: ParseFormat) -> Made<'p> {
    let doc = times.of(Stage::Parse, || pipeline.annotate(&document.text));
    let tokens = doc.len();
    let id = document.id;
    let write: Writing = match format {
        ParseFormat::Json => Box::new(move |out| tokens::write(&id, &doc, out)),
        ParseFormat::Conllu => Box::new(move |out| conllu::write(&id, &doc, out)),
        ParseFormat::None => Box::new(|_| Ok(())),
    };
    Made { tokens, notes: Vec::new(), write }
}
