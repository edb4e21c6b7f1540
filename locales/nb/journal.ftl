# Det som står i bokføringen.

journal-document = { $kind } { $number }
journal-payment = Betaling
journal-payment-quoted = Betaling: { $quoted }
