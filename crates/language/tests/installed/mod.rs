//! The models that are installed for the user, for tests that need one.

use std::path::PathBuf;

use language::Pipeline;

/// Opens the installed model of this name ("en_core_web_md"), or says that the test is skipped.
///
/// Models lie in `models` below the folder that `DETENTE_HOME` names, or below `detente` in the user's cache folder.
pub fn open(name: &str) -> Option<Pipeline> {
    let home = std::env::var_os("DETENTE_HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
    let home = home.or_else(|| {
        use etcetera::BaseStrategy;
        etcetera::choose_base_strategy().ok().map(|folders| folders.cache_dir().join("detente"))
    });
    let found = home.and_then(|home| {
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(home.join("models")).ok()?.flatten().map(|file| file.path()).collect();
        files.sort();
        let pipelines = files.iter().filter(|file| file.extension().is_some_and(|e| e == "detente"));
        pipelines.filter_map(|file| Pipeline::open(file).ok()).find(|pipeline| pipeline.name().starts_with(name))
    });
    if found.is_none() {
        // Where all tests are to pass, one that did not run has not passed.
        assert!(
            std::env::var_os("CI").is_none(),
            "{name} is not installed (`detente model install md sm` installs it)"
        );
        eprintln!("skipped: {name} is not installed (`detente model install md sm` installs it)");
    }
    found
}
