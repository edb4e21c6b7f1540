//! Bringing a database up to date, and knowing whether it is.

use migration::{Migrator, MigratorTrait};

use super::{Db, StoreError, StoreResult, rows};

#[derive(sea_orm::FromQueryResult)]
struct Applied {
    version: String,
}

/// Makes or updates the tables.
///
/// # Errors
/// [`StoreError::Newer`] for a database that a newer program has changed.
pub async fn migrate(db: &Db) -> StoreResult<()> {
    if let Some(unknown) = unknown_step(db).await? {
        return Err(StoreError::Newer(unknown));
    }
    Migrator::up(&db.write, None).await?;
    Ok(())
}

/// Checks that the tables are those that this program knows.
///
/// # Errors
/// [`StoreError::Older`] or [`StoreError::Newer`].
pub async fn schema_is_current(db: &Db) -> StoreResult<()> {
    if let Some(unknown) = unknown_step(db).await? {
        return Err(StoreError::Newer(unknown));
    }
    let applied = applied(db).await?;
    if Migrator::migrations().iter().all(|step| applied.iter().any(|a| a == step.name())) {
        Ok(())
    } else {
        Err(StoreError::Older)
    }
}

async fn applied(db: &Db) -> StoreResult<Vec<String>> {
    match rows::<_, Applied>(db, "SELECT version FROM seaql_migrations", []).await {
        Ok(found) => Ok(found.into_iter().map(|a| a.version).collect()),
        // The table of steps is missing: nothing was made yet.
        Err(error) => match StoreError::from(error) {
            outage if outage.is_outage() => Err(outage),
            _ => Ok(Vec::new()),
        },
    }
}

async fn unknown_step(db: &Db) -> StoreResult<Option<String>> {
    let known = Migrator::migrations();
    Ok(applied(db).await?.into_iter().find(|a| !known.iter().any(|step| step.name() == a)))
}
