//! What pages show: read structs, each within a [`Scope`](crate::domain::access::Scope), one file a page. A stranger's row is
//! as if it were not there. Lists have an end, and the next page begins after the last key of the one before.

pub mod agreement;
pub mod charge;
pub mod device;
pub mod evidence;
pub mod incident;
pub mod invoice;
pub mod like;
pub mod merchant;
pub mod own_device;
pub mod own_swap;
pub mod portal;
pub mod price;
pub mod queue;
pub mod run;
pub mod stock;
pub mod stock_take;
pub mod swap;
pub mod terms;
pub mod ticket;
pub mod timeline;

/// Rows that a page shows of a list that stands among others; the list's own page shows them all.
pub const BESIDE: i64 = 200;

/// Methods that make columns of minor units amounts in the row's currency.
macro_rules! amounts {
    ($row:ident: $($column:ident),+) => {
        impl $row {
            $(
                #[doc = concat!("`", stringify!($column), "` as an amount.")]
                #[must_use]
                pub const fn $column(&self) -> entity::types::Money {
                    entity::types::Money::new(self.$column, self.currency)
                }
            )+
        }
    };
}
use amounts;
