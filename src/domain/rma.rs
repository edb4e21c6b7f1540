//! The number by which a device may move (R210): short enough to be read on a box or over a telephone, with a check sign.

/// The signs of a number: figures and letters, without those that are taken for others. There are 31, which is a prime: a wrong sign and
/// two that changed places are noticed, always.
const SIGNS: &[u8; 31] = b"0123456789ABCDEFGHJKMNPQRTVWXYZ";

/// How many signs stand before the check sign.
const LENGTH: usize = 8;

/// The number of something by its id: a part of it that is another one each time.
#[must_use]
pub fn number_of(id: u128) -> String {
    // Of an id the last bits are drawn by lot.
    let mut left = id & ((1 << 62) - 1);
    let mut places = [0_usize; LENGTH];
    for place in places.iter_mut().rev() {
        *place = usize::try_from(left % 31).unwrap_or(0);
        left /= 31;
    }
    written(places)
}

fn sign(place: usize) -> char {
    SIGNS.get(place % 31).copied().map_or('0', char::from)
}

/// The check sign of some places: each counts by where it stands.
fn check(places: &[usize]) -> char {
    sign((1..).zip(places).map(|(weight, place)| weight * place).sum())
}

fn written(places: [usize; LENGTH]) -> String {
    let (first, second) = places.split_at(LENGTH / 2);
    let part = |places: &[usize]| places.iter().map(|place| sign(*place)).collect::<String>();
    format!("{}-{}-{}", part(first), part(second), check(&places))
}

/// A number as somebody types or scans it: in small letters, with spaces, without hyphens, with a letter that looks like another. None: it
/// is none, or one of its signs is wrong.
#[must_use]
pub fn read(text: &str) -> Option<String> {
    let mut places = Vec::with_capacity(LENGTH + 1);
    let text = text.trim();
    let text = text.get(..3).filter(|begin| begin.eq_ignore_ascii_case("rma")).map_or(text, |_| &text[3..]);
    for c in text.chars().filter(|c| !matches!(c, '-' | ' ')) {
        let c = match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            'S' => '5',
            other => other,
        };
        places.push(SIGNS.iter().position(|sign| char::from(*sign) == c)?);
    }
    let places: [usize; LENGTH + 1] = places.try_into().ok()?;
    let (number, last) = places.split_at(LENGTH);
    let number: [usize; LENGTH] = number.try_into().ok()?;
    (check(&number) == sign(*last.first()?)).then(|| written(number))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn r210_a_number_is_read_as_people_write_it_and_a_wrong_sign_is_noticed() {
        // 1 × 31 + 2: the seventh place counts 7 × 1, the eighth 8 × 2, together 23, which is the sign Q.
        assert_eq!(SIGNS[23], b'Q');
        let number = number_of(31 + 2);
        assert_eq!(number, "0000-0012-Q");
        for text in ["0000-0012-Q", "00000012q", " rma 0000 0012 q ", "RMA oooo-ooi2-Q", "0000-00l2-Q"] {
            assert_eq!(read(text).as_deref(), Some("0000-0012-Q"), "{text}");
        }
        for text in [
            "",
            "rma",
            "0000-0012",
            "0000-0012-R",
            "0000-0021-Q",
            "0000-00U2-Q",
            "0000-00012-Q",
            "SN 1800020507",
            "æøå",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn r210_every_wrong_sign_and_every_two_that_changed_places_are_noticed() {
        let number = number_of(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef).replace('-', "");
        let signs: Vec<char> = number.chars().collect();
        for at in 0..LENGTH {
            for other in SIGNS.iter().map(|sign| char::from(*sign)).filter(|sign| *sign != signs[at]) {
                let mut wrong = signs.clone();
                wrong[at] = other;
                assert_eq!(read(&wrong.iter().collect::<String>()), None, "{at} {other}");
            }
            for other in (0..LENGTH).filter(|other| signs[*other] != signs[at]) {
                let mut wrong = signs.clone();
                wrong.swap(at, other);
                assert_eq!(read(&wrong.iter().collect::<String>()), None, "{at} {other}");
            }
        }
    }
}
