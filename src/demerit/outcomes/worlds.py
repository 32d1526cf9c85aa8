"""Two worlds that share every draw: what changes when the scheme, a safeguard or a response does.

Differences are paired: the same people with the same dice, so chance common to both worlds cancels, block by block.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from demerit.errors import UsageError
from demerit.ledger.model import Ledger
from demerit.outcomes.indicator import Indicator
from demerit.outcomes.intervals import Floats, covariance, fieller, freedom_of, jackknife, student
from demerit.outcomes.lengths import lengths
from demerit.outcomes.ratio import Ratio, estimate
from demerit.outcomes.sample import Sample, sample_of
from demerit.outcomes.specs import events_word, keys_of, penal, ratios
from demerit.outcomes.statistic import Statistic, too_few
from demerit.outcomes.survival import correction

__all__ = ["EFFECTS", "compare"]

EFFECTS = {"chilling": "protected_scored", "spill_over": "protected_unscored", "deterrence": "unlawful"}
"""Names of 1 - amount with / amount without, by the sum of conduct that each is about."""


def compare(first: Ledger | Sequence[Ledger], second: Ledger | Sequence[Ledger], /) -> tuple[Indicator, ...]:
    """Compare two worlds of one society with the same dice.

    Parameters
    ----------
    first : Ledger or sequence of Ledger
        The world in question: with the scheme, with the safeguard, with the response.
    second : Ledger or sequence of Ledger
        The world it is held against.

    Returns
    -------
    tuple of Indicator
        For each indicator that either world has: ``<id>:difference`` (first less second) and ``<id>:ratio``
        (first over second), by group; then ``chilling``, ``spill_over``, ``deterrence``, ``deterrence_per:<key>``,
        ``feedback_gain:<list>``. ``n`` and ``events`` are of the first world.

    Raises
    ------
    UsageError
        R210 if the worlds are not a pair: other society, seed, months, replicates or groups.
    """
    one, two = sample_of(first), sample_of(second)
    check_pair(one, two)
    one, two = scored_in_either(one, two), scored_in_either(two, one)
    found: list[Indicator] = []
    for ratio in union(one, two):
        found.extend(paired(estimate(one, ratio=ratio), estimate(two, ratio=ratio)))
    known = {statistic.id: statistic for statistic in lengths_of(two)}
    for mine in lengths_of(one):
        if mine.id in known:
            found.extend(paired(mine, known[mine.id]))
    for ours, theirs in zip(correction(one), correction(two), strict=True):
        if ours.compare and (ours.n.any() or theirs.n.any()):
            found.extend(paired(ours, theirs))
    found.extend(effects(one, two))
    found.extend(gains(one, two))
    return tuple(found)


def check_pair(one: Sample, two: Sample) -> None:
    """Refuse worlds that do not share people, dice and time."""
    if one.groups != two.groups or one.n_units != two.n_units or one.months != two.months:
        wrong = ["groups, months or replicates"]
    else:
        wrong = [key for key in ("society", "seed", "replicates") if one.manifest.get(key) != two.manifest.get(key)]
    if wrong:
        hint = "Run both worlds on one society with the same seed, months and replicates."
        raise UsageError("R210", f"the two runs are not a pair: they differ in {', '.join(wrong)}", hint)


def scored_in_either(sample: Sample, other: Sample) -> Sample:
    """A world whose conduct is of the sort that it is in either: what A scores is held against the same in B."""
    known = other.names("behaviours")
    behaviours = {
        name: {**said, **{word: said.get(word) or known.get(name, {}).get(word) for word in ("scored", "rewarded")}}
        for name, said in sample.names("behaviours").items()
    }
    return replace(sample, manifest={**sample.manifest, "behaviours": behaviours})


def union(one: Sample, two: Sample) -> list[Ratio]:
    """Ratios of either world, those of the first in front."""
    known: dict[str, Ratio] = {}
    for ratio in (*ratios(one), *ratios(two)):
        held = known.setdefault(ratio.id, ratio)
        if ratio.expected != held.expected:  # what one world draws, the other may only expect
            known[ratio.id] = replace(held, expected=tuple(dict.fromkeys((*held.expected, *ratio.expected))))
    return list(known.values())


def paired(ours: Statistic, theirs: Statistic) -> Iterator[Indicator]:
    """Difference and ratio of one statistic in every group."""
    for place, group in enumerate(ours.groups):
        for unit in ("difference", "ratio"):
            yield paired_row(ours, theirs, place=place, group=group, unit=unit)


def paired_row(ours: Statistic, theirs: Statistic, *, place: int, group: str, unit: str) -> Indicator:
    """Difference or ratio of one statistic in one group."""
    first, second = float(ours.value[place]), float(theirs.value[place])
    reason = missing(ours, theirs, place=place)
    if reason is None and unit == "ratio" and second == 0:
        reason = "nothing in the second world"
    value: float | None = None
    low: float | None = None
    high: float | None = None
    method = ""
    if reason is None:
        value = first - second if unit == "difference" else first / second
        low, high, method = paired_interval(ours, theirs, place=place, unit=unit)
        if low is None:
            reason = "nobody was moved"
        elif high is None:
            reason = "no upper end: the second world may have none"
    return Indicator(
        id=f"{ours.id}:{unit}", group=group, value=value, low=low, high=high, n=int(ours.n[place]),
        events=None if ours.events is None else int(ours.events[place]), unit=unit, of=ours.of, reason=reason,
        method=method,
    )  # fmt: skip


def missing(ours: Statistic, theirs: Statistic, *, place: int) -> str | None:
    """Why a comparison has no value."""
    for name, side in (("first", ours), ("second", theirs)):
        if side.n[place] <= 0:
            return f"no {side.of} in the {name} world"
        few = too_few(side.groups[place], cases=int(side.cases[place]))
        if few is not None:
            return few
        if not math.isfinite(float(side.value[place])):
            return f"no value in the {name} world"
    return None


def paired_interval(
    ours: Statistic, theirs: Statistic, *, place: int, unit: str
) -> tuple[float | None, float | None, str]:
    """Paired jackknife interval: the same unit is deleted in both worlds.

    Where a handful is moved, few units hold anybody who is: Student's law is that of so few. There is none where nobody
    is moved.
    """
    live = ours.live[place] | theirs.live[place]
    if int(live.sum()) < 2:
        return None, None, ""
    first, second = float(ours.value[place]), float(theirs.value[place])
    leave = [np.where(side.live[place], side.leave[place], side.value[place]) for side in (ours, theirs)]
    freedom = freedom_of(leave=leave[0] - leave[1], live=live)
    if freedom == 0:
        return None, None, ""
    t = student(freedom)
    one, two, both = (
        float(covariance(first=leave[left], second=leave[right], live=live)) for left, right in ((0, 0), (1, 1), (0, 1))
    )
    one, two = one + float(ours.extra[place]), two + float(theirs.extra[place])
    both += min(float(ours.extra[place]), float(theirs.extra[place]))  # acts not drawn are common to both worlds
    name = f"paired {ours.jackknife_method}"
    if unit == "ratio":
        low, high = fieller(first=first, second=second, spread=(one, two, both), t=t)
        return low, high, f"{name}, Fieller"
    half = t * math.sqrt(max(0.0, one + two - 2 * both))
    return first - second - half, first - second + half, name


def effects(one: Sample, two: Sample) -> Iterator[Indicator]:
    """Chilling, spill-over and deterrence, and unlawful acts avoided per wrongful penalty."""
    amounts = {ratio.id: ratio for ratio in union(one, two) if ratio.id.startswith("conduct:")}
    for name, kind in EFFECTS.items():
        ratio = amounts.get(f"conduct:{kind}:per_year")
        if ratio is None:
            continue
        ours, theirs = estimate(one, ratio=ratio), estimate(two, ratio=ratio)
        for place, group in enumerate(one.groups):
            row = paired_row(ours, theirs, place=place, group=group, unit="ratio")
            yield replace(
                row, id=name, unit="share", value=turned(row.value), low=turned(row.high), high=turned(row.low),
                reason=row.reason and row.reason.replace("upper", "lower"),
            )  # fmt: skip
        if name == "deterrence":
            for key in (key for key in keys_of(one) if penal(one, key=key)):
                if f"{key}:events:wrongful" in one.tallies:
                    yield per_wrongful(one, two, key=key, ratio=ratio)


def lengths_of(sample: Sample) -> list[Statistic]:
    """Mean lengths of the stays and runs of a world."""
    keys = keys_of(sample)
    return list(lengths(sample, keys=keys, words=[events_word(sample, key) for key in keys]))


def gains(one: Sample, two: Sample) -> Iterator[Indicator]:
    """Feedback gain of every penal list: stays in the first world over stays in the second, less 1."""
    rates = {ratio.id: ratio for ratio in union(one, two)}
    for key in keys_of(one):
        ratio = rates.get(f"{key}:per_year")
        if ratio is None or not key.startswith("list:") or not penal(one, key=key):
            continue
        ours, theirs = estimate(one, ratio=ratio), estimate(two, ratio=ratio)
        for place, group in enumerate(one.groups):
            row = paired_row(ours, theirs, place=place, group=group, unit="ratio")
            less = (None if end is None else end - 1.0 for end in (row.value, row.low, row.high))
            value, low, high = less
            yield replace(row, id=f"feedback_gain:{key}", unit="share", value=value, low=low, high=high)


def turned(value: float | None) -> float | None:
    """1 less a ratio."""
    return None if value is None else 1.0 - value


def per_wrongful(one: Sample, two: Sample, *, key: str, ratio: Ratio) -> Indicator:
    """Unlawful acts that did not happen, for each wrongful penalty of a key; overall only."""
    wrongful = one.counts(f"{key}:events:wrongful")[0]
    avoided = np.zeros(one.n_units)
    for sample, sign in ((two, 1), (one, -1)):
        for name, weight in ratio.top:
            avoided += sign * weight * sample.counts(name)[0]
        for name in ratio.expected:
            avoided += sign * sample.counts(name)[0] / 65536
    total, whole = int(wrongful.sum()), float(np.cumsum(avoided)[-1])
    row = Indicator(
        id=f"deterrence_per:{key}", group="all", value=None, low=None, high=None, n=total, events=None, unit="ratio",
        of="wrongful penalties", reason="no wrongful penalties",
    )  # fmt: skip
    if not total:
        return row
    with np.errstate(invalid="ignore", divide="ignore"):
        leave: Floats = (whole - avoided) / (total - wrongful)
    live = np.isfinite(leave) & ((avoided != 0) | (wrongful != 0))
    error, freedom = jackknife(leave=np.where(live, leave, 0.0), live=live)
    if freedom < 1:
        return replace(row, value=whole / total, reason="too few blocks for an interval")
    half = student(int(freedom)) * float(error)
    value = whole / total
    return replace(row, value=value, low=value - half, high=value + half, reason=None, method=f"paired {one.method}")
