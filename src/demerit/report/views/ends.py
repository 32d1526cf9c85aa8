"""Figures of what the guesses do: a wrongful share at the low end, in the middle and at the high end of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from demerit.report.figures import count
from demerit.report.reading import Reading, Spread
from demerit.report.result_page import FEW
from demerit.report.result_tables import guesses_table, others_table, row_label
from demerit.report.result_words import tell
from demerit.report.views.model import Figure, Legend
from demerit.report.words import ASSUMPTIONS_SHORT
from demerit.study.backing import Backing

__all__ = ["ENDS", "ends_legend", "ends_rows", "guesses"]

ENDS = ("low", "middle", "high")


def guesses(reading: Reading, backing: Backing) -> Iterator[Figure]:
    """The headline at both ends of each assumption; the other penalties at those of what moves each most."""
    key = reading.headline
    if key is None or not reading.document.get("ends"):
        return
    persons = count(reading.document["ends"]["persons"])
    spreads = reading.spreads(key)
    if spreads:
        told = {"event": reading.event(key), "label": reading.label(key), "persons": persons}
        yield Figure(
            id="ends", chart="ends", title=tell("ends.title"), axis=tell("ends.axis", **told), form="share",
            rows=tuple(row for each in spreads for row in ends_rows(ASSUMPTIONS_SHORT[each.assumption], each)),
            legend=ends_legend(), table=guesses_table(reading, key), evidence=backing.evidence([key]),
        )  # fmt: skip
    others = {other: reading.spreads(other) for other in reading.penalties if other != key and reading.events(other)}
    many = [other for other, found in others.items() if any(each.middle.n >= FEW for each in found)]
    if many:
        yield Figure(
            id="ends-others", chart="ends", title=tell("ends.others.title"),
            axis=tell("ends.others.axis", persons=persons), form="share",
            rows=tuple(row for other in many for row in ends_rows(row_label(reading, other), others[other][0])),
            legend=ends_legend(), table=others_table(reading, many), evidence=backing.evidence(many),
        )  # fmt: skip


def ends_rows(label: str, spread: Spread, /) -> Iterator[Mapping[str, object]]:
    """Three rows of a chart: each end and the middle, with chance around it."""
    for part, figure in zip(ENDS, (spread.low, spread.middle, spread.high), strict=True):
        said = {"value": figure.value, "low": figure.low, "high": figure.high, "n": figure.n}
        yield {"label": label, "part": part, **said}


def ends_legend() -> tuple[Legend, ...]:
    """Key of the three marks."""
    return tuple(Legend(key=end, label=tell(f"ends.{end}")) for end in ENDS)
