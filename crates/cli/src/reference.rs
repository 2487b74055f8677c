//! `docs/reference/cli.md` is what `--help` says: this test compares them. With `DETENTE_WRITE_REFERENCE` set it writes the page.

use clap::{Command, CommandFactory};

use crate::args::Cli;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/reference/cli.md");

fn page() -> String {
    let mut command = Cli::command().term_width(100);
    command.build();
    let mut page = String::from(
        "# The command line\n\nWhat `detente --help` and `detente COMMAND --help` print; a test keeps this page equal to them.\n",
    );
    section(&command, "detente", &mut page);
    page
}

fn section(command: &Command, name: &str, page: &mut String) {
    let help = command.clone().term_width(100).render_long_help().to_string();
    let help: Vec<&str> = help.lines().map(str::trim_end).collect();
    page.push_str(&format!("\n## {name}\n\n```text\n{}\n```\n", help.join("\n").trim_end()));
    for sub in command.get_subcommands().filter(|c| c.get_name() != "help") {
        section(sub, &format!("{name} {}", sub.get_name()), page);
    }
}

#[test]
fn the_reference_says_what_help_says() {
    let page = page();
    if std::env::var_os("DETENTE_WRITE_REFERENCE").is_some() {
        std::fs::write(PAGE, &page).unwrap();
    }
    let written = std::fs::read_to_string(PAGE).unwrap_or_default();
    assert!(written == page, "write it anew with DETENTE_WRITE_REFERENCE=1 cargo test -p detente the_reference");
}
