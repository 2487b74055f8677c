//! How much an incident weighs in a list.
//!
//! Comes in: what is known of an incident. Goes out: a number above zero. The formula is ours:
//!
//! ```text
//! weight = (1 + |score|) × log2(1 + voices) × certainty
//! ```
//!
//! score is PLOVER's, in [−10, 10]; certainty is 1 for what is confirmed, disputed or corrected, 0.8 for what one voice reports, 0.4 for
//! what is denied. It orders lists and says nothing on truth.

use model::IncidentStatus;

/// The weight of an incident; see the module for the formula. `score` in [−10, 10].
pub fn weight(score: f64, voices: usize, status: IncidentStatus) -> f64 {
    let certainty = match status {
        IncidentStatus::Confirmed | IncidentStatus::Disputed | IncidentStatus::Corrected => 1.0,
        IncidentStatus::Reported => 0.8,
        IncidentStatus::Denied => 0.4,
    };
    (1.0 + score.abs()) * (1.0 + voices.max(1) as f64).log2() * certainty
}

#[cfg(test)]
mod tests {
    use super::*;
    use IncidentStatus::*;

    #[test]
    fn voices_score_and_status_each_count() {
        let plain = weight(4.0, 1, Reported);
        assert!(weight(4.0, 2, Reported) > plain);
        assert!(weight(-10.0, 1, Reported) > plain);
        assert!(weight(4.0, 1, Confirmed) > plain && weight(4.0, 1, Denied) < plain);
        assert!((weight(4.0, 1, Confirmed) - 5.0).abs() < 1e-9);
    }
}
