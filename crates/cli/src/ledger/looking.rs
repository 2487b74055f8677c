//! `detente show`, `pair`, `incident`, `brief`, `search`: what the ledger holds.

use ledger::{Access, Ledger, LedgerError, Moment};
use serde::Serialize;
use view::{Desk, ViewError};

use super::store;
use crate::args::{
    AsOfArgs, BriefArgs, ExplainFormat, IncidentArgs, LedgerArgs, PageArgs, PairArgs, SearchArgs, ShowArgs, WhenArgs,
};
use crate::delivery;
use crate::paint::Paint;
use crate::render::ledger as pages;
use crate::trouble::{Complaint, Outcome, Trouble, say};

/// Days that a brief goes back where the user does not say.
const WEEK: i64 = 7 * 86_400_000_000;

/// Runs `detente show`.
pub fn show(args: &ShowArgs) -> Result<Outcome, Trouble> {
    let ledger = open(&args.page.ledger)?;
    let WhenArgs { held: AsOfArgs { as_of }, from, to } = args.when;
    let name = args.actor.join(" ");
    answer(&ledger, as_of, args.page.format, |desk| desk.dossier(&name, from, to, limit(&args.page)), pages::dossier)
}

/// Runs `detente pair`.
pub fn pair(args: &PairArgs) -> Result<Outcome, Trouble> {
    let ledger = open(&args.page.ledger)?;
    let WhenArgs { held: AsOfArgs { as_of }, from, to } = args.when;
    let ask = |desk: &Desk<'_>| desk.dyad(&args.a, &args.b, from, to, limit(&args.page));
    answer(&ledger, as_of, args.page.format, ask, pages::dyad)
}

/// Runs `detente incident`.
pub fn incident(args: &IncidentArgs) -> Result<Outcome, Trouble> {
    let ledger = open(&args.ledger)?;
    answer(&ledger, args.held.as_of, args.format, |desk| desk.incident(&args.id), pages::incident)
}

/// Runs `detente brief`.
pub fn brief(args: &BriefArgs) -> Result<Outcome, Trouble> {
    let ledger = open(&args.page.ledger)?;
    let since = match &args.since {
        Some(text) => since(text)?,
        None => {
            let latest = ledger.latest().map_err(|error| store::trouble(ledger.path(), &error))?;
            let until = args.when.held.as_of.or(latest).unwrap_or(Moment::from_micros(0));
            Moment::from_micros(until.micros() - WEEK)
        }
    };
    let ask = |desk: &Desk<'_>| desk.brief(since, args.about.as_deref(), limit(&args.page));
    answer(&ledger, args.when.held.as_of, args.page.format, ask, pages::brief)
}

/// Runs `detente search`.
pub fn search(args: &SearchArgs) -> Result<Outcome, Trouble> {
    let ledger = open(&args.page.ledger)?;
    let words = args.words.join(" ");
    let mut empty = false;
    let ask = |desk: &Desk<'_>| {
        let hits = desk.hits(&words, limit(&args.page))?;
        empty = hits.actors.is_empty() && hits.claims.is_empty() && hits.documents.is_empty();
        Ok(hits)
    };
    let outcome = answer(&ledger, None, args.page.format, ask, pages::hits)?;
    Ok(if empty { Outcome::SomeFailed } else { outcome })
}

/// A day, from its beginning, or a time.
fn since(text: &str) -> Result<Moment, Trouble> {
    if let Ok(day) = text.parse::<model::Date>()
        && text.len() == 10
    {
        return Ok(Moment::from_micros(Moment::start_of(day).micros() - 1));
    }
    text.parse().map_err(|_| {
        let what = format!("--since {text}: neither a day nor a time");
        Trouble::Usage(Complaint::new(what, "say 2026-01-31, or 2026-01-31T12:00:00Z"))
    })
}

fn limit(page: &PageArgs) -> usize {
    page.limit.get()
}

fn open(args: &LedgerArgs) -> Result<Ledger, Trouble> {
    store::open(args, Access::Read)
}

fn answer<T: Serialize>(
    ledger: &Ledger,
    at: Option<Moment>,
    format: ExplainFormat,
    ask: impl FnOnce(&Desk<'_>) -> view::Result<T>,
    page: impl FnOnce(&T, Paint) -> String,
) -> Result<Outcome, Trouble> {
    let found = match Desk::new(ledger, at).and_then(|desk| ask(&desk)) {
        Ok(found) => found,
        Err(ViewError::NoActor(name)) => {
            say(format_args!("nobody in the ledger is called “{name}”; detente search {name} looks for the words"));
            return Ok(Outcome::SomeFailed);
        }
        Err(error @ ViewError::NotHeldThen(_)) => {
            return Err(Trouble::failed(error, "ask without --as-of, or as of a later moment"));
        }
        Err(ViewError::Ledger(error @ LedgerError::Unknown { .. })) => {
            return Err(Trouble::failed(&error, error.advice()));
        }
        Err(ViewError::Ledger(error)) => return Err(store::trouble(ledger.path(), &error)),
    };
    let text = match format {
        ExplainFormat::Human => page(&found, Paint::for_stdout(false)),
        ExplainFormat::Json => {
            let mut text = serde_json::to_string_pretty(&found).expect("views are plain values");
            text.push('\n');
            text
        }
    };
    delivery::print(text.as_bytes())?;
    Ok(Outcome::Done)
}
