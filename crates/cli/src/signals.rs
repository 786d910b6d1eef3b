//! What the operating system asks of the program: Ctrl-C, and to end.

/// What was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// Ctrl-C.
    Interrupt,
    /// The signal TERM, with which services and containers end a program. Other systems than Unix do not send it.
    Terminate,
}

/// Calls something for each signal, in a thread of its own. Without a handler a signal ends the program.
///
/// # Errors
/// The operating system takes no handler.
#[cfg(unix)]
pub fn listen(mut heard: impl FnMut(Signal) + Send + 'static) -> std::io::Result<()> {
    use signal_hook::consts::{SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGINT, SIGTERM])?;
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            heard(if signal == SIGTERM { Signal::Terminate } else { Signal::Interrupt });
        }
    })?;
    Ok(())
}

/// Calls something for each signal, in a thread of its own. Without a handler a signal ends the program.
///
/// # Errors
/// The operating system takes no handler.
#[cfg(not(unix))]
pub fn listen(mut heard: impl FnMut(Signal) + Send + 'static) -> std::io::Result<()> {
    ctrlc::set_handler(move || heard(Signal::Interrupt)).map_err(std::io::Error::other)
}
