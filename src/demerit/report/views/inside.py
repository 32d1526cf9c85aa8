"""What a report holds: the page of its result, telling lives, the scheme, what law asks, as far as there is room."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from demerit.audit.ask import rules_asked, sources_known
from demerit.audit.evaluate import audit, checked_on
from demerit.audit.load import all_laws, vocabulary
from demerit.audit.subject import open_subject
from demerit.errors import DemeritError, RunError
from demerit.evidence.check_names import last_day
from demerit.ledger.folder import read_manifest
from demerit.report.audit_document import audit_document
from demerit.report.life_document import life_document
from demerit.report.report_file import key_of
from demerit.report.views.audit import audit_view
from demerit.report.views.model import View, view_data
from demerit.report.views.pair import view_of_pair
from demerit.report.views.result import view_of_run
from demerit.report.views.scheme import scheme_of_run
from demerit.study.lives import find_lives, tell

__all__ = ["inside"]

WAYS = ("typical", "wrongful", "for_others", "worst", "freed")
"""Lives that are told, as far as there are such lives, in this order."""

QUICK = 3_000_000
"""Person-months of a run that is played again for a life which it did not keep; a longer one is not."""

Documents = dict[str, Any]


def inside(where: str, /, *, room: int) -> tuple[Documents, str]:
    """Documents of a report on a run or a pair, and its title.

    Parameters
    ----------
    where : str
        A folder, its name, or ``last``.
    room : int
        Bytes that the documents may have; what does not fit is left out, the page of the result never.

    Raises
    ------
    RunError
        R202 ... R205 if there is no such run or pair, or if it is damaged.
    """
    worlds = find_lives(where)
    paired = "run" not in worlds
    folder = worlds["a"].parent if paired else worlds["run"]
    name = folder.resolve().name
    view = view_of_pair(folder) if paired else view_of_run(folder)
    found: Documents = {}
    for key, document in (*lives_of(worlds, name), *law_of(worlds, name), *drawing_of(worlds, name)):
        room -= size_of(document)
        if room < 0:
            break
        found[key] = document
    if paired:
        links = (replace(link, args={"run": name}) if link.page == "audit" else link for link in view.links)
        view = replace(view, links=tuple(links))
    kept = view_data(with_links(view, found))
    page = "pair" if paired else "result"
    return {f"view-{page}": kept, **found, "about": {"page": page, "run": name}}, view.title


def size_of(document: Mapping[str, Any]) -> int:
    """Bytes of a document."""
    return len(json.dumps(document, ensure_ascii=False).encode("utf-8"))


def with_links(view: View, found: Documents) -> View:
    """The page with the ways on that the report holds."""
    held = {"lives": "life?", "audit": "view-audit?", "scheme": "scheme?"}
    links = tuple(
        link
        for link in view.links
        if link.page in held and any(key.startswith(held[link.page]) for key in found)
    )  # fmt: skip
    return replace(view, links=links)


def lives_of(worlds: Mapping[str, Path], name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Telling lives that the run kept, or that are quickly played again."""
    options = [read_manifest(folder) for folder in worlds.values()]
    if any(each["options"]["keep"] == "tallies" for each in options):
        return
    work = max(each["options"]["persons"] * (each["months"] + each["options"]["burn_in"]) for each in options)
    progress = None if work <= QUICK else refuse
    for way in WAYS:
        try:
            yield key_of("life", run=name, way=way), life_document(tell(dict(worlds), way=way, progress=progress))
        except DemeritError:
            continue  # nobody has such a life, or it would take long


def refuse(what: str, share: float) -> None:
    """Stop a life that would be played again.

    Raises
    ------
    RunError
        Always; the life is then left out.
    """
    raise RunError("R343", "this life was not kept", "Ask for it with: demerit life.")


def drawing_of(worlds: Mapping[str, Path], name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The scheme as a drawing, as wide as what flowed in the run (of a pair in world A); without its text."""
    try:
        document = scheme_of_run(worlds.get("run") or worlds["a"])
    except DemeritError:
        return
    yield key_of("scheme", run=name), {**document, "text": ""}


def law_of(worlds: Mapping[str, Path], name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What law says of the run, of all kinds of law: today, or on its last day if the scheme has ended."""
    folder = worlds.get("run") or worlds["a"]
    terms, rules, checked = vocabulary(), rules_asked("all"), checked_on(all_laws())
    try:
        subject = open_subject(str(folder), terms)
        ended = subject.scheme.period.end
        day = min(checked, last_day(str(ended))) if ended else checked
        made = audit(subject.scheme, subject.facts, rules, terms, as_of=day, benchmark=False)
    except DemeritError:
        return  # a scheme that its own files no longer explain is not judged
    sources = sources_known(subject.scheme, rules, terms)
    document = audit_document(made, sources, checked=checked, law="all", benchmark=False, run=subject.run)
    yield key_of("view-audit", run=name), audit_view(document, rules)
