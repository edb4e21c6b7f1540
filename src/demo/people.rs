//! Log-ins of the demo: one of each role, and how to get in.

use chrono::TimeDelta;
use entity::types::{AccountId, Instant, Language, Role};

use crate::service::people::{self, Invitation};
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::account::account_find;
use crate::store::company::Company;
use crate::store::known::sites_known;
use crate::store::merchant::merchant_with_most;

/// The password of every log-in of the demo.
pub const PASSWORD: &str = "skilte-lampe-fjord";

/// A log-in of the demo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    /// What they may do.
    pub role: Role,
    /// E-mail address.
    pub email: &'static str,
    /// Name.
    pub name: &'static str,
}

const LOGINS: [Login; 7] = [
    Login { role: Role::Admin, email: "admin@tillhold.example", name: "Asta Holm" },
    Login { role: Role::Support, email: "support@tillhold.example", name: "Sune Dahl" },
    Login { role: Role::Accounting, email: "konto@tillhold.example", name: "Karla Winther" },
    Login { role: Role::Technician, email: "lager@tillhold.example", name: "Laust Krog" },
    Login { role: Role::Owner, email: "ejer@butik.example", name: "Ellen Juhl" },
    Login { role: Role::User, email: "kasse@butik.example", name: "Kasper Lind" },
    Login { role: Role::Accountant, email: "revisor@butik.example", name: "Rikke Storm" },
];

/// Makes the log-ins: the company's people with a second factor, and those of the merchant with the most devices.
///
/// # Errors
/// A database that does not answer.
pub async fn make(cx: &Context, company: &Company) -> ServiceResult<Vec<Login>> {
    let now = crate::clock::Clock::system().now();
    let merchant = merchant_with_most(&cx.db, company.id).await?;
    let merchant = merchant.ok_or_else(|| ServiceError::said("the demo has no merchant"))?;
    // The user is bound to one site, the owner and the accountant to none.
    let mut sites = sites_known(&cx.db, &[merchant]).await?.remove(&merchant).unwrap_or_default();
    sites.sort_by(|a, b| a.name.cmp(&b.name));
    let first = sites.first().map(|site| site.id);
    let nobody = AccountId(uuid::Uuid::nil());
    for login in &LOGINS {
        let invitation = Invitation {
            company: company.id,
            merchant: crate::domain::access::is_merchants(login.role).then_some(merchant),
            email: login.email.to_owned(),
            name: login.name.to_owned(),
            role: login.role,
            language: Language::Da,
            sites: first.filter(|_| login.role == Role::User).into_iter().collect(),
        };
        let (account, secret) = people::invite(cx, nobody, &invitation, now).await?;
        if people::set_password(cx, &secret, PASSWORD.to_owned(), now).await?.is_err() {
            return Err(ServiceError::said("the demo's invitation does not open"));
        }
        if invitation.merchant.is_none() {
            second_factor(cx, account, now).await?;
        }
    }
    Ok(LOGINS.to_vec())
}

async fn second_factor(cx: &Context, id: AccountId, now: Instant) -> ServiceResult<()> {
    people::enrol(cx, id).await?;
    let found = account_find(&cx.db, id).await?;
    let account = found.ok_or_else(|| ServiceError::said("the demo's account is gone"))?;
    // With a code of a while ago, so that the one of the first sign-in is not used up.
    let then = now - TimeDelta::minutes(10);
    let code = people::code_of_moment(cx, &account, then)?.unwrap_or_default();
    let tx = cx.db.begin().await?;
    let (session, _) = people::start(cx, &tx, &account, false, then).await?;
    tx.commit().await?;
    people::enrol_confirm(cx, id, session, &code, then).await?;
    people::sign_out(cx, account.company_id, id, session, now).await
}
