//! Runs of letters of a page → groups in reading order: what runs over the page, and columns from left to right.
//!
//! Comes in: the runs of one page in any order. Goes out: groups, each of which is read from top to bottom. Promises: nothing is lost;
//! the order follows from places alone, so that it does not matter in which order a program has drawn them.
//!
//! A page is a pile of bands with white between them. Bands through which the same upright white runs, with text on both sides, are
//! columns; a band that closes it ends them. A simple form of the recursive cut of Nagy and Seth (1984).

use super::lines::Run;

/// White between columns is at least this many times the size of the letters.
const GUTTER: f64 = 1.0;
/// On each side of it stand at least so many lines.
const LINES: usize = 3;
/// And they take at least this part of the width.
const WIDTH: f64 = 0.15;
/// Columns within columns.
const DEPTH: u8 = 4;

/// White or text from left to right.
type Stretch = (f64, f64);

/// Puts the runs of a page in order.
pub(super) fn in_order(runs: Vec<Run>) -> Vec<Vec<Run>> {
    let mut groups = Vec::new();
    cut(runs, DEPTH, &mut groups);
    groups.retain(|group| !group.is_empty());
    groups
}

fn cut(runs: Vec<Run>, depth: u8, into: &mut Vec<Vec<Run>>) {
    let mut group: Vec<Run> = Vec::new();
    let mut text: Vec<Stretch> = Vec::new();
    for band in bands(runs) {
        let own = covered(&band);
        let size = median_size(&band);
        let both = union(&text, &own);
        let open = |of: &[Stretch]| of.windows(2).any(|w| w[1].0 - w[0].1 >= GUTTER * size);
        // What has columns goes on as long as some white stays; what has none ends where columns begin.
        let ends = open(&text) != open(&both) || (!open(&text) && open(&own));
        if ends && !group.is_empty() && (open(&text) || open(&own)) {
            close(std::mem::take(&mut group), &text, depth, into);
            text = own;
        } else {
            text = both;
        }
        group.extend(band);
    }
    close(group, &text, depth, into);
}

/// A pile of bands: its columns, where it has some, else all of it.
fn close(group: Vec<Run>, text: &[Stretch], depth: u8, into: &mut Vec<Vec<Run>>) {
    let size = median_size(&group);
    let whole = text.last().map_or(0.0, |s| s.1) - text.first().map_or(0.0, |s| s.0);
    let gutters: Vec<f64> =
        text.windows(2).filter(|w| w[1].0 - w[0].1 >= GUTTER * size).map(|w| f64::midpoint(w[0].1, w[1].0)).collect();
    let mut columns: Vec<Vec<Run>> = vec![Vec::new(); gutters.len() + 1];
    for run in &group {
        columns[gutters.iter().filter(|g| **g < run.start).count()].push(run.clone());
    }
    let is_column = |runs: &Vec<Run>| {
        let stretch = covered(runs);
        let width = stretch.last().map_or(0.0, |s| s.1) - stretch.first().map_or(0.0, |s| s.0);
        count_lines(runs) >= LINES && width >= WIDTH * whole
    };
    if depth == 0 || columns.len() < 2 || !columns.iter().all(is_column) {
        // Neighbours that have no columns are one group, so that paragraphs do not end between them.
        into.push(group);
        return;
    }
    for column in columns {
        cut(column, depth - 1, into);
    }
}

/// Runs between which no white runs from left to right.
fn bands(mut runs: Vec<Run>) -> Vec<Vec<Run>> {
    let top = |run: &Run| run.base - 0.7 * run.size;
    runs.sort_by(|a, b| top(a).total_cmp(&top(b)).then(a.start.total_cmp(&b.start)));
    let mut bands: Vec<Vec<Run>> = Vec::new();
    let mut bottom = f64::NEG_INFINITY;
    for run in runs {
        let (above, below) = (top(&run), run.base + 0.2 * run.size);
        match bands.last_mut() {
            Some(band) if above < bottom => band.push(run),
            _ => bands.push(vec![run]),
        }
        bottom = bottom.max(below);
    }
    bands
}

/// Where text stands, from left to right, without overlaps.
fn covered(runs: &[Run]) -> Vec<Stretch> {
    let mut all: Vec<Stretch> = runs.iter().map(|run| (run.start, run.end.max(run.start))).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    joined(all)
}

fn union(a: &[Stretch], b: &[Stretch]) -> Vec<Stretch> {
    let mut all = [a, b].concat();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    joined(all)
}

fn joined(sorted: Vec<Stretch>) -> Vec<Stretch> {
    let mut joined: Vec<Stretch> = Vec::new();
    for (start, end) in sorted {
        match joined.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => joined.push((start, end)),
        }
    }
    joined
}

fn count_lines(runs: &[Run]) -> usize {
    let mut bases: Vec<f64> = runs.iter().map(|run| run.base).collect();
    bases.sort_by(f64::total_cmp);
    let apart = 0.45 * median_size(runs);
    1 + bases.windows(2).filter(|w| w[1] - w[0] > apart).count()
}

fn median_size(runs: &[Run]) -> f64 {
    let mut sizes: Vec<f64> = runs.iter().map(|run| run.size).collect();
    sizes.sort_by(f64::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(10.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn run(text: &str, start: f64, base: f64, width: f64) -> Run {
        Run { text: text.into(), start, end: start + width, base, size: 10.0 }
    }

    /// A headline over two columns, a picture's caption across, two more columns.
    fn sheet() -> Vec<Run> {
        let mut runs = vec![run("head", 50.0, 50.0, 400.0), run("across", 50.0, 200.0, 480.0)];
        for line in 0..5 {
            let y = 100.0 + 12.0 * f64::from(line);
            runs.push(run(&format!("a{line}"), 50.0, y, 220.0));
            runs.push(run(&format!("b{line}"), 300.0, y + 3.0, 200.0));
            runs.push(run(&format!("c{line}"), 50.0, y + 150.0, 220.0));
            runs.push(run(&format!("d{line}"), 300.0, y + 150.0, 220.0));
        }
        runs
    }

    fn order(runs: Vec<Run>) -> Vec<String> {
        let mut all = Vec::new();
        for mut group in in_order(runs) {
            group.sort_by(|a, b| a.base.total_cmp(&b.base));
            all.extend(group.into_iter().map(|run| run.text));
        }
        all
    }

    const WANT: &str = "head a0 a1 a2 a3 a4 b0 b1 b2 b3 b4 across c0 c1 c2 c3 c4 d0 d1 d2 d3 d4";

    #[test]
    fn columns_are_read_one_after_the_other() {
        assert_eq!(order(sheet()).join(" "), WANT);
    }

    #[test]
    fn a_line_with_a_gap_is_no_column() {
        let runs = vec![run("outlet", 50.0, 50.0, 80.0), run("day", 400.0, 50.0, 60.0), run("text", 50.0, 70.0, 450.0)];
        assert_eq!(order(runs), ["outlet", "day", "text"]);
    }

    proptest! {
        #[test]
        fn the_order_of_drawing_does_not_matter(runs in Just(sheet()).prop_shuffle()) {
            prop_assert_eq!(order(runs).join(" "), WANT);
        }

        #[test]
        fn nothing_is_lost(places in proptest::collection::vec((0.0..600.0f64, 0.0..800.0f64, 0.0..300.0f64, 1.0..40.0f64), 0..60)) {
            let runs: Vec<Run> = places.iter().map(|(x, y, w, size)| Run { text: "x".into(), start: *x, end: x + w, base: *y, size: *size }).collect();
            let count = runs.len();
            prop_assert_eq!(in_order(runs).iter().map(Vec::len).sum::<usize>(), count);
        }
    }
}
