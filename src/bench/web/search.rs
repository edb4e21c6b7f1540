//! Search beside the plainest look-up of a prefix. The results are judged, as they come from the database; what a browser waits for
//! them is shown beside it: of that, the way over HTTP and the session are more than such a look-up takes altogether.

use std::time::Instant;

use super::figures::{Verdicts, median};
use super::world::World;
use crate::domain::access::{Act, Reach, Scope};
use crate::service::search::search;
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::company::Company;
use crate::store::measure::{Sample, prefix_lookup};

/// A search may take so many times what a bare look-up of a prefix takes.
const WANTED: f64 = 5.0;

const KINDS: [&str; 8] =
    ["a name", "a common word", "common words", "a number", "a serial", "an invoice", "an agreement", "a FIK line"];

/// What people look for, of a sample.
fn question(kind: &str, of: &Sample) -> String {
    let word = of.name.split(' ').nth(1).unwrap_or_default();
    match kind {
        "a name" => format!("{word} butik"),
        "a common word" => "butik".to_owned(),
        "a number" => of.number.clone(),
        "a serial" => of.serial.clone(),
        "an invoice" => of.invoice_number.clone(),
        "an agreement" => of.reference.clone(),
        "a FIK line" => format!("+71<{}+12345678<", of.payment_reference),
        _ => "aps roskilde".to_owned(),
    }
}

/// Looks for all kinds of things.
pub(super) async fn measure(
    cx: &Context,
    company: &Company,
    world: &World,
    verdicts: &mut Verdicts,
) -> ServiceResult<()> {
    let office = Scope { company: company.id, merchant: None, sites: Vec::new() };
    let by = world.of_staff(Some(Act::SeeOffice)).ok_or_else(|| ServiceError::said("bench: nobody may search"))?;
    println!("\n{:36} {:>10} {:>10} {:>6} {:>10}", "search for", "results", "prefix", "ratio", "http");
    for kind in KINDS {
        let (mut ours, mut bare, mut http) = (Vec::new(), Vec::new(), Vec::new());
        for of in &world.samples {
            let text = question(kind, of);
            let hits = search(&cx.db, &office, Reach::Everything, &text).await?;
            if hits.is_empty() {
                return Err(ServiceError::said(format!("bench: \"{text}\" finds nothing")));
            }
            let since = Instant::now();
            search(&cx.db, &office, Reach::Everything, &text).await?;
            ours.push(since.elapsed());
            // Of a name what it begins with; a common word is as common for the plain look-up.
            let begins = if kind.contains("common") { text.clone() } else { question("a name", of) };
            let prefix = begins.split(' ').next().unwrap_or_default().to_owned();
            prefix_lookup(&cx.db, company.id, &prefix).await?;
            let since = Instant::now();
            prefix_lookup(&cx.db, company.id, &prefix).await?;
            bare.push(since.elapsed());
            let query: String = form_urlencoded::Serializer::new(String::new()).append_pair("q", &text).finish();
            let since = Instant::now();
            by.get(&format!("/office/search/hits?{query}")).await?;
            http.push(since.elapsed());
        }
        let (ours, bare, http) = (median(&mut ours), median(&mut bare), median(&mut http));
        let ratio = ours / bare;
        let verdict = verdicts.of(&format!("search for {kind}"), ratio, WANTED);
        println!("{kind:36} {ours:>7.2} ms {bare:>7.2} ms {ratio:>6.2} {http:>7.2} ms {verdict}");
    }
    Ok(())
}
