"""From a society's tables to the arrays of a population."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from demerit.draws import stream_key
from demerit.errors import nearest
from demerit.society.degrees import AgeYears, age_years, limit, pair_chances, parent_chances, rows_of_limits
from demerit.society.margins import CellShares, conditional_shares, fault, fit_cells, project
from demerit.society.model import Attribute, Firms, Households, Margin, Society, TieKind
from demerit.society.tables import (
    BACKWARDS,
    BLOCK,
    DIRECTED,
    EMPLOYEE,
    HOUSEHOLD,
    MAX_PATTERN_ATTRIBUTES,
    OFFICER,
    PARENT,
    TIE_KINDS,
    PopulationTables,
)
from demerit.society.ties import ADULT

__all__ = ["MAX_HOUSEHOLD", "assemble", "household_sizes", "joint_attributes"]

Ints: TypeAlias = NDArray[np.int64]
Part: TypeAlias = dict[str, object]
MAX_HOUSEHOLD = 64
OFFICER_TRIES = 64


def joint_attributes(society: Society, /) -> list[Attribute]:
    """Joint attributes in the order of the file; those of households must stand first."""
    joint = [a for a in society.attributes if a.joint]
    personal = False
    for attribute in joint:
        if attribute.per == "household" and personal:
            raise fault("S309", f'household attribute "{attribute.id}" stands after a personal one', "Move it up: household attributes come first.")
        personal = personal or attribute.per == "person"
    return joint


def keys_of(seed: int, attributes: list[Attribute], /) -> NDArray[np.uint64]:
    """Key of stream ``attribute:<id>`` for each attribute."""
    return np.array([stream_key(seed, f"attribute:{a.id}") for a in attributes], dtype=np.uint64)


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


def joint_part(joint: list[Attribute], fit: CellShares, seed: int, /) -> tuple[Part, list[Ints]]:
    """Tables of the joint attributes and their limits."""
    limits = [rows_of_limits(rows) for rows in fit.rows]
    starts = np.cumsum([0] + [len(part) for part in limits])[:-1]
    strides = [math.prod(fit.sizes[i + 1 :]) for i in range(len(joint))]
    shared = [int(a.per == "household") for a in joint]
    return {
        "joint_key": keys_of(seed, joint),
        "joint_size": np.array(fit.sizes, np.int64),
        "joint_row": np.array(starts, np.int64),
        "joint_stride": np.array(strides, np.int64),
        "joint_needs": np.array(needs_of(fit), np.int64),
        "joint_shared": np.array(shared, np.int64),
        "any_shared": np.int64(any(shared)),
    }, limits


def margin_of(attribute: Attribute, margins: tuple[Margin, ...], /) -> Margin:
    """The one margin of an attribute that is not joint."""
    own = [m for m in margins if m.of[-1:] == (attribute.id,) and len(m.of) <= 2]
    if len(own) != 1:
        raise fault("S301", f'attribute "{attribute.id}" is not joint and has {len(own)} margins that end with it; it needs one',
                    "Give one margin of: [it], or of: [a joint attribute, it].")
    return own[0]


def other_part(society: Society, joint: list[Attribute], start: int, seed: int, /) -> tuple[Part, list[Ints]]:
    """Tables of the attributes that are not joint, and their limits, which begin at ``start``."""
    places = {a.id: i for i, a in enumerate(joint)}
    row, given = np.zeros(len(society.attributes), np.int64), np.full(len(society.attributes), -1, np.int64)
    limits: list[Ints] = []
    for k, attribute in enumerate(society.attributes):
        if attribute.joint:
            continue
        margin = margin_of(attribute, society.margins)
        chooser = None
        if len(margin.of) == 2:
            if margin.of[0] not in places:
                raise fault("S302", f'"{attribute.id}" is given "{margin.of[0]}", which is no joint attribute', nearest(margin.of[0], places))
            given[k] = places[margin.of[0]]
            chooser = joint[given[k]]
            if attribute.per == "household" and chooser.per == "person":
                raise fault("S309", f'household attribute "{attribute.id}" is given the personal attribute "{chooser.id}"')
        part = rows_of_limits(conditional_shares(attribute, chooser, margin))
        row[k] = start
        start += len(part)
        limits.append(part)
    return {
        "attribute_joint": np.array([places.get(a.id, -1) for a in society.attributes], np.int64),
        "other_key": keys_of(seed, list(society.attributes)),
        "other_size": np.array([len(a.values) for a in society.attributes], np.int64),
        "other_row": row,
        "other_given": given,
        "other_shared": np.array([int(a.per == "household") for a in society.attributes], np.int64),
    }, limits


def household_sizes(households: Households | None, /) -> NDArray[np.float64]:
    """Share of households of 1, 2, ... members, normalised; empty without households. ``7+`` is read as 7."""
    if households is None:
        return np.empty(0)
    shares = np.zeros(MAX_HOUSEHOLD)
    for key, share in households.shares.items():
        text = key.removesuffix("+")
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MAX_HOUSEHOLD) or share < 0:
            raise fault("S310", f'"{key}" is not a size of household', f"Sizes run from 1 to {MAX_HOUSEHOLD}.")
        shares[int(text) - 1] += share
    if shares.sum() <= 0:
        raise fault("S310", "the shares of household sizes are zero throughout")
    last = int(np.nonzero(shares)[0][-1]) + 1
    return shares[:last] / shares.sum()


def firm_part(firms: Firms | None, adults: float, seed: int, /) -> Part:
    """Tables of firms. Sizes follow Zipf's law (Axtell 2001, Science 293:1818); every firm has at least one place in its block."""
    per_block = 1 if firms is None else max(1, math.floor(firms.per_1000.value * BLOCK / 1000.0 + 0.5))
    if per_block > BLOCK:
        raise fault("S311", "there are more firms than people", "per_1000 is at most 1,000.")
    weights = [1.0 / (i + 1) for i in range(per_block)]
    places = [1 + math.floor((BLOCK - per_block) * w / math.fsum(weights)) for w in weights]
    for i in range(BLOCK - sum(places)):
        places[i % per_block] += 1
    employed = firms.employed.value / adults if firms is not None and adults > 0 else 0.0
    if employed > 1.0:
        raise fault("S311", f"a share of {employed * adults:.3f} employed is more than the {adults:.3f} who are {ADULT} or older")
    officers = firms.officers.value if firms is not None else 0.0
    return {
        "firms_per_block": np.int64(per_block),
        "firm_start": np.cumsum([0, *places]).astype(np.int64),
        "employer_key": stream_key(seed, "employer"),
        "employed_key": stream_key(seed, "employed"),
        "employed_limit": np.int64(limit(employed)),
        "officer_key": stream_key(seed, "officer"),
        "officer_whole": np.int64(math.floor(officers)),
        "officer_limit": np.int64(limit(officers - math.floor(officers))),
        "officer_tries": np.int64(min(OFFICER_TRIES, BLOCK // per_block)),
    }


@dataclass(frozen=True, eq=False)
class TieArrays:
    """The arrays of ties, filled kind by kind."""

    present: Ints
    bits: Ints
    slots: Ints
    top: Ints
    limit: Ints
    attributes: Ints


def tie_part(society: Society, fit: CellShares, places: dict[str, int], ages: AgeYears | None, seed: int, /) -> Part:
    """Tables of the kinds of tie made by matching."""
    n = len(TIE_KINDS)
    arrays = TieArrays(np.zeros(n, np.int64), np.full(n, 12, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64),
                       np.zeros((n, 1 << MAX_PATTERN_ATTRIBUTES), np.int64), np.full((n, MAX_PATTERN_ATTRIBUTES), -1, np.int64))
    older = (0, 0)
    for kind in society.ties:
        code = TIE_KINDS.index(kind.id)
        if arrays.present[code]:
            raise fault("S307", f'ties of kind "{kind.id}" are stated twice')
        fill_kind(arrays, code, kind, society, fit, places, ages)
        older = kind.older_by or older
    arrays.present[HOUSEHOLD] = 1
    arrays.present[[OFFICER, EMPLOYEE]] = int(society.firms is not None)
    return {
        "tie_present": arrays.present, "tie_bits": arrays.bits, "tie_slots": arrays.slots, "tie_top": arrays.top,
        "tie_limit": arrays.limit, "tie_attributes": arrays.attributes,
        "tie_key": np.array([stream_key(seed, f"tie:{kind}") for kind in TIE_KINDS], dtype=np.uint64),
        "older_from": np.int64(older[0]), "older_to": np.int64(older[1]),
    }


def fill_kind(
    arrays: TieArrays, code: int, kind: TieKind, society: Society, fit: CellShares, places: dict[str, int], ages: AgeYears | None
) -> None:
    """Fill the arrays of one kind."""
    if code == PARENT:
        if ages is None:
            raise fault("S307", 'parent ties need a joint attribute "age"', 'Add attribute "age" with values like 0-17, 18-39, 40+.')
        chances = parent_chances(kind, ages=ages, youngest=ADULT if society.households is not None else 0)
    else:
        if kind.older_by is not None:
            raise fault("S307", f'older_by is for parent ties, not for "{kind.id}"')
        chances = pair_chances(kind, shares=fit.shares, sizes=fit.sizes, places=places)
        arrays.attributes[code, : len(kind.homophily)] = [places[name] for name in kind.homophily]
    limits = [limit(float(c)) for c in chances.chance]
    arrays.present[code] = 1
    arrays.bits[code] = int(kind.within).bit_length() - 1
    arrays.slots[code] = chances.slots
    arrays.limit[code, : len(limits)] = limits
    arrays.top[code] = max(limits)


def most_ties(part: Part, largest: int, /) -> Ints:
    """Most ends ``ties_of`` can return, by code."""
    slots, start = np.asarray(part["tie_slots"]), np.asarray(part["firm_start"])
    officers = int(np.asarray(part["officer_whole"])) + int(np.asarray(part["officer_limit"]) > 0)
    most = np.ones(2 * BACKWARDS, np.int64)
    most[:BACKWARDS] = np.maximum(1, slots)
    most[HOUSEHOLD] = max(1, largest - 1)
    most[PARENT] = 2
    most[PARENT + BACKWARDS] = max(1, largest - 1) + int(slots[PARENT])
    most[OFFICER] = most[OFFICER + BACKWARDS] = max(1, officers)
    most[EMPLOYEE] = int(np.diff(start).max())
    assert all(code + BACKWARDS < len(most) for code in DIRECTED)
    return most


def assemble(society: Society, /, *, seed: int) -> tuple[PopulationTables, CellShares]:
    """Tables of a society's population under a seed, and the fitted shares of its cells.

    Raises
    ------
    InputError
        S301 ... S311: what the society states of its people does not fit together.
    """
    joint = joint_attributes(society)
    places = {a.id: i for i, a in enumerate(joint)}
    fit = fit_cells(joint, margins=society.margins)
    part, limits = joint_part(joint, fit, seed)
    others, more = other_part(society, joint, sum(map(len, limits)), seed)
    ages = None
    if "age" in places:
        marginal = project(fit.shares.reshape(fit.sizes), [places["age"]])
        ages = age_years(joint[places["age"]].values, marginal)
    adults = 1.0 if ages is None else float(ages.share[ADULT:].sum())
    sizes = household_sizes(society.households)
    part |= others | firm_part(society.firms, adults, seed) | tie_part(society, fit, places, ages, seed)
    part |= {
        "limits": np.concatenate([*limits, *more, np.empty(0, np.int64)]),
        "household_key": stream_key(seed, "household size"),
        "household_limits": rows_of_limits(sizes) if len(sizes) else np.empty(0, np.int64),
        "has_households": np.int64(society.households is not None),
        "age_joint": np.int64(places.get("age", -1)),
        "age_from": ages.first if ages else np.zeros(1, np.int64),
        "age_years": ages.count if ages else np.ones(1, np.int64),
        "years_key": stream_key(seed, "years"),
        "max_ties": most_ties(part, max(1, len(sizes))),
    }
    tables = PopulationTables(**part)  # type: ignore[arg-type]
    for array in tables:
        if isinstance(array, np.ndarray):
            array.flags.writeable = False
    return tables, fit
