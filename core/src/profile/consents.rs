//! How does a table of consents reach one profile?
//!
//! As files reach a trainer: in pieces, and all or nothing. Rows of other customers are counted and left alone.
//!
//! ```
//! use sartor::consent::ConsentPurpose;
//! use sartor::event::ConsentTableOptions;
//! use sartor::profile::Profile;
//! let table = "subject,purpose,state,time
//! c_17,personalization,granted,2026-02-01T09:00:00Z
//! c_99,personalization,granted,2026-02-01T09:00:00Z\n";
//! let mut profile = Profile::new("c_17")?;
//! let mut feed = profile.consent_feed(ConsentTableOptions::default())?;
//! feed.feed(table.as_bytes())?;
//! let report = feed.finish(&mut profile, 1_780_300_800_000)?;
//! assert_eq!((report.accepted, report.skipped), (1, 1));
//! assert!(profile.state_at(1_780_300_800_000).allows(ConsentPurpose::Personalization));
//! # Ok::<(), sartor::SartorError>(())
//! ```

use super::Profile;
use crate::event::{ConsentReader, ConsentTableOptions, Event};
use crate::read::ReadReport;
use crate::time::check_timestamp;
use crate::{Result, SartorError};

/// A table of consents on its way to one profile.
#[derive(Debug)]
pub struct ProfileConsentFeed {
    reader: ConsentReader,
    identities: Vec<String>,
    customer_id: String,
    staged: Staged,
}

#[derive(Debug, Default)]
struct Staged {
    events: Vec<(i64, Event)>,
    refused: Vec<(i64, SartorError)>,
}

impl Profile {
    /// Begin to read a table of consents.
    pub fn consent_feed(&self, options: ConsentTableOptions) -> Result<ProfileConsentFeed> {
        Ok(ProfileConsentFeed {
            reader: ConsentReader::new(options)?,
            identities: self.identities().map(str::to_owned).collect(),
            customer_id: self.customer_id().to_owned(),
            staged: Staged::default(),
        })
    }
}

impl Staged {
    fn take(&mut self, identities: &[String], customer_id: &str, line: u64, event: Event) {
        let line = i64::try_from(line).unwrap_or(i64::MAX);
        let found = event.customer_id().unwrap_or_default();
        if identities.binary_search_by(|known| known.as_str().cmp(found)).is_ok() {
            self.events.push((line, event));
        } else {
            let (expected, found) = (customer_id.to_owned(), found.to_owned());
            self.refused.push((line, SartorError::WrongCustomer { expected, found }));
        }
    }
}

impl ProfileConsentFeed {
    /// Take the next bytes of the file, plain or gzip.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<()> {
        let Self { reader, identities, customer_id, staged } = self;
        reader.feed(bytes, &mut |line, event| staged.take(identities, customer_id, line, event))
    }

    /// The file is over: hand the customer's rows to the profile; nothing of it changes on an error.
    pub fn finish(self, profile: &mut Profile, as_of_ms: i64) -> Result<ReadReport> {
        check_timestamp("consent table", "asOfMs", as_of_ms)?;
        let Self { reader, identities, customer_id, mut staged } = self;
        let mut report =
            reader.finish(&mut |line, event| staged.take(&identities, &customer_id, line, event))?;
        let Staged { events, mut refused } = staged;
        for (line, event) in events {
            if let Err(error) = profile.observe_owned(event, as_of_ms) {
                refused.push((line, error));
            }
        }
        refused.sort_by_key(|(line, _)| *line);
        report.refuse_all(refused.into_iter().map(|(line, error)| (line, true, error)));
        Ok(report)
    }
}
