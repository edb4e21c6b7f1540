//! The same form again.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::http::{Method, StatusCode};
use tillhold::documents::pdf::PdfWriter;
use tillhold::jobs::Worker;
use tillhold::service::runs::quiet;
use tillhold::web::routes::{Route, Who};

use super::doors::Doors;
use super::{body, token};
use crate::support::browser::{Browser, FORM};
use crate::support::{TestApp, both};
use crate::web::forms::{Field, fields};
use crate::web::reading::text_of;

/// Something good for every field, as it stands now.
async fn filled(app: &TestApp, route: &Route, path: &str, browser: &mut Browser, nth: usize) -> Vec<Field> {
    let mut form = fields(route.path);
    if route.path.starts_with("/office/stock") {
        return in_stock(route, form, browser).await;
    }
    if route.path.ends_with("/confirm") {
        let credit = path.trim_end_matches("/confirm");
        let pairs = form.iter().map(|(name, value, _, _)| (*name, *value));
        let asked = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let shown = browser.get(&format!("{credit}/preview?{asked}")).await.text();
        let seen = shown.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        form.iter_mut().filter(|f| f.0 == "seen").for_each(|f| f.1 = seen.clone().leak());
    }
    if route.path.ends_with("/move") {
        let shown = browser.get(path).await.text();
        let site = shown.split("name=\"site\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        form.iter_mut().filter(|f| f.0 == "site").for_each(|f| f.1 = site.clone().leak());
    }
    form.iter_mut().filter(|f| f.0 == "email").for_each(|f| f.1 = format!("a{nth}@butik.dk").leak());
    if route.path == "/desk/exports" {
        // What was asked for too early fails; files are made.
        let worker = Worker::new(app.cx.clone(), Arc::new(PdfWriter::new().unwrap()));
        worker.drain(&quiet).await.unwrap();
    }
    form
}

/// A form of the warehouse, about a device that lies there and a place that is there.
async fn in_stock(route: &Route, mut form: Vec<Field>, browser: &mut Browser) -> Vec<Field> {
    let shown = browser.get("/office/stock/devices").await;
    let device = shown.text().split("href=\"/office/devices/").nth(1).unwrap().to_owned();
    let serial = device.split(['>', '<']).nth(1).unwrap().to_owned();
    let place = browser.get("/office/stock").await.text();
    let place = place.split("/office/stock/devices?place=").nth(1).unwrap().to_owned();
    let (id, place) = (place.split('"').next().unwrap(), place.split(['>', '<']).nth(1).unwrap().to_owned());
    let list = format!("serial;model;grade;place\nNY{};pax-a920;new;{place}\n", route.path.replace('/', "-"));
    let seen = browser.submit("/office/stock/receive", &[("list", &list)]).await.text();
    let seen = seen.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    for field in &mut form {
        match field.0 {
            "serials" => field.1 = serial.clone().leak(),
            "list" => field.1 = list.clone().leak(),
            "seen" => field.1 = seen.clone().leak(),
            "place" => field.1 = id.to_owned().leak(),
            _ => {}
        }
    }
    form
}

/// Tables that have more rows by now than one form makes.
fn too_much(before: &BTreeMap<String, i64>, after: &BTreeMap<String, i64>) -> Vec<String> {
    let many = |table: &str| ["line", "posting", "entry", "event"].iter().any(|word| table.contains(word));
    let more = after.iter().map(|(table, n)| (table, n - before[table]));
    more.filter(|(table, n)| *n > if many(table) { 9 } else { 4 })
        .map(|(table, n)| format!("{n} rows of {table}"))
        .collect()
}

#[test]
fn a_form_sent_again_has_one_effect_and_the_same_answer() {
    both(async |app| {
        let mut doors = Doors::open(&app).await;
        let mut done = Vec::new();
        let mut posts = doors.posts();
        // What is approved is issued, or discarded while it waits for that, and what is credited is exported. A device that was
        // exchanged neither fails nor moves.
        let place = |path: &str| !path.ends_with("/approve") as u8 + 2 * path.ends_with("/discard") as u8;
        // A device is in use until another one is sent for it.
        let sent = |path: &str| !path.starts_with("/portal/devices");
        posts.sort_by_key(|r| (r.path == "/desk/exports", sent(r.path), place(r.path)));
        for route in posts {
            if matches!(route.who, Who::Anyone | Who::Half) || route.path.starts_with("/account") {
                continue;
            }
            let path = doors.path(&route).await;
            let (mut browser, language, page) = doors.visitor(&route).await;
            let form = filled(&app, &route, &path, &mut browser, done.len()).await;
            let before = doors.rows.count().await;
            let body = body(&app, &token(&page), &form, None);
            let once = || String::from_utf8(body.clone()).unwrap().split("&once=").nth(1).unwrap()[..36].to_owned();
            // Two at the same moment, then once more.
            let (mut twin, key) = (browser.clone(), once());
            let (first, second) = tokio::join!(
                browser.ask(Method::POST, &path, Some(FORM), body.clone()),
                twin.ask(Method::POST, &path, Some(FORM), body.clone())
            );
            let after = doors.rows.count().await;
            let third = browser.ask(Method::POST, &path, Some(FORM), body.clone()).await;
            for page in [&first, &second, &third] {
                doors.check(&route, "sent again", page, language);
            }
            if first.status != StatusCode::SEE_OTHER && second.status != StatusCode::SEE_OTHER {
                if first.status != third.status || after != before {
                    doors.complain(&route, "refused", format!("{} then {}", first.status, third.status));
                }
                continue;
            }
            done.push(route.path);
            let went = [&first, &second].into_iter().find(|p| p.status == StatusCode::SEE_OTHER).unwrap();
            // Who looks as a merchant changes nothing until they end it.
            if route.path.ends_with("/view-as") {
                continue;
            }
            for page in [&first, &second, &third] {
                let same = page.status == StatusCode::SEE_OTHER && page.location() == went.location();
                if !same {
                    doors.complain(&route, "sent again", format!("{}: {}", page.status, text_of(&page.text())));
                }
            }
            if after == before && !["/office/clock"].contains(&route.path) {
                doors.complain(&route, "sent", "had no effect");
            }
            if doors.rows.count().await != after {
                doors.complain(&route, "sent again", "had another effect");
            }
            for much in too_much(&before, &after) {
                doors.complain(&route, "sent twice", much);
            }
            // The same key for something else.
            let other = format!("csrf={}&once={key}&name=anden", token(&page)).into_bytes();
            let other = browser.ask(Method::POST, &path, Some(FORM), other).await;
            doors.check(&route, "another form", &other, language);
            if other.status != StatusCode::CONFLICT {
                doors.complain(&route, "another form", format!("{}", other.status));
            }
        }
        // A letter and a job that did not fail are not tried again, and a quarter is not issued before it begins.
        assert_eq!(done.len(), 37, "{done:?}");
        doors.done();
    });
}
