//! A terminal's passport: the code on its label leads whoever scans it to the device's page, each to their own.

use axum::response::Redirect;
use entity::types::DeviceId;

use super::own::{Own, Owned};
use super::{Web, WebResult};
use crate::domain::access::Scope;
use crate::store::page::device::device_with_serial;
use crate::store::page::own_device::own_device;

/// The page of a device whose serial number a path says, as its reader knows it.
pub(super) struct Passport(String);

impl Owned for Passport {
    type Id = String;

    async fn load(web: &Web, scope: &Scope, serial: String) -> WebResult<Option<Self>> {
        let db = &web.cx().db;
        let Some(id) = known(web, scope, &serial).await? else { return Ok(None) };
        Ok(match scope.merchant {
            None => Some(Self(format!("/office/devices/{id}"))),
            Some(_) => own_device(db, scope, id).await?.map(|device| Self(format!("/portal/devices/{}", device.id))),
        })
    }
}

async fn known(web: &Web, scope: &Scope, serial: &str) -> WebResult<Option<DeviceId>> {
    // No serial number has what no keyboard types, and PostgreSQL takes no NUL.
    if serial.chars().any(char::is_control) {
        return Ok(None);
    }
    Ok(device_with_serial(&web.cx().db, scope.company, serial).await?)
}

pub(super) async fn lead(Own(Passport(page)): Own<Passport>) -> Redirect {
    Redirect::to(&page)
}
