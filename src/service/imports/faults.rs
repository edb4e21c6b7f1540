//! What is wrong with a file, collected: all of it is told at once.

use crate::service::{InputError, ServiceError, ServiceResult};

/// As many are listed; a file with more has one fault that repeats itself.
const LISTED: usize = 1000;

/// Errors and warnings under way.
#[derive(Debug, Default)]
pub(in crate::service) struct Faults {
    errors: Vec<InputError>,
    unlisted: usize,
    warnings: Vec<InputError>,
}

impl Faults {
    /// Notes an error: nothing is taken from the file.
    pub(in crate::service) fn error(&mut self, line: u64, column: impl Into<String>, message: impl Into<String>) {
        if self.errors.len() < LISTED {
            self.errors.push(InputError { line, column: column.into(), message: message.into() });
        } else {
            self.unlisted += 1;
        }
    }

    /// Notes a warning: the file is taken all the same.
    pub(in crate::service) fn warning(&mut self, line: u64, column: impl Into<String>, message: impl Into<String>) {
        if self.warnings.len() < LISTED {
            self.warnings.push(InputError { line, column: column.into(), message: message.into() });
        }
    }

    /// Whether anything is wrong.
    pub(in crate::service) fn any(&self) -> bool {
        !self.errors.is_empty()
    }

    /// The warnings, by line; or the errors if there are any.
    ///
    /// # Errors
    /// [`ServiceError::Input`] with all of them, by line.
    pub(in crate::service) fn settle(mut self) -> ServiceResult<Vec<InputError>> {
        if self.errors.is_empty() {
            self.warnings.sort();
            return Ok(self.warnings);
        }
        self.errors.sort();
        self.errors.dedup();
        if self.unlisted > 0 {
            let message = format!("{} more errors are not listed: correct these first", self.unlisted);
            self.errors.push(InputError { line: 0, column: "the file".to_owned(), message });
        }
        Err(ServiceError::Input(self.errors))
    }
}
