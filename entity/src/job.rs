//! Work to be done, enqueued in the transaction that wants it.

use sea_orm::entity::prelude::*;

use crate::types::{CompanyId, JobId, JobState, SubjectId};

/// A row of `job`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: JobId,
    /// Company id.
    pub company_id: Option<CompanyId>,
    /// Kind.
    pub kind: String,
    /// Subject id.
    pub subject_id: SubjectId,
    /// Payload.
    pub payload: String,
    /// State.
    pub state: JobState,
    /// Run at us.
    pub run_at_us: i64,
    /// Attempts.
    pub attempts: i64,
    /// Worker.
    pub worker: Option<String>,
    /// Claimed until us.
    pub claimed_until_us: Option<i64>,
    /// Last error.
    pub last_error: Option<String>,
    /// Created at us.
    pub created_at_us: i64,
    /// Finished at us.
    pub finished_at_us: Option<i64>,
}

/// What the row points to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `company_id`.
    #[sea_orm(belongs_to = "super::company::Entity", from = "Column::CompanyId", to = "super::company::Column::Id")]
    Company,
}

impl Related<super::company::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Company.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
