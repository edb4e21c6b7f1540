//! What a contested line holds back: not to be paid now, not overdue; what cannot be contested, and what can be again.

use axum::http::StatusCode;
use entity::types::{InvoiceId, MerchantId, Role};
use tillhold::domain::credit::Wanted;
use tillhold::service::disputes::{Contest, ContestRefused, Decision, Verdict, contest, decide};
use tillhold::service::invoices::{CreditOrder, credit};
use tillhold::service::payments::{PaymentOrder, book};
use tillhold::service::verify;
use tillhold::store::dispute::{Disputes, dispute_list};
use tillhold::store::page::merchant::merchant_page;

use super::{account, documents, invoice_of, lessor};
use crate::support::people::{office, portal};
use crate::support::{TestApp, both};

async fn credit_lines(app: &TestApp, invoice: InvoiceId, lines: &[i64]) -> String {
    let order = CreditOrder {
        invoice,
        wanted: Wanted::Lines(lines.to_vec()),
        reason: "Fundet igen".into(),
        day: "2026-01-01".parse().unwrap(),
        actor: "test".into(),
    };
    credit(&app.cx, &app.company().await, &order).await.unwrap().number
}

async fn pay(app: &TestApp, merchant: MerchantId, invoice: InvoiceId, minor: i64) {
    let company = app.company().await;
    let found = documents(app, merchant).await.into_iter().find(|d| d.id == invoice).unwrap();
    let order = PaymentOrder {
        merchant,
        amount: entity::types::Money::new(minor, company.currency),
        named: Some(found.id),
        reference: Some(found.document.number),
        received: "2026-01-01".parse().unwrap(),
        actor: "test".into(),
    };
    book(&app.cx, &company, &order).await.unwrap();
}

/// A merchant with one invoice of 5,973.75.
async fn large(app: &TestApp) -> (MerchantId, InvoiceId) {
    let company = app.company().await;
    let model = &tillhold::store::company::model_list(&app.cx.db, company.id).await.unwrap()[0].key;
    let mut csv = String::from(
        "company,reference,customer_number,name,kind,country,registration,street,postcode,city,signed,kyc_approved,device,model,\
         rent,licence,billed_through\n",
    );
    // Rent 3 × 299.00 = 897.00 each, licences 3 × 99.00 = 297.00 each: four devices are 4,776.00, 5,970.00 with VAT. The fourth
    // device's rent of 300.00 makes it 4,779.00 and 5,973.75.
    for (device, rent) in [("S1", "299.00"), ("S2", "299.00"), ("S3", "299.00"), ("S4", "300.00")] {
        csv += &format!(
            "{},L,CL,Butik L,business,DK,13748136,Algade 1,4000,Roskilde,2026-01-01,2026-01-01,{device},{model},{rent},99.00,\n",
            company.key
        );
    }
    let options = tillhold::service::imports::ImportOptions { dry_run: false, actor: "test".into() };
    tillhold::service::imports::agreements(&app.cx, csv.as_bytes(), options).await.unwrap();
    app.bill("2026Q1").await;
    let merchant = app.merchant_of("L").await;
    (merchant, invoice_of(app, merchant, "L").await)
}

#[test]
fn a_contested_line_is_not_asked_for_and_is_never_overdue() {
    both(async |app| {
        let (own, invoice) = large(&app).await;
        let owner = account(&app, "mette@butik.dk", own, Role::Owner, &[]).await;
        let company = app.company().await;
        let mut browser = app.browser("mette@butik.dk").await;
        let (page, form) = (format!("/portal/invoices/{invoice}"), format!("/portal/invoices/{invoice}/contest/3"));
        browser.see("/portal").await.holds(&["At betale nu", "5.973,75 kr."]);
        browser.see(&form).await.holds(&["1.121,25 kr. med moms sættes i bero"]);
        let answer = browser.submit(&form, &[("reason", "Kom aldrig.")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        // Line 3 is 897.00 and bears 224.25 of VAT: 5,973.75 − 1,121.25 = 4,852.50.
        let shown = browser.see("/portal").await;
        shown.holds(&["<p class=\"figure\">4.852,50 kr.</p><p class=\"soft\">I bero: 1.121,25 kr.</p>"]);
        shown.holds(&["1.121,25 kr. i bero: ", ", linje 3 på "]);
        shown.lacks(&["5.973,75 kr."]);
        let shown = browser.see(&page).await;
        shown.holds(&["<p class=\"figure\">4.852,50 kr.</p><p class=\"soft\">I bero: 1.121,25 kr.</p>"]);
        shown.holds(&["<strong>4.852,50 kr.</strong>", "1.121,25 kr. med moms er i bero"]);
        let shown = browser.see("/portal/invoices").await;
        // In the row and in the sum.
        assert_eq!(shown.text().matches("4.852,50 kr.<br><span class=\"soft\">I bero: 1.121,25 kr.</span>").count(), 2);

        // The day after the due date what is not held is overdue.
        app.advance_to("2026-01-16");
        let mut browser = app.browser("mette@butik.dk").await;
        let shown = browser.see("/portal").await;
        shown.holds(&[
            "Heraf over fristen</p><p class=\"figure\">4.852,50 kr.</p>",
            "Det første forfaldt 15. januar 2026",
        ]);
        shown.holds(&["Betal 4.852,50 kr.: Faktura ", "Forfaldt 15. januar 2026"]);
        shown.lacks(&["Det første senest"]);
        let agents = merchant_page(&app.cx.db, &office(company.id), own, "2026-01-16".parse().unwrap()).await.unwrap();
        let b = agents.unwrap().balance;
        assert_eq!((b.open, b.held, b.payable().minor(), b.overdue), (597_375, 112_125, 485_250, 485_250));
        let mut agent = app.signed_in(Role::Support, None).await;
        let shown = agent.see(&format!("/office/merchants/{own}")).await;
        shown.holds(&["5.973,75 kr.", "Heraf i bero: 1.121,25 kr.", "<p class=\"figure\">4.852,50 kr.</p>"]);

        // What is asked for is paid: nothing is overdue, and the rest waits.
        pay(&app, own, invoice, 485_250).await;
        let shown = browser.see("/portal").await;
        shown.holds(&["<p class=\"figure\">0,00 kr.</p><p class=\"soft\">I bero: 1.121,25 kr.</p>"]);
        shown.lacks(&["Heraf over fristen", "Forfaldt", "forfaldt", "Over fristen"]);
        let shown = browser.see(&page).await;
        shown.holds(&["Der er ikke noget at betale nu.", "Åben"]);
        shown.lacks(&["Over fristen", "IBAN"]);
        browser.see("/portal/invoices?state=overdue").await.holds(&["Intet passer."]);
        browser.see("/portal/invoices?state=open").await.holds(&["I alt, 1 bilag", "I bero: 1.121,25 kr."]);

        // Never more than what is open: 100.00 of the held amount is paid as well.
        pay(&app, own, invoice, 10_000).await;
        browser.see(&page).await.holds(&["I bero: 1.021,25 kr."]);

        // Rejected, it is asked for again.
        let dispute = dispute_list(&app.cx.db, &office(company.id), &Disputes::OpenOf(own)).await.unwrap()[0].id;
        let decision = Decision { dispute, verdict: Verdict::Rejected, answer: "Leveret 2. januar.".into(), by: owner };
        decide(&app.cx, &company, &office(company.id), &decision).await.unwrap().unwrap();
        let shown = browser.see("/portal").await;
        shown.holds(&["<p class=\"figure\">1.021,25 kr.</p>"]);
        shown.lacks(&["I bero"]);
        let findings = verify::verify(&app.cx, &|_| {}).await.unwrap();
        assert!(findings.is_empty(), "{findings:?}");
    });
}

#[test]
fn what_is_held_is_what_crediting_the_lines_would_give() {
    both(async |app| {
        let (own, _) = lessor(&app).await;
        let owner = account(&app, "mette@butik.dk", own, Role::Owner, &[]).await;
        let company = app.company().await;
        let scope = portal(company.id, own);
        // M: rent 300.00 twice and licence 297.00 twice, 1,492.50 with VAT.
        let invoice = invoice_of(&app, own, "M").await;
        for line in [1, 2] {
            let wanted = Contest { invoice, line, reason: format!("Linje {line}"), by: owner };
            contest(&app.cx, &company, &scope, &wanted).await.unwrap().unwrap();
        }
        let held = async || {
            let open = dispute_list(&app.cx.db, &scope, &Disputes::Invoice(invoice)).await.unwrap();
            open.iter().map(|d| d.held).sum::<i64>()
        };
        let document = documents(&app, own).await.into_iter().find(|d| d.id == invoice).unwrap().document;
        let nets: i64 = document.lines[..2].iter().map(|line| line.net.minor()).sum();
        assert_eq!(held().await, nets * 5 / 4);
        // One of them is credited before it is decided: it holds nothing any more.
        credit_lines(&app, invoice, &[1]).await;
        assert_eq!(held().await, document.lines[1].net.minor() * 5 / 4);
        // Paid, nothing is open and nothing held.
        pay(&app, own, invoice, 149_250).await;
        assert_eq!(held().await, 0);
    });
}

#[test]
fn of_a_paid_document_nothing_is_held_and_nothing_promised() {
    both(async |app| {
        let (own, _) = lessor(&app).await;
        account(&app, "mette@butik.dk", own, Role::Owner, &[]).await;
        let invoice = invoice_of(&app, own, "V").await;
        pay(&app, own, invoice, 74_625).await;
        let mut browser = app.browser("mette@butik.dk").await;
        let (page, form) = (format!("/portal/invoices/{invoice}"), format!("/portal/invoices/{invoice}/contest/1"));
        let shown = browser.see(&form).await;
        shown.holds(&[
            "Fakturaen er betalt, så der er intet at sætte i bero.",
            "kommer pengene tilbage med en kreditnota",
        ]);
        shown.lacks(&["sættes i bero fra i dag"]);
        let answer = browser.submit(&form, &[("reason", "Kom aldrig.")]).await;
        let to = answer.location().to_owned();
        assert_eq!(to, format!("{page}?said=said-portal-contested-paid"));
        let shown = browser.see(&to).await;
        shown.holds(&["Indsigelsen er modtaget. Vi svarer dig.", "Modtaget 1. januar 2026"]);
        shown.lacks(&["I bero"]);
        let shown = browser.see("/portal").await;
        shown.holds(&["Indsigelse: Leje, linje 1 på ", "Der er intet at sætte i bero."]);
        shown.lacks(&["Linjen er i bero"]);
    });
}

#[test]
fn a_credited_line_is_marked_and_a_rejected_one_needs_a_new_reason() {
    both(async |app| {
        let (own, _) = lessor(&app).await;
        let owner = account(&app, "mette@butik.dk", own, Role::Owner, &[]).await;
        let company = app.company().await;
        let invoice = invoice_of(&app, own, "V").await;
        let note = credit_lines(&app, invoice, &[1]).await;
        let mut browser = app.browser("mette@butik.dk").await;
        let page = format!("/portal/invoices/{invoice}");
        let shown = browser.see(&page).await;
        shown.holds(&[
            "<span class=\"chip good\">Krediteret</span> <a href=\"/portal/invoices/",
            &format!(">{note}</a>"),
        ]);
        shown.holds(&["/contest/2\""]);
        shown.lacks(&["/contest/1\""]);
        let answer = browser.get(&format!("{page}/contest/1")).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        answer.holds(&["Linjen er krediteret helt."]);
        let wanted = |line| Contest { invoice, line, reason: "Kom aldrig!".into(), by: owner };
        let scope = portal(company.id, own);
        let refused = contest(&app.cx, &company, &scope, &wanted(1)).await.unwrap();
        assert_eq!(refused, Err(ContestRefused::Credited));

        let dispute = contest(&app.cx, &company, &scope, &wanted(2)).await.unwrap().unwrap();
        let decision = Decision { dispute, verdict: Verdict::Rejected, answer: "Leveret 2. januar.".into(), by: owner };
        decide(&app.cx, &company, &office(company.id), &decision).await.unwrap().unwrap();
        let shown = browser.see(&page).await;
        shown.holds(&["Indsigelse afvist</span> <span class=\"soft\">1. januar 2026", "/contest/2\""]);
        shown.holds(&["<span class=\"soft\">Leveret 2. januar.</span>", "Besvaret 1. januar 2026"]);
        let form = format!("{page}/contest/2");
        browser.see(&form).await.holds(&[
            "Indsigelse afvist, 1. januar 2026",
            "Leveret 2. januar.",
            "Skriv, hvad der er nyt",
        ]);
        let answer = browser.submit(&form, &[("reason", " kom  ALDRIG. ")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        answer.holds(&["Den begrundelse har vi svaret på. Skriv, hvad der er nyt.", "kom  ALDRIG."]);
        let answer = browser.submit(&form, &[("reason", "Fragtmanden siger, den blev væk.")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    });
}

#[test]
fn an_answer_is_announced_for_thirty_days() {
    both(async |app| {
        let (own, _) = lessor(&app).await;
        let owner = account(&app, "mette@butik.dk", own, Role::Owner, &[]).await;
        let company = app.company().await;
        let (invoice, scope) = (invoice_of(&app, own, "V").await, portal(company.id, own));
        let mut browser = app.browser("mette@butik.dk").await;
        browser.see("/portal").await.lacks(&["Vi har svaret"]);
        for (line, verdict) in [(1, Verdict::Upheld), (2, Verdict::Rejected)] {
            let wanted = Contest { invoice, line, reason: "Kom aldrig.".into(), by: owner };
            let dispute = contest(&app.cx, &company, &scope, &wanted).await.unwrap().unwrap();
            // What waits for us asks for nothing.
            browser.see("/portal").await.holds(&["Intet lige nu.", "<h2 id=\"contested\">Indsigelser</h2>"]);
            let decision = Decision { dispute, verdict, answer: format!("Svar {line}."), by: owner };
            decide(&app.cx, &company, &office(company.id), &decision).await.unwrap().unwrap();
        }
        let shown = browser.see("/portal").await;
        shown.holds(&[
            "Vi har svaret på din indsigelse",
            "Medhold: linjen krediteres",
            "Ikke medhold: linjen står ved magt",
        ]);
        shown.holds(&[&format!("/portal/invoices/{invoice}#line-1\">Leje, linje 1 på "), ": 300,00 kr. uden moms"]);
        shown.holds(&["Svar 1.", "Svar 2.", "</span> 1. januar 2026"]);
        // An upheld line is credited and cannot be contested again; a rejected one can.
        let shown = browser.see(&format!("/portal/invoices/{invoice}")).await;
        shown.lacks(&["/contest/1\""]);
        shown.holds(&["/contest/2\"", "Medhold i indsigelse</span>"]);
        app.advance_to("2026-01-31");
        app.browser("mette@butik.dk").await.see("/portal").await.holds(&["Svar 1."]);
        app.advance_to("2026-02-01");
        app.browser("mette@butik.dk").await.see("/portal").await.lacks(&["Vi har svaret", "Svar 1."]);
    });
}

#[test]
fn a_document_that_is_held_altogether_is_marked_and_asks_for_no_payment() {
    both(async |app| {
        let (own, _) = lessor(&app).await;
        let owner = account(&app, "mette@butik.dk", own, Role::Owner, &[]).await;
        let (company, invoice) = (app.company().await, invoice_of(&app, own, "V").await);
        let mut browser = app.browser("mette@butik.dk").await;
        let lines = async |text: String| text.matches("+71&#60;").count();
        let before = browser.see("/portal").await.text();
        assert_eq!(lines(before.clone()).await, 3, "{before}");
        for line in [1, 2] {
            let wanted = Contest { invoice, line, reason: "Kom aldrig.".into(), by: owner };
            contest(&app.cx, &company, &portal(company.id, own), &wanted).await.unwrap().unwrap();
        }
        assert_eq!(lines(browser.see("/portal").await.text()).await, 2);
        let shown = browser.see("/portal/invoices").await;
        shown.holds(&["<td data-th=\"Stand\"><span class=\"chip wait\">Indsigelse</span></td>"]);
    });
}

#[test]
fn a_form_that_was_sent_with_something_else_leads_to_what_it_made() {
    both(async |app| {
        let (own, _) = lessor(&app).await;
        account(&app, "mette@butik.dk", own, Role::Owner, &[]).await;
        let invoice = invoice_of(&app, own, "V").await;
        let mut browser = app.browser("mette@butik.dk").await;
        let form = format!("/portal/invoices/{invoice}/contest/1");
        browser.see(&form).await;
        let answer = browser.submit(&form, &[("reason", "Kom aldrig.")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let answer = browser.submit_again(&form, &[("reason", "Kom for sent.")]).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        answer.holds(&["Formularen er sendt allerede", &format!("href=\"/portal/invoices/{invoice}\"")]);
        answer.lacks(&["prøv igen", "<form method=\"post\" action=\"/portal"]);
        let all = Disputes::OpenOf(own);
        let open = dispute_list(&app.cx.db, &portal(app.company().await.id, own), &all).await.unwrap();
        assert_eq!((open.len(), open[0].reason.as_str()), (1, "Kom aldrig."));
    });
}

#[test]
fn a_reason_that_is_too_long_is_kept_whole_and_refused() {
    both(async |app| {
        let (own, _) = lessor(&app).await;
        account(&app, "mette@butik.dk", own, Role::Owner, &[]).await;
        let form = format!("/portal/invoices/{}/contest/1", invoice_of(&app, own, "V").await);
        let mut browser = app.browser("mette@butik.dk").await;
        browser.see(&form).await.lacks(&["maxlength=\"2000\""]);
        let long = format!("{}{}", "æ".repeat(2_000), "slut");
        let answer = browser.submit(&form, &[("reason", &long)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        answer.holds(&["Begrundelsen er for lang: skriv højst 2.000 tegn.", &long]);
        // A browser sends a new line as two signs; it counts as one.
        let lines = format!("{}\r\n{}", "æ".repeat(1_000), "ø".repeat(999));
        let answer = browser.submit(&form, &[("reason", &lines)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    });
}

#[test]
fn a_language_is_chosen_without_losing_the_filter() {
    both(async |app| {
        let (own, _) = lessor(&app).await;
        account(&app, "mette@butik.dk", own, Role::Owner, &[]).await;
        let mut browser = app.browser("mette@butik.dk").await;
        let path = "/portal/invoices?kind=credit_note&state=open";
        let shown = browser.see(&format!("{path}&said=said-invited")).await;
        let back = shown.text().replace("&#38;", "&");
        assert!(back.contains(&format!("name=\"back\" value=\"{path}\"")), "{back}");
        let answer = browser.submit("/language", &[("language", "en"), ("back", path)]).await;
        assert_eq!(answer.location(), path);
        browser.see(path).await.holds(&["selected>Open</option>"]);
        let far = format!("/portal/invoices?after={}", "x".repeat(400));
        browser.see(&far).await.holds(&["name=\"back\" value=\"/portal/invoices\""]);
    });
}
