//! ICEWS as quadruples of numbers, as temporal graphs are published for forecasting.
//!
//! Comes in: a folder with `entity2id.txt`, `relation2id.txt` and `train.txt`, `valid.txt`, `test.txt`: subject, relation, object, hours
//! since the first of January, and columns that are passed over. Goes out: claims, file by file.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use model::{Date, DateRange, Imported};

use super::cameo::Cameo;
use super::draft::Draft;
use super::icews;
use super::row::{Fault, Passed};
use crate::SourceError;
use crate::lines::{Line, Lines};

/// The quadruples of one folder.
pub(crate) struct Quads {
    entities: Vec<String>,
    relations: Vec<String>,
    first: Date,
    files: Vec<PathBuf>,
    open: Option<Lines<BufReader<File>>>,
}

impl Quads {
    /// Opens a folder. The year is what the user says, else what the folder's name ends with (`icews14`, `ICEWS05-15` begins in 2005).
    pub fn open(folder: &Path, year: Option<i16>) -> Result<Self, SourceError> {
        let year = year.or_else(|| year_of(folder)).ok_or(SourceError::WhichYear)?;
        let first = Date::new(year, 1, 1).map_err(|_| SourceError::WhichYear)?;
        let entities = names(&folder.join("entity2id.txt"))?;
        let relations = names(&folder.join("relation2id.txt"))?;
        let files: Vec<PathBuf> =
            ["test.txt", "valid.txt", "train.txt"].iter().map(|f| folder.join(f)).filter(|f| f.exists()).collect();
        if files.is_empty() {
            return Err(SourceError::NotFound(folder.join("train.txt")));
        }
        Ok(Quads { entities, relations, first, files, open: None })
    }

    /// The next row.
    pub fn next_claim(&mut self) -> Option<Result<Imported, Passed>> {
        loop {
            let Some(lines) = &mut self.open else {
                let path = self.files.pop()?;
                match File::open(&path) {
                    Ok(file) => self.open = Some(Lines::new(BufReader::new(file), 1 << 16)),
                    Err(error) => return Some(Err(broken(0, &error))),
                }
                continue;
            };
            match lines.next_line() {
                Err(error) => {
                    self.files.clear();
                    self.open = None;
                    return Some(Err(broken(0, &error)));
                }
                Ok(None) => self.open = None,
                Ok(Some(Line { number, text })) => {
                    let text = text.unwrap_or_default();
                    if text.trim().is_empty() {
                        continue;
                    }
                    return Some(self.claim(&text, number).map_err(|fault| Passed {
                        line: number,
                        fault,
                        start: text.chars().take(200).collect(),
                    }));
                }
            }
        }
    }

    fn claim(&self, text: &str, line: u64) -> Result<Imported, Fault> {
        let numbers: Vec<&str> = text.split_whitespace().collect();
        let [subject, relation, object, hours, ..] = numbers[..] else {
            return Err(Fault::Columns { found: numbers.len(), wanted: 4 });
        };
        let unknown = |what, found: &str| Fault::Unknown { what, found: found.chars().take(40).collect() };
        let name = |list: &'_ [String], what, number: &str| {
            number
                .parse::<usize>()
                .ok()
                .and_then(|n| list.get(n).cloned())
                .filter(|n| !n.is_empty())
                .ok_or_else(|| unknown(what, number))
        };
        let source = name(&self.entities, "entity", subject)?;
        let target = name(&self.entities, "entity", object)?;
        let words = name(&self.relations, "relation", relation)?;
        let days =
            hours.parse::<i64>().ok().filter(|h| *h >= 0).map(|h| h / 24).ok_or_else(|| unknown("time", hours))?;
        let day = jiff::Span::new()
            .try_days(days)
            .ok()
            .and_then(|days| self.first.checked_add(days).ok())
            .ok_or_else(|| unknown("time", hours))?;
        let cameo = Cameo::from_name(&words).ok_or_else(|| unknown("relation", &words))?;
        let event = cameo.event.ok_or_else(|| Fault::Statement(cameo.code.into()))?;
        let mut draft = Draft::new(event, DateRange::day(day, ""), icews::CONFIDENCE);
        draft.cameo = Some(cameo.code.into());
        draft.contexts.extend(cameo.context.map(String::from));
        draft.actors.extend(icews::actor(&mut draft.cast, &source, "", None));
        draft.recipients.extend(icews::actor(&mut draft.cast, &target, "", None));
        if cameo.turned && !draft.recipients.is_empty() {
            std::mem::swap(&mut draft.actors, &mut draft.recipients);
        }
        draft.published = Some(day);
        // The names stand beside the numbers, so that the evidence can be read by itself.
        let row = format!("{text}\t{source}\t{words}\t{target}\t{day}");
        draft.claim("icews", &format!("{}:{subject}:{relation}:{object}:{days}", self.first.year()), line, row)
    }
}

fn broken(line: u64, error: &std::io::Error) -> Passed {
    Passed { line, fault: Fault::Broken(error.to_string()), start: String::new() }
}

/// Names by number: `China<TAB>0`.
fn names(path: &Path) -> Result<Vec<String>, SourceError> {
    let refuse = |error| SourceError::Unreadable(path.into(), error);
    if !path.exists() {
        return Err(SourceError::NotFound(path.into()));
    }
    let mut names = Vec::new();
    for line in BufReader::new(File::open(path).map_err(refuse)?).lines() {
        let line = line.map_err(refuse)?;
        let Some((name, number)) = line.trim_end().rsplit_once('\t') else { continue };
        let Some(number) = number.trim().parse::<usize>().ok().filter(|n| *n < 10_000_000) else { continue };
        if names.len() <= number {
            names.resize(number + 1, String::new());
        }
        names[number] = name.replace('_', " ");
    }
    Ok(names)
}

fn year_of(folder: &Path) -> Option<i16> {
    let name = folder.file_name()?.to_string_lossy().to_lowercase();
    let figures: String = name.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    match figures.len() {
        4 => figures.parse().ok(),
        2 => figures.parse::<i16>().ok().map(|y| if y < 70 { 2000 + y } else { 1900 + y }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(train: &str) -> tempfile::TempDir {
        let folder = tempfile::Builder::new().prefix("set").suffix("-2014").tempdir().unwrap();
        let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        put("entity2id.txt", "China\t0\nGovernment_(Nigeria)\t1\nBarack_Obama\t2\n");
        put("relation2id.txt", "Make_statement\t0\nHost_a_visit\t1\nUnheard_of\t2\n");
        put("train.txt", train);
        put("test.txt", "2\t1\t0\t8736\t-1\n");
        folder
    }

    #[test]
    fn numbers_become_names_and_hours_days() {
        let folder =
            folder("0\t1\t1\t24\t0\n0\t0\t1\t24\t0\n0\t2\t1\t24\n9\t1\t0\t24\n0\t1\n1\t1\t0\t99999999999999\n");
        let mut quads = Quads::open(folder.path(), Some(2014)).unwrap();
        let all: Vec<_> = std::iter::from_fn(|| quads.next_claim()).collect();
        let first = all[0].as_ref().unwrap();
        assert_eq!(
            (first.event.actors[0].as_str(), first.event.recipients[0].as_str()),
            ("state:nigeria", "state:china")
        );
        assert_eq!(first.event.id, "icews:2014:0:1:1:1");
        assert_eq!(first.event.date.as_ref().unwrap().first.to_string(), "2014-01-02");
        assert!(
            first.event.evidence.quotes()[0].text.ends_with("China\tHost a visit\tGovernment (Nigeria)\t2014-01-02")
        );
        let faults: Vec<String> = all[1..6].iter().map(|r| r.as_ref().unwrap_err().to_string()).collect();
        assert_eq!(faults[0], "line 2: code 010 is a statement, for which PLOVER has no type");
        assert_eq!(faults[1], "line 3: unknown relation \"Unheard of\"");
        assert_eq!(faults[2], "line 4: unknown entity \"9\"");
        assert_eq!(faults[3], "line 5: 2 columns where 4 are due");
        assert_eq!(faults[4], "line 6: unknown time \"99999999999999\"");
        let last = all[6].as_ref().unwrap();
        assert_eq!(
            (last.event.actors[0].as_str(), last.published.unwrap().to_string().as_str()),
            ("state:china", "2014-12-31")
        );
        assert_eq!(all.len(), 7);
    }

    #[test]
    fn the_year_stands_in_the_folders_name_or_is_asked_for() {
        assert_eq!(year_of(Path::new("data/icews14")), Some(2014));
        assert_eq!(year_of(Path::new("data/ICEWS05-15")), Some(2005));
        assert_eq!(year_of(Path::new("quads")), None);
        let empty = tempfile::Builder::new().prefix("quads").rand_bytes(0).tempdir();
        if let Ok(empty) = empty {
            assert!(matches!(Quads::open(empty.path(), None), Err(SourceError::WhichYear)));
            assert!(matches!(Quads::open(empty.path(), Some(2014)), Err(SourceError::NotFound(_))));
        }
    }
}
