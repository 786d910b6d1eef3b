//! The web server of a project: how requests become answers, and the commands and classes of the theme Web Server.
//!
//! The core is [`handle`], a function from a [`Request`] to a [`Response`]: it needs no port. The folder `edge` opens ports
//! and turns what comes in into requests.

#![forbid(unsafe_code)]

mod authentication;
mod built_in;
mod charset;
mod classes;
mod commands;
mod compression;
mod cors;
mod digest;
mod dispatch;
mod edge;
mod exchange;
mod files;
mod finish;
mod forms;
mod handlers;
mod log;
mod message;
mod pages;
mod reply;
mod routes;
mod serve;
mod server;
mod sessions;
mod url;
mod values;
mod work;

pub use dispatch::{begin, handle};
pub use message::{Body, Headers, Pieces, Request, Response};
pub use reply::Unfinished;
pub use serve::Serve;
pub use server::{Given, Overrides, Running, Server, Servers, StartError};
pub use values::Values;

use fourd_runtime::Library;

/// The library.
pub static LIBRARY: Library =
    Library { name: "web", themes: &[&commands::THEME], classes: classes::ALL, providers: &[] };
