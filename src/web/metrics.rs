//! Figures for Prometheus: answers by route and status, and how long they took.

use std::fmt::Write;
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answer {
    method: String,
    route: String,
    status: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

/// The figures.
pub(super) struct Metrics {
    registry: Registry,
    answers: Family<Answer, Counter>,
    seconds: Family<Route, Histogram>,
}

impl Metrics {
    pub(super) fn new() -> Self {
        let answers = Family::<Answer, Counter>::default();
        let seconds =
            Family::<Route, Histogram>::new_with_constructor(|| Histogram::new(exponential_buckets(0.001, 2.0, 14)));
        let mut registry = Registry::with_prefix("tillhold");
        registry.register("http_answers", "Answers by route and status", answers.clone());
        registry.register("http_seconds", "Time to an answer, in seconds", seconds.clone());
        Self { registry, answers, seconds }
    }

    /// Counts an answer. `route` is the pattern, never the path: no id gets in here.
    pub(super) fn answered(&self, method: &str, route: &str, status: u16, time: Duration) {
        let label = Answer { method: method.to_owned(), route: route.to_owned(), status: u32::from(status) };
        self.answers.get_or_create(&label).inc();
        self.seconds.get_or_create(&Route { route: route.to_owned() }).observe(time.as_secs_f64());
    }

    /// All figures in Prometheus' text form, with the queue's by state.
    pub(super) fn text(&self, jobs: &[(String, i64)]) -> String {
        let mut text = String::new();
        if encode(&mut text, &self.registry).is_err() {
            return String::new();
        }
        let mut queue = String::from("# HELP tillhold_jobs Jobs by state.\n# TYPE tillhold_jobs gauge\n");
        for (state, count) in jobs {
            let _ = writeln!(queue, "tillhold_jobs{{state=\"{state}\"}} {count}");
        }
        // The format ends with `# EOF`: ours goes before it.
        match text.rfind("# EOF") {
            Some(at) => text.insert_str(at, &queue),
            None => text.push_str(&queue),
        }
        text
    }
}
