//! Issuing documents one at a time: stubs, the one-off charges of a day, credit notes. Runs issue many at once (`runs`).

mod credit;
mod issue;
mod one_off;
mod stub;

pub(crate) use credit::credited;
pub use credit::{CreditLine, CreditOrder, CreditPreview, credit, left, preview};
pub(crate) use issue::use_credit;
pub use one_off::{Approval, ChargeOrder, approve, charge_hash, of_agreement, of_day, propose, waive};
pub(crate) use one_off::{moved, proposed};
pub(crate) use stub::issue_stub;
