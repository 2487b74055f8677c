//! The rule files of a model folder: tokenizer patterns and exceptions, attribute rules.

use std::path::Path;

use super::msgpack::Value;
use super::{parse, read};
use crate::error::LanguageError;
use crate::settings::{Assignments, Piece, Rule, Test, TokenPattern, TokenizerSettings};

type Result<T> = std::result::Result<T, LanguageError>;

/// spaCy's numbers of the attributes that an exception may set.
const ORTH: u64 = 65;
const NORM: u64 = 67;

/// The tokenizer's patterns and exceptions.
pub(super) fn tokenizer(path: &Path) -> Result<TokenizerSettings> {
    let broken = |what: &str| LanguageError::malformed(path, what);
    let bytes = read(path)?;
    let root = parse(path, &bytes)?;
    let pattern = |key: &str| {
        root.get(key).and_then(Value::str).map(str::to_owned).ok_or_else(|| broken(&format!("no pattern {key}")))
    };
    if root.get("token_match").is_some_and(|value| *value != Value::Nil) {
        return Err(broken("token_match is not supported"));
    }
    let mut exceptions = Vec::new();
    for (text, pieces) in root.get("exceptions").and_then(Value::entries).ok_or_else(|| broken("no exceptions"))? {
        let text = text.str().ok_or_else(|| broken("an exception that is no string"))?;
        let pieces: Option<Vec<Piece>> = pieces.list().and_then(|list| list.iter().map(piece).collect());
        let pieces = pieces
            .filter(|pieces| {
                !pieces.is_empty() && pieces.iter().map(|piece| piece.text.as_str()).collect::<String>() == text
            })
            .ok_or_else(|| broken(&format!("exception {text:?} sets more than text and norm")))?;
        exceptions.push((text.to_owned(), pieces));
    }
    exceptions.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(TokenizerSettings {
        prefix: pattern("prefix_search")?,
        suffix: pattern("suffix_search")?,
        infix: pattern("infix_finditer")?,
        url: pattern("url_match")?,
        exceptions,
    })
}

fn piece(token: &Value<'_>) -> Option<Piece> {
    let mut piece = Piece { text: String::new(), norm: None };
    for (attribute, value) in token.entries()? {
        match attribute.unsigned()? {
            ORTH => piece.text = value.str()?.to_owned(),
            NORM => piece.norm = Some(value.str()?.to_owned()),
            _ => return None,
        }
    }
    (!piece.text.is_empty()).then_some(piece)
}

/// The attribute ruler's rules.
pub(super) fn attribute_rules(path: &Path) -> Result<Vec<Rule>> {
    let bytes = read(path)?;
    let root = parse(path, &bytes)?;
    let rules = root.list().ok_or_else(|| LanguageError::malformed(path, "no list of rules"))?;
    rules
        .iter()
        .enumerate()
        .map(|(number, value)| {
            rule(value).ok_or_else(|| LanguageError::malformed(path, format!("rule {number} is of an unknown kind")))
        })
        .collect()
}

fn rule(value: &Value<'_>) -> Option<Rule> {
    let patterns = value.get("patterns")?.list()?;
    let patterns = patterns
        .iter()
        .map(|tokens| tokens.list()?.iter().map(token_pattern).collect())
        .collect::<Option<Vec<Vec<_>>>>()?;
    let index = value.get("index")?.signed()?;
    let fits = |tokens: &Vec<TokenPattern>| {
        let length = tokens.len() as i64;
        (-length..length).contains(&index)
    };
    if !patterns.iter().all(fits) {
        return None;
    }
    let mut set = Assignments::default();
    for (attribute, value) in value.get("attrs")?.entries()? {
        let text = value.str()?.to_owned();
        match attribute.str()? {
            "TAG" => set.tag = Some(text),
            "POS" => set.pos = Some(text),
            "LEMMA" => set.lemma = Some(text),
            "DEP" => set.dep = Some(text),
            "MORPH" => set.morph = Some(normal_morph(&text)?),
            _ => return None,
        }
    }
    Some(Rule { patterns, index, set })
}

fn token_pattern(value: &Value<'_>) -> Option<TokenPattern> {
    let mut pattern = TokenPattern::default();
    for (attribute, value) in value.entries()? {
        match attribute.str()? {
            "TAG" => pattern.tag = tests(value)?,
            "DEP" => pattern.dep = tests(value)?,
            "LOWER" => pattern.lower = tests(value)?,
            "IS_SPACE" => match value {
                Value::Bool(wanted) => pattern.is_space = Some(*wanted),
                _ => return None,
            },
            _ => return None,
        }
    }
    Some(pattern)
}

fn tests(value: &Value<'_>) -> Option<Vec<Test>> {
    if let Some(text) = value.str() {
        return Some(vec![Test::In(vec![text.to_owned()])]);
    }
    value
        .entries()?
        .iter()
        .map(|(operator, operand)| {
            let list = || operand.list()?.iter().map(|item| item.str().map(str::to_owned)).collect::<Option<Vec<_>>>();
            match operator.str()? {
                "IN" => list().map(Test::In),
                "NOT_IN" => list().map(Test::NotIn),
                "REGEX" => expand(operand.str()?).map(Test::In),
                _ => None,
            }
        })
        .collect()
}

/// All strings that an anchored pattern of literals, classes and `?` matches; `None` for any other pattern.
fn expand(pattern: &str) -> Option<Vec<String>> {
    let mut rest = pattern.strip_prefix('^')?.strip_suffix('$')?;
    let mut strings = vec![String::new()];
    while let Some(first) = rest.chars().next() {
        let choices: Vec<char> = if let Some(class) = rest.strip_prefix('[') {
            let (class, after) = class.split_once(']')?;
            rest = after;
            class.chars().collect()
        } else {
            rest = &rest[first.len_utf8()..];
            vec![first]
        };
        if choices.iter().any(|&c| !c.is_alphanumeric() && c != '\'') {
            return None;
        }
        let longer = strings.iter().flat_map(|s| choices.iter().map(move |c| format!("{s}{c}"))).collect::<Vec<_>>();
        if let Some(after) = rest.strip_prefix('?') {
            rest = after;
            strings.extend(longer);
        } else {
            strings = longer;
        }
    }
    Some(strings)
}

/// A morphology as it prints: fields in order, the values of each field in order, "_" as nothing.
fn normal_morph(features: &str) -> Option<String> {
    if features.is_empty() || features == "_" {
        return Some(String::new());
    }
    let mut fields = features
        .split('|')
        .map(|field| {
            let (name, values) = field.split_once('=')?;
            let mut values: Vec<&str> = values.split(',').collect();
            values.sort_unstable();
            Some(format!("{name}={}", values.join(",")))
        })
        .collect::<Option<Vec<_>>>()?;
    fields.sort_unstable();
    Some(fields.join("|"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_patterns_are_expanded() {
        assert_eq!(expand("^n'?t$").unwrap(), ["nt", "n't"].map(String::from));
        assert_eq!(expand("^n[ou]thin'$").unwrap(), ["nothin'", "nuthin'"].map(String::from));
        assert_eq!(expand("^y'?$").unwrap(), ["y", "y'"].map(String::from));
        assert_eq!(expand("^a+$"), None);
        assert_eq!(expand("a"), None);
    }

    #[test]
    fn morphology_is_put_in_order() {
        assert_eq!(normal_morph("PronType=Prs|Case=Nom,Acc").unwrap(), "Case=Acc,Nom|PronType=Prs");
        assert_eq!(normal_morph("_").unwrap(), "");
    }
}
