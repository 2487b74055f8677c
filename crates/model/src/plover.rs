//! PLOVER's event types and modes, with score and CAMEO code.
//!
//! Comes in: words of the annotation guide. Goes out: checked values.
//! Types, modes and scores follow the PLOVER manual of the Open Event Data Alliance (0.8), read with the guide's decisions;
//! ACCUSE without mode is printed there as +3 though both its neighbours are negative, and stands here as −3.

use serde::{Deserialize, Serialize};

use crate::ModelError;

/// PLOVER's sixteen event types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum EventType {
    /// Agreements, pacts, deals, promises of cooperation, planned meetings.
    Agree,
    /// Meetings, visits, calls, mediation.
    Consult,
    /// Recognition, praise, endorsement, restored relations.
    Support,
    /// Concessions: sanctions lifted, borders reopened.
    Concede,
    /// Joint exercises, trade, shared intelligence.
    Cooperate,
    /// Arms, money, troops, shelter given to another's benefit.
    Aid,
    /// Withdrawal, ceasefire, release, resignation, access granted.
    Retreat,
    /// Demands and appeals.
    Request,
    /// Criticism, allegation, investigation.
    Accuse,
    /// Refusals, vetoes, agreements declared void.
    Reject,
    /// Threats and warnings.
    Threaten,
    /// Demonstrations, riots, strikes.
    Protest,
    /// Relations cut, sanctions imposed, envoys recalled or expelled.
    Sanction,
    /// Troops, weapons, police made ready.
    Mobilize,
    /// Seizure, arrest, restriction.
    Coerce,
    /// Violence.
    Assault,
}

impl EventType {
    /// All types in the manual's order.
    pub const ALL: [EventType; 16] = [
        Agree, Consult, Support, Concede, Cooperate, Aid, Retreat, Request, Accuse, Reject, Threaten, Protest,
        Sanction, Mobilize, Coerce, Assault,
    ];

    /// The word of the answer format, such as `CONSULT`.
    pub fn word(self) -> &'static str {
        match self {
            Agree => "AGREE",
            Consult => "CONSULT",
            Support => "SUPPORT",
            Concede => "CONCEDE",
            Cooperate => "COOPERATE",
            Aid => "AID",
            Retreat => "RETREAT",
            Request => "REQUEST",
            Accuse => "ACCUSE",
            Reject => "REJECT",
            Threaten => "THREATEN",
            Protest => "PROTEST",
            Sanction => "SANCTION",
            Mobilize => "MOBILIZE",
            Coerce => "COERCE",
            Assault => "ASSAULT",
        }
    }

    /// Reads the word of the answer format.
    pub fn from_word(word: &str) -> Result<Self, ModelError> {
        Self::ALL.into_iter().find(|t| t.word() == word).ok_or_else(|| ModelError::UnknownEventType(word.into()))
    }

    /// Whether both parties do it alike, so that the order of actors and recipients says nothing.
    pub fn is_reciprocal(self) -> bool {
        matches!(self, Consult | Agree | Cooperate | Assault)
    }

    /// Whether something is done, and not only said (PLOVER's material quad classes).
    pub fn is_material(self) -> bool {
        matches!(self, Cooperate | Aid | Retreat | Protest | Sanction | Mobilize | Coerce | Assault)
    }
}

/// A type with one of its modes, or none: what an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventCode {
    /// The type.
    pub kind: EventType,
    /// One of the type's modes.
    pub mode: Option<&'static str>,
}

impl EventCode {
    /// Checks the pair against the manual's list.
    pub fn new(kind: EventType, mode: Option<&str>) -> Result<Self, ModelError> {
        CODES
            .iter()
            .find(|c| c.code.kind == kind && c.code.mode == mode)
            .map(|c| c.code)
            .ok_or_else(|| ModelError::UnknownMode { kind: kind.word(), mode: mode.unwrap_or("").into() })
    }

    /// The modes of a type, in the manual's order; none for some.
    pub fn modes(kind: EventType) -> impl Iterator<Item = &'static str> {
        CODES.iter().filter(move |c| c.code.kind == kind).filter_map(|c| c.code.mode)
    }

    /// Conflict–cooperation score in [−10, 10] of the PLOVER manual.
    pub fn score(self) -> f64 {
        self.entry().score
    }

    /// The CAMEO code nearest in meaning, for users of older event sets.
    pub fn cameo(self) -> &'static str {
        self.entry().cameo
    }

    fn entry(self) -> &'static Entry {
        CODES.iter().find(|c| c.code == self).expect("an EventCode is built from the table only")
    }
}

struct Entry {
    code: EventCode,
    score: f64,
    cameo: &'static str,
}

const fn code(kind: EventType, mode: Option<&'static str>, score: f64, cameo: &'static str) -> Entry {
    Entry { code: EventCode { kind, mode }, score, cameo }
}

use EventType::*;

const CODES: &[Entry] = &[
    // AGREE
    code(Agree, None, 2.5, "030"),
    // CONSULT
    code(Consult, None, 2.5, "040"),
    code(Consult, Some("multilateral"), 4.0, "046"),
    code(Consult, Some("phone"), 1.5, "041"),
    code(Consult, Some("third-party"), 1.0, "045"),
    code(Consult, Some("visit"), 4.0, "042"),
    // SUPPORT
    code(Support, None, 5.0, "050"),
    // CONCEDE
    code(Concede, None, 4.5, "080"),
    // COOPERATE
    code(Cooperate, None, 9.5, "060"),
    // AID
    code(Aid, None, 10.0, "070"),
    // RETREAT
    code(Retreat, None, 6.5, "080"),
    code(Retreat, Some("access"), 6.5, "086"),
    code(Retreat, Some("ceasefire"), 7.5, "0871"),
    code(Retreat, Some("disarm"), 10.0, "0873"),
    code(Retreat, Some("release"), 6.5, "084"),
    code(Retreat, Some("resign"), 4.5, "0831"),
    code(Retreat, Some("withdraw"), 8.0, "0874"),
    // REQUEST
    code(Request, None, 0.0, "100"),
    code(Request, Some("assist"), 0.5, "101"),
    code(Request, Some("change"), -1.0, "104"),
    code(Request, Some("meet"), 0.0, "106"),
    code(Request, Some("yield"), -1.0, "105"),
    // ACCUSE
    code(Accuse, None, -3.0, "110"),
    code(Accuse, Some("allege"), -3.5, "112"),
    code(Accuse, Some("disapprove"), -2.0, "111"),
    code(Accuse, Some("investigate"), -3.5, "090"),
    // REJECT
    code(Reject, None, -2.0, "120"),
    code(Reject, Some("assist"), -1.5, "121"),
    code(Reject, Some("change"), -2.0, "123"),
    code(Reject, Some("meet"), -2.0, "125"),
    code(Reject, Some("yield"), -2.0, "124"),
    // THREATEN
    code(Threaten, None, -3.5, "130"),
    code(Threaten, Some("arrest"), -3.5, "132"),
    code(Threaten, Some("expel"), -3.5, "136"),
    code(Threaten, Some("relations"), -3.5, "1313"),
    code(Threaten, Some("restrict"), -3.0, "1312"),
    code(Threaten, Some("territory"), -4.0, "1382"),
    code(Threaten, Some("violence"), -3.5, "138"),
    // PROTEST
    code(Protest, None, -5.0, "140"),
    code(Protest, Some("boycott"), -4.5, "143"),
    code(Protest, Some("demo"), -5.0, "141"),
    code(Protest, Some("hunger"), -4.5, "142"),
    code(Protest, Some("obstruct"), -4.5, "144"),
    code(Protest, Some("riot"), -7.0, "145"),
    code(Protest, Some("strike"), -5.0, "143"),
    code(Protest, Some("vandalize"), -5.0, "145"),
    // SANCTION
    code(Sanction, None, -6.0, "160"),
    code(Sanction, Some("convict"), -6.0, "116"),
    code(Sanction, Some("discontinue"), -6.0, "161"),
    code(Sanction, Some("expel"), -5.5, "166"),
    code(Sanction, Some("withdraw"), -6.0, "164"),
    // MOBILIZE
    code(Mobilize, None, -5.5, "150"),
    code(Mobilize, Some("militia"), -6.0, "155"),
    code(Mobilize, Some("police"), -5.5, "153"),
    code(Mobilize, Some("troops"), -6.5, "154"),
    code(Mobilize, Some("weapons"), -6.5, "150"),
    // COERCE
    code(Coerce, None, -7.0, "170"),
    code(Coerce, Some("arrest"), -7.0, "173"),
    code(Coerce, Some("censor"), -6.5, "1721"),
    code(Coerce, Some("curfew"), -6.5, "1723"),
    code(Coerce, Some("cyber"), -7.0, "176"),
    code(Coerce, Some("deport"), -7.0, "174"),
    code(Coerce, Some("martial-law"), -7.5, "1724"),
    code(Coerce, Some("misinformation"), -6.5, "170"),
    code(Coerce, Some("restrict"), -7.0, "172"),
    code(Coerce, Some("seize"), -7.0, "171"),
    code(Coerce, Some("withhold"), -7.0, "170"),
    // ASSAULT
    code(Assault, None, -9.0, "190"),
    code(Assault, Some("abduct"), -8.5, "181"),
    code(Assault, Some("aerial"), -9.5, "195"),
    code(Assault, Some("beat"), -7.5, "182"),
    code(Assault, Some("crowd-control"), -7.5, "175"),
    code(Assault, Some("destroy"), -8.5, "1712"),
    code(Assault, Some("drone"), -9.5, "195"),
    code(Assault, Some("explosives"), -9.0, "183"),
    code(Assault, Some("firearms"), -9.0, "193"),
    code(Assault, Some("heavy-weapons"), -9.5, "194"),
    code(Assault, Some("primitive"), -8.0, "182"),
    code(Assault, Some("sexual"), -8.5, "1821"),
    code(Assault, Some("suicide-attack"), -9.5, "1831"),
    code(Assault, Some("targeted"), -9.5, "186"),
    code(Assault, Some("torture"), -8.5, "1822"),
    code(Assault, Some("unconventional"), -10.0, "204"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_has_a_plain_code_and_words_round_trip() {
        for t in EventType::ALL {
            assert_eq!(EventType::from_word(t.word()).unwrap(), t);
            assert!(EventCode::new(t, None).is_ok(), "{t:?}");
        }
        assert!(EventType::from_word("MEET").is_err());
    }

    #[test]
    fn modes_belong_to_their_type() {
        assert_eq!(EventCode::new(EventType::Consult, Some("visit")).unwrap().score(), 4.0);
        assert_eq!(EventCode::new(EventType::Consult, Some("visit")).unwrap().cameo(), "042");
        assert!(EventCode::new(EventType::Consult, Some("aerial")).is_err());
    }

    #[test]
    fn scores_stay_in_their_range() {
        assert!(CODES.iter().all(|c| (-10.0..=10.0).contains(&c.score)));
    }
}
