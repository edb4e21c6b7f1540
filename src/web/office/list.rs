//! Lists that go on: so many rows a page, and the address of the next one.

use std::fmt::Display;
use std::str::FromStr;

/// Rows of a page.
const PAGE: usize = 50;

/// Rows to ask for: one more than a page shows tells whether there are others.
pub(in crate::web) const ASK: i64 = 51;

/// The rows of a page, and the address of the next one: `path` with what it asks for and the place that the last row gives.
pub(in crate::web) fn page<T, P: Display>(
    mut rows: Vec<T>,
    path: &str,
    asked: &[(&str, &str)],
    place: (&str, impl Fn(&T) -> P),
) -> (Vec<T>, Option<String>) {
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let last = rows.last().filter(|_| more).map(|last| (place.1)(last).to_string());
    let next = last.map(|at| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(asked.iter().filter(|(_, value)| !value.is_empty()));
        format!("{path}?{}", query.append_pair(place.0, &at).finish())
    });
    (rows, next)
}

/// A place that is an instant, or another number, and an id: as `1767265200000000_…`.
pub(in crate::web) fn place_of<I: FromStr>(text: &str) -> Option<(i64, I)> {
    let (at, id) = text.split_once('_')?;
    Some((at.parse().ok()?, id.parse().ok()?))
}

/// Such a place, written.
pub(in crate::web) fn place(at: i64, id: impl Display) -> String {
    format!("{at}_{id}")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_list_goes_on_after_its_last_row() {
        let rows: Vec<i64> = (1..=51).collect();
        let (shown, next) = page(rows, "/x", &[("q", "a b"), ("state", "")], ("after", |n: &i64| place(*n, "i&d")));
        assert_eq!((shown.len(), next.unwrap().as_str()), (50, "/x?q=a+b&after=50_i%26d"));
        assert_eq!(page(vec![1], "/x", &[], ("after", |n: &i64| *n)), (vec![1], None));
        assert_eq!(place_of::<u8>("7_3"), Some((7, 3)));
        assert_eq!(place_of::<u8>("7"), None);
    }
}
