//! What is encoded is what comes back: base64 (<https://developer.4d.com/docs/commands/base64-encode>) and JSON.

use crate::{Plain, cases, literal, run};
use proptest::prelude::*;

/// Base64 by its definition: six bits for each character.
fn model(bytes: &[u8], alphabet: &[u8; 64], padded: bool) -> String {
    let mut encoded = String::new();
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
        for position in 0..4 {
            if position <= group.len() {
                encoded.push(char::from(alphabet[(bits >> (18 - 6 * position)) as usize & 63]));
            } else if padded {
                encoded.push('=');
            }
        }
    }
    encoded
}

const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn base64_is_as_defined_and_comes_back(bytes in prop::collection::vec(any::<u8>(), 0..70)) {
        let mut code = format!("var $b; $back : Blob\nvar $t; $url : Text\nvar $same : Boolean\nSET BLOB SIZE($b; {})\n", bytes.len());
        for (index, byte) in bytes.iter().enumerate() {
            code.push_str(&format!("$b{{{index}}}:={byte}\n"));
        }
        code.push_str("BASE64 ENCODE($b; $t)\nBASE64 ENCODE($b; $url; *)\nBASE64 DECODE($t; $back)\n");
        code.push_str("$same:=(BLOB size($back)=BLOB size($b)) && (Generate digest($back; SHA256 digest)=Generate digest($b; SHA256 digest))\n");
        code.push_str("return [$t; $url; $same]");
        let expected = vec![
            Plain::Text(model(&bytes, STANDARD, true)),
            Plain::Text(model(&bytes, URL, false)),
            Plain::Boolean(true),
        ];
        prop_assert_eq!(run(&code).many(), expected);
    }

    #[test]
    fn texts_survive_base64_and_json(text in "[ -~\n\t\u{80}-\u{d7ff}\u{10000}-\u{10ffff}]{0,40}") {
        let units: Vec<u16> = text.encode_utf16().collect();
        let code = format!(
            "var $t; $e; $d : Text\n$t:={}\nBASE64 ENCODE($t; $e)\nBASE64 DECODE($e; $d)\nreturn [$d; JSON Parse(JSON Stringify($t)); JSON Parse(JSON Stringify({{k: [$t]}})).k[0]]",
            literal(&units)
        );
        let same = Plain::Text(text.clone());
        prop_assert_eq!(run(&code).many(), vec![same.clone(), same.clone(), same]);
    }
}
