//! Who waits for the answer to a request.

use crate::finish::finish;
use crate::message::{Body, Request, Response};
use crate::routes::{self, Rule};
use crate::server::{Running, Server};
use bytes::Bytes;
use std::sync::Arc;
use std::time::Instant;

/// A request that has got no answer yet.
#[derive(Clone)]
pub struct Context {
    /// The server that received it.
    pub server: Arc<Server>,
    /// The server as it ran then.
    pub running: Arc<Running>,
    /// The request.
    pub request: Arc<Request>,
    /// The HTTP rules for its path, in order.
    pub rules: Vec<Arc<Rule>>,
    began: Instant,
}

impl Context {
    /// A request that a server has just received, which counts it.
    pub fn new(server: &Arc<Server>, running: &Arc<Running>, request: Request) -> Context {
        server.counts(running);
        let rules = routes::matching(&running.rules, &routes::Path::of(request.path()));
        let request = Arc::new(request);
        Context { server: server.clone(), running: running.clone(), request, rules, began: Instant::now() }
    }
}

/// An answer that lacks what every answer gets: pages of errors, header fields of the server, compression. That is work for
/// the thread that waits for the answer, not for the one whose code has made it.
pub struct Unfinished {
    context: Option<Context>,
    response: Response,
}

impl Unfinished {
    /// An answer of a server that does not run.
    pub fn bare(response: Response) -> Unfinished {
        Unfinished { context: None, response }
    }

    /// The length of its body, in bytes, as far as it is known.
    pub fn length(&self) -> usize {
        match &self.response.body {
            Body::Whole(body) => body.len(),
            Body::Chunks(chunks) => chunks.iter().map(Bytes::len).sum(),
            Body::Stream(_) => 0,
        }
    }

    /// The complete answer. It is noted in the log.
    pub fn finish(self) -> Response {
        let Some(context) = self.context else { return self.response };
        let response = finish(&context, self.response);
        let Context { server, running, request, began, .. } = context;
        running.log.note(&server, &running, &request, &response, began.elapsed());
        response
    }
}

/// Sends the answer, once. Where it is dropped before, the answer is an error.
pub struct Reply(Option<(Context, Taker)>);

/// What takes an answer.
type Taker = Box<dyn FnOnce(Unfinished) + Send>;

impl Reply {
    /// The reply to a request; `send` gets the answer.
    pub fn new(context: Context, send: impl FnOnce(Unfinished) + Send + 'static) -> Reply {
        Reply(Some((context, Box::new(send))))
    }

    /// Sends an answer.
    pub fn send(mut self, response: Response) {
        self.give(response);
    }

    fn give(&mut self, response: Response) {
        if let Some((context, send)) = self.0.take() {
            send(Unfinished { context: Some(context), response });
        }
    }
}

impl Drop for Reply {
    fn drop(&mut self) {
        self.give(Response::error(500));
    }
}
