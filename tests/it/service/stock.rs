//! The warehouse: what arrives, where it lies, what it is like.

use std::time::Instant;

use entity::types::{Country, CustodyStep, Date, Grade};
use tillhold::domain::stock::{Kept, Shelf};
use tillhold::service::stock::{Checked, Move, Took, check, move_to, place_add, receive};
use tillhold::service::swaps::{self, Dispatch};
use tillhold::service::verify::verify;
use tillhold::service::{ServiceError, ServiceResult};
use tillhold::store::custody::custody_of;
use tillhold::store::page::device::device_with_serial;
use tillhold::store::page::stock::{Said, StockFilter, StockRow, stock_list, stock_sums};
use tillhold::store::page::swap::equivalents;

use crate::support::people::office;
use crate::support::{TestApp, both};

const HEAD: &str = "serial;model;grade;place;sim\n";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

async fn checked(app: &TestApp, list: &str) -> Checked {
    check(&app.cx.db, &app.company().await, list).await.unwrap()
}

/// Takes a list that was looked at.
async fn taken(app: &TestApp, list: &str) -> Took {
    let seen = checked(app, list).await;
    assert_eq!(seen.faults, vec![], "{list:.200}");
    receive(&app.cx, &app.company().await, (list, &seen.fingerprint), day("2026-01-02"), "test").await.unwrap()
}

async fn moved(app: &TestApp, serials: &[&str], to: Kept) -> ServiceResult<usize> {
    let serials = serials.iter().map(|serial| (*serial).to_owned()).collect();
    let order = Move { serials, to, day: day("2026-01-03"), actor: "test".into() };
    move_to(&app.cx, &app.company().await, &order).await
}

async fn listed(app: &TestApp, shelf: Shelf) -> Vec<StockRow> {
    let filter = StockFilter { shelf, model: None, grade: Said::Any, place: Said::Any };
    stock_list(&app.cx.db, &office(app.company().await.id), &filter, None, 100).await.unwrap()
}

/// How many devices there are, by model, grade and shelf.
async fn counted(app: &TestApp) -> Vec<(String, Option<Grade>, Shelf, i64)> {
    let sums = stock_sums(&app.cx.db, &office(app.company().await.id)).await.unwrap();
    let mut all: Vec<_> = sums.into_iter().map(|sum| (sum.model, sum.grade, sum.shelf, sum.count)).collect();
    all.sort();
    all
}

async fn sound(app: &TestApp) {
    assert_eq!(verify(&app.cx, &|_| {}).await.unwrap(), Vec::new());
}

fn key(error: ServiceError) -> String {
    let ServiceError::Refused(reason) = error else { panic!("{error}") };
    reason.key
}

#[test]
fn a_list_is_taken_whole_and_each_device_has_its_chain() {
    both(async |app| {
        let company = app.company().await;
        place_add(&app.cx, &company, "Hovedlager", "test").await.unwrap();
        let again = place_add(&app.cx, &company, "Hovedlager", "test").await.unwrap_err();
        assert_eq!(key(again), "reason-stock-place-there");
        let list = format!("{HEAD}N1;PAX A920 Pro;ny;hovedlager;8945\nN2;pax-a77;used;Hovedlager;\n");
        assert_eq!(taken(&app, &list).await, Took::Devices(2));
        let rows = listed(&app, Shelf::Stock).await;
        let said: Vec<_> = rows.iter().map(|row| (row.serial.as_str(), row.grade, row.place.as_deref())).collect();
        let here = Some("Hovedlager");
        assert_eq!(said, [("N1", Some(Grade::New), here), ("N2", Some(Grade::Used), here)]);
        let chain = custody_of(&app.cx.db, rows[0].id).await.unwrap();
        assert_eq!(chain.len(), 1);
        let link = (chain[0].step, chain[0].day, chain[0].grade, chain[0].place_id.is_some(), chain[0].actor.as_str());
        assert_eq!(link, (CustodyStep::Registered, day("2026-01-02"), Some(Grade::New), true, "test"));
        sound(&app).await;
    });
}

#[test]
fn each_bad_line_is_named_and_then_nothing_is_taken() {
    both(async |app| {
        let company = app.company().await;
        place_add(&app.cx, &company, "Lager", "test").await.unwrap();
        taken(&app, &format!("{HEAD}OLD;pax-a77;new;Lager;\n")).await;
        let list = format!(
            "{HEAD}N1;pax-a77;new;Lager;\nN1;pax-a77;new;Lager;\nN2;pax-x;new;Lager;\nN3;pax-a77;pæn;Lager;\n\
             N4;pax-a77;new;Loftet;\nOLD;pax-a77;new;Lager;\n;pax-a77;new;Lager;\nN5;pax-a77\nN6;pax-a77;new;Lager;1\n\
             N7;pax-a77;new;Lager;1\n{};pax-a77;new;Lager;\n",
            "9".repeat(61)
        );
        let found = checked(&app, &list).await;
        let faults: Vec<_> = found.faults.iter().map(|f| (f.line, f.column, f.why.key.as_str())).collect();
        let wanted = [
            (3, "serial", "reason-stock-serial-twice"),
            (4, "model", "reason-stock-model-unknown"),
            (5, "grade", "reason-stock-grade-unknown"),
            (6, "place", "reason-stock-place-unknown"),
            (7, "serial", "reason-stock-serial-known"),
            (8, "serial", "reason-stock-cell-missing"),
            (9, "", "reason-stock-width"),
            (11, "sim", "reason-stock-serial-twice"),
            (12, "serial", "reason-stock-serial-odd"),
        ];
        assert_eq!(faults, wanted);
        let refused = receive(&app.cx, &company, (&list, &found.fingerprint), day("2026-01-02"), "test").await.unwrap();
        assert!(matches!(refused, Took::Otherwise(_)));
        assert_eq!(listed(&app, Shelf::Stock).await.len(), 1, "nothing of it");
        sound(&app).await;
    });
}

#[test]
fn only_what_was_seen_is_taken() {
    both(async |app| {
        let company = app.company().await;
        place_add(&app.cx, &company, "Lager", "test").await.unwrap();
        let list = format!("{HEAD}N1;pax-a77;new;Lager;\nN2;pax-a77;new;Lager;\n");
        let seen = checked(&app, &list).await.fingerprint;
        let other = format!("{HEAD}N1;pax-a77;new;Lager;\nN3;pax-a77;new;Lager;\n");
        for (text, seen) in [(other.as_str(), seen.as_str()), (&list, ""), (&list, "0")] {
            let took = receive(&app.cx, &company, (text, seen), day("2026-01-02"), "test").await.unwrap();
            assert!(matches!(took, Took::Otherwise(ref checked) if checked.is_sound()), "{took:?}");
        }
        // Somebody else is quicker with one of them.
        taken(&app, &format!("{HEAD}N2;pax-a77;new;Lager;\n")).await;
        let took = receive(&app.cx, &company, (&list, &seen), day("2026-01-02"), "test").await.unwrap();
        assert!(matches!(took, Took::Otherwise(ref checked) if checked.faults.len() == 1), "{took:?}");
        assert_eq!(listed(&app, Shelf::Stock).await.len(), 1);
    });
}

#[test]
fn five_thousand_devices_arrive_at_once() {
    both(async |app| {
        let company = app.company().await;
        place_add(&app.cx, &company, "Lager", "test").await.unwrap();
        let rows: String = (0..5_000).map(|n| format!("N{n:05};pax-a920;new;Lager;89450{n:06}\n")).collect();
        let list = format!("{HEAD}{rows}");
        let begun = Instant::now();
        assert_eq!(taken(&app, &list).await, Took::Devices(5_000));
        assert!(begun.elapsed().as_secs() < 15, "{:?}: no page waits longer", begun.elapsed());
        assert_eq!(counted(&app).await, [("PAX A920 Pro".to_owned(), Some(Grade::New), Shelf::Stock, 5_000)]);
        sound(&app).await;
    });
}

#[test]
fn r092_a_device_is_moved_and_graded_and_its_chain_says_so() {
    both(async |app| {
        let company = app.company().await;
        let lager = place_add(&app.cx, &company, "Lager", "test").await.unwrap();
        let bil = place_add(&app.cx, &company, "Bil", "test").await.unwrap();
        taken(&app, &format!("{HEAD}N1;pax-a77;new;Lager;\nN2;pax-a77;new;Lager;\n")).await;
        let to = |place, grade| Kept { place, grade };
        // In capitals or not, twice or once; all of them or none.
        assert_eq!(moved(&app, &["n1", "N1"], to(Some(bil), None)).await.unwrap(), 1);
        assert_eq!(key(moved(&app, &["N2", "N9"], to(Some(bil), None)).await.unwrap_err()), "reason-stock-unknown");
        assert_eq!(key(moved(&app, &["N2"], to(None, None)).await.unwrap_err()), "reason-stock-move-nothing");
        assert_eq!(moved(&app, &["N2"], to(None, Some(Grade::Used))).await.unwrap(), 1);
        let rows = listed(&app, Shelf::Stock).await;
        let said: Vec<_> = rows.iter().map(|row| (row.serial.as_str(), row.grade, row.place.as_deref())).collect();
        assert_eq!(said, [("N1", Some(Grade::New), Some("Bil")), ("N2", Some(Grade::Used), Some("Lager"))]);
        let chain = custody_of(&app.cx.db, rows[0].id).await.unwrap();
        let places: Vec<_> = chain.iter().map(|link| (link.step, link.place_id)).collect();
        assert_eq!(places, [(CustodyStep::Registered, Some(lager)), (CustodyStep::Placed, Some(bil))]);
        sound(&app).await;
    });
}

#[test]
fn r092_what_leaves_lies_nowhere_and_what_comes_back_is_used() {
    both(async |app| {
        let company = app.company().await;
        place_add(&app.cx, &company, "Lager", "test").await.unwrap();
        app.take(&[("A", "2026-01-01", "2026-03-31", "249.00")]).await;
        let model = tillhold::store::company::model_list(&app.cx.db, company.id).await.unwrap().remove(0);
        let list = format!("{HEAD}N1;{0};new;Lager;\nN2;{0};refurbished;Lager;\n", model.key);
        taken(&app, &list).await;
        let faulty = device_with_serial(&app.cx.db, company.id, "sa").await.unwrap().unwrap();
        let scope = office(company.id);
        assert_eq!(equivalents(&app.cx.db, &scope, faulty, 9).await.unwrap(), ["N1", "N2"]);
        let order = Dispatch {
            serial: "SA".into(),
            swap: None,
            replacement: "N1".into(),
            from_maker: false,
            carriage: (None, None),
            day: day("2026-01-05"),
            actor: "test".into(),
        };
        swaps::dispatch(&app.cx, &company, &order).await.unwrap();
        let at = |shelf: Shelf, grade: Option<Grade>| (model.name.clone(), grade, shelf, 1);
        assert_eq!(counted(&app).await, [at(Shelf::Back, None), at(Shelf::Stock, Some(Grade::Refurbished))]);
        let sent = device_with_serial(&app.cx.db, company.id, "N1").await.unwrap().unwrap();
        let last = custody_of(&app.cx.db, sent).await.unwrap().pop().unwrap();
        assert_eq!((last.step, last.place_id, last.grade), (CustodyStep::HandedOver, None, Some(Grade::Used)));
        swaps::receive(&app.cx, &company, "SA", day("2026-01-06"), "test").await.unwrap();
        assert_eq!(counted(&app).await, [at(Shelf::Bench, None), at(Shelf::Stock, Some(Grade::Refurbished))]);
        // What is with its merchant is not ours to put somewhere.
        let to = Kept { place: None, grade: Some(Grade::New) };
        assert_eq!(key(moved(&app, &["N1"], to).await.unwrap_err()), "reason-device-step");
        assert_eq!(moved(&app, &["SA"], Kept { place: None, grade: Some(Grade::Used) }).await.unwrap(), 1);
        sound(&app).await;
    });
}

#[test]
fn another_companys_warehouse_is_not_there() {
    both(async |app| {
        let (own, other) = (app.company().await, app.company_of(Country::No).await);
        let theirs = place_add(&app.cx, &other, "Lager", "test").await.unwrap();
        place_add(&app.cx, &own, "Lager", "test").await.unwrap();
        taken(&app, &format!("{HEAD}N1;pax-a77;new;Lager;\n")).await;
        assert_eq!(stock_sums(&app.cx.db, &office(other.id)).await.unwrap(), vec![]);
        let list = format!("{HEAD}N1;pax-a77;new;Lager;\n");
        let found = check(&app.cx.db, &other, &list).await.unwrap();
        assert!(found.faults.iter().all(|fault| fault.column == "model"), "a serial number is a company's: {found:?}");
        let order = Move {
            serials: vec!["N1".into()],
            to: Kept { place: Some(theirs), grade: None },
            day: day("2026-01-03"),
            actor: "test".into(),
        };
        assert_eq!(key(move_to(&app.cx, &other, &order).await.unwrap_err()), "reason-stock-unknown");
    });
}
