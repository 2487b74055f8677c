//! `detente model`: installs language models and says how they stand.

use std::path::Path;

use crate::args::{ModelArgs, ModelCommand};
use crate::delivery;
use crate::install::{self, Size, State, Store, origin};
use crate::trouble::{Outcome, Trouble};

/// Runs the command.
pub fn run(args: &ModelArgs) -> Result<Outcome, Trouble> {
    match &args.command {
        ModelCommand::Install { sizes, from } => install(sizes, from.as_deref()),
        ModelCommand::Status => status(),
    }
}

fn install(sizes: &[Size], from: Option<&Path>) -> Result<Outcome, Trouble> {
    let store = Store::of_user()?;
    let mut sizes = match (sizes.is_empty(), from) {
        (false, _) => sizes.to_vec(),
        (true, Some(from)) => Some(origin::sizes(from)).filter(|s| !s.is_empty()).unwrap_or(vec![Size::Md]),
        (true, None) => vec![Size::Md],
    };
    sizes.sort();
    sizes.dedup();
    for size in sizes {
        let package = size.package();
        install::install(&store, package, from)?;
        delivery::print(format!("{}\n", line(&store, size, "installed")).as_bytes())?;
    }
    Ok(Outcome::Done)
}

fn status() -> Result<Outcome, Trouble> {
    let store = Store::of_user()?;
    let mut outcome = Outcome::Done;
    for size in Size::ALL {
        let state = match install::state(&store, size.package())? {
            State::Whole(_) => "installed".to_string(),
            State::Missing => format!("not installed (detente model install {})", size.word()),
            State::Damaged(why) => {
                outcome = Outcome::SomeFailed;
                format!("damaged, will be replaced on next use ({why})")
            }
        };
        delivery::print(format!("{}\n", line(&store, size, &state)).as_bytes())?;
    }
    Ok(outcome)
}

fn line(store: &Store, size: Size, state: &str) -> String {
    let package = size.package();
    format!("{}  {} {}  {}\n    {state}", size.word(), package.name, package.version, store.path(package).display())
}
