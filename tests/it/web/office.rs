//! The back office: its pages, and what its forms do.

use axum::http::{Method, StatusCode};
use entity::types::{InvoiceId, Role};
use tillhold::service::disputes::{Contest, contest};
use tillhold::service::verify;
use tillhold::store::invoice::{Documents, Found, document_list};
use tillhold::store::mail::{mail_find, mail_page};
use tillhold::store::page::device::{DeviceFilter, device_page_list};
use tillhold::store::page::invoice::invoice_page;
use tillhold::store::page::terms::version_list;
use tillhold::web::routes::table;

use crate::support::people::{office, portal};
use crate::support::{TestApp, both};

/// Two agreements of 100,00 and 99,00 a month, billed for a quarter: 597,00, with VAT 746,25.
pub(super) async fn billed(app: &TestApp) -> Found {
    app.take(&[("A", "2026-01-01", "", "100.00"), ("B", "2026-01-01", "", "100.00")]).await;
    app.bill("2026Q1").await;
    app.work().await;
    documents(app).await.remove(0)
}

pub(super) async fn documents(app: &TestApp) -> Vec<Found> {
    document_list(&app.cx.db, &Documents::Merchant(app.merchant_of("A").await)).await.unwrap()
}

/// Contests the first line of a document.
pub(super) async fn contested(app: &TestApp, invoice: InvoiceId) -> String {
    let (company, merchant) = (app.company().await, app.merchant_of("A").await);
    let by = app.person("Mette", Some(merchant)).await;
    let wanted = Contest { invoice, line: 1, reason: "Enheden kom <aldrig>.".to_owned(), by };
    contest(&app.cx, &company, &portal(company.id, merchant), &wanted).await.unwrap().unwrap().to_string()
}

pub(super) async fn sound(app: &TestApp) {
    let findings = verify::verify(&app.cx, &|_| {}).await.unwrap();
    assert!(findings.is_empty(), "{findings:?}");
}

#[test]
fn every_page_of_the_office_shows_what_it_is_about() {
    both(async |app| {
        let invoice = billed(&app).await;
        let dispute = contested(&app, invoice.id).await;
        let mut support = app.signed_in(Role::Support, None).await;
        let scope = office(app.company().await.id);
        let device = &device_page_list(&app.cx.db, &scope, &DeviceFilter::default(), None, 1).await.unwrap()[0];
        let mail = mail_page(&app.cx.db, &scope, None, None, 1).await.unwrap().remove(0);
        let terms = version_list(&app.cx.db).await.unwrap().remove(0);
        let (merchant, agreement, id) = (invoice.merchant, invoice.agreement, invoice.id);
        let pages: Vec<(String, Vec<&str>)> = vec![
            ("/office".into(), vec!["Åbne indsigelser", "Ældst: ", "/office/devices?state=overdue"]),
            ("/office/search?q=butik+a".into(), vec!["Butik A", "/office/merchants/"]),
            ("/office/search".into(), vec!["Her står det, du søger"]),
            ("/office/search?q=zzz".into(), vec!["Intet begynder med »zzz«"]),
            ("/office/search/hits?q=SA".into(), vec!["\"href\":\"/office/devices/", "\"text\":\"SA\""]),
            ("/office/merchants".into(), vec!["Butik A", "Butik B", "746,25 kr."]),
            ("/office/merchants?q=CB".into(), vec!["Butik B"]),
            (format!("/office/merchants/{merchant}"), vec!["Butik A", "746,25 kr.", "SA", "blev udstedt", "Mette"]),
            (format!("/office/merchants/{merchant}/invoices"), vec!["Butik A", "746,25 kr."]),
            (
                format!("/office/agreements/{agreement}"),
                vec!["Butik A", "2026Q2", "3 × 100,00 kr. = 300,00 kr.", "746,25 kr.", "class=\"reason\""],
            ),
            (
                format!("/office/invoices/{id}"),
                vec!["Butik A", "746,25 kr.", "(R016)", "149,25 kr.", "/files/pdf", "Krediter"],
            ),
            (format!("/office/invoices/{id}/credit?line=2"), vec!["300,00 kr.", "value=\"2\" checked"]),
            ("/office/devices".into(), vec!["SA", "SB", "Butik A"]),
            ("/office/devices?serial=sb".into(), vec!["SB"]),
            (format!("/office/devices/{}", device.id), vec!["SA", "Butik A", "100,00 kr."]),
            ("/office/models".into(), vec!["Gælder nu", "kr."]),
            ("/office/disputes".into(), vec!["Butik A", "300,00 kr."]),
            ("/office/disputes?which=all".into(), vec!["Butik A"]),
            (format!("/office/disputes/{dispute}"), vec!["Butik A", "Enheden kom &#60;aldrig&#62;.", "Mette"]),
            ("/office/mail".into(), vec!["/office/mail/"]),
            ("/office/mail?state=failed".into(), vec!["Her står breve"]),
            (format!("/office/mail/{}", mail.id), vec!["sandbox", &mail.recipient]),
            ("/office/terms".into(), vec![&terms.profile]),
            (
                format!("/office/terms/{}", terms.id),
                vec!["Lejeperiode", "24 måneder", "Leje: bestemmelse", &terms.profile],
            ),
        ];
        for (path, wanted) in &pages {
            let text = support.read(path).await;
            for words in wanted {
                assert!(text.contains(words), "{path}: {words} is not in {text}");
            }
            assert!(!text.contains(">of-") && !text.contains(">said-"), "{path}: a text is missing in {text}");
        }
        assert!(!support.read("/office/merchants?q=CB").await.contains("Butik A"));
        // Who may not, sees nothing of it; and a technician's pages lead nowhere that is closed.
        let mut technician = app.signed_in(Role::Technician, None).await;
        for (path, _) in &pages {
            let open = path == "/office" || path == "/office/models";
            let open = open || path.starts_with("/office/devices") || path.starts_with("/office/search");
            let page = technician.get(path).await;
            assert_eq!(page.status, if open { StatusCode::OK } else { StatusCode::FORBIDDEN }, "{path}");
            assert!(!page.text().contains("href=\"/office/merchants"), "{path}");
        }
        let mut owner = app.signed_in(Role::Owner, Some(merchant)).await;
        for (path, _) in &pages {
            assert_eq!(owner.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
    });
}

#[test]
fn a_technician_finds_devices_and_nothing_about_whom_they_serve() {
    both(async |app| {
        let invoice = billed(&app).await;
        let mut technician = app.signed_in(Role::Technician, None).await;
        let text = technician.read("/office/search?q=sa").await;
        for words in ["SA", "href=\"/office/devices/", "Søg efter enhed på serienummer eller SIM-kort"] {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(!text.contains("Butik A") && !text.contains("CVR"), "{text}");
        let hits = technician.read("/office/search/hits?q=SA").await;
        assert!(hits.contains("\"text\":\"SA\"") && !hits.contains("Butik"), "{hits}");
        for text in ["butik", "13748136", "A", "roskilde", invoice.document.number.as_str()] {
            assert_eq!(technician.read(&format!("/office/search/hits?q={text}")).await, "[]", "{text}");
        }
        assert!(technician.read("/office").await.contains("data-search="));
    });
}

#[test]
fn what_is_not_there_is_not_found() {
    both(async |app| {
        let mut admin = app.signed_in(Role::Admin, None).await;
        let mut seen = 0;
        for route in table(&app.web()) {
            if route.method == Method::GET && route.path.starts_with("/office") && route.path.contains("{id}") {
                let id = app.cx.ids.next::<uuid::Uuid>().to_string();
                for id in [id.as_str(), "x"] {
                    let path = route.path.replace("{id}", id).replace("{name}", "pdf");
                    assert_eq!(admin.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
                }
                seen += 1;
            }
        }
        assert!(seen >= 12, "{seen}");
    });
}

#[test]
fn files_are_handed_out_as_they_were_made() {
    both(async |app| {
        let invoice = billed(&app).await;
        let mut support = app.signed_in(Role::Support, None).await;
        let pdf = support.get(&format!("/office/invoices/{}/files/pdf", invoice.id)).await;
        assert_eq!((pdf.status, pdf.header("content-type")), (StatusCode::OK, "application/pdf"));
        assert!(pdf.bytes.starts_with(b"%PDF") && pdf.header("content-disposition").starts_with("inline; filename="));
        let xml = support.get(&format!("/office/invoices/{}/files/peppol", invoice.id)).await;
        assert!(xml.header("content-disposition").starts_with("attachment; filename="), "{}", xml.text());
        assert_eq!(
            support.get(&format!("/office/invoices/{}/files/exe", invoice.id)).await.status,
            StatusCode::NOT_FOUND
        );
        // A file that is no longer what it was is not handed out.
        let page = invoice_page(&app.cx.db, &office(invoice.company), invoice.id).await.unwrap().unwrap();
        let file = page.files.into_iter().find(|f| f.path.ends_with(".pdf")).unwrap();
        app.cx.files.put(&file.path, b"%PDF-1.7 something else".to_vec()).await.unwrap();
        let pdf = support.get(&format!("/office/invoices/{}/files/pdf", invoice.id)).await;
        assert_eq!(pdf.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(!pdf.text().contains("something else"));
    });
}

#[test]
fn a_line_is_credited_after_a_preview_and_once() {
    both(async |app| {
        let invoice = billed(&app).await;
        let mut support = app.signed_in(Role::Support, None).await;
        let (path, credit) =
            (format!("/office/invoices/{}", invoice.id), format!("/office/invoices/{}/credit", invoice.id));
        let (choose, show) = (support.get(&credit).await, format!("{credit}/preview"));
        // Wrong: what was typed stays.
        let typed = [("how", "amount"), ("amount", "tusind")];
        let wrong = support.asks(&choose, &show, &typed).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in ["value=\"tusind\"", "Skriv fx 1.245,00"] {
            assert!(wrong.text().contains(words), "{words}: {}", wrong.text());
        }
        for (typed, words) in [
            (vec![("how", "lines")], "Vælg mindst én linje."),
            (vec![("how", "amount"), ("amount", "1000")], "Der er kun 597,00 kr. uden moms tilbage"),
            (vec![("how", "lines"), ("line", "9")], "Vælg igen."),
        ] {
            let wrong = support.asks(&choose, &show, &typed).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            assert!(wrong.text().contains(words), "{words}: {}", wrong.text());
        }
        let typed = [("how", "lines"), ("line", "1")];
        // What it comes to has an address: nothing is sent anew on the way back.
        let preview = support.asks(&choose, &show, &typed).await;
        assert_eq!(preview.status, StatusCode::OK, "{}", preview.text());
        let change = format!("{credit}?how=lines&#38;line=1");
        assert!(preview.text().contains(&format!("href=\"{change}\"")), "{}", preview.text());
        let text = support.read(&change.replace("&#38;", "&")).await;
        assert!(text.contains("value=\"1\" checked"), "{text}");
        for words in ["300,00 kr.", "75,00 kr.", "375,00 kr.", "Her krediteres 300,00 kr. af linje 1"] {
            assert!(preview.text().contains(words), "{words}: {}", preview.text());
        }
        assert_eq!(documents(&app).await.len(), 1, "a preview writes nothing");
        let confirm = format!("{credit}/confirm");
        // Without a reason nothing is issued; what people write stands in no address, and stays where it is wrong.
        let long = "Fejl & \"mangler\" ".repeat(60);
        for (reason, words) in [("", "Feltet mangler"), (long.as_str(), "Fejl &#38; &#34;mangler&#34;")] {
            let wrong = support.send(&preview, &confirm, &[("reason", reason)]).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(wrong.text().contains(words) && wrong.text().contains("375,00 kr."), "{}", wrong.text());
        }
        let fields = preview.form(&confirm, &[("reason", "Enheden virkede \"ikke\"")]);
        let issued = support.post(&confirm, &fields).await;
        let note = issued.location().to_owned();
        assert!(note.starts_with("/office/invoices/") && note.ends_with("?said=said-of-credited"), "{note}");
        // The same form again leads there again.
        assert_eq!(support.post(&confirm, &fields).await.location(), note);
        let found = documents(&app).await;
        assert_eq!(found.len(), 2);
        let text = support.read(&note).await;
        for words in
            ["Kreditnotaen er udstedt.", "375,00 kr.", "Enheden virkede &#34;ikke&#34;", &invoice.document.number]
        {
            assert!(text.contains(words), "{words}: {text}");
        }
        let text = support.read(&path).await;
        assert!(text.contains("371,25 kr.") && text.contains("Kreditnota"), "{text}");
        // The line says by which credit note it was credited.
        let row = text.split("<tbody>").nth(1).and_then(|t| t.split("</tr>").next()).unwrap();
        assert!(row.contains("Krediteret") && row.contains("href=\"/office/invoices/"), "{row}");
        assert!(preview.text().contains("Momsen er forskellen mellem"), "{}", preview.text());
        // An older preview comes to something else by now: it is shown anew.
        let choose = support.get(&credit).await;
        let preview = support.asks(&choose, &show, &[("how", "all")]).await;
        let mut fields = preview.form(&confirm, &[("reason", "Resten")]);
        fields.iter_mut().filter(|(name, _)| name == "seen").for_each(|(_, value)| *value = "74625".to_owned());
        let again = support.post(&confirm, &fields).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.text().contains("Beløbet er ændret") && again.text().contains("371,25 kr."), "{}", again.text());
        assert_eq!(documents(&app).await.len(), 2);
        // Without the token of the session nothing is done.
        let bare: Vec<_> = fields.into_iter().filter(|(name, _)| name != "csrf").collect();
        assert_eq!(support.post(&confirm, &bare).await.status, StatusCode::FORBIDDEN);
        sound(&app).await;
    });
}

#[test]
fn a_merchants_people_are_closed_and_opened_again_from_its_page() {
    both(async |app| {
        let invoice = billed(&app).await;
        let (id, _) = app.account(Role::Owner, Some(invoice.merchant)).await;
        let (staff, _) = app.account(Role::Technician, None).await;
        let path = format!("/office/merchants/{}", invoice.merchant);
        let (again, disable) = (format!("/office/colleagues/{id}/again"), format!("/office/colleagues/{id}/disable"));
        // Who may not invite, may not this either.
        let mut accounting = app.signed_in(Role::Accounting, None).await;
        assert!(!accounting.read(&path).await.contains("/office/colleagues/"));
        let mut support = app.signed_in(Role::Support, None).await;
        let page = support.get(&path).await;
        assert!(!page.text().contains(&again), "nothing to send");
        let closed = support.send(&page, &disable, &[]).await.location().to_owned();
        let page = support.get(&closed).await;
        assert!(
            page.text().contains("Kontoen er lukket") && page.text().contains("Åbn igen med en invitation"),
            "{}",
            page.text()
        );
        let fields = page.form(&again, &[]);
        let opened = support.post(&again, &fields).await.location().to_owned();
        assert_eq!(support.post(&again, &fields).await.location(), opened);
        let page = support.get(&opened).await;
        assert!(page.text().contains("Linket virker til"), "{}", page.text());
        support.send(&page, &again, &[]).await.location();
        // The company's own people are not reached this way.
        let fields = page.form(&again, &[]);
        let page = support.post(&format!("/office/colleagues/{staff}/disable"), &fields).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        sound(&app).await;
    });
}

#[test]
fn the_companys_own_people_are_opened_again_and_a_merchants_are_invited_as_users() {
    both(async |app| {
        let invoice = billed(&app).await;
        let (id, _) = app.account(Role::Technician, None).await;
        let mut admin = app.signed_in(Role::Admin, None).await;
        let page = admin.get("/office/people").await;
        let again = format!("/office/people/{id}/again");
        assert!(!page.text().contains(&again), "nothing to send");
        let closed = admin.send(&page, &format!("/office/people/{id}/disable"), &[]).await.location().to_owned();
        let page = admin.get(&closed).await;
        assert!(page.text().contains("Åbn igen med en invitation"), "{}", page.text());
        let opened = admin.send(&page, &again, &[]).await.location().to_owned();
        let text = admin.read(&opened).await;
        assert!(text.contains("Linket virker til") && !text.contains("Åbn igen"), "{text}");
        let text = admin.read(&format!("/office/merchants/{}", invoice.merchant)).await;
        assert!(text.contains("value=\"user\" selected"), "{text}");
    });
}

#[test]
fn a_number_is_found_by_what_it_is_called_and_blanks_find_nothing() {
    both(async |app| {
        billed(&app).await;
        let mut support = app.signed_in(Role::Support, None).await;
        assert!(support.read("/office/search?q=CVR+13748136").await.contains("Butik A"));
        assert!(support.read("/office/search?q=+++").await.contains("Skriv noget at søge efter."));
    });
}

#[test]
fn a_letter_is_light_for_everybody() {
    both(async |app| {
        billed(&app).await;
        let mut support = app.signed_in(Role::Support, None).await;
        let scope = office(app.company().await.id);
        let mail = mail_page(&app.cx.db, &scope, None, None, 1).await.unwrap().remove(0);
        let text = support.read(&format!("/office/mail/{}/body", mail.id)).await;
        assert!(text.contains("background-color:#ffffff") && !text.contains("light dark"), "{text}");
    });
}

#[test]
fn a_merchants_people_are_invited_by_letter_once() {
    both(async |app| {
        let invoice = billed(&app).await;
        let mut support = app.signed_in(Role::Support, None).await;
        let page = support.get(&format!("/office/merchants/{}", invoice.merchant)).await;
        let path = format!("/office/merchants/{}/people", invoice.merchant);
        let typed = [("name", "Ellen <Juhl>"), ("email", "ellen"), ("role", "owner"), ("language", "en")];
        let wrong = support.send(&page, &path, &typed).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            wrong.text().contains("value=\"Ellen &#60;Juhl&#62;\"")
                && wrong.text().contains("Det er ikke en e-mailadresse")
        );
        let typed = [("name", "Ellen"), ("email", "ellen@butik.dk"), ("role", "admin"), ("language", "en")];
        assert_eq!(support.send(&page, &path, &typed).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let typed = [("name", "Ellen"), ("email", "Ellen@Butik.dk"), ("role", "owner"), ("language", "en")];
        let fields = page.form(&path, &typed);
        let invited = support.post(&path, &fields).await.location().to_owned();
        assert_eq!(support.post(&path, &fields).await.location(), invited);
        assert!(support.read(&invited).await.contains("ellen@butik.dk"));
        let scope = office(invoice.company);
        let mails = mail_page(&app.cx.db, &scope, None, None, 50).await.unwrap();
        let letters: Vec<_> = mails.iter().filter(|m| m.recipient == "ellen@butik.dk").collect();
        assert_eq!((letters.len(), letters[0].kind.as_str()), (1, "invitation"));
        let letter = mail_find(&app.cx.db, letters[0].id).await.unwrap().unwrap();
        assert!(letter.secret.is_some() && letter.body_text.contains("/link/{secret}"), "{}", letter.body_text);
        // The letter as it looked, in a frame that may do nothing.
        let page = support.get(&format!("/office/mail/{}", letter.id)).await;
        assert!(page.header("content-security-policy").contains("frame-src 'self'"));
        let body = support.get(&format!("/office/mail/{}/body", letter.id)).await;
        assert!(body.header("content-security-policy").contains("sandbox"), "{:?}", body.headers);
        assert_eq!((body.header("x-frame-options"), body.header("x-content-type-options")), ("SAMEORIGIN", "nosniff"));
        let hidden = body.text();
        assert!(hidden.contains("/link/(linket vises ikke)") && !hidden.contains("{secret}"), "{hidden}");
        // What was not given up is not sent again.
        let csrf = page.text().split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let once = app.cx.ids.next::<uuid::Uuid>().to_string();
        let fields = [("csrf".to_owned(), csrf), ("once".to_owned(), once)];
        let again = support.post(&format!("/office/mail/{}/again", letter.id), &fields).await;
        assert_eq!(again.status, StatusCode::CONFLICT, "{}", again.text());
        sound(&app).await;
    });
}

#[test]
fn lists_go_on_where_a_page_ends() {
    both(async |app| {
        let references: Vec<String> = (0..60).map(|n| format!("P{n:03}")).collect();
        let wanted: Vec<_> = references.iter().map(|r| (r.as_str(), "2026-01-01", "", "100.00")).collect();
        app.take(&wanted).await;
        let mut support = app.signed_in(Role::Support, None).await;
        for (path, first, last) in [
            ("/office/merchants", "Butik P000<", "Butik P059<"),
            ("/office/merchants?q=butik", "Butik P0", "Butik P0"),
            ("/office/devices?serial=SP", ">SP000<", ">SP059<"),
        ] {
            let text = support.read(path).await;
            assert!(text.contains(first), "{path}: {text}");
            let more = text
                .split("class=\"more\"><a class=\"button\" href=\"")
                .nth(1)
                .unwrap_or_else(|| panic!("{path}: {text}"));
            let next = more.split('"').next().unwrap().replace("&#38;", "&");
            let rest = support.read(&next).await;
            assert!(rest.contains(last) && !rest.contains("class=\"more\""), "{next}: {rest}");
            let count = |text: &str| text.matches("<tr>").count() - 1;
            assert_eq!((count(&text), count(&rest)), (50, 10), "{path}");
        }
    });
}

#[test]
fn a_filter_that_is_none_is_said_to_be_none() {
    both(async |app| {
        let invoice = billed(&app).await;
        contested(&app, invoice.id).await;
        let mut accounting = app.signed_in(Role::Accounting, None).await;
        let nobody = app.cx.ids.next::<uuid::Uuid>();
        for (path, kept, shown) in [
            ("/office/devices?state=bogus".to_owned(), "bogus", "SA"),
            ("/office/devices?model=bogus".to_owned(), "bogus", "SA"),
            (format!("/office/devices?model={nobody}"), nobody.to_string().as_str(), "SA"),
            ("/office/mail?state=bogus".to_owned(), "bogus", "/office/mail/"),
            ("/desk/invoices?state=bogus".to_owned(), "bogus", "Butik A"),
            ("/desk/invoices?kind=bogus".to_owned(), "bogus", "Butik A"),
        ] {
            let page = accounting.get(&path).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            for words in ["Vælg en af mulighederne.", &format!("<option value=\"{kept}\" selected>"), shown] {
                assert!(page.text().contains(words), "{path}: {words}: {}", page.text());
            }
        }
        let page = accounting.get("/office/disputes?which=bogus").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.text().contains("Filteret »bogus« findes ikke") && page.text().contains("Butik A"),
            "{}",
            page.text()
        );
        let mut owner = app.signed_in(Role::Owner, Some(invoice.merchant)).await;
        for path in ["/portal/invoices?state=bogus", "/portal/invoices?kind=bogus"] {
            let page = owner.get(path).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            assert!(!page.text().contains("value=\"bogus\"") && page.text().contains("746,25"), "{path}");
        }
    });
}

#[test]
fn a_queue_says_how_many_wait_and_for_how_long() {
    both(async |app| {
        let invoice = billed(&app).await;
        contested(&app, invoice.id).await;
        let mut support = app.signed_in(Role::Support, None).await;
        let text = support.read("/office").await;
        assert!(text.contains("Ældst: i dag (") && text.contains("<p class=\"figure\">1</p>"), "{text}");
        assert!(text.contains("Skulle være returneret</a> (0)") || text.contains("</a> (0)"), "{text}");
        let day = app.cx.clock.today(entity::types::Country::Dk);
        for (later, words) in [(1, "Ældst: 1 dag ("), (3, "Ældst: 3 dage (")] {
            app.advance_to(&(day + chrono::Days::new(later)).to_string());
            let mut support = app.signed_in(Role::Support, None).await;
            let text = support.read("/office").await;
            assert!(text.contains(words), "{words}: {text}");
        }
    });
}
