//! The command line.

mod cli;

use std::io::IsTerminal;
use std::process::ExitCode;

/// A PDF is made of very many small pieces: with this allocator it takes a tenth less time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A reader that went away (`tillhold … | head`) ends the program quietly, as it does other programs.
fn quiet_when_nobody_reads() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let text = panic.payload().downcast_ref::<String>().map_or("", String::as_str);
        if text.starts_with("failed printing to std") {
            std::process::exit(141);
        }
        usual(panic);
    }));
}

#[tokio::main]
async fn main() -> ExitCode {
    quiet_when_nobody_reads();
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
