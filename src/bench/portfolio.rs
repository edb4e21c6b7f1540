//! A portfolio of any size: agreements with two lines each, all due for one whole quarter.

use std::fmt::Write;

use entity::types::Country;

use crate::domain::numbers::Cvr;
use crate::service::imports::{ImportOptions, agreements};
use crate::service::{Context, ServiceResult, setup};
use crate::store::company::{Company, company_list};

const SETUP: &str = include_str!("../../examples/setup.toml");

/// Agreements that one import takes.
const BATCH: u64 = 100_000;

/// Makes a company with so many agreements, two devices each, from 1 January 2026.
pub(super) async fn make(cx: &Context, count: u64) -> ServiceResult<Company> {
    setup::seed_terms(cx).await?;
    setup::import(cx, "examples/setup.toml", SETUP).await?;
    let company = company_list(&cx.db).await?.into_iter().find(|c| c.country == Country::Dk);
    let company = company.ok_or_else(|| crate::service::ServiceError::said("the sample has no Danish company"))?;
    let models = crate::store::company::model_list(&cx.db, company.id).await?;
    let model = models.first().map(|m| m.key.clone()).unwrap_or_default();
    let mut from = 0;
    while from < count {
        let to = (from + BATCH).min(count);
        let body = csv(&company.key, &model, from, to);
        let options = ImportOptions { dry_run: false, actor: "bench".to_owned() };
        agreements(cx, body.as_bytes(), options).await?;
        from = to;
    }
    Ok(company)
}

fn csv(company: &str, model: &str, from: u64, to: u64) -> String {
    let mut text = String::from(
        "company,reference,customer_number,name,kind,country,registration,street,postcode,city,signed,kyc_approved,device,\
         model,rent,licence\n",
    );
    for n in from..to {
        let registration =
            (0..20).find_map(|i| Cvr::build(u32::try_from(1_000_000 + (n * 9 + i) % 8_999_999).ok()?).ok());
        let registration = registration.map(|c| c.as_str().to_owned()).unwrap_or_default();
        for (nth, rent) in [(1, "249.00"), (2, "199.00")] {
            let _ = writeln!(
                text,
                "{company},B-{n:07},K{n:07},Butik {n} ApS,business,DK,{registration},Algade {},4000,Roskilde,2026-01-01,\
                 2026-01-01,S{n:07}{nth},{model},{rent},99.00",
                n % 200 + 1
            );
        }
    }
    text
}
