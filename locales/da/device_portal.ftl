# The merchant's devices: faults, exchanges, offers, incidents, moves.

form-time = Det er ikke et klokkeslæt. Skriv fx 14.30.
reason-quote-gone = Tilbuddet findes ikke.
reason-quote-answered = Tilbuddet er allerede besvaret den { $day }. Det svar gælder.

portal-device-said = { $model } (SN { $serial })
portal-to-devices = Alle enheder
portal-to-device = Til enheden
portal-see-device = Se enheden
portal-matters = Sager om enheden
portal-matters-empty = Ingen sager. Her står fejl, ombytninger, tilbud og hændelser, når de er meldt.
portal-history = Hvad der er sket
portal-history-empty = Intet endnu. Her står det, når enheden er leveret, flyttet, ombyttet eller testet.
portal-custody-registered = Kommet på lager
portal-custody-reserved = Lagt til side til dig
portal-custody-freed = Ikke længere lagt til side
portal-custody-handed_over = Udleveret til dig
portal-custody-delivered = Leveret
portal-custody-presumed = Regnes for modtaget i god stand
portal-custody-relocated = Flyttet
portal-custody-swapped_out = Ombyttet med en anden enhed
portal-custody-disconnected = Afbrudt fra gatewayen
portal-custody-overdue = Fristen for retur gik
portal-custody-charged = Opkrævet, fordi den ikke kom retur
portal-custody-lost = Meldt bortkommet
portal-custody-tampered = Mistanke om indgreb meldt: enheden blev afbrudt
portal-custody-scanned_in = Modtaget hos os
portal-custody-covered = Testet og sat til reparation
portal-custody-excluded = Testet: fejlen er ikke dækket
portal-custody-to_vendor = Sendt til producenten
portal-custody-restocked = Tilbage på lager
portal-custody-written_off = Udgået
portal-custody-sold = Overtaget af dig
portal-custody-relocated-to = Flyttet til { $site }
portal-carriage = { $carrier }, sporingsnummer { $number }
portal-carrier = Sendt med { $carrier }
portal-tracking = Sporingsnummer { $number }
portal-charge-stands = { $amount } uden moms: { $state }.
portal-charge-given-back = { $amount } uden moms: givet tilbage ({ $state }).
portal-charge-state-proposed = vi ser på den
portal-charge-state-approved = kommer på en faktura
portal-charge-state-invoiced = faktureret
portal-charge-state-waived = frafaldet
portal-charge-state-credited = krediteret
portal-on-invoice = Faktura { $number }
portal-received-on = Modtaget hos os { $day }.

portal-support-open = Support svarer nu, indtil kl. { $until }.
portal-support-today = Support svarer i dag fra kl. { $from }.
portal-support-from = Support svarer igen { $day } fra kl. { $from }.
portal-support-reach = Ring eller skriv til os:

portal-fault-report = Meld en fejl
portal-fault-description = Hvad er der galt?
portal-fault-hint = Skriv, hvad enheden gør eller ikke gør, og hvad der står på skærmen. Højst 2.000 tegn.
portal-fault-when = Hvornår kom fejlen?
portal-fault-kind-in_life = Enheden har virket, men gør det ikke nu
portal-fault-kind-on_delivery = Enheden virkede ikke, da jeg fik den
portal-fault-manual = Jeg har prøvet manualen
portal-fault-manual-hint = Sæt kun kryds, hvis du har fulgt trinene i manualen, fx genstart og kontrol af strøm og net. Så springer vi dem over.
portal-fault-what = Vi prøver først at løse fejlen sammen med dig, i telefonen eller på e-mail. Lykkes det ikke, sender vi en anden enhed inden for 24 timer, på en hverdag. Forsendelsen til dig betaler vi.
portal-fault-fee = Det koster ikke noget at melde en fejl, som aftalen dækker. Gør den ikke det, kan der opkræves { $gross } med moms ({ $net } uden moms) for hændelsen. En reparation betaler du kun, hvis du siger ja til et tilbud.
portal-fault-rent = Lejen løber videre, mens fejlen står på.
portal-fault-go = Send meldingen
portal-fault-not-in-use = Der kan ikke meldes fejl på en enhed, der ikke er i brug hos dig. Er noget galt, så ring til os.
portal-fault-already = Fejl meldt { $at }:
portal-fault-at = Fejl meldt { $at }
portal-fault-delivery-at = Fejl ved levering, meldt { $at }
portal-fault-next = Vi prøver først at løse fejlen sammen med dig. Lykkes det ikke, godkender vi en ombytning. Godkendes den i dag, sendes den anden enhed senest { $day }.
portal-ticket-open = Hos support
portal-ticket-awaiting = Venter på dig
portal-ticket-closed = Afsluttet
portal-ticket-awaiting-what = Vi mangler et svar fra dig, før vi kan komme videre. Ring eller skriv til os.

portal-ours = Hos os
portal-ours-late = Vi er forsinkede
portal-ours-what = Du skal ikke gøre noget.
portal-do-R080 = Senest { $day }: vi sender en anden enhed for { $model } (SN { $serial }).
portal-do-R082 = Senest { $day }: vi tester { $model } (SN { $serial }).
portal-swap-title = Ombytning af { $device }
portal-swap-of = Ombytning af SN { $old }
portal-swap-of-for = Ombytning: SN { $old } med SN { $new }
portal-swap-approved = Ombytning godkendt
portal-swap-sent = Anden enhed sendt
portal-swap-to-return = Skal sendes retur
portal-swap-held = Afventer forsendelsen
portal-swap-overdue = Ikke modtaget i tide
portal-swap-charged = Opkrævet
portal-swap-received = Modtaget hos os
portal-swap-covered = Fejlen er dækket
portal-swap-excluded = Fejlen er ikke dækket
portal-swap-given-back = Beløbet er givet tilbage
portal-swap-otherwise = Ellers opkræves { $gross } med moms { $day }, efter prislisten: { $parts } = { $net } uden moms.
portal-swap-held-until = Vi har bevis for, at den er sendt, og venter til og med { $day }.
portal-swap-proof = { $count ->
    [one] Er den sendt inden fristen, så send os beviset fra fragtfirmaet. Så venter vi en hverdag mere.
   *[other] Er den sendt inden fristen, så send os beviset fra fragtfirmaet. Så venter vi { $count } hverdage mere.
}
portal-swap-how = Sådan er fristen talt
portal-swap-days = { $count ->
    [one] en hverdag
   *[other] { $count } hverdage
}
portal-swap-counted = Den anden enhed blev sendt { $since }; den dag tæller ikke. Fristen er { $days }. { $free }
portal-swap-weekends = Lørdage og søndage tæller ikke.
portal-swap-holidays = Lørdage og søndage tæller ikke, og heller ikke: { $days }.
portal-day-named = { $day } ({ $what })
portal-day-closed = lukkedag
portal-swap-other = Den anden enhed
portal-swap-other-sent = { $model } (SN { $serial }) blev sendt { $day }. Aftalen, prisen og sidste dag er de samme.
portal-swap-other-by = Den sendes senest { $day }.
portal-swap-other-late = Den skulle være sendt senest { $day }. Vi er forsinkede, og du skal ikke gøre noget.
portal-swap-other-approved = Ombytningen blev godkendt { $day }.
portal-swap-send-first = Send enheden til os
portal-swap-first-what = Når vi har den, sender vi en anden inden for et døgn, på en hverdag. Det koster ikke noget at vente.
portal-swap-other-first = Den sendes inden for et døgn efter, at vi har modtaget enheden.
portal-swap-contest = Gør indsigelse
portal-swap-test = Modtagelse og test
portal-swap-test-by = Den testes senest { $day }.
portal-swap-test-covered = Testet { $day }: fejlen er dækket, og du betaler ikke noget.
portal-swap-test-excluded = Testet { $day }: fejlen er ikke dækket.
portal-swap-charge = Opkrævning
portal-swap-reversed = Beløbet blev givet tilbage { $day }.
portal-swap-reversal = Enheden er fundet igen. Vi ser på at give beløbet tilbage.

portal-ex-EX01 = Skader ved uheld er ikke dækket, fx tab, væske, hærværk, brand, lynnedslag og overspænding (EX01).
portal-ex-EX02 = Følgeskader er ikke dækket, fx at genskabe programmer og filer (EX02).
portal-ex-EX03 = Kontaktløse betalinger, der lå i enheden og gik tabt med den, er ikke dækket (EX03).
portal-ex-EX04 = Forbrugsvarer er ikke dækket (EX04).
portal-ex-EX05 = At melde fejl til andre leverandører er ikke dækket (EX05).
portal-ex-EX06 = Fejl efter indgreb fra andre end os er ikke dækket (EX06).
portal-ex-EX07 = Fejl ved forkert brug eller omgivelser er ikke dækket (EX07).
portal-ex-EX08 = At enheden har låst sig på grund af omgivelserne er ikke dækket, fx statisk elektricitet (EX08).
portal-ex-EX09 = Udstyr og programmer uden for aftalen er ikke dækket, heller ikke fejl, de giver (EX09).
portal-ex-EX10 = Arbejde uden for supportens åbningstid er ikke dækket (EX10).
portal-ex-EX11 = Fejl i dit eget net, strøm eller telefon er ikke dækket (EX11).
portal-ex-EX12 = Indbygget printer, batteri og strømforsyning er ikke dækket, efter at enheden er taget i brug (EX12).

portal-quote-title = Tilbud
portal-quote-task = Senest { $day }: svar på tilbuddet om { $device }, { $amount } uden moms
portal-quote-before = Arbejdet begynder først, når du har sagt ja. Svarer du ikke, koster det ikke noget.
portal-quote-net = { $amount } uden moms
portal-quote-repair = For det reparerer vi den enhed, som du har sendt retur.
portal-quote-swap = En reparation kan ikke betale sig. For det beløb beholder du den anden enhed, og den defekte udgår.
portal-quote-why = Hvorfor du betaler:
portal-quote-until = Tilbuddet gælder til og med { $day }.
portal-quote-if-yes = Siger du ja, begynder arbejdet, og beløbet kommer på en faktura med den aftalte betalingsfrist.
portal-quote-if-no = Siger du nej, begynder arbejdet ikke, og tilbuddet koster ikke noget. Vi ringer om, hvad der så skal ske med enheden.
portal-quote-accept = Ja, jeg accepterer
portal-quote-decline = Nej tak
portal-quote-choose = Vælg ja eller nej.
portal-quote-answer = Svar på tilbuddet
portal-quote-see = Se tilbuddet
portal-quote-yes = Accepteret { $day }.
portal-quote-no = Afslået { $day }. Det koster ikke noget.
portal-quote-expired = Tilbuddet udløb { $day } uden svar. Det koster ikke noget. Ring til os, hvis du vil have et nyt.
said-portal-quote-accepted = Tak. Arbejdet kan begynde.
said-portal-quote-declined = Dit nej er modtaget. Der opkræves ikke noget.

portal-incident-report = Meld tab, tyveri, skade eller indgreb
portal-incident-loss = Tabt eller væk
portal-incident-theft = Stjålet
portal-incident-damage = Skadet
portal-incident-tamper = Mistanke om indgreb
portal-incident-hours = { $count ->
    [one] Meld det straks og senest en time efter, at du opdagede det. Meld det også, hvis der er gået længere tid: vi afviser det ikke.
   *[other] Meld det straks og senest { $count } timer efter, at du opdagede det. Meld det også, hvis der er gået længere tid: vi afviser det ikke.
}
portal-incident-costs = Hvad det kan koste
portal-incident-cost-lost = { $gross } med moms opkræves, når du melder det: { $parts } uden moms, af i dag. Lejen løber videre. Kommer enheden tilbage, ser vi på at give beløbet tilbage.
portal-incident-cost-awaited = Enheden er ombyttet og skal sendes retur. Meldingen koster ikke noget i sig selv. Kommer enheden ikke inden fristen, opkræves { $gross } med moms { $day }: { $parts } = { $net } uden moms.
portal-incident-cost-unknown = Enhedens værdi efter prislisten. Ring til os og hør, hvad den er.
portal-incident-cost-damage = Intet nu. Kan enheden ikke bruges, bytter vi den, og en reparation betaler du kun, hvis du siger ja til et tilbud.
portal-incident-cost-tamper = Intet nu. Enheden afbrydes med det samme og kan ikke tage imod betaling, før vi har set på den. Brug den ikke.
portal-incident-kind = Hvad er der sket?
portal-incident-day = Hvilken dag opdagede du det?
portal-incident-time = Hvornår på dagen?
portal-incident-time-hint = Cirka, fx 14.30.
portal-incident-go = Meld det
portal-incident-not-in-hand = Der kan ikke meldes noget om en enhed, som du ikke har, eller som allerede er meldt bortkommet. Er noget galt, så ring til os.
portal-incident-in-time = Meldt i tide
portal-incident-late = Meldt for sent
portal-incident-when = Opdaget { $found }, meldt { $told }.

portal-move = Flyt til et andet sted
portal-move-from = Står nu
portal-move-to = Hvor flytter den hen?
portal-move-cost = Flytter du selv enheden, koster det ikke noget hos os. Hjælper vi, betaler du, hvad det koster, efter bilag.
portal-move-what = Driften og prisen er de samme. Vi skal vide, hvor enheden står, for at kunne hjælpe. Meld det, før den flyttes.
portal-move-go = Meld flytningen
portal-move-same = Der står enheden allerede. Vælg et andet sted.
portal-move-strange = Det sted er ikke et af dine. Enheden må ikke lånes ud, lejes ud eller flyttes til andre. Vælg et af dine egne steder.
portal-move-nowhere = Der er ikke et andet sted at vælge. Åbner du et nyt, så skriv adressen til os, og vi opretter det.
portal-move-not-in-use = Kun en enhed, der er i brug hos dig, kan flyttes.
portal-move-new = Mangler et af dine steder? Skriv eller ring:
said-portal-fault = Fejlen er meldt. Nedenfor står, hvad der sker nu.
said-portal-incident = Hændelsen er meldt.
said-portal-moved = Flytningen er meldt.
