//! Two years of a lessor's business, day by day where something happens.

use std::collections::BTreeMap;

use chrono::{Days, NaiveTime};
use entity::types::{ChargeCode, Country, Date, Instant, Language, MerchantKind, Money, Quarter, SiteId, SubjectId};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

use super::exchanges::{Day, LAST_WEEKS};
use super::names::{Place, below, shop};
use crate::clock::local;
use crate::domain::credit::Wanted;
use crate::domain::explain::Inputs;
use crate::domain::numbers::Cvr;
use crate::jobs::charges_of_day;
use crate::service::invoices::{Approval, ChargeOrder, CreditOrder, credit, propose};
use crate::service::orders::{Order, OrderLine, confirm, line_add};
use crate::service::payments::{PaymentOrder, book};
use crate::service::runs::{self, Progress};
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::company::{Company, DeviceModel, model_list};
use crate::store::merchant::{NewMerchant, NewSite};
use crate::store::payment::receivable_due;

/// Merchants of the demo.
const MERCHANTS: u64 = 300;

/// For how many days a merchant has had a device that breaks in the last weeks.
const SETTLED: i64 = 120;

/// What the history made.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Made {
    pub(super) merchants: u64,
    pub(super) devices: u64,
    pub(super) payments: u64,
    pub(super) credits: u64,
}

/// An hour of a day in Denmark.
pub(super) fn at(day: Date, hour: u32) -> Instant {
    local(Country::Dk, day, NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or(NaiveTime::MIN))
}

/// What happens on a day, besides runs and payments.
enum Step {
    Sign(u64, u64),
    Join(u64),
}

/// Plays the time from a day up to the day before another one's quarter begins, and that day's own orders.
pub(super) async fn history(
    cx: &Context,
    company: &Company,
    first: Date,
    today: Date,
    progress: Progress<'_>,
) -> ServiceResult<Made> {
    let mut random = ChaCha8Rng::seed_from_u64(20);
    let models = model_list(&cx.db, company.id).await?;
    let mut steps = plan(&mut random, first, today);
    let total = u64::try_from((today - first).num_days()).unwrap_or(1);
    let (mut made, mut day) = (Made::default(), first);
    let mut agreements = BTreeMap::new();
    // Devices that their merchants have had for a while when the last weeks begin.
    let mut settled = Vec::new();
    while day <= today {
        let quarter = Quarter::of(day);
        if day == quarter.first_day() && day > first && quarter < Quarter::of(today) {
            cx.clock.move_to(at(day, 6));
            runs::quarter_at_once(cx, company, quarter, "demo").await?;
        }
        for step in steps.remove(&day).unwrap_or_default() {
            cx.clock.move_to(at(day, 10));
            match step {
                Step::Sign(number, devices) => {
                    let order = order(cx, company, &mut random, &models, number, devices, day)?;
                    let sites: Vec<SiteId> = order.sites.iter().map(|site| site.id).collect();
                    if (today - day).num_days() > SETTLED {
                        settled.extend(order.lines.first().map(|line| line.serial.clone()));
                    }
                    agreements.insert(number, (confirm(cx, company, order).await?, sites));
                    made.merchants += 1;
                    made.devices += devices;
                }
                Step::Join(number) => {
                    if let Some((agreement, sites)) = agreements.get(&number) {
                        made.devices += 1;
                        let line = order_line(company, &mut random, &models, sites, number, 90);
                        line_add(cx, company, *agreement, line, day, "demo").await?;
                    }
                }
            }
        }
        if day.format("%u").to_string() == "1" {
            cx.clock.move_to(at(day, 12));
            pay(cx, company, &mut random, day, &mut made).await?;
        }
        let before_the_end = (today - day).num_days();
        if before_the_end < LAST_WEEKS {
            Day { cx, company, day }.play(before_the_end, &settled).await?;
        }
        day = day.checked_add_days(Days::new(1)).unwrap_or(Date::MAX);
        progress(u64::try_from((day - first).num_days()).unwrap_or(0), total);
    }
    Ok(made)
}

/// Two thirds sign in the first year; each has one to five devices, three on average, and some get the last one later.
fn plan(random: &mut ChaCha8Rng, first: Date, today: Date) -> BTreeMap<Date, Vec<Step>> {
    let mut steps: BTreeMap<Date, Vec<Step>> = BTreeMap::new();
    let days = u64::try_from((today - first).num_days()).unwrap_or(730);
    let mut devices = 0;
    for number in 0..MERCHANTS {
        let span = if number % 3 == 0 { days } else { days / 2 };
        let day = first + Days::new(below(random, span.max(1)));
        // Two neighbours have six together, so that it is three on average.
        devices = if number % 2 == 0 { 1 + below(random, 5) } else { 6 - devices };
        let (now, later) = if devices > 3 { (devices - 1, true) } else { (devices, false) };
        steps.entry(day).or_default().push(Step::Sign(number, now));
        if later {
            let join = (day + Days::new(20 + below(random, 300))).min(today);
            steps.entry(join).or_default().push(Step::Join(number));
        }
    }
    steps
}

/// The n-th device of a merchant; its devices go round its sites.
fn order_line(
    company: &Company,
    random: &mut ChaCha8Rng,
    models: &[DeviceModel],
    sites: &[SiteId],
    number: u64,
    nth: u64,
) -> OrderLine {
    const RENTS: [i64; 5] = [19_900, 24_900, 29_900, 34_950, 44_900];
    let model = usize::try_from(below(random, models.len() as u64)).unwrap_or(0);
    OrderLine {
        serial: format!("18{number:04}{nth:02}{}", below(random, 10)),
        model: models[model].key.clone(),
        site: usize::try_from(nth).ok().and_then(|nth| sites.get(nth % sites.len().max(1)).copied()),
        rent: Money::new(RENTS[model % RENTS.len()], company.currency),
        licence: Money::new(9_900, company.currency),
    }
}

fn order(
    cx: &Context,
    company: &Company,
    random: &mut ChaCha8Rng,
    models: &[DeviceModel],
    number: u64,
    devices: u64,
    day: Date,
) -> ServiceResult<Order> {
    let shop = shop(random, number);
    let home = &shop.sites[0];
    let cvr = (0..100).find_map(|i| {
        let seven = u32::try_from(3_000_000 + (number * 7919 + i) % 900_000).unwrap_or(3_000_000);
        Cvr::build(seven).ok()
    });
    let cvr = cvr.ok_or_else(|| ServiceError::said("no number can be made up"))?;
    let merchant = NewMerchant {
        id: cx.ids.next(),
        company_id: company.id,
        number: format!("K{:05}", 10_001 + number),
        name: shop.name,
        kind: MerchantKind::Business,
        country: Country::Dk,
        registration: Some(cvr.as_str().to_owned()),
        street: home.street.clone(),
        postcode: home.postcode.clone(),
        city: home.city.clone(),
        email: Some(format!("k{}@eksempel.dk", 10_001 + number)),
        phone: None,
        language: if number % 17 == 3 { Language::En } else { Language::Da },
        buyer_reference: (number % 11 == 5).then(|| format!("Butik {number}")),
        endpoint_scheme: None,
        endpoint_id: None,
        salt: cx.ids.salt(),
        created_at_us: cx.clock.now().timestamp_micros(),
    };
    let sites: Vec<NewSite> = shop.sites.iter().map(|place| site(cx, &merchant, place)).collect();
    let ids: Vec<SiteId> = sites.iter().map(|site| site.id).collect();
    Ok(Order {
        reference: format!("A-{:05}", 1001 + number),
        merchant,
        sites,
        profile: company.profile.clone(),
        signed: day,
        kyc_approved: Some(day),
        binding_months: None,
        notice_months: None,
        payment_days: if number.is_multiple_of(10) { Some(30) } else { None },
        approve_at_once: true,
        lines: (1..=devices).map(|nth| order_line(company, random, models, &ids, number, nth)).collect(),
        actor: "demo".to_owned(),
    })
}

fn site(cx: &Context, merchant: &NewMerchant, place: &Place) -> NewSite {
    NewSite {
        id: cx.ids.next(),
        company_id: merchant.company_id,
        merchant_id: merchant.id,
        name: place.name.clone(),
        street: place.street.clone(),
        postcode: place.postcode.clone(),
        city: place.city.clone(),
    }
}

/// Nearly everybody pays what falls due this week.
async fn pay(
    cx: &Context,
    company: &Company,
    random: &mut ChaCha8Rng,
    day: Date,
    made: &mut Made,
) -> ServiceResult<()> {
    for due in receivable_due(&cx.db, company.id, day + Days::new(6)).await? {
        if below(random, 100) < 3 {
            continue;
        }
        let payment = PaymentOrder {
            merchant: due.merchant_id,
            amount: Money::new(due.open, company.currency),
            named: Some(due.invoice_id),
            reference: due.reference,
            received: day,
            actor: "demo".to_owned(),
        };
        book(cx, company, &payment).await?;
        made.payments += 1;
        if below(random, 60) == 0 {
            let order = CreditOrder {
                invoice: due.invoice_id,
                wanted: Wanted::Net(Money::new(
                    5_000 + 1 + i64::try_from(below(random, 9_000)).unwrap_or(0),
                    company.currency,
                )),
                reason: "Kulance efter driftsforstyrrelse".to_owned(),
                day,
                actor: "demo".to_owned(),
            };
            // A small document may have less left than the credit: then there is none.
            if credit(cx, company, &order).await.is_ok() {
                made.credits += 1;
            }
        }
    }
    Ok(())
}

/// After the current quarter: a one-off charge of the day, and credit notes of every kind.
pub(super) async fn corrections(cx: &Context, company: &Company, today: Date) -> ServiceResult<()> {
    cx.clock.move_to(at(today, 14));
    let far = today + Days::new(40);
    let open = receivable_due(&cx.db, company.id, far).await?;
    let order = |nth: usize, wanted: Wanted| {
        open.get(nth).map(|d| CreditOrder {
            invoice: d.invoice_id,
            wanted,
            reason: "Rettelse af faktura".to_owned(),
            day: today,
            actor: "demo".to_owned(),
        })
    };
    let wanted = [
        (1, Wanted::All),
        (3, Wanted::Lines(vec![1])),
        (5, Wanted::Net(Money::new(10_001, company.currency))),
        (5, Wanted::Net(Money::new(3_333, company.currency))),
        (5, Wanted::All),
    ];
    for order in wanted.into_iter().filter_map(|(nth, wanted)| order(nth, wanted)) {
        credit(cx, company, &order).await?;
    }
    let which = crate::store::agreement::Which::Run {
        run: runs::current(cx, company, Quarter::of(today)).await?.id,
        after: 0,
        to: 3,
    };
    for facts in crate::store::agreement::agreement_facts(&cx.db, &which).await? {
        let charge = ChargeOrder {
            agreement: facts.agreement.id,
            code: ChargeCode::Move,
            subject: cx.ids.next::<SubjectId>(),
            device: None,
            on: today,
            why: Inputs::Sum { on: today, parts: vec![("cost".to_owned(), Money::new(42_500, company.currency))] },
            evidence: Some("Fragtbrev".to_owned()),
            approval: Approval::Given,
            actor: "demo".to_owned(),
        };
        propose(cx, company, &charge).await?;
    }
    charges_of_day(cx, company).await
}
