//! A row of the dated price list; the row in force on the trigger date counts (A12).

use sea_orm::entity::prelude::*;

use crate::types::{CompanyId, Currency, Date, ModelId, PriceId};

/// A row of `price`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "price")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PriceId,
    /// Company id.
    pub company_id: CompanyId,
    /// Model id.
    pub model_id: ModelId,
    /// Valid from.
    pub valid_from: Date,
    /// New price.
    pub new_price: i64,
    /// Swap price.
    pub swap_price: i64,
    /// Shipping.
    pub shipping: i64,
    /// Currency.
    pub currency: Currency,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `company_id`.
    #[sea_orm(belongs_to = "super::company::Entity", from = "Column::CompanyId", to = "super::company::Column::Id")]
    Company,
    /// By `model_id`.
    #[sea_orm(
        belongs_to = "super::device_model::Entity",
        from = "Column::ModelId",
        to = "super::device_model::Column::Id"
    )]
    Model,
}

impl Related<super::company::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Company.def()
    }
}

impl Related<super::device_model::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Model.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
