//! Which documents repeat another.
//!
//! A group of near-copies has a first print: the earliest by day of publication, name and key. The others carry a row that names it. A
//! later addition can join groups, or bring an earlier print; then the rows change, and so do the voices of the claims.

use std::collections::{BTreeMap, BTreeSet};

use super::Woven;
use crate::moment::day_of_number;
use crate::{Adding, ClaimId, DocumentId, DocumentKey, Result, Space};
use model::Date;
use reconciling::copies::{Signature, bands, near_copy};

/// The place of a document among others, as `reconciling::Paper::place` has it.
type Place = (Option<Date>, String, String);

impl Adding<'_> {
    pub(super) fn weave_copies(&mut self, woven: &mut Woven, stale: &mut BTreeSet<ClaimId>) -> Result<()> {
        for document in self.unwoven.documents.clone() {
            let text: Option<String> = self
                .db
                .prepare_cached("SELECT text FROM documents WHERE id = ?1")?
                .query_row([document], |row| row.get(0))?;
            let Some(text) = text else { continue };
            let signature = Signature::of(&text);
            self.set_signature(document, &signature.to_bytes())?;
            let like = self.like(document, &signature)?;
            self.meet(Space::Copies, document.0, bands(&signature))?;
            if !like.is_empty() {
                self.join_copies(document, &like, woven, stale)?;
            }
        }
        Ok(())
    }

    /// The documents that share so much with this one that one repeats the other.
    fn like(&self, document: DocumentId, signature: &Signature) -> Result<Vec<DocumentId>> {
        let mut like = Vec::new();
        for other in self.met(Space::Copies, bands(signature))? {
            let other = DocumentId(other);
            let bytes = if other == document { None } else { self.signature(other)? };
            let found = bytes.as_deref().and_then(Signature::from_bytes);
            if found.is_some_and(|o| near_copy(signature, &o).is_some()) {
                like.push(other);
            }
        }
        Ok(like)
    }

    fn join_copies(
        &mut self,
        document: DocumentId,
        like: &[DocumentId],
        woven: &mut Woven,
        stale: &mut BTreeSet<ClaimId>,
    ) -> Result<()> {
        let mut group: BTreeSet<DocumentId> = BTreeSet::from([document]);
        for &other in like {
            group.extend(self.copies_with(other)?);
        }
        let mut places: BTreeMap<Place, DocumentId> = BTreeMap::new();
        for &member in &group {
            places.insert(self.place(member)?, member);
        }
        let first = *places.values().next().expect("a group has members");
        for &member in &group {
            let held = self.copied(member)?;
            let wanted = (member != first).then_some(first);
            if held == wanted {
                continue;
            }
            self.set_copy(member, wanted)?;
            woven.copies += 1;
            stale.extend(self.events_of(member)?);
        }
        Ok(())
    }

    /// A document and all that are of its group.
    fn copies_with(&self, document: DocumentId) -> Result<Vec<DocumentId>> {
        let first = self.copied(document)?.unwrap_or(document);
        let mut group = self.copies_of(first)?;
        group.push(first);
        Ok(group)
    }

    fn place(&self, document: DocumentId) -> Result<Place> {
        let mut query = self.db.prepare_cached("SELECT published, name, key FROM documents WHERE id = ?1")?;
        Ok(query.query_row([document], |row| {
            let published = row.get::<_, Option<i64>>(0)?.and_then(day_of_number);
            Ok((published, row.get(1)?, row.get::<_, DocumentKey>(2)?.hex()))
        })?)
    }

    /// The events that are held of a document.
    fn events_of(&self, document: DocumentId) -> Result<Vec<ClaimId>> {
        let mut query = self.db.prepare_cached(
            "SELECT c.id FROM readings r JOIN claims c ON c.reading = r.id \
             WHERE r.document = ?1 AND r.recorded_to IS NULL AND c.relation = 0 ORDER BY c.id",
        )?;
        Ok(query.query_map([document], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }
}
