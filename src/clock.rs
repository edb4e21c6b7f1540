//! The injected clock and source of ids: the system's, one fixed to a day, or a simulated one that a story moves.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use entity::types::{Country, Date, Instant};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use uuid::{Builder, Uuid};

/// What time it is.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    Set(Arc<Mutex<Instant>>),
}

/// The time zone whose local date counts for a company (Copenhagen, Oslo, Amsterdam).
#[must_use]
pub const fn zone(country: Country) -> Tz {
    match country {
        Country::Dk => Tz::Europe__Copenhagen,
        Country::No => Tz::Europe__Oslo,
        Country::Nl => Tz::Europe__Amsterdam,
    }
}

/// The instant of a local time; a time that a clock change skips or doubles is taken as early as it can be.
#[must_use]
pub fn local(country: Country, day: Date, time: NaiveTime) -> Instant {
    zone(country)
        .from_local_datetime(&day.and_time(time))
        .earliest()
        .map_or_else(|| Utc.from_utc_datetime(&day.and_time(time)), |t| t.with_timezone(&Utc))
}

impl Clock {
    /// The system's clock. Only `main` makes one.
    #[must_use]
    pub const fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands at an instant until it is set.
    #[must_use]
    pub fn set_to(instant: Instant) -> Self {
        Self(Source::Set(Arc::new(Mutex::new(instant))))
    }

    /// Now, in whole microseconds.
    #[must_use]
    pub fn now(&self) -> Instant {
        let now = match &self.0 {
            #[allow(clippy::disallowed_methods)] // the one place that asks the system
            Source::System => Utc::now(),
            Source::Set(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
        };
        DateTime::from_timestamp_micros(now.timestamp_micros()).unwrap_or(now)
    }

    /// The local date in a country.
    #[must_use]
    pub fn today(&self, country: Country) -> Date {
        self.now().with_timezone(&zone(country)).date_naive()
    }

    /// Moves a clock that stands; the system's takes no notice.
    pub fn move_to(&self, instant: Instant) {
        if let Source::Set(at) = &self.0 {
            *at.lock().unwrap_or_else(PoisonError::into_inner) = instant;
        }
    }
}

/// Makes ids: UUIDv7 by the clock, with a counter, so that ids made later sort later.
#[derive(Clone, Debug)]
pub struct Ids(Arc<Mutex<State>>, Clock);

#[derive(Debug)]
struct State {
    random: ChaCha8Rng,
    millisecond: u64,
    counter: u32,
}

impl Ids {
    /// Ids that nobody can guess.
    #[must_use]
    pub fn random(clock: &Clock) -> Self {
        #[allow(clippy::disallowed_methods)] // the one place that asks the system
        let (a, b) = (Uuid::new_v4(), Uuid::new_v4());
        let mut seed = [0; 32];
        seed[..16].copy_from_slice(a.as_bytes());
        seed[16..].copy_from_slice(b.as_bytes());
        Self::with(ChaCha8Rng::from_seed(seed), clock)
    }

    /// The same ids every time, for stories and tests.
    #[must_use]
    pub fn seeded(seed: u64, clock: &Clock) -> Self {
        Self::with(ChaCha8Rng::seed_from_u64(seed), clock)
    }

    fn with(random: ChaCha8Rng, clock: &Clock) -> Self {
        Self(Arc::new(Mutex::new(State { random, millisecond: 0, counter: 0 })), clock.clone())
    }

    /// The next id, of whatever type is wanted.
    pub fn next<T: From<Uuid>>(&self) -> T {
        let millisecond = u64::try_from(self.1.now().timestamp_millis()).unwrap_or(0);
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if millisecond > state.millisecond {
            (state.millisecond, state.counter) = (millisecond, 0);
        } else {
            state.counter += 1;
            // 26 bits of counter stand before the random ones; past them the next millisecond is borrowed.
            if state.counter >= 1 << 26 {
                (state.millisecond, state.counter) = (state.millisecond + 1, 0);
            }
        }
        let (counter, random) = (state.counter, state.random.next_u64().to_be_bytes());
        // The version and variant bits cut the counter in a 12 bit and a 14 bit half.
        let (high, low) = ((counter >> 14).to_be_bytes(), (counter & 0x3fff).to_be_bytes());
        let bytes =
            [high[2], high[3], low[2], low[3], random[0], random[1], random[2], random[3], random[4], random[5]];
        T::from(Builder::from_unix_timestamp_millis(state.millisecond, &bytes).into_uuid())
    }

    /// A salt for commitments: 32 hexadecimal digits.
    pub fn salt(&self) -> String {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        format!("{:016x}{:016x}", state.random.next_u64(), state.random.next_u64())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_as_they_were_made_and_repeat_by_seed() {
        let clock = Clock::set_to("2026-01-01T00:00:00Z".parse().unwrap());
        let (ids, again) = (Ids::seeded(1, &clock), Ids::seeded(1, &clock));
        let made: Vec<Uuid> = (0..40_000).map(|_| ids.next()).collect();
        assert!(made.windows(2).all(|w| w[0] < w[1]));
        assert_eq!(made[..10], (0..10).map(|_| again.next()).collect::<Vec<Uuid>>());
        assert_eq!(made[0].get_version_num(), 7);
        clock.move_to("2026-01-01T00:00:01Z".parse().unwrap());
        assert!(ids.next::<Uuid>() > made[39_999]);
    }

    #[test]
    fn a_local_day_is_the_companys() {
        let clock = Clock::set_to("2026-06-30T22:30:00Z".parse().unwrap());
        assert_eq!(clock.today(Country::Dk).to_string(), "2026-07-01");
    }
}
