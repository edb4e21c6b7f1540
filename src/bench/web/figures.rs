//! Times, and what is said of them.

use std::time::Duration;

/// In milliseconds.
pub(super) fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The time that so many hundredths of all lie below.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)] // a place in a list
pub(super) fn percentile(times: &mut [Duration], hundredths: f64) -> f64 {
    times.sort_unstable();
    let place = (times.len() as f64 * hundredths / 100.0).ceil() as usize;
    times.get(place.max(1) - 1).map_or(0.0, |time| ms(*time))
}

/// The time in the middle.
pub(super) fn median(times: &mut [Duration]) -> f64 {
    percentile(times, 50.0)
}

/// How many figures were judged, and which were above what is wanted.
#[derive(Debug, Default)]
pub(super) struct Verdicts {
    judged: usize,
    above: Vec<String>,
    excused: Vec<String>,
}

impl Verdicts {
    /// Judges a figure, and says what goes at the end of its line.
    pub(super) fn of(&mut self, name: &str, figure: f64, wanted: f64) -> String {
        self.judged += 1;
        if figure <= wanted {
            return format!("(wanted: {wanted})");
        }
        self.above.push(name.to_owned());
        format!("(wanted: {wanted})  MORE THAN WANTED")
    }

    /// Notes a figure that is above what is wanted, and so small that nobody notices; says what goes at the end of its line.
    pub(super) fn excused(&mut self, name: &str, figure: f64) -> String {
        self.judged += 1;
        self.excused.push(format!("{name} ({figure:.1})"));
        "(at once)".to_owned()
    }

    /// Says how all went.
    pub(super) fn tell(&self) {
        println!("{} of {} figures as wanted", self.judged - self.above.len(), self.judged);
        for name in &self.above {
            println!("  above: {name}");
        }
        if !self.excused.is_empty() {
            println!("  above, and there at once: {}", self.excused.join(", "));
        }
    }
}
