//! Letters on both databases, with a real mail server in a process of its own.

mod people;
mod starttls;

use std::fmt::Write;
use std::sync::Arc;

use chrono::TimeDelta;
use entity::types::{FileKind, MailState};
use tillhold::documents::pdf::PdfWriter;
use tillhold::domain::access::Scope;
use tillhold::domain::credit::Wanted;
use tillhold::jobs::{Drained, Worker};
use tillhold::service::imports::{ImportOptions, agreements};
use tillhold::service::invoices::{CreditOrder, credit};
use tillhold::service::runs::quiet;
use tillhold::service::verify::verify;
use tillhold::service::{Context, mails};
use tillhold::store::invoice::{Documents, document_list};
use tillhold::store::job::{job_claim, job_given_up};
use tillhold::store::mail::{MailListed, mail_counts, mail_find, mail_in, mail_of_merchant, mail_page};
use tillhold::store::stored::stored_page;

use crate::support::smtp::Smtp;
use crate::support::{TestApp, both};

/// Takes over so many agreements whose merchants have e-mail addresses, and bills their first quarter.
async fn billed(app: &TestApp, count: usize) {
    // The clock jobs that are due, so that what follows is the letters' alone.
    app.work().await;
    let company = app.company().await;
    let models = tillhold::store::company::model_list(&app.cx.db, company.id).await.unwrap();
    let mut csv = String::from(
        "company,reference,customer_number,name,kind,country,registration,street,postcode,city,email,signed,kyc_approved,\
         device,model,rent,licence,billed_through\n",
    );
    for n in 0..count {
        writeln!(
            csv,
            "{},A{n:03},C{n:03},Butik {n:03},business,DK,13748136,Algade 1,4000,Roskilde,post{n:03}@butik.example,2026-01-01,\
             2026-01-01,S{n:03},{},100.00,99.00,",
            company.key, models[0].key
        )
        .unwrap();
    }
    let options = ImportOptions { dry_run: false, actor: "test".into() };
    agreements(&app.cx, csv.as_bytes(), options).await.unwrap();
    assert_eq!(app.bill("2026Q1").await.issued, i64::try_from(count).unwrap());
}

/// The same program with letters sent by a server.
fn with(app: &TestApp, smtp: &Smtp) -> Context {
    Context { mailer: smtp.mailer(), ..app.cx.clone() }
}

fn worker(cx: &Context) -> Worker {
    Worker::new(cx.clone(), Arc::new(PdfWriter::new().unwrap()))
}

/// Does what is due now, and again after every pause, until so many attempts have failed or nothing is left.
async fn for_days(cx: &Context, days: i64) -> Drained {
    let (worker, mut all) = (worker(cx), Drained::default());
    for _ in 0..days * 24 {
        let drained = worker.drain(&quiet).await.unwrap();
        (all.done, all.failed) = (all.done + drained.done, all.failed + drained.failed);
        cx.clock.move_to(cx.clock.now() + TimeDelta::hours(1));
    }
    all
}

async fn scope(app: &TestApp) -> Scope {
    Scope { company: app.company().await.id, merchant: None, sites: Vec::new() }
}

async fn letters(app: &TestApp) -> Vec<MailListed> {
    mail_page(&app.cx.db, &scope(app).await, None, None, 1000).await.unwrap()
}

async fn sound(app: &TestApp) {
    assert_eq!(verify(&app.cx, &|_| {}).await.unwrap(), vec![]);
}

#[test]
fn an_invoice_arrives_once_with_its_pdf() {
    both(async |app| {
        let Some(smtp) = Smtp::start("an invoice by mail", &[]) else { return };
        let cx = Context { address: Some("https://leje.example.dk".into()), ..with(&app, &smtp) };
        billed(&app, 1).await;
        let drained = worker(&cx).drain(&quiet).await.unwrap();
        assert_eq!(drained, Drained { done: 2, failed: 0 }, "the files, then the letter");
        assert_eq!(worker(&cx).drain(&quiet).await.unwrap(), Drained::default());
        let taken = smtp.taken();
        assert_eq!((taken.len(), taken[0].to.as_str()), (1, "post000@butik.example"));
        let letters = letters(&app).await;
        assert_eq!((letters.len(), letters[0].state, letters[0].kind.as_str()), (1, MailState::Sent, "invoice"));
        assert!(letters[0].sent_at_us.is_some() && letters[0].attempts == Some(1));
        assert_eq!(taken[0].field("Message-ID"), format!("<{}@tillhold.example>", letters[0].id));
        assert_eq!(taken[0].field("To"), "post000@butik.example");
        let stored = stored_page(&app.cx.db, scope(&app).await.company, "", 10).await.unwrap();
        let pdf = stored.iter().find(|file| file.kind == FileKind::Pdf).unwrap();
        let bytes = taken[0].part("application/pdf");
        assert!(bytes.starts_with(b"%PDF") && bytes == app.cx.files.get(&pdf.path).await.unwrap());
        let mail = mail_find(&app.cx.db, letters[0].id).await.unwrap().unwrap();
        assert!(mail.body_text.contains(&format!("https://leje.example.dk/portal/invoices/{}", pdf.invoice_id)));
        sound(&app).await;
    });
}

#[test]
fn a_credit_note_arrives_with_its_pdf_and_asks_for_nothing() {
    both(async |app| {
        let Some(smtp) = Smtp::start("a credit note by mail", &[]) else { return };
        let cx = with(&app, &smtp);
        billed(&app, 1).await;
        let company = app.company().await;
        let day = "2026-01-01".parse().unwrap();
        let which = Documents::Issued { company: company.id, from: day, to: day, after: (String::new(), 0), limit: 5 };
        let invoice = document_list(&app.cx.db, &which).await.unwrap()[0].id;
        let reason = "Fejl i prisen".to_owned();
        let order = CreditOrder { invoice, wanted: Wanted::All, reason, day, actor: "test".into() };
        credit(&app.cx, &company, &order).await.unwrap();
        worker(&cx).drain(&quiet).await.unwrap();
        assert_eq!(smtp.taken().len(), 2);
        let all = letters(&app).await;
        let note = all.iter().find(|mail| mail.kind == "credit_note").unwrap();
        let note = mail_find(&app.cx.db, note.id).await.unwrap().unwrap();
        assert!(note.body_text.contains("Fejl i prisen") && !note.body_text.contains("IBAN"), "{}", note.body_text);
        // By the time the letters are written the invoice is credited: nobody is asked for what is not owed.
        assert!(all.iter().any(|mail| mail.subject.ends_with("intet at betale")), "{all:?}");
        sound(&app).await;
    });
}

#[test]
fn a_server_that_refuses_for_now_gets_the_letter_once_in_the_end() {
    both(async |app| {
        let Some(smtp) = Smtp::start("refused twice", &["--refuse-rcpt", "1", "--refuse-data", "1"]) else { return };
        let cx = with(&app, &smtp);
        billed(&app, 1).await;
        assert_eq!(worker(&cx).drain(&quiet).await.unwrap(), Drained { done: 1, failed: 1 });
        assert_eq!(worker(&cx).drain(&quiet).await.unwrap(), Drained::default(), "not before its pause is over");
        let waiting = &letters(&app).await[0];
        assert_eq!((waiting.state, waiting.attempts), (MailState::Queued, Some(1)));
        let error = waiting.last_error.clone().unwrap();
        assert!(error.contains("451") && !error.contains("butik.example"), "{error}");
        assert_eq!(for_days(&cx, 1).await.failed, 1);
        assert_eq!((smtp.taken().len(), smtp.offered().len()), (1, 3));
        let sent = &letters(&app).await[0];
        assert_eq!((sent.state, sent.attempts, &sent.last_error), (MailState::Sent, Some(3), &None));
        sound(&app).await;
    });
}

#[test]
fn two_workers_send_each_letter_once() {
    both(async |app| {
        let Some(smtp) = Smtp::start("two workers", &["--refuse-rcpt", "5"]) else { return };
        let one = with(&app, &smtp);
        let two = Context { mailer: smtp.mailer(), ..app.again().await };
        billed(&app, 40).await;
        for _ in 0..2 {
            let (a, b) = (worker(&one), worker(&two));
            tokio::try_join!(a.drain(&quiet), b.drain(&quiet)).unwrap();
            one.clock.move_to(one.clock.now() + TimeDelta::minutes(1));
        }
        let mut to: Vec<String> = smtp.taken().into_iter().map(|message| message.to).collect();
        to.sort();
        assert_eq!(to, (0..40).map(|n| format!("post{n:03}@butik.example")).collect::<Vec<_>>());
        assert_eq!(smtp.offered().len(), 45);
        let counts = mail_counts(&app.cx.db, scope(&app).await.company).await.unwrap();
        assert!(matches!(counts.as_slice(), [one] if (one.state, one.n) == (MailState::Sent, 40)), "{counts:?}");
        sound(&app).await;
    });
}

#[test]
fn a_letter_that_is_refused_for_good_fails_at_once_and_can_be_sent_again() {
    both(async |app| {
        let Some(smtp) = Smtp::start("refused for good", &["--refuse-rcpt", "1", "--code", "550"]) else { return };
        let cx = with(&app, &smtp);
        billed(&app, 1).await;
        assert_eq!(for_days(&cx, 2).await.failed, 1);
        assert_eq!((smtp.taken().len(), smtp.offered().len()), (0, 1), "no second attempt");
        let failed = letters(&app).await.remove(0);
        assert_eq!(failed.state, MailState::Failed);
        let given_up = job_given_up(&app.cx.db).await.unwrap();
        let error = given_up[0].last_error.as_deref().unwrap();
        assert!(given_up[0].kind == "mail_send" && error.contains("550") && !error.contains('@'), "{error}");
        sound(&app).await;
        let (ours, id) = (scope(&app).await, failed.id);
        let theirs = Scope { company: app.company_of(entity::types::Country::No).await.id, ..ours.clone() };
        assert!(!mails::again(&cx, &theirs, id, "test").await.unwrap(), "not a stranger's");
        assert!(mails::again(&cx, &ours, id, "test").await.unwrap());
        assert!(!mails::again(&cx, &ours, id, "test").await.unwrap(), "it waits already");
        assert_eq!(for_days(&cx, 1).await.failed, 0);
        assert_eq!((smtp.taken().len(), letters(&app).await[0].state), (1, MailState::Sent));
        sound(&app).await;
    });
}

#[test]
fn a_server_that_never_takes_it_is_asked_twelve_times_and_the_letter_is_given_up() {
    both(async |app| {
        let Some(smtp) = Smtp::start("never taken", &["--refuse-data", "1000"]) else { return };
        let cx = with(&app, &smtp);
        billed(&app, 1).await;
        assert_eq!(for_days(&cx, 2).await.failed, 12);
        assert_eq!((smtp.taken().len(), smtp.offered().len()), (0, 12));
        assert_eq!(letters(&app).await[0].state, MailState::Failed);
        sound(&app).await;
    });
}

#[test]
fn a_wrong_password_is_our_fault_and_no_letters() {
    both(async |app| {
        let Some(smtp) = Smtp::start("a wrong password", &["--auth", "u@x:p@ss"]) else { return };
        let by = |password: &str| smtp.mailer_by(&format!("smtp://u%40x:{password}@127.0.0.1:{}", smtp.port));
        billed(&app, 1).await;
        let wrong = Context { mailer: by("hemmelig"), ..app.cx.clone() };
        assert_eq!(worker(&wrong).drain(&quiet).await.unwrap(), Drained { done: 1, failed: 1 });
        let waiting = &letters(&app).await[0];
        assert_eq!(waiting.state, MailState::Queued);
        assert!(!waiting.last_error.as_deref().unwrap().contains("hemmelig"));
        assert_eq!(for_days(&with(&app, &smtp), 1).await.failed, 11, "530 without a password waits as well");
        assert_eq!(letters(&app).await[0].state, MailState::Failed);
        let right = Context { mailer: by("p%40ss"), ..app.cx.clone() };
        assert!(mails::again(&right, &scope(&app).await, letters(&app).await[0].id, "test").await.unwrap());
        worker(&right).drain(&quiet).await.unwrap();
        assert_eq!((smtp.taken().len(), letters(&app).await[0].state), (1, MailState::Sent));
    });
}

#[test]
fn a_server_that_is_away_or_says_no_goodbye_makes_no_second_letter() {
    both(async |app| {
        let Some(smtp) = Smtp::start("no goodbye", &["--mute-quit"]) else { return };
        let gone = Smtp::start("away", &[]).unwrap();
        let away = with(&app, &gone);
        drop(gone);
        billed(&app, 1).await;
        assert_eq!(worker(&away).drain(&quiet).await.unwrap(), Drained { done: 1, failed: 1 });
        assert_eq!(for_days(&with(&app, &smtp), 1).await.failed, 0);
        assert_eq!((smtp.taken().len(), letters(&app).await[0].state), (1, MailState::Sent));
    });
}

#[test]
fn a_worker_whose_claim_is_over_sends_nothing() {
    both(async |app| {
        let Some(smtp) = Smtp::start("a claim that is over", &[]) else { return };
        let cx = with(&app, &smtp);
        billed(&app, 1).await;
        // The files by a worker that stops before the letter, as one does that is killed.
        let now = cx.clock.now();
        let kept = Context { address: None, ..cx.clone() };
        let files = job_claim(&cx.db, "files", now, now + TimeDelta::minutes(10), 1).await.unwrap();
        let (pdf, invoice) = (Arc::new(PdfWriter::new().unwrap()), files[0].subject_id);
        let job = Some((files[0].id, "files"));
        tillhold::service::documents::write_files(&kept, pdf, invoice.0.into(), job).await.unwrap();
        let slow = job_claim(&cx.db, "slow", now, now + TimeDelta::minutes(10), 1).await.unwrap().remove(0);
        let mail = slow.subject_id.0.into();
        let later = now + TimeDelta::minutes(11);
        cx.clock.move_to(later);
        let other = job_claim(&cx.db, "other", later, later + TimeDelta::minutes(10), 1).await.unwrap().remove(0);
        assert_eq!(other.id, slow.id);
        assert!(mails::send(&cx, mail, slow.id, "slow").await.is_err());
        assert_eq!(smtp.offered().len(), 0, "the other worker has it by now");
        mails::send(&cx, mail, other.id, "other").await.unwrap();
        assert!(mails::send(&cx, mail, slow.id, "slow").await.is_err());
        assert_eq!((smtp.taken().len(), smtp.offered().len()), (1, 1));
        sound(&app).await;
    });
}

#[test]
fn without_a_server_letters_are_kept_and_read_by_whom_they_concern() {
    both(async |app| {
        billed(&app, 3).await;
        app.work().await;
        let (scope, all) = (scope(&app).await, letters(&app).await);
        assert_eq!(all.len(), 3);
        assert!(all.iter().all(|mail| mail.state == MailState::Kept && mail.attempts.is_none()), "{all:?}");
        let first = mail_page(&app.cx.db, &scope, Some(MailState::Kept), None, 2).await.unwrap();
        let rest = mail_page(&app.cx.db, &scope, None, Some(first[1].place()), 2).await.unwrap();
        assert_eq!([first, rest].concat(), all, "page by page");
        assert_eq!(mail_page(&app.cx.db, &scope, Some(MailState::Sent), None, 2).await.unwrap(), []);
        let merchant = all[0].merchant_id.unwrap();
        let own = mail_of_merchant(&app.cx.db, scope.company, merchant, 10).await.unwrap();
        assert_eq!(own, [all[0].clone()]);
        let theirs = Scope { merchant: all[1].merchant_id, ..scope.clone() };
        assert!(mail_in(&app.cx.db, &theirs, all[0].id).await.unwrap().is_none());
        assert!(mail_in(&app.cx.db, &scope, all[0].id).await.unwrap().is_some());
        let confined = Scope { merchant: Some(merchant), sites: vec![app.cx.ids.next()], ..scope };
        assert!(mail_in(&app.cx.db, &confined, all[0].id).await.unwrap().is_none());
        assert_eq!(mail_page(&app.cx.db, &confined, None, None, 10).await.unwrap(), []);
        sound(&app).await;
    });
}
