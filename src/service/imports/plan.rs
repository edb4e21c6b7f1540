//! What an import will write, worked out before anything is written.

use std::collections::HashMap;

use entity::types::{AgreementId, Date, DeviceId, MerchantId, ModelId, SiteId, TermsId};

use super::check;
use super::compare::compare;
use super::devices;
use super::faults::Faults;
use super::merchants::{Merchants, Place};
use super::parsed::{Column, ParsedAgreement, ParsedLine};
use crate::domain::lease::{self, Term};
use crate::domain::reason::Reason;
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::Source;
use crate::store::agreement::{AgreementRows, NewAgreement};
use crate::store::company::{Company, model_list};
use crate::store::known::{agreements_known, devices_known, devices_placed};
use crate::store::merchant::NewDevice;
use crate::store::terms::{TermsBook, terms_book};

/// What of a file is in the database already, read once.
pub(super) struct Known {
    book: TermsBook,
    pub(super) models: HashMap<String, ModelId>,
    pub(super) devices: HashMap<String, NewDevice>,
    /// The agreements that the devices are on today.
    pub(super) placed: HashMap<DeviceId, String>,
    agreements: HashMap<String, (NewAgreement, AgreementRows)>,
}

impl Known {
    async fn load<S: Source>(source: &S, company: &Company, parsed: &[ParsedAgreement]) -> ServiceResult<Self> {
        let models = model_list(source, company.id).await?;
        let references: Vec<&str> = parsed.iter().map(|a| a.reference.as_str()).collect();
        let serials: Vec<&str> = parsed.iter().flat_map(|a| &a.lines).map(|l| l.device.as_str()).collect();
        let devices = devices_known(source, company.id, &serials).await?;
        let agreements = agreements_known(source, company.id, &references).await?;
        let mut placed = HashMap::new();
        for (row, below) in agreements.values() {
            let today = below.places.iter().filter(|place| place.released.is_none());
            placed.extend(today.map(|place| (place.device_id, row.reference.clone())));
        }
        let ids = devices.values().map(|device| device.id);
        let elsewhere: Vec<DeviceId> = ids.filter(|id| !placed.contains_key(id)).collect();
        placed.extend(devices_placed(source, &elsewhere).await?);
        Ok(Self {
            book: terms_book(source).await?,
            models: models.into_iter().map(|m| (m.key, m.id)).collect(),
            devices,
            placed,
            agreements,
        })
    }

    /// The model of a line; one that does not exist is told.
    pub(super) fn model(&self, line: &ParsedLine, company: &Company, faults: &mut Faults) -> Option<ModelId> {
        let found = self.models.get(&line.model).copied();
        if found.is_none() && !line.model.is_empty() {
            let mut known: Vec<&str> = self.models.keys().map(String::as_str).collect();
            known.sort_unstable();
            let model: String = line.model.chars().take(40).collect();
            let message = format!("{} has no model \"{model}\": it has {}", company.key, known.join(", "));
            faults.error(line.line, Column::Model, message);
        }
        found
    }
}

/// An agreement's counts and dates, the terms filling in what the file leaves open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dates {
    pub(super) terms: TermsId,
    pub(super) term_months: u32,
    pub(super) binding_months: u32,
    pub(super) notice_months: u32,
    pub(super) payment_days: u32,
    /// `None`: not started (R006).
    pub(super) term: Option<Term>,
    pub(super) ends: Option<Date>,
}

impl Dates {
    /// Under the terms that a known agreement pins, or else those in force on the day of signature.
    fn of(
        book: &TermsBook,
        company: &Company,
        parsed: &ParsedAgreement,
        pinned: Option<TermsId>,
    ) -> ServiceResult<Self> {
        let (id, terms) = match pinned {
            Some(id) => (id, book.get(id)?),
            None => book.in_force(&company.profile, parsed.signed).ok_or_else(|| {
                ServiceError::refused(Reason::of("reason-terms-unknown").with("profile", &company.profile))
            })?,
        };
        let term_months = parsed.term_months.unwrap_or(terms.lease.term_months);
        let binding_months = parsed.binding_months.unwrap_or(terms.lease.binding_months);
        let notice_months = parsed.notice_months.unwrap_or(terms.lease.notice_months);
        let order =
            lease::Order { signed: parsed.signed, kyc_approved: parsed.kyc_approved, term_months, binding_months };
        let term = order.term();
        let ends = term.zip(parsed.notice).map(|(term, on)| lease::effective_end(on, notice_months, term.binding_end));
        let payment_days = parsed.payment_days.unwrap_or(terms.lease.payment_days);
        Ok(Self { terms: id, term_months, binding_months, notice_months, payment_days, term, ends })
    }

    /// The first day.
    pub(super) fn start(&self) -> Option<Date> {
        self.term.map(|term| term.start)
    }
}

/// An agreement to be written.
pub(super) struct Planned {
    pub(super) id: AgreementId,
    pub(super) merchant: MerchantId,
    pub(super) reference: String,
    pub(super) signed: Date,
    pub(super) kyc_approved: Option<Date>,
    pub(super) notice: Option<Date>,
    pub(super) dates: Dates,
    pub(super) lines: Vec<PlannedLine>,
}

/// A line to be written.
pub(super) struct PlannedLine {
    pub(super) parsed: ParsedLine,
    pub(super) model: ModelId,
    pub(super) site: SiteId,
    /// Its device; one for all lines with the same serial number.
    pub(super) device: Option<DeviceId>,
    /// The device's row, on the first line that has it.
    pub(super) row: Option<NewDevice>,
    /// The last day of a lease after which the device went to another.
    pub(super) released: Option<Date>,
}

/// What a company gets.
pub(super) struct Plan<'c> {
    pub(super) company: &'c Company,
    pub(super) today: Date,
    pub(super) merchants: Merchants,
    pub(super) agreements: Vec<Planned>,
    pub(super) unchanged: usize,
}

/// Works out what is to be written for a company; what is wrong is noted.
pub(super) async fn plan<'c, S: Source>(
    source: &S,
    cx: &Context,
    company: &'c Company,
    parsed: Vec<ParsedAgreement>,
    faults: &mut Faults,
) -> ServiceResult<Plan<'c>> {
    let known = Known::load(source, company, &parsed).await?;
    let merchants = Merchants::load(source, company, &parsed).await?;
    let today = cx.clock.today(company.country);
    let mut plan = Plan { company, today, merchants, agreements: Vec::with_capacity(parsed.len()), unchanged: 0 };
    twice(&parsed, faults);
    for mut parsed in parsed {
        let existing = known.agreements.get(&parsed.reference);
        let dates = Dates::of(&known.book, company, &parsed, existing.map(|(row, _)| row.terms_id))?;
        check::agreement(&mut parsed, &dates, company, today, faults);
        match existing {
            Some(existing) => plan.compare(cx, &known, parsed, &dates, existing, faults),
            None => plan.add(cx, &known, parsed, dates, faults),
        }
    }
    devices::settle(cx, &mut plan, faults);
    Ok(plan)
}

/// The same reference twice: a file cannot say it, a caller with values could.
fn twice(parsed: &[ParsedAgreement], faults: &mut Faults) {
    let mut order: Vec<&ParsedAgreement> = parsed.iter().filter(|a| !a.reference.is_empty()).collect();
    order.sort_by(|a, b| a.reference.cmp(&b.reference));
    for pair in order.windows(2).filter(|pair| pair[0].reference == pair[1].reference) {
        faults.error(pair[1].line, Column::Reference, format!("agreement {} stands twice", pair[1].reference));
    }
}

impl Plan<'_> {
    /// An agreement that is in the database: it must be as the file says, and nothing of it is written.
    fn compare(
        &mut self,
        cx: &Context,
        known: &Known,
        parsed: ParsedAgreement,
        dates: &Dates,
        existing: &(NewAgreement, AgreementRows),
        faults: &mut Faults,
    ) {
        let ParsedAgreement { line, unread, ref merchant, .. } = parsed;
        let merchant = self.merchants.take(cx, self.company, Place { line, unread }, merchant.clone(), faults);
        for line in &parsed.lines {
            known.model(line, self.company, faults);
        }
        compare(&parsed, dates, self.merchants.get(merchant), known, existing, faults);
        self.unchanged += 1;
    }

    fn add(&mut self, cx: &Context, known: &Known, parsed: ParsedAgreement, dates: Dates, faults: &mut Faults) {
        let place = Place { line: parsed.line, unread: parsed.unread };
        let merchant = self.merchants.take(cx, self.company, place, parsed.merchant, faults);
        let mut lines = Vec::with_capacity(parsed.lines.len());
        for mut line in parsed.lines {
            let model = known.model(&line, self.company, faults);
            devices::refuse_known(&line, known, faults);
            let place = Place { line: line.line, unread: line.unread };
            let site = self.merchants.site(cx, merchant, place, line.site.take(), faults);
            // A line whose model is unknown is kept all the same, so that its device is compared with others.
            let model = model.unwrap_or_else(|| cx.ids.next());
            lines.push(PlannedLine { parsed: line, model, site, device: None, row: None, released: None });
        }
        self.agreements.push(Planned {
            id: cx.ids.next(),
            merchant: self.merchants.get(merchant).row.id,
            reference: parsed.reference,
            signed: parsed.signed,
            kyc_approved: parsed.kyc_approved,
            notice: parsed.notice,
            dates,
            lines,
        });
    }
}
