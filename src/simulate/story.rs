//! A story as it is played: what its file says, checked and typed.

use chrono::NaiveTime;
use entity::types::{Country, Currency, Date, Exclusion, IncidentKind, MerchantKind, Money, Percent, QuoteKind};

use crate::domain::credit::Wanted;

/// A story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Story {
    /// What it is called.
    pub name: String,
    /// The terms profile, with its market.
    pub profile: Profile,
    /// Where the reader's attention begins.
    pub start: Date,
    /// Its last day.
    pub until: Date,
    /// The price list.
    pub prices: Vec<Price>,
    /// The merchants, in file order.
    pub merchants: Vec<Merchant>,
    /// The order of each merchant, in file order.
    pub orders: Vec<Order>,
    /// What happens, in file order.
    pub events: Vec<Event>,
    /// What must come of it, in file order.
    pub expects: Vec<Expect>,
}

/// A terms profile and the market it is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Profile {
    /// Its key.
    pub key: &'static str,
    /// The country of the company.
    pub country: Country,
    /// Its currency.
    pub currency: Currency,
}

/// The profiles whose terms are shipped.
pub(super) const PROFILES: [Profile; 3] = [
    Profile { key: "dk-loomis", country: Country::Dk, currency: Currency::Dkk },
    Profile { key: "no-lease", country: Country::No, currency: Currency::Nok },
    Profile { key: "nl-lease", country: Country::Nl, currency: Currency::Eur },
];

/// A row of the price list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Price {
    /// The model's key.
    pub model: String,
    /// First day in force.
    pub from: Date,
    /// New price.
    pub new_price: Money,
    /// Swap price.
    pub swap_price: Money,
    /// Shipping.
    pub shipping: Money,
}

/// A merchant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Merchant {
    /// What the story calls it; empty if it is the only one.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Business or private.
    pub kind: MerchantKind,
    /// Its country.
    pub country: Country,
    /// Its number in the register of companies.
    pub registration: Option<String>,
}

/// An order confirmation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Order {
    /// Its line in the file.
    pub line: usize,
    /// Which merchant's it is.
    pub merchant: usize,
    /// Day of signature.
    pub signed: Date,
    /// Day of the identity approval; `None`: never.
    pub kyc_approved: Option<Date>,
    /// Months without notice.
    pub binding_months: Option<u32>,
    /// Months of notice.
    pub notice_months: Option<u32>,
    /// Days until an invoice is due.
    pub payment_days: Option<u32>,
    /// Whether charges that the engine finds are approved at once.
    pub approve_at_once: bool,
    /// The devices.
    pub lines: Vec<Line>,
}

/// A device on an order, or one that joins it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The story's name of the device.
    pub device: String,
    /// The model's key.
    pub model: String,
    /// Rent a month.
    pub rent: Money,
    /// Licence a month.
    pub licence: Money,
}

/// Something that happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Event {
    /// Its line in the file.
    pub line: usize,
    /// The local day.
    pub day: Date,
    /// The local time.
    pub time: NaiveTime,
    /// To which merchant.
    pub merchant: usize,
    /// What.
    pub verb: Verb,
    /// Whether it must be refused.
    pub refused: bool,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    /// A device joins the agreement.
    LineAdd(Line),
    /// A document is credited.
    Credit {
        /// The n-th document of the merchant.
        invoice: usize,
        /// What of it.
        wanted: Wanted,
        /// Why.
        reason: String,
    },
    /// Money arrives.
    Payment {
        /// How much.
        amount: Money,
        /// The n-th document of the merchant, whose reference it carries.
        invoice: Option<usize>,
    },
    /// A fault is reported.
    Fault {
        /// Of which device.
        device: String,
        /// What the defect consists of.
        description: String,
    },
    /// A swap is approved.
    SwapApprove(String),
    /// A replacement leaves the warehouse.
    SwapDispatch {
        /// The device that is exchanged.
        device: String,
        /// The replacement.
        replacement: String,
    },
    /// A device is delivered, as its carrier says.
    Deliver(String),
    /// A device is scanned in.
    Receive(String),
    /// A device was tested.
    Inspect {
        /// The device.
        device: String,
        /// Whether the fault is ours.
        covered: bool,
        /// Why it is not.
        exclusion: Option<Exclusion>,
    },
    /// A repair or the swap price is offered.
    Quote {
        /// For which device.
        device: String,
        /// What.
        kind: QuoteKind,
        /// How much; of a swap price the list's if nothing is said.
        net: Option<Money>,
    },
    /// An offer is accepted or declined.
    Answer {
        /// For which device.
        device: String,
        /// Accepted.
        accepted: bool,
    },
    /// The fee for an unfounded report.
    Fee {
        /// About which device.
        device: String,
        /// Why the agreement does not cover it.
        exclusion: Exclusion,
    },
    /// What was charged for a device is given back.
    GiveBack(String),
    /// A loss, theft, damage or tampering is reported.
    Incident {
        /// Of which device.
        device: String,
        /// What happened.
        kind: IncidentKind,
        /// When it was discovered, by local time.
        discovered: (Date, NaiveTime),
    },
    /// A device stands at another site.
    Move {
        /// Which.
        device: String,
        /// The site's name.
        site: String,
    },
    /// The identity check is passed.
    KycApprove,
    /// The identity check is not passed.
    KycReject,
}

impl Verb {
    /// The word it is written as.
    pub(super) const fn word(&self) -> &'static str {
        match self {
            Self::LineAdd(_) => "line.add",
            Self::Credit { .. } => "invoice.credit",
            Self::Payment { .. } => "payment",
            Self::Fault { .. } => "fault.report",
            Self::SwapApprove(_) => "swap.approve",
            Self::SwapDispatch { .. } => "swap.dispatch",
            Self::Deliver(_) => "device.deliver",
            Self::Receive(_) => "device.receive",
            Self::Inspect { .. } => "inspection.decide",
            Self::Quote { .. } => "quote.send",
            Self::Answer { accepted: true, .. } => "quote.accept",
            Self::Answer { accepted: false, .. } => "quote.decline",
            Self::Fee { .. } => "fee.unfounded",
            Self::GiveBack(_) => "credit.approve",
            Self::Incident { .. } => "incident.report",
            Self::Move { .. } => "device.move",
            Self::KycApprove => "kyc.approve",
            Self::KycReject => "kyc.reject",
        }
    }
}

/// What an expectation looks up, with the key that finds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lookup {
    /// The n-th document of a merchant.
    Invoice(i64),
    /// Charges of a code.
    Charge(String),
    /// Deadlines of a rule.
    Deadline(String),
    /// The licence of a device.
    Licence(String),
    /// The agreement, in a state.
    Agreement(String),
    /// What the merchant owes.
    Balance(Money),
    /// A device.
    Device(String),
}

/// How many things must match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HowMany {
    /// One or more.
    Some,
    /// So many.
    Exactly(usize),
}

/// What must come of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Expect {
    /// Its line in the file.
    pub line: usize,
    /// What is looked up.
    pub lookup: Lookup,
    /// At the end of which day; `None`: of the story.
    pub at: Option<Date>,
    /// Only of this merchant.
    pub merchant: Option<usize>,
    /// Only of this device.
    pub device: Option<String>,
    /// How many must match.
    pub how_many: HowMany,
    /// What else must be equal.
    pub wants: Vec<(&'static str, Value)>,
}

/// A value of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// Text.
    Text(String),
    /// An amount.
    Amount(Money),
    /// A percentage.
    Rate(Percent),
    /// A day.
    Date(Date),
    /// A local day and time.
    Moment(Date, NaiveTime),
    /// A whole number.
    Number(i64),
    /// Yes or no.
    Flag(bool),
    /// None: `false` where a date is expected.
    Nothing,
    /// Lines of a document.
    Lines(Vec<Vec<(&'static str, Value)>>),
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Amount(amount) => write!(f, "{amount}"),
            Self::Rate(rate) => write!(f, "{rate}"),
            Self::Date(day) => write!(f, "{day}"),
            Self::Moment(day, time) => write!(f, "{day} {time}"),
            Self::Number(n) => write!(f, "{n}"),
            Self::Flag(yes) => write!(f, "{yes}"),
            Self::Nothing => f.write_str("none"),
            Self::Lines(lines) => write!(f, "{} lines", lines.len()),
        }
    }
}

impl Story {
    /// The keys of all models that the story names, each once.
    pub(super) fn models(&self) -> Vec<&str> {
        let ordered = self.orders.iter().flat_map(|o| &o.lines);
        let added = self.events.iter().filter_map(|e| match &e.verb {
            Verb::LineAdd(line) => Some(line),
            _ => None,
        });
        let mut keys: Vec<&str> = ordered.chain(added).map(|l| l.model.as_str()).collect();
        keys.extend(self.prices.iter().map(|p| p.model.as_str()));
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// The key of a model in the database: as the story has it, or by its place where a key cannot be written so.
    pub(super) fn model_key(&self, model: &str) -> String {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
        if model.len() <= 60 && model.chars().all(plain) {
            return model.to_owned();
        }
        format!("model.{}", self.models().iter().position(|m| *m == model).unwrap_or(0) + 1)
    }
}
