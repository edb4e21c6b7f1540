//! The command line.

mod cli;

use std::io::IsTerminal;
use std::process::ExitCode;

/// A PDF is made of very many small pieces: with this allocator it takes a tenth less time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_target(false)
        .with_ansi(std::io::stderr().is_terminal())
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("TILLHOLD_LOG").unwrap_or_else(|_| "tillhold=info".into()),
        )
        .init();
    ExitCode::from(cli::run().await)
}
