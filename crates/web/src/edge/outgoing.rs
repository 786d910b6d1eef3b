//! An answer of the core becomes what goes out.

use crate::message::{Body, Response};
use bytes::Bytes;
use http::header::{CONNECTION, HeaderName, HeaderValue};
use hyper::Version;
use hyper::body::{Frame, SizeHint};
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc::UnboundedReceiver;

/// The body of an answer.
pub(super) enum Out {
    /// In one piece, empty when it was sent.
    Whole(Bytes),
    /// In pieces.
    Chunks(std::vec::IntoIter<Bytes>),
    /// In pieces that are still made; nothing where something else has taken them.
    Stream(Option<UnboundedReceiver<Bytes>>),
}

impl hyper::body::Body for Out {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let next = match &mut *self {
            Out::Whole(body) => Some(std::mem::take(body)).filter(|body| !body.is_empty()),
            Out::Chunks(chunks) => chunks.next(),
            Out::Stream(pieces) => match pieces {
                Some(pieces) => match pieces.poll_recv(context) {
                    Poll::Ready(piece) => piece,
                    Poll::Pending => return Poll::Pending,
                },
                None => None,
            },
        };
        Poll::Ready(next.map(|data| Ok(Frame::data(data))))
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Out::Whole(body) if body.is_empty())
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Out::Whole(body) => SizeHint::with_exact(body.len() as u64),
            Out::Chunks(_) | Out::Stream(_) => SizeHint::default(),
        }
    }
}

/// An answer as it is sent; the connection is closed after it where `closes` is set.
pub(super) fn response(response: Response, version: Version, closes: bool) -> hyper::Response<Out> {
    let body = match response.body {
        Body::Whole(body) => Out::Whole(body),
        Body::Chunks(chunks) if version == Version::HTTP_10 => Out::Whole(Bytes::from(chunks.concat())),
        Body::Chunks(chunks) => Out::Chunks(chunks.into_iter()),
        Body::Stream(pieces) => Out::Stream(pieces.take()),
    };
    let mut sent = hyper::Response::new(body);
    *sent.status_mut() = http::StatusCode::from_u16(response.status).unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in response.headers {
        let name = HeaderName::from_bytes(name.as_bytes());
        let value = HeaderValue::from_maybe_shared(Bytes::from(value));
        if let (Ok(name), Ok(value)) = (name, value) {
            sent.headers_mut().append(name, value);
        }
    }
    if closes && version < Version::HTTP_2 {
        sent.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    sent
}
