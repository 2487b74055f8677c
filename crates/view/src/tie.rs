//! How two actors stand, from the relations that documents state.

use model::Date;
use serde::Serialize;

use crate::{Cited, Named};

/// One relation over all documents that state it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tie {
    /// Type, such as `allied_with`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// −1, 0, +1.
    pub sign: i8,
    /// The first end.
    pub from: Named,
    /// The second end.
    pub to: Named,
    /// Title or degree of kinship, as the latest document has it.
    pub role: Option<String>,
    /// What the latest documents say: current, former, emerging, negated.
    pub status: &'static str,
    /// Number of independent voices.
    pub voices: usize,
    /// Names of the voices, sorted.
    pub voiced_by: Vec<String>,
    /// Whether all who say so hedge.
    pub hedged: bool,
    /// Day of publication of the first document that says so.
    pub since: Option<Date>,
    /// Day of publication of the last.
    pub until: Option<Date>,
    /// Words of the latest document that says so.
    pub quote: Option<Cited>,
    /// Number of claims.
    pub claims: usize,
}
