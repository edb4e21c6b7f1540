//! Taking in files.

use std::path::Path;

use tillhold::app::App;
use tillhold::service::imports::{ImportOptions, agreements as import_agreements};
use tillhold::service::{ServiceError, ServiceResult, setup as service_setup};

fn read(file: &Path) -> ServiceResult<Vec<u8>> {
    std::fs::read(file).map_err(|e| ServiceError::File(format!("{}: {e}", file.display())))
}

/// What is wrong with a file, one line each, with the file's name.
fn say(file: &Path, error: ServiceError) -> ServiceResult<u8> {
    let ServiceError::Input(errors) = error else { return Err(error) };
    for error in &errors {
        eprintln!("{}: {error}", file.display());
    }
    let what = if errors.len() == 1 { "1 error".to_owned() } else { format!("{} errors", errors.len()) };
    eprintln!("tillhold: {what}; nothing was taken from {}", file.display());
    Ok(1)
}

pub(super) async fn setup(app: &App, file: &Path) -> ServiceResult<u8> {
    let bytes = read(file)?;
    let Ok(body) = String::from_utf8(bytes) else {
        return Err(ServiceError::File(format!("{} is not UTF-8", file.display())));
    };
    service_setup::seed_terms(&app.cx).await?;
    match service_setup::import(&app.cx, &file.display().to_string(), &body).await {
        Ok(report) => {
            println!("{report}");
            Ok(0)
        }
        Err(error) => say(file, error),
    }
}

pub(super) async fn agreements(app: &App, file: &Path, dry_run: bool) -> ServiceResult<u8> {
    let options = ImportOptions { dry_run, actor: "cli".to_owned() };
    match import_agreements(&app.cx, &read(file)?, options).await {
        Ok(report) => {
            for warning in &report.warnings {
                eprintln!("{}: warning: {warning}", file.display());
            }
            println!(
                "{}{} agreements with {} lines, {} merchants and {} devices; {} agreements unchanged.",
                if dry_run { "Would take " } else { "Took " },
                report.agreements,
                report.lines,
                report.merchants,
                report.devices,
                report.unchanged
            );
            Ok(0)
        }
        Err(error) => say(file, error),
    }
}
