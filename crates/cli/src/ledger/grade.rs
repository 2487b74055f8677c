//! `detente grade`: letters for outlets and sources, numbers for claims, kept with author, time and reason.

mod table;

use ledger::{Access, Grade, Graded, Ledger, LedgerError};
use model::{Credibility, Reliability};
use serde::Serialize;

use super::care::json;
use super::decide::author;
use super::store;
use crate::args::{GradeArgs, GradeCommand, JudgeArgs, ReportFormat};
use crate::delivery;
use crate::paint::{Ink, Paint};
use crate::render::human::flat;
use crate::trouble::{Complaint, Outcome, Trouble, complain, say};

/// Runs the command.
pub fn run(args: &GradeArgs) -> Result<Outcome, Trouble> {
    match &args.command {
        GradeCommand::Outlet { name, grade, judge } => give(judge, |_| Ok(outlet(name, *grade))),
        GradeCommand::Source { name, grade, judge } => give(judge, |ledger| source(ledger, name, *grade)),
        GradeCommand::Claim { id, grade, judge } => give(judge, |ledger| claim(ledger, id, *grade)),
        GradeCommand::Undo { grade, judge } => give(judge, |_| Ok(Grade::Undo { row: *grade })),
        GradeCommand::Import { file, judge } => import(file, judge),
        GradeCommand::List { all, held, report } => {
            let ledger = store::open(&report.ledger, Access::Read)?;
            let graded = ledger.graded(*all, held.as_of).map_err(|error| store::trouble(ledger.path(), &error))?;
            list(&graded, report.format)
        }
    }
}

/// Why a grade cannot be given.
enum Refusal {
    Ledger(LedgerError),
    Usage(Complaint),
}

impl From<LedgerError> for Refusal {
    fn from(error: LedgerError) -> Self {
        Refusal::Ledger(error)
    }
}

impl Refusal {
    fn trouble(self, ledger: &Ledger) -> Trouble {
        match self {
            Refusal::Ledger(error) => store::trouble(ledger.path(), &error),
            Refusal::Usage(complaint) => Trouble::Usage(complaint),
        }
    }

    fn complaint(self) -> Complaint {
        match self {
            Refusal::Ledger(error) => Complaint::new(&error, error.advice()),
            Refusal::Usage(complaint) => complaint,
        }
    }
}

/// Gives one grade and shows it.
fn give(judge: &JudgeArgs, grade: impl FnOnce(&Ledger) -> Result<Grade, Refusal>) -> Result<Outcome, Trouble> {
    let author = author(judge)?;
    let mut ledger = store::open(&judge.report.ledger, Access::Write)?;
    let grade = grade(&ledger).map_err(|refusal| refusal.trouble(&ledger))?;
    if let Grade::Outlet { name, .. } = &grade {
        let known = ledger.documents_of_outlet(name).map_err(|error| store::trouble(ledger.path(), &error))?;
        if known == 0 {
            say(format_args!("no document of the ledger is by {}; the grade waits for one", flat(name)));
        }
    }
    let given = ledger.grade(store::now(), &[(grade, reason(judge.reason.as_deref()))], &author);
    let number = given.map_err(|error| store::trouble(ledger.path(), &error))?.remove(0);
    let all = ledger.graded(true, None).map_err(|error| store::trouble(ledger.path(), &error))?;
    let Some(graded) = all.into_iter().find(|g| g.number == number) else { return Ok(Outcome::Done) };
    match judge.report.format {
        ReportFormat::Json => json(&graded)?,
        ReportFormat::Human => {
            delivery::print(line(&graded, Paint::for_stdout(false)).as_bytes())?;
            if !matches!(graded.grade, Grade::Undo { .. }) {
                say(format_args!("take it back with: detente grade undo {number}"));
            }
        }
    }
    Ok(Outcome::Done)
}

fn reason(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|r| !r.is_empty()).map(str::to_string)
}

fn outlet(name: &str, grade: Reliability) -> Grade {
    Grade::Outlet { name: name.trim().into(), grade }
}

/// An actor by id or exact name; a name that is no actor's may be an outlet's.
fn source(ledger: &Ledger, name: &str, grade: Reliability) -> Result<Grade, Refusal> {
    let name = name.trim();
    let mut bearing: Vec<(String, String)> = Vec::new();
    let mut whole = 0;
    for id in ledger.actors_named(name)? {
        let Some(member) = ledger.member(&id, None)? else { continue };
        let same = |other: &String| other.to_lowercase() == name.to_lowercase();
        if id == name || same(&member.name) {
            bearing.insert(whole, (id, member.name));
            whole += 1;
        } else if member.aliases.iter().any(same) {
            bearing.push((id, member.name));
        }
    }
    if whole > 0 {
        bearing.truncate(whole);
    }
    match bearing.as_slice() {
        [(actor, name)] => Ok(Grade::Source { actor: actor.clone(), name: name.clone(), grade }),
        [] if ledger.documents_of_outlet(name)? > 0 => Ok(outlet(name, grade)),
        // The atlas may know it; the ledger says so if it does not.
        [] if name.contains(':') => Ok(Grade::Source { actor: name.into(), name: name.into(), grade }),
        [] => Err(Refusal::Usage(Complaint::new(
            format!("the ledger knows no actor, outlet or event set called {name:?}"),
            format!("give the name as an article has it, or an id; see `detente search {name}`"),
        ))),
        several => {
            let ids: Vec<&str> = several.iter().map(|(id, _)| id.as_str()).collect();
            Err(Refusal::Usage(Complaint::new(
                format!("{name:?} may be {}", ids.join(", ")),
                "name one of them by its id",
            )))
        }
    }
}

fn claim(ledger: &Ledger, id: &str, grade: Credibility) -> Result<Grade, Refusal> {
    match ledger.find_claim(id) {
        Err(LedgerError::Unknown { .. }) if ledger.find_incident(id).is_ok() => Err(Refusal::Usage(Complaint::new(
            format!("{id} is an incident"),
            format!("name one of its claims; `detente incident {id}` prints their ids"),
        ))),
        found => Ok(Grade::Claim { claim: ledger.claim_ref(found?)?, grade }),
    }
}

/// What an import did.
#[derive(Debug, Default, Serialize)]
struct Done {
    /// Grades that were given.
    given: usize,
    /// Grades that stood already.
    known: usize,
    /// Rows that were not taken.
    refused: Vec<Refused>,
}

#[derive(Debug, Serialize)]
struct Refused {
    line: u64,
    reason: String,
}

fn import(file: &std::path::Path, judge: &JudgeArgs) -> Result<Outcome, Trouble> {
    let author = author(judge)?;
    let rows = table::read(file)?;
    let mut ledger = store::open(&judge.report.ledger, Access::Write)?;
    let standing = ledger.graded(false, None).map_err(|error| store::trouble(ledger.path(), &error))?;
    let mut done = Done::default();
    let mut grades: Vec<(Grade, Option<String>)> = Vec::new();
    for row in rows {
        let line = row.line;
        let wanted = row.content.map_err(Refusal::Usage).and_then(|row| {
            let grade = table::grade(&ledger, &row)?;
            Ok((grade, reason(row.reason.as_deref()).or_else(|| reason(judge.reason.as_deref()))))
        });
        match wanted {
            Ok((grade, why)) if standing.iter().any(|g| g.grade == grade && g.reason == why) => done.known += 1,
            Ok(wanted) => grades.push(wanted),
            Err(refusal) => {
                let complaint = refusal.complaint();
                if judge.report.format == ReportFormat::Human {
                    complain(Some(&format!("{} line {line}", file.display())), &complaint);
                }
                done.refused.push(Refused { line, reason: complaint.what });
            }
        }
    }
    let given = ledger.grade(store::now(), &grades, &author);
    done.given = given.map_err(|error| store::trouble(ledger.path(), &error))?.len();
    match judge.report.format {
        ReportFormat::Json => json(&done)?,
        ReportFormat::Human => say(format_args!(
            "{} grades given, {} stood already, {} rows not taken",
            done.given,
            done.known,
            done.refused.len()
        )),
    }
    Ok(if done.refused.is_empty() { Outcome::Done } else { Outcome::SomeFailed })
}

fn list(graded: &[Graded], format: ReportFormat) -> Result<Outcome, Trouble> {
    match format {
        ReportFormat::Json => json(&graded)?,
        ReportFormat::Human if graded.is_empty() => say("no grades"),
        ReportFormat::Human => {
            let paint = Paint::for_stdout(false);
            delivery::print(graded.iter().map(|g| line(g, paint)).collect::<String>().as_bytes())?;
        }
    }
    Ok(Outcome::Done)
}

fn line(graded: &Graded, paint: Paint) -> String {
    let letter = |grade: Reliability| format!("{} ({})", grade.letter(), grade.meaning());
    let what = match &graded.grade {
        Grade::Outlet { name, grade } => format!("{} {}", flat(name), letter(*grade)),
        Grade::Source { actor, name, grade } if actor == name => format!("{actor} {}", letter(*grade)),
        Grade::Source { actor, name, grade } => format!("{} [{actor}] {}", flat(name), letter(*grade)),
        Grade::Claim { claim, grade } => format!("{} {} ({})", claim.key, grade.number(), grade.meaning()),
        Grade::Undo { row } => format!("takes {row} back"),
    };
    let Graded { number, grade, author, reason, recorded_at, undone_by, replaced_by } = graded;
    let undone = undone_by.map(|by| format!("; taken back by {by}"));
    let gone = undone.or_else(|| replaced_by.map(|by| format!("; replaced by {by}"))).unwrap_or_default();
    let reason = reason.as_ref().map(|r| format!(": {}", flat(r))).unwrap_or_default();
    let head = paint.ink(Ink::Name, format!("{number} {}", grade.word()));
    let foot = paint.ink(Ink::Faint, format!("{}, {}{gone}", flat(author), recorded_at.day()));
    format!("{head}  {what}{reason}\n  {foot}\n")
}
