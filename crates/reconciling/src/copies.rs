//! Which documents repeat another: agency copy, light edits, another headline, paragraphs cut.
//!
//! Comes in: texts. Goes out: a [`Signature`] a text, the keys under which an index finds partners, and how much two share.
//! Promises: nothing is compared with everything; a shared key is a hint only, and [`near_copy`] verifies it.
//!
//! A text is taken as the set of its runs of three words (shingles; Broder 1997, "On the resemblance and containment of
//! documents"), without its first lines where those are a headline and an outlet. Of the set, the smallest hashes are kept
//! (a bottom-k sketch: all of them for an article of up to 512 words), from which resemblance and containment follow.
//! For the index, bands of two over independent minima (MinHash) make two texts meet that share a third of their runs
//! with a probability above 0.98, and two that share a fiftieth with one below 0.02.

use std::collections::{BTreeMap, BTreeSet};

use crate::hashing::{SEED, mix};

/// Words in a run.
const RUN: usize = 3;
/// Hashes kept of a text.
const KEPT: usize = 512;
/// Minima in a band.
const ROWS: u64 = 2;
/// Bands of a text.
const BANDS: u64 = 36;
/// A text with fewer runs repeats nothing: a headline alone is no copy.
const FEWEST: usize = 24;
/// From this share of the smaller text's runs on, one repeats the other.
const SHARE: f64 = 0.4;

/// What is kept of a text to know its copies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The smallest hashes of runs, ascending.
    kept: Vec<u64>,
    /// How many different runs the text has.
    runs: u32,
    /// Keys of bands.
    bands: Vec<u64>,
}

impl Signature {
    /// The signature of a text. Linear in its length.
    pub fn of(text: &str) -> Signature {
        let words: Vec<u64> = body(text)
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(|w| hash(w.chars().flat_map(char::to_lowercase)))
            .collect();
        let all: BTreeSet<u64> =
            words.windows(RUN).map(|run| run.iter().fold(SEED, |h, w| mix(h ^ w.rotate_left(23)))).collect();
        let runs = u32::try_from(all.len()).unwrap_or(u32::MAX);
        let bands = if all.len() < FEWEST { Vec::new() } else { (0..BANDS).map(|band| banded(&all, band)).collect() };
        Signature { kept: all.into_iter().take(KEPT).collect(), runs, bands }
    }

    /// Bytes for a store; [`Signature::from_bytes`] reads them.
    pub fn to_bytes(&self) -> Vec<u8> {
        let head = [self.runs, self.bands.len() as u32];
        let numbers = self.bands.iter().chain(&self.kept);
        head.iter().flat_map(|n| n.to_le_bytes()).chain(numbers.flat_map(|n| n.to_le_bytes())).collect()
    }

    /// Reads what [`Signature::to_bytes`] wrote; nothing if the bytes are not that.
    pub fn from_bytes(bytes: &[u8]) -> Option<Signature> {
        let (head, rest) = bytes.split_at_checked(8)?;
        let runs = u32::from_le_bytes(head[..4].try_into().ok()?);
        let bands = u32::from_le_bytes(head[4..].try_into().ok()?) as usize;
        if rest.len() % 8 != 0 {
            return None;
        }
        let numbers: Vec<u64> =
            rest.chunks_exact(8).filter_map(|c| c.try_into().ok().map(u64::from_le_bytes)).collect();
        let kept = numbers.get(bands..)?.to_vec();
        kept.is_sorted().then(|| Signature { kept, runs, bands: numbers[..bands].to_vec() })
    }
}

/// Keys under which an index finds texts that may share much with this one; none for a text too short to repeat anything.
pub fn bands(signature: &Signature) -> &[u64] {
    &signature.bands
}

/// The share of the smaller text's runs that the other one has, if that makes one a near-copy of the other; in [0.4, 1].
pub fn near_copy(a: &Signature, b: &Signature) -> Option<f64> {
    let (few, many) = (f64::from(a.runs.min(b.runs)), f64::from(a.runs.max(b.runs)));
    if few < FEWEST as f64 {
        return None;
    }
    // The smallest hashes of the union are a fair sample of it: of k, as many are in both as of the whole.
    let mut sample: Vec<u64> = a.kept.iter().chain(&b.kept).copied().collect();
    sample.sort_unstable();
    sample.dedup();
    sample.truncate(if many as usize <= KEPT { usize::MAX } else { KEPT });
    let both = sample.iter().filter(|h| a.kept.binary_search(h).is_ok() && b.kept.binary_search(h).is_ok()).count();
    let resemblance = both as f64 / sample.len() as f64;
    let share = (resemblance * (few + many) / (1.0 + resemblance) / few).min(1.0);
    (share >= SHARE).then_some(share)
}

/// Groups of texts that repeat one another, by number; each ascending, the groups by their first. Texts that meet in a band
/// are compared, and what is a copy of a copy is in its group.
pub fn groups(signatures: &[Signature]) -> Vec<Vec<usize>> {
    let mut index: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (n, signature) in signatures.iter().enumerate() {
        for band in bands(signature) {
            index.entry(*band).or_default().push(n);
        }
    }
    let mut pairs = BTreeSet::new();
    for texts in index.values() {
        // A band that very many share (one agency text in a hundred papers) is joined in a chain, not pair by pair.
        let reach = if texts.len() > 64 { 2 } else { texts.len() };
        for (i, a) in texts.iter().enumerate() {
            pairs.extend(texts.iter().skip(i + 1).take(reach).map(|b| (*a, *b)));
        }
    }
    let mut sets = crate::sets::Sets::new(signatures.len());
    for (a, b) in pairs {
        if near_copy(&signatures[a], &signatures[b]).is_some() {
            sets.join(a, b);
        }
    }
    sets.groups().into_iter().filter(|g| g.len() > 1).collect()
}

/// The text behind headline and outlet line, where the first lines are those: short, and followed by an empty line.
fn body(text: &str) -> &str {
    let head =
        text.find("\n\n").filter(|at| text[..*at].lines().count() <= 3 && text[..*at].split_whitespace().count() <= 60);
    let rest = head.map_or(text, |at| &text[at..]);
    if rest.split_whitespace().take(FEWEST).count() < FEWEST { text } else { rest }
}

fn hash(chars: impl Iterator<Item = char>) -> u64 {
    chars.fold(SEED, |h, c| mix(h ^ u64::from(c)))
}

/// The key of a band: a hash of the set's minima under the band's own orders.
fn banded(all: &BTreeSet<u64>, band: u64) -> u64 {
    (0..ROWS).fold(mix(band + 1), |key, row| {
        let order = mix(band * ROWS + row + 1);
        key ^ mix(all.iter().map(|h| mix(h ^ order)).min().unwrap_or(0).wrapping_add(key))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = "Ministers sign in Valletta\nHarbour Times, 2025-03-04\n\nThe foreign ministers of two island states \
        signed a treaty on fisheries in Valletta on Monday, after talks that had dragged on for nine years and three \
        governments. It sets quotas for tuna and squid and gives inspectors of either side the right to board.\n\nFishermen \
        in the smaller port said they had not been asked. A spokesman for the larger fleet called the quotas a beginning, \
        and promised to hire two hundred men before the summer.\n\nThe last treaty of the kind lapsed in 2011.";

    #[test]
    fn another_headline_and_a_cut_paragraph_are_a_copy() {
        let copy = REPORT
            .replace("Ministers sign in Valletta\nHarbour Times", "Islands agree on tuna\nThe Coast")
            .replace("\n\nThe last treaty of the kind lapsed in 2011.", "")
            .replace("after talks", "following talks");
        let (a, b) = (Signature::of(REPORT), Signature::of(&copy));
        assert!(near_copy(&a, &b).is_some_and(|share| share > 0.8));
        assert_eq!(groups(&[a, Signature::of("Something else altogether."), b]), [vec![0, 2]]);
    }

    #[test]
    fn the_same_news_in_other_words_is_no_copy() {
        let other = "Valletta pact ends fishing row\nThe Gull, 2025-03-04\n\nNine years of haggling ended in Malta's capital \
            on Monday, when two island nations put their names to a fisheries treaty. Quotas for squid and tuna are fixed in \
            it, and each country's inspectors may board the other's boats. Critics among the fishing crews complained that \
            nobody had consulted them at any stage of the long negotiations.";
        assert_eq!(near_copy(&Signature::of(REPORT), &Signature::of(other)), None);
    }

    #[test]
    fn long_texts_are_judged_by_a_sample() {
        let text = |from: usize, to: usize| (from..to).map(|n| format!("w{} ", n * 7919 % 10_007)).collect::<String>();
        let (whole, half, other) = (text(0, 4000), text(0, 2000), text(5000, 9000));
        let share = near_copy(&Signature::of(&whole), &Signature::of(&half));
        assert!(share.is_some_and(|s| s > 0.85), "{share:?}");
        assert_eq!(near_copy(&Signature::of(&whole), &Signature::of(&other)), None);
    }

    #[test]
    fn bytes_come_back_as_they_went_and_damaged_ones_do_not() {
        let signature = Signature::of(REPORT);
        let bytes = signature.to_bytes();
        assert_eq!(Signature::from_bytes(&bytes), Some(signature));
        assert_eq!(Signature::from_bytes(&bytes[..bytes.len() - 3]), None);
        assert_eq!(Signature::from_bytes(&[]), None);
    }
}
