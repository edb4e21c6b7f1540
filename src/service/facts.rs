//! What events say: ids, figures and hashes, never names or addresses. `verify` reads them back and compares.

use entity::types::{Currency, Date, DocumentKind, FileKind, Language};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A company was set up or changed: `company.set`.
pub const COMPANY_SET: &str = "company.set";
/// A merchant was registered or changed: `merchant.set`.
pub const MERCHANT_SET: &str = "merchant.set";
/// An agreement, its lines or its dates were set: `agreement.set`.
pub const AGREEMENT_SET: &str = "agreement.set";
/// A run was previewed.
pub const RUN_PREVIEWED: &str = "run.previewed";
/// A run was approved.
pub const RUN_APPROVED: &str = "run.approved";
/// A run of which nothing was issued was discarded.
pub const RUN_DISCARDED: &str = "run.discarded";
/// All that a run could issue is issued.
pub const RUN_ISSUED: &str = "run.issued";
/// A document was issued.
pub const DOCUMENT_ISSUED: &str = "document.issued";
/// A one-off charge was proposed, approved, waived or invoiced.
pub const CHARGE_SET: &str = "charge.set";
/// Money was booked.
pub const PAYMENT_BOOKED: &str = "payment.booked";
/// A document's files were stored.
pub const FILES_STORED: &str = "files.stored";
/// A batch was sealed for the books.
pub const EXPORT_SEALED: &str = "export.sealed";

/// A device took a step of its way through hands.
pub const DEVICE_SET: &str = "device.set";
/// A fault was reported, or its report went on.
pub const TICKET_SET: &str = "ticket.set";
/// A swap went on.
pub const SWAP_SET: &str = "swap.set";
/// An offer was made or answered.
pub const QUOTE_SET: &str = "quote.set";
/// A loss, theft, damage or tampering was reported.
pub const INCIDENT_SET: &str = "incident.set";
/// Terminal management has connected or disconnected a terminal.
pub const TERMINAL_SET: &str = "terminal.set";

/// A place of ours was added.
pub const PLACE_SET: &str = "stock_place.set";
/// A count was begun or closed.
pub const TAKE_SET: &str = "stock_take.set";
/// Serial numbers of a count were scanned.
pub const TAKE_SCANNED: &str = "stock_take.scanned";

/// A step of troubleshooting was noted.
pub const CHECK_SET: &str = "check.set";
/// A file was added to a report, a swap or an incident.
pub const ATTACHMENT_SET: &str = "attachment.set";
/// A paper was written, or printed.
pub const PAPER_SET: &str = "paper.set";

/// A line was contested.
pub const DISPUTE_OPENED: &str = "dispute.opened";
/// A contested line was decided.
pub const DISPUTE_DECIDED: &str = "dispute.decided";

/// A hash over the rows of a subject, as they are after the event (company, merchant, agreement).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// What happened, in a word: `set up`, `imported`, `started`, `line added` ...
    pub what: String,
    /// A hash for each table that it is over, joined by points (of a merchant: salted commitments).
    pub hash: String,
}

/// A run's preview or approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunFacts {
    /// The quarter.
    pub quarter: String,
    /// Which preview of the quarter.
    pub sequence: i64,
    /// How many documents.
    pub documents: i64,
    /// How many were set aside so far.
    pub set_aside: i64,
    /// The fingerprint.
    pub fingerprint: String,
}

/// An issued document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentFacts {
    /// What it is.
    pub kind: DocumentKind,
    /// Its number.
    pub number: String,
    /// Its place in its series.
    pub sequence: i64,
    /// Day of issue.
    pub issued: Date,
    /// When it is due.
    pub due: Date,
    /// Its currency.
    pub currency: Currency,
    /// Net, in minor units.
    pub net: i64,
    /// VAT, in minor units.
    pub vat: i64,
    /// Gross, in minor units.
    pub gross: i64,
    /// What the payer quotes.
    pub reference: Option<String>,
    /// The merchant.
    pub merchant: Uuid,
    /// The agreement.
    pub agreement: Uuid,
    /// Hash of the seller as printed.
    pub seller: String,
    /// Hash of the buyer as printed.
    pub buyer: String,
    /// The language that it is printed in.
    pub language: Language,
    /// The document that it corrects.
    pub corrects: Option<Uuid>,
    /// Hash of the reason that is printed on it.
    pub reason: Option<String>,
    /// Hash over lines, VAT and postings.
    pub lines: String,
}

/// A one-off charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChargeFacts {
    /// Its code.
    pub code: String,
    /// Its day.
    pub on: Date,
    /// Net, in minor units.
    pub net: i64,
    /// Its state after the event.
    pub state: String,
    /// Hash over explanation and evidence.
    pub hash: String,
}

/// A payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentFacts {
    /// When it arrived.
    pub received: Date,
    /// How much, in minor units.
    pub amount: i64,
    /// Its currency.
    pub currency: Currency,
    /// The merchant.
    pub merchant: Uuid,
    /// What was quoted.
    pub reference: Option<String>,
}

/// A contested line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputeFacts {
    /// The merchant.
    pub merchant: Uuid,
    /// The document.
    pub invoice: Uuid,
    /// The line.
    pub line: i64,
    /// Its state after the event.
    pub state: String,
    /// A salted commitment to the reason or the answer.
    pub words: String,
}

/// A document's files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFacts {
    /// What each file is, with its hash.
    pub files: Vec<(FileKind, String)>,
}

/// A sealed batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchFacts {
    /// Its number.
    pub number: i64,
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
    /// The batch that it says again.
    pub repeats: Option<Uuid>,
    /// Where its file lies.
    pub path: String,
    /// The file's size in bytes.
    pub size: i64,
    /// The file's hash.
    pub sha256: String,
    /// How many documents.
    pub documents: i64,
    /// How many journal entries.
    pub entries: i64,
    /// Sum of the debits, in minor units.
    pub debit: i64,
    /// Sum of the credits, in minor units.
    pub credit: i64,
    /// The currency.
    pub currency: Currency,
    /// Hash over the ids of the entries, in their order.
    pub hash: String,
}

/// Facts as canonical JSON.
#[must_use]
pub fn json(facts: &impl Serialize) -> String {
    serde_json::to_string(facts).unwrap_or_default()
}
