# What is printed on invoices and credit notes.

line-with-device = { $what }, { $model } (SN { $serial })

label-to = Aan
label-issued = Factuurdatum
label-issued-credit = Datum
label-due = Uiterste betaaldatum
label-customer = Klantnummer
label-reference = Uw referentie
label-agreement = Overeenkomst
label-corrects = Corrigeert factuur { $number } van { $date }
label-reason = Reden

to-pay = Te betalen
to-pay-by = uiterlijk { $date }
to-pay-nothing = U hoeft niets te betalen.
credited = Gecrediteerd
credited-what-now = U hoeft niets te betalen. Het bedrag gaat af van wat openstaat; de rest blijft als tegoed bij ons staan.

pay-fik = Betaalregel (FIK)
pay-kid = KID
pay-rf = Betalingskenmerk
pay-account = Rekening
pay-account-registration = Reg.nr. en rekening
pay-iban = IBAN
pay-bic = BIC
pay-quote-number = Vermeld factuur { $number } bij betaling op de rekening.
pay-quote-kid = Vermeld altijd het KID-nummer, dan komt de betaling bij de juiste factuur.
pay-quote-reference = Vermeld altijd het kenmerk, dan komt de betaling bij de juiste factuur.

column-line = Omschrijving
column-price = Aantal × prijs
column-vat = Btw
column-amount = Bedrag in { $currency }
quantity-months = { $count } { $count ->
    [one] mnd.
   *[other] mnd.
} × { $price }
quantity-pieces = { $count } × { $price }
lines-ex-vat = Prijzen en bedragen op de regels zijn zonder btw.
lines-explained = § verwijst naar de voorwaarden { $terms }. Nummers zoals R016 zijn de bepalingen achter een bedrag.

vat-S = Btw { $rate } over { $base }
vat-Z = Btw { $rate } over { $base }
vat-E = Vrijgesteld van btw, { $base }
vat-AE = Btw verlegd, { $base }
vat-O = Buiten de btw, { $base }
vat-short-S = { $rate }
vat-short-Z = { $rate }
vat-short-E = Vrij
vat-short-AE = Verlegd
vat-short-O = Geen btw
vat-reverse-note = Btw verlegd: de afnemer geeft de btw aan.
total-net = Totaal zonder btw
total-vat = Totaal btw
total-gross = Totaal met btw in { $currency }

registration-DK = CVR-nr. { $number }
registration-NO = Org.nr. { $number }
registration-NL = KvK-nr. { $number }
vat-number = Btw-nummer { $number }
trade-register-NO = Foretaksregisteret
country-DK = Denemarken
country-NO = Noorwegen
country-NL = Nederland

page = Pagina { $page } van { $pages }
questions = Vragen? Mail { $email } of bel { $phone }.
e-invoice = E-factuur
credit-upheld = Bezwaar tegen regel { $line } gegrond
