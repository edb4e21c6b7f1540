//! One-off charges: decided, invoiced at the end of their day on a document of their own, credited.

use entity::types::{ChargeCode, ChargeState, Currency, Money, SubjectId};
use tillhold::domain::credit::Wanted;
use tillhold::domain::explain::Inputs;
use tillhold::jobs::charges_of_day;
use tillhold::service::invoices::{Approval, ChargeOrder, CreditOrder, approve, credit, propose, waive};
use tillhold::store::agreement::agreement_row;
use tillhold::store::charge::charge_find;
use tillhold::store::invoice::{Documents, document_list};

use crate::support::both;

fn dkk(minor: i64) -> Money {
    Money::new(minor, Currency::Dkk)
}

#[test]
fn r085_like_charges_of_a_day_make_one_document_of_their_own() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", "", "100.00")]).await;
        app.bill("2026Q1").await;
        app.advance_to("2026-02-03");
        let company = app.company().await;
        let row = agreement_row(&app.cx.db, company.id, "A").await.unwrap().unwrap();
        let order = |code, parts: &[(&str, i64)], approved| ChargeOrder {
            agreement: row.id,
            code,
            subject: app.cx.ids.next::<SubjectId>(),
            device: None,
            on: "2026-02-03".parse().unwrap(),
            why: Inputs::Sum {
                on: "2026-02-03".parse().unwrap(),
                parts: parts.iter().map(|(what, minor)| ((*what).to_owned(), dkk(*minor))).collect(),
            },
            evidence: Some("seen".into()),
            approval: Approval::of(approved),
            actor: "test".into(),
        };
        let nonret = order(ChargeCode::NonretSwap, &[("new-price", 399_500), ("shipping", 9_500)], false);
        let fee = order(ChargeCode::Admin495, &[("fee", 49_500)], true);
        let interest = order(ChargeCode::Interest, &[("fee", 1_234)], false);
        let nonret = propose(&app.cx, &company, &nonret).await.unwrap();
        propose(&app.cx, &company, &fee).await.unwrap();
        let interest = propose(&app.cx, &company, &interest).await.unwrap();
        assert!(propose(&app.cx, &company, &order(ChargeCode::Rent, &[("rent", 1)], true)).await.is_err());
        assert!(propose(&app.cx, &company, &order(ChargeCode::Move, &[], true)).await.is_err());
        approve(&app.cx, &company, nonret, "boss").await.unwrap();
        waive(&app.cx, &company, interest, "boss").await.unwrap();
        assert!(approve(&app.cx, &company, interest, "boss").await.is_err(), "a decision is made once");
        charges_of_day(&app.cx, &company).await.unwrap();
        charges_of_day(&app.cx, &company).await.unwrap();
        let documents = document_list(&app.cx.db, &Documents::Merchant(row.merchant_id)).await.unwrap();
        assert_eq!(documents.len(), 2, "the quarter's and one for the day");
        let own = documents.iter().find(|d| d.document.lines.iter().all(|l| !l.code.is_recurring())).unwrap();
        // 3995.00 + 95.00 + 495.00 = 4585.00; 25 % is 1146.25.
        assert_eq!((own.document.net, own.document.vat_total), (dkk(458_500), dkk(114_625)));
        let state = async |id| charge_find(&app.cx.db, id).await.unwrap().unwrap().state;
        assert_eq!((state(nonret).await, state(interest).await), (ChargeState::Invoiced, ChargeState::Waived));
        let order = CreditOrder {
            invoice: own.id,
            wanted: Wanted::Lines(vec![1]),
            reason: "found".into(),
            day: "2026-02-03".parse().unwrap(),
            actor: "test".into(),
        };
        let note = credit(&app.cx, &company, &order).await.unwrap();
        assert_eq!(note.net, 409_000);
        assert_eq!(state(nonret).await, ChargeState::Credited);
        assert!(credit(&app.cx, &company, &order).await.is_err(), "the line is credited already");
    });
}

#[test]
fn an_agreement_that_cannot_be_invoiced_does_not_block_the_others() {
    both(async |app| {
        app.take(&[
            ("A", "2026-01-01", "2026-03-31", "100.00"),
            ("B", "2026-01-01", "2026-03-31", "100.00"),
            ("C", "2026-01-01", "2026-03-31", "100.00"),
        ])
        .await;
        app.advance_to("2026-02-03");
        let company = app.company().await;
        let mut rows = Vec::new();
        // With VAT, A's is more than an amount can hold.
        for (reference, minor) in [("A", i64::MAX - 1), ("B", 49_500), ("C", 49_500)] {
            let row = agreement_row(&app.cx.db, company.id, reference).await.unwrap().unwrap();
            let order = ChargeOrder {
                agreement: row.id,
                code: ChargeCode::Admin495,
                subject: app.cx.ids.next::<SubjectId>(),
                device: None,
                on: "2026-02-03".parse().unwrap(),
                why: Inputs::Sum { on: "2026-02-03".parse().unwrap(), parts: vec![("fee".to_owned(), dkk(minor))] },
                evidence: None,
                approval: Approval::Given,
                actor: "test".into(),
            };
            propose(&app.cx, &company, &order).await.unwrap();
            rows.push(row);
        }
        let failed = charges_of_day(&app.cx, &company).await.unwrap_err().to_string();
        assert!(failed.starts_with("A: ") && !failed.contains("B: "), "{failed}");
        let mut issued = Vec::new();
        for row in &rows {
            issued.push(document_list(&app.cx.db, &Documents::Merchant(row.merchant_id)).await.unwrap().len());
        }
        assert_eq!(issued, [0, 1, 1]);
    });
}
