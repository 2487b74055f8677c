//! Relations of all documents, brought together: one tie for two actors and a type, with everyone who says so.
//!
//! Comes in: the claims of a holding. Goes out: ties by ends and type. Promises: every claim on a relation is in one tie; the two ends
//! of a symmetric type stand in the order of their ids, but for kin: a son's father is no son.

use std::collections::BTreeMap;

use model::{Date, RelationType, Status};

use crate::holding::Index;
use crate::{ExportError, Holding, Said};

/// One claim on a tie.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Saying {
    /// Day of publication.
    pub published: Option<Date>,
    /// When it was recorded, in microseconds since 1970-01-01T00:00Z.
    pub recorded: Option<i64>,
    /// Key of the claim.
    pub key: String,
    /// Key of the document.
    pub paper: String,
    /// When it holds, as the text has it.
    pub status: Status,
    /// Title or degree of kinship.
    pub role: Option<String>,
    /// Probability in [0, 1].
    pub confidence: f64,
    /// The first quote.
    pub quote: String,
}

/// How two actors stand with each other, over all documents.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tie {
    /// Id of the first end.
    pub from: String,
    /// Id of the second end.
    pub to: String,
    /// Type.
    pub kind: RelationType,
    /// Who says so, by day of publication and key; never empty.
    pub said: Vec<Saying>,
}

impl Tie {
    /// As the last report has it.
    pub fn status(&self) -> Status {
        self.said.last().map_or(Status::Current, |s| s.status)
    }

    /// Day of the first report.
    pub fn first(&self) -> Option<Date> {
        self.said.iter().filter_map(|s| s.published).min()
    }

    /// Day of the last report.
    pub fn last(&self) -> Option<Date> {
        self.said.iter().filter_map(|s| s.published).max()
    }

    /// Day of the first report that it holds or begins to hold.
    pub fn begins(&self) -> Option<Date> {
        self.said.iter().filter(|s| holds(s.status)).filter_map(|s| s.published).min()
    }

    /// Day of the report after which nobody says any more that it holds, where there is one.
    pub fn ends(&self) -> Option<Date> {
        let over = self.said.iter().rposition(|s| holds(s.status)).map_or(0, |n| n + 1);
        self.said[over..].iter().find_map(|s| s.published)
    }

    /// The surest claim's confidence.
    pub fn confidence(&self) -> f64 {
        self.said.iter().map(|s| s.confidence).fold(0.0, f64::max)
    }

    /// The role that the last claim with one gives.
    pub fn role(&self) -> Option<&str> {
        self.said.iter().rev().find_map(|s| s.role.as_deref())
    }

    /// What tells it from all others.
    pub fn parts(&self) -> [&str; 3] {
        [&self.from, self.kind.word(), &self.to]
    }
}

fn holds(status: Status) -> bool {
    matches!(status, Status::Current | Status::Emerging)
}

/// All ties, by ends and type.
pub(crate) fn ties(holding: &dyn Holding, index: &Index) -> Result<Vec<Tie>, ExportError> {
    let mut ties: BTreeMap<(String, String, RelationType), Vec<Saying>> = BTreeMap::new();
    holding.claims(&mut |claim| {
        let Said::Relation(r) = &claim.said else { return Ok(()) };
        let (mut from, mut to) = (r.from.clone(), r.to.clone());
        if r.kind.is_symmetric() && r.kind != RelationType::KinOf && to < from {
            std::mem::swap(&mut from, &mut to);
        }
        ties.entry((from, to, r.kind)).or_default().push(Saying {
            published: index.published(claim),
            recorded: claim.recorded,
            key: claim.key.clone(),
            paper: claim.paper.clone(),
            status: r.status,
            role: r.role.clone(),
            confidence: r.confidence,
            quote: claim.said.first().map(|q| q.text.clone()).unwrap_or_default(),
        });
        Ok(())
    })?;
    let tie = |((from, to, kind), mut said): ((String, String, RelationType), Vec<Saying>)| {
        said.sort_by(|a, b| (a.published, &a.key).cmp(&(b.published, &b.key)));
        Tie { from, to, kind, said }
    };
    Ok(ties.into_iter().map(tie).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tie(said: &[(i8, Status)]) -> Tie {
        let saying = |(day, status): &(i8, Status)| Saying {
            published: Some(Date::constant(2026, 2, *day)),
            recorded: None,
            key: format!("{day}"),
            paper: String::new(),
            status: *status,
            role: None,
            confidence: 0.5,
            quote: String::new(),
        };
        Tie { from: "a".into(), to: "b".into(), kind: RelationType::Supports, said: said.iter().map(saying).collect() }
    }

    #[test]
    fn a_tie_ends_when_nobody_says_any_more_that_it_holds() {
        use Status::*;
        let day = |n| Some(Date::constant(2026, 2, n));
        assert_eq!(tie(&[(1, Current), (3, Current)]).ends(), None);
        assert_eq!(tie(&[(1, Current), (3, Former), (5, Negated)]).ends(), day(3));
        assert_eq!(tie(&[(1, Former), (3, Emerging)]).ends(), None);
        assert_eq!(tie(&[(1, Former), (3, Emerging)]).begins(), day(3));
        assert_eq!((tie(&[(2, Negated)]).begins(), tie(&[(2, Negated)]).ends()), (None, day(2)));
    }
}
