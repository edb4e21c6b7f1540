//! A form has one effect, however often it is sent.

use std::time::Duration;

use axum::response::{IntoResponse, Redirect, Response};

use super::form::Posted;
use super::visit::Visitor;
use super::{Web, WebError, WebResult};
use crate::store::StoreResult;
use crate::store::form::{Answer, Claim, form_answer, form_claim, form_release, form_scope};

/// What became of a form.
pub(super) enum Outcome {
    /// It is done: where to go now. Sent again, it leads there again.
    Done(String),
    /// It was not done: its page once more, with what is wrong.
    Again(Response),
}

/// Does what a form asks for, once for each key of a visitor's forms.
///
/// The key is marked in the transaction of the work itself: whatever becomes of the connection, the program or the answer, a form
/// that had its effect has no second one, and one that had none can be sent again.
///
/// # Errors
/// What the work says, a form that was sent before with something else in it, or the same form at the same moment.
pub(super) async fn once<F>(web: &Web, visitor: &Visitor, posted: &Posted, work: F) -> WebResult<Response>
where
    F: Future<Output = WebResult<Outcome>>,
{
    let account = visitor.who()?.person.account;
    let Some(key) = posted.once.map(|key| key.to_string()) else { return Err(WebError::Malformed) };
    let claim = Claim { account, key, at_us: web.now().timestamp_micros() };
    let mut waited = 0;
    let sent = loop {
        let tx = web.cx().db.begin().await?;
        let sent = form_claim(&tx, &claim, &posted.digest).await?;
        if let Err(error) = tx.commit().await {
            // It may be claimed nevertheless: the answer was lost.
            settle_later(web, claim, None);
            return Err(error.into());
        }
        let over = sent.as_ref().is_none_or(|s| s.digest != posted.digest || matches!(s.answer, Answer::Location(_)));
        if over || waited == WAITS {
            break sent;
        }
        // The same form is being worked on: its answer is this one's.
        tokio::time::sleep(Duration::from_millis(100)).await;
        waited += 1;
    };
    match sent {
        None => {}
        Some(sent) if sent.digest != posted.digest => {
            return Err(match sent.answer {
                Answer::Underway => WebError::Busy,
                Answer::Lost => WebError::Unanswered,
                // What was said when it was done is not said once more.
                Answer::Location(to) => WebError::Sent(to.split("?said=").next().unwrap_or("/").to_owned()),
            });
        }
        Some(sent) => {
            return match sent.answer {
                Answer::Underway => Err(WebError::Busy),
                Answer::Lost => Err(WebError::Unanswered),
                Answer::Location(location) => Ok(Redirect::to(&location).into_response()),
            };
        }
    }
    match form_scope(claim.clone(), work).await {
        Ok(Outcome::Done(location)) => {
            settle(web, claim, Some(location.clone())).await;
            Ok(Redirect::to(&location).into_response())
        }
        Ok(Outcome::Again(page)) => {
            settle(web, claim, None).await;
            Ok(page)
        }
        Err(WebError::Unavailable) => {
            settle_later(web, claim, None);
            Err(WebError::Unavailable)
        }
        Err(error) => {
            settle(web, claim, None).await;
            Err(error)
        }
    }
}

/// How often, a tenth of a second apart, a form that was sent twice asks for the answer to the first.
const WAITS: u32 = 50;
/// How often, a second apart, it is tried to note what became of a form while the database is away.
const TRIES: u32 = 120;

/// Notes what became of a form; if the database is away, as soon as it is back.
async fn settle(web: &Web, claim: Claim, location: Option<String>) {
    if note(web, &claim, location.as_deref()).await.is_err() {
        settle_later(web, claim, location);
    }
}

/// Notes it while nobody waits.
fn settle_later(web: &Web, claim: Claim, location: Option<String>) {
    let web = web.clone();
    tokio::spawn(async move {
        for _ in 0..TRIES {
            tokio::time::sleep(Duration::from_secs(1)).await;
            if note(&web, &claim, location.as_deref()).await.is_ok() {
                return;
            }
        }
        tracing::warn!("what became of a form could not be noted");
    });
}

async fn note(web: &Web, claim: &Claim, location: Option<&str>) -> StoreResult<()> {
    let tx = web.cx().db.begin().await?;
    match location {
        Some(location) => form_answer(&tx, claim, location).await?,
        None => form_release(&tx, claim).await?,
    }
    tx.commit().await
}
