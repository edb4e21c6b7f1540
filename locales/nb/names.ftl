# What things are called: charges, documents and the states they pass through.

charge-RENT = Leie
charge-GWL = Gateway-lisens
charge-GWL-POST = Gateway-lisens etter overtakelse
charge-BUYOUT = Overtakelse av utstyr
charge-LATE-RET = Sen retur
charge-NONRET-LEASE = Utstyr ikke mottatt etter leietiden
charge-NONRET-SWAP = Enhet ikke mottatt etter bytte
charge-DAMAGE = Skade på utstyr
charge-LOSS = Tapt utstyr
charge-REPAIR = Reparasjon etter tilbud
charge-SWAP-PRICE = Bytte i stedet for reparasjon
charge-ADMIN-495 = Administrasjonsgebyr
charge-REOPEN = Gjenåpning
charge-INTEREST = Rente
charge-REMINDER = Purregebyr
charge-COMP = Kompensasjon for sen betaling
charge-ACCEL = Leie for resten av leieperioden
charge-RECOVERY = Kostnader ved henting
charge-MOVE = Flytting av utstyr
charge-TP-ACT = Aktivering av terminal
charge-TP-CLOUD = Skylisens for ett år
charge-USAGE-ARR = Forbruk
charge-PAPER = Gebyr for særskilt fakturaform

document-invoice = Faktura
document-credit_note = Kreditnota
document-reminder = Purring

agreement-pending = Venter
agreement-active = Aktiv
agreement-rolling = Løper videre
agreement-ending = Oppsagt
agreement-ended = Avsluttet
agreement-rescinded = Hevet

charge-state-proposed = Foreslått
charge-state-approved = Godkjent
charge-state-invoiced = Fakturert
charge-state-waived = Frafalt
charge-state-credited = Kreditert

run-previewed = Til gjennomsyn
run-approved = Godkjent
run-issuing = Utstedes
run-issued = Utstedt
run-superseded = Erstattet
run-discarded = Forkastet

size-bytes = { $size } byte
terms-profile = Profil
terms-valid-from = Gjelder fra
terms-country = Land
terms-currency = Valuta
terms-vat-standard = Mva.-sats
terms-lease-term-months = Leieperiode
terms-lease-binding-months = Bindingstid
terms-lease-notice-months = Oppsigelsestid
terms-lease-payment-days = Betalingsfrist
terms-billing-months = Faktureres på forskudd for
terms-billing-anomaly-percent = Avvik som skal ses på
terms-charge = { $charge }: { $what }
terms-charge-rule = regel
terms-charge-also = følger også
terms-charge-clause = bestemmelse
terms-charge-vat = mva.
terms-vat-S = Alminnelig mva.
terms-vat-Z = Nullsats
terms-vat-E = Unntatt fra mva.
terms-vat-AE = Omvendt avgiftsplikt
terms-vat-O = Utenfor mva.
age-days = { $count ->
    [0] i dag
    [one] 1 dag
   *[other] { $count } dager
}

# Where a device stands, and the steps of its way through hands.
device-state-stock = På lager
device-state-reserved = Reservert
device-state-dispatched = På vei
device-state-installed = I bruk
device-state-overdue = Forsinket retur
device-state-received = Mottatt
device-state-inspecting = Til test
device-state-repair = Til reparasjon
device-state-lost = Mistet
device-state-written_off = Avskrevet
device-state-sold = Solgt
custody-registered = innskriving på lager
custody-reserved = reservasjon
custody-freed = frigivelse
custody-handed_over = utlevering
custody-delivered = levering
custody-presumed = godkjent stand
custody-relocated = flytting
custody-swapped_out = bytte
custody-disconnected = frakobling
custody-overdue = forsinkelse
custody-charged = belastning
custody-lost = tapsmelding
custody-tampered = melding om inngrep
custody-scanned_in = mottak
custody-covered = reparasjon
custody-excluded = avslag etter test
custody-to_vendor = sending til produsenten
custody-restocked = tilbake på lager
custody-written_off = avskriving
custody-sold = salg
