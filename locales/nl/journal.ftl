# Wat er in de boekhouding staat.

journal-document = { $kind } { $number }
journal-payment = Betaling
journal-payment-quoted = Betaling: { $quoted }
