//! Search from anywhere: one question, every kind of thing that a company's people look for.

use super::{Context, ServiceResult};
use crate::domain::access::Scope;
use crate::domain::search::Asked;
use crate::store::search::{
    AgreementHit, ByWords, DeviceHit, InvoiceHit, LIMIT, MerchantHit, search_agreements, search_devices,
    search_invoices, search_todo_do, search_words,
};
use crate::store::{Source, StoreResult};

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
/// [`LIMIT`] of each. Only the company's own people search; in a merchant's scope nothing is found.
///
/// # Errors
/// A database that does not answer.
pub async fn search<S: Source>(db: &S, scope: &Scope, text: &str) -> StoreResult<Vec<Hit>> {
    let asked = Asked::read(text);
    if asked.is_empty() || scope.merchant.is_some() {
        return Ok(Vec::new());
    }
    let company = scope.company;
    let things = async {
        let by_words = words(db, scope, &asked).await?;
        let devices = search_devices(db, company, &asked.begins, &by_words.devices).await?;
        Ok((by_words.merchants, devices))
    };
    let ((merchants, devices), invoices, agreements) = tokio::try_join!(
        things,
        search_invoices(db, company, &asked.begins, &asked.references),
        search_agreements(db, company, &asked.begins),
    )?;
    let mut hits: Vec<Hit> = merchants.into_iter().map(Hit::Merchant).collect();
    hits.extend(devices.into_iter().map(Hit::Device));
    hits.extend(invoices.into_iter().map(Hit::Invoice));
    hits.extend(agreements.into_iter().map(Hit::Agreement));
    Ok(hits)
}

/// What has all words of one of the sets; there are up to three readings of a number and one of anything else.
async fn words<S: Source>(db: &S, scope: &Scope, asked: &Asked) -> StoreResult<ByWords> {
    let mut all = ByWords::default();
    for set in &asked.word_sets {
        let found = search_words(db, scope.company, set).await?;
        for merchant in found.merchants {
            if all.merchants.len() < LIMIT && !all.merchants.iter().any(|m| m.id == merchant.id) {
                all.merchants.push(merchant);
            }
        }
        for device in found.devices {
            if all.devices.len() < LIMIT && !all.devices.contains(&device) {
                all.devices.push(device);
            }
        }
    }
    Ok(all)
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
