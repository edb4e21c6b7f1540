# Hvad der står i bogføringen.

journal-document = { $kind } { $number }
journal-payment = Betaling
journal-payment-quoted = Betaling: { $quoted }
