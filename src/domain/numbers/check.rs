//! The check sums that several schemes share: weights, Luhn, modulus 11 and modulus 97.

/// The text without white space and without `separators`.
pub(super) fn bare(text: &str, separators: &[char]) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !separators.contains(c)).collect()
}

/// Whether the text is exactly `len` ASCII digits.
pub(super) fn is_digits(text: &str, len: usize) -> bool {
    text.len() == len && text.bytes().all(|b| b.is_ascii_digit())
}

fn values(digits: &str) -> impl DoubleEndedIterator<Item = u32> {
    digits.bytes().map(|b| u32::from(b.wrapping_sub(b'0')))
}

/// Sum of digit × weight, from the left; digits beyond the weights do not count.
pub(super) fn weighted_sum(digits: &str, weights: &[u32]) -> u32 {
    values(digits).zip(weights).map(|(digit, weight)| digit * weight).sum()
}

/// The check digit that makes a weighted sum divisible by 11 when it has the weight 1 itself; `None` where it would be 10.
pub(super) fn mod11_digit(payload: &str, weights: &[u32]) -> Option<u32> {
    match weighted_sum(payload, weights) % 11 {
        0 => Some(0),
        1 => None,
        rest => Some(11 - rest),
    }
}

/// The Luhn check digit: products with 2 1 2 1 … from the right, their digits summed, filled up to the next ten.
pub(super) fn luhn_digit(payload: &str) -> u32 {
    let sum: u32 = values(payload)
        .rev()
        .enumerate()
        .map(|(place, digit)| if place % 2 == 0 { digit * 2 / 10 + digit * 2 % 10 } else { digit })
        .sum();
    (10 - sum % 10) % 10
}

/// Whether the last digit is the Luhn check digit of those before it.
pub(super) fn luhn_holds(digits: &str) -> bool {
    digits.split_at_checked(digits.len().saturating_sub(1)).is_some_and(|(payload, last)| {
        last.parse::<u32>().is_ok_and(|last| !payload.is_empty() && last == luhn_digit(payload))
    })
}

/// The rest modulo 97 of the text as a number, each letter standing for two digits (A 10 … Z 35), as ISO 7064.
fn rest_97(parts: &[&str]) -> u32 {
    parts
        .iter()
        .flat_map(|part| part.chars())
        .filter_map(|c| c.to_digit(36))
        .fold(0, |rest, value| if value < 10 { (rest * 10 + value) % 97 } else { (rest * 100 + value) % 97 })
}

/// Whether `head` (two letters, two check digits) behind `body` leaves 1 modulo 97.
///
/// ISO 7064 makes check digits 02 to 98 only, so 00, 01 and 99 are refused though they may leave 1 as well.
pub(super) fn mod97_holds(head: &str, body: &str) -> bool {
    let check = head.get(2..4).and_then(|digits| digits.parse::<u32>().ok());
    check.is_some_and(|check| (2..=98).contains(&check)) && rest_97(&[body, head]) == 1
}

/// The two check digits for `letters` before `body`.
pub(super) fn mod97_digits(letters: &str, body: &str) -> u32 {
    98 - rest_97(&[body, letters, "00"])
}

/// Whether the whole text, in its own order, leaves 1 modulo 97.
pub(super) fn mod97_in_order(text: &str) -> bool {
    rest_97(&[text]) == 1
}

#[cfg(test)]
pub(super) mod mistyped {
    //! Single wrong digits, for the tests of every scheme that promises to catch them.

    use proptest::prelude::*;

    /// A place to mistype and how far off.
    pub fn slip() -> impl Strategy<Value = (prop::sample::Index, u8)> {
        (any::<prop::sample::Index>(), 1_u8..10)
    }

    /// The text with one of its digits replaced by another digit.
    pub fn with_slip(text: &str, (place, by): (prop::sample::Index, u8)) -> String {
        let mut bytes = text.as_bytes().to_vec();
        let digits: Vec<usize> = (0..bytes.len()).filter(|&at| bytes[at].is_ascii_digit()).collect();
        let at = digits[place.index(digits.len())];
        bytes[at] = b'0' + (bytes[at] - b'0' + by) % 10;
        String::from_utf8(bytes).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn luhn_of_the_published_examples() {
        // giro-kort.dk: 1 becomes 18, 2 becomes 26; norwegian-numbers: 1234 becomes 12344.
        for (payload, digit) in [("1", 8), ("2", 6), ("1234", 4), ("234567", 6), ("60224", 3)] {
            assert_eq!(luhn_digit(payload), digit, "{payload}");
            assert!(luhn_holds(&format!("{payload}{digit}")), "{payload}");
        }
        assert!(!luhn_holds("0") && !luhn_holds(""), "a check digit alone checks nothing");
    }

    #[test]
    fn check_digits_that_iso_7064_never_makes_are_refused() {
        let made = mod97_digits("RF", "0");
        assert!(mod97_holds(&format!("RF{made:02}"), "0"));
        for body in ["A", "B", "17", "ZZ9", "123456"] {
            for check in ["00", "01", "99"] {
                assert!(!mod97_holds(&format!("RF{check}"), body), "RF{check}{body}");
            }
        }
    }
}
