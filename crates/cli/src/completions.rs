//! `detente completions`: a completion script for a shell.

use clap::CommandFactory;

use crate::args::{Cli, CompletionArgs};
use crate::trouble::{Outcome, Trouble};

/// Prints the script.
pub fn run(args: &CompletionArgs) -> Result<Outcome, Trouble> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "detente", &mut script);
    crate::delivery::print(&script)?;
    Ok(Outcome::Done)
}
