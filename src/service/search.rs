//! Search from anywhere: one question, every kind of thing that a company's people look for.

use super::{Context, ServiceResult};
use crate::domain::access::{Reach, Scope};
use crate::domain::search::Asked;
use crate::store::search::{AgreementHit, DeviceHit, InvoiceHit, MerchantHit, search_hits, search_todo_do};
use crate::store::{Db, StoreResult};

/// Rows that are made findable in one transaction.
const CHUNK: i64 = 500;

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hit {
    /// A merchant.
    Merchant(MerchantHit),
    /// A device.
    Device(DeviceHit),
    /// An invoice, credit note or reminder.
    Invoice(InvoiceHit),
    /// An agreement.
    Agreement(AgreementHit),
}

/// Looks for what somebody typed or pasted: merchants first, then devices, documents and agreements, at most
/// [`LIMIT`](crate::store::search::LIMIT) of each, as far as somebody's search reaches. Only the company's own people search; in a
/// merchant's scope nothing is found.
///
/// # Errors
/// A database that does not answer.
pub async fn search(db: &Db, scope: &Scope, reach: Reach, text: &str) -> StoreResult<Vec<Hit>> {
    let asked = Asked::read(text);
    if asked.is_empty() || scope.merchant.is_some() {
        return Ok(Vec::new());
    }
    let found = search_hits(&db.lookup(), scope.company, reach, &asked).await?;
    let mut hits: Vec<Hit> = found.merchants.into_iter().map(Hit::Merchant).collect();
    hits.extend(found.devices.into_iter().map(Hit::Device));
    hits.extend(found.invoices.into_iter().map(Hit::Invoice));
    hits.extend(found.agreements.into_iter().map(Hit::Agreement));
    Ok(hits)
}

/// Makes everything findable that was written before words were kept: part of `tillhold migrate`. Interrupted, it goes on where
/// it stopped. Says how many things it dealt with.
///
/// # Errors
/// A database that does not answer.
pub async fn fill(cx: &Context) -> ServiceResult<usize> {
    let mut done = 0;
    loop {
        let tx = cx.db.begin().await?;
        let count = search_todo_do(&tx, CHUNK).await?;
        tx.commit().await?;
        if count == 0 {
            return Ok(done);
        }
        done += count;
    }
}
