//! Support follows a paid licence.

use entity::types::{Date, FaultKind};
use sea_orm::{ConnectionTrait, Database};
use tillhold::domain::reason::Reason;
use tillhold::service::ServiceError;
use tillhold::service::entitlement::{Support, support};
use tillhold::service::payments::{PaymentOrder, book};
use tillhold::service::swaps::{self, Fault};
use tillhold::store::invoice::{Documents, document_list};
use tillhold::store::swap::device_by_serial;

use crate::support::{TestApp, both};

async fn reported(app: &TestApp, day: Date) -> Result<(), ServiceError> {
    let fault = Fault {
        serial: "SA".to_owned(),
        kind: FaultKind::InLife,
        description: "dark".to_owned(),
        tried_manual: true,
        day,
        actor: "test".to_owned(),
    };
    swaps::report(&app.cx, &app.company().await, &fault).await.map(|_| ())
}

async fn entitled(app: &TestApp, day: Date) -> Support {
    let company = app.company().await.id;
    let device = device_by_serial(&app.cx.db, company, "SA").await.unwrap().unwrap();
    support(&app.cx.db, company, device, day).await.unwrap()
}

#[test]
fn r076_without_a_licence_that_serves_there_is_no_support() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", "2026-03-31", "249.00")]).await;
        app.advance_to("2026-02-02");
        let day: Date = "2026-02-02".parse().unwrap();
        let raw = Database::connect(app.url.clone()).await.unwrap();
        let swap = async || swaps::approve(&app.cx, &app.company().await, "SA", day, "test").await;
        for (sql, is, key) in [
            ("UPDATE gateway_licence SET state = 'suspended'", Support::Suspended, "reason-support-suspended"),
            (
                "UPDATE gateway_licence SET state = 'ended', ends = '2026-02-01'",
                Support::None,
                "reason-support-without-licence",
            ),
            ("UPDATE gateway_licence SET state = 'active'", Support::None, "reason-support-without-licence"),
        ] {
            raw.execute_unprepared(sql).await.unwrap();
            assert_eq!(entitled(&app, day).await, is, "{sql}");
            let wanted = Reason::of(key).with("reference", "A");
            for refused in [reported(&app, day).await, swap().await] {
                assert!(matches!(&refused, Err(ServiceError::Refused(why)) if *why == wanted), "{sql}: {refused:?}");
            }
        }
        // Its last day counts.
        raw.execute_unprepared("UPDATE gateway_licence SET ends = '2026-02-02'").await.unwrap();
        assert_eq!(entitled(&app, day).await, Support::Entitled);
        reported(&app, day).await.unwrap();
        swap().await.unwrap();
    });
}

#[test]
fn r076_a_licence_that_is_overdue_is_told_and_not_refused() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", "", "249.00")]).await;
        app.bill("2026Q1").await;
        let company = app.company().await;
        let merchant = app.merchant_of("A").await;
        let documents = document_list(&app.cx.db, &Documents::Merchant(merchant)).await.unwrap();
        let (due, amount) = (documents[0].document.due, documents[0].document.gross);
        assert_eq!(entitled(&app, due).await, Support::Entitled, "on its due day it is not late");
        let late = due.succ_opt().unwrap();
        app.advance_to(&late.to_string());
        assert_eq!(entitled(&app, late).await, Support::Overdue(due));
        assert!(entitled(&app, late).await.is_given());
        reported(&app, late).await.unwrap();
        let order =
            PaymentOrder { merchant, amount, named: None, reference: None, received: late, actor: "test".to_owned() };
        book(&app.cx, &company, &order).await.unwrap();
        assert_eq!(entitled(&app, late).await, Support::Entitled);
    });
}
