//! Strings that occur often, kept once.
//!
//! Promises: a string has one number for as long as the ledger lives; what is remembered here is forgotten when a transaction
//! fails, so that no number outlives its row.

use std::collections::HashMap;

use model::Place;
use rusqlite::{Connection, OptionalExtension, params};

use crate::Result;

/// Numbers of strings and places that were met.
#[derive(Debug, Default)]
pub(crate) struct Words {
    numbers: HashMap<String, i64>,
    places: HashMap<String, i64>,
    /// Whether a transaction is open whose end is unknown.
    unsettled: bool,
}

/// Strings remembered at most; met again, others are looked up.
const MOST: usize = 200_000;

impl Words {
    /// A transaction begins; whatever one before it that never ended has left is forgotten.
    pub fn begin(&mut self) {
        if std::mem::replace(&mut self.unsettled, true) {
            self.numbers.clear();
            self.places.clear();
        }
    }

    /// The transaction is done.
    pub fn settle(&mut self) {
        self.unsettled = false;
    }

    /// The number of a string, given on first use.
    pub fn number(&mut self, db: &Connection, text: &str) -> Result<i64> {
        if let Some(&number) = self.numbers.get(text) {
            return Ok(number);
        }
        let number = match find(db, text)? {
            Some(number) => number,
            None => {
                db.prepare_cached("INSERT INTO words (text) VALUES (?1)")?.execute([text])?;
                db.last_insert_rowid()
            }
        };
        if self.numbers.len() < MOST {
            self.numbers.insert(text.to_string(), number);
        }
        Ok(number)
    }

    /// The number of a place, given on first use.
    pub fn place(&mut self, db: &Connection, place: &Place) -> Result<i64> {
        let Place { name, id, lat, lon } = place;
        let bits = |n: &Option<f64>| n.map(f64::to_bits);
        let key = format!("{name}\0{id:?}\0{:?}\0{:?}", bits(lat), bits(lon));
        if let Some(&number) = self.places.get(&key) {
            return Ok(number);
        }
        let found = db
            .prepare_cached("SELECT id FROM places WHERE name = ?1 AND key IS ?2 AND lat IS ?3 AND lon IS ?4")?
            .query_row(params![name, id, lat, lon], |row| row.get(0))
            .optional()?;
        let number = match found {
            Some(number) => number,
            None => {
                db.prepare_cached("INSERT INTO places (name, key, lat, lon) VALUES (?1, ?2, ?3, ?4)")?
                    .execute(params![name, id, lat, lon])?;
                db.last_insert_rowid()
            }
        };
        if self.places.len() < MOST {
            self.places.insert(key, number);
        }
        Ok(number)
    }
}

/// The number of a string that the ledger has met.
pub(crate) fn find(db: &Connection, text: &str) -> Result<Option<i64>> {
    let mut query = db.prepare_cached("SELECT id FROM words WHERE text = ?1")?;
    Ok(query.query_row([text], |row| row.get(0)).optional()?)
}
