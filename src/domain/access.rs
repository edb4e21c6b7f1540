//! Who may do what: one policy, asked by every door.

use entity::types::{AccountId, CompanyId, MerchantId, Role, SiteId};

/// What a person may be allowed to do. What it is done to is bounded by [`Scope`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// Read the merchant's own pages, documents and devices.
    SeePortal,
    /// Invite colleagues and say what they may do.
    ManageColleagues,
    /// Contest a line of an invoice.
    Contest,
    /// Report a fault of a device.
    ReportFault,
    /// Report a loss, theft, damage or tampering.
    ReportIncident,
    /// Say yes or no to an offer.
    AnswerQuote,
    /// Move a device to another of the merchant's sites.
    MoveDevice,
    /// Read merchants, agreements and documents of the company.
    SeeOffice,
    /// Read devices, models and price lists.
    SeeDevices,
    /// Look for what may be read: see [`Person::reach`].
    Search,
    /// Send, scan in and test devices.
    Handle,
    /// Report faults and incidents and move devices for a merchant, approve swaps, make offers, decide on fees, close incidents.
    DecideSwap,
    /// Approve a proposed charge, or give it up.
    DecideCharge,
    /// Read billing runs.
    SeeRuns,
    /// Preview, approve and issue a billing run.
    Bill,
    /// Credit an invoice.
    Credit,
    /// Decide about a contested line.
    DecideDispute,
    /// Read jobs and let a failed one run again.
    Jobs,
    /// Read what letters were sent.
    SeeMail,
    /// Invite a merchant's people.
    InviteMerchant,
    /// Look at the portal as a merchant sees it.
    ViewAs,
    /// Ledger, ageing and lists of invoices.
    SeeDesk,
    /// Export a period.
    Export,
    /// Invite the company's people and end their accounts.
    ManageStaff,
    /// Move the clock of a demo.
    MoveClock,
}

impl Act {
    /// Every act.
    pub const ALL: [Self; 25] = [
        Self::SeePortal,
        Self::ManageColleagues,
        Self::Contest,
        Self::ReportFault,
        Self::ReportIncident,
        Self::AnswerQuote,
        Self::MoveDevice,
        Self::SeeOffice,
        Self::SeeDevices,
        Self::Search,
        Self::Handle,
        Self::DecideSwap,
        Self::DecideCharge,
        Self::SeeRuns,
        Self::Bill,
        Self::Credit,
        Self::DecideDispute,
        Self::Jobs,
        Self::SeeMail,
        Self::InviteMerchant,
        Self::ViewAs,
        Self::SeeDesk,
        Self::Export,
        Self::ManageStaff,
        Self::MoveClock,
    ];

    /// Whether only the company's own people may do it.
    #[must_use]
    pub const fn is_staff(self) -> bool {
        !matches!(
            self,
            Self::SeePortal
                | Self::ManageColleagues
                | Self::Contest
                | Self::ReportFault
                | Self::ReportIncident
                | Self::AnswerQuote
                | Self::MoveDevice
        )
    }
}

/// Whether a role may do something.
#[must_use]
pub const fn may(role: Role, act: Act) -> bool {
    use Role::{Accountant, Accounting, Admin, Owner, Support, Technician, User};
    match act {
        Act::SeePortal => matches!(role, Owner | User | Accountant),
        Act::ManageColleagues => matches!(role, Owner),
        Act::Contest | Act::ReportFault | Act::ReportIncident | Act::AnswerQuote | Act::MoveDevice => {
            matches!(role, Owner | User)
        }
        Act::SeeOffice | Act::SeeMail | Act::SeeRuns | Act::Credit | Act::DecideDispute | Act::DecideCharge => {
            matches!(role, Support | Accounting | Admin)
        }
        Act::SeeDevices | Act::Search => matches!(role, Support | Technician | Accounting | Admin),
        Act::Handle => matches!(role, Support | Technician | Admin),
        Act::Bill | Act::SeeDesk | Act::Export => matches!(role, Accounting | Admin),
        Act::Jobs | Act::InviteMerchant | Act::ViewAs | Act::DecideSwap => matches!(role, Support | Admin),
        Act::ManageStaff | Act::MoveClock => matches!(role, Admin),
    }
}

/// Whether a role is one of a merchant's.
#[must_use]
pub const fn is_merchants(role: Role) -> bool {
    matches!(role, Role::Owner | Role::User | Role::Accountant)
}

/// The rows that somebody may reach: a company's, or those of one merchant, or those at some of its sites. Every query that
/// looks something up for a person takes one; what lies outside is as if it were not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The company.
    pub company: CompanyId,
    /// The merchant; none for the company's own people.
    pub merchant: Option<MerchantId>,
    /// The sites that a merchant's user is confined to; empty: all of them.
    pub sites: Vec<SiteId>,
}

/// What of their company somebody's search finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    /// Merchants, devices, documents and agreements.
    Everything,
    /// Devices by serial number and SIM card, and nothing about whom they serve.
    Devices,
}

/// A person who has signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub account: AccountId,
    /// What they may do.
    pub role: Role,
    /// What they may reach.
    pub scope: Scope,
    /// The merchant as whom an agent looks at the portal: nothing may be changed then.
    pub viewing: Option<MerchantId>,
}

impl Person {
    /// Whether they may do something now.
    #[must_use]
    pub const fn may(&self, act: Act) -> bool {
        match self.viewing {
            Some(_) if matches!(act, Act::SeePortal) => true,
            Some(_) if !act.is_staff() => false,
            _ => may(self.role, act),
        }
    }

    /// What their search finds; none: they have no search.
    #[must_use]
    pub const fn reach(&self) -> Option<Reach> {
        match (self.may(Act::Search), self.may(Act::SeeOffice)) {
            (false, _) => None,
            (true, true) => Some(Reach::Everything),
            (true, false) => Some(Reach::Devices),
        }
    }

    /// The rows they reach in the portal: their merchant's, or those of the merchant they look as.
    #[must_use]
    pub fn portal_scope(&self) -> Scope {
        match self.viewing {
            Some(merchant) => Scope { company: self.scope.company, merchant: Some(merchant), sites: Vec::new() },
            None => self.scope.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_is_open_to_somebody_and_no_merchant_may_act_for_the_company() {
        for act in Act::ALL {
            assert!(Role::ALL.iter().any(|role| may(*role, act)), "{act:?} is open to nobody");
            for role in Role::ALL {
                assert!(!may(*role, act) || is_merchants(*role) != act.is_staff(), "{role} may {act:?}");
            }
        }
    }

    #[test]
    fn a_search_reaches_what_may_be_read() {
        for role in Role::ALL {
            let scope = Scope { company: CompanyId(uuid::Uuid::nil()), merchant: None, sites: Vec::new() };
            let person = Person { account: AccountId(uuid::Uuid::nil()), role: *role, scope, viewing: None };
            let reach = person.reach();
            assert_eq!(reach == Some(Reach::Everything), may(*role, Act::SeeOffice), "{role}");
            assert_eq!(reach.is_some(), may(*role, Act::SeeDevices), "{role}");
        }
    }

    #[test]
    fn looking_as_a_merchant_changes_nothing() {
        let merchant = MerchantId(uuid::Uuid::nil());
        let person = Person {
            account: AccountId(uuid::Uuid::nil()),
            role: Role::Admin,
            scope: Scope { company: CompanyId(uuid::Uuid::nil()), merchant: None, sites: Vec::new() },
            viewing: Some(merchant),
        };
        assert!(person.may(Act::SeePortal));
        for act in Act::ALL.into_iter().filter(|act| !act.is_staff() && *act != Act::SeePortal) {
            assert!(!person.may(act), "{act:?}");
        }
        assert_eq!(person.portal_scope().merchant, Some(merchant));
    }
}
