//! `detente decide`: what analysts say, kept with author, time and reason.

use ledger::{Access, ClaimId, ClaimRef, Decision, Ledger, LedgerError, Verdict};

use reconciling::Rules;

use super::care::json;
use super::store;
use crate::args::{DecideArgs, DecideCommand, JudgeArgs, ReportFormat};
use crate::delivery;
use crate::paint::{Ink, Paint};
use crate::trouble::{Complaint, Outcome, Trouble, say};

/// Runs the command.
pub fn run(args: &DecideArgs) -> Result<Outcome, Trouble> {
    match &args.command {
        DecideCommand::Merge { ids, judge } => decide(judge, |ledger| {
            // All claims of each: were it one of each, the others of an incident might not follow it.
            let mut named: Vec<Vec<ClaimId>> = ids.iter().map(|id| claims_of(ledger, id)).collect::<Result<_, _>>()?;
            named.sort();
            named.dedup();
            if named.len() < 2 {
                return Err(LedgerError::NoDecision("they are one already".into()));
            }
            Ok(Verdict::Merge { claims: all(ledger, ids)? })
        }),
        DecideCommand::Split { claims, judge } => decide(judge, |ledger| split(ledger, claims)),
        DecideCommand::Reject { ids, judge } => {
            decide(judge, |ledger| Ok(Verdict::Reject { claims: all(ledger, ids)? }))
        }
        DecideCommand::Confirm { ids, judge } => {
            decide(judge, |ledger| Ok(Verdict::Confirm { claims: all(ledger, ids)? }))
        }
        DecideCommand::Rename { actor, name, judge } => {
            decide(judge, |_| Ok(Verdict::Rename { actor: actor.clone(), name: name.trim().into() }))
        }
        DecideCommand::Link { actor, is, judge } => {
            decide(judge, |_| Ok(Verdict::Link { actor: actor.clone(), is: is.clone() }))
        }
        DecideCommand::Undo { decision, judge } => decide(judge, |_| Ok(Verdict::Undo { decision: *decision })),
        DecideCommand::List { all, report } => {
            let ledger = store::open(&report.ledger, Access::Read)?;
            let decisions = ledger.decisions(*all, None).map_err(|error| store::trouble(ledger.path(), &error))?;
            list(&decisions, report.format)
        }
    }
}

/// Takes a decision and shows it.
fn decide(
    judge: &JudgeArgs,
    verdict: impl FnOnce(&Ledger) -> Result<Verdict, LedgerError>,
) -> Result<Outcome, Trouble> {
    let author = author(judge)?;
    let mut ledger = store::open(&judge.report.ledger, Access::Write)?;
    let reason = judge.reason.as_deref().map(str::trim).filter(|r| !r.is_empty());
    let taken =
        verdict(&ledger).and_then(|verdict| ledger.decide(store::now(), &verdict, &author, reason, &Rules::builtin()));
    let number = taken.map_err(|error| store::trouble(ledger.path(), &error))?.number();
    let decisions = ledger.decisions(true, None).map_err(|error| store::trouble(ledger.path(), &error))?;
    let Some(decision) = decisions.into_iter().find(|d| d.number == number) else { return Ok(Outcome::Done) };
    match judge.report.format {
        ReportFormat::Json => json(&decision)?,
        ReportFormat::Human => {
            delivery::print(line(&decision, Paint::for_stdout(false)).as_bytes())?;
            if !matches!(decision.verdict, Verdict::Undo { .. }) {
                say(format!("take it back with: detente decide undo {number}"));
            }
        }
    }
    Ok(Outcome::Done)
}

/// Who decides or grades.
pub fn author(judge: &JudgeArgs) -> Result<String, Trouble> {
    let of_system = || ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
    let author = judge.author.clone().or_else(of_system).map(|a| a.trim().to_string()).filter(|a| !a.is_empty());
    author.ok_or_else(|| {
        Trouble::Usage(Complaint::new("nobody knows who decides", "say it with --author NAME, or set DETENTE_AUTHOR"))
    })
}

/// The claims of an incident or a claim, by the first digits of its id; never empty.
fn claims_of(ledger: &Ledger, id: &str) -> Result<Vec<ClaimId>, LedgerError> {
    match ledger.find_incident(id) {
        Ok(key) => {
            let claims = ledger.incident(key, None)?.map(|version| version.claims).unwrap_or_default();
            if claims.is_empty() { Err(LedgerError::Unknown { what: "incident", id: id.into() }) } else { Ok(claims) }
        }
        Err(LedgerError::Unknown { .. }) => match ledger.find_claim(id) {
            Err(LedgerError::Unknown { id, .. }) => Err(LedgerError::Unknown { what: "incident or claim", id }),
            other => Ok(vec![other?]),
        },
        Err(error) => Err(error),
    }
}

fn all(ledger: &Ledger, ids: &[String]) -> Result<Vec<ClaimRef>, LedgerError> {
    let mut claims = Vec::new();
    for id in ids {
        for claim in claims_of(ledger, id)? {
            claims.push(ledger.claim_ref(claim)?);
        }
    }
    claims.sort();
    claims.dedup();
    Ok(claims)
}

fn split(ledger: &Ledger, ids: &[String]) -> Result<Verdict, LedgerError> {
    let claims: Vec<ClaimId> = ids.iter().map(|id| ledger.find_claim(id)).collect::<Result<_, _>>()?;
    let mut from = Vec::new();
    let mut incident = None;
    for &claim in &claims {
        let of = ledger.incident_of(claim, None)?;
        if incident.is_some_and(|incident| Some(incident) != of) {
            return Err(LedgerError::NoDecision("the claims are of several incidents".into()));
        }
        incident = of;
    }
    if let Some(version) = incident.map(|key| ledger.incident(key, None)).transpose()?.flatten() {
        for claim in version.claims.into_iter().filter(|c| !claims.contains(c)) {
            from.push(ledger.claim_ref(claim)?);
        }
    }
    let claims = claims.into_iter().map(|claim| ledger.claim_ref(claim)).collect::<Result<_, _>>()?;
    Ok(Verdict::Split { claims, from })
}

fn list(decisions: &[Decision], format: ReportFormat) -> Result<Outcome, Trouble> {
    match format {
        ReportFormat::Json => json(&decisions)?,
        ReportFormat::Human if decisions.is_empty() => say("no decisions"),
        ReportFormat::Human => {
            let paint = Paint::for_stdout(false);
            delivery::print(decisions.iter().map(|d| line(d, paint)).collect::<String>().as_bytes())?;
        }
    }
    Ok(Outcome::Done)
}

fn line(decision: &Decision, paint: Paint) -> String {
    let keys = |claims: &[ClaimRef]| claims.iter().map(|c| c.key.as_str()).collect::<Vec<_>>().join(" ");
    let what = match &decision.verdict {
        Verdict::Merge { claims } => format!("claims {} are of one happening", keys(claims)),
        Verdict::Split { claims, from } => {
            format!("claims {} are of another happening than {}", keys(claims), keys(from))
        }
        Verdict::Reject { claims } => format!("claims {} count for nothing", keys(claims)),
        Verdict::Confirm { claims } => format!("what claims {} say happened", keys(claims)),
        Verdict::Rename { actor, name } => format!("{actor} is called {name}"),
        Verdict::Link { actor, is } => format!("{actor} is {is}"),
        Verdict::Undo { decision } => format!("takes {decision} back"),
    };
    let Decision { number, verdict, author, reason, recorded_at, undone_by } = decision;
    let undone = undone_by.map(|by| format!("; taken back by {by}")).unwrap_or_default();
    let reason = reason.as_ref().map(|r| format!(": {r}")).unwrap_or_default();
    let head = paint.ink(Ink::Name, format!("{number} {}", verdict.word()));
    let foot = paint.ink(Ink::Faint, format!("{author}, {}{undone}", recorded_at.day()));
    format!("{head}  {what}{reason}\n  {foot}\n")
}
