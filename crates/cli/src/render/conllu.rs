//! A parse as CoNLL-U.
//!
//! One block a sentence. White-space tokens, which spaCy keeps, have their characters escaped (`\n`, `\t`, `\s`) in FORM and LEMMA,
//! so that indices agree with the JSON; MISC holds `SpaceAfter=No` and the entity as `Entity=B-PERSON`.

use std::io::{self, Write};

use language::{Doc, Token};

/// Writes all sentences of a document.
pub fn write(id: &str, doc: &Doc, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# newdoc id = {}", escaped(id))?;
    let starts: Vec<usize> = (0..doc.len()).filter(|at| doc.token(*at).is_sent_start()).collect();
    for (number, &first) in starts.iter().enumerate() {
        let end = starts.get(number + 1).copied().unwrap_or(doc.len());
        let text = &doc.text()[doc.token(first).start()..doc.token(end - 1).end()];
        writeln!(out, "# sent_id = {}\n# text = {}", number + 1, escaped(text.trim()))?;
        for at in first..end {
            line(&doc.token(at), at, first, out)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn line(token: &Token, at: usize, first: usize, out: &mut dyn Write) -> io::Result<()> {
    let head = if token.head() == at { 0 } else { token.head() + 1 - first };
    let relation = if token.head() == at { "root" } else { token.dep() };
    write!(
        out,
        "{}\t{}\t{}\t{}\t{}\t",
        at + 1 - first,
        form(token.text()),
        form(token.lemma()),
        token.pos(),
        token.tag()
    )?;
    write!(out, "{}\t{head}\t{relation}\t_\t", filled(token.morph()))?;
    let space = (!token.space_after()).then(|| "SpaceAfter=No".to_string());
    let entity = (token.ent_iob() != "O").then(|| format!("Entity={}-{}", token.ent_iob(), token.ent_type()));
    let misc = space.into_iter().chain(entity).collect::<Vec<_>>().join("|");
    writeln!(out, "{}", filled(&misc))
}

fn filled(value: &str) -> &str {
    if value.is_empty() { "_" } else { value }
}

/// A word; nothing in it may end a column or a line, and white space alone must stay visible.
fn form(text: &str) -> String {
    match text {
        "" => "_".into(),
        blank if blank.trim().is_empty() => escaped(blank).replace(' ', "\\s"),
        word => escaped(word),
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}
