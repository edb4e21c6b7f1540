//! Papers: each is what its last event sealed, and its file is the one that was noted.

use futures::StreamExt;

use super::Work;
use crate::domain::paper::Paper;
use crate::gateways::files::FilesError;
use crate::service::papers::paper_hash;
use crate::service::{ServiceError, ServiceResult, facts};
use crate::store::audit::audit_sealed;
use crate::store::digest::sha256;
use crate::store::paper::PaperRow;

/// Files that are read at once.
const AT_ONCE: usize = 8;

impl Work<'_> {
    pub(super) async fn papers(&mut self) -> ServiceResult<()> {
        (self.progress)("papers");
        let found = audit_sealed::<PaperRow>(self.at, "paper", facts::PAPER_SET).await?;
        for (row, told) in &found {
            let name = row.id.to_string();
            self.seal("paper", &name, &paper_hash(row), told.as_ref());
            match serde_json::from_str::<Paper>(&row.content) {
                Ok(paper) if paper.kind() == row.kind && paper.language == row.language && paper.day == row.day => {}
                Ok(_) => self.report.add("paper", &name, "what it says is not what its row says"),
                Err(error) => self.report.add("paper", &name, format!("what it says does not read: {error}")),
            }
        }
        let store = self.files;
        let wanted = found.iter().filter_map(|(row, _)| row.path.as_ref().map(|path| (row, path)));
        let mut read = futures::stream::iter(wanted)
            .map(|(row, path)| async move {
                let found = store.get(path).await.map(|bytes| (bytes.len(), sha256(&bytes)));
                (row, path, found)
            })
            .buffered(AT_ONCE);
        while let Some((row, path, found)) = read.next().await {
            let name = row.id.to_string();
            match found {
                Ok((size, hash)) => {
                    let size = Some(i64::try_from(size).unwrap_or(i64::MAX));
                    if (row.size, row.sha256.as_ref()) != (size, Some(&hash)) {
                        self.report.add("paper", &name, format!("{path} is not the file that was noted"));
                    }
                }
                Err(FilesError::Missing(_)) => {
                    self.report.add("paper", &name, format!("{path} is not in the file store"));
                }
                Err(FilesError::Store(why)) => return Err(ServiceError::Files(why)),
            }
        }
        Ok(())
    }
}
