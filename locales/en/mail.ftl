# Letters by e-mail.

mail-greeting = Hello { $name },
mail-for = What it is for
mail-covered = Paid or credited
mail-left = Left to pay

mail-invoice-subject = Invoice { $number } from { $seller }: { $amount } by { $date }
mail-invoice-subject-nothing = Invoice { $number } from { $seller }: nothing to pay
mail-invoice-to-pay = { $amount } to pay by { $date }.
mail-invoice-see = See the invoice, and why each line is charged
mail-invoice-attached = The invoice is attached as a PDF.

mail-credit-subject = Credit note { $number } from { $seller }: { $amount }
mail-credit-credited = { $amount } is credited to you.
mail-credit-see = See the credit note
mail-credit-attached = The credit note is attached as a PDF.

mail-link-by-hand = If the button does not work, copy this address into your browser:
mail-link-days = The link opens once, within { $count } { $count ->
    [one] day
   *[other] days
}.
mail-link-minutes = The link opens once, within { $count } { $count ->
    [one] minute
   *[other] minutes
}.

mail-invitation-subject = Your access to { $seller }
mail-invitation-says = { $seller } has made an account for you. Choose a password, and you can sign in.
mail-invitation-action = Choose a password
mail-invitation-not-you = You did not expect this? Then do nothing, or write to { $email }.

mail-reset-subject = Choose a new password for { $seller }
mail-reset-says = Somebody, most likely you, has asked for a new password for your account with { $seller }.
mail-reset-action = Choose a new password
mail-reset-not-you = It was not you? Then do nothing: your password stays as it is.

mail-changed-subject = Your password for { $seller } was changed
mail-changed-says = The password of your account with { $seller } was changed on { $date } at { $time }. Wherever you were signed in, you have been signed out.
mail-changed-not-you = It was not you? Then ask for a new password at once, and write to { $email }.
