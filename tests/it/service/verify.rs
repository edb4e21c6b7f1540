//! `verify` finds nothing in what the program wrote, and every single value that somebody changed behind its back.

mod behind;

use std::collections::{BTreeMap, BTreeSet};

use entity::types::{
    CaseKind, ChargeCode, ChargeState, CheckStep, Currency, DocumentKind, Exclusion, FaultKind, Grade, IncidentKind,
    InvoiceId, Money, Quarter, QuoteKind, SubjectId,
};
use tillhold::domain::access::Scope;
use tillhold::domain::credit::Wanted;
use tillhold::domain::explain::Inputs;
use tillhold::domain::stock::Kept;
use tillhold::service::attachments::{Given, attach};
use tillhold::service::incidents::{self, Report};
use tillhold::service::invoices::{Approval, ChargeOrder, CreditOrder, approve, credit, of_agreement, propose, waive};
use tillhold::service::orders::{OrderLine, line_add};
use tillhold::service::payments::{PaymentOrder, book};
use tillhold::service::relocations::{Relocation, relocate};
use tillhold::service::runs::{self, quiet};
use tillhold::service::stock;
use tillhold::service::swaps::{self, Answer, Dispatch, Fault, Quoted, Verdict};
use tillhold::service::verify::{Finding, verify};
use tillhold::store::agreement::{NewAgreement, agreement_row};
use tillhold::store::attachment::case_find;
use tillhold::store::company::{Company, model_list};
use tillhold::store::invoice::{Documents, document_list};

use crate::support::{TestApp, both, told};
use behind::{Behind, others};

/// Columns whose change nothing in the database contradicts. docs/verify.md says why, one by one.
const SILENT: &[(&str, &str)] = &[
    ("allocation", "allocated"),
    ("billing_run", "created_at_us"),
    ("charge", "proposed_by"),
    ("deadline", "agreement_id"),
    ("deadline", "due"),
    ("deadline", "id"),
    ("deadline", "met"),
    ("deadline", "rule"),
    ("deadline", "starts"),
    ("deadline", "subject_id"),
    ("deadline", "wake"),
    ("device", "model_id"),
    ("device", "serial"),
    ("device", "sim_serial"),
    ("event_person", "body"),
    ("hold", "ends"),
    ("hold", "id"),
    ("hold", "reason"),
    ("hold", "starts"),
    ("job", "attempts"),
    ("job", "claimed_until_us"),
    ("job", "company_id"),
    ("job", "created_at_us"),
    ("job", "finished_at_us"),
    ("job", "id"),
    ("job", "last_error"),
    ("job", "payload"),
    ("job", "run_at_us"),
    ("job", "subject_id"),
    ("job", "worker"),
    ("run_line", "charge_id"),
    ("run_set_aside", "reason"),
    ("schedule_tick", "last_at_us"),
    ("schedule_tick", "name"),
    ("stored_document", "id"),
    ("terminal_order", "device_id"),
    ("terminal_order", "id"),
    ("terminal_order", "placed_at_us"),
    ("terminal_order", "sequence"),
    ("terms_version", "id"),
];

/// Tables that are no part of what was agreed, billed and booked: who may sign in, words to find by, sums that lists show, forms
/// that were sent, what terminal management says. What `verify` says of letters, contested lines and sealed exports is tested beside them.
const APART: &[&str] = &[
    "account",
    "account_site",
    "attempt",
    "dispute",
    "export_batch",
    "export_entry",
    "form_once",
    "link",
    "mail",
    "recovery_code",
    "run_total",
    "run_total_code",
    "search_todo",
    "search_token",
    "session",
    "terminal",
    "terminal_call",
];

/// Tables of which a row may be missing: nothing refers to it.
const LOOSE: &[&str] = &["event_person", "hold", "schedule_tick", "terminal_order", "terms_version"];

fn dkk(minor: i64) -> Money {
    Money::new(minor, Currency::Dkk)
}

async fn agreement(app: &TestApp, company: &Company, reference: &str) -> NewAgreement {
    agreement_row(&app.cx.db, company.id, reference).await.unwrap().unwrap()
}

async fn documents(app: &TestApp, of: &NewAgreement) -> Vec<InvoiceId> {
    let found = document_list(&app.cx.db, &Documents::Merchant(of.merchant_id)).await.unwrap();
    found.into_iter().filter(|f| f.document.kind == DocumentKind::Invoice).map(|f| f.id).collect()
}

async fn give_back(app: &TestApp, company: &Company, invoice: InvoiceId, wanted: Wanted, day: &str) {
    let (day, actor) = (day.parse().unwrap(), "test".to_owned());
    credit(&app.cx, company, &CreditOrder { invoice, wanted, reason: "agreed".into(), day, actor }).await.unwrap();
}

async fn pay(app: &TestApp, company: &Company, of: &NewAgreement, amount: i64, named: Option<InvoiceId>, day: &str) {
    let order = PaymentOrder {
        merchant: of.merchant_id,
        amount: dkk(amount),
        named,
        reference: Some("Tak".into()),
        received: day.parse().unwrap(),
        actor: "test".into(),
    };
    book(&app.cx, company, &order).await.unwrap();
}

async fn charge(app: &TestApp, company: &Company, of: &NewAgreement, decision: Option<ChargeState>, device: bool) {
    let device = if device {
        let below = tillhold::store::agreement::agreement_with_rows(&app.cx.db, of.id).await.unwrap().1;
        Some(below.places[0].device_id)
    } else {
        None
    };
    let order = ChargeOrder {
        agreement: of.id,
        code: ChargeCode::Admin495,
        subject: app.cx.ids.next::<SubjectId>(),
        device,
        on: "2026-02-03".parse().unwrap(),
        why: Inputs::Sum { on: "2026-02-03".parse().unwrap(), parts: vec![("fee".to_owned(), dkk(49_500))] },
        evidence: Some("seen".into()),
        approval: Approval::Needed,
        actor: "finder".into(),
    };
    let id = propose(&app.cx, company, &order).await.unwrap();
    match decision {
        Some(ChargeState::Waived) => waive(&app.cx, company, id, "boss").await.unwrap(),
        Some(_) => approve(&app.cx, company, id, "boss").await.unwrap(),
        None => {}
    }
}

/// A fault, its swap, a test that excludes it, a quote that is declined; and damage.
async fn exchange(app: &TestApp, company: &Company) {
    let (cx, day, actor) = (&app.cx, "2026-02-20".parse().unwrap(), "test".to_owned());
    let fault = Fault {
        serial: "LATER".into(),
        kind: FaultKind::InLife,
        description: "dark".into(),
        tried_manual: false,
        day,
        actor: actor.clone(),
    };
    let ticket = swaps::report(cx, company, &fault).await.unwrap();
    swaps::check(cx, company, ticket, &[CheckStep::Power, CheckStep::Restart], "test").await.unwrap();
    let scope = Scope { company: company.id, merchant: None, sites: Vec::new() };
    let case = case_find(&cx.db, &scope, (CaseKind::Ticket, SubjectId(ticket.0))).await.unwrap().unwrap();
    let given = Given { name: "Dark.pdf".into(), bytes: b"%PDF-1.7 dark".to_vec() };
    attach(cx, company, &case, vec![given], "test").await.unwrap();
    let carriage = (Some("GLS".to_owned()), Some("1234".to_owned()));
    let (serial, replacement) = ("LATER".to_owned(), "REPLACEMENT".to_owned());
    let order = Dispatch { serial, swap: None, replacement, from_maker: true, carriage, day, actor: actor.clone() };
    swaps::dispatch(cx, company, &order).await.unwrap();
    swaps::receive(cx, company, "LATER", day, "test").await.unwrap();
    swaps::inspect(cx, company, "LATER", (Verdict::Excluded(Exclusion::Ex01), None), day, "test").await.unwrap();
    let quoted = Quoted { kind: QuoteKind::Repair, net: Some(dkk(64_000)) };
    swaps::quote(cx, company, "LATER", quoted, day, "test").await.unwrap();
    swaps::answer(cx, company, "LATER", Answer::Declined, day, "test").await.unwrap();
    let to = Relocation { serial: "NEW".into(), site: "Havnen".into(), cost: None, day, actor: actor.clone() };
    relocate(cx, company, &to, Some(("Havnegade 1", "4000", "Roskilde"))).await.unwrap();
    let (kind, discovered) = (IncidentKind::Damage, cx.clock.now());
    let report = Report { serial: "NEW".into(), kind, discovered, words: told(), day, actor };
    incidents::report(cx, company, &report).await.unwrap();
}

/// A few months of everything: runs, stubs, credit notes, payments, one-off charges, files.
async fn months(app: &TestApp) {
    app.take(&[
        ("A", "2025-12-01", "2025-12-31", "100.00"),
        ("B", "2025-08-15", "", "249.00"),
        ("C", "2026-01-01", "", "149.95"),
    ])
    .await;
    let company = app.company().await;
    let models = model_list(&app.cx.db, company.id).await.unwrap();
    let (a, b, c) =
        (agreement(app, &company, "A").await, agreement(app, &company, "B").await, agreement(app, &company, "C").await);
    let quarter: Quarter = "2026Q1".parse().unwrap();
    // A preview that is replaced though it is approved, and one after which a device joins C: it is set aside, and billed by a
    // second run.
    runs::preview(&app.cx, &company, quarter, "test", &quiet).await.unwrap();
    runs::approve(&app.cx, &company, quarter, "boss").await.unwrap();
    runs::preview(&app.cx, &company, quarter, "test", &quiet).await.unwrap();
    runs::approve(&app.cx, &company, quarter, "boss").await.unwrap();
    let line = |serial: &str| OrderLine {
        serial: serial.into(),
        model: models[0].key.clone(),
        site: None,
        rent: dkk(20_000),
        licence: dkk(9_900),
    };
    line_add(&app.cx, &company, c.id, line("NEW"), "2026-01-01".parse().unwrap(), "test").await.unwrap();
    runs::issue(&app.cx, &company, quarter, "test", &quiet).await.unwrap();
    app.bill("2026Q1").await;
    app.advance_to("2026-02-03");
    for (decision, device) in [(Some(ChargeState::Approved), true), (Some(ChargeState::Waived), false), (None, true)] {
        charge(app, &company, &a, decision, device).await;
    }
    of_agreement(&app.cx, &company, a.id, "2026-02-03".parse().unwrap(), "test").await.unwrap().unwrap();
    let (of_a, of_b) = (documents(app, &a).await, documents(app, &b).await);
    give_back(app, &company, of_a[1], Wanted::All, "2026-02-03").await;
    give_back(app, &company, of_b[0], Wanted::Net(dkk(1_001)), "2026-02-03").await;
    give_back(app, &company, of_b[0], Wanted::Lines(vec![1]), "2026-02-04").await;
    pay(app, &company, &a, 10_000, Some(of_a[0]), "2026-02-10").await;
    pay(app, &company, &b, 500_000, None, "2026-02-11").await;
    // What was paid of it becomes credit again.
    give_back(app, &company, of_b[1], Wanted::All, "2026-02-12").await;
    line_add(&app.cx, &company, b.id, line("LATER"), "2026-02-15".parse().unwrap(), "test").await.unwrap();
    app.advance_to("2026-02-20");
    app.work().await;
    exchange(app, &company).await;
    // A preview that waits.
    runs::preview(&app.cx, &company, "2026Q2".parse().unwrap(), "test", &quiet).await.unwrap();
    warehouse(app, &company).await;
}

/// Devices that arrive, one that moves and is graded.
async fn warehouse(app: &TestApp, company: &Company) {
    let (cx, day) = (&app.cx, "2026-02-20".parse().unwrap());
    let here = stock::place_add(cx, company, "Lager", "test").await.unwrap();
    stock::place_add(cx, company, "Bil", "test").await.unwrap();
    let list = "serial;model;grade;place;sim\nSTOCK1;pax-a920;new;Bil;1\nSTOCK2;pax-a77;used;Lager;\n";
    let seen = stock::check(&cx.db, company, list).await.unwrap();
    stock::receive(cx, company, (list, &seen.fingerprint), day, "test").await.unwrap();
    let to = Kept { place: Some(here), grade: Some(Grade::Refurbished) };
    let order = stock::Move { serials: vec!["STOCK1".into()], to, day, actor: "test".into() };
    stock::move_to(cx, company, &order).await.unwrap();
    // One is missing, one is nobody's, and one lies elsewhere by the books.
    let take = stock::take_begin(cx, company, here, "test").await.unwrap();
    let scanned = ["A".to_owned(), "NOBODYS".to_owned()];
    stock::take_scan(cx, company, take, &scanned, "test").await.unwrap();
    stock::take_close(cx, company, take, "boss").await.unwrap();
}

/// What nothing writes yet.
const BY_HAND: &[&str] = &[
    "INSERT INTO deadline (id, company_id, rule, subject_id, agreement_id, device_id, starts, due, met) \
     SELECT g.id, g.company_id, 'R057', g.id, g.id, p.device_id, '2026-02-01', '2026-02-02', '2026-02-02' FROM agreement g \
     JOIN agreement_line l ON l.agreement_id = g.id JOIN assignment p ON p.line_id = l.id WHERE g.reference = 'A'",
    "INSERT INTO hold (id, company_id, deadline_id, invoice_id, starts, ends, reason) \
     SELECT d.id, d.company_id, d.id, i.id, '2026-02-01', '2026-02-02', 'contested' FROM deadline d JOIN invoice i \
     ON i.agreement_id = d.agreement_id ORDER BY i.sequence LIMIT 1",
    "INSERT INTO event_person (event_id, body) SELECT id, '{}' FROM event WHERE sequence = 1 ORDER BY company_id LIMIT 1",
    "INSERT INTO schedule_tick (name, last_at_us) VALUES ('test', 1) ON CONFLICT DO NOTHING",
];

#[test]
fn what_the_program_wrote_has_no_findings() {
    both(async |app| {
        months(&app).await;
        let said = std::cell::Cell::new(0);
        let findings = verify(&app.cx, &|_| said.set(said.get() + 1)).await.unwrap();
        assert_eq!(findings, Vec::<Finding>::new());
        assert!(said.get() > 10, "it says how far it is");
    });
}

/// How much is tried: of how many columns one, in how many rows of it, with how many other values.
struct Extent {
    every: usize,
    rows: usize,
    values: usize,
}

/// The tables that are tampered with.
async fn tables(behind: &Behind) -> Vec<String> {
    behind.tables().await.into_iter().filter(|table| !APART.contains(&table.as_str())).collect()
}

/// Tries changes of single values, and says of which nothing was found in their table.
async fn tamper(app: &TestApp, extent: &Extent) -> BTreeMap<(String, String), Vec<String>> {
    let behind = Behind::of(app).await;
    for sql in BY_HAND {
        behind.run(sql).await.unwrap();
    }
    assert_eq!(verify(&app.cx, &|_| {}).await.unwrap(), vec![]);
    let (mut silent, mut turn): (BTreeMap<_, Vec<String>>, usize) = (BTreeMap::new(), 0);
    for table in tables(&behind).await {
        behind.keep(&table).await;
        let count = behind.count(&table).await;
        assert!(count > 0, "{table} has no rows to change");
        for (column, kind) in behind.columns(&table).await {
            turn += 1;
            if !turn.is_multiple_of(extent.every) {
                continue;
            }
            let picked: BTreeSet<usize> = (0..extent.rows.min(count)).map(|n| (turn * 7 + n) % count).collect();
            for nth in picked {
                let row = behind.nth(&table, nth);
                let old = behind.old(&table, &column, kind, &row).await;
                let mut values = others(&behind, &table, &column, kind, &old);
                let first = turn % values.len();
                values.rotate_left(first);
                for value in values.iter().take(extent.values) {
                    if let Some(found) = behind.change(app, &table, &column, value, &row).await {
                        let what = format!("row {nth}: {old} becomes {value}, found in {found:?}");
                        silent.entry((table.clone(), column.clone())).or_default().push(what);
                    }
                }
            }
        }
    }
    silent
}

#[test]
fn every_changed_value_is_found_in_its_table() {
    let rows = std::env::var("TILLHOLD_TAMPER_ROWS").ok().map(|rows| rows.parse::<usize>().unwrap());
    both(async |app| {
        months(&app).await;
        let extent = match rows {
            Some(rows) => Extent { every: 1, rows, values: usize::MAX },
            None => Extent { every: if app.is_postgres() { 4 } else { 1 }, rows: 1, values: 1 },
        };
        let mut silent = tamper(&app, &extent).await;
        silent.retain(|(table, column), _| !SILENT.contains(&(table.as_str(), column.as_str())));
        for ((table, column), what) in &silent {
            eprintln!("{table}.{column}: {}", what.join("; "));
        }
        assert!(silent.is_empty(), "{} columns", silent.len());
    });
}

#[test]
fn a_missing_row_is_found() {
    both(async |app| {
        months(&app).await;
        let behind = Behind::of(&app).await;
        for sql in BY_HAND {
            behind.run(sql).await.unwrap();
        }
        for table in tables(&behind).await {
            behind.keep(&table).await;
            let row = match table.as_str() {
                // Letters, papers and orders are enqueued again by whoever misses them; a document's files are not.
                "job" => behind.nth("job WHERE kind = 'document_files'", 0),
                _ => behind.nth(&table, behind.count(&table).await / 2),
            };
            assert_eq!(behind.run(&format!("DELETE FROM {table} WHERE {row}")).await.unwrap(), 1, "{table}");
            let findings = verify(&app.cx, &|_| {}).await.unwrap();
            assert!(!findings.is_empty() || LOOSE.contains(&table.as_str()), "{table}");
            behind.put_back(&table).await;
        }
        assert_eq!(verify(&app.cx, &|_| {}).await.unwrap(), vec![]);
    });
}
