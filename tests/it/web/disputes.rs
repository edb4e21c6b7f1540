//! Deciding about contested lines in the back office.

use axum::http::StatusCode;
use entity::types::{DisputeState, DocumentKind, Role};
use tillhold::domain::credit::Wanted;
use tillhold::service::invoices::{CreditOrder, credit};
use tillhold::store::dispute::{Decided, Disputes, dispute_decide, dispute_list, dispute_lock};

use super::office::{billed, contested, documents, sound};
use crate::support::both;
use crate::support::browser::Browser;
use crate::support::people::office;

#[test]
fn a_dispute_is_decided_once() {
    both(async |app| {
        let invoice = billed(&app).await;
        let path = format!("/office/disputes/{}", contested(&app, invoice.id).await);
        let mut support = app.signed_in(Role::Support, None).await;
        let page = support.get(&path).await;
        let wrong = support.send(&page, &path, &[("answer", "Vi ser på det.")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text().contains("Vi ser på det.</textarea>") && wrong.text().contains("Vælg, hvem der har ret."));
        let fields = page.form(&path, &[("verdict", "upheld"), ("answer", "Du har ret.")]);
        let decided = support.post(&path, &fields).await.location().to_owned();
        assert_eq!(support.post(&path, &fields).await.location(), decided);
        let text = support.read(&decided).await;
        assert!(
            text.contains("Afgørelsen er gemt.") && text.contains("Du har ret.") && !text.contains("credit?line=1")
        );
        let notes = documents(&app).await.into_iter().filter(|d| d.document.kind == DocumentKind::CreditNote);
        assert_eq!(notes.map(|d| d.document.gross.minor()).collect::<Vec<_>>(), [37_500]);
        // Somebody with an older page is told.
        let late = support.send(&page, &path, &[("verdict", "rejected"), ("answer", "Nej.")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "the same key for another answer");
        let text = late.text();
        assert!(text.contains("Formularen er sendt allerede") && text.contains(&format!("href=\"{path}\"")), "{text}");
        let scope = office(invoice.company);
        let all = dispute_list(&app.cx.db, &scope, &Disputes::All { before: None, limit: 9 }).await.unwrap();
        assert_eq!(all[0].answer.as_deref(), Some("Du har ret."));
        sound(&app).await;
    });
}

/// Decides about a contested line as somebody who has just opened its page.
async fn decided(browser: &mut Browser, path: &str, verdict: &str) {
    let page = browser.get(path).await;
    let answer = browser.send(&page, path, &[("verdict", verdict), ("answer", "Så er det afgjort.")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
}

#[test]
fn a_decided_dispute_leads_to_its_credit_note() {
    both(async |app| {
        let invoice = billed(&app).await;
        let path = format!("/office/disputes/{}", contested(&app, invoice.id).await);
        let mut support = app.signed_in(Role::Support, None).await;
        // What it leads to is said before the button.
        let text = support.read(&path).await;
        let (said, button) = (text.find("udstedes straks en kreditnota"), text.find("Gem afgørelsen"));
        assert!(said.is_some() && said < button, "{text}");
        decided(&mut support, &path, "upheld").await;
        let note = documents(&app).await.into_iter().find(|d| d.document.kind == DocumentKind::CreditNote).unwrap();
        let text = support.read(&path).await;
        for words in
            [format!("href=\"/office/invoices/{}\"", note.id), "Kreditnota ".into(), "300,00 kr. uden moms".into()]
        {
            assert!(text.contains(&words), "{words}: {text}");
        }
        assert!(!text.contains("credit?line=1"), "{text}");
    });
}

#[test]
fn a_dispute_that_was_upheld_without_a_credit_note_leads_to_the_form_of_one() {
    both(async |app| {
        let invoice = billed(&app).await;
        let id = contested(&app, invoice.id).await;
        let (path, scope) = (format!("/office/disputes/{id}"), office(invoice.company));
        let by = app.person("Agent", None).await;
        let tx = app.cx.db.begin().await.unwrap();
        let dispute = dispute_lock(&tx, &scope, id.parse().unwrap()).await.unwrap().unwrap();
        let decided = Decided {
            state: DisputeState::Upheld,
            answer: "Du har ret.".to_owned(),
            by,
            at_us: app.cx.clock.now().timestamp_micros(),
            on: "2026-01-01".parse().unwrap(),
        };
        dispute_decide(&tx, &dispute, &decided).await.unwrap();
        tx.commit().await.unwrap();
        let mut support = app.signed_in(Role::Support, None).await;
        let text = support.read(&path).await;
        assert!(text.contains("credit?line=1") && !text.contains("Kreditnota "), "{text}");
        let order = CreditOrder {
            invoice: invoice.id,
            wanted: Wanted::Lines(vec![1]),
            reason: "Indsigelse".into(),
            day: "2026-01-02".parse().unwrap(),
            actor: "test".into(),
        };
        credit(&app.cx, &app.company().await, &order).await.unwrap();
        let text = support.read(&path).await;
        assert!(!text.contains("credit?line=1") && text.contains("Kreditnota "), "{text}");
    });
}

#[test]
fn a_dispute_that_somebody_else_decided_meanwhile_keeps_what_was_typed() {
    both(async |app| {
        let invoice = billed(&app).await;
        let path = format!("/office/disputes/{}", contested(&app, invoice.id).await);
        let mut late = app.signed_in(Role::Support, None).await;
        let page = late.get(&path).await;
        decided(&mut app.signed_in(Role::Accounting, None).await, &path, "upheld").await;
        for typed in
            [vec![("verdict", "rejected"), ("answer", "Nej, <linjen> står.")], vec![("answer", "Nej, <linjen> står.")]]
        {
            let page = late.send(&page, &path, &typed).await;
            assert_eq!(page.status, StatusCode::CONFLICT);
            let text = page.text();
            for words in [
                "Somebody of accounting har afgjort indsigelsen i mellemtiden",
                "Nej, &#60;linjen&#62; står.</textarea>",
                "Så er det afgjort.",
            ] {
                assert!(text.contains(words), "{words}: {text}");
            }
            assert_eq!(text.contains("Vi: linjen står ved magt"), typed.len() == 2, "{text}");
        }
        let all = dispute_list(&app.cx.db, &office(invoice.company), &Disputes::All { before: None, limit: 9 })
            .await
            .unwrap();
        assert_eq!(all[0].answer.as_deref(), Some("Så er det afgjort."));
    });
}
