# What is printed on invoices and credit notes.

line-with-device = { $what }, { $model } (SN { $serial })

label-to = Til
label-issued = Fakturadato
label-issued-credit = Dato
label-due = Forfallsdato
label-customer = Kundenummer
label-reference = Deres referanse
label-agreement = Avtale
label-corrects = Retter faktura { $number } av { $date }
label-reason = Årsak

to-pay = Å betale
to-pay-by = senest { $date }
to-pay-nothing = Det er ikke noe å betale.
credited = Krediteres
credited-what-now = Det er ikke noe å betale. Beløpet trekkes fra det som er åpent, og resten står til gode hos oss.

pay-fik = Betalingslinje (FIK)
pay-kid = KID
pay-rf = Betalingsreferanse
pay-account = Kontonummer
pay-account-registration = Reg.nr. og konto
pay-iban = IBAN
pay-bic = BIC
pay-quote-number = Oppgi faktura { $number } når det betales til kontoen.
pay-quote-kid = Oppgi alltid KID, så finner pengene riktig faktura.
pay-quote-reference = Oppgi alltid referansen, så finner pengene riktig faktura.

column-line = Ytelse
column-price = Antall × pris
column-vat = Mva.
column-amount = Beløp i { $currency }
quantity-months = { $count } { $count ->
    [one] md.
   *[other] mnd.
} × { $price }
quantity-pieces = { $count } × { $price }
lines-ex-vat = Priser og beløp på linjene er uten merverdiavgift.
lines-explained = § viser til vilkårene { $terms }. Numre som R016 er reglene bak beløpet.

vat-S = Mva. { $rate } av { $base }
vat-Z = Mva. { $rate } av { $base }
vat-E = Unntatt fra mva., { $base }
vat-AE = Omvendt avgiftsplikt, { $base }
vat-O = Utenfor mva., { $base }
vat-short-S = { $rate }
vat-short-Z = { $rate }
vat-short-E = Unntatt
vat-short-AE = Omvendt
vat-short-O = Uten mva.
vat-reverse-note = Omvendt avgiftsplikt: kjøperen beregner merverdiavgiften.
total-net = Sum uten mva.
total-vat = Sum mva.
total-gross = Sum med mva. i { $currency }

registration-DK = CVR-nr. { $number }
registration-NO = Org.nr. { $number }
registration-NL = KvK-nr. { $number }
vat-number = MVA-nr. { $number }
trade-register-NO = Foretaksregisteret
country-DK = Danmark
country-NO = Norge
country-NL = Nederland

page = Side { $page } av { $pages }
questions = Spørsmål? Skriv til { $email } eller ring { $phone }.
e-invoice = E-faktura
credit-upheld = Medhold i innsigelse mot linje { $line }
