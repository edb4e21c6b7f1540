//! Letters by e-mail: handed to an SMTP server, or kept where none is set.
//!
//! The connection is driven step by step, not by lettre's transport: what goes wrong before the letter is handed over is never the
//! letter's fault, and a server that does not say goodbye has the letter all the same.

use std::sync::Arc;
use std::time::Duration;

use entity::types::{Instant, MailId};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, Message, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use reqwest::Url;

use crate::config::MailConfig;

/// How long a server may take for the connection.
const CONNECT: Duration = Duration::from_secs(30);
/// How long a letter may take as a whole. Stays below the time for which a worker has its job.
const WHOLE: Duration = Duration::from_secs(300);
/// How long a server may take to say goodbye.
const GOODBYE: Duration = Duration::from_secs(5);
/// Refusals (RFC 4954) that are about our credentials, not about the letter.
const OURS: [&str; 4] = ["530", "534", "535", "538"];

/// Sends letters.
#[derive(Clone)]
pub enum Mailer {
    /// By a server.
    Smtp(Arc<Smtp>),
    /// No server is set: letters are kept and can be read in the outbox.
    Kept,
}

impl std::fmt::Debug for Mailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.is_kept() { "Kept" } else { "Smtp" })
    }
}

/// A server, and whom letters are from.
pub struct Smtp {
    host: String,
    port: u16,
    encryption: Encryption,
    credentials: Option<Credentials>,
    from: Mailbox,
}

enum Encryption {
    Without,
    StartTls(TlsParameters),
    FromTheStart(TlsParameters),
}

/// A letter to be sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// Makes its Message-ID: a letter that is sent again bears the same one.
    pub id: MailId,
    /// When it is sent.
    pub at: Instant,
    /// To whom.
    pub to: String,
    /// Where answers go, if not to whom it is from.
    pub reply_to: Option<String>,
    /// Subject.
    pub subject: String,
    /// As plain text.
    pub text: String,
    /// As HTML.
    pub html: String,
    /// What goes with it.
    pub enclosures: Vec<Enclosure>,
}

/// A file that goes with a letter.
#[derive(Clone, PartialEq, Eq)]
pub struct Enclosure {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Why a letter was not sent, or never will be. Names no recipient and no password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// A setting that makes no sense.
    #[error("{key}: {why}")]
    Setting {
        /// The key.
        key: &'static str,
        /// What is wrong, and what to write.
        why: &'static str,
    },
    /// Trying later may help.
    #[error("the mail server did not take the letter: {0}")]
    Temporary(String),
    /// Trying again does not help.
    #[error("the mail server refuses the letter: {0}")]
    Permanent(String),
}

impl MailError {
    /// Whether trying again does not help.
    #[must_use]
    pub const fn is_permanent(&self) -> bool {
        !matches!(self, Self::Temporary(_))
    }
}

const fn server(why: &'static str) -> MailError {
    MailError::Setting { key: "mail.server", why }
}

const FORM: &str = "write smtp://USER:PASSWORD@HOST:PORT?tls=required, smtps://USER:PASSWORD@HOST:PORT or smtp://HOST:PORT; \
     in user and password write % as %25, @ as %40, / as %2F, # as %23, ? as %3F";

impl Mailer {
    /// As the settings say.
    ///
    /// # Errors
    /// Settings that make no sense; the error names the key.
    pub fn of(config: &MailConfig) -> Result<Self, MailError> {
        let Some(url) = &config.server else { return Ok(Self::Kept) };
        let from = config.from.as_deref().ok_or(MailError::Setting {
            key: "mail.from",
            why: "is missing: a mail server is set, so write whom letters are from, as Leasing A/S <faktura@example.dk>",
        })?;
        let from = from.parse().map_err(|_| MailError::Setting {
            key: "mail.from",
            why: "is no address: write one as Leasing A/S <faktura@example.dk>",
        })?;
        Ok(Self::Smtp(Arc::new(Smtp::of(url, from)?)))
    }

    /// Whether letters are kept.
    #[must_use]
    pub const fn is_kept(&self) -> bool {
        matches!(self, Self::Kept)
    }

    /// Hands a letter to the server. Where none is set, nothing is done.
    ///
    /// # Errors
    /// A server that does not answer or does not take the letter.
    pub async fn send(&self, letter: &Letter) -> Result<(), MailError> {
        let Self::Smtp(smtp) = self else { return Ok(()) };
        let message = message(letter, &smtp.from)?;
        let late = |_| MailError::Temporary(format!("no answer within {} seconds", WHOLE.as_secs()));
        tokio::time::timeout(WHOLE, smtp.hand_over(&message)).await.map_err(late)?
    }
}

impl Smtp {
    fn of(text: &str, from: Mailbox) -> Result<Self, MailError> {
        let url = Url::parse(text).map_err(|_| server(FORM))?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(|| server(FORM))?;
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
            return Err(server(FORM));
        }
        let tls = || TlsParameters::new(host.clone()).map_err(|_| server("no encryption to this host is possible"));
        let (encryption, usual) = match (url.scheme(), url.query()) {
            ("smtps", None) => (Encryption::FromTheStart(tls()?), 465),
            ("smtp", Some("tls=required")) => (Encryption::StartTls(tls()?), 587),
            ("smtp", None) => (Encryption::Without, 25),
            _ => return Err(server(FORM)),
        };
        let credentials = match (url.username(), url.password()) {
            ("", None) => None,
            (user, Some(password)) if !user.is_empty() => Some(Credentials::new(decoded(user)?, decoded(password)?)),
            _ => return Err(server("names a user without a password, or a password without a user")),
        };
        let near = matches!(host.as_str(), "localhost" | "127.0.0.1" | "::1");
        if credentials.is_some() && matches!(encryption, Encryption::Without) && !near {
            return Err(server("the password would travel unencrypted: add ?tls=required, or write smtps://"));
        }
        Ok(Self { port: url.port().unwrap_or(usual), host, encryption, credentials, from })
    }

    async fn hand_over(&self, message: &Message) -> Result<(), MailError> {
        let later = |e: lettre::transport::smtp::Error| MailError::Temporary(plain(&e.to_string()));
        let mut connection = self.connect().await.map_err(later)?;
        match connection.send(message.envelope(), &message.formatted()).await {
            Ok(_) => {
                // The server has the letter, whatever becomes of the goodbye.
                let _ = tokio::time::timeout(GOODBYE, connection.quit()).await;
                Ok(())
            }
            Err(error) if error.is_permanent() => {
                let ours = error.status().is_some_and(|code| OURS.contains(&code.to_string().as_str()));
                let why = plain(&error.to_string());
                Err(if ours { MailError::Temporary(why) } else { MailError::Permanent(why) })
            }
            Err(error) => Err(later(error)),
        }
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, lettre::transport::smtp::Error> {
        let (name, address) = (ClientId::default(), (self.host.as_str(), self.port));
        let wrapped = match &self.encryption {
            Encryption::FromTheStart(tls) => Some(tls.clone()),
            Encryption::StartTls(_) | Encryption::Without => None,
        };
        let mut connection = AsyncSmtpConnection::connect_tokio1(address, Some(CONNECT), &name, wrapped, None).await?;
        if let Encryption::StartTls(tls) = &self.encryption {
            connection.starttls(tls.clone(), &name).await?;
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(&[Mechanism::Plain, Mechanism::Login], credentials).await?;
        }
        Ok(connection)
    }
}

/// Percent-encoded text as it is meant.
fn decoded(text: &str) -> Result<String, MailError> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first == b'%' {
            let hex = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
            bytes.push(hex.and_then(|two| u8::from_str_radix(two, 16).ok()).ok_or_else(|| server(FORM))?);
            rest = after.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).map_err(|_| server(FORM))
}

/// What a server says, without addresses: it is kept with the job.
fn plain(text: &str) -> String {
    let words = text.split_whitespace().map(|word| if word.contains('@') { "…" } else { word });
    words.collect::<Vec<_>>().join(" ").chars().filter(|c| !c.is_control()).take(300).collect()
}

fn message(letter: &Letter, from: &Mailbox) -> Result<Message, MailError> {
    let never = |what: &str| MailError::Permanent(what.to_owned());
    let to: Mailbox = letter.to.parse().map_err(|_| never("the recipient's address is none"))?;
    let mut body =
        MultiPart::mixed().multipart(MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone()));
    for enclosure in &letter.enclosures {
        let kind = ContentType::parse(&enclosure.media_type).map_err(|_| never("an enclosure has no media type"))?;
        let part: SinglePart = Attachment::new(enclosure.name.clone()).body(enclosure.bytes.clone(), kind);
        body = body.singlepart(part);
    }
    let mut builder = Message::builder()
        .message_id(Some(format!("<{}@{}>", letter.id, from.email.domain())))
        .date(letter.at.into())
        .from(from.clone())
        .to(to)
        .subject(letter.subject.as_str())
        // RFC 3834: nobody's absence is to answer.
        .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned()));
    if let Some(reply_to) = letter.reply_to.as_deref().and_then(|address| address.parse().ok()) {
        builder = builder.reply_to(reply_to);
    }
    builder.multipart(body).map_err(|_| never("it cannot be put together"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn of(server: &str, from: Option<&str>) -> Result<Mailer, MailError> {
        Mailer::of(&MailConfig { server: Some(server.to_owned()), from: from.map(str::to_owned) })
    }

    const FROM: Option<&str> = Some("Leasing Ærø A/S <faktura@example.dk>");

    fn smtp(server: &str) -> Smtp {
        Smtp::of(server, FROM.unwrap().parse().unwrap()).unwrap()
    }

    #[test]
    fn a_server_is_read_from_its_address() {
        let found = smtp("smtp://post%40example.dk:p%2Fss%3A%20%C3%B8@mail.example.dk:2525?tls=required");
        assert_eq!((found.host.as_str(), found.port), ("mail.example.dk", 2525));
        assert!(matches!(found.encryption, Encryption::StartTls(_)));
        assert!(found.credentials == Some(Credentials::new("post@example.dk".into(), "p/ss: ø".into())));
        assert_eq!(smtp("smtp://mail.example.dk?tls=required").port, 587);
        let found = smtp("smtps://u:p@mail.example.dk");
        assert!(matches!(found.encryption, Encryption::FromTheStart(_)) && found.port == 465);
        let found = smtp("smtp://[::1]:1025");
        assert!(matches!(found.encryption, Encryption::Without) && found.credentials.is_none());
        assert_eq!((found.host.as_str(), found.port), ("::1", 1025));
        assert_eq!(smtp("smtp://u:p@localhost").port, 25);
        assert!(Mailer::of(&MailConfig::default()).unwrap().is_kept());
    }

    #[test]
    fn a_setting_that_makes_no_sense_is_named_and_no_password_shown() {
        for wrong in [
            "mail.example.dk",
            "http://u:hemmelig@mail.example.dk",
            "smtp://",
            "smtp://u:hemmelig@mail.example.dk:port",
            "smtp://u:hemmelig@mail.example.dk",
            "smtp://u:hemmelig@mail.example.dk?tls=opportunistic",
            "smtps://u:hemmelig@mail.example.dk?tls=no",
            "smtps://u:hemm%elig@mail.example.dk",
            "smtps://u:hemmelig#x@mail.example.dk",
            "smtps://u@mail.example.dk",
            "smtps://:hemmelig@mail.example.dk",
            "smtps://u:hemmelig@mail.example.dk/path",
        ] {
            let error = of(wrong, FROM).unwrap_err().to_string();
            assert!(error.starts_with("mail.server: ") && !error.contains("hemm"), "{wrong}: {error}");
        }
        for from in [None, Some("faktura"), Some("A <a@b@c>")] {
            let error = of("smtp://localhost", from).unwrap_err().to_string();
            assert!(error.starts_with("mail.from: "), "{from:?}: {error}");
        }
        let mailer = of("smtps://u:hemmelig@mail.example.dk", FROM).unwrap();
        assert_eq!(format!("{mailer:?}"), "Smtp");
    }

    #[test]
    fn what_a_server_says_is_kept_without_addresses() {
        let said = "permanent error (550): 5.1.1 <mette@butik.dk>: no\r\nsuch user";
        assert_eq!(plain(said), "permanent error (550): 5.1.1 … no such user");
    }

    #[test]
    fn a_letter_has_both_bodies_its_enclosures_and_a_message_id_that_stays() {
        let letter = Letter {
            id: MailId(uuid::Uuid::nil()),
            at: "2026-01-02T11:00:00Z".parse().unwrap(),
            to: "mette@butik.dk".to_owned(),
            reply_to: Some("svar@example.dk".to_owned()),
            subject: "Faktura æøå\r\nBcc: x@y.dk".to_owned(),
            text: "Hej".to_owned(),
            html: "<p>Hej</p>".to_owned(),
            enclosures: vec![Enclosure {
                name: "invoice-1.pdf".to_owned(),
                media_type: "application/pdf".to_owned(),
                bytes: vec![0, 159, 146, 150],
            }],
        };
        let from: Mailbox = FROM.unwrap().parse().unwrap();
        let made = String::from_utf8(message(&letter, &from).unwrap().formatted()).unwrap();
        for part in [
            "Message-ID: <00000000-0000-0000-0000-000000000000@example.dk>",
            "Date: Fri, 02 Jan 2026 11:00:00 +0000",
            "To: mette@butik.dk",
            "Reply-To: svar@example.dk",
            "Auto-Submitted: auto-generated",
            "multipart/alternative",
            "text/plain; charset=utf-8",
            "text/html; charset=utf-8",
            "filename=\"invoice-1.pdf\"",
            "AJ+Slg==",
        ] {
            assert!(made.contains(part), "{part} in {made}");
        }
        assert!(!made.contains("\nBcc:"), "{made}");
        let wrong = Letter { to: "mette".to_owned(), ..letter };
        assert!(message(&wrong, &from).unwrap_err().is_permanent());
    }
}
