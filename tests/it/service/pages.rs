//! What pages show, on both databases: within a scope, a stranger's row is not there.

use entity::types::{AgreementState, Date, DeviceState, Language, MerchantId, SubjectId};
use tillhold::domain::access::Scope;
use tillhold::domain::credit::Wanted;
use tillhold::service::disputes::{Contest, contest};
use tillhold::service::forecast::forecast;
use tillhold::service::invoices::{CreditOrder, credit};
use tillhold::service::payments::{PaymentOrder, book};
use tillhold::service::timeline::timeline;
use tillhold::service::{portal as portal_service, runs};
use tillhold::store::event::{NewEvent, event_append};
use tillhold::store::page::agreement::{agreement_page, line_list};
use tillhold::store::page::device::{DeviceFilter, device_page, device_page_list};
use tillhold::store::page::invoice::{document_page, invoice_page};
use tillhold::store::page::merchant::merchant_page;
use tillhold::store::page::price::model_prices;
use tillhold::store::page::queue::{QueueKind, failed_jobs, queue_anomalies, queue_list};
use tillhold::store::page::run::{run_find, run_items, run_page_list};
use tillhold::store::page::terms::{terms_page, version_list};

use crate::support::people::{office, portal};
use crate::support::{TestApp, both};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Two merchants; the first has paid a part, got a part credited and contests a line.
async fn lessor(app: &TestApp) -> (Scope, Scope, Scope, MerchantId) {
    app.take(&[("A", "2026-01-01", "", "100.00"), ("B", "2026-01-01", "", "200.00")]).await;
    app.bill("2026Q1").await;
    app.work().await;
    let company = app.company().await;
    let (a, b) = (app.merchant_of("A").await, app.merchant_of("B").await);
    let (office, own, stranger) = (office(company.id), portal(company.id, a), portal(company.id, b));
    let owner = app.person("Mette", Some(a)).await;
    let page = merchant_page(&app.cx.db, &office, a, day("2026-01-01")).await.unwrap().unwrap();
    let invoice = page.last[0].id;
    let wanted = Contest { invoice, line: 2, reason: "Not in use.".into(), by: owner };
    contest(&app.cx, &company, &own, &wanted).await.unwrap().unwrap();
    let order = CreditOrder {
        invoice,
        wanted: Wanted::Lines(vec![1]),
        reason: "Given.".into(),
        day: day("2026-01-02"),
        actor: "test".into(),
    };
    credit(&app.cx, &company, &order).await.unwrap();
    (office, own, stranger, a)
}

#[test]
fn a_document_shows_what_pays_it_and_what_is_contested() {
    both(async |app| {
        let (office, own, stranger, a) = lessor(&app).await;
        let list = document_page(&app.cx.db, &own, a, None, 1).await.unwrap();
        assert_eq!(list.len(), 1, "the credit note is newest");
        let next = document_page(&app.cx.db, &own, a, Some((list[0].issued, list[0].id)), 9).await.unwrap();
        assert_eq!((next.len(), next[0].contested), (1, 1));
        let (note, invoice) = (list[0].id, next[0].id);
        for scope in [&office, &own] {
            let page = invoice_page(&app.cx.db, scope, invoice).await.unwrap().unwrap();
            // Rent 300.00 and licence 297.00 with VAT are 746.25; the rent's 375.00 is credited.
            assert_eq!((page.found.document.gross.minor(), page.open.minor()), (74_625, 37_125));
            assert_eq!(page.found.document.lines[0].why.amount().unwrap().minor(), 30_000);
            assert_eq!((page.allocations.len(), page.credit_notes.len(), page.disputes.len()), (1, 1, 1));
            assert_eq!(page.allocations[0].credit_note.as_deref(), Some(page.credit_notes[0].number.as_str()));
            assert_eq!(page.allocations[0].amount().minor(), 37_500);
            assert!(!page.files.is_empty() && page.files.iter().all(|f| f.size > 0));
            assert_eq!(page.disputes[0].reason, "Not in use.");
        }
        let credit = invoice_page(&app.cx.db, &own, note).await.unwrap().unwrap();
        assert_eq!((credit.corrects, credit.open.minor()), (Some(invoice), 0));
        assert_eq!(credit.allocations[0].invoice_id, invoice);
        assert!(invoice_page(&app.cx.db, &stranger, invoice).await.unwrap().is_none());
        let elsewhere = Scope { sites: vec![entity::types::SiteId(uuid::Uuid::nil())], ..own.clone() };
        assert!(invoice_page(&app.cx.db, &elsewhere, invoice).await.unwrap().is_none());
        assert!(document_page(&app.cx.db, &stranger, a, None, 9).await.unwrap().is_empty());
        let site = merchant_page(&app.cx.db, &own, a, day("2026-01-01")).await.unwrap().unwrap().sites[0].id;
        let here = Scope { sites: vec![site], ..own };
        assert!(invoice_page(&app.cx.db, &here, invoice).await.unwrap().is_some());
    });
}

#[test]
fn a_merchants_page_and_the_portal_say_what_is_owed_and_what_comes() {
    both(async |app| {
        let (office, own, stranger, a) = lessor(&app).await;
        let today = day("2026-02-01");
        let page = merchant_page(&app.cx.db, &office, a, today).await.unwrap().unwrap();
        assert_eq!((page.merchant.number.as_str(), page.merchant.city.as_str()), ("CA", "Roskilde"));
        assert_eq!((page.agreements.len(), page.agreements[0].lines), (1, 1));
        assert_eq!(page.agreements[0].monthly().minor(), 19_900);
        assert_eq!(page.agreements[0].state_on(today), AgreementState::Active);
        assert_eq!((page.devices[0].serial.as_str(), page.devices[0].rent().minor()), ("SA", 10_000));
        assert_eq!(page.devices[0].site.as_deref(), Some("Algade 1"));
        let b = &page.balance;
        assert_eq!((b.documents, b.open().minor(), b.held().minor(), b.credit), (1, 37_125, 37_125, 0));
        assert_eq!((b.payable().minor(), b.overdue().minor()), (0, 0), "all that is open is contested");
        assert_eq!((page.disputes.len(), page.last.len()), (1, 2));
        assert!(merchant_page(&app.cx.db, &stranger, a, today).await.unwrap().is_none());

        let home = portal_service::home(&app.cx.db, &own, a, today).await.unwrap().unwrap();
        assert_eq!((home.page.open.len(), home.page.open[0].open().minor()), (1, 37_125));
        assert_eq!((home.page.open[0].held().minor(), home.page.balance.first_due), (37_125, None));
        let next = &home.next[&home.page.devices[0].device_id];
        assert_eq!(next.iter().map(|n| n.net.minor()).collect::<Vec<_>>(), [30_000, 29_700]);
        assert_eq!((next[0].from, next[0].issued), (day("2026-04-01"), day("2026-04-01")));
        assert!(portal_service::home(&app.cx.db, &stranger, a, today).await.unwrap().is_none());
        let elsewhere = Scope { sites: vec![entity::types::SiteId(uuid::Uuid::nil())], ..own };
        let nothing = portal_service::home(&app.cx.db, &elsewhere, a, today).await.unwrap().unwrap();
        assert!(nothing.page.open.is_empty() && nothing.page.devices.is_empty() && nothing.next.is_empty());
        assert_eq!(nothing.page.balance.open, 0);
    });
}

#[test]
fn a_forecast_is_what_the_run_will_bill() {
    both(async |app| {
        let (office, own, stranger, a) = lessor(&app).await;
        let page = merchant_page(&app.cx.db, &office, a, day("2026-02-01")).await.unwrap().unwrap();
        let id = page.agreements[0].id;
        let shown = agreement_page(&app.cx.db, &own, id).await.unwrap().unwrap();
        assert_eq!((shown.lines.len(), shown.documents.len()), (1, 2));
        assert_eq!((shown.lines[0].serial.as_deref(), shown.lines[0].licence().minor()), (Some("SA"), 9_900));
        assert_eq!(shown.agreement.terms(), "dk-loomis@2020-01-01");
        assert_eq!(shown.lines[0].billed_through, Some(day("2026-03-31")));
        assert!(line_list(&app.cx.db, &own, id, 1, 9).await.unwrap().is_empty());
        assert!(agreement_page(&app.cx.db, &stranger, id).await.unwrap().is_none());
        let coming = forecast(&app.cx.db, &own, &shown.agreement, day("2026-02-01"), 4).await.unwrap().unwrap();
        assert_eq!(coming.documents.len(), 4);
        assert_eq!(coming.documents[0].due, day("2026-04-15"));
        let (net, vat, gross) = coming.sums().unwrap();
        assert_eq!((net.minor(), vat.minor(), gross.minor()), (4 * 59_700, 4 * 14_925, 4 * 74_625));
        app.advance_to("2026-04-01");
        app.bill("2026Q2").await;
        let list = document_page(&app.cx.db, &own, a, None, 1).await.unwrap();
        let billed = invoice_page(&app.cx.db, &own, list[0].id).await.unwrap().unwrap().found.document;
        let told = &coming.documents[0].draft;
        assert_eq!((billed.net, billed.vat_total, billed.gross), (told.net, told.vat_total, told.gross));
        let reasons =
            |lines: &[tillhold::domain::invoice::DocumentLine]| lines.iter().map(|l| l.why.clone()).collect::<Vec<_>>();
        assert_eq!(reasons(&billed.lines), told.lines.iter().map(|l| l.why.clone()).collect::<Vec<_>>());
    });
}

#[test]
fn a_timeline_is_everything_once_newest_first() {
    both(async |app| {
        let (office, own, stranger, a) = lessor(&app).await;
        app.advance_to("2026-01-05");
        let company = app.company().await;
        let order = PaymentOrder {
            merchant: a,
            amount: entity::types::Money::new(1_000, company.currency),
            named: None,
            reference: None,
            received: day("2026-01-05"),
            actor: "test".into(),
        };
        book(&app.cx, &company, &order).await.unwrap();
        let agent = app.person("Agent", None).await;
        let event = NewEvent {
            id: app.cx.ids.next(),
            at: app.cx.clock.now(),
            actor: format!("account:{agent}"),
            kind: "merchant.viewed_as",
            subject: SubjectId(a.0),
            facts: "null".into(),
        };
        let tx = app.cx.db.begin().await.unwrap();
        event_append(&tx, company.id, vec![event]).await.unwrap();
        tx.commit().await.unwrap();
        let texts = (&*app.cx.texts, Language::En);
        let all = timeline(&app.cx.db, texts, &office, a, None, 100).await.unwrap().unwrap();
        let words: Vec<&str> = all.entries.iter().map(|e| e.words.as_str()).collect();
        assert_eq!(words[0], "The portal was looked at as merchant CA");
        assert_eq!(all.entries[0].actor, "Agent");
        assert_eq!((words[1], all.next), ("A payment was booked", None));
        for part in ["Credit note ", "A line of invoice ", "Invoice ", "Agreement A was taken", "Merchant CA was"] {
            assert!(words.iter().any(|w| w.starts_with(part)), "{part}: {words:?}");
        }
        assert!(all.entries.iter().any(|e| e.actor == "Mette"));
        // Every document gets its files: that says nothing about the merchant.
        assert!(!words.iter().any(|w| w.contains("CB") || w.starts_with("The files of ")));
        let (mut paged, mut before) = (Vec::new(), None);
        loop {
            let page = timeline(&app.cx.db, texts, &own, a, before, 2).await.unwrap().unwrap();
            paged.extend(page.entries.into_iter().map(|e| e.happened.sequence));
            before = page.next;
            if before.is_none() {
                break;
            }
        }
        assert_eq!(paged, all.entries.iter().map(|e| e.happened.sequence).collect::<Vec<_>>());
        assert!(timeline(&app.cx.db, texts, &stranger, a, None, 9).await.unwrap().is_none());
    });
}

#[test]
fn devices_are_listed_by_what_they_are() {
    both(async |app| {
        let (office, own, stranger, a) = lessor(&app).await;
        let db = &app.cx.db;
        let list = async |scope: &Scope, filter: DeviceFilter, after: Option<&str>| {
            let found = device_page_list(db, scope, &filter, after, 9).await.unwrap();
            found.into_iter().map(|d| d.serial).collect::<Vec<_>>()
        };
        let any = DeviceFilter::default;
        assert_eq!(list(&office, any(), None).await, ["SA", "SB"]);
        assert_eq!(list(&office, any(), Some("SA")).await, ["SB"]);
        assert_eq!(list(&own, any(), None).await, ["SA"]);
        assert_eq!(list(&office, DeviceFilter { serial: Some("SB".into()), ..any() }, None).await, ["SB"]);
        assert_eq!(list(&office, DeviceFilter { state: Some(DeviceState::Lost), ..any() }, None).await, [""; 0]);
        let models = model_prices(db, &office).await.unwrap();
        let model = models.iter().find(|m| !m.versions.is_empty()).unwrap();
        assert!(model.in_force(day("2026-01-01")).is_some() && model.in_force(day("1990-01-01")).is_none());
        let row = &device_page_list(db, &own, &any(), None, 1).await.unwrap()[0];
        let filter = DeviceFilter { model: Some(row.model_id), site: row.site_id, state: Some(row.state), ..any() };
        assert_eq!(list(&office, filter, None).await, ["SA"]);
        assert_eq!((row.merchant_id, row.state), (Some(a), DeviceState::Installed));
        let page = device_page(db, &own, row.id).await.unwrap().unwrap();
        assert_eq!((page.places.len(), page.places[0].rent().minor()), (1, 10_000));
        assert!(device_page(db, &stranger, row.id).await.unwrap().is_none());
    });
}

#[test]
fn runs_queues_and_terms_are_the_offices() {
    both(async |app| {
        let (office, own, _, _) = lessor(&app).await;
        let (db, company) = (&app.cx.db, app.company().await);
        app.advance_to("2026-04-01");
        runs::preview(&app.cx, &company, "2026Q2".parse().unwrap(), "test", &runs::quiet).await.unwrap();
        let list = run_page_list(db, &office, None, 1).await.unwrap();
        assert_eq!((list[0].quarter.as_str(), list[0].documents, list[0].gross().minor()), ("2026Q2", 2, 186_750));
        let next = run_page_list(db, &office, Some((&list[0].quarter, list[0].sequence)), 9).await.unwrap();
        assert_eq!(next.iter().map(|r| r.quarter.as_str()).collect::<Vec<_>>(), ["2026Q1"]);
        let (_, run) = run_find(db, &office, list[0].id).await.unwrap().unwrap();
        assert_eq!(run.quarter, "2026Q2");
        assert_eq!(run_items(db, &office, run.id, 1, 9).await.unwrap()[0].reference, "B");
        assert!(run_find(db, &own, run.id).await.unwrap().is_none());
        let changes = runs::changes(&app.cx, &company, &run).await.unwrap();
        assert_eq!((changes.sums.documents, changes.counts.new, changes.counts.changed), (2, 0, 0));
        assert_eq!(changes.totals.len(), 2);
        let queues = queue_list(db, &office).await.unwrap();
        let count = |kind| queues.iter().find(|q| q.kind == kind).unwrap().count;
        assert_eq!((count(QueueKind::RunsToApprove), count(QueueKind::OpenDisputes)), (1, 1));
        assert_eq!(
            (count(QueueKind::FailedJobs), count(QueueKind::FailedMails), count(QueueKind::SetAside)),
            (0, 0, 0)
        );
        let approve = queues.iter().find(|q| q.kind == QueueKind::RunsToApprove).unwrap();
        assert_eq!((approve.oldest.as_deref(), approve.oldest_at_us), (Some("2026Q2"), Some(run.created_at_us)));
        let odd = queue_anomalies(db, &office, 25).await.unwrap().unwrap();
        assert_eq!((odd.quarter.as_str(), odd.anomalies, odd.worst), ("2026Q2", 0, None));
        assert!(queue_list(db, &own).await.unwrap().is_empty());
        assert!(failed_jobs(db, &office, None, 9).await.unwrap().is_empty());
        let versions = version_list(db).await.unwrap();
        let page = terms_page(db, versions[0].id).await.unwrap().unwrap();
        assert!(page.parameters.iter().any(|(k, v)| k == "lease.term_months" && v == "24"));
    });
}

#[test]
fn differences_are_counted_and_the_first_are_shown() {
    both(async |app| {
        let references: Vec<String> = (0..130).map(|n| format!("R{n:03}")).collect();
        let wanted: Vec<_> = references.iter().map(|r| (r.as_str(), "2026-01-01", "", "100.00")).collect();
        app.take(&wanted).await;
        app.bill("2026Q1").await;
        let raw = sea_orm::Database::connect(app.url.clone()).await.unwrap();
        let sql = "UPDATE agreement_line SET rent = rent * 2 WHERE number = 1";
        sea_orm::ConnectionTrait::execute_unprepared(&raw, sql).await.unwrap();
        app.advance_to("2026-04-01");
        app.take(&[("Z", "2026-04-01", "", "100.00")]).await;
        let company = app.company().await;
        let made = runs::preview(&app.cx, &company, "2026Q2".parse().unwrap(), "test", &runs::quiet).await.unwrap();
        let changes = runs::changes(&app.cx, &company, &made.run).await.unwrap();
        assert_eq!((changes.counts.new, changes.counts.ended, changes.counts.changed), (1, 0, 130));
        assert_eq!((changes.new.len(), changes.changed.len(), changes.counts.anomalies), (1, 100, 130));
        assert_eq!(changes.anomalies.len(), 100);
        assert_eq!(changes.changed[99].reference, "R099");
        let odd = queue_anomalies(&app.cx.db, &office(company.id), 25).await.unwrap().unwrap();
        assert_eq!((odd.anomalies, odd.worst.as_deref(), odd.gap), (130, Some("R000"), Some(30_000)));
    });
}
