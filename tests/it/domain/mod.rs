//! Numbers and calendars, judged by what nobody here made.

mod oracles_calendar;
mod oracles_numbers;
