//! Encodings, separators, headers, lines.

use super::*;

async fn whole(body: impl AsRef<[u8]>) -> InputError {
    let (cx, _) = sample("2026-01-15").await;
    let mut found = refused(&cx, body).await;
    assert_eq!(found.len(), 1, "{found:#?}");
    found.remove(0)
}

#[tokio::test]
async fn a_byte_order_mark_commas_quotes_and_any_order_of_columns() {
    let (cx, _) = sample("2026-01-15").await;
    let body = "\u{feff}licence, rent,model,device,signed,city,postcode,street,registration,country,kind,name,\
                customer_number,reference,company\r\n\
                99.00,249,pax-a920,D1,2025-12-30,Køge,4600,\"Torvet 1, st.\",DK 13 74 81 36,DK,business,\
                \"Café \"\"Ø\"\" & Søn\",1001,A-1,dk\r\n,,,,,,,,,,,,,,\r\n";
    let report = agreements(&cx, body.as_bytes(), options(false)).await.unwrap();
    assert_eq!((report.agreements, report.lines, report.merchants, report.devices), (1, 1, 1, 1));
    let dk = company_list(&cx.db).await.unwrap().remove(0);
    let merchants = crate::store::merchant::merchant_rows(&cx.db, dk.id).await.unwrap();
    let row = &merchants["1001"];
    assert_eq!((row.name.as_str(), row.street.as_str()), ("Café \"Ø\" & Søn", "Torvet 1, st."));
    assert_eq!(row.registration.as_deref(), Some("13748136"));
    assert_eq!((row.language.as_str(), row.email.as_ref()), ("da", None));
}

#[tokio::test]
async fn other_encodings_are_refused() {
    let latin =
        file(&[row(&[]), row(&[("device", "D2")])]).replace("Café Måge", "Cafe Mage").replacen("Mage", "M\u{e5}ge", 2);
    let mut bytes = Vec::new();
    for c in latin.chars() {
        bytes.push(u8::try_from(u32::from(c)).unwrap());
    }
    let error = whole(&bytes).await;
    assert_eq!((error.line, error.column.as_str()), (2, "the file"));
    assert!(error.message.contains("E5 is not UTF-8") && error.message.contains("CSV UTF-8"), "{error}");
    let wide: Vec<u8> = file(&[row(&[])]).encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(whole(&wide).await.message.contains("UTF-16"));
    let marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(wide).collect();
    assert!(whole(&marked).await.message.contains("UTF-16"));
}

#[tokio::test]
async fn a_header_names_columns() {
    assert!(whole("").await.message.contains("is empty"));
    assert!(whole("\u{feff}\n").await.message.contains("is empty"));
    assert!(whole(format!("{HEADER}\n")).await.message.contains("no rows"));
    let error = whole(file(&[row(&[])]).replace(";phone;", ";fone;")).await;
    assert_eq!((error.line, error.column.as_str()), (1, "\"fone\""));
    let (cx, _) = sample("2026-01-15").await;
    let found = refused(&cx, "company,reference,name,name\ndk,A-1,x,y\n").await;
    assert!(found.iter().any(|e| e.column == "\"name\"" && e.message.contains("twice")), "{found:?}");
    assert!(
        found.iter().any(|e| (e.line, e.column.as_str()) == (1, "licence") && e.message.contains("missing")),
        "{found:?}"
    );
    assert!(!found.iter().any(|e| e.column == "sim"), "a column that may be empty may be left out: {found:?}");
}

#[tokio::test]
async fn lines_are_counted_as_an_editor_counts_them() {
    let (cx, _) = sample("2026-01-15").await;
    let wrong = row(&[("device", "D2"), ("rent", "x")]);
    let body = format!("{HEADER}\r\n{}\r\n\r\n\r\n{wrong}\r\n", row(&[]));
    let found = refused(&cx, body).await;
    assert_eq!((found[0].line, found[0].column.as_str()), (5, "rent"), "{found:?}");
    let broken = row(&[("name", "\"Café\nMåge\"")]);
    let found = refused(&cx, format!("{HEADER}\n{broken}\n{wrong}")).await;
    assert!(found.iter().any(|e| e.line == 2 && e.message.contains("U+000A")), "{found:?}");
    assert!(found.iter().any(|e| e.line == 4 && e.column == "rent"), "{found:?}");
}

#[tokio::test]
async fn a_row_has_as_many_fields_as_the_header() {
    let error = whole(format!("{HEADER}\n{};x\n", row(&[]))).await;
    assert_eq!((error.line, error.column.as_str()), (2, "the row"));
    assert!(error.message.contains("34 fields and the header 33"), "{error}");
}

#[tokio::test]
async fn the_sample_file_is_taken() {
    let (cx, companies) = sample("2026-01-15").await;
    let body = include_bytes!("../../../../examples/agreements.csv");
    let report = agreements(&cx, body, options(false)).await.unwrap();
    assert_eq!((report.agreements, report.unchanged, report.warnings.len()), (60, 0, 0), "{report:?}");
    let again = agreements(&cx, body, options(false)).await.unwrap();
    assert_eq!(again, ImportReport { unchanged: 60, ..ImportReport::default() });
    let mut counts = Vec::new();
    for company in &companies {
        counts.push(crate::store::agreement::agreement_rows(&cx.db, company.id).await.unwrap().len());
    }
    assert_eq!(counts, [40, 10, 10]);
}
