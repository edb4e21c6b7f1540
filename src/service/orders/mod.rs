//! Order confirmations: what they say, the identity check they wait for, and devices that join later.

mod confirm;
mod kyc;
mod line_add;

pub use confirm::{Order, OrderLine, confirm};
pub use kyc::{approve, reject};
pub use line_add::line_add;

use entity::types::SubjectId;

use super::facts::{self, Sealed};
use super::{Context, ServiceResult};
use crate::store::Tx;
use crate::store::agreement::{NewAgreement, agreement_hash, agreement_with_rows};
use crate::store::event::NewEvent;

/// The event that seals an agreement as its rows are now.
pub(crate) async fn sealed(
    tx: &Tx,
    cx: &Context,
    agreement: &NewAgreement,
    what: &str,
    actor: &str,
) -> ServiceResult<NewEvent> {
    let (row, below) = agreement_with_rows(tx, agreement.id).await?;
    let facts = Sealed { what: what.to_owned(), hash: agreement_hash(&row, &below) };
    Ok(NewEvent {
        id: cx.ids.next(),
        at: cx.clock.now(),
        actor: actor.to_owned(),
        kind: facts::AGREEMENT_SET,
        subject: SubjectId(agreement.id.0),
        facts: facts::json(&facts),
    })
}
