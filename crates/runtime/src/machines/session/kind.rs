//! The kinds of sessions, as data.

/// What a session is and can do. The members of `4D.Session` and the commands about users look at these facts and at
/// nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionKind {
    /// What `Session.info.type` says (rule 3.3).
    pub info_type: &'static str,
    /// The `hostType` of `Session.info` where it is not that of this system.
    pub host_type: Option<&'static str>,
    /// It is the only one of its program, so that nothing has to say which one is meant.
    pub is_only: bool,
    /// It stands for a remote machine, whose user `Session.info` describes.
    pub is_remote: bool,
    /// It lasts as long as the connection of a client, which commands about users count and can end.
    pub is_connection: bool,
    /// It is the client's side of a session: its privileges can be changed on the server only (rule 1.6).
    pub is_client_side: bool,
    /// It has privileges in all editions; the others have some from 21 on (rule 3.1).
    pub always_has_privileges: bool,
    /// Its user may be a guest (rule 5.9).
    pub has_guests: bool,
    /// `setPrivileges` can name its user (rule 3.6).
    pub takes_user: bool,
    /// It ends after some time without use: it has `idleTimeout` and `expirationDate` (rule 4.2).
    pub expires: bool,
    /// `restore` puts the session of a token in its place (rule 4.10).
    pub is_replaceable: bool,
}

impl SessionKind {
    /// The one session of a program without server (rule 1.2).
    pub const STANDALONE: Self = Self {
        info_type: "standalone",
        host_type: None,
        is_only: true,
        is_remote: false,
        is_connection: false,
        is_client_side: false,
        always_has_privileges: false,
        has_guests: false,
        takes_user: false,
        expires: false,
        is_replaceable: false,
    };

    /// The one session of all stored procedures of a server (rule 1.3).
    pub const STORED_PROCEDURE: Self = Self { info_type: "storedProcedure", is_only: false, ..Self::STANDALONE };

    /// The session of a remote client, on the server (rule 1.4).
    pub const REMOTE: Self =
        Self { info_type: "remote", is_only: false, is_remote: true, is_connection: true, ..Self::STANDALONE };

    /// The session of a remote client, on the client (rules 1.5 and 1.6).
    pub const REMOTE_CLIENT: Self = Self { is_connection: false, is_client_side: true, ..Self::REMOTE };

    /// The session of a browser (rule 1.7).
    pub const WEB: Self = Self {
        info_type: "web",
        host_type: Some("browser"),
        is_only: false,
        always_has_privileges: true,
        has_guests: true,
        takes_user: true,
        expires: true,
        is_replaceable: true,
        ..Self::STANDALONE
    };

    /// The session of REST requests where the web server has none of its own (rule 1.8).
    pub const REST: Self = Self { info_type: "rest", ..Self::WEB };

    /// The session of a mobile application
    /// ([On Mobile App Authentication](https://developer.4d.com/docs/commands/on-mobile-app-authentication-database-method)).
    pub const MOBILE: Self = Self { host_type: None, ..Self::REST };
}
