//! Grades: how reliable a source is, how credible a claim. The two letters and digits of the Admiralty scale.
//!
//! The scale is that of NATO's AJP-2.1 (formerly STANAG 2511): a source is graded A to F by its record, what it says 1 to 6 by what
//! else is known. The two are given apart, and neither is made of the other. Promises: a word that is no grade is an error.

use serde::{Deserialize, Serialize};

use crate::ModelError;

/// How reliable an outlet or a source has been.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Reliability {
    /// Completely reliable.
    A,
    /// Usually reliable.
    B,
    /// Fairly reliable.
    C,
    /// Not usually reliable.
    D,
    /// Unreliable.
    E,
    /// Reliability cannot be judged.
    F,
}

impl Reliability {
    /// All, best first.
    pub const ALL: [Reliability; 6] = [Self::A, Self::B, Self::C, Self::D, Self::E, Self::F];

    /// The letter.
    pub fn letter(self) -> &'static str {
        ["A", "B", "C", "D", "E", "F"][self as usize]
    }

    /// What the letter means.
    pub fn meaning(self) -> &'static str {
        [
            "completely reliable",
            "usually reliable",
            "fairly reliable",
            "not usually reliable",
            "unreliable",
            "reliability cannot be judged",
        ][self as usize]
    }
}

impl std::str::FromStr for Reliability {
    type Err = ModelError;

    fn from_str(text: &str) -> Result<Self, ModelError> {
        let found = Self::ALL.into_iter().find(|r| r.letter().eq_ignore_ascii_case(text.trim()));
        found.ok_or_else(|| ModelError::NoGrade { text: text.into(), wanted: "a letter from A to F" })
    }
}

/// How credible a claim is, whoever made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
pub enum Credibility {
    /// Confirmed by other independent sources.
    Confirmed,
    /// Probably true.
    Probable,
    /// Possibly true.
    Possible,
    /// Doubtful.
    Doubtful,
    /// Improbable.
    Improbable,
    /// Truth cannot be judged.
    Unjudged,
}

impl Credibility {
    /// All, from 1 to 6.
    pub const ALL: [Credibility; 6] =
        [Self::Confirmed, Self::Probable, Self::Possible, Self::Doubtful, Self::Improbable, Self::Unjudged];

    /// The number, from 1 to 6.
    pub fn number(self) -> u8 {
        self as u8 + 1
    }

    /// What the number means.
    pub fn meaning(self) -> &'static str {
        [
            "confirmed by other sources",
            "probably true",
            "possibly true",
            "doubtful",
            "improbable",
            "truth cannot be judged",
        ][self as usize]
    }
}

impl From<Credibility> for u8 {
    fn from(credibility: Credibility) -> u8 {
        credibility.number()
    }
}

impl TryFrom<u8> for Credibility {
    type Error = ModelError;

    fn try_from(number: u8) -> Result<Self, ModelError> {
        let found = Self::ALL.into_iter().find(|c| c.number() == number);
        found.ok_or_else(|| ModelError::NoGrade { text: number.to_string(), wanted: "a number from 1 to 6" })
    }
}

impl std::str::FromStr for Credibility {
    type Err = ModelError;

    fn from_str(text: &str) -> Result<Self, ModelError> {
        let number = text.trim().parse::<u8>().ok().and_then(|n| Credibility::try_from(n).ok());
        number.ok_or_else(|| ModelError::NoGrade { text: text.into(), wanted: "a number from 1 to 6" })
    }
}

/// A letter, and who bears it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rated {
    /// The letter.
    pub grade: Reliability,
    /// Name of the outlet, or id of the actor, to whom it was given: a source, or the one for which it acts.
    pub of: String,
}

/// What a credibility rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum JudgedBy {
    /// The independent voices on the incident.
    Voices,
    /// A person.
    Hand,
}

/// A number, and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// The number.
    pub grade: Credibility,
    /// What it rests on.
    pub by: JudgedBy,
    /// One sentence; empty where a person gave no reason.
    pub why: String,
}

/// The grades of one claim, each for itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grading {
    /// Of the document's outlet, where the user gave it one.
    pub outlet: Option<Rated>,
    /// Of the source to whom the text attributes the claim, where the user gave it one.
    pub source: Option<Rated>,
    /// Of what is claimed; none for a relation outside a page that gathers those that agree with it.
    pub credibility: Option<Judged>,
}

impl Grading {
    /// Whether nothing is graded.
    pub fn is_empty(&self) -> bool {
        *self == Grading::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_are_read_as_they_are_written() {
        for grade in Reliability::ALL {
            assert_eq!(grade.letter().to_lowercase().parse::<Reliability>().unwrap(), grade);
            assert_eq!(serde_json::to_value(grade).unwrap(), grade.letter());
        }
        for grade in Credibility::ALL {
            assert_eq!(grade.number().to_string().parse::<Credibility>().unwrap(), grade);
            assert_eq!(serde_json::from_str::<Credibility>(&serde_json::to_string(&grade).unwrap()).unwrap(), grade);
        }
        for text in ["", "G", "AA", "0", "7", "-1"] {
            assert!(text.parse::<Reliability>().is_err() && text.parse::<Credibility>().is_err(), "{text}");
        }
        assert!(serde_json::from_str::<Credibility>("7").is_err());
    }
}
