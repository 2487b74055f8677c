//! Clauses in "whose": who does it, where the parse takes the name before the verb for an adverb.
//!
//! Comes in: the tokens of one sentence. Goes out: the same with the name as subject and the noun behind "whose" as object.

use std::ops::Range;

use super::{children, hang, right_edge};
use crate::text::{Tok, Token};

/// "Kenya, whose envoys Juba threw out": of a noun behind "whose" and a name before the verb, the name does it.
pub(super) fn whose_object(tokens: &mut [Token<'_>], range: &Range<Tok>, t: Tok) {
    let token = tokens[t];
    if token.tag != "NNP" || token.head >= t || !matches!(token.dep, "npadvmod" | "appos" | "nmod" | "dep") {
        return;
    }
    let thing = token.head;
    let verb = tokens[thing].head;
    let whose = children(tokens, range, thing).any(|c| tokens[c].tag == "WP$" && c < thing);
    let taken = children(tokens, range, verb).any(|c| tokens[c].dep == "dobj");
    let behind = right_edge(tokens, range, t) + 1;
    let next = (behind..range.end.min(behind + 3)).find(|u| !matches!(tokens[*u].dep, "aux" | "advmod" | "neg"));
    if whose && !taken && tokens[thing].dep == "nsubj" && verb > t && next == Some(verb) {
        hang(tokens, t, verb, "nsubj");
        tokens[thing].dep = "dobj";
    }
}
