//! The web side from the command line, and the first people's invitations.

use entity::types::AccountId;
use tillhold::app::App;
use tillhold::clock::Clock;
use tillhold::gateways::oidc::Provider;
use tillhold::service::people::{self, Invitation};
use tillhold::service::{ServiceError, ServiceResult};
use tillhold::store::company::company_find;
use tillhold::store::known::merchants_known;
use tillhold::web::{self, Options, Web};

use super::Invited;

/// Serves until Ctrl-C or SIGTERM, with a worker unless others work.
pub(super) async fn serve(app: &App, listen: &str, with_work: bool) -> ServiceResult<u8> {
    if app.config.web.secret.is_none() {
        let why = "no secret is set: write web.secret in the settings file or set TILLHOLD_SECRET to at least 32 random letters";
        return Err(ServiceError::said(why));
    }
    let address = app.config.web.address.clone();
    let provider = Provider::of(&app.config.oidc, address.as_deref());
    let provider = provider.map_err(|error| ServiceError::said(error.to_string()))?;
    let options = Options { address, behind_proxy: app.config.web.behind_proxy, provider, demo: None };
    let serving = web::serve(Web::new(app.cx.clone(), Clock::system(), options), listen).await?;
    println!("Listening at http://{}. Stop with Ctrl-C.", serving.address()?);
    let (told, mut stop) = tokio::sync::watch::channel(false);
    // On a thread of its own, so that pages never wait for documents.
    let working = if with_work {
        let (worker, runtime) = (app.worker()?, tokio::runtime::Handle::current());
        let stopped = async move { drop(stop.wait_for(|told| *told).await) };
        Some(std::thread::spawn(move || runtime.block_on(worker.run(stopped))))
    } else {
        None
    };
    serving.run(asked_to_stop()).await?;
    let _ = told.send(true);
    if let Some(working) = working {
        working.join().map_err(|_| ServiceError::Document("the worker broke down".to_owned()))??;
    }
    Ok(0)
}

async fn asked_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    let _ = interrupted.await;
}

/// Invites somebody and prints the link.
pub(super) async fn invite(app: &App, invited: &Invited) -> ServiceResult<u8> {
    let found = company_find(&app.cx.db, &invited.company).await?;
    let company =
        found.ok_or_else(|| ServiceError::said(format!("there is no company with the key {}", invited.company)))?;
    let merchant = match &invited.merchant {
        None => None,
        Some(number) => {
            let known = merchants_known(&app.cx.db, company.id, &[number.as_str()]).await?;
            let none = || ServiceError::said(format!("{} has no customer {number}", company.key));
            Some(known.get(number).ok_or_else(none)?.id)
        }
    };
    let invitation = Invitation {
        company: company.id,
        merchant,
        email: invited.email.clone(),
        name: invited.name.clone(),
        role: invited.role,
        language: company.language,
        sites: Vec::new(),
    };
    let nobody = AccountId(uuid::Uuid::nil());
    let (_, secret) = people::invite(&app.cx, nobody, &invitation, Clock::system().now()).await?;
    let address = app.config.web.address.as_deref().unwrap_or("http://127.0.0.1:8080");
    println!("{} may sign in once this link has been opened, within a week:", invited.email);
    println!("{}/link/{secret}", address.trim_end_matches('/'));
    Ok(0)
}
