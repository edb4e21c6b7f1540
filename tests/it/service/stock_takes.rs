//! Counting what lies at a place.

use entity::types::{CustodyStep, Date, Grade, StockPlaceId, StockTakeId};
use tillhold::domain::stock::{Kept, Shelf};
use tillhold::service::ServiceError;
use tillhold::service::stock::{self, Move, place_add, take_begin, take_close, take_scan};
use tillhold::service::verify::verify;
use tillhold::store::custody::custody_of;
use tillhold::store::page::device::device_with_serial;
use tillhold::store::page::stock::{Said, StockFilter, stock_list, stock_sums};
use tillhold::store::page::stock_take::{take_find, take_odd, take_sums};

use crate::support::people::office;
use crate::support::{TestApp, both};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Two places, with N1, N2 and N3 at the first and N4 at the second.
async fn stocked(app: &TestApp) -> [StockPlaceId; 2] {
    let company = app.company().await;
    let lager = place_add(&app.cx, &company, "Lager", "test").await.unwrap();
    let bil = place_add(&app.cx, &company, "Bil", "test").await.unwrap();
    let list = "serial;model;grade;place\nN1;pax-a77;new;Lager\nN2;pax-a77;new;Lager\nN3;pax-a77;new;Lager\n\
                N4;pax-a77;new;Bil\n";
    let seen = stock::check(&app.cx.db, &company, list).await.unwrap();
    stock::receive(&app.cx, &company, (list, &seen.fingerprint), day("2026-01-02"), "test").await.unwrap();
    [lager, bil]
}

async fn scan(app: &TestApp, take: StockTakeId, serials: &[&str], who: &str) {
    let serials: Vec<String> = serials.iter().map(|serial| (*serial).to_owned()).collect();
    take_scan(&app.cx, &app.company().await, take, &serials, who).await.unwrap();
}

/// What a count comes to: found, missing, surplus, unknown.
async fn sums(app: &TestApp, take: StockTakeId) -> [i64; 4] {
    let found = take_sums(&app.cx.db, take).await.unwrap();
    let of = |outcome: &str| found.iter().find(|sum| sum.outcome == outcome).map_or(0, |sum| sum.count);
    [of("found"), of("missing"), of("surplus"), of("unknown")]
}

async fn odd(app: &TestApp, take: StockTakeId) -> Vec<(String, String, Option<String>)> {
    let lines = take_odd(&app.cx.db, take, 100).await.unwrap();
    lines.into_iter().map(|line| (line.outcome, line.serial, line.place)).collect()
}

/// The serial numbers on a shelf.
async fn on(app: &TestApp, shelf: Shelf) -> Vec<String> {
    let filter = StockFilter { shelf, model: None, grade: Said::Any, place: Said::Any };
    let rows = stock_list(&app.cx.db, &office(app.company().await.id), &filter, None, 9).await.unwrap();
    rows.into_iter().map(|row| row.serial).collect()
}

async fn chain(app: &TestApp, serial: &str) -> Vec<CustodyStep> {
    let id = device_with_serial(&app.cx.db, app.company().await.id, serial).await.unwrap().unwrap();
    custody_of(&app.cx.db, id).await.unwrap().into_iter().map(|link| link.step).collect()
}

fn key<T: std::fmt::Debug>(result: Result<T, ServiceError>) -> String {
    let ServiceError::Refused(reason) = result.unwrap_err() else { panic!("no refusal") };
    reason.key
}

#[test]
fn two_people_count_and_what_is_scanned_twice_counts_once() {
    both(async |app| {
        let [lager, _] = stocked(&app).await;
        let company = app.company().await;
        let take = take_begin(&app.cx, &company, lager, "Bo").await.unwrap();
        assert_eq!(key(take_begin(&app.cx, &company, lager, "Eva").await), "reason-stock-take-open");
        assert_eq!(sums(&app, take).await, [0, 3, 0, 0]);
        // Both scan at the same moment, and one of them the same device.
        let other = app.again().await;
        let (ours, theirs): ([String; 2], [String; 3]) =
            (["N1", "n4"].map(str::to_owned), ["N1", "Z9", "z9"].map(str::to_owned));
        let (one, two) = tokio::join!(
            take_scan(&app.cx, &company, take, &ours, "Bo"),
            take_scan(&other, &company, take, &theirs, "Eva")
        );
        one.unwrap();
        two.unwrap();
        scan(&app, take, &["N1"], "Eva").await;
        // What nobody knows is kept as it was scanned, each way that it was.
        assert_eq!(sums(&app, take).await, [1, 2, 1, 2]);
        let row = take_find(&app.cx.db, &office(company.id), take).await.unwrap().unwrap();
        assert_eq!((row.place.as_str(), row.scanned, row.closed_at_us), ("Lager", 4, None));
        let line = |outcome: &str, serial: &str, place: Option<&str>| {
            (outcome.to_owned(), serial.to_owned(), place.map(str::to_owned))
        };
        let wanted = [
            line("missing", "N2", Some("Lager")),
            line("missing", "N3", Some("Lager")),
            line("surplus", "N4", Some("Bil")),
            line("unknown", "Z9", None),
            line("unknown", "z9", None),
        ];
        assert_eq!(odd(&app, take).await, wanted);
        assert_eq!(verify(&app.cx, &|_| {}).await.unwrap(), Vec::new());
    });
}

#[test]
fn what_is_missing_is_marked_and_not_lost_until_it_is_found_again() {
    both(async |app| {
        let [lager, bil] = stocked(&app).await;
        let company = app.company().await;
        let take = take_begin(&app.cx, &company, lager, "Bo").await.unwrap();
        scan(&app, take, &["N1", "N4"], "Bo").await;
        take_close(&app.cx, &company, take, "Bo").await.unwrap();
        assert_eq!(key(take_close(&app.cx, &company, take, "Eva").await), "reason-stock-take-closed");
        let late = take_scan(&app.cx, &company, take, &["N2".to_owned()], "Eva").await;
        assert_eq!(key(late), "reason-stock-take-closed");
        assert_eq!(
            (on(&app, Shelf::Stock).await, on(&app, Shelf::Missing).await),
            (vec!["N1".into(), "N4".into()], vec!["N2".into(), "N3".into()])
        );
        assert_eq!(chain(&app, "N2").await, [CustodyStep::Registered, CustodyStep::Missed]);
        assert_eq!(chain(&app, "N4").await, [CustodyStep::Registered], "what is too much is only shown");
        // What the count said stays, whatever is done afterwards.
        let to = Kept { place: Some(lager), grade: Some(Grade::Used) };
        let order = Move { serials: vec!["N4".into()], to, day: day("2026-01-03"), actor: "Bo".into() };
        stock::move_to(&app.cx, &company, &order).await.unwrap();
        assert_eq!(sums(&app, take).await, [1, 2, 1, 0]);
        // The next count finds one of them; the other has been missed for longer and gets no second mark.
        let again = take_begin(&app.cx, &company, lager, "Eva").await.unwrap();
        scan(&app, again, &["N1", "N2", "N4"], "Eva").await;
        take_close(&app.cx, &company, again, "Eva").await.unwrap();
        assert_eq!((sums(&app, again).await, on(&app, Shelf::Missing).await), ([3, 1, 0, 0], vec!["N3".to_owned()]));
        assert_eq!(chain(&app, "N2").await.last(), Some(&CustodyStep::Placed));
        assert_eq!(chain(&app, "N3").await, [CustodyStep::Registered, CustodyStep::Missed]);
        let found = stock_sums(&app.cx.db, &office(company.id)).await.unwrap();
        let missing: i64 = found.iter().filter(|sum| sum.shelf == Shelf::Missing).map(|sum| sum.count).sum();
        assert_eq!(missing, 1);
        // An empty place is counted too.
        let empty = take_begin(&app.cx, &company, bil, "Bo").await.unwrap();
        take_close(&app.cx, &company, empty, "Bo").await.unwrap();
        assert_eq!(sums(&app, empty).await, [0, 0, 0, 0]);
        assert_eq!(verify(&app.cx, &|_| {}).await.unwrap(), Vec::new());
    });
}
