"""What a file rests on: numbers by grade, the weakest that matter, each value with its source and place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from demerit.evidence.quantity import Grade, Source
from demerit.evidence.rows import EvidenceRow, evidence_rows
from demerit.ledger.manifest import describe_names
from demerit.report.figures import HARD, count, number, percent
from demerit.report.paragraph import wrapped
from demerit.report.source_words import source_line
from demerit.report.words import ASSUMPTIONS_SHORT
from demerit.scheme.model import Scheme
from demerit.society.load import SocietyBundle
from demerit.study.ends import assumptions
from demerit.study.headline import headline
from demerit.study.reads import numbers_read

__all__ = ["UNIT_WORDS", "by_grade", "evidence_lines", "value_of", "weakest"]

UNIT_WORDS = {"per_year": "a year", "probability": "", "share": "", "factor": "times", "count": ""}
FULL = 30
"""Characters of a bar that stands for all numbers."""

FEW = 3
"""So many numbers of each kind are shown as the weakest."""


def by_grade(rows: list[EvidenceRow], /) -> Iterator[str]:
    """How many numbers have which grade, strongest first, with their share; published outcomes are counted apart."""
    read = [row for row in rows if row.path[:1] != ("outcomes",)]
    counted = Counter(row.grade for row in read)
    if not read:
        yield "No numbers."
        return
    yield f"{count(len(read))} numbers, by the grade of their evidence:"
    for grade in Grade:
        many = counted[grade.value]
        if many:
            share, bar = percent(many / len(read)).replace(HARD, " "), "█" * max(1, round(FULL * many / len(read)))
            yield f"  {grade.value.replace('_', ' '):<19} {count(many):>4}  {share:>6}  {bar}"
    if len(rows) > len(read):
        yield f"Beside them {count(len(rows) - len(read))} numbers of published outcomes, which no run reads."


def weakest(scheme: Scheme, bundle: SocietyBundle, /, *, width: int) -> Iterator[str]:
    """The assumptions behind the first penalty that a run puts at both ends of their ranges, the widest first."""
    names = describe_names(scheme, conduct=bundle.conduct, needs=bundle.needs)["keys"]
    key = headline(names, people=lambda _: 0)
    if key is None:
        return
    rows = numbers_read(scheme, bundle, key=key)
    kinds = assumptions(rows)
    assumed = sum(row.grade == Grade.ASSUMPTION for row in rows)
    label = names[key].get("label") or key.partition(":")[2].replace("_", " ")
    yield ""
    yield "The weakest that matter"
    told = (
        f"Behind the {key.partition(':')[0]} “{label}” stand {count(len(rows))} numbers of the scheme and its society, "
        f"{count(assumed)} of them assumptions."
    )
    if kinds:
        told += " A run puts these kinds of them at both ends of their ranges; of each kind the widest:"
    yield wrapped(told, width=width, indent="  ", hanging="  ")
    for kind in kinds:
        rows_of_kind = sorted(kind.numbers, key=openness, reverse=True)
        yield f"  {ASSUMPTIONS_SHORT[kind.kind]} ({count(len(rows_of_kind))})"
        for row in rows_of_kind[:FEW]:
            where = row.where if row.file == "scheme" else f"{row.file}: {row.where}"
            yield wrapped(f"- {where}: {value_of(row)}", width=width, indent="    ", hanging="      ")
        if len(rows_of_kind) > FEW:
            yield f"    and {count(len(rows_of_kind) - FEW)} more"


def openness(row: EvidenceRow) -> float:
    """How wide the range of a number is, in multiples of the number."""
    assert row.low is not None
    assert row.high is not None
    return (row.high - row.low) / (abs(row.value or 0.0) or max(abs(row.low), abs(row.high)))


def evidence_lines(
    record: Any,
    /,
    *,
    width: int,
    shared: dict[str, Source] | None = None,
    bundle: SocietyBundle | None = None,
) -> Iterator[str]:
    """What a file rests on, line by line; with the society of a scheme, its weakest numbers too."""
    rows = evidence_rows(record)
    yield from by_grade(rows)
    if bundle is not None and isinstance(record, Scheme):
        yield from weakest(record, bundle, width=width)
    used: dict[str, None] = {}
    if rows:
        yield ""
        yield "Each number"
    for row in rows:
        used.update(dict.fromkeys(row.source))
        yield wrapped(f"- {row.where}: {value_of(row)}", width=width, indent="  ", hanging="    ")
        yield wrapped(grade_of(row), width=width, indent="    ", hanging="    ")
        for text in (row.derived and f"= {row.derived}", row.note):
            if text:
                yield wrapped(text, width=width, indent="    ", hanging="    ")
    known = {**(shared or {}), **record.sources}
    lines = [source_line(name, known[name]) for name in used if name in known]
    if lines:
        yield ""
        yield "Sources"
        yield from (wrapped(line, width=width, indent="  - ", hanging="    ") for line in lines)


def value_of(row: EvidenceRow, /) -> str:
    """Value, unit, range, and what it varies by."""
    if row.value is None:
        return f"a table of {row.unit.replace('_', ' ')}" if row.unit else "a table"
    unit = UNIT_WORDS.get(row.unit, row.unit)
    told = f"{number(row.value)}{HARD}{unit}".strip(f" {HARD}")
    if row.varies:
        told += f", by {', '.join(row.varies)}"
    return told if row.low is None else f"{told} (range {number(row.low)} to {number(row.high)})"


def grade_of(row: EvidenceRow) -> str:
    """Grade, source and place of a number."""
    where = ", ".join([*row.source, *([row.place] if row.place else [])])
    return f"{row.grade.replace('_', ' ')}: {where}" if where else f"{row.grade.replace('_', ' ')}, no source"
