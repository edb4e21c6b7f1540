//! Listens, and stops when told: what has begun is finished.

use std::net::SocketAddr;
use std::time::Duration;

use axum::serve::ListenerExt;
use tokio::net::TcpListener;

use super::{Web, routes};
use crate::service::{ServiceError, ServiceResult};

/// How long what has begun may take when the program is told to stop.
const LAST_SECONDS: u64 = 20;

/// A server that listens.
pub struct Serving {
    listener: TcpListener,
    web: Web,
}

/// Listens at an address; port 0 takes a free one.
///
/// # Errors
/// An address that is taken or is not this machine's.
pub async fn serve(web: Web, listen: &str) -> ServiceResult<Serving> {
    let wrong = |e: std::io::Error| ServiceError::File(format!("cannot listen at {listen}: {e}"));
    let listener = TcpListener::bind(listen).await.map_err(wrong)?;
    Ok(Serving { listener, web })
}

impl Serving {
    /// Where it listens.
    ///
    /// # Errors
    /// None that is known.
    pub fn address(&self) -> ServiceResult<SocketAddr> {
        self.listener.local_addr().map_err(|e| ServiceError::File(e.to_string()))
    }

    /// Serves until told to stop.
    ///
    /// # Errors
    /// A listener that breaks.
    pub async fn run(self, stop: impl Future<Output = ()> + Send + 'static) -> ServiceResult<()> {
        let (told, mut heard) = tokio::sync::watch::channel(false);
        let service = routes::router(&self.web).into_make_service_with_connect_info::<SocketAddr>();
        // A page leaves in several pieces: none of them waits for the browser to confirm the one before.
        let listener = self.listener.tap_io(|connection| {
            if let Err(error) = connection.set_nodelay(true) {
                tracing::debug!(%error, "a connection cannot be told to send at once");
            }
        });
        let served = axum::serve(listener, service).with_graceful_shutdown(async move {
            stop.await;
            let _ = told.send(true);
        });
        let late = async {
            let _ = heard.wait_for(|told| *told).await;
            tokio::time::sleep(Duration::from_secs(LAST_SECONDS)).await;
        };
        tokio::select! {
            done = async { served.await } => done.map_err(|e| ServiceError::File(e.to_string())),
            () = late => Ok(()),
        }
    }
}
