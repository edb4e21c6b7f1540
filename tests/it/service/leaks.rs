//! Ghosts and leaks: each kind is found, with what it costs, and what is as it should be is not.

use chrono::TimeDelta;
use entity::types::{Instant, LeakKind, Money};
use sea_orm::{ConnectionTrait, Database};
use tillhold::service::leaks::{Leak, leak_sums, leaks};
use tillhold::service::swaps::{self, Dispatch};
use tillhold::store::swap::device_by_serial;
use tillhold::store::terminal::{Stands, terminal_asked};

use crate::support::app::noon;
use crate::support::{TestApp, both};

async fn found(app: &TestApp) -> Vec<Leak> {
    leaks(&app.cx.db, &app.company().await, app.cx.clock.now()).await.unwrap()
}

/// Kind, serial number, day and cost a quarter, in whole and hundredths.
async fn told(app: &TestApp) -> Vec<(LeakKind, String, String, String)> {
    let row = |leak: Leak| {
        let day = leak.since.map(|day| day.to_string()).unwrap_or_default();
        (leak.row.kind, leak.row.serial.clone().unwrap_or_default(), day, leak.row.cost().to_string())
    };
    found(app).await.into_iter().map(row).collect()
}

/// Terminal management says that a terminal was last online at an instant, or never.
async fn seen(app: &TestApp, serial: &str, seen: Option<Instant>) {
    let company = app.company().await.id;
    let device = device_by_serial(&app.cx.db, company, serial).await.unwrap().unwrap();
    let tx = app.cx.db.begin().await.unwrap();
    let stands = Stands { connected: true, sequence: 0, seen };
    terminal_asked(&tx, (company, device), Some(stands), app.cx.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
}

fn row(kind: LeakKind, serial: &str, day: &str, cost: &str) -> (LeakKind, String, String, String) {
    (kind, serial.to_owned(), day.to_owned(), cost.to_owned())
}

async fn exchange(app: &TestApp, old: &str, new: &str, day: &str) {
    let (serial, replacement, actor) = (old.to_owned(), new.to_owned(), "test".to_owned());
    let day = day.parse().unwrap();
    let order = Dispatch { serial, swap: None, replacement, from_maker: true, carriage: (None, None), day, actor };
    swaps::dispatch(&app.cx, &app.company().await, &order).await.unwrap();
}

#[test]
fn a_device_that_is_billed_and_was_not_online_for_a_fortnight_is_named() {
    both(async |app| {
        app.take(&["A", "B", "C", "D"].map(|r| (r, "2026-01-01", "2026-03-31", "249.00"))).await;
        app.advance_to("2026-02-01");
        assert_eq!(found(&app).await, [], "nobody has been asked");
        // On its line since 1 January. A: never; B: fifteen days ago; C: thirteen; D: unknown to terminal management so far.
        let now = app.cx.clock.now();
        seen(&app, "SA", None).await;
        seen(&app, "SB", Some(now - TimeDelta::days(15))).await;
        seen(&app, "SC", Some(now - TimeDelta::days(13))).await;
        // Rent 249.00 and licence 99.00: 3 × 348.00.
        let wanted = [
            row(LeakKind::Unseen, "SA", "2026-01-01", "1044.00"),
            row(LeakKind::Unseen, "SB", "2026-01-17", "1044.00"),
        ];
        assert_eq!(told(&app).await, wanted);
        let sums = leak_sums(&found(&app).await, app.company().await.currency);
        let unseen = sums.iter().find(|sum| sum.kind == LeakKind::Unseen).unwrap();
        assert_eq!((unseen.count, unseen.cost), (2, Money::new(208_800, app.company().await.currency)));
        assert!(sums.iter().filter(|sum| sum.kind != LeakKind::Unseen).all(|sum| sum.count == 0));
        // A device that has come only now is not missed yet.
        app.advance_to("2026-01-10");
        assert_eq!(found(&app).await, []);
    });
}

#[test]
fn both_ends_of_a_swap_that_are_online_are_named_until_the_faulty_one_is_back() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", "2026-03-31", "249.00")]).await;
        app.advance_to("2026-02-02");
        exchange(&app, "SA", "SB", "2026-02-02").await;
        app.advance_to("2026-02-03");
        let now = app.cx.clock.now();
        for serial in ["SA", "SB"] {
            seen(&app, serial, Some(now)).await;
        }
        assert_eq!(found(&app).await, [], "the exchange was yesterday");
        app.advance_to("2026-02-06");
        assert_eq!(found(&app).await, [], "neither was online lately");
        seen(&app, "SB", Some(noon("2026-02-05"))).await;
        assert_eq!(found(&app).await, [], "only the new one was");
        seen(&app, "SA", Some(noon("2026-02-05"))).await;
        assert_eq!(told(&app).await, [row(LeakKind::BothOnline, "SA", "2026-02-02", "1044.00")]);
        swaps::receive(&app.cx, &app.company().await, "SA", "2026-02-06".parse().unwrap(), "test").await.unwrap();
        assert_eq!(found(&app).await, []);
    });
}

#[test]
fn what_is_back_and_still_billed_is_named() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", "2026-03-31", "249.00")]).await;
        app.advance_to("2026-02-02");
        let (company, day) = (app.company().await, "2026-02-02".parse().unwrap());
        // It comes back before its replacement leaves.
        swaps::approve(&app.cx, &company, "SA", day, "test").await.unwrap();
        assert_eq!(found(&app).await, []);
        swaps::receive(&app.cx, &company, "SA", day, "test").await.unwrap();
        assert_eq!(told(&app).await, [row(LeakKind::Returned, "SA", "2026-02-02", "1044.00")]);
        exchange(&app, "SA", "SB", "2026-02-02").await;
        assert_eq!(found(&app).await, [], "its replacement has its place");
    });
}

#[test]
fn r029_a_licence_without_a_device_and_a_device_without_a_licence_are_named() {
    both(async |app| {
        app.take(&["A", "B", "C"].map(|r| (r, "2026-01-01", "2026-03-31", "249.00"))).await;
        app.advance_to("2026-02-02");
        let raw = Database::connect(app.url.clone()).await.unwrap();
        let of = |r: &str| {
            format!(
                "IN (SELECT l.id FROM agreement_line l JOIN agreement g ON g.id = l.agreement_id WHERE g.reference = '{r}')"
            )
        };
        for sql in [
            format!("UPDATE gateway_licence SET ends = '2026-01-31', state = 'ended' WHERE line_id {}", of("A")),
            format!("UPDATE assignment SET released = '2026-01-20' WHERE line_id {}", of("B")),
        ] {
            raw.execute_unprepared(&sql).await.unwrap();
        }
        // 3 × 99.00, each.
        let wanted =
            [row(LeakKind::Alone, "", "2026-01-20", "297.00"), row(LeakKind::Unlicensed, "SA", "2026-01-31", "297.00")];
        assert_eq!(told(&app).await, wanted);
    });
}
