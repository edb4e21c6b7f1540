//! Names for shops that do not exist.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::Rng;

const KINDS: &[&str] = &[
    "Café",
    "Bageri",
    "Vinhandel",
    "Cykler",
    "Blomster",
    "Frisør",
    "Kiosk",
    "Fiskehus",
    "Slagter",
    "Boghandel",
    "Isbar",
    "Pizzeria",
    "Optik",
    "Guld & Sølv",
    "Tøj",
    "Legetøj",
    "Grønt",
    "Ost & Vin",
    "Brød",
    "Keramik",
    "Skomager",
    "Bodega",
];

const PLACES: &[(&str, &str, &str)] = &[
    ("Nordhavn", "2150", "Nordhavn"),
    ("Vesterbro", "1620", "København V"),
    ("Amager", "2300", "København S"),
    ("Roskilde", "4000", "Roskilde"),
    ("Køge", "4600", "Køge"),
    ("Næstved", "4700", "Næstved"),
    ("Odense", "5000", "Odense C"),
    ("Svendborg", "5700", "Svendborg"),
    ("Kolding", "6000", "Kolding"),
    ("Esbjerg", "6700", "Esbjerg"),
    ("Ribe", "6760", "Ribe"),
    ("Vejle", "7100", "Vejle"),
    ("Herning", "7400", "Herning"),
    ("Aarhus", "8000", "Aarhus C"),
    ("Silkeborg", "8600", "Silkeborg"),
    ("Viborg", "8800", "Viborg"),
    ("Aalborg", "9000", "Aalborg"),
    ("Skagen", "9990", "Skagen"),
];

const STREETS: &[&str] = &[
    "Havnegade",
    "Torvet",
    "Algade",
    "Søndergade",
    "Østergade",
    "Bredgade",
    "Kirkestræde",
    "Møllevej",
    "Åboulevarden",
    "Strandvejen",
    "Nørregade",
    "Smedegade",
];

/// A shop.
pub(super) struct Shop {
    pub(super) name: String,
    /// Where devices stand; the first is the shop's own address.
    pub(super) sites: Vec<Place>,
}

/// An address, and what the shop calls it.
pub(super) struct Place {
    pub(super) name: String,
    pub(super) street: String,
    pub(super) postcode: String,
    pub(super) city: String,
}

/// A number below a bound.
pub(super) fn below(random: &mut ChaCha8Rng, bound: u64) -> u64 {
    random.next_u64() % bound.max(1)
}

fn one<'a, T>(random: &mut ChaCha8Rng, of: &'a [T]) -> &'a T {
    let i = usize::try_from(below(random, of.len() as u64)).unwrap_or(0);
    &of[i]
}

/// Makes up a shop; the number keeps names apart. Most have one site; every eighth is a small chain.
pub(super) fn shop(random: &mut ChaCha8Rng, number: u64) -> Shop {
    let first = below(random, PLACES.len() as u64);
    let sites = if number % 8 == 3 { 2 + number % 2 } else { 1 };
    // Seven and the number of places have no common divisor: a chain never has two shops in one place.
    let sites: Vec<Place> = (0..sites).map(|nth| place(random, first + 7 * nth)).collect();
    let (kind, home) = (one(random, KINDS), &sites[0].name);
    let form = if number.is_multiple_of(5) { "I/S" } else { "ApS" };
    let name = match number % 3 {
        0 => format!("{kind} {home} {form}"),
        1 => format!("{home} {kind} {form}"),
        _ => format!("{kind} No. {} {form}", 10 + number % 90),
    };
    Shop { name, sites }
}

fn place(random: &mut ChaCha8Rng, nth: u64) -> Place {
    let (name, postcode, city) = PLACES[usize::try_from(nth).unwrap_or(0) % PLACES.len()];
    Place {
        name: name.to_owned(),
        street: format!("{} {}", one(random, STREETS), 1 + below(random, 140)),
        postcode: postcode.to_owned(),
        city: city.to_owned(),
    }
}
