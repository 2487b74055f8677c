//! Days as web pages write them.

use model::Date;

/// Reads the day of `2026-02-04T10:00:00+02:00`, `Wed, 04 Feb 2026 10:00:00 GMT`, `February 4, 2026`, `4 February 2026`. The day is
/// the one written, in the page's own time zone.
pub(crate) fn web_date(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Some(date) = text.get(..10).and_then(crate::header::date) {
        return Some(date);
    }
    if let Some(date) = text.get(..8).filter(|t| t.bytes().all(|b| b.is_ascii_digit())).and_then(|t| t.parse().ok()) {
        return Some(date);
    }
    let words: Vec<&str> = text.split([' ', ',', '.', '/']).filter(|w| !w.is_empty()).collect();
    words.windows(3).find_map(|w| {
        let year = w[2].parse().ok().filter(|y| (1000..=9999).contains(y))?;
        let day = |word: &str| word.trim_end_matches(|c: char| c.is_alphabetic()).parse::<i8>().ok();
        let (day, month) = match (day(w[0]), month(w[1]), month(w[0]), day(w[1])) {
            (Some(day), Some(month), _, _) | (_, _, Some(month), Some(day)) => (day, month),
            _ => return None,
        };
        Date::new(year, month, day).ok()
    })
}

fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let word = word.to_ascii_lowercase();
    let at = MONTHS.iter().position(|m| word.starts_with(m))?;
    Some(i8::try_from(at).expect("twelve months") + 1)
}

#[cfg(test)]
mod tests {
    use super::web_date;

    #[test]
    fn usual_forms_are_read() {
        for text in [
            "2026-02-04",
            "2026-02-04T23:59:00+02:00",
            " 2026-02-04 10:00",
            "20260204",
            "Wed, 04 Feb 2026 10:00:00 GMT",
            "February 4, 2026",
            "Published 4th February 2026",
            "4 Feb. 2026",
        ] {
            assert_eq!(web_date(text).map(|d| d.to_string()).as_deref(), Some("2026-02-04"), "{text}");
        }
        for text in ["", "today", "04/02/2026", "31 February 2026", "é234567890"] {
            assert_eq!(web_date(text), None, "{text}");
        }
    }
}
