//! One-off charges before they are on a document.

use entity::types::{AgreementId, ChargeId, ChargeState, CompanyId, Date, InvoiceId, MerchantId};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder};

use super::bulk::insert_all;
use super::{Source, StoreError, StoreResult, Tx, execute, row};

/// A charge.
pub type Charge = entity::charge::Model;

/// Adds charges.
///
/// # Errors
/// A database that does not answer, or a charge of that subject, code, day and generation.
pub async fn charge_insert_many(tx: &Tx, charges: &[Charge]) -> StoreResult<()> {
    insert_all::<entity::charge::Entity>(tx, charges).await
}

/// One-off charges of an agreement that are approved and not on a document, up to a day, oldest first.
///
/// # Errors
/// A database that does not answer.
pub async fn charge_approved<S: Source>(source: &S, agreement: AgreementId, day: Date) -> StoreResult<Vec<Charge>> {
    use entity::charge::{Column, Entity};
    let query =
        Entity::find().filter(Column::AgreementId.eq(agreement)).filter(Column::State.eq(ChargeState::Approved));
    let query = query.filter(Column::Starts.lte(day)).order_by_asc(Column::Starts).order_by_asc(Column::Id);
    Ok(query.all(source.conn()).await?)
}

/// Agreements of a company with charges that are to be invoiced on a day, by reference.
///
/// # Errors
/// A database that does not answer.
pub async fn charge_agreements<S: Source>(
    source: &S,
    company: CompanyId,
    day: Date,
) -> StoreResult<Vec<(AgreementId, String)>> {
    #[derive(sea_orm::FromQueryResult)]
    struct Found {
        id: AgreementId,
        reference: String,
    }
    let sql = "SELECT g.id, g.reference FROM agreement g WHERE EXISTS (SELECT 1 FROM charge c WHERE c.agreement_id = g.id \
               AND c.company_id = $1 AND c.starts <= $2 AND c.state = 'approved') ORDER BY g.reference";
    let found: Vec<Found> = super::rows(source, sql, [company.into(), day.into()]).await?;
    Ok(found.into_iter().map(|f| (f.id, f.reference)).collect())
}

/// One-off charges of a company, oldest first.
///
/// # Errors
/// A database that does not answer.
pub async fn charge_one_off<S: Source>(source: &S, company: CompanyId) -> StoreResult<Vec<Charge>> {
    use entity::charge::{Column, Entity};
    let query = Entity::find().filter(Column::CompanyId.eq(company)).filter(Column::Explanation.is_not_null());
    Ok(query.order_by_asc(Column::Starts).order_by_asc(Column::Id).all(source.conn()).await?)
}

/// Moves charges from one state to another.
///
/// # Errors
/// A charge is in another state by now, or a database that does not answer.
pub async fn charge_move(
    tx: &Tx,
    charge: &Charge,
    to: ChargeState,
    by: Option<&str>,
    invoice: Option<InvoiceId>,
) -> StoreResult<()> {
    let sql = "UPDATE charge SET state = $1, decided_by = COALESCE($2, decided_by), invoice_id = COALESCE($3, invoice_id) \
               WHERE id = $4 AND state = $5";
    let by: sea_orm::Value = by.map(str::to_owned).into();
    let values = [to.into(), by, invoice.into(), charge.id.into(), charge.state.into()];
    StoreError::affected("charge", 1, execute(tx, sql, values).await?)
}

/// Notes the document that a recurring charge is on.
///
/// # Errors
/// A database that does not answer.
pub async fn charge_on_invoice(tx: &Tx, charge: ChargeId, invoice: InvoiceId) -> StoreResult<()> {
    let sql = "UPDATE charge SET invoice_id = $1 WHERE id = $2 AND invoice_id IS NULL";
    StoreError::affected("charge", 1, execute(tx, sql, [invoice.into(), charge.into()]).await?)
}

/// A charge by its id.
///
/// # Errors
/// A database that does not answer.
pub async fn charge_find<S: Source>(source: &S, id: ChargeId) -> StoreResult<Option<Charge>> {
    Ok(entity::charge::Entity::find_by_id(id).one(source.conn()).await?)
}

/// What somebody has charged a merchant in fees at their own discretion since a day, in minor units: what they decided alone, and what
/// they proposed and nobody has given up.
///
/// # Errors
/// A database that does not answer.
pub async fn fees_decided(
    tx: &Tx,
    (company, merchant): (CompanyId, MerchantId),
    actor: &str,
    since: Date,
) -> StoreResult<i64> {
    #[derive(FromQueryResult)]
    struct Sum {
        net: i64,
    }
    let sql = "SELECT CAST(COALESCE(SUM(net), 0) AS bigint) AS net FROM charge WHERE company_id = $1 AND merchant_id = $2 \
               AND code = 'ADMIN-495' AND starts >= $3 AND state <> 'waived' AND COALESCE(proposed_by, decided_by) = $4";
    let values = [company.into(), merchant.into(), since.into(), actor.to_owned().into()];
    Ok(row::<_, Sum>(tx, sql, values).await?.map_or(0, |found| found.net))
}
