//! What the pages say.

use axum::http::StatusCode;
use entity::types::Role;
use sea_orm::{ActiveModelTrait, Database, IntoActiveModel};
use tillhold::domain::credit::Wanted;
use tillhold::service::invoices::{CreditOrder, credit};
use tillhold::store::dispute::{Disputes, dispute_list};
use tillhold::store::page::agreement::agreement_list;
use tillhold::store::page::device::placed_list;
use tillhold::store::stored::stored_of;

use super::{account, invoice_of, lessor};
use crate::support::both;
use crate::support::people::{office, portal};

#[test]
fn an_owner_sees_what_is_owed_and_why() {
    both(async |app| {
        let (own, _) = lessor(&app).await;
        account(&app, "mette@butik.dk", own, Role::Owner, &[]).await;
        let mut browser = app.browser("mette@butik.dk").await;
        let invoice = invoice_of(&app, own, "V").await;
        // Rent 300.00 and licence 297.00 with VAT are 746.25; of M the double.
        let home = browser.see("/portal").await;
        home.holds(&["Hvad skylder jeg?", "2.985,00 kr.", "746,25 kr.", "+71<", "15. januar 2026"]);
        home.holds(&[
            "Hvad skal jeg gøre, og hvornår?",
            "Intet lige nu.",
            "Hvad har jeg?",
            "<h3>Vest</h3>",
            "SN SMO",
            "I brug",
        ]);
        home.holds(&["597,00 kr. uden moms, 1. april 2026"]);
        let list = browser.see("/portal/invoices").await;
        list.holds(&["I alt, 3 bilag", "Åben", &format!("/portal/invoices/{invoice}")]);
        browser.see("/portal/invoices?kind=credit_note").await.holds(&["Intet passer."]);
        let odd = browser.get("/portal/invoices?state=open&kind=nonsense").await;
        assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
        odd.holds(&["I alt, 3 bilag", "Vælg en af mulighederne."]);
        odd.lacks(&["nonsense</option>"]);
        let page = browser.see(&format!("/portal/invoices/{invoice}")).await;
        page.holds(&[
            "<details class=\"reason\">",
            "Leje betales kvartalsvis forud.",
            "3 × 100,00 kr. = 300,00 kr.",
            "#clause-RENT\">§ 5 i vilkår af 1. januar 2020</a>",
        ]);
        page.lacks(&["(R016)", "dk-loomis@"]);
        page.holds(&[
            "Moms 25 % af 597,00 kr.",
            "+71<",
            "IBAN",
            "Gør indsigelse",
            "/files/pdf",
            "Her står hver betaling",
        ]);
        let devices = browser.see("/portal/devices").await;
        devices.holds(&[
            "Vestgade 1, 4000 Roskilde",
            "SN SV",
            "Gateway-licens: 99,00 kr.",
            "Perioden til 31. december 2027",
        ]);
        devices.holds(&["297,00 kr.: Gateway-licens, 1. april – 30. juni 2026", "3 × 99,00 kr. = 297,00 kr."]);
        let agreements = agreement_list(&app.cx.db, &portal(app.company().await.id, own), own).await.unwrap();
        browser.see("/portal/agreements").await.holds(&[">M</a>", ">V</a>", "Aktiv"]);
        let page = browser.see(&format!("/portal/agreements/{}", agreements[0].id)).await;
        page.holds(&[
            "1. april – 30. juni 2026",
            "1.492,50 kr.",
            "24 måneder",
            "vilkår af 1. januar 2020",
            "/terms#clause-RENT\"",
            "SN SMV",
            "14 dage",
        ]);
        let page = browser.see(&format!("/portal/agreements/{}/terms", agreements[0].id)).await;
        page.holds(&["<tr id=\"clause-RENT\">", "vilkår af 1. januar 2020"]);
        page.holds(&["Betales en faktura for sent, kan der kræves rente af det skyldige beløb.", "Uden moms"]);
        page.holds(&[
            "Et rykkergebyr på højst 100 kr. kan kræves for hver af højst tre rykkere.",
            "Mellem virksomheder kan der én gang kræves kompensation på 310 kr. for sen betaling.",
        ]);
        page.lacks(&["dk-loomis@", "(R0"]);
        assert_eq!(page.text().matches("kan der kræves rente").count(), 1);
    });
}

#[test]
fn a_deadline_says_by_when_what_stops_it_and_what_comes_afterwards() {
    both(async |app| {
        let (own, other) = lessor(&app).await;
        account(&app, "mette@butik.dk", own, Role::Owner, &[]).await;
        let company = app.company().await.id;
        let raw = Database::connect(&app.url).await.unwrap();
        for (merchant, reference, rule, due) in [
            (own, "V", "R059", "2026-01-09"),
            (own, "O", "R085", "2025-12-31"),
            (own, "M", "R999", "2026-01-01"),
            (other, "B", "R056", "2026-01-05"),
        ] {
            let scope = portal(company, merchant);
            let placed = placed_list(&app.cx.db, &scope, merchant, 9).await.unwrap();
            let device = placed.into_iter().find(|d| d.reference == reference).unwrap();
            let row = entity::deadline::Model {
                id: app.cx.ids.next(),
                company_id: company,
                rule: rule.to_owned(),
                subject_id: app.cx.ids.next(),
                agreement_id: Some(device.agreement_id),
                device_id: Some(device.device_id),
                starts: "2025-12-20".parse().unwrap(),
                due: due.parse().unwrap(),
                met: None,
                wake: None,
            };
            row.into_active_model().insert(&raw).await.unwrap();
        }
        let mut browser = app.browser("mette@butik.dk").await;
        let page = browser.see("/portal").await;
        page.holds(&["Senest 9. januar 2026:", "(SN SV) skal være modtaget hos os.", "8 dage tilbage", "countdown.js"]);
        // From noon on 1 January to midnight after the ninth: 8 days and 12 hours.
        page.holds(&["data-left=\"734400\" data-words=\"{d} d. {h} t. {m} min. tilbage\""]);
        page.holds(&[
            "Senest 31. december 2025: den ombyttede",
            "Fristen er gået",
            "Fristen stopper, når",
            "Send den til:",
        ]);
        page.holds(&["Senest 1. januar 2026: aftale M", "Sidste dag er i dag"]);
        page.lacks(&["Senest 5. januar", "R999", "Intet lige nu."]);
    });
}

#[test]
fn files_are_handed_out_as_they_were_kept_or_not_at_all() {
    both(async |app| {
        let (own, _) = lessor(&app).await;
        account(&app, "mette@butik.dk", own, Role::Accountant, &[]).await;
        let mut browser = app.browser("mette@butik.dk").await;
        let invoice = invoice_of(&app, own, "V").await;
        let path = |name: &str| format!("/portal/invoices/{invoice}/files/{name}");
        for row in stored_of(&app.cx.db, invoice).await.unwrap() {
            let answer = browser.get(&path(row.kind.as_str())).await;
            assert_eq!(answer.status, StatusCode::OK);
            assert_eq!(answer.bytes, app.cx.files.get(&row.path).await.unwrap());
            assert_eq!(answer.header("content-type"), row.media_type);
            let inline = row.kind.as_str() == "pdf";
            assert_eq!(inline, answer.header("content-disposition").starts_with("inline; filename=\"invoice-"));
            assert_eq!(inline, answer.bytes.starts_with(b"%PDF"));
        }
        assert_eq!(browser.get(&path("exe")).await.status, StatusCode::NOT_FOUND);
        let row = stored_of(&app.cx.db, invoice).await.unwrap().into_iter().find(|f| f.kind.as_str() == "pdf").unwrap();
        app.cx.files.put(&row.path, b"%PDF something else".to_vec()).await.unwrap();
        let answer = browser.get(&path("pdf")).await;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
        answer.lacks(&["%PDF", &row.path]);
    });
}

#[test]
fn a_line_is_contested_once() {
    both(async |app| {
        let (own, _) = lessor(&app).await;
        account(&app, "mette@butik.dk", own, Role::User, &[]).await;
        account(&app, "revisor@butik.dk", own, Role::Accountant, &[]).await;
        let mut browser = app.browser("mette@butik.dk").await;
        let invoice = invoice_of(&app, own, "V").await;
        let (page, form) = (format!("/portal/invoices/{invoice}"), format!("/portal/invoices/{invoice}/contest/1"));
        browser.see(&form).await.holds(&["375,00 kr. med moms sættes i bero", "300,00 kr."]);
        let answer = browser.submit(&form, &[("reason", "  ")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        answer.holds(&["Skriv, hvorfor du bestrider linjen."]);
        let long = "æ".repeat(2_001);
        let answer = browser.submit(&form, &[("reason", &long)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        answer.holds(&[&long]);

        let reason = [("reason", "Enheden blev sendt retur <b>2. januar</b>.")];
        for answer in [browser.submit(&form, &reason).await, browser.submit_again(&form, &reason).await] {
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
            assert_eq!(answer.location(), format!("{page}?said=said-portal-contested"));
        }
        let shown = browser.see(&format!("{page}?said=said-portal-contested")).await;
        shown.holds(&[
            "Indsigelsen er modtaget.",
            "375,00 kr. med moms er i bero",
            "I bero siden",
            "Enheden blev sendt retur",
            "Åben",
        ]);
        assert!(!String::from_utf8_lossy(&shown.bytes).contains("<b>2. januar"));
        shown.lacks(&["/contest/1\""]);
        browser.see("/portal").await.holds(&["375,00 kr. i bero: Leje, linje 1", "Du skal ikke gøre mere."]);
        browser.see(&form).await.holds(&["Linjen er allerede bestridt."]);
        let answer = browser.submit(&form, &[("reason", "Igen.")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        answer.holds(&["Linjen er allerede bestridt. Du hører fra os.", "Igen."]);
        let scope = office(app.company().await.id);
        let open = dispute_list(&app.cx.db, &scope, &Disputes::Open { after: None, limit: 9 }).await.unwrap();
        assert_eq!(open.len(), 1);

        let mut accountant = app.browser("revisor@butik.dk").await;
        accountant.see(&page).await.lacks(&["Gør indsigelse"]);
        let answer = accountant.get(&form).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        answer.holds(&["Det må din rolle ikke"]);
    });
}

#[test]
fn a_credit_note_belongs_to_its_invoice_and_is_not_contested() {
    both(async |app| {
        let (own, _) = lessor(&app).await;
        account(&app, "mette@butik.dk", own, Role::Owner, &[]).await;
        let invoice = invoice_of(&app, own, "V").await;
        let order = CreditOrder {
            invoice,
            wanted: Wanted::Lines(vec![1]),
            reason: "Fundet igen".into(),
            day: "2026-01-01".parse().unwrap(),
            actor: "test".into(),
        };
        let note = credit(&app.cx, &app.company().await, &order).await.unwrap();
        let mut browser = app.browser("mette@butik.dk").await;
        let page = browser.see(&format!("/portal/invoices/{invoice}")).await;
        page.holds(&["Kreditnotaer til denne faktura", &format!("/portal/invoices/{}", note.id), "371,25 kr."]);
        let page = browser.see(&format!("/portal/invoices/{}", note.id)).await;
        page.holds(&["Fundet igen", "Retter", "Der skal ikke betales noget.", "PDF og e-faktura er på vej."]);
        page.lacks(&["Gør indsigelse"]);
        browser.see("/portal/invoices").await.holds(&["−375,00 kr.", "I alt, 4 bilag", "2.610,00 kr."]);
        let answer = browser.get(&format!("/portal/invoices/{}/contest/1", note.id)).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        answer.holds(&["En kreditnota giver penge tilbage"]);
    });
}
