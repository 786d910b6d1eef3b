//! `cargo +nightly fuzz run web-target --features libfuzzer`: the first byte chooses the check.

#![no_main]

use fourd_fuzz::web::Site;
use std::sync::OnceLock;

static SITE: OnceLock<Site> = OnceLock::new();

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let site =
        SITE.get_or_init(|| Site::start(&std::env::temp_dir().join(format!("fourd-web-{}", std::process::id()))));
    let Some((first, rest)) = bytes.split_first() else { return };
    match first % 5 {
        0 => site.request(rest),
        1 => site.cookies(rest),
        2 => site.multipart(rest),
        3 => site.tags(rest),
        _ => site.wire(rest),
    }
});
