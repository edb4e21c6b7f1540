//! Finding things of a company by how they begin: words of merchants and devices in a table of tokens; serial numbers, document
//! numbers, references by the indexes that they have anyway. Every look-up reads a bounded piece of one index.

mod hits;

use entity::types::{CompanyId, SearchKind, SubjectId};
use sea_orm::FromQueryResult;

pub use hits::{AgreementHit, DeviceHit, Hits, InvoiceHit, LIMIT, MerchantHit, search_hits};

use super::bound::Bound;
use super::bulk::{insert_all, insert_missing};
use super::merchant::{NewDevice, NewMerchant};
use super::{StoreResult, Tx, execute, rows};
use crate::domain::search::{MerchantWords, device_words, merchant_words};

/// A token to be written.
type Token = entity::search_token::Model;

fn tokens(company: CompanyId, kind: SearchKind, subject: SubjectId, words: Vec<String>) -> impl Iterator<Item = Token> {
    words.into_iter().map(move |token| Token { company_id: company, token, kind, subject_id: subject })
}

fn merchant_tokens(row: &NewMerchant) -> impl Iterator<Item = Token> {
    let words = merchant_words(&MerchantWords {
        name: &row.name,
        number: &row.number,
        country: row.country,
        registration: row.registration.as_deref(),
        city: &row.city,
        phone: row.phone.as_deref(),
        email: row.email.as_deref(),
    });
    tokens(row.company_id, SearchKind::Merchant, SubjectId(row.id.0), words)
}

fn device_tokens(row: &NewDevice) -> impl Iterator<Item = Token> {
    tokens(row.company_id, SearchKind::Device, SubjectId(row.id.0), device_words(row.sim_serial.as_deref()))
}

/// Makes new merchants findable.
pub(super) async fn merchants_findable(tx: &Tx, rows: &[NewMerchant]) -> StoreResult<()> {
    let tokens: Vec<Token> = rows.iter().flat_map(merchant_tokens).collect();
    insert_all::<entity::search_token::Entity>(tx, &tokens).await
}

/// Makes new devices findable by more than their serial numbers.
pub(super) async fn devices_findable(tx: &Tx, rows: &[NewDevice]) -> StoreResult<()> {
    let tokens: Vec<Token> = rows.iter().flat_map(device_tokens).collect();
    insert_all::<entity::search_token::Entity>(tx, &tokens).await
}

/// Makes up to `limit` things findable that were written before words were kept; says how many.
///
/// # Errors
/// A database that does not answer.
pub async fn search_todo_do(tx: &Tx, limit: i64) -> StoreResult<usize> {
    #[derive(FromQueryResult)]
    struct Todo {
        kind: SearchKind,
        subject_id: SubjectId,
    }
    let sql = "SELECT kind, subject_id FROM search_todo ORDER BY kind, subject_id LIMIT $1";
    let todo: Vec<Todo> = rows(tx, sql, [limit.into()]).await?;
    let mut tokens: Vec<Token> = Vec::new();
    for kind in SearchKind::ALL {
        let of: Vec<SubjectId> = todo.iter().filter(|t| t.kind == *kind).map(|t| t.subject_id).collect();
        if of.is_empty() {
            continue;
        }
        let mut bound = Bound::default();
        let ids = bound.bind_all(of.iter().copied());
        let table = match kind {
            SearchKind::Merchant => "merchant",
            SearchKind::Device => "device",
        };
        let sql = format!("SELECT * FROM {table} WHERE id IN ({ids})");
        match kind {
            SearchKind::Merchant => {
                tokens.extend(rows::<_, NewMerchant>(tx, &sql, bound.values).await?.iter().flat_map(merchant_tokens));
            }
            SearchKind::Device => {
                tokens.extend(rows::<_, NewDevice>(tx, &sql, bound.values).await?.iter().flat_map(device_tokens));
            }
        }
        let mut bound = Bound::default();
        let (kind, ids) = (bound.bind(*kind), bound.bind_all(of));
        let sql = format!("DELETE FROM search_todo WHERE kind = {kind} AND subject_id IN ({ids})");
        execute(tx, &sql, bound.values).await?;
    }
    insert_missing::<entity::search_token::Entity>(tx, &tokens).await?;
    Ok(todo.len())
}
