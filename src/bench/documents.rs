//! Documents a second on one core: PDF/A-3 with its e-invoice, Peppol BIS, OIOUBL.

use std::time::{Duration, Instant};

use entity::types::{Date, Quarter};

use super::portfolio;
use crate::clock::Ids;
use crate::documents::pdf::{Attachment, PdfWriter};
use crate::documents::ubl::{oioubl_xml, peppol_xml};
use crate::service::{ServiceError, ServiceResult, runs};
use crate::store::Db;
use crate::store::invoice::{Documents, document_list};
use crate::text::Texts;

/// Documents that are made of each kind.
const COUNT: u64 = 300;

/// Measures and prints.
///
/// # Errors
/// A document that cannot be made.
pub fn run() -> ServiceResult<()> {
    let runtime = tokio::runtime::Handle::current();
    let found = tokio::task::block_in_place(|| runtime.block_on(documents()))?;
    let texts = Texts::load().map_err(|e| ServiceError::Document(e.to_string()))?;
    let pdf = PdfWriter::new().map_err(|e| ServiceError::Document(e.to_string()))?;
    let wrong = |e: &dyn std::fmt::Display| ServiceError::Document(e.to_string());
    let mut xml = Vec::new();
    let since = Instant::now();
    for document in &found {
        xml.push(peppol_xml(document, &texts).map_err(|e| wrong(&e))?);
    }
    say("Peppol BIS 3", since.elapsed(), xml.len());
    let since = Instant::now();
    for document in &found {
        oioubl_xml(document, &texts).map_err(|e| wrong(&e))?;
    }
    say("OIOUBL 2.1", since.elapsed(), found.len());
    let mut each = Vec::new();
    for (document, bytes) in found.iter().zip(&xml) {
        let since = Instant::now();
        let attachment = Attachment { name: "invoice.xml", mime: "application/xml", bytes };
        pdf.invoice(document, &texts, Some(attachment)).map_err(|e| wrong(&e))?;
        each.push(since.elapsed());
    }
    say("PDF/A-3", each.iter().sum(), each.len());
    each.sort();
    let (median, slowest) = (each[each.len() / 2], each[each.len() - 1]);
    println!("  PDF: median {:.1} ms, slowest {:.1} ms; wanted: at most 15 ms", ms(median), ms(slowest));
    Ok(())
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn say(what: &str, time: Duration, count: usize) {
    #[allow(clippy::cast_precision_loss)] // a figure to look at
    let count = count as f64;
    println!("{what:14} {:8.0} a second, {:6.2} ms each", count / time.as_secs_f64(), ms(time) / count);
}

async fn documents() -> ServiceResult<Vec<crate::domain::invoice::Document>> {
    let day = Date::from_ymd_opt(2026, 1, 1).unwrap_or(Date::MIN);
    let cx = super::context(Db::connect("sqlite::memory:").await?, day, |clock| Ids::seeded(1, clock)).await?;
    let company = portfolio::make(&cx, COUNT).await?;
    runs::quarter_at_once(&cx, &company, Quarter::of(day), "bench").await?;
    let which = Documents::Issued {
        company: company.id,
        from: day,
        to: day,
        after: (String::new(), 0),
        limit: i64::try_from(COUNT).unwrap_or(0),
    };
    Ok(document_list(&cx.db, &which).await?.into_iter().map(|f| f.document).collect())
}
