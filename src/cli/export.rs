//! Sealed batches from the command line.

use std::path::{Path, PathBuf};

use clap::Args;
use entity::types::{Date, Money, Period};
use tillhold::app::App;
use tillhold::service::exports::{BatchOrder, Sealed, Wanted, batch_seal};
use tillhold::service::{ServiceError, ServiceResult};
use tillhold::store::company::company_find;
use tillhold::store::export::batch_by_number;

/// A batch that is asked for.
#[derive(Clone, Debug, Args)]
pub(super) struct Batch {
    /// The company, by its key
    #[arg(long, value_name = "KEY")]
    company: String,
    /// First day
    #[arg(long, value_name = "DATE", required_unless_present = "again", requires = "to")]
    from: Option<Date>,
    /// Last day
    #[arg(long, value_name = "DATE", required_unless_present = "again", requires = "from")]
    to: Option<Date>,
    /// The entries of a batch once more, instead of what is new in a period
    #[arg(long, value_name = "NUMBER")]
    again: Option<i64>,
    /// A file to write the batch to, beside the file store
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(super) async fn batch(app: &App, asked: &Batch) -> ServiceResult<u8> {
    let missing = || {
        let key = &asked.company;
        ServiceError::said(format!(
            "the database does not have a company called {key}: look at `tillhold import setup`"
        ))
    };
    let company = company_find(&app.cx.db, &asked.company).await?.ok_or_else(missing)?;
    let wanted = match (asked.again, asked.from, asked.to) {
        (Some(number), ..) => {
            let missing = || ServiceError::said(format!("{} has no batch {number}", company.key));
            let batch = batch_by_number(&app.cx.db, company.id, number).await?.ok_or_else(missing)?;
            if asked.from.zip(asked.to).is_some_and(|period| period != (batch.first, batch.last)) {
                let why =
                    format!("batch {number} is from {} to {}, not of the days asked for", batch.first, batch.last);
                return Err(ServiceError::said(why));
            }
            Wanted::Again(batch.id)
        }
        (None, Some(from), Some(to)) => {
            Wanted::New(Period::new(from, to).map_err(|e| ServiceError::said(e.to_string()))?)
        }
        _ => return Err(ServiceError::said("say --from and --to, or --again")),
    };
    let order = BatchOrder { wanted, actor: "cli".to_owned() };
    let Sealed { batch, bytes } = batch_seal(&app.cx, &company, &order).await?;
    let money = |minor| format!("{} {}", Money::new(minor, company.currency), company.currency);
    println!(
        "{}: batch {} from {} to {}, {} entries, {} documents, debit {}, credit {}",
        company.key,
        batch.number,
        batch.first,
        batch.last,
        batch.entries,
        batch.documents,
        money(batch.debit),
        money(batch.credit)
    );
    println!("  {} ({} bytes, SHA-256 {})", batch.path, batch.size, batch.sha256);
    if let Some(out) = &asked.out {
        write(out, &bytes)?;
        println!("  written to {}", out.display());
    }
    Ok(0)
}

fn write(path: &Path, bytes: &[u8]) -> ServiceResult<()> {
    std::fs::write(path, bytes).map_err(|e| ServiceError::File(format!("{}: {e}", path.display())))
}
