#![allow(clippy::unwrap_used, clippy::panic)]

use entity::types::{AccountState, Country, Currency, LinkKind, Role};

use super::account::{About, Between};
use super::*;
use crate::documents::sample;
use crate::domain::invoice::Document;
use crate::secrets::fingerprint;
use crate::service::setup;
use crate::store::account::{AccountRow, LinkRow, account_insert, link_insert};
use crate::store::job::job_counts;
use crate::store::mail::mail_find;
use entity::types::Money;

const SECRET_OF_TEST: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// With ordinary spaces, which are easier to write in a test.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

pub(super) fn sound(what: &str, written: &Written, with_secret: bool) {
    for (part, body) in [("subject", &written.subject), ("text", &written.text), ("html", &written.html)] {
        assert!(!body.trim().is_empty(), "{what} {part} is empty");
        // A missing text is said by its key; a missing variable by its name in braces.
        for gap in ["mail-", "label-", "total-", "registration-", "charge-", "to-pay", "{$", "{ $"] {
            let found = body.contains(gap) && !(gap == "mail-" && body.contains("e-mail-"));
            assert!(!found, "{what} {part} has {gap}: {body}");
        }
        assert_eq!(body.contains(SECRET), with_secret && part != "subject", "{what} {part}: {body}");
    }
    assert_eq!(written.subject.lines().count(), 1, "{what}: {}", written.subject);
    assert!(!written.text.contains("\n\n\n") && !written.text.contains("&#"), "{what}: {}", written.text);
    for remote in ["<img", "<script", "<link", "@import", "url("] {
        assert!(!written.html.contains(remote), "{what} has {remote}");
    }
    assert!(written.html.contains("color-scheme") && !written.html.contains("color:#000"), "{what}");
}

fn document_letter(document: &Document, covered: i64, link: Option<&str>) -> Written {
    let covered = Money::new(covered, document.currency);
    document::written(document, covered, link.map(str::to_owned), &sample::texts()).unwrap()
}

#[test]
fn every_letter_about_a_document_is_whole_in_every_language() {
    for country in Country::ALL {
        for language in Language::ALL {
            for mut document in [sample::invoice_of(*country), sample::credit_note_of(*country)] {
                document.language = *language;
                let what = format!("{} {country} {language}", document.kind);
                let written = document_letter(&document, 0, Some("https://leje.example.dk/portal/invoices/1"));
                sound(&what, &written, false);
                let amount = sample::texts().money(*language, document.gross);
                assert!(written.text.contains(&amount) && written.html.contains(&amount), "{what}: {}", written.text);
                assert!(written.subject.contains(&document.number), "{what}: {}", written.subject);
                assert!(written.html.contains("href=\"https://leje.example.dk/portal/invoices/1\""), "{what}");
                assert!(!document_letter(&document, 0, None).html.contains("href"), "{what}");
            }
        }
    }
}

#[test]
fn an_invoice_says_the_amount_the_day_how_to_pay_and_what_for() {
    let document = sample::invoice();
    let written = document_letter(&document, 0, None);
    let (subject, text) = (plain(&written.subject), plain(&written.text));
    let gross = plain(&sample::texts().money(Language::Da, document.gross));
    let seller = &document.seller.name;
    assert_eq!(subject, format!("Faktura 10001 fra {seller}: {gross} senest 15. januar 2026"));
    assert!(gross.ends_with(",00 kr.") || gross.ends_with(" kr."), "{gross}");
    for part in [
        &format!("{gross} skal betales senest 15. januar 2026."),
        "Betalingslinje (FIK): +71<026840149965328+81234567<",
        "IBAN: ",
        "Skriv faktura 10001",
        "Hvad beløbet dækker\n- Leje",
        "1. januar – 31. marts 2026: ",
        "Fakturaen er vedhæftet som PDF.",
        "CVR-nr. ",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(written.html.contains("+71&#60;") || written.html.contains("+71&lt;"), "{}", written.html);
}

#[test]
fn what_is_paid_already_is_not_asked_for_again() {
    let document = sample::invoice();
    let some = document_letter(&document, 10_000, None);
    let left = sample::texts().money(Language::Da, document.gross.minus(Money::new(10_000, Currency::Dkk)).unwrap());
    assert!(some.subject.contains(&plain(&left)) || some.subject.contains(&left), "{}", some.subject);
    assert!(some.text.contains("Betalt eller krediteret") && some.text.contains("+71<"), "{}", some.text);
    let all = document_letter(&document, document.gross.minor(), None);
    assert!(all.subject.ends_with("intet at betale") && !all.text.contains("+71<"), "{}", all.text);
}

#[test]
fn a_name_is_never_markup_and_never_a_line_of_the_head() {
    let mut document = sample::invoice();
    document.buyer.name = "<script>alert(1)</script> & søn".to_owned();
    document.seller.name = "Leasing\r\nBcc: x@y.dk".to_owned();
    let written = document_letter(&document, 0, None);
    assert!(!written.html.contains("<script>") && written.text.contains("<script>alert(1)</script> & søn"));
    let envelope = Envelope {
        company: CompanyId(uuid::Uuid::nil()),
        merchant: None,
        kind: "invoice",
        subject: SubjectId(uuid::Uuid::nil()),
        recipient: "a@b.dk".to_owned(),
        language: Language::Da,
    };
    let row = envelope.row(MailId(uuid::Uuid::nil()), written, "2026-01-01T00:00:00Z".parse().unwrap());
    assert!(!row.subject.contains(['\r', '\n']), "{}", row.subject);
}

#[test]
fn every_letter_to_a_person_is_whole_in_every_language() {
    let texts = sample::texts();
    let seller = sample::invoice().seller;
    let now: Instant = "2026-04-14T12:05:00Z".parse().unwrap();
    for language in Language::ALL {
        for about in [About::Invitation, About::Reset, About::PasswordChanged] {
            for days in [None, Some(7)] {
                let between = Between {
                    name: "Mette {secret}",
                    language: *language,
                    seller: &seller,
                    address: "https://leje.example.dk",
                    now,
                    expires_us: days.map(|days: i64| now.timestamp_micros() + days * 86_400_000_000),
                };
                let written = account::written(about, &between, &texts).unwrap();
                let link = about != About::PasswordChanged;
                sound(&format!("{about:?} {language}"), &written, link);
                assert_eq!(written.text.contains("https://leje.example.dk/link/{secret}\n"), link, "{}", written.text);
                assert_eq!(written.text.contains(" 7 "), link && days.is_some(), "{}", written.text);
                assert!(written.text.contains(&seller.email) || about == About::Reset, "{}", written.text);
            }
        }
    }
    let changed =
        Between { name: "Mette", language: Language::Da, seller: &seller, address: "", now, expires_us: None };
    let written = account::written(About::PasswordChanged, &changed, &texts).unwrap();
    assert!(written.text.contains("blev ændret 14. april 2026 kl. 14:05"), "{}", written.text);
}

#[tokio::test]
async fn a_link_is_written_about_once_and_its_secret_is_sealed() {
    let (cx, companies) = setup::tests::sample("2026-01-01").await;
    let (company, now) = (companies[0].id, cx.clock.now());
    let account = AccountRow {
        id: cx.ids.next(),
        company_id: company,
        merchant_id: None,
        email: "mette@butik.dk".to_owned(),
        name: "Mette".to_owned(),
        role: Role::Admin,
        language: Language::Da,
        state: AccountState::Invited,
        password_hash: None,
        totp_sealed: None,
        totp_confirmed: false,
        totp_step: 0,
        failed: 0,
        locked_until_us: None,
        subject: None,
        created_at_us: now.timestamp_micros(),
    };
    let link = LinkRow {
        id: cx.ids.next(),
        account_id: account.id,
        kind: LinkKind::Reset,
        hash: fingerprint(SECRET_OF_TEST),
        expires_at_us: now.timestamp_micros() + 30 * 60_000_000,
        used_at_us: None,
    };
    let tx = cx.db.begin().await.unwrap();
    account_insert(&tx, account.clone(), &[]).await.unwrap();
    link_insert(&tx, link, now).await.unwrap();
    for _ in 0..2 {
        reset(&cx, &tx, &account, SECRET_OF_TEST, now).await.unwrap();
    }
    invitation(&cx, &tx, &account, SECRET_OF_TEST, now).await.unwrap();
    password_changed(&cx, &tx, &account, now).await.unwrap();
    password_changed(&cx, &tx, &account, now).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(job_counts(&cx.db).await.unwrap()[0].n, 4);
    let scope = crate::domain::access::Scope { company, merchant: None, sites: Vec::new() };
    let listed = crate::store::mail::mail_page(&cx.db, &scope, Some(MailState::Queued), None, 10).await.unwrap();
    assert_eq!(listed.len(), 4);
    for one in listed {
        let mail = mail_find(&cx.db, one.id).await.unwrap().unwrap();
        let all = format!("{} {} {}", mail.subject, mail.body_text, mail.body_html);
        assert!(!all.contains(SECRET_OF_TEST) && mail.recipient == "mette@butik.dk");
        let opened = mail.secret.as_deref().map(|sealed| cx.secrets.open(sealed).unwrap());
        assert_eq!(opened.as_deref(), (mail.kind != "password_changed").then_some(SECRET_OF_TEST));
        assert_eq!(mail.body_text.contains("inden for 30 minutter"), mail.secret.is_some(), "{}", mail.body_text);
    }
}
