//! What has to be known of all claims before the first object is written, and what collects while incidents are.

use std::collections::BTreeMap;

use model::{Date, Place};
use uuid::Uuid;

use super::object::{BEGIN, named};
use crate::holding::{Index, PaperOfClaim};
use crate::moments::{millis, start_of};
use crate::{ExportError, Holding, Paper, ends};

/// Places, documents of claims, and times.
pub(super) struct Survey {
    places: BTreeMap<String, Place>,
    papers: PaperOfClaim,
    /// Last recorded time a document.
    recorded: BTreeMap<String, i64>,
    latest: String,
}

impl Survey {
    pub fn of(holding: &dyn Holding, index: &Index) -> Result<Survey, ExportError> {
        let mut recorded: BTreeMap<String, i64> = BTreeMap::new();
        let mut places = BTreeMap::new();
        let mut papers = PaperOfClaim::begin(index);
        holding.claims(&mut |claim| {
            papers.add(claim);
            ends::note_place(&mut places, claim);
            if let Some(time) = claim.recorded {
                match recorded.get_mut(&claim.paper) {
                    Some(held) => *held = time.max(*held),
                    None => drop(recorded.insert(claim.paper.clone(), time)),
                }
            }
            Ok(())
        })?;
        papers.sort();
        let published = index.papers().filter_map(|p| p.published).max().map(start_of);
        let latest = recorded.values().max().and_then(|time| millis(*time)).or(published);
        Ok(Survey { places, papers, recorded, latest: latest.unwrap_or_else(|| BEGIN.into()) })
    }

    /// Places of events, by name.
    pub fn places(&self) -> impl Iterator<Item = &Place> {
        self.places.values()
    }

    /// A place by name.
    pub fn place(&self, name: &str) -> Option<&Place> {
        self.places.get(name)
    }

    /// The document of a claim.
    pub fn paper<'i>(&self, claim: &str, index: &'i Index) -> Option<&'i Paper> {
        self.papers.paper(claim, index)
    }

    /// When the last claim of a document was recorded.
    pub fn recorded(&self, paper: &str) -> Option<i64> {
        self.recorded.get(paper).copied()
    }

    /// When the last claim of all was recorded, or published where nothing is recorded.
    pub fn latest(&self) -> String {
        self.latest.clone()
    }

    /// Times of making and of the last change: from the day of publication, and from when it was recorded, never before.
    pub fn times(&self, published: Option<Date>, recorded: Option<i64>) -> (String, String) {
        let recorded = recorded.and_then(millis);
        let made = published.map(start_of).or_else(|| recorded.clone()).unwrap_or_else(|| BEGIN.into());
        let changed = recorded.unwrap_or_default().max(made.clone());
        (made, changed)
    }
}

/// What each document reports.
#[derive(Default)]
pub(super) struct Refs {
    of: BTreeMap<String, Vec<(&'static str, Uuid)>>,
}

impl Refs {
    /// Notes that a document reports an object.
    pub fn add(&mut self, paper: &str, kind: &'static str, uuid: Uuid) {
        match self.of.get_mut(paper) {
            Some(refs) => refs.push((kind, uuid)),
            None => drop(self.of.insert(paper.to_owned(), vec![(kind, uuid)])),
        }
    }

    /// Ids of what a document reports, each once.
    pub fn take(&mut self, paper: &str) -> Option<Vec<String>> {
        let mut refs = self.of.remove(paper)?;
        refs.sort_unstable();
        refs.dedup();
        Some(refs.into_iter().map(|(kind, uuid)| named(kind, uuid)).collect())
    }
}
