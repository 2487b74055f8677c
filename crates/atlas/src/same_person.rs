//! Whether two names can be one person's.
//!
//! In: two full names. Out: [`Verdict`]. Made for precision: a wrong merge is worse than a missed one, so two Sharifs,
//! three Al Thanis, a father and his son stay apart. The rules, over words without titles and particles:
//! - every word of the shorter name must be like one of the longer, in the same order;
//! - the longer may have more words between and after, before the first only titles or a Muhammad;
//! - where each has a word that the other lacks, they are two; numerals ("II") must agree;
//! - what rests on one word, on initials, on a changed order, or on very common words alone is only `Perhaps`.

use crate::fold::fold;
use crate::romanised::{likeness, skeleton, sounds};
use crate::script::latin;
use std::cmp::Ordering;

/// What two names say about their bearers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Two people.
    Different,
    /// May be one: needs support (office, country, context).
    Perhaps,
    /// One person, by all that names can tell.
    Same,
}

/// From this likeness on two words are one.
const WORD: f32 = 0.78;
/// The same where one of them comes from a script without vowels.
const WORD_BARE: f32 = 0.70;
/// From this likeness on two names written without spaces are one.
const WHOLE: f32 = 0.93;

/// Words before or after a name that are no part of it.
#[rustfmt::skip]
const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "dr", "sir", "dame", "lord", "lady", "president", "prime", "minister", "king", "queen",
    "prince", "princess", "crown", "sheikh", "shaykh", "cheikh", "shaikh", "sayyid", "sayyed", "seyyed", "seyed",
    "syed", "sayed", "mullah", "maulvi", "mawlawi", "maulana", "mufti", "hafiz", "haji", "hajji", "hojatoleslam",
    "ayatollah", "general", "gen", "colonel", "col", "captain", "major", "maj", "lt", "brigadier", "brig", "marshal",
    "field", "admiral", "field marshal", "engineer", "eng", "ing", "prof", "professor", "senator", "hon", "pope",
    "emir", "amir", "imam", "qari", "mian", "chaudhry", "sardar", "mir", "raja", "shri", "sri", "daw", "u", "ret",
    "retd", "alhaji", "chief", "khawaja", "khwaja", "datuk", "dato", "seri", "tan", "tun", "md", "commander", "the",
    "comrade", "samdech", "cardinal", "bishop",
];
/// Little words inside names that come and go.
#[rustfmt::skip]
const PARTICLES: &[&str] = &[
    "al", "el", "ul", "ur", "ud", "as", "ash", "ad", "an", "ar", "at", "az", "bin", "ben", "ibn", "bint", "binti",
    "ould", "ag", "de", "da", "do", "dos", "das", "di", "del", "della", "von", "van", "der", "den", "la", "le", "y",
    "e", "i", "of", "and", "zu", "af", "o", "a",
];
/// Names so common that two of them alone do not tell who.
#[rustfmt::skip]
const COMMON: &[&str] = &[
    "mhmd", "ahmd", "ali", "hsn", "hussein", "husayn", "ibrahim", "abdullah", "abdallah", "khan", "kim", "li", "lee",
    "wang", "zhang", "chen", "park", "singh", "kumar", "nguyen", "omar", "yusuf", "yousef", "hamid", "khalid",
    "salih", "saleh", "said", "hasan", "hassan", "ahmad", "ahmed", "muhammad", "mohammad", "mohammed", "mohamed",
    "mahmud", "mahmoud", "jose", "juan", "maria", "john", "abdi", "mustafa",
];

/// Kin and namesakes whom the rules alone would take for one.
const NAMESAKES: &[(&str, &str)] = &[
    ("nicolas maduro", "nicolas maduro guerra"),
    ("george bush", "george w bush"),
    ("ahmad massoud", "ahmad shah massoud"),
    ("ali khamenei", "mojtaba ali khamenei"),
];

/// Compares two names of persons, in any script.
///
/// ```
/// use atlas::{same_person, Verdict};
/// assert_eq!(same_person("Abdul Hamid Dbeibah", "Abdulhamid al-Dabaiba"), Verdict::Same);
/// assert_eq!(same_person("Nawaz Sharif", "Shehbaz Sharif"), Verdict::Different);
/// assert_eq!(same_person("Khalifa Haftar", "Saddam Khalifa Haftar"), Verdict::Different);
/// ```
pub fn same_person(a: &str, b: &str) -> Verdict {
    let (x, y) = (fold(a), fold(b));
    if NAMESAKES.iter().any(|(one, two)| x == *one && y == *two || x == *two && y == *one) {
        return Verdict::Different;
    }
    let (a, b) = (Name::new(a), Name::new(b));
    if a.words.is_empty() || b.words.is_empty() {
        return Verdict::Different;
    }
    if a.numeral != b.numeral {
        return Verdict::Different;
    }
    let bare = a.bare != b.bare;
    let verdict = match a.words.len().cmp(&b.words.len()) {
        Ordering::Less => compare_words(&a, &b, bare),
        Ordering::Greater => compare_words(&b, &a, bare),
        // Neither is the shorter: what holds one way only is not held.
        Ordering::Equal => compare_words(&a, &b, bare).min(compare_words(&b, &a, bare)),
    };
    match verdict {
        Verdict::Different if compare_whole(&a, &b) => Verdict::Same,
        verdict => verdict,
    }
}

/// Keys under which an index finds a name however it is spelt: its first word with each later one, by consonants.
pub(crate) fn spelling_keys(name: &str) -> Vec<String> {
    let words: Vec<String> = Name::new(name).words.iter().map(|w| skeleton(&w.text)).collect();
    let mut keys = Vec::new();
    for (i, first) in words.iter().enumerate().take(3) {
        keys.extend(words.iter().skip(i + 1).take(5).map(|later| format!("{first} {later}")));
    }
    keys
}

/// A name taken apart.
struct Name {
    words: Vec<Word>,
    numeral: Option<String>,
    /// From a script that leaves vowels out.
    bare: bool,
    /// Says whose son or daughter: then the order of words tells.
    patronymic: bool,
}

struct Word {
    text: String,
    sounds: Vec<u8>,
}

impl Name {
    fn new(name: &str) -> Name {
        let (text, bare) = latin(name);
        let folded = fold(&text);
        let all: Vec<&str> = folded.split(' ').filter(|w| !w.is_empty()).collect();
        let numeral = all.iter().skip(1).find(|w| {
            matches!(
                **w,
                "ii" | "iii"
                    | "iv"
                    | "vi"
                    | "vii"
                    | "viii"
                    | "ix"
                    | "x"
                    | "xi"
                    | "xii"
                    | "xiv"
                    | "xvi"
                    | "jr"
                    | "junior"
                    | "sr"
            )
        });
        let numeral = numeral
            .map(|w| (*w).to_owned())
            .or_else(|| (all.len() > 1 && all.last() == Some(&"i") && name.ends_with('I')).then(|| "i".to_owned()));
        let mut words: Vec<String> = Vec::new();
        let mut slave = false;
        for (i, w) in all.iter().enumerate() {
            let last_left = words.is_empty() && i + 1 == all.len();
            if numeral.as_deref() == Some(*w) || TITLES.contains(w) && !last_left {
                continue;
            }
            // `Abd al-Rahman`, `Abdel Rahman`, `Abdurrahman` are one word.
            if matches!(*w, "abd" | "abdel" | "abdul" | "abdal" | "abdol" | "abdu" | "abdoul" | "abdou")
                && i + 1 < all.len()
            {
                slave = true;
                continue;
            }
            if PARTICLES.contains(w) && !last_left {
                continue;
            }
            let word = w.strip_prefix("al").filter(|rest| rest.len() >= 5 && may_have_article(w)).unwrap_or(w);
            if slave {
                words.push(format!("abd{word}"));
                slave = false;
            } else {
                words.push(joined_slave(word));
            }
        }
        let words = words.into_iter().map(|text| Word { sounds: sounds(&text), text }).collect();
        let patronymic = all.iter().any(|w| matches!(*w, "bin" | "ibn" | "bint" | "ben" | "ould"));
        Name { words, numeral, bare, patronymic }
    }
}

/// Whether a word may have the article grown on, as `Albusaidi` has; `Alejandro`, `Aliyev`, `Albert` have none.
fn may_have_article(word: &str) -> bool {
    !["ale", "ali", "alb", "alf", "alm", "alv", "als"].iter().any(|start| word.starts_with(start))
        || word.starts_with("albu")
}

/// `abdelfattah`, `abdulfatah` → `abdfatah`.
fn joined_slave(word: &str) -> String {
    for start in ["abdel", "abdul", "abdal", "abdol", "abdoul"] {
        if let Some(rest) = word.strip_prefix(start).filter(|r| r.len() >= 3 && !r.starts_with(['l', 'a'])) {
            return format!("abd{rest}");
        }
    }
    word.to_owned()
}

impl Word {
    fn is_initial(&self) -> bool {
        self.text.chars().count() == 1
    }

    fn is_common(&self) -> bool {
        COMMON.contains(&self.text.as_str())
    }

    fn like(&self, other: &Word, bare: bool) -> bool {
        if self.text == other.text {
            return true;
        }
        let shorter = self.text.len().min(other.text.len());
        let longer = self.text.len().max(other.text.len());
        if shorter <= 3 && longer <= 4 && !bare {
            // Kim Jong Un, Il, Nam: short words are told apart by a single letter.
            return likeness(&self.sounds, &other.sounds) >= 0.93;
        }
        let limit = if bare {
            WORD_BARE
        } else if shorter <= 4 {
            WORD + 0.07
        } else {
            WORD
        };
        likeness(&self.sounds, &other.sounds) >= limit && same_head(&self.sounds, &other.sounds)
    }
}

/// Whether the first consonants can be one sound.
fn same_head(a: &[u8], b: &[u8]) -> bool {
    let head =
        |w: &[u8]| w.iter().copied().find(|s| !matches!(s, b'a' | b'e' | b'i' | b'o' | b'u' | b'h')).map_or(0, group);
    head(a) == head(b) || a.first() == b.first()
}

fn group(s: u8) -> u8 {
    match s {
        b'G' | b'g' | b'J' | b'k' | b'H' | b'C' | b'h' => b'k',
        b'S' | b's' | b'z' | b'c' => b's',
        b'v' | b'w' | b'f' | b'b' | b'p' => b'v',
        b'd' | b't' => b't',
        other => other,
    }
}

fn compare_whole(a: &Name, b: &Name) -> bool {
    let join = |n: &Name| n.words.iter().flat_map(|w| w.sounds.iter().copied()).collect::<Vec<u8>>();
    let (x, y) = (join(a), join(b));
    a.words.len() != b.words.len()
        && a.words.len().max(b.words.len()) <= 4
        && x.len().min(y.len()) >= 7
        && likeness(&x, &y) >= WHOLE
        && same_head(&a.words[0].sounds, &b.words[0].sounds)
}

fn compare_words(short: &Name, long: &Name, bare: bool) -> Verdict {
    // In order: each word of the shorter finds the next like word of the longer.
    let mut found: Vec<Option<usize>> = Vec::new();
    let mut from = 0;
    for w in &short.words {
        let hit = (from..long.words.len()).find(|j| w.like(&long.words[*j], bare));
        if let Some(j) = hit {
            from = j + 1;
        }
        found.push(hit);
    }
    let matched: Vec<usize> = found.iter().flatten().copied().collect();
    if matched.len() < short.words.len() {
        return incomplete(short, long, bare, &found);
    }
    if short.words.len() == 1 {
        return if long.words.len() == 1 && short.words[0].text.len() >= 5 { Verdict::Same } else { Verdict::Perhaps };
    }
    let before = &long.words[..matched[0]];
    if !before.is_empty() && (long.patronymic || !before.iter().all(is_muhammad)) {
        // The son's name before the father's.
        return if before.len() == 1 && before[0].is_initial() { Verdict::Perhaps } else { Verdict::Different };
    }
    let telling: Vec<usize> = (0..short.words.len()).filter(|i| !short.words[*i].is_common()).collect();
    let longer = long.words.len() > short.words.len();
    let after = matched.last().is_some_and(|j| j + 1 < long.words.len());
    // "Mohamed al-Menfi" need not be "Mohamed al-Mnifi al-Zintani".
    let inexact = telling.iter().all(|i| short.words[*i].text != long.words[matched[*i]].text);
    if longer && (telling.is_empty() || telling.len() == 1 && after && inexact) {
        return Verdict::Perhaps;
    }
    Verdict::Same
}

/// Not every word of the shorter name is in the longer one: initials and a changed order may explain it.
fn incomplete(short: &Name, long: &Name, bare: bool, found: &[Option<usize>]) -> Verdict {
    let initials = |w: &Word| w.is_initial() && long.words.iter().any(|l| l.text.starts_with(&w.text));
    let matched = found.iter().flatten().count();
    let explained = short.words.iter().zip(found).all(|(w, f)| f.is_some() || initials(w));
    if explained && matched >= 1 {
        return if matched >= 2 { Verdict::Same } else { Verdict::Perhaps };
    }
    let reverse = |w: &Word| w.is_initial() && short.words.iter().any(|s| s.text.starts_with(&w.text));
    let unmatched_long = long.words.iter().enumerate().filter(|(j, _)| !found.contains(&Some(*j)));
    if matched >= 2
        && unmatched_long.clone().count() >= 1
        && unmatched_long.clone().all(|(_, w)| reverse(w))
        && long.words.len() == short.words.len()
    {
        return Verdict::Same;
    }
    let mut free: Vec<bool> = vec![true; long.words.len()];
    let reordered = short.words.iter().all(|w| {
        let hit = (0..long.words.len()).find(|j| free[*j] && w.like(&long.words[*j], bare));
        hit.is_some_and(|j| std::mem::replace(&mut free[j], false))
    });
    if reordered
        && !short.patronymic
        && !long.patronymic
        && short.words.len() >= 3
        && short.words.len() == long.words.len()
    {
        return Verdict::Same;
    }
    if reordered { Verdict::Perhaps } else { Verdict::Different }
}

fn is_muhammad(w: &Word) -> bool {
    matches!(skeleton(&w.text).as_str(), "mmd" | "md")
}
