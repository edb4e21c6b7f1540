//! The seller and the buyer, and the electronic addresses that files are sent between.

use entity::types::{Country, VatCategory};

use super::xml::{Node, clean, group, leaf};
use super::{Dialect, Ubl, UblError};
use crate::domain::invoice::{Address, Buyer, Endpoint};

/// The EAS scheme of a country's company numbers.
const fn register(country: Country) -> &'static str {
    match country {
        Country::Dk => "0184",
        Country::No => "0192",
        Country::Nl => "0106",
    }
}

/// Where the buyer receives files: the address that was given, or else the registration number, under which companies are
/// found in the networks.
pub(super) fn buyer_endpoint(buyer: &Buyer) -> Result<Endpoint, UblError> {
    let registered = || {
        let id = registration(buyer)?.to_owned();
        Some(Endpoint { scheme: register(buyer.country).to_owned(), id })
    };
    let given = buyer.endpoint.clone().filter(|endpoint| !clean(&endpoint.id).is_empty());
    given.or_else(registered).ok_or(UblError::NoElectronicAddress)
}

fn registration(buyer: &Buyer) -> Option<&str> {
    buyer.registration.as_deref().filter(|number| !clean(number).is_empty())
}

impl Ubl<'_> {
    /// The seller.
    pub(super) fn seller(&self) -> Result<Node, UblError> {
        let seller = &self.document.seller;
        let contact = group("cac:Contact")
            .add(leaf("cbc:Telephone", &seller.phone))
            .add(leaf("cbc:ElectronicMail", &seller.email));
        let party = self
            .party_start(&seller.endpoint, &seller.name, &seller.address, seller.country)?
            .add(self.vat_registration())
            .add(self.business_register())
            .add(self.legal_entity(&seller.name, seller.country, Some(&seller.registration)))
            .add(contact);
        Ok(group("cac:AccountingSupplierParty").add(party))
    }

    /// The buyer.
    pub(super) fn buyer(&self) -> Result<Node, UblError> {
        let buyer = &self.document.buyer;
        if registration(buyer).is_none() && self.document.vat.iter().any(|g| g.category == VatCategory::ReverseCharge) {
            return Err(UblError::Vat("reverse charge needs a buyer with a registration number".to_owned()));
        }
        let party = self
            .party_start(&buyer_endpoint(buyer)?, &buyer.name, &buyer.address, buyer.country)?
            .add(self.legal_entity(&buyer.name, buyer.country, registration(buyer)));
        let customer = group("cac:AccountingCustomerParty");
        Ok(match self.dialect {
            Dialect::Peppol => customer.add(party),
            // A contact with an id is demanded: it is where OIOUBL has what the buyer wants quoted.
            Dialect::Oioubl => {
                let quoted = self.quoted().unwrap_or(&buyer.number);
                customer
                    .add(leaf("cbc:SupplierAssignedAccountID", &buyer.number))
                    .add(party.add(group("cac:Contact").add(leaf("cbc:ID", quoted))))
            }
        })
    }

    /// What the buyer wants quoted, if anything.
    pub(super) fn quoted(&self) -> Option<&str> {
        self.document.buyer.reference.as_deref().filter(|reference| !clean(reference).is_empty())
    }

    fn party_start(
        &self,
        endpoint: &Endpoint,
        name: &str,
        address: &Address,
        country: Country,
    ) -> Result<Node, UblError> {
        let party = group("cac:Party").add(self.identifier("cbc:EndpointID", endpoint)?);
        let party = match self.dialect {
            // Beside the legal entity's number it would be the same again.
            Dialect::Peppol => party,
            Dialect::Oioubl => party.add(group("cac:PartyIdentification").add(self.identifier("cbc:ID", endpoint)?)),
        };
        Ok(party.add(group("cac:PartyName").add(leaf("cbc:Name", name))).add(self.address(address, country)))
    }

    /// An address in the words of the dialect: Peppol has the EAS code, OIOUBL names of its own.
    fn identifier(&self, name: &'static str, endpoint: &Endpoint) -> Result<Node, UblError> {
        let Endpoint { scheme, id } = endpoint;
        if self.dialect == Dialect::Peppol {
            return Ok(leaf(name, id).with("schemeID", scheme));
        }
        Ok(match scheme.as_str() {
            "0088" => leaf(name, id).with("schemeAgencyID", "9").with("schemeID", "GLN"),
            "0184" => leaf(name, danish(id)).with("schemeID", "DK:CVR"),
            "0096" => leaf(name, id).with("schemeID", "DK:P"),
            "0198" => leaf(name, danish(id)).with("schemeID", "DK:SE"),
            "0192" => leaf(name, id).with("schemeID", "NO:ORGNR"),
            "9944" => leaf(name, id).with("schemeID", "NL:VAT"),
            _ => return Err(UblError::Scheme(scheme.clone())),
        })
    }

    fn address(&self, address: &Address, country: Country) -> Node {
        // The Danish structure wants the house number by itself; ours is part of the street, which the lax one allows.
        let format = (self.dialect == Dialect::Oioubl).then(|| {
            leaf("cbc:AddressFormatCode", "StructuredLax")
                .with("listAgencyID", "320")
                .with("listID", "urn:oioubl:codelist:addressformatcode-1.1")
        });
        group("cac:PostalAddress")
            .add(format)
            .add(leaf("cbc:StreetName", &address.street))
            .add(leaf("cbc:CityName", &address.city))
            .add(leaf("cbc:PostalZone", &address.postcode))
            .add(group("cac:Country").add(leaf("cbc:IdentificationCode", country)))
    }

    fn vat_registration(&self) -> Option<Node> {
        let number = &self.document.seller.vat_number;
        let id = match self.dialect {
            Dialect::Peppol if self.is_outside() => return None,
            Dialect::Peppol => leaf("cbc:CompanyID", number),
            Dialect::Oioubl => leaf("cbc:CompanyID", danish(number)).with("schemeID", "DK:SE"),
        };
        Some(group("cac:PartyTaxScheme").add(id).add(self.scheme()))
    }

    /// The word that Norwegian companies must put on what they sell by (foretaksregisterloven § 10-2; NO-R-002).
    fn business_register(&self) -> Option<Node> {
        (self.document.seller.country == Country::No).then(|| {
            group("cac:PartyTaxScheme")
                .add(leaf("cbc:CompanyID", "Foretaksregisteret"))
                .add(group("cac:TaxScheme").add(leaf("cbc:ID", "TAX")))
        })
    }

    fn legal_entity(&self, name: &str, country: Country, registration: Option<&str>) -> Option<Node> {
        let id = registration.map(|number| match (self.dialect, country) {
            (Dialect::Peppol, _) => leaf("cbc:CompanyID", number).with("schemeID", register(country)),
            (Dialect::Oioubl, Country::Dk) => leaf("cbc:CompanyID", danish(number)).with("schemeID", "DK:CVR"),
            (Dialect::Oioubl, _) => leaf("cbc:CompanyID", number).with("schemeID", "ZZZ"),
        });
        // OIOUBL has no legal entity without a number; in Peppol it holds the buyer's name.
        if id.is_none() && self.dialect == Dialect::Oioubl {
            return None;
        }
        Some(group("cac:PartyLegalEntity").add(leaf("cbc:RegistrationName", name)).add(id))
    }
}

/// A Danish number with its country before it, as OIOUBL writes it.
fn danish(number: &str) -> String {
    format!("DK{}", number.strip_prefix("DK").unwrap_or(number))
}
