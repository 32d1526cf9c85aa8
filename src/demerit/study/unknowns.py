"""What is assumed in a scheme and its society, and the inputs in which some of it has other values.

An *unknown* is the unit of variation: all numbers of a kind together (``study/kinds.py``), or one number alone. Where
it stands is a *position* from 0 (every number at its low end) to 1 (at its high end); a half is the value that the
file states, so that half of an even sweep lies below it and half above. A number whose stated value is one end of its
range goes from there to the other end.

Only numbers graded as assumptions, with a range, are ever moved: what a law text, a statistic or research says never
is, and neither are the size of a society, published outcomes, what a scheme declares of itself for the law, or
responses that are off. Of shares of one whole the largest gives way to the others (``study/wholes.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from math import prod
from typing import Any

from demerit.errors import Defect, InputError, UsageError, nearest
from demerit.evidence.quantity import Grade, Quantity
from demerit.evidence.rows import EvidenceRow, evidence_rows
from demerit.evidence.walk import Same
from demerit.scheme.check import scheme_defects
from demerit.scheme.resolve import resolve
from demerit.society.check import society_defects
from demerit.society.fit import names_of
from demerit.society.model import Margin
from demerit.study.ends import changed
from demerit.study.inputs import Inputs, records_of
from demerit.study.kinds import ALL_KINDS, Side, kind_of_number, side_of
from demerit.study.wholes import at, kept_whole, left_overs

__all__ = [
    "Unknown", "choose", "name_of_number", "numbers_of", "position_of", "unknowns", "value_at", "with_positions",
    "with_values",
]  # fmt: skip

NEVER = (("society", "persons"), ("scheme", "outcomes"), ("scheme", "declaration"))
"""Numbers that no run reads as they stand: file and first key."""

DYNAMICS = ("decay", "a_own", "a_tie", "a_published", "rho", "h_max")


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """Numbers that are moved together.

    Attributes
    ----------
    id : str
        The kind, or ``name_of_number`` where it is one number alone.
    kind : str
        One of ``ALL_KINDS``.
    side : {"people", "practice", "rules"}
        Whose they are; ``rules`` if any of them is.
    numbers : tuple of EvidenceRow
        In the order of the files; each with its file, path, value, range, unit and grade.
    """

    id: str
    kind: str
    side: Side
    numbers: tuple[EvidenceRow, ...]

    @property
    def stated(self) -> float:
        """Position of the stated values: a half, or that end at which all of them stand."""
        found = {position_of(row, value(row)) for row in self.numbers}
        return found.pop() if len(found) == 1 else 0.5

    def as_data(self) -> dict[str, Any]:
        """The unknown as plain JSON values."""
        told = ("file", "where", "low", "value", "high", "unit", "note", "varies")
        numbers = [{"id": name_of_number(row), **{name: getattr(row, name) for name in told}} for row in self.numbers]
        for number in numbers:
            number["varies"] = list(number["varies"])
        return {"id": self.id, "kind": self.kind, "side": self.side, "stated": self.stated, "numbers": numbers}


def value(row: EvidenceRow) -> float:
    """Stated value of a number that can be moved."""
    assert row.value is not None
    return row.value


def name_of_number(row: EvidenceRow, /) -> str:
    """Name of one number: its file and its path with ids, such as ``scheme.channels.camera.false_records.rate``."""
    return ".".join([row.file, *row.where.split(" / ")])


def numbers_of(inputs: Inputs, /) -> Iterator[EvidenceRow]:
    """Every number of a scheme and its society that a run may read, whatever its grade, in the order of the files."""
    responses = inputs.bundle.responses.responses
    for file, record in [("scheme", inputs.scheme), *records_of(inputs.bundle)]:
        for row in evidence_rows(record, file=file):
            off = file == "responses" and (
                not responses[row.path[1]].on  # type: ignore[index]
                if row.path[0] == "responses"
                else row.path[0] in DYNAMICS and not any(response.on for response in responses)
            )
            if (file, row.path[0]) not in NEVER and not off:
                yield row


def unknowns(inputs: Inputs, /, *, apart: bool = False) -> tuple[Unknown, ...]:
    """Everything assumed with a range, in the order of ``ALL_KINDS``.

    Parameters
    ----------
    inputs : Inputs
    apart : bool
        Each number alone, in the order of the files, instead of all of a kind together.
    """
    found: dict[str, list[EvidenceRow]] = {}
    rows = open_numbers(inputs)
    taken = left_overs(rows)
    for row in rows:
        if (row.file, row.path) not in taken:
            found.setdefault(kind_in(inputs, row), []).append(row)
    together = (made(kind, kind, found[kind]) for kind in ALL_KINDS if kind in found)
    return tuple(part for unknown in together for part in (alone(unknown) if apart else [unknown]))


def open_numbers(inputs: Inputs) -> tuple[EvidenceRow, ...]:
    """Numbers graded as assumptions, with a range; where factors of groups would pass 1, the range ends before."""
    return found_open(Same(inputs))


@lru_cache(maxsize=4)
def found_open(same: Same) -> tuple[EvidenceRow, ...]:
    """Open numbers; those of the last few inputs are kept, since every shard of a world asks for them."""
    inputs: Inputs = same.record
    return tuple(
        limited(row, inputs)
        for row in (share_of_people(row, inputs) for row in numbers_of(inputs))
        if row.grade == Grade.ASSUMPTION and row.value is not None and row.low is not None and row.low != row.high
    )


def share_of_people(row: EvidenceRow, inputs: Inputs) -> EvidenceRow:
    """The number that a table of people leaves open: the share that its range is of."""
    margin = at(file_of(inputs, row.file), row.path) if row.value is None else None
    if not isinstance(margin, Margin) or not margin.range_of or margin.range is None:
        return row
    low, high = margin.range
    return replace(
        row, value=share_in(margin), unit="share", low=low, high=high,
        where=f"margins / {margin.of[0]} / {margin.range_of}",
    )  # fmt: skip


def share_in(margin: Margin) -> float:
    """Share that the range of a table of people is of."""
    return margin.shares[margin.range_of] / sum(margin.shares.values())


def with_share(margin: Margin, to: float) -> Margin:
    """A table of people in which the share that its range is of has a value; the others keep their proportions."""
    if to == share_in(margin):
        return margin
    factor = (1.0 - to) / (1.0 - share_in(margin)) / sum(margin.shares.values())
    others = {name: share * factor for name, share in margin.shares.items()}
    return replace(margin, shares={**others, margin.range_of: to})


def limited(row: EvidenceRow, inputs: Inputs) -> EvidenceRow:
    """A probability whose groups differ by factors, with a high end at which no group passes 1."""
    quantity = at(file_of(inputs, row.file), row.path)
    if not isinstance(quantity, Quantity) or not quantity.times or quantity.unit not in ("probability", "share"):
        return row
    most = 1.0 / prod(max(1.0, *table.values()) for table in quantity.times.values())
    return replace(row, high=max(value(row), min(row.high or 0.0, most)))


def file_of(inputs: Inputs, file: str) -> Any:
    """Record of a file."""
    return inputs.scheme if file == "scheme" else getattr(inputs.bundle, file)


def kind_in(inputs: Inputs, row: EvidenceRow) -> str:
    """Kind of a number of these inputs."""
    inside = row.file == "responses" and row.path[0] == "responses"
    return kind_of_number(row, response=inputs.bundle.responses.responses[row.path[1]].kind if inside else "")  # type: ignore[index]


def made(name: str, kind: str, rows: Iterable[EvidenceRow]) -> Unknown:
    """Put an unknown together."""
    numbers = tuple(rows)
    sides = [side_of(kind, row) for row in numbers]
    return Unknown(id=name, kind=kind, side="rules" if "rules" in sides else sides[0], numbers=numbers)


def alone(unknown: Unknown) -> list[Unknown]:
    """Each number of an unknown as one of its own."""
    return [made(name_of_number(row), unknown.kind, [row]) for row in unknown.numbers]


def choose(inputs: Inputs, /, *, over: Iterable[str] | None = None, apart: bool = False) -> tuple[Unknown, ...]:
    """Unknowns by name: kinds, single numbers, or all of them.

    Parameters
    ----------
    inputs : Inputs
    over : iterable of str, optional
        Ids; a kind or the name of a number. Left out: all.
    apart : bool
        Each number of a kind alone.

    Raises
    ------
    UsageError
        R390 for a name that is not known here; R391 if a number is named twice.
    """
    kinds, singles = ({unknown.id: unknown for unknown in unknowns(inputs, apart=each)} for each in (False, True))
    if over is None:
        return tuple((singles if apart else kinds).values())
    found: list[Unknown] = []
    for name in dict.fromkeys(over):
        if name not in kinds | singles:
            hint = nearest(name, [*kinds, *(singles if "." in name else ())]) if kinds else "Nothing is assumed here."
            raise UsageError("R390", f'nothing that is assumed in "{inputs.scheme.id}" is called "{name}"', hint)
        one = kinds.get(name) or singles[name]
        found += alone(one) if apart else [one]
    taken = [name_of_number(row) for unknown in found for row in unknown.numbers]
    twice = sorted({name for name in taken if taken.count(name) > 1})
    if twice:
        raise UsageError("R391", f'the number "{twice[0]}" is named twice, alone and with its kind', "Name it once.")
    return tuple(found)


def value_at(row: EvidenceRow, position: float, /) -> float:
    """Value of a number at a position.

    Notes
    -----
    A share of 0.1 that may lie between 0 and 0.5 is 0.05 at a quarter, and 0.3 at three quarters.
    """
    low, middle, high = ends(row)
    if middle in (low, high):
        found = low + position * (high - low)
    elif position <= 0.5:
        found = low + 2 * position * (middle - low)
    else:
        found = middle + (2 * position - 1) * (high - middle)
    return min(high, max(low, found))


def position_of(row: EvidenceRow, at: float, /) -> float:
    """Position of a value of a number; below 0 or above 1 where it is outside the range."""
    low, middle, high = ends(row)
    if middle in (low, high):
        return (at - low) / (high - low)
    return 0.5 * (at - low) / (middle - low) if at <= middle else 0.5 + 0.5 * (at - middle) / (high - middle)


def ends(row: EvidenceRow) -> tuple[float, float, float]:
    """Low end, stated value, high end."""
    assert row.low is not None
    assert row.high is not None
    return row.low, value(row), row.high


def with_positions(inputs: Inputs, /, *, over: Iterable[Unknown], positions: Mapping[str, float]) -> Inputs:
    """Inputs in which unknowns stand at positions; what is not named stays as it is stated.

    Parameters
    ----------
    inputs : Inputs
    over : iterable of Unknown
        Of these inputs.
    positions : {id: position}
        From 0 to 1.

    Raises
    ------
    InputError
        With every fault, if a value makes the scheme or the society invalid; R392 first, which says what was moved.
    UsageError
        R393 for a position outside 0 to 1 or for an unknown that is not there.
    """
    known = {unknown.id: unknown for unknown in over}
    values: dict[str, float] = {}
    for name, position in positions.items():
        if name not in known:
            raise UsageError("R393", f'"{name}" is not among the unknowns', nearest(name, known))
        if not 0.0 <= position <= 1.0:
            raise UsageError("R393", f'"{name}" stands at {position:g}', "A position lies between 0 and 1.")
        values |= {name_of_number(row): value_at(row, position) for row in known[name].numbers}
    return with_values(inputs, values=values)


def with_values(inputs: Inputs, /, *, values: Mapping[str, float]) -> Inputs:
    """Inputs in which assumed numbers have other values, checked and resolved again.

    A number that varies by attribute (``by``, ``where``) or by date (``steps``) is multiplied by the ratio of the new
    value to the stated one; the multiples of a probability stop at 1.

    Parameters
    ----------
    inputs : Inputs
    values : {number: value}
        By ``name_of_number``; inside the stated range.

    Raises
    ------
    InputError
        As of ``with_positions``.
    UsageError
        R393 for a number that is not assumed here, or a value outside its range.
    """
    rows = {name_of_number(row): row for unknown in unknowns(inputs) for row in unknown.numbers}
    files: dict[str, Any] = {}
    for name, to in values.items():
        if name not in rows:
            raise UsageError("R393", f'"{name}" is no number that is assumed here', nearest(name, rows))
        row = rows[name]
        low, _, high = ends(row)
        if not low <= to <= high:
            raise UsageError("R393", f'"{name}" cannot be {to:g}', f"Its range is [{low:g}, {high:g}].")
        files[row.file] = changed(files.get(row.file, file_of(inputs, row.file)), row.path, moved_to(to))
    for file, path in left_overs(open_numbers(inputs)):
        if file in files:
            files[file] = kept_whole(file_of(inputs, file), files[file], takes=path)
    return checked(inputs, files, values)


def checked(inputs: Inputs, files: dict[str, Any], values: Mapping[str, float]) -> Inputs:
    """Inputs with other files, if they are without fault."""
    scheme = files.pop("scheme", inputs.scheme)
    bundle = replace(inputs.bundle, **files)
    faults = [*scheme_defects(scheme, names=names_of(bundle)), *society_defects(bundle)]
    if faults:
        told = ", ".join(f"{name} at {to:g}" for name, to in list(values.items())[:3])
        more = f" and {len(values) - 3} more" if len(values) > 3 else ""
        hint = "Narrow the range in the file, or vary something else."
        first = Defect(
            file="", line=0, column=0, code="R392", message=f"with {told}{more} the inputs are not valid", hint=hint
        )
        raise InputError([first, *faults])
    return replace(inputs, scheme=resolve(scheme), bundle=bundle)


def moved_to(to: float) -> Callable[[Any], Any]:
    """Return the change of a quantity, or of a table of people, to a value; what varies goes with it."""

    def move(quantity: Any) -> Any:
        if isinstance(quantity, Margin):
            return with_share(quantity, to)
        if to == quantity.value:
            return quantity
        most = 1.0 if quantity.unit in ("probability", "share") else float("inf")
        ratio = to / quantity.value if quantity.value else 1.0
        return replace(
            quantity,
            value=to,
            by={name: {of: min(most, x * ratio) for of, x in table.items()} for name, table in quantity.by.items()},
            where=tuple(replace(case, value=min(most, case.value * ratio)) for case in quantity.where),
            steps=tuple(replace(step, value=min(most, step.value * ratio)) for step in quantity.steps),
        )

    return move

