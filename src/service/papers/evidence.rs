//! What there is to know of a swap, in one PDF: for a dispute, or for whoever asks why something was charged.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use entity::types::{ChargeCode, Country, DeviceId, Instant, Language, Money, SwapId};

use crate::clock::zone;
use crate::documents::pdf::PdfWriter;
use crate::documents::pdf::pack::{Charged, Counted, Kept, Offered, Pack, Posted, Reported, Step};
use crate::domain::access::Scope;
use crate::domain::calendar::Calendar;
use crate::domain::paper::Printed;
use crate::domain::swap::skipped;
use crate::service::{Context, ServiceError, ServiceResult};
use crate::store::agreement::agreement_with_rows;
use crate::store::attachment::AttachmentRow;
use crate::store::company::{Company, company_by_id};
use crate::store::event::Link;
use crate::store::merchant::{device_printed, merchant_printed, merchant_with_sites};
use crate::store::page::evidence::{ChargedFor, Recorded, swap_recorded};
use crate::store::page::timeline::actor_names;
use crate::text::{Arg, Texts};

/// The evidence of a swap within a scope, as PDF. None: no such swap, or a stranger's.
///
/// # Errors
/// A database that does not answer, or a record that cannot be printed.
pub async fn evidence(
    cx: &Context,
    pdf: Arc<PdfWriter>,
    scope: &Scope,
    swap: SwapId,
    language: Language,
) -> ServiceResult<Option<Vec<u8>>> {
    let Some(pack) = gathered(cx, scope, swap, language).await? else { return Ok(None) };
    let texts = cx.texts.clone();
    tokio::task::spawn_blocking(move || pdf.pack(&pack, &texts))
        .await
        .map_err(|e| ServiceError::Document(e.to_string()))?
        .map(Some)
        .map_err(|e| ServiceError::Document(e.to_string()))
}

/// The evidence as a value.
///
/// # Errors
/// As [`evidence`].
pub async fn gathered(cx: &Context, scope: &Scope, id: SwapId, language: Language) -> ServiceResult<Option<Pack>> {
    let Some(found) = swap_recorded(&cx.db, scope, id).await? else { return Ok(None) };
    let missing = |what: &str| ServiceError::broken(format!("swap {id}: {what} is missing"));
    let swap = &found.swap;
    let company = company_by_id(&cx.db, swap.company_id).await?.ok_or_else(|| missing("its company"))?;
    let (merchant, _) = merchant_with_sites(&cx.db, swap.merchant_id).await?.ok_or_else(|| missing("its merchant"))?;
    let (agreement, _) = agreement_with_rows(&cx.db, swap.agreement_id).await?;
    let device = printed(cx, swap.device_id).await?.ok_or_else(|| missing("its device"))?;
    let replacement = match swap.replacement_id {
        Some(new) => printed(cx, new).await?,
        None => None,
    };
    let actors = found.events.iter().map(|e| e.actor.as_str());
    let actors = actors.chain(found.ticket.iter().map(|t| t.actor.as_str()));
    let actors = actors.chain(found.files.iter().map(|file| file.actor.as_str()));
    let names = actor_names(&cx.db, company.id, actors).await?;
    let who = |actor: &str| names.get(actor).cloned().unwrap_or_else(|| cx.texts.actor(language, actor));
    let sent = found.moved.iter().find(|step| Some(step.device_id) == swap.replacement_id);
    let reported = found.ticket.as_ref().map(|ticket| Reported {
        day: ticket.reported,
        by: who(&ticket.actor),
        words: ticket.description.clone(),
    });
    Ok(Some(Pack {
        seller: company.seller.clone(),
        buyer: merchant_printed(&merchant),
        language,
        day: cx.clock.today(company.country),
        swap: id.to_string(),
        agreement: agreement.reference,
        device,
        replacement,
        approved: swap.approved,
        unchecked: swap.unchecked.clone(),
        dispatched: swap.dispatched,
        carriage: sent.map(|step| (step.carrier.clone(), step.tracking.clone())).unwrap_or_default(),
        received: swap.received,
        reported,
        back: counted(&found, company.country),
        posted: posted(&found),
        charge: found.charge.as_ref().map(|charge| charged(charge, &found)).transpose()?,
        test: swap.decided.map(|day| (day, swap.exclusion)),
        proof: swap.evidence.clone(),
        quotes: offered(&found),
        files: found.files.iter().map(|file| kept(file, company.country, &who)).collect(),
        steps: steps(&found, &company, (&cx.texts, language), &who),
    }))
}

async fn printed(cx: &Context, device: DeviceId) -> ServiceResult<Option<Printed>> {
    let found = device_printed(&cx.db, device).await?;
    Ok(found.map(|device| Printed { serial: device.serial, model: device.model }))
}

fn counted(found: &Recorded, country: Country) -> Option<Counted> {
    let deadline = found.deadline.as_ref()?;
    let calendar = Calendar::of(country);
    let not_counted = skipped(calendar, deadline.starts, deadline.due);
    let all = (deadline.due - deadline.starts).num_days();
    Some(Counted {
        since: deadline.starts,
        due: deadline.due,
        days: all - i64::try_from(not_counted.len()).unwrap_or(0),
        skipped: not_counted.into_iter().map(|(day, holiday)| (day, holiday.map(|h| h.key().to_owned()))).collect(),
    })
}

fn posted(found: &Recorded) -> Vec<Posted> {
    let one = |held: &crate::store::page::evidence::Held| Posted {
        day: held.starts,
        until: held.ends,
        proof: held.reason.clone(),
    };
    found.held.iter().map(one).collect()
}

fn charged(charge: &ChargedFor, found: &Recorded) -> ServiceResult<Charged> {
    let why = charge.explanation.as_deref().map(serde_json::from_str).transpose();
    Ok(Charged {
        net: Money::new(charge.net, charge.currency),
        state: format!("charge-state-{}", charge.state),
        invoice: charge.invoice.clone(),
        why: why.map_err(|e| ServiceError::broken(format!("swap {}: its charge: {e}", found.swap.id)))?,
        given_back: (found.swap.reversal, found.swap.reversed),
    })
}

fn offered(found: &Recorded) -> Vec<Offered> {
    let one = |quote: &crate::store::swap::Quote| Offered {
        kind: quote.kind,
        net: Money::new(quote.net, quote.currency),
        sent: quote.sent,
        expires: quote.expires,
        answered: quote.answered.zip(quote.accepted),
    };
    found.quotes.iter().map(one).collect()
}

fn kept(file: &AttachmentRow, country: Country, who: &impl Fn(&str) -> String) -> Kept {
    Kept { name: file.name.clone(), at: local(file.at_us, country), who: who(&file.actor), sha256: file.sha256.clone() }
}

fn steps(
    found: &Recorded,
    company: &Company,
    (texts, language): (&Texts, Language),
    who: &impl Fn(&str) -> String,
) -> Vec<Step> {
    let serials: HashMap<_, _> = found.moved.iter().map(|step| (step.device_id.0, step.serial.as_str())).collect();
    let ours: HashSet<_> = found.moved.iter().map(|s| (s.device_id.0, s.at_us, s.step.as_str())).collect();
    let step = |event: &Link| {
        let what = detail(event);
        let words = match event.kind.as_str() {
            "device.set" => {
                // Another step of the same instant may be about something else.
                ours.get(&(event.subject_id.0, event.at_us, what.as_str()))?;
                let serial = serials.get(&event.subject_id.0).copied().unwrap_or_default();
                let step = texts.say(language, &format!("custody-{what}"), &[]);
                texts.say(language, "pack-step-device", &[("serial", Arg::Text(serial)), ("step", Arg::Text(&step))])
            }
            "charge.set" => {
                let code: Option<ChargeCode> = fact(event, "code").and_then(|code| code.parse().ok());
                let name = code.map_or_else(String::new, |code| texts.charge_name(language, code));
                texts.event(language, &event.kind, fact(event, "state").as_deref(), &name)
            }
            kind => {
                let subject = kind.split('.').next().unwrap_or(kind);
                texts.say(language, &format!("pack-step-{subject}-{}", what.replace(' ', "-")), &[])
            }
        };
        Some(Step {
            at: local(event.at_us, company.country),
            what: words,
            who: who(&event.actor),
            sequence: event.sequence,
            hash: event.hash.clone(),
        })
    };
    found.events.iter().filter_map(step).collect()
}

fn detail(event: &Link) -> String {
    fact(event, "what").unwrap_or_default()
}

fn fact(event: &Link, key: &str) -> Option<String> {
    let facts: serde_json::Value = serde_json::from_str(&event.facts).ok()?;
    facts.get(key)?.as_str().map(str::to_owned)
}

fn local(at_us: i64, country: Country) -> String {
    let at = Instant::from_timestamp_micros(at_us);
    at.map_or_else(String::new, |at| at.with_timezone(&zone(country)).format("%Y-%m-%d %H:%M").to_string())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use entity::types::Language;

    use crate::text::Texts;

    #[test]
    fn every_step_of_a_swap_has_words_in_every_language() {
        let steps = [
            ("ticket", &["opened", "awaiting", "resumed", "closed"][..]),
            (
                "swap",
                &["approved", "dispatched", "reminded", "posted", "charged", "received", "inspected", "given-back"],
            ),
            ("quote", &["sent", "accepted", "declined", "lapsed"]),
            ("paper", &["written", "stored"]),
            ("attachment", &["added"]),
            ("check", &["noted"]),
        ];
        let texts = Texts::load().unwrap();
        for (subject, whats) in steps {
            for key in whats.iter().map(|what| format!("pack-step-{subject}-{what}")) {
                for language in Language::ALL {
                    assert_ne!(texts.say(*language, &key, &[]), key, "{language}");
                }
            }
        }
    }
}
