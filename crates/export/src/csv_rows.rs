//! Claims as a table for spreadsheets: one row a claim.
//!
//! The first 32 columns are those of `detente read --format csv`, which is written here as well; what the ledger knows besides stands behind them. Cells hold the text
//! as it is, so a quote that begins with `=` is no formula only where the file is opened as text.

use std::io::Write;

use model::{Amount, Answer, Bound};

use crate::holding::Index;
use crate::moments::rfc3339;
use crate::row::Row;
use crate::{Claim, ExportError, Holding, Said, Tally};

/// The columns.
const COLUMNS: [&str; 43] = [
    "document",
    "published",
    "outlet",
    "title",
    "claim",
    "id",
    "type",
    "mode",
    "role",
    "sign",
    "score",
    "cameo",
    "contexts",
    "actors",
    "actor_names",
    "recipients",
    "recipient_names",
    "companions",
    "place",
    "latitude",
    "longitude",
    "date_first",
    "date_last",
    "state",
    "source",
    "hedged",
    "amount",
    "killed",
    "injured",
    "confidence",
    "start",
    "evidence",
    "source_name",
    "key",
    "incident",
    "document_key",
    "url",
    "recorded",
    "author",
    "outlet_grade",
    "source_grade",
    "credibility",
    "credibility_by",
];

/// How many of them are of the answer alone: what `detente read --format csv` has.
const OF_ANSWER: usize = 32;

pub(crate) fn write(holding: &dyn Holding, out: &mut dyn Write) -> Result<Tally, ExportError> {
    let mut tally = Tally::default();
    let index = Index::of(holding)?;
    let mut table = csv::Writer::from_writer(out);
    table.write_record(COLUMNS)?;
    holding.claims(&mut |claim| {
        tally.written += 1;
        Ok(table.write_record(cells(&Row::of(claim, &index)))?)
    })?;
    table.flush()?;
    Ok(tally)
}

/// The row of names of a table of answers.
pub fn answer_header() -> Vec<u8> {
    table([COLUMNS.map(String::from)])
}

/// One document as it was read: a row an event, then a row a relation.
pub fn answer_rows(answer: &Answer) -> Vec<u8> {
    let index = Index::of_answer(answer);
    let claim = |said: Said| Claim {
        key: String::new(),
        paper: answer.document.id.clone(),
        published: None,
        incident: None,
        recorded: None,
        grading: None,
        said,
    };
    let events = answer.events.iter().map(|e| Said::Event(Box::new(e.clone())));
    let relations = answer.relations.iter().map(|r| Said::Relation(Box::new(r.clone())));
    table(events.chain(relations).map(|said| cells(&Row::of(&claim(said), &index))))
}

fn table(rows: impl IntoIterator<Item = [String; 43]>) -> Vec<u8> {
    let mut table = csv::Writer::from_writer(Vec::new());
    for row in rows {
        table.write_record(&row[..OF_ANSWER]).expect("rows have equal lengths, and memory takes them");
    }
    table.into_inner().expect("memory takes them")
}

fn cells(row: &Row<'_>) -> [String; 43] {
    fn text(value: Option<impl ToString>) -> String {
        value.map(|v| v.to_string()).unwrap_or_default()
    }
    let quotes: Vec<&str> = row.evidence.iter().map(|q| q.text.as_str()).collect();
    [
        row.document.into(),
        text(row.published),
        text(row.outlet),
        text(row.title),
        row.claim.into(),
        row.id.into(),
        row.kind.into(),
        text(row.mode),
        text(row.role),
        row.sign.to_string(),
        text(row.score),
        text(row.cameo),
        row.contexts.join(";"),
        row.actors.join(";"),
        row.actor_names.join(";"),
        row.recipients.join(";"),
        row.recipient_names.join(";"),
        row.companions.join(";"),
        text(row.place),
        text(row.latitude),
        text(row.longitude),
        text(row.date_first),
        text(row.date_last),
        row.state.into(),
        text(row.source),
        row.hedged.to_string(),
        row.amounts.iter().map(sum).collect::<Vec<_>>().join(";"),
        text(row.killed),
        text(row.injured),
        row.confidence.to_string(),
        text(row.evidence.first().map(|q| q.start)),
        quotes.join(" … "),
        text(row.source_name),
        row.key.into(),
        text(row.incident),
        row.document_key.into(),
        text(row.url),
        text(rfc3339(row.recorded)),
        text(row.author),
        text(row.outlet_grade),
        text(row.source_grade),
        text(row.credibility),
        text(row.credibility_by),
    ]
}

/// `value currency bound`
fn sum(amount: &Amount) -> String {
    format!("{} {} {}", amount.value, amount.currency, bound(amount.bound))
}

/// The word of the answer format.
pub(crate) fn bound(bound: Bound) -> &'static str {
    match bound {
        Bound::Exact => "exact",
        Bound::AtLeast => "at_least",
        Bound::AtMost => "at_most",
        Bound::About => "about",
    }
}
