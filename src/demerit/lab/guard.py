"""What stands before every answer: who may ask, how much, and what a browser may do with the answer."""

from __future__ import annotations

import json
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from demerit.lab.problem import Problem

__all__ = ["LARGEST_BODY", "Guard", "send_problem"]

LARGEST_BODY: Final = 1 << 20

POLICY: Final = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
HEADERS: Final = {
    b"content-security-policy": POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-resource-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
}
HOSTS: Final = ("127.0.0.1", "localhost", "[::1]")
METHODS: Final = ("GET", "HEAD", "POST", "DELETE")


class Guard:
    """Lets through what comes from this machine's own page (or from a program of the user), and nothing else.

    A page of another site can be made to send requests to this machine, and its name can be made to point here. So the
    host that was asked for must be ours; the origin, if there is one, too; and what changes something must be said to
    be JSON, which no form of another site can send without asking first.
    """

    def __init__(self, app: ASGIApp, /, *, port: int) -> None:
        self.app = app
        self.hosts = frozenset(f"{host}{at}" for host in HOSTS for at in (f":{port}", *([""] if port == 80 else [])))
        self.origins = frozenset(f"http://{host}" for host in self.hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        api = scope["path"].startswith("/api/")

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message["headers"]}
                more = {**HEADERS, b"cache-control": b"no-store" if api else b"no-cache"}
                message["headers"] = [
                    *((name, value) for name, value in message["headers"] if name != b"server"),
                    *((name, value) for name, value in more.items() if name not in given),
                ]
            await send(message)

        try:
            self.check(scope)
        except Problem as problem:
            await send_problem(problem, with_headers)
            return
        await self.app(scope, limited(receive), with_headers)

    def check(self, scope: Scope) -> None:
        """Refuse what does not come from here.

        Raises
        ------
        Problem
            R371 ... R374.
        """
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        if len(hosts) != 1 or headers[b"host"].lower() not in self.hosts:
            raise Problem(421, "R371", "this address is not of the lab", "Open the address that demerit lab printed.")
        origin, site = headers.get(b"origin"), headers.get(b"sec-fetch-site", "none")
        changes = scope["method"] not in ("GET", "HEAD")
        api = scope["path"].startswith("/api/")
        if origin is not None and origin.lower() not in self.origins:
            raise Problem(403, "R372", "a page of another site may not ask the lab", "Use the lab's own page.")
        if (changes or api) and site not in ("none", "same-origin"):
            raise Problem(403, "R372", "a page of another site may not ask the lab", "Use the lab's own page.")
        if scope["method"] not in METHODS:
            told = f"the lab answers no {scope['method'][:20]}"
            raise Problem(405, "R370", told, f"It answers {', '.join(METHODS)}.")
        kind = headers.get(b"content-type", "").partition(";")[0].strip().lower()
        if scope["method"] == "POST" and kind != "application/json":
            raise Problem(415, "R373", "what is sent must be JSON", "Send it with content-type: application/json.")
        length = headers.get(b"content-length", "0")
        if not length.isdigit() or len(length) > 12 or int(length) > LARGEST_BODY:
            raise too_large()


def too_large() -> Problem:
    """Say how much is read."""
    return Problem(413, "R374", f"more than {LARGEST_BODY:,} bytes were sent", "A file has at most 1 MB.")


def limited(receive: Receive) -> Receive:
    """Stop reading a body that is longer than it may be, whatever it said of its length."""
    read = 0

    async def counted() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > LARGEST_BODY:
            raise too_large()
        return message

    return counted


async def send_problem(problem: Problem, send: Send, /) -> None:
    """Answer with a problem."""
    data = (json.dumps(problem.document(), ensure_ascii=False) + "\n").encode(errors="replace")
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(data)).encode())]
    await send({"type": "http.response.start", "status": problem.status, "headers": headers})
    await send({"type": "http.response.body", "body": data})
