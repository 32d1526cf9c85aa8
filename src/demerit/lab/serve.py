"""Listening on this machine alone, until it is told to stop."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any, Final

import uvicorn

from demerit.errors import UsageError
from demerit.lab.app import Lab, make_app
from demerit.lab.workspace import Workspace

__all__ = ["PAGE", "PORT", "listen", "lock", "serve"]

PORT: Final = 8765
PAGE: Final = Path(__file__).parent.parent / "report" / "page"
BACKLOG: Final = 128
NEXT: Final = 50


def listen(port: int, /) -> list[socket.socket]:
    """Sockets at a port of this machine, of both kinds of address where there are both.

    Parameters
    ----------
    port : int
        0 takes one that is free.

    Raises
    ------
    UsageError
        R381 if the port is in use or may not be used, with the next that is free.
    """
    if not 0 <= port <= 65535:
        raise UsageError("R381", f"{port} is no port", "Ports are numbers up to 65535.")
    try:
        first = bound(socket.AF_INET, port)
    except OSError as error:
        free = next_free(port)
        hint = f"Try: demerit lab --port {free}" if free else "Try another with --port."
        raise UsageError("R381", f"port {port} cannot be used: {error.strerror}", hint) from None
    found = [first]
    if socket.has_ipv6:
        with suppress(OSError):
            found.append(bound(socket.AF_INET6, first.getsockname()[1]))
    return found


def bound(family: socket.AddressFamily, port: int) -> socket.socket:
    """A socket that listens to this machine alone."""
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        made.bind(("127.0.0.1" if family == socket.AF_INET else "::1", port))
        made.listen(BACKLOG)
        made.setblocking(False)
    except OSError:
        made.close()
        raise
    return made


def next_free(port: int) -> int | None:
    """The next port that nobody uses."""
    for other in range(max(1024, port + 1), min(65536, max(1024, port + 1) + NEXT)):
        try:
            bound(socket.AF_INET, other).close()
        except OSError:
            continue
        return other
    return None


def lock(workspace: Workspace, address: str, /) -> int | None:
    """Take the workspace for this lab alone; it is given back when the process ends.

    Raises
    ------
    UsageError
        R380 if another lab has it.
    """
    try:
        import fcntl
    except ImportError:  # a system without these locks
        return None
    workspace.own.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(workspace.own / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        other = os.read(handle, 200).decode(errors="replace").strip()
        os.close(handle)
        told = f"another lab works in this folder{f', at {other}' if other else ''}"
        raise UsageError("R380", told, "Open that one, or start this one in another folder.") from None
    with suppress(OSError):  # a full disk
        os.ftruncate(handle, 0)
        os.write(handle, address.encode())
    return handle


class Server(uvicorn.Server):
    """A server that says when it is ready, and ends at the first sign."""

    def __init__(self, config: uvicorn.Config, *, lab: Lab, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self.lab = lab
        self.ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        if self.started:
            self.ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End; who is still connected is told."""
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End runs and streams first, so that nobody is waited for."""
        await self.lab.close()
        await super().shutdown(sockets)


def serve(
    workspace: Workspace, /, *, port: int = PORT, ready: Callable[[str], None] | None = None, show: bool = False,
    page: Path = PAGE,
) -> None:  # fmt: skip
    """Serve the lab until the process is told to stop.

    Parameters
    ----------
    workspace : Workspace
    port : int
    ready : callable, optional
        Called with the address once it can be opened.
    show : bool
        Whether to open the page in the user's browser.
    page : Path
        Folder of the built page.

    Raises
    ------
    UsageError
        R380, R381.
    """
    sockets = listen(port)
    port = sockets[0].getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    lock(workspace, address)
    options: dict[str, Any] = {
        "log_level": "error", "access_log": False, "server_header": False, "date_header": False, "ws": "none",
        "timeout_keep_alive": 30, "timeout_graceful_shutdown": 1, "limit_concurrency": 200, "lifespan": "on",
        "loop": "asyncio", "http": "h11", "proxy_headers": False,
    }  # fmt: skip
    lab = Lab(workspace, page_folder=page)
    config = uvicorn.Config(make_app(lab, port=port), **options)

    def begun() -> None:
        if ready is not None:
            ready(address)
        if show:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()  # it may wait for a browser

    server = Server(config, lab=lab, ready=begun)
    with suppress(KeyboardInterrupt):
        asyncio.run(server.serve(sockets=sockets))
