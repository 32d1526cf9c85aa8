"""Every part of a page in every state, with numbers that mean nothing: to look at, and to test that all are drawn."""

from __future__ import annotations

from typing import Any, Final

from demerit.report.blocks import Bar, Column, Heading, Paragraph, Shelf, Table
from demerit.report.views.model import Aside, Chart, Figure, Legend, Link, Section, View
from demerit.report.words import CAUSES, COLOURS, LIMITS, held

__all__ = ["patterns_view"]

NAME: Final = Column(title="", right=False, wraps=True, coloured=True)
NUMBER: Final = Column(title="figure")
LONG: Final = "A name so long that no window of a telephone has room for it, as titles of offices sometimes are"
GRADES: Final = {"law text": 3, "statistics": 2, "research": 1, "journalism": 4, "assumption": 12}
TONES: Final = ("plain", "strong", "lead", "quiet", "caption", "note", "limit")


def patterns_view() -> View:
    """The page ``#/patterns``."""
    return View(
        page="patterns",
        title="Every part in every state",
        first_line="Numbers on this page mean nothing.",
        limits=held(LIMITS),
        lead=("The first sentence is the answer, in words, with people before percentages.",),
        sections=(
            Section(
                id="text", title="Text", blocks=tuple(Paragraph(f"A paragraph that is {tone}.", tone) for tone in TONES)
            ),
            Section(
                id="tables",
                title="Tables",
                blocks=(tables(), shelf(), Bar(tuple(GRADES.items())), Bar((("assumption", 1),))),
            ),
            Section(id="figures", title="Figures", blocks=tuple(figures())),
            Section(id="empty", title="Figures with nothing in them", blocks=(figure("empty", "intervals", ()),)),
        ),
        asides=(
            Aside(id="cite", title="How to cite this", text="A text to copy.\nIn two lines.", copy=True),
            Aside(id="cannot", title="What you cannot say from this", text="A text that is not for copying."),
        ),
        links=(Link(page="start", label="A way to another page"),),
    )


def tables() -> Table:
    """A table with all causes, a long name and a missing figure."""
    rows = [(words, f"{place * 1000 + 1:,}") for place, words in enumerate(CAUSES.values())]
    return Table(columns=(NAME, NUMBER), rows=(*rows, (LONG, "–")), colours=(*(COLOURS[cause] for cause in CAUSES), ""))


def shelf() -> Shelf:
    """Things by name, in groups."""
    columns = (Column(title="", right=False), Column(title="people"))
    return Shelf(
        columns=columns,
        rows=(("One", "12"), ("Two", ""), ("Three", "7")),
        texts=("A text under it.", LONG, ""),
        groups=("First group", "First group", "Second group"),
    )


def figure(ident: str, chart: Chart, rows: tuple[dict[str, Any], ...], **more: Any) -> Figure:
    """A figure whose table lists its rows."""
    told = tuple(
        (str(row.get("label") or row.get("part") or row.get("series") or ""), f"{row['value']:.3g}") for row in rows
    )
    return Figure(
        id=f"pattern-{ident}",
        chart=chart,
        title=f"A picture of the kind “{chart}” ({ident})",
        axis="share of synthetic people, 95 % intervals",
        form=more.pop("form", "share"),
        rows=rows,
        table=Table(columns=(Column(title="", right=False), NUMBER), rows=told),
        evidence=GRADES,
        **more,
    )


def figures() -> list[Heading | Figure]:
    """Every kind of picture, in the states that it can be in."""
    ages = ("0 to 17", "18 to 29", "30 to 59", "60 and over", LONG)
    shares: list[dict[str, Any]] = [
        {"label": label, "value": 0.02 * at, "low": 0.015 * at, "high": 0.026 * at} for at, label in enumerate(ages)
    ]
    worlds = [
        {**row, "world": world, "value": row["value"] * factor}
        for row in shares
        for world, factor in (("a", 1), ("b", 0.5))
    ]
    causes = [name for name in CAUSES if name != "misread"]
    split = [
        {"label": label, "part": cause, "value": 1 / len(causes)} for label in ("A list", "A band") for cause in causes
    ]
    months = range(1, 61)
    over = [
        {
            "series": name,
            "month": month,
            "value": month * slope,
            "low": month * slope * 0.9,
            "high": month * slope * 1.1,
        }
        for name, slope in (("a", 12.0), ("b", 5.0))
        for month in months
    ]
    curve = [
        {"series": "a", "month": month, "value": 0.97**month, "low": 0.95**month, "high": min(1.0, 0.98**month)}
        for month in months
    ]
    ends = [
        {"label": label, "low": 0.1 - 0.02 * at, "value": 0.1, "high": 0.1 + 0.05 * at}
        for at, label in enumerate(ages[:4], 1)
    ]
    three = [
        {"label": label, "part": end, "value": at * size, "low": at * size * 0.8, "high": at * size * 1.3}
        for label, size in (("false records", 0.02), (LONG, 0.01))
        for end, at in (("low", 1), ("middle", 2), ("high", 6))
    ]
    moved = [
        {"label": label, "part": part, "value": value}
        for label, size in (("A list", 30), ("A band", 12))
        for part, value in (("only_a", size), ("both", 2 * size), ("only_b", 5))
    ]
    cells = (("only_a", "only in A", "a"), ("both", "in both", "both"), ("only_b", "only in B", "b"))
    grouped = [{**row, "group": group} for group in ("Sex", "Age") for row in shares[:3]]
    people = [{"part": part, "value": n} for part, n in (("right", 9), ("wrong", 50), ("missed", 1), ("neither", 940))]
    two = (Legend(key="a", label="World A", world="a"), Legend(key="b", label="World B", world="b"))
    named = (
        ("right", "did it, recorded", "true_unlawful"),
        ("wrong", "did nothing, recorded", "false_record"),
        ("missed", "did it, not recorded", "true_unlawful"),
        ("neither", "did nothing, not recorded", "scheme"),
    )
    return [
        figure("one-world", "intervals", tuple(shares)),
        figure("two-worlds", "intervals", tuple(worlds), legend=two),
        figure(
            "causes",
            "parts",
            tuple(split),
            legend=tuple(Legend(key=name, label=CAUSES[name], cause=name) for name in causes),
        ),
        figure("months", "lines", tuple(over), legend=two, form="count", note="A note stands under its picture."),
        figure("staying", "curve", tuple(curve), legend=(Legend(key="a", label="Still on it"),)),
        figure("ends", "ends", tuple(ends)),
        figure(
            "ends-three",
            "ends",
            tuple(three),
            legend=tuple(Legend(key=end, label=f"{end} end") for end in ("low", "middle", "high")),
        ),
        figure(
            "moved",
            "parts",
            tuple(moved),
            form="count",
            legend=tuple(Legend(key=key, label=label, world=world) for key, label, world in cells),
        ),
        figure("groups", "intervals", (*grouped, {"label": "", "part": "mark", "value": 0.03})),
        figure(
            "people",
            "people",
            tuple(people),
            form="count",
            legend=tuple(Legend(key=key, label=label, cause=cause) for key, label, cause in named),
        ),
    ]
