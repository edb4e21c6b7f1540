# Terminaler hos terminalstyringen, og hva som lekker.

reason-terminals = Terminalstyringen: { $cause }
reason-terminal-order-unknown = Den ordren har vi ikke gitt.
reason-terminal-order-other = Bekreftelsen av terminal { $serial } sier noe annet enn ordren.
reason-support-suspended = Avtale { $reference } er stengt for manglende betaling: betal det skyldige, så hjelper vi igjen.
reason-support-without-licence = Enheten har ingen lisens på avtale { $reference }: support følger lisensen. Ring oss for å få den tilbake.
job-terminal_order = Terminal kobles til eller fra
job-terminal_poll = Terminaler som har vært på nett
event-terminal-set = En terminal ble bekreftet av terminalstyringen
event-terminal-set-connected = En terminal ble koblet til
event-terminal-set-disconnected = En terminal ble koblet fra
actor-terminals = Terminalstyringen

nav-leaks = Lekkasjer
leak-title = Lekkasjer
leak-intro = Her står det som faktureres uten å være der, er der uten å bli fakturert, eller er på nett uten å skulle være det.
leak-not-asked = Terminalstyringen er ikke satt opp: ingen forteller hvilke terminaler som er på nett.
leak-empty = Lekkasjer vises her når det er noen.
leak-what = Hva
leak-do = Hva gjør vi
leak-quarterly = I kvartalet, uten mva.
leak-at-stake = { $amount } i kvartalet, uten mva.
leak-returned = Returnert, men faktureres
leak-returned-none = Ingen. Enheter som er kommet tilbake og fortsatt faktureres, vises her.
leak-returned-do = Send en erstatning, eller avslutt linjen.
leak-both-online = Begge ender av et bytte er på nett
leak-both-online-none = Ingen. Byttede enheter som brukes ved siden av erstatningen, vises her.
leak-both-online-do = Koble fra den byttede enheten, og be kunden sende den.
leak-unseen = Faktureres, men ikke sett på nett
leak-unseen-none = Ingen. Enheter som ikke har vært på nett på { $days } dager, vises her.
leak-unseen-do = Ring kunden: brukes enheten, eller er den borte?
leak-alone = Lisens uten enhet
leak-alone-none = Ingen. Lisenser som løper uten en enhet, vises her.
leak-alone-do = Send en enhet, eller avslutt lisensen.
leak-unlicensed = Enhet uten lisens
leak-unlicensed-none = Ingen. Enheter der avtalen løper uten lisens, vises her.
leak-unlicensed-do = Gi linjen lisensen tilbake, eller få enheten i retur.
