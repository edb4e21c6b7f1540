//! Files of cases: each row is what its event sealed, and its file is the one that was noted.

use futures::StreamExt;

use super::Work;
use crate::gateways::files::FilesError;
use crate::service::attachments::attachment_hash;
use crate::service::{ServiceError, ServiceResult, facts};
use crate::store::attachment::Attachment;
use crate::store::audit::audit_sealed;
use crate::store::digest::sha256;

/// Files that are read at once: each may be as large as a file may be.
const AT_ONCE: usize = 4;

impl Work<'_> {
    pub(super) async fn attachments(&mut self) -> ServiceResult<()> {
        (self.progress)("files of cases");
        let found = audit_sealed::<Attachment>(self.at, "attachment", facts::ATTACHMENT_SET).await?;
        for (row, told) in &found {
            self.seal("attachment", &row.id.to_string(), &attachment_hash(row), told.as_ref());
        }
        let store = self.files;
        let mut read = futures::stream::iter(&found)
            .map(|(row, _)| async move {
                let found = store.get(&row.path).await.map(|bytes| (bytes.len(), sha256(&bytes)));
                (row, found)
            })
            .buffered(AT_ONCE);
        while let Some((row, found)) = read.next().await {
            let what = match found {
                Ok((size, hash)) if i64::try_from(size) == Ok(row.size) && hash == row.sha256 => continue,
                Ok(_) => format!("{} is not the file that was noted", row.path),
                Err(FilesError::Missing(_)) => format!("{} is not in the file store", row.path),
                Err(FilesError::Store(why)) => return Err(ServiceError::Files(why)),
            };
            self.report.add("attachment", row.id, what);
        }
        Ok(())
    }
}
