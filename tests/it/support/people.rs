//! People who act in tests: a merchant's owner and somebody of the company, without passwords.

use entity::types::{AccountId, AccountState, CompanyId, Language, MerchantId, Role};
use tillhold::domain::access::Scope;
use tillhold::store::account::{AccountRow, account_insert};
use tillhold::store::merchant::merchant_by_number;

use super::TestApp;

/// The rows that a company's own people reach.
pub fn office(company: CompanyId) -> Scope {
    Scope { company, merchant: None, sites: Vec::new() }
}

/// The rows that a merchant's people reach.
pub fn portal(company: CompanyId, merchant: MerchantId) -> Scope {
    Scope { company, merchant: Some(merchant), sites: Vec::new() }
}

impl TestApp {
    /// The merchant of an agreement that [`TestApp::take`] took.
    pub async fn merchant_of(&self, reference: &str) -> MerchantId {
        let company = self.company().await;
        merchant_by_number(&self.cx.db, company.id, &format!("C{reference}")).await.unwrap().unwrap().id
    }

    /// An account that is active: a merchant's owner, or without one an administrator.
    pub async fn person(&self, name: &str, merchant: Option<MerchantId>) -> AccountId {
        let role = if merchant.is_some() { Role::Owner } else { Role::Admin };
        self.account_row(self.company().await.id, name, merchant, role).await
    }

    /// An active account of any company.
    pub async fn person_of(&self, company: CompanyId, merchant: Option<MerchantId>, role: Role) -> AccountId {
        self.account_row(company, &self.cx.ids.salt(), merchant, role).await
    }

    async fn account_row(&self, company: CompanyId, name: &str, merchant: Option<MerchantId>, role: Role) -> AccountId {
        let id = self.cx.ids.next();
        let account = AccountRow {
            id,
            company_id: company,
            merchant_id: merchant,
            email: format!("{}@example.org", name.to_lowercase()),
            name: name.to_owned(),
            role,
            language: Language::Da,
            state: AccountState::Active,
            password_hash: None,
            totp_sealed: None,
            totp_confirmed: false,
            totp_step: 0,
            failed: 0,
            locked_until_us: None,
            subject: None,
            created_at_us: self.cx.clock.now().timestamp_micros(),
        };
        let tx = self.cx.db.begin().await.unwrap();
        account_insert(&tx, account, &[]).await.unwrap();
        tx.commit().await.unwrap();
        id
    }
}
