//! Encryption: used where it is required, and only with a certificate that is trusted.

use std::process::Command;

use tillhold::config::MailConfig;
use tillhold::gateways::mail::{Letter, Mailer};

use crate::support::oracles;
use crate::support::smtp::Smtp;

/// Tells the test below that its certificate is trusted: trust is read from the environment of a process.
const TRUSTED: &str = "TILLHOLD_TEST_STARTTLS";

#[test]
fn starttls_is_used_where_it_is_required_and_only_with_a_known_certificate() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).display().to_string();
    std::fs::write(
        path("req.cnf"),
        "[req]\ndistinguished_name=dn\nx509_extensions=v3\nprompt=no\n[dn]\nCN=localhost\n[v3]\n\
         basicConstraints=critical,CA:FALSE\nsubjectAltName=DNS:localhost\n",
    )
    .unwrap();
    let (config, cert, key) = (path("req.cnf"), path("cert.pem"), path("key.pem"));
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"])
        .args(["-config", &config, "-out", &cert, "-keyout", &key])
        .output();
    if !made.is_ok_and(|made| made.status.success()) {
        return oracles::left_out("STARTTLS: openssl is not installed");
    }
    let Some(smtp) = Smtp::start("STARTTLS", &["--cert", &cert, "--key", &key]) else { return };
    let test = |trusted: Option<&str>| {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "service::mails::starttls::inside", "--ignored", "--nocapture"]);
        command.env(TRUSTED, smtp.port.to_string()).env_remove("SSL_CERT_DIR");
        match trusted {
            Some(file) => command.env("SSL_CERT_FILE", file),
            None => command.env_remove("SSL_CERT_FILE"),
        };
        let out = command.output().unwrap();
        let text = String::from_utf8_lossy(&out.stdout).into_owned();
        assert!(text.contains("1 passed"), "{text}{}", String::from_utf8_lossy(&out.stderr));
        text
    };
    let stranger = test(None);
    assert!(stranger.contains("Temporary") && smtp.offered().is_empty(), "{stranger}");
    let known = test(Some(&cert));
    assert!(known.contains("Ok(())"), "{known}");
    assert_eq!((smtp.taken().len(), smtp.offered()), (1, vec!["a@b.example tls".to_owned()]));
    let Some(bare) = Smtp::start("STARTTLS", &[]) else { return };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mailer = bare.mailer_by(&format!("smtp://localhost:{}?tls=required", bare.port));
    assert!(runtime.block_on(mailer.send(&letter())).is_err_and(|e| !e.is_permanent()), "never without encryption");
    assert_eq!(bare.offered(), Vec::<String>::new());
}

pub fn letter() -> Letter {
    Letter {
        id: uuid::Uuid::nil().into(),
        at: "2026-01-01T11:00:00Z".parse().unwrap(),
        to: "a@b.example".to_owned(),
        reply_to: None,
        subject: "Hej".to_owned(),
        text: "Hej".to_owned(),
        html: "<p>Hej</p>".to_owned(),
        enclosures: Vec::new(),
    }
}

#[test]
#[ignore = "run by the test above, in a process of its own"]
fn inside() {
    let Ok(port) = std::env::var(TRUSTED) else { return };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let server = Some(format!("smtp://localhost:{port}?tls=required"));
    let config = MailConfig { server, from: Some("x@y.example".to_owned()) };
    let mailer = Mailer::of(&config).unwrap();
    println!("{:?}", runtime.block_on(mailer.send(&letter())));
}
