//! Sums over everything, worked out once for all who ask at the same time.
//!
//! Forty people who open the trial balance would each read a million postings, and everybody else would wait behind them. Whoever comes
//! while it is being worked out waits for the next turn, and so does whoever comes after: the next turn is for all of them. What one
//! gets was begun after one asked: nothing older is ever shown, and nothing is kept when nobody waits.

use std::any::Any;
use std::collections::HashMap;
use std::fmt::Debug;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// What is being worked out, by its question.
#[derive(Default)]
pub(super) struct Shared(Mutex<HashMap<String, Arc<Slot>>>);

/// A question.
#[derive(Default)]
struct Slot {
    /// How many turns have begun.
    begun: AtomicU64,
    /// The last turn that ended, and its answer.
    turn: tokio::sync::Mutex<Option<(u64, Answer)>>,
}

type Answer = Arc<dyn Any + Send + Sync>;

/// Somebody who asks. When the last of them goes, with or without an answer, the question is forgotten.
struct Asking<'a> {
    shared: &'a Shared,
    key: String,
    slot: Arc<Slot>,
}

impl Drop for Asking<'_> {
    fn drop(&mut self) {
        let mut slots = self.shared.0.lock().unwrap_or_else(PoisonError::into_inner);
        // The map's and ours.
        if Arc::strong_count(&self.slot) == 2 {
            slots.remove(&self.key);
        }
    }
}

impl Shared {
    /// The answer to a question, which says all that it depends on.
    pub(super) async fn of<T, E>(&self, question: impl Debug, work: impl Future<Output = Result<T, E>>) -> Result<T, E>
    where
        T: Clone + Send + Sync + 'static,
    {
        let key = format!("{question:?}");
        let slot = self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(key.clone()).or_default().clone();
        let asking = Asking { shared: self, key, slot };
        let before = asking.slot.begun.load(Ordering::SeqCst);
        let mut last = asking.slot.turn.lock().await;
        if let Some((turn, answer)) = last.as_ref()
            && *turn > before
            && let Some(answer) = answer.downcast_ref::<T>()
        {
            return Ok(answer.clone());
        }
        let turn = asking.slot.begun.fetch_add(1, Ordering::SeqCst) + 1;
        let answer = work.await?;
        *last = Some((turn, Arc::new(answer.clone())));
        Ok(answer)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn forty_who_ask_at_once_cost_two_turns_and_see_nothing_older_than_their_question() {
        let (shared, done) = (Arc::new(Shared::default()), Arc::new(AtomicU64::new(0)));
        let ask = || {
            let (shared, done) = (shared.clone(), done.clone());
            tokio::spawn(async move {
                let asked_after = done.load(Ordering::SeqCst);
                let work = async {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    Ok::<_, ()>(done.fetch_add(1, Ordering::SeqCst) + 1)
                };
                (asked_after, shared.of(("sum", 1), work).await.unwrap())
            })
        };
        let first = ask();
        tokio::time::sleep(Duration::from_millis(5)).await;
        // The first turn is under way: what it finds may be older than these questions.
        let others: Vec<_> = (0..39).map(|_| ask()).collect();
        assert_eq!(first.await.unwrap().1, 1);
        for other in others {
            assert_eq!(other.await.unwrap().1, 2);
        }
        assert_eq!(done.load(Ordering::SeqCst), 2);
        assert!(shared.0.lock().unwrap().is_empty(), "nothing is kept");
        // Another question, and one that fails, stand by themselves.
        assert_eq!(shared.of("other", async { Ok::<_, ()>(7) }).await, Ok(7));
        assert_eq!(shared.of("other", async { Err::<i32, _>("no") }).await, Err("no"));
        assert!(shared.0.lock().unwrap().is_empty());
    }

    #[tokio::test]
    async fn whoever_goes_away_leaves_the_turn_to_the_next() {
        let shared = Shared::default();
        let never = shared.of("sum", std::future::pending::<Result<i32, ()>>());
        assert!(tokio::time::timeout(Duration::from_millis(5), never).await.is_err());
        assert_eq!(shared.of("sum", async { Ok::<_, ()>(3) }).await, Ok(3));
        assert!(shared.0.lock().unwrap().is_empty());
    }
}
