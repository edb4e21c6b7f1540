# The merchant's portal: what do I owe, what must I do and by when, what do I have.

portal-owe = Wat ben ik verschuldigd?
portal-owe-total = Nu te betalen
portal-with-vat = incl. btw
portal-amounts-with-vat = Bedragen zijn incl. btw.
portal-owe-first = Het eerste uiterlijk { $day }
portal-owe-first-past = Het eerste verviel op { $day }
portal-owe-late = Waarvan vervallen
portal-held = Opgeschort: { $amount }
portal-owe-credit = Tegoed bij ons: { $amount }
portal-owe-empty = Niets te betalen. Hier staan facturen en aanmaningen zodra ze zijn uitgereikt.
portal-owe-empty-sites = Niets te betalen voor alleen uw locaties. Facturen die ook over andere locaties gaan, ziet alleen de eigenaar van het account.
portal-ask-owner = Vraag het { $names }.
portal-owe-all = Alle { $count } bekijken
portal-all-invoices = Alle facturen, aanmaningen en creditnota’s
portal-how = Zo betaalt u
portal-how-quote = Neem de regel naast de factuur over, dan komt het geld goed terecht.
portal-to = Begunstigde
portal-quote = Vermeld bij betaling
portal-must = Wat moet ik doen, en wanneer?
portal-must-empty = Nu niets. Hier staan termijnen, bijvoorbeeld om apparatuur terug te sturen, en vervallen facturen.
portal-pay-task = Betaal { $amount }: { $what }
portal-past-since = Verviel op { $day }
portal-do = Uiterlijk { $day }: overeenkomst { $agreement }
portal-do-R056 = Uiterlijk { $day }: { $model } (SN { $serial }) moet door ons zijn ontvangen.
portal-do-R058 = Uiterlijk { $day }: { $model } (SN { $serial }) moet door ons zijn ontvangen.
portal-do-R059 = Uiterlijk { $day }: { $model } (SN { $serial }) moet door ons zijn ontvangen.
portal-do-R085 = Uiterlijk { $day }: de omgeruilde { $model } (SN { $serial }) moet door ons zijn ontvangen.
portal-days-left = { $count ->
    [0] Vandaag is de laatste dag
    [one] Nog { $count } dag
   *[other] Nog { $count } dagen
}
portal-left = Nog { "{d}" } d { "{h}" } u { "{m}" } min
portal-deadline-held = Opgeschort
portal-deadline-past = De termijn is voorbij
portal-deadline-stops = De termijn stopt zodra wij het apparaat hebben ontvangen.
portal-deadline-to = Stuur het naar:
portal-contested = Betwist
portal-contested-line = { $amount } opgeschort: { $what }, regel { $line } van { $number }
portal-contested-line-paid = Betwist: { $what }, regel { $line } van { $number }
portal-contested-since = Ontvangen { $at }
portal-contested-wait = De regel is opgeschort tot wij hebben geantwoord. U hoeft niets meer te doen.
portal-contested-wait-paid = Er valt niets op te schorten. Krijgt u gelijk, dan komt het geld terug met een creditnota. U hoeft niets meer te doen.
portal-answered = Wij hebben op uw bezwaar geantwoord
portal-answered-line = { $what }, regel { $line } van { $number }: { $amount } excl. btw
portal-verdict-upheld = Gegrond: de regel wordt gecrediteerd
portal-verdict-rejected = Afgewezen: de regel blijft staan
portal-answered-on = Beantwoord { $at }
portal-have = Wat heb ik?
portal-have-empty = Geen apparaten. Hier staat elk apparaat bij zijn locatie zodra het op de overeenkomst staat.
portal-all-devices = Alle apparaten
portal-devices-why = Wat elk apparaat kost, en waarom
portal-site-none = Zonder locatie
portal-next-amount = { $amount } excl. btw, { $day }
portal-next-none = Niets op komst
portal-next-when = Gefactureerd op zijn vroegst { $day }, volgens { $clause }.

portal-col-document = Document
portal-col-issued = Datum
portal-col-due = Uiterlijk te betalen
portal-col-open = Nu te betalen
portal-col-gross = Totaal met btw
portal-col-state = Status
portal-col-device = Apparaat
portal-col-lease = Overeenkomst
portal-col-ends = Loopt tot
portal-col-monthly = Per maand
portal-col-next = Volgende betaling
portal-col-day = Dag
portal-col-what = Wat
portal-col-amount = Bedrag
portal-col-lines = Regels
portal-col-number = Nr.
portal-col-site = Locatie
portal-col-start = Begint
portal-col-period = Periode
portal-col-billed = Gefactureerd
portal-col-rent = Huur
portal-col-licence = Licentie
portal-col-clause = Artikel
portal-col-says = Wat er staat

portal-filter-kind = Soort
portal-filter-state = Status
portal-filter-go = Tonen
portal-any-kind = Alle soorten
portal-any-state = Alle
portal-state-open = Open
portal-state-overdue = Vervallen
portal-state-paid = Betaald
portal-state-credited = Gecrediteerd
portal-invoices-empty = Nog niets. Hier staan facturen, aanmaningen en creditnota’s zodra ze zijn uitgereikt.
portal-invoices-empty-sites = Niets dat alleen voor uw locaties is. Facturen die ook over andere locaties gaan, ziet alleen de eigenaar van het account.
portal-invoices-none = Niets gevonden. Kies een andere soort of status.
portal-sum-of = Totaal, { $count ->
    [one] { $count } document
   *[other] { $count } documenten
}
portal-corrects = Corrigeert { $number }
portal-document = { $what } { $number }
portal-issued-on = Uitgereikt op { $day }
portal-file-pdf = Bekijken als PDF
portal-file-peppol = E-factuur downloaden (Peppol)
portal-file-oioubl = E-factuur downloaden (OIOUBL)
portal-files-soon = PDF en e-factuur worden gemaakt. Ze staan hier zo dadelijk.
portal-lines = Waarvoor u betaalt
portal-why = Waarom?
portal-clause = { $clause } van { $terms }
portal-terms-of = de voorwaarden van { $day }
portal-payments = Wat er betaald is
portal-payments-empty = Nog niets. Hier staat elke betaling zodra die binnen is.
portal-paid = Betaling
portal-paid-by = Betaling met { $reference }
portal-paid-by-credit = Creditnota { $number }
portal-pays = Factuur { $number }
portal-used = Waar het bedrag voor is gebruikt
portal-used-empty = Nog niets. Hier staan de facturen die met het bedrag worden betaald.
portal-credit-notes = Creditnota’s bij deze factuur

portal-contest = Betwisten
portal-contest-what = { $amount } incl. btw wordt vanaf vandaag opgeschort tot wij hebben geantwoord. De rest van de factuur betaalt u gewoon.
portal-contest-what-paid = De factuur is betaald, dus er valt niets op te schorten. Wij antwoorden u, en krijgt u gelijk, dan komt het geld terug met een creditnota.
portal-contest-anew = Schrijf wat er nieuw is als u de regel opnieuw wilt betwisten.
portal-contest-reason = Wat klopt er niet?
portal-contest-hint = In het kort, bijvoorbeeld op welke dag het apparaat is teruggestuurd. Hoogstens 2.000 tekens.
portal-contest-go = Regel betwisten
portal-back = Terug naar de factuur
portal-held-sum = { $amount } incl. btw is opgeschort tot wij op uw bezwaar hebben geantwoord.
portal-nothing-now = U hoeft nu niets te betalen.
portal-held-since = Opgeschort sinds { $at }
portal-line-credited = Gecrediteerd
portal-line-credited-part = { $amount } excl. btw is gecrediteerd:
portal-decided-rejected = Bezwaar afgewezen
portal-decided-upheld = Bezwaar gegrond
portal-disputes = Betwiste regels
portal-dispute-line = Regel { $line }: { $what }
portal-dispute-by = { $at }, { $who }
portal-dispute-answer = Ons antwoord:
said-portal-contested = Ontvangen. De regel is opgeschort tot wij hebben geantwoord.
said-portal-contested-paid = Ontvangen. Wij antwoorden u.

portal-device-stock = Op voorraad
portal-device-reserved = Voor u gereserveerd
portal-device-dispatched = Onderweg
portal-device-installed = In gebruik
portal-device-overdue = Had terug moeten zijn
portal-device-received = Door ons ontvangen
portal-device-inspecting = Wordt getest
portal-device-repair = In reparatie
portal-device-lost = Niet ontvangen
portal-device-written_off = Afgeschreven
portal-device-sold = Uw eigendom
portal-licence-active = Gatewaylicentie
portal-licence-suspended = Gatewaylicentie, afgesloten
portal-licence-ended = Gatewaylicentie, beëindigd
portal-ends-on = Eindigt { $day }
portal-term-to = Looptijd tot en met { $day }
portal-not-started = Nog niet begonnen

portal-agreements-empty = Nog geen overeenkomsten. Hier staat elke overeenkomst zodra die is ondertekend.
portal-signed = Ondertekend
portal-term = Looptijd
portal-binding = Bindingsperiode
portal-binding-over = Voorbij sinds { $day }
portal-notice = Opzegtermijn
portal-notice-on = Opgezegd
portal-last-day = Laatste dag
portal-payment-days = Betaaltermijn
portal-months = { $count ->
    [one] { $count } maand
   *[other] { $count } maanden
}
portal-days = { $count ->
    [one] { $count } dag
   *[other] { $count } dagen
}
portal-from-day = Vanaf { $day }
portal-to-day = tot en met { $day }
portal-released = Verwijderd op { $day }
portal-line-no-device = Nog geen apparaat
portal-lines-empty = Nog geen regels. Hier staat elk apparaat met huur en licentie.
portal-monthly-ex-vat = Huur en licentie zijn per maand, excl. btw.
portal-coming = Wat er hierna komt
portal-coming-when = Gefactureerd op zijn vroegst { $day }, te betalen uiterlijk { $due }.
portal-coming-empty = Niets tot en met het volgende kwartaal. Hier staat de volgende factuur voordat die wordt uitgereikt.
portal-coming-sites = Alleen voor uw locaties. De factuur kan ook over andere locaties gaan; dan ziet de eigenaar van het account die.
portal-sum-sites = Totaal met btw, alleen uw locaties
portal-terms = De voorwaarden
portal-terms-what = De overeenkomst volgt { $terms }. Latere voorwaarden veranderen haar niet.
portal-terms-read = Lees de voorwaarden
portal-terms-vat = De btw is { $rate }.
portal-terms-print = Vingerafdruk van de voorwaarden (SHA-256):
portal-rule-R038 = Wordt een factuur te laat betaald, dan kan rente worden berekend over het verschuldigde bedrag
portal-rule-R048 = Na ontbinding kan de apparatuur direct worden teruggevorderd
portal-rule-R052 = Verhuist apparatuur naar een ander adres van u, dan moeten wij dat weten
portal-rule-R083 = Schade van buitenaf wordt op uw kosten gerepareerd
portal-rule-R106 = Het werk begint pas als u een offerte hebt aanvaard
charge-clause-REMINDER = Per aanmaning, hoogstens drie keer, kan hoogstens 100 kr. aan kosten worden berekend
charge-clause-COMP = Tussen ondernemingen kan één keer 310 kr. compensatie voor late betaling worden berekend

error-viewing = U bekijkt de portal als de klant
error-viewing-what = Zolang u als de klant kijkt, kan niets worden gewijzigd. Sluit die weergave eerst bovenaan af.
