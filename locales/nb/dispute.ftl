# Contested lines: why one cannot be contested or decided, and where it stands.

contest-unknown = Linjen finnes ikke lenger her.
contest-no-reason = Skriv hvorfor du bestrider linjen.
contest-too-long = Begrunnelsen er for lang: skriv høyst 2 000 tegn.
contest-credit-note = En kreditnota gir penger tilbake og kan ikke bestrides. Bestrid linjen på fakturaen i stedet.
contest-already-open = Linjen er allerede bestridt. Du hører fra oss.
contest-credited = Linjen er kreditert helt. Det er ingenting å bestride.
contest-upheld = Du har fått medhold i innsigelsen mot linjen. Det er ikke mer å bestride.
contest-same-reason = Den begrunnelsen har vi svart på. Skriv hva som er nytt.

decide-unknown = Denne bestridte linjen finnes ikke lenger her.
decide-no-answer = Skriv hva kunden får vite.
decide-too-long = Svaret er for langt: skriv høyst 2 000 tegn.
decide-decided = Dette er allerede avgjort.

dispute-open = Åpen
dispute-upheld = Medhold
dispute-rejected = Avvist
