# Papirer og breve om en ombytning: det, der trykkes og sendes.

weekday-1 = mandag
weekday-2 = tirsdag
weekday-3 = onsdag
weekday-4 = torsdag
weekday-5 = fredag
weekday-6 = lørdag
weekday-7 = søndag
day-in-words = { $weekday } den { $date }

paper-swap-advice = Ombytning
paper-return-receipt = Kvittering
paper-evidence = Sagsmappe
paper-serial = SN { $serial }
paper-device = { $model } (SN { $serial })
paper-at = { $day } kl. { $time }
paper-dated = Dato
paper-sent = Afsendt
paper-new = Ny enhed
paper-old = Defekt enhed
paper-carrier = Fragtfører
paper-tracking = Sporing
paper-site = Sendes til stedet
paper-send-to = Send den til
paper-otherwise = Ellers
paper-received = Modtaget
paper-received-by = Modtaget af

paper-back-by = Hos os senest
paper-back-none = Intet skal tilbage
paper-back-none-why = Vi har allerede den defekte enhed, eller den er meldt tabt.
paper-otherwise-charged = { $amount } med moms opkræves { $date }
paper-otherwise-list = Nypris og forsendelse efter prislisten opkræves { $date }
paper-put-in = Læg denne side i pakken.

paper-leaves = Det, vi har sendt
paper-leaves-same = Den nye enhed træder i stedet for den defekte. Pris, licens og udløb af aftale { $agreement } er de samme. Vi betaler denne forsendelse.
paper-counted = Sådan er fristen regnet
paper-counted-days = Afsendt { $since }; den dag tæller ikke med. { $days } hverdage senere er det { $due }. Enheden skal være scannet ind hos os inden midnat den dag.
paper-counted-not = Disse dage tæller ikke med: { $days }.
paper-late = Hvis den ikke er her til tiden
paper-late-sums = { $date } opkræver vi nypris og forsendelse efter den dags prisliste. Efter dagens liste er det:
paper-late-list = { $date } opkræver vi nypris og forsendelse efter den dags prisliste.
paper-clause = Bestemmelsen: { $clause } i vilkårene { $terms } (R085).
paper-stops = Det, der stopper opkrævningen
paper-stops-here = Enheden er scannet ind hos os senest { $due }.
paper-stops-posted = Du har bevis for, at den er afsendt senest { $due }: send det til { $email }, så venter vi til { $held }.
paper-stops-found = Kommer den senere, men inden for { $days } dage efter fakturaen, gives beløbet tilbage.

paper-outcome-nothing = Der opkræves ikke noget for den.
paper-outcome-dropped = Den opkrævning, der var forberedt, falder bort: der opkræves ikke noget for den.
paper-outcome-credited = Der er opkrævet { $net } uden moms for den{ $invoice ->
    [none] {""}
   *[other] {" "}på faktura { $invoice }
}. Den kom i tide til, at beløbet kan gives tilbage: vi ser på det og sender en kreditnota.
paper-outcome-too-late = Der er opkrævet { $net } uden moms for den{ $invoice ->
    [none] {""}
   *[other] {" "}på faktura { $invoice }
}. Det står ved magt: den kom senere, end vilkårene giver tilbage. Skriv til os, hvis du ser anderledes på det.
paper-next = Det sker nu
paper-next-test = Vi tester enheden senest { $date } og skriver, hvad vi finder.

paper-exclusion-EX01 = skade ved uheld, fx fald, væske, brand eller lyn
paper-exclusion-EX02 = følgeskade, fx software eller filer, der skal genskabes
paper-exclusion-EX03 = offline-betalinger, der var gemt i enheden
paper-exclusion-EX04 = forbrugsvarer
paper-exclusion-EX05 = fejlmelding til andre leverandører
paper-exclusion-EX06 = service eller indgreb fra andre
paper-exclusion-EX07 = betjeningsfejl, usædvanlig brug eller forsømmelse
paper-exclusion-EX08 = en lås udløst af omgivelserne, fx statisk elektricitet
paper-exclusion-EX09 = udstyr eller software uden for aftalen
paper-exclusion-EX10 = arbejde uden for åbningstiden
paper-exclusion-EX11 = eget internet, egne kabler, telefonlinjer eller strøm
paper-exclusion-EX12 = printer, batteri eller strømforsyning

label-owned = Tilhører { $seller }
label-scan = Scan for at se enheden, melde en fejl eller sende den retur

event-paper-set = Et papir blev skrevet
event-paper-set-stored = Et papir blev trykt og gemt

mail-see-paper = Se siden
mail-attached-paper = Den er vedhæftet som PDF.

mail-fault-subject = Vi har din fejlmelding om { $serial }
mail-fault-says = Vi har din fejlmelding om { $device }.
mail-fault-what = Det skrev du
mail-fault-when = Meldt
mail-fault-next = Det sker nu: vi prøver at løse det sammen med dig på telefon eller mail. Hjælper det ikke, sender vi en ny enhed inden for { $hours } timer, på en hverdag, og du sender den defekte retur.
mail-fault-next-delivery = Det sker nu: en fejl ved levering er vores at rette. Vi går i gang med det samme og skriver, hvornår du har en ny enhed.
mail-fault-meanwhile = Åbn ikke enheden, og lad ingen andre end os gøre det.
mail-send-first-subject = Send { $serial } til os, så sender vi en ny
mail-send-first-says = Din { $device } skal ombyttes. Send den til os.
mail-send-first-free = Når vi har den, sender vi en ny inden for et døgn, på en hverdag. Intet opkræves, mens du har den.

mail-advice-subject = { $serial } skal være tilbage senest { $date }
mail-advice-subject-none = En ny enhed er på vej: { $serial }
mail-advice-says = En ny enhed er afsendt. { $device } skal være hos os senest { $day }.
mail-advice-says-none = En ny enhed er afsendt. Intet skal tilbage.
mail-advice-pack = Læg den vedhæftede side i pakken. Den siger også, hvordan fristen er regnet, og hvad der stopper opkrævningen.

mail-receipt-subject = Vi har fået { $serial } tilbage
mail-receipt-says = { $device } er modtaget { $day } kl. { $time }.

mail-reminder-subject = { $amount } pr. { $date }: { $serial } er ikke tilbage endnu
mail-reminder-subject-list = { $date }: { $serial } er ikke tilbage endnu
mail-reminder-says = { $amount } med moms opkræves { $charged }, hvis { $device } ikke er hos os senest { $day }.
mail-reminder-says-list = Nypris og forsendelse opkræves { $charged }, hvis { $device } ikke er hos os senest { $day }.
mail-reminder-left = { $count ->
    [0] I dag er sidste dag.
    [one] Der er én dag tilbage.
   *[other] Der er { $count } dage tilbage.
}
mail-reminder-posted = Er den på vej? Send os bevis for, at den er afsendt senest { $day }, så venter vi til { $held }.

mail-quote-subject = { $amount }: svar på vores tilbud senest { $date }
mail-quote-says-repair = Vi tilbyder at reparere { $device } for { $amount } med moms. Tilbuddet gælder til { $day }.
mail-quote-says-swap-price = En reparation af { $device } kan ikke betale sig. Vi tilbyder at bytte den for { $amount } med moms. Tilbuddet gælder til { $day }.
mail-quote-net = Uden moms
mail-quote-vat = Moms
mail-quote-gross = Med moms
mail-quote-why = Hvorfor
mail-quote-no-work = Vi gør intet og opkræver intet, før du siger ja. Svarer du ikke, bortfalder tilbuddet.
mail-quote-answer = Svar på tilbuddet

mail-test-subject-covered = { $serial } er testet: fejlen er dækket
mail-test-subject-excluded = { $serial } er testet: fejlen er ikke dækket ({ $code })
mail-test-says-covered = Vi har testet { $device }. Fejlen er dækket: du betaler ikke noget.
mail-test-says-excluded = Vi har testet { $device }. Fejlen er ikke dækket efter { $code }: { $why }.
mail-test-next = Der opkræves ikke noget nu. Giver en reparation mening, sender vi et tilbud, som du kan sige ja eller nej til.
mail-test-disagree = Ser du anderledes på det, så skriv til os, og vi ser på det igen.

pack-stands = Sådan står det
pack-stands-back = Tilbage { $day }
pack-stands-out = Ikke tilbage, frist { $day }
pack-stands-nothing = Intet ventes
pack-note = Sat sammen af hændelserne, som ingen kan ændre.
pack-reported = Fejlmeldingen
pack-by = Af
pack-approved = Godkendt
pack-sent = Den nye enhed
pack-back = Returneringen
pack-posted = Afsendt { $day } ifølge { $proof }; opkrævningen venter til { $until }.
pack-charged = Opkrævningen
pack-state = Stand
pack-proposed-back = Foreslået krediteret
pack-given-back = Givet tilbage
pack-tested = Test og tilbud
pack-covered = Testet { $day }: fejlen er dækket.
pack-excluded = Testet { $day }: ikke dækket efter { $code }, { $why }.
pack-quote = { $what }, { $net } uden moms, tilbudt { $sent }, gælder til { $expires }:
pack-quote-waits = ikke besvaret.
pack-quote-accepted = accepteret { $day }.
pack-quote-declined = afslået { $day }.
pack-steps = Det skete
pack-when = Hvornår
pack-what = Hvad
pack-who = Hvem
pack-number = Nr.
pack-hash = Hash
pack-steps-note = Hver hash dækker sin hændelse og alle før den. Her står de første 16 af 64 tegn.
pack-step-ticket-opened = Fejl meldt
pack-step-ticket-closed = Fejlmelding lukket
pack-step-swap-approved = Ombytning godkendt
pack-step-swap-dispatched = Ny enhed afsendt
pack-step-swap-reminded = Påmindelse sendt
pack-step-swap-posted = Bevis for afsendelse noteret
pack-step-swap-charged = Opkrævning lavet
pack-step-swap-received = Retur noteret
pack-step-swap-inspected = Test afgjort
pack-step-quote-sent = Tilbud sendt
pack-step-quote-accepted = Tilbud accepteret
pack-step-quote-declined = Tilbud afslået
pack-step-quote-lapsed = Tilbud bortfaldet
pack-step-paper-written = Papir skrevet
pack-step-paper-stored = Papir trykt og gemt
pack-step-device = Enhed { $serial }: { $step }

reason-label-needs-address = Etiketter fører til en side, og programmet kender ikke sin egen adresse. Sæt `address`, og print dem så.
reason-delivered-already = Leveringen af { $serial } er allerede noteret.
reason-delivered-day = { $serial } kan ikke være leveret den dag. Vælg en dag fra afsendelsen til i dag.
pack-proof = Bevis: { $proof }
pack-step-ticket-awaiting = Fejlmelding afventer kunden
pack-step-ticket-resumed = Fejlmelding genoptaget
pack-step-swap-given-back = Beløb givet tilbage
