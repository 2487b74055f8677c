//! Who is a state's neighbour: "its northern neighbour", "Chile's eastern neighbour", "both neighbours".
//!
//! Comes in: the owner, the words in front of "neighbour", the states of the text. Goes out: the one of them that borders on the owner and
//! lies where the words say; none where the text names no such state.

use model::ActorKind;

use super::nominals::Before;
use super::{ActorIx, Actors, Scene};
use crate::text::Tok;

/// Each state with those across its borders or narrow seas, ISO 3166-1 alpha-3; one direction is enough.
const BORDERS: &str = "\
AFG CHN IRN PAK TJK TKM UZB|AGO COD COG NAM ZMB|ALB GRC MKD MNE SRB XKX ITA|ARE OMN SAU QAT IRN|ARG BOL BRA CHL PRY URY|\
ARM AZE GEO IRN TUR|AUS IDN PNG NZL TLS|AUT CHE CZE DEU HUN ITA LIE SVK SVN|AZE GEO IRN RUS TUR|BDI COD RWA TZA|BEL DEU FRA LUX NLD|\
BEN BFA NER NGA TGO|BFA CIV GHA MLI NER TGO|BGD IND MMR|BGR GRC MKD ROU SRB TUR|BHR SAU QAT IRN|BIH HRV MNE SRB|BLR LTU LVA POL RUS UKR|\
BLZ GTM MEX|BOL BRA CHL PER PRY|BRA COL GUF GUY PER PRY SUR URY VEN|BRN MYS|BTN CHN IND|BWA NAM ZAF ZMB ZWE|CAF CMR COD COG SDN SSD TCD|\
CAN USA|CHE DEU FRA ITA LIE|CHL PER|CHN HKG IND KAZ KGZ LAO MMR MNG NPL PAK PRK RUS TJK VNM TWN JPN KOR PHL|CIV GHA GIN LBR MLI|\
CMR COG GAB GNQ NGA TCD|COD COG RWA SSD TZA UGA ZMB|COG GAB|COL ECU PAN PER VEN|CRI NIC PAN|CUB USA HTI JAM BHS|CYP TUR GRC|\
CZE DEU POL SVK|DEU DNK FRA LUX NLD POL|DJI ERI ETH SOM YEM|DNK SWE NOR|DOM HTI|DZA ESH LBY MAR MLI MRT NER TUN|ECU PER|\
EGY ISR LBY PSE SDN SAU|ERI ETH SDN YEM|ESH MAR MRT|ESP FRA PRT MAR AND|EST LVA RUS FIN|ETH KEN SDN SOM SSD|FIN NOR RUS SWE|\
FRA ITA LUX ESP MCO GBR|GAB GNQ|GBR IRL|GEO RUS TUR|GHA TGO|GIN GNB LBR MLI SEN SLE|GMB SEN|GNB SEN|GRC MKD TUR|GTM HND MEX SLV|\
GUY SUR VEN|HND NIC SLV|HRV HUN MNE SRB SVN|HUN ROU SRB SVK SVN UKR|IDN MYS PNG TLS SGP PHL|IND LKA MMR NPL PAK MDV|IRN IRQ PAK TKM TUR KWT|\
IRQ JOR KWT SAU SYR TUR|ISR JOR LBN PSE SYR|ITA SMR SVN MLT|JOR PSE SAU SYR|JPN KOR PRK RUS TWN|KAZ KGZ RUS TKM UZB|KEN SOM SSD TZA UGA|\
KGZ TJK UZB|KHM LAO THA VNM|KOR PRK|KWT SAU|LAO MMR THA VNM|LBN SYR|LBR SLE|LBY NER SDN TCD TUN|LSO ZAF|LTU LVA POL RUS|LVA RUS|MAR MRT|\
MDA ROU UKR|MDG MOZ|MEX USA|MKD SRB XKX|MLI MRT NER SEN|MMR THA|MNE SRB XKX|MNG RUS|MOZ MWI SWZ TZA ZAF ZMB ZWE|MRT SEN|MWI TZA ZMB|\
MYS SGP THA PHL VNM|NAM ZAF ZMB|NER NGA TCD|NOR RUS SWE|OMN SAU YEM|PAK TJK|PHL TWN VNM|POL RUS SVK UKR|PRK RUS|QAT SAU|ROU SRB UKR|\
RUS UKR USA|RWA TZA UGA|SAU YEM|SDN SSD TCD|SRB XKX|SSD UGA|SVK UKR|SWZ ZAF|SYR TUR|TJK UZB|TKM UZB|TTO VEN|TZA UGA ZMB|VEN ABW|ZAF ZWE|ZMB ZWE";

/// How many mentions back a neighbour is looked for.
const FAR_BACK: usize = 200;

/// Whether two states border on each other.
fn borders(one: &str, other: &str) -> bool {
    BORDERS.split('|').any(|row| {
        let (first, rest) = row.split_at(3);
        first == one && rest.contains(other) || first == other && rest.contains(one)
    })
}

/// The way, north and east, in which a neighbour lies by the word in front of it.
fn way(word: &str) -> Option<(f64, f64)> {
    Some(match word {
        "northern" => (1.0, 0.0),
        "southern" => (-1.0, 0.0),
        "eastern" => (0.0, 1.0),
        "western" => (0.0, -1.0),
        "northeastern" | "north-eastern" => (0.7, 0.7),
        "northwestern" | "north-western" => (0.7, -0.7),
        "southeastern" | "south-eastern" => (-0.7, 0.7),
        "southwestern" | "south-western" => (-0.7, -0.7),
        _ => return None,
    })
}

/// The neighbour of `owner` that the noun at `t` means: of the states that the text names by then, else later, those that border on it, the
/// one that lies that way, else the one spoken of most.
pub(super) fn neighbour(actors: &Actors, scene: Scene<'_>, before: &Before, t: Tok, owner: ActorIx) -> Option<ActorIx> {
    let text = scene.text;
    let owner = actors.side(owner);
    let home = actors.entries[owner].country.as_deref()?;
    let asked = text.children(t).iter().filter(|c| **c < t).find_map(|c| way(text.word(*c)));
    let at = |a: ActorIx| actors.entries[a].key.and_then(|k| scene.atlas.get(k).lat_lon());
    let lies = |a: ActorIx| match (asked, at(owner), at(a)) {
        (Some((north, east)), Some(from), Some(to)) => {
            let (up, right) = (to.0 - from.0, (to.1 - from.1) * from.0.to_radians().cos());
            (up * north + right * east) / up.hypot(right).max(1e-6)
        }
        _ => 1.0,
    };
    let fits = |a: &ActorIx| {
        let entry = &actors.entries[*a];
        entry.kind == ActorKind::State
            && *a != owner
            && entry.country.as_deref().is_some_and(|c| borders(home, c))
            && lies(*a) > 0.2
    };
    let named = |a: &ActorIx| actors.spoken.get(a).copied().unwrap_or(0);
    let earlier = before
        .iter()
        .rev()
        .take(FAR_BACK)
        .flat_map(|(_, whom)| whom.iter().map(|a| actors.side(*a)))
        .collect::<Vec<_>>();
    let best = |list: &mut dyn Iterator<Item = ActorIx>| {
        list.filter(fits).max_by(|x, y| {
            let weight = |a: &ActorIx| (lies(*a) * 10.0).round() as i64 + named(a).min(20) as i64;
            weight(x).cmp(&weight(y)).then(y.cmp(x))
        })
    };
    best(&mut earlier.into_iter()).or_else(|| best(&mut actors.spoken.keys().copied()))
}

/// "Chile's neighbours": the states of the sentences just before that border on the owner; never the owner itself.
pub(super) fn neighbours(actors: &Actors, scene: Scene<'_>, before: &Before, t: Tok, owner: ActorIx) -> Vec<ActorIx> {
    let owner = actors.side(owner);
    let Some(home) = actors.entries[owner].country.as_deref() else { return Vec::new() };
    let here = scene.text.at(t).sentence;
    let mut out: Vec<ActorIx> = Vec::new();
    let near = before.iter().rev().take_while(|(tok, _)| here.saturating_sub(scene.text.at(*tok).sentence) <= 2);
    for a in near.flat_map(|(_, whom)| whom.iter().map(|a| actors.side(*a))) {
        let entry = &actors.entries[a];
        let next = entry.kind == ActorKind::State && entry.country.as_deref().is_some_and(|c| borders(home, c));
        if next && a != owner && !out.contains(&a) {
            out.push(a);
        }
    }
    if out.len() > 1 { out } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::borders;

    #[test]
    fn borders_go_both_ways() {
        assert!(borders("CHL", "ARG") && borders("ARG", "CHL"));
        assert!(borders("FIN", "EST") && !borders("PRT", "FRA"));
    }
}
