//! Billing runs with their items, a span of positions at a time.

use entity::types::{AgreementId, CompanyId, Date, RunId, RunItemId, SubjectId};
use sea_orm::{FromQueryResult, Value};

use super::{Snapshot, TOLD, Told};
use crate::store::StoreResult;
use crate::store::run::{Run, RunItem, RunLine, RunPosting, RunVat, SetAside};

/// What a line of a run bills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Billed {
    /// The line or licence.
    pub id: SubjectId,
    /// Its agreement.
    pub agreement_id: AgreementId,
    /// Its first day.
    pub starts: Option<Date>,
    /// Billed for the how-many-th time.
    pub generation: i64,
    /// Whether it is a line of an agreement, whose rent is billed.
    pub is_line: bool,
}

/// All that a span of items is checked against.
#[derive(Clone, Debug, Default)]
pub struct ItemsBelow {
    /// Lines, by position and number.
    pub lines: Vec<RunLine>,
    /// VAT.
    pub vat: Vec<RunVat>,
    /// Postings, by position and number.
    pub postings: Vec<RunPosting>,
    /// Items that are on a document.
    pub issued: Vec<RunItemId>,
    /// Agreements set aside at issue.
    pub aside: Vec<SetAside>,
    /// What the lines bill.
    pub billed: Vec<Billed>,
}

/// How many agreements a run set aside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct AsideCount {
    /// At the preview.
    pub preview: i64,
    /// At issue.
    pub issue: i64,
    /// All.
    pub n: i64,
}

/// Runs of a company, by quarter and sequence, with the events about them.
///
/// # Errors
/// A database that does not answer.
pub async fn audit_runs(at: &Snapshot, company: CompanyId) -> StoreResult<(Vec<Run>, Vec<Told>)> {
    let sql = "SELECT * FROM billing_run WHERE company_id = $1 ORDER BY quarter, sequence";
    let runs = at.read("billing_run", sql, [company.into()]).await?;
    let sql =
        format!("{TOLD} WHERE subject_id IN (SELECT id FROM billing_run WHERE company_id = $1) ORDER BY sequence");
    Ok((runs, at.read("event", &sql, [company.into()]).await?))
}

/// How many agreements a run set aside.
///
/// # Errors
/// A database that does not answer.
pub async fn audit_aside(at: &Snapshot, run: RunId) -> StoreResult<AsideCount> {
    let sql = "SELECT COUNT(CASE WHEN stage = 'preview' THEN 1 END) AS preview, \
               COUNT(CASE WHEN stage = 'issue' THEN 1 END) AS issue, COUNT(*) AS n \
               FROM run_set_aside WHERE run_id = $1";
    Ok(at.read("run_set_aside", sql, [run.into()]).await?.into_iter().next().unwrap_or_default())
}

/// Items of a run after a position, in order.
///
/// # Errors
/// A database that does not answer.
pub async fn audit_items(at: &Snapshot, run: RunId, after: i64, limit: i64) -> StoreResult<Vec<RunItem>> {
    let sql = "SELECT * FROM run_item WHERE run_id = $1 AND position > $2 ORDER BY position LIMIT $3";
    at.read("run_item", sql, [run.into(), after.into(), limit.into()]).await
}

/// Everything that hangs on the items after one position up to another.
///
/// # Errors
/// A database that does not answer.
pub async fn audit_items_below(at: &Snapshot, run: RunId, after: i64, to: i64) -> StoreResult<ItemsBelow> {
    #[derive(FromQueryResult)]
    struct Id {
        id: RunItemId,
    }
    const SPAN: &str = "i.run_id = $1 AND i.position > $2 AND i.position <= $3";
    let values = || -> Vec<Value> { vec![run.into(), after.into(), to.into()] };
    let part = |table: &str, order: &str| {
        format!("SELECT x.* FROM {table} x JOIN run_item i ON i.id = x.item_id WHERE {SPAN} ORDER BY i.position{order}")
    };
    let issued = format!("SELECT i.id FROM run_item i JOIN invoice v ON v.item_id = i.id WHERE {SPAN}");
    let aside = format!(
        "SELECT s.* FROM run_item i JOIN run_set_aside s ON s.run_id = i.run_id AND s.agreement_id = i.agreement_id \
         AND s.quarter = i.quarter WHERE {SPAN} AND s.stage = 'issue'"
    );
    let of = |table: &str, is_line: &str| {
        format!(
            "SELECT s.id, s.agreement_id, s.starts, s.generation, {is_line} AS is_line FROM {table} s WHERE s.id IN \
             (SELECT l.subject_id FROM run_line l JOIN run_item i ON i.id = l.item_id WHERE {SPAN})"
        )
    };
    let mut billed: Vec<Billed> = at.read("agreement_line", &of("agreement_line", "TRUE"), values()).await?;
    billed.extend(at.read::<Billed>("gateway_licence", &of("gateway_licence", "FALSE"), values()).await?);
    let issued: Vec<Id> = at.read("run_item", &issued, values()).await?;
    Ok(ItemsBelow {
        lines: at.read("run_line", &part("run_line", ", x.number"), values()).await?,
        vat: at.read("run_vat", &part("run_vat", ""), values()).await?,
        postings: at.read("run_posting", &part("run_posting", ", x.number"), values()).await?,
        issued: issued.into_iter().map(|i| i.id).collect(),
        aside: at.read("run_set_aside", &aside, values()).await?,
        billed,
    })
}
