//! A document put together by hand, for tests and for parses from elsewhere.

use std::sync::Arc;

use crate::doc::{Doc, ENTITY_BEGIN, ENTITY_INSIDE, Labels, Lemma, Record, SENTENCE_START, SPACE_AFTER};
use crate::error::LanguageError;
use crate::ruler::Names;

/// The values of all tokens, a column each, for [`Doc::from_columns`].
///
/// Every column but `words` may be left empty: lemmas are then the words, heads the tokens themselves, strings empty, and
/// only the first token begins a sentence.
#[derive(Debug, Clone, Copy, Default)]
pub struct Columns<'c> {
    /// The tokens' texts in the order of the text.
    pub words: &'c [&'c str],
    /// Lemmas.
    pub lemmas: &'c [&'c str],
    /// Fine parts of speech.
    pub tags: &'c [&'c str],
    /// Coarse parts of speech.
    pub pos: &'c [&'c str],
    /// Morphologies.
    pub morphs: &'c [&'c str],
    /// Indices of the heads; a root has its own.
    pub heads: &'c [usize],
    /// Relations to the heads.
    pub deps: &'c [&'c str],
    /// Labels of entities.
    pub ent_types: &'c [&'c str],
    /// "B", "I" or "O".
    pub ent_iobs: &'c [&'c str],
    /// Whether each token begins a sentence.
    pub sent_starts: &'c [bool],
}

impl Doc {
    /// Puts a document together from columns of values.
    ///
    /// The words are looked for in the text one after the other; between two of them there may be whitespace only.
    ///
    /// # Errors
    /// [`LanguageError::Columns`] if a column has the wrong length, a word is not where it should be, a head is out of
    /// range, or an entity does not begin with "B".
    ///
    /// ```
    /// use language::{Columns, Doc};
    ///
    /// let columns = Columns { words: &["Paris", "waits", "."], heads: &[1, 1, 1], deps: &["nsubj", "ROOT", "punct"], ..Columns::default() };
    /// let doc = Doc::from_columns("Paris waits.", &columns)?;
    /// assert_eq!(doc.token(0).head(), 1);
    /// assert!(!doc.token(1).space_after());
    /// # Ok::<(), language::LanguageError>(())
    /// ```
    pub fn from_columns(text: &str, columns: &Columns<'_>) -> Result<Doc, LanguageError> {
        let refuse = |what: String| Err(LanguageError::Columns(what));
        let count = columns.words.len();
        let lengths = [
            ("lemmas", columns.lemmas.len()),
            ("tags", columns.tags.len()),
            ("pos", columns.pos.len()),
            ("morphs", columns.morphs.len()),
            ("heads", columns.heads.len()),
            ("deps", columns.deps.len()),
            ("ent_types", columns.ent_types.len()),
            ("ent_iobs", columns.ent_iobs.len()),
            ("sent_starts", columns.sent_starts.len()),
        ];
        if let Some((name, length)) = lengths.iter().find(|&&(_, length)| length != 0 && length != count) {
            return refuse(format!("{length} {name} for {count} words"));
        }
        if u32::try_from(text.len()).is_err() {
            return refuse("the text is longer than 4 GiB".to_owned());
        }
        let [mut tag, mut pos, mut morph, mut dep, mut ent] = std::array::from_fn(|_| Names::new());
        let mut doc = Doc {
            text: text.to_owned(),
            records: Vec::with_capacity(count),
            lemmas: String::new(),
            labels: Arc::default(),
        };
        let mut at = 0;
        for (index, &word) in columns.words.iter().enumerate() {
            let Some(found) = text[at..].find(word).filter(|_| !word.is_empty()) else {
                return refuse(format!("word {index} ({word:?}) is not in the rest of the text"));
            };
            if !text[at..at + found].chars().all(char::is_whitespace) {
                return refuse(format!("there is more than whitespace before word {index} ({word:?})"));
            }
            let (start, end) = (at + found, at + found + word.len());
            at = end;
            let head = columns.heads.get(index).copied().unwrap_or(index);
            if head >= count {
                return refuse(format!("head {head} of word {index} is out of range"));
            }
            let iob = columns.ent_iobs.get(index).copied().unwrap_or("O");
            let inside = doc.records.last().is_some_and(|last| last.flags & (ENTITY_BEGIN | ENTITY_INSIDE) != 0);
            let mut flags = match iob {
                "B" => ENTITY_BEGIN,
                "I" if inside => ENTITY_INSIDE,
                "O" => 0,
                _ => return refuse(format!("{iob:?} at word {index}")),
            };
            if columns.sent_starts.get(index).copied().unwrap_or(index == 0) {
                flags |= SENTENCE_START;
            }
            if text[end..].starts_with(' ') && !word.chars().all(char::is_whitespace) {
                flags |= SPACE_AFTER;
            }
            let lemma = match columns.lemmas.get(index) {
                Some(&lemma) if lemma != word => {
                    let from = doc.lemmas.len() as u32;
                    doc.lemmas.push_str(lemma);
                    Lemma::Own(from, doc.lemmas.len() as u32)
                }
                _ => Lemma::Text,
            };
            let number =
                |names: &mut Names, column: &[&str]| names.number(column.get(index).copied().unwrap_or_default());
            doc.records.push(Record {
                start: start as u32,
                len: word.len() as u32,
                head: head as u32,
                lemma,
                tag: number(&mut tag, columns.tags),
                pos: number(&mut pos, columns.pos),
                morph: number(&mut morph, columns.morphs),
                dep: number(&mut dep, columns.deps),
                ent: number(&mut ent, columns.ent_types),
                flags,
            });
        }
        let [tag, pos, morph, dep, ent] = [tag, pos, morph, dep, ent].map(Names::into_list);
        if [&tag, &pos, &morph, &dep, &ent].iter().any(|names| names.len() > usize::from(u16::MAX)) {
            return refuse("a column has more than 65,535 different values".to_owned());
        }
        doc.labels = Arc::new(Labels { tag, pos, morph, dep, ent, lemma: Vec::new() });
        Ok(doc)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_come_back_as_they_went_in() {
        let columns = Columns {
            words: &["He", "went", "to", "New", "York", "."],
            lemmas: &["he", "go", "to", "New", "York", "."],
            tags: &["PRP", "VBD", "IN", "NNP", "NNP", "."],
            heads: &[1, 1, 1, 4, 2, 1],
            ent_types: &["", "", "", "GPE", "GPE", ""],
            ent_iobs: &["O", "O", "O", "B", "I", "O"],
            ..Columns::default()
        };
        let doc = Doc::from_columns("He went to New  York.", &columns).unwrap();
        assert_eq!(doc.tokens().map(|t| t.lemma()).collect::<Vec<_>>(), columns.lemmas);
        assert_eq!(doc.tokens().map(|t| t.head()).collect::<Vec<_>>(), columns.heads);
        assert!(doc.sentences().eq(std::iter::once(0..6)));
        let entities: Vec<_> = doc.entities().map(|e| (e.text(), e.label())).collect();
        assert_eq!(entities, [("New  York", "GPE")]);
        assert!(doc.token(0).space_after() && !doc.token(4).space_after());
    }

    #[test]
    fn contradictions_are_refused() {
        let refused = |columns: Columns<'_>| Doc::from_columns("a b", &columns).is_err();
        assert!(refused(Columns { words: &["a", "c"], ..Columns::default() }));
        assert!(refused(Columns { words: &["b", "a"], ..Columns::default() }));
        assert!(refused(Columns { words: &["a", "b"], heads: &[2, 0], ..Columns::default() }));
        assert!(refused(Columns { words: &["a", "b"], tags: &["X"], ..Columns::default() }));
        assert!(refused(Columns { words: &["a", "b"], ent_iobs: &["O", "I"], ..Columns::default() }));
        assert!(refused(Columns { words: &[""], ..Columns::default() }));
    }
}
