"""Faults of a society file: attributes, margins, households, ties (S51x)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod

from demerit.errors import Defect, nearest
from demerit.evidence.yamltext import Path, Places
from demerit.society.model import Attribute, Margin, Society

__all__ = ["LEAST_COUNT", "MOST_CELLS", "check_attributes", "check_households", "check_margins", "check_ties"]

MOST_CELLS = 65_536
"""Most cells (combinations of joint attributes); a cell is a ``uint16``."""

LEAST_COUNT = 10
"""Least count in a table: smaller ones could be about persons who can be found. 0 says that there is nobody."""

TOLERANCE = 0.005
"""How far shares may be from adding up to 1."""


def check_attributes(society: Society, places: Places) -> Iterator[Defect]:
    """Values are two or more and different, labels fit, household attributes come first, cells are not too many."""
    personal = ""
    for i, attribute in enumerate(society.attributes):
        here: Path = ("attributes", i)
        if len(attribute.values) < 2 or len(set(attribute.values)) < len(attribute.values):
            yield places.defect(
                "S510",
                (*here, "values"),
                f'attribute "{attribute.id}" needs two or more different values',
                "Remove what stands twice.",
            )
        if attribute.labels and len(attribute.labels) != len(attribute.values):
            yield places.defect(
                "S510",
                (*here, "labels"),
                f'attribute "{attribute.id}" has {len(attribute.values)} values and {len(attribute.labels)} labels',
                "Give one label a value.",
            )
        if attribute.per == "person":
            personal = personal or attribute.id
        elif personal:
            yield places.defect(
                "S514",
                here,
                f'household attribute "{attribute.id}" stands after personal "{personal}"',
                "Put household attributes first: each is drawn given those before it.",
            )
    cells = prod(len(attribute.values) for attribute in society.attributes if attribute.joint)
    if cells > MOST_CELLS:
        yield places.defect(
            "S515",
            ("attributes",),
            f"the joint attributes make {cells:,} cells",
            f"At most {MOST_CELLS:,}; mark some joint: false.",
            key=True,
        )


def check_margins(society: Society, places: Places) -> Iterator[Defect]:
    """Tables are complete, add up, hold no small counts, and reach every attribute."""
    known = {attribute.id: attribute for attribute in society.attributes}
    for i, margin in enumerate(society.margins):
        here: Path = ("margins", i)
        names = [("given", j, name) for j, name in enumerate(margin.given)]
        names += [("of", j, name) for j, name in enumerate(margin.of)]
        wrong = [item for item in names if item[2] not in known]
        for where, j, name in wrong:
            yield places.defect("S211", (*here, where, j), f'unknown attribute "{name}"', nearest(name, known))
        if wrong:
            continue
        yield from check_kind(margin, known, here, places)
        yield from check_table(margin, known, (*here, "shares"), places)
    covered = {name for margin in society.margins for name in margin.of}
    for i, attribute in enumerate(society.attributes):
        if attribute.id not in covered:
            yield places.defect(
                "S516",
                ("attributes", i),
                f'attribute "{attribute.id}" stands in no margin',
                "Add a table of its shares.",
            )


def check_kind(margin: Margin, known: Mapping[str, Attribute], here: Path, places: Places) -> Iterator[Defect]:
    """A table is of joint attributes, or of one other attribute given joint ones."""
    if not margin.of:
        yield places.defect("S511", (*here, "of"), "the margin is of no attribute", "Name one or more.", key=True)
    apart = [name for name in margin.of if not known[name].joint]
    if apart and len(margin.of) > 1:
        yield places.defect(
            "S511",
            (*here, "of"),
            f'"{apart[0]}" is not joint and cannot share a margin',
            "Give it a table of its own, with given.",
        )
    if margin.given and (not apart or any(not known[name].joint for name in margin.given)):
        yield places.defect(
            "S511",
            (*here, "given"),
            "given is for the table of one attribute that is not joint",
            "It names joint attributes.",
            key=True,
        )


def check_table(margin: Margin, known: Mapping[str, Attribute], here: Path, places: Places) -> Iterator[Defect]:
    """Keys are all combinations of values; numbers add up for each combination of what is given."""
    values = [known[name].values for name in (*margin.given, *margin.of)]
    wanted = [",".join(row) for row in product(*values)]
    table = {"".join(key.split()): number for key, number in margin.shares.items()}
    for key in margin.shares:
        if "".join(key.split()) not in wanted:
            yield places.defect(
                "S511",
                (*here, key),
                f'"{key}" is no combination of {", ".join((*margin.given, *margin.of))}',
                nearest(key, wanted[:50]),
                key=True,
            )
    missing = [key for key in wanted if key not in table]
    if missing:
        yield places.defect(
            "S511",
            here,
            f'the margin lacks "{missing[0]}"' + (f" and {len(missing) - 1} more" if len(missing) > 1 else ""),
            "Write 0 where there is nobody.",
            key=True,
        )
        return
    sizes = [len(choices) for choices in values[len(margin.given) :]]
    block = prod(sizes)
    numbers = [table[key] for key in wanted]
    groups = [numbers[start : start + block] for start in range(0, len(numbers), block)]
    yield from check_numbers(margin.unit, margin.shares, groups, here, places)


def check_numbers(
    unit: str, table: Mapping[str, float], groups: Sequence[Sequence[float]], here: Path, places: Places
) -> Iterator[Defect]:
    """Shares lie in [0, 1] and add up to 1 in each group; counts are 0 or at least 10."""
    odd = False
    for key, number in table.items():
        if unit != "share" and number != 0 and number < LEAST_COUNT:
            odd = True
            yield places.defect(
                "S513",
                (*here, key),
                f"a count of {number:g} is too small to publish",
                f"Counts are 0 or at least {LEAST_COUNT}; join rows.",
            )
        elif unit == "share" and not 0 <= number <= 1:
            odd = True
            yield places.defect("S512", (*here, key), f"{number:g} is no share", "Shares lie in [0, 1].")
    for group in groups:
        total = sum(group)
        if not odd and unit == "share" and abs(total - 1) > TOLERANCE:
            yield places.defect(
                "S512", here, f"the shares add up to {total:g}", "They must add up to 1 within 0.5 %.", key=True
            )
        elif not odd and total <= 0:
            yield places.defect("S512", here, "the counts add up to 0", "Give counts of at least 10.", key=True)


def check_households(society: Society, places: Places) -> Iterator[Defect]:
    """Sizes run 1, 2, 3 ... and add up; household attributes need households; persons are a whole number."""
    if society.persons.value < 1 or society.persons.value != int(society.persons.value):
        yield places.defect(
            "S519",
            ("persons", "value"),
            f"{society.persons.value:g} is no number of persons",
            "Write a whole number of 1 or more.",
        )
    homes = society.households
    if homes is None:
        for i, attribute in enumerate(society.attributes):
            if attribute.per == "household":
                yield places.defect(
                    "S517",
                    ("attributes", i, "per"),
                    f'attribute "{attribute.id}" is per household, but there are none',
                    "Add households, or make it per person.",
                )
        return
    sizes = [str(size) for size in range(1, len(homes.shares) + 1)]
    if list(homes.shares) != sizes or len(sizes) > 20:
        yield places.defect(
            "S517",
            ("households", "shares"),
            "household sizes must run 1, 2, 3 ... up to 20 at most",
            "Write one share a size.",
            key=True,
        )
        return
    unit = "households" if sum(homes.shares.values()) > 2 else "share"
    yield from check_numbers(unit, homes.shares, [list(homes.shares.values())], ("households", "shares"), places)


def check_ties(society: Society, places: Places) -> Iterator[Defect]:
    """Ties can be made as they are asked for."""
    joint = [attribute.id for attribute in society.attributes if attribute.joint]
    for i, tie in enumerate(society.ties):
        here: Path = ("ties", i)
        for name in tie.homophily:
            if name not in joint:
                yield places.defect(
                    "S211",
                    (*here, "homophily", name),
                    f'"{name}" is no joint attribute',
                    nearest(name, joint),
                    key=True,
                )
        if tie.slots and tie.mean_degree.value > tie.slots:
            yield places.defect(
                "S518",
                (*here, "slots"),
                f"{tie.slots} slots cannot give {tie.mean_degree.value:g} ties",
                "Each slot gives at most one tie.",
            )
        if tie.older_by is not None and tie.older_by[0] > tie.older_by[1]:
            yield places.defect(
                "S518", (*here, "older_by"), "older_by goes from the lower to the higher number", "Write [low, high]."
            )
        if tie.older_by is not None and "age" not in joint:
            yield places.defect(
                "S518", (*here, "older_by"), 'older_by needs a joint attribute "age"', "Add it.", key=True
            )
