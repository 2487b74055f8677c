//! Reading for the ledger: one document to its answer, and the version under which it is kept.

use std::panic::{AssertUnwindSafe, catch_unwind};

use language::Pipeline;
use model::{Answer, Document};
use reading::Reader;

use crate::args::OwnArgs;
use crate::install::Size;
use crate::own;
use crate::timing::{Stage, Times};
use crate::trouble::{Complaint, Trouble};

/// What reads documents into the ledger.
pub struct LedgerReader {
    reader: Reader,
    /// Under which version its answers are kept: program, model, and a fingerprint of all that makes the reading.
    pub version: String,
}

impl LedgerReader {
    /// The reader with what the user adds.
    pub fn new(own: &OwnArgs, size: Size) -> Result<Self, Trouble> {
        let reader = own::reader(own)?;
        let package = size.package();
        let mut version = format!(
            "detente {} {} {} {}",
            env!("CARGO_PKG_VERSION"),
            size.word(),
            package.version,
            env!("DETENTE_READING")
        );
        if let Some(print) = own::fingerprint(own)? {
            version.push_str(" own ");
            version.push_str(&print);
        }
        Ok(LedgerReader { reader, version })
    }

    /// What a document says; a bug becomes that document's complaint.
    pub fn read(
        &self,
        document: &Document,
        pipeline: &Pipeline,
        times: &mut Times,
    ) -> Result<(Answer, usize), Complaint> {
        let work = || {
            let parsed = times.of(Stage::Parse, || reading::parse(document, pipeline));
            let answer = times.of(Stage::Read, || self.reader.read(document, &parsed));
            (answer, parsed.tokens())
        };
        catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
            Complaint::new(
                "internal error; the lines above say where",
                "this is a bug of detente: please report it with the document; all other documents are done",
            )
        })
    }
}
