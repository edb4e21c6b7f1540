# Brieven per e-mail.

mail-greeting = Hallo { $name },
mail-for = Waarvoor het bedrag is
mail-covered = Betaald of gecrediteerd
mail-left = Nog te betalen

mail-invoice-subject = Factuur { $number } van { $seller }: { $amount } uiterlijk { $date }
mail-invoice-subject-nothing = Factuur { $number } van { $seller }: niets te betalen
mail-invoice-to-pay = { $amount }, te betalen uiterlijk { $date }.
mail-invoice-see = Bekijk de factuur en de reden van elke regel
mail-invoice-attached = De factuur is als PDF bijgevoegd.

mail-credit-subject = Creditnota { $number } van { $seller }: { $amount }
mail-credit-credited = { $amount } is gecrediteerd.
mail-credit-see = Bekijk de creditnota
mail-credit-attached = De creditnota is als PDF bijgevoegd.

mail-link-by-hand = Werkt de knop niet? Kopieer dan dit adres naar de browser:
mail-link-days = De link kan één keer worden gebruikt, binnen { $count } { $count ->
    [one] dag
   *[other] dagen
}.
mail-link-minutes = De link kan één keer worden gebruikt, binnen { $count } { $count ->
    [one] minuut
   *[other] minuten
}.

mail-invitation-subject = Uw toegang tot { $seller }
mail-invitation-says = { $seller } heeft een account voor u gemaakt. Kies een wachtwoord, dan kunt u inloggen.
mail-invitation-action = Kies een wachtwoord
mail-invitation-not-you = Had u dit niet verwacht? Dan hoeft u niets te doen. U kunt ook schrijven naar { $email }.

mail-reset-subject = Kies een nieuw wachtwoord voor { $seller }
mail-reset-says = Iemand, waarschijnlijk u, heeft om een nieuw wachtwoord gevraagd voor uw account bij { $seller }.
mail-reset-action = Kies een nieuw wachtwoord
mail-reset-not-you = Was u het niet? Dan hoeft u niets te doen: uw wachtwoord blijft zoals het is.

mail-changed-subject = Uw wachtwoord voor { $seller } is gewijzigd
mail-changed-says = Het wachtwoord van uw account bij { $seller } is gewijzigd op { $date } om { $time }. U bent overal uitgelogd.
mail-changed-not-you = Was u het niet? Vraag dan meteen een nieuw wachtwoord aan en schrijf naar { $email }.
