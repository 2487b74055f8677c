//! A graph of actors in GraphML: signed, dated ties and incidents of two as edges.
//!
//! Nodes are all actors, and whoever else an edge needs. Edges are directed, since many readers of GraphML take no mixture; those of
//! symmetric ties and of incidents that both sides do alike say so in `symmetric`. Edges between the same two are kept apart by their ids.

use std::collections::BTreeSet;
use std::io::Write;

use model::Date;

use crate::ends;
use crate::holding::Index;
use crate::row::sign;
use crate::ties::{Tie, ties};
use crate::xml::escaped;
use crate::{ExportError, Holding, Standing, Tally};

/// Attributes: of what, name, type.
const KEYS: &[(&str, &str, &str)] = &[
    ("node", "name", "string"),
    ("node", "kind", "string"),
    ("node", "side", "string"),
    ("node", "country", "string"),
    ("node", "aliases", "string"),
    ("node", "wikidata", "string"),
    ("edge", "record", "string"),
    ("edge", "type", "string"),
    ("edge", "mode", "string"),
    ("edge", "sign", "int"),
    ("edge", "score", "double"),
    ("edge", "status", "string"),
    ("edge", "symmetric", "boolean"),
    ("edge", "first", "string"),
    ("edge", "last", "string"),
    ("edge", "first_reported", "string"),
    ("edge", "last_reported", "string"),
    ("edge", "claims", "int"),
    ("edge", "voices", "int"),
    ("edge", "confidence", "double"),
    ("edge", "role", "string"),
    ("edge", "place", "string"),
    ("edge", "incident", "string"),
];

pub(crate) fn write(holding: &dyn Holding, out: &mut dyn Write) -> Result<Tally, ExportError> {
    let mut tally = Tally::default();
    let index = Index::of(holding)?;
    let ties = ties(holding, &index)?;
    out.write_all(HEAD.as_bytes())?;
    for (of, name, kind) in KEYS {
        let id = key(of, name);
        writeln!(out, "  <key id=\"{id}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>")?;
    }
    out.write_all(b"  <graph id=\"ledger\" edgedefault=\"directed\">\n")?;
    for m in index.members() {
        let mut node = Item::new("node", format!("id=\"{}\"", escaped(&m.id)));
        node.text("name", Some(&m.name));
        node.text("kind", Some(m.kind.word()));
        node.text("side", m.side.as_deref());
        node.text("country", m.country.as_deref());
        node.text("aliases", Some(m.aliases.join("; ").as_str()).filter(|a| !a.is_empty()));
        node.text("wikidata", m.wikidata.as_deref());
        node.write(out)?;
        tally.written += 1;
    }
    // Ends that no actor stands for: they are few, and known only after a look at every edge.
    let mut strangers: BTreeSet<String> = BTreeSet::new();
    let mut note = |id: &str| {
        if index.member(id).is_none() {
            strangers.insert(id.to_owned());
        }
    };
    for tie in &ties {
        [&tie.from, &tie.to].into_iter().for_each(|id| note(id));
        of_tie(tie).write(out)?;
        tally.written += 1;
    }
    holding.incidents(&mut |standing| {
        let dyads = ends::dyads(&standing.incident);
        if dyads.is_empty() {
            tally.leave_out("incidents with fewer than two actors");
        }
        for (from, to) in dyads {
            [&from, &to].into_iter().for_each(|id| note(id));
            of_incident(standing, &from, &to).write(out)?;
            tally.written += 1;
        }
        Ok(())
    })?;
    for id in strangers {
        let mut node = Item::new("node", format!("id=\"{}\"", escaped(&id)));
        node.text("name", Some(&id));
        node.write(out)?;
        tally.written += 1;
    }
    out.write_all(b"  </graph>\n</graphml>\n")?;
    Ok(tally)
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"
  xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">
";

fn of_tie(tie: &Tie) -> Item {
    let id = model::hash::id(&tie.parts());
    let mut edge = Item::new("edge", ends_of(&format!("tie-{id}"), &tie.from, &tie.to));
    edge.text("record", Some("tie"));
    edge.text("type", Some(tie.kind.word()));
    edge.text("sign", Some(&tie.kind.sign().to_string()));
    edge.text("status", Some(tie.status().word()));
    edge.text("symmetric", Some(truth(tie.kind.is_symmetric())));
    edge.day("first_reported", tie.first());
    edge.day("last_reported", tie.last());
    edge.text("claims", Some(&tie.said.len().to_string()));
    edge.text("confidence", Some(&tie.confidence().to_string()));
    edge.text("role", tie.role());
    edge
}

fn of_incident(standing: &Standing, from: &str, to: &str) -> Item {
    let incident = &standing.incident;
    let id = format!("{}-{}", incident.id, model::hash::id(&[from, to]));
    let mut edge = Item::new("edge", ends_of(&id, from, to));
    let score = ends::score(incident);
    let days = ends::days(incident);
    edge.text("record", Some("incident"));
    edge.text("type", Some(incident.kind.word()));
    edge.text("mode", incident.mode.as_deref());
    edge.text("sign", Some(&sign(score).to_string()));
    edge.text("score", Some(&score.to_string()));
    edge.text("status", Some(incident.status.word()));
    edge.text("symmetric", Some(truth(incident.kind.is_reciprocal())));
    edge.day("first", days.map(|d| d.0));
    edge.day("last", days.map(|d| d.1));
    edge.day("first_reported", ends::first_published(incident));
    edge.day("last_reported", ends::last_published(incident));
    edge.text("claims", Some(&incident.claims.len().to_string()));
    edge.text("voices", Some(&incident.voices.to_string()));
    edge.text("place", ends::place(incident));
    edge.text("incident", Some(&incident.id));
    edge
}

fn truth(is: bool) -> &'static str {
    if is { "true" } else { "false" }
}

fn ends_of(id: &str, from: &str, to: &str) -> String {
    format!("id=\"{}\" source=\"{}\" target=\"{}\"", escaped(id), escaped(from), escaped(to))
}

fn key(of: &str, name: &str) -> String {
    format!("{}_{name}", &of[..1])
}

/// A node or an edge on its way out.
struct Item {
    tag: &'static str,
    attributes: String,
    data: String,
}

impl Item {
    fn new(tag: &'static str, attributes: String) -> Self {
        Item { tag, attributes, data: String::new() }
    }

    fn text(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.data += &format!("      <data key=\"{}\">{}</data>\n", key(self.tag, name), escaped(value));
        }
    }

    fn day(&mut self, name: &str, value: Option<Date>) {
        self.text(name, value.map(|d| d.to_string()).as_deref());
    }

    fn write(&self, out: &mut dyn Write) -> Result<(), ExportError> {
        let Item { tag, attributes, data } = self;
        Ok(write!(out, "    <{tag} {attributes}>\n{data}    </{tag}>\n")?)
    }
}
