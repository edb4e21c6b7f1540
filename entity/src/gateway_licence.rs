//! The gateway licence of a device, a recurring subject of its own: it can outlive the lease (R019, R062).

use sea_orm::entity::prelude::*;

use crate::types::{AgreementId, ChargeCode, CompanyId, Currency, Date, LicenceId, LicenceState, LineId};

/// A row of `gateway_licence`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "gateway_licence")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LicenceId,
    /// Company id.
    pub company_id: CompanyId,
    /// Agreement id.
    pub agreement_id: AgreementId,
    /// Line id.
    pub line_id: LineId,
    /// GWL beside the rent, GWL-POST after buy-out.
    pub code: ChargeCode,
    /// Ex VAT.
    pub monthly: i64,
    /// Currency.
    pub currency: Currency,
    /// State.
    pub state: LicenceState,
    /// Starts.
    pub starts: Option<Date>,
    /// Ends.
    pub ends: Option<Date>,
    /// Billed through.
    pub billed_through: Option<Date>,
    /// Generation.
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
    /// By `line_id`.
    #[sea_orm(
        belongs_to = "super::agreement_line::Entity",
        from = "Column::LineId",
        to = "super::agreement_line::Column::Id"
    )]
    Line,
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

impl Related<super::agreement_line::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Line.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
