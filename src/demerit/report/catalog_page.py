"""The catalogue as blocks: real systems first, and apart from them what was proposed, is alleged, or is fiction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from demerit.report.blocks import Block, Column, Heading, Paragraph, Shelf
from demerit.report.figures import count, percent
from demerit.report.index import REAL, UNREAL, country_of
from demerit.report.message import fill

__all__ = ["asked_in_words", "catalog_page", "period_in_words", "safeguards_shelf", "societies_shelf"]

Entries = Sequence[Mapping[str, Any]]

REAL_HEADING = "Real systems: in force, ended or piloted ({n})"
UNREAL_HEADINGS = {
    "proposed": "Not real: proposed, and not known to have run as proposed ({n})",
    "alleged": "Not known to be real: alleged, on weak or disputed evidence ({n})",
    "fictional": "Not real: fiction and scenarios ({n})",
}
SHARES = "{in_force} in force, {ended} ended, {pilot} {pilot|1=pilot|other=pilots}."
ABOUT = (
    "“In force” is as of what was read. “?” is a date that was not found. Assumed: how many of the numbers in a "
    "scheme's file rest on assumptions; its society has numbers of its own. Sources: how many the file rests on."
)
HOW = "Run one: demerit run ID. Read one: demerit scheme show ID, with every number's source by --evidence."
PERIODS = {
    "alone": "{status}",
    "since": "{status} since {start}",
    "until": "{status} until {end}",
    "during": "{status}, {start}",
    "between": "{status}, {start} to {end}",
}
COLUMNS = (
    Column(title="id", right=False), Column(title="status and period", right=False, drop=1),
    Column(title="assumed", drop=1, told="{} assumed"), Column(title="sources", drop=1, told="sources: {}"),
)  # fmt: skip
SOCIETY_COLUMNS = (
    Column(title="id", right=False), Column(title="persons", drop=1, told="{} persons"),
    Column(title="assumed", drop=1, told="{} assumed"),
)  # fmt: skip
SAFEGUARD_COLUMNS = (
    Column(title="id", right=False), Column(title="basis", right=False, drop=1, told="basis: {}"),
)  # fmt: skip


def catalog_page(found: Mapping[str, Any], /, *, asked: str = "") -> Iterator[Block]:
    """Schemes, and without a choice societies and safeguards, each with its figures and its title.

    Parameters
    ----------
    found : mapping
        The index or a part of it.
    asked : str
        The choice in words, if there was one.
    """
    if asked:
        yield Paragraph(f"Only what fits: {asked}.", "quiet")
    names = {item["code"]: item["name"] for item in found["countries"]}
    real = [item for item in found["schemes"] if item["real"]]
    if real:
        each = {name: count([item["status"] for item in real].count(name)) for name in REAL}
        yield Heading(fill(REAL_HEADING, {"n": count(len(real))}))
        if len([number for number in each.values() if number != "0"]) > 1:
            yield Paragraph(fill(SHARES, each))
        yield schemes_of(real, names)
    for status in UNREAL:
        group = [item for item in found["schemes"] if item["status"] == status]
        if group:
            yield Heading(fill(UNREAL_HEADINGS[status], {"n": count(len(group))}))
            yield schemes_of(group, names)
    yield Paragraph(ABOUT, "quiet")
    yield Paragraph(HOW, "quiet")
    if asked:
        return
    yield Heading(f"Societies ({count(len(found['societies']))})")
    yield societies_shelf(found["societies"])
    yield Heading(f"Safeguards ({count(len(found['safeguards']))})")
    yield safeguards_shelf(found["safeguards"])


def schemes_of(schemes: Entries, names: Mapping[str, str]) -> Shelf:
    """Schemes by country."""
    ordered = [item for code in names for item in schemes if item["country"] == code]
    return Shelf(
        columns=COLUMNS,
        rows=tuple(
            (item["id"], period_in_words(item), assumed(item["numbers"]), count(item["n_sources"])) for item in ordered
        ),
        texts=tuple(f"{item['title']} ({item['kind']})" for item in ordered),
        groups=tuple(names[item["country"]] for item in ordered),
    )


def societies_shelf(societies: Entries, /) -> Shelf:
    """Societies with their persons, and what is assumed of them; places that have no file have no such share."""
    return Shelf(
        columns=SOCIETY_COLUMNS,
        rows=tuple(
            (item["id"], count(item["persons"]), assumed(item["numbers"]) if "numbers" in item else "")
            for item in societies
        ),
        texts=tuple(item["title"] for item in societies),
    )


def safeguards_shelf(safeguards: Entries, /) -> Shelf:
    """Safeguards with what they rest on."""
    return Shelf(
        columns=SAFEGUARD_COLUMNS,
        rows=tuple((item["id"], item["basis"]) for item in safeguards),
        texts=tuple(item["title"] for item in safeguards),
    )


def period_in_words(item: Mapping[str, Any], /) -> str:
    """Status and years of a scheme.

    Examples
    --------
    >>> period_in_words({"status": "ended", "start": "2013-10", "end": None})
    'ended, 2013 to ?'
    >>> period_in_words({"status": "in_force", "start": None, "end": None})
    'in force since ?'
    """
    start, end = (None if day is None else day[:4] for day in (item["start"], item["end"]))
    if item["status"] == "in_force":
        form = "since" if end is None else "until" if start is None else "between"
    else:
        same = start == end or item["status"] in UNREAL
        form = ("during" if start else "alone") if same else "between"
    values = {"status": item["status"].replace("_", " "), "start": start or "?", "end": end or "?"}
    return fill(PERIODS[form], values)


def assumed(numbers: Mapping[str, int]) -> str:
    """Share of numbers that are assumptions."""
    total = sum(numbers.values())
    return percent(numbers.get("assumption", 0) / total if total else None)


def asked_in_words(index: Mapping[str, Any], /, *, country: str = "", kind: str = "", status: str = "") -> str:
    """A choice in words; empty if there is none.

    Raises
    ------
    UsageError
        R323 if the catalogue knows no such country.
    """
    parts = [f"country {country_of(index, country)['name']}"] if country else []
    parts += [f"kind {kind}"] if kind else []
    parts += [f"status {status}".replace("_", " ")] if status else []
    return ", ".join(parts)
