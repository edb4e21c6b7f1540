//! Stand-ins for other people's programs: real processes for the demo and for tests, which can be told to misbehave.

pub mod terminals;
