//! How far long work is: a bar on a terminal, otherwise a line in the log now and then.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};

/// A progress of something called `what`.
pub fn bar(what: &'static str) -> impl Fn(u64, u64) + Send + Sync {
    let terminal = std::io::stderr().is_terminal();
    let bar = if terminal { ProgressBar::new(0) } else { ProgressBar::hidden() };
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar.set_message(what);
    let (since, said) = (Instant::now(), AtomicU64::new(0));
    move |done, total| {
        bar.set_length(total.max(done));
        bar.set_position(done);
        // A line at most every five seconds.
        let slot = since.elapsed().as_secs() / 5;
        if !terminal && said.swap(slot, Ordering::Relaxed) != slot {
            tracing::info!(done, total, "{what}");
        }
    }
}
