//! Confirming an order: the agreement with its lines and licences; if the identity check is passed it starts, and its stub is
//! issued in the same transaction.

use entity::types::{
    AgreementId, ChargeCode, Custodian, Date, DeviceId, DeviceState, DocumentKind, LicenceState, MerchantId, ModelId,
    Money, SiteId, SubjectId,
};

use super::sealed;
use crate::domain::lease::{self, MOST_A_MONTH};
use crate::domain::reason::Reason;
use crate::service::custody::{begin_sealed, hand_over};
use crate::service::facts::{self, Sealed};
use crate::service::invoices::issue_stub;
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::Tx;
use crate::store::agreement::{
    NewAgreement, NewAssignment, NewLicence, NewLine, Which, agreement_facts, agreement_insert_many,
};
use crate::store::company::{Company, model_list};
use crate::store::event::{NewEvent, event_append};
use crate::store::known::sites_known;
use crate::store::merchant::{
    NewDevice, NewMerchant, NewSite, device_place, device_stands_at, merchant_by_number, merchant_hash,
    merchant_insert_many, site_insert_many,
};
use crate::store::series::series_lock;
use crate::store::terms::terms_book;

/// An order confirmation.
#[derive(Clone, Debug)]
pub struct Order {
    /// Its reference.
    pub reference: String,
    /// The merchant; one with the same number is taken as it is.
    pub merchant: NewMerchant,
    /// Where its devices stand, if the merchant is new; one that we know keeps its sites.
    pub sites: Vec<NewSite>,
    /// The terms profile; the version in force on the day of signature is pinned.
    pub profile: String,
    /// Day of signature.
    pub signed: Date,
    /// Day of the identity approval, if it is passed already.
    pub kyc_approved: Option<Date>,
    /// Months without notice; `None`: as the terms say.
    pub binding_months: Option<u32>,
    /// Months of notice; `None`: as the terms say.
    pub notice_months: Option<u32>,
    /// Days until an invoice is due; `None`: as the terms say.
    pub payment_days: Option<u32>,
    /// Whether charges that the engine finds are approved at once.
    pub approve_at_once: bool,
    /// The devices.
    pub lines: Vec<OrderLine>,
    /// Who confirms.
    pub actor: String,
}

/// A device on an order.
#[derive(Clone, Debug)]
pub struct OrderLine {
    /// Serial number.
    pub serial: String,
    /// Key of the model.
    pub model: String,
    /// The merchant's site where it will stand; `None`: not known yet.
    pub site: Option<SiteId>,
    /// Rent a month, ex VAT.
    pub rent: Money,
    /// Gateway licence a month, ex VAT.
    pub licence: Money,
}

/// Confirms an order.
///
/// # Errors
/// Unknown terms or model, a device that is elsewhere, an amount that is not more than nought; nothing is written then.
pub async fn confirm(cx: &Context, company: &Company, order: Order) -> ServiceResult<AgreementId> {
    let today = cx.clock.today(company.country);
    if order.signed > today {
        return Err(ServiceError::refused(
            Reason::of("reason-signed-later").with("reference", &order.reference).with("day", order.signed),
        ));
    }
    let tx = cx.db.begin().await?;
    series_lock(&tx, company.id, DocumentKind::Invoice).await?;
    let book = terms_book(&tx).await?;
    let unknown = || ServiceError::refused(Reason::of("reason-terms-unknown").with("profile", &order.profile));
    let (terms_id, terms) = book.in_force(&order.profile, order.signed).ok_or_else(unknown)?;
    let mut events = Vec::new();
    let merchant = match merchant_by_number(&tx, company.id, &order.merchant.number).await? {
        Some(known) => known.id,
        None => {
            merchant_insert_many(&tx, std::slice::from_ref(&order.merchant)).await?;
            site_insert_many(&tx, &order.sites).await?;
            events.push(merchant_event(cx, &order.merchant, &order.sites, &order.actor));
            order.merchant.id
        }
    };
    let binding = order.binding_months.unwrap_or(terms.lease.binding_months);
    let dates = lease::Order {
        signed: order.signed,
        kyc_approved: order.kyc_approved,
        term_months: terms.lease.term_months,
        binding_months: binding,
    };
    let term = dates.term();
    let agreement = NewAgreement {
        id: cx.ids.next(),
        company_id: company.id,
        merchant_id: merchant,
        reference: order.reference.clone(),
        terms_id,
        signed: order.signed,
        kyc_approved: order.kyc_approved,
        kyc_rejected: None,
        start: term.map(|t| t.start),
        term_months: i64::from(terms.lease.term_months),
        binding_months: i64::from(binding),
        notice_months: i64::from(order.notice_months.unwrap_or(terms.lease.notice_months)),
        payment_days: i64::from(order.payment_days.unwrap_or(terms.lease.payment_days)),
        currency: company.currency,
        term_end: term.map(|t| t.end),
        binding_end: term.and_then(|t| t.binding_end),
        notice_on: None,
        ends: None,
        approve_at_once: order.approve_at_once,
    };
    let mut rows = lines(&tx, cx, company, &agreement, 1, &order.lines, agreement.start, &order.actor).await?;
    events.append(&mut rows.events);
    agreement_insert_many(&tx, std::slice::from_ref(&agreement), &rows.lines, &rows.licences, &rows.places).await?;
    if agreement.start.is_some() {
        events
            .extend(hand_over(&tx, cx, company, agreement.id, (agreement.start.unwrap_or(today), &order.actor)).await?);
    }
    events.push(sealed(&tx, cx, &agreement, "confirmed", &order.actor).await?);
    if let Some(start) = agreement.start {
        let facts = agreement_facts(&tx, &Which::One(agreement.id)).await?;
        for facts in &facts {
            events.extend(issue_stub(&tx, cx, company, &book, facts, None, start.max(today), &order.actor).await?);
        }
    }
    event_append(&tx, company.id, events).await?;
    tx.commit().await?;
    Ok(agreement.id)
}

fn merchant_event(cx: &Context, merchant: &NewMerchant, sites: &[NewSite], actor: &str) -> NewEvent {
    NewEvent {
        id: cx.ids.next(),
        at: cx.clock.now(),
        actor: actor.to_owned(),
        kind: facts::MERCHANT_SET,
        subject: SubjectId(merchant.id.0),
        facts: facts::json(&Sealed { what: "registered".to_owned(), hash: merchant_hash(merchant, sites) }),
    }
}

/// Rows of lines to be written.
pub(super) struct LineRows {
    pub(super) lines: Vec<NewLine>,
    pub(super) licences: Vec<NewLicence>,
    pub(super) places: Vec<NewAssignment>,
    /// What seals the chains of new devices.
    pub(super) events: Vec<NewEvent>,
}

/// A device that we know and that is on no agreement.
async fn free_device(tx: &Tx, company: &Company, line: &OrderLine, model: ModelId) -> ServiceResult<Option<DeviceId>> {
    let Some(known) = device_place(tx, company.id, &line.serial).await? else { return Ok(None) };
    if let Some(elsewhere) = &known.reference {
        return Err(ServiceError::refused(
            Reason::of("reason-device-elsewhere").with("serial", &line.serial).with("reference", elsewhere),
        ));
    }
    if known.model_id != model {
        return Err(ServiceError::refused(Reason::of("reason-device-model").with("serial", &line.serial)));
    }
    if known.state != DeviceState::Stock {
        return Err(ServiceError::refused(Reason::of("reason-swap-not-in-stock").with("serial", &line.serial)));
    }
    Ok(Some(known.id))
}

fn new_device(cx: &Context, company: &Company, line: &OrderLine, model: ModelId, handed_over: bool) -> NewDevice {
    NewDevice {
        id: cx.ids.next(),
        company_id: company.id,
        model_id: model,
        serial: line.serial.clone(),
        sim_serial: None,
        state: if handed_over { DeviceState::Installed } else { DeviceState::Reserved },
        custodian: if handed_over { Custodian::Merchant } else { Custodian::Stock },
        connected: handed_over,
        site_id: line.site,
        place_id: None,
        grade: None,
        missing: None,
    }
}

/// Refuses a line whose device would stand at somebody else's site.
async fn own_sites(tx: &Tx, merchant: MerchantId, wanted: &[OrderLine]) -> ServiceResult<()> {
    if wanted.iter().all(|line| line.site.is_none()) {
        return Ok(());
    }
    let known = sites_known(tx, &[merchant]).await?.remove(&merchant).unwrap_or_default();
    match wanted.iter().find(|line| line.site.is_some_and(|id| known.iter().all(|site| site.id != id))) {
        Some(line) => Err(ServiceError::refused(Reason::of("reason-site-strange").with("serial", &line.serial))),
        None => Ok(()),
    }
}

/// Refuses a price that is nought, or that nobody means.
fn check_prices(company: &Company, line: &OrderLine) -> ServiceResult<()> {
    let amounts = [
        ("reason-rent-positive", "reason-rent-most", line.rent),
        ("reason-licence-positive", "reason-licence-most", line.licence),
    ];
    for (least, most, amount) in amounts {
        if amount.minor() <= 0 || amount.currency() != company.currency {
            return Err(ServiceError::refused(Reason::of(least).with("serial", &line.serial)));
        }
        if amount.minor() > MOST_A_MONTH {
            let limit = Money::new(MOST_A_MONTH, company.currency);
            return Err(ServiceError::refused(Reason::of(most).with("serial", &line.serial).with("most", limit)));
        }
    }
    Ok(())
}

/// Makes the rows of lines, numbered from `first`, and writes their devices.
pub(super) async fn lines(
    tx: &Tx,
    cx: &Context,
    company: &Company,
    agreement: &NewAgreement,
    first: i64,
    wanted: &[OrderLine],
    starts: Option<Date>,
    actor: &str,
) -> ServiceResult<LineRows> {
    own_sites(tx, agreement.merchant_id, wanted).await?;
    let models = model_list(tx, company.id).await?;
    let mut rows = LineRows { lines: Vec::new(), licences: Vec::new(), places: Vec::new(), events: Vec::new() };
    let mut devices = Vec::new();
    for (number, line) in (first..).zip(wanted) {
        let unknown = || ServiceError::refused(Reason::of("reason-model-unknown").with("model", &line.model));
        let model = models.iter().find(|m| m.key == line.model).ok_or_else(unknown)?;
        check_prices(company, line)?;
        let device = match free_device(tx, company, line, model.id).await? {
            Some(known) => {
                device_stands_at(tx, known, line.site).await?;
                known
            }
            None => {
                let new = new_device(cx, company, line, model.id, starts.is_some());
                let id = new.id;
                devices.push(new);
                id
            }
        };
        let id = cx.ids.next();
        rows.lines.push(NewLine {
            id,
            company_id: company.id,
            agreement_id: agreement.id,
            number,
            rent: line.rent.minor(),
            currency: company.currency,
            starts,
            ends: agreement.ends,
            billed_through: None,
            generation: 0,
        });
        rows.licences.push(NewLicence {
            id: cx.ids.next(),
            company_id: company.id,
            agreement_id: agreement.id,
            line_id: id,
            code: ChargeCode::Gwl,
            monthly: line.licence.minor(),
            currency: company.currency,
            state: LicenceState::Active,
            starts,
            ends: agreement.ends,
            billed_through: None,
            generation: 0,
        });
        rows.places.push(NewAssignment {
            id: cx.ids.next(),
            company_id: company.id,
            line_id: id,
            device_id: device,
            assigned: starts.unwrap_or(agreement.signed),
            released: None,
        });
    }
    let day = starts.unwrap_or_else(|| cx.clock.today(company.country));
    let now = (day, actor);
    rows.events = begin_sealed(tx, cx, &devices, Some(SubjectId(agreement.id.0)), now).await?;
    Ok(rows)
}
