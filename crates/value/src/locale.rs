//! How the system shows numbers, dates and times: US English, unless another locale is set for the running thread.
//! The facts are those of Unicode's Common Locale Data Repository, with four digits for years.

use std::cell::Cell;

/// In which order a short date has its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// Month, day, year.
    MonthFirst,
    /// Day, month, year.
    DayFirst,
}

/// What differs between systems of different languages and regions.
#[derive(Debug)]
pub struct Locale {
    /// Language and region as RFC 3066 writes them, in small letters.
    pub tag: &'static str,
    /// Before the decimals of a number.
    pub decimal: char,
    /// Between groups of three digits.
    pub thousand: char,
    /// Sign of the currency.
    pub currency: &'static str,
    /// The parts of a short date.
    pub order: DateOrder,
    /// Between the parts of a short date.
    pub date_separator: char,
    /// Pattern of the short date that `GET SYSTEM FORMAT` gives.
    pub short_date: &'static str,
    /// Pattern of an abbreviated date with the day of the week.
    pub medium_date: &'static str,
    /// Pattern of a date with the day of the week.
    pub long_date: &'static str,
    /// Pattern of a long time.
    pub long_time: &'static str,
    /// Month names.
    pub months: [&'static str; 12],
    /// Abbreviated month names.
    pub short_months: [&'static str; 12],
    /// Names of the days of the week, from Sunday.
    pub days: [&'static str; 7],
    /// Their abbreviations.
    pub short_days: [&'static str; 7],
    /// Names of the halves of a day.
    pub halves: [&'static str; 2],
}

thread_local! {
    /// The locale of the program that this thread works for.
    static CURRENT: Cell<&'static Locale> = const { Cell::new(&EN_US) };
}

/// The locale of the running thread.
pub fn current() -> &'static Locale {
    CURRENT.get()
}

/// Sets the locale of the running thread; gives the one before.
pub fn set(locale: &'static Locale) -> &'static Locale {
    CURRENT.replace(locale)
}

/// The locale of a tag such as `fr`, `fr-FR` or `fr_FR`: with the same region, else with the same language.
pub fn named(tag: &str) -> Option<&'static Locale> {
    let tag = tag.to_lowercase().replace('_', "-");
    let language = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
    let exact = ALL.iter().find(|locale| locale.tag == tag);
    exact.or_else(|| ALL.iter().find(|locale| language(locale.tag) == language(&tag))).copied()
}

/// The tags of all locales.
pub fn tags() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|locale| locale.tag)
}

static ALL: &[&Locale] = &[&EN_US, &EN_GB, &DE_DE, &ES_ES, &FR_FR, &IT_IT];

const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const ENGLISH_SHORT_MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const ENGLISH_DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const ENGLISH_SHORT_DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/// US English, in which dates of network protocols are written too.
pub static EN_US: Locale = Locale {
    tag: "en-us",
    decimal: '.',
    thousand: ',',
    currency: "$",
    order: DateOrder::MonthFirst,
    date_separator: '/',
    short_date: "MM/dd/yy",
    medium_date: "EEE, MMM d, yyyy",
    long_date: "EEEE, MMMM d, yyyy",
    long_time: "h:mm:ss a",
    months: ENGLISH_MONTHS,
    short_months: ENGLISH_SHORT_MONTHS,
    days: ENGLISH_DAYS,
    short_days: ENGLISH_SHORT_DAYS,
    halves: ["AM", "PM"],
};

static EN_GB: Locale = Locale {
    tag: "en-gb",
    currency: "£",
    order: DateOrder::DayFirst,
    short_date: "dd/MM/yyyy",
    medium_date: "EEE, d MMM yyyy",
    long_date: "EEEE, d MMMM yyyy",
    long_time: "HH:mm:ss",
    halves: ["am", "pm"],
    ..EN_US
};

static DE_DE: Locale = Locale {
    tag: "de-de",
    decimal: ',',
    thousand: '.',
    currency: "€",
    order: DateOrder::DayFirst,
    date_separator: '.',
    short_date: "dd.MM.yyyy",
    medium_date: "EEE, d. MMM yyyy",
    long_date: "EEEE, d. MMMM yyyy",
    long_time: "HH:mm:ss",
    months: [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    short_months: ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."],
    days: ["Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"],
    short_days: ["So.", "Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa."],
    halves: ["AM", "PM"],
};

static ES_ES: Locale = Locale {
    tag: "es-es",
    decimal: ',',
    thousand: '.',
    currency: "€",
    order: DateOrder::DayFirst,
    date_separator: '/',
    short_date: "dd/MM/yyyy",
    medium_date: "EEE, d MMM yyyy",
    long_date: "EEEE, d 'de' MMMM 'de' yyyy",
    long_time: "H:mm:ss",
    months: [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    short_months: ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"],
    days: ["domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"],
    short_days: ["dom", "lun", "mar", "mié", "jue", "vie", "sáb"],
    halves: ["a. m.", "p. m."],
};

static FR_FR: Locale = Locale {
    tag: "fr-fr",
    decimal: ',',
    thousand: '\u{202f}',
    currency: "€",
    order: DateOrder::DayFirst,
    date_separator: '/',
    short_date: "dd/MM/yyyy",
    medium_date: "EEE d MMM yyyy",
    long_date: "EEEE d MMMM yyyy",
    long_time: "HH:mm:ss",
    months: [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    short_months: ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
    days: ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"],
    short_days: ["dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."],
    halves: ["AM", "PM"],
};

static IT_IT: Locale = Locale {
    tag: "it-it",
    decimal: ',',
    thousand: '.',
    currency: "€",
    order: DateOrder::DayFirst,
    date_separator: '/',
    short_date: "dd/MM/yyyy",
    medium_date: "EEE d MMM yyyy",
    long_date: "EEEE d MMMM yyyy",
    long_time: "HH:mm:ss",
    months: [
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ],
    short_months: ["gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"],
    days: ["domenica", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato"],
    short_days: ["dom", "lun", "mar", "mer", "gio", "ven", "sab"],
    halves: ["AM", "PM"],
};

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn tags_find_their_locale() {
        for (tag, found) in
            [("fr", "fr-fr"), ("FR_ca", "fr-fr"), ("en", "en-us"), ("en_GB", "en-gb"), ("de-AT", "de-de")]
        {
            assert_eq!(named(tag).unwrap().tag, found, "{tag}");
        }
        assert!(named("").is_none() && named("x-klingon").is_none());
    }
}
