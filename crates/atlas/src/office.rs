//! Offices: who held what when, and the ministries and forces that every state has.

use crate::atlas::Key;
use model::{ActorKind, Date};

/// What somebody was, in whatever words the title says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// President, king, supreme leader.
    HeadOfState,
    /// Prime minister, chancellor.
    HeadOfGovernment,
    /// Vice president.
    ViceHead,
    /// Deputy prime minister.
    DeputyHead,
    /// Crown prince.
    Heir,
    /// Governor general.
    Representative,
    /// Foreign minister.
    ForeignMinister,
    /// Defence minister.
    DefenceMinister,
    /// Another minister.
    Minister,
    /// Commander-in-chief, chief of the general staff.
    ArmedForcesChief,
    /// Head of a security or intelligence body, national security adviser.
    Security,
    /// Spokesman or spokeswoman.
    Spokesperson,
    /// Speaker of a parliament.
    Speaker,
    /// Envoy, special representative.
    Envoy,
    /// Leader of a faction, movement, armed group.
    FactionLeader,
    /// Head of an organisation.
    OrganisationHead,
    /// Another high officer of an organisation.
    OrganisationOfficial,
    /// Head of a part of a state.
    Subnational,
    /// Leader of an opposition.
    Opposition,
    /// Member of a parliament.
    Lawmaker,
    /// Head of a state or government that is not the recognised one.
    RivalHeadOfState,
    /// Prime minister of a rival government.
    RivalHeadOfGovernment,
    /// Another official.
    Official,
    /// Commander below the chief.
    Commander,
}

/// Codes in the order of `layout::ROLES`.
const ROLES: [Role; 24] = [
    Role::HeadOfState,
    Role::HeadOfGovernment,
    Role::ViceHead,
    Role::DeputyHead,
    Role::Heir,
    Role::Representative,
    Role::ForeignMinister,
    Role::DefenceMinister,
    Role::Minister,
    Role::ArmedForcesChief,
    Role::Security,
    Role::Spokesperson,
    Role::Speaker,
    Role::Envoy,
    Role::FactionLeader,
    Role::OrganisationHead,
    Role::OrganisationOfficial,
    Role::Subnational,
    Role::Opposition,
    Role::Lawmaker,
    Role::RivalHeadOfState,
    Role::RivalHeadOfGovernment,
    Role::Official,
    Role::Commander,
];

impl Role {
    pub(crate) fn from_code(code: u32) -> Role {
        ROLES.get(code as usize).copied().unwrap_or(Role::Official)
    }

    /// The word of the tables, such as `head_of_state`.
    pub fn word(self) -> &'static str {
        ROLES.iter().position(|r| *r == self).map_or("official", |i| crate::layout::ROLES[i])
    }

    /// Whether the holder leads what the office is of (a spokesman, envoy, lawmaker does not).
    pub fn leads(self) -> bool {
        !matches!(
            self,
            Role::Spokesperson | Role::Envoy | Role::Lawmaker | Role::Opposition | Role::Official | Role::Heir
        )
    }
}

/// A spell in an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfficeHeld<'a> {
    /// Who held it.
    pub person: Key,
    /// What kind of office.
    pub role: Role,
    /// The title in English.
    pub title: &'a str,
    /// Of which state, ministry, force, faction, organisation.
    pub of: Key,
    /// First day, where known.
    pub from: Option<Date>,
    /// Last day, where known and over.
    pub to: Option<Date>,
    /// Where the fact comes from, and as of when.
    pub source: &'a str,
}

impl OfficeHeld<'_> {
    /// Whether it was held on that day; an unknown end counts as still held.
    pub fn on(&self, day: Date) -> bool {
        self.from.is_none_or(|f| f <= day) && self.to.is_none_or(|t| day <= t)
    }

    /// Days between that day and the spell; 0 within it.
    pub fn distance(&self, day: Date) -> i64 {
        let days = |a: Date, b: Date| i64::from((b - a).get_days());
        match (self.from, self.to) {
            (Some(from), _) if day < from => days(day, from),
            (_, Some(to)) if to < day => days(to, day),
            _ => 0,
        }
    }
}

/// An office of a state, whether or not a table has it: "the Qatari Foreign Ministry".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// Stable id, such as `ministry:qatar-foreign-ministry`.
    pub id: String,
    /// Display name, such as `Qatari Foreign Ministry`.
    pub name: String,
    /// Other ways of saying it.
    pub aliases: Vec<String>,
    /// Government or military.
    pub kind: ActorKind,
    /// Whose it is.
    pub state: Key,
    /// Its entity, where the atlas has one.
    pub key: Option<Key>,
}
