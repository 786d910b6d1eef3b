//! The rules of the web server, each on a small site: requests go to the core, without a port.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod authentication;
mod logs;
mod privileges;
mod rules;
mod sending;
mod servers;
mod sessions;
mod site;
mod tags;
mod whole;
