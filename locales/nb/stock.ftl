# Lageret: hva som kommer, hvor det ligger, og hva som ble talt; og papirer på sidene.

nav-stock = Lager
papers-of-swap = Papirer
papers-printing = skrives ut om et øyeblikk
papers-evidence = Alt om byttet (PDF)
papers-label = Skriv ut etikett
papers-labels = Skriv ut etiketter
stock-receive = Ta imot enheter
stock-move = Flytt eller vurder enheter
stock-devices = Enheter hos oss
stock-empty = Her står det hvor mange enheter av hver modell vi har, når de første er tatt imot.
stock-grade = Tilstand
stock-grade-new = Ny
stock-grade-used = Brukt
stock-grade-refurbished = Overhalt
stock-grade-none = Ikke vurdert
stock-shelf-stock = På lager
stock-shelf-reserved = Reservert
stock-shelf-bench = På verkstedet
stock-shelf-back = På vei tilbake
stock-shelf-vendor = Hos produsenten
stock-shelf-missing = Savnet
stock-sum = Totalt
stock-at-places = På lager, etter plass
stock-at-places-empty = Ingenting er på lager. Her står det hva som ligger på hver plass.
stock-place = Plass
stock-places = Plasser
stock-places-empty = Her står lagerets plasser: et lager, et verksted, en bil.
stock-no-place = Ingen plass
stock-place-add = Legg til en plass
stock-place-name = Plassens navn
stock-place-what = For eksempel Hovedlager, Verksted eller Bil 2.
stock-devices-empty = Ingen enhet passer. Velg noe annet over.
stock-choice = Velg
stock-choose = Velg minst én enhet i listen.
stock-choose-one = Velg SN { $serial }
stock-missing-since = Savnet siden { $day }
stock-move-what = Skann eller skriv det som legges på plassen. Alle enhetene flyttes, eller ingen.
stock-serials = Serienumre
stock-serials-what = Ett på hver linje. Koden på en etikett kan skannes.
stock-as-before = Som før
stock-move-go = Lagre
stock-receive-what = Velg en fil, eller lim inn listen. Først vises det hva som ville blitt tatt imot; ingenting lagres før du bekrefter.
stock-receive-most = Høyst { $most } enheter om gangen.
stock-receive-no-place = Det finnes ingen plass å legge enhetene på ennå.
stock-file = Fil (CSV)
stock-list = Listen
stock-list-what = Første linje er overskriftene. Modellen skrives med navn; tilstand er ny, brukt eller overhalt; SIM kan utelates.
stock-look = Se hva som ville blitt tatt imot
stock-list-faults = Listen kan ikke tas imot slik den er. Rett linjene og se igjen; ingenting er lagret.
stock-list-odd = Listen har tegn vi ikke kan lese. Lagre filen på nytt som «CSV UTF-8», eller lim inn teksten.
stock-whole-list = Hele listen
stock-line = Linje
stock-column = Kolonne
stock-fault = Hva som må rettes
stock-faults-more = { $count ->
        [one] Én feil til er ikke vist.
       *[other] { $count } feil til er ikke vist.
    }
stock-would-take = { $count ->
        [one] Én enhet ville blitt tatt imot.
       *[other] { $count } enheter ville blitt tatt imot.
    }
stock-rows-more = { $count ->
        [one] Og én enhet til.
       *[other] Og { $count } enheter til.
    }
stock-seen-moved = Det er ikke lenger det du så før. Se gjennom det og bekreft på nytt.
stock-count = Antall
stock-rows = Enhet for enhet
stock-receive-go = Ta imot akkurat dette
stock-receive-other = Ta en annen liste
said-stock-place = Plassen er lagt til.
said-stock-moved = Enhetene er flyttet.
said-stock-received = Enhetene er tatt imot.
reason-stock-place-there = Det finnes allerede en plass som heter «{ $name }». Skriv et annet navn.
reason-stock-move-nothing = Velg en plass eller en tilstand.
reason-stock-move-many = Høyst { $most } enheter om gangen: ta dem i flere omganger.
reason-stock-unknown = { $count ->
        [one] Vi kjenner ikke { $serials }. Se om det er skannet helt, eller ta imot enheten først.
       *[other] Vi kjenner ikke { $count } av dem: { $serials }. Se om de er skannet helt, eller ta imot enhetene først.
    }
reason-stock-too-many = Listen har mer enn { $most } enheter: del den i flere.
reason-stock-width = Linjen har { $has } felter, overskriften { $wanted }: mangler det et skilletegn eller et anførselstegn?
reason-stock-no-rows = Listen har ingen enheter: skriv én på hver linje under overskriften.
reason-stock-column-twice = Kolonnen «{ $name }» står to ganger: ta den ene ut.
reason-stock-column-unknown = «{ $name }» er ingen kolonne: skriv serial, model, grade, place og eventuelt sim.
reason-stock-column-missing = Kolonnen «{ $name }» mangler i første linje.
reason-stock-cell-missing = Feltet er tomt: skriv det.
reason-stock-model-unknown = Vi har ingen modell som heter «{ $name }»: skriv navnet slik det står under Modeller.
reason-stock-grade-unknown = «{ $name }» er ingen tilstand: skriv ny, brukt eller overhalt.
reason-stock-place-unknown = Vi har ingen plass som heter «{ $name }»: legg den til på siden Lager, eller rett navnet.
reason-stock-serial-odd = Nummeret er lengre enn { $most } tegn eller har tegn som ikke kan skrives ut: rett det.
reason-stock-serial-twice = { $serial } står også på linje { $line }: ta den ene ut.
reason-stock-serial-known = { $serial } har vi allerede ({ $state }): ta ut linjen, og flytt enheten i stedet.
step-placed = Lagt på plass eller vurdert
step-missed = Ikke funnet ved telling
custody-placed = plassering
custody-missed = savnet ved telling
portal-custody-placed = Lagt på plass
portal-custody-missed = Ikke funnet ved telling
event-stock_place-set = En plass på lageret ble lagt til
stock-takes = Tellinger
stock-takes-empty = Ingen telling ennå. Her står de med det som ble funnet.
stock-take-begin = Begynn en telling
stock-take-what = Velg en plass, og skann alt som ligger der. Flere kan telle samtidig.
stock-take-choose = Velg en plass
stock-take-begun = Begynt
stock-take-closed = Avsluttet
stock-take-open = I gang
stock-take-scanned = Skannet
stock-take-of = Telling av { $place }
stock-take-found = Funnet
stock-take-missing = Mangler
stock-take-surplus = Hører ikke til her
stock-take-unknown = Kjennes ikke
stock-take-surplus-what = De ble skannet her, og i bøkene er de et annet sted.
stock-take-unknown-what = Vi har ingen enhet med det nummeret. Se om det er skannet helt, eller ta imot enheten.
stock-take-missing-what = De skulle ligge her, og ingen har skannet dem. En enhet som mangler, er ikke tapt: det avgjør en person.
stock-take-books = I bøkene
stock-take-scan = Skann
stock-take-scan-go = Legg til
stock-take-many = Eller mange på én gang
stock-take-close = Avslutt tellingen
stock-take-closing = { $count ->
        [0] Ingenting mangler.
        [one] Én enhet er ikke skannet og blir skrevet som savnet.
       *[other] { $count } enheter er ikke skannet og blir skrevet som savnet.
    }
stock-take-move-here = Flytt dem hit
said-stock-take-begun = Tellingen er begynt.
said-stock-scanned = Det er talt med.
said-stock-take-closed = Tellingen er avsluttet.
reason-stock-place-gone = Plassen er der ikke lenger. Velg en annen.
reason-stock-take-open = { $name } blir allerede talt: tell med i den tellingen.
reason-stock-take-closed = Tellingen er avsluttet. Begynn en ny.
event-stock_take-set = En telling ble endret
event-stock_take-set-begun = En telling begynte
event-stock_take-set-closed = En telling ble avsluttet
event-stock_take-scanned = Enheter ble talt
