//! Writing what was planned, in chunks, and what the company's chain of events will say about it.

use entity::types::{ChargeCode, CompanyId, Date, LicenceState, SubjectId};

use super::devices::is_over;
use super::plan::{Plan, Planned, PlannedLine};
use crate::service::custody::begin;
use crate::service::facts::{self, Sealed};
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::Tx;
use crate::store::agreement::{
    AgreementRows, NewAgreement, NewAssignment, NewLicence, NewLine, agreement_hash, agreement_insert_many,
};
use crate::store::company::Company;
use crate::store::event::{NewEvent, event_append};
use crate::store::merchant::{NewDevice, merchant_hash, merchant_insert_many, site_insert_many};

/// As many are written, or their events appended, at a time.
const CHUNK: usize = 500;

/// Something that was written and is to be sealed: kind of event, subject, hash of its rows.
pub(super) struct Seal(&'static str, SubjectId, String);

/// Writes all of a plan but its events.
pub(super) async fn rows(tx: &Tx, cx: &Context, plan: Plan<'_>) -> ServiceResult<(CompanyId, Vec<Seal>)> {
    let Plan { company, today, merchants, agreements, .. } = plan;
    let mut seals = Vec::with_capacity(agreements.len());
    let mut merchants = merchants.into_changed().into_iter().peekable();
    while merchants.peek().is_some() {
        let (mut new, mut sites) = (Vec::new(), Vec::new());
        for merchant in merchants.by_ref().take(CHUNK) {
            let hash = merchant_hash(&merchant.row, &merchant.sites);
            seals.push(Seal(facts::MERCHANT_SET, SubjectId(merchant.row.id.0), hash));
            let is_new = merchant.is_new();
            sites.extend(merchant.sites.into_iter().skip(merchant.known_sites));
            new.extend(is_new.then_some(merchant.row));
        }
        merchant_insert_many(tx, &new).await?;
        site_insert_many(tx, &sites).await?;
    }
    let mut agreements = agreements.into_iter().peekable();
    while agreements.peek().is_some() {
        let mut chunk = Chunk::default();
        for agreement in agreements.by_ref().take(CHUNK) {
            seals.push(chunk.add(cx, company, agreement, today)?);
        }
        let now = (today, cx.clock.now().timestamp_micros(), "import");
        let chains = begin(tx, &chunk.devices, None, now).await?;
        seals.extend(chains.into_iter().map(|(id, hash)| Seal(facts::DEVICE_SET, SubjectId(id.0), hash)));
        let AgreementRows { lines, licences, places } = &chunk.below;
        agreement_insert_many(tx, &chunk.agreements, lines, licences, places).await?;
    }
    Ok((company.id, seals))
}

/// Appends the events of what was written: the chain's head is the last row that a transaction locks.
pub(super) async fn seal(
    tx: &Tx,
    cx: &Context,
    company: CompanyId,
    seals: Vec<Seal>,
    actor: &str,
) -> ServiceResult<()> {
    let at = cx.clock.now();
    let mut seals = seals.into_iter().peekable();
    while seals.peek().is_some() {
        let events = seals.by_ref().take(CHUNK).map(|Seal(kind, subject, hash)| NewEvent {
            id: cx.ids.next(),
            at,
            actor: actor.to_owned(),
            kind,
            subject,
            facts: facts::json(&Sealed { what: "imported".to_owned(), hash }),
        });
        event_append(tx, company, events.collect()).await?;
    }
    Ok(())
}

/// Rows that are written together.
#[derive(Default)]
struct Chunk {
    agreements: Vec<NewAgreement>,
    below: AgreementRows,
    devices: Vec<NewDevice>,
}

impl Chunk {
    fn add(&mut self, cx: &Context, company: &Company, planned: Planned, today: Date) -> ServiceResult<Seal> {
        let row = agreement(company, &planned);
        let mut below = AgreementRows::default();
        let over = is_over(planned.dates.ends, today);
        for (number, line) in (1..).zip(planned.lines) {
            self.devices.extend(add_line(cx, &row, number, line, over, &mut below)?);
        }
        let seal = Seal(facts::AGREEMENT_SET, SubjectId(row.id.0), agreement_hash(&row, &below));
        self.agreements.push(row);
        self.below.lines.extend(below.lines);
        self.below.licences.extend(below.licences);
        self.below.places.extend(below.places);
        Ok(seal)
    }
}

fn agreement(company: &Company, planned: &Planned) -> NewAgreement {
    let dates = &planned.dates;
    NewAgreement {
        id: planned.id,
        company_id: company.id,
        merchant_id: planned.merchant,
        reference: planned.reference.clone(),
        terms_id: dates.terms,
        signed: planned.signed,
        kyc_approved: planned.kyc_approved,
        kyc_rejected: None,
        start: dates.start(),
        term_months: i64::from(dates.term_months),
        binding_months: i64::from(dates.binding_months),
        notice_months: i64::from(dates.notice_months),
        payment_days: i64::from(dates.payment_days),
        currency: company.currency,
        term_end: dates.term.map(|term| term.end),
        binding_end: dates.term.and_then(|term| term.binding_end),
        notice_on: planned.notice,
        ends: dates.ends,
        approve_at_once: false,
    }
}

/// A line with its licence (R029) and the device's place; returns the device's row if this line is the first that has it.
fn add_line(
    cx: &Context,
    agreement: &NewAgreement,
    number: i64,
    line: PlannedLine,
    over: bool,
    below: &mut AgreementRows,
) -> ServiceResult<Option<NewDevice>> {
    let nowhere = || ServiceError::broken(format!("agreement {} has a line without a device", agreement.reference));
    let device = line.device.ok_or_else(nowhere)?;
    let id = cx.ids.next();
    let (company_id, agreement_id, currency) = (agreement.company_id, agreement.id, agreement.currency);
    let (starts, ends, billed_through) = (agreement.start, agreement.ends, line.parsed.billed_through);
    below.lines.push(NewLine {
        id,
        company_id,
        agreement_id,
        number,
        rent: line.parsed.rent.minor(),
        currency,
        starts,
        ends,
        billed_through,
        generation: 0,
    });
    below.licences.push(NewLicence {
        id: cx.ids.next(),
        company_id,
        agreement_id,
        line_id: id,
        code: ChargeCode::Gwl,
        monthly: line.parsed.licence.minor(),
        currency,
        state: if over { LicenceState::Ended } else { LicenceState::Active },
        starts,
        ends,
        billed_through,
        generation: 0,
    });
    below.places.push(NewAssignment {
        id: cx.ids.next(),
        company_id,
        line_id: id,
        device_id: device,
        assigned: starts.unwrap_or(agreement.signed),
        released: line.released,
    });
    Ok(line.row)
}
