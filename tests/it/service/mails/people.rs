//! Letters to people, and the secrets of their links.

use entity::types::{AccountState, Language, LinkKind, MailState, Role, SubjectId};
use tillhold::jobs::Drained;
use tillhold::secrets::fingerprint;
use tillhold::service::mails;
use tillhold::service::runs::quiet;
use tillhold::store::account::{AccountRow, LinkRow, account_insert, link_insert};
use tillhold::store::mail::mail_find;

use super::{letters, scope, sound, with, worker};
use crate::support::smtp::Smtp;
use crate::support::{TestApp, both};

/// Asks for a new password for a new account.
async fn asked(app: &TestApp, secret: &str) -> AccountRow {
    app.work().await;
    let (cx, now) = (&app.cx, app.cx.clock.now());
    let account = AccountRow {
        id: cx.ids.next(),
        company_id: app.company().await.id,
        merchant_id: None,
        email: "mette@butik.example".to_owned(),
        name: "Mette".to_owned(),
        role: Role::Admin,
        language: Language::En,
        state: AccountState::Active,
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
        hash: fingerprint(secret),
        expires_at_us: now.timestamp_micros() + 30 * 60_000_000,
        used_at_us: None,
    };
    let tx = cx.db.begin().await.unwrap();
    account_insert(&tx, account.clone(), &[]).await.unwrap();
    link_insert(&tx, link, now).await.unwrap();
    mails::reset(cx, &tx, &account, secret, now).await.unwrap();
    tx.commit().await.unwrap();
    account
}

#[test]
fn a_links_secret_is_in_the_letter_alone_and_forgotten_then() {
    both(async |app| {
        let secret = app.cx.ids.salt() + &app.cx.ids.salt();
        let Some(smtp) = Smtp::start("a secret", &[]) else { return };
        asked(&app, &secret).await;
        let waiting = mail_find(&app.cx.db, letters(&app).await[0].id).await.unwrap().unwrap();
        assert!(waiting.secret.is_some_and(|sealed| !sealed.contains(&secret)));
        assert_eq!(worker(&with(&app, &smtp)).drain(&quiet).await.unwrap(), Drained { done: 1, failed: 0 });
        let taken = smtp.taken().remove(0);
        let unfolded = taken.raw.replace("=\n", "");
        assert_eq!(unfolded.matches(&format!("/link/{secret}")).count(), 3, "{unfolded}");
        assert!(!unfolded.contains("{secret}"));
        let sent = mail_find(&app.cx.db, waiting.id).await.unwrap().unwrap();
        assert!(sent.secret.is_none() && sent.body_text.contains("/link/{secret}"));
        let own = mails::again(&app.cx, &scope(&app).await, sent.id, "test").await.unwrap();
        assert!(!own, "what was sent is not sent again");
        sound(&app).await;
    });
}

#[test]
fn without_a_server_no_secret_is_kept_with_the_letter() {
    both(async |app| {
        let account = asked(&app, &(app.cx.ids.salt() + &app.cx.ids.salt())).await;
        let tx = app.cx.db.begin().await.unwrap();
        mails::password_changed(&app.cx, &tx, &account, app.cx.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        app.work().await;
        for letter in letters(&app).await {
            let mail = mail_find(&app.cx.db, letter.id).await.unwrap().unwrap();
            assert_eq!((mail.state, mail.secret), (MailState::Kept, None));
            assert_ne!(mail.subject_id, SubjectId(account.id.0));
        }
        sound(&app).await;
    });
}
