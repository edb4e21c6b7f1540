//! Who sees and does what.

use axum::http::StatusCode;
use entity::types::{MerchantId, Role};
use sea_orm::{ActiveModelTrait, Database, EntityTrait, IntoActiveModel};
use tillhold::domain::credit::Wanted;
use tillhold::service::disputes::{Contest, contest};
use tillhold::service::invoices::{CreditOrder, credit};
use tillhold::store::dispute::{Disputes, dispute_list};
use tillhold::store::page::agreement::agreement_list;
use tillhold::store::page::merchant::site_list;

use super::{account, invoice_of, lessor};
use crate::support::browser::Browser;
use crate::support::people::{office, portal};
use crate::support::{TestApp, both};

#[test]
fn a_strangers_things_are_not_there() {
    both(async |app| {
        let (own, other) = lessor(&app).await;
        account(&app, "mette@butik.dk", own, Role::Owner, &[]).await;
        let stranger = account(&app, "bo@butik.dk", other, Role::Owner, &[]).await;
        let mut browser = app.browser("mette@butik.dk").await;
        let theirs = invoice_of(&app, other, "B").await;
        let scope = office(app.company().await.id);
        let agreement = agreement_list(&app.cx.db, &scope, other).await.unwrap()[0].id;
        for path in [
            format!("/portal/invoices/{theirs}"),
            format!("/portal/invoices/{theirs}/files/pdf"),
            format!("/portal/invoices/{theirs}/contest/1"),
            format!("/portal/agreements/{agreement}"),
            "/portal/invoices/nonsense".to_owned(),
        ] {
            let answer = browser.get(&path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
            answer.holds(&["Siden findes ikke"]);
        }
        browser.see("/portal").await.lacks(&["SN SB", "Nord"]);
        let contest = format!("/portal/invoices/{theirs}/contest/1");
        assert_eq!(browser.submit(&contest, &[("reason", "x")]).await.status, StatusCode::NOT_FOUND);
        let disable = format!("/portal/people/{stranger}/disable");
        assert_eq!(browser.submit(&disable, &[]).await.status, StatusCode::NOT_FOUND);
        let mut nobody = Browser::new(&app.web());
        assert_eq!(nobody.get("/portal").await.location(), "/sign-in?next=%2Fportal");
    });
}

#[test]
fn a_user_of_one_site_sees_that_site() {
    both(async |app| {
        let (own, _) = lessor(&app).await;
        let sites = site_list(&app.cx.db, &portal(app.company().await.id, own), own).await.unwrap();
        let west = sites.iter().find(|site| site.name == "Vest").unwrap().id;
        account(&app, "vest@butik.dk", own, Role::User, &[west]).await;
        let mut browser = app.browser("vest@butik.dk").await;
        for path in ["/portal", "/portal/devices"] {
            let page = browser.see(path).await;
            page.holds(&["SN SV", "SN SMV"]);
            page.lacks(&["SN SO", "SN SMO", "Øst"]);
        }
        // A document that is about other sites too is shown to those who see all of it.
        let mine = invoice_of(&app, own, "V").await;
        browser.see("/portal").await.holds(&["746,25 kr."]);
        browser.see("/portal/invoices").await.holds(&["I alt, 1 bilag"]);
        browser.see(&format!("/portal/invoices/{mine}")).await;
        for reference in ["O", "M"] {
            let id = invoice_of(&app, own, reference).await;
            for path in [format!("/portal/invoices/{id}"), format!("/portal/invoices/{id}/files/pdf")] {
                assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND, "{reference}");
            }
        }
        let agreements = browser.see("/portal/agreements").await;
        agreements.holds(&[">M</a>", ">V</a>"]);
        agreements.lacks(&[">O</a>", "Pr. måned"]);
        let all = agreement_list(&app.cx.db, &portal(app.company().await.id, own), own).await.unwrap();
        let page = browser.see(&format!("/portal/agreements/{}", all[0].id)).await;
        page.holds(&["SN SMV", "746,25 kr."]);
        page.lacks(&["SMO"]);
        let elsewhere = all.iter().find(|a| a.reference == "O").unwrap().id;
        assert_eq!(browser.get(&format!("/portal/agreements/{elsewhere}")).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_user_of_one_site_is_told_of_what_covers_others_and_given_no_link_that_opens_nothing() {
    both(async |app| {
        let (own, _) = lessor(&app).await;
        let company = app.company().await;
        let scope = portal(company.id, own);
        let sites = site_list(&app.cx.db, &scope, own).await.unwrap();
        let west = sites.iter().find(|site| site.name == "Vest").unwrap().id;
        account(&app, "vest@butik.dk", own, Role::User, &[west]).await;
        let owner = account(&app, "mette@butik.dk", own, Role::Owner, &[]).await;
        let (mine, both) = (invoice_of(&app, own, "V").await, invoice_of(&app, own, "M").await);
        let found = super::documents(&app, own).await.into_iter().find(|d| d.id == both).unwrap().document;
        let here = found.lines.iter().find(|l| l.device.as_ref().is_some_and(|d| d.serial == "SMV")).unwrap().number;
        for (invoice, line) in [(mine, 1), (both, here)] {
            let wanted = Contest { invoice, line, reason: "Kom aldrig.".into(), by: owner };
            contest(&app.cx, &company, &scope, &wanted).await.unwrap().unwrap();
        }
        let mut browser = app.browser("vest@butik.dk").await;
        let page = browser.see("/portal").await;
        page.holds(&[&format!("/portal/invoices/{mine}"), "375,00 kr. i bero: Leje, linje 1"]);
        page.lacks(&[&both.to_string()]);
        let text = page.text();
        for link in text.split("href=\"/portal/").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert_eq!(browser.get(&format!("/portal/{link}")).await.status, StatusCode::OK, "{link}");
        }
        let mut owner = app.browser("mette@butik.dk").await;
        owner.see("/portal").await.holds(&[&format!("/portal/invoices/{both}")]);

        let all = agreement_list(&app.cx.db, &scope, own).await.unwrap();
        let shared = all.iter().find(|a| a.reference == "M").unwrap().id;
        let page = format!("/portal/agreements/{shared}");
        let shown = browser.see(&page).await;
        shown.holds(&["Kun for dine steder.", "I alt med moms, kun dine steder", "746,25 kr."]);
        shown.holds(&["Fakturaer, der også dækker andre steder, ser kun kontoens ejer."]);
        owner.see(&page).await.lacks(&["kun dine steder", "dækker andre steder"]);

        // Nothing of theirs alone is open any more.
        let order = CreditOrder {
            invoice: mine,
            wanted: Wanted::All,
            reason: "Fundet igen".into(),
            day: "2026-01-01".parse().unwrap(),
            actor: "test".into(),
        };
        credit(&app.cx, &company, &order).await.unwrap();
        let words = "Intet at betale for dine steder alene. Fakturaer, der også dækker andre steder, ser kun kontoens ejer. \
                     Spørg Mette Holm.";
        browser.see("/portal").await.holds(&[words]);
        account(&app, "nord@butik.dk", own, Role::User, &[entity::types::SiteId(nowhere(&app, own).await)]).await;
        let mut north = app.browser("nord@butik.dk").await;
        north.see("/portal").await.holds(&[words]);
        north.see("/portal/invoices").await.holds(&["Intet, der kun er for dine steder.", "Spørg Mette Holm."]);
    });
}

/// A site of a merchant's at which nothing stands.
async fn nowhere(app: &TestApp, own: MerchantId) -> uuid::Uuid {
    let raw = Database::connect(&app.url).await.unwrap();
    let id: entity::types::SiteId = app.cx.ids.next();
    let found = entity::site::Entity::find().all(&raw).await.unwrap();
    let row = found.into_iter().find(|site| site.merchant_id == own).unwrap();
    entity::site::Model { id, name: "Nord".into(), ..row }.into_active_model().insert(&raw).await.unwrap();
    id.0
}

#[test]
fn an_agent_sees_the_portal_as_the_merchant_and_changes_nothing() {
    both(async |app| {
        let (own, other) = lessor(&app).await;
        let mut browser = app.signed_in(Role::Support, None).await;
        assert_eq!(browser.get("/portal").await.status, StatusCode::FORBIDDEN);
        browser.get("/account").await;
        let answer = browser.submit(&format!("/office/merchants/{own}/view-as"), &[]).await;
        assert_eq!(answer.location(), "/portal", "{}", answer.text());
        browser.see("/portal").await.holds(&[". Intet kan ændres.", "2.985,00 kr."]);
        let invoice = invoice_of(&app, own, "V").await;
        browser.see(&format!("/portal/invoices/{invoice}")).await.lacks(&["Gør indsigelse", "/portal/people"]);
        let contest = format!("/portal/invoices/{invoice}/contest/1");
        for answer in [
            browser.get(&contest).await,
            browser.submit(&contest, &[("reason", "x")]).await,
            browser.get("/portal/people").await,
            browser.submit("/portal/people", &[("name", "x")]).await,
        ] {
            assert_eq!(answer.status, StatusCode::FORBIDDEN);
            answer.holds(&["Her kan intet ændres, så længe du ser som kunden."]);
        }
        let strange = invoice_of(&app, other, "B").await;
        assert_eq!(browser.get(&format!("/portal/invoices/{strange}")).await.status, StatusCode::NOT_FOUND);
        let open = dispute_list(&app.cx.db, &office(app.company().await.id), &Disputes::OpenOf(own)).await.unwrap();
        assert!(open.is_empty());
    });
}

#[test]
fn an_owner_invites_colleagues_and_ends_their_accounts() {
    both(async |app| {
        let (own, other) = lessor(&app).await;
        let company = app.company().await.id;
        let sites = site_list(&app.cx.db, &portal(company, own), own).await.unwrap();
        let strange = site_list(&app.cx.db, &portal(company, other), other).await.unwrap()[0].id.to_string();
        account(&app, "mette@butik.dk", own, Role::Owner, &[]).await;
        let colleague = account(&app, "ida@butik.dk", own, Role::User, &[]).await;
        let mut browser = app.browser("mette@butik.dk").await;
        let page = browser.see("/portal/people").await;
        page.holds(&["ida@butik.dk", "Ejer", "Revisor eller bogholder", "Øst"]);
        page.lacks(&["Administrator", "Nord"]);
        let site = sites[0].id.to_string();
        let with = |email: &'static str, role: &'static str| {
            [("name", "Per Vang"), ("email", email), ("role", role), ("language", "nb"), ("reach", "all")]
        };
        for (fields, words) in [
            (with("per", "user"), "Det er ikke en e-mailadresse."),
            (with("ida@butik.dk", "user"), "Der er allerede en konto med den e-mail."),
            (with("per@butik.dk", "admin"), "Den rolle hører ikke til her."),
        ] {
            let answer = browser.submit("/portal/people", &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            answer.holds(&[words, "Per Vang", fields[1].1]);
        }
        for wrong in [strange.as_str(), "nonsense"] {
            let mut fields = with("per@butik.dk", "user")[..4].to_vec();
            fields.extend([("reach", "some"), ("site", wrong)]);
            let answer = browser.submit("/portal/people", &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            answer.holds(&["Vælg en af mulighederne."]);
        }
        // Nobody is given all sites by choosing none.
        page.holds(&["name=\"reach\" value=\"some\" checked", "Alle steder"]);
        for more in [&[][..], &[("reach", "some")]] {
            let fields = [&with("per@butik.dk", "user")[..4], more].concat();
            let answer = browser.submit("/portal/people", &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            answer.holds(&["id=\"reach-error\"", "Vælg mindst ét sted, eller vælg alle steder.", "Per Vang"]);
        }
        let mut fields = with("per@butik.dk", "user")[..4].to_vec();
        fields.extend([("reach", "some"), ("site", &site)]);
        let answer = browser.submit("/portal/people", &fields).await;
        assert_eq!(answer.location(), "/portal/people?said=said-invited", "{}", answer.text());
        browser.see("/portal/people").await.holds(&["per@butik.dk", "Inviteret"]);

        let mut other = app.browser("ida@butik.dk").await;
        other.see("/portal").await.lacks(&["/portal/people"]);
        assert_eq!(other.get("/portal/people").await.status, StatusCode::FORBIDDEN);
        let answer = browser.submit(&format!("/portal/people/{colleague}/disable"), &[]).await;
        assert_eq!(answer.location(), "/portal/people?said=said-account-ended", "{}", answer.text());
        assert_eq!(other.get("/portal").await.status, StatusCode::SEE_OTHER);
    });
}
