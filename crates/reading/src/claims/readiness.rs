//! "Is ready to meet", "open to talks with": no meeting agreed, but one offered.
//!
//! Comes in: the frame of a meeting or of talks. Goes out: whether its subject only says that it would come.

use super::of_frames::Maker;
use crate::frames::Frame;
use crate::text::Tok;

impl Maker<'_> {
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
