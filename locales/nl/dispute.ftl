# Contested lines: why one cannot be contested or decided, and where it stands.

contest-unknown = Deze regel staat hier niet meer.
contest-no-reason = Schrijf waarom u de regel betwist.
contest-too-long = De reden is te lang: schrijf hoogstens 2.000 tekens.
contest-credit-note = Een creditnota geeft geld terug en kan niet worden betwist. Betwist in plaats daarvan de regel van de factuur.
contest-already-open = De regel is al betwist. U hoort van ons.
contest-credited = De regel is helemaal gecrediteerd. Er valt niets te betwisten.
contest-upheld = U hebt over deze regel gelijk gekregen. Er valt niets meer te betwisten.
contest-same-reason = Op die reden hebben wij geantwoord. Schrijf wat er nieuw is.

decide-unknown = Deze betwiste regel staat hier niet meer.
decide-no-answer = Schrijf wat de klant te horen krijgt.
decide-too-long = Het antwoord is te lang: schrijf hoogstens 2.000 tekens.
decide-decided = Hierover is al beslist.

dispute-open = Open
dispute-upheld = Gegrond
dispute-rejected = Afgewezen
