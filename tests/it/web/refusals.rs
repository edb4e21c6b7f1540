//! Refusals, what is odd about a run, and what failed: in the language of whoever reads them.

use axum::http::StatusCode;
use entity::types::{Language, Role, SubjectId};
use sea_orm::{ConnectionTrait, Database};
use tillhold::documents::pdf::PdfWriter;
use tillhold::domain::reason::Reason;
use tillhold::jobs::Worker;
use tillhold::service::runs::{self, quiet};
use tillhold::store::job::{NewJob, job_enqueue};
use tillhold::web::Web;

use super::reading::Reading;
use crate::support::browser::Browser;
use crate::support::page::{Page, plain};
use crate::support::{TestApp, both};

async fn reader(app: &TestApp, web: &Web, language: Language) -> Browser {
    let mut browser = app.signed_in_at(web, Role::Admin, None).await;
    let page = browser.get("/account").await;
    browser.send(&page, "/language", &[("language", language.as_str())]).await;
    browser
}

/// Keeps two reasons of the run: one as they are kept, and one from before they were.
async fn set_aside(app: &TestApp) {
    let kept = Reason::of("reason-aside-currency").with("agreement", "EUR").with("terms", "DKK").written();
    let db = Database::connect(&app.url).await.unwrap();
    for (quarter, reason) in [("2025Q3", kept.as_str()), ("2025Q4", "an older sentence")] {
        let sql = format!(
            "INSERT INTO run_set_aside (run_id, agreement_id, quarter, stage, reason) \
             SELECT r.id, a.id, '{quarter}', 'preview', '{reason}' FROM billing_run r, agreement a"
        );
        db.execute_unprepared(&sql).await.unwrap();
    }
    db.close().await.unwrap();
}

const SAID: [(Language, [&str; 4]); 4] = [
    (
        Language::Da,
        [
            "Kvartalet begynder først den 1. april 2026: dette er en prøve.",
            "Aftalen er i EUR, dens vilkår i DKK.",
            "2026Q2 er allerede godkendt.",
            "2026Q2 kan tidligst udstedes den 1. april 2026 (R016).",
        ],
    ),
    (
        Language::En,
        [
            "the quarter begins on 1 April 2026 only: this is a rehearsal",
            "the agreement is in EUR, its terms in DKK",
            "2026Q2 is approved already",
            "2026Q2 is issued on 1 April 2026 at the earliest (R016)",
        ],
    ),
    (
        Language::Nb,
        [
            "Kvartalet begynner først 1. april 2026: dette er en prøve.",
            "Avtalen er i EUR, vilkårene i DKK.",
            "2026Q2 er allerede godkjent.",
            "2026Q2 kan tidligst utstedes 1. april 2026 (R016).",
        ],
    ),
    (
        Language::Nl,
        [
            "Het kwartaal begint pas op 1 april 2026: dit is een proef.",
            "De overeenkomst is in EUR, de voorwaarden in DKK.",
            "2026Q2 is al goedgekeurd.",
            "2026Q2 kan op zijn vroegst op 1 april 2026 worden uitgereikt (R016).",
        ],
    ),
];

fn says(page: &Page, reading: &Reading, language: Language, words: &str) {
    let text = page.text();
    assert!(plain(&text).contains(words), "{language}: {words} is not in {text}");
    // A sentence of an older program is told as it was kept.
    let text = text.replace("an older sentence", "");
    assert_eq!(reading.foreign(&text, language), None, "{language}");
}

#[test]
fn what_is_odd_refused_or_failed_is_said_in_the_readers_language() {
    both(async |app| {
        app.take(&[("A", "2025-12-01", "2026-03-31", "100.00")]).await;
        let (company, quarter) = (app.company().await, "2026Q2".parse().unwrap());
        let run = runs::preview(&app.cx, &company, quarter, "test", &quiet).await.unwrap().run;
        set_aside(&app).await;
        let (web, reading) = (app.web(), Reading::load());
        let path = format!("/office/runs/{}", run.id);
        let mut readers = Vec::new();
        for (language, [odd, aside, ..]) in SAID {
            let mut browser = reader(&app, &web, language).await;
            let page = browser.get(&path).await;
            says(&page, &reading, language, odd);
            says(&page, &reading, language, aside);
            assert!(page.text().contains("an older sentence"));
            readers.push((browser, page));
        }
        runs::approve(&app.cx, &company, quarter, "test").await.unwrap();
        for ((browser, page), (language, [_, _, approved, _])) in readers.iter_mut().zip(SAID) {
            let late = browser.send(page, &format!("{path}/approve"), &[]).await;
            assert_eq!(late.status, StatusCode::CONFLICT);
            says(&late, &reading, language, approved);
        }
        // Too early, the page has no such button, and who sends the form nevertheless is told at once.
        for ((browser, page), (language, [.., early])) in readers.iter_mut().zip(SAID) {
            assert!(!browser.get(&path).await.text().contains(&format!("{path}/issue\"")));
            let fields = page.form(&format!("{path}/approve"), &[]);
            let soon = browser.post(&format!("{path}/issue"), &fields).await;
            assert_eq!(soon.status, StatusCode::CONFLICT);
            says(&soon, &reading, language, early);
            assert!(soon.text().contains(&format!("{path}/items\"")), "on the page of the run");
        }
        // A job that was asked for nevertheless fails and says why.
        let wanted = serde_json::json!({ "quarter": "2026Q2", "actor": "test" }).to_string();
        let (id, now) = (app.cx.ids.next(), app.cx.clock.now());
        let (company_id, subject) = (Some(company.id), SubjectId(run.id.0));
        let job = NewJob { id, company: company_id, kind: runs::ISSUE, subject, payload: wanted, run_at: now };
        let tx = app.cx.db.begin().await.unwrap();
        job_enqueue(&tx, now, vec![job]).await.unwrap();
        tx.commit().await.unwrap();
        let worker = Worker::new(app.cx.clone(), std::sync::Arc::new(PdfWriter::new().unwrap()));
        assert!(worker.drain(&quiet).await.unwrap().failed > 0);
        for ((browser, _), (language, [.., early])) in readers.iter_mut().zip(SAID) {
            says(&browser.get("/office/jobs").await, &reading, language, early);
            // What will be tried again does not begin in a moment, and the list says of the run what its page says.
            let page = browser.get(&path).await;
            says(&page, &reading, language, early);
            let text = page.text();
            let chip = text.split("class=\"chip").nth(1).and_then(|t| t.split(['>', '<']).nth(1)).unwrap().to_owned();
            assert!(!text.contains("data-progress"), "{text}");
            assert!(browser.get("/office/runs").await.text().contains(&format!(">{chip}<")), "{chip}");
        }
    });
}
