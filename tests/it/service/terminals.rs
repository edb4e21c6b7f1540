//! Terminal management: down, slow, answering and calling back several times and in the wrong order; in the end what is confirmed is
//! what is wanted, and nothing was done twice.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use entity::types::{Date, DeviceId, JobState, SubjectId, TerminalOrderState};
use sea_orm::{ConnectionTrait, Database};
use tillhold::clock::Clock;
use tillhold::config::TerminalsConfig;
use tillhold::documents::pdf::PdfWriter;
use tillhold::gateways::terminals::{CALL_BACK, Confirmation, Key, Terminals};
use tillhold::jobs::Worker;
use tillhold::service::facts::TERMINAL_SET;
use tillhold::service::swaps::{self, Dispatch};
use tillhold::service::terminals::{Heard, ORDER, POLL, confirm, poll};
use tillhold::service::verify::verify;
use tillhold::service::{Context, ServiceError, runs};
use tillhold::stand_in::terminals::{Manners, StandIn};
use tillhold::store::event::event_page;
use tillhold::store::job::job_of;
use tillhold::store::swap::device_by_serial;
use tillhold::store::terminal::{TerminalState, terminal_order_open, terminal_orders_of, terminal_state};
use tillhold::web::{Options, Serving, Web, serve};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::support::{TestApp, both};

/// The key of both sides.
pub const KEY: &str = "0123456789abcdef0123456789abcdef";

/// Our program and terminal management, each at a port of its own.
struct Side {
    cx: Context,
    address: String,
    standin: StandIn,
    running: Vec<JoinHandle<()>>,
}

impl Drop for Side {
    fn drop(&mut self) {
        self.running.iter().for_each(JoinHandle::abort);
    }
}

/// A program whose terminal management is at an address.
pub fn with(app: &TestApp, address: &str, key: &str) -> Context {
    let config =
        TerminalsConfig { address: Some(address.to_owned()), key: Some(key.to_owned()), timeout_seconds: Some(1) };
    let terminals = Terminals::of(&config, Arc::new(|| Clock::system().now())).unwrap();
    Context { terminals, ..app.cx.clone() }
}

async fn side(app: &TestApp, manners: Manners) -> Side {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let cx = with(app, &address, KEY);
    let serving: Serving =
        serve(Web::new(cx.clone(), Clock::system(), Options::default()), "127.0.0.1:0").await.unwrap();
    let back = format!("http://{}{CALL_BACK}", serving.address().unwrap());
    let standin = StandIn::new(Key::of(KEY).unwrap(), Some(back.parse().unwrap()), Clock::system(), manners);
    let running = vec![
        tokio::spawn(async move { drop(serving.run(std::future::pending()).await) }),
        tokio::spawn({
            let standin = standin.clone();
            async move { drop(standin.serve(listener, std::future::pending()).await) }
        }),
    ];
    Side { cx, address, standin, running }
}

/// Does what is due; says how much failed.
async fn work(cx: &Context) -> u64 {
    let worker = Worker::new(cx.clone(), Arc::new(PdfWriter::new().unwrap()));
    worker.drain(&runs::quiet).await.unwrap().failed
}

/// A device that is in use, under an agreement that has begun.
async fn in_use(app: &TestApp, cx: &Context) -> (DeviceId, DeviceId) {
    app.take(&[("A", "2026-01-01", "2026-03-31", "249.00")]).await;
    let company = app.company().await;
    // The night's poll is behind us: what follows is done by call-backs and orders alone.
    app.work().await;
    exchange(app, cx, "SA", "SB").await;
    let of = async |serial: &str| device_by_serial(&cx.db, company.id, serial).await.unwrap().unwrap();
    (of("SA").await, of("SB").await)
}

/// One device for another: the new one is to be connected, the old one disconnected.
async fn exchange(app: &TestApp, cx: &Context, old: &str, new: &str) {
    let day: Date = "2026-01-01".parse().unwrap();
    let (serial, replacement, actor) = (old.to_owned(), new.to_owned(), "test".to_owned());
    let order = Dispatch { serial, swap: None, replacement, from_maker: true, carriage: (None, None), day, actor };
    swaps::dispatch(cx, &app.company().await, &order).await.unwrap();
}

async fn state(app: &TestApp, device: DeviceId) -> TerminalState {
    terminal_state(&app.cx.db, app.company().await.id, device).await.unwrap().unwrap()
}

/// Waits until what is confirmed of devices is what is wanted.
async fn settled(app: &TestApp, devices: &[DeviceId]) {
    for _ in 0..200 {
        let mut all = true;
        for device in devices {
            all &= state(app, *device).await.is_as_wanted();
        }
        if all {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    for device in devices {
        println!("{:?}", state(app, *device).await);
    }
    panic!("what is confirmed is not what is wanted");
}

/// How many times events tell of terminals.
async fn told(app: &TestApp) -> usize {
    let events = event_page(&app.cx.db, app.company().await.id, 0, 10_000).await.unwrap();
    events.iter().filter(|event| event.kind == TERMINAL_SET).count()
}

#[test]
fn an_order_is_given_in_the_transaction_of_its_step_and_confirmed_by_call_back() {
    both(async |app| {
        let side = side(&app, Manners::default()).await;
        let (old, new) = in_use(&app, &side.cx).await;
        assert_eq!(state(&app, old).await.order_state, Some(TerminalOrderState::Wanted));
        assert_eq!((state(&app, old).await.wanted, state(&app, new).await.wanted), (false, true));
        assert_eq!(work(&side.cx).await, 0);
        settled(&app, &[old, new]).await;
        assert_eq!((side.standin.terminal("SA").connected, side.standin.terminal("SB").connected), (false, true));
        assert_eq!((side.standin.terminal("SA").switched, side.standin.terminal("SB").switched), (1, 1));
        assert_eq!(told(&app).await, 2);
        assert_eq!(verify(&app.cx, &|_| ()).await.unwrap(), []);
    });
}

#[test]
fn a_step_that_is_refused_orders_nothing() {
    both(async |app| {
        let side = side(&app, Manners::default()).await;
        let (old, _) = in_use(&app, &side.cx).await;
        let before = terminal_orders_of(&app.cx.db, old).await.unwrap();
        // It is exchanged already: nothing of the step is written.
        let order = Dispatch {
            serial: "SA".into(),
            swap: None,
            replacement: "SX".into(),
            from_maker: true,
            carriage: (None, None),
            day: "2026-01-01".parse().unwrap(),
            actor: "test".into(),
        };
        assert!(swaps::dispatch(&side.cx, &app.company().await, &order).await.is_err());
        assert_eq!(terminal_orders_of(&app.cx.db, old).await.unwrap(), before);
    });
}

#[test]
fn without_terminal_management_orders_are_kept_and_nobody_confirms_them() {
    both(async |app| {
        let (old, new) = in_use(&app, &app.cx).await;
        app.work().await;
        for device in [old, new] {
            let state = state(&app, device).await;
            assert_eq!((state.order_state, state.confirmed), (Some(TerminalOrderState::Wanted), None));
            let job = job_of(&app.cx.db, ORDER, SubjectId(state.order_id.unwrap().0)).await.unwrap();
            assert_eq!(job, None);
        }
        // Once it is there, the night gives what was kept.
        let side = side(&app, Manners::default()).await;
        poll(&side.cx, &app.company().await).await.unwrap();
        assert_eq!(work(&side.cx).await, 0);
        settled(&app, &[old, new]).await;
        assert_eq!(verify(&app.cx, &|_| ()).await.unwrap(), []);
    });
}

#[test]
fn terminal_management_that_is_down_is_tried_again() {
    both(async |app| {
        // Nothing listens: the connection is refused.
        let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        let away = with(&app, &format!("http://{nobody}"), KEY);
        let (old, new) = in_use(&app, &away).await;
        assert_eq!(work(&away).await, 2);
        assert_eq!(state(&app, new).await.order_state, Some(TerminalOrderState::Wanted));
        let job = job_of(&app.cx.db, ORDER, SubjectId(state(&app, new).await.order_id.unwrap().0)).await.unwrap();
        let job = job.unwrap();
        assert_eq!((job.state, job.attempts), (JobState::Queued, 1));
        // It answers again, at first that it cannot.
        let side = side(&app, Manners { down_first: 2, ..Manners::default() }).await;
        app.cx.clock.move_to(app.cx.clock.now() + TimeDelta::minutes(1));
        assert_eq!(work(&side.cx).await, 2);
        app.cx.clock.move_to(app.cx.clock.now() + TimeDelta::minutes(1));
        assert_eq!(work(&side.cx).await, 0);
        settled(&app, &[old, new]).await;
        assert_eq!((side.standin.terminal("SA").switched, side.standin.terminal("SB").switched), (1, 1));
        assert_eq!(told(&app).await, 2);
    });
}

#[test]
fn an_answer_that_comes_too_late_is_an_order_that_was_done_once() {
    both(async |app| {
        // Longer than we wait, and nobody is called: only the second try learns of it.
        let manners = Manners { slow: Duration::from_millis(1500), silent: true, ..Manners::default() };
        let side = side(&app, manners).await;
        let (old, new) = in_use(&app, &side.cx).await;
        assert_eq!(work(&side.cx).await, 2);
        assert_eq!(side.standin.terminal("SB").switched, 1, "it was done all the same");
        assert_eq!(state(&app, new).await.confirmed, None);
        side.standin.behave(Manners { silent: true, ..Manners::default() });
        app.cx.clock.move_to(app.cx.clock.now() + TimeDelta::minutes(1));
        assert_eq!(work(&side.cx).await, 0);
        settled(&app, &[old, new]).await;
        assert_eq!((side.standin.terminal("SA").switched, side.standin.terminal("SB").switched), (1, 1));
        assert_eq!(told(&app).await, 2);
    });
}

#[test]
fn where_no_call_back_comes_we_ask() {
    both(async |app| {
        let side = side(&app, Manners { silent: true, ..Manners::default() }).await;
        let (old, new) = in_use(&app, &side.cx).await;
        assert_eq!(work(&side.cx).await, 0);
        assert_eq!(state(&app, new).await.order_state, Some(TerminalOrderState::Sent));
        app.cx.clock.move_to(app.cx.clock.now() + TimeDelta::minutes(4));
        assert_eq!(work(&side.cx).await, 0);
        assert_eq!(state(&app, new).await.order_state, Some(TerminalOrderState::Sent), "not yet");
        app.cx.clock.move_to(app.cx.clock.now() + TimeDelta::minutes(2));
        assert_eq!(work(&side.cx).await, 0);
        settled(&app, &[old, new]).await;
        assert_eq!(told(&app).await, 2);
    });
}

#[test]
fn call_backs_that_come_several_times_and_in_the_wrong_order_have_one_effect_each() {
    both(async |app| {
        let side = side(&app, Manners { twice: true, out_of_order: true, ..Manners::default() }).await;
        let (old, new) = in_use(&app, &side.cx).await;
        assert_eq!(work(&side.cx).await, 0);
        settled(&app, &[old, new]).await;
        // Long enough for every repetition.
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(told(&app).await, 2);
        assert_eq!((side.standin.terminal("SA").switched, side.standin.terminal("SB").switched), (1, 1));
        assert_eq!(verify(&app.cx, &|_| ()).await.unwrap(), []);
    });
}

#[test]
fn the_latest_order_of_a_device_wins_whatever_arrives_first() {
    both(async |app| {
        let side = side(&app, Manners { silent: true, ..Manners::default() }).await;
        let (_, new) = in_use(&app, &side.cx).await;
        let first = terminal_order_open(&app.cx.db, new).await.unwrap().unwrap();
        // It is exchanged again before its connection is given: it is to be disconnected.
        exchange(&app, &side.cx, "SB", "SC").await;
        let second = terminal_order_open(&app.cx.db, new).await.unwrap().unwrap();
        assert_eq!((first.connected, second.connected, second.sequence), (true, false, first.sequence + 1));
        let of = |order: &tillhold::store::terminal::Ordered, n: u128| Confirmation {
            id: uuid::Uuid::from_u128(n),
            order: order.id,
            serial: order.serial.clone(),
            sequence: order.sequence,
            connected: order.connected,
        };
        // The later one is confirmed first; what is said of the earlier one afterwards changes nothing.
        assert_eq!(confirm(&side.cx, &of(&second, 2)).await.unwrap(), Heard::New);
        assert_eq!(confirm(&side.cx, &of(&first, 1)).await.unwrap(), Heard::Known);
        assert_eq!(confirm(&side.cx, &of(&second, 2)).await.unwrap(), Heard::Known, "heard before");
        let state = state(&app, new).await;
        assert_eq!((state.wanted, state.confirmed, state.order_id), (false, Some(false), None));
        let orders = terminal_orders_of(&app.cx.db, new).await.unwrap();
        let states: Vec<_> = orders.iter().map(|order| order.state).collect();
        assert_eq!(states, [TerminalOrderState::Superseded, TerminalOrderState::Confirmed]);
        // Of both orders none is given any more: one is superseded, the other done.
        assert_eq!(work(&side.cx).await, 0);
        assert_eq!(side.standin.terminal("SB").switched, 0);
        let wrong = Confirmation { connected: true, ..of(&second, 3) };
        assert!(matches!(confirm(&side.cx, &wrong).await, Err(ServiceError::Refused(_))));
        let stranger = Confirmation { order: uuid::Uuid::from_u128(9).into(), ..of(&second, 4) };
        assert!(matches!(confirm(&side.cx, &stranger).await, Err(ServiceError::Refused(_))));
    });
}

#[test]
fn a_confirmation_that_overtakes_its_own_answer_leaves_nothing_to_ask() {
    both(async |app| {
        // The call-back is there long before the answer: the job finds the order confirmed.
        let side = side(&app, Manners { slow: Duration::from_millis(600), ..Manners::default() }).await;
        let (old, new) = in_use(&app, &side.cx).await;
        let order = state(&app, new).await.order_id.unwrap();
        assert_eq!(work(&side.cx).await, 0);
        settled(&app, &[old, new]).await;
        let job = job_of(&app.cx.db, ORDER, SubjectId(order.0)).await.unwrap().unwrap();
        assert_eq!(job.state, JobState::Done);
    });
}

#[test]
fn a_terminal_that_is_not_known_is_given_up_at_once_and_named() {
    both(async |app| {
        let unknown = ["SB".to_owned()].into();
        let side = side(&app, Manners { unknown, ..Manners::default() }).await;
        let (old, new) = in_use(&app, &side.cx).await;
        let order = state(&app, new).await.order_id.unwrap();
        assert_eq!(work(&side.cx).await, 1);
        settled(&app, &[old]).await;
        let job = job_of(&app.cx.db, ORDER, SubjectId(order.0)).await.unwrap().unwrap();
        assert_eq!((job.state, job.attempts), (JobState::Failed, 1));
        assert!(job.last_error.unwrap().contains("SB"));
        assert_eq!(state(&app, new).await.confirmed, None);
    });
}

#[test]
fn a_wrong_key_is_no_fault_of_the_order() {
    both(async |app| {
        let side = side(&app, Manners::default()).await;
        let stranger = with(&app, &side.address, &KEY.replace('0', "1"));
        let (old, new) = in_use(&app, &stranger).await;
        assert_eq!(work(&stranger).await, 2);
        assert_eq!(side.standin.terminal("SB").switched, 0, "nobody is heard without the key");
        app.cx.clock.move_to(app.cx.clock.now() + TimeDelta::minutes(1));
        assert_eq!(work(&side.cx).await, 0);
        settled(&app, &[old, new]).await;
    });
}

#[test]
fn the_night_notes_who_was_online_and_orders_anew_what_was_switched_by_hand() {
    both(async |app| {
        let side = side(&app, Manners::default()).await;
        let (old, new) = in_use(&app, &side.cx).await;
        assert_eq!(work(&side.cx).await, 0);
        settled(&app, &[old, new]).await;
        let seen = "2026-01-01T09:00:00Z".parse().unwrap();
        side.standin.see("SB", Some(seen));
        // Somebody switches both by hand: the one that must not be connected is, and the other way round.
        side.standin.switch("SA", true);
        side.standin.switch("SB", false);
        let company = app.company().await;
        poll(&side.cx, &company).await.unwrap();
        let now = state(&app, new).await;
        assert_eq!((now.seen_at_us, now.confirmed), (Some(seen.timestamp_micros()), Some(false)));
        assert_eq!(work(&side.cx).await, 0);
        settled(&app, &[old, new]).await;
        assert_eq!((side.standin.terminal("SA").connected, side.standin.terminal("SB").connected), (false, true));
        // Asked again, nothing is ordered that is as it should be.
        poll(&side.cx, &company).await.unwrap();
        assert_eq!(terminal_orders_of(&app.cx.db, old).await.unwrap().len(), 2);
        assert_eq!(verify(&app.cx, &|_| ()).await.unwrap(), []);
    });
}

#[test]
fn a_later_order_of_somebody_else_is_overtaken_in_turn() {
    both(async |app| {
        let side = side(&app, Manners::default()).await;
        let (old, new) = in_use(&app, &side.cx).await;
        // As after a backup was put back: terminal management knows orders that we have forgotten.
        side.standin.order("SB", 40, false);
        assert_eq!(work(&side.cx).await, 0);
        settled(&app, &[old, new]).await;
        assert!(side.standin.terminal("SB").connected && side.standin.terminal("SB").sequence == 41);
    });
}

#[test]
fn two_workers_and_a_worker_that_died_do_the_work_once() {
    both(async |app| {
        let side = side(&app, Manners::default()).await;
        let (old, new) = in_use(&app, &side.cx).await;
        let other = Context { terminals: side.cx.terminals.clone(), ..app.again().await };
        // One has claimed the jobs and gone away.
        let (now, until) = (app.cx.clock.now(), app.cx.clock.now() + TimeDelta::minutes(10));
        let claimed = tillhold::store::job::job_claim(&app.cx.db, "died", now, until, 32).await.unwrap();
        assert!(claimed.iter().filter(|job| job.kind == ORDER).count() == 2);
        assert!(claimed.iter().all(|job| job.kind != POLL || job.company_id.is_some()));
        assert_eq!(work(&side.cx).await, 0);
        assert_eq!(side.standin.terminal("SB").switched, 0, "somebody else has the job");
        app.cx.clock.move_to(until + TimeDelta::seconds(1));
        let (one, two) = tokio::join!(work(&side.cx), work(&other));
        assert_eq!(one + two, 0);
        settled(&app, &[old, new]).await;
        assert_eq!((side.standin.terminal("SA").switched, side.standin.terminal("SB").switched), (1, 1));
        assert_eq!(told(&app).await, 2);
    });
}

/// A process that is ended with the test.
struct Process(std::process::Child);

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Terminal management as a process of its own, and where it listens.
fn process(call_back: &str, more: &[&str]) -> (Process, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tillhold"));
    command.args(["stand-in", "terminals", "--listen", "127.0.0.1:0", "--call-back", call_back]).args(more);
    let mut child =
        command.env("TILLHOLD_TERMINALS_KEY", KEY).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.split_whitespace().find(|word| word.starts_with("http://")).unwrap();
    (Process(child), address.trim_end_matches('.').to_owned())
}

#[test]
fn a_process_of_its_own_that_misbehaves_is_brought_round() {
    both(async |app| {
        let mut cx = app.cx.clone();
        // It must know where to call before we know where it is.
        let probe = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let ours = probe.local_addr().unwrap();
        drop(probe);
        let more = ["--down-first", "1", "--slow", "1300", "--twice", "--out-of-order"];
        let (_process, address) = process(&format!("http://{ours}{CALL_BACK}"), &more);
        cx.terminals = with(&app, &address, KEY).terminals;
        let web = Web::new(cx.clone(), Clock::system(), Options::default());
        let serving = serve(web, &ours.to_string()).await.unwrap();
        let running = tokio::spawn(async move { drop(serving.run(std::future::pending()).await) });
        let (old, new) = in_use(&app, &cx).await;
        for _ in 0..4 {
            work(&cx).await;
            app.cx.clock.move_to(app.cx.clock.now() + TimeDelta::minutes(10));
        }
        settled(&app, &[old, new]).await;
        assert_eq!(told(&app).await, 2);
        assert_eq!(verify(&app.cx, &|_| ()).await.unwrap(), []);
        let terminals = cx.terminals.get().unwrap();
        let status = terminals.status(&["SA", "SB", "SC"]).await.unwrap();
        let stands: Vec<_> = status.iter().map(|s| (s.serial.as_str(), s.connected)).collect();
        assert_eq!(stands, [("SA", false), ("SB", true)]);
        running.abort();
    });
}

#[test]
fn a_confirmed_order_that_somebody_changes_is_found() {
    both(async |app| {
        let side = side(&app, Manners::default()).await;
        let (old, new) = in_use(&app, &side.cx).await;
        assert_eq!(work(&side.cx).await, 0);
        settled(&app, &[old, new]).await;
        let raw = Database::connect(app.url.clone()).await.unwrap();
        for sql in [
            "UPDATE terminal_order SET sequence = sequence + 1",
            "UPDATE terminal_order SET sequence = sequence - 1, connected = NOT connected",
            // As it was, but that nobody would have confirmed it.
            "UPDATE terminal_order SET connected = NOT connected, state = 'wanted', settled_at_us = NULL, sent_at_us = NULL",
        ] {
            raw.execute_unprepared(sql).await.unwrap();
            let findings = verify(&app.cx, &|_| ()).await.unwrap();
            let ours = findings.iter().filter(|finding| finding.table == "terminal_order").count();
            assert!(ours >= 1, "{sql}: {findings:?}");
        }
    });
}
