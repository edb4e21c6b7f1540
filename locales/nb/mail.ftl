# Brev med e-post.

mail-greeting = Hei { $name }
mail-for = Hva beløpet gjelder
mail-covered = Betalt eller kreditert
mail-left = Igjen å betale

mail-invoice-subject = Faktura { $number } fra { $seller }: { $amount } senest { $date }
mail-invoice-subject-nothing = Faktura { $number } fra { $seller }: ingenting å betale
mail-invoice-to-pay = { $amount } skal betales senest { $date }.
mail-invoice-see = Se fakturaen, og hvorfor hver linje er med
mail-invoice-attached = Fakturaen er vedlagt som PDF.

mail-credit-subject = Kreditnota { $number } fra { $seller }: { $amount }
mail-credit-credited = { $amount } er kreditert.
mail-credit-see = Se kreditnotaen
mail-credit-attached = Kreditnotaen er vedlagt som PDF.

mail-link-by-hand = Hvis knappen ikke virker, kan du kopiere denne adressen til nettleseren:
mail-link-days = Lenken kan brukes én gang innen { $count } { $count ->
    [one] dag
   *[other] dager
}.
mail-link-minutes = Lenken kan brukes én gang innen { $count } { $count ->
    [one] minutt
   *[other] minutter
}.

mail-invitation-subject = Din tilgang til { $seller }
mail-invitation-says = { $seller } har opprettet en konto til deg. Velg et passord, så kan du logge inn.
mail-invitation-action = Velg et passord
mail-invitation-not-you = Hadde du ikke ventet dette? Da trenger du ikke å gjøre noe. Du kan også skrive til { $email }.

mail-reset-subject = Velg et nytt passord til { $seller }
mail-reset-says = Noen, sannsynligvis du, har bedt om et nytt passord til kontoen din hos { $seller }.
mail-reset-action = Velg et nytt passord
mail-reset-not-you = Var det ikke deg? Da trenger du ikke å gjøre noe: Passordet ditt er det samme som før.

mail-changed-subject = Passordet ditt til { $seller } er endret
mail-changed-says = Passordet til kontoen din hos { $seller } ble endret { $date } kl. { $time }. Du er logget ut overalt.
mail-changed-not-you = Var det ikke deg? Be om et nytt passord med én gang, og skriv til { $email }.
