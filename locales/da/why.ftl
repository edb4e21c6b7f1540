# Why a line is charged. No full stop after a sentence that ends in an amount: the program sets it where it is needed.

why-rule = { $sentence } ({ $rules }).
why-rule-alone = Linjen følger regel { $rules }.
why-quarter = For { $period }: { $steps }
why-stub = { $subject ->
    [licence] Licensen
   *[agreement] Lejen
} begyndte { $start }, så kvartalet regnes efter dage{ $rules }: { $steps }
why-sum = { $on }: { $steps }
why-return = Afsendt den { $since }. Fristen på { $days } hverdage sluttede den { $due }{ $count ->
    [0] {""}
   *[other] ; disse dage talte ikke med: { $skipped }
}. Opkrævet den { $on }: { $steps }
why-credit = Her krediteres { $credited } af linje { $line } på faktura { $invoice }. Før var der { $remaining } tilbage af linjen, nu er der { $left }

step-times = { $by } × { $of } = { $makes }
step-share = { $of } × { $days } af { $of-days } { $of-days ->
    [one] dag
   *[other] dage
} = { $makes }

part-new-price = nypris
part-swap-price = ombytningspris
part-list-value = værdi efter prislisten
part-deterioration = værdiforringelse
part-market-value = markedsværdi
part-three-months-rent = tre måneders leje
part-shipping = forsendelse
part-repair = reparation
part-time = arbejdstid
part-materials = materialer
part-rent = leje
part-licence = gateway-licens
part-fee = gebyr
part-cost = dokumenteret udgift
part-overdue = skyldigt beløb
part-remaining-rent = leje for resten af lejeperioden
part-usage = forbrug
part-mark-up = tillæg

rule-R011 = Ved tab gælder den værdi, som udstyret har i prislisten
rule-R012 = Lejeperioden løber fra underskriften
rule-R013 = I bindingsperioden kan en opsigelse ikke få virkning
rule-R014 = Efter bindingsperioden gælder opsigelsesvarslet i ordrebekræftelsen
rule-R015 = En opsagt aftale løber til udgangen af et kvartal, og det kvartal betales helt
rule-R016 = Leje betales kvartalsvis forud
rule-R017 = Efter aftaleperioden kan udstyret overtages for omkring tre måneders leje eller for markedsværdien
rule-R018 = Udstyret kan overtages, når aftaleperioden er udløbet
rule-R019 = Efter overtagelsen betales der licens for hver enhed, indtil licensen er opsagt
rule-R028 = Udstyr, der ikke kommer tilbage i den aftalte stand, erstattes efter prislisten eller efter værdiforringelsen
rule-R029 = Med lejen følger en gateway-licens, som dækker drift og support
rule-R037 = Betalingsfristen løber fra fakturadatoen
rule-R046 = Der åbnes igen, når det skyldige beløb og et gebyr er betalt
rule-R049 = Når aftalen er hævet, betales lejen for resten af lejeperioden og udgifterne til afhentning
rule-R054 = Lejeren betaler udgifterne, når udstyr flyttes
rule-R058 = Kommer udstyret tilbage efter fristen, betales leje og licens for hver påbegyndt måned
rule-R059 = Er udstyret stadig ikke modtaget, når den sidste frist er gået, betales nyprisen
rule-R062 = Licensen regnes for hver enhed
rule-R084 = En fejl, som ombytningen ikke dækker, betales med tid og reparation efter tilbud
rule-R085 = Er den defekte enhed ikke modtaget inden fristen efter ombytningen, betales nypris og forsendelse
rule-R087 = Hvor en reparation ikke kan betale sig, kan enheden byttes til ombytningsprisen
rule-R093 = For en fejlmelding, der ligger uden for aftalen, kan der opkræves et administrationsgebyr
rule-A01 = Aftalen begynder, når den er underskrevet og kundens oplysninger er godkendt
rule-A02 = Aftalen kan opsiges i bindingsperioden og ophører tidligst, når den er slut
rule-A03 = Kvartaler følger kalenderen; det første regnes efter dage

# Printed on a credit note.
credit-found = Enhed { $serial } blev modtaget den { $day }: det opkrævede beløb gives tilbage

# Public holidays.
holiday-new-year = nytårsdag
holiday-maundy-thursday = skærtorsdag
holiday-good-friday = langfredag
holiday-easter-sunday = påskedag
holiday-easter-monday = 2. påskedag
holiday-great-prayer-day = store bededag
holiday-queens-day = dronningedag
holiday-kings-day = kongedag
holiday-labour-day = 1. maj
holiday-liberation-day = befrielsesdag
holiday-constitution-day = grundlovsdag
holiday-ascension = Kristi himmelfartsdag
holiday-whit-sunday = pinsedag
holiday-whit-monday = 2. pinsedag
holiday-christmas-day = juledag
holiday-second-christmas-day = 2. juledag
