//! A leased device on an agreement: what it costs and since when.

use sea_orm::entity::prelude::*;

use crate::types::{AgreementId, CompanyId, Currency, Date, LineId};

/// A row of `agreement_line`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agreement_line")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LineId,
    /// Company id.
    pub company_id: CompanyId,
    /// Agreement id.
    pub agreement_id: AgreementId,
    /// Number.
    pub number: i64,
    /// A month, ex VAT.
    pub rent: i64,
    /// Currency.
    pub currency: Currency,
    /// Null until the agreement starts.
    pub starts: Option<Date>,
    /// Ends.
    pub ends: Option<Date>,
    /// Last day that is invoiced.
    pub billed_through: Option<Date>,
    /// Counts credit-and-bill-again.
    pub generation: i64,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `company_id`.
    #[sea_orm(belongs_to = "super::company::Entity", from = "Column::CompanyId", to = "super::company::Column::Id")]
    Company,
    /// By `agreement_id`.
    #[sea_orm(
        belongs_to = "super::agreement::Entity",
        from = "Column::AgreementId",
        to = "super::agreement::Column::Id"
    )]
    Agreement,
}

impl Related<super::company::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Company.def()
    }
}

impl Related<super::agreement::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Agreement.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
