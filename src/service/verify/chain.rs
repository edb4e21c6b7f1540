//! The event chain of each company: no link missing, none changed, and the head is the last.

use super::{PAGE, Work};
use crate::service::ServiceResult;
use crate::store::audit::audit_links;
use crate::store::event::event_head;

impl Work<'_> {
    pub(super) async fn chains(&mut self) -> ServiceResult<()> {
        for company in self.companies.clone() {
            let (mut read, mut after, mut hash) = (i64::MIN, 0, String::new());
            loop {
                let page = audit_links(self.at, company.id, read, PAGE).await?;
                if page.is_empty() {
                    break;
                }
                for link in page {
                    let row = format!("{} event {}", company.key, link.sequence);
                    if link.sequence != after + 1 {
                        let what = format!("the chain leaps from {after} to {}", link.sequence);
                        self.report.add("event", &row, what);
                    } else if link.hash_after(&hash) != link.hash {
                        self.report.add(
                            "event",
                            &row,
                            "the link does not follow from the one before it: one of them was changed",
                        );
                    }
                    // Later links are measured by what is stored, so that one change is one finding.
                    (read, after) = (link.sequence, link.sequence);
                    hash = link.hash;
                }
                (self.progress)(&format!("{}: {after} events", company.key));
            }
            match event_head(self.at, company.id).await? {
                None => self.report.add("event_head", &company.key, "the head of the chain is missing"),
                Some(head) => {
                    self.report.same("event_head", &company.key, "sequence", head.sequence, "the last event", after);
                    if head.sequence == after && head.hash != hash {
                        self.report.add("event_head", &company.key, "its hash is not that of the last event");
                    }
                }
            }
        }
        Ok(())
    }
}
