//! What connections wait for, and since when. One task looks at all of them, so that a connection needs no timer of its own.

use super::limits::Limits;
use futures_util::task::AtomicWaker;
use parking_lot::Mutex;
use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Weak};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::Notify;

/// What a connection is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// To continue.
    None,
    /// To end after the requests that it has.
    Finish,
    /// To say that the head of the request came too slowly, and to end.
    TooSlow,
    /// To end at once.
    Cut,
}

/// A connection as the others see it. Times are milliseconds of the clock of [`Connections`].
pub(super) struct Activity {
    all: Arc<Connections>,
    wish: AtomicU8,
    waker: AtomicWaker,
    /// How many requests are being answered.
    answering: AtomicU32,
    /// How many requests there were.
    requests: AtomicU32,
    /// Bytes of a request have come that is not complete.
    has_begun: AtomicBool,
    /// The client does not take what is sent.
    is_blocked: AtomicBool,
    /// When the last of all this changed.
    since: AtomicU64,
}

impl Activity {
    fn now_is(&self) {
        self.since.store(self.all.clock.load(Ordering::Relaxed), Ordering::Relaxed);
    }

    /// A request has come; its number is given back, from 1 on.
    pub fn begins(&self) -> u32 {
        self.has_begun.store(false, Ordering::Relaxed);
        self.answering.fetch_add(1, Ordering::Relaxed);
        self.requests.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// A request has its answer.
    pub fn ends(&self) {
        self.now_is();
        self.answering.fetch_sub(1, Ordering::Relaxed);
    }

    /// What the connection is to do; its task is woken when that changes.
    pub fn wish(&self, context: &Context<'_>) -> Wish {
        self.waker.register(context.waker());
        match self.wish.load(Ordering::Acquire) {
            0 => Wish::None,
            1 => Wish::Finish,
            2 => Wish::TooSlow,
            _ => Wish::Cut,
        }
    }

    fn request(&self, wish: Wish) {
        self.wish.fetch_max(wish as u8, Ordering::AcqRel);
        self.waker.wake();
    }

    /// Lets the connection end where its client takes too long.
    fn look(&self, now: u64, limits: &Limits) {
        let waited = Duration::from_millis(now.saturating_sub(self.since.load(Ordering::Relaxed)));
        if self.is_blocked.load(Ordering::Relaxed) {
            if waited > limits.send {
                self.request(Wish::Cut);
            }
        } else if self.answering.load(Ordering::Relaxed) == 0 {
            let has_begun = self.has_begun.load(Ordering::Relaxed);
            if waited > if has_begun { limits.head } else { limits.idle } {
                let was_before = self.wish.load(Ordering::Relaxed) != Wish::None as u8;
                self.since.store(now, Ordering::Relaxed);
                self.request(match (was_before, has_begun) {
                    (true, _) => Wish::Cut,
                    (false, true) => Wish::TooSlow,
                    (false, false) => Wish::Finish,
                });
            }
        }
    }
}

/// The connections of a server.
pub(super) struct Connections {
    pub limits: Limits,
    list: Mutex<Vec<Weak<Activity>>>,
    /// Milliseconds since `began`, as of the last look.
    clock: AtomicU64,
    began: Instant,
    has_some: Notify,
}

impl Connections {
    /// No connections.
    pub fn new(limits: Limits) -> Arc<Connections> {
        Arc::new(Connections {
            limits,
            list: Mutex::default(),
            clock: AtomicU64::new(0),
            began: Instant::now(),
            has_some: Notify::new(),
        })
    }

    /// A further connection.
    pub fn add(self: &Arc<Self>) -> Arc<Activity> {
        let now = self.tick();
        let activity = Arc::new(Activity {
            all: self.clone(),
            wish: AtomicU8::new(Wish::None as u8),
            waker: AtomicWaker::new(),
            answering: AtomicU32::new(0),
            requests: AtomicU32::new(0),
            has_begun: AtomicBool::new(false),
            is_blocked: AtomicBool::new(false),
            since: AtomicU64::new(now),
        });
        self.list.lock().push(Arc::downgrade(&activity));
        self.has_some.notify_one();
        activity
    }

    fn tick(&self) -> u64 {
        let now = self.began.elapsed().as_millis() as u64;
        self.clock.store(now, Ordering::Relaxed);
        now
    }

    /// Lets all connections end after the requests that they have.
    pub fn finish(&self) {
        self.list.lock().iter().filter_map(Weak::upgrade).for_each(|activity| activity.request(Wish::Finish));
    }

    /// Looks at all connections from time to time, without an end.
    pub async fn watch(&self) {
        loop {
            if self.list.lock().is_empty() {
                self.has_some.notified().await;
            }
            tokio::time::sleep(self.limits.between_looks()).await;
            let now = self.tick();
            self.list.lock().retain(|activity| {
                let Some(activity) = activity.upgrade() else { return false };
                activity.look(now, &self.limits);
                true
            });
        }
    }
}

/// A stream whose activity is noted.
pub(super) struct Watched<S> {
    stream: S,
    activity: Arc<Activity>,
}

impl<S> Watched<S> {
    /// Notes the activity of a stream.
    pub fn new(stream: S, activity: Arc<Activity>) -> Watched<S> {
        Watched { stream, activity }
    }

    /// Notes whether the client takes what is sent. `is_progress` says that something was taken where it does.
    fn sent<T>(&self, result: Poll<T>, is_progress: bool) -> Poll<T> {
        let is_blocked = result.is_pending();
        if self.activity.is_blocked.load(Ordering::Relaxed) != is_blocked || is_progress && !is_blocked {
            self.activity.now_is();
            self.activity.is_blocked.store(is_blocked, Ordering::Relaxed);
        }
        result
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let result = Pin::new(&mut self.stream).poll_read(context, buffer);
        let activity = &self.activity;
        let is_idle = || activity.answering.load(Ordering::Relaxed) == 0 && !activity.has_begun.load(Ordering::Relaxed);
        if buffer.filled().len() > before && is_idle() {
            activity.now_is();
            activity.has_begun.store(true, Ordering::Relaxed);
        }
        result
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, data: &[u8]) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write(context, data);
        self.sent(result, true)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        data: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write_vectored(context, data);
        self.sent(result, true)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let result = Pin::new(&mut self.stream).poll_flush(context);
        self.sent(result, false)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
