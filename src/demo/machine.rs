//! The demo's time machine: moves the clock day by day and lets every job that is due run.

use std::sync::Arc;

use chrono::Days;
use tokio::sync::watch;

use super::story::at;
use crate::jobs::Worker;
use crate::service::runs;
use crate::service::{Context, ServiceResult};
use crate::web::TimeMachine;

/// The hour at which a day of the demo begins: after the clock jobs of the night.
const MORNING: u32 = 8;

/// Does what the time machine is told, until told to stop. Between moves it works as any worker does.
///
/// # Errors
/// None: a database that is away is asked again.
pub async fn run(
    cx: Context,
    worker: Arc<Worker>,
    machine: TimeMachine,
    mut stop: watch::Receiver<bool>,
) -> ServiceResult<()> {
    loop {
        let today = cx.clock.today(entity::types::Country::Dk);
        match machine.target() {
            Some(target) if target > today => {
                let next = today.checked_add_days(Days::new(1)).unwrap_or(target);
                cx.clock.move_to(at(next, MORNING));
            }
            Some(_) => machine.arrived(),
            None => {}
        }
        if let Err(error) = worker.drain(&runs::quiet).await {
            tracing::warn!(%error, "the worker tries again");
        }
        if machine.target().is_some() {
            if *stop.borrow() {
                return Ok(());
            }
            continue;
        }
        tokio::select! {
            _ = stop.wait_for(|told| *told) => return Ok(()),
            () = machine.told() => {}
            () = tokio::time::sleep(std::time::Duration::from_secs(2)) => {}
        }
    }
}
