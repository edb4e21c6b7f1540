//! Whole tables at once: references that lead nowhere, rows that do not fit others. Each is one statement that finds nothing.

use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::Snapshot;
use super::charges::recurring_codes;
use super::rules::{REFERENCES, RULES};
use crate::store::StoreResult;

/// A row that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Odd {
    /// Its table.
    pub table: &'static str,
    /// What a person finds it by.
    pub row: String,
    /// What is wrong.
    pub what: String,
}

/// How many rows of one kind are listed: more of them say nothing new.
const LISTED: usize = 100;

#[derive(FromQueryResult)]
struct Named {
    who: String,
}

#[derive(FromQueryResult)]
struct ById {
    id: Uuid,
}

/// Rows that refer to what is not there, or to what is another company's.
///
/// # Errors
/// A database that does not answer.
pub async fn audit_references(at: &Snapshot) -> StoreResult<Vec<Odd>> {
    let mut odd = Vec::new();
    for (table, id, column, parent, same) in REFERENCES {
        let other = if *same { " OR p.company_id <> x.company_id" } else { "" };
        let sql = format!(
            "SELECT x.{id} AS id FROM {table} x LEFT JOIN {parent} p ON p.id = x.{column} \
             WHERE x.{column} IS NOT NULL AND (p.id IS NULL{other}) LIMIT {LISTED}"
        );
        let what = if *same {
            format!("{column} leads to no {parent} of its company")
        } else {
            format!("{column} leads to no {parent}")
        };
        let found: Vec<ById> = at.read(table, &sql, []).await?;
        odd.extend(found.into_iter().map(|f| Odd { table, row: f.id.to_string(), what: what.clone() }));
    }
    for (table, column) in [
        ("invoice", "seller_hash"),
        ("invoice", "buyer_hash"),
        ("billing_run", "seller_hash"),
        ("run_item", "buyer_hash"),
    ] {
        let sql = format!(
            "SELECT x.id FROM {table} x LEFT JOIN party p ON p.hash = x.{column} WHERE p.hash IS NULL LIMIT {LISTED}"
        );
        let found: Vec<ById> = at.read(table, &sql, []).await?;
        let what = format!("{column} leads to no party");
        odd.extend(found.into_iter().map(|f| Odd { table, row: f.id.to_string(), what: what.clone() }));
    }
    Ok(odd)
}

/// Rows that do not fit other rows.
///
/// # Errors
/// A database that does not answer.
pub async fn audit_rules(at: &Snapshot) -> StoreResult<Vec<Odd>> {
    let mut odd = Vec::new();
    for (table, what, sql) in RULES {
        let sql = format!("{} LIMIT {LISTED}", sql.replace("{recurring}", &recurring_codes()));
        let found: Vec<Named> = at.read(table, &sql, []).await?;
        odd.extend(found.into_iter().map(|f| Odd { table, row: f.who, what: (*what).to_owned() }));
    }
    Ok(odd)
}

/// Journal entries that do not sum to nought in one currency, or belong to nothing or to two things.
///
/// # Errors
/// A database that does not answer.
pub async fn audit_entries(at: &Snapshot) -> StoreResult<Vec<Odd>> {
    let sum = format!(
        "SELECT e.id FROM journal_entry e LEFT JOIN posting p ON p.entry_id = e.id GROUP BY e.id \
         HAVING COALESCE(SUM(p.amount), 0) <> 0 OR MIN(p.currency) <> MAX(p.currency) LIMIT {LISTED}"
    );
    let of = format!("SELECT id FROM journal_entry WHERE (invoice_id IS NULL) = (payment_id IS NULL) LIMIT {LISTED}");
    let mut odd = Vec::new();
    for (table, sql, what) in [
        ("posting", sum, "the postings of the entry do not sum to nought"),
        ("journal_entry", of, "the entry must belong to one document or one payment"),
    ] {
        let found: Vec<ById> = at.read(table, &sql, []).await?;
        odd.extend(found.into_iter().map(|f| Odd { table, row: f.id.to_string(), what: what.to_owned() }));
    }
    Ok(odd)
}

/// Events of a kind about a row that is not there; `table` is where the row should be, of the event's company.
///
/// # Errors
/// A database that does not answer.
pub async fn audit_told_about_nothing(at: &Snapshot, kind: &str, table: &'static str) -> StoreResult<Vec<Odd>> {
    let company = if table == "company" { "id" } else { "company_id" };
    let sql = format!(
        "SELECT c.key || ' event ' || CAST(e.sequence AS text) AS who FROM event e JOIN company c ON c.id = e.company_id \
         LEFT JOIN {table} x ON x.id = e.subject_id AND x.{company} = e.company_id \
         WHERE e.kind = $1 AND x.id IS NULL LIMIT {LISTED}"
    );
    let found: Vec<Named> = at.read("event", &sql, [kind.into()]).await?;
    let what = format!("{kind} tells of a row that is missing from {table}");
    Ok(found.into_iter().map(|f| Odd { table, row: f.who, what: what.clone() }).collect())
}

/// Kinds of jobs that nobody knows.
///
/// # Errors
/// A database that does not answer.
pub async fn audit_job_kinds(at: &Snapshot, known: &[&str]) -> StoreResult<Vec<Odd>> {
    let known: Vec<String> = known.iter().map(|k| format!("'{k}'")).collect();
    let sql = format!(
        "SELECT DISTINCT kind AS who FROM job WHERE kind NOT IN ({}) ORDER BY kind LIMIT {LISTED}",
        known.join(", ")
    );
    let found: Vec<Named> = at.read("job", &sql, []).await?;
    let what = "nobody knows this kind of work";
    Ok(found.into_iter().map(|f| Odd { table: "job", row: f.who, what: what.to_owned() }).collect())
}

/// Reads every row of the tables that no other check reads as a whole, so that a value that is none is noted.
///
/// # Errors
/// A database that does not answer.
pub async fn audit_readable(at: &Snapshot, limit: i64) -> StoreResult<()> {
    readable::<entity::device::Model>(at, "device", limit, |r| r.id.0).await?;
    readable::<entity::deadline::Model>(at, "deadline", limit, |r| r.id.0).await?;
    readable::<entity::ticket::Model>(at, "ticket", limit, |r| r.id.0).await?;
    readable::<entity::swap::Model>(at, "swap", limit, |r| r.id.0).await?;
    readable::<entity::quote::Model>(at, "quote", limit, |r| r.id.0).await?;
    readable::<entity::incident::Model>(at, "incident", limit, |r| r.id.0).await?;
    readable::<entity::hold::Model>(at, "hold", limit, |r| r.id.0).await?;
    readable::<entity::job::Model>(at, "job", limit, |r| r.id.0).await
}

async fn readable<T: FromQueryResult>(
    at: &Snapshot,
    table: &'static str,
    limit: i64,
    id: impl Fn(&T) -> Uuid,
) -> StoreResult<()> {
    let sql = format!("SELECT * FROM {table} WHERE id > $1 ORDER BY id LIMIT $2");
    let mut after = Uuid::nil();
    while let Some(last) = at.read::<T>(table, &sql, [after.into(), limit.into()]).await?.last() {
        after = id(last);
    }
    Ok(())
}
