//! Closed lists of words: in code an enum, in the database and in files the word.

/// A text that is not among the words allowed in its place; it lists them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordError(String);

impl WordError {
    pub(super) fn new(text: &str, allowed: &[&str]) -> Self {
        let text: String = text.chars().take(40).collect();
        Self(format!("\"{text}\" is not allowed here: write one of {}", allowed.join(", ")))
    }
}

impl std::fmt::Display for WordError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WordError {}

/// Makes an enum whose variants are written as given words: `Display`, `FromStr` (whose error lists what is allowed),
/// serde and a database column all use the word.
macro_rules! word_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, sea_orm::DeriveValueType)]
        #[sea_orm(value_type = "String")]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every value, in the order of their definition.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word it is written as.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::types::WordError;

            fn from_str(text: &str) -> Result<Self, crate::types::WordError> {
                match text {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(crate::types::WordError::new(text, &[$($word),+])),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = String::deserialize(from)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(super) use word_enum;

word_enum! {
    /// The markets: calendars, numbers, VAT and payment references follow the country.
    Country {
        /// Denmark.
        Dk = "DK",
        /// Norway.
        No = "NO",
        /// The Netherlands.
        Nl = "NL",
    }
}

word_enum! {
    /// The languages we ship every text in.
    Language {
        /// Danish.
        Da = "da",
        /// English.
        En = "en",
        /// Norwegian bokmål.
        Nb = "nb",
        /// Dutch.
        Nl = "nl",
    }
}

word_enum! {
    /// Whether a merchant trades or is a private person.
    MerchantKind {
        /// A business.
        Business = "business",
        /// A private person.
        Private = "private",
    }
}

word_enum! {
    /// What a document with a number is.
    DocumentKind {
        /// An invoice.
        Invoice = "invoice",
        /// A credit note.
        CreditNote = "credit_note",
        /// A reminder.
        Reminder = "reminder",
    }
}

word_enum! {
    /// The charge catalogue (RULES section 3).
    ChargeCode {
        /// Rent of a leased device (R016).
        Rent = "RENT",
        /// Gateway licence beside the rent (R029).
        Gwl = "GWL",
        /// Gateway licence after buy-out (R019).
        GwlPost = "GWL-POST",
        /// Take-over of a device after the term (R017).
        Buyout = "BUYOUT",
        /// A commenced month after the return deadline (R058).
        LateRet = "LATE-RET",
        /// New price of a device not returned after the lease (R059).
        NonretLease = "NONRET-LEASE",
        /// New price and shipping of a device not returned after a swap (R085).
        NonretSwap = "NONRET-SWAP",
        /// Damage found on inspection (R028).
        Damage = "DAMAGE",
        /// A lost device (R011).
        Loss = "LOSS",
        /// Repair by an accepted quote (R084, R106).
        Repair = "REPAIR",
        /// Swap price where a repair does not pay (R087).
        SwapPrice = "SWAP-PRICE",
        /// The administration fee of an unfounded report (R093).
        Admin495 = "ADMIN-495",
        /// Reopening after a disconnection (R046).
        Reopen = "REOPEN",
        /// Interest on an overdue balance (R038).
        Interest = "INTEREST",
        /// A reminder's fee.
        Reminder = "REMINDER",
        /// Compensation for late payment between businesses.
        Comp = "COMP",
        /// Rent of the remaining term after rescission (R049).
        Accel = "ACCEL",
        /// Documented costs of recovery (R048, R049).
        Recovery = "RECOVERY",
        /// Costs of a relocation (R054).
        Move = "MOVE",
        /// Activation of a third-party terminal (R180).
        TpAct = "TP-ACT",
        /// A year's cloud licence of a third-party terminal (R181).
        TpCloud = "TP-CLOUD",
        /// Metered use with mark-up, in arrears (R113, R137).
        UsageArr = "USAGE-ARR",
        /// A non-standard way of sending an invoice (R144).
        Paper = "PAPER",
    }
}

impl ChargeCode {
    /// Whether the charge comes back every quarter by itself; the others are one-off.
    #[must_use]
    pub const fn is_recurring(self) -> bool {
        matches!(self, Self::Rent | Self::Gwl | Self::GwlPost)
    }
}

word_enum! {
    /// A charge before and after it is on a document.
    ChargeState {
        /// Found by the engine, waiting for a person.
        Proposed = "proposed",
        /// To be invoiced with the charges of its day.
        Approved = "approved",
        /// On an issued invoice.
        Invoiced = "invoiced",
        /// Given up before it was invoiced.
        Waived = "waived",
        /// Credited in full.
        Credited = "credited",
    }
}

word_enum! {
    /// Where an agreement stands on a day.
    AgreementState {
        /// Ordered, waiting for signature or identity check.
        Pending = "pending",
        /// Within its term.
        Active = "active",
        /// Past its term, continued (A11).
        Rolling = "rolling",
        /// Terminated, not yet at its end.
        Ending = "ending",
        /// Over.
        Ended = "ended",
        /// Ended by breach (R047).
        Rescinded = "rescinded",
    }
}

word_enum! {
    /// What a device is doing.
    DeviceState {
        /// In the warehouse.
        Stock = "stock",
        /// Set aside for a merchant.
        Reserved = "reserved",
        /// On its way.
        Dispatched = "dispatched",
        /// At the merchant, in use.
        Installed = "installed",
        /// Should have been returned.
        Overdue = "overdue",
        /// Scanned in.
        Received = "received",
        /// On the test bench.
        Inspecting = "inspecting",
        /// Being repaired.
        Repair = "repair",
        /// Charged for, and not scanned in.
        Lost = "lost",
        /// Given up.
        WrittenOff = "written_off",
        /// The merchant's own.
        Sold = "sold",
    }
}

word_enum! {
    /// Who has a device.
    Custodian {
        /// The warehouse.
        Stock = "stock",
        /// The merchant.
        Merchant = "merchant",
        /// The test bench.
        Bench = "bench",
        /// The maker, for analysis or repair.
        Vendor = "vendor",
        /// Nobody that we know of.
        Gone = "gone",
    }
}

word_enum! {
    /// A step of a device's way through hands: a link of its chain of custody.
    CustodyStep {
        /// Taken into stock for the first time.
        Registered = "registered",
        /// Set aside for a merchant.
        Reserved = "reserved",
        /// No longer set aside.
        Freed = "freed",
        /// Sent to or left with a merchant, who may use it from now on.
        HandedOver = "handed_over",
        /// Delivered, as its carrier says.
        Delivered = "delivered",
        /// Taken to be in good order, since nobody complained (R026).
        Presumed = "presumed",
        /// Stands at another of the merchant's sites (R052).
        Relocated = "relocated",
        /// Replaced by another one, and to be returned (R080).
        SwappedOut = "swapped_out",
        /// Disconnected: its agreement is over.
        Disconnected = "disconnected",
        /// Not returned in time (R085).
        Overdue = "overdue",
        /// Charged for because it was not returned (R085).
        Charged = "charged",
        /// Lost or stolen, as its merchant reports (R011).
        Lost = "lost",
        /// Suspected of having been tampered with (R215).
        Tampered = "tampered",
        /// Scanned in.
        ScannedIn = "scanned_in",
        /// Tested: the fault is ours (R082).
        Covered = "covered",
        /// Tested: the fault is not covered (R083).
        Excluded = "excluded",
        /// Sent to its maker.
        ToVendor = "to_vendor",
        /// Repaired or graded, and in stock again (R092).
        Restocked = "restocked",
        /// Given up.
        WrittenOff = "written_off",
        /// The merchant's own from now on.
        Sold = "sold",
        /// Put somewhere of ours, or graded (R092).
        Placed = "placed",
        /// Not found where it should be when it was counted.
        Missed = "missed",
    }
}

word_enum! {
    /// What a device is like that we may send out (R092).
    Grade {
        /// Nobody has used it.
        New = "new",
        /// It was with a merchant.
        Used = "used",
        /// It was with a merchant and repaired since.
        Refurbished = "refurbished",
    }
}

word_enum! {
    /// What a report of a fault is about.
    FaultKind {
        /// A fault of a device in use (R080).
        InLife = "in_life",
        /// A defect on delivery (R020).
        OnDelivery = "on_delivery",
    }
}

word_enum! {
    /// Where the report of a fault stands.
    TicketState {
        /// Being worked on.
        Open = "open",
        /// Waiting for the merchant (R090).
        Awaiting = "awaiting",
        /// Over.
        Closed = "closed",
    }
}

word_enum! {
    /// What happened to a device (R011, R216).
    IncidentKind {
        /// It is lost.
        Loss = "loss",
        /// It was stolen.
        Theft = "theft",
        /// It is damaged.
        Damage = "damage",
        /// It may have been tampered with.
        Tamper = "tamper",
    }
}

word_enum! {
    /// What is offered after a test.
    QuoteKind {
        /// A repair (R084, R106).
        Repair = "repair",
        /// Another device for the swap price, where a repair does not pay (R087).
        SwapPrice = "swap-price",
    }
}

word_enum! {
    /// What the appendix does not cover, by its number in § 5 (R094-R105).
    Exclusion {
        /// Accidental damage.
        Ex01 = "EX01",
        /// Consequential damage.
        Ex02 = "EX02",
        /// Stored offline transactions.
        Ex03 = "EX03",
        /// Consumables.
        Ex04 = "EX04",
        /// Reporting faults to others.
        Ex05 = "EX05",
        /// Service by others.
        Ex06 = "EX06",
        /// Operating error or neglect.
        Ex07 = "EX07",
        /// A lock caused by the surroundings.
        Ex08 = "EX08",
        /// What the agreement does not cover.
        Ex09 = "EX09",
        /// Work outside opening hours.
        Ex10 = "EX10",
        /// The merchant's own lines and power.
        Ex11 = "EX11",
        /// Printer, battery and power supply.
        Ex12 = "EX12",
    }
}

word_enum! {
    /// A paper about a device on its way.
    PaperKind {
        /// A replacement has left: what must come back, and by when (R085).
        SwapAdvice = "swap-advice",
        /// A device has come back.
        ReturnReceipt = "return-receipt",
    }
}

word_enum! {
    /// A gateway licence's state.
    LicenceState {
        /// Serving.
        Active = "active",
        /// Disconnected for non-payment.
        Suspended = "suspended",
        /// Over.
        Ended = "ended",
    }
}

word_enum! {
    /// A billing run's state.
    RunState {
        /// Computed, to be looked at.
        Previewed = "previewed",
        /// Released for issue.
        Approved = "approved",
        /// Being issued; a killed run goes on from here.
        Issuing = "issuing",
        /// All that could be issued is.
        Issued = "issued",
        /// Replaced by a newer preview.
        Superseded = "superseded",
    }
}

word_enum! {
    /// A job's state.
    JobState {
        /// Waiting for its time and a worker.
        Queued = "queued",
        /// Claimed by a worker.
        Running = "running",
        /// Done.
        Done = "done",
        /// Given up after its last attempt; a person decides.
        Failed = "failed",
    }
}

word_enum! {
    /// What a file in the file store is.
    FileKind {
        /// The document as PDF/A-3.
        Pdf = "pdf",
        /// Peppol BIS Billing 3 (EHF, NLCIUS).
        Peppol = "peppol",
        /// OIOUBL 2.1.
        Oioubl = "oioubl",
    }
}

word_enum! {
    /// The accounts of the ledger, by role; the company maps each to a number of its own chart.
    Account {
        /// What merchants owe.
        Receivables = "receivables",
        /// Income from rent.
        RevenueRent = "revenue_rent",
        /// Income from gateway licences.
        RevenueLicence = "revenue_licence",
        /// Income from one-off charges.
        RevenueOther = "revenue_other",
        /// VAT owed to the state.
        VatOutput = "vat_output",
        /// Money in the bank.
        Bank = "bank",
    }
}

word_enum! {
    /// What a person may do, for the merchant or the company they belong to.
    Role {
        /// Owns the merchant's business: everything of the portal, colleagues too.
        Owner = "owner",
        /// Works for the merchant, at all sites or some.
        User = "user",
        /// Reads the merchant's documents.
        Accountant = "accountant",
        /// The lessor's support agent.
        Support = "support",
        /// The lessor's bench and warehouse.
        Technician = "technician",
        /// The lessor's accounting.
        Accounting = "accounting",
        /// The lessor's administrator.
        Admin = "admin",
    }
}

word_enum! {
    /// Where an account stands.
    AccountState {
        /// Invited: no password yet.
        Invited = "invited",
        /// May sign in.
        Active = "active",
        /// May not sign in any more.
        Disabled = "disabled",
    }
}

word_enum! {
    /// What a link that opens once is for.
    LinkKind {
        /// The first password of a new account.
        Invitation = "invitation",
        /// A new password instead of a forgotten one.
        Reset = "reset",
    }
}

word_enum! {
    /// Where a letter stands.
    MailState {
        /// Waits for its job.
        Queued = "queued",
        /// Taken by the mail server.
        Sent = "sent",
        /// Kept to be read here: no mail server is set.
        Kept = "kept",
        /// Given up.
        Failed = "failed",
    }
}

word_enum! {
    /// Where a contested line stands.
    DisputeState {
        /// To be decided; the line is held.
        Open = "open",
        /// The merchant was right.
        Upheld = "upheld",
        /// The line stands.
        Rejected = "rejected",
    }
}

word_enum! {
    /// What a search token leads to.
    SearchKind {
        /// A merchant.
        Merchant = "merchant",
        /// A device.
        Device = "device",
    }
}

word_enum! {
    /// Where an order to terminal management stands.
    TerminalOrderState {
        /// To be given.
        Wanted = "wanted",
        /// Taken, and not confirmed.
        Sent = "sent",
        /// Done.
        Confirmed = "confirmed",
        /// A later one of the same device took its place.
        Superseded = "superseded",
    }
}

word_enum! {
    /// How money, or a terminal, leaks.
    LeakKind {
        /// It is returned, and on a line that runs.
        Returned = "returned",
        /// Both ends of an exchange are online.
        BothOnline = "both-online",
        /// It is on a line that runs, and was not online for long.
        Unseen = "unseen",
        /// A licence runs on a line that has no device any more.
        Alone = "alone",
        /// It is on a line that runs, without the licence that goes with it.
        Unlicensed = "unlicensed",
    }
}
