//! What lies in our hands: where, and what it is like (R092).

use std::str::FromStr;

use entity::types::{Custodian, CustodyStep, DeviceState, Grade, StockPlaceId};

use super::custody::Standing;

/// Where a device lies and what it is like; none: nobody has said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Where it lies.
    pub place: Option<StockPlaceId>,
    /// What it is like.
    pub grade: Option<Grade>,
}

impl Kept {
    /// What becomes of it by a step that leads from one standing to another. It lies nowhere of ours once somebody else has it, and
    /// nobody has said where yet when it comes back. Whatever was with a merchant is no longer new; whatever was repaired is refurbished.
    #[must_use]
    pub fn after(self, before: Standing, step: CustodyStep, after: Standing) -> Self {
        let ours = matches!(after.custodian, Custodian::Stock | Custodian::Bench);
        let moved = matches!(step, CustodyStep::ScannedIn | CustodyStep::Restocked);
        let grade = match (step, self.grade) {
            (CustodyStep::Restocked, _) if before.state == DeviceState::Repair => Some(Grade::Refurbished),
            (CustodyStep::HandedOver | CustodyStep::ScannedIn, Some(Grade::New)) => Some(Grade::Used),
            (_, grade) => grade,
        };
        Self { place: self.place.filter(|_| ours && !moved), grade }
    }
}

/// Where of our hands a device is, as the warehouse counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Shelf {
    /// In stock: it can be sent.
    Stock,
    /// Set aside for a merchant.
    Reserved,
    /// Scanned in, tested or repaired.
    Bench,
    /// To come back from a merchant.
    Back,
    /// With its maker.
    Vendor,
    /// In stock by the books, and not found.
    Missing,
}

impl Shelf {
    /// Every one, in the order in which they are shown.
    pub const ALL: [Self; 6] = [Self::Stock, Self::Reserved, Self::Bench, Self::Back, Self::Vendor, Self::Missing];

    /// Its word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Stock => "stock",
            Self::Reserved => "reserved",
            Self::Bench => "bench",
            Self::Back => "back",
            Self::Vendor => "vendor",
            Self::Missing => "missing",
        }
    }
}

/// A word that is no shelf's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoShelf;

impl FromStr for Shelf {
    type Err = NoShelf;

    fn from_str(word: &str) -> Result<Self, NoShelf> {
        Self::ALL.into_iter().find(|shelf| shelf.as_str() == word).ok_or(NoShelf)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use CustodyStep as Step;

    /// Takes steps from a device that is new at a place.
    fn walk(steps: &[Step]) -> Kept {
        let (mut at, place) = (Standing::IN_STOCK, StockPlaceId(uuid::Uuid::nil()));
        let mut kept = Kept { place: Some(place), grade: Some(Grade::New) };
        for step in steps {
            let next = Standing::after(Some(at), *step).unwrap();
            kept = kept.after(at, *step, next);
            at = next;
        }
        kept
    }

    #[test]
    fn r092_what_was_with_a_merchant_is_used_and_what_was_repaired_is_refurbished() {
        let here = Some(StockPlaceId(uuid::Uuid::nil()));
        assert_eq!(walk(&[]), Kept { place: here, grade: Some(Grade::New) });
        assert_eq!(walk(&[Step::Reserved, Step::Freed]), Kept { place: here, grade: Some(Grade::New) });
        let out = [Step::HandedOver, Step::SwappedOut];
        assert_eq!(walk(&out), Kept { place: None, grade: Some(Grade::Used) });
        let back = [out.as_slice(), &[Step::ScannedIn]].concat();
        assert_eq!(walk(&back), Kept { place: None, grade: Some(Grade::Used) });
        assert_eq!(walk(&[back.as_slice(), &[Step::Restocked]].concat()).grade, Some(Grade::Used));
        let repaired = [back.as_slice(), &[Step::Covered, Step::Restocked]].concat();
        assert_eq!(walk(&repaired), Kept { place: None, grade: Some(Grade::Refurbished) });
        assert_eq!(walk(&[repaired.as_slice(), &[Step::HandedOver]].concat()).grade, Some(Grade::Refurbished));
    }

    #[test]
    fn nobody_guesses_what_a_device_is_like() {
        let kept = Kept::default();
        let out = Standing::after(Some(Standing::IN_STOCK), Step::HandedOver).unwrap();
        assert_eq!(kept.after(Standing::IN_STOCK, Step::HandedOver, out), Kept::default());
    }

    #[test]
    fn a_shelf_is_found_by_its_word() {
        for shelf in Shelf::ALL {
            assert_eq!(shelf.as_str().parse(), Ok(shelf));
        }
        assert_eq!("shelf".parse::<Shelf>(), Err(NoShelf));
    }
}
