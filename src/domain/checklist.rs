//! What is tried from afar before a device is exchanged (R079, R080): a list of steps for each family of models.

use entity::types::CheckStep::{self, Cable, Charge, Network, OtherNetwork, Power, Restart, TestPayment, Update};

/// A family of models: how the names of its models begin, in lower case, and its steps in the order in which they are tried.
struct Family {
    begins: &'static [&'static str],
    steps: &'static [CheckStep],
}

/// The families that have a list of their own.
const FAMILIES: [Family; 1] = [
    // Terminals that are carried about: a battery and a SIM card, and no cables.
    Family { begins: &["pax a", "apollo"], steps: &[Charge, Restart, Network, OtherNetwork, Update, TestPayment] },
];

/// Whatever else there is: everything that can be tried with a device that stands somewhere.
const OTHERS: &[CheckStep] = &[Power, Cable, Restart, Network, OtherNetwork, Update, TestPayment];

/// The steps for a model, by its name, in the order in which they are tried.
#[must_use]
pub fn steps_for(model: &str) -> &'static [CheckStep] {
    let model = model.to_lowercase();
    let is_of = |family: &&Family| family.begins.iter().any(|begins| model.starts_with(begins));
    FAMILIES.iter().find(is_of).map_or(OTHERS, |family| family.steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r079_another_network_is_tried_before_a_device_is_exchanged() {
        for model in ["PAX A920 Pro", "PAX IM30, ubetjent", "Kassesystem 15\"", ""] {
            let steps = steps_for(model);
            assert!(steps.contains(&OtherNetwork), "{model}");
            assert_eq!(steps.last(), Some(&TestPayment), "{model}: a payment shows whether it helped");
            assert!(steps.iter().all(|step| steps.iter().filter(|other| *other == step).count() == 1), "{model}");
        }
        assert!(!steps_for("PAX A920 Pro").contains(&Cable), "it has none");
        assert!(!steps_for("PAX IM30, ubetjent").contains(&Charge), "it has no battery");
    }
}
