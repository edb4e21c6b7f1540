//! Agreements with their lines, licences and places: as rows that are written, compared and sealed.

mod billing;

use std::collections::HashMap;

use entity::types::{AgreementId, CompanyId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

pub use billing::{AgreementFacts, BillingFacts, Which, agreement_due_count, agreement_facts, billed_through_set};

use super::bulk::insert_all;
use super::digest::Canonical;
use super::{Source, StoreError, StoreResult, Tx, execute};

/// An agreement to be written.
pub type NewAgreement = entity::agreement::Model;
/// A line to be written.
pub type NewLine = entity::agreement_line::Model;
/// A licence to be written.
pub type NewLicence = entity::gateway_licence::Model;
/// A device's place to be written.
pub type NewAssignment = entity::assignment::Model;

/// Adds agreements with their lines, licences and devices' places.
///
/// # Errors
/// A database that does not answer, a reference that exists, or a device that is on another line.
pub async fn agreement_insert_many(
    tx: &Tx,
    agreements: &[NewAgreement],
    lines: &[NewLine],
    licences: &[NewLicence],
    places: &[NewAssignment],
) -> StoreResult<()> {
    insert_all::<entity::agreement::Entity>(tx, agreements).await?;
    insert_all::<entity::agreement_line::Entity>(tx, lines).await?;
    insert_all::<entity::gateway_licence::Entity>(tx, licences).await?;
    insert_all::<entity::assignment::Entity>(tx, places).await
}

/// An agreement's row.
///
/// # Errors
/// A database that does not answer.
pub async fn agreement_row<S: Source>(
    source: &S,
    company: CompanyId,
    reference: &str,
) -> StoreResult<Option<NewAgreement>> {
    use entity::agreement::{Column, Entity};
    let query = Entity::find().filter(Column::CompanyId.eq(company)).filter(Column::Reference.eq(reference));
    Ok(query.one(source.conn()).await?)
}

/// Everything of an agreement: what an import is compared with, and what its seal is over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgreementRows {
    /// Its lines, by number.
    pub lines: Vec<NewLine>,
    /// Its licences.
    pub licences: Vec<NewLicence>,
    /// Where devices are or were.
    pub places: Vec<NewAssignment>,
}

impl AgreementRows {
    /// Puts them in their order: by the number of the line, places by their day as well.
    pub fn sort(&mut self) {
        self.lines.sort_by_key(|l| l.number);
        let order: HashMap<_, _> = self.lines.iter().map(|l| (l.id, l.number)).collect();
        self.licences.sort_by_key(|l| order.get(&l.line_id).copied());
        self.places.sort_by_key(|p| (order.get(&p.line_id).copied(), p.assigned, p.id));
    }
}

/// Reads the rows below some agreements.
///
/// # Errors
/// A database that does not answer.
pub async fn agreement_rows<S: Source>(
    source: &S,
    company: CompanyId,
) -> StoreResult<HashMap<AgreementId, (NewAgreement, AgreementRows)>> {
    let agreements = entity::agreement::Entity::find()
        .filter(entity::agreement::Column::CompanyId.eq(company))
        .all(source.conn())
        .await?;
    let mut found: HashMap<_, _> = agreements.into_iter().map(|a| (a.id, (a, AgreementRows::default()))).collect();
    let mut of_line = HashMap::new();
    for line in entity::agreement_line::Entity::find()
        .filter(entity::agreement_line::Column::CompanyId.eq(company))
        .all(source.conn())
        .await?
    {
        of_line.insert(line.id, line.agreement_id);
        if let Some((_, below)) = found.get_mut(&line.agreement_id) {
            below.lines.push(line);
        }
    }
    for licence in entity::gateway_licence::Entity::find()
        .filter(entity::gateway_licence::Column::CompanyId.eq(company))
        .all(source.conn())
        .await?
    {
        if let Some((_, below)) = found.get_mut(&licence.agreement_id) {
            below.licences.push(licence);
        }
    }
    for place in entity::assignment::Entity::find()
        .filter(entity::assignment::Column::CompanyId.eq(company))
        .all(source.conn())
        .await?
    {
        if let Some((_, below)) = of_line.get(&place.line_id).and_then(|a| found.get_mut(a)) {
            below.places.push(place);
        }
    }
    for (_, below) in found.values_mut() {
        below.sort();
    }
    Ok(found)
}

/// The tables that an agreement's seal is over, in the order of its parts.
pub const AGREEMENT_PARTS: [&str; 4] = ["agreement", "agreement_line", "gateway_licence", "assignment"];

/// The seal of an agreement: a hash of its row and of the rows of each table below it, by [`AGREEMENT_PARTS`], except how far it
/// is billed: `verify` compares that with the charges.
#[must_use]
pub fn agreement_hash(row: &NewAgreement, below: &AgreementRows) -> String {
    let mut text = Canonical::of("agreement").with(row.id).with(row.company_id).with(row.merchant_id);
    text = text.with(&row.reference).with(row.terms_id).with(row.signed).with(row.currency);
    for n in [row.term_months, row.binding_months, row.notice_months, row.payment_days] {
        text = text.with(n);
    }
    text = text.with(row.approve_at_once);
    for day in [row.kyc_approved, row.kyc_rejected, row.start, row.term_end, row.binding_end, row.notice_on, row.ends] {
        text.push_opt(day);
    }
    let mut lines = Canonical::of("lines").with(row.id);
    for line in &below.lines {
        lines = lines.with(line.id).with(line.number).with(line.rent).with(line.currency);
        lines.push_opt(line.starts);
        lines.push_opt(line.ends);
    }
    let mut licences = Canonical::of("licences").with(row.id);
    for licence in &below.licences {
        licences = licences.with(licence.id).with(licence.line_id).with(licence.code).with(licence.monthly);
        licences = licences.with(licence.currency).with(licence.state);
        licences.push_opt(licence.starts);
        licences.push_opt(licence.ends);
    }
    let mut places = Canonical::of("places").with(row.id);
    for place in &below.places {
        places = places.with(place.id).with(place.line_id).with(place.device_id).with(place.assigned);
        places.push_opt(place.released);
    }
    [text, lines, licences, places].map(|part| part.hash()).join(".")
}

/// The rows of one agreement.
///
/// # Errors
/// No such agreement, or a database that does not answer.
pub async fn agreement_with_rows<S: Source>(source: &S, id: AgreementId) -> StoreResult<(NewAgreement, AgreementRows)> {
    let agreement = entity::agreement::Entity::find_by_id(id).one(source.conn()).await?;
    let agreement = agreement.ok_or_else(|| StoreError::impossible("agreement", "id", id, "is missing"))?;
    let lines = entity::agreement_line::Entity::find()
        .filter(entity::agreement_line::Column::AgreementId.eq(id))
        .all(source.conn())
        .await?;
    let licences = entity::gateway_licence::Entity::find()
        .filter(entity::gateway_licence::Column::AgreementId.eq(id))
        .all(source.conn())
        .await?;
    let places = entity::assignment::Entity::find()
        .filter(entity::assignment::Column::LineId.is_in(lines.iter().map(|l| l.id)))
        .all(source.conn())
        .await?;
    let mut below = AgreementRows { lines, licences, places };
    below.sort();
    Ok((agreement, below))
}

/// Starts an agreement whose identity check is passed, with its lines and licences; or writes a rejection.
///
/// # Errors
/// An agreement that has started by now or does not exist, or a database that does not answer.
pub async fn agreement_set_dates(tx: &Tx, row: &NewAgreement) -> StoreResult<()> {
    let sql = "UPDATE agreement SET kyc_approved = $1, kyc_rejected = $2, start = $3, term_end = $4, binding_end = $5, \
               notice_on = $6, ends = $7 WHERE id = $8 AND start IS NULL";
    let values = [
        row.kyc_approved.into(),
        row.kyc_rejected.into(),
        row.start.into(),
        row.term_end.into(),
        row.binding_end.into(),
        row.notice_on.into(),
        row.ends.into(),
        row.id.into(),
    ];
    StoreError::affected("agreement", 1, execute(tx, sql, values).await?)?;
    for table in ["agreement_line", "gateway_licence"] {
        let sql = format!("UPDATE {table} SET starts = $1 WHERE agreement_id = $2 AND starts IS NULL");
        execute(tx, &sql, [row.start.into(), row.id.into()]).await?;
        let sql = format!("UPDATE {table} SET ends = $1 WHERE agreement_id = $2 AND ends IS NULL");
        execute(tx, &sql, [row.ends.into(), row.id.into()]).await?;
    }
    Ok(())
}
