//! A run from its start to its end: an application or a server with its clients, the prompt, backups and `QUIT 4D`.

pub mod backup;
pub(crate) mod connection;
pub mod interactive;
pub mod quit;
pub mod run;
pub mod stay;
