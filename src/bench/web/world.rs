//! Who reads in the bench, and of what.

use std::collections::HashMap;

use entity::types::{AccountId, FaultKind, InvoiceId, MerchantId, Money, Period, Role, SubjectId};

use super::client::Client;
use super::{LAST, first_day};
use crate::domain::access::{Act, Scope, is_merchants, may};
use crate::service::disputes::{Contest, contest};
use crate::service::exports::{BatchOrder, Wanted, batch_seal};
use crate::service::payments::{PaymentOrder, book};
use crate::service::swaps::{self, Fault};
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::company::Company;
use crate::store::measure::{Sample, one_of_each, sample};
use crate::web::routes::{Of, Route, Who};

/// Merchants whose pages are asked for.
const SAMPLES: i64 = 60;
/// Merchants whose owners sign in.
const OWNERS: usize = 8;

/// A payment that is exported, and a line that is contested: what a lessor has that only bills does not.
pub(super) async fn extras(cx: &Context, company: &Company) -> ServiceResult<()> {
    let day = first_day(LAST);
    for of in sample(&cx.db, company.id, SAMPLES).await?.iter().take(3) {
        let order = PaymentOrder {
            merchant: of.merchant,
            amount: Money::new(10_000, company.currency),
            named: Some(of.invoice),
            reference: Some(of.payment_reference.clone()),
            received: day,
            actor: "bench".to_owned(),
        };
        book(cx, company, &order).await?;
        contest_line(cx, company, of.merchant, of.invoice).await?;
        swapped(cx, company, &of.serial).await?;
    }
    let period = Period::new(day, day).map_err(|e| ServiceError::said(e.to_string()))?;
    batch_seal(cx, company, &BatchOrder { wanted: Wanted::New(period), actor: "bench".to_owned() }).await?;
    Ok(())
}

async fn contest_line(cx: &Context, company: &Company, merchant: MerchantId, invoice: InvoiceId) -> ServiceResult<()> {
    let by = crate::service::people::invite(
        cx,
        AccountId(uuid::Uuid::nil()),
        &crate::service::people::Invitation {
            company: company.id,
            merchant: Some(merchant),
            email: format!("{}@example.org", cx.ids.salt()),
            name: "Bench".to_owned(),
            role: Role::Owner,
            language: company.language,
            sites: Vec::new(),
        },
        cx.clock.now(),
    )
    .await?
    .0;
    let scope = Scope { company: company.id, merchant: Some(merchant), sites: Vec::new() };
    let wanted = Contest { invoice, line: 1, reason: "bench".to_owned(), by };
    contest(cx, company, &scope, &wanted).await?.map_err(|_| ServiceError::said("bench: a line is not contestable"))?;
    Ok(())
}

/// A fault of a device that is reported, and its swap that is approved.
async fn swapped(cx: &Context, company: &Company, serial: &str) -> ServiceResult<()> {
    let (day, actor) = (first_day(LAST), "bench".to_owned());
    let fault = Fault {
        serial: serial.to_owned(),
        kind: FaultKind::InLife,
        description: "bench".to_owned(),
        tried_manual: true,
        day,
        actor,
    };
    swaps::report(cx, company, &fault).await?;
    swaps::approve(cx, company, serial, day, "bench").await
}

/// Who has signed in, and what paths can name.
pub(super) struct World {
    /// Merchants with one of each thing.
    pub(super) samples: Vec<Sample>,
    staff: Vec<(Role, Client)>,
    owners: Vec<Client>,
    one: HashMap<String, SubjectId>,
}

/// A path, and who asks for it.
#[derive(Clone, Debug)]
pub(super) struct Visit {
    /// The path.
    pub(super) path: String,
    /// Who asks.
    pub(super) by: Client,
}

impl World {
    /// Signs people in at a server: two of the company's, and merchants'.
    pub(super) async fn of(cx: &Context, company: &Company, base: &str) -> ServiceResult<Self> {
        let samples = sample(&cx.db, company.id, SAMPLES).await?;
        let mut staff = Vec::new();
        for role in [Role::Accounting, Role::Admin] {
            staff.push((role, Client::signed_in(base, cx, company.id, (role, None)).await?));
        }
        let mut owners = Vec::new();
        for of in samples.iter().take(OWNERS) {
            owners.push(Client::signed_in(base, cx, company.id, (Role::Owner, Some(of.merchant))).await?);
        }
        let one = one_of_each(&cx.db, company.id).await?.into_iter().map(|o| (o.what, o.id)).collect();
        Ok(Self { samples, staff, owners, one })
    }

    /// Who of the company may do something: accounting where it may.
    pub(super) fn of_staff(&self, act: Option<Act>) -> Option<&Client> {
        let found = self.staff.iter().find(|(role, _)| act.is_none_or(|act| may(*role, act)));
        found.map(|(_, client)| client)
    }

    /// Every visit of a route: by a merchant's owner each, or of a merchant each by the company's people. None: nothing that it could
    /// be about is there.
    pub(super) fn visits(&self, route: &Route) -> Vec<Visit> {
        let act = match route.who {
            Who::May(act) | Who::Demo(act) => Some(act),
            Who::Anyone | Who::Signed | Who::Half | Who::SignedIn => None,
        };
        let merchants = act.is_some_and(|act| is_merchants(Role::Owner) && !act.is_staff());
        let readers: Vec<&Client> = if merchants {
            self.owners.iter().collect()
        } else {
            self.samples.iter().filter_map(|_| self.of_staff(act)).collect()
        };
        self.samples
            .iter()
            .zip(readers)
            .filter_map(|(of, by)| Some(Visit { path: self.path(route, of)?, by: by.clone() }))
            .collect()
    }

    fn path(&self, route: &Route, of: &Sample) -> Option<String> {
        let one = |what: &str| self.one.get(what).map(ToString::to_string);
        let id = match route.of {
            Of::Nothing => String::new(),
            Of::Merchant => of.merchant.to_string(),
            Of::Agreement => of.agreement.to_string(),
            Of::Invoice => of.invoice.to_string(),
            Of::Device => of.device.to_string(),
            Of::Run => one("billing_run")?,
            Of::Mail => one("mail")?,
            Of::Dispute => one("dispute")?,
            Of::Ticket if route.path.starts_with("/office") => one("ticket")?,
            Of::Swap if route.path.starts_with("/office") => one("swap")?,
            Of::Terms => one("terms_version")?,
            Of::Entry => one("journal_entry")?,
            Of::Batch => one("export_batch")?,
            Of::LedgerAccount => "receivables".to_owned(),
            // Whose an offer is, is chance: the portal shows a merchant its own.
            Of::Link
            | Of::Asset
            | Of::Serial
            | Of::StockTake
            | Of::Job
            | Of::Charge
            | Of::Staff
            | Of::Colleague
            | Of::Paper
            | Of::Ticket
            | Of::Incident
            | Of::Attachment
            | Of::Quote
            | Of::Swap => {
                return None;
            }
        };
        Some(route.path.replace("{id}", &id).replace("{line}", "2"))
    }
}
