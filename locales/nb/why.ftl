# Why a line is charged. No full stop after a sentence that ends in an amount: the program sets it where it is needed.

why-rule = { $sentence } ({ $rules }).
why-rule-alone = Linjen følger regel { $rules }.
why-quarter = For { $period }: { $steps }
why-stub = { $subject ->
    [licence] Lisensen
   *[agreement] Leien
} begynte { $start }, så kvartalet regnes etter dager{ $rules }: { $steps }
why-sum = { $on }: { $steps }
why-return = Sendt { $since }. Fristen på { $days } virkedager gikk ut { $due }{ $count ->
    [0] {""}
   *[other] ; disse dagene telte ikke med: { $skipped }
}. Belastet { $on }: { $steps }
why-credit = Her krediteres { $credited } av linje { $line } på faktura { $invoice }. Før var det { $remaining } igjen av linjen, nå er det { $left }

step-times = { $by } × { $of } = { $makes }
step-share = { $of } × { $days } av { $of-days } { $of-days ->
    [one] dag
   *[other] dager
} = { $makes }

part-new-price = nypris
part-swap-price = byttepris
part-list-value = verdi etter prislisten
part-deterioration = verdiforringelse
part-market-value = markedsverdi
part-three-months-rent = tre måneders leie
part-shipping = forsendelse
part-repair = reparasjon
part-time = arbeidstid
part-materials = materialer
part-rent = leie
part-licence = gateway-lisens
part-fee = gebyr
part-cost = dokumentert kostnad
part-overdue = skyldig beløp
part-remaining-rent = leie for resten av leieperioden
part-usage = forbruk
part-mark-up = påslag

rule-R011 = Ved tap gjelder verdien som utstyret har i prislisten
rule-R012 = Leieperioden løper fra signeringen
rule-R013 = I bindingstiden kan en oppsigelse ikke få virkning
rule-R014 = Etter bindingstiden gjelder oppsigelsesfristen i ordrebekreftelsen
rule-R015 = En oppsagt avtale løper til slutten av et kvartal, og det kvartalet betales helt
rule-R016 = Leie betales kvartalsvis på forskudd
rule-R017 = Etter avtaleperioden kan utstyret overtas for omtrent tre måneders leie eller for markedsverdien
rule-R018 = Utstyret kan overtas når avtaleperioden er utløpt
rule-R019 = Etter overtakelsen betales lisens for hver enhet til lisensen er sagt opp
rule-R028 = Utstyr som ikke kommer tilbake i avtalt stand, erstattes etter prislisten eller etter verdiforringelsen
rule-R029 = Med leien følger en gateway-lisens som dekker drift og kundestøtte
rule-R037 = Betalingsfristen løper fra fakturadatoen
rule-R046 = Det åpnes igjen når skyldig beløp og et gebyr er betalt
rule-R049 = Når avtalen er hevet, betales leien for resten av leieperioden og kostnadene ved henting
rule-R054 = Leietakeren betaler kostnadene når utstyr flyttes
rule-R058 = Kommer utstyret tilbake etter fristen, betales leie og lisens for hver påbegynte måned
rule-R059 = Er utstyret fortsatt ikke mottatt når den siste fristen er gått, betales nyprisen
rule-R062 = Lisensen regnes for hver enhet
rule-R084 = En feil som byttet ikke dekker, betales med tid og reparasjon etter tilbud
rule-R085 = Er den defekte enheten ikke mottatt innen fristen etter byttet, betales nypris og forsendelse
rule-R087 = Der en reparasjon ikke lønner seg, kan enheten byttes til byttepris
rule-R093 = For en feilmelding som ligger utenfor avtalen, kan det kreves et administrasjonsgebyr
rule-A01 = Avtalen begynner når den er signert og kundens opplysninger er godkjent
rule-A02 = Avtalen kan sies opp i bindingstiden og opphører tidligst når den er slutt
rule-A03 = Kvartaler følger kalenderen; det første regnes etter dager

# Printed on a credit note.
credit-found = Enhet { $serial } ble mottatt { $day }: det belastede beløpet gis tilbake

# Public holidays.
holiday-new-year = første nyttårsdag
holiday-maundy-thursday = skjærtorsdag
holiday-good-friday = langfredag
holiday-easter-sunday = første påskedag
holiday-easter-monday = andre påskedag
holiday-great-prayer-day = store bededag
holiday-queens-day = dronningdagen
holiday-kings-day = kongedagen
holiday-labour-day = første mai
holiday-liberation-day = frigjøringsdagen
holiday-constitution-day = grunnlovsdagen
holiday-ascension = Kristi himmelfartsdag
holiday-whit-sunday = første pinsedag
holiday-whit-monday = andre pinsedag
holiday-christmas-day = første juledag
holiday-second-christmas-day = andre juledag
