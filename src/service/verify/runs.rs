//! Billing runs: what was previewed is unchanged, and what was issued is what was previewed.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Days, TimeDelta};
use entity::types::{AgreementId, Date, Money, RunItemId, RunState, SubjectId, VatKey};

use super::report::Report;
use super::{PAGE, Work, group, read_facts};
use crate::clock::zone;
use crate::domain::explain::Explanation;
use crate::domain::invoice::VatGroup;
use crate::domain::ledger::{self, Posting};
use crate::domain::vat;
use crate::service::ServiceResult;
use crate::service::facts::{self, RunFacts};
use crate::store::audit::{
    AsideCount, Billed, ItemsBelow, Told, audit_aside, audit_items, audit_items_below, audit_runs,
};
use crate::store::company::Company;
use crate::store::run::{
    FingerprintChain, HashedLine, Run, RunItem, RunLine, RunPosting, RunVat, lines_hash, run_fingerprint,
};

impl Work<'_> {
    pub(super) async fn runs(&mut self) -> ServiceResult<()> {
        for company in self.companies.clone() {
            let (runs, told) = audit_runs(self.at, company.id).await?;
            let told = group(told, |t| t.subject_id);
            let (mut quarter, mut sequence) = (String::new(), 0);
            for (place, run) in runs.iter().enumerate() {
                let name = format!("{} {} run {}", company.key, run.quarter, run.sequence);
                if run.quarter != quarter {
                    (quarter, sequence) = (run.quarter.clone(), 0);
                }
                sequence += 1;
                self.report.same("billing_run", &name, "sequence", run.sequence, "its place", sequence);
                let later = runs.get(place + 1).is_some_and(|next| next.quarter == run.quarter);
                let told = told.get(&run.id.0).map_or(&[][..], Vec::as_slice);
                let of = OfRun { run, name: name.clone(), told, later };
                let items = self.items(&of).await?;
                let aside = audit_aside(self.at, run.id).await?;
                of.told(&company, &items, aside, &mut self.report);
                (self.progress)(&format!("{name}: {} items", items.count));
            }
        }
        Ok(())
    }

    /// Walks through the items of a run.
    async fn items(&mut self, of: &OfRun<'_>) -> ServiceResult<Items> {
        let run = of.run;
        let mut items = Items {
            chain: run_fingerprint([], &run.seller_hash),
            count: 0,
            issued: 0,
            dealt: 0,
            seen: Seen::default(),
        };
        let mut after = i64::MIN;
        loop {
            let page = audit_items(self.at, run.id, after, PAGE).await?;
            let Some(to) = page.last().map(|i| i.position) else { return Ok(items) };
            let below = Page::from(audit_items_below(self.at, run.id, after, to).await?);
            after = to;
            for item in &page {
                items.count += 1;
                let name = format!("{} item {}", of.name, item.position);
                self.report.same("run_item", &name, "position", item.position, "its place", items.count);
                items.chain.push(item);
                let one = Item { item, name, below: &below };
                one.totals(&mut self.report);
                one.bills(&mut items.seen, &mut self.report);
                let issued = below.issued.contains(&item.id);
                items.issued += i64::from(issued);
                let aside = below.aside.contains(&(item.agreement_id, item.quarter.clone()));
                if issued || aside {
                    items.dealt = item.position;
                }
                if item.position <= run.position && !issued && !aside {
                    let what = "the run is past it, and it is neither on a document nor set aside";
                    self.report.add("run_item", &one.name, what);
                } else if item.position > run.position && (issued || aside) {
                    let what = format!("position is {}, item {} is dealt with", run.position, item.position);
                    self.report.add("billing_run", &of.name, what);
                }
            }
        }
    }
}

/// A run and what its events say.
struct OfRun<'a> {
    run: &'a Run,
    name: String,
    told: &'a [Told],
    /// Whether the quarter has a later run.
    later: bool,
}

/// What walking through a run's items came to.
struct Items {
    chain: FingerprintChain,
    count: i64,
    issued: i64,
    /// The position of the last one that is on a document or set aside.
    dealt: i64,
    seen: Seen,
}

/// What the items of the agreement at hand have billed so far.
#[derive(Default)]
struct Seen {
    agreement: Option<AgreementId>,
    billed: HashMap<SubjectId, (Option<Date>, Date)>,
}

/// What hangs on a page of items.
struct Page {
    lines: HashMap<RunItemId, Vec<RunLine>>,
    vat: HashMap<RunItemId, Vec<RunVat>>,
    postings: HashMap<RunItemId, Vec<RunPosting>>,
    issued: HashSet<RunItemId>,
    aside: HashSet<(AgreementId, String)>,
    billed: HashMap<SubjectId, Billed>,
}

impl From<ItemsBelow> for Page {
    fn from(below: ItemsBelow) -> Self {
        Self {
            lines: group(below.lines, |l| l.item_id),
            vat: group(below.vat, |v| v.item_id),
            postings: group(below.postings, |p| p.item_id),
            issued: below.issued.into_iter().collect(),
            aside: below.aside.into_iter().map(|a| (a.agreement_id, a.quarter)).collect(),
            billed: below.billed.into_iter().map(|b| (b.id, b)).collect(),
        }
    }
}

impl OfRun<'_> {
    /// The events of a run say what it is, and its state follows from them.
    fn told(&self, company: &Company, items: &Items, aside: AsideCount, report: &mut Report) {
        let (run, name, t) = (self.run, self.name.as_str(), "billing_run");
        report.same(t, name, "documents", run.documents, "the number of its items", items.count);
        let of = |kind: &str| self.told.iter().filter(|e| e.kind == kind).collect::<Vec<_>>();
        let (previewed, approved, issued) = (of(facts::RUN_PREVIEWED), of(facts::RUN_APPROVED), of(facts::RUN_ISSUED));
        let discarded = of(facts::RUN_DISCARDED);
        for event in [&previewed, &approved, &issued, &discarded].into_iter().flatten() {
            let Some(told) = read_facts::<RunFacts>(event, report) else { continue };
            let says = format!("event {}", event.sequence);
            report.same(t, name, "quarter", run.quarter.clone(), &says, told.quarter);
            report.same(t, name, "sequence", run.sequence, &says, told.sequence);
            report.same(t, name, "documents", run.documents, &says, told.documents);
            report.same(t, name, "fingerprint", run.fingerprint.clone(), &says, told.fingerprint.clone());
            if event.kind == facts::RUN_PREVIEWED {
                report.same("run_set_aside", name, "the number at the preview", aside.preview, &says, told.set_aside);
                if items.chain.0 != told.fingerprint {
                    report.add(
                        "run_item",
                        name,
                        "the items and the seller do not make the fingerprint that was previewed",
                    );
                    report.add(t, name, "its items and its seller do not make the fingerprint that was previewed");
                }
                if run.created_at_us > event.at_us {
                    report.add(t, name, "it was made after its event");
                }
            }
        }
        if previewed.len() != 1 || [&approved, &issued, &discarded].iter().any(|told| told.len() > 1) {
            report.add(t, name, "it must be previewed once, and approved, issued and discarded at most once");
        }
        let by = approved.last().map(|e| e.actor.clone());
        report.same_opt(t, name, "approved_by", run.approved_by.clone(), "its event", by);
        let by = discarded.last().map(|e| e.actor.clone());
        report.same_opt(t, name, "discarded_by", run.discarded_by.clone(), "its event", by);
        let gone = self.later || !discarded.is_empty();
        let fits = match run.state {
            RunState::Previewed => approved.is_empty() && !gone && run.position == 0,
            // Approved or not: as long as nothing of it is issued, it can be replaced or discarded.
            RunState::Superseded => gone && issued.is_empty() && items.issued == 0 && run.position == items.dealt,
            RunState::Approved => !approved.is_empty() && issued.is_empty() && items.issued == 0 && !gone,
            RunState::Issuing => !approved.is_empty() && issued.is_empty() && run.position > 0 && !gone,
            RunState::Issued => !issued.is_empty() && discarded.is_empty() && run.position == items.count,
        };
        if !fits {
            report.add(
                t,
                name,
                format!("it is {} at position {}: its events and documents say otherwise", run.state, run.position),
            );
        }
        self.day(company, report);
    }

    /// A preview is of the company's day on which it was made.
    fn day(&self, company: &Company, report: &mut Report) {
        let made = DateTime::from_timestamp_micros(self.run.created_at_us).unwrap_or_default();
        let day = |at: DateTime<chrono::Utc>| at.with_timezone(&zone(company.country)).date_naive();
        // The day is asked for before the instant: a second may lie between them at midnight.
        if ![day(made), day(made - TimeDelta::seconds(1))].contains(&self.run.run_on) {
            let what = format!("run_on is {}, it was made on {}", self.run.run_on, day(made));
            report.add("billing_run", &self.name, what);
        }
    }
}

struct Item<'a> {
    item: &'a RunItem,
    name: String,
    below: &'a Page,
}

fn key(line: &RunLine) -> VatKey {
    VatKey { category: line.vat_category, rate: line.vat_rate }
}

fn net(line: &RunLine) -> Money {
    Money::new(line.net, line.currency)
}

impl Item<'_> {
    fn lines(&self) -> &[RunLine] {
        self.below.lines.get(&self.item.id).map_or(&[][..], Vec::as_slice)
    }

    /// The sums, VAT and postings of an item follow from its lines, and the hash is over all three.
    fn totals(&self, report: &mut Report) {
        let (item, name) = (self.item, self.name.as_str());
        let lines = self.lines();
        for (number, line) in (1..).zip(lines) {
            let why: Option<Explanation> = serde_json::from_str(&line.explanation).ok();
            let amount = why.and_then(|w| w.recomputed().ok().flatten());
            let product = line.quantity.checked_mul(line.unit_price);
            if line.number != number || amount != Some(net(line)) || product != Some(line.net) {
                let what = "number, amount, price and explanation do not make one another";
                report.add("run_line", format_args!("{name} line {}", line.number), what);
            }
        }
        let made = || {
            let groups = vat::groups(lines.iter().map(|l| (key(l), net(l))))?;
            let net = Money::sum(item.currency, lines.iter().map(net))?;
            let tax = Money::sum(item.currency, groups.iter().map(|g| g.vat))?;
            let gross = net.plus(tax)?;
            let keyed = lines.iter().map(|l| (l.code, key(l), Money::new(l.net, l.currency)));
            let expected = ledger::invoice(keyed, &groups, gross)?;
            Ok::<_, entity::types::MoneyError>((groups, expected, [net, tax, gross]))
        };
        let Ok((groups, expected, sums)) = made() else {
            report.add("run_line", name, "the lines do not add up: two currencies, or too large");
            return;
        };
        for ((column, is), wanted) in
            [("net", item.net), ("vat", item.vat), ("gross", item.gross)].into_iter().zip(sums)
        {
            report.same("run_item", name, column, is, "its lines", wanted.minor());
        }
        let count = i64::try_from(lines.len()).unwrap_or(i64::MAX);
        report.same("run_item", name, "line_count", item.line_count, "its lines", count);
        let stored_vat = vat_rows(self.below.vat.get(&item.id));
        let rows = self.below.postings.get(&item.id).map_or(&[][..], Vec::as_slice);
        let stored = postings(rows);
        if stored_vat != groups {
            report.add("run_vat", name, "VAT is not what the lines make");
        }
        let whole = |p: &RunPosting| p.vat_category.is_some() == p.vat_rate.is_some();
        if stored != expected || (1..).zip(rows).any(|(number, p)| p.number != number || !whole(p)) {
            report.add("run_posting", name, "the postings are not those of the item");
        }
        let hashed: Vec<HashedLine> = lines.iter().map(HashedLine::from).collect();
        if lines_hash(&hashed, &groups, &expected) != item.lines_hash
            && lines_hash(&hashed, &stored_vat, &stored) != item.lines_hash
        {
            report.add("run_line", name, "the lines do not have the hash of the item");
            report.add("run_item", name, "its hash is not that of its lines");
        }
    }

    /// What the lines bill belongs to the agreement, and is billed on from where it was billed to.
    fn bills(&self, seen: &mut Seen, report: &mut Report) {
        if seen.agreement != Some(self.item.agreement_id) {
            *seen = Seen { agreement: Some(self.item.agreement_id), billed: HashMap::new() };
        }
        for line in self.lines() {
            let name = format!("{} line {}", self.name, line.number);
            let subject = self.below.billed.get(&line.subject_id);
            let Some(subject) = subject.filter(|s| s.agreement_id == self.item.agreement_id) else {
                report.add("run_line", &name, "what it bills is no line or licence of the agreement");
                continue;
            };
            if subject.is_line != (line.code == entity::types::ChargeCode::Rent) {
                report.add("run_line", &name, format!("{} is not charged for what it bills", line.code));
            }
            if line.generation < 0 || line.generation > subject.generation {
                let what = format!("generation is {}, what it bills is in {}", line.generation, subject.generation);
                report.add("run_line", &name, what);
            }
            let next = |day: Date| day.checked_add_days(Days::new(1)).unwrap_or(day);
            let before = seen.billed.insert(line.subject_id, (line.billed_from, line.period_to));
            let fits = match before {
                // A later quarter of the same run.
                Some((from, to)) => from == line.billed_from && next(to) == line.period_from,
                None => line.billed_from.map(next).max(subject.starts) == Some(line.period_from),
            };
            if !fits {
                report.add("run_line", &name, "it does not go on from where its subject was billed to");
            }
        }
    }
}

fn vat_rows(rows: Option<&Vec<RunVat>>) -> Vec<VatGroup> {
    let group = |v: &RunVat| VatGroup {
        category: v.category,
        rate: v.rate,
        base: Money::new(v.base, v.currency),
        vat: Money::new(v.vat, v.currency),
    };
    let mut groups: Vec<VatGroup> = rows.into_iter().flatten().map(group).collect();
    groups.sort_by_key(|g| (g.category, g.rate));
    groups
}

fn postings(rows: &[RunPosting]) -> Vec<Posting> {
    rows.iter()
        .map(|p| Posting {
            account: p.account,
            amount: Money::new(p.amount, p.currency),
            vat: p.vat_category.zip(p.vat_rate).map(|(category, rate)| VatKey { category, rate }),
        })
        .collect()
}
