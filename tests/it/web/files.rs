//! Files and pictures as evidence: what is taken and what is not, by whom, and how they are handed out.

use axum::http::{Method, StatusCode};
use entity::types::{Language, MerchantId, Role, SwapId};
use sea_orm::{ConnectionTrait, Database, EntityTrait};
use tillhold::domain::access::Scope;
use tillhold::service::papers::gathered;
use tillhold::service::verify;
use tillhold::store::digest::sha256;

use super::access::swapped;
use super::office::sound;
use crate::support::browser::Browser;
use crate::support::page::Page;
use crate::support::{TestApp, both};

/// A body in parts: the token, the key, and files.
fn body(page: &Page, action: &str, files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in page.form(action, &[]) {
        body.extend(
            format!("--part\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes(),
        );
    }
    for (name, bytes) in files {
        let head = format!("--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n");
        body.extend(head.into_bytes());
        body.extend(b"Content-Type: application/octet-stream\r\n\r\n");
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--part--\r\n");
    body
}

/// Sends files by the form of a page.
async fn send(browser: &mut Browser, page: &Page, action: &str, files: &[(&str, &[u8])]) -> Page {
    let body = body(page, action, files);
    browser.ask(Method::POST, action, Some("multipart/form-data; boundary=part"), body).await
}

/// A photograph with a place in it.
fn photograph(what: &[u8]) -> Vec<u8> {
    let place = b"\xff\xe1\x00\x0cExif\0\0GPS!";
    [b"\xff\xd8", &place[..], b"\xff\xdb\x00\x04ab\xff\xda\x00\x04cd", what, b"\xff\xd9"].concat()
}

async fn kept(app: &TestApp) -> Vec<entity::attachment::Model> {
    let mut all = entity::attachment::Entity::find().all(&Database::connect(&app.url).await.unwrap()).await.unwrap();
    all.sort_by_key(|file| file.at_us);
    all
}

/// A merchant with a swap that was reported; another one.
async fn world(app: &TestApp) -> (MerchantId, MerchantId, SwapId) {
    app.take(&[("A", "2026-01-01", "2026-03-31", "249.00"), ("B", "2026-01-01", "2026-03-31", "249.00")]).await;
    app.advance_to("2026-03-26");
    let (own, other) = (app.merchant_of("A").await, app.merchant_of("B").await);
    let (_, swap) = swapped(app, &app.company().await, own, 1).await;
    (own, other, swap)
}

/// Files that are sent: names and bytes.
type Sent<'a> = &'a [(&'a str, &'a [u8])];

#[test]
fn a_photograph_is_kept_without_its_place_and_handed_out_to_those_who_see_the_swap() {
    both(async |app| {
        let (own, other, swap) = world(&app).await;
        let mut owner = app.signed_in(Role::Owner, Some(own)).await;
        let path = format!("/portal/swaps/{swap}/files");
        owner.see(&format!("/portal/swaps/{swap}")).await.holds(&[&path]);
        let page = owner.see(&path).await;
        page.holds(&["Ingen filer endnu.", "Højst 8 MB hver", "enctype=\"multipart/form-data\""]);
        let photo = photograph("skærm".as_bytes());
        for _ in 0..2 {
            let sent = send(&mut owner, &page, &path, &[("Glasset \u{e6}r.JPG", &photo), ("", b"")]).await;
            assert_eq!(sent.location(), format!("{path}?said=said-files-added"), "{}", sent.text());
        }
        let files = kept(&app).await;
        assert_eq!(files.len(), 1, "sent twice");
        assert_eq!((files[0].name.as_str(), files[0].media.as_str()), ("Glasset \u{e6}r.jpg", "image/jpeg"));
        let listed = owner.see(&path).await;
        listed.holds(&["Glasset \u{e6}r.jpg"]);
        let got = owner.get(&listed.link("/portal/files/")).await;
        assert_eq!(got.status, StatusCode::OK);
        let shows = [b"\xff\xd8\xff\xdb\x00\x04ab\xff\xda\x00\x04cd", "skærm".as_bytes(), b"\xff\xd9"].concat();
        assert_eq!(got.bytes, shows);
        assert_eq!((sha256(&got.bytes), got.header("content-type")), (files[0].sha256.clone(), "image/jpeg"));
        let named = "attachment; filename=\"Glasset__r.jpg\"; filename*=UTF-8''Glasset%20%C3%A6r.jpg";
        assert_eq!(got.header("content-disposition"), named);
        assert_eq!(got.header("x-content-type-options"), "nosniff");
        assert!(got.header("content-security-policy").starts_with("default-src 'none'; sandbox"));
        // The office sees it, a stranger does not; somebody who only reads adds nothing.
        let mut bench = app.signed_in(Role::Technician, None).await;
        bench.see(&format!("/office/swaps/{swap}")).await.holds(&["Filer og billeder (1)"]);
        bench.see(&format!("/office/swaps/{swap}/files")).await.holds(&["Glasset \u{e6}r.jpg", "Læg ind"]);
        assert_eq!(bench.get(&format!("/office/files/{}", files[0].id)).await.status, StatusCode::OK);
        let mut stranger = app.signed_in(Role::Owner, Some(other)).await;
        for hidden in [path.clone(), format!("/portal/files/{}", files[0].id)] {
            assert_eq!(stranger.get(&hidden).await.status, StatusCode::NOT_FOUND, "{hidden}");
        }
        let mut reader = app.signed_in(Role::Accountant, Some(own)).await;
        reader.see(&path).await.lacks(&["Læg ind"]);
        let refused = send(&mut reader, &page, &path, &[("a.pdf", b"%PDF-1.7")]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        // The evidence of the swap lists it with its hash.
        let scope = Scope { company: app.company().await.id, merchant: None, sites: Vec::new() };
        let pack = gathered(&app.cx, &scope, swap, Language::Da).await.unwrap().unwrap();
        assert_eq!(pack.files.iter().map(|f| f.sha256.as_str()).collect::<Vec<_>>(), [files[0].sha256.as_str()]);
        assert!(pack.steps.iter().any(|step| step.what == "Fil lagt ind"));
        sound(&app).await;
    });
}

#[test]
fn what_is_no_picture_too_large_or_too_much_is_refused_and_nothing_is_kept() {
    both(async |app| {
        let (own, _, swap) = world(&app).await;
        let mut owner = app.signed_in(Role::Owner, Some(own)).await;
        let path = format!("/portal/swaps/{swap}/files");
        let first = owner.see(&path).await;
        let good = b"%PDF-1.7 kvittering".as_slice();
        let large = [b"%PDF-".as_slice(), &vec![b'x'; 8 * 1024 * 1024]].concat();
        let part = [b"%PDF-".as_slice(), &vec![b'x'; 8 * 1024 * 1024 - 5]].concat();
        let all: Vec<(&str, &[u8])> =
            ["1.pdf", "2.pdf", "3.pdf", "4.pdf"].iter().map(|name| (*name, &part[..])).collect();
        let refused: [(Sent<'_>, StatusCode, &str); 6] = [
            (&[("", b"")], StatusCode::UNPROCESSABLE_ENTITY, "Vælg en fil."),
            (
                &[("virus.jpg", b"MZ\x90")],
                StatusCode::UNPROCESSABLE_ENTITY,
                "»virus« er hverken JPEG, PNG, WebP eller PDF.",
            ),
            (&[("a.jpg", b"\xff\xd8\xff\xe0")], StatusCode::UNPROCESSABLE_ENTITY, "»a« er hverken JPEG"),
            // One that is good does not save the other, and is not kept without it.
            (&[("god.pdf", good), ("x.svg", b"<svg>")], StatusCode::UNPROCESSABLE_ENTITY, "»x« er hverken JPEG"),
            (&[("stor.pdf", &large)], StatusCode::PAYLOAD_TOO_LARGE, "»stor« er for stor: højst 8 MB."),
            (&all, StatusCode::PAYLOAD_TOO_LARGE, "Filerne er for store på én gang: højst 24 MB."),
        ];
        for (files, status, words) in refused {
            let answer = send(&mut owner, &first, &path, files).await;
            assert_eq!(answer.status, status, "{words}: {}", answer.text());
            answer.holds(&[words, "enctype=\"multipart/form-data\""]);
        }
        assert!(kept(&app).await.is_empty());
        // A file of exactly 8 MB is taken; ten are, and no eleventh.
        let (page, nine) = (owner.see(&path).await, (2..=10).map(|n| format!("%PDF-1.7 {n}")).collect::<Vec<_>>());
        assert_eq!(send(&mut owner, &page, &path, &[("1.pdf", &part)]).await.status, StatusCode::SEE_OTHER);
        let page = owner.see(&path).await;
        let more: Vec<(&str, &[u8])> = nine.iter().map(|text| ("n.pdf", text.as_bytes())).collect();
        assert_eq!(send(&mut owner, &page, &path, &more).await.status, StatusCode::SEE_OTHER);
        let full = owner.see(&path).await;
        full.holds(&["Her er 10 filer, og flere er der ikke plads til."]);
        full.lacks(&["enctype"]);
        let answer = send(&mut owner, &first, &path, &[("11.pdf", b"%PDF-1.7 11")]).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        answer.holds(&["Der er plads til 0 filer mere: højst 10 i alt."]);
        assert_eq!(kept(&app).await.len(), 10);
        // What is kept cannot be changed, and a file that was is named.
        let raw = Database::connect(&app.url).await.unwrap();
        for sql in ["UPDATE attachment SET name = 'x'", "DELETE FROM attachment"] {
            let error = raw.execute_unprepared(sql).await.expect_err(sql).to_string();
            assert!(error.contains("are kept as they are"), "{sql}: {error}");
        }
        sound(&app).await;
        let file = kept(&app).await.pop().unwrap();
        app.cx.files.put(&file.path, b"%PDF-1.7 other".to_vec()).await.unwrap();
        let findings = verify::verify(&app.cx, &|_| {}).await.unwrap();
        assert_eq!(findings.len(), 1, "{findings:?}");
        let got = owner.get(&format!("/portal/files/{}", file.id)).await;
        assert_eq!(got.status, StatusCode::INTERNAL_SERVER_ERROR);
    });
}
