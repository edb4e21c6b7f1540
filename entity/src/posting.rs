//! One side of a journal entry: a debit is positive, a credit negative. Rows are only added.

use sea_orm::entity::prelude::*;

use crate::types::{Account, Currency, EntryId, MerchantId, Percent, VatCategory};

/// A row of `posting`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "posting")]
pub struct Model {
    /// Entry id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub entry_id: EntryId,
    /// Number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    /// Account.
    pub account: Account,
    /// Merchant id.
    pub merchant_id: Option<MerchantId>,
    /// Amount.
    pub amount: i64,
    /// Currency.
    pub currency: Currency,
    /// Vat category.
    pub vat_category: Option<VatCategory>,
    /// Vat rate.
    pub vat_rate: Option<Percent>,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `entry_id`.
    #[sea_orm(
        belongs_to = "super::journal_entry::Entity",
        from = "Column::EntryId",
        to = "super::journal_entry::Column::Id"
    )]
    Entry,
    /// By `merchant_id`.
    #[sea_orm(belongs_to = "super::merchant::Entity", from = "Column::MerchantId", to = "super::merchant::Column::Id")]
    Merchant,
}

impl Related<super::journal_entry::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Entry.def()
    }
}

impl Related<super::merchant::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Merchant.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
