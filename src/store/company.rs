//! Companies with what they lease out: models, dated prices, accounts.

use std::collections::BTreeMap;

use entity::types::{Account, CompanyId, Country, Currency, Date, Language, ModelId, Money, PriceId};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

use super::bulk::insert_all;
use super::digest::Canonical;
use super::{Source, StoreResult, Tx};
use crate::domain::invoice::{Address, Endpoint, Seller};

/// A company's row to be written.
pub type NewCompany = entity::company::Model;
/// A model's row to be written.
pub type NewModel = entity::device_model::Model;
/// A price's row to be written.
pub type NewPrice = entity::price::Model;
/// An account's row to be written.
pub type NewAccount = entity::ledger_account::Model;

/// A legal entity that leases out terminals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Company {
    /// Its id.
    pub id: CompanyId,
    /// Short name that files use.
    pub key: String,
    /// As it is printed.
    pub seller: Seller,
    /// Where its devices are returned to.
    pub returns: Returns,
    /// Its country.
    pub country: Country,
    /// Its currency.
    pub currency: Currency,
    /// Its own language.
    pub language: Language,
    /// Terms profile of new agreements.
    pub profile: String,
    /// How much an agent alone charges one merchant at their own discretion within thirty days, ex VAT; none: however much.
    pub fee_limit: Option<Money>,
}

/// Where devices are returned to (R057).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returns {
    /// Who takes them in.
    pub name: String,
    /// Where.
    pub address: Address,
}

impl Returns {
    /// The lines of a label.
    #[must_use]
    pub fn lines(&self) -> [String; 3] {
        let Address { street, postcode, city } = &self.address;
        [self.name.clone(), street.clone(), format!("{postcode} {city}")]
    }
}

/// A model of device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceModel {
    /// Its id.
    pub id: ModelId,
    /// Short name that files use.
    pub key: String,
    /// As people call it.
    pub name: String,
}

/// A row of the dated price list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    /// Its id.
    pub id: PriceId,
    /// The model.
    pub model: ModelId,
    /// First day in force.
    pub valid_from: Date,
    /// New price, ex VAT.
    pub new_price: Money,
    /// Swap price, ex VAT.
    pub swap_price: Money,
    /// Shipping, ex VAT.
    pub shipping: Money,
}

pub(super) fn company(row: entity::company::Model) -> Company {
    let endpoint = Endpoint { scheme: row.endpoint_scheme, id: row.endpoint_id };
    let seller = Seller {
        name: row.name,
        country: row.country,
        registration: row.registration,
        vat_number: row.vat_number,
        address: Address { street: row.street, postcode: row.postcode, city: row.city },
        email: row.email,
        phone: row.phone,
        iban: row.iban,
        bic: row.bic,
        account: row.account,
        endpoint,
        fik_creditor: row.fik_creditor,
    };
    let returns = Returns {
        name: row.return_name,
        address: Address { street: row.return_street, postcode: row.return_postcode, city: row.return_city },
    };
    Company {
        id: row.id,
        returns,
        key: row.key,
        country: row.country,
        currency: row.currency,
        language: row.language,
        profile: row.profile,
        fee_limit: row.fee_limit.map(|limit| Money::new(limit, row.currency)),
        seller,
    }
}

/// Every company, by key.
///
/// # Errors
/// A database that does not answer.
pub async fn company_list<S: Source>(source: &S) -> StoreResult<Vec<Company>> {
    use entity::company::{Column, Entity};
    Ok(Entity::find().order_by_asc(Column::Key).all(source.conn()).await?.into_iter().map(company).collect())
}

/// A company by its id.
///
/// # Errors
/// A database that does not answer.
pub async fn company_by_id<S: Source>(source: &S, id: CompanyId) -> StoreResult<Option<Company>> {
    Ok(entity::company::Entity::find_by_id(id).one(source.conn()).await?.map(company))
}

/// A company by its key.
///
/// # Errors
/// A database that does not answer.
pub async fn company_find<S: Source>(source: &S, key: &str) -> StoreResult<Option<Company>> {
    use entity::company::{Column, Entity};
    Ok(Entity::find().filter(Column::Key.eq(key)).one(source.conn()).await?.map(company))
}

/// A company's row as it is written, to compare a setup file with.
///
/// # Errors
/// A database that does not answer.
pub async fn company_row<S: Source>(source: &S, key: &str) -> StoreResult<Option<NewCompany>> {
    use entity::company::{Column, Entity};
    Ok(Entity::find().filter(Column::Key.eq(key)).one(source.conn()).await?)
}

/// Adds a company, with the empty head of its event chain.
///
/// # Errors
/// A database that does not answer, or a key that exists.
pub async fn company_insert(tx: &Tx, row: NewCompany) -> StoreResult<()> {
    let head = entity::event_head::Model { company_id: row.id, sequence: 0, hash: String::new() };
    insert_all::<entity::company::Entity>(tx, &[row]).await?;
    insert_all::<entity::event_head::Entity>(tx, &[head]).await
}

/// Writes a company's changed details.
///
/// # Errors
/// A database that does not answer.
pub async fn company_update(tx: &Tx, row: NewCompany) -> StoreResult<()> {
    row.into_active_model().reset_all().update(tx.conn()).await?;
    Ok(())
}

/// Adds models.
///
/// # Errors
/// A database that does not answer, or a key that exists.
pub async fn model_insert_many(tx: &Tx, rows: &[NewModel]) -> StoreResult<()> {
    insert_all::<entity::device_model::Entity>(tx, rows).await
}

/// A company's models, by key.
///
/// # Errors
/// A database that does not answer.
pub async fn model_list<S: Source>(source: &S, company: CompanyId) -> StoreResult<Vec<DeviceModel>> {
    use entity::device_model::{Column, Entity};
    let rows = Entity::find().filter(Column::CompanyId.eq(company)).order_by_asc(Column::Key).all(source.conn());
    Ok(rows.await?.into_iter().map(|r| DeviceModel { id: r.id, key: r.key, name: r.name }).collect())
}

/// Adds prices.
///
/// # Errors
/// A database that does not answer, or a row of that day exists.
pub async fn price_insert_many(tx: &Tx, rows: &[NewPrice]) -> StoreResult<()> {
    insert_all::<entity::price::Entity>(tx, rows).await
}

/// A company's price list, by model and date.
///
/// # Errors
/// A database that does not answer.
pub async fn price_list<S: Source>(source: &S, company: CompanyId) -> StoreResult<Vec<Price>> {
    use entity::price::{Column, Entity};
    let found = Entity::find()
        .filter(Column::CompanyId.eq(company))
        .order_by_asc(Column::ModelId)
        .order_by_asc(Column::ValidFrom)
        .all(source.conn())
        .await?;
    Ok(found
        .into_iter()
        .map(|r| Price {
            id: r.id,
            model: r.model_id,
            valid_from: r.valid_from,
            new_price: Money::new(r.new_price, r.currency),
            swap_price: Money::new(r.swap_price, r.currency),
            shipping: Money::new(r.shipping, r.currency),
        })
        .collect())
}

/// Adds accounts.
///
/// # Errors
/// A database that does not answer, or an account that is mapped already.
pub async fn account_insert_many(tx: &Tx, rows: &[NewAccount]) -> StoreResult<()> {
    insert_all::<entity::ledger_account::Entity>(tx, rows).await
}

/// The number and name that a company gives each account.
///
/// # Errors
/// A database that does not answer.
pub async fn account_map<S: Source>(
    source: &S,
    company: CompanyId,
) -> StoreResult<BTreeMap<Account, (String, String)>> {
    use entity::ledger_account::{Column, Entity};
    let rows = Entity::find().filter(Column::CompanyId.eq(company)).all(source.conn()).await?;
    Ok(rows.into_iter().map(|r| (r.account, (r.number, r.name))).collect())
}

/// The tables that a company's seal is over, in the order of its parts.
pub const COMPANY_PARTS: [&str; 5] = ["company", "ledger_account", "device_model", "price", "number_series"];

/// The seal of a company: a hash of everything that a setup file says about it, by [`COMPANY_PARTS`].
///
/// # Errors
/// A database that does not answer.
pub async fn company_hash<S: Source>(source: &S, id: CompanyId) -> StoreResult<String> {
    let mut text = Canonical::of("company");
    if let Some(row) = entity::company::Entity::find_by_id(id).one(source.conn()).await? {
        // The creditor number has a place of its own below.
        let seller = Seller { fik_creditor: None, ..company(row.clone()).seller };
        text.push(serde_json::to_string(&seller).unwrap_or_default());
        for field in [&row.key, &row.return_name, &row.return_street, &row.return_postcode, &row.return_city] {
            text.push(field);
        }
        for field in [row.language.as_str(), row.currency.as_str(), &row.time_zone, &row.profile] {
            text.push(field);
        }
        text.push_opt(row.fik_creditor);
        text.push(row.created_at_us);
        if let Some(limit) = row.fee_limit {
            // Left out where there is none: what was sealed before there were limits stays sealed.
            text.push(limit);
        }
    }
    let mut accounts = Canonical::of("accounts");
    for (account, (number, name)) in account_map(source, id).await? {
        accounts = accounts.with(account).with(number).with(name);
    }
    let found = model_list(source, id).await?;
    let mut models = Canonical::of("models");
    for model in &found {
        models = models.with(model.id).with(&model.key).with(&model.name);
    }
    let mut prices = Canonical::of("prices");
    for price in price_list(source, id).await? {
        prices = prices.with(price.id).with(price.model).with(price.valid_from);
        prices = prices.with(price.new_price).with(price.swap_price).with(price.shipping);
    }
    let mut series = Canonical::of("series");
    for row in super::series::series_list(source, id).await? {
        series = series.with(row.id).with(row.kind).with(row.prefix).with(row.width).with(row.first);
    }
    Ok([text, accounts, models, prices, series].map(|part| part.hash()).join("."))
}
