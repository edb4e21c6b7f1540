//! Who did something, in words.

use entity::types::CompanyId;

use super::frame::Frame;
use super::{Web, WebResult};
use crate::store::account::account_find;

/// The name of one of a company's people by what is on record, or the word for what did it.
pub(super) async fn named(web: &Web, f: &Frame, company: CompanyId, actor: &str) -> WebResult<String> {
    let id = actor.strip_prefix("account:").and_then(|id| id.parse().ok());
    let found = match id {
        Some(id) => account_find(&web.cx().db, id).await?.filter(|account| account.company_id == company),
        None => None,
    };
    Ok(found.map_or_else(|| f.texts().actor(f.language, actor), |account| account.name))
}
