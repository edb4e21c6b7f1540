//! Call-backs of terminal management: signed, of now, heard once, without a session and without a form's token.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use entity::types::Instant;
use tillhold::config::TerminalsConfig;
use tillhold::gateways::terminals::{CALL_BACK, Key, SIGNATURE, Signed, TIMESTAMP, Terminals};
use tillhold::service::Context;
use tillhold::service::facts::TERMINAL_SET;
use tillhold::service::swaps::{self, Dispatch};
use tillhold::store::event::event_page;
use tillhold::store::swap::device_by_serial;
use tillhold::store::terminal::{Ordered, terminal_order_open, terminal_state};
use tillhold::web::routes::router;
use tillhold::web::{Options, Web};
use tower::ServiceExt;

use crate::support::{TestApp, both};

const KEY: &str = "0123456789abcdef0123456789abcdef";

/// A program that has a terminal management, which is never asked.
fn with(app: &TestApp) -> Context {
    let config =
        TerminalsConfig { address: Some("http://127.0.0.1:1".into()), key: Some(KEY.into()), timeout_seconds: None };
    let clock = app.cx.clock.clone();
    Context { terminals: Terminals::of(&config, Arc::new(move || clock.now())).unwrap(), ..app.cx.clone() }
}

/// A call, and how it is sent.
struct Call {
    key: &'static str,
    at: Instant,
    path: &'static str,
    body: String,
}

impl Call {
    async fn send(&self, cx: &Context, app: &TestApp) -> StatusCode {
        let signed =
            Signed { method: "POST", path: self.path, timestamp: self.at.timestamp(), body: self.body.as_bytes() };
        let signature = Key::of(self.key).unwrap().sign(&signed);
        let request = Request::builder()
            .method(Method::POST)
            .uri(CALL_BACK)
            .header(TIMESTAMP, self.at.timestamp())
            .header(SIGNATURE, signature)
            .body(Body::from(self.body.clone()))
            .unwrap();
        let web = Web::new(cx.clone(), app.cx.clock.clone(), Options::default());
        router(&web).oneshot(request).await.unwrap().status()
    }
}

fn body(order: &Ordered, id: u128, connected: bool) -> String {
    let (id, order_id) = (uuid::Uuid::from_u128(id), order.id);
    format!(
        r#"{{"id":"{id}","order":"{order_id}","serial":"{}","sequence":{},"connected":{connected}}}"#,
        order.serial, order.sequence
    )
}

#[test]
fn a_call_back_is_heard_if_it_is_signed_of_now_and_about_an_order_of_ours_and_has_one_effect() {
    both(async |app| {
        let cx = with(&app);
        app.take(&[("A", "2026-01-01", "2026-03-31", "249.00")]).await;
        let company = app.company().await;
        let day = "2026-01-01".parse().unwrap();
        let (serial, replacement, actor) = ("SA".to_owned(), "SB".to_owned(), "test".to_owned());
        let exchange =
            Dispatch { serial, swap: None, replacement, from_maker: true, carriage: (None, None), day, actor };
        swaps::dispatch(&cx, &company, &exchange).await.unwrap();
        let device = device_by_serial(&cx.db, company.id, "SB").await.unwrap().unwrap();
        let order = terminal_order_open(&cx.db, device).await.unwrap().unwrap();
        let at = app.cx.clock.now();
        let good = || Call { key: KEY, at, path: CALL_BACK, body: body(&order, 1, true) };
        let minutes = |n| at + chrono::TimeDelta::minutes(n);
        let other = "ffffffffffffffffffffffffffffffff";
        let stranger = Ordered { id: uuid::Uuid::from_u128(7).into(), ..order.clone() };
        let refused = [
            ("another key", Call { key: other, ..good() }, StatusCode::UNAUTHORIZED),
            ("signed for another path", Call { path: "/sign-in", ..good() }, StatusCode::UNAUTHORIZED),
            ("old", Call { at: minutes(-6), ..good() }, StatusCode::UNAUTHORIZED),
            ("of the future", Call { at: minutes(6), ..good() }, StatusCode::UNAUTHORIZED),
            ("nothing", Call { body: String::new(), ..good() }, StatusCode::BAD_REQUEST),
            ("another order", Call { body: body(&stranger, 1, true), ..good() }, StatusCode::UNPROCESSABLE_ENTITY),
            ("the other way round", Call { body: body(&order, 1, false), ..good() }, StatusCode::UNPROCESSABLE_ENTITY),
        ];
        for (what, call, status) in refused {
            assert_eq!(call.send(&cx, &app).await, status, "{what}");
        }
        let state = async || terminal_state(&cx.db, company.id, device).await.unwrap().unwrap();
        assert_eq!(state().await.confirmed, None, "nothing of that was heard");
        // Without terminal management there is nothing to call.
        assert_eq!(good().send(&app.cx, &app).await, StatusCode::NOT_FOUND);
        for _ in 0..2 {
            assert_eq!(good().send(&cx, &app).await, StatusCode::NO_CONTENT);
            assert!(state().await.is_as_wanted());
        }
        // Said again by another call, it is no news either.
        assert_eq!(Call { body: body(&order, 2, true), ..good() }.send(&cx, &app).await, StatusCode::NO_CONTENT);
        let events = event_page(&cx.db, company.id, 0, 10_000).await.unwrap();
        assert_eq!(events.iter().filter(|event| event.kind == TERMINAL_SET).count(), 1);
    });
}
