//! The demo's time machine, as the page that moves it sees it.

use std::sync::{Arc, Mutex, PoisonError};

use entity::types::Date;
use tokio::sync::Notify;

/// Where the demo's clock is to go. Whoever holds the other end moves it there day by day.
#[derive(Clone, Debug, Default)]
pub struct TimeMachine(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    target: Mutex<Option<Date>>,
    told: Notify,
}

impl TimeMachine {
    /// Sends the clock to a day.
    pub fn go(&self, day: Date) {
        *self.0.target.lock().unwrap_or_else(PoisonError::into_inner) = Some(day);
        self.0.told.notify_one();
    }

    /// Where the clock is on its way to.
    #[must_use]
    pub fn target(&self) -> Option<Date> {
        *self.0.target.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The clock is there.
    pub fn arrived(&self) {
        *self.0.target.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Waits until it is sent somewhere.
    pub async fn told(&self) {
        self.0.told.notified().await;
    }
}
