//! The list of documents: what is in it, in which order, and for whom.

use entity::types::{DocumentKind, SiteId};
use sea_orm::{ConnectionTrait, Database};
use tillhold::domain::access::Scope;
use tillhold::store::invoice_list::{
    ListFilter, ListPage, Listed, PAGE, Standing, invoice_page, invoice_totals, invoice_visible,
};
use tillhold::store::payment::balance;

use super::{day, lively, merchant};
use crate::support::{TestApp, both};

const TODAY: &str = "2026-04-20";

async fn all(app: &TestApp, scope: &Scope, filter: &ListFilter) -> Vec<Listed> {
    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        let ListPage { rows: page, next } =
            invoice_page(&app.cx.db, scope, filter, day(TODAY), after.as_ref()).await.unwrap();
        assert!(page.len() <= PAGE);
        rows.extend(page);
        after = next;
        if after.is_none() {
            break;
        }
    }
    // The totals of the same filter are those of all its pages.
    let totals = invoice_totals(&app.cx.db, scope, filter, day(TODAY)).await.unwrap();
    let sign = |r: &Listed| if r.kind == DocumentKind::CreditNote { -1 } else { 1 };
    assert_eq!(totals.count, i64::try_from(rows.len()).unwrap());
    assert_eq!(totals.net.minor(), rows.iter().map(|r| sign(r) * r.net.minor()).sum::<i64>());
    assert_eq!(totals.vat.minor(), rows.iter().map(|r| sign(r) * r.vat.minor()).sum::<i64>());
    assert_eq!(totals.gross.minor(), rows.iter().map(|r| sign(r) * r.gross.minor()).sum::<i64>());
    assert_eq!(totals.open.minor(), rows.iter().map(|r| r.open().minor()).sum::<i64>());
    rows
}

#[test]
fn documents_are_filtered_paged_and_added_up() {
    both(async |app| {
        let company = lively(&app).await;
        let scope = Scope { company: company.id, merchant: None, sites: Vec::new() };
        let of = |change: fn(&mut ListFilter)| {
            let mut filter = ListFilter::default();
            change(&mut filter);
            filter
        };
        let every = all(&app, &scope, &ListFilter::default()).await;
        assert!(every.len() >= 12, "{}", every.len());
        assert!(
            every.is_sorted_by(|a, b| (a.issued, &a.number, a.kind.as_str()) > (b.issued, &b.number, b.kind.as_str()))
        );
        let notes = all(&app, &scope, &of(|f| f.kind = Some(DocumentKind::CreditNote))).await;
        assert_eq!(notes.len(), 3);
        assert!(notes.iter().all(|n| n.corrects.is_some() && n.standing.is_none() && n.open().is_zero()));
        let mut sum = 0;
        for standing in [Standing::Open, Standing::Overdue, Standing::Paid, Standing::Credited] {
            let rows = all(&app, &scope, &ListFilter { standing: Some(standing), ..ListFilter::default() }).await;
            assert!(!rows.is_empty(), "{standing:?}");
            match standing {
                Standing::Open => {
                    assert!(rows.iter().all(|r| matches!(r.standing, Some(Standing::Open | Standing::Overdue))));
                }
                other => assert!(rows.iter().all(|r| r.standing == Some(other)), "{other:?}"),
            }
            sum += if standing == Standing::Overdue { 0 } else { rows.len() };
        }
        assert_eq!(sum + notes.len(), every.len(), "each document stands somehow");
        let february =
            all(&app, &scope, &of(|f| (f.from, f.to) = (Some(day("2026-02-01")), Some(day("2026-02-28"))))).await;
        assert_eq!(february.len(), 3);
        let one =
            all(&app, &scope, &ListFilter { prefix: Some(every[0].number.clone()), ..ListFilter::default() }).await;
        assert_eq!(one, every[..1]);
        for (prefix, count) in [("K", 3), ("K0000", 3), ("%", 0), ("x", 0), ("", every.len())] {
            let rows = all(&app, &scope, &ListFilter { prefix: Some(prefix.into()), ..ListFilter::default() }).await;
            assert_eq!(rows.len(), count, "{prefix}");
        }
    });
}

#[test]
fn a_page_is_no_longer_than_it_is() {
    both(async |app| {
        let references: Vec<String> = (0..120).map(|n| format!("W{n:03}")).collect();
        let wanted: Vec<_> = references.iter().map(|r| (r.as_str(), "2026-01-01", "", "100.00")).collect();
        app.take(&wanted).await;
        app.bill("2026Q1").await;
        let scope = Scope { company: app.company().await.id, merchant: None, sites: Vec::new() };
        let first = invoice_page(&app.cx.db, &scope, &ListFilter::default(), day(TODAY), None).await.unwrap();
        assert_eq!(first.rows.len(), PAGE);
        assert_eq!(all(&app, &scope, &ListFilter::default()).await.len(), 120);
    });
}

#[test]
fn nobody_sees_what_is_not_theirs() {
    both(async |app| {
        let company = lively(&app).await;
        let (a, b) = (merchant(&app, &company, "A").await, merchant(&app, &company, "B").await);
        let scope = |merchant| Scope { company: company.id, merchant: Some(merchant), sites: Vec::new() };
        let (of_a, of_b) =
            (all(&app, &scope(a), &ListFilter::default()).await, all(&app, &scope(b), &ListFilter::default()).await);
        assert!(of_a.iter().all(|r| r.merchant == a) && of_b.iter().all(|r| r.merchant == b));
        assert!(!of_a.is_empty() && !of_b.is_empty());
        let open: i64 = of_a.iter().map(|r| r.open().minor()).sum();
        assert!(open >= balance(&app.cx.db, a).await.unwrap());
        // Asking for another merchant's finds nothing.
        let filter = ListFilter { merchant: Some(b), ..ListFilter::default() };
        assert_eq!(all(&app, &scope(a), &filter).await, []);
        assert!(invoice_visible(&app.cx.db, &scope(a), of_a[0].id).await.unwrap());
        assert!(!invoice_visible(&app.cx.db, &scope(a), of_b[0].id).await.unwrap());
        let other = app.company_of(entity::types::Country::No).await;
        for merchant in [None, Some(a)] {
            let scope = Scope { company: other.id, merchant, sites: Vec::new() };
            assert_eq!(all(&app, &scope, &ListFilter::default()).await, []);
            assert!(!invoice_visible(&app.cx.db, &scope, of_a[0].id).await.unwrap());
        }
        sites(&app, &scope(a), &of_a).await;
    });
}

/// A person confined to a site sees what is about its devices only.
async fn sites(app: &TestApp, scope: &Scope, documents: &[Listed]) {
    let (here, elsewhere): (SiteId, SiteId) = (app.cx.ids.next(), app.cx.ids.next());
    let raw = Database::connect(app.url.clone()).await.unwrap();
    let id = |id: uuid::Uuid| {
        if app.is_postgres() { format!("'{id}'") } else { format!("x'{}'", id.simple()) }
    };
    let merchant = scope.merchant.unwrap();
    for (site, name) in [(here, "Here"), (elsewhere, "Elsewhere")] {
        let sql = format!(
            "INSERT INTO site (id, company_id, merchant_id, name, street, postcode, city) \
             VALUES ({}, {}, {}, '{name}', 'x', '1', 'x')",
            id(site.0),
            id(scope.company.0),
            id(merchant.0)
        );
        raw.execute_unprepared(&sql).await.unwrap();
    }
    let place = async |site: SiteId| {
        let sql = format!("UPDATE device SET site_id = {} WHERE serial = 'SA'", id(site.0));
        raw.execute_unprepared(&sql).await.unwrap();
    };
    let confined = Scope { sites: vec![here], ..scope.clone() };
    place(here).await;
    assert_eq!(all(app, &confined, &ListFilter::default()).await, documents);
    assert!(invoice_visible(&app.cx.db, &confined, documents[0].id).await.unwrap());
    place(elsewhere).await;
    assert_eq!(all(app, &confined, &ListFilter::default()).await, []);
    assert!(!invoice_visible(&app.cx.db, &confined, documents[0].id).await.unwrap());
    let both = Scope { sites: vec![here, elsewhere], ..scope.clone() };
    assert_eq!(all(app, &both, &ListFilter::default()).await, documents);
}
