//! What names alone tell: whether one names anybody, whether two spell one town, which keys find them again.

use atlas::fold;
use model::ActorKind;

/// Little words that stand in small letters within names.
#[rustfmt::skip]
const PARTICLES: &[&str] = &[
    "al", "el", "as", "ash", "ad", "an", "ar", "at", "az", "bin", "ben", "ibn", "bint", "ould", "ag", "de", "da", "do", "dos",
    "das", "di", "del", "della", "von", "van", "der", "den", "la", "le", "y", "e", "i", "and", "zu", "af", "of", "the", "oglu", "oğlu", "ogly", "kyzy", "qizi", "uulu",
    "ter", "ten", "dei", "dal", "dalla", "vom", "zum", "ez", "es", "ul", "ur", "ud", "abu", "umm", "san", "na", "nga", "wa", "ou",
];

/// Words for kinds of places that may stand before a name.
#[rustfmt::skip]
const SITES: &[&str] = &[
    "market", "town", "city", "village", "port", "province", "district", "region", "state", "governorate", "camp", "area",
    "of", "the", "al", "el", "as", "ash", "ad", "an", "ar", "at", "az", "near", "in", "outside", "around",
];

/// Whether a person's name is a name, and no description: "Hakan Fidan", but not "a Turkish official" or "officer of the Guard".
pub(crate) fn is_name(name: &str) -> bool {
    let mut words = name.split_whitespace().filter(|w| !PARTICLES.contains(&w.trim_end_matches('-'))).peekable();
    let capital = |w: &str| {
        let first =
            w.split(['-', '\'', '’']).find(|p| p.len() > 2 || *p == w).unwrap_or(w).chars().find(|c| c.is_alphabetic());
        first.is_some_and(|c| !c.is_lowercase())
    };
    words.peek().is_some() && words.all(capital)
}

/// Words that stand before what is described, never before a person's name.
#[rustfmt::skip]
const POINTERS: &[&str] = &[
    "the", "a", "an", "his", "her", "its", "their", "our", "your", "my", "this", "that", "these", "those", "some", "any", "every", "each",
    "both", "all", "many", "several", "one", "two", "three", "four", "five", "six", "another", "other",
];

/// Little words within the names of bodies, besides [`PARTICLES`].
const JOINTS: &[&str] = &["for", "on", "in", "to", "against", "with", "by", "at", "&"];

/// Whether words are another name of somebody, and no description that fits it in one text: "Hifter", "Libyan National Army", "LNA", but not
/// "Dbeibah's rival", "the country's president", "the army", "Egyptian foreign ministry".
pub(crate) fn is_alias(words: &str, kind: ActorKind) -> bool {
    let possessive = |w: &str| ["'s", "’s", "s'", "s’"].iter().any(|end| w.ends_with(end));
    let mut rest: Vec<&str> = words.split_whitespace().collect();
    let pointed = rest.first().is_some_and(|first| POINTERS.contains(&first.to_lowercase().as_str()));
    if pointed {
        // "The Hague", "the Arakan Army", but no "The Commander".
        let article = rest[0].eq_ignore_ascii_case("the");
        if !article || kind == ActorKind::Person {
            return false;
        }
        rest.remove(0);
    }
    // What begins with somebody else's name is said of that one: "Haftar's Forces". "People's Republic of China" is not.
    let leads =
        rest.first().is_some_and(|w| possessive(w) && !COMMON.contains(&w.to_lowercase().replace('’', "'").as_str()));
    let word = |w: &&str| w.chars().any(char::is_alphanumeric);
    let joint = |w: &&&str| kind == ActorKind::Person || !JOINTS.contains(w);
    let named: Vec<&str> = rest.iter().filter(joint).copied().collect();
    let of_another = kind == ActorKind::Person && rest.iter().any(|w| possessive(w));
    !leads && !of_another && named.iter().all(word) && is_name(&named.join(" "))
}

/// What owns something in the names of bodies.
const COMMON: &[&str] = &[
    "people's",
    "women's",
    "workers'",
    "children's",
    "men's",
    "farmers'",
    "students'",
    "teachers'",
    "king's",
    "queen's",
    "state's",
];

/// A place's name reduced to what spellings share: no article, no word of its kind, near vowels and letters as one.
pub(crate) fn place_key(name: &str) -> String {
    let folded = fold(name);
    let words: Vec<&str> = folded.split(' ').filter(|w| !SITES.contains(w)).collect();
    let words = if words.is_empty() { folded.split(' ').collect() } else { words };
    let mut key = String::new();
    for word in words {
        if !key.is_empty() {
            key.push(' ');
        }
        for c in word.replace("kh", "k").replace("gh", "g").replace("th", "t").replace("dh", "d").chars() {
            let c = match c {
                'u' | 'w' => 'o',
                'e' | 'y' => 'i',
                'q' => 'k',
                other => other,
            };
            if !key.ends_with(c) {
                key.push(c);
            }
        }
    }
    key
}

/// Whether two names may spell one place: equal but for spelling, or, where they are long, but for one letter.
pub(crate) fn alike_places(a: &str, b: &str) -> bool {
    let (a, b) = (place_key(a), place_key(b));
    a == b || a.len().min(b.len()) >= 6 && one_letter_apart(a.as_bytes(), b.as_bytes())
}

fn one_letter_apart(a: &[u8], b: &[u8]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let start = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let skip = usize::from(short.len() == long.len());
    long.len() - short.len() <= 1 && short.get(start + skip..).unwrap_or(&[]) == &long[(start + 1).min(long.len())..]
}

/// Words for a company's legal form.
#[rustfmt::skip]
const FORMS: &[&str] = &[
    "inc", "ltd", "limited", "llc", "plc", "corp", "corporation", "company", "co", "group", "holding", "holdings", "jsc", "ojsc", "pjsc",
    "sa", "spa", "ag", "gmbh", "nv", "bv", "oao", "pao",
];

/// A body's name folded, without article and legal form.
pub(crate) fn body_key(name: &str) -> String {
    let folded = fold(name);
    let mut words: Vec<&str> = folded.split(' ').collect();
    while words.len() > 1 && words.last().is_some_and(|w| FORMS.contains(w)) {
        words.pop();
    }
    let article = words.len() > 1 && matches!(words[0], "the" | "a" | "an");
    words[usize::from(article)..].join(" ")
}

/// The consonants of a word, near ones as one: what spellings of a foreign name keep.
pub(crate) fn consonants(word: &str) -> String {
    let mut key = String::new();
    for c in word.replace("kh", "h").chars() {
        let c = match c {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'w' | 'h' => continue,
            'q' | 'c' | 'g' | 'j' | 'x' => 'k',
            'z' => 's',
            'v' | 'b' | 'p' => 'f',
            'd' => 't',
            other => other,
        };
        if !key.ends_with(c) {
            key.push(c);
        }
    }
    key
}

/// The first letters of the words of a name that begin with a capital, if there are three or more.
pub(crate) fn initials(name: &str) -> Option<String> {
    let letters: String = name
        .split([' ', '-'])
        .filter_map(|w| w.chars().next())
        .filter(|c| c.is_uppercase())
        .flat_map(char::to_lowercase)
        .collect();
    (letters.chars().count() >= 3).then_some(letters)
}

/// Whether a name is written as an acronym.
pub(crate) fn is_acronym(name: &str) -> bool {
    let letters: Vec<char> = name.chars().filter(|c| *c != '.').collect();
    (2..=8).contains(&letters.len()) && letters.iter().all(|c| c.is_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_are_no_names() {
        for name in [
            "Hakan Fidan",
            "Khalid bin Salman",
            "Taher al-Baour",
            "Al-Fateh Qurashi",
            "Rauf Yusuf oglu Karimli",
            "أسامة حماد",
            "El Hadji",
        ] {
            assert!(is_name(name), "{name}");
        }
        for words in
            ["two Iranian diplomats", "Western diplomat", "officer of the Libyan National Army", "aides", "an official"]
        {
            assert!(!is_name(words), "{words}");
        }
    }

    #[test]
    fn an_alias_is_a_name_and_no_epithet() {
        use ActorKind::{Faction, Government, Media, Military, Organisation, Person, Place, State};
        for (name, kind) in [
            ("Hifter", Person),
            ("Abdul Hamid Dbeibeh", Person),
            ("al-Burhan", Person),
            ("Khalid bin Salman", Person),
            ("حفتر", Person),
            ("LNA", Faction),
            ("the Arakan Army", Faction),
            ("The Gulf Courier", Media),
            ("The Hague", Place),
            ("Tal Abyad", Place),
            ("People's Republic of China", State),
            ("Government of National Unity", Government),
            ("Office for the Coordination of Humanitarian Affairs", Organisation),
            ("Front for Change & Concord in Chad", Faction),
        ] {
            assert!(is_alias(name, kind), "{name}");
        }
        for (words, kind) in [
            ("Dbeibah's rival", Person),
            ("the country's president", Person),
            ("Libya's Strongman", Person),
            ("The Commander", Person),
            ("His Egyptian Counterpart", Person),
            ("chief", Person),
            ("every Iranian president", Person),
            ("Army Chief’s Son", Person),
            ("his country", State),
            ("the government", Government),
            ("Haftar's Forces", Faction),
            ("Haftar’s forces", Faction),
            ("the army", Military),
            ("Egyptian foreign ministry", Government),
            (", nine of them fighters", Faction),
            ("The paramilitaries", Faction),
            ("jets", Military),
            ("", Person),
            ("the", Media),
        ] {
            assert!(!is_alias(words, kind), "{words}");
        }
    }

    #[test]
    fn bodies_are_known_without_article_and_legal_form() {
        assert_eq!(body_key("the Arakan Army"), body_key("Arakan Army"));
        assert_eq!(body_key("Steppe Pipelines JSC"), body_key("Steppe Pipelines"));
        assert_ne!(body_key("Group of Twenty"), body_key("Twenty"));
    }

    #[test]
    fn spellings_of_a_town_are_one_and_towns_are_two() {
        for (a, b) in
            [("Al-Kuma", "El Koma"), ("market of Al-Kuma", "Al Koma"), ("Kharkiv", "Kharkov"), ("Kyiv", "Kiev")]
        {
            assert!(alike_places(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("Tal Afar", "Tal Abyad"),
            ("Iran", "Iraq"),
            ("Niger", "Nigeria"),
            ("Austria", "Australia"),
            ("Goma", "Roma"),
        ] {
            assert!(!alike_places(a, b), "{a} {b}");
        }
    }
}
