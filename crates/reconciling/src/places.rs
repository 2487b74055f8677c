//! Places of claims: which hold which, and how far apart they are.

use atlas::{Atlas, Entity, Key};
use model::{ActorKind, Place};

use crate::names::{alike_places, is_name, place_key};

/// A place as a claim names it, with what the atlas may mean by it.
#[derive(Debug, Clone)]
pub(crate) struct Site {
    pub name: String,
    /// Those who bear the name, strongest first; few.
    bearers: Vec<Key>,
}

/// How two places lie to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lie {
    /// One place, by id, name or spelling.
    Same,
    /// The first holds the second.
    Holds,
    /// The second holds the first.
    Within,
    /// Near enough to be called by either name.
    Near,
    /// Two places, both known.
    Apart,
    /// Names that do not look alike, at least one of them unknown.
    Unlike,
}

/// Words for what lies in a town: venues of one place may be named in two ways.
#[rustfmt::skip]
const VENUES: &[&str] = &[
    "hotel", "palace", "hall", "centre", "center", "airport", "base", "barracks", "square", "street", "avenue", "bridge", "hospital",
    "university", "church", "mosque", "temple", "embassy", "ministry", "complex", "house", "park", "market", "stadium", "forum", "camp",
    "residence", "headquarters", "building", "crossing", "border", "frontier", "summit", "office", "mansion", "villa", "castle", "room",
];

impl Site {
    /// The site of a claim; nothing where it names no place of its own ("the presidential palace").
    pub fn of(place: &Place, atlas: &Atlas) -> Option<Site> {
        let capital = place.name.split_whitespace().any(is_name);
        if !capital && place.id.is_none() {
            return None;
        }
        let by_id = place.id.as_deref().and_then(|id| atlas.entity(id)).map(|e| e.key());
        let is_place = |e: &Entity<'_>| matches!(e.kind(), ActorKind::Place | ActorKind::State);
        let bearers: Vec<Key> = match by_id {
            Some(key) => vec![atlas.stands_for(key).filter(|_| !is_place(&atlas.get(key))).unwrap_or(key)],
            None => {
                let mut hits: Vec<Key> =
                    atlas.find(&place.name).iter().map(|h| h.key).filter(|k| is_place(&atlas.get(*k))).collect();
                // "Tbilisi" is the town here, not the state that it may stand for; "Georgia" is the state before the county.
                let is_town = |k: &Key| !is_state_by_capital(atlas.get(*k), &place.name);
                if hits.iter().any(is_town) {
                    hits.retain(is_town);
                }
                hits.truncate(4);
                hits
            }
        };
        Some(Site { name: place.name.clone(), bearers })
    }

    /// Whether two names that nobody knows are those of two towns, and not of venues, or of a town and what lies in it.
    pub fn is_other_town(&self, other: &Site) -> bool {
        let town = |s: &Site| {
            let folded = atlas::fold(&s.name);
            s.bearers.is_empty() && is_name(&s.name) && !folded.split(' ').any(|w| VENUES.contains(&w))
        };
        town(self) && town(other)
    }

    /// How two sites lie, by the pair of bearers that goes best together.
    pub fn lie(&self, other: &Site, near_km: f64, atlas: &Atlas) -> Lie {
        if alike_places(&self.name, &other.name) {
            return Lie::Same;
        }
        if self.bearers.is_empty() || other.bearers.is_empty() {
            let (a, b) = (place_key(&self.name), place_key(&other.name));
            let shares = a.split(' ').any(|w| w.len() > 3 && b.split(' ').any(|v| v == w));
            return if shares { Lie::Near } else { Lie::Unlike };
        }
        let rank = |lie: &Lie| match lie {
            Lie::Same => 0,
            Lie::Holds | Lie::Within => 1,
            Lie::Near => 2,
            Lie::Apart | Lie::Unlike => 3,
        };
        let pairs = self.bearers.iter().flat_map(|a| other.bearers.iter().map(|b| lie(*a, *b, near_km, atlas)));
        pairs.min_by_key(rank).unwrap_or(Lie::Apart)
    }
}

fn is_state_by_capital(entity: Entity<'_>, name: &str) -> bool {
    entity.kind() == ActorKind::State && atlas::fold(entity.name()) != atlas::fold(name)
}

fn lie(a: Key, b: Key, near_km: f64, atlas: &Atlas) -> Lie {
    if a == b {
        return Lie::Same;
    }
    let holds = |whole: Key, part: Key| {
        std::iter::successors(atlas.get(part).part_of(), |k| atlas.get(*k).part_of()).take(6).any(|k| k == whole)
    };
    if holds(a, b) {
        return Lie::Holds;
    }
    if holds(b, a) {
        return Lie::Within;
    }
    let state = |k: Key| atlas.get(k).kind() == ActorKind::State;
    match (atlas.get(a).lat_lon(), atlas.get(b).lat_lon()) {
        (Some(x), Some(y)) if !state(a) && !state(b) && km(x, y) <= near_km => Lie::Near,
        _ => Lie::Apart,
    }
}

/// Kilometres between two points on a sphere of the Earth's mean radius (haversine).
fn km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (dlat, dlon) = ((b.0 - a.0).to_radians() / 2.0, (b.1 - a.1).to_radians() / 2.0);
    let h = dlat.sin().powi(2) + a.0.to_radians().cos() * b.0.to_radians().cos() * dlon.sin().powi(2);
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lies(a: &str, b: &str) -> Lie {
        let atlas = Atlas::builtin();
        let site = |name: &str| {
            Site::of(&Place { name: name.into(), id: None, lat: None, lon: None }, atlas).expect("a place")
        };
        site(a).lie(&site(b), 25.0, atlas)
    }

    #[test]
    fn towns_lie_in_states_and_states_beside_one_another() {
        assert_eq!(lies("Tbilisi", "Georgia"), Lie::Within);
        assert_eq!(lies("Oman", "Muscat"), Lie::Holds);
        assert_eq!(lies("Doha", "Muscat"), Lie::Apart);
        assert_eq!(lies("Islamabad", "Rawalpindi"), Lie::Near);
        assert_eq!(lies("market of Al-Kuma", "El Koma"), Lie::Same);
        assert_eq!(lies("Poipet", "Surin"), Lie::Unlike);
    }

    #[test]
    fn a_palace_is_no_place_of_its_own() {
        let palace = Place { name: "presidential palace".into(), id: None, lat: None, lon: None };
        assert!(Site::of(&palace, Atlas::builtin()).is_none());
    }
}
