"""Faults of a society file: attributes, margins, households, ties (S51x)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from math import prod

from demerit.errors import Defect, nearest
from demerit.evidence.yamltext import Path, Places
from demerit.society.model import Attribute, Margin, Society

__all__ = [
    "LEAST_COUNT", "MOST_CELLS", "check_attributes", "check_cross", "check_households", "check_margins", "check_ties",
]  # fmt: skip

MOST_CELLS = 65_536
"""Most cells (combinations of joint attributes); a cell is a ``uint16``."""

MOST_CROSSED = 4
"""Most pairs of attributes whose combinations are groups."""

LEAST_COUNT = 10
"""Least count in a table: smaller ones could be about persons who can be found. 0 says that there is nobody."""

MOST_PEOPLE = 64
"""Most members of a household."""

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


def check_cross(society: Society, places: Places) -> Iterator[Defect]:
    """Crossed groups: a few pairs of different joint attributes, each once."""
    known = {attribute.id: attribute for attribute in society.attributes}
    seen: set[frozenset[str]] = set()
    for i, names in enumerate(society.cross):
        here: Path = ("cross", i)
        wrong = [(j, name) for j, name in enumerate(names) if name not in known]
        for j, name in wrong:
            yield places.defect("S211", (*here, j), f'unknown attribute "{name}"', nearest(name, known))
        if wrong:
            continue
        pair = frozenset(names)
        if len(names) != 2 or len(pair) != 2 or pair in seen or i >= MOST_CROSSED or not all(
            known[name].joint for name in names
        ):  # fmt: skip
            told = f"At most {MOST_CROSSED} pairs of different joint attributes, each pair once."
            yield places.defect("S520", here, "groups cannot be crossed so", told)
        seen.add(pair)


def check_margins(society: Society, places: Places) -> Iterator[Defect]:
    """Tables reach every value, add up, hold no small counts, and reach every attribute."""
    known = {attribute.id: attribute for attribute in society.attributes}
    for i, margin in enumerate(society.margins):
        here: Path = ("margins", i)
        named = [("given", j, name) for j, name in enumerate(margin.given)]
        named += [("of", j, name) for j, name in enumerate(margin.of)]
        wrong = [item for item in named if item[2] not in known]
        for where, j, name in wrong:
            yield places.defect("S211", (*here, where, j), f'unknown attribute "{name}"', nearest(name, known))
        if not wrong:
            attributes = [known[name] for _, _, name in named]
            if margin.given and attributes[-1].joint:
                told = "Joint attributes share a table: of: [one, other]."
                yield places.defect(
                    "S511", (*here, "given"), "given is for an attribute that is not joint", told, key=True
                )
                continue
            yield from check_kind(attributes, here, places)
            yield from check_table(margin, attributes, (*here, "shares"), places)
            alone = len(margin.of) == 1 and not margin.given and margin.range is not None
            if margin.range_of and not (alone and margin.range_of in margin.shares):
                told = "It is one value of a table of one attribute that has a range."
                yield places.defect("S511", (*here, "range_of"), "the range is of no share of this table", told)
    yield from check_cover(society, known, places)


def check_cover(society: Society, known: Mapping[str, Attribute], places: Places) -> Iterator[Defect]:
    """Every joint attribute is in a table; every other one ends exactly one."""
    for i, attribute in enumerate(society.attributes):
        tables = [
            m for m in society.margins if (attribute.id in m.of if attribute.joint else m.of[-1:] == (attribute.id,))
        ]
        if not tables:
            yield places.defect(
                "S516",
                ("attributes", i),
                f'attribute "{attribute.id}" stands in no margin',
                "Add a table of its shares.",
            )
        elif not attribute.joint and len(tables) > 1:
            yield places.defect(
                "S516",
                ("attributes", i),
                f'attribute "{attribute.id}" has {len(tables)} margins',
                "One that is not joint has one: of: [it], with given: [a joint attribute] if need be.",
            )


def check_kind(attributes: Sequence[Attribute], here: Path, places: Places) -> Iterator[Defect]:
    """A table is of one to three joint attributes, or of one other attribute (last), given at most one joint one."""
    names = [attribute.id for attribute in attributes]
    if not 1 <= len(names) <= 3 or len(set(names)) < len(names):
        yield places.defect(
            "S511", (*here, "of"), "a margin is of one to three different attributes", "Split it.", key=True
        )
    apart = [attribute.id for attribute in attributes if not attribute.joint]
    if apart and (len(names) > 2 or apart != names[-1:]):
        yield places.defect(
            "S511",
            (*here, "of"),
            f'"{apart[0]}" is not joint and cannot stand here',
            "Write given: [a joint attribute] and of: [it].",
            key=True,
        )


def check_table(margin: Margin, attributes: Sequence[Attribute], here: Path, places: Places) -> Iterator[Defect]:
    """Keys are combinations of values, every value is reached, and numbers add up."""
    rows: dict[str, list[float]] = {}
    reached: list[set[str]] = [set() for _ in attributes]
    for key, number in margin.shares.items():
        words = [word.strip() for word in key.split(",")]
        fits = len(words) == len(attributes)
        if not fits or any(word not in a.values for word, a in zip(words, attributes, strict=True)):
            allowed = [",".join(row) for row in islice(product(*(a.values for a in attributes)), 40)]
            yield places.defect(
                "S511",
                (*here, key),
                f'"{key}" is no value of {", ".join(a.id for a in attributes)}',
                nearest(key, allowed),
                key=True,
            )
            return
        for seen, word in zip(reached, words, strict=True):
            seen.add(word)
        rows.setdefault(words[0], []).append(number)
    for seen, attribute in zip(reached, attributes, strict=True):
        missing = [value for value in attribute.values if value not in seen]
        if missing:
            yield places.defect(
                "S511",
                here,
                f'the margin has nothing for "{missing[0]}" of attribute "{attribute.id}"',
                "Write 0 where there is nobody.",
                key=True,
            )
            return
    whole = [list(margin.shares.values())]
    by_row = len(attributes) == 2 and not attributes[1].joint and abs(sum(whole[0]) - 1) > TOLERANCE
    yield from check_numbers(margin.unit, margin.shares, list(rows.values()) if by_row else whole, here, places)


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
    written = [*homes.shares]
    if [*written[:-1], written[-1].removesuffix("+") if written else ""] != sizes or len(sizes) > MOST_PEOPLE:
        yield places.defect(
            "S517",
            ("households", "shares"),
            f"household sizes must run 1, 2, 3 ... up to {MOST_PEOPLE} at most",
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
