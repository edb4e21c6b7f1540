//! A form has one effect, however often it is sent.

use axum::response::{IntoResponse, Redirect, Response};

use super::form::Posted;
use super::visit::Visitor;
use super::{Web, WebError, WebResult};
use crate::store::session::{form_answer, form_claim, form_release};

/// What became of a form.
pub(super) enum Outcome {
    /// It is done: where to go now. Sent again, it leads there again.
    Done(String),
    /// It was not done: its page once more, with what is wrong.
    Again(Response),
}

/// Does what a form asks for, once for each key of a visitor's forms.
///
/// # Errors
/// What the work says, a key that was used for something else, or the same form at the same moment.
pub(super) async fn once<F>(web: &Web, visitor: &Visitor, posted: &Posted, work: F) -> WebResult<Response>
where
    F: Future<Output = WebResult<Outcome>>,
{
    let account = visitor.who()?.person.account;
    let Some(key) = posted.once.map(|key| key.to_string()) else { return Err(WebError::Malformed) };
    let tx = web.cx().db.begin().await?;
    let sent = form_claim(&tx, account, &key, &posted.digest, web.now()).await?;
    tx.commit().await?;
    if let Some(sent) = sent {
        return match sent {
            sent if sent.digest != posted.digest => Err(WebError::Malformed),
            sent if sent.location.is_empty() => Err(WebError::Busy),
            sent => Ok(Redirect::to(&sent.location).into_response()),
        };
    }
    let outcome = work.await;
    let tx = web.cx().db.begin().await?;
    let answer = match outcome {
        Ok(Outcome::Done(location)) => {
            form_answer(&tx, account, &key, &location).await?;
            Ok(Redirect::to(&location).into_response())
        }
        Ok(Outcome::Again(page)) => {
            form_release(&tx, account, &key).await?;
            Ok(page)
        }
        Err(error) => {
            form_release(&tx, account, &key).await?;
            Err(error)
        }
    };
    tx.commit().await?;
    answer
}
