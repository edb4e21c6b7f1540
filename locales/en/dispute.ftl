# Contested lines: why one cannot be contested or decided, and where it stands.

contest-unknown = This line is not here any more.
contest-no-reason = Write why you contest the line.
contest-too-long = The reason is too long: write at most 2,000 characters.
contest-credit-note = A credit note gives money back and cannot be contested. Contest the line of the invoice instead.
contest-already-open = The line is contested already. You will hear from us.
contest-credited = All of the line is credited. There is nothing to contest.
contest-upheld = You were right about this line. There is nothing left to contest.
contest-same-reason = We have answered that reason. Write what is new.

decide-unknown = This contested line is not here any more.
decide-no-answer = Write what the merchant is told.
decide-too-long = The answer is too long: write at most 2,000 characters.
decide-decided = This was decided already.

dispute-open = Open
dispute-upheld = Upheld
dispute-rejected = Rejected
