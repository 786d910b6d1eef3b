//! The words with a meaning of their own at the start of a line, in English and in French.

/// A reserved word, or several words that count as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is named after the words that `text` gives")]
pub enum Keyword {
    If,
    Else,
    EndIf,
    CaseOf,
    EndCase,
    For,
    EndFor,
    ForEach,
    EndForEach,
    While,
    EndWhile,
    Repeat,
    Until,
    Use,
    EndUse,
    Try,
    Catch,
    EndTry,
    BeginSql,
    EndSql,
    Return,
    Break,
    Continue,
    Var,
    Property,
    Declare,
    Function,
    ClassConstructor,
    ClassExtends,
    Alias,
    Get,
    Set,
    Query,
    OrderBy,
    Event,
    Shared,
    Exposed,
    Local,
    Server,
    OnHttpGet,
    Singleton,
    Session,
}

/// The block keywords as they may be written: lower case, without accents, one blank between words.
pub const BLOCK_KEYWORDS: &[(&str, Keyword)] = &[
    ("if", Keyword::If),
    ("else", Keyword::Else),
    ("end if", Keyword::EndIf),
    ("case of", Keyword::CaseOf),
    ("end case", Keyword::EndCase),
    ("for", Keyword::For),
    ("end for", Keyword::EndFor),
    ("for each", Keyword::ForEach),
    ("end for each", Keyword::EndForEach),
    ("while", Keyword::While),
    ("end while", Keyword::EndWhile),
    ("repeat", Keyword::Repeat),
    ("until", Keyword::Until),
    ("use", Keyword::Use),
    ("end use", Keyword::EndUse),
    ("try", Keyword::Try),
    ("catch", Keyword::Catch),
    ("end try", Keyword::EndTry),
    ("begin sql", Keyword::BeginSql),
    ("end sql", Keyword::EndSql),
    ("si", Keyword::If),
    ("sinon", Keyword::Else),
    ("fin de si", Keyword::EndIf),
    ("au cas ou", Keyword::CaseOf),
    ("fin de cas", Keyword::EndCase),
    ("boucle", Keyword::For),
    ("fin de boucle", Keyword::EndFor),
    ("pour chaque", Keyword::ForEach),
    ("fin de chaque", Keyword::EndForEach),
    ("tant que", Keyword::While),
    ("fin tant que", Keyword::EndWhile),
    ("repeter", Keyword::Repeat),
    ("jusque", Keyword::Until),
    ("utiliser", Keyword::Use),
    ("fin utiliser", Keyword::EndUse),
    ("debut sql", Keyword::BeginSql),
    ("fin sql", Keyword::EndSql),
];

/// The types that a declaration names with one word, in lower case.
pub const TYPE_NAMES: &[&str] = &[
    "text",
    "integer",
    "real",
    "boolean",
    "date",
    "time",
    "object",
    "collection",
    "variant",
    "pointer",
    "picture",
    "blob",
];

impl Keyword {
    /// Whether it is one of the words before `Function`, `Class constructor` and `Alias`
    /// ([Classes](https://developer.4d.com/docs/Concepts/classes#class-keywords)).
    pub fn is_modifier(self) -> bool {
        matches!(
            self,
            Self::Shared
                | Self::Exposed
                | Self::Local
                | Self::Server
                | Self::OnHttpGet
                | Self::Singleton
                | Self::Session
        )
    }

    /// How the keyword is written in English.
    pub fn text(self) -> &'static str {
        match self {
            Self::If => "If",
            Self::Else => "Else",
            Self::EndIf => "End if",
            Self::CaseOf => "Case of",
            Self::EndCase => "End case",
            Self::For => "For",
            Self::EndFor => "End for",
            Self::ForEach => "For each",
            Self::EndForEach => "End for each",
            Self::While => "While",
            Self::EndWhile => "End while",
            Self::Repeat => "Repeat",
            Self::Until => "Until",
            Self::Use => "Use",
            Self::EndUse => "End use",
            Self::Try => "Try",
            Self::Catch => "Catch",
            Self::EndTry => "End try",
            Self::BeginSql => "Begin SQL",
            Self::EndSql => "End SQL",
            Self::Return => "return",
            Self::Break => "break",
            Self::Continue => "continue",
            Self::Var => "var",
            Self::Property => "property",
            Self::Declare => "#DECLARE",
            Self::Function => "Function",
            Self::ClassConstructor => "Class constructor",
            Self::ClassExtends => "Class extends",
            Self::Alias => "Alias",
            Self::Get => "get",
            Self::Set => "set",
            Self::Query => "query",
            Self::OrderBy => "orderBy",
            Self::Event => "event",
            Self::Shared => "shared",
            Self::Exposed => "exposed",
            Self::Local => "local",
            Self::Server => "server",
            Self::OnHttpGet => "onHTTPGet",
            Self::Singleton => "singleton",
            Self::Session => "session",
        }
    }

    /// The keyword that ends the block which this one opens.
    pub fn closer(self) -> Option<Keyword> {
        Some(match self {
            Self::If => Self::EndIf,
            Self::CaseOf => Self::EndCase,
            Self::For => Self::EndFor,
            Self::ForEach => Self::EndForEach,
            Self::While => Self::EndWhile,
            Self::Repeat => Self::Until,
            Self::Use => Self::EndUse,
            Self::Try => Self::EndTry,
            Self::BeginSql => Self::EndSql,
            _ => return None,
        })
    }

    /// The keyword that opens the block which this one ends.
    pub fn opener(self) -> Option<Keyword> {
        Some(match self {
            Self::EndIf => Self::If,
            Self::EndCase => Self::CaseOf,
            Self::EndFor => Self::For,
            Self::EndForEach => Self::ForEach,
            Self::EndWhile => Self::While,
            Self::Until => Self::Repeat,
            Self::EndUse => Self::Use,
            Self::EndTry => Self::Try,
            Self::EndSql => Self::BeginSql,
            _ => return None,
        })
    }
}

/// The block keyword that these words are, whatever their case, accents and blanks.
pub fn block_keyword(words: &str) -> Option<Keyword> {
    let folded = Folded::new(words)?;
    let folded = folded.as_str();
    let (first, length) = (folded.as_bytes().first()?, folded.len());
    BLOCK_KEYWORDS
        .iter()
        .find(|(text, _)| text.len() == length && text.as_bytes().first() == Some(first) && *text == folded)
        .map(|(_, keyword)| *keyword)
}

/// The keyword that one word is in the head of a class member, a declaration or a jump.
pub fn word_keyword(word: &str) -> Option<Keyword> {
    if word.len() > 9 {
        return None;
    }
    let folded = Folded::new(word)?;
    Some(match folded.as_str() {
        "return" => Keyword::Return,
        "break" => Keyword::Break,
        "continue" => Keyword::Continue,
        "var" => Keyword::Var,
        "property" => Keyword::Property,
        "function" => Keyword::Function,
        "alias" => Keyword::Alias,
        "get" => Keyword::Get,
        "set" => Keyword::Set,
        "query" => Keyword::Query,
        "orderby" => Keyword::OrderBy,
        "event" => Keyword::Event,
        "shared" => Keyword::Shared,
        "exposed" => Keyword::Exposed,
        "local" => Keyword::Local,
        "server" => Keyword::Server,
        "onhttpget" => Keyword::OnHttpGet,
        "singleton" => Keyword::Singleton,
        "session" => Keyword::Session,
        _ => return None,
    })
}

/// Whether this word names a type that declarations know by one word.
pub fn is_type_name(word: &str) -> bool {
    TYPE_NAMES.iter().any(|name| name.eq_ignore_ascii_case(word))
}

/// A short text in lower case, without accents, with single blanks, on the stack.
struct Folded {
    bytes: [u8; 16],
    length: usize,
}

impl Folded {
    /// `None` where the text is longer than any keyword or has letters that no keyword has.
    fn new(text: &str) -> Option<Self> {
        let mut folded = Self { bytes: [0; 16], length: 0 };
        let mut blank = false;
        for letter in text.chars() {
            let byte = match letter {
                'a'..='z' => letter as u8,
                'A'..='Z' => letter as u8 + 32,
                'é' | 'è' | 'ê' | 'É' | 'È' | 'Ê' => b'e',
                'à' | 'À' => b'a',
                'ù' | 'û' | 'Ù' | 'Û' => b'u',
                _ if letter.is_whitespace() => {
                    blank = folded.length > 0;
                    continue;
                }
                _ => return None,
            };
            if blank {
                folded.push(b' ')?;
                blank = false;
            }
            folded.push(byte)?;
        }
        Some(folded)
    }

    fn push(&mut self, byte: u8) -> Option<()> {
        *self.bytes.get_mut(self.length)? = byte;
        self.length += 1;
        Some(())
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_found_in_any_spelling() {
        assert_eq!(block_keyword("END  IF"), Some(Keyword::EndIf));
        assert_eq!(block_keyword("Répéter"), Some(Keyword::Repeat));
        assert_eq!(block_keyword("Au cas où"), Some(Keyword::CaseOf));
        assert_eq!(block_keyword(&format!("End{}if", " ".repeat(100))), Some(Keyword::EndIf));
        assert_eq!(block_keyword("Use set"), None);
        assert_eq!(word_keyword("onHTTPget"), Some(Keyword::OnHttpGet));
    }

    #[test]
    fn openers_and_closers_pair() {
        for (_, keyword) in BLOCK_KEYWORDS {
            if let Some(closer) = keyword.closer() {
                assert_eq!(closer.opener(), Some(*keyword));
            }
        }
    }
}
