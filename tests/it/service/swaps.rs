//! Devices in the hands of others: random stories whose chains of custody must hold, and two at once.

use std::collections::HashMap;

use chrono::{Days, NaiveTime};
use entity::types::{ChargeCode, Country, Date, DeviceId, Exclusion, FaultKind, IncidentKind, QuoteKind};
use sea_orm::{Database, EntityTrait};
use tillhold::clock::local;
use tillhold::domain::custody::Standing;
use tillhold::domain::explain::Explanation;
use tillhold::jobs::charges_of_day;
use tillhold::service::incidents::{self, Report};
use tillhold::service::relocations::{Relocation, relocate};
use tillhold::service::swaps::{self, Answer, Dispatch, Fault, Faulty, Fee, Quoted, Verdict};
use tillhold::service::verify::verify;
use tillhold::service::{ServiceError, ServiceResult, deadlines};
use tillhold::store::charge::charge_one_off;
use tillhold::store::custody::custody_of;
use tillhold::store::story::device_list;

use crate::support::{TestApp, both, told};

/// A plain generator: the same seed tells the same stories.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

/// Somebody does something with a device of a pool; what does not follow is refused.
async fn something(app: &TestApp, dice: &mut Dice, pool: u64, day: Date) -> ServiceResult<()> {
    let (cx, company, actor) = (&app.cx, app.company().await, "dice".to_owned());
    let device = dice.throw(pool);
    let serial = if device < 4 {
        format!("S{}", ["A", "B", "C", "D"][usize::try_from(device).unwrap()])
    } else {
        format!("N{device}")
    };
    let exclusion = Exclusion::ALL[usize::try_from(dice.throw(12)).unwrap()];
    match dice.throw(12) {
        0 => {
            let fault =
                Fault { serial, kind: FaultKind::InLife, description: "dark".into(), tried_manual: true, day, actor };
            swaps::report(cx, &company, &fault).await.map(|_| ())
        }
        1 => swaps::approve(cx, &company, &serial, day, "dice").await,
        2..=4 => {
            let replacement = format!("N{}", 4 + dice.throw(pool - 4));
            let carriage = (Some("GLS".to_owned()), None);
            swaps::dispatch(
                cx,
                &company,
                &Dispatch { serial, swap: None, replacement, from_maker: true, carriage, day, actor },
            )
            .await
        }
        5 | 6 => swaps::receive(cx, &company, &serial, day, "dice").await,
        7 => {
            let verdict = if dice.throw(2) == 0 { Verdict::Covered } else { Verdict::Excluded(exclusion) };
            swaps::inspect(cx, &company, &serial, (verdict, None), day, "dice").await
        }
        8 => {
            let quoted = Quoted { kind: QuoteKind::SwapPrice, net: None };
            match dice.throw(3) {
                0 => swaps::quote(cx, &company, &serial, quoted, day, "dice").await,
                1 => swaps::answer(cx, &company, &serial, Answer::Accepted, day, "dice").await,
                _ => swaps::answer(cx, &company, &serial, Answer::Declined, day, "dice").await,
            }
        }
        9 => swaps::give_back(cx, &company, &serial, day, "dice").await,
        10 => {
            let kind = IncidentKind::ALL[usize::try_from(dice.throw(4)).unwrap()];
            let report = Report { serial, kind, discovered: cx.clock.now(), words: told(), day, actor };
            incidents::report(cx, &company, &report).await.map(|_| ())
        }
        _ if dice.throw(2) == 0 => {
            let fee = Fee { serial, swap: None, exclusion, evidence: "seen".into(), day, actor };
            swaps::fee(cx, &company, &fee).await.map(|_| ())
        }
        _ => {
            let to = Relocation { serial, site: format!("Site {}", dice.throw(3)), cost: None, day, actor };
            relocate(cx, &company, &to, Some(("Algade 2", "4000", "Roskilde"))).await
        }
    }
}

/// Each chain, told again from its first link, ends in what the device is; no link is missing.
async fn chains_hold(app: &TestApp) -> HashMap<DeviceId, usize> {
    let mut links = HashMap::new();
    for device in device_list(&app.cx.db, app.company().await.id).await.unwrap() {
        let chain = custody_of(&app.cx.db, device.id).await.unwrap();
        let mut at = None;
        for (sequence, link) in (1..).zip(&chain) {
            assert_eq!(link.sequence, sequence, "{}", device.serial);
            let after = Standing::after(at, link.step).unwrap_or_else(|e| panic!("{}: {e:?}", device.serial));
            let kept = Standing { state: link.state, custodian: link.custodian, connected: link.connected };
            assert_eq!(after, kept, "{} {}", device.serial, link.step);
            at = Some(after);
        }
        let is = Standing { state: device.state, custodian: device.custodian, connected: device.connected };
        assert_eq!(at, Some(is), "{}", device.serial);
        links.insert(device.id, chain.len());
    }
    links
}

#[test]
fn random_stories_keep_one_custodian_one_line_and_a_reason_for_every_charge() {
    /// Steps on SQLite; on PostgreSQL, where each is a way to a server and back, fewer.
    const STEPS: u64 = 10_000;
    both(async |app| {
        let steps = if app.is_postgres() { STEPS / 10 } else { STEPS };
        app.take(&["A", "B", "C", "D"].map(|r| (r, "2026-01-01", "2026-03-31", "249.00"))).await;
        let company = app.company().await;
        let (mut dice, mut day, mut done) = (Dice(0x5eed_0f71), "2026-01-05".parse::<Date>().unwrap(), 0);
        for step in 0..steps {
            if dice.throw(3) == 0 {
                day = day + Days::new(1);
                app.cx.clock.move_to(local(Country::Dk, day, NaiveTime::MIN));
                deadlines::look_at_all(&app.cx, &company, "clock").await.unwrap();
            }
            let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap();
            app.cx.clock.move_to(local(Country::Dk, day, noon));
            // More devices join as time goes by.
            match something(&app, &mut dice, 8 + step / 400, day).await {
                Ok(()) => done += 1,
                Err(ServiceError::Refused(_)) => {}
                Err(error) => panic!("step {step}: {error:?}"),
            }
            if step % 50 == 0 {
                charges_of_day(&app.cx, &company).await.unwrap();
            }
        }
        assert!(done > steps / 50, "{done} of {steps} things were done");
        let links = chains_hold(&app).await;
        assert!(links.values().any(|n| *n > 5) && links.len() >= 8, "{} devices", links.len());
        for charge in charge_one_off(&app.cx.db, company.id).await.unwrap() {
            let why: Explanation = serde_json::from_str(charge.explanation.as_deref().unwrap()).unwrap();
            assert!(!why.rules.is_empty() && charge.evidence.is_some(), "{}", charge.code);
        }
        let found = verify(&app.cx, &|_| {}).await.unwrap();
        assert!(found.is_empty(), "{found:#?}");
    });
}

#[test]
fn r051_a_step_on_a_swap_of_long_ago_is_refused() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", "2026-03-31", "249.00")]).await;
        let company = app.company().await;
        app.advance_to("2026-01-30");
        let day: Date = "2026-01-30".parse().unwrap();
        let order = |serial: &str, swap, replacement: &str| Dispatch {
            serial: serial.into(),
            swap,
            replacement: replacement.into(),
            from_maker: true,
            carriage: (None, None),
            day,
            actor: "agent".into(),
        };
        let latest = async || {
            let raw = Database::connect(&app.url).await.unwrap();
            let all = entity::swap::Entity::find().all(&raw).await.unwrap();
            all.into_iter().max_by_key(|swap| swap.id).unwrap().id
        };
        // SA is exchanged, found to be in order, sent for the one that took its place, and approved for a second swap.
        swaps::dispatch(&app.cx, &company, &order("SA", None, "N1")).await.unwrap();
        let first = latest().await;
        let again = swaps::dispatch(&app.cx, &company, &order("SA", Some(first), "N2")).await;
        assert!(matches!(&again, Err(ServiceError::Refused(r)) if r.key == "reason-swap-dispatched"), "{again:?}");
        swaps::receive(&app.cx, &company, "SA", day, "agent").await.unwrap();
        swaps::inspect(&app.cx, &company, "SA", (Verdict::Covered, None), day, "agent").await.unwrap();
        swaps::dispatch(&app.cx, &company, &order("N1", None, "SA")).await.unwrap();
        swaps::approve(&app.cx, &company, "SA", day, "agent").await.unwrap();
        let second = latest().await;
        let sent = swaps::dispatch(&app.cx, &company, &order("SA", Some(first), "N2")).await;
        assert!(matches!(&sent, Err(ServiceError::Refused(r)) if r.key == "reason-swap-older"), "{sent:?}");
        swaps::dispatch(&app.cx, &company, &order("SA", Some(second), "N2")).await.unwrap();
        let old = Faulty { serial: "SA", swap: Some(first) };
        let received = swaps::receive(&app.cx, &company, old, day, "agent").await;
        assert!(matches!(&received, Err(ServiceError::Refused(r)) if r.key == "reason-swap-older"), "{received:?}");
        let new = Faulty { serial: "SA", swap: Some(second) };
        swaps::receive(&app.cx, &company, new, day, "agent").await.unwrap();
        chains_hold(&app).await;
    });
}

#[test]
fn r085_two_agents_two_workers_one_effect() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", "2026-03-31", "249.00")]).await;
        let (company, other) = (app.company().await, app.again().await);
        let day: Date = "2026-01-30".parse().unwrap();
        app.advance_to("2026-01-30");
        let order = |replacement: &str| Dispatch {
            serial: "SA".into(),
            swap: None,
            replacement: replacement.into(),
            from_maker: true,
            carriage: (None, None),
            day,
            actor: "agent".into(),
        };
        let (one, two) = (order("N1"), order("N2"));
        let (one, two) =
            tokio::join!(swaps::dispatch(&app.cx, &company, &one), swaps::dispatch(&other, &company, &two));
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        // Charged on 16 February, once, whoever looks.
        app.advance_to("2026-02-16");
        let (one, two) = tokio::join!(
            deadlines::look_at_all(&app.cx, &company, "one"),
            deadlines::look_at_all(&other, &company, "two")
        );
        assert!(one.is_ok() || two.is_ok(), "{one:?} {two:?}");
        deadlines::look_at_all(&app.cx, &company, "again").await.unwrap();
        let charges = charge_one_off(&app.cx.db, company.id).await.unwrap();
        let nonret: Vec<_> = charges.iter().filter(|c| c.code == ChargeCode::NonretSwap).collect();
        assert_eq!(nonret.len(), 1, "{charges:?}");
        chains_hold(&app).await;
        assert_eq!(verify(&app.cx, &|_| {}).await.unwrap(), Vec::new());
    });
}

#[test]
fn r085_the_clock_sweeps_and_a_worker_charges() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", "2026-03-31", "249.00")]).await;
        let company = app.company().await;
        app.advance_to("2026-01-30");
        let order = Dispatch {
            serial: "SA".into(),
            swap: None,
            replacement: "N1".into(),
            from_maker: true,
            carriage: (None, None),
            day: "2026-01-30".parse().unwrap(),
            actor: "agent".into(),
        };
        swaps::dispatch(&app.cx, &company, &order).await.unwrap();
        // Friday 13 February is its last day; 8, 11 and 13 are the reminders', Saturday it is overdue, Monday it is charged.
        for day in ["2026-02-08", "2026-02-11", "2026-02-13", "2026-02-14"] {
            app.advance_to(day);
            app.work().await;
            assert_eq!(charge_one_off(&app.cx.db, company.id).await.unwrap(), Vec::new(), "{day}");
        }
        app.advance_to("2026-02-16");
        app.work().await;
        let charges = charge_one_off(&app.cx.db, company.id).await.unwrap();
        assert_eq!(charges.len(), 1);
        assert_eq!((charges[0].code, charges[0].starts.to_string()), (ChargeCode::NonretSwap, "2026-02-16".to_owned()));
    });
}

#[test]
fn r085_a_proof_of_posting_puts_the_charge_off() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", "2026-03-31", "249.00")]).await;
        let company = app.company().await;
        app.advance_to("2026-01-30");
        let day = |text: &str| text.parse::<Date>().unwrap();
        let order = Dispatch {
            serial: "SA".into(),
            swap: None,
            replacement: "N1".into(),
            from_maker: true,
            carriage: (None, None),
            day: day("2026-01-30"),
            actor: "agent".into(),
        };
        swaps::dispatch(&app.cx, &company, &order).await.unwrap();
        app.advance_to("2026-02-12");
        deadlines::look_at_all(&app.cx, &company, "clock").await.unwrap();
        let late = swaps::post(&app.cx, &company, "SA", (day("2026-02-14"), "GLS 1"), "agent").await;
        assert!(matches!(late, Err(ServiceError::Refused(_))), "{late:?}");
        swaps::post(&app.cx, &company, "SA", (day("2026-02-12"), "GLS 1"), "agent").await.unwrap();
        // Held through Friday 20 February: charged on Monday 23.
        for (on, charged) in [("2026-02-14", 0), ("2026-02-16", 0), ("2026-02-20", 0), ("2026-02-23", 1)] {
            app.advance_to(on);
            deadlines::look_at_all(&app.cx, &company, "clock").await.unwrap();
            assert_eq!(charge_one_off(&app.cx.db, company.id).await.unwrap().len(), charged, "{on}");
        }
    });
}
