//! A company of the file against the one in the database: what is new, what changes, and what must not.

use std::collections::BTreeMap;

use entity::types::{Account, CompanyId, DocumentKind, ModelId};

use super::file::{Details, Draft};
use super::{Added, Changed};
use crate::service::imports::faults::Faults;
use crate::service::{Context, ServiceResult};
use crate::store::Tx;
use crate::store::company::{
    NewAccount, NewCompany, NewModel, NewPrice, account_insert_many, account_map, company_insert, company_row,
    company_update, model_insert_many, model_list, price_insert_many, price_list,
};
use crate::store::series::{NewSeries, series_insert_many, series_list};
use crate::store::terms::TermsBook;

/// What is to be written of a company.
pub(super) struct Plan {
    pub(super) row: NewCompany,
    pub(super) changed: Changed,
    is_new: bool,
    series: Vec<NewSeries>,
    accounts: Vec<NewAccount>,
    models: Vec<NewModel>,
    prices: Vec<NewPrice>,
}

/// Works out what is to be written; what is wrong is noted, and `None` returned if the company itself is not whole.
pub(super) async fn plan(
    tx: &Tx,
    cx: &Context,
    book: &TermsBook,
    draft: Draft,
    faults: &mut Faults,
) -> ServiceResult<Option<Plan>> {
    let known = company_row(tx, &draft.key).await?;
    let id = known.as_ref().map_or_else(|| cx.ids.next(), |row| row.id);
    if let Some(row) = known.as_ref().filter(|row| row.country != draft.country) {
        let message = format!("company \"{}\" is in {}: another country is another company", draft.key, row.country);
        faults.error(draft.line, "company.country", message);
    }
    let series = series(tx, cx, id, &draft, faults).await?;
    let accounts = accounts(tx, id, &draft, faults).await?;
    let (models, ids) = models(tx, cx, id, &draft, faults).await?;
    let prices = prices(tx, cx, id, &draft, &ids, faults).await?;
    let Some(details) = draft.details else { return Ok(None) };
    profile(book, &details, &draft.key, draft.country, faults);
    let row = NewCompany {
        id,
        key: draft.key,
        name: details.name,
        country: draft.country,
        registration: details.numbers.registration,
        vat_number: details.numbers.vat_number,
        street: details.street,
        postcode: details.postcode,
        city: details.city,
        email: details.email,
        phone: details.phone,
        iban: details.numbers.iban,
        bic: details.numbers.bic,
        account: details.numbers.bank_account,
        fik_creditor: details.numbers.fik_creditor,
        endpoint_scheme: details.numbers.endpoint_scheme,
        endpoint_id: details.numbers.endpoint_id,
        return_name: details.return_name,
        return_street: details.return_street,
        return_postcode: details.return_postcode,
        return_city: details.return_city,
        language: details.language,
        time_zone: details.time_zone.to_owned(),
        currency: draft.currency,
        profile: details.profile.value,
        fee_limit: details.fee_limit.map(entity::types::Money::minor),
        created_at_us: known.as_ref().map_or_else(|| cx.clock.now().timestamp_micros(), |row| row.created_at_us),
    };
    let more = !(series.is_empty() && accounts.is_empty() && models.is_empty() && prices.is_empty());
    let changed = match &known {
        None => Changed::New,
        Some(known) if *known == row && !more => Changed::Unchanged,
        Some(_) => Changed::Updated,
    };
    Ok(Some(Plan { row, changed, is_new: known.is_none(), series, accounts, models, prices }))
}

fn profile(book: &TermsBook, details: &Details, key: &str, country: entity::types::Country, faults: &mut Faults) {
    let profile = &details.profile;
    match book.in_force(&profile.value, entity::types::Date::MAX) {
        None => {
            let known = book.profiles().join(", ");
            faults.error(profile.line, "company.profile", format!("there are no such terms: there are {known}"));
        }
        Some((_, terms)) if terms.country != country => {
            let message = format!("is for {}, and {key} is in {country}", terms.country);
            faults.error(profile.line, "company.profile", message);
        }
        Some(_) => {}
    }
}

async fn series(
    tx: &Tx,
    cx: &Context,
    company: CompanyId,
    draft: &Draft,
    faults: &mut Faults,
) -> ServiceResult<Vec<NewSeries>> {
    let known = series_list(tx, company).await?;
    let mut new = Vec::new();
    for wanted in &draft.series {
        let s = &wanted.value;
        match known.iter().find(|k| k.kind == s.kind) {
            Some(k) if (&k.prefix, k.width, k.first) == (&s.prefix, s.width, s.first) => {}
            Some(k) => {
                let message = format!(
                    "the series of {}s has prefix \"{}\", width {} and first {} since it was set up, and stays as it is",
                    k.kind, k.prefix, k.width, k.first
                );
                faults.error(wanted.line, "company.series", message);
            }
            None if known.iter().any(|k| k.prefix == s.prefix) => {
                faults.error(
                    wanted.line,
                    "company.series.prefix",
                    "another series has this prefix: give each kind its own",
                );
            }
            None => new.push(NewSeries {
                id: cx.ids.next(),
                company_id: company,
                kind: s.kind,
                prefix: s.prefix.clone(),
                width: s.width,
                first: s.first,
                next: s.first,
            }),
        }
    }
    for kind in [DocumentKind::Invoice, DocumentKind::CreditNote] {
        if !known.iter().any(|k| k.kind == kind) && !draft.kinds.contains(&kind) {
            faults.error(draft.line, "company.series", format!("a series of kind {kind} is missing"));
        }
    }
    Ok(new)
}

async fn accounts(tx: &Tx, company: CompanyId, draft: &Draft, faults: &mut Faults) -> ServiceResult<Vec<NewAccount>> {
    let known = account_map(tx, company).await?;
    let mut new = Vec::new();
    for wanted in &draft.accounts {
        let a = &wanted.value;
        match known.get(&a.account) {
            Some((number, name)) if *number == a.number && *name == a.name => {}
            Some((number, name)) => {
                let message =
                    format!("{} is {number} \"{name}\", by which is booked already, and stays as it is", a.account);
                faults.error(wanted.line, "company.account", message);
            }
            None => new.push(NewAccount {
                company_id: company,
                account: a.account,
                number: a.number.clone(),
                name: a.name.clone(),
            }),
        }
    }
    for account in Account::ALL {
        if !known.contains_key(account) && !draft.roles.contains(account) {
            faults.error(draft.line, "company.account", format!("the account {account} is missing"));
        }
    }
    Ok(new)
}

async fn models(
    tx: &Tx,
    cx: &Context,
    company: CompanyId,
    draft: &Draft,
    faults: &mut Faults,
) -> ServiceResult<(Vec<NewModel>, BTreeMap<String, ModelId>)> {
    let known = model_list(tx, company).await?;
    let mut ids: BTreeMap<String, ModelId> = known.iter().map(|m| (m.key.clone(), m.id)).collect();
    let mut new = Vec::new();
    for wanted in &draft.models {
        let m = &wanted.value;
        match known.iter().find(|k| k.key == m.key) {
            Some(k) if k.name == m.name => {}
            Some(k) => {
                let message = format!("\"{}\" is called \"{}\": another model needs another key", k.key, k.name);
                faults.error(wanted.line, "company.model.name", message);
            }
            None => {
                let row = NewModel { id: cx.ids.next(), company_id: company, key: m.key.clone(), name: m.name.clone() };
                ids.insert(row.key.clone(), row.id);
                new.push(row);
            }
        }
    }
    Ok((new, ids))
}

async fn prices(
    tx: &Tx,
    cx: &Context,
    company: CompanyId,
    draft: &Draft,
    models: &BTreeMap<String, ModelId>,
    faults: &mut Faults,
) -> ServiceResult<Vec<NewPrice>> {
    let known = price_list(tx, company).await?;
    let mut new = Vec::new();
    for wanted in &draft.prices {
        let p = &wanted.value;
        let Some(model) = models.get(&p.model.value) else {
            if draft.keys.contains(&p.model.value) {
                continue;
            }
            let known = models.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
            let message = format!("there is no model \"{}\": there is {known}", p.model.value);
            faults.error(p.model.line, "company.price.model", message);
            continue;
        };
        match known.iter().find(|k| k.model == *model && k.valid_from == p.from) {
            Some(k) if (k.new_price, k.swap_price, k.shipping) == (p.new_price, p.swap_price, p.shipping) => {}
            Some(k) => {
                let message = format!(
                    "{} costs {}, swapped {}, shipping {} from {} on, and stays so: write a price of a later day",
                    p.model.value, k.new_price, k.swap_price, k.shipping, p.from
                );
                faults.error(wanted.line, "company.price", message);
            }
            None => new.push(NewPrice {
                id: cx.ids.next(),
                company_id: company,
                model_id: *model,
                valid_from: p.from,
                new_price: p.new_price.minor(),
                swap_price: p.swap_price.minor(),
                shipping: p.shipping.minor(),
                currency: draft.currency,
            }),
        }
    }
    Ok(new)
}

impl Plan {
    /// Writes the company with what is new of it.
    pub(super) async fn write(&self, tx: &Tx) -> ServiceResult<()> {
        if self.is_new {
            company_insert(tx, self.row.clone()).await?;
        } else if self.changed == Changed::Updated {
            company_update(tx, self.row.clone()).await?;
        }
        series_insert_many(tx, &self.series).await?;
        account_insert_many(tx, &self.accounts).await?;
        model_insert_many(tx, &self.models).await?;
        price_insert_many(tx, &self.prices).await?;
        Ok(())
    }

    /// How many rows are new.
    pub(super) fn added(&self) -> Added {
        Added {
            series: self.series.len(),
            accounts: self.accounts.len(),
            models: self.models.len(),
            prices: self.prices.len(),
        }
    }
}
