//! Labels for devices, with a code that leads to each device's page.

use std::sync::Arc;

use entity::types::{DeviceId, Language};

use crate::documents::pdf::PdfWriter;
use crate::documents::pdf::label::Label;
use crate::domain::access::Scope;
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::company::company_by_id;
use crate::store::paper::devices_to_label;

/// The page of a device, before its serial number: what the code on its label opens.
pub const DEVICE_PATH: &str = "/d/";

/// Labels of some devices within a scope, as PDF, by serial number. None: one of them is not there, or a stranger's.
///
/// # Errors
/// A program without an address of its own, for a code must lead somewhere; or labels that cannot be printed.
pub async fn labels(
    cx: &Context,
    pdf: Arc<PdfWriter>,
    scope: &Scope,
    devices: &[DeviceId],
    language: Language,
) -> ServiceResult<Option<Vec<u8>>> {
    let base = cx.address.clone().ok_or_else(|| ServiceError::refused("reason-label-needs-address"))?;
    let mut wanted = devices.to_vec();
    wanted.sort_unstable();
    wanted.dedup();
    let found = devices_to_label(&cx.db, scope, &wanted).await?;
    let Some(company) = company_by_id(&cx.db, scope.company).await? else { return Ok(None) };
    if wanted.is_empty() || found.len() != wanted.len() {
        return Ok(None);
    }
    let label = |(serial, model): (String, String)| {
        let address = format!("{base}{DEVICE_PATH}{}", escaped(&serial));
        Label { serial, model, address }
    };
    let labels: Vec<Label> = found.into_iter().map(label).collect();
    let (texts, today) = (cx.texts.clone(), cx.clock.today(company.country));
    tokio::task::spawn_blocking(move || pdf.labels(&company.seller, &labels, (&texts, language), today))
        .await
        .map_err(|e| ServiceError::Document(e.to_string()))?
        .map(Some)
        .map_err(|e| ServiceError::Document(e.to_string()))
}

/// A serial number as a part of an address: what is not a letter, a digit, `-`, `.`, `_` or `~` is written as `%2F`.
fn escaped(serial: &str) -> String {
    let mut out = String::with_capacity(serial.len());
    for byte in serial.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            other => out += &format!("%{other:02X}"),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_serial_number_stays_one_part_of_an_address() {
        assert_eq!(escaped("PAX-180.20"), "PAX-180.20");
        assert_eq!(escaped("A/1 ø?#"), "A%2F1%20%C3%B8%3F%23");
    }
}
