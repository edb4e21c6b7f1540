# Papieren en brieven bij een omruiling: wat gedrukt en gestuurd wordt.

weekday-1 = maandag
weekday-2 = dinsdag
weekday-3 = woensdag
weekday-4 = donderdag
weekday-5 = vrijdag
weekday-6 = zaterdag
weekday-7 = zondag
day-in-words = { $weekday } { $date }

paper-swap-advice = Omruiling
paper-return-receipt = Ontvangstbewijs
paper-evidence = Dossier
paper-serial = SN { $serial }
paper-device = { $model } (SN { $serial })
paper-at = { $day } om { $time }
paper-dated = Datum
paper-sent = Verstuurd
paper-new = Nieuw apparaat
paper-old = Defect apparaat
paper-carrier = Vervoerder
paper-tracking = Volgnummer
paper-site = Gaat naar
paper-send-to = Stuur het naar
paper-otherwise = Anders
paper-received = Ontvangen
paper-received-by = Ontvangen door

paper-back-by = Uiterlijk bij ons op
paper-back-none = Er hoeft niets terug
paper-back-none-why = Wij hebben het defecte apparaat al, of het is als verloren gemeld.
paper-otherwise-charged = { $amount } met btw, in rekening gebracht { $date }
paper-otherwise-list = Nieuwprijs en verzending volgens de prijslijst, in rekening gebracht { $date }
paper-put-in = Leg deze pagina in het pakket.

paper-leaves = Wat wij hebben gestuurd
paper-leaves-same = Het nieuwe apparaat komt in de plaats van het defecte. Prijs, licentie en einde van overeenkomst { $agreement } blijven gelijk. Wij betalen deze verzending.
paper-counted = Zo is de termijn geteld
paper-counted-days = Verstuurd op { $since }; die dag telt niet mee. { $days } werkdagen later is het { $due }. Het apparaat moet die dag vóór middernacht bij ons zijn ingescand.
paper-counted-not = Deze dagen tellen niet mee: { $days }.
paper-late = Als het er dan niet is
paper-late-sums = Op { $date } brengen wij de nieuwprijs en de verzending in rekening, volgens de prijslijst van die dag. Volgens de lijst van vandaag is dat:
paper-late-list = Op { $date } brengen wij de nieuwprijs en de verzending in rekening, volgens de prijslijst van die dag.
paper-clause = De bepaling: { $clause } van de voorwaarden { $terms } (R085).
paper-stops = Wat dit tegenhoudt
paper-stops-here = Het apparaat is uiterlijk { $due } bij ons ingescand.
paper-stops-posted = U hebt bewijs dat het uiterlijk { $due } is verstuurd: stuur dat naar { $email }, dan wachten wij tot { $held }.
paper-stops-found = Komt het later, maar binnen { $days } dagen na de factuur, dan wordt het bedrag teruggegeven.

paper-outcome-nothing = Er wordt niets voor in rekening gebracht.
paper-outcome-dropped = Wat klaarstond om in rekening te brengen vervalt: er wordt niets voor in rekening gebracht.
paper-outcome-credited = Er is { $net } zonder btw voor in rekening gebracht{ $invoice ->
    [none] {""}
   *[other] {" "}op factuur { $invoice }
}. Het kwam op tijd om dat terug te geven: wij kijken ernaar en sturen een creditnota.
paper-outcome-too-late = Er is { $net } zonder btw voor in rekening gebracht{ $invoice ->
    [none] {""}
   *[other] {" "}op factuur { $invoice }
}. Dat blijft zo: het kwam later dan de voorwaarden teruggeven. Ziet u het anders, schrijf ons dan.
paper-next = Wat er nu gebeurt
paper-next-test = Wij testen het apparaat uiterlijk { $date } en schrijven u wat wij vinden.

paper-exclusion-EX01 = schade door een ongeluk, zoals een val, vloeistof, brand of bliksem
paper-exclusion-EX02 = gevolgschade, zoals software of bestanden die opnieuw gemaakt moeten worden
paper-exclusion-EX03 = offlinebetalingen die in het apparaat waren opgeslagen
paper-exclusion-EX04 = verbruiksartikelen
paper-exclusion-EX05 = storingen melden bij andere leveranciers
paper-exclusion-EX06 = service of ingrepen door anderen
paper-exclusion-EX07 = bedieningsfout, ongewoon gebruik of verwaarlozing
paper-exclusion-EX08 = een vergrendeling door de omgeving, zoals statische elektriciteit
paper-exclusion-EX09 = apparatuur of software buiten de overeenkomst
paper-exclusion-EX10 = werk buiten openingstijden
paper-exclusion-EX11 = eigen internet, bekabeling, telefoonlijnen of stroom
paper-exclusion-EX12 = printer, batterij of voeding

label-owned = Eigendom van { $seller }
label-scan = Scan om het apparaat te zien, een storing te melden of het terug te sturen

event-paper-set = Een papier werd geschreven
event-paper-set-stored = Een papier werd gedrukt en bewaard

mail-see-paper = Bekijk de pagina
mail-attached-paper = Het is bijgevoegd als PDF.

mail-fault-subject = Uw storingsmelding over { $serial } is binnen
mail-fault-says = Wij hebben uw melding over { $device }.
mail-fault-what = Wat u schreef
mail-fault-when = Gemeld
mail-fault-next = Wat er nu gebeurt: wij proberen het samen met u op te lossen, per telefoon of mail. Helpt dat niet, dan vertrekt binnen { $hours } uur een nieuw apparaat, op een werkdag, en stuurt u het defecte terug.
mail-fault-next-delivery = Wat er nu gebeurt: een storing bij levering lossen wij op. Wij beginnen meteen en schrijven u wanneer u een nieuw apparaat hebt.
mail-fault-meanwhile = Open het apparaat niet, en laat niemand anders dan ons dat doen.
mail-send-first-subject = Stuur ons { $serial }, dan sturen wij een nieuw
mail-send-first-says = Uw { $device } wordt omgeruild. Stuur het naar ons.
mail-send-first-free = Zodra wij het hebben, sturen wij binnen een dag een nieuw, op een werkdag. Zolang u het hebt, wordt niets berekend.

mail-advice-subject = { $serial } moet uiterlijk { $date } terug zijn
mail-advice-subject-none = Er is een nieuw apparaat onderweg: { $serial }
mail-advice-says = Er is een nieuw apparaat verstuurd. { $device } moet uiterlijk { $day } bij ons zijn.
mail-advice-says-none = Er is een nieuw apparaat verstuurd. Er hoeft niets terug.
mail-advice-pack = Leg de bijgevoegde pagina in het pakket. Daarop staat ook hoe de termijn is geteld en wat dit tegenhoudt.

mail-receipt-subject = Wij hebben { $serial } terug
mail-receipt-says = { $device } is ontvangen op { $day } om { $time }.

mail-reminder-subject = { $amount } per { $date }: { $serial } is nog niet terug
mail-reminder-subject-list = { $date }: { $serial } is nog niet terug
mail-reminder-says = { $amount } met btw wordt op { $charged } in rekening gebracht als { $device } niet uiterlijk { $day } bij ons is.
mail-reminder-says-list = Nieuwprijs en verzending worden op { $charged } in rekening gebracht als { $device } niet uiterlijk { $day } bij ons is.
mail-reminder-left = { $count ->
    [0] Vandaag is de laatste dag.
    [one] Er is nog één dag.
   *[other] Er zijn nog { $count } dagen.
}
mail-reminder-posted = Is het onderweg? Stuur ons bewijs dat het uiterlijk { $day } is verstuurd, dan wachten wij tot { $held }.

mail-quote-subject = { $amount }: antwoord op ons aanbod uiterlijk { $date }
mail-quote-says-repair = Wij bieden aan { $device } te repareren voor { $amount } met btw. Het aanbod geldt tot { $day }.
mail-quote-says-swap-price = Een reparatie van { $device } loont niet. Wij bieden aan het om te ruilen voor { $amount } met btw. Het aanbod geldt tot { $day }.
mail-quote-net = Zonder btw
mail-quote-vat = Btw
mail-quote-gross = Met btw
mail-quote-why = Waarom
mail-quote-no-work = Wij doen niets en brengen niets in rekening voordat u ja zegt. Antwoordt u niet, dan vervalt het aanbod.
mail-quote-answer = Antwoord op het aanbod

mail-test-subject-covered = { $serial } is getest: de storing is gedekt
mail-test-subject-excluded = { $serial } is getest: de storing is niet gedekt ({ $code })
mail-test-says-covered = Wij hebben { $device } getest. De storing is gedekt: u betaalt niets.
mail-test-says-excluded = Wij hebben { $device } getest. De storing is niet gedekt, volgens { $code }: { $why }.
mail-test-next = Er wordt nu niets in rekening gebracht. Heeft een reparatie zin, dan sturen wij een aanbod dat u kunt aannemen of afwijzen.
mail-test-disagree = Ziet u het anders, schrijf ons dan; wij kijken er opnieuw naar.

pack-stands = Hoe het staat
pack-stands-back = Terug { $day }
pack-stands-out = Niet terug, termijn { $day }
pack-stands-nothing = Er wordt niets verwacht
pack-note = Samengesteld uit de gebeurtenissen, die niemand kan veranderen.
pack-reported = De melding
pack-by = Door
pack-approved = Goedgekeurd
pack-sent = Het nieuwe apparaat
pack-back = De teruggave
pack-posted = Verstuurd op { $day } volgens { $proof }; het bedrag wacht tot { $until }.
pack-charged = Het bedrag
pack-state = Status
pack-proposed-back = Voorgesteld voor credit
pack-given-back = Teruggegeven
pack-tested = Test en aanbod
pack-covered = Getest op { $day }: de storing is gedekt.
pack-excluded = Getest op { $day }: niet gedekt volgens { $code }, { $why }.
pack-quote = { $what }, { $net } zonder btw, aangeboden op { $sent }, geldig tot { $expires }:
pack-quote-waits = niet beantwoord.
pack-quote-accepted = aangenomen op { $day }.
pack-quote-declined = afgewezen op { $day }.
pack-steps = Wat er gebeurde
pack-when = Wanneer
pack-what = Wat
pack-who = Wie
pack-number = Nr.
pack-hash = Hash
pack-steps-note = Elke hash dekt zijn gebeurtenis en alle eerdere. Hier staan de eerste 16 van 64 tekens.
pack-step-ticket-opened = Storing gemeld
pack-step-ticket-closed = Melding gesloten
pack-step-swap-approved = Omruiling goedgekeurd
pack-step-swap-dispatched = Nieuw apparaat verstuurd
pack-step-swap-reminded = Herinnering gestuurd
pack-step-swap-posted = Bewijs van verzending genoteerd
pack-step-swap-charged = Bedrag opgemaakt
pack-step-swap-received = Teruggave vastgelegd
pack-step-swap-inspected = Test beslist
pack-step-quote-sent = Aanbod gestuurd
pack-step-quote-accepted = Aanbod aangenomen
pack-step-quote-declined = Aanbod afgewezen
pack-step-quote-lapsed = Aanbod vervallen
pack-step-paper-written = Papier geschreven
pack-step-paper-stored = Papier gedrukt en bewaard
pack-step-device = Apparaat { $serial }: { $step }

reason-label-needs-address = Etiketten leiden naar een pagina, en dit programma kent zijn eigen adres niet. Stel `address` in en druk ze dan af.
reason-delivered-already = De levering van { $serial } is al vastgelegd.
reason-delivered-day = { $serial } kan niet op die dag geleverd zijn. Kies een dag vanaf de verzending tot vandaag.
pack-proof = Bewijs: { $proof }
pack-step-ticket-awaiting = Melding wacht op de klant
pack-step-ticket-resumed = Melding hervat
pack-step-swap-given-back = Bedrag teruggegeven
