//! The merchant's portal over HTTP: what an owner sees, contests and hands out; what a stranger and a confined user do not.

mod devices;
mod exchange;
mod held;
mod incidents;
mod own;
mod pages;
mod rights;

use std::fmt::Write;

use entity::types::{AccountId, InvoiceId, MerchantId, Role, SiteId};
use tillhold::service::imports::{ImportOptions, agreements};
use tillhold::service::people::Invitation;
use tillhold::store::invoice::{Documents, Found, document_list};

use crate::support::TestApp;

/// Somebody with a password: one of a merchant's people, who may be confined to sites.
async fn account(app: &TestApp, email: &str, of: MerchantId, role: Role, sites: &[SiteId]) -> AccountId {
    let invitation = app.invitation(role, Some(of)).await;
    let (email, name) = (email.to_owned(), "Mette Holm".to_owned());
    app.with_password(&Invitation { email, name, sites: sites.to_vec(), ..invitation }).await
}

/// A merchant with sites Vest and Øst: V and O stand at one each, M at both. B is another merchant.
async fn lessor(app: &TestApp) -> (MerchantId, MerchantId) {
    let company = app.company().await;
    let model = &tillhold::store::company::model_list(&app.cx.db, company.id).await.unwrap()[0].key;
    let mut csv = String::from(
        "company,reference,customer_number,name,kind,country,registration,street,postcode,city,site,site_street,site_postcode,\
         site_city,signed,kyc_approved,device,model,rent,licence,billed_through\n",
    );
    for (reference, merchant, site, device) in [
        ("V", "A", "Vest", "SV"),
        ("O", "A", "Øst", "SO"),
        ("M", "A", "Vest", "SMV"),
        ("M", "A", "Øst", "SMO"),
        ("B", "B", "Nord", "SB"),
    ] {
        writeln!(
            csv,
            "{},{reference},C{merchant},Butik {merchant},business,DK,13748136,Algade 1,4000,Roskilde,{site},{site}gade 1,4000,Roskilde,\
             2026-01-01,2026-01-01,{device},{model},100.00,99.00,",
            company.key
        )
        .unwrap();
    }
    agreements(&app.cx, csv.as_bytes(), ImportOptions { dry_run: false, actor: "test".into() }).await.unwrap();
    app.bill("2026Q1").await;
    app.work().await;
    (app.merchant_of("A").await, app.merchant_of("B").await)
}

async fn documents(app: &TestApp, merchant: MerchantId) -> Vec<Found> {
    document_list(&app.cx.db, &Documents::Merchant(merchant)).await.unwrap()
}

/// The document of an agreement.
async fn invoice_of(app: &TestApp, merchant: MerchantId, reference: &str) -> InvoiceId {
    documents(app, merchant).await.into_iter().find(|d| d.document.agreement == reference).unwrap().id
}

/// The path of a device's page, by its serial number.
async fn device_path(app: &TestApp, serial: &str) -> String {
    let all = tillhold::store::story::device_list(&app.cx.db, app.company().await.id).await.unwrap();
    format!("/portal/devices/{}", all.into_iter().find(|d| d.serial == serial).unwrap().id)
}

/// The site of a merchant by its name.
async fn site_of(app: &TestApp, merchant: MerchantId, name: &str) -> SiteId {
    let scope = crate::support::people::portal(app.company().await.id, merchant);
    let all = tillhold::store::page::merchant::site_list(&app.cx.db, &scope, merchant).await.unwrap();
    all.into_iter().find(|site| site.name == name).unwrap().id
}
