//! The binary `detente`: flags to rooms, prints.
//!
//! Results go to standard output, talk goes to standard error. Exit codes: 0 all done, 1 a document failed, 2 wrong usage.

mod args;
mod batch;
mod codebook;
mod completions;
mod conveyor;
mod delivery;
mod explain;
mod install;
mod ledger;
mod models;
mod own;
mod paint;
mod parse;
mod read;
mod render;
mod timing;
mod trouble;
mod who;

#[cfg(test)]
mod reference;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};
use trouble::{Outcome, Trouble, report};

fn main() -> ExitCode {
    quiet_about_papers();
    let cli = Cli::parse();
    cli.color.apply();
    let outcome = match &cli.command {
        Command::Read(args) => read::run(args),
        Command::Parse(args) => parse::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Add(args) => ledger::add::run(args),
        Command::Watch(args) => ledger::watch::run(args),
        Command::Import(args) => ledger::import::run(args),
        Command::Show(args) => ledger::looking::show(args),
        Command::Pair(args) => ledger::looking::pair(args),
        Command::Incident(args) => ledger::looking::incident(args),
        Command::Brief(args) => ledger::looking::brief(args),
        Command::Search(args) => ledger::looking::search(args),
        Command::Problems(args) => ledger::care::problems(args),
        Command::Check(args) => ledger::care::check(args),
        Command::Backup(args) => ledger::care::backup(args),
        Command::Reread(args) => ledger::reread::run(args),
        Command::Decide(args) => ledger::decide::run(args),
        Command::Grade(args) => ledger::grade::run(args),
        Command::Export(args) => ledger::export::run(args),
        Command::Atlas(args) => who::run(args),
        Command::Codebook(args) => codebook::run(args),
        Command::Model(args) => models::run(args),
        Command::Completions(args) => completions::run(args),
    };
    match outcome {
        Ok(Outcome::Done) | Err(Trouble::ReaderGone) => ExitCode::SUCCESS,
        Ok(Outcome::SomeFailed) => ExitCode::from(1),
        Err(trouble) => {
            report(&trouble);
            ExitCode::from(trouble.code())
        }
    }
}

/// What panics while a PDF is read is told as a damaged file, and not a second time as a fault of the program.
fn quiet_about_papers() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(source::PDF_THREAD) {
            usual(panic);
        }
    }));
}
