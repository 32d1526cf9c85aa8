"""From answers to files: an ordinary scheme, and a society of its own where the catalogue's lack what people do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from demerit.errors import InputError
from demerit.report.compose.answers import Answers, Open, Row, slug
from demerit.report.compose.declared import declaration
from demerit.report.compose.parts import Parts, of_kind
from demerit.report.compose.people import own_society
from demerit.report.compose.questions import sections_of
from demerit.report.compose.write import Flow, as_yaml
from demerit.society.load import SocietyBundle, load_society

__all__ = ["Composed", "compose"]

HEAD: Final = (
    "Written by the New page of demerit from answers; an ordinary scheme file: change it as you like.\n"
    "Every number names its document and place, or is an assumption with a range that runs and sweeps try.\n"
    "Check it with: demerit scheme check <this file>"
)
USUAL: Final = "example-town"


@dataclass(frozen=True, kw_only=True)
class Composed:
    """What was made of answers.

    Attributes
    ----------
    id : str
        Id of the scheme.
    scheme : str
        Text of the scheme file.
    others : tuple of (name, kind, text)
        Files that stand beside it: a society and its conduct, where people do something of their own.
    open : tuple of Open
        Questions without a usable answer. The scheme holds "not known" where a number is missing.
    """

    id: str
    scheme: str
    others: tuple[tuple[str, str, str], ...]
    open: tuple[Open, ...]


def compose(kind: str, answers: Mapping[str, Any], /) -> Composed:
    """Write a scheme from answers to ``questions``.

    Parameters
    ----------
    kind : str
        One of ``SECTIONS_OF``.
    answers : mapping
        By section; see ``docs/reference/lab.md``. Nothing in them is run, and nothing but texts is read.

    Returns
    -------
    Composed

    Raises
    ------
    UsageError
        S120, S122.
    InputError
        S100 if there is no such society in the catalogue.
    """
    read = Answers(kind, answers)
    about = read.section("about")
    sources = documents(read)
    bundle = society(read.section("people"))
    own = own_society(read, bundle)
    parts = of_kind(Parts(answers=read, bundle=bundle, own=own))
    place = about.text("place")
    mandatory = read.section("law").flag("subjects.mandatory")
    title = about.text("title")
    year = about.text("year")
    status = about.choice("status") or "proposed"
    land = country(about)
    name = slug(f"{'xx' if land == 'XXX' else land} {place or title}", set(), "xx-place")
    ident = f"{name.replace('_', '-')}-{year if year.isdigit() and len(year) == 4 else '2026'}"
    said = about.text("about")
    data: dict[str, Any] = {
        "format": "demerit.scheme/1",
        "id": ident,
        "title": title or "A scheme without a name",
        "about": said or "Not described yet.",
        "first_line": "Synthetic people, rules as they are answered in this file. A model, not a measurement.",
        "kind": kind,
        "status": status,
        "jurisdiction": Flow(country=land, place=place),
        "society": own.society_id or bundle.society.id,
        "not_modelled": about.lines("not_modelled"),
        "unknowns": parts.unknowns,
        "sources": {key: Flow(value) for key, value in sources.items()},
        "subjects": Flow(unit="person", mandatory="false" if mandatory is False else "true"),
        **parts.data,
        "declaration": declaration(read, parts),
    }
    return Composed(id=ident, scheme=as_yaml(data, head=HEAD), others=own.files, open=in_order(read))


def in_order(read: Answers) -> tuple[Open, ...]:
    """What is open, in the order in which the page asks it."""
    sections = [section.id for section in sections_of(read.kind)]
    return tuple(sorted(read.open, key=lambda each: sections.index(each.section) if each.section in sections else -1))


def country(about: Row) -> str:
    """Three letters of a country; of none, those of an invented place."""
    told = about.text("country", needed=False).upper()
    return told if len(told) == 3 and told.isascii() and told.isalpha() else "XXX"


def documents(read: Answers) -> dict[str, dict[str, str]]:
    """The documents, by their ids in the file; the answers name them by row."""
    taken, found = set[str](), dict[str, dict[str, str]]()
    for row in read.rows("sources"):
        title = row.text("title")
        grade = row.choice("grade") or "commentary"
        if not title:
            continue
        name = slug(title, taken, "document")
        read.sources[row.id], read.grades[row.id] = name, grade
        told = {
            "title": title,
            "body": row.text("body", needed=False),
            "year": row.text("year", needed=False) or "undated",
        }
        found[name] = {key: value for key, value in {**told, "grade": grade}.items() if value}
    if not read.rows("sources"):
        read.section("sources").miss("title", "No document is named yet: without one every number is an assumption.")
    return found


def society(people: Row) -> SocietyBundle:
    """The society of the catalogue that was chosen; the example town, until one is."""
    name = people.text("society") or USUAL
    if "/" in name or "\\" in name or name.endswith((".yaml", ".yml")):
        name = USUAL
    try:
        return load_society(name)
    except InputError:
        people.miss("society", f"There is no society called “{name[:60]}” in the catalogue.")
        return load_society(USUAL)
