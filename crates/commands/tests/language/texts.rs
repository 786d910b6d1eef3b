//! Comparison of texts without wildcard is a total preorder
//! (<https://developer.4d.com/docs/Concepts/string#string-comparisons>).

use crate::{Plain, cases, literal, run};
use proptest::prelude::*;

/// Texts that are often equal or nearly so: case, marks, ignorable characters, expansions, pairs and lone surrogates.
fn any_text() -> impl Strategy<Value = Vec<u16>> {
    let pieces = vec![
        "a",
        "A",
        "à",
        "e\u{301}",
        "é",
        "É",
        "e",
        "n",
        "ñ",
        "s",
        "ss",
        "ß",
        "ſ",
        "œ",
        "oe",
        "Œ",
        "æ",
        "ae",
        "AE",
        "ij",
        "\u{133}",
        "\u{1}",
        "\u{AD}",
        "\u{200B}",
        "\u{FEFF}",
        "\u{301}",
        "\t",
        "\n",
        " ",
        "-",
        "_",
        "'",
        "’",
        "\"",
        "\\",
        "1",
        "9",
        "½",
        "0",
        "ａ",
        "イ",
        "い",
        "ё",
        "е",
        "ω",
        "ς",
        "σ",
        "\u{1F600}",
        "\u{1D400}",
        "\u{10400}",
        "\u{10428}",
        "한",
        "\u{1112}\u{1161}\u{11AB}",
        "z",
    ];
    let piece = prop_oneof![
        12 => prop::sample::select(pieces).prop_map(|piece| piece.encode_utf16().collect::<Vec<u16>>()),
        1 => prop::sample::select(vec![0xD83Du16, 0xDE00, 0xFFFF]).prop_map(|unit| vec![unit]),
        1 => any::<char>().prop_filter("the wildcard", |character| *character != '@')
            .prop_map(|character| character.encode_utf16(&mut [0; 2]).to_vec()),
    ];
    prop::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

/// What the six operators say of two texts.
#[derive(Debug)]
struct Relation {
    equal: bool,
    less: bool,
    greater: bool,
}

const OPERATORS: [&str; 6] = ["=", "#", "<", "<=", ">", ">="];

/// Compares each text with each, as variables, as properties and as literals, which must agree.
fn relations(texts: &[Vec<u16>]) -> Result<Vec<Vec<Relation>>, TestCaseError> {
    let mut code = String::from("var $o:={}\n");
    for (index, text) in texts.iter().enumerate() {
        code += &format!("var $t{index} : Text:={}\n$o.p{index}:=$t{index}\n", literal(text));
    }
    let mut comparisons = Vec::new();
    for one in 0..texts.len() {
        for (other, text) in texts.iter().enumerate() {
            for operator in OPERATORS {
                comparisons.push(format!("$t{one}{operator}$t{other}"));
                comparisons.push(format!("$o.p{one}{operator}$o.p{other}"));
                comparisons.push(format!("$t{one}{operator}({})", literal(text)));
            }
        }
    }
    code += &format!("return [{}]", comparisons.join("; "));
    let answers: Vec<bool> = run(&code).many().into_iter().map(|answer| answer == Plain::Boolean(true)).collect();
    let mut found = Vec::new();
    for pair in answers.chunks(OPERATORS.len() * 3) {
        let mut holds = Vec::new();
        for forms in pair.chunks(3) {
            prop_assert!(forms.iter().all(|form| *form == forms[0]), "{:?} {}", pair, code);
            holds.push(forms[0]);
        }
        let relation = Relation { equal: holds[0], less: holds[2], greater: holds[4] };
        prop_assert_eq!(holds[1], !relation.equal, "{}", code);
        prop_assert_eq!(holds[3], relation.equal || relation.less, "{}", code);
        prop_assert_eq!(holds[5], relation.equal || relation.greater, "{}", code);
        let exactly_one = usize::from(relation.equal) + usize::from(relation.less) + usize::from(relation.greater);
        prop_assert_eq!(exactly_one, 1, "{:?} {}", relation, code);
        found.push(relation);
    }
    let mut rows = Vec::new();
    let mut found = found.into_iter();
    for _ in texts {
        rows.push(found.by_ref().take(texts.len()).collect());
    }
    Ok(rows)
}

proptest! {
    #![proptest_config(cases(120))]

    #[test]
    fn comparison_is_a_total_preorder(texts in prop::collection::vec(any_text(), 3)) {
        let found = relations(&texts)?;
        for one in 0..texts.len() {
            prop_assert!(found[one][one].equal, "{:?}", texts[one]);
            for other in 0..texts.len() {
                prop_assert_eq!(found[one][other].equal, found[other][one].equal, "{:?}", texts);
                prop_assert_eq!(found[one][other].less, found[other][one].greater, "{:?}", texts);
                for third in 0..texts.len() {
                    if !found[one][other].greater && !found[other][third].greater {
                        prop_assert!(!found[one][third].greater, "{:?}", texts);
                        let all_equal = found[one][other].equal && found[other][third].equal;
                        prop_assert_eq!(found[one][third].equal, all_equal, "{:?}", texts);
                    }
                }
            }
        }
    }

    #[test]
    fn sorting_agrees_with_comparison(texts in prop::collection::vec(any_text(), 1..6)) {
        let list: Vec<String> = texts.iter().map(|text| literal(text)).collect();
        let code = format!(
            "var $c:=[{}].orderBy(ck ascending)\nvar $holds:=True\nvar $i : Integer\n\
             For ($i; 1; $c.length-1)\n$holds:=$holds & ($c[$i-1]<=$c[$i])\nEnd for\nreturn $holds",
            list.join("; ")
        );
        prop_assert_eq!(run(&code), Plain::Boolean(true), "{}", code);
    }
}

#[test]
fn case_marks_and_ignorable_characters_do_not_count() {
    for (one, other) in [("a", "À"), ("ñ", "N"), ("œ", "OE"), ("ß", "ss"), ("e\u{301}", "E"), ("a\u{1}b", "AB")] {
        let (one, other) = (one.encode_utf16().collect(), other.encode_utf16().collect());
        let found = relations(&[one, other]).unwrap();
        assert!(found[0][1].equal && found[1][0].equal, "{found:?}");
    }
}
