# What things are called: charges, documents and the states they pass through.

charge-RENT = Huur
charge-GWL = Gatewaylicentie
charge-GWL-POST = Gatewaylicentie na overname
charge-BUYOUT = Overname van apparatuur
charge-LATE-RET = Late teruggave
charge-NONRET-LEASE = Apparaat niet ontvangen na de huur
charge-NONRET-SWAP = Apparaat niet ontvangen na omruiling
charge-DAMAGE = Schade aan apparatuur
charge-LOSS = Verloren apparatuur
charge-REPAIR = Reparatie volgens offerte
charge-SWAP-PRICE = Omruiling in plaats van reparatie
charge-ADMIN-495 = Administratiekosten
charge-REOPEN = Heraansluiting
charge-INTEREST = Rente
charge-REMINDER = Aanmaningskosten
charge-COMP = Vergoeding voor late betaling
charge-ACCEL = Huur voor de rest van de huurperiode
charge-RECOVERY = Kosten van ophalen
charge-MOVE = Verplaatsing van apparatuur
charge-TP-ACT = Activering van terminal
charge-TP-CLOUD = Cloudlicentie voor een jaar
charge-USAGE-ARR = Verbruik
charge-PAPER = Toeslag voor een afwijkende factuurvorm

document-invoice = Factuur
document-credit_note = Creditnota
document-reminder = Aanmaning

agreement-pending = In afwachting
agreement-active = Actief
agreement-rolling = Loopt door
agreement-ending = Opgezegd
agreement-ended = Beëindigd
agreement-rescinded = Ontbonden

charge-state-proposed = Voorgesteld
charge-state-approved = Goedgekeurd
charge-state-invoiced = Gefactureerd
charge-state-waived = Kwijtgescholden
charge-state-credited = Gecrediteerd

run-previewed = Te bekijken
run-approved = Goedgekeurd
run-issuing = Wordt uitgereikt
run-issued = Uitgereikt
run-superseded = Vervangen
run-discarded = Verworpen

size-bytes = { $size } bytes
terms-profile = Profiel
terms-valid-from = Geldig vanaf
terms-country = Land
terms-currency = Valuta
terms-vat-standard = Btw-tarief
terms-lease-term-months = Looptijd
terms-lease-binding-months = Bindingsduur
terms-lease-notice-months = Opzegtermijn
terms-lease-payment-days = Betalingstermijn
terms-billing-months = Vooraf gefactureerd voor
terms-billing-anomaly-percent = Afwijking om naar te kijken
terms-charge = { $charge }: { $what }
terms-charge-rule = regel
terms-charge-also = volgt ook
terms-charge-clause = bepaling
terms-charge-vat = btw
terms-vat-S = Gewoon btw-tarief
terms-vat-Z = Nultarief
terms-vat-E = Vrijgesteld van btw
terms-vat-AE = Btw verlegd
terms-vat-O = Buiten de btw
age-days = { $count ->
    [0] vandaag
    [one] 1 dag
   *[other] { $count } dagen
}

# Where a device stands, and the steps of its way through hands.
device-state-stock = Op voorraad
device-state-reserved = Gereserveerd
device-state-dispatched = Onderweg
device-state-installed = In gebruik
device-state-overdue = Retour te laat
device-state-received = Ontvangen
device-state-inspecting = Wordt getest
device-state-repair = In reparatie
device-state-lost = Verloren
device-state-written_off = Afgeschreven
device-state-sold = Verkocht
custody-registered = inschrijven op voorraad
custody-reserved = reserveren
custody-freed = vrijgeven
custody-handed_over = uitlevering
custody-delivered = levering
custody-presumed = aanvaarding in goede staat
custody-relocated = verplaatsing
custody-swapped_out = omruil
custody-disconnected = afsluiting
custody-overdue = te late retour
custody-charged = in rekening brengen
custody-lost = verliesmelding
custody-tampered = melding van manipulatie
custody-scanned_in = ontvangst
custody-covered = reparatie
custody-excluded = uitsluiting na de test
custody-to_vendor = verzending naar de fabrikant
custody-restocked = terug op voorraad
custody-written_off = afschrijving
custody-sold = verkoop
