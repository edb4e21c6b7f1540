//! What a file says about agreements, as types: made from CSV, or by whoever has the values already.

use entity::types::{Country, Date, Language, MerchantKind, Money};

/// The columns of the file, by which errors are named.
macro_rules! columns {
    ($($variant:ident = $name:literal,)+) => {
        /// A column of the file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Column {
            $(#[doc = $name] $variant,)+
        }

        impl Column {
            /// Every column, in the order in which we write them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its name in the header.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }
    };
}

columns! {
    Company = "company",
    Reference = "reference",
    CustomerNumber = "customer_number",
    Name = "name",
    Kind = "kind",
    Country = "country",
    Registration = "registration",
    Street = "street",
    Postcode = "postcode",
    City = "city",
    Email = "email",
    Phone = "phone",
    Language = "language",
    BuyerReference = "buyer_reference",
    EndpointScheme = "endpoint_scheme",
    EndpointId = "endpoint_id",
    Site = "site",
    SiteStreet = "site_street",
    SitePostcode = "site_postcode",
    SiteCity = "site_city",
    Signed = "signed",
    KycApproved = "kyc_approved",
    TermMonths = "term_months",
    BindingMonths = "binding_months",
    NoticeMonths = "notice_months",
    PaymentDays = "payment_days",
    Notice = "notice",
    Device = "device",
    Sim = "sim",
    Model = "model",
    Rent = "rent",
    Licence = "licence",
    BilledThrough = "billed_through",
}

impl Column {
    /// Whether a file without the column, or a row that leaves it empty, cannot be used.
    #[must_use]
    pub const fn is_required(self) -> bool {
        matches!(
            self,
            Self::Company
                | Self::Reference
                | Self::CustomerNumber
                | Self::Name
                | Self::Kind
                | Self::Country
                | Self::Street
                | Self::Postcode
                | Self::City
                | Self::Signed
                | Self::Device
                | Self::Model
                | Self::Rent
                | Self::Licence
        )
    }
}

impl From<Column> for String {
    fn from(column: Column) -> Self {
        column.as_str().to_owned()
    }
}

/// Columns whose cell could not be read: their value is a stand-in, and no further error is made of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unread(u64);

impl Unread {
    /// Notes a column.
    pub const fn add(&mut self, column: Column) {
        self.0 |= 1 << column as u32;
    }

    /// Whether any of these is a stand-in.
    #[must_use]
    pub fn has(self, columns: &[Column]) -> bool {
        columns.iter().any(|c| self.0 & (1 << *c as u32) != 0)
    }
}

/// An agreement as a file says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedAgreement {
    /// The line that it begins on; 0 if there is no file.
    pub line: u64,
    /// What could not be read.
    pub unread: Unread,
    /// Its reference, unique in the company.
    pub reference: String,
    /// Who leases.
    pub merchant: ParsedMerchant,
    /// Day of signature.
    pub signed: Date,
    /// Day of the identity approval; `None`: not approved, and the agreement is pending (R006).
    pub kyc_approved: Option<Date>,
    /// Months of the term; `None`: as the terms say.
    pub term_months: Option<u32>,
    /// Months without ordinary notice; `None`: as the terms say.
    pub binding_months: Option<u32>,
    /// Months of notice; `None`: as the terms say.
    pub notice_months: Option<u32>,
    /// Days until an invoice is due; `None`: as the terms say.
    pub payment_days: Option<u32>,
    /// Day on which the merchant's notice was received.
    pub notice: Option<Date>,
    /// The devices, in the order of their numbers.
    pub lines: Vec<ParsedLine>,
}

/// A merchant as a file says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedMerchant {
    /// Our customer number, unique in the company.
    pub number: String,
    /// Name.
    pub name: String,
    /// Business or private.
    pub kind: MerchantKind,
    /// Country.
    pub country: Country,
    /// CVR, orgnr or KvK; a private person has none.
    pub registration: Option<String>,
    /// Street and number.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// City.
    pub city: String,
    /// E-mail.
    pub email: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// The language of its documents.
    pub language: Language,
    /// What it wants quoted.
    pub buyer_reference: Option<String>,
    /// Scheme of its electronic address.
    pub endpoint_scheme: Option<String>,
    /// Its electronic address.
    pub endpoint_id: Option<String>,
}

/// Where devices stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedSite {
    /// Its name, unique for the merchant.
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// City.
    pub city: String,
}

/// A leased device as a file says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedLine {
    /// Its line in the file; 0 if there is none.
    pub line: u64,
    /// What could not be read.
    pub unread: Unread,
    /// Where it stands; `None`: at the merchant's address, which is then a site called after its street.
    pub site: Option<ParsedSite>,
    /// Serial number.
    pub device: String,
    /// Serial number of its SIM card.
    pub sim: Option<String>,
    /// Key of its model.
    pub model: String,
    /// Rent a month, ex VAT.
    pub rent: Money,
    /// Gateway licence a month, ex VAT (R029).
    pub licence: Money,
    /// Last day that is invoiced already.
    pub billed_through: Option<Date>,
}

/// The language of documents where none is named.
#[must_use]
pub const fn language_of(country: Country) -> Language {
    match country {
        Country::Dk => Language::Da,
        Country::No => Language::Nb,
        Country::Nl => Language::Nl,
    }
}
