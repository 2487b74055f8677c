//! The import table of ARCHITECTURE.md holds, and every dependency stands in the workspace's table.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use toml::Table;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn manifest(path: &Path) -> Table {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Folder name of each crate with its manifest.
fn crates() -> BTreeMap<String, Table> {
    let folders = std::fs::read_dir(root().join("crates")).expect("crates/");
    folders
        .map(|folder| {
            let path = folder.expect("an entry of crates/").path();
            (path.file_name().expect("a name").to_string_lossy().into_owned(), manifest(&path.join("Cargo.toml")))
        })
        .collect()
}

/// The rows `| crate | sentence | imports |` of the first table whose head ends in "may import".
fn import_table() -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let rows = text
        .lines()
        .skip_while(|line| !line.ends_with("may import |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let names = |cell: &str| cell.split('`').skip(1).step_by(2).map(String::from).collect::<BTreeSet<_>>();
        (names(cells[0]).pop_first().expect("a crate's name"), names(cells[2]))
    })
    .collect()
}

fn dependencies<'m>(manifest: &'m Table, section: &str) -> impl Iterator<Item = (&'m String, &'m toml::Value)> {
    manifest.get(section).and_then(|d| d.as_table()).into_iter().flatten()
}

#[test]
fn crates_import_what_the_table_allows() {
    let (crates, table) = (crates(), import_table());
    assert_eq!(table.keys().collect::<Vec<_>>(), crates.keys().collect::<Vec<_>>(), "one row a crate");
    for (name, manifest) in &crates {
        let used: BTreeSet<String> =
            dependencies(manifest, "dependencies").map(|(d, _)| d.clone()).filter(|d| crates.contains_key(d)).collect();
        let surplus: Vec<_> = used.difference(&table[name]).collect();
        assert!(surplus.is_empty(), "{name} imports {surplus:?}, which ARCHITECTURE.md does not allow");
    }
}

#[test]
fn the_flow_has_one_direction() {
    let table = import_table();
    let mut done = BTreeSet::new();
    while done.len() < table.len() {
        let next: Vec<_> = table.iter().filter(|(n, uses)| !done.contains(*n) && uses.is_subset(&done)).collect();
        assert!(!next.is_empty(), "a circle of imports among the crates outside {done:?}");
        done.extend(next.into_iter().map(|(name, _)| name.clone()));
    }
}

#[test]
fn every_dependency_stands_in_the_workspace_table() {
    for (name, manifest) in crates() {
        for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
            for (dependency, value) in dependencies(&manifest, section) {
                let shared = value.get("workspace").and_then(toml::Value::as_bool) == Some(true);
                assert!(shared, "{name}: {dependency} must be `workspace = true`");
            }
        }
    }
}
