# The merchant's devices: faults, exchanges, offers, incidents, moves.

form-time = That is not a time of day. Write for example 14:30.
reason-quote-gone = That offer does not exist.
reason-quote-answered = The offer was already answered on { $day }. That answer counts.

portal-device-said = { $model } (SN { $serial })
portal-to-devices = All devices
portal-to-device = To the device
portal-see-device = See the device
portal-matters = What is open about it
portal-matters-empty = Nothing. Faults, exchanges, offers and incidents appear here once they are reported.
portal-history = What has happened
portal-history-empty = Nothing yet. Delivery, moves, exchanges and tests appear here.
portal-custody-registered = Taken into stock
portal-custody-reserved = Set aside for you
portal-custody-freed = No longer set aside
portal-custody-handed_over = Handed over to you
portal-custody-delivered = Delivered
portal-custody-presumed = Taken to have arrived in good order
portal-custody-relocated = Moved
portal-custody-swapped_out = Exchanged for another device
portal-custody-disconnected = Disconnected from the gateway
portal-custody-overdue = The deadline for its return passed
portal-custody-charged = Charged, because it did not come back
portal-custody-lost = Reported lost
portal-custody-tampered = Suspected tampering reported: the device was disconnected
portal-custody-scanned_in = Received by us
portal-custody-covered = Tested and put down for repair
portal-custody-excluded = Tested: the fault is not covered
portal-custody-to_vendor = Sent to its maker
portal-custody-restocked = Back in stock
portal-custody-written_off = Written off
portal-custody-sold = Taken over by you
portal-custody-relocated-to = Moved to { $site }
portal-carriage = { $carrier }, tracking number { $number }
portal-carrier = Sent with { $carrier }
portal-tracking = Tracking number { $number }
portal-charge-stands = { $amount } ex VAT: { $state }.
portal-charge-given-back = { $amount } ex VAT: given back ({ $state }).
portal-charge-state-proposed = we are looking at it
portal-charge-state-approved = comes on an invoice
portal-charge-state-invoiced = invoiced
portal-charge-state-waived = given up
portal-charge-state-credited = credited
portal-on-invoice = Invoice { $number }
portal-received-on = Received by us on { $day }.

portal-support-open = Support answers now, until { $until }.
portal-support-today = Support answers today from { $from }.
portal-support-from = Support answers again on { $day } from { $from }.
portal-support-reach = Call or write to us:

portal-fault-report = Report a fault
portal-fault-description = What is wrong?
portal-fault-hint = Write what the device does or does not do, and what its screen says. At most 2,000 characters.
portal-fault-when = When did the fault appear?
portal-fault-kind-in_life = The device has worked, and does not now
portal-fault-kind-on_delivery = The device did not work when I got it
portal-fault-manual = I have tried the manual
portal-fault-manual-hint = Tick this only if you have followed the steps of the manual, such as a restart and a check of power and network. Then we skip them.
portal-fault-what = First we try to solve the fault with you, by phone or e-mail. If that does not help, we send another device within 24 hours, on a business day. We pay the shipping to you.
portal-fault-fee = Reporting a fault that the agreement covers costs nothing. If it does not cover it, { $gross } with VAT ({ $net } ex VAT) may be charged for the incident. You pay for a repair only if you say yes to an offer.
portal-fault-rent = The rent runs on while the fault lasts.
portal-fault-go = Send the report
portal-fault-not-in-use = A fault cannot be reported of a device that is not in use with you. If something is wrong, call us.
portal-fault-already = Fault reported { $at }:
portal-fault-at = Fault reported { $at }
portal-fault-delivery-at = Fault on delivery, reported { $at }
portal-fault-next = First we try to solve the fault with you. If that does not help, we approve an exchange. If it is approved today, the other device leaves by { $day }.
portal-ticket-open = With support
portal-ticket-awaiting = Waits for you
portal-ticket-closed = Over
portal-ticket-awaiting-what = We need an answer from you before we can go on. Call or write to us.

portal-ours = With us
portal-ours-late = We are late
portal-ours-what = You need not do anything.
portal-do-R080 = By { $day }: we send another device for { $model } (SN { $serial }).
portal-do-R082 = By { $day }: we test { $model } (SN { $serial }).
portal-swap-title = Exchange of { $device }
portal-swap-of = Exchange of SN { $old }
portal-swap-of-for = Exchange: SN { $old } for SN { $new }
portal-swap-approved = Exchange approved
portal-swap-sent = Other device sent
portal-swap-to-return = To be returned
portal-swap-held = Waiting for the parcel
portal-swap-overdue = Not received in time
portal-swap-charged = Charged
portal-swap-received = Received by us
portal-swap-covered = The fault is covered
portal-swap-excluded = The fault is not covered
portal-swap-given-back = The amount is given back
portal-swap-otherwise = Otherwise { $gross } with VAT is charged on { $day }, by the price list: { $parts } = { $net } ex VAT.
portal-swap-held-until = We have proof that it was sent, and wait through { $day }.
portal-swap-proof = { $count ->
    [one] If it was sent before the deadline, send us the carrier’s proof. Then we wait one business day more.
   *[other] If it was sent before the deadline, send us the carrier’s proof. Then we wait { $count } business days more.
}
portal-swap-how = How the deadline is counted
portal-swap-days = { $count ->
    [one] one business day
   *[other] { $count } business days
}
portal-swap-counted = The other device left on { $since }; that day does not count. The deadline is { $days }. { $free }
portal-swap-weekends = Saturdays and Sundays do not count.
portal-swap-holidays = Saturdays and Sundays do not count, and nor do: { $days }.
portal-day-named = { $day } ({ $what })
portal-day-closed = closed
portal-swap-other = The other device
portal-swap-other-sent = { $model } (SN { $serial }) left on { $day }. Agreement, price and last day are the same.
portal-swap-other-by = It leaves by { $day }.
portal-swap-other-late = It should have left by { $day }. We are late, and you need not do anything.
portal-swap-other-approved = The exchange was approved on { $day }.
portal-swap-send-first = Send us the device
portal-swap-first-what = Once we have it, we send another one within a day, on a business day. It costs nothing to wait.
portal-swap-other-first = It is sent within a day of our receiving the device.
portal-swap-contest = Contest this
portal-swap-test = Receipt and test
portal-swap-test-by = It is tested by { $day }.
portal-swap-test-covered = Tested on { $day }: the fault is covered, and you pay nothing.
portal-swap-test-excluded = Tested on { $day }: the fault is not covered.
portal-swap-charge = Charge
portal-swap-reversed = The amount was given back on { $day }.
portal-swap-reversal = The device was found. We are looking at giving the amount back.

portal-ex-EX01 = Accidental damage is not covered, such as loss, liquids, vandalism, fire, lightning and overvoltage (EX01).
portal-ex-EX02 = Consequential damage is not covered, such as restoring software and files (EX02).
portal-ex-EX03 = Contactless payments that were stored in the device and lost with it are not covered (EX03).
portal-ex-EX04 = Consumables are not covered (EX04).
portal-ex-EX05 = Reporting faults to other suppliers is not covered (EX05).
portal-ex-EX06 = Faults after work by others than us are not covered (EX06).
portal-ex-EX07 = Faults from wrong use or surroundings are not covered (EX07).
portal-ex-EX08 = A lock that the surroundings caused is not covered, such as by static electricity (EX08).
portal-ex-EX09 = Equipment and software outside the agreement are not covered, nor are faults that they cause (EX09).
portal-ex-EX10 = Work outside the opening hours of support is not covered (EX10).
portal-ex-EX11 = Faults in your own network, power or phone line are not covered (EX11).
portal-ex-EX12 = Built-in printer, battery and power supply are not covered once the device is in use (EX12).

portal-quote-title = Offer
portal-quote-task = By { $day }: answer the offer for { $device }, { $amount } ex VAT
portal-quote-before = No work begins before you have said yes. If you do not answer, it costs nothing.
portal-quote-net = { $amount } ex VAT
portal-quote-repair = For that we repair the device that you have returned.
portal-quote-swap = A repair does not pay. For that amount you keep the other device, and the faulty one is written off.
portal-quote-why = Why you pay:
portal-quote-until = The offer stands through { $day }.
portal-quote-if-yes = If you say yes, the work begins, and the amount comes on an invoice with the agreed time to pay.
portal-quote-if-no = If you say no, no work begins, and the offer costs nothing. We call you about what is to become of the device.
portal-quote-accept = Yes, I accept
portal-quote-decline = No, thank you
portal-quote-choose = Choose yes or no.
portal-quote-answer = Answer the offer
portal-quote-see = See the offer
portal-quote-yes = Accepted on { $day }.
portal-quote-no = Declined on { $day }. It costs nothing.
portal-quote-expired = The offer expired on { $day } without an answer. It costs nothing. Call us if you want a new one.
said-portal-quote-accepted = Thank you. The work can begin.
said-portal-quote-declined = Your no is received. Nothing is charged.

portal-incident-report = Report loss, theft, damage or tampering
portal-incident-loss = Lost
portal-incident-theft = Stolen
portal-incident-damage = Damaged
portal-incident-tamper = Suspected tampering
portal-incident-hours = { $count ->
    [one] Report it at once, and no later than one hour after you discovered it. Report it also if more time has passed: we do not refuse it.
   *[other] Report it at once, and no later than { $count } hours after you discovered it. Report it also if more time has passed: we do not refuse it.
}
portal-incident-costs = What it may cost
portal-incident-cost-lost = { $gross } with VAT is charged when you report it: { $parts } ex VAT, as of today. The rent runs on. If the device comes back, we look at giving the amount back.
portal-incident-cost-awaited = The device was exchanged and is to be returned. The report itself costs nothing. If the device does not come back in time, { $gross } with VAT is charged on { $day }: { $parts } = { $net } ex VAT.
portal-incident-cost-unknown = The value of the device by the price list. Call us to hear what it is.
portal-incident-cost-damage = Nothing now. If the device cannot be used, we exchange it, and you pay for a repair only if you say yes to an offer.
portal-incident-cost-tamper = Nothing now. The device is disconnected at once and takes no payments until we have looked at it. Do not use it.
portal-incident-kind = What happened?
portal-incident-day = On which day did you discover it?
portal-incident-time = At what time?
portal-incident-time-hint = About, for example 14:30.
portal-incident-go = Report it
portal-incident-not-in-hand = Nothing can be reported of a device that you do not have, or that is already reported lost. If something is wrong, call us.
portal-incident-in-time = Reported in time
portal-incident-late = Reported late
portal-incident-when = Discovered { $found }, reported { $told }.

portal-move = Move to another site
portal-move-from = Stands now
portal-move-to = Where does it move to?
portal-move-cost = If you move the device yourself, we charge nothing. If we help, you pay what it costs, as documented.
portal-move-what = Operation and price stay the same. We must know where the device stands so that we can help. Tell us before it is moved.
portal-move-go = Report the move
portal-move-same = The device already stands there. Choose another site.
portal-move-strange = That site is not one of yours. The device may not be lent, rented out or moved to others. Choose one of your own sites.
portal-move-nowhere = There is no other site to choose. If you open a new one, write its address to us, and we add it.
portal-move-not-in-use = Only a device that is in use with you can be moved.
portal-move-new = Is one of your sites missing? Write or call:
said-portal-fault = The fault is reported. What happens next stands below.
said-portal-incident = The incident is reported.
said-portal-moved = The move is reported.
