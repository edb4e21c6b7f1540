//! A device's way through hands: one custodian at any instant, and no step that does not follow from where it stands.

use entity::types::{Custodian, CustodyStep, DeviceState};

use super::reason::{Reason, Told};

/// What a device is and who has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What it is doing.
    pub state: DeviceState,
    /// Who has it.
    pub custodian: Custodian,
    /// Whether it is connected to the gateway.
    pub connected: bool,
}

/// A step that does not follow from where a device stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfPlace {
    /// Where it stands.
    pub state: DeviceState,
    /// The step.
    pub step: CustodyStep,
}

impl OutOfPlace {
    /// Why, for people; `serial` names the device.
    #[must_use]
    pub fn reason(self, serial: &str) -> Reason {
        Reason::of("reason-device-step")
            .with("serial", serial)
            .with("state", Told::Key(format!("device-state-{}", self.state)))
            .with("step", Told::Key(format!("custody-{}", self.step)))
    }
}

impl Standing {
    /// A device that has just been taken into stock.
    pub const IN_STOCK: Self = Self { state: DeviceState::Stock, custodian: Custodian::Stock, connected: false };

    /// Where a device stands after a step; `None` before its first, which is [`CustodyStep::Registered`].
    ///
    /// # Errors
    /// A step that does not follow from where it stands.
    pub fn after(before: Option<Self>, step: CustodyStep) -> Result<Self, OutOfPlace> {
        use CustodyStep as Step;
        use DeviceState as State;
        let Some(now) = before else {
            let refused = OutOfPlace { state: State::Stock, step };
            return if step == Step::Registered { Ok(Self::IN_STOCK) } else { Err(refused) };
        };
        let stand = |state, custodian, connected| Ok(Self { state, custodian, connected });
        // Swapped out: at the merchant, and to be returned.
        let returning = now.state == State::Installed && !now.connected;
        let at_bench = matches!(now.state, State::Received | State::Inspecting | State::Repair);
        match step {
            Step::Reserved if now.state == State::Stock => stand(State::Reserved, Custodian::Stock, false),
            Step::Freed if now.state == State::Reserved => stand(State::Stock, Custodian::Stock, false),
            Step::HandedOver if matches!(now.state, State::Stock | State::Reserved) => {
                stand(State::Installed, Custodian::Merchant, true)
            }
            Step::Delivered | Step::Presumed | Step::Relocated if now.custodian == Custodian::Merchant => Ok(now),
            Step::SwappedOut if at_bench || matches!(now.state, State::Installed | State::Lost | State::WrittenOff) => {
                // What is back already, or gone, stays so.
                Ok(Self { connected: false, ..now })
            }
            Step::Disconnected if now.state == State::Installed => Ok(Self { connected: false, ..now }),
            Step::Overdue if returning => stand(State::Overdue, Custodian::Merchant, false),
            Step::Charged if returning || now.state == State::Overdue => stand(State::Lost, Custodian::Merchant, false),
            Step::Lost if matches!(now.state, State::Installed | State::Overdue) => {
                stand(State::Lost, Custodian::Gone, false)
            }
            Step::Tampered if now.custodian == Custodian::Merchant => Ok(Self { connected: false, ..now }),
            Step::ScannedIn if matches!(now.state, State::Installed | State::Overdue | State::Lost) => {
                stand(State::Received, Custodian::Bench, false)
            }
            Step::Covered if at_bench => stand(State::Repair, Custodian::Bench, false),
            Step::Excluded if at_bench => stand(State::Inspecting, Custodian::Bench, false),
            Step::ToVendor if at_bench => stand(State::Repair, Custodian::Vendor, false),
            Step::Restocked if at_bench => stand(State::Stock, Custodian::Stock, false),
            Step::WrittenOff if at_bench || matches!(now.state, State::Stock | State::Lost) => {
                stand(State::WrittenOff, Custodian::Gone, false)
            }
            Step::Placed | Step::Missed if matches!(now.custodian, Custodian::Stock | Custodian::Bench) => Ok(now),
            Step::Sold if matches!(now.state, State::Installed | State::Lost | State::Overdue) => {
                Ok(Self { state: State::Sold, custodian: Custodian::Merchant, connected: now.connected })
            }
            _ => Err(OutOfPlace { state: now.state, step }),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn walk(steps: &[CustodyStep]) -> Standing {
        steps.iter().fold(None, |at, step| Some(Standing::after(at, *step).unwrap())).unwrap()
    }

    #[test]
    fn r085_a_swapped_device_is_overdue_then_lost_then_received() {
        use CustodyStep::{Charged, HandedOver, Overdue, Registered, ScannedIn, SwappedOut};
        let out = walk(&[Registered, HandedOver, SwappedOut]);
        assert_eq!((out.state, out.custodian, out.connected), (DeviceState::Installed, Custodian::Merchant, false));
        assert_eq!(walk(&[Registered, HandedOver, SwappedOut, Overdue]).state, DeviceState::Overdue);
        let lost = walk(&[Registered, HandedOver, SwappedOut, Overdue, Charged]);
        assert_eq!((lost.state, lost.custodian), (DeviceState::Lost, Custodian::Merchant));
        let back = walk(&[Registered, HandedOver, SwappedOut, Overdue, Charged, ScannedIn]);
        assert_eq!((back.state, back.custodian), (DeviceState::Received, Custodian::Bench));
        // Received twice is refused.
        assert!(Standing::after(Some(back), ScannedIn).is_err());
    }

    #[test]
    fn only_a_registration_begins_a_chain() {
        for step in CustodyStep::ALL {
            assert_eq!(Standing::after(None, *step).is_ok(), *step == CustodyStep::Registered, "{step}");
            let twice = Standing::after(Some(Standing::IN_STOCK), CustodyStep::Registered);
            assert!(twice.is_err());
        }
    }

    proptest! {
        /// Whatever is tried: a connected device is in use at its merchant's, and what is in stock is with the warehouse.
        #[test]
        fn one_custodian_whatever_happens(steps in prop::collection::vec(0..CustodyStep::ALL.len(), 0..200)) {
            let mut at = Standing::IN_STOCK;
            for step in steps {
                if let Ok(next) = Standing::after(Some(at), CustodyStep::ALL[step]) {
                    at = next;
                }
                if at.connected {
                    prop_assert!(matches!(at.state, DeviceState::Installed | DeviceState::Sold));
                    prop_assert_eq!(at.custodian, Custodian::Merchant);
                }
                let stock = matches!(at.state, DeviceState::Stock | DeviceState::Reserved);
                prop_assert_eq!(stock, at.custodian == Custodian::Stock);
            }
        }
    }
}
