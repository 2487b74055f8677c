//! The look-up tables of a model folder: word vectors, norms, lemmas; sorted for binary search in the mapped file.

use std::collections::BTreeMap;
use std::path::Path;

use super::msgpack::{Array, Value};
use super::{parse, read};
use crate::error::LanguageError;
use crate::hashing::string_id;
use crate::model_file::{ModelWriter, Section};
use crate::settings::LemmaSettings;

type Result<T> = std::result::Result<T, LanguageError>;

/// Parts of speech that a lemma table may be keyed by.
const POS: [&str; 19] = [
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "CONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT",
    "SCONJ", "SYM", "VERB", "X", "SPACE",
];

/// Reads the vectors and writes the map from words to rows. Returns the vectors, possibly none.
pub(super) fn vectors(dir: &Path, writer: &mut ModelWriter) -> Result<Array> {
    let path = dir.join("vocab/vectors");
    let vectors = Array::from_npy(&read(&path)?).filter(|array| array.shape.len() == 2);
    let vectors = vectors.ok_or_else(|| LanguageError::malformed(&path, "not a matrix of floats"))?;
    let rows = vectors.shape[0];
    if rows > usize::from(u16::MAX) {
        return Err(LanguageError::malformed(path, format!("{rows} rows are too many")));
    }
    let path = dir.join("vocab/key2row");
    let broken = || LanguageError::malformed(&path, "not a map from words to rows");
    let bytes = read(&path)?;
    let mut map = BTreeMap::new();
    for (word, row) in parse(&path, &bytes)?.entries().ok_or_else(broken)? {
        let row = row.signed().ok_or_else(broken)?;
        if let Ok(row) = u16::try_from(row) {
            if usize::from(row) >= rows {
                return Err(broken());
            }
            map.insert(word.unsigned().ok_or_else(broken)?, row);
        }
    }
    if map.is_empty() {
        return Ok(vectors);
    }
    let words: Vec<u64> = map.keys().copied().collect();
    let buckets: Vec<u32> = (0..=1u64 << 16)
        .map(|top| words.partition_point(|&word| u128::from(word) < u128::from(top) << 48) as u32)
        .collect();
    writer.add(Section::VectorBuckets, &buckets);
    writer.add(Section::VectorWords, &words);
    writer.add(Section::VectorRows, &map.into_values().collect::<Vec<u16>>());
    Ok(vectors)
}

/// Writes the norms that are not simply the lower-cased word: the model's own first, the library's after it.
pub(super) fn norms(dir: &Path, writer: &mut ModelWriter) -> Result<()> {
    let path = dir.join("vocab/lookups.bin");
    let broken = || LanguageError::malformed(&path, "no table lexeme_norm");
    let bytes = read(&path)?;
    let root = parse(&path, &bytes)?;
    let mut norms: BTreeMap<u64, u64> = include_str!("../../data/base_norms.tsv")
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(word, norm)| (string_id(word), string_id(norm)))
        .collect();
    for (word, norm) in root.get("lexeme_norm").and_then(Value::entries).ok_or_else(broken)? {
        let word = match word {
            Value::Unsigned(id) => *id,
            text => string_id(text.str().ok_or_else(broken)?),
        };
        norms.insert(word, string_id(norm.str().ok_or_else(broken)?));
    }
    writer.add(Section::NormWords, &norms.keys().copied().collect::<Vec<_>>());
    writer.add(Section::NormIds, &norms.values().copied().collect::<Vec<_>>());
    Ok(())
}

/// Writes the lemmatizer's strings and returns where they lie.
pub(super) fn lemmas(path: &Path, writer: &mut ModelWriter) -> Result<Vec<LemmaSettings>> {
    let broken = || LanguageError::malformed(path, "not the tables of a rule lemmatizer");
    let bytes = read(path)?;
    let root = parse(path, &bytes)?;
    let table = |name: &str| root.get(name).and_then(Value::entries).ok_or_else(broken);
    let (rules, index, exceptions) = (table("lemma_rules")?, table("lemma_index")?, table("lemma_exc")?);
    let mut strings = StringsOut::default();
    let mut out = Vec::new();
    let mut used = 0;
    for pos in POS {
        let key = Value::Unsigned(string_id(&pos.to_lowercase()));
        let of = |table: &'_ [(Value<'_>, Value<'_>)]| table.iter().position(|(pos, _)| *pos == key);
        let mut lemmas = LemmaSettings {
            pos: pos.to_owned(),
            rules: Vec::new(),
            index: (0, 0),
            exceptions: (0, 0),
            exception_lemmas: (0, 0),
        };
        let found = (of(rules), of(index), of(exceptions));
        if let Some(at) = found.0 {
            for rule in rules[at].1.list().ok_or_else(broken)? {
                match rule.list().map(|pair| (pair.first().and_then(Value::str), pair.get(1).and_then(Value::str))) {
                    Some((Some(old), Some(new))) => lemmas.rules.push((old.to_owned(), new.to_owned())),
                    _ => return Err(broken()),
                }
            }
        }
        if let Some(at) = found.1 {
            let mut forms = texts(&index[at].1).ok_or_else(broken)?;
            forms.sort_unstable();
            forms.dedup();
            lemmas.index = strings.add(forms);
        }
        if let Some(at) = found.2 {
            let mut entries = Vec::new();
            for (word, forms) in exceptions[at].1.entries().ok_or_else(broken)? {
                let forms = texts(forms).ok_or_else(broken)?;
                if forms.iter().any(|form| form.contains('\n')) {
                    return Err(broken());
                }
                entries.push((word.str().ok_or_else(broken)?, forms.join("\n")));
            }
            entries.sort_unstable();
            lemmas.exceptions = strings.add(entries.iter().map(|(word, _)| *word));
            lemmas.exception_lemmas = strings.add(entries.iter().map(|(_, forms)| forms.as_str()));
        }
        let tables = usize::from(found.0.is_some()) + usize::from(found.1.is_some()) + usize::from(found.2.is_some());
        if tables > 0 {
            used += tables;
            out.push(lemmas);
        }
    }
    if used != rules.len() + index.len() + exceptions.len() {
        return Err(broken());
    }
    writer.add(Section::LemmaOffsets, &strings.offsets);
    writer.add(Section::LemmaText, strings.text.as_bytes());
    Ok(out)
}

fn texts<'a>(list: &Value<'a>) -> Option<Vec<&'a str>> {
    list.list()?.iter().map(Value::str).collect()
}

/// Strings one after the other, with where each begins and ends.
struct StringsOut {
    offsets: Vec<u32>,
    text: String,
}

impl Default for StringsOut {
    fn default() -> Self {
        Self { offsets: vec![0], text: String::new() }
    }
}

impl StringsOut {
    fn add<'s>(&mut self, strings: impl IntoIterator<Item = &'s str>) -> (usize, usize) {
        let first = self.offsets.len() - 1;
        for string in strings {
            self.text.push_str(string);
            self.offsets.push(self.text.len() as u32);
        }
        (first, self.offsets.len() - 1)
    }
}
