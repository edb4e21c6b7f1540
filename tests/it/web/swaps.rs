//! Faults and swaps in the back office, from the report to the credit.

use axum::http::StatusCode;
use entity::types::Role;
use sea_orm::{Database, EntityTrait};
use tillhold::service::deadlines;

use super::office::sound;
use crate::support::browser::Browser;
use crate::support::{TestApp, both};

/// The address of a device's page, found by its serial number.
async fn device(browser: &mut Browser, serial: &str) -> String {
    let scanned = browser.get(&format!("/office/scan?serial={serial}")).await;
    assert_eq!(scanned.status, StatusCode::SEE_OTHER, "{}", scanned.text());
    scanned.location().to_owned()
}

/// Sends a form of a page, and reads where it leads.
async fn done(browser: &mut Browser, at: &str, action: &str, typed: &[(&str, &str)], said: &str) -> String {
    let page = browser.see(at).await;
    let answer = browser.send(&page, action, typed).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{action}: {}", answer.text());
    let to = answer.location().to_owned();
    browser.see(&to).await.holds(&[said]);
    to.split('?').next().unwrap().to_owned()
}

/// A device, its report and its swap that is approved: the swap's address.
async fn approved(app: &TestApp, support: &mut Browser, serial: &str) -> String {
    app.work().await;
    let at = device(support, serial).await;
    let (form, typed) = (format!("{at}/fault"), [("kind", "in_life"), ("description", "Skærmen er sort")]);
    let ticket = done(support, &form, &form, &typed, "Fejlen er meldt.").await;
    done(support, &ticket, &ticket, &[("state", "awaiting")], "Venter på kunden").await;
    let swap = format!("{at}/swap");
    done(support, &swap, &swap, &[("reason", "Den kan ikke tændes")], "Ombytningen er godkendt.").await
}

#[test]
fn r085_a_swap_goes_from_the_report_to_the_credit() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", "2026-03-31", "249.00")]).await;
        app.advance_to("2026-03-26");
        let mut support = app.signed_in(Role::Support, None).await;
        let mut bench = app.signed_in(Role::Technician, None).await;
        let swap = approved(&app, &mut support, "SA").await;
        // Sent on Thursday 26 March it has to be back by Tuesday 14 April: Maundy Thursday, Good Friday and Easter Monday do not count.
        bench.see(&swap).await.holds(&[
            "Skal sendes",
            "tilbage senest 14. april 2026",
            "Ellers opkræves 13.390,00 kr. + moms",
        ]);
        bench.see("/office").await.holds(&["href=\"/office/swaps?queue=dispatch\"", "Sendes senest 27. marts 2026"]);
        let unknown = [("replacement", "NY1"), ("carrier", "PostNord"), ("tracking", "00370")];
        let page = bench.see(&swap).await;
        let refused = bench.send(&page, &format!("{swap}/dispatch"), &unknown).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        refused.holds(&["NY1", "value=\"PostNord\"", "value=\"00370\""]);
        let sent = [unknown.as_slice(), &[("from_maker", "yes")]].concat();
        done(&mut bench, &swap, &format!("{swap}/dispatch"), &sent, "Enheden er sendt.").await;
        bench.see(&swap).await.holds(&["Skal komme tilbage", "SN NY1", "PostNord 00370", "14. april 2026"]);
        // Whoever has the older page is told, and what they typed is there.
        let late = support.send(&page, &format!("{swap}/dispatch"), &unknown).await;
        assert_eq!(late.status, StatusCode::FORBIDDEN, "another's token");
        let company = app.company().await;
        for day in ["2026-04-14", "2026-04-15"] {
            app.advance_to(day);
            deadlines::look_at_all(&app.cx, &company, "clock").await.unwrap();
        }
        app.work().await;
        // Weeks later they sign in again.
        app.advance_to("2026-04-20");
        let mut support = app.signed_in(Role::Support, None).await;
        let mut bench = app.signed_in(Role::Technician, None).await;
        // The charge waits for somebody's approval.
        let (page, queue) = (support.see("/office/charges").await, "/office/charges");
        page.holds(&["SN SA: 13.390,00 kr.", "14. april 2026"]);
        let action =
            page.text().split("action=\"").find(|a| a.starts_with("/office/charges/")).unwrap()[..52].to_owned();
        done(&mut support, queue, &action, &[("decision", "approve")], "Opkrævningen er afgjort.").await;
        support.see(&swap).await.holds(&["Opkrævet", "13.390,00 kr."]);
        // The wrong box is noticed; the right one is found late, and its charge is given back.
        let page = bench.see(&swap).await;
        let other = bench.send(&page, &format!("{swap}/receive"), &[("scanned", "NY1")]).await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
        other.holds(&["Det er en anden enhed end den, der ventes."]);
        let scanned = device(&mut bench, "sa").await;
        assert_eq!(scanned, format!("{swap}?scanned=sa"));
        bench.see(&scanned).await.holds(&["value=\"sa\""]);
        done(&mut bench, &scanned, &format!("{swap}/receive"), &[("scanned", "sa")], "Enheden er skrevet ind.").await;
        // A bench tests, and accounting or support gives back.
        let page = bench.see(&swap).await;
        let refused =
            bench.send(&page, &format!("{swap}/inspect"), &[("verdict", "excluded"), ("point", "EX01")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "no evidence");
        let found = [("verdict", "excluded"), ("point", "EX01"), ("evidence", "Glasset er knust")];
        done(&mut bench, &swap, &format!("{swap}/inspect"), &found, "Testen er afgjort.").await;
        assert_eq!(bench.submit(&format!("{swap}/give-back"), &[]).await.status, StatusCode::FORBIDDEN);
        support.see("/office/swaps?queue=credit").await.holds(&["SN SA"]);
        done(&mut support, &swap, &format!("{swap}/give-back"), &[], "Beløbet er krediteret.").await;
        // What is not covered is offered, and answered.
        let offer = [("kind", "repair"), ("net", "450,00")];
        done(&mut support, &swap, &format!("{swap}/quote"), &offer, "Tilbuddet er sendt.").await;
        support.see("/office/swaps?queue=answer").await.holds(&["SN SA"]);
        done(&mut support, &swap, &format!("{swap}/answer"), &[("answer", "accepted")], "Svaret er gemt.").await;
        support.see(&swap).await.holds(&["450,00 kr.", "Reparation", "EX01"]);
        sound(&app).await;
    });
}

#[test]
fn what_was_scanned_and_is_nobodys_is_said() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", "", "249.00")]).await;
        let mut bench = app.signed_in(Role::Technician, None).await;
        let unknown = bench.get("/office/scan?serial=SB").await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
        unknown.holds(&["Vi kender ikke det serienummer.", "value=\"SB\""]);
        assert!(device(&mut bench, "SA").await.starts_with("/office/devices/"));
    });
}

#[test]
fn r210_the_number_of_an_exchange_leads_to_it_and_takes_the_device_in() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", "2026-03-31", "249.00")]).await;
        app.advance_to("2026-03-26");
        let mut support = app.signed_in(Role::Support, None).await;
        let mut bench = app.signed_in(Role::Technician, None).await;
        let swap = approved(&app, &mut support, "SA").await;
        let page = bench.see(&swap).await.text();
        let number = page.split("<dt>RMA-nummer</dt><dd>").nth(1).unwrap().split('<').next().unwrap().to_owned();
        assert_eq!(number.len(), 11, "{number}");
        let sent = [("replacement", "NY1"), ("from_maker", "yes")];
        done(&mut bench, &swap, &format!("{swap}/dispatch"), &sent, "Enheden er sendt.").await;
        // In small letters and without its hyphens it leads there; with a wrong sign it leads nowhere.
        let typed = number.replace('-', "").to_lowercase();
        let led = bench.get(&format!("/office/scan?serial={typed}")).await;
        assert_eq!(led.location(), format!("{swap}?scanned={number}"));
        let mut wrong = number.clone();
        wrong.replace_range(..1, if number.starts_with('0') { "2" } else { "0" });
        let unknown = bench.get(&format!("/office/scan?serial={wrong}")).await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
        support.see(&format!("/office/search?q={typed}")).await.holds(&[&format!("href=\"{swap}\""), &number]);
        let page = bench.see(&swap).await;
        let refused = bench.send(&page, &format!("{swap}/receive"), &[("scanned", &wrong)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        done(&mut bench, &swap, &format!("{swap}/receive"), &[("scanned", &typed)], "Enheden er skrevet ind.").await;
        // The advice that went with the other device bears it.
        app.work().await;
        let raw = Database::connect(&app.url).await.unwrap();
        let papers = entity::paper::Entity::find().all(&raw).await.unwrap();
        assert!(papers.iter().all(|paper| paper.content.contains(&number)), "{papers:?}");
        sound(&app).await;
    });
}

#[test]
fn r093_a_fee_needs_a_point_and_evidence_and_is_charged_once() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", "2026-03-31", "249.00")]).await;
        app.advance_to("2026-03-26");
        let mut support = app.signed_in(Role::Support, None).await;
        let swap = approved(&app, &mut support, "SA").await;
        let (page, fee) = (support.see(&swap).await, format!("{swap}/fee"));
        for typed in [vec![("fee_point", "EX07")], vec![("fee_evidence", "Stikket var ikke i")]] {
            let refused = support.send(&page, &fee, &typed).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed:?}");
        }
        let typed = [("fee_point", "EX07"), ("fee_evidence", "Stikket var ikke i")];
        done(&mut support, &swap, &fee, &typed, "Gebyret er opkrævet.").await;
        support.see(&swap).await.holds(&["495,00 kr.", "EX07: Stikket var ikke i"]);
        let again = support.send(&page, &fee, &typed).await;
        assert_eq!(again.status, StatusCode::CONFLICT, "once an incident");
        sound(&app).await;
    });
}

#[test]
fn r093_a_fee_above_the_agents_limit_needs_somebody_else() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", "2026-03-31", "249.00")]).await;
        app.advance_to("2026-03-26");
        // The company of the sample sets 500.00 within thirty days: one fee of 495.00, and no second one.
        let mut support = app.signed_in(Role::Support, None).await;
        let first = approved(&app, &mut support, "SA").await;
        support.see(&first).await.holds(&["Op til 500,00 kr.", "Intet gebyr er afgjort"]);
        let typed = |why| [("fee_point", "EX07"), ("fee_evidence", why)];
        done(&mut support, &first, &format!("{first}/fee"), &typed("Stikket var ikke i"), "Gebyret er opkrævet.").await;
        let sent = [("replacement", "NY1"), ("from_maker", "yes")];
        done(&mut support, &first, &format!("{first}/dispatch"), &sent, "Enheden er sendt.").await;
        // Its replacement is reported as well.
        let second = approved(&app, &mut support, "NY1").await;
        let page = support.see(&second).await;
        page.holds(&["EX07: ", "Stikket var ikke i"]);
        let said = "Gebyret er foreslået. En anden skal godkende det";
        done(&mut support, &second, &format!("{second}/fee"), &typed("Kablet var klemt"), said).await;
        // Who proposed it cannot approve it, not even by a form that is not there.
        let queue = support.see("/office/charges").await;
        queue.holds(&["EX07: Kablet var klemt", "Du har selv foreslået den"]);
        queue.lacks(&["value=\"approve\""]);
        let at = queue.text().split("action=\"").find(|a| a.starts_with("/office/charges/")).unwrap()[..52].to_owned();
        let own = support.send(&queue, &at, &[("decision", "approve")]).await;
        assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
        own.holds(&["en anden skal godkende den"]);
        let mut other = app.signed_in(Role::Accounting, None).await;
        done(&mut other, "/office/charges", &at, &[("decision", "approve")], "Opkrævningen er afgjort.").await;
        support.see(&second).await.holds(&["495,00 kr.", "EX07: Kablet var klemt"]);
        sound(&app).await;
    });
}

#[test]
fn r080_return_first_the_replacement_leaves_a_day_after_the_faulty_device_arrived() {
    both(async |app| {
        app.take(&[("A", "2026-01-01", "2026-03-31", "249.00")]).await;
        app.advance_to("2026-03-26");
        app.work().await;
        let merchant = app.merchant_of("A").await;
        let mut support = app.signed_in(Role::Support, None).await;
        let at = device(&mut support, "SA").await;
        let approve = format!("{at}/swap");
        let typed = [("return_first", "yes"), ("reason", "Den kan ikke tændes")];
        let swap = done(&mut support, &approve, &approve, &typed, "Ombytningen er godkendt.").await;
        // It waits for the device, and nothing can be sent before.
        support.see(&swap).await.holds(&["Afventer enheden"]);
        support.see("/office/swaps?queue=return").await.holds(&["SN SA"]);
        support.see("/office/swaps?queue=dispatch").await.lacks(&["SN SA"]);
        let mut bench = app.signed_in(Role::Technician, None).await;
        bench.see(&swap).await.lacks(&["Send en ny enhed"]);
        let sent = [("replacement", "NY1"), ("from_maker", "yes")];
        let refused = bench.submit(&format!("{swap}/dispatch"), &sent).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        refused.holds(&["Enhed SA skal være skannet ind, før en ny sendes."]);
        // The merchant is told where to send it: to where devices are returned, and not to the office.
        let mut owner = app.signed_in(Role::Owner, Some(merchant)).await;
        let theirs = swap.replace("/office/", "/portal/");
        owner.see(&theirs).await.holds(&["Send enheden til os", "Skippergangen 14, port 3"]);
        // Scanned in on Wednesday before Easter: the other one leaves by Tuesday after it.
        app.advance_to("2026-04-01");
        let mut bench = app.signed_in(Role::Technician, None).await;
        done(&mut bench, &swap, &format!("{swap}/receive"), &[("scanned", "SA")], "Enheden er skrevet ind.").await;
        bench.see(&swap).await.holds(&["Skal sendes", "Test af enheden", "7. april 2026", "Send en ny enhed"]);
        done(&mut bench, &swap, &format!("{swap}/dispatch"), &sent, "Enheden er sendt.").await;
        bench.see(&swap).await.lacks(&["Den defekte enhed er tilbage"]);
        app.advance_to("2026-04-30");
        deadlines::look_at_all(&app.cx, &app.company().await, "clock").await.unwrap();
        let mut support = app.signed_in(Role::Support, None).await;
        support.see("/office/charges").await.holds(&["Ingen opkrævninger venter."]);
        sound(&app).await;
    });
}
