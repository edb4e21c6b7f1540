//! The shipped terms, seeded into the database.

use crate::service::{Context, ServiceResult};
use crate::store::terms::terms_seed;

/// Every version that is shipped. A version that was once in force stays in the list, and is never edited.
const SHIPPED: &[&str] = &[
    include_str!("../../../terms/dk-loomis@2020-01-01.toml"),
    include_str!("../../../terms/nl-lease@2020-01-01.toml"),
    include_str!("../../../terms/no-lease@2020-01-01.toml"),
];

/// Adds the shipped terms that the database does not have, in a transaction of its own.
///
/// # Errors
/// A shipped version that differs from its row, or a database that does not answer.
pub async fn seed_terms(cx: &Context) -> ServiceResult<()> {
    let shipped: Vec<_> = SHIPPED.iter().map(|body| (*body, cx.ids.next())).collect();
    let tx = cx.db.begin().await?;
    if terms_seed(&tx, &shipped).await? > 0 {
        tx.commit().await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::SHIPPED;

    #[test]
    fn every_file_is_shipped() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/terms");
        let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let files = files.filter(|file| file.path().extension().is_some_and(|e| e == "toml"));
        assert_eq!(files.count(), SHIPPED.len(), "list every file of terms/ in SHIPPED");
    }
}
