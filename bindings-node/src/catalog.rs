//! What the shop sells, as an object of the host's.

use std::sync::Arc;

use napi::Env;
use napi::bindgen_prelude::Unknown;
use napi_derive::napi;
use sartor::SartorError;
use sartor::catalog as core;

use crate::host::{answer, run};
use crate::input;

/// An immutable list of products in one currency.
#[napi]
pub struct Catalog {
    catalog: Arc<core::Catalog>,
}

impl Catalog {
    /// The catalogue itself.
    pub fn get(&self) -> Arc<core::Catalog> {
        Arc::clone(&self.catalog)
    }
}

#[napi]
impl Catalog {
    /// A catalogue of products in any order, each id once.
    #[napi(constructor, catch_unwind, ts_args_type = "products: Array<Product>, currency: string")]
    pub fn new(env: &Env, products: Unknown<'_>, currency: Unknown<'_>) -> napi::Result<Self> {
        run(env, "Catalog", || {
            let products = sartor::input::from_value("catalogue", input::value("catalogue", products)?)?;
            let missing = || SartorError::invalid("catalogue", "currency", "an ISO 4217 code");
            let currency = input::currency("catalogue", currency)?.ok_or_else(missing)?;
            Ok(Self { catalog: Arc::new(core::Catalog::new(products, currency)?) })
        })
    }

    /// ISO 4217 code of every price.
    #[napi(getter, catch_unwind)]
    pub fn currency(&self) -> String {
        self.catalog.currency().code().to_owned()
    }

    /// How many products there are.
    #[napi(getter, catch_unwind)]
    pub fn size(&self) -> u32 {
        u32::try_from(self.catalog.products().len()).unwrap_or(u32::MAX)
    }

    /// The products, sorted by id.
    #[napi(catch_unwind, ts_return_type = "Array<Product>")]
    pub fn products<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
        answer(env, "Catalog.products", || Ok(self.catalog.products()))
    }

    /// The product with this id; null when there is none.
    #[napi(catch_unwind, ts_args_type = "productId: string", ts_return_type = "Product | null")]
    pub fn product<'env>(&self, env: &'env Env, product_id: Unknown<'_>) -> napi::Result<Unknown<'env>> {
        answer(env, "Catalog.product", || {
            Ok(self.catalog.product(&input::text("catalogue", "productId", product_id)?))
        })
    }
}
