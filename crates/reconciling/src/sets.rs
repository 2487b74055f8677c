//! Disjoint sets of numbers that are joined (Galler and Fischer 1964, with path halving).
//!
//! Promises: the same joins in any order give the same sets.

pub(crate) struct Sets {
    parent: Vec<usize>,
}

impl Sets {
    /// Every number below `size` in a set of its own.
    pub fn new(size: usize) -> Sets {
        Sets { parent: (0..size).collect() }
    }

    /// The least number of the set that holds `at`.
    pub fn find(&mut self, mut at: usize) -> usize {
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    /// Makes one set of two.
    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        self.parent[a.max(b)] = a.min(b);
    }

    /// All sets, each ascending, in order of their least numbers.
    pub fn groups(&mut self) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = vec![Vec::new(); self.parent.len()];
        for at in 0..self.parent.len() {
            let root = self.find(at);
            groups[root].push(at);
        }
        groups.retain(|g| !g.is_empty());
        groups
    }
}
