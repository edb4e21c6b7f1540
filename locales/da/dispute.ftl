# Contested lines: why one cannot be contested or decided, and where it stands.

contest-unknown = Linjen findes ikke længere her.
contest-no-reason = Skriv, hvorfor du bestrider linjen.
contest-too-long = Begrundelsen er for lang: skriv højst 2.000 tegn.
contest-credit-note = En kreditnota giver penge tilbage og kan ikke bestrides. Bestrid linjen på fakturaen i stedet.
contest-already-open = Linjen er allerede bestridt. Du hører fra os.
contest-credited = Linjen er krediteret helt. Der er intet at gøre indsigelse mod.
contest-upheld = Du har fået medhold i indsigelsen mod linjen. Der er ikke mere at gøre indsigelse mod.
contest-same-reason = Den begrundelse har vi svaret på. Skriv, hvad der er nyt.

decide-unknown = Denne bestridte linje findes ikke længere her.
decide-no-answer = Skriv, hvad kunden får at vide.
decide-too-long = Svaret er for langt: skriv højst 2.000 tegn.
decide-decided = Dette er allerede afgjort.

dispute-open = Åben
dispute-upheld = Medhold
dispute-rejected = Afvist
