# The merchant's portal: what do I owe, what must I do and by when, what do I have.

portal-owe = Hva skylder jeg?
portal-owe-total = Å betale nå
portal-owe-first = Det første senest { $day }
portal-owe-first-past = Det første forfalt { $day }
portal-owe-late = Herav over fristen
portal-held = På vent: { $amount }
portal-owe-credit = Til gode hos oss: { $amount }
portal-owe-empty = Ingenting å betale. Her står fakturaer og purringer når de er utstedt.
portal-owe-empty-sites = Ingenting å betale for dine steder. Fakturaer som også dekker andre steder, ser kontoens eier.
portal-owe-all = Se alle { $count }
portal-all-invoices = Alle fakturaer, purringer og kreditnotaer
portal-how = Slik betaler du
portal-how-quote = Kopier linjen ved fakturaen, så finner pengene den.
portal-to = Mottaker
portal-quote = Skriv ved betalingen
portal-must = Hva må jeg gjøre, og når?
portal-must-empty = Ingenting akkurat nå. Her står frister, f.eks. for å sende utstyr i retur, og linjer du har bestridt.
portal-pay-task = Betal { $amount }: { $what }
portal-past-since = Forfalt { $day }
portal-do = Senest { $day }: avtale { $agreement }
portal-do-R056 = Senest { $day }: { $model } (SN { $serial }) må være mottatt hos oss.
portal-do-R058 = Senest { $day }: { $model } (SN { $serial }) må være mottatt hos oss.
portal-do-R059 = Senest { $day }: { $model } (SN { $serial }) må være mottatt hos oss.
portal-do-R085 = Senest { $day }: den byttede { $model } (SN { $serial }) må være mottatt hos oss.
portal-days-left = { $count ->
    [0] Siste dag er i dag
    [one] { $count } dag igjen
   *[other] { $count } dager igjen
}
portal-left = { "{d}" } d. { "{h}" } t. { "{m}" } min. igjen
portal-deadline-held = Satt på vent
portal-deadline-past = Fristen er ute
portal-deadline-stops = Fristen stopper når vi har mottatt enheten.
portal-deadline-to = Send den til:
portal-contested = Bestridt
portal-contested-line = { $amount } på vent: { $what }, linje { $line } på { $number }
portal-contested-line-paid = Innsigelse: { $what }, linje { $line } på { $number }
portal-contested-since = Mottatt { $at }
portal-contested-wait = Linjen er på vent til vi har svart. Du trenger ikke gjøre mer.
portal-contested-wait-paid = Det er ingenting å sette på vent. Får du medhold, kommer pengene tilbake med en kreditnota. Du trenger ikke gjøre mer.
portal-have = Hva har jeg?
portal-have-empty = Ingen enheter ennå. Her står hver enhet ved sitt sted når den er på avtalen.
portal-all-devices = Alle enheter
portal-devices-why = Hva hver enhet koster, og hvorfor
portal-site-none = Uten sted
portal-next-amount = { $amount } uten mva., { $day }
portal-next-none = Ingenting på vei
portal-next-when = Faktureres tidligst { $day } etter { $clause }.

portal-col-document = Bilag
portal-col-issued = Dato
portal-col-due = Betales senest
portal-col-open = Å betale nå
portal-col-gross = Totalt med mva.
portal-col-state = Status
portal-col-device = Enhet
portal-col-lease = Avtale
portal-col-monthly = Per måned
portal-col-next = Neste betaling
portal-col-day = Dag
portal-col-what = Hva
portal-col-amount = Beløp
portal-col-lines = Linjer
portal-col-number = Nr.
portal-col-site = Sted
portal-col-start = Begynner
portal-col-period = Periode
portal-col-billed = Fakturert
portal-col-rent = Leie
portal-col-licence = Lisens
portal-col-clause = Punkt
portal-col-says = Hva det sier

portal-filter-kind = Type
portal-filter-state = Status
portal-filter-go = Vis
portal-any-kind = Alle typer
portal-any-state = Alle
portal-state-open = Åpen
portal-state-overdue = Over fristen
portal-state-paid = Betalt
portal-state-credited = Kreditert
portal-invoices-empty = Ingenting ennå. Her står fakturaer, purringer og kreditnotaer når de er utstedt.
portal-invoices-empty-sites = Ingenting som bare er for dine steder. Fakturaer som også dekker andre steder, ser kontoens eier.
portal-invoices-none = Ingenting passer. Velg en annen type eller status.
portal-sum-of = Totalt, { $count } bilag
portal-corrects = Retter { $number }
portal-document = { $what } { $number }
portal-issued-on = Utstedt { $day }
portal-file-pdf = Se som PDF
portal-file-peppol = Last ned e-faktura (Peppol)
portal-file-oioubl = Last ned e-faktura (OIOUBL)
portal-files-soon = PDF og e-faktura er på vei. De står her om litt.
portal-lines = Hva det betales for
portal-why = Hvorfor?
portal-clause = { $clause } i vilkårene { $terms }
portal-payments = Hva som er betalt
portal-payments-empty = Ingenting ennå. Her står hver betaling når den er kommet.
portal-paid = Betaling
portal-paid-by = Betaling med { $reference }
portal-paid-by-credit = Kreditnota { $number }
portal-pays = Faktura { $number }
portal-used = Hva beløpet er brukt til
portal-used-empty = Ingenting ennå. Her står fakturaene som beløpet betaler.
portal-credit-notes = Kreditnotaer til denne fakturaen

portal-contest = Bestrid
portal-contest-what = { $amount } med mva. settes på vent fra i dag til vi har svart. Resten av fakturaen betales som vanlig.
portal-contest-what-paid = Fakturaen er betalt, så det er ingenting å sette på vent. Vi svarer deg, og får du medhold, kommer pengene tilbake med en kreditnota.
portal-contest-anew = Skriv hva som er nytt hvis du vil bestride den igjen.
portal-contest-reason = Hva er feil?
portal-contest-hint = Skriv det kort, f.eks. hvilken dag enheten ble sendt i retur. Høyst 2 000 tegn.
portal-contest-go = Send innsigelsen
portal-back = Tilbake til fakturaen
portal-held-sum = { $amount } med mva. er på vent til vi har svart på innsigelsen din.
portal-nothing-now = Det er ikke noe å betale nå.
portal-held-since = På vent siden { $at }
portal-line-credited = Kreditert
portal-line-credited-part = { $amount } uten mva. er kreditert:
portal-decided-rejected = Innsigelse avvist
portal-decided-upheld = Medhold i innsigelse
portal-disputes = Innsigelser
portal-dispute-line = Linje { $line }: { $what }
portal-dispute-by = { $at }, { $who }
portal-dispute-answer = Vårt svar:
said-portal-contested = Innsigelsen er mottatt. Linjen er på vent til vi har svart.
said-portal-contested-paid = Innsigelsen er mottatt. Vi svarer deg.

portal-device-stock = På lager
portal-device-reserved = Lagt til side til deg
portal-device-dispatched = På vei
portal-device-installed = I bruk
portal-device-overdue = Skulle vært sendt i retur
portal-device-received = Mottatt hos oss
portal-device-inspecting = Til ettersyn
portal-device-repair = Til reparasjon
portal-device-lost = Ikke mottatt
portal-device-written_off = Utgått
portal-device-sold = Din egen
portal-licence-active = Gateway-lisens
portal-licence-suspended = Gateway-lisens, stengt
portal-licence-ended = Gateway-lisens, opphørt
portal-ends-on = Slutter { $day }
portal-term-to = Perioden til { $day }
portal-not-started = Ikke begynt ennå

portal-agreements-empty = Ingen avtaler ennå. Her står hver avtale når den er signert.
portal-signed = Signert
portal-term = Avtaleperiode
portal-binding = Bindingstid
portal-binding-over = Slutt siden { $day }
portal-notice = Oppsigelsestid
portal-notice-on = Sagt opp
portal-last-day = Siste dag
portal-payment-days = Betalingsfrist
portal-months = { $count ->
    [one] { $count } måned
   *[other] { $count } måneder
}
portal-days = { $count ->
    [one] { $count } dag
   *[other] { $count } dager
}
portal-from-day = Fra { $day }
portal-to-day = til { $day }
portal-released = Tatt av { $day }
portal-line-no-device = Ingen enhet ennå
portal-lines-empty = Ingen linjer ennå. Her står hver enhet med leie og lisens.
portal-monthly-ex-vat = Leie og lisens er per måned uten mva.
portal-coming = Hva den koster framover
portal-coming-when = Faktureres tidligst { $day } og betales senest { $due }.
portal-coming-empty = Ingenting til og med neste kvartal. Her står neste faktura før den utstedes.
portal-coming-sites = Bare for dine steder. Fakturaen kan også dekke andre steder; da ser kontoens eier den.
portal-sum-sites = Totalt med mva., bare dine steder
portal-terms = Vilkårene
portal-terms-what = Avtalen følger { $terms }, som gjelder fra { $day }. Senere vilkår endrer den ikke.
portal-terms-vat = Merverdiavgiften er { $rate }.
portal-terms-print = Vilkårenes fingeravtrykk (SHA-256):
portal-rule-R038 = Betales en faktura for sent, kan det kreves rente av det skyldige beløpet
portal-rule-R048 = Når avtalen er hevet, kan utstyret kreves tilbake straks
portal-rule-R052 = Skal utstyr flyttes til en annen av dine adresser, må vi få vite det
portal-rule-R083 = Ytre skader repareres for din regning
portal-rule-R106 = Arbeidet begynner først når du har sagt ja til et tilbud

error-viewing = Du ser portalen som kunden
error-viewing-what = Her kan ingenting endres så lenge du ser som kunden. Avslutt visningen øverst først.
