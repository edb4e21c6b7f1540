//! The last weeks of the demo: faults, swaps and an incident, one of each kind that somebody has to do something about.

use entity::types::{Date, Exclusion, FaultKind, IncidentKind, Money, QuoteKind};

use super::story::at;
use crate::domain::access::Scope;
use crate::jobs::charges_of_day;
use crate::service::incidents::{self, Report, Words};
use crate::service::swaps::{self, Dispatch, Fault, Quoted, Verdict};
use crate::service::{Context, ServiceResult, deadlines, stock};
use crate::store::company::{Company, model_list};
use crate::store::known::sites_known;
use crate::store::merchant::merchant_with_most;
use crate::store::page::device::placed_page;

/// How many days before its end the history begins to have faults.
pub(super) const LAST_WEEKS: i64 = 41;

/// Who does it, as events name them.
const ACTOR: &str = "demo";

/// A day of the last weeks.
pub(super) struct Day<'a> {
    pub(super) cx: &'a Context,
    pub(super) company: &'a Company,
    pub(super) day: Date,
}

impl Day<'_> {
    /// What happens so many days before the end. `serials`: devices of merchants that have had them for a while.
    pub(super) async fn play(&self, before_the_end: i64, serials: &[String]) -> ServiceResult<()> {
        let Some([covered, never_back, to_test, excluded, open, lost, approved, ..]) = serials.first_chunk::<7>()
        else {
            return Ok(());
        };
        self.cx.clock.move_to(at(self.day, 9));
        match before_the_end {
            40 => {
                self.stocked().await?;
                self.swapped(covered, "Skærmen flimrer og går i sort", "DEMO-0001").await?;
            }
            36 => self.swapped(never_back, "Tænder ikke, selv med en anden oplader", "DEMO-0002").await?,
            34 => self.back(covered, Verdict::Covered, "Løst skærmkabel").await?,
            16 => self.swapped(to_test, "Læser ikke kontaktløse kort", "DEMO-0003").await?,
            15 => self.swapped(excluded, "Printeren trækker ikke papiret", "DEMO-0004").await?,
            8 => {
                self.back(excluded, Verdict::Excluded(Exclusion::Ex01), "Væske under låget, rust ved printeren").await?
            }
            7 => self.offered(excluded).await?,
            3 => self.lost(lost).await?,
            // Charged three weeks ago, and found behind the counter.
            2 => self.scanned(never_back).await?,
            1 => {
                self.scanned(to_test).await?;
                self.reported(open, "Siger \"Tampered\" og vil ikke starte").await?;
            }
            0 => {
                self.own_swapped().await?;
                self.reported(approved, "Mister forbindelsen flere gange i timen").await?;
                swaps::approve(self.cx, self.company, approved, self.day, ACTOR).await?;
            }
            _ => {}
        }
        deadlines::look_at_all(self.cx, self.company, ACTOR).await?;
        charges_of_day(self.cx, self.company).await
    }

    /// A delivery of devices, of every model some new and one that was repaired, in two places.
    async fn stocked(&self) -> ServiceResult<()> {
        for place in ["Lager", "Bil 1"] {
            stock::place_add(self.cx, self.company, place, ACTOR).await?;
        }
        let mut list = "serial;model;grade;place\n".to_owned();
        for (model, number) in model_list(&self.cx.db, self.company.id).await?.iter().zip(1..) {
            for (grade, place, nth) in
                [("new", "Lager", 1), ("new", "Lager", 2), ("new", "Bil 1", 3), ("refurbished", "Lager", 4)]
            {
                list += &format!("LG{number:02}{nth:04};{};{grade};{place}\n", model.key);
            }
        }
        let checked = stock::check(&self.cx.db, self.company, &list).await?;
        stock::receive(self.cx, self.company, (&list, &checked.fingerprint), self.day, ACTOR).await.map(|_| ())
    }

    async fn reported(&self, serial: &str, description: &str) -> ServiceResult<()> {
        let fault = Fault {
            serial: serial.to_owned(),
            kind: FaultKind::InLife,
            description: description.to_owned(),
            tried_manual: true,
            day: self.day,
            actor: ACTOR.to_owned(),
        };
        swaps::report(self.cx, self.company, &fault).await.map(|_| ())
    }

    /// Reported, approved and sent on one day.
    async fn swapped(&self, serial: &str, description: &str, replacement: &str) -> ServiceResult<()> {
        self.reported(serial, description).await?;
        let order = Dispatch {
            serial: serial.to_owned(),
            swap: None,
            replacement: replacement.to_owned(),
            from_maker: true,
            carriage: (Some("PostNord".to_owned()), Some(format!("0037072{replacement}"))),
            day: self.day,
            actor: ACTOR.to_owned(),
        };
        swaps::dispatch(self.cx, self.company, &order).await
    }

    async fn scanned(&self, serial: &str) -> ServiceResult<()> {
        swaps::receive(self.cx, self.company, serial, self.day, ACTOR).await
    }

    async fn back(&self, serial: &str, verdict: Verdict, evidence: &str) -> ServiceResult<()> {
        self.scanned(serial).await?;
        swaps::inspect(self.cx, self.company, serial, (verdict, Some(evidence)), self.day, ACTOR).await
    }

    async fn offered(&self, serial: &str) -> ServiceResult<()> {
        let net = Some(Money::new(145_000, self.company.currency));
        let quoted = Quoted { kind: QuoteKind::Repair, net };
        swaps::quote(self.cx, self.company, serial, quoted, self.day, ACTOR).await
    }

    async fn lost(&self, serial: &str) -> ServiceResult<()> {
        let words = Words {
            description: "Terminalen stod på disken ved lukketid og var væk, da butikken åbnede.".to_owned(),
            done: "Butikken er gennemgået, og de andre terminaler er talt.".to_owned(),
            planned: "Tyveriet anmeldes til politiet i dag.".to_owned(),
            contacts: "Butikschefen, i åbningstiden.".to_owned(),
        };
        let report = Report {
            serial: serial.to_owned(),
            kind: IncidentKind::Theft,
            discovered: at(self.day, 7),
            words,
            day: self.day,
            actor: ACTOR.to_owned(),
        };
        incidents::report(self.cx, self.company, &report).await.map(|_| ())
    }

    /// The merchant whose people can sign in has something to send back: at the site that its user sees.
    async fn own_swapped(&self) -> ServiceResult<()> {
        let db = &self.cx.db;
        let Some(merchant) = merchant_with_most(db, self.company.id).await? else { return Ok(()) };
        let mut sites = sites_known(db, &[merchant]).await?.remove(&merchant).unwrap_or_default();
        sites.sort_by(|a, b| a.name.cmp(&b.name));
        let sites = sites.first().map(|site| site.id).into_iter().collect();
        let scope = Scope { company: self.company.id, merchant: Some(merchant), sites };
        match placed_page(db, &scope, merchant, None, 1).await?.first() {
            Some(device) => self.swapped(&device.serial, "Kortlæseren melder fejl ved chip", "DEMO-0005").await,
            None => Ok(()),
        }
    }
}
