//! The index file: sections, record sizes, codes. Written by `compile`, read by `index`; shared so that they agree.
//!
//! Little-endian numbers; every section starts at the offset in the header. Entities are sorted by id, so that a
//! [`crate::Key`] is a rank in the alphabet of ids and look-up by id is a binary search.

/// First bytes of the index; the last one counts versions.
pub const MAGIC: [u8; 8] = *b"detatl\x00\x02";

/// Sections in the order of the header.
pub const SECTIONS: usize = 12;
/// Entity records, and one more that ends the last ranges.
pub const ENTITIES: usize = 0;
/// Length-prefixed strings.
pub const STRINGS: usize = 1;
/// Names of entities.
pub const NAMES: usize = 2;
/// Finite-state map from folded name to postings.
pub const FST: usize = 3;
/// Who has that name, strongest first.
pub const POSTINGS: usize = 4;
/// Offices held, by person.
pub const OFFICES: usize = 5;
/// Numbers of offices, by what they are of.
pub const OFFICES_OF: usize = 6;
/// Memberships, by member.
pub const MEMBERS: usize = 7;
/// (place, state) of capitals and (seat, actor) of seats of power, by place.
pub const STANDS_FOR: usize = 8;
/// Office patterns.
pub const PATTERNS: usize = 9;

/// English words that occur in names, one a line.
pub const WORDS: usize = 10;
/// Names to drop or weaken: name, class, effect, between tabs, one a line.
pub const STOPS: usize = 11;

/// Bytes of an entity record.
pub const ENTITY: usize = 60;
/// Bytes of a name record.
pub const NAME: usize = 8;
/// Bytes of a posting.
pub const POSTING: usize = 8;
/// Bytes of an office record.
pub const OFFICE: usize = 28;
/// Bytes of a membership record.
pub const MEMBER: usize = 24;
/// Bytes of an office pattern record.
pub const PATTERN: usize = 24;

/// Bit of an entity's flags: it has coordinates.
pub const HAS_PLACE: u8 = 1;
/// Strength bit of a name or posting.
pub const WEAK: u8 = 1;
/// The text must have `the` before it.
pub const NEEDS_THE: u8 = 2;
/// How the text must be written (two bits, shifted).
pub const CASE_SHIFT: u8 = 4;
/// Any case will do.
pub const CASE_ANY: u8 = 0;
/// The first word has a capital.
pub const CASE_FIRST: u8 = 1;
/// First and last word have capitals.
pub const CASE_BOTH: u8 = 2;
/// Written as an acronym: more than one capital.
pub const CASE_ACRONYM: u8 = 3;

/// Prefix of the keys in the map under which office words are found.
pub const OFFICE_KEY: &str = "\u{1}";

/// Roles in the order of their codes.
pub const ROLES: [&str; 24] = [
    "head_of_state",
    "head_of_government",
    "vice_head",
    "deputy_head",
    "heir",
    "representative",
    "foreign_minister",
    "defence_minister",
    "minister",
    "armed_forces_chief",
    "security",
    "spokesperson",
    "speaker",
    "envoy",
    "faction_leader",
    "organisation_head",
    "organisation_official",
    "subnational",
    "opposition",
    "lawmaker",
    "rival_head_of_state",
    "rival_head_of_government",
    "official",
    "commander",
];

/// Prefix of the keys in the map under which persons are found however they are spelt.
pub const SPELLING_KEY: &str = "\u{2}";
