//! How reconciling grows with the number of claims.
//!
//! `cargo run --release -p detente-reconciling --example growth -- FOLDER` reads dated quadruples (`train.txt`, `valid.txt`, `test.txt`:
//! subject, relation, object, time in a row; `entity2id.txt`), takes the first eighth, fourth, half and all of them in order of time,
//! each as a row of another event set, and prints claims, incidents, seconds of CPU, and microseconds a claim.

use std::error::Error;
use std::fmt::Write;
use std::path::Path;

use cpu_time::ThreadTime;
use model::{ActorKind, Date, DateRange, Event, EventType, Evidence, Quote, Reality};
use reconciling::{Cast, Decisions, Member, Paper, Report, Rules, reconcile};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("growth FOLDER")?;
    let folder = Path::new(&folder);
    let mut rows: Vec<[u32; 4]> = Vec::new();
    for name in ["train.txt", "valid.txt", "test.txt"] {
        for line in std::fs::read_to_string(folder.join(name))?.lines() {
            let numbers: Vec<u32> = line.split_whitespace().take(4).map(str::parse).collect::<Result<_, _>>()?;
            rows.push(numbers.try_into().map_err(|_| "four numbers a row")?);
        }
    }
    rows.sort_by_key(|r| (r[3], r[0], r[2], r[1]));
    // Times count from 0; the step between days is the least gap.
    let step = rows.windows(2).map(|w| w[1][3] - w[0][3]).filter(|d| *d > 0).min().unwrap_or(1);
    let mut cast = Cast::default();
    for line in std::fs::read_to_string(folder.join("entity2id.txt"))?.lines() {
        let (name, id) = line.split_once('\t').ok_or("name and number")?;
        cast.put(member(name, id.trim()));
    }
    let start: Date = "2014-01-01".parse()?;
    let rules = Rules::builtin();
    let mut table = String::from("claims\tincidents\tseconds of CPU\tmicroseconds a claim\n");
    for part in [8, 4, 2, 1] {
        let (papers, reports) = claims(&rows[..rows.len() / part], step, start)?;
        let begun = ThreadTime::now();
        let incidents = reconcile(&papers, &reports, &cast, &rules, &Decisions::default());
        let seconds = begun.elapsed().as_secs_f64();
        let each = seconds * 1e6 / reports.len() as f64;
        writeln!(table, "{}\t{}\t{seconds:.1}\t{each:.1}", reports.len(), incidents.len())?;
    }
    print!("{table}");
    Ok(())
}

fn member(name: &str, id: &str) -> Member {
    // "Citizen_(Nigeria)": what stands in brackets is the country.
    let country = name.split_once("_(").map_or(name, |(_, c)| c.trim_end_matches(')'));
    let kind = if country == name { ActorKind::State } else { ActorKind::Organisation };
    Member {
        id: id.to_owned(),
        name: name.replace('_', " "),
        aliases: Vec::new(),
        kind,
        side: None,
        country: Some(country.to_owned()),
    }
}

fn claims(rows: &[[u32; 4]], step: u32, start: Date) -> Result<(Vec<Paper>, Vec<Report>), Box<dyn Error>> {
    let mut papers: Vec<Paper> = Vec::new();
    let mut reports = Vec::with_capacity(rows.len());
    for (n, [subject, relation, object, time]) in rows.iter().enumerate() {
        let day = start.checked_add(jiff_days(time / step))?;
        // A file a thousand rows: no two rows of one file are of one incident.
        let key = format!("{:08}", n % 997);
        if papers.len() < 997 {
            papers.push(Paper {
                key: key.clone(),
                name: key.clone(),
                outlet: Some(key.clone()),
                published: None,
                repeats: None,
                dataset: true,
            });
        }
        let kind = EventType::ALL[*relation as usize % 16];
        let event = Event {
            id: n.to_string(),
            kind,
            mode: None,
            contexts: Vec::new(),
            cameo: String::new(),
            score: 0.0,
            actors: vec![subject.to_string()],
            recipients: vec![object.to_string()],
            companions: Vec::new(),
            place: None,
            date: Some(DateRange::day(day, "")),
            reality: Reality::Actual,
            source: None,
            hedged: false,
            amount: None,
            toll: None,
            confidence: 1.0,
            evidence: Evidence::new(Quote { start: n, end: n + 1, text: "-".into() }),
        };
        reports.push(Report { key: format!("{n:010}"), paper: key, event });
    }
    Ok((papers, reports))
}

fn jiff_days(days: u32) -> std::time::Duration {
    std::time::Duration::from_secs(u64::from(days) * 86_400)
}
