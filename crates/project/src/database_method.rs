//! The database methods that 4D calls by itself.

/// A method that 4D calls on an event
/// ([Database methods](https://developer.4d.com/docs/Project/code-overview#database-methods)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each is named after its event, which `name` gives")]
pub enum DatabaseMethod {
    OnStartup,
    OnExit,
    OnServerStartup,
    OnServerShutdown,
    OnServerOpenConnection,
    OnServerCloseConnection,
    OnWebAuthentication,
    OnWebConnection,
    OnWebLegacyCloseSession,
    OnRestAuthentication,
    OnSqlAuthentication,
    OnMobileAppAuthentication,
    OnMobileAppAction,
    OnBackupStartup,
    OnBackupShutdown,
    OnSystemEvent,
    OnHostDatabaseEvent,
    OnDrop,
}

impl DatabaseMethod {
    /// All of them.
    pub const ALL: [Self; 18] = [
        Self::OnStartup,
        Self::OnExit,
        Self::OnServerStartup,
        Self::OnServerShutdown,
        Self::OnServerOpenConnection,
        Self::OnServerCloseConnection,
        Self::OnWebAuthentication,
        Self::OnWebConnection,
        Self::OnWebLegacyCloseSession,
        Self::OnRestAuthentication,
        Self::OnSqlAuthentication,
        Self::OnMobileAppAuthentication,
        Self::OnMobileAppAction,
        Self::OnBackupStartup,
        Self::OnBackupShutdown,
        Self::OnSystemEvent,
        Self::OnHostDatabaseEvent,
        Self::OnDrop,
    ];

    /// The name as 4D shows it.
    pub fn name(self) -> &'static str {
        match self {
            Self::OnStartup => "On Startup",
            Self::OnExit => "On Exit",
            Self::OnServerStartup => "On Server Startup",
            Self::OnServerShutdown => "On Server Shutdown",
            Self::OnServerOpenConnection => "On Server Open Connection",
            Self::OnServerCloseConnection => "On Server Close Connection",
            Self::OnWebAuthentication => "On Web Authentication",
            Self::OnWebConnection => "On Web Connection",
            Self::OnWebLegacyCloseSession => "On Web Legacy Close Session",
            Self::OnRestAuthentication => "On REST Authentication",
            Self::OnSqlAuthentication => "On SQL Authentication",
            Self::OnMobileAppAuthentication => "On Mobile App Authentication",
            Self::OnMobileAppAction => "On Mobile App Action",
            Self::OnBackupStartup => "On Backup Startup",
            Self::OnBackupShutdown => "On Backup Shutdown",
            Self::OnSystemEvent => "On System Event",
            Self::OnHostDatabaseEvent => "On Host Database Event",
            Self::OnDrop => "On Drop",
        }
    }

    /// The one whose file has this stem: the name without its blanks, such as `onStartup`, whatever its case.
    pub fn from_file_stem(stem: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| {
            method
                .name()
                .bytes()
                .filter(|byte| *byte != b' ')
                .map(|byte| byte.to_ascii_lowercase())
                .eq(stem.bytes().map(|byte| byte.to_ascii_lowercase()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_the_names_without_blanks() {
        assert_eq!(
            DatabaseMethod::from_file_stem("onServerOpenConnection"),
            Some(DatabaseMethod::OnServerOpenConnection)
        );
        assert_eq!(DatabaseMethod::from_file_stem("onSQLAuthentication"), Some(DatabaseMethod::OnSqlAuthentication));
        assert_eq!(DatabaseMethod::from_file_stem("onNothing"), None);
    }
}
