//! A lessor that has so many of everything that a page can show.

use std::fmt::Write;

use entity::types::{
    AccountId, CaseKind, ChargeCode, Currency, DeadlineId, DocumentKind, InvoiceId, MerchantId, Money, Period, PriceId,
    Role, RunState, SubjectId,
};
use sea_orm::{ColumnTrait, ConnectionTrait, Database, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};
use tillhold::domain::access::Scope;
use tillhold::domain::credit::Wanted as Credited;
use tillhold::domain::explain::Inputs;
use tillhold::service::disputes::{Contest, contest};
use tillhold::service::exports::{BatchOrder, Wanted, batch_seal};
use tillhold::service::imports::{ImportOptions, agreements};
use tillhold::service::invoices::{Approval, ChargeOrder, CreditOrder, credit, propose};
use tillhold::service::payments::{PaymentOrder, book};
use tillhold::service::runs::{self, quiet};
use tillhold::service::stock::{take_begin, take_scan};
use tillhold::service::swaps::{Dispatch, dispatch};
use tillhold::store::agreement::agreement_row;
use tillhold::store::invoice::{Documents, Found, document_list};
use tillhold::web::routes::Of;

use super::access::{Look, Things, attached, damaged, exchanged, paper, stocked, swapped, thing};
use crate::support::TestApp;

/// The merchant that has the most, and what a path can name of it.
pub struct Lessor {
    pub merchant: MerchantId,
    pub things: Things,
}

/// So many more merchants, the first of them with so many agreements, lines, sites, documents, people; and so many of everything
/// that belongs to the company. `tag` tells what one call adds from what the next one adds.
pub async fn with(app: &TestApp, tag: &str, count: usize, quarters: &[&str]) -> Lessor {
    take(app, tag, count).await;
    for quarter in quarters {
        let of: entity::types::Quarter = quarter.parse().unwrap();
        app.advance_to(&of.first_day().to_string());
        app.bill(quarter).await;
    }
    let company = app.company().await;
    let last: entity::types::Quarter = quarters.last().unwrap().parse().unwrap();
    runs::preview(&app.cx, &company, last.next(), "test", &quiet).await.unwrap();
    app.work().await;
    let merchant = app.merchant_of(&format!("{tag}0")).await;
    let owner = app.person_of(company.id, Some(merchant), Role::Owner).await;
    money(app, tag, merchant, count).await;
    let dispute = contested(app, merchant, owner, count).await;
    people(app, merchant, count).await;
    let raw = Look { db: Database::connect(app.url.clone()).await.unwrap() };
    rows(app, &raw, tag, count).await;
    let quote = exchanges(app, &raw, tag, count).await;
    let (ticket, swap) = swapped(app, &company, merchant, i64::try_from(count).unwrap()).await;
    let mut counts = Vec::new();
    for n in 0..count {
        let place = stocked(app, &company, &format!("{tag}{n}")).await;
        counts.push(take_begin(&app.cx, &company, place, "test").await.unwrap());
    }
    // Of the first of them everything else is scanned: what lies elsewhere, and what nobody knows.
    let scanned: Vec<String> = (1..count).flat_map(|n| [format!("L{tag}{n}"), format!("X{n}")]).collect();
    take_scan(&app.cx, &company, counts[0], &scanned, "test").await.unwrap();
    let incident = damaged(app, &company, merchant, i64::try_from(count).unwrap()).await;
    let mut attachment = String::new();
    let cases = [(CaseKind::Ticket, ticket.0), (CaseKind::Swap, swap.0), (CaseKind::Incident, incident.0)];
    for (about, of) in cases {
        attachment = attached(app, &raw, &company, about, SubjectId(of)).await;
    }
    app.work().await;
    let period = Period::new("2026-01-01".parse().unwrap(), "2027-12-31".parse().unwrap()).unwrap();
    let order = BatchOrder { wanted: Wanted::New(period), actor: "test".into() };
    let batch = batch_seal(&app.cx, &company, &order).await.unwrap().batch.id;
    for _ in 1..count {
        let order = BatchOrder { wanted: Wanted::Again(batch), actor: "test".into() };
        batch_seal(&app.cx, &company, &order).await.unwrap();
    }
    let paper = paper(app, &raw, merchant).await;
    let failed = "UPDATE job SET state = 'failed', last_error = 'nobody answers' WHERE state = 'done'";
    raw.db.execute_unprepared(failed).await.unwrap();
    let mut things = things(app, &raw, tag, merchant, owner).await;
    things.extend([(thing(Of::Batch), batch.to_string()), (thing(Of::Dispute), dispute), (thing(Of::Paper), paper)]);
    things.extend([(thing(Of::Ticket), ticket.to_string()), (thing(Of::Swap), swap.to_string())]);
    things.extend([(thing(Of::Quote), quote), (thing(Of::StockTake), counts[0].to_string())]);
    things.extend([(thing(Of::Incident), incident.to_string()), (thing(Of::Attachment), attachment)]);
    Lessor { merchant, things }
}

async fn take(app: &TestApp, tag: &str, count: usize) {
    let company = app.company().await;
    let models = tillhold::store::company::model_list(&app.cx.db, company.id).await.unwrap();
    let mut csv = String::from(
        "company,reference,customer_number,name,kind,country,registration,street,postcode,city,site,site_street,site_postcode,\
         site_city,signed,kyc_approved,device,sim,model,rent,licence\n",
    );
    let mut row = |reference: &str, customer: &str, n: usize| {
        let model = &models[n % models.len()].key;
        writeln!(
            csv,
            "{},{reference},{customer},Butik {customer} ApS,business,DK,13748136,Algade 1,4000,Roskilde,Site {n},Torvet {n},4000,\
             Roskilde,2026-01-01,2026-01-01,S{reference}-{n},8945{reference}{n},{model},100.00,99.00",
            company.key
        )
        .unwrap();
    };
    for n in 0..count {
        row(&format!("{tag}0"), &format!("C{tag}0"), n);
    }
    for n in 1..count {
        row(&format!("{tag}{n}"), &format!("C{tag}0"), n);
        row(&format!("{tag}M{n}"), &format!("C{tag}M{n}"), n);
    }
    let options = ImportOptions { dry_run: false, actor: "test".into() };
    agreements(&app.cx, csv.as_bytes(), options).await.unwrap();
}

/// The merchant's documents of its first agreement, which have the most lines.
async fn documents(app: &TestApp, merchant: MerchantId) -> Vec<Found> {
    let mut all = document_list(&app.cx.db, &Documents::Merchant(merchant)).await.unwrap();
    all.retain(|d| d.document.kind == DocumentKind::Invoice);
    let most = all.iter().map(|d| d.document.lines.len()).max().unwrap();
    all.retain(|d| d.document.lines.len() == most);
    all
}

/// Payments, credit notes and charges.
async fn money(app: &TestApp, tag: &str, merchant: MerchantId, count: usize) {
    let (company, dkk) = (app.company().await, |minor| Money::new(minor, Currency::Dkk));
    let document = documents(app, merchant).await.remove(0);
    let day = "2026-01-01".parse().unwrap();
    for n in 0..count {
        let order = PaymentOrder {
            merchant,
            amount: dkk(1_000),
            named: Some(document.id),
            reference: None,
            received: day,
            actor: "test".into(),
        };
        book(&app.cx, &company, &order).await.unwrap();
        let order = CreditOrder {
            invoice: document.id,
            wanted: Credited::Net(dkk(1_000)),
            reason: format!("reason {n}"),
            day,
            actor: "test".into(),
        };
        credit(&app.cx, &company, &order).await.unwrap();
        let order = ChargeOrder {
            agreement: document.agreement,
            code: ChargeCode::Admin495,
            subject: app.cx.ids.next(),
            device: None,
            on: day,
            why: Inputs::Sum { on: day, parts: vec![("fee".into(), dkk(49_500))] },
            evidence: Some("seen".into()),
            approval: Approval::of(n % 2 == 0),
            actor: "test".into(),
        };
        propose(&app.cx, &company, &order).await.unwrap();
    }
    // More than is owed: a merchant has money to its credit.
    for n in 1..count {
        let order = PaymentOrder {
            merchant: app.merchant_of(&format!("{tag}M{n}")).await,
            amount: dkk(100_000_000),
            named: None,
            reference: None,
            received: day,
            actor: "test".into(),
        };
        book(&app.cx, &company, &order).await.unwrap();
    }
}

/// Contests as many lines of a document; says what the last of them is.
async fn contested(app: &TestApp, merchant: MerchantId, by: AccountId, count: usize) -> String {
    let company = app.company().await;
    let document = documents(app, merchant).await.pop().unwrap();
    let scope = Scope { company: company.id, merchant: Some(merchant), sites: Vec::new() };
    let mut last = String::new();
    for line in 0..count {
        // The first two are left, so that one of them can be contested.
        let line = i64::try_from(line).unwrap() + 3;
        let wanted = Contest { invoice: document.id, line, reason: "Terminalen var nede".into(), by };
        last = contest(&app.cx, &company, &scope, &wanted).await.unwrap().unwrap().to_string();
    }
    last
}

/// Exchanges of the merchant's devices but for the first: each comes back and waits for an answer to an offer, or is still to come back.
async fn exchanges(app: &TestApp, raw: &Look, tag: &str, count: usize) -> String {
    let company = app.company().await;
    let day = app.cx.clock.today(company.country);
    let mut last = String::new();
    for n in 1..count {
        last = exchanged(app, raw, &company, &format!("S{tag}0-{n}")).await;
        let (serial, replacement) = (format!("S{tag}{n}-{n}"), format!("M{tag}{n}"));
        let (carriage, actor) = ((None, None), "test".to_owned());
        let order = Dispatch { serial, swap: None, replacement, from_maker: true, carriage, day, actor };
        dispatch(&app.cx, &company, &order).await.unwrap();
    }
    last
}

/// Accounts and letters: of the company and of the merchant.
async fn people(app: &TestApp, merchant: MerchantId, count: usize) {
    for _ in 0..count {
        for (merchant, role) in [(None, Role::Support), (Some(merchant), Role::User)] {
            app.invited(&app.invitation(role, merchant).await).await;
        }
    }
}

/// What nothing in the program makes yet, or not so that a page shows it.
async fn rows(app: &TestApp, raw: &Look, tag: &str, count: usize) {
    let company = app.company().await;
    let agreement = agreement_row(&app.cx.db, company.id, &format!("{tag}0")).await.unwrap().unwrap();
    let model = entity::device_model::Entity::find().one(&raw.db).await.unwrap().unwrap();
    let run = entity::billing_run::Entity::find()
        .filter(entity::billing_run::Column::CompanyId.eq(company.id))
        .filter(entity::billing_run::Column::State.eq(RunState::Previewed));
    let run = run.one(&raw.db).await.unwrap().unwrap();
    let all = entity::agreement::Entity::find().all(&raw.db).await.unwrap();
    let version = entity::terms_version::Entity::find().one(&raw.db).await.unwrap().unwrap();
    // Terminal management has been asked of every device, and has seen none.
    let asked = "INSERT INTO terminal (device_id, company_id, sequence, asked_at_us) SELECT d.id, d.company_id, 0, 1 FROM device d \
                 WHERE NOT EXISTS (SELECT 1 FROM terminal t WHERE t.device_id = d.id)";
    raw.db.execute_unprepared(asked).await.unwrap();
    let years = u64::try_from(1900 + all.len()).unwrap();
    for (n, place) in all.iter().enumerate().take(count) {
        let day = |year: u64| entity::types::Date::from_ymd_opt(i32::try_from(year).unwrap(), 1, 1).unwrap();
        let deadline = entity::deadline::Model {
            id: app.cx.ids.next::<DeadlineId>(),
            company_id: company.id,
            rule: "R058".into(),
            subject_id: app.cx.ids.next(),
            agreement_id: Some(agreement.id),
            device_id: None,
            starts: day(2026),
            due: day(2027),
            met: None,
            wake: None,
        };
        entity::deadline::Entity::insert(deadline.into_active_model()).exec(&raw.db).await.unwrap();
        let year = years + u64::try_from(n).unwrap();
        let price = entity::price::Model {
            id: app.cx.ids.next::<PriceId>(),
            company_id: company.id,
            model_id: model.id,
            valid_from: day(year),
            new_price: 1,
            swap_price: 1,
            shipping: 1,
            currency: Currency::Dkk,
        };
        entity::price::Entity::insert(price.into_active_model()).exec(&raw.db).await.unwrap();
        let more = entity::terms_version::Model { id: app.cx.ids.next(), valid_from: day(year), ..version.clone() };
        entity::terms_version::Entity::insert(more.into_active_model()).exec(&raw.db).await.unwrap();
        let aside = entity::run_set_aside::Model {
            run_id: run.id,
            agreement_id: place.id,
            quarter: run.quarter.clone(),
            stage: "preview".into(),
            reason: "changed".into(),
        };
        entity::run_set_aside::Entity::insert(aside.into_active_model()).exec(&raw.db).await.unwrap();
    }
}

async fn things(app: &TestApp, raw: &Look, tag: &str, merchant: MerchantId, owner: AccountId) -> Things {
    let company = app.company().await;
    let agent = app.person_of(company.id, None, Role::Support).await;
    let agreement = agreement_row(&app.cx.db, company.id, &format!("{tag}0")).await.unwrap().unwrap();
    // The document that is credited and paid in parts; the last one is contested.
    let invoice: InvoiceId = documents(app, merchant).await.remove(0).id;
    let one = async |sql: &str| raw.one(sql).await;
    let agreement_id = raw.id(agreement.id.0);
    let device = format!(
        "SELECT p.device_id AS id FROM assignment p JOIN agreement_line l ON l.id = p.line_id \
         WHERE l.agreement_id = {agreement_id} ORDER BY l.number LIMIT 1"
    );
    let entry =
        format!("SELECT e.id FROM journal_entry e WHERE e.invoice_id = {} ORDER BY e.id LIMIT 1", raw.id(invoice.0));
    let run = format!(
        "SELECT id FROM billing_run WHERE company_id = {} AND state = 'previewed' LIMIT 1",
        raw.id(company.id.0)
    );
    assert!(entity::mail::Entity::find().count(&raw.db).await.unwrap() > 0);
    let found = [
        (Of::Merchant, merchant.to_string()),
        (Of::Agreement, agreement.id.to_string()),
        (Of::Invoice, invoice.to_string()),
        (Of::Device, one(&device).await),
        (Of::Serial, format!("S{tag}0-0")),
        (Of::Run, one(&run).await),
        (Of::Job, one("SELECT id FROM job ORDER BY id LIMIT 1").await),
        (Of::Mail, one("SELECT id FROM mail ORDER BY id LIMIT 1").await),
        (Of::Staff, agent.to_string()),
        (Of::Colleague, owner.to_string()),
        (Of::Terms, one("SELECT id FROM terms_version ORDER BY id LIMIT 1").await),
        (Of::Entry, one(&entry).await),
        (Of::LedgerAccount, "receivables".to_owned()),
        (Of::Link, "0".repeat(64)),
        (Of::Asset, "000000000000".to_owned()),
    ];
    found.into_iter().map(|(of, id)| (thing(of), id)).collect()
}
