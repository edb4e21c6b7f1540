//! Billing runs: the preview's immutable items, and how far the run is.

use entity::types::{AgreementId, ChargeCode, CompanyId, Currency, Percent, RunId, RunItemId, RunState, VatCategory};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, Value};

use super::bulk::insert_all;
use super::digest::Canonical;
use super::{Source, StoreError, StoreResult, Tx, execute, row, rows};
use crate::domain::invoice::VatGroup;
use crate::domain::ledger::Posting;
use crate::domain::reason::Reason;

/// A run.
pub type Run = entity::billing_run::Model;
/// An item to be written or read.
pub type RunItem = entity::run_item::Model;
/// A line of an item.
pub type RunLine = entity::run_line::Model;
/// VAT of an item.
pub type RunVat = entity::run_vat::Model;
/// A posting of an item.
pub type RunPosting = entity::run_posting::Model;
/// An agreement that a run could not bill.
pub type SetAside = entity::run_set_aside::Model;

/// Items with all below them, to be written at once.
#[derive(Clone, Debug, Default)]
pub struct NewItems {
    /// The items.
    pub items: Vec<RunItem>,
    /// Their lines.
    pub lines: Vec<RunLine>,
    /// Their VAT.
    pub vat: Vec<RunVat>,
    /// Their postings.
    pub postings: Vec<RunPosting>,
}

/// The columns of a line that a document's hash is over: the same for a previewed and an issued line.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct HashedLine {
    /// Number.
    pub number: i64,
    /// Code.
    pub code: ChargeCode,
    /// Serial number.
    pub serial: Option<String>,
    /// Model.
    pub model: Option<String>,
    /// First day.
    pub period_from: Option<chrono::NaiveDate>,
    /// Last day.
    pub period_to: Option<chrono::NaiveDate>,
    /// Quantity.
    pub quantity: i64,
    /// Whether it counts months.
    pub by_month: bool,
    /// Price of one.
    pub unit_price: i64,
    /// Amount.
    pub net: i64,
    /// Currency.
    pub currency: Currency,
    /// VAT category.
    pub vat_category: VatCategory,
    /// VAT rate.
    pub vat_rate: Percent,
    /// Rule.
    pub rule: String,
    /// Clause.
    pub clause: String,
    /// Explanation.
    pub explanation: String,
}

macro_rules! hashed_from {
    ($row:ty, $from:ident, $period:expr) => {
        impl From<&$row> for HashedLine {
            fn from($from: &$row) -> Self {
                let (period_from, period_to) = $period;
                Self {
                    number: $from.number,
                    code: $from.code,
                    serial: $from.serial.clone(),
                    model: $from.model.clone(),
                    period_from,
                    period_to,
                    quantity: $from.quantity,
                    by_month: $from.by_month,
                    unit_price: $from.unit_price,
                    net: $from.net,
                    currency: $from.currency,
                    vat_category: $from.vat_category,
                    vat_rate: $from.vat_rate,
                    rule: $from.rule.clone(),
                    clause: $from.clause.clone(),
                    explanation: $from.explanation.clone(),
                }
            }
        }
    };
}

hashed_from!(RunLine, line, (Some(line.period_from), Some(line.period_to)));
hashed_from!(super::invoice::LineRow, line, (line.period_from, line.period_to));

/// A hash over a document's lines, VAT and postings.
#[must_use]
pub fn lines_hash<'a>(
    lines: impl IntoIterator<Item = &'a HashedLine>,
    vat: &[VatGroup],
    postings: &[Posting],
) -> String {
    let mut text = Canonical::of("lines");
    for l in lines {
        text = text.with(l.number).with(l.code);
        text.push_opt(l.serial.as_ref());
        text.push_opt(l.model.as_ref());
        text.push_opt(l.period_from);
        text.push_opt(l.period_to);
        text = text.with(l.quantity).with(l.by_month).with(l.unit_price).with(l.net).with(l.currency);
        text = text.with(l.vat_category).with(l.vat_rate.0).with(&l.rule).with(&l.clause).with(&l.explanation);
    }
    for group in vat {
        text = text.with("vat").with(group.category).with(group.rate.0).with(group.base).with(group.vat);
    }
    for posting in postings {
        text = text.with("posting").with(posting.account).with(posting.amount);
        text.push_opt(posting.vat.map(|v| v.category));
        text.push_opt(posting.vat.map(|v| v.rate.0));
    }
    text.hash()
}

/// Adds a run.
///
/// # Errors
/// A database that does not answer, or a run of that sequence exists.
pub async fn run_insert(tx: &Tx, run: Run) -> StoreResult<()> {
    insert_all::<entity::billing_run::Entity>(tx, &[run]).await
}

/// Completes a run that is being previewed: its fingerprint, how many documents it has, and what they add up to. All are set once.
///
/// # Errors
/// A run that is complete already, or a database that does not answer.
pub async fn run_complete(tx: &Tx, run: &Run) -> StoreResult<()> {
    let sql = "UPDATE billing_run SET fingerprint = $1, documents = $2 WHERE id = $3 AND fingerprint = ''";
    let values = [run.fingerprint.clone().into(), run.documents.into(), run.id.into()];
    StoreError::affected("billing_run", 1, execute(tx, sql, values).await?)?;
    let sql = "INSERT INTO run_total (run_id, documents, net, vat, gross) SELECT run_id, COUNT(*), CAST(SUM(net) AS bigint), \
               CAST(SUM(vat) AS bigint), CAST(SUM(gross) AS bigint) FROM run_item WHERE run_id = $1 GROUP BY run_id";
    execute(tx, sql, [run.id.into()]).await?;
    let sql = "INSERT INTO run_total_code (run_id, code, lines, net) SELECT i.run_id, l.code, COUNT(*), CAST(SUM(l.net) AS bigint) \
               FROM run_item i JOIN run_line l ON l.item_id = i.id WHERE i.run_id = $1 GROUP BY i.run_id, l.code";
    execute(tx, sql, [run.id.into()]).await?;
    Ok(())
}

/// Adds items with all below them.
///
/// # Errors
/// A database that does not answer.
pub async fn run_item_insert_many(tx: &Tx, new: &NewItems) -> StoreResult<()> {
    insert_all::<entity::run_item::Entity>(tx, &new.items).await?;
    insert_all::<entity::run_line::Entity>(tx, &new.lines).await?;
    insert_all::<entity::run_vat::Entity>(tx, &new.vat).await?;
    insert_all::<entity::run_posting::Entity>(tx, &new.postings).await
}

/// Sets agreements aside.
///
/// # Errors
/// A database that does not answer.
pub async fn run_set_aside(tx: &Tx, rows: &[SetAside]) -> StoreResult<()> {
    super::bulk::insert_missing::<entity::run_set_aside::Entity>(tx, rows).await
}

/// The last run of a quarter.
///
/// # Errors
/// A database that does not answer.
pub async fn run_last<S: Source>(source: &S, company: CompanyId, quarter: &str) -> StoreResult<Option<Run>> {
    use entity::billing_run::{Column, Entity};
    let query = Entity::find().filter(Column::CompanyId.eq(company)).filter(Column::Quarter.eq(quarter));
    Ok(query.order_by_desc(Column::Sequence).one(source.conn()).await?)
}

/// Every run of a company, oldest first.
///
/// # Errors
/// A database that does not answer.
pub async fn run_list<S: Source>(source: &S, company: CompanyId) -> StoreResult<Vec<Run>> {
    use entity::billing_run::{Column, Entity};
    let query = Entity::find().filter(Column::CompanyId.eq(company));
    Ok(query.order_by_asc(Column::CreatedAtUs).order_by_asc(Column::Sequence).all(source.conn()).await?)
}

/// The last run before a quarter that issued something.
///
/// # Errors
/// A database that does not answer.
pub async fn run_before<S: Source>(source: &S, company: CompanyId, quarter: &str) -> StoreResult<Option<Run>> {
    use entity::billing_run::{Column, Entity};
    let query = Entity::find().filter(Column::CompanyId.eq(company)).filter(Column::Quarter.lt(quarter));
    let query = query.filter(Column::State.eq(RunState::Issued)).filter(Column::Documents.gt(0));
    Ok(query.order_by_desc(Column::Quarter).order_by_desc(Column::Sequence).one(source.conn()).await?)
}

/// A run of a company.
///
/// # Errors
/// A database that does not answer.
pub async fn run_find<S: Source>(source: &S, company: CompanyId, id: RunId) -> StoreResult<Option<Run>> {
    use entity::billing_run::{Column, Entity};
    Ok(Entity::find_by_id(id).filter(Column::CompanyId.eq(company)).one(source.conn()).await?)
}

/// Moves a run from one state to another.
///
/// # Errors
/// The run is in another state by now, or a database that does not answer.
pub async fn run_move(tx: &Tx, id: RunId, from: RunState, to: RunState, by: Option<&str>) -> StoreResult<()> {
    let sql = "UPDATE billing_run SET state = $1, approved_by = COALESCE($2, approved_by) WHERE id = $3 AND state = $4";
    let by: Value = by.map(str::to_owned).into();
    StoreError::affected("billing_run", 1, execute(tx, sql, [to.into(), by, id.into(), from.into()]).await?)
}

/// Discards a run of which nothing is issued.
///
/// # Errors
/// The run is in another state by now, or a database that does not answer.
pub async fn run_discard(tx: &Tx, id: RunId, from: RunState, by: &str) -> StoreResult<()> {
    let sql = "UPDATE billing_run SET state = $1, discarded_by = $2 WHERE id = $3 AND state = $4 AND position = 0";
    let values = [RunState::Superseded.into(), by.to_owned().into(), id.into(), from.into()];
    StoreError::affected("billing_run", 1, execute(tx, sql, values).await?)
}

/// A run's state and position, read under its lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Progress {
    /// Its state.
    pub state: RunState,
    /// Items up to here are dealt with.
    pub position: i64,
}

/// How far a run is; locked until the transaction ends.
///
/// # Errors
/// No such run, or a database that does not answer.
pub async fn run_progress(tx: &Tx, id: RunId) -> StoreResult<Progress> {
    let sql = format!("SELECT state, position FROM billing_run WHERE id = $1{}", super::for_update(tx));
    row(tx, &sql, [id.into()]).await?.ok_or_else(|| StoreError::impossible("billing_run", "id", id, "is missing"))
}

/// Notes how far a run is.
///
/// # Errors
/// A database that does not answer.
pub async fn run_advance(tx: &Tx, id: RunId, from: i64, to: i64) -> StoreResult<()> {
    let sql = "UPDATE billing_run SET position = $1 WHERE id = $2 AND position = $3";
    StoreError::affected("billing_run", 1, execute(tx, sql, [to.into(), id.into(), from.into()]).await?)
}

/// Items of a run after a position, in order.
///
/// # Errors
/// A database that does not answer.
pub async fn run_item_page<S: Source>(source: &S, run: RunId, after: i64, limit: u64) -> StoreResult<Vec<RunItem>> {
    use entity::run_item::{Column, Entity};
    use sea_orm::QuerySelect;
    let query = Entity::find().filter(Column::RunId.eq(run)).filter(Column::Position.gt(after));
    Ok(query.order_by_asc(Column::Position).limit(limit).all(source.conn()).await?)
}

/// Agreements that a run set aside, by reference.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Aside {
    /// The agreement.
    pub agreement_id: AgreementId,
    /// The agreement's reference.
    pub reference: String,
    /// The merchant's name.
    pub merchant: String,
    /// The quarter.
    pub quarter: String,
    /// `preview` or `issue`.
    pub stage: String,
    /// Why, as it is kept.
    pub reason: String,
}

impl Aside {
    /// Why, to be said in the reader's language.
    #[must_use]
    pub fn why(&self) -> Reason {
        Reason::read(&self.reason)
    }
}

/// What a run set aside.
///
/// # Errors
/// A database that does not answer.
pub async fn run_aside_list<S: Source>(source: &S, run: RunId) -> StoreResult<Vec<Aside>> {
    let sql = "SELECT s.agreement_id, g.reference, m.name AS merchant, s.quarter, s.stage, s.reason FROM run_set_aside s \
               JOIN agreement g ON g.id = s.agreement_id JOIN merchant m ON m.id = g.merchant_id \
               WHERE s.run_id = $1 ORDER BY g.reference, s.quarter";
    Ok(rows(source, sql, [run.into()]).await?)
}

/// What a run's items add up to, by code.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct CodeTotal {
    /// The code.
    pub code: ChargeCode,
    /// How many lines.
    pub lines: i64,
    /// Their net sum.
    pub net: i64,
}

/// Sums of a run by code.
///
/// # Errors
/// A database that does not answer.
pub async fn run_totals<S: Source>(source: &S, run: RunId) -> StoreResult<Vec<CodeTotal>> {
    let sql = "SELECT code, lines, net FROM run_total_code WHERE run_id = $1 ORDER BY code";
    Ok(rows(source, sql, [run.into()]).await?)
}

/// Sums of a run's items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct RunSums {
    /// How many documents.
    pub documents: i64,
    /// Net.
    pub net: i64,
    /// VAT.
    pub vat: i64,
    /// Gross.
    pub gross: i64,
}

/// What a run's items add up to.
///
/// # Errors
/// A database that does not answer.
pub async fn run_sums<S: Source>(source: &S, run: RunId) -> StoreResult<RunSums> {
    let sql = "SELECT documents, net, vat, gross FROM run_total WHERE run_id = $1";
    Ok(row(source, sql, [run.into()]).await?.unwrap_or_default())
}

/// The id of an item's run and its place: what the fingerprint of a run is over.
#[must_use]
pub fn run_fingerprint<'a>(items: impl IntoIterator<Item = &'a RunItem>, seller_hash: &str) -> FingerprintChain {
    let mut chain = FingerprintChain(Canonical::of("run").with(seller_hash).hash());
    for item in items {
        chain.push(item);
    }
    chain
}

/// The fingerprint of a run under way: a chain over its items, so that a run of any size fits in no memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FingerprintChain(pub String);

impl FingerprintChain {
    /// Adds an item.
    pub fn push(&mut self, item: &RunItem) {
        let mut text = Canonical::of("item").with(&self.0).with(item.position).with(item.agreement_id);
        text = text.with(item.merchant_id).with(&item.quarter).with(item.currency).with(item.net).with(item.vat);
        text = text.with(item.gross).with(item.line_count).with(&item.buyer_hash).with(&item.inputs_hash);
        self.0 = text.with(&item.lines_hash).hash();
    }
}

/// Hash parts of items of a run: the lines that a page of positions holds, by item and number.
///
/// # Errors
/// A database that does not answer.
pub async fn run_line_page<S: Source>(
    source: &S,
    run: RunId,
    after: i64,
    to: i64,
) -> StoreResult<Vec<(RunItemId, RunLine)>> {
    let sql = "SELECT l.* FROM run_line l JOIN run_item i ON i.id = l.item_id WHERE i.run_id = $1 AND i.position > $2 \
               AND i.position <= $3 ORDER BY i.position, l.number";
    let found: Vec<RunLine> = rows(source, sql, [run.into(), after.into(), to.into()]).await?;
    Ok(found.into_iter().map(|l| (l.item_id, l)).collect())
}

/// VAT and postings of a page of positions.
///
/// # Errors
/// A database that does not answer.
pub async fn run_sums_page<S: Source>(
    source: &S,
    run: RunId,
    after: i64,
    to: i64,
) -> StoreResult<(Vec<RunVat>, Vec<RunPosting>)> {
    let part = |table: &str, order: &str| {
        format!(
            "SELECT x.* FROM {table} x JOIN run_item i ON i.id = x.item_id WHERE i.run_id = $1 AND i.position > $2 \
             AND i.position <= $3 ORDER BY i.position, {order}"
        )
    };
    let values = [run.into(), after.into(), to.into()];
    let vat = rows(source, &part("run_vat", "x.category, x.rate"), values.clone()).await?;
    Ok((vat, rows(source, &part("run_posting", "x.number"), values).await?))
}
