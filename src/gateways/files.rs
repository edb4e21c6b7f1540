//! The file store: a local folder by default, S3 by configuration.

use std::path::Path;
use std::sync::Arc;

use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path as Key;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};

/// Where documents are kept. A file is put whole or not at all.
#[derive(Clone, Debug)]
pub struct Files(Arc<dyn ObjectStore>);

/// A file that could not be kept or found.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// No such file.
    #[error("{0} is not in the file store")]
    Missing(String),
    /// Anything else.
    #[error("{0}")]
    Store(String),
}

impl From<object_store::Error> for FilesError {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { path, .. } => Self::Missing(path),
            other => Self::Store(other.to_string()),
        }
    }
}

impl Files {
    /// Files in a folder, which is made if it is missing.
    ///
    /// # Errors
    /// A folder that cannot be made.
    pub fn folder(path: &Path) -> Result<Self, FilesError> {
        let wrong = |e: std::io::Error| FilesError::Store(format!("{}: {e}", path.display()));
        std::fs::create_dir_all(path).map_err(wrong)?;
        Ok(Self(Arc::new(LocalFileSystem::new_with_prefix(path)?.with_fsync(true))))
    }

    /// Files in memory, for stories.
    #[must_use]
    pub fn memory() -> Self {
        Self(Arc::new(InMemory::new()))
    }

    /// Files in a bucket; keys and region come from the usual AWS environment variables.
    ///
    /// # Errors
    /// Settings that make no sense.
    pub fn s3(bucket: &str, endpoint: Option<&str>) -> Result<Self, FilesError> {
        let mut builder = AmazonS3Builder::from_env().with_bucket_name(bucket);
        if let Some(endpoint) = endpoint {
            builder = builder.with_endpoint(endpoint).with_allow_http(endpoint.starts_with("http://"));
        }
        Ok(Self(Arc::new(builder.build()?)))
    }

    /// Keeps a file, replacing one of the same path.
    ///
    /// # Errors
    /// A store that does not answer or is full.
    pub async fn put(&self, path: &str, bytes: Vec<u8>) -> Result<(), FilesError> {
        self.0.put(&Key::from(path), PutPayload::from(bytes)).await?;
        Ok(())
    }

    /// Reads a file.
    ///
    /// # Errors
    /// No such file, or a store that does not answer.
    pub async fn get(&self, path: &str) -> Result<Vec<u8>, FilesError> {
        Ok(self.0.get(&Key::from(path)).await?.bytes().await?.to_vec())
    }
}
