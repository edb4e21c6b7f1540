# Why a line is charged. No full stop after a sentence that ends in an amount: the program sets it where it is needed.

why-rule = { $sentence } ({ $rules }).
why-rule-alone = This line follows rule { $rules }.
why-quarter = For { $period }: { $steps }
why-stub = { $subject ->
    [licence] The licence
   *[agreement] The rent
} began on { $start }, so the quarter is counted in days{ $rules }: { $steps }
why-sum = { $on }: { $steps }
why-return = Sent on { $since }. The period of { $days } business days ended on { $due }{ $count ->
    [0] {""}
   *[other] ; these days did not count: { $skipped }
}. Charged on { $on }: { $steps }
why-credit = This credits { $credited } of line { $line } of invoice { $invoice }. Before, { $remaining } of the line was left; now it is { $left }

step-times = { $by } × { $of } = { $makes }
step-share = { $of } × { $days } of { $of-days } { $of-days ->
    [one] day
   *[other] days
} = { $makes }

part-new-price = new price
part-swap-price = swap price
part-list-value = price-list value
part-deterioration = loss of value
part-market-value = market value
part-three-months-rent = three months’ rent
part-shipping = shipping
part-repair = repair
part-time = working time
part-materials = materials
part-rent = rent
part-licence = gateway licence
part-fee = fee
part-cost = documented cost
part-overdue = amount owed
part-remaining-rent = rent for the rest of the term
part-usage = usage
part-mark-up = mark-up

rule-R011 = For lost equipment, its value in the price list applies
rule-R012 = The lease runs from the day it is signed
rule-R013 = Notice cannot take effect during the binding period
rule-R014 = After the binding period, the notice on the order confirmation applies
rule-R015 = An agreement under notice runs to the end of a quarter, and that quarter is paid in full
rule-R016 = Rent is paid quarterly in advance
rule-R017 = After the agreed term the equipment can be taken over for about three months’ rent or its market value
rule-R018 = The equipment can be taken over once the agreed term has ended
rule-R019 = After a take-over, the licence is paid for each device until it is given up
rule-R028 = Equipment that does not come back in the agreed condition is made good at its price-list value or its loss of value
rule-R029 = A lease comes with a gateway licence, which covers operation and support
rule-R037 = The time to pay runs from the date of the invoice
rule-R046 = Service is reopened once the amount owed and a fee are paid
rule-R049 = After rescission, the rent for the rest of the term and the costs of collection are paid
rule-R054 = The lessee pays the costs of moving equipment
rule-R058 = For equipment that comes back after the deadline, rent and licence are paid for each month begun
rule-R059 = If equipment has still not been received when the last deadline has passed, its new price is paid
rule-R062 = The licence is counted for each device
rule-R084 = A fault that the swap does not cover is paid for, time and repair, as quoted
rule-R085 = If the faulty unit is not received by the deadline after a swap, its new price and shipping are paid
rule-R087 = Where a repair would cost too much, the unit can be exchanged at the swap price
rule-R093 = For a report that lies outside the agreement, an administration fee may be charged
rule-A01 = The agreement begins when it is signed and the customer’s details are approved
rule-A02 = Notice can be given during the binding period, and takes effect after it at the earliest
rule-A03 = Quarters follow the calendar; the first one is counted in days

# Printed on a credit note.
credit-found = Device { $serial } was received on { $day }: what was charged is given back

# Public holidays.
holiday-new-year = New Year’s Day
holiday-maundy-thursday = Maundy Thursday
holiday-good-friday = Good Friday
holiday-easter-sunday = Easter Sunday
holiday-easter-monday = Easter Monday
holiday-great-prayer-day = Great Prayer Day
holiday-queens-day = Queen’s Day
holiday-kings-day = King’s Day
holiday-labour-day = Labour Day
holiday-liberation-day = Liberation Day
holiday-constitution-day = Constitution Day
holiday-ascension = Ascension Day
holiday-whit-sunday = Whit Sunday
holiday-whit-monday = Whit Monday
holiday-christmas-day = Christmas Day
holiday-second-christmas-day = Boxing Day
