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
