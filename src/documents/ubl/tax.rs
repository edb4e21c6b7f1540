//! VAT categories in the words of each dialect, and the groups that follow from them.
//!
//! Neither dialect has all five categories side by side. EN 16931 forbids "outside the scope" beside any other category
//! (BR-O-11), so there such lines are written as exempt, with the reason that says what they are. OIOUBL has no word for exempt:
//! there it is zero rated, with the reason. Groups that become the same category are one group.

use entity::types::{Language, Money, Percent, VatCategory};

use super::xml::{Node, amount, group, leaf};
use super::{Dialect, Ubl, UblError};
use crate::domain::invoice::{DocumentLine, VatGroup};

/// A VAT group as the dialect has it.
struct Group {
    category: VatCategory,
    rate: Percent,
    base: Money,
    vat: Money,
    /// The document's own categories that are in it.
    own: Vec<VatCategory>,
}

impl Ubl<'_> {
    /// The category that the dialect has for one of the document's.
    fn category(&self, own: VatCategory) -> VatCategory {
        let mixed = self.document.vat.iter().any(|group| group.category != VatCategory::Outside);
        match (self.dialect, own) {
            (Dialect::Peppol, VatCategory::Outside) if mixed => VatCategory::Exempt,
            (Dialect::Oioubl, VatCategory::Exempt) => VatCategory::Zero,
            _ => own,
        }
    }

    /// Whether the whole document is outside the scope of VAT: EN 16931 then forbids the seller's VAT number (BR-O-02).
    pub(super) fn is_outside(&self) -> bool {
        self.document.vat.iter().all(|group| self.category(group.category) == VatCategory::Outside)
    }

    /// The document's VAT: the sum, and a part for each category and rate.
    pub(super) fn tax_total(&self) -> Result<Node, UblError> {
        let total = group("cac:TaxTotal").add(amount("cbc:TaxAmount", self.document.vat_total));
        Ok(total.add_all(self.groups()?.iter().map(|part| self.subtotal(part))))
    }

    /// The VAT of one line, which only OIOUBL has. It is rounded for the line, so the sum over the lines may differ from the
    /// document's VAT by an øre or two; the document's is the one that is owed.
    pub(super) fn line_tax_total(&self, line: &DocumentLine) -> Result<Node, UblError> {
        let vat = line.net.share(line.vat_rate.0, 10_000)?;
        let category = self.category(line.vat_category);
        let part = Group { category, rate: line.vat_rate, base: line.net, vat, own: vec![line.vat_category] };
        Ok(group("cac:TaxTotal").add(amount("cbc:TaxAmount", vat)).add(self.subtotal(&part)))
    }

    /// The category of a line's item, which only Peppol has.
    pub(super) fn item_category(&self, line: &DocumentLine) -> Node {
        self.category_node("cac:ClassifiedTaxCategory", self.category(line.vat_category), line.vat_rate)
            .add(self.scheme())
    }

    /// The tax scheme: VAT.
    pub(super) fn scheme(&self) -> Node {
        let scheme = group("cac:TaxScheme");
        match self.dialect {
            Dialect::Peppol => scheme.add(leaf("cbc:ID", "VAT")),
            Dialect::Oioubl => {
                scheme.add(oioubl_code("63", "urn:oioubl:id:taxschemeid-1.1")).add(leaf("cbc:Name", "Moms"))
            }
        }
    }

    fn groups(&self) -> Result<Vec<Group>, UblError> {
        let mut groups: Vec<Group> = Vec::new();
        for VatGroup { category: own, rate, base, vat } in &self.document.vat {
            let category = self.category(*own);
            match groups.iter_mut().find(|group| group.category == category && group.rate == *rate) {
                Some(group) => {
                    group.base = group.base.plus(*base)?;
                    group.vat = group.vat.plus(*vat)?;
                    group.own.push(*own);
                }
                None => groups.push(Group { category, rate: *rate, base: *base, vat: *vat, own: vec![*own] }),
            }
        }
        let twice = |group: &Group| groups.iter().filter(|other| other.category == group.category).count() > 1;
        if self.dialect == Dialect::Oioubl && groups.iter().any(twice) {
            return Err(UblError::Vat("OIOUBL allows one rate for each category".to_owned()));
        }
        Ok(groups)
    }

    fn subtotal(&self, part: &Group) -> Node {
        let category = self
            .category_node("cac:TaxCategory", part.category, part.rate)
            .add_all(self.exemption(part))
            .add(self.scheme());
        group("cac:TaxSubtotal")
            .add(amount("cbc:TaxableAmount", part.base))
            .add(amount("cbc:TaxAmount", part.vat))
            .add(category)
    }

    fn category_node(&self, name: &'static str, category: VatCategory, rate: Percent) -> Node {
        let id = match self.dialect {
            Dialect::Peppol => leaf("cbc:ID", category),
            Dialect::Oioubl => match category {
                VatCategory::Standard => oioubl_code("StandardRated", "urn:oioubl:id:taxcategoryid-1.1"),
                VatCategory::Zero | VatCategory::Exempt => oioubl_code("ZeroRated", "urn:oioubl:id:taxcategoryid-1.1"),
                VatCategory::ReverseCharge => oioubl_code("ReverseCharge", "urn:oioubl:id:taxcategoryid-1.1"),
                // The older lists have no such category.
                VatCategory::Outside => oioubl_code("O", "urn:oioubl:id:taxcategoryid-1.4"),
            },
        };
        // What is outside the scope has no rate, not even nought (BR-O-05).
        let percent = (category != VatCategory::Outside).then(|| leaf("cbc:Percent", rate));
        group(name).add(id).add(percent)
    }

    /// Why no VAT is charged, as the laws want it said on the invoice. A group that also holds zero-rated lines has no reason
    /// that is true of all of it.
    fn exemption(&self, part: &Group) -> Vec<Node> {
        let reasons: Option<Vec<&str>> = part.own.iter().map(|own| reason(*own, self.document.language)).collect();
        let code = match (self.dialect, part.category) {
            (Dialect::Peppol, VatCategory::ReverseCharge) => Some("VATEX-EU-AE"),
            (Dialect::Peppol, VatCategory::Outside) => Some("VATEX-EU-O"),
            _ => None,
        };
        let code = code.map(|code| leaf("cbc:TaxExemptionReasonCode", code));
        let text = reasons.map(|reasons| leaf("cbc:TaxExemptionReason", reasons.join("; ")));
        code.into_iter().chain(text).collect()
    }
}

fn oioubl_code(code: &'static str, list: &'static str) -> Node {
    leaf("cbc:ID", code).with("schemeAgencyID", "320").with("schemeID", list)
}

/// Why a category bears no VAT. Zero rated has none: a reason beside it is forbidden (BR-Z-10).
const fn reason(category: VatCategory, language: Language) -> Option<&'static str> {
    let [da, en, nb, nl] = match category {
        VatCategory::Standard | VatCategory::Zero => return None,
        VatCategory::Exempt => ["Momsfritaget", "Exempt from VAT", "Unntatt fra merverdiavgift", "Vrijgesteld van btw"],
        VatCategory::ReverseCharge => {
            ["Omvendt betalingspligt", "Reverse charge", "Omvendt avgiftsplikt", "Btw verlegd"]
        }
        VatCategory::Outside => [
            "Uden for momslovens område",
            "Outside the scope of VAT",
            "Utenfor merverdiavgiftslovens område",
            "Buiten de heffing van btw",
        ],
    };
    Some(match language {
        Language::Da => da,
        Language::En => en,
        Language::Nb => nb,
        Language::Nl => nl,
    })
}
