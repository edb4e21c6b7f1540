//! Devices by site: state, lease, and what each will cost next.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::Html;
use entity::types::{DeviceId, DeviceState};

use super::coming::{Next, by_device};
use super::home::by_site;
use super::{device_tone, within};
use crate::domain::access::Act;
use crate::service::portal::foreseen;
use crate::store::page::BESIDE;
use crate::store::page::device::{Placed, placed_page};
use crate::store::page::merchant::{SiteRow, site_list};
use crate::web::form::Asked;
use crate::web::frame::Frame;
use crate::web::visit::Visitor;
use crate::web::{Web, WebResult};

#[derive(Template)]
#[template(path = "portal/devices.html")]
struct Page<'a> {
    f: &'a Frame,
    devices: &'a [Placed],
    addresses: Vec<SiteRow>,
    next_charges: HashMap<DeviceId, Vec<Next>>,
    next: Option<String>,
}

impl Page<'_> {
    fn sites(&self) -> Vec<(String, Vec<&Placed>)> {
        by_site(self.devices.iter())
    }

    /// Where a site is, unless its name says so already.
    fn address(&self, site: &str) -> Option<String> {
        let row = self.addresses.iter().find(|row| row.name == site)?;
        Some(format!("{}, {} {}", row.street, row.postcode, row.city))
    }

    fn tone(&self, device: &Placed) -> &'static str {
        device_tone(device.state)
    }

    fn coming(&self, device: &Placed) -> &[Next] {
        self.next_charges.get(&device.device_id).map_or(&[], Vec::as_slice)
    }

    fn may_report_fault(&self, device: &Placed) -> bool {
        self.f.may(Act::ReportFault) && matches!(device.state, DeviceState::Installed | DeviceState::Sold)
    }

    fn rent(&self, device: &Placed) -> String {
        self.f.money(&device.rent())
    }

    fn licence(&self, device: &Placed) -> Option<String> {
        device.licence_state.map(|_| self.f.money(&device.licence()))
    }

    fn licence_state(&self, device: &Placed) -> String {
        device.licence_state.map_or_else(String::new, |state| self.f.word("portal-licence", state))
    }
}

pub(super) async fn list(
    State(web): State<Web>,
    visitor: Visitor,
    f: Frame,
    Asked(asked): Asked,
) -> WebResult<Html<String>> {
    let (scope, merchant) = within(&visitor)?;
    let db = &web.cx().db.reading_of_one().await?;
    let after = Some((asked.value("site"), asked.value("after"))).filter(|(_, serial)| !serial.is_empty());
    let mut devices = placed_page(db, &scope, merchant, after, BESIDE + 1).await?;
    let shown = usize::try_from(BESIDE).unwrap_or(usize::MAX);
    let more = devices.len() > shown;
    devices.truncate(shown);
    let next = devices.last().filter(|_| more).map(|last| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("site", last.site.as_deref().unwrap_or("")).append_pair("after", &last.serial);
        format!("/portal/devices?{}", query.finish())
    });
    let forecasts = foreseen(db, &scope, merchant, f.today).await?;
    let page = Page {
        f: &f,
        devices: &devices,
        addresses: site_list(db, &scope, merchant).await?,
        next_charges: by_device(&f, &forecasts),
        next,
    };
    Ok(Html(page.render()?))
}
