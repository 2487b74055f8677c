//! CAMEO's codes as PLOVER's types and modes.
//!
//! Comes in: a code as event sets write it, or the words that ICEWS writes for it. Goes out: what it is in PLOVER. The table is
//! `data/cameo.tsv`; codes and names are those of CAMEO 1.1b3, the mapping is ours. PLOVER has dropped CAMEO's statements, so that
//! most of its group 01 has no type here.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use model::{EventCode, EventType};

/// What a code of CAMEO is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cameo {
    /// The code in full, such as `0231`.
    pub code: &'static str,
    /// PLOVER's type and mode; none for a statement.
    pub event: Option<EventCode>,
    /// PLOVER's context that the code itself tells.
    pub context: Option<&'static str>,
    /// Whether the set's source is the one to whom it is done: who hosts a visit.
    pub turned: bool,
}

struct Table {
    by_code: BTreeMap<&'static str, Cameo>,
    by_name: BTreeMap<String, Cameo>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table { by_code: BTreeMap::new(), by_name: BTreeMap::new() };
        for line in include_str!("../../data/cameo.tsv").lines().skip(1) {
            let cells: Vec<&'static str> = line.split('\t').collect();
            let [code, kind, mode, context, turned, names] = cells[..] else { continue };
            let filled = |cell: &'static str| (!cell.is_empty()).then_some(cell);
            let event = EventType::from_word(kind).ok().and_then(|kind| EventCode::new(kind, filled(mode)).ok());
            let cameo = Cameo { code, event, context: filled(context), turned: !turned.is_empty() };
            table.by_code.insert(code, cameo);
            table.by_name.extend(names.split('|').map(|name| (key(name), cameo)));
        }
        table
    })
}

impl Cameo {
    /// Reads a code. Sets that keep codes as numbers lose the leading zero; no code of the table can be taken for another by that.
    pub fn from_code(code: &str) -> Option<Cameo> {
        let code = code.trim();
        let found = |code: &str| table().by_code.get(code).copied();
        if code.len() < 2 || code.len() > 5 {
            return None;
        }
        if code.len() > 2
            && let Some(cameo) = found(code)
        {
            return Some(cameo);
        }
        found(&format!("0{code}"))
    }

    /// Reads the words that ICEWS writes for a code, with `_` or blanks between them.
    pub fn from_name(name: &str) -> Option<Cameo> {
        table().by_name.get(&key(name)).copied()
    }
}

/// Words in small letters with one blank between them, no marks.
fn key(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_sound() {
        let lines = include_str!("../../data/cameo.tsv").lines().skip(1);
        for line in lines {
            let cells: Vec<&str> = line.split('\t').collect();
            let cameo = Cameo::from_code(cells[0]).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(cameo.code, cells[0]);
            assert_eq!(cameo.event.map_or("", |e| e.kind.word()), cells[1], "{line}");
            assert_eq!(cameo.event.and_then(|e| e.mode).unwrap_or(""), cells[2], "{line}");
            for name in cells[5].split('|') {
                assert_eq!(Cameo::from_name(name), Some(cameo), "{name} is the name of two codes");
            }
        }
    }

    #[test]
    fn codes_without_their_zero_and_names_with_underscores_are_read() {
        let word = |code| Cameo::from_code(code).and_then(|c| c.event).map(|e| (e.kind.word(), e.mode));
        assert_eq!(word("42"), Some(("CONSULT", Some("visit"))));
        assert_eq!(word("231"), word("0231"));
        assert_eq!(word("190"), Some(("ASSAULT", None)));
        assert_eq!(Cameo::from_code("20").map(|c| c.code), Some("020"));
        assert_eq!(Cameo::from_code("010").map(|c| c.event), Some(None));
        for odd in ["", "1", "---", "13y", "99", "19555555"] {
            assert_eq!(Cameo::from_code(odd), None, "{odd}");
        }
        assert_eq!(Cameo::from_name("fight_with_artillery_and_tanks").map(|c| c.code), Some("194"));
        assert!(Cameo::from_code("043").is_some_and(|c| c.turned));
    }
}
