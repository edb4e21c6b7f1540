# The merchant's devices: faults, exchanges, offers, incidents, moves.

form-time = Det er ikke et klokkeslett. Skriv for eksempel 14.30.
reason-quote-gone = Tilbudet finnes ikke.
reason-quote-answered = Tilbudet er allerede besvart { $day }. Det svaret gjelder.

portal-device-said = { $model } (SN { $serial })
portal-to-devices = Alle enheter
portal-to-device = Til enheten
portal-see-device = Se enheten
portal-matters = Saker om enheten
portal-matters-empty = Ingen saker. Her står feil, bytter, tilbud og hendelser når de er meldt.
portal-history = Hva som har skjedd
portal-history-empty = Ingenting ennå. Her står det når enheten er levert, flyttet, byttet eller testet.
portal-custody-registered = Kommet på lager
portal-custody-reserved = Lagt til side til deg
portal-custody-freed = Ikke lenger lagt til side
portal-custody-handed_over = Utlevert til deg
portal-custody-delivered = Levert
portal-custody-presumed = Regnes som mottatt i god stand
portal-custody-relocated = Flyttet
portal-custody-swapped_out = Byttet med en annen enhet
portal-custody-disconnected = Koblet fra gatewayen
portal-custody-overdue = Fristen for retur gikk ut
portal-custody-charged = Krevd betalt, fordi den ikke kom i retur
portal-custody-lost = Meldt tapt
portal-custody-tampered = Mistanke om inngrep meldt: enheten ble koblet fra
portal-custody-scanned_in = Mottatt hos oss
portal-custody-covered = Testet og satt til reparasjon
portal-custody-excluded = Testet: feilen er ikke dekket
portal-custody-to_vendor = Sendt til produsenten
portal-custody-restocked = Tilbake på lager
portal-custody-written_off = Utgått
portal-custody-sold = Overtatt av deg
portal-custody-relocated-to = Flyttet til { $site }
portal-carriage = { $carrier }, sporingsnummer { $number }
portal-carrier = Sendt med { $carrier }
portal-tracking = Sporingsnummer { $number }
portal-charge-stands = { $amount } uten mva.: { $state }.
portal-charge-given-back = { $amount } uten mva.: gitt tilbake ({ $state }).
portal-charge-state-proposed = vi ser på den
portal-charge-state-approved = kommer på en faktura
portal-charge-state-invoiced = fakturert
portal-charge-state-waived = frafalt
portal-charge-state-credited = kreditert
portal-on-invoice = Faktura { $number }
portal-received-on = Mottatt hos oss { $day }.

portal-support-open = Support svarer nå, til kl. { $until }.
portal-support-today = Support svarer i dag fra kl. { $from }.
portal-support-from = Support svarer igjen { $day } fra kl. { $from }.
portal-support-reach = Ring eller skriv til oss:

portal-fault-report = Meld en feil
portal-fault-description = Hva er galt?
portal-fault-hint = Skriv hva enheten gjør eller ikke gjør, og hva som står på skjermen. Høyst 2 000 tegn.
portal-fault-when = Når kom feilen?
portal-fault-kind-in_life = Enheten har virket, men gjør det ikke nå
portal-fault-kind-on_delivery = Enheten virket ikke da jeg fikk den
portal-fault-manual = Jeg har prøvd manualen
portal-fault-manual-hint = Kryss bare av hvis du har fulgt trinnene i manualen, for eksempel omstart og sjekk av strøm og nett. Da hopper vi over dem.
portal-fault-what = Først prøver vi å løse feilen sammen med deg, på telefon eller e-post. Hjelper det ikke, sender vi en annen enhet innen 24 timer, på en hverdag. Frakten til deg betaler vi.
portal-fault-fee = Det koster ingenting å melde en feil som avtalen dekker. Gjør den ikke det, kan det kreves { $gross } med mva. ({ $net } uten mva.) for hendelsen. En reparasjon betaler du bare hvis du sier ja til et tilbud.
portal-fault-rent = Leien løper videre mens feilen står på.
portal-fault-go = Send meldingen
portal-fault-not-in-use = Det kan ikke meldes feil på en enhet som ikke er i bruk hos deg. Er noe galt, så ring oss.
portal-fault-already = Feil meldt { $at }:
portal-fault-at = Feil meldt { $at }
portal-fault-delivery-at = Feil ved levering, meldt { $at }
portal-fault-next = Først prøver vi å løse feilen sammen med deg. Hjelper det ikke, godkjenner vi et bytte. Godkjennes det i dag, sendes den andre enheten senest { $day }.
portal-ticket-open = Hos support
portal-ticket-awaiting = Venter på deg
portal-ticket-closed = Avsluttet
portal-ticket-awaiting-what = Vi mangler et svar fra deg før vi kan komme videre. Ring eller skriv til oss.

portal-ours = Hos oss
portal-ours-late = Vi er forsinket
portal-ours-what = Du trenger ikke gjøre noe.
portal-do-R080 = Senest { $day }: vi sender en annen enhet for { $model } (SN { $serial }).
portal-do-R082 = Senest { $day }: vi tester { $model } (SN { $serial }).
portal-swap-title = Bytte av { $device }
portal-swap-of = Bytte av SN { $old }
portal-swap-of-for = Bytte: SN { $old } mot SN { $new }
portal-swap-approved = Bytte godkjent
portal-swap-sent = Annen enhet sendt
portal-swap-to-return = Skal sendes i retur
portal-swap-held = Venter på forsendelsen
portal-swap-overdue = Ikke mottatt i tide
portal-swap-charged = Krevd betalt
portal-swap-received = Mottatt hos oss
portal-swap-covered = Feilen er dekket
portal-swap-excluded = Feilen er ikke dekket
portal-swap-given-back = Beløpet er gitt tilbake
portal-swap-otherwise = Ellers kreves { $gross } med mva. { $day }, etter prislisten: { $parts } = { $net } uten mva.
portal-swap-held-until = Vi har bevis for at den er sendt, og venter til og med { $day }.
portal-swap-proof = { $count ->
    [one] Er den sendt innen fristen, så send oss beviset fra fraktfirmaet. Da venter vi en hverdag til.
   *[other] Er den sendt innen fristen, så send oss beviset fra fraktfirmaet. Da venter vi { $count } hverdager til.
}
portal-swap-how = Slik er fristen telt
portal-swap-days = { $count ->
    [one] en hverdag
   *[other] { $count } hverdager
}
portal-swap-counted = Den andre enheten ble sendt { $since }; den dagen teller ikke. Fristen er { $days }. { $free }
portal-swap-weekends = Lørdager og søndager teller ikke.
portal-swap-holidays = Lørdager og søndager teller ikke, og heller ikke: { $days }.
portal-day-named = { $day } ({ $what })
portal-day-closed = stengt
portal-swap-other = Den andre enheten
portal-swap-other-sent = { $model } (SN { $serial }) ble sendt { $day }. Avtalen, prisen og siste dag er de samme.
portal-swap-other-by = Den sendes senest { $day }.
portal-swap-other-late = Den skulle vært sendt senest { $day }. Vi er forsinket, og du trenger ikke gjøre noe.
portal-swap-other-approved = Byttet ble godkjent { $day }.
portal-swap-send-first = Send enheten til oss
portal-swap-first-what = Når vi har den, sender vi en annen innen et døgn, på en virkedag. Det koster ingenting å vente.
portal-swap-other-first = Den sendes innen et døgn etter at vi har mottatt enheten.
portal-swap-contest = Bestrid dette
portal-swap-test = Mottak og test
portal-swap-test-by = Den testes senest { $day }.
portal-swap-test-covered = Testet { $day }: feilen er dekket, og du betaler ingenting.
portal-swap-test-excluded = Testet { $day }: feilen er ikke dekket.
portal-swap-charge = Krav
portal-swap-reversed = Beløpet ble gitt tilbake { $day }.
portal-swap-reversal = Enheten er funnet igjen. Vi ser på å gi beløpet tilbake.

portal-ex-EX01 = Skader ved uhell er ikke dekket, for eksempel tap, væske, hærverk, brann, lynnedslag og overspenning (EX01).
portal-ex-EX02 = Følgeskader er ikke dekket, for eksempel å gjenskape programmer og filer (EX02).
portal-ex-EX03 = Kontaktløse betalinger som lå i enheten og gikk tapt med den, er ikke dekket (EX03).
portal-ex-EX04 = Forbruksvarer er ikke dekket (EX04).
portal-ex-EX05 = Å melde feil til andre leverandører er ikke dekket (EX05).
portal-ex-EX06 = Feil etter inngrep fra andre enn oss er ikke dekket (EX06).
portal-ex-EX07 = Feil ved gal bruk eller omgivelser er ikke dekket (EX07).
portal-ex-EX08 = At enheten har låst seg på grunn av omgivelsene, er ikke dekket, for eksempel statisk elektrisitet (EX08).
portal-ex-EX09 = Utstyr og programmer utenfor avtalen er ikke dekket, heller ikke feil de gir (EX09).
portal-ex-EX10 = Arbeid utenfor supportens åpningstid er ikke dekket (EX10).
portal-ex-EX11 = Feil i ditt eget nett, strøm eller telefon er ikke dekket (EX11).
portal-ex-EX12 = Innebygd skriver, batteri og strømforsyning er ikke dekket etter at enheten er tatt i bruk (EX12).

portal-quote-title = Tilbud
portal-quote-task = Senest { $day }: svar på tilbudet om { $device }, { $amount } uten mva.
portal-quote-before = Arbeidet begynner først når du har sagt ja. Svarer du ikke, koster det ingenting.
portal-quote-net = { $amount } uten mva.
portal-quote-repair = For det reparerer vi enheten som du har sendt i retur.
portal-quote-swap = En reparasjon lønner seg ikke. For det beløpet beholder du den andre enheten, og den defekte går ut.
portal-quote-why = Hvorfor du betaler:
portal-quote-until = Tilbudet gjelder til og med { $day }.
portal-quote-if-yes = Sier du ja, begynner arbeidet, og beløpet kommer på en faktura med den avtalte betalingsfristen.
portal-quote-if-no = Sier du nei, begynner ikke arbeidet, og tilbudet koster ingenting. Vi ringer om hva som da skal skje med enheten.
portal-quote-accept = Ja, jeg godtar
portal-quote-decline = Nei takk
portal-quote-choose = Velg ja eller nei.
portal-quote-answer = Svar på tilbudet
portal-quote-see = Se tilbudet
portal-quote-yes = Godtatt { $day }.
portal-quote-no = Avslått { $day }. Det koster ingenting.
portal-quote-expired = Tilbudet gikk ut { $day } uten svar. Det koster ingenting. Ring oss hvis du vil ha et nytt.
said-portal-quote-accepted = Takk. Arbeidet kan begynne.
said-portal-quote-declined = Ditt nei er mottatt. Ingenting kreves.

portal-incident-report = Meld tap, tyveri, skade eller inngrep
portal-incident-loss = Tapt eller borte
portal-incident-theft = Stjålet
portal-incident-damage = Skadet
portal-incident-tamper = Mistanke om inngrep
portal-incident-hours = { $count ->
    [one] Meld det straks og senest en time etter at du oppdaget det. Meld det også hvis det har gått lengre tid: vi avviser det ikke.
   *[other] Meld det straks og senest { $count } timer etter at du oppdaget det. Meld det også hvis det har gått lengre tid: vi avviser det ikke.
}
portal-incident-costs = Hva det kan koste
portal-incident-cost-lost = { $gross } med mva. kreves når du melder det: { $parts } uten mva., per i dag. Leien løper videre. Kommer enheten tilbake, ser vi på å gi beløpet tilbake.
portal-incident-cost-awaited = Enheten er byttet og skal sendes i retur. Meldingen koster ingenting i seg selv. Kommer enheten ikke innen fristen, kreves { $gross } med mva. { $day }: { $parts } = { $net } uten mva.
portal-incident-cost-unknown = Enhetens verdi etter prislisten. Ring oss og hør hva den er.
portal-incident-cost-damage = Ingenting nå. Kan enheten ikke brukes, bytter vi den, og en reparasjon betaler du bare hvis du sier ja til et tilbud.
portal-incident-cost-tamper = Ingenting nå. Enheten kobles fra med en gang og kan ikke ta imot betaling før vi har sett på den. Ikke bruk den.
portal-incident-kind = Hva har skjedd?
portal-incident-day = Hvilken dag oppdaget du det?
portal-incident-time = Når på dagen?
portal-incident-time-hint = Omtrent, for eksempel 14.30.
portal-incident-go = Meld det
portal-incident-not-in-hand = Det kan ikke meldes noe om en enhet som du ikke har, eller som allerede er meldt tapt. Er noe galt, så ring oss.
portal-incident-in-time = Meldt i tide
portal-incident-late = Meldt for sent
portal-incident-when = Oppdaget { $found }, meldt { $told }.

portal-move = Flytt til et annet sted
portal-move-from = Står nå
portal-move-to = Hvor flyttes den?
portal-move-cost = Flytter du enheten selv, koster det ingenting hos oss. Hjelper vi, betaler du det det koster, etter bilag.
portal-move-what = Driften og prisen er de samme. Vi må vite hvor enheten står for å kunne hjelpe. Meld det før den flyttes.
portal-move-go = Meld flyttingen
portal-move-same = Der står enheten allerede. Velg et annet sted.
portal-move-strange = Det stedet er ikke et av dine. Enheten kan ikke lånes ut, leies ut eller flyttes til andre. Velg et av dine egne steder.
portal-move-nowhere = Det er ikke noe annet sted å velge. Åpner du et nytt, så skriv adressen til oss, og vi oppretter det.
portal-move-not-in-use = Bare en enhet som er i bruk hos deg, kan flyttes.
portal-move-new = Mangler et av stedene dine? Skriv eller ring:
said-portal-fault = Feilen er meldt. Nedenfor står det hva som skjer nå.
said-portal-incident = Hendelsen er meldt.
said-portal-moved = Flyttingen er meldt.
