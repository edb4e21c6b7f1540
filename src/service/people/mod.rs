//! People who sign in: invitations, passwords, second factors, sessions.
//!
//! Every sign-in and every privileged act is an event of the company's chain, under the account's id: no name, no address.
//! `now` is the time of day that sessions live by; the clock of the context is the business's.

mod account;
mod own;
mod password;
mod provider;
mod second;
mod session;

use entity::types::{AccountId, CompanyId, Instant, SubjectId};

pub use account::{Invitation, disable, invite, invite_again, language};
pub use own::{
    Oneself, OwnRefused, Pending, change_password, confirm_second, end_session, pending, renew_codes, renew_second,
    turn_second_off,
};
pub use password::{LinkRefused, PasswordRefused, forgotten, link_account, set_password};
pub use provider::{NotInvited, knock, passage_use, sign_in_by_provider};
pub use second::{Enrolment, code_of_moment, enrol, enrol_confirm, second_factor, totp_of};
pub use session::{
    SignIn, SignInRefused, SignedIn, browser_seen, lifetime, sign_in, sign_out, sign_out_everywhere, start, view_as,
};

use super::Context;
use super::facts::json;
use crate::store::event::{NewEvent, event_append};
use crate::store::{StoreResult, Tx};

/// The name by which an account acts in events.
#[must_use]
pub fn actor(account: AccountId) -> String {
    format!("account:{account}")
}

/// Puts on record what an account did.
async fn record(
    cx: &Context,
    tx: &Tx,
    company: CompanyId,
    account: AccountId,
    kind: &'static str,
    subject: SubjectId,
    facts: &impl serde::Serialize,
) -> StoreResult<()> {
    let event =
        NewEvent { id: cx.ids.next(), at: cx.clock.now(), actor: actor(account), kind, subject, facts: json(facts) };
    event_append(tx, company, vec![event]).await
}

/// A secret of 256 bits to hand out, as 64 hexadecimal digits.
fn new_secret(cx: &Context) -> String {
    cx.ids.salt() + &cx.ids.salt()
}

/// An e-mail address as accounts know it: without spaces around it, in small letters. None if it cannot be one.
#[must_use]
pub fn email_of(text: &str) -> Option<String> {
    let email = text.trim().to_lowercase();
    let (name, host) = email.split_once('@')?;
    let plain =
        |part: &str| !part.is_empty() && part.chars().all(|c| !c.is_whitespace() && !c.is_control() && c != '@');
    let fits = email.len() <= 254 && host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
    (fits && plain(name) && plain(host) && !email.contains(['<', '>', '"', ',', ';'])).then_some(email)
}

const fn micros(at: Instant) -> i64 {
    at.timestamp_micros()
}

#[cfg(test)]
mod tests {
    use super::email_of;

    #[test]
    fn an_address_is_taken_as_it_is_meant_or_not_at_all() {
        assert_eq!(email_of(" Mette@Butik.DK ").as_deref(), Some("mette@butik.dk"));
        for wrong in
            ["", "mette", "mette@", "@butik.dk", "a@b@c.dk", "me tte@butik.dk", "a@localhost", "a@b.dk>", "a@.dk"]
        {
            assert_eq!(email_of(wrong), None, "{wrong}");
        }
    }
}
