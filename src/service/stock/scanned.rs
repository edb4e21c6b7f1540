//! What a scanner or a person types: serial numbers, or the codes of labels.

use crate::service::papers::DEVICE_PATH;

/// The serial numbers in a text, one a line or between commas; a label's code is read as the serial number that it bears. The same
/// one twice counts once.
#[must_use]
pub fn serials_of(text: &str) -> Vec<String> {
    let mut serials: Vec<String> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for part in text.split(['\n', '\r', '\t', ',', ';']) {
        let serial = serial_of(part);
        if !serial.is_empty() && seen.insert(serial.clone()) {
            serials.push(serial);
        }
    }
    serials
}

/// The serial number of a label's code, or what was typed.
fn serial_of(text: &str) -> String {
    let text = text.trim();
    let coded = text.starts_with("https://") || text.starts_with("http://");
    match text.split_once(DEVICE_PATH).filter(|_| coded) {
        Some((_, serial)) => {
            let pair = format!("s={serial}");
            form_urlencoded::parse(pair.as_bytes()).next().map_or_else(String::new, |(_, s)| s.trim().to_owned())
        }
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_read_as_its_serial_number_and_counts_once() {
        let text = " A1\nhttps://leje.example.dk/d/A%2F2%20b\r\nA1, B3;\t\nhttps://leje.example.dk/d/A1\n\n";
        assert_eq!(serials_of(text), ["A1", "A/2 b", "B3"]);
        assert_eq!(serials_of(" \n;, "), Vec::<String>::new());
        assert_eq!(serials_of("/d/x"), ["/d/x"], "no address");
    }
}
