//! What a claim's words are about, beyond who, where and when.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

use crate::rules::Rules;
use model::EventType;

/// Words that say nothing of what a claim is about.
#[rustfmt::skip]
const LITTLE: &[&str] = &[
    "about", "after", "again", "against", "ahead", "also", "although", "among", "another", "been", "before", "being", "between", "both", "could",
    "during", "each", "earlier", "first", "former", "from", "full", "have", "having", "here", "hers", "himself", "into", "itself", "last", "late",
    "later", "made", "make", "more", "most", "much", "next", "none", "once", "only", "other", "over", "said", "says", "same", "second", "should",
    "since", "some", "still", "such", "than", "that", "their", "them", "then", "there", "these", "they", "this", "those", "through", "time",
    "took", "toward", "towards", "under", "until", "upon", "very", "were", "what", "when", "where", "which", "while", "whom", "will", "with",
    "within", "would", "your", "year", "years", "month", "months", "week", "weeks", "days", "hours", "hour", "monday", "tuesday", "wednesday",
    "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "june", "july", "august", "september", "october",
    "november", "december", "today", "yesterday", "tomorrow", "morning", "evening", "night", "afternoon", "noon", "dawn", "million", "billion",
    "dollar", "dollars", "euro", "euros", "hundred", "thousand", "minister", "ministers", "president", "prime", "foreign", "general", "leader",
    "leaders", "official", "officials", "spokesman", "spokeswoman", "spokesperson", "government", "ministry", "country", "countries", "nation",
    "state", "states", "capital", "army", "forces", "force", "military", "chief", "head", "city", "town", "visit", "visited", "told", "reported",
    "according", "statement", "announced",
];

/// Stems of words that say what kind of act it is, and nothing about what: its type says that already.
#[rustfmt::skip]
const ACTS: &[&str] = &[
    "accus", "alleg", "answer", "appeal", "applaud", "ask", "blam", "call", "commend", "condemn", "congratulat", "critic", "criticis",
    "criticiz", "demand", "denounc", "deplor", "express", "hail", "insist", "invit", "lament", "prais", "protest", "reject", "repeat",
    "request", "summon", "thank", "threaten", "threat", "urg", "urge", "voice", "warn", "welcom", "welcome",
];

/// Endings that are cut, longest first.
const ENDINGS: &[&str] = &[
    "ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ies", "ied", "ers", "ed", "es", "er", "s", "e",
    "y",
];

/// Words that count happenings of a kind.
const ORDINALS: &[&str] = &["first", "second", "third", "fourth", "fifth", "sixth"];

/// The ordinals among the words of folded texts.
pub(crate) fn ordinals(folded: &[String]) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    for text in folded {
        found.extend(text.split(' ').filter_map(|w| ORDINALS.iter().position(|o| *o == w)));
    }
    found
}

/// Whether a word is made of one of these names: "Egyptian" of "Egypt".
fn is_of(word: &str, names: &[Cow<'_, str>]) -> bool {
    let start = word.get(..4).unwrap_or(word);
    let made = |name: &Cow<'_, str>| {
        let shared = name.bytes().zip(word.bytes()).take_while(|(a, b)| a == b).count();
        shared >= 4 && shared + 2 >= name.len().min(word.len())
    };
    let first = names.partition_point(|n| n.as_ref() < start);
    names[first..].iter().take_while(|n| n.starts_with(start)).any(made)
}

/// The stems of the telling words of folded texts, without those made of `names`, which ascend.
pub(crate) fn stems(folded: &[String], names: &[Cow<'_, str>]) -> BTreeSet<String> {
    static SMALL: LazyLock<HashSet<&str>> = LazyLock::new(|| LITTLE.iter().copied().collect());
    let mut found = BTreeSet::new();
    for text in folded {
        for word in text.split(' ') {
            let telling = word.len() > 3 && !word.chars().any(|c| c.is_ascii_digit());
            if telling && !SMALL.contains(word) && !is_of(word, names) && !ACTS.contains(&stem(word)) {
                found.insert(stem(word).to_owned());
            }
        }
    }
    found
}

/// A word without its ending, four letters at least; a doubled last letter is single.
pub(crate) fn stem(word: &str) -> &str {
    let cut = ENDINGS.iter().find_map(|e| word.strip_suffix(e).filter(|w| w.len() >= 4)).unwrap_or(word);
    let mut letters = cut.char_indices().rev();
    match (letters.next(), letters.next()) {
        (Some((at, a)), Some((_, b))) if a == b && cut.len() > 4 => &cut[..at],
        _ => cut,
    }
}

/// Which kinds of things the words tell of, by the table of the type.
pub(crate) fn facets(folded: &[String], kind: EventType, rules: &Rules) -> BTreeSet<usize> {
    let Some(table) = rules.facets.get(&kind) else { return BTreeSet::new() };
    let words = || folded.iter().flat_map(|t| t.split(' '));
    let tells = |stems: &[String]| stems.iter().any(|s| words().any(|w| w.starts_with(s.as_str())));
    (0..table.len()).filter(|n| tells(&table[*n])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_made_of_names_do_not_tell() {
        let names = ["canada", "egypt", "fiji"].map(Cow::from);
        let found = stems(&[atlas::fold("Canadian nurses, Egyptian trucks and Fijian reefs")], &names);
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["nurs", "reef", "truck"]);
    }

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for (a, b) in [
            ("restore", "restored"),
            ("embassy", "embassies"),
            ("signed", "signing"),
            ("accuse", "accused"),
            ("relation", "relations"),
        ] {
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
    }
}
