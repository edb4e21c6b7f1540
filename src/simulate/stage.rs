//! Where a story is played: a fresh database with its company, and what was made of its merchants.

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveTime;
use entity::types::{AgreementId, Country, Date, FaultKind, InvoiceId, Language};

use super::company;
use super::state::{Party, State, View, serial};
use super::story::{Event, Line, Order, Story, Verb};
use crate::clock::{Clock, Ids, local};
use crate::gateways::files::Files;
use crate::gateways::mail::Mailer;
use crate::gateways::terminals::Terminals;
use crate::secrets::Secrets;
use crate::service::incidents::{self, Report, Words};
use crate::service::invoices::{CreditOrder, credit};
use crate::service::orders::{Order as OrderConfirmation, OrderLine, approve, confirm, line_add, reject};
use crate::service::payments::{PaymentOrder, book};
use crate::service::relocations::{self, Relocation};
use crate::service::swaps::{self, Answer, Dispatch, Fault, Fee, Quoted, Verdict};
use crate::service::{Context, ServiceError, ServiceResult, delivery};
use crate::store::company::Company;
use crate::store::invoice::invoice_find;
use crate::store::merchant::NewMerchant;
use crate::store::{Db, migrate};
use crate::text::Texts;

/// Who does what a story's events say.
pub(super) const AGENT: &str = "agent";
/// Who does what falls due by itself.
pub(super) const CLOCK: &str = "clock";

/// The seed of every story's ids: the same story makes the same ids.
const SEED: u64 = 1;

/// A fresh database with a story's company.
pub(super) struct Stage<'a> {
    pub story: &'a Story,
    pub cx: Context,
    pub company: Company,
    pub parties: Vec<Party>,
    devices: Vec<&'a str>,
}

impl<'a> Stage<'a> {
    /// Makes the database, the terms and the company.
    pub(super) async fn set(story: &'a Story, documents: Option<&Path>) -> ServiceResult<Self> {
        let clock = Clock::set_to(local(story.profile.country, story.first_day(), NaiveTime::MIN));
        let files = match documents {
            Some(folder) => Files::folder(folder).map_err(|e| ServiceError::Files(e.to_string()))?,
            None => Files::memory(),
        };
        let texts = Texts::load().map_err(|e| ServiceError::said(e.to_string()))?;
        let db = Db::connect("sqlite::memory:").await?;
        migrate(&db).await?;
        let ids = Ids::seeded(SEED, &clock);
        let cx = Context {
            db,
            clock,
            ids,
            texts: Arc::new(texts),
            files,
            secrets: Secrets::throwaway("story"),
            mailer: Mailer::Kept,
            terminals: Terminals::NONE,
            address: None,
        };
        let company = company::set_up(&cx, story).await?;
        let party = |m: &super::story::Merchant| Party {
            key: m.key.clone(),
            id: cx.ids.next(),
            language: language(m.country),
            agreement: None,
        };
        let parties = story.merchants.iter().map(party).collect();
        Ok(Self { story, cx, company, parties, devices: story.devices() })
    }

    /// Moves the clock to a local time.
    pub(super) fn move_to(&self, day: Date, time: NaiveTime) {
        self.cx.clock.move_to(local(self.company.country, day, time));
    }

    /// How things stand at the end of a day.
    pub(super) async fn state(&self, day: Date) -> ServiceResult<State> {
        let view = View { cx: &self.cx, company: &self.company, parties: &self.parties, devices: &self.devices, day };
        Ok(view.state().await?)
    }

    /// The signature of the order at a place of [`Story::in_turn`], with the approval if it is not later.
    pub(super) async fn sign(&mut self, place: usize, order: &Order) -> ServiceResult<()> {
        let confirmation = OrderConfirmation {
            // Five digits, so that the references go by the places.
            reference: format!("A{:05}", place + 1),
            merchant: self.merchant(order.merchant),
            sites: Vec::new(),
            profile: self.story.profile.key.to_owned(),
            signed: order.signed,
            kyc_approved: order.kyc_approved.filter(|day| *day <= order.signed),
            binding_months: order.binding_months,
            notice_months: order.notice_months,
            payment_days: order.payment_days,
            approve_at_once: order.approve_at_once,
            lines: order.lines.iter().map(|line| self.order_line(line)).collect(),
            actor: AGENT.to_owned(),
        };
        let id = confirm(&self.cx, &self.company, confirmation).await?;
        self.parties[order.merchant].agreement = Some(id);
        Ok(())
    }

    /// An approval later than the signature.
    pub(super) async fn approve(&self, merchant: usize, day: Date) -> ServiceResult<()> {
        approve(&self.cx, &self.company, self.agreement(merchant)?, day, AGENT).await
    }

    fn merchant(&self, place: usize) -> NewMerchant {
        let merchant = &self.story.merchants[place];
        let (street, postcode, city) = address(merchant.country);
        let scheme = merchant.registration.as_ref().map(|_| endpoint_scheme(merchant.country).to_owned());
        NewMerchant {
            id: self.parties[place].id,
            company_id: self.company.id,
            number: format!("M{:05}", place + 1),
            name: merchant.name.clone(),
            kind: merchant.kind,
            country: merchant.country,
            registration: merchant.registration.clone(),
            street: street.to_owned(),
            postcode: postcode.to_owned(),
            city: city.to_owned(),
            email: None,
            phone: None,
            language: self.parties[place].language,
            buyer_reference: None,
            endpoint_scheme: scheme,
            endpoint_id: merchant.registration.clone(),
            salt: self.cx.ids.salt(),
            created_at_us: self.cx.clock.now().timestamp_micros(),
        }
    }

    fn order_line(&self, line: &Line) -> OrderLine {
        let (rent, licence) = (line.rent, line.licence);
        OrderLine { serial: serial(&line.device), model: self.story.model_key(&line.model), site: None, rent, licence }
    }

    fn agreement(&self, merchant: usize) -> ServiceResult<AgreementId> {
        let missing = || ServiceError::said("the order is not signed yet");
        self.parties[merchant].agreement.ok_or_else(missing)
    }

    /// The n-th document issued to a merchant.
    async fn document(&self, merchant: usize, n: usize, day: Date) -> ServiceResult<InvoiceId> {
        let state = self.state(day).await?;
        let number = state.documents.iter().find(|d| d.owner == merchant && d.n == n).map(|d| d.id);
        number.ok_or_else(|| ServiceError::said(format!("document {n} is not issued yet")))
    }

    /// What an event says.
    pub(super) async fn happen(&self, event: &Event) -> ServiceResult<()> {
        let (cx, company, actor) = (&self.cx, &self.company, AGENT.to_owned());
        let agreement = self.agreement(event.merchant)?;
        match &event.verb {
            Verb::LineAdd(line) => line_add(cx, company, agreement, self.order_line(line), event.day, AGENT).await,
            Verb::KycApprove => approve(cx, company, agreement, event.day, AGENT).await,
            Verb::KycReject => reject(cx, company, agreement, event.day, AGENT).await,
            Verb::Credit { invoice, wanted, reason } => {
                let invoice = self.document(event.merchant, *invoice, event.day).await?;
                let (wanted, reason) = (wanted.clone(), reason.clone());
                credit(cx, company, &CreditOrder { invoice, wanted, reason, day: event.day, actor }).await?;
                Ok(())
            }
            Verb::Payment { amount, invoice } => {
                let named = match invoice {
                    Some(n) => Some(self.document(event.merchant, *n, event.day).await?),
                    None => None,
                };
                let reference = match named {
                    Some(id) => invoice_find(&cx.db, id).await?.and_then(|row| row.reference),
                    None => None,
                };
                let merchant = self.parties[event.merchant].id;
                let order = PaymentOrder { merchant, amount: *amount, named, reference, received: event.day, actor };
                book(cx, company, &order).await?;
                Ok(())
            }
            verb => self.of_device(event, verb).await,
        }
    }

    /// What an event says of a device.
    async fn of_device(&self, event: &Event, verb: &Verb) -> ServiceResult<()> {
        let (cx, company, actor) = (&self.cx, &self.company, AGENT.to_owned());
        match verb {
            Verb::Fault { device, description } => {
                let fault = Fault {
                    serial: serial(device),
                    kind: FaultKind::InLife,
                    description: description.clone(),
                    tried_manual: true,
                    day: event.day,
                    actor,
                };
                swaps::report(cx, company, &fault).await?;
                Ok(())
            }
            Verb::SwapApprove(device) => swaps::approve(cx, company, &serial(device), event.day, AGENT).await,
            Verb::SwapDispatch { device, replacement } => {
                let (serial, replacement, carriage) = (serial(device), serial(replacement), (None, None));
                let day = event.day;
                let order = Dispatch { serial, swap: None, replacement, from_maker: true, carriage, day, actor };
                swaps::dispatch(cx, company, &order).await
            }
            Verb::Deliver(device) => delivery::deliver(cx, company, &serial(device), event.day, AGENT).await,
            Verb::Receive(device) => swaps::receive(cx, company, &serial(device), event.day, AGENT).await,
            Verb::Inspect { device, covered, exclusion } => {
                let verdict = Verdict::of(*covered, *exclusion)?;
                swaps::inspect(cx, company, &serial(device), (verdict, None), event.day, AGENT).await
            }
            Verb::Quote { device, kind, net } => {
                let quoted = Quoted { kind: *kind, net: *net };
                swaps::quote(cx, company, &serial(device), quoted, event.day, AGENT).await
            }
            Verb::Answer { device, accepted } => {
                let answer = if *accepted { Answer::Accepted } else { Answer::Declined };
                swaps::answer(cx, company, &serial(device), answer, event.day, AGENT).await
            }
            Verb::Fee { device, exclusion } => {
                let (serial, evidence) = (serial(device), "as the story tells".to_owned());
                let day = event.day;
                let fee = Fee { serial, swap: None, exclusion: *exclusion, evidence, day, actor };
                swaps::fee(cx, company, &fee).await.map(|_| ())
            }
            Verb::GiveBack(device) => swaps::give_back(cx, company, &serial(device), event.day, AGENT).await,
            Verb::Incident { device, kind, discovered } => {
                // A day without a time is noon, and no later than the report.
                let latest = if discovered.0 == event.day { event.time } else { NaiveTime::MIN };
                let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
                let time = if discovered.1 == noon && latest < noon && discovered.0 == event.day {
                    latest
                } else {
                    discovered.1
                };
                let discovered = local(company.country, discovered.0, time);
                let serial = serial(device);
                let told = || "as the story tells".to_owned();
                let words = Words { description: told(), done: told(), planned: told(), contacts: told() };
                let report = Report { serial, kind: *kind, discovered, words, day: event.day, actor };
                incidents::report(cx, company, &report).await.map(|_| ())
            }
            Verb::Move { device, site } => {
                let to = Relocation { serial: serial(device), site: site.clone(), cost: None, day: event.day, actor };
                let own = Some(address(self.story.merchants[event.merchant].country));
                relocations::relocate(cx, company, &to, own).await
            }
            _ => Ok(()),
        }
    }
}

const fn language(country: Country) -> Language {
    match country {
        Country::Dk => Language::Da,
        Country::No => Language::Nb,
        Country::Nl => Language::Nl,
    }
}

/// The scheme of an electronic address by the company register's number.
const fn endpoint_scheme(country: Country) -> &'static str {
    match country {
        Country::Dk => "0184",
        Country::No => "0192",
        Country::Nl => "0106",
    }
}

const fn address(country: Country) -> (&'static str, &'static str, &'static str) {
    match country {
        Country::Dk => ("Torvet 1", "1050", "København K"),
        Country::No => ("Torget 1", "0155", "Oslo"),
        Country::Nl => ("Markt 1", "1012 JS", "Amsterdam"),
    }
}
