# Terminals bij het terminalbeheer, en wat er weglekt.

reason-terminals = Terminalbeheer: { $cause }
reason-terminal-order-unknown = Die opdracht hebben wij niet gegeven.
reason-terminal-order-other = De bevestiging van terminal { $serial } zegt iets anders dan de opdracht.
reason-support-suspended = Overeenkomst { $reference } is opgeschort wegens niet-betaling: betaal wat openstaat, dan helpen we weer.
reason-support-without-licence = Het apparaat heeft geen licentie onder overeenkomst { $reference }: ondersteuning volgt de licentie. Bel ons om die terug te krijgen.
job-terminal_order = Terminal aansluiten of afsluiten
job-terminal_poll = Terminals die online waren
event-terminal-set = Een terminal werd door het terminalbeheer bevestigd
event-terminal-set-connected = Een terminal werd aangesloten
event-terminal-set-disconnected = Een terminal werd afgesloten
actor-terminals = Terminalbeheer

nav-leaks = Lekken
leak-title = Lekken
leak-intro = Wat gefactureerd wordt en er niet is, er is en niet gefactureerd wordt, of online is en dat niet mag zijn.
leak-not-asked = Het terminalbeheer is niet ingesteld: niemand zegt welke terminals online zijn.
leak-empty = Lekken verschijnen hier zodra ze er zijn.
leak-what = Wat
leak-do = Wat te doen
leak-quarterly = Per kwartaal, zonder btw
leak-at-stake = { $amount } per kwartaal, zonder btw
leak-returned = Terug, maar gefactureerd
leak-returned-none = Geen. Apparaten die terug zijn en nog gefactureerd worden, verschijnen hier.
leak-returned-do = Stuur een vervanging, of beëindig de regel.
leak-both-online = Beide kanten van een omruil zijn online
leak-both-online-none = Geen. Omgeruilde apparaten die naast hun vervanging gebruikt worden, verschijnen hier.
leak-both-online-do = Sluit het omgeruilde apparaat af, en vraag de klant het op te sturen.
leak-unseen = Gefactureerd, maar niet online gezien
leak-unseen-none = Geen. Apparaten die { $days } dagen niet online waren, verschijnen hier.
leak-unseen-do = Bel de klant: wordt het apparaat gebruikt, of is het weg?
leak-alone = Licentie zonder apparaat
leak-alone-none = Geen. Licenties die zonder apparaat doorlopen, verschijnen hier.
leak-alone-do = Stuur een apparaat, of beëindig de licentie.
leak-unlicensed = Apparaat zonder licentie
leak-unlicensed-none = Geen. Apparaten waarvan de overeenkomst zonder licentie doorloopt, verschijnen hier.
leak-unlicensed-do = Geef de regel zijn licentie terug, of haal het apparaat terug.
