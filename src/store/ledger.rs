//! The journal read back: the trial balance, the movements of an account, and an entry with its postings.
//!
//! Everything goes through `journal_entry (company_id, booked, id)`; movements are paged by (day, entry, posting).

use chrono::Datelike;
use entity::types::{
    Account, CompanyId, Currency, Date, DocumentKind, EntryId, InvoiceId, MerchantId, Money, PaymentId, Percent,
    Period, VatCategory, VatKey,
};
use sea_orm::{FromQueryResult, Value};

use super::company::{Company, account_map};
use super::{Source, StoreResult, row, rows};
use crate::domain::ledger::is_income;

/// What was posted to an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountSums {
    /// The account.
    pub account: Account,
    /// Its number in the company's books.
    pub number: String,
    /// Its name in the company's books.
    pub name: String,
    /// Its balance before the period.
    pub opening: Money,
    /// What was debited in the period.
    pub debit: Money,
    /// What was credited in the period, as a positive amount.
    pub credit: Money,
    /// Its balance after the period: opening, plus debit, less credit.
    pub closing: Money,
}

/// Every account of a company, by number, with the sums of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialBalance {
    /// The accounts.
    pub rows: Vec<AccountSums>,
    /// What income came to in the calendar years before that of the first day: it is no account's opening any more, and the
    /// balances sum up to nought with it.
    pub earlier: Money,
    /// The balances before the period, with the result of earlier years: nought.
    pub opening: Money,
    /// All debits of the period.
    pub debit: Money,
    /// All credits of the period: as much as the debits.
    pub credit: Money,
    /// The balances after the period, with the result of earlier years: nought.
    pub closing: Money,
}

impl TrialBalance {
    /// The row of an account.
    #[must_use]
    pub fn of(&self, account: Account) -> Option<&AccountSums> {
        self.rows.iter().find(|r| r.account == account)
    }
}

#[derive(FromQueryResult)]
struct Sums {
    account: Account,
    opening: i64,
    earlier: i64,
    debit: i64,
    credit: i64,
}

/// The first day of the calendar year.
fn year_start(day: Date) -> Date {
    Date::from_ymd_opt(day.year(), 1, 1).unwrap_or(day)
}

/// The trial balance through a day: of the period from `from`, or without it of everything up to that day. Income begins each
/// calendar year at nought: of an account of income the opening is what it took in since the beginning of the year of `from`.
///
/// # Errors
/// A database that does not answer.
pub async fn trial_balance<S: Source>(
    source: &S,
    company: &Company,
    from: Option<Date>,
    through: Date,
) -> StoreResult<TrialBalance> {
    let sql = "SELECT p.account, \
               CAST(SUM(CASE WHEN e.booked < $2 THEN p.amount ELSE 0 END) AS bigint) AS opening, \
               CAST(SUM(CASE WHEN e.booked < $4 THEN p.amount ELSE 0 END) AS bigint) AS earlier, \
               CAST(SUM(CASE WHEN e.booked >= $2 AND p.amount > 0 THEN p.amount ELSE 0 END) AS bigint) AS debit, \
               CAST(SUM(CASE WHEN e.booked >= $2 AND p.amount < 0 THEN -p.amount ELSE 0 END) AS bigint) AS credit \
               FROM journal_entry e JOIN posting p ON p.entry_id = e.id \
               WHERE e.company_id = $1 AND e.booked <= $3 GROUP BY p.account";
    let from = from.unwrap_or_else(before_all);
    let values = [company.id.into(), from.into(), through.into(), year_start(from).into()];
    let mut sums: Vec<Sums> = rows(source, sql, values).await?;
    let mut earlier = 0;
    for sums in sums.iter_mut().filter(|sums| is_income(sums.account)) {
        earlier += sums.earlier;
        sums.opening -= sums.earlier;
    }
    let mut names = account_map(source, company.id).await?;
    for account in names.keys() {
        if !sums.iter().any(|s| s.account == *account) {
            sums.push(Sums { account: *account, opening: 0, earlier: 0, debit: 0, credit: 0 });
        }
    }
    let money = |minor| Money::new(minor, company.currency);
    let total = |of: fn(&Sums) -> i64| money(sums.iter().map(of).sum());
    let of_years = |sum: Money| money(sum.minor() + earlier);
    let (opening, debit, credit) = (of_years(total(|s| s.opening)), total(|s| s.debit), total(|s| s.credit));
    let closing = of_years(total(|s| s.opening + s.debit - s.credit));
    let mut rows: Vec<AccountSums> = sums
        .into_iter()
        .map(|s| {
            let (number, name) = names.remove(&s.account).unwrap_or_else(|| unnamed(s.account));
            AccountSums {
                account: s.account,
                number,
                name,
                opening: money(s.opening),
                debit: money(s.debit),
                credit: money(s.credit),
                closing: money(s.opening + s.debit - s.credit),
            }
        })
        .collect();
    rows.sort_by(|a, b| (&a.number, a.account).cmp(&(&b.number, b.account)));
    Ok(TrialBalance { rows, earlier: money(earlier), opening, debit, credit, closing })
}

/// A day before every entry, of four digits.
fn before_all() -> Date {
    Date::from_ymd_opt(1, 1, 1).unwrap_or(Date::MIN)
}

/// Number and name of an account to which the company gives none.
fn unnamed(account: Account) -> (String, String) {
    (String::new(), account.to_string())
}

/// A place in the movements of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LedgerPlace {
    /// The day.
    pub booked: Date,
    /// The entry.
    pub entry: EntryId,
    /// The posting's number in its entry.
    pub number: i64,
}

/// A posting to an account, with what it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement {
    /// Where it stands.
    pub place: LedgerPlace,
    /// Debit positive, credit negative.
    pub amount: Money,
    /// The account's balance after it.
    pub balance: Money,
    /// The VAT that the amount bears, or is.
    pub vat: Option<VatKey>,
    /// What it belongs to.
    pub of: EntryOf,
}

/// What an entry belongs to: a document or a payment, of a merchant.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct EntryOf {
    /// The document.
    pub invoice_id: Option<InvoiceId>,
    /// What the document is.
    pub kind: Option<DocumentKind>,
    /// The document's number.
    pub document: Option<String>,
    /// The payment.
    pub payment_id: Option<PaymentId>,
    /// What the payer quoted.
    pub quoted: Option<String>,
    /// The merchant.
    pub merchant_id: Option<MerchantId>,
    /// The merchant's number.
    pub merchant: Option<String>,
    /// The merchant's name.
    pub merchant_name: Option<String>,
}

/// The columns of [`EntryOf`], and the joins that they come from.
const OF: &str = "e.invoice_id, i.kind, i.number AS document, e.payment_id, y.reference AS quoted, m.id AS merchant_id, \
                  m.number AS merchant, m.name AS merchant_name";
const OF_FROM: &str = "LEFT JOIN invoice i ON i.id = e.invoice_id LEFT JOIN payment y ON y.id = e.payment_id";

/// A page of an account's movements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountPage {
    /// The account's balance before the first movement of the page.
    pub before: Money,
    /// The movements, oldest first.
    pub rows: Vec<Movement>,
    /// The account's balance after the last movement of the page.
    pub after: Money,
    /// Where the next page goes on, if there is more.
    pub next: Option<LedgerPlace>,
}

#[derive(FromQueryResult)]
struct MovementRow {
    booked: Date,
    entry_id: EntryId,
    number: i64,
    amount: i64,
    vat_category: Option<VatCategory>,
    vat_rate: Option<Percent>,
    #[sea_orm(nested)]
    of: EntryOf,
}

/// Movements of an account in a period, after a place. An account of income begins at nought in the calendar year of the first day.
///
/// # Errors
/// A database that does not answer.
pub async fn account_page<S: Source>(
    source: &S,
    company: &Company,
    account: Account,
    period: Period,
    after: Option<LedgerPlace>,
    limit: usize,
) -> StoreResult<AccountPage> {
    #[derive(FromQueryResult)]
    struct Sum {
        n: i64,
    }
    let mut values: Vec<Value> = vec![company.id.into(), account.into(), period.from.into()];
    let seen = match after {
        Some(place) => {
            values.extend([place.booked.into(), place.entry.into(), place.number.into()]);
            "(e.booked < $3 OR ((e.booked, e.id) <= ($4, $5) AND NOT (e.id = $5 AND p.number > $6)))"
        }
        None => "e.booked < $3",
    };
    let since = match is_income(account) {
        true => {
            values.push(year_start(period.from).into());
            format!(" AND e.booked >= ${}", values.len())
        }
        false => String::new(),
    };
    let sql = format!(
        "SELECT CAST(COALESCE(SUM(p.amount), 0) AS bigint) AS n FROM journal_entry e JOIN posting p ON p.entry_id = e.id \
         WHERE e.company_id = $1 AND p.account = $2 AND {seen}{since}"
    );
    let before = row::<_, Sum>(source, &sql, values).await?.map_or(0, |s| s.n);
    let mut values: Vec<Value> = vec![company.id.into(), account.into(), period.to.into()];
    let from = match after {
        Some(place) => {
            values.extend([place.booked.into(), place.entry.into(), place.number.into()]);
            "(e.booked, e.id) >= ($4, $5) AND NOT (e.id = $5 AND p.number <= $6)"
        }
        None => {
            values.push(period.from.into());
            "e.booked >= $4"
        }
    };
    let sql = format!(
        "SELECT e.booked, p.entry_id, p.number, p.amount, p.vat_category, p.vat_rate, {OF} \
         FROM journal_entry e JOIN posting p ON p.entry_id = e.id {OF_FROM} LEFT JOIN merchant m ON m.id = p.merchant_id \
         WHERE e.company_id = $1 AND p.account = $2 AND e.booked <= $3 AND {from} \
         ORDER BY e.booked, e.id, p.number LIMIT {}",
        limit.saturating_add(1)
    );
    let mut found: Vec<MovementRow> = rows(source, &sql, values).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    let money = |minor| Money::new(minor, company.currency);
    let mut balance = before;
    let rows: Vec<Movement> = found
        .into_iter()
        .map(|r| {
            balance += r.amount;
            Movement {
                place: LedgerPlace { booked: r.booked, entry: r.entry_id, number: r.number },
                amount: money(r.amount),
                balance: money(balance),
                vat: vat(r.vat_category, r.vat_rate),
                of: r.of,
            }
        })
        .collect();
    let next = rows.last().filter(|_| more).map(|r| r.place);
    Ok(AccountPage { before: money(before), rows, after: money(balance), next })
}

fn vat(category: Option<VatCategory>, rate: Option<Percent>) -> Option<VatKey> {
    category.zip(rate).map(|(category, rate)| VatKey { category, rate })
}

/// A journal entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: EntryId,
    /// Its day.
    pub booked: Date,
    /// What it belongs to.
    pub of: EntryOf,
    /// Its postings, by number.
    pub postings: Vec<EntryPosting>,
}

/// One side of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryPosting {
    /// The account.
    pub account: Account,
    /// The account's number in the company's books.
    pub number: String,
    /// The account's name in the company's books.
    pub name: String,
    /// Debit positive, credit negative.
    pub amount: Money,
    /// The VAT that the amount bears, or is.
    pub vat: Option<VatKey>,
}

#[derive(FromQueryResult)]
struct EntryRow {
    id: EntryId,
    booked: Date,
    #[sea_orm(nested)]
    of: EntryOf,
}

#[derive(FromQueryResult)]
pub(super) struct PostingRow {
    pub(super) entry_id: EntryId,
    pub(super) account: Account,
    pub(super) number: Option<String>,
    pub(super) name: Option<String>,
    pub(super) amount: i64,
    pub(super) currency: Currency,
    pub(super) vat_category: Option<VatCategory>,
    pub(super) vat_rate: Option<Percent>,
}

/// The postings of entries with the names of their accounts.
pub(super) const POSTINGS: &str = "SELECT p.entry_id, p.account, a.number, a.name, p.amount, p.currency, p.vat_category, \
     p.vat_rate FROM posting p JOIN journal_entry e ON e.id = p.entry_id \
     LEFT JOIN ledger_account a ON a.company_id = e.company_id AND a.account = p.account";

impl From<PostingRow> for EntryPosting {
    fn from(row: PostingRow) -> Self {
        let (number, name) = row.number.zip(row.name).unwrap_or_else(|| unnamed(row.account));
        let vat = vat(row.vat_category, row.vat_rate);
        Self { account: row.account, number, name, amount: Money::new(row.amount, row.currency), vat }
    }
}

/// An entry of a company with its postings.
///
/// # Errors
/// A database that does not answer.
pub async fn entry_find<S: Source>(source: &S, company: CompanyId, id: EntryId) -> StoreResult<Option<Entry>> {
    let sql = format!(
        "SELECT e.id, e.booked, {OF} FROM journal_entry e {OF_FROM} \
         LEFT JOIN merchant m ON m.id = COALESCE(i.merchant_id, y.merchant_id) WHERE e.id = $1 AND e.company_id = $2"
    );
    let Some(found) = row::<_, EntryRow>(source, &sql, [id.into(), company.into()]).await? else { return Ok(None) };
    let sql = format!("{POSTINGS} WHERE p.entry_id = $1 ORDER BY p.number");
    let postings: Vec<PostingRow> = rows(source, &sql, [id.into()]).await?;
    let postings = postings.into_iter().map(EntryPosting::from).collect();
    Ok(Some(Entry { id: found.id, booked: found.booked, of: found.of, postings }))
}
