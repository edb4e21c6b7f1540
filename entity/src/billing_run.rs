//! A billing run of a quarter.

use sea_orm::entity::prelude::*;

use crate::types::{CompanyId, Date, RunId, RunState};

/// A row of `billing_run`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "billing_run")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RunId,
    /// Company id.
    pub company_id: CompanyId,
    /// Quarter.
    pub quarter: String,
    /// 1 for the first preview of the quarter, then 2 ...
    pub sequence: i64,
    /// State.
    pub state: RunState,
    /// Day of the preview.
    pub run_on: Date,
    /// The company as printed when it was previewed.
    pub seller_hash: String,
    /// Hash over what every item was computed from and what it holds.
    pub fingerprint: String,
    /// Documents.
    pub documents: i64,
    /// Items up to here are dealt with.
    pub position: i64,
    /// Created at us.
    pub created_at_us: i64,
    /// Approved by.
    pub approved_by: Option<String>,
    /// Who discarded it; it is superseded then.
    pub discarded_by: Option<String>,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `company_id`.
    #[sea_orm(belongs_to = "super::company::Entity", from = "Column::CompanyId", to = "super::company::Column::Id")]
    Company,
    /// By `seller_hash`.
    #[sea_orm(belongs_to = "super::party::Entity", from = "Column::SellerHash", to = "super::party::Column::Hash")]
    Seller,
}

impl Related<super::company::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Company.def()
    }
}

impl Related<super::party::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Seller.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
