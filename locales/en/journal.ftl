# What the books say.

journal-document = { $kind } { $number }
journal-payment = Payment
journal-payment-quoted = Payment: { $quoted }
