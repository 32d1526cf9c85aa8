"""From a society's tables to the arrays of a population."""

from __future__ import annotations

import math
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from demerit.draws import stream_key
from demerit.errors import nearest
from demerit.society.degrees import (
    AgeYears,
    PairChances,
    age_years,
    is_age,
    limit,
    pair_chances,
    parent_chances,
    rows_of_limits,
)
from demerit.society.margins import TOLERANCE, CellShares, conditional_shares, fault, fit_cells, project
from demerit.society.matching import MOST_PARENTS
from demerit.society.model import Attribute, Firms, Households, Margin, Society, TieKind
from demerit.society.tables import (
    AGE,
    BACKWARDS,
    BLOCK,
    EMPLOYEE,
    GUIDE_BITS,
    GUIDE_SHIFT,
    HOUSEHOLD,
    JOINT,
    MAX_PATTERN_ATTRIBUTES,
    NUMBERS,
    OFFICER,
    OTHER,
    PARENT,
    TIE,
    TIE_KINDS,
    PopulationTables,
)
from demerit.society.ties import ADULT

__all__ = ["MAX_HOUSEHOLD", "assemble", "household_sizes", "joint_attributes"]

Ints: TypeAlias = NDArray[np.int64]
Records: TypeAlias = NDArray[np.void]
MAX_HOUSEHOLD = 64
OFFICER_TRIES = 64


def joint_attributes(society: Society, /) -> list[Attribute]:
    """Joint attributes in the order of the file; those of households must stand first."""
    joint = [a for a in society.attributes if a.joint]
    personal = False
    for attribute in joint:
        if attribute.per == "household" and personal:
            what = f'household attribute "{attribute.id}" stands after a personal one'
            raise fault("S609", what, "Move it up: household attributes come first.")
        personal = personal or attribute.per == "person"
    return joint


def needs_of(fit: CellShares, /) -> list[int]:
    """For each attribute the bits of those it depends on, with all that those depend on."""
    needs: list[int] = []
    for stage, rows in enumerate(fit.rows):
        mask = 0
        for axis in range(stage):
            if not (rows == np.take(rows, [0], axis=axis)).all():
                mask |= 1 << axis | needs[axis]
        needs.append(mask)
    return needs


def joint_part(joint: list[Attribute], fit: CellShares, start: int, seed: int, /) -> tuple[Records, list[Ints]]:
    """Records of the joint attributes and their limits, which begin at ``start``."""
    records = np.zeros(len(joint), JOINT)
    limits = [rows_of_limits(rows) for rows in fit.rows]
    needs = needs_of(fit)
    for i, attribute in enumerate(joint):
        row = start + sum(map(len, limits[:i]))
        stride = math.prod(fit.sizes[i + 1 :])
        key = stream_key(seed, f"attribute:{attribute.id}")
        records[i] = (key, fit.sizes[i], row, stride, needs[i], int(attribute.per == "household"))
    return records, limits


def margin_of(attribute: Attribute, margins: tuple[Margin, ...], /) -> Margin:
    """The one margin of an attribute that is not joint."""
    own = [m for m in margins if m.of[-1:] == (attribute.id,) and len((*m.given, *m.of)) <= 2]
    if len(own) != 1:
        raise fault(
            "S601",
            f'attribute "{attribute.id}" is not joint: it needs one margin of its own, not {len(own)}',
            "Give one margin of: [it], or of: [it] given: [a joint attribute].",
        )
    return own[0]


def other_part(society: Society, joint: list[Attribute], start: int, seed: int, /) -> tuple[Records, list[Ints]]:
    """Records of all attributes in the order of the file, and limits of those not joint, from ``start`` on."""
    places = {a.id: i for i, a in enumerate(joint)}
    records = np.zeros(len(society.attributes), OTHER)
    limits: list[Ints] = []
    for k, attribute in enumerate(society.attributes):
        key, shared = stream_key(seed, f"attribute:{attribute.id}"), int(attribute.per == "household")
        if attribute.joint:
            records[k] = (places[attribute.id], key, len(attribute.values), 0, -1, shared)
            continue
        margin = margin_of(attribute, society.margins)
        chooser, given = None, -1
        chain = (*margin.given, *margin.of)
        if len(chain) == 2:
            if chain[0] not in places:
                what = f'"{attribute.id}" is given "{chain[0]}", which is no joint attribute'
                raise fault("S602", what, nearest(chain[0], places))
            given = places[chain[0]]
            chooser = joint[given]
            if shared and chooser.per == "person":
                what = f'household attribute "{attribute.id}" is given the personal attribute "{chooser.id}"'
                raise fault("S609", what, "Give it a household attribute, or none.")
        records[k] = (-1, key, len(attribute.values), start, given, shared)
        limits.append(rows_of_limits(conditional_shares(attribute, chooser, margin)))
        start += len(limits[-1])
    return records, limits


def household_sizes(households: Households | None, /) -> NDArray[np.float64]:
    """Share of households of 1, 2, ... members, normalised; empty without households. ``7+`` is read as 7."""
    if households is None:
        return np.empty(0)
    shares = np.zeros(MAX_HOUSEHOLD)
    for key, share in households.shares.items():
        text = key.removesuffix("+")
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MAX_HOUSEHOLD) or share < 0:
            raise fault("S610", f'"{key}" is not a size of household', f"Sizes run from 1 to {MAX_HOUSEHOLD}.")
        shares[int(text) - 1] += share
    if shares.sum() <= 0:
        raise fault("S610", "the shares of household sizes are zero throughout")
    last = int(np.nonzero(shares)[0][-1]) + 1
    return np.asarray(shares[:last] / shares.sum())


def guide_of(limits: Ints, /) -> NDArray[np.int8]:
    """Size of a household by the upper bits of a draw, so that most need no comparing; see ``household_guide``."""
    first = np.arange(1 << GUIDE_BITS, dtype=np.int64) << GUIDE_SHIFT
    least = 1 + np.searchsorted(limits, first, side="right")
    most = 1 + np.searchsorted(limits, first + ((1 << GUIDE_SHIFT) - 1), side="right")
    return np.where(least == most, least, -least).astype(np.int8)


def firm_places(firms: Firms | None, /) -> Ints:
    """First place of each firm of a block, and 4,096.

    Sizes follow Zipf's law (Axtell 2001, Science 293:1818); every firm has at least one place.
    """
    per_block = 1 if firms is None else max(1, math.floor(firms.per_1000.value * BLOCK / 1000.0 + 0.5))
    if per_block > BLOCK:
        raise fault("S611", "there are more firms than people", "per_1000 is at most 1,000.")
    weights = [1.0 / (i + 1) for i in range(per_block)]
    places = [1 + math.floor((BLOCK - per_block) * w / math.fsum(weights)) for w in weights]
    for i in range(BLOCK - sum(places)):
        places[i] += 1
    return np.cumsum([0, *places]).astype(np.int64)


def set_numbers(numbers: Records, society: Society, adults: float, seed: int, /) -> None:
    """Fill the keys and what is stated of firms and of parents' years; ``adults``: share of people of 18 or more."""
    for name, stream in (
        ("household", "household size"),
        ("years", "years"),
        ("employer", "employer"),
        ("employed", "employed"),
        ("officer", "officer"),
    ):
        numbers[f"{name}_key"] = stream_key(seed, stream)
    numbers["has_households"] = society.households is not None
    for kind in society.ties:
        if kind.older_by is not None:
            numbers["older_from"], numbers["older_to"] = kind.older_by
    firms = society.firms
    if firms is not None:
        employed = firms.employed.value / adults if adults > 0 else 2.0
        if employed > 1.0 + TOLERANCE:
            what = f"a share of {firms.employed.value:.3f} employed exceeds the {adults:.3f} who are {ADULT} or older"
            raise fault("S611", what, "The share is of all persons; only those of 18 or more are employed.")
        officers = firms.officers.value
        numbers["employed_limit"] = limit(min(1.0, employed))
        numbers["officer_whole"] = math.floor(officers)
        numbers["officer_limit"] = limit(officers - math.floor(officers))


def matched_chances(
    kind: TieKind, society: Society, fit: CellShares, places: dict[str, int], ages: AgeYears | None, /
) -> PairChances:
    """Chances of a kind of tie made by matching."""
    if kind.id == "parent":
        if ages is None:
            what = 'parent ties need a joint attribute "age" whose values are years'
            raise fault("S607", what, 'Add attribute "age" with values like 0-17, 18-39, 40+.')
        return parent_chances(kind, ages=ages, youngest=ADULT if society.households is not None else 0)
    if kind.older_by is not None:
        raise fault("S607", f'older_by is for parent ties, not for "{kind.id}"', "Remove it.")
    return pair_chances(kind, shares=fit.shares, sizes=fit.sizes, places=places)


def tie_part(
    society: Society, fit: CellShares, places: dict[str, int], ages: AgeYears | None, seed: int, /
) -> tuple[Records, Ints, Ints]:
    """Records of the kinds of tie, limits by pattern, and the attributes of patterns."""
    n = len(TIE_KINDS)
    records, limits = np.zeros(n, TIE), np.zeros((n, 1 << MAX_PATTERN_ATTRIBUTES), np.int64)
    attributes = np.full((n, MAX_PATTERN_ATTRIBUTES), -1, np.int64)
    records["key"] = [stream_key(seed, f"tie:{kind}") for kind in TIE_KINDS]
    for kind in society.ties:
        code = TIE_KINDS.index(kind.id)
        if records["present"][code]:
            raise fault("S607", f'ties of kind "{kind.id}" are stated twice', "Keep one.")
        chances = matched_chances(kind, society, fit, places, ages)
        attributes[code, : len(kind.homophily)] = [places[name] for name in kind.homophily]
        limits[code, : len(chances.chance)] = [limit(float(c)) for c in chances.chance]
        records[code] = (
            records["key"][code],
            1,
            int(kind.within).bit_length() - 1,
            chances.slots,
            limits[code].max(),
            len(kind.homophily),
        )
    records["present"][HOUSEHOLD] = 1
    records["present"][[OFFICER, EMPLOYEE]] = society.firms is not None
    return records, limits, attributes


def most_ties(slots: Ints, officers: int, largest_firm: int, largest_household: int, /) -> Ints:
    """Most ends ``ties_of`` can return, by code; at least 1, so that an array of that size can be passed."""
    most = np.ones(2 * BACKWARDS, np.int64)
    most[: len(TIE_KINDS)] = np.maximum(1, slots)
    most[HOUSEHOLD] = max(1, largest_household - 1)
    most[PARENT] = MOST_PARENTS
    most[PARENT + BACKWARDS] = max(1, largest_household - 1) + int(slots[PARENT])
    most[OFFICER] = most[OFFICER + BACKWARDS] = max(1, officers)
    most[EMPLOYEE] = largest_firm
    return most


def assemble(society: Society, /, *, seed: int) -> tuple[PopulationTables, CellShares]:
    """Tables of a society's population under a seed, and the fitted shares of its cells.

    Raises
    ------
    InputError
        S601 ... S611: what the society states of its people does not fit together.
    """
    joint = joint_attributes(society)
    places = {a.id: i for i, a in enumerate(joint)}
    fit = fit_cells(joint, margins=society.margins)
    sizes = household_sizes(society.households)
    limits = [rows_of_limits(sizes)] if len(sizes) else []
    joint_records, more = joint_part(joint, fit, sum(map(len, limits)), seed)
    limits += more
    other_records, more = other_part(society, joint, sum(map(len, limits)), seed)
    limits += more
    ages = None
    if "age" in places and all(map(is_age, joint[places["age"]].values)):
        ages = age_years(joint[places["age"]].values, project(fit.shares.reshape(fit.sizes), [places["age"]]))
    numbers = np.zeros(1, NUMBERS)
    set_numbers(numbers, society, 1.0 if ages is None else float(ages.share[ADULT:].sum()), seed)
    start = firm_places(society.firms)
    numbers["household_count"] = max(0, len(sizes) - 1)
    numbers["age_joint"] = places["age"] if ages is not None else -1
    numbers["firms_per_block"] = len(start) - 1
    numbers["officer_tries"] = min(OFFICER_TRIES, BLOCK // (len(start) - 1))
    ties, tie_limit, tie_attributes = tie_part(society, fit, places, ages, seed)
    officers = int(numbers["officer_whole"][0]) + int(numbers["officer_limit"][0] > 0)
    tables = PopulationTables(
        joint=joint_records,
        other=other_records,
        ties=ties,
        ages=age_records(ages),
        numbers=numbers,
        household_guide=guide_of(rows_of_limits(sizes) if len(sizes) else np.empty(0, np.int64)),
        limits=np.concatenate([*limits, np.empty(0, np.int64)]),
        tie_limit=tie_limit,
        tie_attributes=tie_attributes,
        firm_start=start,
        no_cells=np.empty(0, np.uint16),
        max_ties=most_ties(ties["slots"], officers, int(np.diff(start).max()), max(1, len(sizes))),
    )
    for array in tables:
        array.flags.writeable = False
    return tables, fit


def age_records(ages: AgeYears | None, /) -> Records:
    """First year and number of years of each age; one row of zeros without ages."""
    records = np.zeros(1 if ages is None else len(ages.first), AGE)
    if ages is not None:
        records["first"], records["count"] = ages.first, ages.count
    return records
