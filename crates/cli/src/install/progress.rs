//! The progress bar of an installation: on standard error, and only where a terminal listens.

use indicatif::{ProgressBar, ProgressStyle};

use super::Package;

/// A bar of bytes.
#[derive(Debug)]
pub struct Progress(ProgressBar);

impl Progress {
    /// The bar of a download.
    pub fn download(package: &Package) -> Self {
        let style = ProgressStyle::with_template(
            "  {bar:32} {decimal_bytes} of {decimal_total_bytes}  {decimal_bytes_per_sec}",
        )
        .expect("the template is fixed")
        .progress_chars("━╸ ");
        Progress(ProgressBar::new(package.bytes).with_style(style))
    }

    /// That many bytes are there.
    pub fn at(&self, bytes: u64) {
        self.0.set_position(bytes.min(self.0.length().unwrap_or(bytes)));
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.0.finish_and_clear();
    }
}
