//! Everything that is recorded of a swap.

use entity::types::{ChargeState, CustodyStep, Date, DeadlineId, DeviceId, SiteId, SubjectId, SwapId};
use sea_orm::FromQueryResult;

use crate::domain::access::Scope;
use crate::store::attachment::{AttachmentRow, attachments_of};
use crate::store::bound::Bound;
use crate::store::deadline::Deadline;
use crate::store::event::Link;
use crate::store::swap::{Quote, Swap, Ticket};
use crate::store::{Source, StoreResult, row, rows};

/// A step of a device that belongs to a swap.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Moved {
    /// The device.
    pub device_id: DeviceId,
    /// Its serial number.
    pub serial: String,
    /// What step.
    pub step: CustodyStep,
    /// When, in microseconds.
    pub at_us: i64,
    /// Where the device stood after it.
    pub site_id: Option<SiteId>,
    /// Carrier.
    pub carrier: Option<String>,
    /// Tracking number.
    pub tracking: Option<String>,
}

/// A proof of posting.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Held {
    /// When the device was posted.
    pub starts: Date,
    /// Until when the charge waits.
    pub ends: Option<Date>,
    /// The proof, in words.
    pub reason: String,
}

/// What was charged because a device was not back.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct ChargedFor {
    /// How much, ex VAT, in minor units.
    pub net: i64,
    /// The currency.
    pub currency: entity::types::Currency,
    /// Where it stands.
    pub state: ChargeState,
    /// Why, as JSON.
    pub explanation: Option<String>,
    /// The number of its invoice.
    pub invoice: Option<String>,
}

/// Everything that is recorded of a swap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The swap.
    pub swap: Swap,
    /// The report that it began with.
    pub ticket: Option<Ticket>,
    /// The deadline of the return.
    pub deadline: Option<Deadline>,
    /// Proofs of posting, oldest first.
    pub held: Vec<Held>,
    /// What was charged.
    pub charge: Option<ChargedFor>,
    /// Offers, oldest first.
    pub quotes: Vec<Quote>,
    /// Steps of the two devices, in the order of their instants.
    pub moved: Vec<Moved>,
    /// Files of the swap and of its report, oldest first.
    pub files: Vec<AttachmentRow>,
    /// Events about any of it, in their order.
    pub events: Vec<Link>,
}

/// A swap within a scope. Somebody confined to some sites reaches those of devices there.
///
/// # Errors
/// A database that does not answer.
pub async fn swap_in<S: Source>(source: &S, scope: &Scope, id: SwapId) -> StoreResult<Option<Swap>> {
    let mut bound = Bound::default();
    let (id, company) = (bound.bind(id), bound.bind(scope.company));
    let within = bound.merchant(scope, "w.merchant_id") + &bound.sites(scope, "d.site_id");
    let sql = format!(
        "SELECT w.* FROM swap w JOIN device d ON d.id = w.device_id WHERE w.id = {id} AND w.company_id = {company}{within}"
    );
    Ok(row(source, &sql, bound.values).await?)
}

/// Everything that is recorded of a swap within a scope. None: no such swap, or a stranger's.
///
/// # Errors
/// A database that does not answer.
pub async fn swap_recorded<S: Source>(source: &S, scope: &Scope, id: SwapId) -> StoreResult<Option<Recorded>> {
    let Some(swap) = swap_in(source, scope, id).await? else { return Ok(None) };
    let ticket: Option<Ticket> = match swap.ticket_id {
        Some(ticket) => row(source, "SELECT * FROM ticket WHERE id = $1", [ticket.into()]).await?,
        None => None,
    };
    let sql = "SELECT * FROM deadline WHERE rule = 'R085' AND subject_id = $1";
    let deadline: Option<Deadline> = row(source, sql, [swap.id.into()]).await?;
    let held = match &deadline {
        Some(deadline) => holds(source, deadline.id).await?,
        None => Vec::new(),
    };
    let sql = "SELECT c.net, c.currency, c.state, c.explanation, i.number AS invoice FROM charge c \
               LEFT JOIN invoice i ON i.id = c.invoice_id WHERE c.id = $1";
    let charge = match swap.charge_id {
        Some(charge) => row(source, sql, [charge.into()]).await?,
        None => None,
    };
    let sql = "SELECT * FROM quote WHERE swap_id = $1 ORDER BY sent, id";
    let quotes: Vec<Quote> = rows(source, sql, [swap.id.into()]).await?;
    let sql = "SELECT k.device_id, d.serial, k.step, k.at_us, k.site_id, k.carrier, k.tracking FROM custody k \
               JOIN device d ON d.id = k.device_id WHERE k.device_id IN ($1, $2) AND k.subject_id = $3 \
               ORDER BY k.at_us, d.serial, k.sequence";
    let other = swap.replacement_id.unwrap_or(swap.device_id);
    let moved: Vec<Moved> = rows(source, sql, [swap.device_id.into(), other.into(), swap.id.into()]).await?;
    let cases = [Some(SubjectId(swap.id.0)), swap.ticket_id.map(|id| SubjectId(id.0))];
    let files = attachments_of(source, &cases.into_iter().flatten().collect::<Vec<_>>()).await?;
    let events = events(source, &swap, (&quotes, &files), &moved).await?;
    Ok(Some(Recorded { swap, ticket, deadline, held, charge, quotes, moved, files, events }))
}

async fn holds<S: Source>(source: &S, deadline: DeadlineId) -> StoreResult<Vec<Held>> {
    let sql = "SELECT starts, ends, reason FROM hold WHERE deadline_id = $1 ORDER BY starts, id";
    Ok(rows(source, sql, [deadline.into()]).await?)
}

/// The events about a swap, its report with what was tried, offers, charges, papers and files; and those of its devices' steps, which bear the step's instant.
/// By their subjects alone, which are nobody else's: beside the company's id SQLite would read the whole chain.
async fn events<S: Source>(
    source: &S,
    swap: &Swap,
    (quotes, files): (&[Quote], &[AttachmentRow]),
    moved: &[Moved],
) -> StoreResult<Vec<Link>> {
    const COLUMNS: &str = "SELECT company_id, sequence, id, at_us, actor, kind, subject_id, facts, hash FROM event";
    #[derive(FromQueryResult)]
    struct Id {
        id: SubjectId,
    }
    let papers: Vec<Id> = rows(source, "SELECT id FROM paper WHERE subject_id = $1", [swap.id.into()]).await?;
    let checks = match swap.ticket_id {
        Some(ticket) => rows(source, "SELECT id FROM ticket_check WHERE ticket_id = $1", [ticket.into()]).await?,
        None => Vec::<Id>::new(),
    };
    let mut about = vec![SubjectId(swap.id.0)];
    about.extend(checks.into_iter().map(|check| check.id));
    about.extend(swap.ticket_id.map(|id| SubjectId(id.0)));
    about.extend(swap.charge_id.map(|id| SubjectId(id.0)));
    about.extend(quotes.iter().map(|quote| SubjectId(quote.id.0)));
    about.extend(quotes.iter().filter_map(|quote| quote.charge_id).map(|id| SubjectId(id.0)));
    about.extend(papers.into_iter().map(|paper| paper.id));
    about.extend(files.iter().map(|file| SubjectId(file.id.0)));
    let mut bound = Bound::default();
    let about = bound.bind_all(about);
    let mut found: Vec<Link> = rows(source, &format!("{COLUMNS} WHERE subject_id IN ({about})"), bound.values).await?;
    if !moved.is_empty() {
        let mut bound = Bound::default();
        let devices = bound.bind_all([swap.device_id, swap.replacement_id.unwrap_or(swap.device_id)]);
        let instants = bound.bind_all(moved.iter().map(|step| step.at_us));
        let sql =
            format!("{COLUMNS} WHERE subject_id IN ({devices}) AND kind = 'device.set' AND at_us IN ({instants})");
        found.extend(rows::<_, Link>(source, &sql, bound.values).await?);
    }
    found.sort_by_key(|link| link.sequence);
    Ok(found)
}
