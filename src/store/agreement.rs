//! Agreements with their lines and licences, and what billing reads of them.

use std::collections::HashMap;

use entity::types::{
    AgreementId, ChargeCode, CompanyId, Currency, Date, DeviceId, LicenceId, LineId, MerchantId, Money, RunId,
    SubjectId, TermsId,
};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, Value};

use super::bulk::insert_all;
use super::digest::Canonical;
use super::merchant::{MERCHANT_COLUMNS, Merchant};
use super::{Source, StoreError, StoreResult, Tx, execute, rows};
use crate::domain::billing::{BilledDevice, Recurring};

/// An agreement to be written.
pub type NewAgreement = entity::agreement::Model;
/// A line to be written.
pub type NewLine = entity::agreement_line::Model;
/// A licence to be written.
pub type NewLicence = entity::gateway_licence::Model;
/// A device's place to be written.
pub type NewAssignment = entity::assignment::Model;

/// What billing needs to know of an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BillingFacts {
    /// The agreement's own part.
    pub agreement: AgreementFacts,
    /// Who pays.
    pub merchant: Merchant,
    /// Rents and licences, by line: the rent, then its licence.
    pub recurring: Vec<Recurring>,
}

/// An agreement as billing sees it.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct AgreementFacts {
    /// Its id.
    pub id: AgreementId,
    /// Whose it is.
    pub company_id: CompanyId,
    /// Its reference.
    pub reference: String,
    /// The terms that it pins.
    pub terms_id: TermsId,
    /// Days from issue to the due date.
    pub payment_days: i64,
    /// Its currency.
    pub currency: Currency,
    /// First day.
    pub start: Option<Date>,
    /// Last day of the term.
    pub term_end: Option<Date>,
    /// Last day, if it ends.
    pub ends: Option<Date>,
}

/// Which agreements are wanted.
#[derive(Clone, Debug)]
pub enum Which {
    /// Those of a company that have something unbilled through a day, after a reference, in its order.
    Due {
        /// The company.
        company: CompanyId,
        /// The last day that is to be billed.
        through: Date,
        /// The last reference of the page before.
        after: String,
        /// How many.
        limit: i64,
    },
    /// Those of a run's items after one position up to another.
    Run {
        /// The run.
        run: RunId,
        /// After this position.
        after: i64,
        /// Up to and including this one.
        to: i64,
    },
    /// One.
    One(AgreementId),
    /// Those of a merchant.
    Merchant(MerchantId),
}

impl Which {
    fn condition(&self) -> (&'static str, Vec<Value>) {
        match self {
            Self::Due { company, through, after, limit } => (
                "g.id IN (SELECT a.id FROM agreement a WHERE a.company_id = $1 AND a.reference > $2 AND a.start <= $3 \
                 AND (EXISTS (SELECT 1 FROM agreement_line x WHERE x.agreement_id = a.id AND x.starts <= $3 \
                 AND (x.billed_through IS NULL OR (x.billed_through < $3 AND (x.ends IS NULL OR x.ends > x.billed_through)))) \
                 OR EXISTS (SELECT 1 FROM gateway_licence y WHERE y.agreement_id = a.id AND y.starts <= $3 \
                 AND (y.billed_through IS NULL OR (y.billed_through < $3 AND (y.ends IS NULL OR y.ends > y.billed_through))))) \
                 ORDER BY a.reference LIMIT $4)",
                vec![(*company).into(), after.clone().into(), (*through).into(), (*limit).into()],
            ),
            Self::Run { run, after, to } => (
                "g.id IN (SELECT i.agreement_id FROM run_item i WHERE i.run_id = $1 AND i.position > $2 AND i.position <= $3)",
                vec![(*run).into(), (*after).into(), (*to).into()],
            ),
            Self::One(id) => ("g.id = $1", vec![(*id).into()]),
            Self::Merchant(id) => ("g.merchant_id = $1", vec![(*id).into()]),
        }
    }
}

/// How many agreements of a company have something unbilled through a day.
///
/// # Errors
/// A database that does not answer.
pub async fn agreement_due_count<S: Source>(source: &S, company: CompanyId, through: Date) -> StoreResult<i64> {
    #[derive(FromQueryResult)]
    struct Count {
        n: i64,
    }
    let which = Which::Due { company, through, after: String::new(), limit: i64::MAX };
    let (condition, values) = which.condition();
    let sql = format!("SELECT COUNT(*) AS n FROM agreement g WHERE {condition}");
    Ok(rows::<_, Count>(source, &sql, values).await?.first().map_or(0, |c| c.n))
}

#[derive(FromQueryResult)]
struct Head {
    #[sea_orm(nested)]
    agreement: AgreementFacts,
    #[sea_orm(nested)]
    merchant: Merchant,
}

#[derive(FromQueryResult)]
struct Line {
    agreement_id: AgreementId,
    line_id: LineId,
    rent: i64,
    starts: Option<Date>,
    ends: Option<Date>,
    billed_through: Option<Date>,
    generation: i64,
    device_id: Option<DeviceId>,
    serial: Option<String>,
    model: Option<String>,
    licence_id: Option<LicenceId>,
    licence_code: Option<ChargeCode>,
    monthly: Option<i64>,
    licence_starts: Option<Date>,
    licence_ends: Option<Date>,
    licence_billed: Option<Date>,
    licence_generation: Option<i64>,
}

/// Reads what billing needs, in the order of the references.
///
/// # Errors
/// A database that does not answer.
pub async fn agreement_facts<S: Source>(source: &S, which: &Which) -> StoreResult<Vec<BillingFacts>> {
    let (condition, values) = which.condition();
    let sql = format!(
        "SELECT g.id, g.company_id, g.reference, g.terms_id, g.payment_days, g.currency, g.start, g.term_end, g.ends, \
         {MERCHANT_COLUMNS} FROM agreement g JOIN merchant m ON m.id = g.merchant_id WHERE {condition} ORDER BY g.reference"
    );
    let heads: Vec<Head> = rows(source, &sql, values.clone()).await?;
    let sql = format!(
        "SELECT l.agreement_id, l.id AS line_id, l.rent, l.starts, l.ends, l.billed_through, l.generation, p.device_id, \
         d.serial, dm.name AS model, y.id AS licence_id, y.code AS licence_code, y.monthly, y.starts AS licence_starts, \
         y.ends AS licence_ends, y.billed_through AS licence_billed, y.generation AS licence_generation \
         FROM agreement g JOIN agreement_line l ON l.agreement_id = g.id \
         LEFT JOIN assignment p ON p.line_id = l.id AND p.released IS NULL LEFT JOIN device d ON d.id = p.device_id \
         LEFT JOIN device_model dm ON dm.id = d.model_id LEFT JOIN gateway_licence y ON y.line_id = l.id \
         WHERE {condition} ORDER BY g.reference, l.number"
    );
    let mut lines = rows::<_, Line>(source, &sql, values).await?.into_iter().peekable();
    let mut facts = Vec::with_capacity(heads.len());
    for head in heads {
        let mut recurring = Vec::new();
        while let Some(line) = lines.next_if(|l| l.agreement_id == head.agreement.id) {
            recurring.extend(line.recurring(head.agreement.currency));
        }
        facts.push(BillingFacts { agreement: head.agreement, merchant: head.merchant, recurring });
    }
    Ok(facts)
}

impl Line {
    fn recurring(self, currency: Currency) -> impl Iterator<Item = Recurring> {
        let device = self.device_id.zip(self.serial).zip(self.model);
        let device = device.map(|((id, serial), model)| BilledDevice { id, serial, model });
        let rent = Recurring {
            subject: SubjectId(self.line_id.0),
            code: ChargeCode::Rent,
            device: device.clone(),
            monthly: Money::new(self.rent, currency),
            starts: self.starts,
            ends: self.ends,
            billed_through: self.billed_through,
            generation: self.generation,
        };
        let licence = self.licence_id.zip(self.licence_code).map(|(id, code)| Recurring {
            subject: SubjectId(id.0),
            code,
            device,
            monthly: Money::new(self.monthly.unwrap_or(0), currency),
            starts: self.licence_starts,
            ends: self.licence_ends,
            billed_through: self.licence_billed,
            generation: self.licence_generation.unwrap_or(0),
        });
        std::iter::once(rent).chain(licence)
    }
}

impl BillingFacts {
    /// A hash over everything that a document is computed from, except how far it is billed: that is compared when it is set.
    #[must_use]
    pub fn inputs_hash(&self) -> String {
        let a = &self.agreement;
        let mut text = Canonical::of("inputs").with(a.id).with(&a.reference).with(a.terms_id).with(a.payment_days);
        text = text.with(a.currency);
        for day in [a.start, a.term_end, a.ends] {
            text.push_opt(day);
        }
        let m = &self.merchant;
        text = text.with(m.merchant_id).with(&m.merchant_number).with(&m.merchant_name).with(m.country);
        text = text.with(&m.street).with(&m.postcode).with(&m.city).with(m.language);
        for field in [&m.registration, &m.buyer_reference, &m.endpoint_scheme, &m.endpoint_id] {
            text.push_opt(field.as_ref());
        }
        for r in &self.recurring {
            text = text.with(r.subject).with(r.code).with(r.monthly);
            text.push_opt(r.starts);
            text.push_opt(r.ends);
            text.push_opt(r.device.as_ref().map(|d| &d.serial));
            text.push_opt(r.device.as_ref().map(|d| &d.model));
        }
        text.hash()
    }
}

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
        below.lines.sort_by_key(|l| l.number);
        let order: HashMap<_, _> = below.lines.iter().map(|l| (l.id, l.number)).collect();
        below.licences.sort_by_key(|l| order.get(&l.line_id).copied());
        below.places.sort_by_key(|p| (order.get(&p.line_id).copied(), p.assigned, p.id));
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
    below.lines.sort_by_key(|l| l.number);
    let order: HashMap<_, _> = below.lines.iter().map(|l| (l.id, l.number)).collect();
    below.licences.sort_by_key(|l| order.get(&l.line_id).copied());
    below.places.sort_by_key(|p| (order.get(&p.line_id).copied(), p.assigned, p.id));
    Ok((agreement, below))
}

/// Starts an agreement whose identity check is passed, with its lines and licences; or writes a rejection.
///
/// # Errors
/// No such agreement, or a database that does not answer.
pub async fn agreement_set_dates(tx: &Tx, row: &NewAgreement) -> StoreResult<()> {
    let sql = "UPDATE agreement SET kyc_approved = $1, kyc_rejected = $2, start = $3, term_end = $4, binding_end = $5, \
               notice_on = $6, ends = $7 WHERE id = $8";
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

/// Sets how far a line or licence is billed, if it is billed as far as `before`.
///
/// # Errors
/// It is billed further by now, or a database that does not answer.
pub async fn billed_through_set(
    tx: &Tx,
    subject: SubjectId,
    code: ChargeCode,
    before: Option<Date>,
    through: Date,
) -> StoreResult<()> {
    let table = if code == ChargeCode::Rent { "agreement_line" } else { "gateway_licence" };
    let (same, mut values) = match before {
        Some(day) => ("billed_through = $3", vec![Value::from(day)]),
        None => ("billed_through IS NULL", Vec::new()),
    };
    values.splice(0..0, [through.into(), subject.into()]);
    let sql = format!("UPDATE {table} SET billed_through = $1 WHERE id = $2 AND {same}");
    StoreError::affected("billed_through", 1, execute(tx, &sql, values).await?)
}
