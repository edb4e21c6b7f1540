# Papers and letters of a swap: what is printed and mailed.

weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
day-in-words = { $weekday } { $date }

paper-swap-advice = Swap advice
paper-return-receipt = Receipt
paper-evidence = Evidence
paper-serial = SN { $serial }
paper-device = { $model } (SN { $serial })
paper-at = { $day } at { $time }
paper-dated = Date
paper-sent = Sent
paper-new = New device
paper-old = Faulty device
paper-carrier = Carrier
paper-tracking = Tracking
paper-site = Goes to
paper-send-to = Send it to
paper-otherwise = Otherwise
paper-received = Received
paper-received-by = Received by

paper-back-by = With us by
paper-back-none = Nothing has to come back
paper-back-none-why = We have the faulty device already, or it was reported lost.
paper-otherwise-charged = { $amount } with VAT, charged { $date }
paper-otherwise-list = New price and shipping by the price list, charged { $date }
paper-put-in = Put this page into the parcel.

paper-leaves = What we have sent
paper-leaves-same = The new device takes the place of the faulty one. Price, licence and end of agreement { $agreement } stay the same. We pay for this shipment.
paper-counted = How the deadline is counted
paper-counted-days = Sent on { $since }; that day does not count. { $days } business days later is { $due }. The device must be scanned in with us before midnight that day.
paper-counted-not = These days do not count: { $days }.
paper-late = If it is not here by then
paper-late-sums = On { $date } we charge the new price and the shipping, by the price list of that day. By today's list that is:
paper-late-list = On { $date } we charge the new price and the shipping, by the price list of that day.
paper-clause = The clause: { $clause } of the terms { $terms } (R085).
paper-stops = What stops the charge
paper-stops-here = The device is scanned in with us by { $due }.
paper-stops-posted = You have proof that it was posted by { $due }: send it to { $email }, and we wait until { $held }.
paper-stops-found = If it comes later, but within { $days } days of the invoice, the amount is given back.

paper-outcome-nothing = Nothing is charged for it.
paper-outcome-dropped = The charge that was prepared is dropped: nothing is charged for it.
paper-outcome-credited = { $net } ex VAT was charged for it{ $invoice ->
    [none] {""}
   *[other] {" "}on invoice { $invoice }
}. It came in time to be given back: we look at it, and send a credit note.
paper-outcome-too-late = { $net } ex VAT was charged for it{ $invoice ->
    [none] {""}
   *[other] {" "}on invoice { $invoice }
}. That stands: it came later than the terms give back. If you see it otherwise, write to us.
paper-next = What happens next
paper-next-test = We test the device by { $date } and write to you what we find.

paper-exclusion-EX01 = accidental damage, as a fall, liquid, fire or lightning
paper-exclusion-EX02 = consequential damage, as software or files to be made again
paper-exclusion-EX03 = offline payments that were stored in the device
paper-exclusion-EX04 = consumables
paper-exclusion-EX05 = reporting faults to other suppliers
paper-exclusion-EX06 = service or intervention by others
paper-exclusion-EX07 = operating error, unusual use or neglect
paper-exclusion-EX08 = a lock caused by the surroundings, as static electricity
paper-exclusion-EX09 = equipment or software outside the agreement
paper-exclusion-EX10 = work outside opening hours
paper-exclusion-EX11 = your own internet, cabling, phone lines or power
paper-exclusion-EX12 = printer, battery or power supply

label-owned = Property of { $seller }
label-scan = Scan to see the device, report a fault or send it back

event-paper-set = A paper was written
event-paper-set-stored = A paper was printed and kept

mail-see-paper = See the page
mail-attached-paper = It is attached as PDF.

mail-fault-subject = Your report about { $serial } is here
mail-fault-says = We have your report about { $device }.
mail-fault-what = What you wrote
mail-fault-when = Reported
mail-fault-next = What happens next: we try to solve it with you by phone or mail. If that does not help, a new device leaves within { $hours } hours, on a business day, and you send the faulty one back.
mail-fault-next-delivery = What happens next: a fault on delivery is ours to put right. We begin at once, and write to you by when a new device is with you.
mail-fault-meanwhile = Please do not open the device, and let nobody but us do so.
mail-send-first-subject = Send us { $serial }, and we send a new one
mail-send-first-says = Your { $device } is to be swapped. Send it to us.
mail-send-first-free = Once we have it, we send a new one within a day, on a business day. Nothing is charged while you have it.

mail-advice-subject = { $serial } has to be back by { $date }
mail-advice-subject-none = A new device is on its way: { $serial }
mail-advice-says = A new device has left. { $device } has to be with us by { $day }.
mail-advice-says-none = A new device has left. Nothing has to come back.
mail-advice-pack = Put the attached page into the parcel. It also says how the deadline is counted and what stops the charge.

mail-receipt-subject = We have { $serial } back
mail-receipt-says = { $device } was received on { $day } at { $time }.

mail-reminder-subject = { $amount } by { $date }: { $serial } is not back yet
mail-reminder-subject-list = { $date }: { $serial } is not back yet
mail-reminder-says = { $amount } with VAT is charged on { $charged } unless { $device } is with us by { $day }.
mail-reminder-says-list = The new price and shipping are charged on { $charged } unless { $device } is with us by { $day }.
mail-reminder-left = { $count ->
    [0] Today is the last day.
    [one] One day is left.
   *[other] { $count } days are left.
}
mail-reminder-posted = Is it on its way? Send us proof that it was posted by { $day }, and we wait until { $held }.

mail-quote-subject = { $amount }: answer our offer by { $date }
mail-quote-says-repair = We offer to repair { $device } for { $amount } with VAT. The offer stands until { $day }.
mail-quote-says-swap-price = A repair of { $device } does not pay. We offer to exchange it for { $amount } with VAT. The offer stands until { $day }.
mail-quote-net = Ex VAT
mail-quote-vat = VAT
mail-quote-gross = With VAT
mail-quote-why = Why
mail-quote-no-work = We do nothing, and charge nothing, before you say yes. If you do not answer, the offer lapses.
mail-quote-answer = Answer the offer

mail-test-subject-covered = { $serial } is tested: the fault is covered
mail-test-subject-excluded = { $serial } is tested: the fault is not covered ({ $code })
mail-test-says-covered = We have tested { $device }. The fault is covered: you pay nothing.
mail-test-says-excluded = We have tested { $device }. The fault is not covered, by { $code }: { $why }.
mail-test-next = Nothing is charged now. If a repair makes sense, we send an offer that you can accept or decline.
mail-test-disagree = If you see it otherwise, write to us, and we look at it again.

pack-stands = How it stands
pack-stands-back = Back { $day }
pack-stands-out = Not back, due { $day }
pack-stands-nothing = Nothing is awaited
pack-note = Put together from the record of events, which nobody can change.
pack-reported = The report
pack-by = By
pack-approved = Approved
pack-sent = The replacement
pack-back = The return
pack-posted = Posted { $day }, as { $proof } proves; the charge waits until { $until }.
pack-charged = The charge
pack-state = State
pack-proposed-back = Proposed for credit
pack-given-back = Given back
pack-tested = Test and offers
pack-covered = Tested { $day }: the fault is covered.
pack-excluded = Tested { $day }: not covered by { $code }, { $why }.
pack-quote = { $what }, { $net } ex VAT, offered { $sent }, stands until { $expires }:
pack-quote-waits = not answered.
pack-quote-accepted = accepted { $day }.
pack-quote-declined = declined { $day }.
pack-steps = What happened
pack-when = When
pack-what = What
pack-who = Who
pack-number = No.
pack-hash = Hash
pack-steps-note = Each hash covers its event and all before it. Shown are the first 16 of 64 signs.
pack-step-ticket-opened = Fault reported
pack-step-ticket-closed = Report closed
pack-step-swap-approved = Swap approved
pack-step-swap-dispatched = Replacement sent
pack-step-swap-reminded = Reminder sent
pack-step-swap-posted = Proof of posting noted
pack-step-swap-charged = Charge made
pack-step-swap-received = Return recorded
pack-step-swap-inspected = Test decided
pack-step-quote-sent = Offer sent
pack-step-quote-accepted = Offer accepted
pack-step-quote-declined = Offer declined
pack-step-quote-lapsed = Offer lapsed
pack-step-paper-written = Paper written
pack-step-paper-stored = Paper printed and kept
pack-step-device = Device { $serial }: { $step }

reason-label-needs-address = Labels lead to a page, and this program does not know its own address. Set `address`, then print them.
reason-delivered-already = The delivery of { $serial } is noted already.
reason-delivered-day = { $serial } cannot have been delivered on that day. Choose a day from the one on which it left up to today.
pack-proof = Evidence: { $proof }
pack-step-ticket-awaiting = Report waits for the merchant
pack-step-ticket-resumed = Report taken up again
pack-step-swap-given-back = Amount given back
