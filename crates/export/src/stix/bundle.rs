//! The bundle around the objects, written as they come.

use std::io::Write;

use serde::Serialize;

use super::object::{BEGIN, Body, Object, claimed, extension, id, marking};
use crate::{ExportError, Options};

/// A bundle that is being written.
pub(super) struct Bundle<'w> {
    out: &'w mut dyn Write,
    creator: String,
    marking: Vec<&'static str>,
    written: u64,
    /// Ids and versions of the objects so far, hashed: the bundle's own id.
    content: String,
}

impl<'w> Bundle<'w> {
    /// Begins a bundle with its creator, the extension and the marking.
    pub fn open(out: &'w mut dyn Write, options: Options) -> Result<Self, ExportError> {
        let marking = options.tlp.map(marking);
        out.write_all(b"{\"type\":\"bundle\",\"objects\":[")?;
        let creator = id("identity", &["", "detente"]);
        let mut bundle =
            Bundle { out, creator, marking: marking.iter().map(|m| m.0).collect(), written: 0, content: String::new() };
        if let Some((id, json)) = marking {
            bundle.separate()?;
            bundle.out.write_all(json.as_bytes())?;
            bundle.counts(id, BEGIN);
        }
        let body = Body::Identity {
            name: "Détente",
            description: Some(
                "A program that reads the news and keeps who did what to whom, according to whom.".into(),
            ),
            identity_class: "system",
            sectors: Vec::new(),
        };
        let own = bundle.creator.clone();
        bundle.put(Object::timeless("identity", own, body))?;
        bundle.put(extension())?;
        bundle.put(claimed())?;
        Ok(bundle)
    }

    /// Writes an object, with its creator and marking.
    pub fn put(&mut self, mut object: Object<'_>) -> Result<(), ExportError> {
        object.created_by_ref = (object.id != self.creator).then(|| self.creator.clone());
        object.object_marking_refs = self.marking.clone();
        self.separate()?;
        object.serialize(&mut serde_json::Serializer::new(&mut *self.out))?;
        self.counts(&object.id, &object.modified);
        Ok(())
    }

    /// Ends the bundle and says how many objects are in it.
    pub fn close(self) -> Result<u64, ExportError> {
        writeln!(self.out, "\n],\"id\":\"{}\"}}", id("bundle", &[&self.content]))?;
        Ok(self.written)
    }

    fn separate(&mut self) -> Result<(), ExportError> {
        Ok(self.out.write_all(if self.written == 0 { b"\n" } else { b",\n" })?)
    }

    fn counts(&mut self, id: &str, modified: &str) {
        self.written += 1;
        self.content = model::hash::id(&[&self.content, id, modified]);
    }
}
