//! A query's values, numbered as they are written, and the conditions that keep it within a scope.
//!
//! A LIMIT is written out and never a value: PostgreSQL plans for a tenth of the table where it does not know it, and joins whole tables.

use entity::types::MerchantId;
use sea_orm::Value;

use crate::domain::access::Scope;

/// The values of a query under construction.
#[derive(Debug, Default)]
pub(super) struct Bound {
    /// In the order of their numbers.
    pub(super) values: Vec<Value>,
}

impl Bound {
    /// Takes a value and says what stands for it.
    pub(super) fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    /// Takes several values: `$3, $4, $5`.
    pub(super) fn bind_all<V: Into<Value>>(&mut self, values: impl IntoIterator<Item = V>) -> String {
        values.into_iter().map(|value| self.bind(value)).collect::<Vec<_>>().join(", ")
    }

    /// ` AND column = …` for the merchant of a scope, if it has one.
    pub(super) fn merchant(&mut self, scope: &Scope, column: &str) -> String {
        scope.merchant.map_or_else(String::new, |id| format!(" AND {column} = {}", self.bind(id)))
    }

    /// A merchant, if it is the scope's company's. As the only condition on a table it leads to the merchant's index: beside the
    /// company's id, SQLite would as soon read all of the company.
    pub(super) fn merchant_of(&mut self, scope: &Scope, merchant: MerchantId) -> String {
        let (company, of) = (self.bind(scope.company), self.bind(merchant));
        format!("(SELECT k.id FROM merchant k WHERE k.id = {of} AND k.company_id = {company})")
    }

    /// ` AND column IN (…)` for the sites of a scope, if it is confined to some.
    pub(super) fn sites(&mut self, scope: &Scope, column: &str) -> String {
        if scope.sites.is_empty() {
            return String::new();
        }
        format!(" AND {column} IN ({})", self.bind_all(scope.sites.iter().copied()))
    }

    /// Keeps documents called `i` within a scope. Somebody confined to some sites reaches those with a line for a device there
    /// and none for a device that stands elsewhere: a document is shown, and its PDF is given, as a whole. A credit note is shown where
    /// the document is that it corrects: by itself it looks like money to come.
    pub(super) fn documents(&mut self, scope: &Scope) -> String {
        let merchant = self.merchant(scope, "i.merchant_id");
        if scope.sites.is_empty() {
            return merchant;
        }
        let own = self.bind_all(scope.sites.iter().copied());
        let devices = |of: &str| {
            format!("SELECT 1 FROM invoice_line sl JOIN device sd ON sd.id = sl.device_id WHERE sl.invoice_id = {of}")
        };
        format!(
            "{merchant} AND EXISTS ({} AND sd.site_id IN ({own})) AND NOT EXISTS ({} AND sd.site_id NOT IN ({own})) \
             AND NOT EXISTS ({} AND sd.site_id NOT IN ({own}))",
            devices("i.id"),
            devices("i.id"),
            devices("i.corrects_id")
        )
    }

    /// Keeps agreements called `g` within a scope. Somebody confined to some sites reaches those with a device there.
    pub(super) fn agreements(&mut self, scope: &Scope) -> String {
        let merchant = self.merchant(scope, "g.merchant_id");
        let sites = self.sites(scope, "sd.site_id");
        if sites.is_empty() {
            return merchant;
        }
        format!(
            "{merchant} AND EXISTS (SELECT 1 FROM agreement_line sl JOIN assignment sp ON sp.line_id = sl.id \
             AND sp.released IS NULL JOIN device sd ON sd.id = sp.device_id WHERE sl.agreement_id = g.id{sites})"
        )
    }
}
