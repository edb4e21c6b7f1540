//! The templates of `templates/email`: three a letter.

use askama::Template;

use super::{Written, account, document, step};
use crate::service::{ServiceError, ServiceResult};

/// The three templates of a letter, and the function that fills them.
macro_rules! letter {
    ($name:ident, $view:ty, $subject:tt, $text:tt, $html:tt) => {
        pub(super) fn $name(view: &$view) -> ServiceResult<Written> {
            #[derive(Template)]
            #[template(path = $subject)]
            struct Subject<'a> {
                v: &'a $view,
            }
            #[derive(Template)]
            #[template(path = $text)]
            struct Text<'a> {
                v: &'a $view,
            }
            #[derive(Template)]
            #[template(path = $html)]
            struct Html<'a> {
                v: &'a $view,
            }
            Ok(Written {
                subject: made(&Subject { v: view })?,
                text: spaced(&made(&Text { v: view })?),
                html: made(&Html { v: view })?,
            })
        }
    };
}

letter!(invoice, document::View, "email/invoice/subject.txt", "email/invoice/body.txt", "email/invoice/body.html");
letter!(
    credit_note,
    document::View,
    "email/credit_note/subject.txt",
    "email/credit_note/body.txt",
    "email/credit_note/body.html"
);
letter!(
    invitation,
    account::View,
    "email/invitation/subject.txt",
    "email/invitation/body.txt",
    "email/invitation/body.html"
);
letter!(step, step::View, "email/step/subject.txt", "email/step/body.txt", "email/step/body.html");
letter!(reset, account::View, "email/reset/subject.txt", "email/reset/body.txt", "email/reset/body.html");
letter!(
    password_changed,
    account::View,
    "email/password_changed/subject.txt",
    "email/password_changed/body.txt",
    "email/password_changed/body.html"
);

fn made(template: &impl Template) -> ServiceResult<String> {
    template.render().map_err(|e| ServiceError::Document(e.to_string()))
}

/// No line ends in spaces, and no more than one empty line stands between two others.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = true;
    for line in text.lines().map(str::trim_end) {
        if !line.is_empty() || !empty {
            out.push_str(line);
            out.push('\n');
        }
        empty = line.is_empty();
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}
