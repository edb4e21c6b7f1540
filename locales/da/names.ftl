# What things are called: charges, documents and the states they pass through.

charge-RENT = Leje
charge-GWL = Gateway-licens
charge-GWL-POST = Gateway-licens efter overtagelse
charge-BUYOUT = Overtagelse af udstyr
charge-LATE-RET = Sen returnering
charge-NONRET-LEASE = Udstyr ikke modtaget efter lejens ophør
charge-NONRET-SWAP = Enhed ikke modtaget efter ombytning
charge-DAMAGE = Skade på udstyr
charge-LOSS = Bortkommet udstyr
charge-REPAIR = Reparation efter tilbud
charge-SWAP-PRICE = Ombytning i stedet for reparation
charge-ADMIN-495 = Administrationsgebyr
charge-REOPEN = Genåbning
charge-INTEREST = Rente
charge-REMINDER = Rykkergebyr
charge-COMP = Kompensation for sen betaling
charge-ACCEL = Leje for resten af lejeperioden
charge-RECOVERY = Udgifter til afhentning
charge-MOVE = Flytning af udstyr
charge-TP-ACT = Aktivering af terminal
charge-TP-CLOUD = Cloud-licens for et år
charge-USAGE-ARR = Forbrug
charge-PAPER = Gebyr for særlig fakturaform

document-invoice = Faktura
document-credit_note = Kreditnota
document-reminder = Rykker

agreement-pending = Afventer
agreement-active = Aktiv
agreement-rolling = Løber videre
agreement-ending = Opsagt
agreement-ended = Afsluttet
agreement-rescinded = Hævet

charge-state-proposed = Foreslået
charge-state-approved = Godkendt
charge-state-invoiced = Faktureret
charge-state-waived = Frafaldet
charge-state-credited = Krediteret

run-previewed = Til gennemsyn
run-approved = Godkendt
run-issuing = Udstedes
run-issued = Udstedt
run-superseded = Erstattet
run-discarded = Kasseret

size-bytes = { $size } byte
terms-profile = Profil
terms-valid-from = Gælder fra
terms-country = Land
terms-currency = Valuta
terms-vat-standard = Momssats
terms-lease-term-months = Lejeperiode
terms-lease-binding-months = Binding
terms-lease-notice-months = Opsigelsesvarsel
terms-lease-payment-days = Betalingsfrist
terms-billing-months = Faktureres forud for
terms-billing-anomaly-percent = Afvigelse, der skal ses på
terms-charge = { $charge }: { $what }
terms-charge-rule = regel
terms-charge-also = følger også
terms-charge-clause = bestemmelse
terms-charge-vat = moms
terms-vat-S = Almindelig moms
terms-vat-Z = Nulsats
terms-vat-E = Momsfrit
terms-vat-AE = Omvendt betalingspligt
terms-vat-O = Uden for moms
age-days = { $count ->
    [0] i dag
    [one] 1 dag
   *[other] { $count } dage
}

# Where a device stands, and the steps of its way through hands.
device-state-stock = På lager
device-state-reserved = Reserveret
device-state-dispatched = På vej
device-state-installed = I brug
device-state-overdue = Forsinket retur
device-state-received = Modtaget
device-state-inspecting = Til test
device-state-repair = Til reparation
device-state-lost = Mistet
device-state-written_off = Afskrevet
device-state-sold = Solgt
custody-registered = indskrivning på lager
custody-reserved = reservation
custody-freed = frigivelse
custody-handed_over = udlevering
custody-delivered = levering
custody-presumed = godkendt stand
custody-relocated = flytning
custody-swapped_out = ombytning
custody-disconnected = afbrydelse
custody-overdue = forsinkelse
custody-charged = opkrævning
custody-lost = tabsmelding
custody-tampered = melding om indgreb
custody-scanned_in = modtagelse
custody-covered = reparation
custody-excluded = afvisning efter test
custody-to_vendor = afsendelse til producenten
custody-restocked = tilbage på lager
custody-written_off = afskrivning
custody-sold = salg
