"""What the browser asks of a run, made into the very job that the terminal would make of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from demerit import __version__
from demerit.lab.problem import Problem, near
from demerit.lab.workspace import NAME, Workspace
from demerit.ledger.folder import read_manifest
from demerit.ledger.manifest import digest
from demerit.study.job import Asked, Job, make_job
from demerit.study.pair import NONE, PairJob, make_pair

__all__ = ["MOST_PERSONS", "NUMBERS", "first_of", "job_of", "prepared"]

MOST_PERSONS: Final = 20_000_000
"""More are for the terminal: a run of the lab shares the machine with the page."""

NUMBERS: Final = ("persons", "months", "burn_in", "seed", "replicates")
RUN: Final = "run"
"""Whose assumptions a sweep varies."""
KEYS: Final = ("kind", "scheme", "other", "society", *NUMBERS, "safeguards")


def read_body(body: Mapping[str, Any]) -> dict[str, Any]:
    """What was asked, every value of its kind, with nothing left out.

    Raises
    ------
    Problem
        R375 for a key or a value of another kind.
    """
    for key in body:
        if key not in (*KEYS, RUN):
            raise Problem(400, "R375", f'"{str(key)[:40]}" is nothing that can be asked of a run', near(str(key), KEYS))
    asked: dict[str, Any] = {key: body.get(key) for key in KEYS}
    if body.get("kind") == "sweep":
        asked[RUN] = body.get(RUN)
    elif RUN in body:
        raise Problem(400, "R375", "only a sweep is asked of a run", 'Write "kind": "sweep".')
    asked["kind"] = asked["kind"] or "run"
    if asked["kind"] == "sweep":
        return read_sweep(asked)
    if asked["kind"] not in ("run", "pair"):
        raise Problem(400, "R375", "kind must be run, pair or sweep", "A pair has two worlds of the same people.")
    for key in ("scheme", "other", "society"):
        if asked[key] is not None and not isinstance(asked[key], str):
            raise Problem(400, "R375", f"{key} must be a text", "Write an id of the catalogue, or file-....")
    if not asked["scheme"]:
        raise Problem(400, "R375", "a run needs a scheme", "Write an id of the catalogue, or file-....")
    for key in NUMBERS:
        if asked[key] is not None and (not isinstance(asked[key], int) or isinstance(asked[key], bool)):
            raise Problem(400, "R375", f"{key} must be a whole number", "Leave it out for what is usual.")
    names = asked["safeguards"] or []
    if not isinstance(names, list) or not all(isinstance(name, str) and NAME.fullmatch(name) for name in names):
        raise Problem(400, "R375", "safeguards must be a list of names", "GET /api/doc/safeguards lists them.")
    asked["safeguards"] = names
    if asked["kind"] == "run" and asked["other"]:
        raise Problem(400, "R375", "a run has one scheme", 'Write "kind": "pair" to hold two against each other.')
    return asked


def read_sweep(asked: dict[str, Any]) -> dict[str, Any]:
    """What was asked of a sweep: the run whose assumptions it varies, and nothing else.

    Raises
    ------
    Problem
        R375.
    """
    if not isinstance(asked[RUN], str) or any(asked[key] for key in KEYS if key != "kind"):
        raise Problem(400, "R375", "a sweep needs a run, and nothing else", "GET /api/runs lists the runs.")
    return {"kind": "sweep", RUN: asked[RUN]}


def prepared_sweep(asked: Mapping[str, Any], workspace: Workspace) -> dict[str, Any]:
    """Everything about the sweep of a run that is known before it begins.

    Raises
    ------
    Problem
        R370, R377 for the name; R375 for a pair, which has its own ends.
    RunError
        R202, R204 if the folder is damaged.
    """
    folder = workspace.run(asked[RUN])
    if (folder / "a").is_dir():
        raise Problem(400, "R375", "a pair has the ends of its assumptions already", "A sweep is of a run.")
    manifest = read_manifest(folder)
    told = {key: manifest[key] for key in ("title", "persons", "months", "seed", "replicates", "unit")}
    return {
        "id": f"{folder.name}-sweep", "asked": {"kind": "sweep", RUN: folder.name}, "kind": "sweep", **told,
        "scheme": manifest["scheme"]["id"], "society": manifest["society"]["id"], "other": None,
        "burn_in": manifest["options"]["burn_in"], "safeguards": manifest["options"]["safeguards"],
        "folder": folder.name,
    }  # fmt: skip


def job_of(asked: Mapping[str, Any], /, *, workspace: Workspace) -> Job | PairJob:
    """Job of what was asked, with all that the terminal checks.

    Parameters
    ----------
    asked : mapping
        From ``prepared``.
    workspace : Workspace

    Raises
    ------
    Problem
        R370, R377 for names; R378 for too many persons.
    DemeritError
        As the terminal.
    """
    other, society = asked["other"], asked["society"]
    made = Asked(
        scheme=workspace.scheme(asked["scheme"]),
        society=None if society is None else workspace.scheme(society),
        persons=asked["persons"], months=asked["months"], burn_in=asked["burn_in"], seed=asked["seed"],
        replicates=asked["replicates"], safeguards=tuple(asked["safeguards"]),
    )  # fmt: skip
    if asked["kind"] == "pair":
        named = other if other in (None, NONE) else workspace.scheme(other)
        job: Job | PairJob = make_pair(made, other=named, vary=True)
    else:
        job = make_job(made)
    persons = first_of(job).persons
    if persons > MOST_PERSONS:
        told = f"the lab runs at most {MOST_PERSONS:,} persons, not {persons:,}"
        raise Problem(400, "R378", told, "Ask for fewer, or use the terminal: it takes as many as fit.")
    return job


def first_of(job: Job | PairJob) -> Job:
    """The run, or world A of a pair."""
    return job.a if isinstance(job, PairJob) else job


def prepared(body: Mapping[str, Any], /, *, workspace: Workspace) -> dict[str, Any]:
    """Everything about a run that is known before it begins.

    Returns
    -------
    dict
        ``id`` (made of the inputs alone), ``asked`` (for ``job_of``), ``title`` and the numbers with what was left out.

    Raises
    ------
    Problem
        R375 ... R378.
    DemeritError
        As the terminal.
    """
    asked = read_body(body)
    if asked["kind"] == "sweep":
        return prepared_sweep(asked, workspace)
    job = job_of(asked, workspace=workspace)
    first = first_of(job)
    inputs = first.inputs
    told = {
        "kind": asked["kind"], "title": inputs.scheme.title, "scheme": inputs.scheme.id,
        "society": inputs.bundle.society.id, "persons": first.persons, "months": first.months,
        "burn_in": first.burn_in, "seed": first.seed, "replicates": first.replicates,
        "safeguards": list(inputs.safeguards), "unit": inputs.scheme.subjects.unit,
    }  # fmt: skip
    if isinstance(job, PairJob):
        return {"id": job.name, "asked": asked, **told, "other": job.b.inputs.scheme.id, "folder": job.name}
    hashes = [inputs.scheme_hash, inputs.society_hash, __version__, "run"]
    name = digest([*hashes, *(told[key] for key in (*NUMBERS, "safeguards"))])[:10]
    return {"id": f"{inputs.scheme.id}-s{first.seed}-{name}", "asked": asked, **told, "other": None}
