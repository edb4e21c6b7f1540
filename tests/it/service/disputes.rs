//! Contested lines: held until somebody decides, once, by those whose line it is.

use entity::types::{AccountId, DisputeId, DisputeState, DocumentKind, InvoiceId, SiteId};
use tillhold::domain::access::Scope;
use tillhold::domain::credit::Wanted;
use tillhold::service::disputes::{Contest, ContestRefused, DecideRefused, Decision, Verdict, contest, decide};
use tillhold::service::invoices::{CreditOrder, credit};
use tillhold::service::verify;
use tillhold::store::dispute::{Disputes, dispute_list};
use tillhold::store::event::event_page;
use tillhold::store::invoice::{Documents, Found, document_list};
use tillhold::store::page::invoice::invoice_page;

use crate::support::people::{office, portal};
use crate::support::{TestApp, both};

async fn invoice_of(app: &TestApp, reference: &str) -> InvoiceId {
    let merchant = app.merchant_of(reference).await;
    document_list(&app.cx.db, &Documents::Merchant(merchant)).await.unwrap()[0].id
}

fn order(invoice: InvoiceId, line: i64, reason: &str, by: AccountId) -> Contest {
    Contest { invoice, line, reason: reason.to_owned(), by }
}

#[test]
fn a_line_is_contested_once_and_decided_once() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", "", "100.00"), ("B", "2026-01-01", "", "100.00")]).await;
        app.bill("2026Q1").await;
        let company = app.company().await;
        let merchant = app.merchant_of("A").await;
        let (owner, agent) = (app.person("Mette", Some(merchant)).await, app.person("Agent", None).await);
        let (own, office) = (portal(company.id, merchant), office(company.id));
        let (mine, strange) = (invoice_of(&app, "A").await, invoice_of(&app, "B").await);
        let try_it = async |scope: &Scope, wanted: Contest| contest(&app.cx, &company, scope, &wanted).await.unwrap();
        for (invoice, line, reason, why) in [
            (mine, 1, "  \n", ContestRefused::NoReason),
            (mine, 3, "x", ContestRefused::Unknown),
            (strange, 1, "x", ContestRefused::Unknown),
        ] {
            assert_eq!(try_it(&own, order(invoice, line, reason, owner)).await, Err(why));
        }
        assert_eq!(try_it(&own, order(mine, 1, &"x".repeat(4001), owner)).await, Err(ContestRefused::TooLong));
        let elsewhere = Scope { sites: vec![SiteId(uuid::Uuid::nil())], ..own.clone() };
        assert_eq!(try_it(&elsewhere, order(mine, 1, "x", owner)).await, Err(ContestRefused::Unknown));
        let id = try_it(&own, order(mine, 1, " The device came back. ", owner)).await.unwrap();
        assert_eq!(try_it(&own, order(mine, 1, "again", owner)).await, Err(ContestRefused::AlreadyOpen));
        let other = try_it(&own, order(mine, 2, "The licence too.", owner)).await.unwrap();

        let open = dispute_list(&app.cx.db, &office, &Disputes::Open { after: None, limit: 1 }).await.unwrap();
        assert_eq!((open.len(), open[0].reason.as_str()), (1, "The device came back."));
        assert_eq!((open[0].opened_by_name.as_str(), open[0].serial.as_deref()), ("Mette", Some("SA")));
        let after = Some((open[0].opened_at_us, open[0].id));
        let next = dispute_list(&app.cx.db, &office, &Disputes::Open { after, limit: 9 }).await.unwrap();
        assert_eq!(next.iter().map(|d| d.id).collect::<Vec<_>>(), [other]);
        let stranger = portal(company.id, app.merchant_of("B").await);
        assert!(dispute_list(&app.cx.db, &stranger, &Disputes::One(id)).await.unwrap().is_empty());

        let decision =
            |answer: &str| Decision { dispute: id, verdict: Verdict::Upheld, answer: answer.to_owned(), by: agent };
        let say = async |scope: &Scope, answer| decide(&app.cx, &company, scope, &decision(answer)).await.unwrap();
        assert_eq!(say(&office, " ").await, Err(DecideRefused::NoAnswer));
        assert_eq!(say(&stranger, "x").await, Err(DecideRefused::Unknown));
        assert_eq!(say(&office, "You are right.").await, Ok(()));
        assert_eq!(say(&office, "Again.").await, Err(DecideRefused::Decided));
        let decided = dispute_list(&app.cx.db, &own, &Disputes::Invoice(mine)).await.unwrap();
        let states: Vec<_> = decided.iter().map(|d| (d.line, d.state)).collect();
        assert_eq!(states, [(1, DisputeState::Upheld), (2, DisputeState::Open)]);
        assert_eq!(decided[0].decided_by_name.as_deref(), Some("Agent"));
        // What was upheld is credited: there is nothing left to contest.
        assert_eq!(try_it(&own, order(mine, 1, "Still wrong.", owner)).await, Err(ContestRefused::Credited));

        let events = event_page(&app.cx.db, company.id, 0, 1000).await.unwrap();
        let kinds: Vec<&str> = events.iter().map(|e| e.kind.as_str()).filter(|k| k.starts_with("dispute.")).collect();
        assert_eq!(kinds, ["dispute.opened", "dispute.opened", "dispute.decided"]);
        assert!(events.iter().all(|e| !e.facts.contains("came back")), "words stay out of the chain");
        let findings = verify::verify(&app.cx, &|_| {}).await.unwrap();
        assert!(findings.is_empty(), "{findings:?}");
    });
}

#[test]
fn a_credit_note_is_not_contested() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", "", "100.00")]).await;
        app.bill("2026Q1").await;
        let company = app.company().await;
        let merchant = app.merchant_of("A").await;
        let owner = app.person("Mette", Some(merchant)).await;
        let order = CreditOrder {
            invoice: invoice_of(&app, "A").await,
            wanted: Wanted::Lines(vec![1]),
            reason: "found".into(),
            day: "2026-01-02".parse().unwrap(),
            actor: "test".into(),
        };
        let note = credit(&app.cx, &company, &order).await.unwrap();
        let wanted = Contest { invoice: note.id, line: 1, reason: "x".into(), by: owner };
        let refused = contest(&app.cx, &company, &portal(company.id, merchant), &wanted).await.unwrap();
        assert_eq!(refused, Err(ContestRefused::CreditNote));
    });
}

#[test]
fn of_two_at_once_one_contests() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", "", "100.00")]).await;
        app.bill("2026Q1").await;
        let company = app.company().await;
        let merchant = app.merchant_of("A").await;
        let owner = app.person("Mette", Some(merchant)).await;
        let scope = portal(company.id, merchant);
        let wanted = order(invoice_of(&app, "A").await, 1, "Twice.", owner);
        let other = app.again().await;
        let (a, b) =
            tokio::join!(contest(&app.cx, &company, &scope, &wanted), contest(&other, &company, &scope, &wanted));
        let mut both = [a.unwrap().is_ok(), b.unwrap().is_ok()];
        both.sort_unstable();
        assert_eq!(both, [false, true]);
    });
}

/// The invoice of "A" with rent 300.00 and licence 297.00, its line 2 contested: who decides, and what.
async fn licence_contested(app: &TestApp) -> (InvoiceId, Decision) {
    app.take(&[("A", "2026-01-01", "", "100.00")]).await;
    app.bill("2026Q1").await;
    let (company, merchant) = (app.company().await, app.merchant_of("A").await);
    let (owner, agent) = (app.person("Mette", Some(merchant)).await, app.person("Agent", None).await);
    let invoice = invoice_of(app, "A").await;
    let scope = portal(company.id, merchant);
    let id = contest(&app.cx, &company, &scope, &order(invoice, 2, "Never used.", owner)).await.unwrap().unwrap();
    (invoice, decision(id, Verdict::Upheld, agent))
}

fn decision(dispute: DisputeId, verdict: Verdict, by: AccountId) -> Decision {
    Decision { dispute, verdict, answer: "So it is.".to_owned(), by }
}

async fn notes(app: &TestApp) -> Vec<Found> {
    let all = document_list(&app.cx.db, &Documents::Merchant(app.merchant_of("A").await)).await.unwrap();
    all.into_iter().filter(|d| d.document.kind == DocumentKind::CreditNote).collect()
}

#[test]
fn an_upheld_line_is_credited_the_same_day() {
    both(async |app| {
        let (invoice, upheld) = licence_contested(&app).await;
        let company = app.company().await;
        let scope = office(company.id);
        assert_eq!(decide(&app.cx, &company, &scope, &upheld).await.unwrap(), Ok(()));
        // 297.00 with 25 % is 371.25; of 746.25 there are 375.00 left, all of it to pay now.
        let found = notes(&app).await;
        let figures: Vec<_> = found.iter().map(|n| (n.document.net.minor(), n.document.gross.minor())).collect();
        assert_eq!(figures, [(29_700, 37_125)]);
        let note = &found[0].document;
        assert_eq!(note.issued, app.cx.clock.today(company.country));
        assert_eq!(note.corrects.as_ref().unwrap().reason, "Medhold i indsigelse mod linje 2");
        let page = invoice_page(&app.cx.db, &scope, invoice).await.unwrap().unwrap();
        assert_eq!((page.open.minor(), page.held.minor(), page.payable().minor()), (37_500, 0, 37_500));
        assert!(page.is_credited(page.line(2).unwrap()) && !page.is_credited(page.line(1).unwrap()));
        // Once more: it is decided, and there is one credit note.
        assert_eq!(decide(&app.cx, &company, &scope, &upheld).await.unwrap(), Err(DecideRefused::Decided));
        assert_eq!(notes(&app).await.len(), 1);
        let findings = verify::verify(&app.cx, &|_| {}).await.unwrap();
        assert!(findings.is_empty(), "{findings:?}");
    });
}

#[test]
fn a_rejected_line_is_not_credited_and_a_credited_one_not_twice() {
    both(async |app| {
        let (invoice, upheld) = licence_contested(&app).await;
        let company = app.company().await;
        let (scope, own) = (office(company.id), portal(company.id, app.merchant_of("A").await));
        let rent = order(invoice, 1, "Too dear.", upheld.by);
        let rent = contest(&app.cx, &company, &own, &rent).await.unwrap().unwrap();
        let rejected = decision(rent, Verdict::Rejected, upheld.by);
        assert_eq!(decide(&app.cx, &company, &scope, &rejected).await.unwrap(), Ok(()));
        assert_eq!(notes(&app).await.len(), 0);
        let by_hand = CreditOrder {
            invoice,
            wanted: Wanted::Lines(vec![2]),
            reason: "found".into(),
            day: "2026-01-02".parse().unwrap(),
            actor: "test".into(),
        };
        credit(&app.cx, &company, &by_hand).await.unwrap();
        assert_eq!(decide(&app.cx, &company, &scope, &upheld).await.unwrap(), Ok(()));
        assert_eq!(notes(&app).await.len(), 1);
        let findings = verify::verify(&app.cx, &|_| {}).await.unwrap();
        assert!(findings.is_empty(), "{findings:?}");
    });
}

#[test]
fn of_two_who_uphold_at_once_one_credits() {
    both(async |app| {
        let (_, upheld) = licence_contested(&app).await;
        let company = app.company().await;
        let (scope, other) = (office(company.id), app.again().await);
        let (a, b) =
            tokio::join!(decide(&app.cx, &company, &scope, &upheld), decide(&other, &company, &scope, &upheld));
        let mut both = [a.unwrap(), b.unwrap()];
        both.sort_unstable_by_key(Result::is_err);
        assert_eq!(both, [Ok(()), Err(DecideRefused::Decided)]);
        assert_eq!(notes(&app).await.len(), 1);
        let findings = verify::verify(&app.cx, &|_| {}).await.unwrap();
        assert!(findings.is_empty(), "{findings:?}");
    });
}
