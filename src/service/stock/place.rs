//! Places of ours where devices lie: a warehouse, a bench, a van.

use entity::types::{StockPlaceId, SubjectId};

use crate::domain::reason::Reason;
use crate::service::facts::{self, Sealed};
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::StoreError;
use crate::store::company::Company;
use crate::store::digest::Canonical;
use crate::store::event::{NewEvent, event_append};
use crate::store::stock::{StockPlace, stock_place_insert};

/// The seal of a place: a hash over its row.
#[must_use]
pub fn place_hash(place: &StockPlace) -> String {
    let text = Canonical::of("stock_place").with(place.id).with(place.company_id).with(&place.name);
    text.with(place.added_at_us).with(&place.actor).hash()
}

/// Adds a place.
///
/// # Errors
/// A place of that name exists; nothing has changed then.
pub async fn place_add(cx: &Context, company: &Company, name: &str, actor: &str) -> ServiceResult<StockPlaceId> {
    let place = StockPlace {
        id: cx.ids.next(),
        company_id: company.id,
        name: name.to_owned(),
        added_at_us: cx.clock.now().timestamp_micros(),
        actor: actor.to_owned(),
    };
    let id = place.id;
    let event = NewEvent {
        id: cx.ids.next(),
        at: cx.clock.now(),
        actor: actor.to_owned(),
        kind: facts::PLACE_SET,
        subject: SubjectId(id.0),
        facts: facts::json(&Sealed { what: "added".to_owned(), hash: place_hash(&place) }),
    };
    let tx = cx.db.begin().await?;
    match stock_place_insert(&tx, place).await {
        Err(StoreError::Exists(_)) => {
            return Err(ServiceError::refused(Reason::of("reason-stock-place-there").with("name", name)));
        }
        other => other?,
    }
    event_append(&tx, company.id, vec![event]).await?;
    tx.commit().await?;
    Ok(id)
}
