//! The company of a story: a made-up lessor of the profile's market with the story's models and prices.

use std::fmt::Write;

use entity::types::{Account, Country};

use super::story::Story;
use crate::service::setup::{import, seed_terms};
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::company::{Company, company_find};

/// Short name of every story's company.
const KEY: &str = "story";

/// Sets up the terms and the company.
pub(super) async fn set_up(cx: &Context, story: &Story) -> ServiceResult<Company> {
    seed_terms(cx).await?;
    import(cx, "the story's company", &setup(story)).await?;
    company_find(&cx.db, KEY).await?.ok_or_else(|| ServiceError::said("the story's company is missing"))
}

/// The setup file of the company.
fn setup(story: &Story) -> String {
    let profile = story.profile;
    let mut text = format!("[[company]]\nkey = \"{KEY}\"\nprofile = \"{}\"\n{}", profile.key, market(profile.country));
    text.push_str("email = \"post@example.com\"\nphone = \"+45 00 00 00 00\"\n");
    for (kind, prefix) in [("invoice", ""), ("credit_note", "C"), ("reminder", "R")] {
        let _ = write!(text, "\n[[company.series]]\nkind = \"{kind}\"\nprefix = \"{prefix}\"\nwidth = 5\nfirst = 1\n");
    }
    for (n, account) in Account::ALL.iter().enumerate() {
        let number = 1000 + 10 * n;
        let _ = write!(
            text,
            "\n[[company.account]]\naccount = \"{account}\"\nnumber = \"{number}\"\nname = \"{account}\"\n"
        );
    }
    for model in story.models() {
        let (key, name) = (story.model_key(model), toml::Value::from(model));
        let _ = write!(text, "\n[[company.model]]\nkey = \"{key}\"\nname = {name}\n");
    }
    for price in &story.prices {
        let (key, from) = (story.model_key(&price.model), price.from);
        let (new, swap, shipping) = (price.new_price, price.swap_price, price.shipping);
        let _ = write!(
            text,
            "\n[[company.price]]\nmodel = \"{key}\"\nfrom = {from}\nnew_price = \"{new}\"\nswap_price = \"{swap}\"\n\
             shipping = \"{shipping}\"\n"
        );
    }
    text
}

/// What a company of a market says about itself. The numbers have the right form and belong to nobody that we know of.
const fn market(country: Country) -> &'static str {
    match country {
        Country::Dk => DK,
        Country::No => NO,
        Country::Nl => NL,
    }
}

const DK: &str = r#"name = "Eksempel Leasing ApS"
country = "DK"
language = "da"
registration = "10000009"
vat_number = "DK10000009"
street = "Havnegade 1"
postcode = "1058"
city = "København K"
iban = "DK5000400440116243"
bic = "DABADKKK"
bank_account = "00400440116243"
fik_creditor = "81234567"
endpoint_scheme = "0184"
endpoint_id = "10000009"
return_name = "Eksempel Leasing ApS, lager"
return_street = "Havnegade 1"
return_postcode = "1058"
return_city = "København K"
"#;

const NO: &str = r#"name = "Eksempel Leasing AS"
country = "NO"
language = "nb"
registration = "123456785"
vat_number = "NO123456785MVA"
street = "Havnegata 1"
postcode = "0150"
city = "Oslo"
iban = "NO9386011117947"
bic = "DNBANOKK"
bank_account = "86011117947"
endpoint_scheme = "0192"
endpoint_id = "123456785"
return_name = "Eksempel Leasing AS, lager"
return_street = "Havnegata 1"
return_postcode = "0150"
return_city = "Oslo"
"#;

const NL: &str = r#"name = "Voorbeeld Leasing B.V."
country = "NL"
language = "nl"
registration = "01234567"
vat_number = "NL123456782B01"
street = "Havenstraat 1"
postcode = "1013 AA"
city = "Amsterdam"
iban = "NL91ABNA0417164300"
bic = "ABNANL2A"
endpoint_scheme = "0106"
endpoint_id = "01234567"
return_name = "Voorbeeld Leasing B.V., magazijn"
return_street = "Havenstraat 1"
return_postcode = "1013 AA"
return_city = "Amsterdam"
"#;
