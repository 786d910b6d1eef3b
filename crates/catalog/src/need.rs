//! What a command needs in addition to the language itself: a data file, an interface, a web server.

use crate::command::Command;

/// Something without which a command has nothing to work on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Need {
    /// Records: a data file, or a server that has one.
    Data,
    /// Windows, forms, menus, a screen, a printer, a user who clicks.
    Interface,
    /// A web server that is running.
    WebServer,
}

impl Need {
    /// It as the end of a sentence: "needs …".
    pub fn shown(self) -> &'static str {
        match self {
            Need::Data => "a data file",
            Need::Interface => "an interface",
            Need::WebServer => "a web server",
        }
    }
}

/// Commands that need something else than the others of their theme.
const APART: &[(&str, Option<Need>)] = &[
    ("ARRAY TO LIST", Some(Need::Interface)),
    ("ARRAY TO SELECTION", Some(Need::Data)),
    ("Action info", Some(Need::Interface)),
    ("BLOB to list", Some(Need::Interface)),
    ("BOOLEAN ARRAY FROM SET", Some(Need::Data)),
    ("BUILD APPLICATION", None),
    ("BEEP", None),
    ("CALL FORM", Some(Need::Interface)),
    ("CREATE DATA FILE", Some(Need::Data)),
    ("Caps lock down", None),
    ("Current default table", None),
    ("Compact data file", Some(Need::Data)),
    ("Count screens", Some(Need::Interface)),
    ("DEFAULT TABLE", None),
    ("DISTINCT ATTRIBUTE PATHS", Some(Need::Data)),
    ("DISTINCT ATTRIBUTE VALUES", Some(Need::Data)),
    ("DISTINCT VALUES", Some(Need::Data)),
    ("DISPLAY NOTIFICATION", Some(Need::Interface)),
    ("Data file encryption status", Some(Need::Data)),
    ("Database measures", Some(Need::Data)),
    ("Discover data key", Some(Need::Data)),
    ("EDIT FORMULA", Some(Need::Interface)),
    ("EXPORT STRUCTURE", None),
    ("Encrypt data file", Some(Need::Data)),
    ("FORM EDIT", Some(Need::Interface)),
    ("Field", None),
    ("Field name", None),
    ("GET FIELD ENTRY PROPERTIES", None),
    ("GET FIELD PROPERTIES", None),
    ("GET MACRO PARAMETER", Some(Need::Interface)),
    ("GET RELATION PROPERTIES", None),
    ("GET TABLE PROPERTIES", None),
    ("GOTO XY", Some(Need::Interface)),
    ("INVOKE ACTION", Some(Need::Interface)),
    ("Is field number valid", None),
    ("Is table number valid", None),
    ("JSON TO SELECTION", Some(Need::Data)),
    ("LIST TO ARRAY", Some(Need::Interface)),
    ("LIST TO BLOB", Some(Need::Interface)),
    ("LONGINT ARRAY FROM SELECTION", Some(Need::Data)),
    ("Last field number", None),
    ("Last table number", None),
    ("METHOD OPEN PATH", Some(Need::Interface)),
    ("Log file", None),
    ("MOBILE APP REFRESH SESSIONS", Some(Need::WebServer)),
    ("Macintosh command down", None),
    ("Macintosh control down", None),
    ("Macintosh option down", None),
    ("Menu bar height", Some(Need::Interface)),
    ("Menu bar screen", Some(Need::Interface)),
    ("NO DEFAULT TABLE", None),
    ("OPEN ADMINISTRATION WINDOW", Some(Need::Interface)),
    ("OPEN COLOR PICKER", Some(Need::Interface)),
    ("OPEN DATA FILE", Some(Need::Data)),
    ("OPEN FONT PICKER", Some(Need::Interface)),
    ("OPEN RUNTIME EXPLORER", Some(Need::Interface)),
    ("OPEN SECURITY CENTER", Some(Need::Interface)),
    ("OPEN SETTINGS WINDOW", Some(Need::Interface)),
    ("OPEN DATABASE", Some(Need::Interface)),
    ("Old", Some(Need::Data)),
    ("Open datastore", Some(Need::Data)),
    ("QUERY BY EXAMPLE", Some(Need::Interface)),
    ("RECEIVE RECORD", Some(Need::Data)),
    ("SCREEN COORDINATES", Some(Need::Interface)),
    ("SCREEN DEPTH", Some(Need::Interface)),
    ("SELECTION RANGE TO ARRAY", Some(Need::Data)),
    ("SELECTION TO ARRAY", Some(Need::Data)),
    ("SEND RECORD", Some(Need::Data)),
    ("SET MACRO PARAMETER", Some(Need::Interface)),
    ("SET RECENT FONTS", Some(Need::Interface)),
    ("SVG Find element ID by coordinates", Some(Need::Interface)),
    ("SVG Find element IDs by rect", Some(Need::Interface)),
    ("SVG SHOW ELEMENT", Some(Need::Interface)),
    ("Screen height", Some(Need::Interface)),
    ("Screen width", Some(Need::Interface)),
    ("Select RGB color", Some(Need::Interface)),
    ("Selection to JSON", Some(Need::Data)),
    ("Shift down", None),
    ("TEXT TO ARRAY", Some(Need::Interface)),
    ("Table", None),
    ("Table fragmentation", Some(Need::Data)),
    ("Table name", None),
    ("VERIFY CURRENT DATA FILE", Some(Need::Data)),
    ("VERIFY DATA FILE", Some(Need::Data)),
    ("Windows Alt down", None),
    ("Windows Ctrl down", None),
    ("SHOW ON DISK", Some(Need::Interface)),
    ("Select document", Some(Need::Interface)),
    ("Select folder", Some(Need::Interface)),
];

impl Command {
    /// What the command needs in addition to the language; nothing for most.
    pub fn need(&self) -> Option<Need> {
        if let Some((_, need)) = APART.iter().find(|(name, _)| *name == self.name) {
            return *need;
        }
        match self.theme {
            "Backup" | "Cache Management" | "Import and Export" | "Named Selections" | "Queries" | "Record Locking"
            | "Records" | "Relations" | "SQL" | "Selection" | "Sets" | "Structure Access" | "Subrecords" | "Table"
            | "Triggers" => Some(Need::Data),
            "Data Entry"
            | "Drag and Drop"
            | "Entry Control"
            | "Form Events"
            | "Forms"
            | "Graphs"
            | "Hierarchical Lists"
            | "List Box"
            | "Menus"
            | "Objects (Forms)"
            | "Printing"
            | "Process (User Interface)"
            | "Quick Report"
            | "Spell Checker"
            | "Styled Text"
            | "User Interface"
            | "Web Area"
            | "Windows" => Some(Need::Interface),
            "Web Server" | "Web Services (Server)" => Some(Need::WebServer),
            _ => None,
        }
    }
}

/// How a call is answered that would show something where there are no windows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// As a dialog that the user has cancelled: `OK` becomes 0.
    Cancelled,
    /// With nothing: there is no effect.
    Nothing,
}

/// Commands whose dialog counts as cancelled. Their pages say that they set `OK`.
const CANCELLED: &[&str] = &[
    "ADD RECORD",
    "DIALOG",
    "EDIT FORMULA",
    "MODIFY RECORD",
    "OPEN ADMINISTRATION WINDOW",
    "OPEN SETTINGS WINDOW",
    "PRINT SETTINGS",
    "QR REPORT",
    "QUERY BY EXAMPLE",
    "SPELL CHECKING",
    "Select RGB color",
    "Select document",
    "Select folder",
];

/// Commands about windows, forms and menus on the screen in themes whose other commands have something to work on.
const WITHOUT_EFFECT: &[&str] = &[
    "ACCEPT",
    "CANCEL",
    "CALL FORM",
    "Current form name",
    "DISPLAY NOTIFICATION",
    "Dynamic pop up menu",
    "FORM EDIT",
    "FORM FIRST PAGE",
    "FORM GOTO PAGE",
    "FORM Get current page",
    "FORM LAST PAGE",
    "FORM NEXT PAGE",
    "FORM PREVIOUS PAGE",
    "FORM SET ENTRY ORDER",
    "FORM SET HORIZONTAL RESIZING",
    "FORM SET INPUT",
    "FORM SET OUTPUT",
    "FORM SET SIZE",
    "FORM SET VERTICAL RESIZING",
    "GOTO XY",
    "INVOKE ACTION",
    "METHOD OPEN PATH",
    "Menu selected",
    "OPEN COLOR PICKER",
    "OPEN FONT PICKER",
    "OPEN RUNTIME EXPLORER",
    "OPEN SECURITY CENTER",
    "REJECT",
    "SET MENU BAR",
    "SHOW ON DISK",
];

/// Commands of themes about the screen that ask or set something else.
const NOT_ON_SCREEN: &[&str] = &[
    "CONVERT COORDINATES",
    "EXECUTE METHOD IN SUBFORM",
    "GET FIELD TITLES",
    "GET TABLE TITLES",
    "Get Application color scheme",
    "SET FIELD TITLES",
    "SET TABLE TITLES",
];

impl Command {
    /// How a call of the command is answered where it would show a dialog or work on a window, none where it is another
    /// command ([Command line](https://developer.4d.com/docs/Admin/cli): headless mode).
    pub fn intercepted(&self) -> Option<Answer> {
        if self.need() != Some(Need::Interface) || NOT_ON_SCREEN.contains(&self.name) {
            return None;
        }
        if CANCELLED.contains(&self.name) {
            return Some(Answer::Cancelled);
        }
        let of_theme = matches!(
            self.theme,
            "Entry Control" | "Form Events" | "Process (User Interface)" | "User Interface" | "Windows"
        );
        (of_theme || WITHOUT_EFFECT.contains(&self.name)).then_some(Answer::Nothing)
    }
}

impl crate::Class {
    /// What objects of the class need to exist; none where they need nothing but the program.
    pub fn need(&self) -> Option<Need> {
        match self.name {
            "DataClass" | "DataStore" | "DataStoreImplementation" | "Entity" | "EntitySelection" => Some(Need::Data),
            "IncomingMessage"
            | "OutgoingMessage"
            | "QuotaManager"
            | "WebForm"
            | "WebFormItem"
            | "WebServer"
            | "WebSocketConnection"
            | "WebSocketServer" => Some(Need::WebServer),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{command_named, commands};

    #[test]
    fn names_are_those_of_commands() {
        for (name, need) in APART {
            let command = command_named(name);
            assert!(command.is_some_and(|command| command.name == *name && command.need() == *need), "{name}");
        }
    }

    #[test]
    fn dialogs_and_windows_are_intercepted() {
        for name in CANCELLED.iter().chain(WITHOUT_EFFECT).chain(NOT_ON_SCREEN) {
            let command = command_named(name);
            let known = command.is_some_and(|known| known.name == *name && known.need() == Some(Need::Interface));
            assert!(known, "{name}");
        }
        let answer = |name: &str| command_named(name).and_then(Command::intercepted);
        assert_eq!(answer("DIALOG"), Some(Answer::Cancelled));
        assert_eq!(answer("Open form window"), Some(Answer::Nothing));
        for other in ["LISTBOX GET ARRAYS", "ST Get plain text", "CONVERT COORDINATES", "QUERY", "Replace string"] {
            assert_eq!(answer(other), None, "{other}");
        }
    }

    #[test]
    fn themes_tell_what_is_needed() {
        let need = |name: &str| command_named(name).and_then(Command::need);
        assert_eq!(need("QUERY"), Some(Need::Data));
        assert_eq!(need("LISTBOX GET ARRAYS"), Some(Need::Interface));
        assert_eq!(need("WEB START SERVER"), Some(Need::WebServer));
        assert_eq!(need("Replace string"), None);
        let themes: std::collections::BTreeSet<&str> = commands().iter().map(|command| command.theme).collect();
        assert!(themes.contains("Objects (Forms)") && themes.contains("Process (User Interface)"), "{themes:?}");
    }
}
