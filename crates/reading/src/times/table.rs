//! What the recogniser makes of plain sentences, tense given by hand.

use crate::pieces::plain::Words;

#[test]
fn nothing() {
    let words = Words::new("x");
    assert_eq!(words.row().len(), 1);
}
