"""The routes of the lab. None takes what describes a person, and none reads a file that was not named above it."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from demerit import __version__
from demerit.lab.guard import Guard, too_large
from demerit.lab.page import page
from demerit.lab.plays import Play, Plays
from demerit.lab.problem import Problem, near, problem_of
from demerit.lab.readers import Readers
from demerit.lab.shelf import entry_of, folders, is_finished, result_file
from demerit.lab.workspace import FILE, Workspace

__all__ = ["Lab", "make_app"]

HEARTBEAT: Final = 10
"""Seconds between two signs of life of a stream."""

JSON: Final = "application/json"


class Lab:
    """What the routes share."""

    def __init__(self, workspace: Workspace, /, *, page_folder: Path) -> None:
        self.workspace = workspace
        self.page_folder = page_folder
        self.readers = Readers(workspace)
        self.plays = Plays(workspace, ahead=os.environ.get("DEMERIT_LAB_SPARE") != "0")
        self.closed = False

    @asynccontextmanager
    async def living(self, app: Starlette) -> AsyncIterator[None]:
        """From the beginning of the lab to its end."""
        self.plays.begin()
        await self.readers.warm()
        try:
            yield
        finally:
            await self.close()

    async def close(self) -> None:
        """End all processes and streams; whoever waits for an answer is told so."""
        if not self.closed:
            self.closed = True
            await self.plays.close()
            await self.readers.close()

    async def about(self, request: Request) -> Response:
        """What this is: version, and where the folder is."""
        told = {"schema": "demerit.lab/1", "version": __version__, "workspace": str(self.workspace.folder)}
        return as_json({**told, "running": self.plays.current.id if self.plays.current else None})

    async def document(self, request: Request) -> Response:
        """A document of the table of answers."""
        args: dict[str, str] = {}
        for key, value in request.query_params.multi_items():
            if key in args:
                raise Problem(400, "R375", f'"{key[:40]}" is given twice', "Give each argument once.")
            args[key] = value
        name = request.path_params["name"]
        stays = "run" not in args and not any(FILE.fullmatch(value) for value in args.values())
        status, data = await self.readers.ask("document", name, args, stays=stays)
        return Response(data, status, media_type=JSON)

    async def check(self, request: Request) -> Response:
        """All faults of a text."""
        status, data = await self.readers.ask("check", args=text_in(await body_of(request)))
        return Response(data, status, media_type=JSON)

    async def keep(self, request: Request) -> Response:
        """Keep a text without fault."""
        status, data = await self.readers.ask("keep", args=text_in(await body_of(request)))
        return Response(data, 201 if status == 200 else status, media_type=JSON)

    async def compose(self, request: Request) -> Response:
        """Files of the answers of the New page, kept if that is asked."""
        status, data = await self.readers.ask("compose", args=await body_of(request))
        return Response(data, status, media_type=JSON)

    async def draft(self, request: Request) -> Response:
        """A text that is being edited: its faults, its drawing, what differs."""
        status, data = await self.readers.ask("edit", args=await body_of(request))
        return Response(data, status, media_type=JSON)

    async def file(self, request: Request) -> Response:
        """The text of a file that was given."""
        path = self.workspace.file(request.path_params["name"])
        return Response(path.read_bytes(), media_type="text/plain; charset=utf-8")

    async def runs(self, request: Request) -> Response:
        """All runs of the workspace, the newest first."""
        found = {path.name: entry_of(path) for path in folders(self.workspace)}
        told = []
        for record in self.workspace.all_asked():
            play = self.plays.find(record["id"])
            if play is not None and record["kind"] == "sweep":
                if play.record["status"] != "complete":  # what it found stands on the page of its run
                    told.append(self.entry(play, found.get(str(play.record.get("folder")))))
            elif play is not None:
                told.append(self.entry(play, found.pop(str(play.record.get("folder")), None)))
        newest = sorted([*told, *found.values()], key=lambda entry: entry["when"] or "", reverse=True)
        ahead = {"running": 0, "queued": 1}
        newest.sort(key=lambda entry: (ahead.get(entry["status"], 2), entry.get("position") or 0))
        return as_json({"schema": "demerit.runs/1", "runs": newest})

    async def ask(self, request: Request) -> Response:
        """Put a run into the queue; one that is finished is found."""
        status, data = await self.readers.ask("prepare", args=await body_of(request))
        if status != 200:
            return Response(data, status, media_type=JSON)
        play = self.plays.ask(json.loads(data))
        return as_json(self.entry(play), 200 if play.record["status"] == "complete" else 202)

    async def run(self, request: Request) -> Response:
        """One run."""
        name = request.path_params["id"]
        play = self.plays.find(name)
        return as_json(entry_of(self.workspace.run(name)) if play is None else self.entry(play))

    async def stop(self, request: Request) -> Response:
        """Stop a run; it can be gone on with."""
        play = self.known(request.path_params["id"])
        await self.plays.stop(play)
        return as_json(self.entry(play))

    async def events(self, request: Request) -> Response:
        """What happens in a run, month by month, as it happens."""
        name = request.path_params["id"]
        play = self.plays.find(name)
        if play is None:
            folder = self.workspace.run(name)
            play = Play({"id": name, "status": entry_of(folder)["status"], "folder": folder.name})
        after = self.plays.heard(play, request.headers.get("last-event-id", ""))
        if play.is_over and after and after >= len(self.plays.past(play)):
            return Response(status_code=204)  # a browser then asks no more

        async def stream() -> AsyncIterator[ServerSentEvent]:
            async for number, line in self.plays.events(play, after=after):
                kind = json.loads(line)["event"]
                yield ServerSentEvent(line.decode(), event=kind, id=f"{play.attempt}.{number}")

        return EventSourceResponse(stream(), ping=HEARTBEAT, sep="\n")

    async def result(self, request: Request) -> Response:
        """The document of a run or a pair, with the bytes of its file."""
        name = request.path_params["id"]
        folder = self.workspace.run(name)
        path = result_file(folder)
        if not path.is_file() or path.resolve().parent != folder.resolve():
            raise Problem(404, "R370", f'the run "{name}" has no result yet', "It is there when the run is finished.")
        return Response(path.read_bytes(), media_type=JSON)

    async def report(self, request: Request) -> Response:
        """A finished run or pair as one HTML file, to be kept: a browser saves it and does not show it here."""
        name = request.path_params["id"]
        status, data = await self.readers.ask("report", name)
        if status != 200:
            return Response(data, status, media_type=JSON)
        saved = {"content-disposition": f'attachment; filename="{self.workspace.run(name).name}.html"'}
        return Response(data, media_type="text/html; charset=utf-8", headers=saved)

    async def command(self, request: Request) -> Response:
        """How the run is made in the terminal and in Python."""
        status, data = await self.readers.ask("command", request.path_params["id"])
        return Response(data, status, media_type=JSON)

    async def show(self, request: Request) -> Response:
        """The page and its parts."""
        known = request.headers.get("if-none-match", "")
        return page(self.page_folder, request.path_params.get("path", ""), known=known)

    def known(self, name: str) -> Play:
        """A run that the lab was asked for.

        Raises
        ------
        Problem
            R370, R377 or R385 if there is none.
        """
        play = self.plays.find(name)
        if play is None:
            self.workspace.run(name)
            raise Problem(409, "R385", f'the run "{name}" was made in the terminal', "It is not under way here.")
        return play

    def entry(self, play: Play, found: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """A run of the lab in a list."""
        record = play.record
        folder = str(record.get("folder") or "")
        if found is None and folder and self.workspace.has_run(folder):
            found = entry_of(self.workspace.runs / folder)
        kept = {key: value for key, value in record.items() if key not in ("asked", "attempt", "folder", "error")}
        status = record["status"]
        if status == "complete" and not is_finished(self.workspace, record):
            status = "unfinished"
        entry = {**(found or {"folder": None, "when": None}), **kept, "status": status, "made_in": "lab"}
        entry |= {"asked": record.get("asked"), "share": play.share, "words": play.words}
        entry["position"] = self.plays.position(play)
        if "error" in record:
            entry["error"] = record["error"]
        return entry


async def body_of(request: Request) -> dict[str, Any]:
    """The body of a request: a mapping.

    Raises
    ------
    Problem
        R375 if it is none.
    """
    try:
        found = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise Problem(400, "R375", "what was sent is not JSON", 'Send {"text": ...} or what a run needs.') from None
    if not isinstance(found, dict):
        raise Problem(400, "R375", "what was sent is no mapping", 'Send {"text": ...} or what a run needs.')
    return found


def text_in(body: Mapping[str, Any]) -> dict[str, str]:
    """Text and kind of what is to be checked.

    Raises
    ------
    Problem
        R375.
    """
    text, kind = body.get("text"), body.get("kind", "scheme")
    if not isinstance(text, str) or not isinstance(kind, str):
        raise Problem(400, "R375", "text and kind must be texts", 'Send {"text": "...", "kind": "scheme"}.')
    extra = next((str(key) for key in body if key not in ("text", "kind", "id")), None)
    if extra is not None:
        raise Problem(400, "R375", f'"{extra[:40]}" is nothing that is read here', near(extra, ("text", "kind", "id")))
    return {"text": text, "kind": kind}


def as_json(value: Mapping[str, Any], status: int = 200) -> Response:
    """Plain data as an answer."""
    return Response(json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n", status, media_type=JSON)


Endpoint = Callable[[Request], Awaitable[Response]]


async def tell(request: Request, error: Exception) -> Response:
    """Answer with what went wrong, in the one shape, and never with more."""
    if isinstance(error, HTTPException):
        told = {404: "there is nothing at this address", 405: "this address is not asked so"}
        problem = Problem(error.status_code, "R370", told.get(error.status_code, error.detail), "docs/reference/lab.md")
    elif isinstance(error, ClientDisconnect):
        problem = too_large()
    else:
        problem = problem_of(error)
    return as_json(problem.document(), problem.status)


def make_app(lab: Lab, /, *, port: int) -> Guard:
    """The whole lab as an application.

    Parameters
    ----------
    lab : Lab
    port : int
        At which it listens: the hosts and origins that may ask follow from it.
    """

    def get(path: str, endpoint: Endpoint) -> Route:
        return Route(path, endpoint, methods=["GET"])

    routes = [
        get("/api/about", lab.about),
        get("/api/doc/{name}", lab.document),
        Route("/api/check", lab.check, methods=["POST"]),
        Route("/api/compose", lab.compose, methods=["POST"]),
        Route("/api/draft", lab.draft, methods=["POST"]),
        Route("/api/files", lab.keep, methods=["POST"]),
        get("/api/files/{name}", lab.file),
        get("/api/runs", lab.runs),
        Route("/api/runs", lab.ask, methods=["POST"]),
        get("/api/runs/{id}", lab.run),
        Route("/api/runs/{id}", lab.stop, methods=["DELETE"]),
        get("/api/runs/{id}/events", lab.events),
        get("/api/runs/{id}/result.json", lab.result),
        get("/api/runs/{id}/report.html", lab.report),
        get("/api/runs/{id}/command", lab.command),
        get("/{path:path}", lab.show),
    ]
    handlers: dict[Any, Any] = {Problem: tell, HTTPException: tell, Exception: tell, OSError: tell}
    app = Starlette(routes=routes, exception_handlers=handlers, lifespan=lab.living)
    return Guard(app, port=port)
