//! One newtype a table: an agreement's id cannot be handed to something that wants a merchant's.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! typed_ids {
    ($($(#[$doc:meta])* $name:ident,)*) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, sea_orm::DeriveValueType,
        )]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                Uuid::from_str(text).map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    )*};
}

typed_ids! {
    /// A legal entity that leases out terminals.
    CompanyId,
    /// A gap-free series of document numbers.
    SeriesId,
    /// A customer of a company.
    MerchantId,
    /// An address of a merchant where devices stand.
    SiteId,
    /// A model of payment terminal or POS system.
    ModelId,
    /// A row of a dated price list.
    PriceId,
    /// One physical device with its serial number.
    DeviceId,
    /// A device's dated place on an agreement line.
    AssignmentId,
    /// A dated version of a company's terms.
    TermsId,
    /// A lease agreement, made by an order confirmation.
    AgreementId,
    /// A leased device on an agreement.
    LineId,
    /// The gateway licence of a device.
    LicenceId,
    /// Something the contract lets us bill.
    ChargeId,
    /// A billing run of a quarter.
    RunId,
    /// One document to be, as a run's preview computed it.
    RunItemId,
    /// An issued invoice, credit note or reminder.
    InvoiceId,
    /// An entry in the journal, which balances.
    EntryId,
    /// A deadline, frozen when set.
    DeadlineId,
    /// A hold that moves what follows a deadline or a document.
    HoldId,
    /// A link of a company's event chain.
    EventId,
    /// Work to be done by a worker.
    JobId,
    /// A file in the file store, with its hash.
    StoredDocumentId,
    /// Money that arrived.
    PaymentId,
    /// A person who signs in.
    AccountId,
    /// A signed-in browser.
    SessionId,
    /// A link that opens once: an invitation or a reset.
    LinkId,
    /// A letter that was sent or kept.
    MailId,
    /// A line that a merchant contests.
    DisputeId,
    /// A sealed export of a period.
    BatchId,
    /// A reported fault.
    TicketId,
    /// One device of a line for another.
    SwapId,
    /// An offer to repair, or to pay the swap price.
    QuoteId,
    /// A reported loss, theft, damage or tampering.
    IncidentId,
    /// A paper about a device on its way: a swap advice, a receipt of return.
    PaperId,
    /// A step of troubleshooting that was taken.
    CheckId,
    /// A file that belongs to a report, a swap or an incident.
    AttachmentId,
    /// A terminal is to be connected, or disconnected.
    TerminalOrderId,
    /// A place of ours where devices lie: a warehouse, a bench, a van.
    StockPlaceId,
    /// A count of what lies at a place.
    StockTakeId,
    /// Whatever a charge, event, deadline or job is about: a line, a licence, an agreement, a document.
    SubjectId,
}
