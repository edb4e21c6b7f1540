# What is printed on invoices and credit notes.

line-with-device = { $what }, { $model } (SN { $serial })

label-to = Til
label-issued = Fakturadato
label-issued-credit = Dato
label-due = Betales senest
label-customer = Kundenummer
label-reference = Deres reference
label-agreement = Aftale
label-corrects = Retter faktura { $number } af { $date }
label-reason = Årsag

to-pay = At betale
to-pay-by = senest { $date }
to-pay-nothing = Der er ikke noget at betale.
credited = Krediteres
credited-what-now = Der skal ikke betales noget. Beløbet trækkes fra det, der er åbent, og resten står til gode hos os.

pay-fik = Betalingslinje (FIK)
pay-kid = KID
pay-rf = Betalingsreference
pay-account = Konto
pay-account-registration = Reg.nr. og konto
pay-iban = IBAN
pay-bic = BIC
pay-quote-number = Skriv faktura { $number }, når der betales til kontoen.
pay-quote-kid = Skriv altid KID, så finder pengene den rigtige faktura.
pay-quote-reference = Skriv altid referencen, så finder pengene den rigtige faktura.

column-line = Ydelse
column-price = Antal × pris
column-vat = Moms
column-amount = Beløb i { $currency }
quantity-months = { $count } { $count ->
    [one] md.
   *[other] mdr.
} × { $price }
quantity-pieces = { $count } × { $price }
lines-ex-vat = Priser og beløb på linjerne er uden moms.
lines-explained = § viser til vilkårene { $terms }. Numre som R016 er reglerne bag beløbet.

vat-S = Moms { $rate } af { $base }
vat-Z = Moms { $rate } af { $base }
vat-E = Momsfrit, { $base }
vat-AE = Omvendt betalingspligt, { $base }
vat-O = Uden for moms, { $base }
vat-short-S = { $rate }
vat-short-Z = { $rate }
vat-short-E = Momsfri
vat-short-AE = Omvendt
vat-short-O = Uden moms
vat-reverse-note = Omvendt betalingspligt: køberen afregner momsen.
total-net = I alt uden moms
total-vat = Moms i alt
total-gross = I alt med moms i { $currency }

registration-DK = CVR-nr. { $number }
registration-NO = Org.nr. { $number }
registration-NL = KvK-nr. { $number }
vat-number = Momsnr. { $number }
trade-register-NO = Foretaksregisteret
country-DK = Danmark
country-NO = Norge
country-NL = Nederlandene

page = Side { $page } af { $pages }
questions = Spørgsmål? Skriv til { $email } eller ring på { $phone }.
e-invoice = E-faktura
credit-upheld = Medhold i indsigelse mod linje { $line }
