//! Search from anywhere, on both databases.

use sea_orm::{ConnectionTrait, Database};
use tillhold::domain::access::Reach;
use tillhold::service::imports::{ImportOptions, agreements};
use tillhold::service::search::{Hit, fill, search};
use tillhold::store::invoice::{Documents, document_list};
use tillhold::store::schema_is_current;

use crate::support::people::{office, portal};
use crate::support::{TestApp, both};

const NAMES: [&str; 6] = [
    "Bageriet på Torvet ApS",
    "Sørensen & Søn I/S",
    "Café Ærlig",
    "Åse's Blomster",
    "Butik 7-Eleven Nord",
    "Müller/Lüdenscheidt GmbH",
];

async fn take(app: &TestApp) {
    let company = app.company().await;
    let models = tillhold::store::company::model_list(&app.cx.db, company.id).await.unwrap();
    let mut csv = String::from(
        "company,reference,customer_number,name,kind,country,registration,street,postcode,city,email,phone,signed,kyc_approved,\
         device,sim,model,rent,licence\n",
    );
    for (n, name) in NAMES.iter().enumerate() {
        csv += &format!(
            "{},LA-{n:03},K{n:04},{name},business,DK,13748136,Algade 1,4000,Aarhus C,post{n}@butik{n}.dk,+45 4635 120{n},\
             2026-01-01,2026-01-01,SN-{n}77,894501{n}23,{},100.00,99.00\n",
            company.key, models[0].key
        );
    }
    let options = ImportOptions { dry_run: false, actor: "test".into() };
    agreements(&app.cx, csv.as_bytes(), options).await.unwrap();
}

/// What was found, in a word each.
async fn found(app: &TestApp, text: &str) -> Vec<String> {
    found_within(app, Reach::Everything, text).await
}

async fn found_within(app: &TestApp, reach: Reach, text: &str) -> Vec<String> {
    let scope = office(app.company().await.id);
    let hits = search(&app.cx.db, &scope, reach, text).await.unwrap();
    hits.into_iter()
        .map(|hit| match hit {
            Hit::Merchant(m) => m.number,
            Hit::Device(d) => d.serial,
            Hit::Invoice(i) => i.number,
            Hit::Agreement(a) => a.reference,
        })
        .collect()
}

#[test]
fn a_thing_is_found_by_what_people_have_at_hand() {
    both(async |app| {
        take(&app).await;
        app.bill("2026Q1").await;
        for (n, name) in NAMES.iter().enumerate() {
            for word in name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
                assert!(found(&app, word).await.contains(&format!("K{n:04}")), "{word} of {name}");
            }
            assert!(found(&app, name).await.contains(&format!("K{n:04}")), "{name}");
        }
        for (text, wanted) in [
            ("torvet bager", vec!["K0000"]),
            ("K0003", vec!["K0003"]),
            ("aarhus åses", vec![]),
            ("aarhus åse", vec!["K0003"]),
            ("post4@butik4.dk", vec!["K0004"]),
            ("+45 46 35 12 05", vec!["K0005"]),
            ("sn-277", vec!["SN-277"]),
            ("SN-3", vec!["SN-377"]),
            ("89450 1 4", vec!["SN-477"]),
            ("la-005", vec!["LA-005"]),
            ("13748136 cafe", vec!["K0002"]),
            ("nobody at all", vec![]),
            ("'; DROP TABLE merchant --", vec![]),
            ("%", vec![]),
        ] {
            assert_eq!(found(&app, text).await, wanted, "{text}");
        }
        assert_eq!(found(&app, "DK 13 74 81 36").await.len(), NAMES.len());
        assert_eq!(found(&app, "dk13748136").await.len(), NAMES.len());
        let merchant = tillhold::store::merchant::merchant_by_number(&app.cx.db, app.company().await.id, "K0001");
        let merchant = merchant.await.unwrap().unwrap().id;
        let own = document_list(&app.cx.db, &Documents::Merchant(merchant)).await.unwrap();
        let number = own[0].document.number.clone();
        assert_eq!(found(&app, &number).await, std::slice::from_ref(&number));
        let fik = tillhold::domain::reference::payment_reference(entity::types::Country::Dk, own[0].sequence).unwrap();
        for text in [
            format!("+71<{fik}+12345678<"),
            format!("+71<{}+12345678<", &fik[3..]),
            format!("{} {} {}", &fik[..5], &fik[5..10], &fik[10..]),
            fik.trim_start_matches('0').to_owned(),
            format!("+71< {fik} +12345678<"),
            format!("FIK {}", fik.trim_start_matches('0')),
            format!("Faktura {number}"),
            format!("faktura nr. {number}"),
            format!("invoice {number}"),
        ] {
            assert!(found(&app, &text).await.contains(&number), "{text}");
        }
        assert_eq!(found(&app, &format!("faktura nr. {number}")).await, std::slice::from_ref(&number));
        assert!(found(&app, &format!("kreditnota {number}")).await.is_empty(), "it is none");
        let portal = portal(app.company().await.id, merchant);
        assert!(
            search(&app.cx.db, &portal, Reach::Everything, "butik").await.unwrap().is_empty(),
            "search is the office's"
        );
        let stranger = office(app.company_of(entity::types::Country::No).await.id);
        for text in ["butik", "SN-277", "LA-005", number.as_str(), fik.as_str()] {
            assert!(search(&app.cx.db, &stranger, Reach::Everything, text).await.unwrap().is_empty(), "{text}");
        }
    });
}

#[test]
fn who_sees_devices_alone_finds_devices_alone() {
    both(async |app| {
        take(&app).await;
        app.bill("2026Q1").await;
        let merchant = tillhold::store::merchant::merchant_by_number(&app.cx.db, app.company().await.id, "K0001");
        let merchant = merchant.await.unwrap().unwrap().id;
        let own = document_list(&app.cx.db, &Documents::Merchant(merchant)).await.unwrap();
        let number = own[0].document.number.clone();
        let fik = tillhold::domain::reference::payment_reference(entity::types::Country::Dk, own[0].sequence).unwrap();
        let all: Vec<String> = (0..6).map(|n| format!("SN-{n}77")).collect();
        for (text, wanted) in [("sn-277", &all[2..3]), ("89450 1 4", &all[4..5]), ("8945", &all[..])] {
            assert_eq!(found_within(&app, Reach::Devices, text).await, wanted, "{text}");
        }
        // Nothing is found by, or said about, those whom they serve.
        for text in ["torvet", "K0003", "13748136", "LA-005", "aarhus", number.as_str(), fik.as_str(), "butik 77"] {
            assert!(found_within(&app, Reach::Devices, text).await.is_empty(), "{text}");
        }
        let named = format!("faktura {number}");
        assert!(found_within(&app, Reach::Devices, &named).await.is_empty());
        let scope = office(app.company().await.id);
        let hits = search(&app.cx.db, &scope, Reach::Devices, "sn-277").await.unwrap();
        assert!(matches!(&hits[..], [Hit::Device(d)] if d.merchant.is_none() && d.merchant_id.is_none()), "{hits:?}");
    });
}

#[test]
fn a_rare_word_beside_a_common_one_is_found() {
    both(async |app| {
        // The longest word is common: more begins with it than is read of it at first.
        let company = app.company().await;
        let models = tillhold::store::company::model_list(&app.cx.db, company.id).await.unwrap();
        let mut csv = String::from(
            "company,reference,customer_number,name,kind,country,registration,street,postcode,city,signed,kyc_approved,device,model,\
             rent,licence\n",
        );
        for n in 0..260 {
            let more = if n == 259 { "Al" } else { "Bo" };
            csv += &format!(
                "{},LA-{n:03},K{n:04},Supermarkedet {more},business,DK,13748136,Algade 1,4000,Aarhus,2026-01-01,2026-01-01,SN-{n}77,{},\
                 100.00,99.00\n",
                company.key, models[0].key
            );
        }
        let options = ImportOptions { dry_run: false, actor: "test".into() };
        agreements(&app.cx, csv.as_bytes(), options).await.unwrap();
        assert_eq!(found(&app, "supermarkedet al").await, ["K0259"]);
        assert_eq!(found(&app, "al super").await, ["K0259"]);
        assert_eq!(found(&app, "bo supermarkedet").await.len(), 20);
        assert!(found(&app, "supermarkedet cy").await.is_empty());
    });
}

#[test]
fn rows_from_before_are_made_findable() {
    both(async |app| {
        take(&app).await;
        let raw = Database::connect(app.url.clone()).await.unwrap();
        for sql in [
            "DELETE FROM search_token",
            "INSERT INTO search_todo (company_id, kind, subject_id) SELECT company_id, 'merchant', id FROM merchant",
            "INSERT INTO search_todo (company_id, kind, subject_id) SELECT company_id, 'device', id FROM device",
        ] {
            raw.execute_unprepared(sql).await.unwrap();
        }
        assert!(found(&app, "torvet").await.is_empty());
        assert_eq!(fill(&app.cx).await.unwrap(), 12);
        assert_eq!(fill(&app.cx).await.unwrap(), 0);
        assert_eq!(found(&app, "torvet").await, ["K0000"]);
        assert_eq!(found(&app, "894501").await.len(), 6);
        schema_is_current(&app.cx.db).await.unwrap();
    });
}
