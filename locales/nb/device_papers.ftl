# Papirer og brev om et bytte: det som trykkes og sendes.

weekday-1 = mandag
weekday-2 = tirsdag
weekday-3 = onsdag
weekday-4 = torsdag
weekday-5 = fredag
weekday-6 = lørdag
weekday-7 = søndag
day-in-words = { $weekday } { $date }

paper-swap-advice = Bytte
paper-return-receipt = Kvittering
paper-evidence = Saksmappe
paper-serial = SN { $serial }
paper-device = { $model } (SN { $serial })
paper-at = { $day } kl. { $time }
paper-dated = Dato
paper-sent = Sendt
paper-new = Ny enhet
paper-old = Defekt enhet
paper-carrier = Transportør
paper-tracking = Sporing
paper-site = Sendes til stedet
paper-send-to = Send den til
paper-otherwise = Ellers
paper-received = Mottatt
paper-received-by = Mottatt av

paper-back-by = Hos oss senest
paper-back-none = Ingenting skal tilbake
paper-back-none-why = Vi har allerede den defekte enheten, eller den er meldt tapt.
paper-otherwise-charged = { $amount } med mva. kreves { $date }
paper-otherwise-list = Nypris og frakt etter prislisten kreves { $date }
paper-put-in = Legg denne siden i pakken.

paper-leaves = Det vi har sendt
paper-leaves-same = Den nye enheten kommer i stedet for den defekte. Pris, lisens og utløp av avtale { $agreement } er de samme. Vi betaler denne frakten.
paper-counted = Slik er fristen regnet
paper-counted-days = Sendt { $since }; den dagen teller ikke med. { $days } virkedager senere er det { $due }. Enheten må være skannet inn hos oss før midnatt den dagen.
paper-counted-not = Disse dagene teller ikke med: { $days }.
paper-late = Hvis den ikke er her i tide
paper-late-sums = { $date } krever vi nypris og frakt etter prislisten den dagen. Etter dagens liste er det:
paper-late-list = { $date } krever vi nypris og frakt etter prislisten den dagen.
paper-clause = Bestemmelsen: { $clause } i vilkårene { $terms } (R085).
paper-stops = Det som stopper kravet
paper-stops-here = Enheten er skannet inn hos oss senest { $due }.
paper-stops-posted = Du har bevis for at den ble sendt senest { $due }: send det til { $email }, så venter vi til { $held }.
paper-stops-found = Kommer den senere, men innen { $days } dager etter fakturaen, gis beløpet tilbake.

paper-outcome-nothing = Det kreves ikke noe for den.
paper-outcome-dropped = Kravet som var forberedt, faller bort: det kreves ikke noe for den.
paper-outcome-credited = Det er krevd { $net } uten mva. for den{ $invoice ->
    [none] {""}
   *[other] {" "}på faktura { $invoice }
}. Den kom i tide til at beløpet kan gis tilbake: vi ser på det og sender en kreditnota.
paper-outcome-too-late = Det er krevd { $net } uten mva. for den{ $invoice ->
    [none] {""}
   *[other] {" "}på faktura { $invoice }
}. Det står fast: den kom senere enn vilkårene gir tilbake. Skriv til oss hvis du ser annerledes på det.
paper-next = Dette skjer nå
paper-next-test = Vi tester enheten senest { $date } og skriver hva vi finner.

paper-exclusion-EX01 = skade ved uhell, for eksempel fall, væske, brann eller lyn
paper-exclusion-EX02 = følgeskade, for eksempel programvare eller filer som må gjenskapes
paper-exclusion-EX03 = offline-betalinger som var lagret i enheten
paper-exclusion-EX04 = forbruksvarer
paper-exclusion-EX05 = feilmelding til andre leverandører
paper-exclusion-EX06 = service eller inngrep fra andre
paper-exclusion-EX07 = betjeningsfeil, uvanlig bruk eller forsømmelse
paper-exclusion-EX08 = en lås utløst av omgivelsene, for eksempel statisk elektrisitet
paper-exclusion-EX09 = utstyr eller programvare utenfor avtalen
paper-exclusion-EX10 = arbeid utenfor åpningstiden
paper-exclusion-EX11 = eget internett, egne kabler, telefonlinjer eller strøm
paper-exclusion-EX12 = skriver, batteri eller strømforsyning

label-owned = Tilhører { $seller }
label-scan = Skann for å se enheten, melde en feil eller sende den i retur

event-paper-set = Et papir ble skrevet
event-paper-set-stored = Et papir ble trykt og lagret

mail-see-paper = Se siden
mail-attached-paper = Den er vedlagt som PDF.

mail-fault-subject = Vi har feilmeldingen din om { $serial }
mail-fault-says = Vi har feilmeldingen din om { $device }.
mail-fault-what = Dette skrev du
mail-fault-when = Meldt
mail-fault-next = Dette skjer nå: vi prøver å løse det sammen med deg på telefon eller e-post. Hjelper det ikke, sender vi en ny enhet innen { $hours } timer, på en virkedag, og du sender den defekte i retur.
mail-fault-next-delivery = Dette skjer nå: en feil ved levering er vår å rette. Vi begynner med en gang og skriver når du har en ny enhet.
mail-fault-meanwhile = Ikke åpne enheten, og la ingen andre enn oss gjøre det.
mail-send-first-subject = Send { $serial } til oss, så sender vi en ny
mail-send-first-says = Din { $device } skal byttes. Send den til oss.
mail-send-first-free = Når vi har den, sender vi en ny innen et døgn, på en virkedag. Ingenting kreves mens du har den.

mail-advice-subject = { $serial } må være tilbake senest { $date }
mail-advice-subject-none = En ny enhet er på vei: { $serial }
mail-advice-says = En ny enhet er sendt. { $device } må være hos oss senest { $day }.
mail-advice-says-none = En ny enhet er sendt. Ingenting skal tilbake.
mail-advice-pack = Legg den vedlagte siden i pakken. Den sier også hvordan fristen er regnet, og hva som stopper kravet.

mail-receipt-subject = Vi har fått { $serial } tilbake
mail-receipt-says = { $device } er mottatt { $day } kl. { $time }.

mail-reminder-subject = { $amount } per { $date }: { $serial } er ikke tilbake ennå
mail-reminder-subject-list = { $date }: { $serial } er ikke tilbake ennå
mail-reminder-says = { $amount } med mva. kreves { $charged } hvis { $device } ikke er hos oss senest { $day }.
mail-reminder-says-list = Nypris og frakt kreves { $charged } hvis { $device } ikke er hos oss senest { $day }.
mail-reminder-left = { $count ->
    [0] I dag er siste dag.
    [one] Det er én dag igjen.
   *[other] Det er { $count } dager igjen.
}
mail-reminder-posted = Er den på vei? Send oss bevis for at den ble sendt senest { $day }, så venter vi til { $held }.

mail-quote-subject = { $amount }: svar på tilbudet vårt senest { $date }
mail-quote-says-repair = Vi tilbyr å reparere { $device } for { $amount } med mva. Tilbudet gjelder til { $day }.
mail-quote-says-swap-price = En reparasjon av { $device } lønner seg ikke. Vi tilbyr å bytte den for { $amount } med mva. Tilbudet gjelder til { $day }.
mail-quote-net = Uten mva.
mail-quote-vat = Mva.
mail-quote-gross = Med mva.
mail-quote-why = Hvorfor
mail-quote-no-work = Vi gjør ingenting og krever ingenting før du sier ja. Svarer du ikke, faller tilbudet bort.
mail-quote-answer = Svar på tilbudet

mail-test-subject-covered = { $serial } er testet: feilen er dekket
mail-test-subject-excluded = { $serial } er testet: feilen er ikke dekket ({ $code })
mail-test-says-covered = Vi har testet { $device }. Feilen er dekket: du betaler ingenting.
mail-test-says-excluded = Vi har testet { $device }. Feilen er ikke dekket etter { $code }: { $why }.
mail-test-next = Det kreves ingenting nå. Gir en reparasjon mening, sender vi et tilbud som du kan si ja eller nei til.
mail-test-disagree = Ser du annerledes på det, så skriv til oss, og vi ser på det igjen.

pack-stands = Slik står det
pack-stands-back = Tilbake { $day }
pack-stands-out = Ikke tilbake, frist { $day }
pack-stands-nothing = Ingenting ventes
pack-note = Satt sammen av hendelsene, som ingen kan endre.
pack-reported = Feilmeldingen
pack-by = Av
pack-approved = Godkjent
pack-sent = Den nye enheten
pack-back = Returen
pack-posted = Sendt { $day } ifølge { $proof }; kravet venter til { $until }.
pack-charged = Kravet
pack-state = Status
pack-proposed-back = Foreslått kreditert
pack-given-back = Gitt tilbake
pack-tested = Test og tilbud
pack-covered = Testet { $day }: feilen er dekket.
pack-excluded = Testet { $day }: ikke dekket etter { $code }, { $why }.
pack-quote = { $what }, { $net } uten mva., tilbudt { $sent }, gjelder til { $expires }:
pack-quote-waits = ikke besvart.
pack-quote-accepted = akseptert { $day }.
pack-quote-declined = avslått { $day }.
pack-steps = Dette skjedde
pack-when = Når
pack-what = Hva
pack-who = Hvem
pack-number = Nr.
pack-hash = Hash
pack-steps-note = Hver hash dekker sin hendelse og alle før den. Her står de første 16 av 64 tegn.
pack-step-ticket-opened = Feil meldt
pack-step-ticket-closed = Feilmelding lukket
pack-step-swap-approved = Bytte godkjent
pack-step-swap-dispatched = Ny enhet sendt
pack-step-swap-reminded = Påminnelse sendt
pack-step-swap-posted = Bevis for sending notert
pack-step-swap-charged = Krav laget
pack-step-swap-received = Retur notert
pack-step-swap-inspected = Test avgjort
pack-step-quote-sent = Tilbud sendt
pack-step-quote-accepted = Tilbud akseptert
pack-step-quote-declined = Tilbud avslått
pack-step-quote-lapsed = Tilbud bortfalt
pack-step-paper-written = Papir skrevet
pack-step-paper-stored = Papir trykt og lagret
pack-step-device = Enhet { $serial }: { $step }

reason-label-needs-address = Etiketter fører til en side, og programmet kjenner ikke sin egen adresse. Sett `address`, og skriv dem ut så.
reason-delivered-already = Leveringen av { $serial } er allerede notert.
reason-delivered-day = { $serial } kan ikke være levert den dagen. Velg en dag fra sendingen til i dag.
pack-proof = Bevis: { $proof }
pack-step-ticket-awaiting = Feilmelding venter på kunden
pack-step-ticket-resumed = Feilmelding gjenopptatt
pack-step-swap-given-back = Beløp gitt tilbake
