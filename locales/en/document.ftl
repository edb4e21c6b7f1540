# What is printed on invoices and credit notes.

line-with-device = { $what }, { $model } (SN { $serial })

label-to = To
label-issued = Invoice date
label-issued-credit = Date
label-due = Pay by
label-customer = Customer number
label-reference = Your reference
label-agreement = Agreement
label-corrects = Corrects invoice { $number } of { $date }
label-reason = Reason

to-pay = To pay
to-pay-by = by { $date }
to-pay-nothing = There is nothing to pay.
credited = Credited
credited-what-now = There is nothing to pay. The amount is taken off what is open, and the rest is kept as your credit with us.

pay-fik = Payment line (FIK)
pay-kid = KID
pay-rf = Payment reference
pay-account = Account
pay-account-registration = Reg. no. and account
pay-iban = IBAN
pay-bic = BIC
pay-quote-number = Please quote invoice { $number } when paying to the account.
pay-quote-kid = Please always quote the KID, so that the payment finds its invoice.
pay-quote-reference = Please always quote the reference, so that the payment finds its invoice.

column-line = What
column-price = Quantity × price
column-vat = VAT
column-amount = Amount in { $currency }
quantity-months = { $count } { $count ->
    [one] month
   *[other] months
} × { $price }
quantity-pieces = { $count } × { $price }
lines-ex-vat = Prices and amounts on the lines are without VAT.
lines-explained = § refers to the terms { $terms }. Numbers such as R016 are the rules behind an amount.

vat-S = VAT { $rate } of { $base }
vat-Z = VAT { $rate } of { $base }
vat-E = Exempt from VAT, { $base }
vat-AE = Reverse charge, { $base }
vat-O = Outside the scope of VAT, { $base }
vat-short-S = { $rate }
vat-short-Z = { $rate }
vat-short-E = Exempt
vat-short-AE = Reverse
vat-short-O = No VAT
vat-reverse-note = Reverse charge: the buyer accounts for the VAT.
total-net = Total without VAT
total-vat = Total VAT
total-gross = Total with VAT in { $currency }

registration-DK = CVR no. { $number }
registration-NO = Org. no. { $number }
registration-NL = KvK no. { $number }
vat-number = VAT no. { $number }
trade-register-NO = Foretaksregisteret
country-DK = Denmark
country-NO = Norway
country-NL = The Netherlands

page = Page { $page } of { $pages }
questions = Questions? Write to { $email } or call { $phone }.
e-invoice = E-invoice
credit-upheld = Line { $line } was contested and the objection upheld
