# Why a line is charged. No full stop after a sentence that ends in an amount: the program sets it where it is needed.

why-rule = { $sentence } ({ $rules }).
why-rule-alone = Deze regel volgt bepaling { $rules }.
why-quarter = Voor { $period }: { $steps }
why-stub = { $subject ->
    [licence] De licentie
   *[agreement] De huur
} begon op { $start }, dus het kwartaal wordt naar dagen berekend{ $rules }: { $steps }
why-sum = { $on }: { $steps }
why-return = Verzonden op { $since }. De termijn van { $days } werkdagen eindigde op { $due }{ $count ->
    [0] {""}
   *[other] ; deze dagen telden niet mee: { $skipped }
}. In rekening gebracht op { $on }: { $steps }
why-credit = Hiermee wordt { $credited } gecrediteerd van regel { $line } van factuur { $invoice }. Eerst bleef van die regel { $remaining } over, nu { $left }

step-times = { $by } × { $of } = { $makes }
step-share = { $of } × { $days } van { $of-days } { $of-days ->
    [one] dag
   *[other] dagen
} = { $makes }

part-new-price = nieuwprijs
part-swap-price = omruilprijs
part-list-value = waarde volgens de prijslijst
part-deterioration = waardevermindering
part-market-value = marktwaarde
part-three-months-rent = drie maanden huur
part-shipping = verzending
part-repair = reparatie
part-time = arbeidstijd
part-materials = materiaal
part-rent = huur
part-licence = gatewaylicentie
part-fee = kosten
part-cost = aangetoonde kosten
part-overdue = openstaand bedrag
part-remaining-rent = huur voor de rest van de huurperiode
part-usage = verbruik
part-mark-up = opslag

rule-R011 = Bij verlies geldt de waarde die het apparaat in de prijslijst heeft
rule-R012 = De huurperiode loopt vanaf de ondertekening
rule-R013 = In de bindingsperiode kan een opzegging niet ingaan
rule-R014 = Na de bindingsperiode geldt de opzegtermijn uit de orderbevestiging
rule-R015 = Een opgezegde overeenkomst loopt tot het einde van een kwartaal, en dat kwartaal wordt geheel betaald
rule-R016 = Huur wordt per kwartaal vooruitbetaald
rule-R017 = Na de looptijd kan de apparatuur worden overgenomen voor ongeveer drie maanden huur of voor de marktwaarde
rule-R018 = De apparatuur kan worden overgenomen zodra de looptijd voorbij is
rule-R019 = Na de overname wordt per apparaat licentie betaald, tot de licentie is opgezegd
rule-R028 = Apparatuur die niet in de afgesproken staat terugkomt, wordt vergoed volgens de prijslijst of naar waardevermindering
rule-R029 = Bij de huur hoort een gatewaylicentie, die gebruik en ondersteuning dekt
rule-R037 = De betaaltermijn loopt vanaf de factuurdatum
rule-R046 = De aansluiting wordt hersteld zodra het openstaande bedrag en een vergoeding zijn betaald
rule-R049 = Na ontbinding worden de huur voor de rest van de huurperiode en de kosten van ophalen betaald
rule-R054 = De huurder betaalt de kosten van het verplaatsen van apparatuur
rule-R058 = Komt de apparatuur na de termijn terug, dan worden huur en licentie betaald voor elke begonnen maand
rule-R059 = Is de apparatuur na de laatste termijn nog niet ontvangen, dan wordt de nieuwprijs betaald
rule-R062 = De licentie wordt per apparaat berekend
rule-R084 = Een storing die de omruiling niet dekt, wordt betaald met tijd en reparatie volgens offerte
rule-R085 = Is het defecte apparaat niet binnen de termijn na de omruiling ontvangen, dan worden nieuwprijs en verzending betaald
rule-R087 = Waar een reparatie te duur is, kan het apparaat tegen de omruilprijs worden geruild
rule-R093 = Voor een melding die buiten de overeenkomst valt, kunnen administratiekosten worden berekend
rule-A01 = De overeenkomst begint zodra zij is ondertekend en de gegevens van de klant zijn goedgekeurd
rule-A02 = De overeenkomst kan in de bindingsperiode worden opgezegd en eindigt op zijn vroegst daarna
rule-A03 = Kwartalen volgen de kalender; het eerste wordt naar dagen berekend

# Printed on a credit note.
credit-found = Apparaat { $serial } is op { $day } ontvangen: het in rekening gebrachte bedrag wordt teruggegeven

# Public holidays.
holiday-new-year = nieuwjaarsdag
holiday-maundy-thursday = Witte Donderdag
holiday-good-friday = Goede Vrijdag
holiday-easter-sunday = eerste paasdag
holiday-easter-monday = tweede paasdag
holiday-great-prayer-day = Grote Biddag
holiday-queens-day = Koninginnedag
holiday-kings-day = Koningsdag
holiday-labour-day = Dag van de Arbeid
holiday-liberation-day = Bevrijdingsdag
holiday-constitution-day = Dag van de Grondwet
holiday-ascension = Hemelvaartsdag
holiday-whit-sunday = eerste pinksterdag
holiday-whit-monday = tweede pinksterdag
holiday-christmas-day = eerste kerstdag
holiday-second-christmas-day = tweede kerstdag
