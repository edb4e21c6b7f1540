//! Papers and letters of a swap: frozen, printed once, the same bytes, sent once; and what is presumed of a delivered device.

use std::sync::Arc;

use entity::types::{
    ChargeState, CustodyStep, Date, Exclusion, FaultKind, Language, MailState, PaperId, PaperKind, QuoteKind, SubjectId,
};
use sea_orm::{ConnectionTrait, Database};
use tillhold::documents::pdf::PdfWriter;
use tillhold::domain::access::Scope;
use tillhold::domain::paper::{Outcome, Paper, Tells};
use tillhold::service::imports::{ImportOptions, agreements};
use tillhold::service::invoices::approve;
use tillhold::service::papers::{evidence, gathered, labels, papers_of, read};
use tillhold::service::swaps::{self, Answer, Dispatch, Fault, How, Quoted, Verdict};
use tillhold::service::verify::verify;
use tillhold::service::{Context, ServiceError, deadlines, delivery};
use tillhold::store::charge::charge_one_off;
use tillhold::store::custody::custody_of;
use tillhold::store::digest::sha256;
use tillhold::store::mail::{MailRow, mail_find, mail_page};
use tillhold::store::paper::{PaperRow, paper_find};
use tillhold::store::story::{deadline_list, device_list};

use crate::support::{TestApp, both};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Takes an agreement over whose merchant has an e-mail address, signed on 1 January 2026.
async fn leased(app: &TestApp) {
    let company = app.company().await;
    let models = tillhold::store::company::model_list(&app.cx.db, company.id).await.unwrap();
    let csv = format!(
        "company,reference,customer_number,name,kind,country,registration,street,postcode,city,email,signed,kyc_approved,\
         device,model,rent,licence,billed_through\n\
         {},A,CA,Café Nord,business,DK,13748136,Algade 1,4000,Roskilde,post@nord.example,2026-01-01,2026-01-01,SA,{},249.00,\
         99.00,2026-06-30\n",
        company.key, models[0].key
    );
    agreements(&app.cx, csv.as_bytes(), ImportOptions { dry_run: false, actor: "test".into() }).await.unwrap();
}

/// Sends a replacement of a device on the day of the clock.
async fn send(app: &TestApp, serial: &str, replacement: &str) {
    let company = app.company().await;
    let order = Dispatch {
        serial: serial.into(),
        swap: None,
        replacement: replacement.into(),
        from_maker: true,
        carriage: (Some("GLS".into()), Some("DK-1".into())),
        day: app.cx.clock.today(company.country),
        actor: "agent".into(),
    };
    swaps::dispatch(&app.cx, &company, &order).await.unwrap();
}

async fn ours(app: &TestApp) -> Scope {
    Scope { company: app.company().await.id, merchant: None, sites: Vec::new() }
}

async fn papers(app: &TestApp) -> Vec<PaperRow> {
    let raw = Database::connect(app.url.clone()).await.unwrap();
    use sea_orm::{EntityTrait, QueryOrder};
    entity::paper::Entity::find().order_by_asc(entity::paper::Column::Number).all(&raw).await.unwrap()
}

fn said(row: &PaperRow) -> Paper {
    serde_json::from_str(&row.content).unwrap()
}

/// The letters of a kind, oldest first.
async fn letters(app: &TestApp, kind: &str) -> Vec<MailRow> {
    let listed = mail_page(&app.cx.db, &ours(app).await, None, None, 1000).await.unwrap();
    let mut all = Vec::new();
    for one in listed.iter().rev().filter(|one| one.kind == kind) {
        all.push(mail_find(&app.cx.db, one.id).await.unwrap().unwrap());
    }
    all
}

async fn sound(app: &TestApp) {
    assert_eq!(verify(&app.cx, &|_| {}).await.unwrap(), Vec::new());
}

async fn look(app: &TestApp) {
    deadlines::look_at_all(&app.cx, &app.company().await, "clock").await.unwrap();
}

/// Approves every charge that is proposed.
async fn decide(app: &TestApp) {
    let company = app.company().await;
    for charge in charge_one_off(&app.cx.db, company.id).await.unwrap() {
        if charge.state == ChargeState::Proposed {
            approve(&app.cx, &company, charge.id, "agent").await.unwrap();
        }
    }
}

fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

#[test]
fn r085_the_swap_advice_is_frozen_printed_once_and_mailed() {
    both(async |app| {
        let mut app = app;
        app.cx.address = Some("https://leje.example.dk".into());
        leased(&app).await;
        app.advance_to("2026-03-26");
        send(&app, "SA", "N1").await;
        let written = papers(&app).await.remove(0);
        assert_eq!((written.kind, written.path.clone(), written.number), (PaperKind::SwapAdvice, None, 1));
        let Tells::SwapAdvice(advice) = said(&written).tells else { panic!("no advice") };
        let back = advice.back.unwrap();
        assert_eq!(
            (back.due, back.charged_on, back.held_until),
            (day("2026-04-14"), day("2026-04-15"), day("2026-04-21"))
        );
        assert_eq!((back.days, back.skipped.len(), back.clause.is_empty()), (10, 9, false));
        sound(&app).await;
        app.work().await;
        let stored = papers(&app).await.remove(0);
        let file = read(&app.cx.db, &ours(&app).await, stored.id).await.unwrap().unwrap();
        let bytes = app.cx.files.get(&file.path).await.unwrap();
        assert_eq!((sha256(&bytes), Some(file.size)), (file.sha256.clone(), stored.size));
        // Whoever prints it again, from what was frozen, makes the same bytes; prices of today change nothing of it.
        let again = PdfWriter::new().unwrap().paper(&said(&stored), &app.cx.texts).unwrap();
        assert_eq!(again, bytes);
        assert_eq!(stored.content, written.content);
        let mail = letters(&app, "swap_advice").await.remove(0);
        assert_eq!(mail.subject_id, SubjectId(stored.id.0));
        assert_eq!(mail.attachments, format!("[\"{}\"]", stored.id));
        let text = plain(&mail.body_text);
        assert!(text.contains("skal være hos os senest tirsdag den 14. april 2026"), "{text}");
        assert!(text.contains(&format!("https://leje.example.dk/portal/papers/{}", stored.id)), "{text}");
        assert_eq!(mail.subject, "SA skal være tilbage senest 14. april 2026");
        app.work().await;
        assert_eq!((letters(&app, "swap_advice").await.len(), papers(&app).await), (1, vec![stored]));
        sound(&app).await;
    });
}

#[test]
fn a_paper_cannot_be_changed_and_a_changed_file_is_named() {
    both(async |app| {
        leased(&app).await;
        app.advance_to("2026-03-26");
        send(&app, "SA", "N1").await;
        app.work().await;
        let raw = Database::connect(app.url.clone()).await.unwrap();
        if !app.is_postgres() {
            raw.execute_unprepared("PRAGMA recursive_triggers = ON").await.unwrap();
        }
        for sql in ["UPDATE paper SET content = '{}'", "UPDATE paper SET day = '2026-01-01'", "DELETE FROM paper"] {
            let error = raw.execute_unprepared(sql).await.expect_err(sql).to_string();
            assert!(error.contains("are kept as they are"), "{sql}: {error}");
        }
        let paper = papers(&app).await.remove(0);
        let path = paper.path.unwrap();
        let bytes = app.cx.files.get(&path).await.unwrap();
        app.cx.files.put(&path, b"%PDF other".to_vec()).await.unwrap();
        let found = verify(&app.cx, &|_| {}).await.unwrap();
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].to_string().contains("is not the file that was noted"), "{}", found[0]);
        app.cx.files.put(&path, bytes).await.unwrap();
        raw.execute_unprepared("UPDATE paper SET sha256 = 'x'").await.unwrap();
        let found = verify(&app.cx, &|_| {}).await.unwrap();
        assert!(found.iter().any(|f| f.to_string().contains("it is not what event")), "{found:?}");
    });
}

#[test]
fn a_paper_is_its_merchants_and_of_a_site_its_sites() {
    both(async |app| {
        leased(&app).await;
        app.advance_to("2026-03-26");
        send(&app, "SA", "N1").await;
        app.work().await;
        let paper = papers(&app).await.remove(0);
        let (db, all) = (&app.cx.db, ours(&app).await);
        let own = Scope { merchant: Some(paper.merchant_id), ..all.clone() };
        let other = Scope { merchant: Some(app.cx.ids.next()), ..all.clone() };
        let foreign = Scope { company: app.company_of(entity::types::Country::No).await.id, ..all.clone() };
        let confined = Scope { sites: vec![app.cx.ids.next()], ..own.clone() };
        for (scope, sees) in [(&all, true), (&own, true), (&other, false), (&foreign, false), (&confined, false)] {
            assert_eq!(read(db, scope, paper.id).await.unwrap().is_some(), sees, "{scope:?}");
            assert_eq!(papers_of(db, scope, paper.subject_id).await.unwrap().len(), usize::from(sees), "{scope:?}");
        }
        let listed = papers_of(db, &own, paper.subject_id).await.unwrap().remove(0);
        assert!(listed.printed && listed.kind == PaperKind::SwapAdvice && listed.day == day("2026-03-26"));
        assert!(read(db, &all, app.cx.ids.next::<PaperId>()).await.unwrap().is_none());
    });
}

#[test]
fn two_workers_print_a_paper_once() {
    both(async |app| {
        leased(&app).await;
        app.advance_to("2026-03-26");
        send(&app, "SA", "N1").await;
        let other = app.again().await;
        let pdf = Arc::new(PdfWriter::new().unwrap());
        let worker = |cx: Context| tillhold::jobs::Worker::new(cx, pdf.clone());
        let (one, two) = (worker(app.cx.clone()), worker(other));
        let quiet = &tillhold::service::runs::quiet;
        let (one, two) = tokio::join!(one.drain(quiet), two.drain(quiet));
        assert_eq!(one.unwrap().failed + two.unwrap().failed, 0);
        assert_eq!((letters(&app, "swap_advice").await.len(), papers(&app).await.len()), (1, 1));
        sound(&app).await;
    });
}

#[test]
fn r080_return_first_tells_the_merchant_where_to_send_it() {
    both(async |app| {
        leased(&app).await;
        let company = app.company().await;
        app.advance_to("2026-01-30");
        let how = How { return_first: true, ..How::default() };
        swaps::approve_how(&app.cx, &company, "SA", how, (day("2026-01-30"), "agent")).await.unwrap();
        let mail = letters(&app, "send_first").await.remove(0);
        assert_eq!(mail.subject, "Send SA til os, så sender vi en ny");
        let text = plain(&mail.body_text);
        // Where devices are returned to, which is not the office; and no deadline, since nothing comes due.
        assert!(text.contains("Skippergangen 14, port 3") && !text.contains("senest"), "{text}");
        sound(&app).await;
    });
}

#[test]
fn a_receipt_says_when_and_what_comes_of_the_charge() {
    both(async |app| {
        leased(&app).await;
        let company = app.company().await;
        app.advance_to("2026-01-30");
        send(&app, "SA", "N1").await;
        app.advance_to("2026-02-05");
        swaps::receive(&app.cx, &company, "SA", day("2026-02-05"), "agent").await.unwrap();
        app.work().await;
        let Tells::ReturnReceipt(receipt) = said(&papers(&app).await[1]).tells else { panic!("no receipt") };
        assert_eq!((receipt.time.as_str(), receipt.test_due), ("12:00", Some(day("2026-02-06"))));
        assert_eq!(receipt.outcome, Outcome::Nothing);
        let mail = letters(&app, "return_receipt").await.remove(0);
        let text = plain(&mail.body_text);
        assert!(text.contains("er modtaget torsdag den 5. februar 2026 kl. 12:00"), "{text}");
        assert!(text.contains("Der opkræves ikke noget for den."), "{text}");
        // The next one's charge is only proposed; another one's is made, and it comes in time to be given back; a last one much later.
        for (serial, next, sent, late, back, approved) in [
            ("N1", "N2", "2026-02-09", "2026-02-24", "2026-02-25", false),
            ("N2", "N3", "2026-02-26", "2026-03-13", "2026-04-10", true),
            ("N3", "N4", "2026-04-13", "2026-04-28", "2026-06-10", true),
        ] {
            app.advance_to(sent);
            send(&app, serial, next).await;
            app.advance_to(late);
            look(&app).await;
            if approved {
                decide(&app).await;
            }
            tillhold::jobs::charges_of_day(&app.cx, &company).await.unwrap();
            app.advance_to(back);
            swaps::receive(&app.cx, &company, serial, day(back), "agent").await.unwrap();
        }
        let outcomes: Vec<Outcome> = papers(&app)
            .await
            .iter()
            .filter_map(|row| match said(row).tells {
                Tells::ReturnReceipt(receipt) => Some((row.at_us, receipt.outcome)),
                Tells::SwapAdvice(_) => None,
            })
            .collect::<std::collections::BTreeMap<_, _>>()
            .into_values()
            .collect();
        assert!(
            matches!(
                &outcomes[..],
                [
                    Outcome::Nothing,
                    Outcome::Dropped,
                    Outcome::Credited { invoice: Some(_), .. },
                    Outcome::TooLate { invoice: Some(_), .. }
                ]
            ),
            "{outcomes:?}"
        );
        app.work().await;
        sound(&app).await;
    });
}

#[test]
fn r085_reminders_come_once_each_and_name_the_amount_first() {
    both(async |app| {
        leased(&app).await;
        app.advance_to("2026-01-30");
        send(&app, "SA", "N1").await;
        // Friday 13 February is the last day; reminders on 8, 11 and 13.
        for (on, written) in
            [("2026-02-07", 0), ("2026-02-08", 1), ("2026-02-09", 1), ("2026-02-11", 2), ("2026-02-13", 3)]
        {
            app.advance_to(on);
            let other = app.again().await;
            let company = app.company().await;
            let (one, two) = tokio::join!(
                deadlines::look_at_all(&app.cx, &company, "one"),
                deadlines::look_at_all(&other, &company, "two")
            );
            assert!(one.is_ok() || two.is_ok(), "{one:?} {two:?}");
            look(&app).await;
            assert_eq!(letters(&app, "return_reminder").await.len(), written, "{on}");
        }
        let all = letters(&app, "return_reminder").await;
        let subject = plain(&all[0].subject);
        assert!(
            subject.ends_with(" pr. 13. februar 2026: SA er ikke tilbage endnu") && subject.contains(" kr."),
            "{subject}"
        );
        assert!(plain(&all[0].body_text).contains("Der er 5 dage tilbage."), "{}", all[0].body_text);
        assert!(plain(&all[2].body_text).contains("I dag er sidste dag."), "{}", all[2].body_text);
        app.advance_to("2026-02-16");
        look(&app).await;
        assert_eq!(letters(&app, "return_reminder").await.len(), 3);
        app.work().await;
        assert!(all.iter().all(|mail| mail.state == MailState::Kept));
        sound(&app).await;
    });
}

#[test]
fn r085_of_missed_reminders_the_latest_is_sent_and_none_that_is_too_late() {
    both(async |app| {
        leased(&app).await;
        app.advance_to("2026-01-30");
        send(&app, "SA", "N1").await;
        // Nobody looked on the 8th or the 11th.
        app.advance_to("2026-02-12");
        look(&app).await;
        let one = letters(&app, "return_reminder").await;
        assert_eq!(one.len(), 1);
        assert!(plain(&one[0].body_text).contains("Der er én dag tilbage."), "{}", one[0].body_text);
        // Nor on the last day: what is overdue is not reminded of.
        app.advance_to("2026-02-14");
        look(&app).await;
        assert_eq!(letters(&app, "return_reminder").await.len(), 1);
    });
}

#[test]
fn r085_what_is_back_or_posted_is_not_reminded_of() {
    both(async |app| {
        leased(&app).await;
        let company = app.company().await;
        app.advance_to("2026-01-30");
        send(&app, "SA", "N1").await;
        app.advance_to("2026-02-09");
        look(&app).await;
        swaps::post(&app.cx, &company, "SA", (day("2026-02-09"), "GLS 1"), "agent").await.unwrap();
        app.advance_to("2026-02-13");
        look(&app).await;
        assert_eq!(letters(&app, "return_reminder").await.len(), 1, "posted on the 9th");
        send(&app, "N1", "N2").await;
        app.advance_to("2026-02-16");
        swaps::receive(&app.cx, &company, "N1", day("2026-02-16"), "agent").await.unwrap();
        for on in ["2026-02-22", "2026-02-25", "2026-02-27"] {
            app.advance_to(on);
            look(&app).await;
        }
        let told: Vec<_> = letters(&app, "return_reminder").await.into_iter().map(|m| m.subject).collect();
        assert!(told.iter().all(|subject| !subject.contains("N1")), "{told:?}");
    });
}

#[test]
fn letters_tell_of_a_fault_a_test_and_an_offer() {
    both(async |app| {
        let mut app = app;
        app.cx.address = Some("https://leje.example.dk".into());
        leased(&app).await;
        let company = app.company().await;
        app.advance_to("2026-01-30");
        let fault = Fault {
            serial: "SA".into(),
            kind: FaultKind::InLife,
            description: "Skærmen er <sort>".into(),
            tried_manual: true,
            day: day("2026-01-30"),
            actor: "agent".into(),
        };
        swaps::report(&app.cx, &company, &fault).await.unwrap();
        let mail = letters(&app, "fault_reported").await.remove(0);
        assert!(mail.body_text.contains("Skærmen er <sort>") && mail.body_text.contains("inden for 24 timer"));
        assert!(mail.body_html.contains("Skærmen er &#60;sort&#62;"), "{}", mail.body_html);
        send(&app, "SA", "N1").await;
        swaps::receive(&app.cx, &company, "SA", day("2026-01-30"), "agent").await.unwrap();
        let verdict = Verdict::Excluded(Exclusion::Ex01);
        swaps::inspect(&app.cx, &company, "SA", (verdict, None), day("2026-01-30"), "agent").await.unwrap();
        let mail = letters(&app, "test_result").await.remove(0);
        assert!(mail.subject.contains("EX01") && mail.body_text.contains("skade ved uheld"), "{}", mail.body_text);
        let net = entity::types::Money::new(80_000, company.currency);
        let quoted = Quoted { kind: QuoteKind::Repair, net: Some(net) };
        swaps::quote(&app.cx, &company, "SA", quoted, day("2026-01-30"), "agent").await.unwrap();
        let mail = letters(&app, "quote_sent").await.remove(0);
        // 800.00 and 25 % VAT; the offer stands for 30 days.
        assert_eq!(plain(&mail.subject), "1.000,00 kr.: svar på vores tilbud senest 1. marts 2026");
        let link = format!("https://leje.example.dk/portal/quotes/{}", mail.subject_id);
        assert!(mail.body_text.contains(&link) && mail.body_html.contains(&link), "{}", mail.body_text);
        swaps::answer(&app.cx, &company, "SA", Answer::Accepted, day("2026-01-30"), "agent").await.unwrap();
        app.work().await;
        sound(&app).await;
    });
}

#[test]
fn the_evidence_of_a_swap_has_every_step_with_its_hash() {
    both(async |app| {
        leased(&app).await;
        let company = app.company().await;
        app.advance_to("2026-03-26");
        let fault = Fault {
            serial: "SA".into(),
            kind: FaultKind::InLife,
            description: "Skærmen er sort".into(),
            tried_manual: true,
            day: day("2026-03-26"),
            actor: "agent".into(),
        };
        swaps::report(&app.cx, &company, &fault).await.unwrap();
        send(&app, "SA", "N1").await;
        app.advance_to("2026-04-09");
        look(&app).await;
        swaps::post(&app.cx, &company, "SA", (day("2026-04-09"), "GLS 4711"), "agent").await.unwrap();
        app.advance_to("2026-04-22");
        look(&app).await;
        app.advance_to("2026-04-24");
        swaps::receive(&app.cx, &company, "SA", day("2026-04-24"), "agent").await.unwrap();
        swaps::inspect(
            &app.cx,
            &company,
            "SA",
            (Verdict::Excluded(Exclusion::Ex07), Some("photo 12")),
            day("2026-04-24"),
            "agent",
        )
        .await
        .unwrap();
        app.work().await;
        let all = ours(&app).await;
        let swap = papers(&app).await[0].subject_id.0.into();
        for language in Language::ALL {
            let pack = gathered(&app.cx, &all, swap, *language).await.unwrap().unwrap();
            assert_eq!(pack.reported.as_ref().unwrap().words, "Skærmen er sort");
            let back = pack.back.as_ref().unwrap();
            assert_eq!((back.due, back.days, back.skipped.len()), (day("2026-04-14"), 10, 9));
            assert_eq!(pack.posted[0].until, Some(day("2026-04-21")));
            assert_eq!(pack.test, Some((day("2026-04-24"), Some(Exclusion::Ex07))));
            assert_eq!(pack.proof.as_deref(), Some("photo 12"));
            assert!(pack.charge.is_some() && pack.received == Some(day("2026-04-24")));
            assert!(pack.steps.len() >= 12 && pack.steps.is_sorted_by_key(|s| s.sequence), "{:#?}", pack.steps);
            for step in &pack.steps {
                assert!(
                    step.hash.len() == 64 && !step.what.contains("pack-") && !step.what.contains("custody-"),
                    "{step:?}"
                );
            }
        }
        let pdf = Arc::new(PdfWriter::new().unwrap());
        let made = evidence(&app.cx, pdf.clone(), &all, swap, Language::Da).await.unwrap().unwrap();
        if let Ok(folder) = std::env::var("TILLHOLD_PAPERS") {
            std::fs::write(std::path::Path::new(&folder).join("evidence.pdf"), &made).unwrap();
        }
        assert_eq!(evidence(&app.cx, pdf.clone(), &all, swap, Language::Da).await.unwrap().unwrap(), made);
        let other = Scope { merchant: Some(app.cx.ids.next()), ..all };
        assert!(evidence(&app.cx, pdf, &other, swap, Language::Da).await.unwrap().is_none());
    });
}

#[test]
fn labels_are_of_devices_that_one_reaches() {
    both(async |app| {
        let mut app = app;
        leased(&app).await;
        let all = ours(&app).await;
        let pdf = Arc::new(PdfWriter::new().unwrap());
        let device = device_list(&app.cx.db, all.company).await.unwrap().remove(0).id;
        let nowhere = labels(&app.cx, pdf.clone(), &all, &[device], Language::Da).await;
        assert!(matches!(nowhere, Err(ServiceError::Refused(_))), "{nowhere:?}");
        app.cx.address = Some("https://leje.example.dk".into());
        let made = labels(&app.cx, pdf.clone(), &all, &[device, device], Language::Da).await.unwrap().unwrap();
        assert!(made.starts_with(b"%PDF"));
        for (scope, devices) in [
            (Scope { merchant: Some(app.cx.ids.next()), ..all.clone() }, vec![device]),
            (all.clone(), vec![device, app.cx.ids.next()]),
            (all.clone(), Vec::new()),
        ] {
            assert!(labels(&app.cx, pdf.clone(), &scope, &devices, Language::Da).await.unwrap().is_none());
        }
    });
}

#[test]
fn r026_what_nobody_complains_about_is_presumed_to_be_in_good_order() {
    both(async |app| {
        leased(&app).await;
        let company = app.company().await;
        let device = device_list(&app.cx.db, company.id).await.unwrap().remove(0).id;
        let steps = async || -> Vec<CustodyStep> {
            custody_of(&app.cx.db, device).await.unwrap().iter().map(|link| link.step).collect()
        };
        let refused =
            |done: Result<(), ServiceError>| assert!(matches!(done, Err(ServiceError::Refused(_))), "{done:?}");
        app.advance_to("2026-02-02");
        refused(delivery::deliver(&app.cx, &company, "SA", day("2026-02-03"), "agent").await);
        delivery::deliver(&app.cx, &company, "SA", day("2026-02-02"), "agent").await.unwrap();
        refused(delivery::deliver(&app.cx, &company, "SA", day("2026-02-02"), "agent").await);
        // Five business days after Monday 2 February are Monday 9.
        app.advance_to("2026-02-09");
        look(&app).await;
        assert!(!steps().await.contains(&CustodyStep::Presumed));
        app.advance_to("2026-02-10");
        app.work().await;
        assert_eq!(steps().await.iter().filter(|step| **step == CustodyStep::Presumed).count(), 1);
        app.advance_to("2026-02-11");
        app.work().await;
        look(&app).await;
        assert_eq!(steps().await.iter().filter(|step| **step == CustodyStep::Presumed).count(), 1);
        sound(&app).await;
    });
}

#[test]
fn r026_a_complaint_within_its_time_stops_the_presumption_and_a_later_one_does_not() {
    both(async |app| {
        leased(&app).await;
        let company = app.company().await;
        app.advance_to("2026-02-02");
        delivery::deliver(&app.cx, &company, "SA", day("2026-02-02"), "agent").await.unwrap();
        let fault = |on: &str| Fault {
            serial: "SA".into(),
            kind: FaultKind::OnDelivery,
            description: "Ridse".into(),
            tried_manual: true,
            day: day(on),
            actor: "agent".into(),
        };
        app.advance_to("2026-02-10");
        swaps::report(&app.cx, &company, &fault("2026-02-10")).await.unwrap();
        let open = deadline_list(&app.cx.db, company.id).await.unwrap();
        assert!(open.iter().any(|d| d.rule == "R026" && d.met.is_none()), "the frozen deadline decides");
        look(&app).await;
        send(&app, "SA", "N1").await;
        app.advance_to("2026-02-12");
        delivery::deliver(&app.cx, &company, "N1", day("2026-02-12"), "agent").await.unwrap();
        app.advance_to("2026-02-19");
        swaps::report(&app.cx, &company, &Fault { serial: "N1".into(), ..fault("2026-02-19") }).await.unwrap();
        app.advance_to("2026-02-20");
        look(&app).await;
        let mut presumed = Vec::new();
        for device in device_list(&app.cx.db, company.id).await.unwrap() {
            let chain = custody_of(&app.cx.db, device.id).await.unwrap();
            if chain.iter().any(|link| link.step == CustodyStep::Presumed) {
                presumed.push(device.serial);
            }
        }
        assert_eq!(presumed, ["SA"]);
        sound(&app).await;
    });
}

#[test]
fn a_merchant_without_an_address_gets_papers_and_no_letters() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", "2026-03-31", "249.00")]).await;
        app.advance_to("2026-01-30");
        send(&app, "SA", "N1").await;
        app.advance_to("2026-02-08");
        look(&app).await;
        app.work().await;
        let paper = papers(&app).await.remove(0);
        assert!(paper_find(&app.cx.db, paper.id).await.unwrap().unwrap().path.is_some());
        assert_eq!(mail_page(&app.cx.db, &ours(&app).await, None, None, 10).await.unwrap(), []);
        sound(&app).await;
    });
}
