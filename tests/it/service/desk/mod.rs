//! Accounting's desk on both databases: ledger, ageing, lists and figures agree with one another and with a pencil.

mod batches;
mod lists;

use entity::types::{
    Account, Currency, Date, DeviceState, DocumentKind, InvoiceId, MerchantId, Money, Period, Quarter, VatCategory,
};
use tillhold::domain::credit::Wanted;
use tillhold::service::invoices::{CreditOrder, credit};
use tillhold::service::payments::{PaymentOrder, book};
use tillhold::store::ageing::{Aged, AgeingAt, ageing_page, ageing_totals};
use tillhold::store::agreement::agreement_row;
use tillhold::store::company::Company;
use tillhold::store::figures::{devices_by_state, quarters_to, revenue_by_quarter};
use tillhold::store::invoice::{Documents, document_list};
use tillhold::store::ledger::{TrialBalance, account_page, entry_find, trial_balance};

use crate::support::{TestApp, both};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn dkk(minor: i64) -> Money {
    Money::new(minor, Currency::Dkk)
}

async fn merchant(app: &TestApp, company: &Company, reference: &str) -> MerchantId {
    agreement_row(&app.cx.db, company.id, reference).await.unwrap().unwrap().merchant_id
}

/// A merchant's invoices, in their order.
async fn invoices(app: &TestApp, merchant: MerchantId) -> Vec<InvoiceId> {
    let found = document_list(&app.cx.db, &Documents::Merchant(merchant)).await.unwrap();
    found.into_iter().filter(|f| f.document.kind == DocumentKind::Invoice).map(|f| f.id).collect()
}

async fn give_back(app: &TestApp, company: &Company, invoice: InvoiceId, wanted: Wanted, on: &str) {
    let order = CreditOrder { invoice, wanted, reason: "agreed".into(), day: day(on), actor: "test".into() };
    credit(&app.cx, company, &order).await.unwrap();
}

async fn pay(app: &TestApp, company: &Company, merchant: MerchantId, minor: i64, quoted: Option<&str>, on: &str) {
    let order = PaymentOrder {
        merchant,
        amount: dkk(minor),
        named: None,
        reference: quoted.map(str::to_owned),
        received: day(on),
        actor: "test".into(),
    };
    book(&app.cx, company, &order).await.unwrap();
}

/// One merchant: rent 100.00 and licence 99.00 a month from the first of January. Invoice of 300.00 + 297.00 + 149.25 VAT; the
/// licence is credited, 297.00 + 74.25; 500.00 are paid, which is 125.00 too much.
async fn small(app: &TestApp) -> Company {
    app.take(&[("A", "2026-01-01", "", "100.00")]).await;
    app.bill("2026Q1").await;
    let company = app.company().await;
    let a = merchant(app, &company, "A").await;
    let invoice = invoices(app, a).await[0];
    app.advance_to("2026-02-10");
    give_back(app, &company, invoice, Wanted::Lines(vec![2]), "2026-02-03").await;
    pay(app, &company, a, 50_000, Some("=tak"), "2026-02-10").await;
    company
}

/// Four merchants, two quarters, credits of every kind, payments early, late, short and too large, and a credit that is used later.
async fn lively(app: &TestApp) -> Company {
    app.take(&[
        ("A", "2025-12-01", "2025-12-31", "100.00"),
        ("B", "2025-08-15", "", "249.00"),
        ("C", "2026-01-01", "", "149.95"),
        ("D", "2026-01-01", "", "80.00"),
    ])
    .await;
    let company = app.company().await;
    let (a, b, c) =
        (merchant(app, &company, "A").await, merchant(app, &company, "B").await, merchant(app, &company, "C").await);
    // Before anything is issued.
    pay(app, &company, c, 10_000, None, "2025-12-20").await;
    app.bill("2026Q1").await;
    app.advance_to("2026-02-03");
    let (of_a, of_b) = (invoices(app, a).await, invoices(app, b).await);
    give_back(app, &company, of_a[0], Wanted::Net(dkk(1_001)), "2026-02-03").await;
    give_back(app, &company, of_b[0], Wanted::Lines(vec![1]), "2026-02-04").await;
    pay(app, &company, a, 10_000, Some("Tak"), "2026-02-10").await;
    pay(app, &company, b, 1_500_000, None, "2026-02-11").await;
    // What was paid of it becomes credit again.
    give_back(app, &company, of_b[1], Wanted::All, "2026-02-12").await;
    app.advance_to("2026-04-01");
    app.bill("2026Q2").await;
    // Money that came earlier than it is booked, and than what it pays was issued.
    pay(app, &company, a, 200_000, None, "2026-03-15").await;
    company
}

#[test]
fn the_trial_balance_is_what_a_pencil_says() {
    both(async |app| {
        let company = small(&app).await;
        let db = &app.cx.db;
        let all = trial_balance(db, &company, None, day("2026-03-31")).await.unwrap();
        let sums = |account| {
            let row = all.of(account).unwrap();
            (row.opening.minor(), row.debit.minor(), row.credit.minor(), row.closing.minor())
        };
        assert_eq!(sums(Account::Receivables), (0, 74_625, 37_125 + 50_000, -12_500));
        assert_eq!(sums(Account::RevenueRent), (0, 0, 30_000, -30_000));
        assert_eq!(sums(Account::RevenueLicence), (0, 29_700, 29_700, 0));
        assert_eq!(sums(Account::RevenueOther), (0, 0, 0, 0), "an account without postings is there too");
        assert_eq!(sums(Account::VatOutput), (0, 7_425, 14_925, -7_500));
        assert_eq!(sums(Account::Bank), (0, 50_000, 0, 50_000));
        assert_eq!((all.opening, all.closing, all.debit), (dkk(0), dkk(0), all.credit));
        let numbers: Vec<&str> = all.rows.iter().map(|r| r.number.as_str()).collect();
        assert_eq!(numbers, ["11100", "11200", "11900", "56100", "58200", "69000"]);
        assert_eq!(all.of(Account::Receivables).unwrap().name, "Debitorer");
        // The same from the fourth of February on: what came before is the opening.
        let later = trial_balance(db, &company, Some(day("2026-02-04")), day("2026-03-31")).await.unwrap();
        let debtors = later.of(Account::Receivables).unwrap();
        assert_eq!((debtors.opening, debtors.debit, debtors.credit), (dkk(37_500), dkk(0), dkk(50_000)));
        assert_eq!((later.opening, later.closing), (dkk(0), dkk(0)));
        let before = trial_balance(db, &company, None, day("2025-12-31")).await.unwrap();
        assert!(before.rows.iter().all(|r| r.closing.is_zero()) && before.rows.len() == 6);
    });
}

#[test]
fn income_begins_each_year_at_nought() {
    both(async |app| {
        let company = small(&app).await;
        // Four quarters of 300.00 and 297.00, three of them late, all of the first of January 2027.
        app.advance_to("2027-01-01");
        app.bill("2027Q1").await;
        let db = &app.cx.db;
        let of = async |from: &str, to: &str| trial_balance(db, &company, Some(day(from)), day(to)).await.unwrap();
        let sums = |balance: &TrialBalance, account| {
            let row = balance.of(account).unwrap();
            (row.opening.minor(), row.debit.minor(), row.credit.minor(), row.closing.minor())
        };
        let first = of("2026-01-01", "2026-12-31").await;
        assert_eq!((first.earlier, sums(&first, Account::RevenueRent)), (dkk(0), (0, 0, 30_000, -30_000)));
        let year = of("2027-01-01", "2027-12-31").await;
        assert_eq!(sums(&year, Account::RevenueRent), (0, 0, 120_000, -120_000));
        assert_eq!(sums(&year, Account::RevenueLicence), (0, 0, 118_800, -118_800));
        assert_eq!(sums(&year, Account::VatOutput), (-7_500, 0, 59_700, -67_200));
        let receivables = sums(&year, Account::Receivables);
        assert_eq!((receivables.0, receivables.3), (-12_500, 286_000));
        assert_eq!(sums(&year, Account::Bank), (50_000, 0, 0, 50_000));
        // 300.00 of rent; the licence was credited.
        assert_eq!((year.earlier, year.opening, year.closing), (dkk(-30_000), dkk(0), dkk(0)));
        // Within the year the opening is what the year has brought so far.
        let later = of("2027-02-01", "2027-12-31").await;
        assert_eq!(sums(&later, Account::RevenueRent), (-120_000, 0, 0, -120_000));
        assert_eq!((later.earlier, later.opening, later.closing), (dkk(-30_000), dkk(0), dkk(0)));
        let next = of("2028-01-01", "2028-12-31").await;
        assert_eq!(sums(&next, Account::RevenueRent), (0, 0, 0, 0));
        assert_eq!((next.earlier, next.opening, next.closing), (dkk(-268_800), dkk(0), dkk(0)));
        // An account's page says the same.
        for (from, before) in
            [("2026-01-01", 0), ("2026-06-01", -30_000), ("2027-01-01", 0), ("2027-02-01", -120_000), ("2028-01-01", 0)]
        {
            let period = Period { from: day(from), to: day("2028-12-31") };
            let page = account_page(db, &company, Account::RevenueRent, period, None, 100).await.unwrap();
            assert_eq!(page.before, dkk(before), "{from}");
        }
        let period = Period { from: day("2027-01-01"), to: day("2027-12-31") };
        let page = account_page(db, &company, Account::RevenueRent, period, None, 3).await.unwrap();
        let rest = account_page(db, &company, Account::RevenueRent, period, page.next, 3).await.unwrap();
        assert_eq!((page.after, rest.before, rest.after), (dkk(-90_000), dkk(-90_000), dkk(-120_000)));
        let bank = account_page(db, &company, Account::Bank, period, None, 10).await.unwrap();
        assert_eq!(bank.before, dkk(50_000));
    });
}

#[test]
fn an_account_is_paged_and_its_balance_runs() {
    both(async |app| {
        let company = lively(&app).await;
        let db = &app.cx.db;
        let period = Period { from: day("2026-01-15"), to: day("2026-12-31") };
        let balance = trial_balance(db, &company, Some(period.from), period.to).await.unwrap();
        for account in [Account::Receivables, Account::RevenueRent, Account::VatOutput, Account::Bank] {
            let sums = balance.of(account).unwrap();
            let whole = account_page(db, &company, account, period, None, 1000).await.unwrap();
            assert_eq!((whole.before, whole.after, whole.next), (sums.opening, sums.closing, None), "{account}");
            for size in [1, 2, 3] {
                let (mut after, mut rows) = (None, Vec::new());
                loop {
                    let page = account_page(db, &company, account, period, after, size).await.unwrap();
                    assert_eq!(
                        page.before,
                        rows.last().map_or(sums.opening, |m: &_| running(m)),
                        "{account} by {size}"
                    );
                    assert!(page.rows.len() <= size);
                    rows.extend(page.rows);
                    after = page.next;
                    if after.is_none() {
                        break;
                    }
                }
                assert_eq!(rows, whole.rows, "{account} by {size}");
            }
            let first = &whole.rows[0];
            let entry = entry_find(db, company.id, first.place.entry).await.unwrap().unwrap();
            assert_eq!((entry.booked, &entry.of), (first.place.booked, &first.of));
            assert_eq!(entry.postings.iter().map(|p| p.amount.minor()).sum::<i64>(), 0);
            assert!(entry.postings.iter().any(|p| p.account == account && p.amount == first.amount));
        }
        let bank = account_page(db, &company, Account::Bank, period, None, 10).await.unwrap();
        assert_eq!(bank.rows[0].of.quoted.as_deref(), Some("Tak"));
        assert_eq!((bank.rows[0].of.document.clone(), bank.rows[0].of.merchant.as_deref()), (None, Some("CA")));
        let rent = account_page(db, &company, Account::RevenueRent, period, None, 10).await.unwrap();
        assert_eq!(rent.rows[0].of.kind, Some(DocumentKind::CreditNote));
        assert_eq!(rent.rows[0].vat.map(|v| v.category), Some(VatCategory::Standard));
        let other = app.company_of(entity::types::Country::No).await;
        let id = bank.rows[0].place.entry;
        assert_eq!(entry_find(db, other.id, id).await.unwrap(), None, "another company's entry is not there");
    });
}

fn running(movement: &tillhold::store::ledger::Movement) -> Money {
    movement.balance
}

/// All pages of the ageing, and their sum.
async fn aged(app: &TestApp, company: &Company, at: AgeingAt) -> (Vec<String>, [i64; 6]) {
    let (mut numbers, mut sums, mut after) = (Vec::new(), [0; 6], String::new());
    loop {
        let page = ageing_page(&app.cx.db, company, at, &after, 2).await.unwrap();
        let Some(last) = page.last() else { return (numbers, sums) };
        after.clone_from(&last.number);
        for row in page {
            for (sum, amount) in sums.iter_mut().zip(parts(&row.aged)) {
                *sum += amount;
            }
            numbers.push(row.number);
        }
    }
}

fn parts(aged: &Aged) -> [i64; 6] {
    let [a, b, c, d, e] = aged.buckets().map(Money::minor);
    [a, b, c, d, e, aged.credit.minor()]
}

#[test]
fn ageing_is_the_debtor_account_on_every_day() {
    both(async |app| {
        let company = lively(&app).await;
        let db = &app.cx.db;
        let mut seen = [false; 6];
        let mut on = day("2025-12-15");
        while on < day("2026-10-15") {
            let debtors = trial_balance(db, &company, None, on).await.unwrap();
            let debtors = debtors.of(Account::Receivables).unwrap().closing;
            let totals = ageing_totals(db, &company, AgeingAt::EndOf(on)).await.unwrap();
            assert_eq!(totals.balance(), debtors, "{on}");
            let (numbers, sums) = aged(&app, &company, AgeingAt::EndOf(on)).await;
            assert_eq!(sums, parts(&totals), "{on}");
            assert!(numbers.is_sorted(), "{numbers:?}");
            for (seen, amount) in seen.iter_mut().zip(sums) {
                assert!(amount >= 0, "{on}");
                *seen |= amount > 0;
            }
            // Once everything is booked, the past and the present are the same.
            if on >= day("2026-04-01") {
                let now = AgeingAt::Now(on);
                assert_eq!(ageing_totals(db, &company, now).await.unwrap(), totals, "{on}");
                assert_eq!(aged(&app, &company, now).await, (numbers, sums), "{on}");
            }
            on = on + chrono::Days::new(1);
        }
        assert_eq!(seen, [true; 6], "every bucket was used");
    });
}

#[test]
fn buckets_begin_and_end_on_their_days() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", "", "100.00")]).await;
        app.bill("2026Q1").await;
        let company = app.company().await;
        let a = merchant(&app, &company, "A").await;
        let due = document_list(&app.cx.db, &Documents::Merchant(a)).await.unwrap()[0].document.due;
        for (late, bucket) in [(0, 0), (1, 1), (30, 1), (31, 2), (60, 2), (61, 3), (90, 3), (91, 4), (9_000, 4)] {
            for at in [AgeingAt::Now(due + chrono::Days::new(late)), AgeingAt::EndOf(due + chrono::Days::new(late))] {
                let rows = ageing_page(&app.cx.db, &company, at, "", 10).await.unwrap();
                let mut wanted = [0; 6];
                wanted[bucket] = 74_625;
                assert_eq!((rows.len(), parts(&rows[0].aged)), (1, wanted), "{late} days late");
            }
        }
    });
}

#[test]
fn figures_are_those_of_the_documents() {
    both(async |app| {
        let company = lively(&app).await;
        let db = &app.cx.db;
        let last: Quarter = "2026Q2".parse().unwrap();
        assert_eq!(quarters_to(last).len(), 8);
        assert_eq!(quarters_to(last)[0].to_string(), "2024Q3");
        let revenue = revenue_by_quarter(db, &company, last).await.unwrap();
        let balance = trial_balance(db, &company, None, day("2026-06-30")).await.unwrap();
        let booked: i64 = [Account::RevenueRent, Account::RevenueLicence, Account::RevenueOther]
            .iter()
            .map(|a| -balance.of(*a).unwrap().closing.minor())
            .sum();
        assert_eq!(revenue.iter().map(|r| r.net.minor()).sum::<i64>(), booked);
        assert!(revenue.iter().any(|r| r.quarter == last) && revenue.is_sorted_by_key(|r| (r.quarter, r.code)));
        let devices = devices_by_state(db, &company).await.unwrap();
        assert_eq!(devices.iter().map(|d| d.count).sum::<i64>(), 4);
        assert!(devices.iter().all(|d| DeviceState::ALL.contains(&d.state)));
    });
}
