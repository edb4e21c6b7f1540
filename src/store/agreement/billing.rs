//! What billing reads of agreements, and how far they are billed.

use entity::types::{
    AgreementId, ChargeCode, CompanyId, Currency, Date, DeviceId, LicenceId, LineId, MerchantId, Money, RunId,
    SubjectId, TermsId,
};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};

use crate::domain::billing::{BilledDevice, Recurring};
use crate::store::digest::Canonical;
use crate::store::merchant::{MERCHANT_COLUMNS, Merchant};
use crate::store::{Source, StoreError, StoreResult, Tx, execute, rows, statement};

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
                 AND (x.ends IS NULL OR x.ends >= x.starts) AND (x.billed_through IS NULL OR (x.billed_through < $3 AND (x.ends IS NULL OR x.ends > x.billed_through)))) \
                 OR EXISTS (SELECT 1 FROM gateway_licence y WHERE y.agreement_id = a.id AND y.starts <= $3 \
                 AND (y.ends IS NULL OR y.ends >= y.starts) AND (y.billed_through IS NULL OR (y.billed_through < $3 AND (y.ends IS NULL OR y.ends > y.billed_through))))) \
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
    line_starts: Option<Date>,
    line_ends: Option<Date>,
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
/// One statement: agreements and lines are of one moment, also where each statement has a moment of its own (PostgreSQL).
///
/// # Errors
/// A database that does not answer.
pub async fn agreement_facts<S: Source>(source: &S, which: &Which) -> StoreResult<Vec<BillingFacts>> {
    let (condition, values) = which.condition();
    let sql = format!(
        "SELECT g.id, g.company_id, g.reference, g.terms_id, g.payment_days, g.currency, g.start, g.term_end, g.ends, \
         {MERCHANT_COLUMNS}, g.id AS agreement_id, l.id AS line_id, l.rent, l.starts AS line_starts, l.ends AS line_ends, \
         l.billed_through, l.generation, p.device_id, d.serial, dm.name AS model, y.id AS licence_id, \
         y.code AS licence_code, y.monthly, y.starts AS licence_starts, y.ends AS licence_ends, \
         y.billed_through AS licence_billed, y.generation AS licence_generation \
         FROM agreement g JOIN merchant m ON m.id = g.merchant_id JOIN agreement_line l ON l.agreement_id = g.id \
         LEFT JOIN assignment p ON p.line_id = l.id AND p.released IS NULL LEFT JOIN device d ON d.id = p.device_id \
         LEFT JOIN device_model dm ON dm.id = d.model_id LEFT JOIN gateway_licence y ON y.line_id = l.id \
         WHERE {condition} ORDER BY g.reference, l.number"
    );
    let mut facts: Vec<BillingFacts> = Vec::new();
    for row in source.conn().query_all_raw(statement(source, sql, values)).await? {
        let line = Line::from_query_result(&row, "")?;
        // An agreement's own part stands on each of its lines, and is read once.
        if facts.last().is_none_or(|f| f.agreement.id != line.agreement_id) {
            let Head { agreement, merchant } = Head::from_query_result(&row, "")?;
            facts.push(BillingFacts { agreement, merchant, recurring: Vec::new() });
        }
        if let Some(of) = facts.last_mut() {
            of.recurring.extend(line.recurring(of.agreement.currency));
        }
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
            starts: self.line_starts,
            ends: self.line_ends,
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
