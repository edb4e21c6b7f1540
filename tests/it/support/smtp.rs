//! A real mail server beside the test: `tests/support/smtp.py`, in a process of its own.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;
use tillhold::config::MailConfig;
use tillhold::gateways::mail::Mailer;

/// A running mail server; ends with the test.
pub struct Smtp {
    /// Its port on this machine.
    pub port: u16,
    folder: TempDir,
    process: Child,
}

/// A message that the server took.
#[derive(Debug)]
pub struct Taken {
    /// The envelope's recipients.
    pub to: String,
    /// Head and body, as they came.
    pub raw: String,
}

impl Smtp {
    /// Starts one. `None`, and said so, where there is no python3.
    pub fn start(test: &str, options: &[&str]) -> Option<Self> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/smtp.py");
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new("python3");
        command.arg(script).arg(folder.path()).args(options).stdout(Stdio::piped());
        let Ok(mut process) = command.spawn() else {
            super::oracles::left_out(&format!("{test}: python3 is not installed"));
            return None;
        };
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Some(Self { port: line.trim().parse().unwrap(), folder, process })
    }

    /// What sends by it.
    pub fn mailer(&self) -> Mailer {
        self.mailer_by(&format!("smtp://127.0.0.1:{}", self.port))
    }

    /// What sends by an address of it.
    pub fn mailer_by(&self, server: &str) -> Mailer {
        let from = Some("Tillhold Danmark <faktura@tillhold.example>".to_owned());
        Mailer::of(&MailConfig { server: Some(server.to_owned()), from }).unwrap()
    }

    /// The messages it took, in their order.
    pub fn taken(&self) -> Vec<Taken> {
        let mut files: Vec<_> = std::fs::read_dir(self.folder.path()).unwrap().map(|f| f.unwrap().path()).collect();
        files.retain(|file| file.extension().is_some_and(|e| e == "eml"));
        files.sort();
        let read = |file: &std::path::PathBuf| {
            let text = std::fs::read_to_string(file).unwrap();
            let (to, raw) = text.split_once('\n').unwrap();
            Taken { to: to.to_owned(), raw: raw.replace("\r\n", "\n") }
        };
        files.iter().map(read).collect()
    }

    /// The recipients it was offered, taken or not, each with `plain` or `tls`.
    pub fn offered(&self) -> Vec<String> {
        let text = std::fs::read_to_string(self.folder.path().join("offered")).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }
}

impl Drop for Smtp {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Taken {
    /// A field of the head.
    pub fn field(&self, name: &str) -> &str {
        let head = self.raw.split("\n\n").next().unwrap();
        let mut lines = head.lines();
        lines.find_map(|line| line.strip_prefix(&format!("{name}: "))).unwrap_or_else(|| panic!("{name} in {head}"))
    }

    /// The bytes of the part whose head holds some text and that is in Base64.
    pub fn part(&self, holds: &str) -> Vec<u8> {
        use base64::Engine;
        let parts = self.raw.split("\n--").find(|part| {
            part.split_once("\n\n").is_some_and(|(head, _)| head.contains(holds) && head.contains("base64"))
        });
        let (_, body) = parts.unwrap_or_else(|| panic!("{holds} in {}", self.raw)).split_once("\n\n").unwrap();
        let text: String = body.split_whitespace().collect();
        base64::engine::general_purpose::STANDARD.decode(text).unwrap()
    }
}
