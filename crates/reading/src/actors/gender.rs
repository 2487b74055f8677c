//! Whether a person may be meant by "he" or by "she": from titles that the text gives, else from the first name.
//!
//! Goes out: a guess, or none. None is never held against anyone.

use super::ActorEntry;

/// Grammatical gender of the pronouns that call a person back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gender {
    /// He.
    Man,
    /// She.
    Woman,
}

/// The gender for which a pronoun asks.
pub(super) fn of_pronoun(word: &str) -> Option<Gender> {
    match word {
        "he" | "him" | "his" | "himself" => Some(Gender::Man),
        "she" | "her" | "hers" | "herself" => Some(Gender::Woman),
        _ => None,
    }
}

/// The gender that a title or a word of kinship gives its bearer.
fn of_title(word: &str) -> Option<Gender> {
    match word {
        "mr" | "mr." | "sir" | "lord" | "king" | "prince" | "emir" | "sultan" | "sheikh" | "emperor" | "pope"
        | "imam" | "mullah" | "ayatollah" | "maulana" | "son" | "brother" | "father" | "husband" | "nephew"
        | "uncle" | "grandson" | "grandfather" | "half-brother" | "son-in-law" | "spokesman" | "chairman"
        | "businessman" | "strongman" | "congressman" => Some(Gender::Man),
        "mrs" | "mrs." | "ms" | "ms." | "lady" | "dame" | "queen" | "princess" | "baroness" | "duchess"
        | "daughter" | "sister" | "mother" | "wife" | "widow" | "niece" | "aunt" | "granddaughter" | "grandmother"
        | "spokeswoman" | "chairwoman" | "businesswoman" | "congresswoman" => Some(Gender::Woman),
        _ => None,
    }
}

/// First names that women bear, folded, one space apart.
const WOMEN: &str = include_str!("women.txt");

/// The guess for a person.
pub(super) fn of_person(entry: &ActorEntry) -> Option<Gender> {
    let mut titles = entry.titles.iter().filter_map(|t| of_title(t));
    if let Some(first) = titles.next() {
        return titles.all(|g| g == first).then_some(first);
    }
    let folded = atlas::fold(&entry.name);
    let (first, rest) = folded.split_once(' ')?;
    (!rest.is_empty() && WOMEN.split_whitespace().any(|w| w == first)).then_some(Gender::Woman)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_first_names_tell() {
        assert_eq!(of_title("princess"), Some(Gender::Woman));
        assert_eq!(of_title("president"), None);
        assert_eq!(of_pronoun("his"), Some(Gender::Man));
        assert_eq!(of_pronoun("its"), None);
        assert!(WOMEN.split_whitespace().any(|w| w == "angela"));
    }
}
