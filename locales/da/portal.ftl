# The merchant's portal: what do I owe, what must I do and by when, what do I have.

portal-owe = Hvad skylder jeg?
portal-owe-total = At betale nu
portal-owe-first = Det første senest { $day }
portal-owe-first-past = Det første forfaldt { $day }
portal-owe-late = Heraf over fristen
portal-held = I bero: { $amount }
portal-owe-credit = Til gode hos os: { $amount }
portal-owe-empty = Intet at betale. Her står fakturaer og rykkere, når de er udstedt.
portal-owe-empty-sites = Intet at betale for dine steder. Fakturaer, der også dækker andre steder, ser kontoens ejer.
portal-owe-all = Se alle { $count }
portal-all-invoices = Alle fakturaer, rykkere og kreditnotaer
portal-how = Sådan betales der
portal-how-quote = Kopiér linjen ud for fakturaen, så finder pengene den.
portal-to = Modtager
portal-quote = Skriv ved betalingen
portal-must = Hvad skal jeg gøre, og hvornår?
portal-must-empty = Intet lige nu. Her står frister, fx for at sende udstyr retur, og linjer, du har gjort indsigelse mod.
portal-pay-task = Betal { $amount }: { $what }
portal-past-since = Forfaldt { $day }
portal-do = Senest { $day }: aftale { $agreement }
portal-do-R056 = Senest { $day }: { $model } (SN { $serial }) skal være modtaget hos os.
portal-do-R058 = Senest { $day }: { $model } (SN { $serial }) skal være modtaget hos os.
portal-do-R059 = Senest { $day }: { $model } (SN { $serial }) skal være modtaget hos os.
portal-do-R085 = Senest { $day }: den ombyttede { $model } (SN { $serial }) skal være modtaget hos os.
portal-days-left = { $count ->
    [0] Sidste dag er i dag
    [one] { $count } dag tilbage
   *[other] { $count } dage tilbage
}
portal-left = { "{d}" } d. { "{h}" } t. { "{m}" } min. tilbage
portal-deadline-held = Sat i bero
portal-deadline-past = Fristen er gået
portal-deadline-stops = Fristen stopper, når vi har modtaget enheden.
portal-deadline-to = Send den til:
portal-contested = Indsigelse
portal-contested-line = { $amount } i bero: { $what }, linje { $line } på { $number }
portal-contested-line-paid = Indsigelse: { $what }, linje { $line } på { $number }
portal-contested-since = Modtaget { $at }
portal-contested-wait = Linjen er i bero, til vi har svaret. Du skal ikke gøre mere.
portal-contested-wait-paid = Der er intet at sætte i bero. Får du medhold, kommer pengene tilbage med en kreditnota. Du skal ikke gøre mere.
portal-have = Hvad har jeg?
portal-have-empty = Ingen enheder endnu. Her står hver enhed ved sit sted, når den er på aftalen.
portal-all-devices = Alle enheder
portal-devices-why = Hvad hver enhed koster, og hvorfor
portal-site-none = Uden sted
portal-next-amount = { $amount } uden moms, { $day }
portal-next-none = Intet på vej
portal-next-when = Faktureres tidligst { $day } efter { $clause }.

portal-col-document = Bilag
portal-col-issued = Dato
portal-col-due = Betales senest
portal-col-open = At betale nu
portal-col-gross = I alt med moms
portal-col-state = Stand
portal-col-device = Enhed
portal-col-lease = Aftale
portal-col-monthly = Pr. måned
portal-col-next = Næste betaling
portal-col-day = Dag
portal-col-what = Hvad
portal-col-amount = Beløb
portal-col-lines = Linjer
portal-col-number = Nr.
portal-col-site = Sted
portal-col-start = Begynder
portal-col-period = Periode
portal-col-billed = Faktureret
portal-col-rent = Leje
portal-col-licence = Licens
portal-col-clause = Punkt
portal-col-says = Hvad det siger

portal-filter-kind = Slags
portal-filter-state = Stand
portal-filter-go = Vis
portal-any-kind = Alle slags
portal-any-state = Alle
portal-state-open = Åben
portal-state-overdue = Over fristen
portal-state-paid = Betalt
portal-state-credited = Krediteret
portal-invoices-empty = Intet endnu. Her står fakturaer, rykkere og kreditnotaer, når de er udstedt.
portal-invoices-empty-sites = Intet, der kun er for dine steder. Fakturaer, der også dækker andre steder, ser kontoens ejer.
portal-invoices-none = Intet passer. Vælg en anden slags eller stand.
portal-sum-of = I alt, { $count } bilag
portal-corrects = Retter { $number }
portal-document = { $what } { $number }
portal-issued-on = Udstedt { $day }
portal-file-pdf = Se som PDF
portal-file-peppol = Hent e-faktura (Peppol)
portal-file-oioubl = Hent e-faktura (OIOUBL)
portal-files-soon = PDF og e-faktura er på vej. De står her om lidt.
portal-lines = Hvad der betales for
portal-why = Hvorfor?
portal-clause = { $clause } i vilkårene { $terms }
portal-payments = Hvad der er betalt
portal-payments-empty = Intet endnu. Her står hver betaling, når den er kommet.
portal-paid = Betaling
portal-paid-by = Betaling med { $reference }
portal-paid-by-credit = Kreditnota { $number }
portal-pays = Faktura { $number }
portal-used = Hvad beløbet er brugt til
portal-used-empty = Intet endnu. Her står de fakturaer, som beløbet betaler.
portal-credit-notes = Kreditnotaer til denne faktura

portal-contest = Gør indsigelse
portal-contest-what = { $amount } med moms sættes i bero fra i dag, til vi har svaret. Resten af fakturaen betales som normalt.
portal-contest-what-paid = Fakturaen er betalt, så der er intet at sætte i bero. Vi svarer dig, og får du medhold, kommer pengene tilbage med en kreditnota.
portal-contest-anew = Skriv, hvad der er nyt, hvis du vil gøre indsigelse igen.
portal-contest-reason = Hvad er forkert?
portal-contest-hint = Skriv det kort, fx hvilken dag enheden blev sendt retur. Højst 2.000 tegn.
portal-contest-go = Send indsigelsen
portal-back = Tilbage til fakturaen
portal-held-sum = { $amount } med moms er i bero, til vi har svaret på din indsigelse.
portal-nothing-now = Der er ikke noget at betale nu.
portal-held-since = I bero siden { $at }
portal-line-credited = Krediteret
portal-line-credited-part = { $amount } uden moms er krediteret:
portal-decided-rejected = Indsigelse afvist
portal-decided-upheld = Medhold i indsigelse
portal-disputes = Indsigelser
portal-dispute-line = Linje { $line }: { $what }
portal-dispute-by = { $at }, { $who }
portal-dispute-answer = Vores svar:
said-portal-contested = Indsigelsen er modtaget. Linjen er i bero, til vi har svaret.
said-portal-contested-paid = Indsigelsen er modtaget. Vi svarer dig.

portal-device-stock = På lager
portal-device-reserved = Lagt til side til dig
portal-device-dispatched = På vej
portal-device-installed = I brug
portal-device-overdue = Skulle være sendt retur
portal-device-received = Modtaget hos os
portal-device-inspecting = Til eftersyn
portal-device-repair = Til reparation
portal-device-lost = Ikke modtaget
portal-device-written_off = Udgået
portal-device-sold = Din egen
portal-licence-active = Gateway-licens
portal-licence-suspended = Gateway-licens, lukket
portal-licence-ended = Gateway-licens, ophørt
portal-ends-on = Slutter { $day }
portal-term-to = Perioden til { $day }
portal-not-started = Ikke begyndt endnu

portal-agreements-empty = Ingen aftaler endnu. Her står hver aftale, når den er underskrevet.
portal-signed = Underskrevet
portal-term = Aftaleperiode
portal-binding = Binding
portal-binding-over = Slut siden { $day }
portal-notice = Opsigelsesvarsel
portal-notice-on = Opsagt
portal-last-day = Sidste dag
portal-payment-days = Betalingsfrist
portal-months = { $count ->
    [one] { $count } måned
   *[other] { $count } måneder
}
portal-days = { $count ->
    [one] { $count } dag
   *[other] { $count } dage
}
portal-from-day = Fra { $day }
portal-to-day = til { $day }
portal-released = Taget af { $day }
portal-line-no-device = Ingen enhed endnu
portal-lines-empty = Ingen linjer endnu. Her står hver enhed med leje og licens.
portal-monthly-ex-vat = Leje og licens er pr. måned uden moms.
portal-coming = Hvad den koster herefter
portal-coming-when = Faktureres tidligst { $day } og betales senest { $due }.
portal-coming-empty = Intet til og med næste kvartal. Her står den næste faktura, før den udstedes.
portal-coming-sites = Kun for dine steder. Fakturaen kan også dække andre steder; så ser kontoens ejer den.
portal-sum-sites = I alt med moms, kun dine steder
portal-terms = Vilkårene
portal-terms-what = Aftalen følger { $terms }, som gælder fra { $day }. Senere vilkår ændrer den ikke.
portal-terms-vat = Momsen er { $rate }.
portal-terms-print = Vilkårenes fingeraftryk (SHA-256):
portal-rule-R038 = Betales en faktura for sent, kan der kræves rente af det skyldige beløb
portal-rule-R048 = Når aftalen er hævet, kan udstyret kræves tilbage straks
portal-rule-R052 = Skal udstyr flyttes til en anden af dine adresser, skal vi have det at vide
portal-rule-R083 = Ydre skader repareres for din regning
portal-rule-R106 = Arbejdet begynder først, når du har sagt ja til et tilbud

error-viewing = Du ser portalen som kunden
error-viewing-what = Her kan intet ændres, så længe du ser som kunden. Afslut visningen foroven først.
