#![allow(clippy::unwrap_used, clippy::panic)]

use std::sync::Arc;

use super::*;
use crate::clock::{Clock, Ids};
use crate::gateways::files::Files;
use crate::gateways::mail::Mailer;
use crate::gateways::terminals::Terminals;
use crate::secrets::Secrets;
use crate::service::{InputError, ServiceError};
use crate::store::company::{Company, company_find, company_list, model_list, price_list};
use crate::store::event::{event_head, event_page};
use crate::store::series::series_list;
use crate::store::{Db, migrate};
use crate::text::Texts;

/// Three companies that bill.
pub(in crate::service) const SAMPLE: &str = include_str!("../../../examples/setup.toml");

/// An empty database at noon (UTC) of a day.
pub(in crate::service) async fn empty(today: &str) -> Context {
    let db = Db::connect("sqlite::memory:").await.unwrap();
    migrate(&db).await.unwrap();
    let clock = Clock::set_to(format!("{today}T12:00:00Z").parse().unwrap());
    let ids = Ids::seeded(7, &clock);
    Context {
        db,
        clock,
        ids,
        texts: Arc::new(Texts::load().unwrap()),
        files: Files::memory(),
        secrets: Secrets::throwaway("test"),
        mailer: Mailer::Kept,
        terminals: Terminals::NONE,
        address: None,
    }
}

/// The companies of the sample file.
pub(in crate::service) async fn sample(today: &str) -> (Context, Vec<Company>) {
    let cx = empty(today).await;
    import(&cx, "setup.toml", SAMPLE).await.unwrap();
    let companies = company_list(&cx.db).await.unwrap();
    (cx, companies)
}

async fn errors(cx: &Context, body: &str) -> Vec<InputError> {
    match import(cx, "setup.toml", body).await {
        Err(ServiceError::Input(errors)) => errors,
        other => panic!("{other:?}"),
    }
}

/// The line of the first place at which a text stands in the sample.
fn line_of(text: &str) -> u64 {
    SAMPLE.lines().position(|l| l.contains(text)).unwrap_or_else(|| panic!("{text}")) as u64 + 1
}

/// The sample with a change makes one error, at a line and key.
async fn one_error(from: &str, to: &str, key: &str, says: &str) {
    let line = line_of(from);
    one_error_at(from, to, line, key, says).await;
}

async fn one_error_at(from: &str, to: &str, line: u64, key: &str, says: &str) {
    let cx = empty("2026-01-15").await;
    let found = errors(&cx, &SAMPLE.replacen(from, to, 1)).await;
    assert_eq!(found.len(), 1, "{from} -> {to}: {found:?}");
    assert_eq!((found[0].line, found[0].column.as_str()), (line, key), "{from} -> {to}: {}", found[0]);
    assert!(found[0].message.contains(says), "{from} -> {to}: {}", found[0]);
    assert_eq!(company_list(&cx.db).await.unwrap(), [], "nothing is taken");
}

#[tokio::test]
async fn the_sample_sets_three_companies_up() {
    let cx = empty("2026-01-15").await;
    let report = import(&cx, "setup.toml", SAMPLE).await.unwrap();
    let told: Vec<_> = report.companies.iter().map(|c| (c.key.as_str(), c.changed, c.added.prices)).collect();
    assert_eq!(told, [("dk", Changed::New, 8), ("no", Changed::New, 4), ("nl", Changed::New, 4)]);
    assert!(report.to_string().starts_with("dk: new; added 3 number series, 6 accounts, 4 models, 8 prices\nno: new"));
    let dk = company_find(&cx.db, "dk").await.unwrap().unwrap();
    assert_eq!(dk.seller.iban, "DK0399990000123456");
    assert_eq!(dk.seller.account.as_deref(), Some("99990000123456"));
    assert_eq!(dk.seller.fik_creditor.as_deref(), Some("89990041"));
    let no = company_find(&cx.db, "no").await.unwrap().unwrap();
    assert_eq!((no.seller.registration.as_str(), no.seller.account.as_deref()), ("310042005", Some("99991123454")));
    let series = series_list(&cx.db, dk.id).await.unwrap();
    assert_eq!((series[1].first, series[1].next, series[1].printed(10_001)), (10_001, 10_001, "10001".to_owned()));
}

#[tokio::test]
async fn what_is_set_is_sealed() {
    let (cx, companies) = sample("2026-01-15").await;
    for company in companies {
        let links = event_page(&cx.db, company.id, 0, 10).await.unwrap();
        assert_eq!(links.len(), 1);
        assert_eq!((links[0].kind.as_str(), links[0].actor.as_str()), (facts::COMPANY_SET, "setup"));
        let sealed: Sealed = serde_json::from_str(&links[0].facts).unwrap();
        assert_eq!(sealed.hash, company_hash(&cx.db, company.id).await.unwrap());
        assert!(!links[0].facts.contains(&company.seller.name));
    }
}

#[tokio::test]
async fn the_same_file_twice_changes_nothing() {
    let (cx, companies) = sample("2026-01-15").await;
    let report = import(&cx, "setup.toml", SAMPLE).await.unwrap();
    assert!(
        report.companies.iter().all(|c| c.changed == Changed::Unchanged && c.added == Added::default()),
        "{report:?}"
    );
    assert_eq!(company_list(&cx.db).await.unwrap(), companies);
    assert_eq!(event_head(&cx.db, companies[0].id).await.unwrap().unwrap().sequence, 1);
    seed_terms(&cx).await.unwrap();
}

#[tokio::test]
async fn details_change_and_rows_are_added() {
    let (cx, companies) = sample("2026-01-15").await;
    let more = "[[company.model]]\nkey = \"pax-a80\"\nname = \"PAX A80\"\n\n[[company.price]]\nmodel = \"pax-a80\"\nfrom = \
                2026-01-01\nnew_price = \"2000.00\"\nswap_price = \"0\"\nshipping = \"95.5\"\n\n";
    let (first, second) = SAMPLE.split_once("[[company]]\nkey = \"no\"").unwrap();
    let changed =
        format!("{first}{more}[[company]]\nkey = \"no\"{second}").replace("+45 00 42 10 10", "+45 00 42 10 11");
    let report = import(&cx, "setup.toml", &changed).await.unwrap();
    let told: Vec<_> = report.companies.iter().map(|c| (c.changed, c.added.models, c.added.prices)).collect();
    assert_eq!(told, [(Changed::Updated, 1, 1), (Changed::Unchanged, 0, 0), (Changed::Unchanged, 0, 0)]);
    let dk = company_find(&cx.db, "dk").await.unwrap().unwrap();
    assert_eq!((dk.id, dk.seller.phone.as_str()), (companies[0].id, "+45 00 42 10 11"));
    assert_eq!(model_list(&cx.db, dk.id).await.unwrap().len(), 5);
    assert_eq!(price_list(&cx.db, dk.id).await.unwrap().len(), 9);
    let links = event_page(&cx.db, dk.id, 1, 10).await.unwrap();
    let sealed: Sealed = serde_json::from_str(&links[0].facts).unwrap();
    assert_eq!((links.len(), sealed.hash), (1, company_hash(&cx.db, dk.id).await.unwrap()));
}

#[tokio::test]
async fn what_was_billed_by_stays_as_it_is() {
    let (cx, _) = sample("2026-01-15").await;
    let changed = SAMPLE
        .replacen("\"3995.00\"", "\"3996.00\"", 1)
        .replacen("first = 10001", "first = 10002", 1)
        .replacen("\"56100\"", "\"56101\"", 1)
        .replacen("\"PAX A77\"", "\"PAX A77x\"", 1)
        .replacen("country = \"NO\"", "country = \"DK\"", 1);
    let found = errors(&cx, &changed).await;
    let at = |text: &str, up: u64| line_of(text) - up;
    let told: Vec<_> = found.iter().map(|e| (e.line, e.column.as_str())).collect();
    for expected in [
        (at("first = 10001", 4), "company.series"),
        (at("\"56100\"", 2), "company.account"),
        (at("\"PAX A77\"", 2), "company.model.name"),
        (at("\"3995.00\"", 3), "company.price"),
        (at("country = \"NO\"", 3), "company.country"),
    ] {
        assert!(told.contains(&expected), "{expected:?} in {found:#?}");
    }
}

#[tokio::test]
async fn every_error_names_its_line_and_key() {
    one_error("registration = \"99004118\"", "registration = \"99004117\"", "company.registration", "check digits")
        .await;
    one_error("vat_number = \"DK99004118\"", "vat_number = \"DK13748136\"", "company.vat_number", "does not fit").await;
    one_error("iban = \"DK03", "iban = \"DK04", "company.iban", "check digits").await;
    one_error("bic = \"TESTDKKK\"", "bic = \"TESTDK\"", "company.bic", "no BIC").await;
    one_error(
        "bank_account = \"9999 0000123456\"",
        "bank_account = \"9999 0000123457\"",
        "company.bank_account",
        "IBAN",
    )
    .await;
    one_error("bank_account = \"9999.11.23454\"", "bank_account = \"9999.11.23455\"", "company.bank_account", "check")
        .await;
    one_error("fik_creditor = \"89990041\"", "fik_creditor = \"8999004\"", "company.fik_creditor", "8 digits").await;
    one_error("endpoint_scheme = \"0184\"", "endpoint_scheme = \"9999\"", "company.endpoint_scheme", "0088").await;
    one_error("endpoint_id = \"99004118\"", "endpoint_id = \"99004117\"", "company.endpoint_id", "check digits").await;
    one_error("email = \"faktura@fjord", "email = \"faktura at fjord", "company.email", "e-mail").await;
    one_error("phone = \"+45 00 42 10 10\"", "phone = \"call us\"", "company.phone", "telephone").await;
    for key in ["..", ".", "-dk", "_dk"] {
        one_error("key = \"dk\"", &format!("key = \"{key}\""), "company.key", "a letter or digit first").await;
    }
    one_error("language = \"da\"", "language = \"dk\"", "company.language", "da, en, nb, nl").await;
    one_error("profile = \"dk-loomis\"", "profile = \"dk-lomis\"", "company.profile", "no-lease").await;
    one_error("profile = \"dk-loomis\"", "profile = \"nl-lease\"", "company.profile", "is for NL").await;
    one_error("kind = \"reminder\"", "kind = \"dunning\"", "company.series.kind", "credit_note").await;
    one_error("kind = \"reminder\"", "kind = \"invoice\"", "company.series.kind", "already").await;
    one_error("prefix = \"R\"", "prefix = \"K\"", "company.series.prefix", "each kind its own").await;
    one_error("prefix = \"R\"", "prefix = \"Række \"", "company.series.prefix", "at most 12").await;
    one_error("first = 10001", "first = 0", "company.series.first", "from 1").await;
    one_error("width = 5", "width = \"5\"", "company.series.width", "without quotes").await;
    one_error("model = \"pax-a920\"", "model = \"pax-a921\"", "company.price.model", "no model").await;
    one_error("from = 2024-01-01", "from = 1924-01-01", "company.price.from", "before 2000").await;
    one_error("from = 2024-01-01", "from = \"2024-01-01\"", "company.price.from", "without quotes").await;
    one_error("new_price = \"3795.00\"", "new_price = 3795.00", "company.price.new_price", "in quotes").await;
    one_error("new_price = \"3795.00\"", "new_price = \"3795,00\"", "company.price.new_price", "249.00").await;
    one_error("new_price = \"3795.00\"", "new_price = \"0.00\"", "company.price.new_price", "between 0.01").await;
    one_error("name = \"PAX A920 Pro\"", "name = \"\"", "company.model.name", "is empty").await;
    one_error("city = \"Hvidovre\"", "city = \"Hvid\\u0007ovre\"", "company.city", "U+0007").await;
}

#[tokio::test]
async fn keys_that_are_missing_or_not_known_are_named() {
    one_error("phone = \"+45 00 42 10 10\"", "fone = \"1\"\nphone = \"+45 00 42 10 10\"", "company.fone", "not known")
        .await;
    let company = line_of("[[company]]");
    one_error_at("street = \"Skippergangen 12\"\n", "", company, "company.street", "is missing").await;
    one_error_at("key = \"dk\"\n", "", company, "company.key", "is missing").await;
    let invoice = line_of("[[company.series]]");
    one_error_at("width = 5\n", "", invoice, "company.series.width", "is missing").await;
    let series = "[[company.series]]\nkind = \"credit_note\"\nprefix = \"K\"\nwidth = 5\nfirst = 1\n";
    one_error_at(series, "", company, "company.series", "credit_note is missing").await;
    let bank = "[[company.account]]\naccount = \"bank\"\nnumber = \"58200\"\nname = \"Bank\"\n";
    one_error_at(bank, "", company, "company.account", "bank is missing").await;
}

#[tokio::test]
async fn an_account_that_is_misspelt_is_missing_as_well() {
    let cx = empty("2026-01-15").await;
    let found = errors(&cx, &SAMPLE.replacen("account = \"bank\"", "account = \"cash\"", 1)).await;
    let told: Vec<_> = found.iter().map(|e| (e.line, e.column.as_str())).collect();
    assert_eq!(
        told,
        [(line_of("[[company]]"), "company.account"), (line_of("account = \"bank\""), "company.account.account")]
    );
}

#[tokio::test]
async fn a_creditor_number_may_be_missing() {
    let cx = empty("2026-01-15").await;
    import(&cx, "setup.toml", &SAMPLE.replace("fik_creditor = \"89990041\"\n", "")).await.unwrap();
    assert_eq!(company_find(&cx.db, "dk").await.unwrap().unwrap().seller.fik_creditor, None);
}

#[tokio::test]
async fn what_is_no_toml_or_no_company_is_told() {
    let cx = empty("2026-01-15").await;
    let found = errors(&cx, "[[company]]\nkey = \"dk\nname = 1\n").await;
    assert_eq!((found[0].line, found[0].column.as_str()), (2, "the file"));
    let found = errors(&cx, "# nothing\n").await;
    assert_eq!((found[0].line, found[0].column.as_str()), (0, "setup.toml"));
    let found = errors(&cx, "[company]\nkey = \"dk\"\n").await;
    assert!(found[0].message.contains("[[company]]"), "{found:?}");
    let found = errors(&cx, "[[firm]]\nkey = \"dk\"\n").await;
    assert_eq!((found[0].line, found[0].column.as_str()), (1, "firm"));
    let found = errors(&cx, "[[company]]\nkey = 7\ncountry = \"SE\"\n").await;
    assert!(found.iter().any(|e| e.line == 2 && e.column == "company.key"), "{found:?}");
    assert!(found.iter().any(|e| e.line == 3 && e.column == "company.country"), "{found:?}");
}

#[tokio::test]
async fn a_company_stands_once_in_a_file() {
    let cx = empty("2026-01-15").await;
    let found = errors(&cx, &SAMPLE.replace("key = \"no\"", "key = \"dk\"")).await;
    assert_eq!(found[0].column, "company.key");
    assert!(found[0].message.contains("line 4 already"), "{found:?}");
}
