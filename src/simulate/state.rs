//! How things stand at the end of a day, read from the database and written as `--json` writes it.

use entity::types::{AgreementId, Date, DocumentKind, InvoiceId, Language, MerchantId, Money};
use serde::Serialize;

use crate::domain::explain::Explanation;
use crate::domain::{lease, vat};
use crate::service::Context;
use crate::store::StoreResult;
use crate::store::agreement::agreement_with_rows;
use crate::store::charge::{Charge as ChargeRow, charge_one_off};
use crate::store::company::Company;
use crate::store::invoice::{Documents, Found, document_list};
use crate::store::payment::balance;
use crate::store::story::{DeviceStands, deadline_list, device_list, issue_order, licence_list};
use crate::store::terms::{TermsBook, terms_book};

/// A line of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Line {
    pub code: String,
    pub device: Option<String>,
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub net: String,
    pub vat_rate: String,
    pub rule: String,
    pub why: String,
}

/// A document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Document {
    #[serde(skip)]
    pub owner: usize,
    #[serde(skip)]
    pub id: InvoiceId,
    pub n: usize,
    /// Said only where a story has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant: Option<String>,
    pub kind: DocumentKind,
    pub number: String,
    pub date: Date,
    pub due: Date,
    pub net: String,
    pub vat: String,
    pub gross: String,
    pub open: String,
    pub lines: Vec<Line>,
}

/// A one-off charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Charge {
    #[serde(skip)]
    pub owner: usize,
    pub code: String,
    pub device: Option<String>,
    pub date: Date,
    pub net: String,
    pub vat: String,
    pub rule: String,
    pub state: String,
    pub why: String,
}

/// A deadline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Deadline {
    #[serde(skip)]
    pub owner: Option<usize>,
    pub rule: String,
    pub device: Option<String>,
    pub starts: Date,
    pub due: Date,
    pub met: Option<Date>,
}

/// A device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Device {
    #[serde(skip)]
    pub name: String,
    pub state: String,
    pub custodian: String,
    pub connected: bool,
}

/// A licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Licence {
    #[serde(skip)]
    pub owner: usize,
    pub device: Option<String>,
    pub state: String,
    pub monthly: String,
    pub from: Option<Date>,
    pub to: Option<Date>,
}

/// An agreement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Agreement {
    pub state: String,
    pub start: Option<Date>,
    pub term_end: Option<Date>,
    pub ends: Option<Date>,
}

/// Everything at the end of a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct State {
    pub documents: Vec<Document>,
    pub charges: Vec<Charge>,
    pub deadlines: Vec<Deadline>,
    pub devices: Vec<Device>,
    pub licences: Vec<Licence>,
    /// By merchant, in file order; none before the signature.
    pub agreements: Vec<Option<Agreement>>,
    /// By merchant, in file order.
    pub balances: Vec<String>,
}

/// A merchant of a story and what is known of it in the database.
#[derive(Clone, Debug)]
pub(super) struct Party {
    /// What the story calls it.
    pub key: String,
    /// Its id.
    pub id: MerchantId,
    /// The language of its documents.
    pub language: Language,
    /// Its agreement, once it is signed.
    pub agreement: Option<AgreementId>,
}

/// Whose and on which day.
pub(super) struct View<'a> {
    pub cx: &'a Context,
    pub company: &'a Company,
    pub parties: &'a [Party],
    /// The story's names of its devices, in its own order.
    pub devices: &'a [&'a str],
    pub day: Date,
}

/// The serial number of a story's device.
pub(super) fn serial(device: &str) -> String {
    format!("SN-{device}")
}

fn name(serial: &str) -> String {
    serial.strip_prefix("SN-").unwrap_or(serial).to_owned()
}

impl View<'_> {
    /// Reads everything.
    pub(super) async fn state(&self) -> StoreResult<State> {
        let db = &self.cx.db;
        let devices = device_list(db, self.company.id).await?;
        let book = terms_book(db).await?;
        let mut agreements = Vec::new();
        let mut balances = Vec::new();
        for party in self.parties {
            agreements.push(self.agreement(party).await?);
            balances.push(Money::new(balance(db, party.id).await?, self.company.currency).to_string());
        }
        Ok(State {
            documents: self.documents().await?,
            charges: self.charges(&book, &devices).await?,
            deadlines: self.deadlines().await?,
            licences: self.licences().await?,
            devices: self.named(devices),
            agreements,
            balances,
        })
    }

    fn owner(&self, agreement: AgreementId) -> Option<usize> {
        self.parties.iter().position(|p| p.agreement == Some(agreement))
    }

    async fn agreement(&self, party: &Party) -> StoreResult<Option<Agreement>> {
        let Some(id) = party.agreement else { return Ok(None) };
        let (row, _) = agreement_with_rows(&self.cx.db, id).await?;
        let term =
            row.start.zip(row.term_end).map(|(start, end)| lease::Term { start, end, binding_end: row.binding_end });
        let state = lease::state_on(self.day, term, row.ends).to_string();
        Ok(Some(Agreement { state, start: row.start, term_end: row.term_end, ends: row.ends }))
    }

    /// The documents in the order of their issue, numbered by merchant.
    async fn documents(&self) -> StoreResult<Vec<Document>> {
        let order = issue_order(&self.cx.db, self.company.id).await?;
        let mut documents = Vec::new();
        for (owner, party) in self.parties.iter().enumerate() {
            let mut found = document_list(&self.cx.db, &Documents::Merchant(party.id)).await?;
            found.sort_by_key(|f| order.iter().position(|id| *id == f.id));
            for (n, found) in (1..).zip(found) {
                let place = order.iter().position(|id| *id == found.id);
                documents.push((place, self.document(owner, n, found)));
            }
        }
        documents.sort_by_key(|(place, _)| *place);
        Ok(documents.into_iter().map(|(_, document)| document).collect())
    }

    fn document(&self, owner: usize, n: usize, found: Found) -> Document {
        let document = found.document;
        let open = document.gross.minor() - found.paid.minor() - found.credited.minor();
        let open = if document.kind == DocumentKind::CreditNote { 0 } else { open };
        let lines = document.lines.iter().map(|line| Line {
            code: line.code.to_string(),
            device: line.device.as_ref().map(|d| name(&d.serial)),
            from: line.period.map(|p| p.from),
            to: line.period.map(|p| p.to),
            net: line.net.to_string(),
            vat_rate: line.vat_rate.to_string(),
            rule: line.rule.clone(),
            why: self.cx.texts.why(document.language, &line.why),
        });
        Document {
            owner,
            id: found.id,
            n,
            merchant: (self.parties.len() > 1).then(|| self.parties[owner].key.clone()),
            kind: document.kind,
            number: document.number.clone(),
            date: document.issued,
            due: document.due,
            net: document.net.to_string(),
            vat: document.vat_total.to_string(),
            gross: document.gross.to_string(),
            open: Money::new(open, document.currency).to_string(),
            lines: lines.collect(),
        }
    }

    async fn charges(&self, book: &TermsBook, devices: &[DeviceStands]) -> StoreResult<Vec<Charge>> {
        let mut charges = Vec::new();
        for row in charge_one_off(&self.cx.db, self.company.id).await? {
            let Some(owner) = self.owner(row.agreement_id) else { continue };
            let (agreement, _) = agreement_with_rows(&self.cx.db, row.agreement_id).await?;
            let terms = book.get(agreement.terms_id)?;
            let net = Money::new(row.net, row.currency);
            let tax = terms.vat(row.code).ok().and_then(|key| vat::tax(net, key).ok());
            charges.push(Charge {
                owner,
                code: row.code.to_string(),
                device: row.device_id.and_then(|id| devices.iter().find(|d| d.id == id)).map(|d| name(&d.serial)),
                date: row.starts,
                net: net.to_string(),
                vat: tax.unwrap_or(Money::zero(row.currency)).to_string(),
                rule: terms.charge(row.code).map(|c| c.rule.clone()).unwrap_or_default(),
                state: row.state.to_string(),
                why: self.why(self.parties[owner].language, &row),
            });
        }
        Ok(charges)
    }

    fn why(&self, language: Language, charge: &ChargeRow) -> String {
        let explanation = charge.explanation.as_deref().and_then(|e| serde_json::from_str::<Explanation>(e).ok());
        explanation.map(|e| self.cx.texts.why(language, &e)).unwrap_or_default()
    }

    async fn deadlines(&self) -> StoreResult<Vec<Deadline>> {
        let found = deadline_list(&self.cx.db, self.company.id).await?;
        Ok(found
            .into_iter()
            .map(|d| Deadline {
                owner: d.agreement_id.and_then(|id| self.owner(id)),
                rule: d.rule,
                device: d.serial.as_deref().map(name),
                starts: d.starts,
                due: d.due,
                met: d.met,
            })
            .collect())
    }

    /// Licences that have begun; one whose last day has passed is over.
    async fn licences(&self) -> StoreResult<Vec<Licence>> {
        let found = licence_list(&self.cx.db, self.company.id).await?;
        let begun = found.into_iter().filter(|l| l.starts.is_some_and(|starts| starts <= self.day));
        Ok(begun
            .filter_map(|l| {
                let over = l.ends.is_some_and(|ends| ends < self.day);
                Some(Licence {
                    owner: self.owner(l.agreement_id)?,
                    device: l.serial.as_deref().map(name),
                    state: if over { "ended".to_owned() } else { l.state.to_string() },
                    monthly: Money::new(l.monthly, l.currency).to_string(),
                    from: l.starts,
                    to: l.ends,
                })
            })
            .collect())
    }

    fn named(&self, devices: Vec<DeviceStands>) -> Vec<Device> {
        let mut named: Vec<Device> = devices
            .into_iter()
            .map(|d| Device {
                name: name(&d.serial),
                state: d.state.to_string(),
                custodian: d.custodian.to_string(),
                connected: d.connected,
            })
            .collect();
        named.sort_by_key(|d| self.devices.iter().position(|n| *n == d.name));
        named
    }
}
