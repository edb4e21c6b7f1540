//! Setup.
use super::{Context, ServiceResult};
/// Placeholder.
pub async fn seed_terms(_cx: &Context) -> ServiceResult<()> { Ok(()) }
/// Placeholder.
pub async fn import(_cx: &Context, _name: &str, _body: &str) -> ServiceResult<()> { Ok(()) }
