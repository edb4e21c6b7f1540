//! A file in the file store, with its hash. Rows are only added.

use sea_orm::entity::prelude::*;

use crate::types::{CompanyId, FileKind, InvoiceId, StoredDocumentId};

/// A row of `stored_document`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stored_document")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StoredDocumentId,
    /// Company id.
    pub company_id: CompanyId,
    /// Invoice id.
    pub invoice_id: InvoiceId,
    /// Kind.
    pub kind: FileKind,
    /// Path.
    pub path: String,
    /// Media type.
    pub media_type: String,
    /// Size.
    pub size: i64,
    /// Sha256.
    pub sha256: String,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `company_id`.
    #[sea_orm(belongs_to = "super::company::Entity", from = "Column::CompanyId", to = "super::company::Column::Id")]
    Company,
    /// By `invoice_id`.
    #[sea_orm(belongs_to = "super::invoice::Entity", from = "Column::InvoiceId", to = "super::invoice::Column::Id")]
    Invoice,
}

impl Related<super::company::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Company.def()
    }
}

impl Related<super::invoice::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Invoice.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
