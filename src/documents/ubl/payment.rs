//! How an invoice is to be paid.

use entity::types::{Country, DocumentKind};

use super::xml::{Node, amount, group, leaf};
use super::{Dialect, Ubl, UblError};
use crate::domain::invoice::PaymentReference;

/// UNCL 4461: what kind of payment.
mod means {
    pub const CREDIT_TRANSFER: &str = "30";
    pub const DEBIT_TRANSFER_IBAN: &str = "31";
    pub const DANISH_BANK: &str = "42";
    pub const SEPA: &str = "58";
    pub const FIK: &str = "93";
}

/// The longest text that Danish banks carry along with a transfer.
const DANISH_NOTE: usize = 20;

impl Ubl<'_> {
    /// How the invoice is to be paid; nothing on a credit note.
    pub(super) fn payment_means(&self) -> Result<Option<Node>, UblError> {
        if self.document.kind == DocumentKind::CreditNote {
            return Ok(None);
        }
        let reference = match &self.document.payment {
            Some(PaymentReference::Fik { id, creditor }) => return Ok(Some(self.fik(id, creditor))),
            Some(PaymentReference::Kid(reference) | PaymentReference::Rf(reference)) => reference,
            None => &self.document.number,
        };
        match self.dialect {
            Dialect::Peppol => self.peppol_transfer(reference),
            Dialect::Oioubl => self.oioubl_transfer(reference),
        }
        .map(Some)
    }

    /// What OIOUBL says again about the payment: the first amount must be the payable one (F-INV134).
    pub(super) fn payment_terms(&self) -> Option<Node> {
        (self.dialect == Dialect::Oioubl && self.document.kind == DocumentKind::Invoice).then(|| {
            group("cac:PaymentTerms")
                .add(leaf("cbc:ID", 1))
                .add(leaf("cbc:PaymentMeansID", 1))
                .add(amount("cbc:Amount", self.document.gross))
        })
    }

    fn fik(&self, id: &str, creditor: &str) -> Node {
        match self.dialect {
            // Card type and payment id are one text here (DK-R-010, DK-R-011).
            Dialect::Peppol => group("cac:PaymentMeans")
                .add(leaf("cbc:PaymentMeansCode", means::FIK))
                .add(leaf("cbc:PaymentID", format_args!("71#{id}")))
                .add(group("cac:PayeeFinancialAccount").add(leaf("cbc:ID", creditor))),
            Dialect::Oioubl => self
                .oioubl_means(means::FIK, "DK:FIK")
                .add(leaf("cbc:InstructionID", id))
                .add(leaf("cbc:PaymentID", "71"))
                .add(group("cac:CreditAccount").add(leaf("cbc:AccountID", creditor))),
        }
    }

    fn peppol_transfer(&self, reference: &str) -> Result<Node, UblError> {
        let seller = &self.document.seller;
        let (code, account, branch) = match (seller.country, &seller.account) {
            (Country::Dk, Some(_)) => {
                let (branch, account) = self.danish_account()?;
                (means::DANISH_BANK, account, branch)
            }
            (Country::No, Some(account)) => (means::CREDIT_TRANSFER, account.as_str(), ""),
            (Country::No, None) => (means::CREDIT_TRANSFER, self.iban()?, seller.bic.as_str()),
            // Within SEPA the IBAN is enough.
            (Country::Dk, None) | (Country::Nl, _) => (means::SEPA, self.iban()?, ""),
        };
        let account = group("cac:PayeeFinancialAccount")
            .add(leaf("cbc:ID", account))
            .add(group("cac:FinancialInstitutionBranch").add(leaf("cbc:ID", branch)));
        Ok(group("cac:PaymentMeans")
            .add(leaf("cbc:PaymentMeansCode", code))
            .add(leaf("cbc:PaymentID", reference))
            .add(account))
    }

    fn oioubl_transfer(&self, reference: &str) -> Result<Node, UblError> {
        let fits = reference.chars().count() <= DANISH_NOTE;
        let note = fits.then(|| leaf("cbc:PaymentNote", reference));
        let id = (!fits).then(|| leaf("cbc:PaymentID", reference));
        let account = group("cac:PayeeFinancialAccount");
        if self.document.seller.account.is_some() {
            let (branch, number) = self.danish_account()?;
            let branch = group("cac:FinancialInstitutionBranch").add(leaf("cbc:ID", branch));
            let account = account.add(leaf("cbc:ID", number)).add(note).add(branch);
            return Ok(self.oioubl_means(means::DANISH_BANK, "DK:BANK").add(id).add(account));
        }
        if self.document.seller.bic.is_empty() {
            return Err(UblError::Missing("the BIC of the seller's bank"));
        }
        let bank = group("cac:FinancialInstitution").add(leaf("cbc:ID", &self.document.seller.bic));
        let account =
            account.add(leaf("cbc:ID", self.iban()?)).add(note).add(group("cac:FinancialInstitutionBranch").add(bank));
        Ok(self.oioubl_means(means::DEBIT_TRANSFER_IBAN, "IBAN").add(id).add(account))
    }

    fn oioubl_means(&self, code: &'static str, channel: &'static str) -> Node {
        let channel = leaf("cbc:PaymentChannelCode", channel)
            .with("listAgencyID", "320")
            .with("listID", "urn:oioubl:codelist:paymentchannelcode-1.1");
        group("cac:PaymentMeans")
            .add(leaf("cbc:ID", 1))
            .add(leaf("cbc:PaymentMeansCode", code))
            .add(leaf("cbc:PaymentDueDate", self.document.due))
            .add(channel)
    }

    /// Registration number and account of a Danish bank account.
    fn danish_account(&self) -> Result<(&str, &str), UblError> {
        let account = self.document.seller.account.as_deref().unwrap_or_default();
        match account.split_at_checked(4) {
            Some((branch, number))
                if account.bytes().all(|b| b.is_ascii_digit()) && (1..=10).contains(&number.len()) =>
            {
                Ok((branch, number))
            }
            _ => {
                Err(UblError::Payment("a Danish account is a registration number of 4 digits and up to 10".to_owned()))
            }
        }
    }

    fn iban(&self) -> Result<&str, UblError> {
        let iban = self.document.seller.iban.as_str();
        if iban.is_empty() { Err(UblError::Missing("the seller's IBAN")) } else { Ok(iban) }
    }
}
