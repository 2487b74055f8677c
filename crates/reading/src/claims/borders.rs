//! Borders that meet: states that meet at a spot of the map hold no meeting.
//!
//! Comes in: a frame of meeting. Goes out: whether it tells of geography.

use model::ActorKind;

use super::of_frames::Maker;
use crate::frames::Frame;
use crate::text::Tok;

impl Maker<'_> {
    /// "The corner where Chad, Niger and Libya meet": no meeting.
    pub(super) fn is_of_borders(&self, frame: &Frame) -> bool {
        let text = self.scene.text;
        let token = text.at(frame.pred);
        let spot = |t: Tok| {
            matches!(
                text.at(t).lemma,
                "point"
                    | "triangle"
                    | "corner"
                    | "spot"
                    | "place"
                    | "area"
                    | "region"
                    | "border"
                    | "tripoint"
                    | "junction"
                    | "zone"
            )
        };
        let where_ = |t: Tok| text.children(t).iter().any(|c| matches!(text.word(*c), "where" | "which" | "at"));
        matches!(frame.lemma.as_str(), "meet" | "converge")
            && token.dep == "relcl"
            && spot(token.head)
            && where_(frame.pred)
            && frame
                .fillers("subj")
                .all(|t| self.actors.whom(t).iter().all(|a| self.actors.entries[*a].kind == ActorKind::State))
    }
}
