//! `detente read`: who did what to whom in each document, and how they stand with each other.

use std::io::Write;

use language::Pipeline;
use model::{Answer, Document};
use reading::Reader;
use source::Intake;

use crate::args::{AboutArgs, ReadArgs, ReadFormat};
use crate::batch::{Batch, Made};
use crate::own;
use crate::paint::Paint;
use crate::render::human;
use crate::timing::{Stage, Times};
use crate::trouble::{Outcome, Trouble};

/// Told of a document without a day.
pub const UNDATED: &str = "no date of publication: dates such as “on Monday” stay open; give it with --date YYYY-MM-DD";

/// Runs the command.
pub fn run(args: &ReadArgs) -> Result<Outcome, Trouble> {
    let reader = own::reader(&args.reading.own)?;
    let to_file = args.out.is_some();
    let paint = Paint::for_stdout(to_file);
    let batch = Batch {
        paths: &args.paths,
        intake: intake(&args.reading.about),
        engine: &args.reading.engine,
        out: args.out.as_deref(),
        ending: match args.format {
            ReadFormat::Human => "txt",
            ReadFormat::Json => "json",
            ReadFormat::Jsonl => "jsonl",
            ReadFormat::Csv => "csv",
        },
        preamble: if args.format == ReadFormat::Csv { export::answer_header() } else { Vec::new() },
    };
    batch.run(|document, pipeline, times, several| {
        let form = Form { format: args.format, paint, in_line: several && !to_file, to_file };
        read(&reader, document, pipeline, times, form)
    })
}

/// What a user says about the texts, as the source room takes it.
pub fn intake(about: &AboutArgs) -> Intake {
    Intake {
        date: about.date,
        outlet: about.outlet.clone(),
        title: about.title.clone(),
        raw: false,
        any_language: about.any_language,
    }
}

/// How to print one answer.
#[derive(Clone, Copy)]
struct Form {
    format: ReadFormat,
    paint: Paint,
    /// Others stand before or behind it in the same stream.
    in_line: bool,
    to_file: bool,
}

fn read<'p>(reader: &Reader, document: Document, pipeline: &'p Pipeline, times: &mut Times, form: Form) -> Made<'p> {
    let parsed = times.of(Stage::Parse, || reading::parse(&document, pipeline));
    let answer = times.of(Stage::Read, || reader.read(&document, &parsed));
    let notes = document.published.is_none().then(|| UNDATED.to_string());
    Made {
        tokens: parsed.tokens(),
        notes: notes.into_iter().collect(),
        write: Box::new(move |out| write(&answer, form, out)),
    }
}

fn write(answer: &Answer, form: Form, out: &mut dyn Write) -> std::io::Result<()> {
    match form.format {
        ReadFormat::Json if !form.in_line => {
            serde_json::to_writer_pretty(&mut *out, answer)?;
            out.write_all(b"\n")
        }
        ReadFormat::Json | ReadFormat::Jsonl => {
            serde_json::to_writer(&mut *out, answer)?;
            out.write_all(b"\n")
        }
        ReadFormat::Csv => {
            if form.to_file {
                out.write_all(&export::answer_header())?;
            }
            out.write_all(&export::answer_rows(answer))
        }
        ReadFormat::Human => {
            out.write_all(human::render(answer, form.paint).as_bytes())?;
            if form.in_line { out.write_all(b"\n\n") } else { Ok(()) }
        }
    }
}
