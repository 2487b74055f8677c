//! How many of the actors of annotated articles the atlas knows: `coverage FOLDER… [-v]`.
//!
//! For each actor of a gold file: is one of its names in the atlas, and does a scan of the article find it? With `-v` the
//! ones that are missed, and every span of the scan.

use atlas::Atlas;
use std::path::{Path, PathBuf};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let verbose = args.iter().any(|a| a == "-v");
    let (mut all, mut known, mut scanned) = (0, 0, 0);
    for folder in args.iter().filter(|a| *a != "-v") {
        for path in gold_files(Path::new(folder)) {
            let (a, k, s) = article(&path, verbose);
            (all, known, scanned) = (all + a, known + k, scanned + s);
        }
    }
    println!("actors {all}, known by a name {known}, found by scan {scanned}");
}

fn gold_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(gold_files(&path));
        } else if path.extension().is_some_and(|e| e == "json") && path.with_extension("txt").exists() {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn article(path: &Path, verbose: bool) -> (usize, usize, usize) {
    let atlas = Atlas::builtin();
    let text = std::fs::read_to_string(path.with_extension("txt")).unwrap_or_default();
    let gold: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(path).unwrap_or_default()).unwrap_or_default();
    let tokens = tokens(&text);
    let spans = atlas.scan(&tokens);
    if verbose {
        println!("\n=== {}", path.display());
        for s in &spans {
            let ids: Vec<String> = s
                .hits
                .iter()
                .take(3)
                .map(|h| {
                    format!("{}{}", atlas.get(h.key).id(), if h.strength == atlas::Strength::Weak { "~" } else { "" })
                })
                .collect();
            println!("    {:<40} {}", tokens[s.start..s.end].join(" "), ids.join("  "));
        }
    }
    let (mut all, mut known, mut scanned) = (0, 0, 0);
    for (id, actor) in gold["actors"].as_object().into_iter().flatten() {
        let names: Vec<&str> = actor["names"].as_array().into_iter().flatten().filter_map(|n| n.as_str()).collect();
        let kind = actor["kind"].as_str().unwrap_or("");
        all += 1;
        let hits = |n: &&str| !atlas.find(n).is_empty();
        let is_known = names.iter().any(hits);
        let folded: Vec<String> = names.iter().map(|n| atlas::fold(n)).collect();
        let is_scanned = spans.iter().any(|s| {
            s.hits.iter().any(|h| {
                let same_kind = atlas.get(h.key).kind().word() == kind;
                let spelt = atlas::fold(&tokens[s.start..s.end].join(" "));
                folded.contains(&spelt) && (same_kind || kind != "person")
            })
        });
        known += usize::from(is_known);
        scanned += usize::from(is_scanned);
        if verbose && !(is_known && is_scanned) {
            println!("  - {id} ({kind}) known {is_known} scanned {is_scanned}: {:?}", &names[..names.len().min(5)]);
        }
    }
    (all, known, scanned)
}

/// Words, punctuation marks and possessives apart, as the language room would have them.
fn tokens(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    for word in text.split_whitespace() {
        let mut rest = word;
        while let Some(c) = rest.chars().next().filter(|c| matches!(c, '"' | '“' | '‘' | '(' | '\'' | '[' | '—'))
        {
            out.push(&rest[..c.len_utf8()]);
            rest = &rest[c.len_utf8()..];
        }
        let mut tail = Vec::new();
        while let Some(c) = rest.chars().next_back() {
            let stop = c == '.' && rest.len() <= 5 && rest[..rest.len() - 1].contains('.');
            if stop || !matches!(c, '"' | '”' | '’' | ')' | '\'' | ']' | ',' | '.' | ';' | ':' | '?' | '!' | '—')
            {
                break;
            }
            tail.push(&rest[rest.len() - c.len_utf8()..]);
            rest = &rest[..rest.len() - c.len_utf8()];
        }
        for possessive in ["'s", "’s"] {
            if let Some(stem) = rest.strip_suffix(possessive) {
                tail.push(&rest[stem.len()..]);
                rest = stem;
            }
        }
        let mut parts = rest.split('-').peekable();
        while let Some(part) = parts.next() {
            if !part.is_empty() {
                out.push(part);
            }
            if parts.peek().is_some() {
                out.push("-");
            }
        }
        out.extend(tail.into_iter().rev());
    }
    out
}
