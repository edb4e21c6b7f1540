//! Accounting's desk: the books, what is overdue, documents, sealed exports, figures.

mod ageing;
mod batch;
mod charts;
mod exports;
mod figures;
mod filter;
mod head;
mod invoices;
mod ledger;

use super::routes::{Doors, Of, Who};
use crate::domain::access::Act;

/// The routes of the desk.
pub(super) fn doors(doors: Doors) -> Doors {
    use Who::May;
    doors
        .get("/desk", May(Act::SeeDesk), Of::Nothing, ledger::trial)
        .get("/desk/accounts/{id}", May(Act::SeeDesk), Of::LedgerAccount, ledger::account)
        .get("/desk/entries/{id}", May(Act::SeeDesk), Of::Entry, ledger::entry)
        .get("/desk/ageing", May(Act::SeeDesk), Of::Nothing, ageing::list)
        .get("/desk/invoices", May(Act::SeeDesk), Of::Nothing, invoices::list)
        .get("/desk/invoices.csv", May(Act::SeeDesk), Of::Nothing, invoices::csv)
        .get("/desk/exports", May(Act::Export), Of::Nothing, exports::list)
        .post("/desk/exports", May(Act::Export), Of::Nothing, exports::seal)
        .get("/desk/exports/{id}", May(Act::Export), Of::Batch, batch::page)
        .get("/desk/exports/{id}/file", May(Act::Export), Of::Batch, batch::file)
        .post("/desk/exports/{id}/again", May(Act::Export), Of::Batch, batch::again)
        .get("/desk/figures", May(Act::SeeDesk), Of::Nothing, figures::page)
}
