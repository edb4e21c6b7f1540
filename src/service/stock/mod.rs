//! The warehouse: what arrives, where it lies, what it is like, and whether it is there when it is counted.

mod check;
mod moved;
mod place;
mod receive;
mod scanned;
mod take;

pub use check::{Checked, Fault, MOST_LINES, Received, check};
pub use moved::{MOST_MOVED, Move, move_to};
pub use place::{place_add, place_hash};
pub use receive::{Took, receive};
pub use scanned::serials_of;
pub use take::{TAKE_PARTS, take_begin, take_close, take_hash, take_scan};
