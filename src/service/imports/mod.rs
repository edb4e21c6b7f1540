//! Imports.
use super::{Context, InputError, ServiceResult};
/// Placeholder.
#[derive(Clone, Debug)]
pub struct ImportOptions { /// x
pub dry_run: bool, /// x
pub actor: String }
/// Placeholder.
#[derive(Clone, Debug, Default)]
pub struct ImportReport { /// x
pub agreements: usize, /// x
pub lines: usize, /// x
pub merchants: usize, /// x
pub devices: usize, /// x
pub unchanged: usize, /// x
pub warnings: Vec<InputError> }
/// Placeholder.
pub async fn agreements(_cx: &Context, _body: &[u8], _o: ImportOptions) -> ServiceResult<ImportReport> { Ok(ImportReport::default()) }
