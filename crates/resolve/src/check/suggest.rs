//! "Did you mean": the known name that is nearest to an unknown one.

use fourd_source::fold_name;

/// Below this length a name is too short to guess another from.
const SHORTEST: usize = 3;

/// How a method that its project keeps to itself can be called from another one.
pub const SHARE_METHOD: &str = "give it the attribute `\"shared\":true`, in its first line";

/// The candidate that differs least from `name`; case, blanks and underscores hardly count. None where all differ much.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = letters(name);
    if wanted.len() < SHORTEST {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let allowed = best.map_or((wanted.len() / 5).clamp(1, 2), |(distance, _)| distance.saturating_sub(1));
        // Each character has at least one byte, so a longer one cannot come near.
        if candidate.len() + allowed < wanted.len() || candidate == name {
            continue;
        }
        let found = letters(candidate);
        if let Some(distance) = distance(&wanted, &found, allowed) {
            best = Some((distance, candidate));
            if distance == 0 {
                break;
            }
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// As [`nearest`] for one of the few variables of a routine: names with the same letters in another order are near too.
pub(crate) fn nearest_local<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let sorted = |name: &str| {
        let mut letters = letters(name);
        letters.sort_unstable();
        letters
    };
    let wanted = sorted(name);
    nearest(name, candidates.clone()).or_else(|| {
        let mut candidates = candidates.into_iter().filter(|other| *other != name);
        candidates.find(|other| wanted.len() >= SHORTEST && sorted(other) == wanted)
    })
}

fn letters(name: &str) -> Vec<char> {
    fold_name(name).chars().filter(|letter| *letter != ' ' && *letter != '_').collect()
}

/// How many letters must be inserted, left out, replaced or exchanged with their neighbour; none where more than `most`.
fn distance(left: &[char], right: &[char], most: usize) -> Option<usize> {
    if left.len().abs_diff(right.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (row, letter) in left.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in right.iter().enumerate() {
            let replaced = above[column] + usize::from(letter != other);
            let mut least = replaced.min(above[column + 1] + 1).min(current[column] + 1);
            if row > 0 && column > 0 && *letter == right[column - 1] && left[row - 1] == *other {
                least = least.min(before[column - 1] + 1);
            }
            current.push(least);
        }
        if current.iter().all(|cell| *cell > most) {
            return None;
        }
        before = std::mem::replace(&mut above, current);
    }
    above.last().copied().filter(|distance| *distance <= most)
}

/// What 4D has for a name of another language, as what to write: of values such as `nil`, of functions such as `print`,
/// and of `new Name`.
pub fn of_other_language(name: &str) -> Option<String> {
    let folded = fold_name(name);
    let fixed = match folded.as_str() {
        "nil" | "none" | "nothing" | "nullptr" => "`Null`",
        "yes" => "`True`",
        "no" => "`False`",
        "print" | "println" | "echo" | "printf" | "msgbox" | "alertbox" | "puts" | "writeln" => {
            "`ALERT(…)`, or `LOG EVENT(Into system standard outputs; …)` for the standard output"
        }
        "console" => "`ALERT(…)`, or `LOG EVENT(Into system standard outputs; …)` instead of `console.log(…)`",
        "len" | "strlen" | "count" => "`Length(…)` of a text, `.length` of a collection",
        "str" | "tostring" | "cstr" => "`String(…)`",
        "int" | "parseint" | "cint" | "parsefloat" | "float" => "`Num(…)`",
        "isnull" => "`…=Null`",
        "typeof" => "`Value type(…)`",
        "substr" => "`Substring(…)`",
        "exit" | "quit" | "die" => "`return` to leave the method, `QUIT 4D` to end the program",
        "sleep" => "`DELAY PROCESS(Current process; …)`, which counts in 60ths of a second",
        _ => {
            let (word, class) = folded.split_once(' ').filter(|(word, _)| *word == "new")?;
            let written = name.trim().get(word.len()..)?.trim();
            if class.contains(' ') || class.is_empty() {
                return None;
            }
            return Some(format!("`cs.{written}.new(…)`; an object without a class is `New object(…)` or `{{…}}`"));
        }
    };
    Some(fixed.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_difference_wins() {
        assert_eq!(nearest("Replce string", ["Delete string", "Replace string"]), Some("Replace string"));
        assert_eq!(nearest("ALRET", ["ALERT", "ABORT"]), Some("ALERT"));
        assert_eq!(nearest("newobject", ["New object"]), Some("New object"));
        assert_eq!(nearest("completely", ["different"]), None);
        assert_eq!(nearest("ab", ["ac"]), None);
    }

    #[test]
    fn distances_are_symmetric() {
        let letters = |text: &str| text.chars().collect::<Vec<char>>();
        for (left, right, expected) in [("abc", "acb", 1), ("abc", "abcd", 1), ("abcd", "bcd", 1), ("a", "xyz", 3)] {
            assert_eq!(distance(&letters(left), &letters(right), 3), Some(expected));
            assert_eq!(distance(&letters(right), &letters(left), 3), Some(expected));
        }
    }

    #[test]
    fn words_of_other_languages_have_one_in_4d() {
        assert_eq!(of_other_language("NIL").as_deref(), Some("`Null`"));
        assert!(of_other_language("new Dog").is_some_and(|hint| hint.contains("`cs.Dog.new(…)`")));
        assert_eq!(of_other_language("New invoice line"), None);
        assert_eq!(of_other_language("invoice"), None);
    }
}
