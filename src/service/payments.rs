//! Payments: a plain booking of money that arrived, and what it pays.

use entity::types::{Date, InvoiceId, MerchantId, Money, PaymentId, SubjectId};

use crate::domain::ledger;
use crate::domain::payment::allocate;
use crate::domain::reason::Reason;
use crate::service::facts::{self, PaymentFacts};
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::company::Company;
use crate::store::event::{NewEvent, event_append};
use crate::store::invoice::entry_insert;
use crate::store::payment as store;

/// Money that arrived.
#[derive(Clone, Debug)]
pub struct PaymentOrder {
    /// From whom.
    pub merchant: MerchantId,
    /// How much.
    pub amount: Money,
    /// The document whose reference it carries.
    pub named: Option<InvoiceId>,
    /// The reference as it came.
    pub reference: Option<String>,
    /// When.
    pub received: Date,
    /// Who books it.
    pub actor: String,
}

/// Books a payment: the named document first, then the oldest due date, then the number; what is left is the merchant's credit.
///
/// # Errors
/// An amount that is not more than nought or in another currency; nothing is booked then.
pub async fn book(cx: &Context, company: &Company, order: &PaymentOrder) -> ServiceResult<PaymentId> {
    if order.amount.minor() <= 0 {
        return Err(ServiceError::refused("reason-payment-positive"));
    }
    if order.amount.currency() != company.currency {
        return Err(ServiceError::refused(
            Reason::of("reason-payment-currency")
                .with("company", &company.seller.name)
                .with("currency", company.currency.as_str()),
        ));
    }
    let tx = cx.db.begin().await?;
    let open = store::open_lock(&tx, order.merchant).await?;
    let (paid, left) = allocate(order.amount, order.named, &open)?;
    let payment = store::NewPayment {
        id: cx.ids.next(),
        company_id: company.id,
        merchant_id: order.merchant,
        received: order.received,
        amount: order.amount.minor(),
        currency: company.currency,
        reference: order.reference.clone(),
    };
    store::payment_insert(&tx, payment.clone()).await?;
    let entry = crate::store::invoice::NewEntry {
        id: cx.ids.next(),
        company_id: company.id,
        booked: order.received,
        invoice_id: None,
        payment_id: Some(payment.id),
    };
    entry_insert(&tx, entry, order.merchant, &ledger::payment(order.amount)).await?;
    let source = SubjectId(payment.id.0);
    let parts: Vec<_> = paid
        .into_iter()
        .map(|(invoice, amount)| store::NewAllocation { source, invoice, amount, is_credit: false })
        .collect();
    store::allocate(&tx, company.id, order.merchant, order.received, &parts).await?;
    if left.minor() > 0 {
        store::unspent_change(&tx, &payment, left.minor()).await?;
    }
    let facts = PaymentFacts {
        received: payment.received,
        amount: payment.amount,
        currency: payment.currency,
        merchant: payment.merchant_id.0,
        reference: payment.reference.clone(),
    };
    let event = NewEvent {
        id: cx.ids.next(),
        at: cx.clock.now(),
        actor: order.actor.clone(),
        kind: facts::PAYMENT_BOOKED,
        subject: source,
        facts: facts::json(&facts),
    };
    event_append(&tx, company.id, vec![event]).await?;
    tx.commit().await?;
    Ok(payment.id)
}
