//! A paper about a device on its way (R085, R026): what it says is frozen; its file is noted once.

use sea_orm::entity::prelude::*;

use crate::types::{
    AgreementId, CompanyId, Date, DeviceId, Language, MerchantId, PaperId, PaperKind, SiteId, SubjectId,
};

/// A row of `paper`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "paper")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PaperId,
    /// Company id.
    pub company_id: CompanyId,
    /// Merchant id.
    pub merchant_id: MerchantId,
    /// Agreement id.
    pub agreement_id: AgreementId,
    /// The device that goes back.
    pub device_id: DeviceId,
    /// Where that device stood.
    pub site_id: Option<SiteId>,
    /// The swap, or the incident of a device that was found.
    pub subject_id: SubjectId,
    /// Kind.
    pub kind: PaperKind,
    /// Which paper about the device it is, from 1.
    pub number: i64,
    /// Its day.
    pub day: Date,
    /// The language that it is printed in.
    pub language: Language,
    /// Everything that it says, as JSON.
    pub content: String,
    /// When it was written, in microseconds.
    pub at_us: i64,
    /// Where its file lies; none: it is not made yet.
    pub path: Option<String>,
    /// The file's size in bytes.
    pub size: Option<i64>,
    /// The file's hash.
    pub sha256: Option<String>,
}

/// What the row points to: nothing that is read through it.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
