//! From a story's file to the story: every error says line, key and what is allowed.

mod event;
mod expect;
mod order;
mod read;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use entity::types::{Date, MerchantKind};
pub use read::Wrong;
use read::{Fields, Kind, Source, Spec, Table};

use super::story::{Event, Merchant, Order, PROFILES, Price, Profile, Story, Verb};

/// The keys of the file itself.
const FILE: &[Spec] = &[
    ("scenario", Kind::Text),
    ("rules", Kind::Texts),
    ("profile", Kind::Word(profile_word)),
    ("start", Kind::Date),
    ("until", Kind::Date),
    ("price", Kind::Tables),
    ("merchant", Kind::Tables),
    ("order", Kind::Tables),
    ("event", Kind::Tables),
    ("expect", Kind::Tables),
];

const PRICE: &[Spec] = &[
    ("model", Kind::Text),
    ("from", Kind::Date),
    ("new_price", Kind::Amount),
    ("swap_price", Kind::Amount),
    ("shipping", Kind::Amount),
];

const MERCHANT: &[Spec] = &[
    ("key", Kind::Text),
    ("name", Kind::Text),
    ("kind", Kind::Word(|w| w.parse::<MerchantKind>().map(drop).map_err(|e| e.to_string()))),
    ("country", Kind::Word(|w| w.parse::<entity::types::Country>().map(drop).map_err(|e| e.to_string()))),
    ("registration", Kind::Text),
];

fn profile_word(word: &str) -> Result<(), String> {
    if PROFILES.iter().any(|p| p.key == word) {
        return Ok(());
    }
    let known: Vec<&str> = PROFILES.iter().map(|p| p.key).collect();
    Err(format!("there are no terms called \"{word}\"; allowed: {}", known.join(", ")))
}

/// The names that the rest of a story may use.
struct Names {
    /// Of merchants, in file order.
    merchants: Vec<String>,
    /// Of devices, with the place where each is named first.
    devices: BTreeMap<String, usize>,
}

impl Names {
    /// The merchant that a table names with `merchant`; the only one may be left out.
    fn merchant(&self, fields: &Fields<'_, '_>, needed: bool) -> Option<usize> {
        let Some(key) = fields.text("merchant") else {
            if needed && self.merchants.len() > 1 && !fields.table.has("merchant") {
                let message = format!("is missing: the story has several; allowed: {}", self.merchants.join(", "));
                fields.table.wrong("merchant", message);
            }
            return (self.merchants.len() == 1).then_some(0);
        };
        let found = self.merchants.iter().position(|m| *m == key);
        if found.is_none() {
            let known: Vec<&str> = self.merchants.iter().map(String::as_str).filter(|m| !m.is_empty()).collect();
            let allowed = if known.is_empty() { "none, since [merchant] has no key".into() } else { known.join(", ") };
            fields.wrong("merchant", format!("the story has no merchant \"{key}\"; allowed: {allowed}"));
        }
        found
    }

    /// Checks that a device is one of the story's.
    fn device(&self, fields: &Fields<'_, '_>, key: &str) {
        let Some(device) = fields.text(key).filter(|device| !self.devices.contains_key(device)) else { return };
        let known: Vec<&str> = self.devices.keys().map(String::as_str).collect();
        fields.wrong(key, format!("the story has no device \"{device}\"; allowed: {}", known.join(", ")));
    }
}

/// Reads a story.
///
/// # Errors
/// Everything that is wrong with the file, by line.
pub(super) fn parse(body: &str) -> Result<Story, Vec<Wrong>> {
    let source = Source::new(body);
    let story = source.parse().and_then(|table| file(Table::of_file(&source, table.get_ref())));
    let wrong = source.into_wrong();
    match story {
        Some(story) if wrong.is_empty() => Ok(story),
        _ if wrong.is_empty() => {
            Err(vec![Wrong { line: 1, key: "TOML".to_owned(), message: "the file is empty".to_owned() }])
        }
        _ => Err(wrong),
    }
}

/// What a file that is no story is called, as far as it says.
pub(super) fn name(body: &str) -> Option<String> {
    body.parse::<toml::Table>().ok()?.get("scenario")?.as_str().map(str::to_owned)
}

fn file(mut table: Table<'_, '_>) -> Option<Story> {
    let fields = table.read(FILE);
    let whole = fields.require(&["scenario", "profile", "start", "until"]);
    let profile: Profile = fields.text("profile").and_then(|key| PROFILES.into_iter().find(|p| p.key == key))?;
    table.currency = profile.currency;
    let (start, mut until) = (fields.date("start")?, fields.date("until")?);
    if until < start {
        fields.wrong("until", format!("the story would end before it starts: write {start} or later"));
        // What lies after an end that is wrong itself is not told.
        until = Date::MAX;
    }
    let prices = prices(table);
    let merchants = merchants(table, profile);
    let mut names = Names { merchants: merchants.iter().map(|m| m.key.clone()).collect(), devices: BTreeMap::new() };
    let orders = order::orders(table, &mut names, until);
    let events = event::events(table, &mut names, until);
    for (merchant, name) in merchants.iter().enumerate() {
        if !orders.iter().any(|o| o.merchant == merchant)
            && !table.tables("order", "order").is_empty()
            && merchants.len() > 1
        {
            table.wrong("order", format!("merchant \"{}\" has no [[order]]", name.key));
        }
    }
    let expects = expect::expects(table, &names, until);
    let name = fields.text("scenario")?;
    whole.then_some(Story { name, profile, start, until, prices, merchants, orders, events, expects })
}

fn prices(file: Table<'_, '_>) -> Vec<Price> {
    let mut prices: Vec<Price> = Vec::new();
    for table in file.tables("price", "price") {
        let fields = table.read(PRICE);
        let Some(price) = price(&fields) else { continue };
        if prices.iter().any(|p| p.model == price.model && p.from == price.from) {
            fields.wrong("from", format!("\"{}\" has a price from {} already", price.model, price.from));
        }
        prices.push(price);
    }
    prices
}

fn price(fields: &Fields<'_, '_>) -> Option<Price> {
    fields.require(&["model", "from", "new_price", "swap_price", "shipping"]);
    if fields.amount("new_price").is_some_and(|amount| amount.minor() == 0) {
        fields.wrong("new_price", "must be more than 0.00");
    }
    for key in ["new_price", "swap_price", "shipping"] {
        if fields.amount(key).is_some_and(|amount| !(0..=1_000_000_000).contains(&amount.minor())) {
            fields.wrong(key, "must lie between 0.00 and 10000000.00");
        }
    }
    Some(Price {
        model: fields.text("model")?,
        from: fields.date("from")?,
        new_price: fields.amount("new_price")?,
        swap_price: fields.amount("swap_price")?,
        shipping: fields.amount("shipping")?,
    })
}

fn merchants(file: Table<'_, '_>, profile: Profile) -> Vec<Merchant> {
    let tables = file.tables("merchant", "merchant");
    if tables.is_empty() {
        file.wrong("merchant", "is missing: write a table [merchant], or several [[merchant]] with a key each");
    }
    let several = tables.len() > 1;
    let mut merchants: Vec<Merchant> = Vec::new();
    for table in tables {
        let fields = table.read(MERCHANT);
        fields.require(if several { &["key", "name"] } else { &["name"] });
        let key = fields.text("key").unwrap_or_default();
        if !key.is_empty() && merchants.iter().any(|m| m.key == key) {
            fields.wrong("key", format!("\"{key}\" is the key of another merchant: each needs its own"));
        }
        merchants.push(Merchant {
            key,
            name: fields.text("name").unwrap_or_default(),
            kind: fields.text("kind").and_then(|k| k.parse().ok()).unwrap_or(MerchantKind::Business),
            country: fields.text("country").and_then(|c| c.parse().ok()).unwrap_or(profile.country),
            registration: fields.text("registration"),
        });
    }
    merchants
}

impl Story {
    /// The first day that is played: the earliest of the start, a signature, an approval and an event.
    pub(super) fn first_day(&self) -> Date {
        let signed = self.orders.iter().map(|o: &Order| o.signed);
        let events = self.events.iter().map(|e: &Event| e.day);
        signed.chain(events).fold(self.start, Date::min)
    }

    /// The orders by merchant, then in file order: what falls on one day goes by it.
    pub(super) fn in_turn(&self) -> Vec<&Order> {
        let mut orders: Vec<&Order> = self.orders.iter().collect();
        orders.sort_by_key(|order| order.merchant);
        orders
    }

    /// The story's names of its devices, in the order in which they join.
    pub(super) fn devices(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.orders.iter().flat_map(|o| &o.lines).map(|l| l.device.as_str()).collect();
        for event in &self.events {
            let joins = match &event.verb {
                Verb::LineAdd(line) => line.device.as_str(),
                Verb::SwapDispatch { replacement, .. } => replacement.as_str(),
                _ => continue,
            };
            if !names.contains(&joins) {
                names.push(joins);
            }
        }
        names
    }
}
