//! Accounts as people come by them: invited, with a password, staff with a second factor; and those who have signed in.

use chrono::TimeDelta;
use entity::types::{AccountId, Language, MerchantId, Role};
use tillhold::domain::access::is_merchants;
use tillhold::service::people::{self, Invitation};
use tillhold::store::account::{account_find, account_lock};
use tillhold::web::{Options, Web};

use super::TestApp;
use super::browser::Browser;

/// The password of everybody in tests.
pub const PASSWORD: &str = "skilte-lampe-fjord";

impl TestApp {
    /// The web side of the program; sessions live by the clock that stands.
    pub fn web(&self) -> Web {
        Web::new(self.cx.clone(), self.cx.clock.clone(), Options::default())
    }

    /// An invitation of somebody new: one of the Danish company's people, or of a merchant's of its.
    pub async fn invitation(&self, role: Role, merchant: Option<MerchantId>) -> Invitation {
        Invitation {
            company: self.company().await.id,
            merchant,
            email: format!("{role}-{}@example.org", self.cx.ids.salt()),
            name: format!("Somebody of {role}"),
            role,
            language: Language::Da,
            sites: Vec::new(),
        }
    }

    /// Invites somebody, who has not opened the letter. Returns the account and the link's secret.
    pub async fn invited(&self, invitation: &Invitation) -> (AccountId, String) {
        let nobody = AccountId(uuid::Uuid::nil());
        people::invite(&self.cx, nobody, invitation, self.cx.clock.now()).await.unwrap()
    }

    /// Invites somebody, who chooses the password of everybody.
    pub async fn with_password(&self, invitation: &Invitation) -> AccountId {
        let (id, secret) = self.invited(invitation).await;
        let now = self.cx.clock.now();
        people::set_password(&self.cx, &secret, PASSWORD.to_owned(), now).await.unwrap().unwrap().unwrap();
        id
    }

    /// Gives somebody a second factor, by a code of a while ago, so that the one of now is not used up.
    pub async fn enrol(&self, id: AccountId) {
        let cx = &self.cx;
        people::enrol(cx, id).await.unwrap();
        let account = account_find(&cx.db, id).await.unwrap().unwrap();
        let then = cx.clock.now() - TimeDelta::minutes(10);
        let code = people::code_of_moment(cx, &account, then).unwrap().unwrap();
        let tx = cx.db.begin().await.unwrap();
        let (session, _) = people::start(cx, &tx, &account, false, then).await.unwrap();
        tx.commit().await.unwrap();
        people::enrol_confirm(cx, id, session, &code, then).await.unwrap().unwrap();
    }

    /// The code of the second factor that somebody's app shows now.
    pub async fn code(&self, email: &str) -> String {
        let tx = self.cx.db.begin().await.unwrap();
        let account = account_lock(&tx, email).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        people::code_of_moment(&self.cx, &account, self.cx.clock.now()).unwrap().unwrap()
    }

    /// Makes an account of a role as people do: invited, with a password, staff with a second factor. Returns its address.
    pub async fn account(&self, role: Role, merchant: Option<MerchantId>) -> (AccountId, String) {
        let invitation = self.invitation(role, merchant).await;
        let id = self.with_password(&invitation).await;
        if !is_merchants(role) {
            self.enrol(id).await;
        }
        (id, invitation.email)
    }

    /// A browser in which somebody who has an account has signed in.
    pub async fn browser(&self, email: &str) -> Browser {
        let mut browser = Browser::new(&self.web());
        browser.sign_in(self, email).await;
        browser
    }

    /// A browser in which somebody of a role has signed in.
    pub async fn signed_in(&self, role: Role, merchant: Option<MerchantId>) -> Browser {
        self.signed_in_at(&self.web(), role, merchant).await
    }

    /// As [`TestApp::signed_in`], at a web side of one's own.
    pub async fn signed_in_at(&self, web: &Web, role: Role, merchant: Option<MerchantId>) -> Browser {
        let (_, email) = self.account(role, merchant).await;
        let mut browser = Browser::new(web);
        browser.sign_in(self, &email).await;
        browser
    }

    /// As [`TestApp::signed_in`], with the account of one of the company's people.
    pub async fn signed_in_as(&self, role: Role) -> (AccountId, Browser) {
        let (id, email) = self.account(role, None).await;
        (id, self.browser(&email).await)
    }
}
