//! Which device goes where: a serial number is on one lease at a time.

use entity::types::{Custodian, Date, DeviceId, DeviceState};

use super::faults::Faults;
use super::parsed::{Column, ParsedLine};
use super::plan::{Known, Plan, Planned, PlannedLine};
use crate::service::Context;
use crate::store::merchant::NewDevice;

/// A device of a new agreement must be new as well: one that is known is somewhere, and moving it is not an import's business.
pub(super) fn refuse_known(line: &ParsedLine, known: &Known, faults: &mut Faults) {
    let Some(device) = known.devices.get(&line.device) else { return };
    let message = match known.placed.get(&device.id) {
        Some(reference) => format!("device {} is on agreement {reference} in the database", line.device),
        None => format!("device {} is in the database and on no agreement: add it in the system", line.device),
    };
    faults.error(line.line, Column::Device, message);
}

/// Where a device stands in a plan: agreement and line.
type At = (usize, usize);

/// Gives every device its row. One that was on several leases, one after the other, is released from all but the last.
pub(super) fn settle(cx: &Context, plan: &mut Plan<'_>, faults: &mut Faults) {
    let agreements = &plan.agreements;
    let line = |at: At| &agreements[at.0].lines[at.1];
    let serial = |at: At| line(at).parsed.device.as_str();
    let mut order: Vec<At> =
        agreements.iter().enumerate().flat_map(|(a, g)| (0..g.lines.len()).map(move |l| (a, l))).collect();
    order.retain(|at| !serial(*at).is_empty());
    order.sort_by(|a, b| {
        let key = |at: At| (serial(at), agreements[at.0].dates.start(), line(at).parsed.line, at);
        key(*a).cmp(&key(*b))
    });
    let ends: Vec<usize> =
        (1..=order.len()).filter(|i| *i == order.len() || serial(order[*i]) != serial(order[*i - 1])).collect();
    let mut start = 0;
    for end in ends {
        let group = &order[start..end];
        for pair in group.windows(2) {
            follow(plan, pair[0], pair[1], faults);
        }
        place(cx, plan, group);
        start = end;
    }
}

/// A device's next lease begins after the one before has ended.
fn follow(plan: &mut Plan<'_>, before: At, after: At, faults: &mut Faults) {
    let (old, new) = (&plan.agreements[before.0], &plan.agreements[after.0]);
    let (old_line, new_line) = (&old.lines[before.1], &new.lines[after.1]);
    let (device, line) = (&new_line.parsed.device, old_line.parsed.line);
    let at = new_line.parsed.line;
    if before.0 == after.0 {
        faults.error(
            at,
            Column::Device,
            format!("device {device} is on agreement {} already, line {line}", old.reference),
        );
        return;
    }
    if old_line.parsed.model != new_line.parsed.model {
        let message = format!("device {device} is a {} on line {line}", old_line.parsed.model);
        faults.error(at, Column::Model, message);
    }
    match (old.dates.ends, new.dates.start()) {
        (Some(ends), Some(starts)) if ends < starts => plan.agreements[before.0].lines[before.1].released = Some(ends),
        _ => {
            let message = format!(
                "device {device} is on agreement {} (line {line}) as well, which does not end before this one starts",
                old.reference
            );
            faults.error(at, Column::Device, message);
        }
    }
}

/// Makes the row of a device as the last of its leases has it, to be written with the first line that needs it.
fn place(cx: &Context, plan: &mut Plan<'_>, group: &[At]) {
    let (Some(last), Some(first)) = (group.last(), group.iter().min()) else { return };
    let id: DeviceId = cx.ids.next();
    let agreement = &plan.agreements[last.0];
    let row = row(id, plan, agreement, &agreement.lines[last.1]);
    for at in group {
        plan.agreements[at.0].lines[at.1].device = Some(id);
    }
    plan.agreements[first.0].lines[first.1].row = Some(row);
}

/// Before the identity is approved a device is only set aside: nothing is sent out (R006).
fn row(id: DeviceId, plan: &Plan<'_>, agreement: &Planned, line: &PlannedLine) -> NewDevice {
    let started = agreement.dates.start().is_some();
    NewDevice {
        id,
        company_id: plan.company.id,
        model_id: line.model,
        serial: line.parsed.device.clone(),
        sim_serial: line.parsed.sim.clone(),
        state: if started { DeviceState::Installed } else { DeviceState::Reserved },
        custodian: if started { Custodian::Merchant } else { Custodian::Stock },
        connected: started && !is_over(agreement.dates.ends, plan.today),
        site_id: Some(line.site),
        place_id: None,
        grade: None,
        missing: None,
    }
}

/// Whether the last day has passed.
pub(super) fn is_over(ends: Option<Date>, today: Date) -> bool {
    ends.is_some_and(|ends| ends < today)
}
