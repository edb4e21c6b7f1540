//! The back office: what the lessor's agents work in all day.

mod clock;
mod home;
mod jobs;
pub(in crate::web) mod people;
mod progress;
mod runs;
mod view_as;

use super::routes::{Doors, Of, Who};
use super::visit::Visitor;
use super::{Web, WebError, WebResult};
use crate::domain::access::Act;
use crate::store::company::{Company, company_by_id};

/// The routes of the back office.
pub(super) fn doors(doors: Doors) -> Doors {
    use Who::{Demo, May};
    doors
        .get("/office", May(Act::SeeDevices), Of::Nothing, home::page)
        .get("/office/runs", May(Act::SeeRuns), Of::Nothing, runs::list)
        .post("/office/runs", May(Act::Bill), Of::Nothing, runs::preview)
        .get("/office/runs/{id}", May(Act::SeeRuns), Of::Run, runs::page)
        .post("/office/runs/{id}/approve", May(Act::Bill), Of::Run, runs::approve)
        .post("/office/runs/{id}/issue", May(Act::Bill), Of::Run, runs::issue)
        .get("/office/runs/{id}/progress", May(Act::SeeRuns), Of::Run, progress::stream)
        .get("/office/jobs", May(Act::Jobs), Of::Nothing, jobs::list)
        .post("/office/jobs/{id}/again", May(Act::Jobs), Of::Job, jobs::again)
        .get("/office/people", May(Act::ManageStaff), Of::Nothing, people::list)
        .post("/office/people", May(Act::ManageStaff), Of::Nothing, people::invite)
        .post("/office/people/{id}/disable", May(Act::ManageStaff), Of::Staff, people::disable)
        .post("/office/merchants/{id}/view-as", May(Act::ViewAs), Of::Merchant, view_as::begin)
        .post("/office/view-as/end", Who::SignedIn, Of::Nothing, view_as::end)
        .get("/office/clock", Demo(Act::MoveClock), Of::Nothing, clock::page)
        .post("/office/clock", Demo(Act::MoveClock), Of::Nothing, clock::go)
}

/// The company of whoever has signed in.
pub(super) async fn company(web: &Web, visitor: &Visitor) -> WebResult<Company> {
    let id = visitor.who()?.person.scope.company;
    company_by_id(&web.cx().db, id).await?.ok_or(WebError::NotFound)
}
