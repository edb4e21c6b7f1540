//! Stand-ins for other people's programs.

use std::time::Duration;

use clap::{Args, Subcommand};
use tillhold::clock::Clock;
use tillhold::gateways::terminals::Key;
use tillhold::service::{ServiceError, ServiceResult};
use tillhold::stand_in::terminals::{Manners, StandIn, listen};

/// What it stands in for.
#[derive(Debug, Subcommand)]
pub(super) enum StandInFor {
    /// Terminal management: connects and disconnects terminals in memory, and calls back
    Terminals(Terminals),
}

/// Terminal management, and how it misbehaves.
#[derive(Debug, Args)]
pub(super) struct Terminals {
    /// Where to listen
    #[arg(long, default_value = "127.0.0.1:8090", value_name = "ADDR")]
    listen: String,
    /// The key that calls are signed with, both ways: at least 32 letters
    #[arg(long, env = "TILLHOLD_TERMINALS_KEY", hide_env_values = true)]
    key: String,
    /// Where to call back, as `http://127.0.0.1:8080/terminals/confirmations`; without it nobody is called
    #[arg(long, value_name = "URL")]
    call_back: Option<String>,
    /// Answers so many calls with 503 first
    #[arg(long, default_value_t = 0, value_name = "N")]
    down_first: u64,
    /// Answers orders so late, and carries them out all the same
    #[arg(long, default_value_t = 0, value_name = "MS")]
    slow: u64,
    /// Calls back several times
    #[arg(long)]
    twice: bool,
    /// Calls back in the wrong order
    #[arg(long)]
    out_of_order: bool,
    /// Never calls back
    #[arg(long)]
    silent: bool,
    /// A serial number that it does not know
    #[arg(long, value_name = "SERIAL")]
    unknown: Vec<String>,
    /// A terminal that is never online
    #[arg(long, value_name = "SERIAL")]
    offline: Vec<String>,
}

/// Stands in until Ctrl-C.
pub(super) async fn run(what: StandInFor) -> ServiceResult<u8> {
    let StandInFor::Terminals(asked) = what;
    let key = Key::of(&asked.key).ok_or_else(|| ServiceError::said("--key is too short: write at least 32 letters"))?;
    let wrong = |_| ServiceError::said("--call-back is no address: write http://HOST/terminals/confirmations");
    let call_back = asked.call_back.as_deref().map(str::parse).transpose().map_err(wrong)?;
    let manners = Manners {
        down_first: asked.down_first,
        slow: Duration::from_millis(asked.slow),
        twice: asked.twice,
        out_of_order: asked.out_of_order,
        silent: asked.silent,
        unknown: asked.unknown.into_iter().collect(),
        offline: asked.offline.into_iter().collect(),
    };
    let standin = StandIn::new(key, call_back, Clock::system(), manners);
    let stop = async { tokio::signal::ctrl_c().await.unwrap_or(()) };
    let served =
        listen(standin, &asked.listen, stop, |at| println!("Listening at http://{at}. Stop with Ctrl-C.")).await;
    served.map_err(|e| ServiceError::File(format!("cannot listen at {}: {e}", asked.listen)))?;
    Ok(0)
}
