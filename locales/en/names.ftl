# What things are called: charges, documents and the states they pass through.

charge-RENT = Rent
charge-GWL = Gateway licence
charge-GWL-POST = Gateway licence after take-over
charge-BUYOUT = Take-over of equipment
charge-LATE-RET = Late return
charge-NONRET-LEASE = Equipment not received after the lease
charge-NONRET-SWAP = Unit not received after a swap
charge-DAMAGE = Damage to equipment
charge-LOSS = Lost equipment
charge-REPAIR = Repair as quoted
charge-SWAP-PRICE = Swap in place of a repair
charge-ADMIN-495 = Administration fee
charge-REOPEN = Reopening
charge-INTEREST = Interest
charge-REMINDER = Reminder fee
charge-COMP = Compensation for late payment
charge-ACCEL = Rent for the rest of the term
charge-RECOVERY = Costs of collection
charge-MOVE = Moving equipment
charge-TP-ACT = Terminal activation
charge-TP-CLOUD = Cloud licence for a year
charge-USAGE-ARR = Usage
charge-PAPER = Fee for a special form of invoice

document-invoice = Invoice
document-credit_note = Credit note
document-reminder = Reminder

agreement-pending = Pending
agreement-active = Active
agreement-rolling = Continuing
agreement-ending = Under notice
agreement-ended = Ended
agreement-rescinded = Rescinded

charge-state-proposed = Proposed
charge-state-approved = Approved
charge-state-invoiced = Invoiced
charge-state-waived = Waived
charge-state-credited = Credited

run-previewed = To be reviewed
run-approved = Approved
run-issuing = Being issued
run-issued = Issued
run-superseded = Replaced
run-discarded = Discarded

size-bytes = { $size } bytes
terms-profile = Profile
terms-valid-from = In force from
terms-country = Country
terms-currency = Currency
terms-vat-standard = VAT rate
terms-lease-term-months = Lease term
terms-lease-binding-months = Binding period
terms-lease-notice-months = Period of notice
terms-lease-payment-days = Payment term
terms-billing-months = Billed in advance for
terms-billing-anomaly-percent = Change that is to be looked at
terms-charge = { $charge }: { $what }
terms-charge-rule = rule
terms-charge-also = also follows
terms-charge-clause = clause
terms-charge-vat = VAT
terms-vat-S = Standard VAT
terms-vat-Z = Zero rate
terms-vat-E = Exempt from VAT
terms-vat-AE = Reverse charge
terms-vat-O = Outside VAT
age-days = { $count ->
    [0] today
    [one] 1 day
   *[other] { $count } days
}

# Where a device stands, and the steps of its way through hands.
device-state-stock = In stock
device-state-reserved = Reserved
device-state-dispatched = On its way
device-state-installed = In use
device-state-overdue = Return overdue
device-state-received = Received
device-state-inspecting = Being tested
device-state-repair = In repair
device-state-lost = Lost
device-state-written_off = Written off
device-state-sold = Sold
custody-registered = taking into stock
custody-reserved = reservation
custody-freed = release
custody-handed_over = handing over
custody-delivered = delivery
custody-presumed = acceptance in good order
custody-relocated = relocation
custody-swapped_out = swap
custody-disconnected = disconnection
custody-overdue = overdue return
custody-charged = charge
custody-lost = report of loss
custody-tampered = report of tampering
custody-scanned_in = scan-in
custody-covered = repair
custody-excluded = exclusion after the test
custody-to_vendor = sending to the maker
custody-restocked = return to stock
custody-written_off = writing off
custody-sold = sale
