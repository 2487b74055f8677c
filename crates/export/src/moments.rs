//! Recorded times in the words of the formats.

use jiff::Timestamp;
use model::Date;

/// RFC 3339 in UTC; none where there is no time, or one outside the years −9999 to 9999.
pub(crate) fn rfc3339(micros: Option<i64>) -> Option<String> {
    micros.and_then(|m| Timestamp::from_microsecond(m).ok()).map(|t| t.to_string())
}

/// The first moment of a day, UTC, to the millisecond, as STIX wants it.
pub(crate) fn start_of(day: Date) -> String {
    format!("{day}T00:00:00.000Z")
}

/// A recorded time to the millisecond, as STIX wants it.
pub(crate) fn millis(micros: i64) -> Option<String> {
    Timestamp::from_microsecond(micros).ok().map(|t| format!("{t:.3}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_in_utc() {
        assert_eq!(rfc3339(Some(1_770_163_200_000_001)).as_deref(), Some("2026-02-04T00:00:00.000001Z"));
        assert_eq!(millis(1_770_163_200_123_456).as_deref(), Some("2026-02-04T00:00:00.123Z"));
        assert_eq!(millis(1_770_163_200_000_000).as_deref(), Some("2026-02-04T00:00:00.000Z"));
        assert_eq!(start_of(model::Date::constant(2026, 2, 4)), "2026-02-04T00:00:00.000Z");
        assert_eq!(rfc3339(Some(i64::MAX)), None);
    }
}
