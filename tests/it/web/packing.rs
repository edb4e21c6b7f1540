//! What is packed on its way to the browser.

use axum::body::{Body, to_bytes};
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING};
use axum::http::{Request, StatusCode};
use tillhold::web::routes::router;
use tower::ServiceExt;

use crate::support::{TestApp, both};

/// Whether an answer comes packed, and its bytes on the way.
async fn asked(app: &TestApp, path: &str, takes: Option<&str>) -> (bool, usize) {
    let mut request = Request::get(path);
    if let Some(takes) = takes {
        request = request.header(ACCEPT_ENCODING, takes);
    }
    let answer = router(&app.web()).oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let packed = answer.headers().get(CONTENT_ENCODING).is_some_and(|how| how == "gzip");
    (packed, to_bytes(answer.into_body(), usize::MAX).await.unwrap().len())
}

#[test]
fn what_does_not_arrive_at_once_is_packed_for_who_unpacks() {
    both(async |app| {
        let style = "/assets/0/style.css";
        let (packed, plain) = asked(&app, style, None).await;
        assert!(!packed && plain > 12 * 1024, "{plain}");
        let (packed, small) = asked(&app, style, Some("gzip, deflate, br")).await;
        assert!(packed && small * 2 < plain, "{small} of {plain}");
        // A small page is there with the first flight of segments, packed or not.
        assert!(!asked(&app, "/sign-in", Some("gzip")).await.0);
    });
}
