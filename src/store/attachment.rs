//! Files that belong to reports, swaps and incidents; and what of those a file needs to know.

use entity::types::{AttachmentId, CaseKind, CompanyId, DeviceId, Media, MerchantId, SiteId, SubjectId};
use sea_orm::FromQueryResult;

use super::bound::Bound;
use super::bulk::insert_all;
use super::{Source, StoreResult, Tx, execute, for_update, row, rows};
use crate::domain::access::Scope;

/// A file that was given.
pub type Attachment = entity::attachment::Model;

/// What files can belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// What it is.
    pub about: CaseKind,
    /// Whose, where and of which device.
    pub of: CaseRow,
}

/// Whose a case is, where and of which device.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct CaseRow {
    /// Its id.
    pub id: SubjectId,
    /// The company.
    pub company_id: CompanyId,
    /// The merchant.
    pub merchant_id: MerchantId,
    /// Where the device stood.
    pub site_id: Option<SiteId>,
    /// The device.
    pub device_id: DeviceId,
    /// Its serial number.
    pub serial: String,
    /// Its model.
    pub model: String,
}

/// Where the device of a swap `x` stands, or stood when it was exchanged.
const SWAPPED_AT: &str = "(CASE WHEN x.dispatched IS NULL THEN d.site_id ELSE (SELECT c.site_id FROM custody c \
     WHERE c.device_id = x.device_id AND c.subject_id = x.id AND c.step = 'swapped_out') END)";

/// A case within a scope. Somebody confined to some sites reaches those of devices that stood there.
///
/// # Errors
/// A database that does not answer.
pub async fn case_find<S: Source>(
    source: &S,
    scope: &Scope,
    (about, id): (CaseKind, SubjectId),
) -> StoreResult<Option<Case>> {
    let site = match about {
        CaseKind::Ticket => "d.site_id",
        CaseKind::Swap => SWAPPED_AT,
        CaseKind::Incident => "x.site_id",
    };
    let mut bound = Bound::default();
    let (id, company) = (bound.bind(id), bound.bind(scope.company));
    let within = bound.merchant(scope, "x.merchant_id") + &bound.sites(scope, site);
    let sql = format!(
        "SELECT x.id, x.company_id, x.merchant_id, {site} AS site_id, x.device_id, d.serial, m.name AS model FROM {about} x \
         JOIN device d ON d.id = x.device_id JOIN device_model m ON m.id = d.model_id \
         WHERE x.id = {id} AND x.company_id = {company}{within}"
    );
    Ok(row::<_, CaseRow>(source, &sql, bound.values).await?.map(|of| Case { about, of }))
}

/// Lets nobody else add to a case until the transaction ends.
///
/// # Errors
/// A database that does not answer.
pub async fn case_lock(tx: &Tx, case: &Case) -> StoreResult<()> {
    let sql = format!("SELECT id FROM {} WHERE id = $1{}", case.about, for_update(tx));
    execute(tx, &sql, [case.of.id.into()]).await?;
    Ok(())
}

/// A file in a list.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct AttachmentRow {
    /// The file.
    pub id: AttachmentId,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub media: Media,
    /// Its size in bytes.
    pub size: i64,
    /// Its hash.
    pub sha256: String,
    /// When it was given, in microseconds.
    pub at_us: i64,
    /// Who gave it, as events say it.
    pub actor: String,
}

/// The files of some cases, oldest first: of one, or of a swap and its report.
///
/// # Errors
/// A database that does not answer.
pub async fn attachments_of<S: Source>(source: &S, subjects: &[SubjectId]) -> StoreResult<Vec<AttachmentRow>> {
    if subjects.is_empty() {
        return Ok(Vec::new());
    }
    let mut bound = Bound::default();
    let subjects = bound.bind_all(subjects.iter().copied());
    let sql = format!(
        "SELECT id, name, media, size, sha256, at_us, actor FROM attachment WHERE subject_id IN ({subjects}) ORDER BY at_us, id"
    );
    Ok(rows(source, &sql, bound.values).await?)
}

/// A file by its id, if it lies within a scope. Somebody confined to some sites reaches those of devices that stood there.
///
/// # Errors
/// A database that does not answer.
pub async fn attachment_in<S: Source>(source: &S, scope: &Scope, id: AttachmentId) -> StoreResult<Option<Attachment>> {
    let mut bound = Bound::default();
    let (id, company) = (bound.bind(id), bound.bind(scope.company));
    let within = bound.merchant(scope, "a.merchant_id") + &bound.sites(scope, "a.site_id");
    let sql = format!("SELECT a.* FROM attachment a WHERE a.id = {id} AND a.company_id = {company}{within}");
    Ok(row(source, &sql, bound.values).await?)
}

/// Adds files.
///
/// # Errors
/// A file of those bytes is there already, or a database that does not answer.
pub async fn attachment_insert_many(tx: &Tx, files: &[Attachment]) -> StoreResult<()> {
    insert_all::<entity::attachment::Entity>(tx, files).await
}
