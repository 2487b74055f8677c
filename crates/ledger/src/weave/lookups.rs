//! What the weaving asks the store.

use reconciling::Member;

use crate::{Adding, Result};

impl Adding<'_> {
    /// All media that documents name: an outlet that others quote is the same voice in its own words.
    pub(super) fn media(&self) -> Result<Vec<Member>> {
        let mut query = self.db.prepare_cached(
            "SELECT a.key FROM actor_versions v JOIN actors a ON a.id = v.actor WHERE v.kind = 7 AND v.recorded_to IS NULL \
             ORDER BY a.key",
        )?;
        let keys: Vec<String> = query.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok(self.cast(keys.iter().map(String::as_str))?.members().cloned().collect())
    }
}
