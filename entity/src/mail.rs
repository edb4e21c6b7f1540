//! A letter: what was sent, as it looked.

use sea_orm::entity::prelude::*;

use crate::types::{CompanyId, Language, MailId, MailState, MerchantId, SubjectId};

/// A row of `mail`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MailId,
    /// Company id.
    pub company_id: CompanyId,
    /// Merchant id.
    pub merchant_id: Option<MerchantId>,
    /// Kind.
    pub kind: String,
    /// What it is about; a kind is written once for a subject.
    pub subject_id: SubjectId,
    /// Recipient.
    pub recipient: String,
    /// Language.
    pub language: Language,
    /// Subject.
    pub subject: String,
    /// Body text.
    pub body_text: String,
    /// Body html.
    pub body_html: String,
    /// What must not be read here, encrypted: it takes the place of `{secret}` when the letter is sent, and goes then.
    pub secret: Option<String>,
    /// Ids of stored documents, as JSON.
    pub attachments: String,
    /// State.
    pub state: MailState,
    /// Created at us.
    pub created_at_us: i64,
    /// Sent at us.
    pub sent_at_us: Option<i64>,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `company_id`.
    #[sea_orm(belongs_to = "super::company::Entity", from = "Column::CompanyId", to = "super::company::Column::Id")]
    Company,
    /// By `merchant_id`.
    #[sea_orm(belongs_to = "super::merchant::Entity", from = "Column::MerchantId", to = "super::merchant::Column::Id")]
    Merchant,
}

impl Related<super::company::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Company.def()
    }
}

impl Related<super::merchant::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Merchant.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
