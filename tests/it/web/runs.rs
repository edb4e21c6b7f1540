//! Billing runs on their pages: discarded, queued for issue, the quarter that is proposed.

use axum::http::StatusCode;
use entity::types::{Quarter, Role, RunState};
use tillhold::service::runs::{self, quiet};
use tillhold::service::verify::verify;
use tillhold::store::invoice::{Documents, document_list};
use tillhold::store::run::{Run, run_last, run_list};

use crate::support::{TestApp, both};

const ONE: (&str, &str, &str, &str) = ("A", "2026-01-01", "", "100.00");

fn quarter() -> Quarter {
    "2026Q1".parse().unwrap()
}

async fn last(app: &TestApp) -> Run {
    run_last(&app.cx.db, app.company().await.id, "2026Q1").await.unwrap().unwrap()
}

async fn previewed(app: &TestApp) -> Run {
    runs::preview(&app.cx, &app.company().await, quarter(), "test", &quiet).await.unwrap().run
}

async fn sound(app: &TestApp) {
    let findings = verify(&app.cx, &|_| {}).await.unwrap();
    assert!(findings.is_empty(), "{findings:?}");
}

#[test]
fn a_run_is_discarded_before_anything_of_it_is_issued() {
    both(async |app| {
        app.take(&[ONE]).await;
        let company = app.company().await;
        let mut accounting = app.signed_in(Role::Accounting, None).await;
        for approved in [false, true] {
            let run = previewed(&app).await;
            let path = format!("/office/runs/{}", run.id);
            let discard = format!("{path}/discard");
            if approved {
                runs::approve_run(&app.cx, &company, &run, "test").await.unwrap();
                // Even one that waits to be issued.
                let page = accounting.get(&path).await;
                accounting.send(&page, &format!("{path}/issue"), &[]).await;
            }
            let page = accounting.get(&path).await;
            assert!(page.text().contains("746,25 kr. udstedes ikke"), "{}", page.text());
            // Whoever may not approve has no such form, and it does nothing for them.
            let mut support = app.signed_in(Role::Support, None).await;
            assert!(!support.read(&path).await.contains("/discard"));
            let bare: Vec<_> = page.form(&discard, &[]).into_iter().filter(|(name, _)| name != "csrf").collect();
            assert_eq!(support.post(&discard, &bare).await.status, StatusCode::FORBIDDEN);
            assert_eq!(accounting.post(&discard, &bare).await.status, StatusCode::FORBIDDEN);
            assert_ne!(last(&app).await.state, RunState::Superseded);
            let fields = page.form(&discard, &[]);
            let done = accounting.post(&discard, &fields).await.location().to_owned();
            assert_eq!(accounting.post(&discard, &fields).await.location(), done, "the same form again");
            let text = accounting.read(&done).await;
            for words in ["Kørslen er kasseret.", "Kasseret", "Somebody of accounting kasserede kørslen"] {
                assert!(text.contains(words), "{words}: {text}");
            }
            assert!(
                !text.contains("/approve\"") && !text.contains("/issue\"") && !text.contains("/discard\""),
                "{text}"
            );
            // It cannot be approved, issued or discarded any more.
            let refused = accounting.send(&page, &discard, &[("again", "1")]).await;
            assert_eq!(refused.status, StatusCode::CONFLICT, "the same key for something else");
            let gone = runs::discard_run(&app.cx, &company, &last(&app).await, "test").await.unwrap_err();
            assert!(
                gone.to_string().contains("reason-run-gone") || gone.reason().written().contains("reason-run-gone")
            );
            assert!(runs::approve_run(&app.cx, &company, &run, "test").await.is_err());
            assert!(runs::issue(&app.cx, &company, quarter(), "test", &quiet).await.is_err());
            app.work().await;
            sound(&app).await;
        }
        let merchant = app.merchant_of("A").await;
        assert!(document_list(&app.cx.db, &Documents::Merchant(merchant)).await.unwrap().is_empty());
        // The same quarter is previewed anew and issued.
        app.bill("2026Q1").await;
        assert_eq!(document_list(&app.cx.db, &Documents::Merchant(merchant)).await.unwrap().len(), 1);
        let states: Vec<_> = run_list(&app.cx.db, company.id).await.unwrap().iter().map(|r| r.state).collect();
        assert_eq!(states, [RunState::Superseded, RunState::Superseded, RunState::Issued]);
        let late = runs::discard_run(&app.cx, &company, &last(&app).await, "test").await.unwrap_err();
        assert!(late.reason().written().contains("reason-run-issued"), "{late}");
        sound(&app).await;
    });
}

#[test]
fn a_run_that_waits_to_be_issued_says_so() {
    both(async |app| {
        app.take(&[ONE]).await;
        let run = previewed(&app).await;
        let path = format!("/office/runs/{}", run.id);
        let mut accounting = app.signed_in(Role::Accounting, None).await;
        let page = accounting.get(&path).await;
        accounting.send(&page, &format!("{path}/approve"), &[]).await;
        let page = accounting.get(&path).await;
        assert!(!page.text().contains("data-progress"), "nobody has asked for it");
        let asked = accounting.send(&page, &format!("{path}/issue"), &[]).await;
        let text = accounting.read(asked.location()).await;
        for words in ["Sat i kø til udstedelse", "begynder om et øjeblik", "data-progress=", "progress.js", "<progress"]
        {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(!text.contains(&format!("{path}/issue\"")), "{text}");
        app.work().await;
        let text = accounting.read(&path).await;
        assert!(text.contains(">Udstedt<") && !text.contains("data-progress"), "{text}");
        // What was said when it was asked for is over; who did what, and the numbers, stay.
        let text = accounting.read(asked.location()).await;
        assert!(!text.contains("class=\"toast\"") && !text.contains("sat i kø"), "{text}");
        for words in ["Godkendt af Somebody of accounting", "Udstedt af Somebody of accounting", "Numre: ", "/items\""]
        {
            assert!(text.contains(words), "{words}: {text}");
        }
        let number = text.split("Numre: ").nth(1).and_then(|t| t.split(' ').next()).unwrap().to_owned();
        let items = accounting.read(&format!("{path}/items")).await;
        assert!(items.contains(&format!(">{number}</a>")) && items.contains("/office/invoices/"), "{items}");
        sound(&app).await;
    });
}

#[test]
fn the_next_quarter_of_which_nothing_is_issued_is_proposed() {
    both(async |app| {
        app.take(&[ONE]).await;
        let mut accounting = app.signed_in(Role::Accounting, None).await;
        assert!(accounting.read("/office/runs").await.contains("name=\"quarter\" type=\"text\" value=\"2026Q1\""));
        previewed(&app).await;
        assert!(accounting.read("/office/runs").await.contains("value=\"2026Q1\""), "a preview is not issued");
        app.bill("2026Q1").await;
        assert!(accounting.read("/office/runs").await.contains("value=\"2026Q2\""));
    });
}

#[test]
fn every_document_to_be_is_listed_and_in_a_file() {
    both(async |app| {
        app.take(&[ONE, ("B", "2026-01-01", "", "50.00")]).await;
        let run = previewed(&app).await;
        let path = format!("/office/runs/{}", run.id);
        let mut accounting = app.signed_in(Role::Accounting, None).await;
        let text = accounting.read(&path).await;
        let (odd, approve) = (text.find("Se på dette først").unwrap(), text.find("/approve\"").unwrap());
        assert!(odd < approve, "what is odd stands before the button");
        let items = accounting.read(&format!("{path}/items")).await;
        for words in ["Butik A", "Butik B", "/office/agreements/", "597,00", "149,25", "746,25", "data-th="] {
            assert!(items.contains(words), "{words}: {items}");
        }
        assert!(!accounting.read(&format!("{path}/items?after=1")).await.contains("Butik A"));
        let file = accounting.get(&format!("{path}/items.csv")).await;
        assert!(file.header("content-disposition").contains("run-2026Q1-1.csv"));
        let text = file.text();
        assert!(text.starts_with("Kunde;Aftale;Kvartal;Valuta;") && text.contains(";597,00;149,25;746,25;"), "{text}");
        assert_eq!(text.lines().count(), 3);
    });
}

#[test]
fn a_quarter_that_cannot_be_previewed_is_refused_on_the_form() {
    both(async |app| {
        app.take(&[ONE]).await;
        app.bill("2026Q1").await;
        let mut accounting = app.signed_in(Role::Accounting, None).await;
        for (quarter, words) in [("2026Q1", "2026Q1 er allerede udstedt"), ("2027Q1", "2027Q1 ligger for langt fremme")]
        {
            let page = accounting.get("/office/runs").await;
            let refused = accounting.send(&page, "/office/runs", &[("quarter", quarter)]).await;
            assert_eq!(refused.status, StatusCode::CONFLICT);
            let text = refused.text();
            assert!(text.contains(words) && text.contains(&format!("value=\"{quarter}\"")), "{text}");
            assert!(!text.contains("dk:"), "{text}");
        }
    });
}

#[test]
fn looking_as_a_merchant_is_said_where_it_holds() {
    both(async |app| {
        app.take(&[ONE]).await;
        let merchant = app.merchant_of("A").await;
        let mut support = app.signed_in(Role::Support, None).await;
        let own = format!("/office/merchants/{merchant}");
        let page = support.get(&own).await;
        support.send(&page, &format!("{own}/view-as"), &[]).await;
        let text = support.read("/portal").await;
        assert!(text.contains("Butik A") && text.contains("Intet kan ændres."), "{text}");
        let text = support.read("/office").await;
        assert!(
            !text.contains("Intet kan ændres.") && text.contains("Portalen vises for dig som for Butik A"),
            "{text}"
        );
        let page = support.get("/office").await;
        support.send(&page, "/office/view-as/end", &[]).await;
        assert!(!support.read("/office").await.contains("/office/view-as/end"));
    });
}
