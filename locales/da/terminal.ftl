# Terminaler hos terminalstyringen, og hvad der lækker.

reason-terminals = Terminalstyringen: { $cause }
reason-terminal-order-unknown = Den ordre har vi ikke givet.
reason-terminal-order-other = Bekræftelsen af terminal { $serial } siger noget andet end ordren.
reason-support-suspended = Aftale { $reference } er lukket ned for manglende betaling: betal det skyldige, så hjælper vi igen.
reason-support-without-licence = Enheden har ingen licens på aftale { $reference }: support følger licensen. Ring til os for at få den igen.
job-terminal_order = Terminal tilsluttes eller frakobles
job-terminal_poll = Terminaler, der har været online
event-terminal-set = En terminal blev bekræftet af terminalstyringen
event-terminal-set-connected = En terminal blev tilsluttet
event-terminal-set-disconnected = En terminal blev frakoblet
actor-terminals = Terminalstyringen

nav-leaks = Lækager
leak-title = Lækager
leak-intro = Her står det, der faktureres uden at være der, er der uden at blive faktureret, eller er online uden at skulle være det.
leak-not-asked = Terminalstyringen er ikke sat op: ingen fortæller, hvilke terminaler der er online.
leak-empty = Lækager vises her, når der er nogen.
leak-what = Hvad
leak-do = Hvad gør vi
leak-quarterly = I kvartalet, uden moms
leak-at-stake = { $amount } i kvartalet, uden moms
leak-returned = Returneret, men faktureres
leak-returned-none = Ingen. Enheder, der er kommet tilbage og stadig faktureres, vises her.
leak-returned-do = Send en erstatning, eller afslut linjen.
leak-both-online = Begge ender af en ombytning er online
leak-both-online-none = Ingen. Ombyttede enheder, der bruges ved siden af deres erstatning, vises her.
leak-both-online-do = Frakobl den ombyttede enhed, og bed kunden sende den.
leak-unseen = Faktureres, men ikke set online
leak-unseen-none = Ingen. Enheder, der ikke har været online i { $days } dage, vises her.
leak-unseen-do = Ring til kunden: bruges enheden, eller er den væk?
leak-alone = Licens uden enhed
leak-alone-none = Ingen. Licenser, der løber uden en enhed, vises her.
leak-alone-do = Send en enhed, eller afslut licensen.
leak-unlicensed = Enhed uden licens
leak-unlicensed-none = Ingen. Enheder, hvis aftale løber uden licens, vises her.
leak-unlicensed-do = Giv linjen sin licens igen, eller få enheden retur.
