//! How each frame fared, for explanations.

use super::of_frames::Maker;
use crate::frames::Frame;
use crate::matching::{Match, Miss};
use crate::standing::Standing;
use crate::text::{Text, Tok};

/// How a frame fared.
#[derive(Debug, Clone)]
pub(crate) struct Trace {
    /// The predicate.
    pub pred: Tok,
    /// Its lemma.
    pub lemma: String,
    /// Slots and their fillers' words.
    pub slots: Vec<(String, String)>,
    /// Entries that fit.
    pub fits: Vec<String>,
    /// Entries that did not, with the reason.
    pub misses: Vec<(String, String)>,
    /// Steps of the standing.
    pub steps: Vec<String>,
    /// Why nothing was made though an entry fits.
    pub void: Option<String>,
}

impl Maker<'_> {
    /// The trace of one frame, where reasons are wanted.
    pub(super) fn trace(
        &self,
        frame: &Frame,
        hits: &[Match<'_>],
        misses: &[Miss<'_>],
        standing: &Standing,
    ) -> Option<Trace> {
        let text: &Text<'_> = self.scene.text;
        self.scene.explain.then(|| Trace {
            pred: frame.pred,
            lemma: frame.lemma.clone(),
            slots: frame.args.iter().map(|a| (a.slot.clone(), text.at(a.head).text.to_string())).collect(),
            fits: hits.iter().map(|h| format!("{} ({})", h.entry.id, h.pattern.line)).collect(),
            misses: misses.iter().map(|m| (m.entry.id.clone(), m.reason.clone())).collect(),
            steps: standing.steps.clone(),
            void: standing.void.filter(|_| !hits.is_empty()).map(str::to_string),
        })
    }
}
