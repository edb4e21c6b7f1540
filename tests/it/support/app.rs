//! A program on a throwaway database, with a clock that stands and ids that repeat.

use std::fmt::Write;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::NaiveTime;
use entity::types::{Country, Date, Quarter};
use tempfile::TempDir;
use tillhold::clock::{Clock, Ids, local};
use tillhold::documents::pdf::PdfWriter;
use tillhold::gateways::files::Files;
use tillhold::gateways::mail::Mailer;
use tillhold::gateways::terminals::Terminals;
use tillhold::jobs::Worker;
use tillhold::secrets::Secrets;
use tillhold::service::imports::{ImportOptions, agreements};
use tillhold::service::incidents::Words;
use tillhold::service::{Context, runs, setup};
use tillhold::store::company::{Company, company_find};
use tillhold::store::{Db, migrate, twin};
use tillhold::text::Texts;

/// What a report of an incident must tell.
pub fn told() -> Words {
    Words {
        description: "Stod på disken".into(),
        done: "Låst kassen".into(),
        planned: "Ser på videoen".into(),
        contacts: "Mette, 40 41 42 43".into(),
    }
}

/// A program on a throwaway database.
pub struct TestApp {
    /// What use cases work with.
    pub cx: Context,
    /// The address of the database.
    pub url: String,
    dir: TempDir,
    server: Option<String>,
}

static COUNTER: AtomicU32 = AtomicU32::new(0);

/// Runs a test on SQLite, and on PostgreSQL where there is a server for tests.
pub fn both<F: Future<Output = ()>>(test: impl Fn(TestApp) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        test(TestApp::sqlite().await).await;
        match std::env::var("TILLHOLD_TEST_POSTGRES") {
            Ok(server) => {
                let app = TestApp::postgres(&server).await;
                let (server, url) = (server.clone(), app.url.clone());
                test(app).await;
                twin::database_drop(&server, url.rsplit('/').next().unwrap()).await.unwrap();
            }
            Err(_) => super::oracles::left_out("PostgreSQL: TILLHOLD_TEST_POSTGRES is not set"),
        }
    });
}

impl TestApp {
    /// On a new SQLite file.
    pub async fn sqlite() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", dir.path().join("t.db").display());
        Self::open(url, dir, None).await
    }

    /// On a new PostgreSQL database.
    pub async fn postgres(server: &str) -> Self {
        let name = format!("tillhold_t{}_{}", std::process::id(), COUNTER.fetch_add(1, Ordering::Relaxed));
        let url = twin::database_create(server, &name).await.unwrap();
        Self::open(url, tempfile::tempdir().unwrap(), Some(server.to_owned())).await
    }

    async fn open(url: String, dir: TempDir, server: Option<String>) -> Self {
        let db = Db::connect(&url).await.unwrap();
        migrate(&db).await.unwrap();
        let clock = Clock::set_to(noon("2026-01-01"));
        let files = Files::folder(&dir.path().join("files")).unwrap();
        let ids = Ids::seeded(7, &clock);
        let cx = Context {
            db,
            clock,
            ids,
            texts: Arc::new(Texts::load().unwrap()),
            files,
            secrets: Secrets::throwaway("test"),
            mailer: Mailer::Kept,
            terminals: Terminals::NONE,
            address: None,
        };
        setup::seed_terms(&cx).await.unwrap();
        setup::import(&cx, "examples/setup.toml", include_str!("../../../examples/setup.toml")).await.unwrap();
        Self { cx, url, dir, server }
    }

    /// Whether the database is PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        self.server.is_some()
    }

    /// The folder of documents.
    pub fn folder(&self) -> std::path::PathBuf {
        self.dir.path().join("files")
    }

    /// A second program on the same database, as another process would be.
    pub async fn again(&self) -> Context {
        let ids = Ids::random(&self.cx.clock);
        Context { db: Db::connect(&self.url).await.unwrap(), ids, ..self.cx.clone() }
    }

    /// The Danish company of the sample.
    pub async fn company(&self) -> Company {
        self.company_of(Country::Dk).await
    }

    /// The company of a country.
    pub async fn company_of(&self, country: Country) -> Company {
        let all = tillhold::store::company::company_list(&self.cx.db).await.unwrap();
        let key = all.into_iter().find(|c| c.country == country).unwrap().key;
        company_find(&self.cx.db, &key).await.unwrap().unwrap()
    }

    /// Moves the clock to noon of a day.
    pub fn advance_to(&self, day: &str) {
        self.cx.clock.move_to(noon(day));
    }

    /// Takes over agreements: reference, day of signature, last billed day (or nothing), rent.
    pub async fn take(&self, agreements_wanted: &[(&str, &str, &str, &str)]) {
        let company = self.company().await;
        let models = tillhold::store::company::model_list(&self.cx.db, company.id).await.unwrap();
        let mut csv = String::from(
            "company,reference,customer_number,name,kind,country,registration,street,postcode,city,signed,kyc_approved,\
             device,model,rent,licence,billed_through\n",
        );
        for (reference, signed, billed, rent) in agreements_wanted {
            writeln!(
                csv,
                "{},{reference},C{reference},Butik {reference},business,DK,13748136,Algade 1,4000,Roskilde,{signed},{signed},\
                 S{reference},{},{rent},99.00,{billed}",
                company.key, models[0].key
            )
            .unwrap();
        }
        let options = ImportOptions { dry_run: false, actor: "test".into() };
        agreements(&self.cx, csv.as_bytes(), options).await.unwrap();
    }

    /// Previews, approves and issues a quarter.
    pub async fn bill(&self, quarter: &str) -> runs::IssueReport {
        let (company, quarter): (Company, Quarter) = (self.company().await, quarter.parse().unwrap());
        runs::preview(&self.cx, &company, quarter, "test", &runs::quiet).await.unwrap();
        runs::approve(&self.cx, &company, quarter, "test").await.unwrap();
        runs::issue(&self.cx, &company, quarter, "test", &runs::quiet).await.unwrap()
    }

    /// Does every job that is due.
    pub async fn work(&self) {
        let worker = Worker::new(self.cx.clone(), Arc::new(PdfWriter::new().unwrap()));
        let drained = worker.drain(&runs::quiet).await.unwrap();
        assert_eq!(drained.failed, 0, "{:?}", tillhold::store::job::job_given_up(&self.cx.db).await);
    }
}

/// Noon of a day in Copenhagen.
pub fn noon(day: &str) -> entity::types::Instant {
    let day: Date = day.parse().unwrap();
    local(Country::Dk, day, NaiveTime::from_hms_opt(12, 0, 0).unwrap())
}
