//! Labels: a device's serial number, whose it is, and a code that leads to its page.
//!
//! The code is made here, as runs of dark squares; the template only draws them.

use entity::types::Language;
use qrcode::{Color, EcLevel, QrCode};
use serde::Serialize;

use super::PdfError;
use crate::domain::invoice::Seller;
use crate::text::{Arg, Texts, Voice};

/// A label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Serial number.
    pub serial: String,
    /// Model.
    pub model: String,
    /// The address of the device's page.
    pub address: String,
}

/// Everything on the labels.
#[derive(Debug, Serialize)]
pub(super) struct Sheet {
    language: Language,
    title: String,
    author: String,
    owned: String,
    phone: String,
    scan: String,
    labels: Vec<One>,
}

#[derive(Debug, Serialize)]
struct One {
    model: String,
    serial: String,
    address: String,
    code: Code,
}

/// A code: how many squares it is wide, and its dark runs as (x, y, length).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Code {
    /// Squares on a side, without the quiet margin.
    pub width: usize,
    /// Dark squares beside one another: where they begin, in which row, how many.
    pub runs: Vec<(usize, usize, usize)>,
}

/// The code of an address. A quarter of it may be scratched and it still reads.
///
/// # Errors
/// An address that is longer than a code holds.
pub fn code(address: &str) -> Result<Code, PdfError> {
    let wrong = |e: qrcode::types::QrError| PdfError::Code(format!("{address}: {e}"));
    let made = QrCode::with_error_correction_level(address, EcLevel::Q).map_err(wrong)?;
    let width = made.width();
    let mut runs: Vec<(usize, usize, usize)> = Vec::new();
    for (at, color) in made.to_colors().into_iter().enumerate() {
        let (x, y) = (at % width, at / width);
        match runs.last_mut() {
            _ if color == Color::Light => {}
            Some((from, row, length)) if *row == y && *from + *length == x => *length += 1,
            _ => runs.push((x, y, 1)),
        }
    }
    Ok(Code { width, runs })
}

/// What is printed of some labels.
///
/// # Errors
/// None to print, or an address that no code holds.
pub(super) fn sheet(seller: &Seller, labels: &[Label], texts: &Texts, language: Language) -> Result<Sheet, PdfError> {
    let voice = Voice { texts, language };
    let first = labels.first().ok_or(PdfError::Nothing)?;
    let one = |label: &Label| {
        Ok(One {
            model: label.model.clone(),
            serial: label.serial.clone(),
            address: label.address.clone(),
            code: code(&label.address)?,
        })
    };
    Ok(Sheet {
        language,
        title: voice.say("paper-serial", &[("serial", Arg::Text(&first.serial))]),
        author: seller.name.clone(),
        owned: voice.say("label-owned", &[("seller", Arg::Text(&seller.name))]),
        phone: seller.phone.clone(),
        scan: voice.label("label-scan"),
        labels: labels.iter().map(one).collect::<Result<_, PdfError>>()?,
    })
}
