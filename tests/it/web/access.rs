//! Every route of the router × every role × what is theirs, another merchant's and another company's.
//!
//! The table of routes is the router's own; what must come of each is worked out here from the policy, and asked over HTTP.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::{Method, StatusCode};
use entity::types::{
    CaseKind, ChargeCode, ChargeId, CompanyId, Country, Exclusion, FaultKind, IncidentId, IncidentKind, InvoiceId,
    MerchantId, Money, Period, Quarter, QuoteKind, Role, StockPlaceId, SubjectId, SwapId, TicketId,
};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement};
use tillhold::domain::access::{Scope, is_merchants, may};
use tillhold::domain::explain::Inputs;
use tillhold::service::attachments::{Given, attach};
use tillhold::service::disputes::{Contest, contest};
use tillhold::service::exports::{BatchOrder, Wanted, batch_seal};
use tillhold::service::imports::{ImportOptions, agreements};
use tillhold::service::incidents::{self, Report};
use tillhold::service::invoices::{Approval, ChargeOrder, propose};
use tillhold::service::runs::{self, quiet};
use tillhold::service::stock;
use tillhold::service::swaps::{self, Dispatch, Fault, Quoted, Verdict};
use tillhold::store::attachment::case_find;
use tillhold::store::company::{Company, company_list, model_list};
use tillhold::store::invoice::{Documents, document_list};
use tillhold::store::merchant::{NewSite, site_insert_many};
use tillhold::store::page::device::placed_list;
use tillhold::store::page::swap::swaps_of;
use tillhold::web::routes::{Of, Route, Who, table};
use tillhold::web::{Options, TimeMachine, Web};

use crate::support::browser::{Browser, NOTHING};
use crate::support::provider::absent_provider;
use crate::support::{TestApp, both, told};

/// Whose something is, as the reader sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Whose {
    Own,
    OtherMerchants,
    OtherCompanys,
}

const ALL: [Whose; 3] = [Whose::Own, Whose::OtherMerchants, Whose::OtherCompanys];

/// One of each thing that a path can name.
pub(super) type Things = BTreeMap<String, String>;

pub(super) fn thing(of: Of) -> String {
    format!("{of:?}")
}

/// Reads one id from the database.
pub(super) struct Look {
    pub(super) db: DatabaseConnection,
}

impl Look {
    pub(super) async fn one(&self, sql: &str) -> String {
        let backend = self.db.get_database_backend();
        let row = self.db.query_one_raw(Statement::from_string(backend, sql)).await.unwrap();
        let row = row.unwrap_or_else(|| panic!("nothing in {sql}"));
        row.try_get::<uuid::Uuid>("", "id").unwrap().to_string()
    }

    pub(super) fn id(&self, id: uuid::Uuid) -> String {
        if self.db.get_database_backend() == sea_orm::DbBackend::Sqlite {
            format!("x'{}'", id.simple())
        } else {
            format!("'{id}'")
        }
    }
}

/// A lessor with everything that a path can name, and a second one.
async fn lessors(app: &TestApp) -> Vec<Company> {
    let options = ImportOptions { dry_run: false, actor: "test".into() };
    agreements(&app.cx, include_bytes!("../../../examples/agreements.csv"), options).await.unwrap();
    let quarter: Quarter = "2026Q1".parse().unwrap();
    let companies = company_list(&app.cx.db).await.unwrap();
    for company in &companies {
        runs::preview(&app.cx, company, quarter, "test", &quiet).await.unwrap();
        runs::approve(&app.cx, company, quarter, "test").await.unwrap();
        runs::issue(&app.cx, company, quarter, "test", &quiet).await.unwrap();
        runs::preview(&app.cx, company, quarter.next(), "test", &quiet).await.unwrap();
    }
    companies
}

/// What every path can name, of a merchant, of another one, and of another company's.
pub struct World {
    /// The merchant whose people read the portal.
    pub merchant: MerchantId,
    things: BTreeMap<Whose, Things>,
}

impl World {
    /// A route's path to the merchant's own.
    pub fn path(&self, route: &Route) -> String {
        path(route, &self.things[&Whose::Own])
    }
}

/// Makes one of everything, three times.
pub async fn one_of_everything(app: &TestApp) -> World {
    let companies = lessors(app).await;
    let look = Look { db: Database::connect(&app.url).await.unwrap() };
    let own = companies.iter().find(|c| c.country == Country::Dk).unwrap();
    let other = companies.iter().find(|c| c.country == Country::No).unwrap();
    app.work().await;
    for company in [own, other] {
        let period = Period::new("2026-01-01".parse().unwrap(), "2026-01-31".parse().unwrap()).unwrap();
        let order = BatchOrder { wanted: Wanted::New(period), actor: "test".into() };
        batch_seal(&app.cx, company, &order).await.unwrap();
    }
    let merchants = |company: CompanyId, nth: usize| {
        let c = look.id(company.0);
        format!(
            "SELECT DISTINCT m.id, m.number FROM merchant m JOIN invoice i ON i.merchant_id = m.id \
             WHERE m.company_id = {c} ORDER BY m.number LIMIT 1 OFFSET {nth}"
        )
    };
    let ours = MerchantId(look.one(&merchants(own.id, 0)).await.parse().unwrap());
    let theirs = MerchantId(look.one(&merchants(own.id, 1)).await.parse().unwrap());
    let strangers = MerchantId(look.one(&merchants(other.id, 0)).await.parse().unwrap());
    let things = BTreeMap::from([
        (Whose::Own, things(app, &look, own, ours).await),
        (Whose::OtherMerchants, things(app, &look, own, theirs).await),
        (Whose::OtherCompanys, things(app, &look, other, strangers).await),
    ]);
    World { merchant: ours, things }
}

async fn things(app: &TestApp, look: &Look, company: &Company, merchant: MerchantId) -> Things {
    let (c, m) = (look.id(company.id.0), look.id(merchant.0));
    let invoice = look.one(&format!("SELECT id FROM invoice WHERE merchant_id = {m} ORDER BY number LIMIT 1")).await;
    let owner = app.person_of(company.id, Some(merchant), Role::Owner).await;
    let agent = app.person_of(company.id, None, Role::Support).await;
    let scope = Scope { company: company.id, merchant: Some(merchant), sites: Vec::new() };
    let wanted = Contest {
        invoice: InvoiceId(invoice.parse().unwrap()),
        line: 1,
        reason: "Terminalen var nede".into(),
        by: owner,
    };
    let dispute = contest(&app.cx, company, &scope, &wanted).await.unwrap().unwrap();
    two_sites(app, company, merchant).await;
    let placed = placed_list(&app.cx.db, &scope, merchant, 1).await.unwrap();
    let quote = exchanged(app, look, company, &placed[0].serial).await;
    let (ticket, swap) = swapped(app, company, merchant, 1).await;
    let place = stocked(app, company, &merchant.to_string()).await;
    let count = stock::take_begin(&app.cx, company, place, "test").await.unwrap();
    let incident = damaged(app, company, merchant, 1).await;
    let attachment = attached(app, look, company, CaseKind::Swap, SubjectId(swap.0)).await;
    let found = [
        (Of::StockTake, count.to_string()),
        (Of::Serial, placed[0].serial.clone()),
        (Of::Merchant, merchant.to_string()),
        (
            Of::Agreement,
            look.one(&format!("SELECT id FROM agreement WHERE merchant_id = {m} ORDER BY reference LIMIT 1")).await,
        ),
        (Of::Invoice, invoice.clone()),
        (
            Of::Device,
            look.one(&format!(
                "SELECT p.device_id AS id FROM assignment p JOIN agreement_line l ON l.id = p.line_id \
                 JOIN agreement a ON a.id = l.agreement_id WHERE a.merchant_id = {m} AND p.released IS NULL ORDER BY p.device_id LIMIT 1"
            ))
            .await,
        ),
        (
            Of::Run,
            look.one(&format!("SELECT id FROM billing_run WHERE company_id = {c} AND state = 'previewed' LIMIT 1"))
                .await,
        ),
        (Of::Job, look.one(&format!("SELECT id FROM job WHERE company_id = {c} ORDER BY id LIMIT 1")).await),
        (Of::Mail, look.one(&format!("SELECT id FROM mail WHERE company_id = {c} ORDER BY id LIMIT 1")).await),
        (Of::Staff, agent.to_string()),
        (Of::Colleague, owner.to_string()),
        (Of::Dispute, dispute.to_string()),
        (Of::Quote, quote),
        (Of::Ticket, ticket.to_string()),
        (Of::Charge, charged(app, company, &invoice).await.to_string()),
        (Of::Swap, swap.to_string()),
        (Of::Incident, incident.to_string()),
        (Of::Attachment, attachment),
        (Of::Terms, look.one("SELECT id FROM terms_version ORDER BY id LIMIT 1").await),
        (
            Of::Entry,
            look.one(&format!("SELECT id FROM journal_entry WHERE company_id = {c} ORDER BY id LIMIT 1")).await,
        ),
        (Of::Paper, paper(app, look, merchant).await),
        (Of::Batch, look.one(&format!("SELECT id FROM export_batch WHERE company_id = {c} LIMIT 1")).await),
        (Of::LedgerAccount, "receivables".to_owned()),
        (Of::Link, "0".repeat(64)),
        (Of::Asset, "000000000000".to_owned()),
    ];
    found.into_iter().map(|(of, id)| (thing(of), id)).collect()
}

/// Reports and approves swaps of so many of a merchant's devices. The last of them.
pub(super) async fn swapped(app: &TestApp, company: &Company, merchant: MerchantId, count: i64) -> (TicketId, SwapId) {
    let scope = Scope { company: company.id, merchant: Some(merchant), sites: Vec::new() };
    let (day, mut made) = (app.cx.clock.today(company.country), None);
    for device in placed_list(&app.cx.db, &scope, merchant, count).await.unwrap() {
        let fault = Fault {
            serial: device.serial.clone(),
            kind: FaultKind::InLife,
            description: "Skærmen er sort".into(),
            tried_manual: true,
            day,
            actor: "test".into(),
        };
        let ticket = swaps::report(&app.cx, company, &fault).await.unwrap();
        swaps::approve(&app.cx, company, &device.serial, day, "test").await.unwrap();
        made = Some((ticket, swaps_of(&app.cx.db, &scope, device.device_id).await.unwrap()[0]));
    }
    made.unwrap()
}

/// Reports damage of so many of a merchant's devices. The last of it.
pub(super) async fn damaged(app: &TestApp, company: &Company, merchant: MerchantId, count: i64) -> IncidentId {
    let scope = Scope { company: company.id, merchant: Some(merchant), sites: Vec::new() };
    let (day, mut made) = (app.cx.clock.today(company.country), None);
    for device in placed_list(&app.cx.db, &scope, merchant, count).await.unwrap() {
        let (serial, kind, discovered) = (device.serial, IncidentKind::Damage, app.cx.clock.now());
        let report = Report { serial, kind, discovered, words: told(), day, actor: "test".into() };
        made = Some(incidents::report(&app.cx, company, &report).await.unwrap());
    }
    made.unwrap()
}

/// A file of a case.
pub(super) async fn attached(app: &TestApp, look: &Look, company: &Company, about: CaseKind, of: SubjectId) -> String {
    let scope = Scope { company: company.id, merchant: None, sites: Vec::new() };
    let case = case_find(&app.cx.db, &scope, (about, of)).await.unwrap().unwrap();
    let given = Given { name: "Kvittering.pdf".into(), bytes: format!("%PDF-1.7 {of}").into_bytes() };
    attach(&app.cx, company, &case, vec![given], "test").await.unwrap();
    look.one(&format!("SELECT id FROM attachment WHERE subject_id = {} ORDER BY id LIMIT 1", look.id(of.0))).await
}

/// A charge that is proposed, of the agreement of an invoice.
async fn charged(app: &TestApp, company: &Company, invoice: &str) -> ChargeId {
    let invoice = InvoiceId(invoice.parse().unwrap());
    let found = document_list(&app.cx.db, &Documents::One(invoice)).await.unwrap().remove(0);
    let (on, amount) = ("2026-01-01".parse().unwrap(), Money::new(10_000, company.currency));
    let order = ChargeOrder {
        agreement: found.agreement,
        code: ChargeCode::Move,
        subject: app.cx.ids.next(),
        device: None,
        on,
        why: Inputs::Sum { on, parts: vec![("cost".into(), amount)] },
        evidence: Some("seen".into()),
        approval: Approval::Needed,
        actor: "test".into(),
    };
    // The terms of the other company know no removal.
    propose(&app.cx, company, &order).await.unwrap_or(ChargeId(uuid::Uuid::nil()))
}

/// A paper of what was exchanged of a merchant's, printed.
pub(super) async fn paper(app: &TestApp, look: &Look, merchant: MerchantId) -> String {
    app.work().await;
    let m = look.id(merchant.0);
    look.one(&format!("SELECT id FROM paper WHERE merchant_id = {m} AND path IS NOT NULL ORDER BY at_us, id LIMIT 1"))
        .await
}

/// A place of the warehouse, and a device that lies there; both are called by a tag.
pub(super) async fn stocked(app: &TestApp, company: &Company, tag: &str) -> StockPlaceId {
    let (day, name) = (app.cx.clock.today(company.country), format!("Lager {tag}"));
    let place = stock::place_add(&app.cx, company, &name, "test").await.unwrap();
    let model = &model_list(&app.cx.db, company.id).await.unwrap()[0].key;
    let list = format!("serial;model;grade;place\nL{tag};{model};new;{name}\n");
    let seen = stock::check(&app.cx.db, company, &list).await.unwrap();
    assert_eq!(seen.faults, vec![]);
    stock::receive(&app.cx, company, (&list, &seen.fingerprint), day, "test").await.unwrap();
    place
}

/// Somewhere for a merchant's devices to move to.
async fn two_sites(app: &TestApp, company: &Company, merchant: MerchantId) {
    let site = |name: &str| NewSite {
        id: app.cx.ids.next(),
        company_id: company.id,
        merchant_id: merchant,
        name: name.to_owned(),
        street: "Algade 1".to_owned(),
        postcode: "4000".to_owned(),
        city: "Roskilde".to_owned(),
    };
    let tx = app.cx.db.begin().await.unwrap();
    site_insert_many(&tx, &[site("Havnen"), site("Torvet")]).await.unwrap();
    tx.commit().await.unwrap();
}

/// Sends another device for one, which comes back with a fault that is not covered; says the offer that waits.
pub(super) async fn exchanged(app: &TestApp, look: &Look, company: &Company, serial: &str) -> String {
    let (cx, day) = (&app.cx, app.cx.clock.today(company.country));
    let (replacement, actor) = (format!("N{serial}"), "test".to_owned());
    let (serial, carriage) = (serial.to_owned(), (Some("GLS".to_owned()), None));
    let order = Dispatch { serial: serial.clone(), swap: None, replacement, from_maker: true, carriage, day, actor };
    swaps::dispatch(cx, company, &order).await.unwrap();
    swaps::receive(cx, company, &serial, day, "test").await.unwrap();
    swaps::inspect(cx, company, &serial, (Verdict::Excluded(Exclusion::Ex01), None), day, "test").await.unwrap();
    let quoted = Quoted { kind: QuoteKind::Repair, net: Some(Money::new(50_000, company.currency)) };
    if let Err(refused) = swaps::quote(cx, company, &serial, quoted, day, "test").await {
        // The terms of the other company know no repair: it has no offers at all.
        assert!(refused.to_string().contains("REPAIR"), "{refused}");
        return uuid::Uuid::nil().to_string();
    }
    look.one(&format!(
        "SELECT q.id FROM swap w JOIN device d ON d.id = w.device_id JOIN quote q ON q.swap_id = w.id WHERE d.serial = '{serial}'"
    ))
    .await
}

pub(super) fn path(route: &Route, things: &Things) -> String {
    let id = things.get(&thing(route.of)).map_or("", String::as_str);
    let name = if route.of == Of::Asset { "style.css" } else { "pdf" };
    route.path.replace("{id}", id).replace("{name}", name).replace("{line}", "2")
}

/// What the rows behind a route are bounded by: everybody's, a company's, or a merchant's.
fn bounded(route: &Route, role: Role) -> Option<Whose> {
    match route.of {
        Of::Nothing | Of::Link | Of::Asset | Of::Terms | Of::LedgerAccount => None,
        _ if is_merchants(role) => Some(Whose::OtherMerchants),
        _ => Some(Whose::OtherCompanys),
    }
}

/// What must come of a route for a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Must {
    LetIn,
    Refuse,
    NotThere,
}

fn must(route: &Route, role: Role, whose: Whose) -> Must {
    let act = match route.who {
        // An agent ends a view; a merchant has none.
        Who::SignedIn if route.path == "/office/view-as/end" && is_merchants(role) => return Must::Refuse,
        Who::Anyone | Who::Signed | Who::Half | Who::SignedIn => None,
        Who::May(act) | Who::Demo(act) => Some(act),
    };
    if act.is_some_and(|act| !may(role, act)) {
        return Must::Refuse;
    }
    if bounded(route, role).is_some_and(|from| whose >= from) {
        return Must::NotThere;
    }
    Must::LetIn
}

/// Whether an answer says that somebody was let in: a page, a way on, or what is wrong with an empty form.
fn let_in(status: StatusCode) -> bool {
    matches!(status.as_u16(), 200 | 303 | 304 | 409 | 422)
}

/// Routes that answer a form of nobody's secret with "not there": a link that opens nothing.
fn is_dead_end(route: &Route) -> bool {
    route.of == Of::Link || matches!(route.path, "/metrics")
}

/// Those that end the session, or are done last so that they disturb nothing.
fn is_last(route: &Route) -> bool {
    ["/sign-out", "/account/sign-out-everywhere", "/office/view-as", "/disable", "/view-as"]
        .iter()
        .any(|p| route.path.contains(p))
}

async fn ask(browser: &mut Browser, route: &Route, path: &str) -> StatusCode {
    if route.method == Method::GET {
        return browser.get(path).await.status;
    }
    browser.get("/account").await;
    browser.submit(path, &[("language", "da")]).await.status
}

#[test]
fn every_route_lets_in_whom_the_policy_says_and_nobody_else() {
    both(async |app| {
        let world = one_of_everything(&app).await;
        let (demo, provider) = (Some(TimeMachine::default()), Some(absent_provider()));
        let options = Options { demo, provider, ..Options::default() };
        let web = Web::new(app.cx.clone(), app.cx.clock.clone(), options);
        let mut routes = table(&web);
        // Programs that sign what they send have no role.
        routes.retain(|route| route.who != Who::Signed);
        routes.sort_by_key(|r| (is_last(r), r.method == Method::POST, r.path));
        let mut open: BTreeSet<String> = BTreeSet::new();
        let mut wrong = Vec::new();
        for role in Role::ALL {
            let merchant = is_merchants(*role).then_some(world.merchant);
            let mut browser = app.signed_in_at(&web, *role, merchant).await;
            for route in &routes {
                for whose in ALL {
                    if bounded(route, *role).is_none() && whose != Whose::Own {
                        continue;
                    }
                    // What ends the session is asked in a browser of its own.
                    if is_last(route) {
                        browser = app.signed_in_at(&web, *role, merchant).await;
                    }
                    let path = path(route, &world.things[&whose]);
                    let status = ask(&mut browser, route, &path).await;
                    let must = must(route, *role, whose);
                    let right = match must {
                        Must::LetIn if is_dead_end(route) => status == StatusCode::NOT_FOUND,
                        Must::LetIn => let_in(status),
                        Must::Refuse => status == StatusCode::FORBIDDEN,
                        Must::NotThere => status == StatusCode::NOT_FOUND,
                    };
                    if must == Must::LetIn && right {
                        open.insert(format!("{} {}", route.method, route.path));
                    }
                    if !right {
                        wrong.push(format!("{role} {} {path} ({whose:?}): {status}, must {must:?}", route.method));
                    }
                }
            }
        }
        for route in &routes {
            let name = format!("{} {}", route.method, route.path);
            if !open.contains(&name) {
                wrong.push(format!("{name} is open to nobody"));
            }
        }
        assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
        nobody(&web, &routes, &world.things[&Whose::Own]).await;
    });
}

/// Whoever has not signed in is shown the door; a form without its token changes nothing.
async fn nobody(web: &Web, routes: &[Route], things: &Things) {
    for route in routes.iter().filter(|r| r.who != Who::Anyone) {
        let mut browser = Browser::new(web);
        let path = path(route, things);
        let page = match route.method {
            Method::GET => browser.get(&path).await,
            _ => browser.post(&path, &NOTHING).await,
        };
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{} {path}", route.method);
        assert!(page.location().starts_with("/sign-in"), "{path}: {}", page.location());
    }
}

#[test]
fn a_form_without_its_token_changes_nothing() {
    both(async |app| {
        let web = Web::new(app.cx.clone(), app.cx.clock.clone(), Options::default());
        let mut browser = app.signed_in_at(&web, Role::Admin, None).await;
        for route in table(&web).iter().filter(|r| r.method == Method::POST && r.of == Of::Nothing) {
            if matches!(route.who, Who::Demo(_) | Who::Signed) {
                continue;
            }
            for token in ["", "AAAA"] {
                let page = browser.post(route.path, &[("csrf", token)]).await;
                assert_eq!(page.status, StatusCode::FORBIDDEN, "{}", route.path);
            }
        }
        assert_eq!(browser.get("/office").await.status, StatusCode::OK, "still signed in");
    });
}
