# The merchant's devices: faults, exchanges, offers, incidents, moves.

form-time = Dat is geen tijdstip. Schrijf bijvoorbeeld 14:30.
reason-quote-gone = Dat aanbod bestaat niet.
reason-quote-answered = Het aanbod is al beantwoord op { $day }. Dat antwoord telt.

portal-device-said = { $model } (SN { $serial })
portal-to-devices = Alle apparaten
portal-to-device = Naar het apparaat
portal-see-device = Bekijk het apparaat
portal-matters = Wat er loopt over dit apparaat
portal-matters-empty = Niets. Hier staan storingen, omruilingen, offertes en incidenten zodra ze gemeld zijn.
portal-history = Wat er is gebeurd
portal-history-empty = Nog niets. Levering, verplaatsing, omruiling en test komen hier te staan.
portal-custody-registered = In voorraad genomen
portal-custody-reserved = Voor u opzijgelegd
portal-custody-freed = Niet langer opzijgelegd
portal-custody-handed_over = Aan u geleverd
portal-custody-delivered = Bezorgd
portal-custody-presumed = Geldt als in goede staat ontvangen
portal-custody-relocated = Verplaatst
portal-custody-swapped_out = Omgeruild voor een ander apparaat
portal-custody-disconnected = Losgekoppeld van de gateway
portal-custody-overdue = De termijn voor terugzending is verstreken
portal-custody-charged = In rekening gebracht, omdat het niet terugkwam
portal-custody-lost = Als vermist gemeld
portal-custody-tampered = Vermoeden van manipulatie gemeld: het apparaat is losgekoppeld
portal-custody-scanned_in = Door ons ontvangen
portal-custody-covered = Getest en klaargezet voor reparatie
portal-custody-excluded = Getest: de storing is niet gedekt
portal-custody-to_vendor = Naar de fabrikant gestuurd
portal-custody-restocked = Terug in voorraad
portal-custody-written_off = Afgeschreven
portal-custody-sold = Door u overgenomen
portal-custody-relocated-to = Verplaatst naar { $site }
portal-carriage = { $carrier }, trackingnummer { $number }
portal-carrier = Verzonden met { $carrier }
portal-tracking = Trackingnummer { $number }
portal-charge-stands = { $amount } zonder btw: { $state }.
portal-charge-given-back = { $amount } zonder btw: teruggegeven ({ $state }).
portal-charge-state-proposed = wij bekijken dit
portal-charge-state-approved = komt op een factuur
portal-charge-state-invoiced = gefactureerd
portal-charge-state-waived = vervallen
portal-charge-state-credited = gecrediteerd
portal-on-invoice = Factuur { $number }
portal-received-on = Door ons ontvangen op { $day }.

portal-support-open = De helpdesk is nu bereikbaar, tot { $until } uur.
portal-support-today = De helpdesk is vandaag bereikbaar vanaf { $from } uur.
portal-support-from = De helpdesk is weer bereikbaar op { $day } vanaf { $from } uur.
portal-support-reach = Bel of schrijf ons:

portal-fault-report = Storing melden
portal-fault-description = Wat is er mis?
portal-fault-hint = Schrijf wat het apparaat wel of niet doet, en wat er op het scherm staat. Hoogstens 2.000 tekens.
portal-fault-when = Wanneer ontstond de storing?
portal-fault-kind-in_life = Het apparaat heeft gewerkt, maar nu niet meer
portal-fault-kind-on_delivery = Het apparaat werkte niet toen ik het kreeg
portal-fault-manual = Ik heb de handleiding geprobeerd
portal-fault-manual-hint = Vink dit alleen aan als u de stappen van de handleiding hebt gevolgd, zoals herstarten en stroom en netwerk controleren. Dan slaan wij die over.
portal-fault-what = Eerst proberen wij de storing samen met u op te lossen, per telefoon of e-mail. Lukt dat niet, dan sturen wij binnen 24 uur een ander apparaat, op een werkdag. De verzending naar u betalen wij.
portal-fault-fee = Een storing melden die de overeenkomst dekt, kost niets. Dekt zij de storing niet, dan kan { $gross } met btw ({ $net } zonder btw) voor het incident in rekening worden gebracht. Een reparatie betaalt u alleen als u ja zegt tegen een offerte.
portal-fault-rent = De huur loopt door zolang de storing duurt.
portal-fault-go = Melding versturen
portal-fault-not-in-use = Van een apparaat dat niet bij u in gebruik is, kan geen storing worden gemeld. Is er iets mis, bel ons dan.
portal-fault-already = Storing gemeld { $at }:
portal-fault-at = Storing gemeld { $at }
portal-fault-delivery-at = Storing bij levering, gemeld { $at }
portal-fault-next = Eerst proberen wij de storing samen met u op te lossen. Lukt dat niet, dan keuren wij een omruiling goed. Gebeurt dat vandaag, dan vertrekt het andere apparaat uiterlijk { $day }.
portal-ticket-open = Bij de helpdesk
portal-ticket-awaiting = Wacht op u
portal-ticket-closed = Afgesloten
portal-ticket-awaiting-what = Wij hebben een antwoord van u nodig voordat wij verder kunnen. Bel of schrijf ons.

portal-ours = Bij ons
portal-ours-late = Wij zijn te laat
portal-ours-what = U hoeft niets te doen.
portal-do-R080 = Uiterlijk { $day }: wij sturen een ander apparaat voor { $model } (SN { $serial }).
portal-do-R082 = Uiterlijk { $day }: wij testen { $model } (SN { $serial }).
portal-swap-title = Omruiling van { $device }
portal-swap-of = Omruiling van SN { $old }
portal-swap-of-for = Omruiling: SN { $old } voor SN { $new }
portal-swap-approved = Omruiling goedgekeurd
portal-swap-sent = Ander apparaat verzonden
portal-swap-to-return = Moet terug
portal-swap-held = Wacht op het pakket
portal-swap-overdue = Niet op tijd ontvangen
portal-swap-charged = In rekening gebracht
portal-swap-received = Door ons ontvangen
portal-swap-covered = De storing is gedekt
portal-swap-excluded = De storing is niet gedekt
portal-swap-given-back = Het bedrag is teruggegeven
portal-swap-otherwise = Anders wordt op { $day } { $gross } met btw in rekening gebracht, volgens de prijslijst: { $parts } = { $net } zonder btw.
portal-swap-held-until = Wij hebben bewijs dat het verzonden is en wachten tot en met { $day }.
portal-swap-proof = { $count ->
    [one] Is het voor het einde van de termijn verzonden, stuur ons dan het bewijs van de vervoerder. Dan wachten wij een werkdag langer.
   *[other] Is het voor het einde van de termijn verzonden, stuur ons dan het bewijs van de vervoerder. Dan wachten wij { $count } werkdagen langer.
}
portal-swap-how = Zo is de termijn geteld
portal-swap-days = { $count ->
    [one] een werkdag
   *[other] { $count } werkdagen
}
portal-swap-counted = Het andere apparaat vertrok op { $since }; die dag telt niet. De termijn is { $days }. { $free }
portal-swap-weekends = Zaterdagen en zondagen tellen niet.
portal-swap-holidays = Zaterdagen en zondagen tellen niet, en evenmin: { $days }.
portal-day-named = { $day } ({ $what })
portal-day-closed = gesloten
portal-swap-other = Het andere apparaat
portal-swap-other-sent = { $model } (SN { $serial }) is op { $day } verzonden. Overeenkomst, prijs en laatste dag blijven gelijk.
portal-swap-other-by = Het vertrekt uiterlijk { $day }.
portal-swap-other-late = Het had uiterlijk { $day } moeten vertrekken. Wij zijn te laat, en u hoeft niets te doen.
portal-swap-other-approved = De omruiling is op { $day } goedgekeurd.
portal-swap-send-first = Stuur ons het apparaat
portal-swap-first-what = Zodra wij het hebben, sturen wij binnen een dag een ander, op een werkdag. Wachten kost niets.
portal-swap-other-first = Het wordt verzonden binnen een dag nadat wij het apparaat hebben ontvangen.
portal-swap-contest = Bezwaar maken
portal-swap-test = Ontvangst en test
portal-swap-test-by = Het wordt uiterlijk { $day } getest.
portal-swap-test-covered = Getest op { $day }: de storing is gedekt, en u betaalt niets.
portal-swap-test-excluded = Getest op { $day }: de storing is niet gedekt.
portal-swap-charge = Kosten
portal-swap-reversed = Het bedrag is op { $day } teruggegeven.
portal-swap-reversal = Het apparaat is teruggevonden. Wij bekijken of het bedrag terugkomt.

portal-ex-EX01 = Schade door een ongeval is niet gedekt, zoals verlies, vloeistof, vandalisme, brand, blikseminslag en overspanning (EX01).
portal-ex-EX02 = Gevolgschade is niet gedekt, zoals het herstellen van software en bestanden (EX02).
portal-ex-EX03 = Contactloze betalingen die in het apparaat waren opgeslagen en verloren gingen, zijn niet gedekt (EX03).
portal-ex-EX04 = Verbruiksartikelen zijn niet gedekt (EX04).
portal-ex-EX05 = Storingen melden bij andere leveranciers is niet gedekt (EX05).
portal-ex-EX06 = Storingen na werk door anderen dan ons zijn niet gedekt (EX06).
portal-ex-EX07 = Storingen door verkeerd gebruik of een verkeerde omgeving zijn niet gedekt (EX07).
portal-ex-EX08 = Een vergrendeling door de omgeving is niet gedekt, zoals door statische elektriciteit (EX08).
portal-ex-EX09 = Apparatuur en software buiten de overeenkomst zijn niet gedekt, ook niet storingen die zij veroorzaken (EX09).
portal-ex-EX10 = Werk buiten de openingstijden van de helpdesk is niet gedekt (EX10).
portal-ex-EX11 = Storingen in uw eigen netwerk, stroom of telefoon zijn niet gedekt (EX11).
portal-ex-EX12 = Ingebouwde printer, accu en voeding zijn niet gedekt zodra het apparaat in gebruik is (EX12).

portal-quote-title = Offerte
portal-quote-task = Uiterlijk { $day }: beantwoord de offerte voor { $device }, { $amount } zonder btw
portal-quote-before = Het werk begint pas als u ja hebt gezegd. Antwoordt u niet, dan kost het niets.
portal-quote-net = { $amount } zonder btw
portal-quote-repair = Daarvoor repareren wij het apparaat dat u hebt teruggestuurd.
portal-quote-swap = Een reparatie loont niet. Voor dat bedrag houdt u het andere apparaat, en het defecte wordt afgeschreven.
portal-quote-why = Waarom u betaalt:
portal-quote-until = De offerte geldt tot en met { $day }.
portal-quote-if-yes = Zegt u ja, dan begint het werk, en het bedrag komt op een factuur met de afgesproken betaaltermijn.
portal-quote-if-no = Zegt u nee, dan begint er geen werk, en de offerte kost niets. Wij bellen u over wat er met het apparaat moet gebeuren.
portal-quote-accept = Ja, ik ga akkoord
portal-quote-decline = Nee, dank u
portal-quote-choose = Kies ja of nee.
portal-quote-answer = Offerte beantwoorden
portal-quote-see = Bekijk de offerte
portal-quote-yes = Aanvaard op { $day }.
portal-quote-no = Afgewezen op { $day }. Het kost niets.
portal-quote-expired = De offerte verliep op { $day } zonder antwoord. Dat kost niets. Bel ons als u een nieuwe wilt.
said-portal-quote-accepted = Dank u. Het werk kan beginnen.
said-portal-quote-declined = Uw nee is ontvangen. Er wordt niets in rekening gebracht.

portal-incident-report = Verlies, diefstal, schade of manipulatie melden
portal-incident-loss = Verloren
portal-incident-theft = Gestolen
portal-incident-damage = Beschadigd
portal-incident-tamper = Vermoeden van manipulatie
portal-incident-hours = { $count ->
    [one] Meld het direct, en uiterlijk een uur nadat u het ontdekte. Meld het ook als er meer tijd voorbij is: wij weigeren het niet.
   *[other] Meld het direct, en uiterlijk { $count } uur nadat u het ontdekte. Meld het ook als er meer tijd voorbij is: wij weigeren het niet.
}
portal-incident-costs = Wat het kan kosten
portal-incident-cost-lost = { $gross } met btw wordt in rekening gebracht wanneer u het meldt: { $parts } zonder btw, per vandaag. De huur loopt door. Komt het apparaat terug, dan bekijken wij of het bedrag terugkomt.
portal-incident-cost-awaited = Het apparaat is omgeruild en moet terug. De melding zelf kost niets. Komt het apparaat niet op tijd terug, dan wordt op { $day } { $gross } met btw in rekening gebracht: { $parts } = { $net } zonder btw.
portal-incident-cost-unknown = De waarde van het apparaat volgens de prijslijst. Bel ons om te horen hoeveel dat is.
portal-incident-cost-damage = Nu niets. Is het apparaat onbruikbaar, dan ruilen wij het om, en een reparatie betaalt u alleen als u ja zegt tegen een offerte.
portal-incident-cost-tamper = Nu niets. Het apparaat wordt meteen losgekoppeld en neemt geen betalingen aan tot wij het bekeken hebben. Gebruik het niet.
portal-incident-kind = Wat is er gebeurd?
portal-incident-day = Op welke dag ontdekte u het?
portal-incident-time = Hoe laat?
portal-incident-time-hint = Ongeveer, bijvoorbeeld 14:30.
portal-incident-go = Melden
portal-incident-not-in-hand = Van een apparaat dat u niet hebt, of dat al als vermist is gemeld, kan niets worden gemeld. Is er iets mis, bel ons dan.
portal-incident-in-time = Op tijd gemeld
portal-incident-late = Te laat gemeld
portal-incident-when = Ontdekt { $found }, gemeld { $told }.

portal-move = Naar een andere locatie
portal-move-from = Staat nu
portal-move-to = Waar gaat het heen?
portal-move-cost = Verplaatst u het apparaat zelf, dan rekenen wij niets. Helpen wij, dan betaalt u wat het kost, met bewijsstukken.
portal-move-what = Werking en prijs blijven gelijk. Wij moeten weten waar het apparaat staat om te kunnen helpen. Meld het voordat het verhuist.
portal-move-go = Verplaatsing melden
portal-move-same = Daar staat het apparaat al. Kies een andere locatie.
portal-move-strange = Die locatie is niet van u. Het apparaat mag niet worden uitgeleend, verhuurd of naar anderen verplaatst. Kies een van uw eigen locaties.
portal-move-nowhere = Er is geen andere locatie om te kiezen. Opent u een nieuwe, schrijf ons dan het adres, en wij voegen haar toe.
portal-move-not-in-use = Alleen een apparaat dat bij u in gebruik is, kan worden verplaatst.
portal-move-new = Ontbreekt een van uw locaties? Schrijf of bel:
said-portal-fault = De storing is gemeld. Hieronder staat wat er nu gebeurt.
said-portal-incident = Het incident is gemeld.
said-portal-moved = De verplaatsing is gemeld.
