//! Words of the tables whose place in the list is their code in the index; the reading side has the same order.

/// Kinds in the order of their codes.
pub const KINDS: [&str; 10] =
    ["state", "government", "military", "faction", "organisation", "party", "person", "media", "company", "place"];

/// Ways in which a name names, in the order of their codes.
pub const VIAS: [&str; 12] = [
    "name",
    "alias",
    "abbreviation",
    "adjective",
    "demonym-singular",
    "demonym-plural",
    "capital",
    "seat",
    "family-name",
    "short-name",
    "office-pattern",
    "office-word",
];
