//! What every form of the program holds: the table that the tests of bad input are driven by. A route that is missing fails them.

/// How a page shows a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// As a line or an area of text: what was typed is kept.
    Typed,
    /// As a choice among words.
    Chosen,
    /// As a secret: never shown again.
    Secret,
    /// Hidden in the form.
    Hidden,
}

/// A field: name, something good, how it is shown, whether it must be there.
pub type Field = (&'static str, &'static str, Shown, bool);

/// The fields of a route's form, beside the token and the key.
pub fn fields(path: &str) -> Vec<Field> {
    use Shown::{Chosen, Hidden, Secret, Typed};
    let person = || {
        vec![
            ("name", "Ellen Juhl", Typed, true),
            ("email", "ellen@butik.dk", Typed, true),
            ("role", if path == "/office/people" { "support" } else { "owner" }, Chosen, true),
            ("language", "nl", Chosen, true),
            ("reach", "all", Chosen, false),
            ("site", "", Chosen, false),
        ]
    };
    let credit = || {
        vec![
            ("how", "lines", Chosen, true),
            ("line", "1", Chosen, false),
            ("amount", "10,00", Typed, false),
            ("reason", "Enheden kom aldrig", Typed, true),
        ]
    };
    match path {
        "/sign-in" => vec![
            ("email", "ingen@butik.dk", Typed, true),
            ("password", "en-to-tre-fire", Secret, true),
            ("next", "/portal", Hidden, false),
        ],
        "/sign-in/second" => vec![("code", "123456", Typed, true), ("next", "/office", Hidden, false)],
        "/sign-in/enrol" => vec![("code", "123456", Typed, true)],
        "/account/password" => vec![
            ("current", "en-to-tre-fire", Secret, true),
            ("password", "fem-seks-syv-otte", Secret, true),
            ("again", "fem-seks-syv-otte", Secret, true),
        ],
        "/account/second" => vec![("what", "codes", Chosen, true), ("code", "123456", Typed, true)],
        "/account/second/confirm" => vec![("pending", "x", Hidden, true), ("code", "123456", Typed, true)],
        "/account/sessions/end" => vec![("session", "", Hidden, false)],
        "/forgotten" => vec![("email", "ingen@butik.dk", Typed, true)],
        "/link/{id}" => vec![("password", "en-to-tre-fire", Secret, true), ("again", "en-to-tre-fire", Secret, true)],
        "/language" => vec![("language", "da", Hidden, true), ("back", "/", Hidden, false)],
        "/office/merchants/{id}/people" | "/office/people" | "/portal/people" => person(),
        "/office/invoices/{id}/credit/confirm" => [credit(), vec![("seen", "1", Hidden, false)]].concat(),
        "/office/disputes/{id}" => {
            vec![("verdict", "rejected", Chosen, true), ("answer", "Enheden er leveret", Typed, true)]
        }
        "/office/runs" => vec![("quarter", "2026Q2", Typed, true)],
        "/office/clock" => vec![("day", "2026-01-15", Typed, true)],
        "/portal/invoices/{id}/contest/{line}" => vec![("reason", "Enheden kom aldrig", Typed, true)],
        "/desk/exports" => {
            vec![("from", "2026-01-01", Typed, true), ("to", "2026-01-31", Typed, true), ("entries", "", Hidden, false)]
        }
        "/sign-out"
        | "/account/sign-out-everywhere"
        | "/office/mail/{id}/again"
        | "/office/runs/{id}/approve"
        | "/office/runs/{id}/issue"
        | "/office/runs/{id}/discard"
        | "/office/colleagues/{id}/again"
        | "/office/colleagues/{id}/disable"
        | "/office/jobs/{id}/again"
        | "/office/people/{id}/again"
        | "/office/people/{id}/disable"
        | "/office/merchants/{id}/view-as"
        | "/office/view-as/end"
        | "/portal/people/{id}/again"
        | "/portal/people/{id}/disable"
        | "/desk/exports/{id}/again" => Vec::new(),
        other => of_devices(other).unwrap_or_else(|| panic!("say what the form of {other} holds")),
    }
}

/// The fields of forms about devices, their faults and swaps.
fn of_devices(path: &str) -> Option<Vec<Field>> {
    use Shown::{Chosen, Hidden, Typed};
    let fields = match path {
        "/office/devices/{id}/fault" => vec![
            ("kind", "in_life", Chosen, true),
            ("description", "Skærmen er sort", Typed, true),
            ("tried_manual", "yes", Chosen, false),
        ],
        "/office/charges/{id}" => vec![("decision", "approve", Hidden, true)],
        "/office/tickets/{id}" => vec![("state", "awaiting", Hidden, true)],
        "/office/swaps/{id}/dispatch" => vec![
            ("replacement", "NY-0001", Typed, true),
            ("from_maker", "yes", Chosen, false),
            ("carrier", "PostNord", Typed, false),
            ("tracking", "00370", Typed, false),
        ],
        "/office/swaps/{id}/posted" => {
            vec![("posted", "2026-01-05", Typed, true), ("proof", "PostNord 00370", Typed, true)]
        }
        "/office/swaps/{id}/receive" => vec![("scanned", "ET-ANDET", Typed, true)],
        "/office/swaps/{id}/inspect" => vec![
            ("verdict", "excluded", Chosen, true),
            ("point", "EX01", Chosen, false),
            ("evidence", "Glasset er knust", Typed, false),
        ],
        "/office/swaps/{id}/quote" => vec![("kind", "repair", Chosen, true), ("net", "100,00", Typed, true)],
        "/office/swaps/{id}/answer" => vec![("answer", "declined", Chosen, true)],
        "/office/swaps/{id}/fee" => {
            vec![("fee_point", "EX07", Chosen, true), ("fee_evidence", "Stikket var ikke i", Typed, true)]
        }
        "/portal/devices/{id}/fault" => vec![
            ("kind", "in_life", Chosen, true),
            ("description", "Skærmen er mørk", Typed, true),
            ("manual", "yes", Chosen, false),
        ],
        "/portal/devices/{id}/incident" | "/office/devices/{id}/incident" => vec![
            ("kind", "damage", Chosen, true),
            ("day", "2025-12-30", Typed, true),
            ("time", "10.00", Typed, true),
            ("what", "Den blev tabt", Typed, true),
            ("done", "Låst kassen", Typed, true),
            ("planned", "Ser på videoen", Typed, true),
            ("contacts", "Mette, 40 41 42 43", Typed, true),
        ],
        "/office/incidents/{id}" => vec![("outcome", "Enheden er ombyttet", Typed, true)],
        "/office/devices/{id}/move" => vec![
            ("site", "", Chosen, true),
            ("name", "Kajen", Typed, false),
            ("street", "Kajen 1", Typed, false),
            ("postcode", "4000", Typed, false),
            ("city", "Roskilde", Typed, false),
            ("own", "yes", Chosen, false),
            ("cost", "100,00", Typed, false),
        ],
        "/portal/devices/{id}/move" => vec![("site", "", Chosen, true)],
        "/portal/quotes/{id}" => vec![("answer", "accepted", Chosen, true)],
        "/office/devices/{id}/swap" => {
            vec![("reason", "Den kan ikke tændes", Typed, true), ("return_first", "yes", Chosen, false)]
        }
        "/office/tickets/{id}/checks" => vec![("step", "restart", Hidden, false)],
        "/office/swaps/{id}/give-back" => Vec::new(),
        path if path.ends_with("/files") => Vec::new(),
        _ => return of_stock(path),
    };
    Some(fields)
}

/// The fields of forms of the warehouse.
fn of_stock(path: &str) -> Option<Vec<Field>> {
    use Shown::{Chosen, Hidden, Typed};
    let fields = match path {
        "/office/stock/places" => vec![("name", "Bil 2", Typed, true)],
        "/office/stock/move" => {
            vec![("serials", "LAGER-1", Typed, true), ("place", "", Chosen, false), ("grade", "used", Chosen, false)]
        }
        "/office/stock/takes" => vec![("place", "", Chosen, true)],
        "/office/stock/takes/{id}/scan" => {
            vec![("serial", "LAGER-1", Typed, false), ("serials", "LAGER-2", Typed, false)]
        }
        "/office/stock/takes/{id}/close" => Vec::new(),
        "/office/stock/receive" => vec![("list", "serial;model;grade;place", Typed, true)],
        "/office/stock/receive/confirm" => {
            vec![("list", "serial;model;grade;place", Hidden, true), ("seen", "0", Hidden, true)]
        }
        _ => return None,
    };
    Some(fields)
}
