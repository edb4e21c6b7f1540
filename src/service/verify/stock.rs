//! The warehouse: each place is what its event sealed, and each count what it was when it was begun or closed.

use super::Work;
use super::sealed::compare;
use crate::service::stock::{TAKE_PARTS, place_hash, take_hash};
use crate::service::{ServiceResult, facts};
use crate::store::audit::audit_sealed;
use crate::store::stock::{StockPlace, StockTake, stock_take_lines};

impl Work<'_> {
    pub(super) async fn stock(&mut self) -> ServiceResult<()> {
        (self.progress)("the warehouse");
        for (row, told) in audit_sealed::<StockPlace>(self.at, "stock_place", facts::PLACE_SET).await? {
            self.seal("stock_place", &row.id.to_string(), &place_hash(&row), told.as_ref());
        }
        for (row, told) in audit_sealed::<StockTake>(self.at, "stock_take", facts::TAKE_SET).await? {
            let lines = match row.closed_at_us {
                Some(_) => stock_take_lines(self.at, row.id).await?,
                None => Vec::new(),
            };
            compare(&mut self.report, &TAKE_PARTS, &row.id.to_string(), &take_hash(&row, &lines), told.as_ref());
        }
        Ok(())
    }
}
