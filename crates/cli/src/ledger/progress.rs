//! The bar of long work on a ledger: on standard error, and only where a terminal listens.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// A bar of things done, with rate and time left.
#[derive(Debug)]
pub struct Progress(ProgressBar);

impl Progress {
    /// A bar of so many `things`; without a number, a count.
    pub fn of(total: Option<usize>, things: &str) -> Self {
        let (bar, template) = match total {
            Some(total) => (
                ProgressBar::new(total as u64),
                format!("  {{bar:32}} {{human_pos}} of {{human_len}} {things}  {{per_sec}}  {{eta}} left"),
            ),
            None => {
                (ProgressBar::no_length(), format!("  {{spinner}} {{human_pos}} {things}  {{per_sec}}  {{elapsed}}"))
            }
        };
        let style = ProgressStyle::with_template(&template).expect("the template is fixed").progress_chars("━╸ ");
        bar.set_style(style);
        bar.enable_steady_tick(Duration::from_millis(250));
        Progress(bar)
    }

    /// So many are done.
    pub fn at(&self, done: usize) {
        self.0.set_position(done as u64);
    }

    /// Prints without tearing the bar.
    pub fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        self.0.suspend(print)
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.0.finish_and_clear();
    }
}
