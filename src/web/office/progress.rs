//! How far a run is, as server-sent events.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use entity::types::RunState;
use futures::Stream;
use serde::Serialize;

use super::run::progress;
use crate::store::run::{Run, run_find};
use crate::web::Web;
use crate::web::frame::Frame;
use crate::web::own::Own;

#[derive(Serialize)]
struct Now {
    done: i64,
    total: i64,
    words: String,
    over: bool,
}

/// Says how far the run is, every second, until it is issued. A browser that leaves ends it.
pub(super) async fn stream(
    State(web): State<Web>,
    f: Frame,
    Own(run): Own<Run>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let start = (web, f, run, 0_u32, false);
    let events = futures::stream::unfold(start, |(web, f, run, turn, over)| async move {
        // Half an hour: a browser asks again by itself.
        if over || turn > 1800 {
            return None;
        }
        if turn > 0 {
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        let run = run_find(&web.cx().db, run.company_id, run.id).await.ok().flatten().unwrap_or(run);
        let over = !matches!(run.state, RunState::Approved | RunState::Issuing);
        let (done, total) = (run.position, run.documents);
        let words = progress(&f, &run);
        let event = Event::default().json_data(Now { done, total, words, over }).unwrap_or_default();
        Some((Ok(event), (web, f, run, turn + 1, over)))
    });
    Sse::new(events).keep_alive(KeepAlive::default())
}
