//! Lists are read by an index, whatever they are of: what both databases say about their plans.

use std::sync::{Mutex, PoisonError};

use entity::types::{Account, CompanyId, Country, Currency, DocumentKind, Language, MerchantId, Period};
use sea_orm::prelude::async_trait::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement, TransactionTrait,
};
use uuid::Uuid;

use super::ageing::{AgeingAt, ageing_page, ageing_totals};
use super::company::{Company, Returns};
use super::export::batch_page;
use super::figures::devices_by_state;
use super::invoice_list::{ListFilter, ListPlace, invoice_page};
use super::ledger::{LedgerPlace, account_page};
use super::{Db, Source, migrate, twin};
use crate::domain::access::Scope;
use crate::domain::invoice::{Address, Endpoint, Seller};

/// A transaction that asks for the plan of every query before it runs it.
struct Watched {
    tx: DatabaseTransaction,
    plans: Mutex<String>,
}

#[async_trait]
impl ConnectionTrait for Watched {
    fn get_database_backend(&self) -> DbBackend {
        self.tx.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.tx.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.tx.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.tx.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let postgres = self.get_database_backend() == DbBackend::Postgres;
        let (word, column) = if postgres { ("EXPLAIN", "QUERY PLAN") } else { ("EXPLAIN QUERY PLAN", "detail") };
        let explain = Statement { sql: format!("{word} {}", statement.sql), ..statement.clone() };
        for row in self.tx.query_all_raw(explain).await? {
            let mut plans = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
            plans.push_str(&row.try_get::<String>("", column)?);
            plans.push('\n');
        }
        self.tx.query_all_raw(statement).await
    }
}

impl Source for Watched {
    type Conn = Self;

    fn conn(&self) -> &Self {
        self
    }
}

impl Watched {
    async fn of(db: &Db) -> Self {
        let watched = Self { tx: db.read.begin().await.unwrap(), plans: Mutex::default() };
        if db.is_postgres() {
            // Tables are empty here: reading them whole would be right.
            for what in ["seqscan", "bitmapscan", "hashjoin", "mergejoin", "sort"] {
                watched.execute_unprepared(&format!("SET LOCAL enable_{what} = off")).await.unwrap();
            }
        }
        watched
    }

    /// The plans since the last question name an index, and sort nothing that it has in order already.
    fn by(&self, index: &str, is_sorted: bool) {
        let plans = std::mem::take(&mut *self.plans.lock().unwrap());
        assert!(plans.contains(index), "{index} is not used:\n{plans}");
        let sorts =
            plans.lines().any(|line| line.contains("FOR ORDER BY") || line.trim_start().starts_with("->  Sort"));
        assert!(!(is_sorted && sorts), "what {index} has in order is sorted:\n{plans}");
    }
}

fn company() -> Company {
    let text = String::new;
    let seller = Seller {
        fik_creditor: None,
        name: text(),
        country: Country::Dk,
        registration: text(),
        vat_number: text(),
        address: Address { street: text(), postcode: text(), city: text() },
        email: text(),
        phone: text(),
        iban: text(),
        bic: text(),
        account: None,
        endpoint: Endpoint { scheme: text(), id: text() },
    };
    Company {
        id: CompanyId(Uuid::nil()),
        key: text(),
        seller,
        country: Country::Dk,
        currency: Currency::Dkk,
        language: Language::Da,
        profile: text(),
        fee_limit: None,
        returns: Returns { name: text(), address: Address { street: text(), postcode: text(), city: text() } },
    }
}

async fn lists(db: &Db) {
    let (company, day) = (company(), "2026-01-01".parse().unwrap());
    let watched = Watched::of(db).await;
    let place = ListPlace { issued: day, number: "1".into(), kind: DocumentKind::Invoice };
    for after in [None, Some(&place)] {
        let mut scope = Scope { company: company.id, merchant: None, sites: Vec::new() };
        let filter = ListFilter::default();
        invoice_page(&watched, &scope, &filter, day, after).await.unwrap();
        watched.by("invoice_by_company_id_issued_number", true);
        let filter = ListFilter { from: Some(day), to: Some(day), ..filter };
        invoice_page(&watched, &scope, &filter, day, after).await.unwrap();
        watched.by("invoice_by_company_id_issued_number", true);
        scope.merchant = Some(MerchantId(Uuid::nil()));
        invoice_page(&watched, &scope, &ListFilter::default(), day, after).await.unwrap();
        watched.by("invoice_by_merchant_id_issued_number", true);
    }
    let place = LedgerPlace { booked: day, entry: Uuid::nil().into(), number: 1 };
    for after in [None, Some(place)] {
        let period = Period { from: day, to: day };
        account_page(&watched, &company, Account::Bank, period, after, 50).await.unwrap();
        watched.by("journal_entry_by_company_id_booked_id", true);
    }
    ageing_page(&watched, &company, AgeingAt::Now(day), "", 50).await.unwrap();
    // By merchant, with or without what is paid.
    watched.by("receivable_", false);
    ageing_totals(&watched, &company, AgeingAt::Now(day)).await.unwrap();
    watched.by("receivable_open", false);
    batch_page(&watched, company.id, 9, 50).await.unwrap();
    watched.by("export_batch", true);
    devices_by_state(&watched, &company).await.unwrap();
    watched.by("device_by_company_id_state", false);
}

#[tokio::test]
async fn lists_are_read_by_an_index() {
    let db = Db::connect("sqlite::memory:").await.unwrap();
    migrate(&db).await.unwrap();
    lists(&db).await;
    if let Ok(server) = std::env::var("TILLHOLD_TEST_POSTGRES") {
        let name = format!("tillhold_plans{}", std::process::id());
        let url = twin::database_create(&server, &name).await.unwrap();
        let db = Db::connect(&url).await.unwrap();
        migrate(&db).await.unwrap();
        lists(&db).await;
        db.close().await.unwrap();
        twin::database_drop(&server, &name).await.unwrap();
    }
}
