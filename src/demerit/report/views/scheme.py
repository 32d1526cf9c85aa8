"""The page of a scheme: what it is, the drawing, every number with its source, and the text of its file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from demerit.errors import DemeritError, InputError
from demerit.evidence.catalogue import catalogue_ids, find
from demerit.evidence.rows import evidence_rows, shares
from demerit.ledger.folder import read_manifest
from demerit.report.figures import soften
from demerit.report.scheme_page import STATUS, evidence_sentence
from demerit.report.views.model import table_data
from demerit.report.views.scheme_drawing import drawing_of
from demerit.report.views.scheme_flows import flows_of
from demerit.report.views.scheme_numbers import numbers_of, society_numbers
from demerit.report.views.scheme_table import links_table
from demerit.scheme.load import read_scheme
from demerit.scheme.model import Scheme
from demerit.society.load import SocietyBundle, load_society
from demerit.study.inputs import load_inputs, read_inputs

__all__ = ["drawn", "scheme_document", "scheme_of_run", "society_of"]

SCHEMA: Final = "demerit.scheme-view/1"
EVEN: Final = "All lines are equally wide: no run is shown."
WIDE: Final = (
    "The wider a line, the more went through it in this run: events a year of 1,000 synthetic people, drawn by their "
    "square root."
)
DASHED: Final = "A dashed line or frame stands on an assumption."


def scheme_document(
    name: str | Path, /, *, shown_as: str, run: Path | None = None, bundle: SocietyBundle | None = None
) -> dict[str, Any]:
    """A scheme as a page shows it.

    Parameters
    ----------
    name : str or path
        An id of the catalogue, or a file.
    shown_as : str
        The name by which it was asked for.
    run : path, optional
        Folder of a run of it; lines are then as wide as what flows.
    bundle : SocietyBundle, optional
        The society that it is put on, where that is not to be looked for.

    Returns
    -------
    dict
        ``demerit.scheme-view/1``.

    Raises
    ------
    InputError
        With every fault of form.
    RunError
        R202, R204 of the run.
    """
    found = find(name, folder="schemes", kind="scheme")
    scheme, places = read_scheme(found.raw, file=found.name, folder=found.folder)
    bundle = bundle or society_of(scheme, found.folder)
    rows = evidence_rows(scheme)
    read = [row for row in rows if row.path[:1] != ("outcomes",)]
    about = scheme.jurisdiction
    begin, end = scheme.period.start, scheme.period.end
    return {
        "schema": SCHEMA,
        "name": shown_as,
        "id": scheme.id,
        "own": shown_as.startswith("file-"),
        "title": soften(scheme.title),
        "first_line": scheme.first_line,
        "about": scheme.about,
        "identity": [
            {"label": label, "text": text}
            for label, text in (
                ("Kind", scheme.kind),
                ("Status", STATUS[scheme.status]),
                ("Where", ", ".join(part for part in (about.place, about.country) if part)),
                ("In force", in_force(begin, end)),
                (
                    "Files about",
                    {"person": "persons", "household": "households", "firm": "firms"}[scheme.subjects.unit],
                ),
                ("Put on", bundle.society.title if bundle else scheme.society),
                ("Checked", f"on {scheme.verified.on}" if scheme.verified else "not yet"),
            )
        ],
        "said": [
            {"id": "modelled", "title": "What is modelled", "lines": list(scheme.modelled)},
            {"id": "not_modelled", "title": "What is not", "lines": list(scheme.not_modelled)},
            {"id": "unknowns", "title": "What nobody outside knows", "lines": list(scheme.unknowns)},
        ],
        **drawn(scheme, bundle, places, flows=flows_of(run, scheme) if run is not None else None),
        "evidence": shares(read),
        "evidence_said": soften(evidence_sentence(read)),
        "file": found.name.rpartition("/")[2],
        "text": found.raw.decode("utf-8-sig"),
    }


def scheme_of_run(folder: Path, /) -> dict[str, Any]:
    """The scheme that a run was of, drawn as wide as what flowed: the catalogue's file if it still is the same.

    Raises
    ------
    RunError
        R202 ... R205 if the folder is damaged.
    """
    manifest = read_manifest(folder)
    name = str(manifest["scheme"]["id"])
    try:
        same = not manifest["options"]["safeguards"] and load_inputs(name).scheme_hash == manifest["scheme"]["sha256"]
    except DemeritError:
        same = False
    if same:
        return scheme_document(name, shown_as=name, run=folder)
    kept = read_inputs(folder)
    known = name if name in catalogue_ids("schemes") else ""
    return scheme_document(folder / "inputs" / "scheme.yaml", shown_as=known, run=folder, bundle=kept.bundle)


def in_force(begin: str | None, end: str | None) -> str:
    """From when to when."""
    if begin and end:
        return f"{begin} to {end}"
    return f"since {begin}" if begin else f"until {end}" if end else "not stated"


def drawn(
    scheme: Scheme, bundle: SocietyBundle | None, places: Any, /, *, flows: Mapping[str, float] | None = None
) -> dict[str, Any]:
    """The drawing of a scheme, its numbers, and the table that says the same."""
    numbers = [*numbers_of(scheme, places), *(society_numbers(bundle) if bundle else ())]
    drawing = drawing_of(scheme, bundle, numbers, dict(flows) if flows is not None else None)
    named = {at for node in drawing["nodes"] for at in node["numbers"]}
    kept = [at for at, number in enumerate(numbers) if at in named or number["of"] == "scheme"]
    moved = {old: new for new, old in enumerate(kept)}
    for part in (*drawing["nodes"], *drawing["links"]):
        part["numbers"] = [moved[at] for at in part["numbers"] if at in moved]
    numbers = [numbers[at] for at in kept]
    sources: dict[str, dict[str, str]] = {}
    for number in numbers:
        number["sources"] = [place_of(source, sources) for source in number["sources"]]
    return {
        "drawing": {**drawing, "captions": [WIDE if flows is not None else EVEN, DASHED]},
        "links": table_data(links_table(drawing, numbers)),
        "numbers": numbers,
        "sources": list(sources.values()),
    }


def place_of(source: dict[str, str], known: dict[str, dict[str, str]]) -> int:
    """Place of a source in the list of all, where it stands once."""
    key = "\n".join(source.values())
    known.setdefault(key, source)
    return list(known).index(key)


def society_of(scheme: Scheme, folder: Path | None) -> SocietyBundle | None:
    """The society that a scheme names; None if it cannot be read."""
    try:
        return load_society(scheme.society, beside=folder)
    except InputError:
        return None
