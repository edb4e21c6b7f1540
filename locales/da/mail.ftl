# Breve med e-mail.

mail-greeting = Hej { $name }
mail-for = Hvad beløbet dækker
mail-covered = Betalt eller krediteret
mail-left = Tilbage at betale

mail-invoice-subject = Faktura { $number } fra { $seller }: { $amount } senest { $date }
mail-invoice-subject-nothing = Faktura { $number } fra { $seller }: intet at betale
mail-invoice-to-pay = { $amount } skal betales senest { $date }.
mail-invoice-see = Se fakturaen, og hvorfor hver linje er der
mail-invoice-attached = Fakturaen er vedhæftet som PDF.

mail-credit-subject = Kreditnota { $number } fra { $seller }: { $amount }
mail-credit-credited = { $amount } er krediteret.
mail-credit-see = Se kreditnotaen
mail-credit-attached = Kreditnotaen er vedhæftet som PDF.

mail-link-by-hand = Hvis knappen ikke virker, så kopiér denne adresse til browseren:
mail-link-days = Linket kan bruges én gang inden for { $count } { $count ->
    [one] dag
   *[other] dage
}.
mail-link-minutes = Linket kan bruges én gang inden for { $count } { $count ->
    [one] minut
   *[other] minutter
}.

mail-invitation-subject = Din adgang til { $seller }
mail-invitation-says = { $seller } har oprettet en konto til dig. Vælg en adgangskode, så kan du logge ind.
mail-invitation-action = Vælg en adgangskode
mail-invitation-not-you = Havde du ikke ventet det? Så gør ingenting, eller skriv til { $email }.

mail-reset-subject = Vælg en ny adgangskode til { $seller }
mail-reset-says = Nogen, sandsynligvis dig, har bedt om en ny adgangskode til din konto hos { $seller }.
mail-reset-action = Vælg en ny adgangskode
mail-reset-not-you = Var det ikke dig? Så gør ingenting: din adgangskode er den samme som før.

mail-changed-subject = Din adgangskode til { $seller } er ændret
mail-changed-says = Adgangskoden til din konto hos { $seller } blev ændret { $date } kl. { $time }. Du er logget ud alle steder.
mail-changed-not-you = Var det ikke dig? Så bed straks om en ny adgangskode, og skriv til { $email }.
