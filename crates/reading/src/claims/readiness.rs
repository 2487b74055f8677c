//! "Is ready to meet", "open to talks with": no meeting agreed, but one offered. "Warned that it would strike": the threat alone is told.
//!
//! Comes in: the frame of a deed. Goes out: whether its subject only says that it would do it.

use super::of_frames::Maker;
use crate::frames::Frame;
use crate::text::Tok;

impl Maker<'_> {
    /// Whether a deed stands below "warn", "vow", "promise".
    pub(super) fn is_only_threatened(&self, frame: &Frame) -> bool {
        let token = self.scene.text.at(frame.anchor);
        let above = self.scene.text.at(token.head).lemma;
        matches!(token.dep, "ccomp" | "xcomp")
            && matches!(above, "warn" | "vow" | "swear" | "threaten" | "promise" | "pledge")
    }

    /// Whether a meeting stands below "ready", "willing", "prepared", "open".
    pub(super) fn is_only_ready(&self, frame: &Frame) -> bool {
        let text = self.scene.text;
        let ready = |t: Tok| {
            matches!(
                text.word(t),
                "ready" | "willing" | "prepared" | "open" | "amenable" | "readiness" | "willingness" | "openness"
            )
        };
        let token = text.at(frame.anchor);
        match token.dep {
            "xcomp" | "acl" => ready(token.head),
            "pobj" => matches!(text.word(token.head), "to" | "for") && ready(text.at(token.head).head),
            _ => false,
        }
    }
}
