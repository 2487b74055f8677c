//! Names in other scripts, letter by letter in Latin ones.
//!
//! In: a name in any script. Out: its romanisation, good enough to compare by sound, and whether the script leaves vowels
//! out. Arabic (with Persian and Urdu letters), Hebrew, Cyrillic of some ten languages, Greek, Armenian, Georgian,
//! Hangul, Devanagari, Bengali, Ethiopic; letters of other scripts come out as they are.

/// Arabic letters; vowels are not written, alif, waw and ya may be vowels.
#[rustfmt::skip]
const ARABIC: &[(char, &str)] = &[
    ('ا', "a"), ('أ', "a"), ('إ', "i"), ('آ', "a"), ('ٱ', "a"), ('ء', ""), ('ؤ', "u"), ('ئ', "i"), ('ب', "b"),
    ('پ', "p"), ('ت', "t"), ('ة', "a"), ('ٹ', "t"), ('ث', "th"), ('ج', "j"), ('چ', "ch"), ('ح', "h"), ('خ', "kh"),
    ('د', "d"), ('ڈ', "d"), ('ذ', "z"), ('ر', "r"), ('ڑ', "r"), ('ز', "z"), ('ژ', "zh"), ('س', "s"), ('ش', "sh"),
    ('ص', "s"), ('ض', "d"), ('ط', "t"), ('ظ', "z"), ('ع', "a"), ('غ', "gh"), ('ف', "f"), ('ق', "q"), ('ک', "k"),
    ('ك', "k"), ('گ', "g"), ('ل', "l"), ('م', "m"), ('ن', "n"), ('ں', "n"), ('ه', "h"), ('ہ', "h"), ('ھ', "h"),
    ('و', "u"), ('ي', "i"), ('ی', "i"), ('ى', "a"), ('ے', "e"), ('ې', "e"), ('ړ', "r"), ('ځ', "z"), ('څ', "ts"),
    ('ښ', "sh"), ('ټ', "t"), ('ډ', "d"), ('ڼ', "n"), ('ۇ', "u"), ('ە', "a"),
];
#[rustfmt::skip]
const HEBREW: &[(char, &str)] = &[
    ('א', "a"), ('ב', "b"), ('ג', "g"), ('ד', "d"), ('ה', "h"), ('ו', "u"), ('ז', "z"), ('ח', "h"), ('ט', "t"),
    ('י', "i"), ('כ', "k"), ('ך', "kh"), ('ל', "l"), ('מ', "m"), ('ם', "m"), ('נ', "n"), ('ן', "n"), ('ס', "s"),
    ('ע', "a"), ('פ', "p"), ('ף', "f"), ('צ', "ts"), ('ץ', "ts"), ('ק', "k"), ('ר', "r"), ('ש', "sh"), ('ת', "t"),
    ('ײ', "i"), ('׳', ""), ('״', ""),
];
#[rustfmt::skip]
const CYRILLIC: &[(char, &str)] = &[
    ('а', "a"), ('б', "b"), ('в', "v"), ('г', "g"), ('ґ', "g"), ('д', "d"), ('е', "e"), ('ё', "e"), ('є', "ie"),
    ('ж', "zh"), ('з', "z"), ('и', "i"), ('і', "i"), ('ї', "i"), ('й', "i"), ('к', "k"), ('л', "l"), ('м', "m"),
    ('н', "n"), ('о', "o"), ('п', "p"), ('р', "r"), ('с', "s"), ('т', "t"), ('у', "u"), ('ф', "f"), ('х', "kh"),
    ('ц', "ts"), ('ч', "ch"), ('ш', "sh"), ('щ', "sh"), ('ъ', ""), ('ы', "y"), ('ь', ""), ('э', "e"), ('ю', "iu"),
    ('я', "ia"), ('ў', "u"), ('ђ', "dj"), ('ј', "i"), ('љ', "l"), ('њ', "n"), ('ћ', "ch"), ('џ', "dzh"), ('ѓ', "g"),
    ('ќ', "k"), ('ѕ', "dz"), ('қ', "q"), ('ғ', "gh"), ('ң', "n"), ('ө', "o"), ('ұ', "u"), ('ү', "u"), ('һ', "h"),
    ('ә', "a"), ('ҳ', "h"), ('ҷ', "j"), ('ӣ', "i"), ('ӯ', "u"), ('ҙ', "z"), ('ҫ', "s"), ('җ', "j"),
];
#[rustfmt::skip]
const GREEK: &[(char, &str)] = &[
    ('α', "a"), ('β', "v"), ('γ', "g"), ('δ', "d"), ('ε', "e"), ('ζ', "z"), ('η', "i"), ('θ', "th"), ('ι', "i"),
    ('κ', "k"), ('λ', "l"), ('μ', "m"), ('ν', "n"), ('ξ', "x"), ('ο', "o"), ('π', "p"), ('ρ', "r"), ('σ', "s"),
    ('ς', "s"), ('τ', "t"), ('υ', "y"), ('φ', "f"), ('χ', "ch"), ('ψ', "ps"), ('ω', "o"), ('ά', "a"), ('έ', "e"),
    ('ή', "i"), ('ί', "i"), ('ό', "o"), ('ύ', "y"), ('ώ', "o"), ('ϊ', "i"), ('ϋ', "y"), ('ΐ', "i"), ('ΰ', "y"),
];
#[rustfmt::skip]
const ARMENIAN: &[(char, &str)] = &[
    ('ա', "a"), ('բ', "b"), ('գ', "g"), ('դ', "d"), ('ե', "e"), ('զ', "z"), ('է', "e"), ('ը', "y"), ('թ', "t"),
    ('ժ', "zh"), ('ի', "i"), ('լ', "l"), ('խ', "kh"), ('ծ', "ts"), ('կ', "k"), ('հ', "h"), ('ձ', "dz"), ('ղ', "gh"),
    ('ճ', "ch"), ('մ', "m"), ('յ', "y"), ('ն', "n"), ('շ', "sh"), ('ո', "o"), ('չ', "ch"), ('պ', "p"), ('ջ', "j"),
    ('ռ', "r"), ('ս', "s"), ('վ', "v"), ('տ', "t"), ('ր', "r"), ('ց', "ts"), ('ւ', "u"), ('փ', "p"), ('ք', "k"),
    ('օ', "o"), ('ֆ', "f"), ('և', "ev"),
];
#[rustfmt::skip]
const GEORGIAN: &[(char, &str)] = &[
    ('ა', "a"), ('ბ', "b"), ('გ', "g"), ('დ', "d"), ('ე', "e"), ('ვ', "v"), ('ზ', "z"), ('თ', "t"), ('ი', "i"),
    ('კ', "k"), ('ლ', "l"), ('მ', "m"), ('ნ', "n"), ('ო', "o"), ('პ', "p"), ('ჟ', "zh"), ('რ', "r"), ('ს', "s"),
    ('ტ', "t"), ('უ', "u"), ('ფ', "p"), ('ქ', "k"), ('ღ', "gh"), ('ყ', "q"), ('შ', "sh"), ('ჩ', "ch"), ('ც', "ts"),
    ('ძ', "dz"), ('წ', "ts"), ('ჭ', "ch"), ('ხ', "kh"), ('ჯ', "j"), ('ჰ', "h"),
];
/// Devanagari from U+0905; Bengali has the same order from U+0985.
#[rustfmt::skip]
const INDIC: &[(u32, &str)] = &[
    (0x05, "a"), (0x06, "a"), (0x07, "i"), (0x08, "i"), (0x09, "u"), (0x0a, "u"), (0x0b, "ri"), (0x0f, "e"),
    (0x10, "ai"), (0x13, "o"), (0x14, "au"), (0x15, "k"), (0x16, "kh"), (0x17, "g"), (0x18, "gh"), (0x19, "n"),
    (0x1a, "ch"), (0x1b, "ch"), (0x1c, "j"), (0x1d, "jh"), (0x1e, "n"), (0x1f, "t"), (0x20, "t"), (0x21, "d"),
    (0x22, "d"), (0x23, "n"), (0x24, "t"), (0x25, "t"), (0x26, "d"), (0x27, "d"), (0x28, "n"), (0x2a, "p"),
    (0x2b, "f"), (0x2c, "b"), (0x2d, "b"), (0x2e, "m"), (0x2f, "y"), (0x30, "r"), (0x32, "l"), (0x35, "v"),
    (0x36, "sh"), (0x37, "sh"), (0x38, "s"), (0x39, "h"), (0x5c, "r"), (0x5d, "r"), (0x5f, "y"), (0x3e, "a"),
    (0x3f, "i"), (0x40, "i"), (0x41, "u"), (0x42, "u"), (0x43, "ri"), (0x47, "e"), (0x48, "ai"), (0x4b, "o"),
    (0x4c, "au"), (0x4d, ""), (0x3c, ""), (0x02, "n"), (0x01, "n"), (0x03, "h"),
];
/// Consonants of the Ethiopic rows of eight from U+1200.
#[rustfmt::skip]
const ETHIOPIC: &[&str] = &[
    "h", "l", "h", "m", "s", "r", "s", "sh", "q", "q", "q", "q", "b", "v", "t", "ch", "h", "h", "n", "n", "a", "k",
    "k", "kh", "kh", "w", "a", "z", "zh", "y", "d", "d", "j", "g", "g", "g", "t", "ch", "p", "ts", "ts", "f", "p",
];
const ETHIOPIC_VOWELS: [&str; 8] = ["e", "u", "i", "a", "e", "", "o", "wa"];
const HANGUL_INITIALS: [&str; 19] =
    ["k", "k", "n", "d", "t", "r", "m", "b", "p", "s", "s", "", "j", "j", "ch", "k", "t", "p", "h"];
#[rustfmt::skip]
const HANGUL_VOWELS: [&str; 21] = [
    "a", "ae", "ya", "yae", "o", "e", "yo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "u",
    "ui", "i",
];
#[rustfmt::skip]
const HANGUL_FINALS: [&str; 28] = [
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t",
    "t", "k", "t", "p", "t",
];

/// The name in Latin letters; true if vowels were not written.
pub(crate) fn latin(name: &str) -> (String, bool) {
    let latin_only = |c: char| !c.is_alphabetic() || (c as u32) < 0x370 || (0x1e00..0x1f00).contains(&(c as u32));
    if name.chars().all(latin_only) {
        return (name.to_owned(), false);
    }
    let mut out = String::with_capacity(name.len());
    let mut bare = false;
    for word in name.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        // The Arabic article is written on; a name in Latin letters has it apart.
        let word = match word.strip_prefix("ال").filter(|rest| rest.chars().count() > 2) {
            Some(rest) => {
                out.push_str("al ");
                rest
            }
            None => word,
        };
        word.chars().for_each(|c| bare |= push(c, &mut out));
        if word.chars().any(|c| (0x0900..0x0a00).contains(&(c as u32))) && out.ends_with('a') {
            out.pop();
        }
    }
    (out, bare)
}

/// Adds one letter; true if its script leaves vowels out.
fn push(c: char, out: &mut String) -> bool {
    let code = c as u32;
    let lower = c.to_lowercase().next().unwrap_or(c);
    let table: &[(char, &str)] = match code {
        0x0370..=0x03ff | 0x1f00..=0x1fff => GREEK,
        0x0400..=0x052f => CYRILLIC,
        0x0530..=0x058f => ARMENIAN,
        0x0590..=0x05ff => HEBREW,
        0x0600..=0x06ff | 0x0750..=0x077f => ARABIC,
        0x10a0..=0x10ff => GEORGIAN,
        _ => &[],
    };
    if let Some((_, latin)) = table.iter().find(|(from, _)| *from == lower) {
        out.push_str(latin);
        return matches!(code, 0x0590..=0x06ff | 0x0750..=0x077f);
    }
    match code {
        0xac00..=0xd7a3 => hangul(code - 0xac00, out),
        0x1200..=0x1357 => ethiopic(code - 0x1200, out),
        0x0900..=0x09ff => indic(code % 0x80, out),
        0x0600..=0x06ff | 0x0590..=0x05ff | 0x200b..=0x200f => {}
        _ => out.push(c),
    }
    false
}

fn hangul(index: u32, out: &mut String) {
    let (initial, vowel, last) = (index / 588, index % 588 / 28, index % 28);
    // A family name or syllable stands apart in Latin letters; spaces do not count in a comparison by sound.
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
    if (initial, vowel, last) == (11, 20, 0) && out.is_empty() {
        out.push_str("lee"); // the family name
        return;
    }
    for (table, i) in [(&HANGUL_INITIALS[..], initial), (&HANGUL_VOWELS[..], vowel), (&HANGUL_FINALS[..], last)] {
        out.push_str(table.get(i as usize).copied().unwrap_or(""));
    }
}

fn ethiopic(index: u32, out: &mut String) {
    let consonant = ETHIOPIC.get(index as usize / 8).copied().unwrap_or("");
    if consonant == "a" {
        out.push_str(if index.is_multiple_of(8) { "a" } else { ETHIOPIC_VOWELS[index as usize % 8] });
    } else {
        out.push_str(consonant);
        out.push_str(ETHIOPIC_VOWELS[index as usize % 8]);
    }
}

fn indic(offset: u32, out: &mut String) {
    let latin = INDIC.iter().find(|(o, _)| *o == offset).map_or("", |(_, l)| l);
    // A vowel sign or virama takes the place of the vowel that every consonant carries.
    if matches!(offset, 0x3e..=0x4d) && out.ends_with('a') {
        out.pop();
    }
    out.push_str(latin);
    if matches!(offset, 0x15..=0x39 | 0x5c..=0x5f) {
        out.push('a');
    }
}

#[cfg(test)]
mod tests {
    use super::latin;

    #[test]
    fn letters_become_latin() {
        for (name, expected, bare) in [
            ("Володимир Зеленський", "volodimir zelenskii", false),
            ("خليفة حفتر", "khlifa hftr", true),
            ("עמית", "amit", true),
            ("Khalifa Haftar", "Khalifa Haftar", false),
            ("नरेन्द्र", "narendr", false),
            ("김정은", "kim jong un", false),
            ("Tô Lâm", "Tô Lâm", false),
        ] {
            assert_eq!(latin(name), (expected.to_owned(), bare));
        }
    }
}
