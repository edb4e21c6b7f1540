//! A device moves to another of the merchant's own sites: what it costs is the merchant's, and nothing else changes (R052-R054).

use entity::types::{ChargeCode, CustodyStep, Date, DocumentKind, Money, SubjectId};

use super::custody::{Taken, take};
use super::facts::{self, Sealed};
use super::invoices::{Approval, ChargeOrder, proposed};
use super::swaps::{device, on_line};
use super::{Context, ServiceError, ServiceResult};
use crate::domain::explain::Inputs;
use crate::domain::reason::Reason;
use crate::store::Tx;
use crate::store::company::Company;
use crate::store::event::{NewEvent, event_append};
use crate::store::known::sites_known;
use crate::store::merchant::{NewSite, merchant_hash, merchant_with_sites, site_insert_many};
use crate::store::series::series_lock;

/// A relocation.
#[derive(Clone, Debug)]
pub struct Relocation {
    /// Serial number of the device.
    pub serial: String,
    /// Name of the merchant's site that it moves to.
    pub site: String,
    /// What it costs, ex VAT, as documented (R054); none: nothing.
    pub cost: Option<Money>,
    /// Its day.
    pub day: Date,
    /// Who says so.
    pub actor: String,
}

/// Moves a device. `own`: street, postcode and city of a site that is not known yet and is the merchant's own.
///
/// # Errors
/// A device that is on no line or not at its merchant's, a site that is not the merchant's own (R009); nothing has changed then.
pub async fn relocate(
    cx: &Context,
    company: &Company,
    to: &Relocation,
    own: Option<(&str, &str, &str)>,
) -> ServiceResult<()> {
    let tx = cx.db.begin().await?;
    // What seals the merchant afterwards must see what others have done to it.
    series_lock(&tx, company.id, DocumentKind::Invoice).await?;
    let id = device(&tx, company, &to.serial).await?;
    let place = on_line(&tx, company, id, &to.serial).await?;
    let mut events = Vec::new();
    let known = sites_known(&tx, &[place.merchant_id]).await?.remove(&place.merchant_id).unwrap_or_default();
    let site = match (known.iter().find(|site| site.name == to.site), own) {
        (Some(site), _) => site.id,
        (None, None) => {
            return Err(ServiceError::refused(Reason::of("reason-site-strange").with("serial", &to.serial)));
        }
        (None, Some((street, postcode, city))) => {
            let site = NewSite {
                id: cx.ids.next(),
                company_id: company.id,
                merchant_id: place.merchant_id,
                name: to.site.clone(),
                street: street.to_owned(),
                postcode: postcode.to_owned(),
                city: city.to_owned(),
            };
            site_insert_many(&tx, std::slice::from_ref(&site)).await?;
            events.push(site_added(&tx, cx, &site, &to.actor).await?);
            site.id
        }
    };
    let moved = Taken { site: Some(site), ..Taken::of(id, CustodyStep::Relocated, to.day, &to.actor) };
    events.push(take(&tx, cx, company, moved).await?);
    if let Some(cost) = to.cost {
        let order = ChargeOrder {
            agreement: place.agreement_id,
            code: ChargeCode::Move,
            subject: cx.ids.next::<SubjectId>(),
            device: Some(id),
            on: to.day,
            why: Inputs::Sum { on: to.day, parts: vec![("cost".to_owned(), cost)] },
            evidence: Some(to.site.clone()),
            approval: Approval::Given,
            actor: to.actor.clone(),
        };
        events.push(proposed(&tx, cx, company, &order).await?.1);
    }
    event_append(&tx, company.id, events).await?;
    tx.commit().await?;
    Ok(())
}

/// The event that seals a merchant with a new site.
async fn site_added(tx: &Tx, cx: &Context, site: &NewSite, actor: &str) -> ServiceResult<NewEvent> {
    let missing = || ServiceError::broken("a site of no merchant");
    let (merchant, sites) = merchant_with_sites(tx, site.merchant_id).await?.ok_or_else(missing)?;
    let facts = Sealed { what: "site added".to_owned(), hash: merchant_hash(&merchant, &sites) };
    Ok(NewEvent {
        id: cx.ids.next(),
        at: cx.clock.now(),
        actor: actor.to_owned(),
        kind: facts::MERCHANT_SET,
        subject: SubjectId(merchant.id.0),
        facts: facts::json(&facts),
    })
}
