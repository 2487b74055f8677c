//! Claims as a table for spreadsheets: one row a claim.
//!
//! The first 32 columns are those of `detente read --format csv`; what the ledger knows besides stands behind them. Cells hold the text
//! as it is, so a quote that begins with `=` is no formula only where the file is opened as text.

use std::io::Write;

use model::{Amount, Bound};

use crate::holding::Index;
use crate::moments::rfc3339;
use crate::row::Row;
use crate::{ExportError, Holding, Tally};

/// The columns.
const COLUMNS: [&str; 38] = [
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
];

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

fn cells(row: &Row<'_>) -> [String; 38] {
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
