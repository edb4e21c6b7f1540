//! The mark of a form is there if and only if its effect is.

use chrono::TimeDelta;
use entity::types::{AccountId, Role};
use tillhold::store::StoreError;
use tillhold::store::account::account_find;
use tillhold::store::form::{Answer, Claim, Sent, form_answer, form_claim, form_release, form_scope};
use tillhold::store::session::session_end_all;

use crate::support::{TestApp, both};

async fn claim(app: &TestApp, claim: &Claim) -> Option<Answer> {
    let tx = app.cx.db.begin().await.unwrap();
    let sent = form_claim(&tx, claim, "digest").await.unwrap();
    tx.commit().await.unwrap();
    sent.map(|Sent { digest, answer }| {
        assert_eq!(digest, "digest");
        answer
    })
}

async fn release(app: &TestApp, claim: &Claim) {
    let tx = app.cx.db.begin().await.unwrap();
    form_release(&tx, claim).await.unwrap();
    tx.commit().await.unwrap();
}

/// The work of a form: somebody new.
async fn work(app: &TestApp) -> AccountId {
    app.person_of(app.company().await.id, None, Role::Support).await
}

#[test]
fn a_mark_is_there_if_and_only_if_the_effect_is() {
    both(async |app| {
        let account = app.person("Mette", None).await;
        let now = app.cx.clock.now();
        let at = |key: &str, minutes: i64| Claim {
            account,
            key: key.to_owned(),
            at_us: (now + TimeDelta::minutes(minutes)).timestamp_micros(),
        };
        // Done, and the answer lost: it is not done again, however late.
        let first = at("a", 0);
        assert_eq!(claim(&app, &first).await, None);
        assert_eq!(claim(&app, &at("a", 0)).await, Some(Answer::Underway));
        form_scope(first.clone(), work(&app)).await;
        release(&app, &first).await;
        assert_eq!(claim(&app, &at("a", 600)).await, Some(Answer::Lost));
        let tx = app.cx.db.begin().await.unwrap();
        form_answer(&tx, &first, "/there").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(claim(&app, &at("a", 601)).await, Some(Answer::Location("/there".to_owned())));
        // Begun and broken off: free again.
        let second = at("b", 0);
        assert_eq!(claim(&app, &second).await, None);
        form_scope(second.clone(), async {
            let tx = app.cx.db.begin().await.unwrap();
            session_end_all(&tx, account, None, now).await.unwrap();
            drop(tx);
        })
        .await;
        release(&app, &second).await;
        assert_eq!(claim(&app, &second).await, None);
        // Nobody gave it back: free after a minute, and then the slow one before has no effect any more.
        let later = at("b", 2);
        assert_eq!(claim(&app, &later).await, None);
        let late = form_scope(second, async {
            let tx = app.cx.db.begin().await.unwrap();
            session_end_all(&tx, account, None, now).await.unwrap();
            tx.commit().await
        })
        .await;
        assert!(matches!(late, Err(StoreError::Affected { table: "form_once", .. })), "{late:?}");
        let done = form_scope(later, work(&app)).await;
        assert!(account_find(&app.cx.db, done).await.unwrap().is_some());
        // What is no form's bears no mark.
        work(&app).await;
    });
}
