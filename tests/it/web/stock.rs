//! The warehouse on pages: figures with their lists, what arrives, what moves, labels; and papers that are made when asked for.

use axum::http::{Method, StatusCode};
use entity::types::Role;
use tillhold::service::Context;
use tillhold::service::stock::place_add;
use tillhold::web::{Options, Web};

use super::access::stocked;
use super::office::sound;
use crate::support::browser::Browser;
use crate::support::page::Page;
use crate::support::{TestApp, both};

const LIST: &str = "serial;model;grade;place;sim\nN1;PAX A77;ny;Lager;1\nN2;PAX A77;brugt;Lager;\n";

/// A list as a file of a form in parts.
async fn upload(browser: &mut Browser, page: &Page, list: &[u8]) -> Page {
    let token = page.hidden("/office/stock/receive", "csrf");
    let mut body = Vec::new();
    for (head, value) in [
        ("name=\"csrf\"", token.as_bytes()),
        ("name=\"list\"", b"what stands here is left out".as_slice()),
        ("name=\"file\"; filename=\"list.csv\"\r\nContent-Type: text/csv", list),
    ] {
        body.extend(format!("--x\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes());
        body.extend(value);
        body.extend(b"\r\n");
    }
    body.extend(b"--x--\r\n");
    let kind = "multipart/form-data; boundary=x";
    browser.ask(Method::POST, "/office/stock/receive", Some(kind), body).await
}

/// A program with an address of its own, and somebody of the bench.
async fn at_the_bench(app: &TestApp) -> Browser {
    let cx = Context { address: Some("https://leje.example.dk".into()), ..app.cx.clone() };
    let web = Web::new(cx, app.cx.clock.clone(), Options::default());
    app.signed_in_at(&web, Role::Technician, None).await
}

#[test]
fn what_arrives_is_seen_before_it_is_taken() {
    both(async |app| {
        let mut bench = at_the_bench(&app).await;
        let page = bench.see("/office/stock").await;
        page.holds(&["Her står, hvor mange enheder af hver model vi har"]);
        let added = bench.send(&page, "/office/stock/places", &[("name", "Lager")]).await;
        assert_eq!(added.location(), "/office/stock?said=said-stock-place");
        let page = bench.see("/office/stock/receive").await;
        let seen = bench.send(&page, "/office/stock/receive", &[("list", LIST)]).await;
        assert_eq!(seen.status, StatusCode::OK);
        seen.holds(&["2 enheder ville blive modtaget.", "N1", "Brugt"]);
        bench.see("/office/stock").await.lacks(&["PAX A77"]);
        // Whoever changes what was seen sees it again.
        let mut other = seen.form("/office/stock/receive/confirm", &[]);
        other.iter_mut().filter(|(name, _)| name == "list").for_each(|(_, list)| *list = list.replace("N2", "N3"));
        let moved = bench.post("/office/stock/receive/confirm", &other).await;
        assert_eq!(moved.status, StatusCode::CONFLICT);
        moved.holds(&["Det er ikke længere det, du så før.", "N3"]);
        let taken = bench.send(&seen, "/office/stock/receive/confirm", &[]).await;
        assert_eq!(taken.location(), "/office/stock?said=said-stock-received");
        let page = bench.see("/office/stock?said=said-stock-received").await;
        page.holds(&["Enhederne er modtaget.", "Lager"]);
        assert_eq!(page.row("PAX A77"), "PAX A77 Ny 1 0 0 0 0 0 1");
        // The same list once more says of each line that we have it.
        let page = bench.see("/office/stock/receive").await;
        let again = bench.send(&page, "/office/stock/receive", &[("list", LIST)]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        again.holds(&[
            "N1 har vi allerede (På lager)",
            "N2 har vi allerede (På lager)",
            "Listen kan ikke modtages, som den er.",
        ]);
        sound(&app).await;
    });
}

#[test]
fn a_file_is_read_as_what_is_typed() {
    both(async |app| {
        let company = app.company().await;
        place_add(&app.cx, &company, "Lager", "test").await.unwrap();
        let mut bench = at_the_bench(&app).await;
        let page = bench.see("/office/stock/receive").await;
        let long: String = (0..5_000).map(|n| format!("N{n:05};PAX A77;ny;Lager;89450{n:06}\r\n")).collect();
        let list = format!("\u{feff}serial;model;grade;place;sim\r\n{long}");
        let seen = upload(&mut bench, &page, list.as_bytes()).await;
        assert_eq!(seen.status, StatusCode::OK, "{:.2000}", seen.text());
        seen.holds(&["5000 enheder ville blive modtaget.", "Og 4900 enheder mere."]);
        let taken = bench.send(&seen, "/office/stock/receive/confirm", &[]).await;
        assert_eq!(taken.location(), "/office/stock?said=said-stock-received");
        // What is no UTF-8, and what is nothing.
        let odd = upload(&mut bench, &page, b"serial;model;grade;place\nX;PAX A77;ny;L\xe6ger\n").await;
        assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
        odd.holds(&["Gem filen igen som “CSV UTF-8”"]);
        let typed = upload(&mut bench, &page, b"").await;
        assert_eq!(typed.status, StatusCode::UNPROCESSABLE_ENTITY);
        typed.holds(&["what stands here is left out", "er ingen kolonne"]);
        let large = upload(&mut bench, &page, &vec![b'x'; 3 * 1024 * 1024]).await;
        assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
        // A part of another site's, or without the token.
        let token = [("list", LIST)];
        assert_eq!(bench.post("/office/stock/receive", &token).await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn a_figure_leads_to_its_devices_and_those_that_are_chosen_move() {
    both(async |app| {
        let company = app.company().await;
        stocked(&app, &company, "1").await;
        let bil = place_add(&app.cx, &company, "Bil", "test").await.unwrap();
        let mut bench = at_the_bench(&app).await;
        let page = bench.see("/office/stock").await;
        let list = page.link("/office/stock/devices?shelf=stock&");
        let devices = bench.see(&list).await;
        devices.holds(&["L1", "Lager 1", "Ny"]);
        let shown = devices.text();
        let device = shown.split("name=\"device\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        bench.see("/office/stock/labels.pdf").await.holds(&["Vælg mindst én enhed i listen."]);
        let labels = bench.get(&format!("/office/stock/labels.pdf?device={device}")).await;
        assert_eq!((labels.status, labels.header("content-type")), (StatusCode::OK, "application/pdf"));
        assert!(labels.bytes.starts_with(b"%PDF"));
        let stranger = app.cx.ids.next::<uuid::Uuid>();
        let both = format!("/office/stock/labels.pdf?device={device}&device={stranger}");
        assert_eq!(bench.get(&both).await.status, StatusCode::NOT_FOUND);
        let page = bench.see(&format!("/office/stock/move?device={device}")).await;
        page.holds(&[">L1</textarea>"]);
        let nothing = bench.send(&page, "/office/stock/move", &[("serials", "L1")]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        nothing.holds(&["Vælg en plads eller en stand."]);
        let typed = [("serials", "https://leje.example.dk/d/L1\nl1"), ("place", &*bil.to_string()), ("grade", "used")];
        let done = bench.send(&page, "/office/stock/move", &typed).await;
        assert_eq!(done.location(), "/office/stock?said=said-stock-moved");
        bench.see(&format!("/office/stock/devices?place={bil}")).await.holds(&["L1", "Brugt"]);
        bench.see(&format!("/office/devices/{device}")).await.holds(&["Bil", "Brugt", "Lagt på plads eller bedømt"]);
        let strange = bench.get("/office/stock/devices?shelf=loft&grade=pæn&place=x").await;
        assert_eq!(strange.status, StatusCode::UNPROCESSABLE_ENTITY);
        sound(&app).await;
    });
}

#[test]
fn a_label_leads_each_to_their_own_page() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", "", "249.00"), ("B", "2026-01-01", "", "249.00")]).await;
        let mut bench = at_the_bench(&app).await;
        let merchant = app.merchant_of("A").await;
        let mut owner = app.signed_in(Role::Owner, Some(merchant)).await;
        for serial in ["SA", "sa"] {
            let staff = bench.get(&format!("/d/{serial}")).await;
            assert_eq!(staff.status, StatusCode::SEE_OTHER);
            assert!(staff.location().starts_with("/office/devices/"), "{}", staff.location());
            let own = owner.get(&format!("/d/{serial}")).await;
            assert!(own.location().starts_with("/portal/devices/"), "{}", own.location());
            let to = own.location().to_owned();
            owner.see(&to).await.holds(&["SA"]);
        }
        for strange in ["/d/SB", "/d/X", "/d/%00", "/d/S%2FA"] {
            assert_eq!(owner.get(strange).await.status, StatusCode::NOT_FOUND, "{strange}");
        }
        assert_eq!(bench.get("/d/X").await.status, StatusCode::NOT_FOUND);
        let mut nobody = Browser::new(&app.web());
        assert_eq!(nobody.get("/d/S%2FA").await.location(), "/sign-in?next=%2Fd%2FS%252FA");
        let label = bench.get(&format!("{}/label.pdf", bench.clone().get("/d/SA").await.location())).await;
        assert!(label.bytes.starts_with(b"%PDF"), "{}", label.text());
        // A program that nobody can reach prints no labels.
        let mut other = app.signed_in(Role::Technician, None).await;
        let to = format!("{}/label.pdf", other.get("/d/SA").await.location());
        assert_eq!(other.get(&to).await.status, StatusCode::CONFLICT);
    });
}

#[test]
fn the_papers_of_a_swap_are_on_its_pages() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", "2026-03-31", "249.00"), ("B", "2026-01-01", "", "249.00")]).await;
        app.advance_to("2026-03-26");
        let company = app.company().await;
        let order = tillhold::service::swaps::Dispatch {
            serial: "SA".into(),
            swap: None,
            replacement: "NY1".into(),
            from_maker: true,
            carriage: (None, None),
            day: app.cx.clock.today(company.country),
            actor: "test".into(),
        };
        tillhold::service::swaps::dispatch(&app.cx, &company, &order).await.unwrap();
        let mut bench = at_the_bench(&app).await;
        let swap = bench.get("/office/scan?serial=SA").await.location().split('?').next().unwrap().to_owned();
        let mut owner = app.signed_in(Role::Owner, Some(app.merchant_of("A").await)).await;
        let mut other = app.signed_in(Role::Owner, Some(app.merchant_of("B").await)).await;
        let own = swap.replace("/office", "/portal");
        bench.see(&swap).await.holds(&["bliver udskrevet om et øjeblik"]);
        app.work().await;
        for (browser, at, door) in [(&mut bench, &swap, "/office"), (&mut owner, &own, "/portal")] {
            let page = browser.see(at).await;
            let paper = page.link(&format!("{door}/papers/"));
            for path in [paper, page.link(&format!("{at}/evidence.pdf"))] {
                let pdf = browser.get(&path).await;
                assert_eq!((pdf.status, pdf.header("content-type")), (StatusCode::OK, "application/pdf"), "{path}");
                assert!(pdf.bytes.starts_with(b"%PDF"), "{path}");
            }
        }
        assert_eq!(other.get(&format!("{own}/evidence.pdf")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(owner.get(&format!("{swap}/evidence.pdf")).await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn a_place_is_counted_from_beginning_to_end() {
    both(async |app| {
        let company = app.company().await;
        let place = stocked(&app, &company, "1").await.to_string();
        let elsewhere = stocked(&app, &company, "2").await.to_string();
        let mut bench = at_the_bench(&app).await;
        let page = bench.see("/office/stock/takes").await;
        page.holds(&["Ingen optælling endnu."]);
        let begun = bench.send(&page, "/office/stock/takes", &[("place", &place)]).await;
        let take = begun.location().split('?').next().unwrap().to_owned();
        let open = bench.see(&take).await;
        open.holds(&["Optælling af Lager 1", "Én enhed er ikke skannet og bliver skrevet som savnet."]);
        let (scan, close) = (format!("{take}/scan"), format!("{take}/close"));
        let nothing = bench.send(&open, &scan, &[("serial", " "), ("serials", "")]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        let typed = [("serial", "https://leje.example.dk/d/L2"), ("serials", "UKENDT\nUKENDT\nl2")];
        assert_eq!(bench.send(&open, &scan, &typed).await.location(), format!("{take}?said=said-stock-scanned"));
        let page = bench.see(&take).await;
        assert!(page.row("L2").contains("Lager 2"), "where the books have it");
        page.holds(&["UKENDT", "Hører ikke til her"]);
        let to = page.link("/office/stock/move?");
        assert!(to.contains(&place), "{to}");
        bench.see(&to).await.holds(&[">L2</textarea>", "selected>Lager 1</option>"]);
        assert_eq!(bench.send(&page, &close, &[]).await.location(), format!("{take}?said=said-stock-take-closed"));
        bench.see(&take).await.lacks(&["/close"]);
        let late = bench.send(&page, &scan, &[("serial", "L1")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        late.holds(&["Optællingen er afsluttet."]);
        bench.see("/office/stock/devices?shelf=missing").await.holds(&["L1", "Savnet siden 1. januar 2026"]);
        // Accounting looks, and counts nothing.
        let mut accounting = app.signed_in(Role::Accounting, None).await;
        accounting.see(&take).await.holds(&["Mangler"]);
        let refused = accounting.submit("/office/stock/takes", &[("place", elsewhere.as_str())]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        sound(&app).await;
    });
}
