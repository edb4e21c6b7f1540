# The merchant's portal: what do I owe, what must I do and by when, what do I have.

portal-owe = What do I owe?
portal-owe-total = To pay now
portal-with-vat = with VAT
portal-amounts-with-vat = Amounts include VAT.
portal-owe-first = The first by { $day }
portal-owe-first-past = The first was due { $day }
portal-owe-late = Of that past its date
portal-held = Held: { $amount }
portal-owe-credit = Your credit with us: { $amount }
portal-owe-empty = Nothing to pay. Invoices and reminders appear here when they are issued.
portal-owe-empty-sites = Nothing to pay for your sites alone. Invoices that cover other sites as well are seen by the account’s owner only.
portal-ask-owner = Ask { $names }.
portal-owe-all = See all { $count }
portal-all-invoices = All invoices, reminders and credit notes
portal-how = How to pay
portal-how-quote = Copy the line beside the invoice, so that the money finds it.
portal-to = Payee
portal-quote = Quote when paying
portal-must = What must I do, and by when?
portal-must-empty = Nothing right now. Dates, such as for sending equipment back, and invoices past their date appear here.
portal-pay-task = Pay { $amount }: { $what }
portal-past-since = Was due { $day }
portal-do = By { $day }: agreement { $agreement }
portal-do-R056 = By { $day }: we must have received { $model } (SN { $serial }).
portal-do-R058 = By { $day }: we must have received { $model } (SN { $serial }).
portal-do-R059 = By { $day }: we must have received { $model } (SN { $serial }).
portal-do-R085 = By { $day }: we must have received the { $model } (SN { $serial }) that was swapped.
portal-days-left = { $count ->
    [0] Today is the last day
    [one] { $count } day left
   *[other] { $count } days left
}
portal-left = { "{d}" } d { "{h}" } h { "{m}" } min left
portal-deadline-held = On hold
portal-deadline-past = The date has passed
portal-deadline-stops = It stops when we have received the device.
portal-deadline-to = Send it to:
portal-contested = Contested
portal-contested-line = { $amount } held: { $what }, line { $line } of { $number }
portal-contested-line-paid = Contested: { $what }, line { $line } of { $number }
portal-contested-since = Received { $at }
portal-contested-wait = The line is held until we have answered. There is nothing more for you to do.
portal-contested-wait-paid = There is nothing to hold. If you are right, the money comes back by a credit note. There is nothing more for you to do.
portal-answered = We have answered what you contested
portal-answered-line = { $what }, line { $line } of { $number }: { $amount } ex VAT
portal-verdict-upheld = Upheld: the line is credited
portal-verdict-rejected = Rejected: the line stands
portal-answered-on = Answered { $at }
portal-have = What do I have?
portal-have-empty = No devices. Each device appears here at its site when it is on the agreement.
portal-all-devices = All devices
portal-devices-why = What each device costs, and why
portal-site-none = Without a site
portal-next-amount = { $amount } ex VAT, { $day }
portal-next-none = Nothing coming
portal-next-when = Invoiced on { $day } at the earliest, under { $clause }.

portal-col-document = Document
portal-col-issued = Date
portal-col-due = Pay by
portal-col-open = To pay now
portal-col-gross = Total with VAT
portal-col-state = State
portal-col-device = Device
portal-col-lease = Agreement
portal-col-ends = Runs to
portal-col-monthly = A month
portal-col-next = Next charge
portal-col-day = Day
portal-col-what = What
portal-col-amount = Amount
portal-col-lines = Lines
portal-col-number = No.
portal-col-site = Site
portal-col-start = Begins
portal-col-period = Period
portal-col-billed = Invoiced
portal-col-rent = Rent
portal-col-licence = Licence
portal-col-clause = Clause
portal-col-says = What it says

portal-filter-kind = Kind
portal-filter-state = State
portal-filter-go = Show
portal-any-kind = Every kind
portal-any-state = All
portal-state-open = Open
portal-state-overdue = Past its date
portal-state-paid = Paid
portal-state-credited = Credited
portal-invoices-empty = Nothing yet. Invoices, reminders and credit notes appear here when they are issued.
portal-invoices-empty-sites = Nothing that is for your sites alone. Invoices that cover other sites as well are seen by the account’s owner only.
portal-invoices-none = Nothing fits. Choose another kind or state.
portal-sum-of = In all, { $count ->
    [one] { $count } document
   *[other] { $count } documents
}
portal-corrects = Corrects { $number }
portal-document = { $what } { $number }
portal-issued-on = Issued { $day }
portal-file-pdf = See as PDF
portal-file-peppol = Download e-invoice (Peppol)
portal-file-oioubl = Download e-invoice (OIOUBL)
portal-files-soon = PDF and e-invoice are being made. They appear here in a moment.
portal-lines = What it is for
portal-why = Why?
portal-clause = { $clause } of { $terms }
portal-terms-of = the terms of { $day }
portal-payments = What is paid
portal-payments-empty = Nothing yet. Each payment appears here when it has come in.
portal-paid = Payment
portal-paid-by = Payment quoting { $reference }
portal-paid-by-credit = Credit note { $number }
portal-pays = Invoice { $number }
portal-used = What the amount was used for
portal-used-empty = Nothing yet. The invoices that the amount pays appear here.
portal-credit-notes = Credit notes of this invoice

portal-contest = Contest
portal-contest-what = { $amount } with VAT is held from today until we have answered. The rest of the invoice is paid as usual.
portal-contest-what-paid = The invoice is paid, so there is nothing to hold. We will answer you, and if you are right, the money comes back by a credit note.
portal-contest-anew = Write what is new if you want to contest it again.
portal-contest-reason = What is wrong?
portal-contest-hint = In a few words, such as the day on which the device was sent back. At most 2,000 characters.
portal-contest-go = Contest the line
portal-back = Back to the invoice
portal-held-sum = { $amount } with VAT is held until we have answered about what you contest.
portal-nothing-now = There is nothing to pay now.
portal-held-since = Held since { $at }
portal-line-credited = Credited
portal-line-credited-part = { $amount } ex VAT is credited:
portal-decided-rejected = Objection rejected
portal-decided-upheld = Objection upheld
portal-disputes = Contested lines
portal-dispute-line = Line { $line }: { $what }
portal-dispute-by = { $at }, { $who }
portal-dispute-answer = Our answer:
said-portal-contested = We have received it. The line is held until we have answered.
said-portal-contested-paid = We have received it. We will answer you.

portal-device-stock = In stock
portal-device-reserved = Set aside for you
portal-device-dispatched = On its way
portal-device-installed = In use
portal-device-overdue = To be sent back
portal-device-received = Received by us
portal-device-inspecting = Being tested
portal-device-repair = Being repaired
portal-device-lost = Not received
portal-device-written_off = Given up
portal-device-sold = Your own
portal-licence-active = Gateway licence
portal-licence-suspended = Gateway licence, suspended
portal-licence-ended = Gateway licence, ended
portal-ends-on = Ends { $day }
portal-term-to = Term to { $day }
portal-not-started = Not begun yet

portal-agreements-empty = No agreements yet. Each agreement appears here once it is signed.
portal-signed = Signed
portal-term = Term
portal-binding = Binding period
portal-binding-over = Over since { $day }
portal-notice = Notice
portal-notice-on = Notice given
portal-last-day = Last day
portal-payment-days = Time to pay
portal-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
portal-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
portal-from-day = From { $day }
portal-to-day = to { $day }
portal-released = Taken off { $day }
portal-line-no-device = No device yet
portal-lines-empty = No lines yet. Each device appears here with its rent and licence.
portal-monthly-ex-vat = Rent and licence are a month, ex VAT.
portal-coming = What it costs next
portal-coming-when = Invoiced on { $day } at the earliest, to be paid by { $due }.
portal-coming-empty = Nothing through the next quarter. The next invoice appears here before it is issued.
portal-coming-sites = For your sites only. The invoice may cover other sites as well; the account’s owner sees it then.
portal-sum-sites = Sum with VAT, your sites only
portal-terms = The terms
portal-terms-what = The agreement follows { $terms }. Later terms do not change it.
portal-terms-read = Read the terms
portal-terms-vat = VAT is { $rate }.
portal-terms-print = Fingerprint of the terms (SHA-256):
portal-rule-R038 = If an invoice is paid late, interest may be charged on what is owed
portal-rule-R048 = When the agreement is rescinded, the equipment may be claimed back at once
portal-rule-R052 = If equipment is to move to another of your addresses, we must be told
portal-rule-R083 = Damage from outside is repaired at your expense
portal-rule-R106 = Work begins only when you have accepted a quote
charge-clause-REMINDER = A reminder fee of at most DKK 100 can be charged for each of at most three reminders
charge-clause-COMP = Between businesses, compensation of DKK 310 for late payment can be charged once

error-viewing = You see the portal as the merchant
error-viewing-what = Nothing can be changed while you see it as the merchant. End that view above first.
