# The form of dates and periods.

date = { $day }. { $month } { $year }
period-in-month = { $from }. – { $to }. { $month } { $year }
period-in-year = { $from }. { $from-month } – { $to }. { $month } { $year }
period-across-years = { $from } – { $to }

month-1 = januar
month-2 = februar
month-3 = marts
month-4 = april
month-5 = maj
month-6 = juni
month-7 = juli
month-8 = august
month-9 = september
month-10 = oktober
month-11 = november
month-12 = december
