# Lageret: hvad der kommer, hvor det ligger, og hvad der blev talt; og papirer på siderne.

nav-stock = Lager
papers-of-swap = Papirer
papers-printing = bliver udskrevet om et øjeblik
papers-evidence = Alt om ombytningen (PDF)
papers-label = Udskriv mærkat
papers-labels = Udskriv mærkater
stock-receive = Modtag enheder
stock-move = Flyt eller bedøm enheder
stock-devices = Enheder hos os
stock-empty = Her står, hvor mange enheder af hver model vi har, når de første er modtaget.
stock-grade = Kvalitet
stock-grade-new = Ny
stock-grade-used = Brugt
stock-grade-refurbished = Istandsat
stock-grade-none = Ikke bedømt
stock-shelf-stock = På lager
stock-shelf-reserved = Reserveret
stock-shelf-bench = På værkstedet
stock-shelf-back = På vej tilbage
stock-shelf-vendor = Hos producenten
stock-shelf-missing = Savnet
stock-sum = I alt
stock-at-places = På lager, efter plads
stock-at-places-empty = Intet er på lager. Her står, hvad der ligger på hver plads.
stock-place = Plads
stock-places = Pladser
stock-places-empty = Her står lagerets pladser: et lager, et værksted, en bil.
stock-no-place = Ingen plads
stock-place-add = Tilføj en plads
stock-place-name = Pladsens navn
stock-place-what = For eksempel Hovedlager, Værksted eller Bil 2.
stock-devices-empty = Ingen enhed passer. Vælg noget andet ovenfor.
stock-choice = Vælg
stock-choose = Vælg mindst én enhed i listen.
stock-choose-one = Vælg SN { $serial }
stock-missing-since = Savnet siden { $day }
stock-move-what = Skan eller skriv, hvad der lægges på pladsen. Alle enheder flyttes, eller ingen.
stock-serials = Serienumre
stock-serials-what = Ét på hver linje. Koden på et mærkat kan skannes.
stock-as-before = Som før
stock-move-go = Gem
stock-receive-what = Vælg en fil, eller sæt listen ind. Først vises, hvad der ville blive modtaget; intet gemmes, før du bekræfter.
stock-receive-most = Højst { $most } enheder ad gangen.
stock-receive-no-place = Der er ingen plads at lægge enhederne på endnu.
stock-file = Fil (CSV)
stock-list = Listen
stock-list-what = Første linje er overskrifterne. Modellen skrives med navn; stand er ny, brugt eller istandsat; SIM kan udelades.
stock-look = Se, hvad der ville blive modtaget
stock-list-faults = Listen kan ikke modtages, som den er. Ret linjerne, og se igen; intet er gemt.
stock-list-odd = Listen har tegn, som vi ikke kan læse. Gem filen igen som “CSV UTF-8”, eller sæt teksten ind.
stock-whole-list = Hele listen
stock-line = Linje
stock-column = Kolonne
stock-fault = Hvad skal rettes
stock-faults-more = { $count ->
        [one] Én fejl mere er ikke vist.
       *[other] { $count } fejl mere er ikke vist.
    }
stock-would-take = { $count ->
        [one] Én enhed ville blive modtaget.
       *[other] { $count } enheder ville blive modtaget.
    }
stock-rows-more = { $count ->
        [one] Og én enhed mere.
       *[other] Og { $count } enheder mere.
    }
stock-seen-moved = Det er ikke længere det, du så før. Se det igennem, og bekræft igen.
stock-count = Antal
stock-rows = Enhed for enhed
stock-receive-go = Modtag netop dette
stock-receive-other = Tag en anden liste
said-stock-place = Pladsen er tilføjet.
said-stock-moved = Enhederne er flyttet.
said-stock-received = Enhederne er modtaget.
reason-stock-place-there = Der er allerede en plads, der hedder “{ $name }”. Skriv et andet navn.
reason-stock-move-nothing = Vælg en plads eller en stand.
reason-stock-move-many = Højst { $most } enheder ad gangen: tag dem i flere omgange.
reason-stock-unknown = { $count ->
        [one] Vi kender ikke { $serials }. Se, om det er skannet helt, eller modtag enheden først.
       *[other] Vi kender ikke { $count } af dem: { $serials }. Se, om de er skannet helt, eller modtag enhederne først.
    }
reason-stock-too-many = Listen har mere end { $most } enheder: del den i flere.
reason-stock-width = Linjen har { $has } felter, overskriften { $wanted }: mangler der et skilletegn eller et anførselstegn?
reason-stock-no-rows = Listen har ingen enheder: skriv én på hver linje under overskriften.
reason-stock-column-twice = Kolonnen “{ $name }” står to gange: tag den ene ud.
reason-stock-column-unknown = “{ $name }” er ingen kolonne: skriv serial, model, grade, place og eventuelt sim.
reason-stock-column-missing = Kolonnen “{ $name }” mangler i første linje.
reason-stock-cell-missing = Feltet er tomt: skriv det.
reason-stock-model-unknown = Vi har ingen model, der hedder “{ $name }”: skriv navnet, som det står under Modeller.
reason-stock-grade-unknown = “{ $name }” er ingen stand: skriv ny, brugt eller istandsat.
reason-stock-place-unknown = Vi har ingen plads, der hedder “{ $name }”: tilføj den på siden Lager, eller ret navnet.
reason-stock-serial-odd = Nummeret er længere end { $most } tegn eller har tegn, der ikke kan skrives ud: ret det.
reason-stock-serial-twice = { $serial } står også på linje { $line }: tag den ene ud.
reason-stock-serial-known = { $serial } har vi allerede ({ $state }): tag linjen ud, og flyt enheden i stedet.
step-placed = Lagt på plads eller bedømt
step-missed = Ikke fundet ved optælling
custody-placed = placering
custody-missed = savnet ved optælling
portal-custody-placed = Lagt på plads
portal-custody-missed = Ikke fundet ved optælling
event-stock_place-set = En plads på lageret blev tilføjet
stock-takes = Optællinger
stock-takes-empty = Ingen optælling endnu. Her står de med, hvad der blev fundet.
stock-take-begin = Begynd en optælling
stock-take-what = Vælg en plads, og skan alt, der ligger der. Flere kan tælle på samme tid.
stock-take-choose = Vælg en plads
stock-take-begun = Begyndt
stock-take-closed = Afsluttet
stock-take-open = I gang
stock-take-scanned = Skannet
stock-take-of = Optælling af { $place }
stock-take-found = Fundet
stock-take-missing = Mangler
stock-take-surplus = Hører ikke til her
stock-take-unknown = Kendes ikke
stock-take-surplus-what = De blev skannet her, og i bøgerne er de et andet sted.
stock-take-unknown-what = Vi har ingen enhed med det nummer. Se, om det er skannet helt, eller modtag enheden.
stock-take-missing-what = De skulle ligge her, og ingen har skannet dem. En enhed, der mangler, er ikke tabt: det afgør en person.
stock-take-books = I bøgerne
stock-take-scan = Skan
stock-take-scan-go = Tilføj
stock-take-many = Eller mange på én gang
stock-take-close = Afslut optællingen
stock-take-closing = { $count ->
        [0] Intet mangler.
        [one] Én enhed er ikke skannet og bliver skrevet som savnet.
       *[other] { $count } enheder er ikke skannet og bliver skrevet som savnet.
    }
stock-take-move-here = Flyt dem hertil
said-stock-take-begun = Optællingen er begyndt.
said-stock-scanned = Det er talt med.
said-stock-take-closed = Optællingen er afsluttet.
reason-stock-place-gone = Pladsen er der ikke længere. Vælg en anden.
reason-stock-take-open = { $name } bliver allerede talt: tæl med i den optælling.
reason-stock-take-closed = Optællingen er afsluttet. Begynd en ny.
event-stock_take-set = En optælling blev ændret
event-stock_take-set-begun = En optælling begyndte
event-stock_take-set-closed = En optælling blev afsluttet
event-stock_take-scanned = Enheder blev talt
