//! The whole file, in the order that the schemas want.

use entity::types::{Country, DocumentKind};

use super::check::check;
use super::xml::{Node, amount, group, leaf};
use super::{Dialect, Ubl, UblError};

const INVOICE: &str = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2";
const CREDIT_NOTE: &str = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2";
const AGGREGATES: &str = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";
const BASICS: &str = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";

impl Ubl<'_> {
    /// The file.
    pub(super) fn write(&self) -> Result<Vec<u8>, UblError> {
        let document = self.document;
        check(document)?;
        if self.dialect == Dialect::Oioubl && document.seller.country != Country::Dk {
            return Err(UblError::NotDanish);
        }
        let (name, namespace) = match document.kind {
            DocumentKind::CreditNote => ("CreditNote", CREDIT_NOTE),
            _ => ("Invoice", INVOICE),
        };
        let root = group(name)
            .with("xmlns", namespace)
            .with("xmlns:cac", AGGREGATES)
            .with("xmlns:cbc", BASICS)
            .add_all(self.format())
            .add(leaf("cbc:ID", &document.number))
            .add((self.dialect == Dialect::Oioubl).then(|| leaf("cbc:CopyIndicator", false)))
            .add(leaf("cbc:IssueDate", document.issued))
            .add(self.due_date())
            .add(self.type_code())
            .add(document.corrects.as_ref().map(|corrects| leaf("cbc:Note", &corrects.reason)))
            .add(leaf("cbc:DocumentCurrencyCode", document.currency))
            .add(self.buyer_reference())
            .add(self.billing_reference())
            .add(group("cac:ContractDocumentReference").add(leaf("cbc:ID", &document.agreement)))
            .add(self.seller()?)
            .add(self.buyer()?)
            .add(self.payment_means()?)
            .add(self.payment_terms())
            .add(self.tax_total()?)
            .add(self.monetary_total())
            .add_all(self.lines()?);
        Ok(root.to_file()?)
    }

    /// Which rules the file follows, and the business process it is part of.
    fn format(&self) -> Vec<Node> {
        match self.dialect {
            Dialect::Peppol => vec![
                leaf(
                    "cbc:CustomizationID",
                    "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
                ),
                leaf("cbc:ProfileID", "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"),
            ],
            Dialect::Oioubl => vec![
                leaf("cbc:UBLVersionID", "2.1"),
                leaf("cbc:CustomizationID", "OIOUBL-2.1"),
                // Billing without an order before it.
                leaf("cbc:ProfileID", "urn:www.nesubl.eu:profiles:profile5:ver2.0")
                    .with("schemeAgencyID", "320")
                    .with("schemeID", "urn:oioubl:id:profileid-1.2"),
            ],
        }
    }

    /// A credit note's root has no due date, and in OIOUBL it stands with the payment.
    fn due_date(&self) -> Option<Node> {
        let here = self.dialect == Dialect::Peppol && self.document.kind == DocumentKind::Invoice;
        here.then(|| leaf("cbc:DueDate", self.document.due))
    }

    fn type_code(&self) -> Option<Node> {
        match (self.document.kind, self.dialect) {
            (DocumentKind::CreditNote, Dialect::Peppol) => Some(leaf("cbc:CreditNoteTypeCode", 381)),
            // The root element says it.
            (DocumentKind::CreditNote, Dialect::Oioubl) => None,
            (_, Dialect::Peppol) => Some(leaf("cbc:InvoiceTypeCode", 380)),
            (_, Dialect::Oioubl) => Some(
                leaf("cbc:InvoiceTypeCode", 380)
                    .with("listAgencyID", "320")
                    .with("listID", "urn:oioubl:codelist:invoicetypecode-1.1"),
            ),
        }
    }

    /// What the buyer wants quoted. Peppol demands something (R003): the agreement is on the buyer's order confirmation.
    fn buyer_reference(&self) -> Option<Node> {
        let reference = self.quoted().unwrap_or(&self.document.agreement);
        (self.dialect == Dialect::Peppol).then(|| leaf("cbc:BuyerReference", reference))
    }

    fn billing_reference(&self) -> Option<Node> {
        self.document.corrects.as_ref().map(|corrects| {
            let invoice = group("cac:InvoiceDocumentReference")
                .add(leaf("cbc:ID", &corrects.number))
                .add(leaf("cbc:IssueDate", corrects.issued));
            group("cac:BillingReference").add(invoice)
        })
    }

    fn monetary_total(&self) -> Node {
        let document = self.document;
        let exclusive = match self.dialect {
            Dialect::Peppol => document.net,
            // Not a slip: OIOUBL has the VAT itself here, whatever the name says (F-INV127).
            Dialect::Oioubl => document.vat_total,
        };
        group("cac:LegalMonetaryTotal")
            .add(amount("cbc:LineExtensionAmount", document.net))
            .add(amount("cbc:TaxExclusiveAmount", exclusive))
            .add(amount("cbc:TaxInclusiveAmount", document.gross))
            .add(amount("cbc:PayableAmount", document.gross))
    }
}
