//! Models and their dated price lists, every version.

use entity::types::{Date, ModelId};

use crate::domain::access::Scope;
use crate::store::company::{DeviceModel, Price, model_list, price_list};
use crate::store::{Source, StoreResult};

/// A model with all versions of its prices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelPrices {
    /// The model.
    pub model: DeviceModel,
    /// Its prices, the newest version first.
    pub versions: Vec<Price>,
}

impl ModelPrices {
    /// The version in force on a day.
    #[must_use]
    pub fn in_force(&self, day: Date) -> Option<&Price> {
        self.versions.iter().find(|price| price.valid_from <= day)
    }
}

/// A company's models by key, each with every version of its prices.
///
/// # Errors
/// A database that does not answer.
pub async fn model_prices<S: Source>(source: &S, scope: &Scope) -> StoreResult<Vec<ModelPrices>> {
    let mut prices = price_list(source, scope.company).await?;
    prices.sort_by_key(|p| std::cmp::Reverse(p.valid_from));
    let of = |id: ModelId| prices.iter().filter(|p| p.model == id).copied().collect();
    let models = model_list(source, scope.company).await?;
    Ok(models.into_iter().map(|model| ModelPrices { versions: of(model.id), model }).collect())
}
