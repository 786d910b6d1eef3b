//! Character sets of one byte that the crate for character sets lacks, as the mapping tables of the Unicode Consortium
//! have them.

/// A character set of one byte per character.
pub(crate) struct CodePage {
    /// The bytes below this one are ASCII.
    first: u8,
    /// The characters of the other bytes; U+FFFD where there is none.
    characters: &'static str,
}

impl CodePage {
    /// The characters of these bytes.
    pub(super) fn decode(&self, bytes: &[u8]) -> String {
        let table: Vec<char> = self.characters.chars().collect();
        let decoded = bytes.iter().map(|&byte| match byte.checked_sub(self.first) {
            Some(index) => table.get(usize::from(index)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
            None => char::from(byte),
        });
        decoded.collect()
    }

    /// The byte of a character.
    pub(super) fn encode(&self, character: char) -> Option<u8> {
        if let Ok(byte) = u8::try_from(character)
            && byte < self.first
        {
            return Some(byte);
        }
        let index =
            self.characters.chars().position(|each| each == character && each != char::REPLACEMENT_CHARACTER)?;
        u8::try_from(index).ok()?.checked_add(self.first)
    }
}

/// IBM 437, of DOS.
pub(super) const IBM437: CodePage = CodePage {
    first: 128,
    characters: "\
    ÇüéâäàåçêëèïîìÄÅ\
    ÉæÆôöòûùÿÖÜ¢£¥₧ƒ\
    áíóúñÑªº¿⌐¬½¼¡«»\
    ░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
    └┴┬├─┼╞╟╚╔╩╦╠═╬╧\
    ╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀\
    αßΓπΣσµτΦΘΩδ∞φε∩\
    ≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}\
",
};

/// IBM 037, EBCDIC of the United States.
pub(super) const IBM037: CodePage = CodePage {
    first: 0,
    characters: "\
    \u{0}\u{1}\u{2}\u{3}\u{9C}\u{9}\u{86}\u{7F}\u{97}\u{8D}\u{8E}\u{B}\u{C}\u{D}\u{E}\u{F}\
    \u{10}\u{11}\u{12}\u{13}\u{9D}\u{85}\u{8}\u{87}\u{18}\u{19}\u{92}\u{8F}\u{1C}\u{1D}\u{1E}\u{1F}\
    \u{80}\u{81}\u{82}\u{83}\u{84}\u{A}\u{17}\u{1B}\u{88}\u{89}\u{8A}\u{8B}\u{8C}\u{5}\u{6}\u{7}\
    \u{90}\u{91}\u{16}\u{93}\u{94}\u{95}\u{96}\u{4}\u{98}\u{99}\u{9A}\u{9B}\u{14}\u{15}\u{9E}\u{1A}\
    \u{20}\u{A0}âäàáãåçñ¢.<(+|\
    &éêëèíîïìß!$*);¬\
    -/ÂÄÀÁÃÅÇÑ¦,%_>?\
    øÉÊËÈÍÎÏÌ`:#@'=\"\
    Øabcdefghi«»ðýþ±\
    °jklmnopqrªºæ¸Æ¤\
    µ~stuvwxyz¡¿ÐÝÞ®\
    ^£¥·©§¶¼½¾[]¯¨´×\
    {ABCDEFGHI\u{AD}ôöòóõ\
    }JKLMNOPQR¹ûüùúÿ\
    \\÷STUVWXYZ²ÔÖÒÓÕ\
    0123456789³ÛÜÙÚ\u{9F}\
",
};

/// Mac OS Central European.
pub(super) const MAC_CENTRAL_EUROPE: CodePage = CodePage {
    first: 128,
    characters: "\
    ÄĀāÉĄÖÜáąČäčĆćéŹ\
    źĎíďĒēĖóėôöõúĚěü\
    †°Ę£§•¶ß®©™ę¨≠ģĮ\
    įĪ≤≥īĶ∂∑łĻļĽľĹĺŅ\
    ņŃ¬√ńŇ∆«»…\u{A0}ňŐÕőŌ\
    –—“”‘’÷◊ōŔŕŘ‹›řŖ\
    ŗŠ‚„šŚśÁŤťÍŽžŪÓÔ\
    ūŮÚůŰűŲųÝýķŻŁżĢˇ\
",
};

/// Mac OS Greek.
pub(super) const MAC_GREEK: CodePage = CodePage {
    first: 128,
    characters: "\
    Ä¹²É³ÖÜ΅àâä΄¨çéè\
    êë£™îï•½‰ôö¦€ùûü\
    †ΓΔΘΛΞΠß®©ΣΪ§≠°·\
    Α±≤≥¥ΒΕΖΗΙΚΜΦΫΨΩ\
    άΝ¬ΟΡ≈Τ«»…\u{A0}ΥΧΆΈœ\
    –―“”‘’÷ΉΊΌΎέήίόΏ\
    ύαβψδεφγηιξκλμνο\
    πώρστθωςχυζϊϋΐΰ\u{AD}\
",
};

/// Mac OS Turkish.
pub(super) const MAC_TURKISH: CodePage = CodePage {
    first: 128,
    characters: "\
    ÄÅÇÉÑÖÜáàâäãåçéè\
    êëíìîïñóòôöõúùûü\
    †°¢£§•¶ß®©™´¨≠ÆØ\
    ∞±≤≥¥µ∂∑∏π∫ªºΩæø\
    ¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ\
    –—“”‘’÷◊ÿŸĞğİıŞş\
    ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\
    \u{F8FF}ÒÚÛÙ\u{F8A0}ˆ˜¯˘˙˚¸˝˛ˇ\
",
};

/// ISO 8859-9.
pub(super) const ISO_8859_9: CodePage = CodePage {
    first: 128,
    characters: "\
    \u{80}\u{81}\u{82}\u{83}\u{84}\u{85}\u{86}\u{87}\u{88}\u{89}\u{8A}\u{8B}\u{8C}\u{8D}\u{8E}\u{8F}\
    \u{90}\u{91}\u{92}\u{93}\u{94}\u{95}\u{96}\u{97}\u{98}\u{99}\u{9A}\u{9B}\u{9C}\u{9D}\u{9E}\u{9F}\
    \u{A0}¡¢£¤¥¦§¨©ª«¬\u{AD}®¯\
    °±²³´µ¶·¸¹º»¼½¾¿\
    ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ\
    ĞÑÒÓÔÕÖ×ØÙÚÛÜİŞß\
    àáâãäåæçèéêëìíîï\
    ğñòóôõö÷øùúûüışÿ\
",
};
