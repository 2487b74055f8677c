//! A parse as JSON: one object a document, every value as spaCy prints it, offsets in code points.
//!
//! Written token by token, so that a text of any length takes no more memory than its parse.

use std::io::{self, Write};

use language::{Doc, Token};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

/// Writes the document's object and a line end.
pub fn write(id: &str, doc: &Doc, out: &mut dyn Write) -> io::Result<()> {
    let mut json = serde_json::Serializer::new(&mut *out);
    let mut object = json.serialize_map(Some(2))?;
    object.serialize_entry("id", id)?;
    object.serialize_entry("tokens", &Tokens(doc))?;
    SerializeMap::end(object)?;
    out.write_all(b"\n")
}

struct Tokens<'d>(&'d Doc);

impl Serialize for Tokens<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut points = Points { text: self.0.text(), byte: 0, point: 0 };
        let mut rows = serializer.serialize_seq(Some(self.0.len()))?;
        for token in self.0.tokens() {
            rows.serialize_element(&Row::of(&token, &mut points))?;
        }
        rows.end()
    }
}

/// Code points of rising byte offsets, counted once along the text.
struct Points<'t> {
    text: &'t str,
    byte: usize,
    point: usize,
}

impl Points<'_> {
    fn at(&mut self, byte: usize) -> usize {
        self.point += self.text[self.byte..byte].chars().count();
        self.byte = byte;
        self.point
    }
}

#[derive(Serialize)]
struct Row<'d> {
    text: &'d str,
    start: usize,
    end: usize,
    space: &'static str,
    lemma: &'d str,
    tag: &'d str,
    pos: &'d str,
    morph: &'d str,
    head: usize,
    dep: &'d str,
    ent: &'d str,
    ent_iob: &'d str,
    sent_start: bool,
}

impl<'d> Row<'d> {
    fn of(token: &Token<'d>, points: &mut Points) -> Self {
        Row {
            text: token.text(),
            start: points.at(token.start()),
            end: points.at(token.end()),
            space: if token.space_after() { " " } else { "" },
            lemma: token.lemma(),
            tag: token.tag(),
            pos: token.pos(),
            morph: token.morph(),
            head: token.head(),
            dep: token.dep(),
            ent: token.ent_type(),
            ent_iob: token.ent_iob(),
            sent_start: token.is_sent_start(),
        }
    }
}
