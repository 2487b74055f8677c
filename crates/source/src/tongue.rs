//! Is it English?
//!
//! Comes in: a text. Goes out: the name of its language, if it is surely another. Promises: looks at a sample of bounded size;
//! in doubt a text counts as English, since refusing a good document is worse than reading a bad one.

/// Words that stand in every English text and seldom in others.
const ENGLISH: [&str; 24] = [
    "the", "of", "and", "to", "in", "a", "is", "that", "for", "on", "with", "as", "by", "was", "at", "from", "has",
    "said", "his", "have", "it", "were", "which", "be",
];

/// Bytes that are looked at.
const SAMPLE: usize = 8192;

/// The English name of the language, if it is not English.
pub(crate) fn other_language(text: &str) -> Option<&'static str> {
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    let words = sample.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty());
    let (mut all, mut english) = (0usize, 0usize);
    for word in words {
        all += 1;
        english += usize::from(ENGLISH.iter().any(|e| word.eq_ignore_ascii_case(e)));
    }
    if english * 8 > all {
        return None;
    }
    let found = whatlang::detect(sample)?;
    let sure = found.is_reliable() && sample.chars().filter(|c| c.is_alphabetic()).count() >= 40;
    (sure && found.lang() != whatlang::Lang::Eng).then(|| found.lang().eng_name())
}

#[cfg(test)]
mod tests {
    use super::other_language;

    #[test]
    fn other_languages_are_named() {
        let french = "Le maréchal Haftar s’est rendu lundi au Pakistan, où il a rencontré le chef de l’armée, Asim Munir, \
                      pour parler de coopération militaire entre les deux parties.";
        let russian =
            "Президент России прибыл во вторник с официальным визитом в Пхеньян, где его встретил глава государства.";
        let arabic = "وصل المشير خليفة حفتر يوم الاثنين إلى باكستان في زيارة رسمية لبحث التعاون العسكري بين الجانبين.";
        let german = "Der Feldmarschall reiste am Montag nach Pakistan und traf dort den Chef der Armee zu Gesprächen über Rüstung.";
        for (text, name) in [(french, "French"), (russian, "Russian"), (arabic, "Arabic"), (german, "German")] {
            assert_eq!(other_language(text), Some(name));
        }
    }

    #[test]
    fn english_with_foreign_names_and_short_texts_pass() {
        for text in [
            "Haftar met Munir.",
            "Kim.",
            "12 3 4 5",
            "The Front de libération (FLN) and the Organisation de l’armée secrète signed the Accords d’Évian in Évian-les-Bains.",
            "He said «وصل المشير خليفة حفتر» and left the room with the envoy of the United Nations.",
        ] {
            assert_eq!(other_language(text), None, "{text}");
        }
    }
}
