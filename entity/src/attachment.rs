//! A file that belongs to a report, a swap or an incident: rows are only added.

use sea_orm::entity::prelude::*;

use crate::types::{AttachmentId, CaseKind, CompanyId, Media, MerchantId, SiteId, SubjectId};

/// A row of `attachment`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attachment")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AttachmentId,
    /// Company id.
    pub company_id: CompanyId,
    /// Merchant id.
    pub merchant_id: MerchantId,
    /// Where the device stood.
    pub site_id: Option<SiteId>,
    /// What it belongs to.
    pub about: CaseKind,
    /// The id of that.
    pub subject_id: SubjectId,
    /// What it is called, made harmless.
    pub name: String,
    /// What it is, by its first bytes.
    pub media: Media,
    /// Its size in bytes, as it is kept.
    pub size: i64,
    /// Its hash, as it is kept.
    pub sha256: String,
    /// Where it lies.
    pub path: String,
    /// When it was taken, in microseconds.
    pub at_us: i64,
    /// Who gave it.
    pub actor: String,
}

/// What the row points to: nothing that is read through it.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
