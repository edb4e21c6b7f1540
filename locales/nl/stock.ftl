# Het magazijn: wat binnenkomt, waar het ligt en wat er is geteld; en papieren op pagina's.

nav-stock = Voorraad
papers-of-swap = Papieren
papers-printing = wordt zo afgedrukt
papers-evidence = Alles over de omruiling (PDF)
papers-label = Label afdrukken
papers-labels = Labels afdrukken
stock-receive = Apparaten ontvangen
stock-move = Apparaten verplaatsen of beoordelen
stock-devices = Apparaten bij ons
stock-empty = Zodra de eerste apparaten zijn ontvangen, staat hier hoeveel we van elk model hebben.
stock-grade = Kwaliteit
stock-grade-new = Nieuw
stock-grade-used = Gebruikt
stock-grade-refurbished = Gereviseerd
stock-grade-none = Niet beoordeeld
stock-shelf-stock = Op voorraad
stock-shelf-reserved = Gereserveerd
stock-shelf-bench = In de werkplaats
stock-shelf-back = Onderweg terug
stock-shelf-vendor = Bij de fabrikant
stock-shelf-missing = Vermist
stock-sum = Totaal
stock-at-places = Op voorraad, per plaats
stock-at-places-empty = Er is niets op voorraad. Hier staat wat er op elke plaats ligt.
stock-place = Plaats
stock-places = Plaatsen
stock-places-empty = Hier staan de plaatsen van het magazijn: een magazijn, een werkplaats, een auto.
stock-no-place = Geen plaats
stock-place-add = Plaats toevoegen
stock-place-name = Naam van de plaats
stock-place-what = Bijvoorbeeld Hoofdmagazijn, Werkplaats of Auto 2.
stock-devices-empty = Geen apparaat past. Kies hierboven iets anders.
stock-choice = Kies
stock-choose = Kies minstens één apparaat in de lijst.
stock-choose-one = Kies SN { $serial }
stock-missing-since = Vermist sinds { $day }
stock-move-what = Scan of typ wat op de plaats komt. Alle apparaten worden verplaatst, of geen.
stock-serials = Serienummers
stock-serials-what = Eén per regel. De code op een label kan worden gescand.
stock-as-before = Zoals eerst
stock-move-go = Opslaan
stock-receive-what = Kies een bestand of plak de lijst. Eerst zie je wat er ontvangen zou worden; er wordt niets opgeslagen voordat je bevestigt.
stock-receive-most = Hoogstens { $most } apparaten per keer.
stock-receive-no-place = Er is nog geen plaats om de apparaten neer te leggen.
stock-file = Bestand (CSV)
stock-list = De lijst
stock-list-what = De eerste regel bevat de koppen. Schrijf het model met zijn naam; de staat is nieuw, gebruikt of gereviseerd; SIM mag ontbreken.
stock-look = Bekijk wat er ontvangen zou worden
stock-list-faults = De lijst kan zo niet worden ontvangen. Verbeter de regels en kijk opnieuw; er is niets opgeslagen.
stock-list-odd = De lijst heeft tekens die we niet kunnen lezen. Bewaar het bestand opnieuw als ‘CSV UTF-8’, of plak de tekst.
stock-whole-list = De hele lijst
stock-line = Regel
stock-column = Kolom
stock-fault = Wat er verbeterd moet worden
stock-faults-more = { $count ->
        [one] Nog één fout wordt niet getoond.
       *[other] Nog { $count } fouten worden niet getoond.
    }
stock-would-take = { $count ->
        [one] Er zou één apparaat worden ontvangen.
       *[other] Er zouden { $count } apparaten worden ontvangen.
    }
stock-rows-more = { $count ->
        [one] En nog één apparaat.
       *[other] En nog { $count } apparaten.
    }
stock-seen-moved = Het is niet meer wat je eerder zag. Kijk het na en bevestig opnieuw.
stock-count = Aantal
stock-rows = Apparaat voor apparaat
stock-receive-go = Precies dit ontvangen
stock-receive-other = Neem een andere lijst
said-stock-place = De plaats is toegevoegd.
said-stock-moved = De apparaten zijn verplaatst.
said-stock-received = De apparaten zijn ontvangen.
reason-stock-place-there = Er is al een plaats die ‘{ $name }’ heet. Schrijf een andere naam.
reason-stock-move-nothing = Kies een plaats of een staat.
reason-stock-move-many = Hoogstens { $most } apparaten per keer: doe het in meerdere keren.
reason-stock-unknown = { $count ->
        [one] We kennen { $serials } niet. Kijk of het helemaal is gescand, of ontvang het apparaat eerst.
       *[other] We kennen er { $count } niet: { $serials }. Kijk of ze helemaal zijn gescand, of ontvang de apparaten eerst.
    }
reason-stock-too-many = De lijst heeft meer dan { $most } apparaten: splits hem.
reason-stock-width = De regel heeft { $has } velden, de kop { $wanted }: ontbreekt er een scheidingsteken of een aanhalingsteken?
reason-stock-no-rows = De lijst heeft geen apparaten: schrijf er één per regel onder de kop.
reason-stock-column-twice = De kolom ‘{ $name }’ staat er twee keer: haal er één weg.
reason-stock-column-unknown = ‘{ $name }’ is geen kolom: schrijf serial, model, grade, place en eventueel sim.
reason-stock-column-missing = De kolom ‘{ $name }’ ontbreekt in de eerste regel.
reason-stock-cell-missing = Het veld is leeg: vul het in.
reason-stock-model-unknown = We hebben geen model dat ‘{ $name }’ heet: schrijf de naam zoals die onder Modellen staat.
reason-stock-grade-unknown = ‘{ $name }’ is geen staat: schrijf nieuw, gebruikt of gereviseerd.
reason-stock-place-unknown = We hebben geen plaats die ‘{ $name }’ heet: voeg die toe op de pagina Voorraad, of verbeter de naam.
reason-stock-serial-odd = Het nummer is langer dan { $most } tekens of heeft tekens die niet afgedrukt kunnen worden: verbeter het.
reason-stock-serial-twice = { $serial } staat ook op regel { $line }: haal er één weg.
reason-stock-serial-known = { $serial } hebben we al ({ $state }): haal de regel weg en verplaats het apparaat.
step-placed = Neergelegd of beoordeeld
step-missed = Niet gevonden bij het tellen
custody-placed = neerleggen
custody-missed = vermist bij telling
portal-custody-placed = Neergelegd
portal-custody-missed = Niet gevonden bij het tellen
event-stock_place-set = Een plaats van het magazijn is toegevoegd
stock-takes = Tellingen
stock-takes-empty = Nog geen telling. Hier staan ze, met wat er is gevonden.
stock-take-begin = Een telling beginnen
stock-take-what = Kies een plaats en scan alles wat er ligt. Meer mensen kunnen tegelijk tellen.
stock-take-choose = Kies een plaats
stock-take-begun = Begonnen
stock-take-closed = Afgesloten
stock-take-open = Bezig
stock-take-scanned = Gescand
stock-take-of = Telling van { $place }
stock-take-found = Gevonden
stock-take-missing = Ontbreekt
stock-take-surplus = Hoort hier niet
stock-take-unknown = Onbekend
stock-take-surplus-what = Ze zijn hier gescand en staan in de boeken ergens anders.
stock-take-unknown-what = We hebben geen apparaat met dat nummer. Kijk of het helemaal is gescand, of ontvang het apparaat.
stock-take-missing-what = Ze zouden hier moeten liggen en niemand heeft ze gescand. Een apparaat dat ontbreekt is niet verloren: dat beslist een mens.
stock-take-books = In de boeken
stock-take-scan = Scannen
stock-take-scan-go = Toevoegen
stock-take-many = Of veel tegelijk
stock-take-close = De telling afsluiten
stock-take-closing = { $count ->
        [0] Er ontbreekt niets.
        [one] Eén apparaat is niet gescand en wordt als vermist genoteerd.
       *[other] { $count } apparaten zijn niet gescand en worden als vermist genoteerd.
    }
stock-take-move-here = Verplaats ze hierheen
said-stock-take-begun = De telling is begonnen.
said-stock-scanned = Het is meegeteld.
said-stock-take-closed = De telling is afgesloten.
reason-stock-place-gone = De plaats is er niet meer. Kies een andere.
reason-stock-take-open = { $name } wordt al geteld: tel daarin mee.
reason-stock-take-closed = De telling is afgesloten. Begin een nieuwe.
event-stock_take-set = Een telling is gewijzigd
event-stock_take-set-begun = Een telling begon
event-stock_take-set-closed = Een telling is afgesloten
event-stock_take-scanned = Apparaten zijn geteld
