//! A zip archive whose bytes depend on nothing but its members: fixed times, fixed order, fixed compression.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

/// How hard the archive is pressed: zlib's usual way.
const LEVEL: i64 = 6;

/// An archive under way.
pub struct Archive(ZipWriter<Cursor<Vec<u8>>>);

/// An archive that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the archive could not be written: {0}")]
pub struct ArchiveError(String);

impl From<zip::result::ZipError> for ArchiveError {
    fn from(error: zip::result::ZipError) -> Self {
        Self(error.to_string())
    }
}

impl Default for Archive {
    fn default() -> Self {
        Self(ZipWriter::new(Cursor::new(Vec::new())))
    }
}

impl Archive {
    /// Adds a member after the others.
    ///
    /// # Errors
    /// A name that is there already.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), ArchiveError> {
        // The first time that the format knows: an archive says when it was made nowhere.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(LEVEL))
            .last_modified_time(DateTime::default())
            .system(System::Unix)
            .unix_permissions(0o644);
        self.0.start_file(name, options)?;
        self.0.write_all(bytes).map_err(|e| ArchiveError(e.to_string()))
    }

    /// The archive.
    ///
    /// # Errors
    /// Memory that is full.
    pub fn bytes(self) -> Result<Vec<u8>, ArchiveError> {
        Ok(self.0.finish()?.into_inner())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::Read;

    use super::*;

    fn archive() -> Vec<u8> {
        let mut archive = Archive::default();
        archive.add("a.csv", "æ;1\n".repeat(1000).as_bytes()).unwrap();
        archive.add("ubl/b.xml", b"<b/>").unwrap();
        archive.bytes().unwrap()
    }

    #[test]
    fn the_same_members_make_the_same_bytes() {
        let bytes = archive();
        assert_eq!(bytes, archive());
        assert!(bytes.len() < 1000, "it is pressed");
        let mut read = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let names: Vec<String> = read.file_names().map(|name| name.unwrap().into_owned()).collect();
        assert_eq!(names, ["a.csv", "ubl/b.xml"]);
        let mut file = read.by_name("ubl/b.xml").unwrap();
        assert_eq!(file.last_modified().unwrap(), DateTime::default());
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        assert_eq!(text, "<b/>");
    }

    #[test]
    fn a_name_is_there_once() {
        let mut archive = Archive::default();
        archive.add("a", b"1").unwrap();
        assert!(archive.add("a", b"2").is_err());
    }
}
